"""Will the target be reached, and what would it take: what is said beforehand comes true in the scores."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.effort import Effort, Gap, Reach
from kpi.forecast import Range, RecentGap, TooShort
from kpi.methods import Method
from kpi.months import Month, Period
from kpi.outlook import Course, Outlook, YearEnd, course_of, outlook, year_end_forecast
from kpi.volume import Basis, Volume
from tests.builders import Figures, cube_of, month, plan_from, reports, scores, tables, ward

LATE_OF_100 = {at: 10 + at % 3 for at in range(1, 13)}
"""How many of the 100 dossiers of each month are late: 11, 12, 10, 11, …"""


def resolved(year: int, late: Mapping[int, float], done: float = 100) -> Figures:
    return {
        key: value
        for number, lates in late.items()
        for key, value in reports("kinh-te", f"{year}-{number:02d}", resolved=done, resolved_late=lates).items()
    }


def seen(figures: Figures, indicator: str, at: str, scope: str = "kinh-te") -> Outlook:
    plan = ward()
    found = outlook(cube_of(plan, figures), plan.indicator_of_id[indicator], scope, month(at))
    assert found is not None
    return found


def year_end(
    figures: Figures, indicator: str, at: str, scope: str = "kinh-te"
) -> YearEnd | TooShort | RecentGap | None:
    plan = ward()
    return year_end_forecast(cube_of(plan, figures), plan.indicator_of_id[indicator], scope, month(at))


@pytest.mark.parametrize(
    ("indicator", "course"),
    [
        ("on_time", Course.RATIO_OF_FLOWS),
        ("satisfaction", Course.RATIO_OF_FLOWS),
        ("online_procedures", Course.RATIO_OF_STOCKS),
        ("dialogues", Course.TOTAL),
        ("spending", Course.TOTAL),
        ("no_overdue", Course.STOCK),
        ("waiting", Course.OTHER),
        ("disbursed", Course.OTHER),  # a flow of a stock
        ("postal_growth", Course.OTHER),
        ("team_place", Course.OTHER),
        ("ddci", Course.OTHER),
        ("par_index", Course.OTHER),
    ],
)
def test_how_a_year_comes_about_follows_from_the_formula(indicator: str, course: Course) -> None:
    assert course_of(ward(), ward().indicator_of_id[indicator]) is course


def test_where_a_ratio_stands_and_what_it_would_take() -> None:
    found = seen(resolved(2026, {1: 5, 2: 12, 3: 7}), "on_time", "2026-03")
    assert (found.score.value, found.score.bound, found.score.target) == (92, 90, 90)
    assert found.final is not None
    assert (found.final.operator, found.final.final) == (">=", 95)  # the plan raises it in July
    assert found.remaining == tuple(Month(2026, number) for number in range(4, 13))
    assert found.volume == Volume(900, (100.0,) * 9, Basis.MEAN_SO_FAR, complete=True)
    assert found.effort == Effort(9, 900, 864, 36, 96, Reach.REACHABLE)  # 276 + 864 = 1 140 of 1 200


def test_an_upper_limit_says_how_many_more_may_be_late() -> None:
    effort = seen(resolved(2026, {1: 5, 2: 12, 3: 7}), "late_share", "2026-03").effort
    assert effort == Effort(9, 900, 36, 864, 4, Reach.REACHABLE)  # 24 + 36 = 60 of 1 200


def test_a_count_is_held_against_its_pace_now_and_its_number_at_the_end() -> None:
    figures = {key: 1.0 for at in ("2026-01", "2026-03") for key in reports("22738", at, dialogues=1)}
    found = seen(figures, "dialogues", "2026-03", "all")
    assert (found.score.value, found.score.bound, found.volume) == (2, 3, None)
    assert found.effort == Effort(9, None, 10, None, 2, Reach.REACHABLE)


@pytest.mark.parametrize(("indicator", "bound", "needed"), [("inspections", None, 1), ("trainings", 1, 4)])
def test_targets_by_steps_and_at_the_end_of_the_year_ask_for_their_last_number(
    indicator: str, bound: float | None, needed: int
) -> None:
    found = seen({("22738", indicator, "2026-04"): 2.0}, indicator, "2026-04", "all")
    assert (None if found.score.bound != found.score.bound else found.score.bound) == bound
    assert isinstance(found.effort, Effort)
    assert found.effort.needed == needed


def test_a_ratio_of_stocks_says_how_many_must_change() -> None:
    figures = reports("kinh-te", "2026-03", procedures=50, procedures_online=37)
    assert seen(figures, "online_procedures", "2026-03").effort == Gap(3, 0)


@pytest.mark.parametrize(
    ("figures", "indicator", "scope"),
    [
        (reports("kinh-te", "2026-03", complaints=1), "complaints", "kinh-te"),  # asked of each month by itself
        (reports("kinh-te", "2026-03", overdue=1), "no_overdue", "kinh-te"),
        (reports("kinh-te", "2026-03", spent=12.5, allotted=100), "disbursed", "kinh-te"),
        (reports("kinh-te", "2026-03", spent=12.5), "spending", "kinh-te"),  # tracked, and money
        (reports("kinh-te", "2026-03", place=2), "team_place", "kinh-te"),
        (reports("22738", "2026-03", par_score=82.0), "par_index", "all"),
        (reports("kinh-te", "2026-03", procedures=0, procedures_online=0), "online_procedures", "kinh-te"),
        (reports("kinh-te", "2026-03", resolved=0, resolved_late=0), "on_time", "kinh-te"),
        ({}, "on_time", "kinh-te"),
        ({}, "dialogues", "all"),
    ],
)
def test_where_no_number_can_be_told_none_is(figures: Figures, indicator: str, scope: str) -> None:
    assert seen(figures, indicator, "2026-03", scope).effort is None


def test_money_is_not_counted_in_dossiers() -> None:
    data = tables("valid-ward-2026")
    data["indicator"] = [row | {"numerator": ["spent"]} for row in data["indicator"] if row["id"] == "on_time"]
    data["task"] = []
    plan = plan_from(data)
    figures = reports("kinh-te", "2026-03", spent=12.5, resolved=20)
    found = outlook(cube_of(plan, figures), plan.indicators[0], "kinh-te", month("2026-03"))
    assert found is not None
    assert (found.score.value, found.effort) == (62.5, None)


def test_a_scope_that_is_not_scored_has_no_outlook() -> None:
    cube = cube_of(ward(), {})
    assert outlook(cube, ward().indicator_of_id["on_time"], "22738", month("2026-03")) is None
    assert year_end_forecast(cube, ward().indicator_of_id["on_time"], "22738", month("2026-03")) is None


def test_when_the_year_is_over_it_is_decided() -> None:
    found = seen(resolved(2026, dict.fromkeys(range(1, 13), 5)), "on_time", "2026-12")
    assert (found.remaining, found.effort) == ((), Effort(0, 0, 0, 0, None, Reach.SAFE))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 11),
    st.lists(st.integers(0, 30), min_size=12, max_size=12),
    st.sampled_from(["on_time", "late_share"]),
)
def test_the_number_that_is_needed_makes_the_target_met_and_one_less_does_not(
    last: int, late: list[int], indicator: str
) -> None:
    figures = resolved(2026, {at: late[at] for at in range(1, last + 1) if at < 12}, done=30)
    effort = seen(figures, indicator, f"2026-{last:02d}").effort
    volume = 30 * (12 - last)
    assert isinstance(effort, Effort)
    assert effort.volume == volume

    def met(on_time: int) -> bool:
        rest = reports("kinh-te", "2026-12", resolved=volume, resolved_late=volume - on_time)
        cube = cube_of(ward(), {**figures, **rest})
        return scores(cube, indicator, "2026-12", Period.YEAR_TO_DATE)["kinh-te"].status == "met"

    enough = effort.needed if indicator == "on_time" else effort.spare
    assert met(volume if enough is None else enough) == (enough is not None)
    assert not enough or not met(enough - 1)


def test_a_year_like_the_one_before_ends_like_it() -> None:
    figures = {**resolved(2025, LATE_OF_100), **resolved(2026, {at: LATE_OF_100[at] for at in (1, 2, 3)}, done=100)}
    found = year_end(figures, "on_time", "2026-03")
    assert isinstance(found, YearEnd)
    assert (found.forecast.method, found.forecast.error) == (Method.SEASONAL_NAIVE, 0)
    assert found.value == pytest.approx(Range(89, 89, 89))  # 132 late of 1 200


def test_months_to_come_weigh_as_much_as_is_expected_of_them() -> None:
    busy = resolved(2025, {12: 40}, done=400)
    figures = {
        **resolved(2025, dict.fromkeys(range(1, 12), 0)),
        **busy,
        **resolved(2026, dict.fromkeys(range(1, 12), 0)),
    }
    found = year_end(figures, "on_time", "2026-11")
    assert isinstance(found, YearEnd)
    assert found.value.middle == pytest.approx(100 * (1100 + 400 * found.forecast.middle[0] / 100) / 1500)


def test_a_count_adds_the_months_to_come_to_what_there_is() -> None:
    months = [f"2025-{number:02d}" for number in range(1, 13)] + ["2026-01", "2026-02", "2026-03"]
    found = year_end({("22738", "dialogues", at): 2.0 for at in months}, "dialogues", "2026-03", "all")
    assert isinstance(found, YearEnd)
    assert found.value == Range(24, 24, 24)


def test_a_flow_in_which_nothing_arose_brings_nothing_and_is_no_gap() -> None:
    months = [f"2025-{number:02d}" for number in range(1, 13)] + ["2026-01", "2026-02", "2026-03"]
    found = year_end({("kinh-te", "spent", at): None for at in months}, "spending", "2026-03")
    assert isinstance(found, YearEnd)
    assert found.value == Range(0, 0, 0)


def test_a_stock_ends_as_its_last_month() -> None:
    months = [f"2025-{number:02d}" for number in range(1, 13)] + ["2026-01", "2026-02", "2026-03"]
    found = year_end({("kinh-te", "overdue", at): 4.0 for at in months}, "no_overdue", "2026-03")
    assert isinstance(found, YearEnd)
    assert found.value == Range(4, 4, 4)


@pytest.mark.parametrize(
    ("figures", "at", "answer"),
    [
        (resolved(2026, {1: 5, 2: 12, 3: 7}), "2026-03", TooShort(3, 15)),
        ({**resolved(2025, LATE_OF_100), **resolved(2026, {1: 5, 2: 12, 3: 7})}, "2026-04", RecentGap(0)),
        (resolved(2026, dict.fromkeys(range(1, 13), 5)), "2026-12", None),
        ({}, "2025-11", None),  # the plan has not begun
    ],
)
def test_why_there_is_no_forecast(figures: Figures, at: str, answer: TooShort | RecentGap | None) -> None:
    assert year_end(figures, "on_time", at) == answer


@pytest.mark.parametrize("indicator", ["online_procedures", "postal_growth", "team_place", "disbursed"])
def test_what_does_not_add_up_over_the_months_is_not_forecast(indicator: str) -> None:
    assert year_end({}, indicator, "2026-03") is None


def test_a_ratio_that_has_been_above_100_may_be_so_again() -> None:
    data = tables("valid-ward-2026")
    data["indicator"] = [row | {"numerator": ["received"]} for row in data["indicator"] if row["id"] == "on_time"]
    data["task"] = []
    plan = plan_from(data)
    months = [f"2025-{number:02d}" for number in range(1, 13)] + ["2026-01", "2026-02", "2026-03"]
    figures = {key: v for at in months for key, v in reports("kinh-te", at, received=120, resolved=100).items()}
    found = year_end_forecast(cube_of(plan, figures), plan.indicators[0], "kinh-te", month("2026-03"))
    assert isinstance(found, YearEnd)
    assert found.value == pytest.approx(Range(120, 120, 120))
