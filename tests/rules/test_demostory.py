"""The demonstration story: how it is read, how its numbers come about, and what the first plan's story tells."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from kpi.checks import Values, run_checks
from kpi.cube import Cube, build_cube
from kpi.demofigures import Told, tell
from kpi.demostory import Story, load_story, parse_story
from kpi.errors import PlanRefused
from kpi.figures import FigureRow, Report, ReportState
from kpi.findings import plan_scores
from kpi.months import Month, Period, months_between
from kpi.plan import Plan
from kpi.planfile import load_plan
from kpi.scoring import Scores, history, score, scores_of
from kpi.targets import Status
from tests.builders import month, toml_of, ward

DATA = Path(__file__).resolve().parents[2] / "data"

NHON_SON, MY_SON, HOA_SON, MA_NOI, LUONG_SON = "22831", "22822", "22825", "22828", "22816"
OCTOBER = Month(2024, 10)
EXPLAINED = {(LUONG_SON, "2024-06", "carried_over"), ("tai-nguyen-moi-truong", "2023-11", "carried_over")}

Table = Mapping[str, Any]


# ── How a number comes about: stories of Phường Đô Vinh ───────────────────────


def tables(*series: Table, events: Sequence[Table] = (), last_month: str = "2025-06") -> dict[str, Any]:
    """A story of the ward in which everything is zero but these series."""
    told = {row["id"] for row in series}
    others = [{"id": m.id, "values": {"ward": 0, "team": 0}} for m in ward().measures if m.id not in told]
    return {
        "seed": 7,
        "last_month": last_month,
        "saved_by": "Số liệu minh họa",
        "days_after_due": {"ward": 0, "team": -1},
        "season": {"year": [1, 0.5, *[1] * 10]},
        "series": [*series, *others],
        "event": list(events),
    }


def told(*series: Table, events: Sequence[Table] = (), last_month: str = "2025-06") -> Told:
    text = toml_of(tables(*series, events=events, last_month=last_month))
    return tell(ward(), parse_story(text, ward(), name="thử.toml"))


def numbers(told: Told, measure: str, unit: str = "van-phong") -> list[float | None]:
    """What one unit reported, month by month."""
    return [f.value for f in told.figures if (f.key.measure, f.key.unit) == (measure, unit)]


def test_values_alone_are_an_amount_a_total_has_only_parts_and_a_share_has_both() -> None:
    made = told(
        {"id": "online", "values": {"team": 30}},
        {"id": "postal", "values": {"team": 12, "van-phong": 10}},
        {"id": "received", "of": ["online", "postal"]},
        {"id": "resolved", "of": ["received", "-postal"]},
        {"id": "resolved_late", "of": ["received"], "values": {"team": 0.1}},
        last_month="2025-01",
    )
    assert {name: numbers(made, name) for name in ("received", "resolved", "resolved_late")} == {
        "received": [40],
        "resolved": [30],
        "resolved_late": [4],
    }
    assert numbers(made, "received", "kinh-te") == [42]


def test_a_total_leaves_out_what_the_unit_does_not_have() -> None:
    made = told(
        {"id": "land", "hidden": True, "values": {"kinh-te": 5}},
        {"id": "online", "values": {"team": 30}},
        {"id": "received", "of": ["online", "land"]},
        last_month="2025-01",
    )
    assert numbers(made, "received", "kinh-te") == [35]
    assert numbers(made, "received", "van-phong") == [30]
    assert "land" not in {figure.key.measure for figure in made.figures}


def test_what_is_pending_is_carried_over_to_the_next_month() -> None:
    made = told(
        {"id": "carried_over", "of": ["pending"], "months_back": 1, "opening": {"team": 7}},
        {"id": "received", "values": {"team": 100}},
        {"id": "pending", "of": ["received", "carried_over"], "values": {"team": 0.5}},
        last_month="2025-03",
    )
    assert numbers(made, "pending") == [54, 77, 89]
    assert numbers(made, "carried_over") == [7, 54, 77]


def test_a_level_runs_in_a_straight_line_between_the_months_that_are_written() -> None:
    course = {"2025-02": 10, "2025-04": 20}
    assert numbers(told({"id": "online", "values": {"team": course}}), "online") == [10, 10, 15, 20, 20, 20]


def test_growth_and_season_change_the_level() -> None:
    made = told({"id": "online", "values": {"team": 100}, "growth": 0.12, "season": "year"})
    assert numbers(made, "online") == [100, 51, 102, 103, 104, 105]


def test_a_share_is_never_more_than_its_whole() -> None:
    made = told(
        {"id": "answers", "values": {"team": 40}},
        {"id": "satisfied", "of": ["answers"], "values": {"team": 0.97}, "spread": 0.2},
        last_month="2026-06",
    )
    satisfied = [number for number in numbers(made, "satisfied") if number is not None]
    assert max(satisfied) == 40
    assert min(satisfied) < 39


def test_counts_are_whole_and_decimals_have_two_places() -> None:
    made = told({"id": "spent", "values": {"team": 12.3456}}, {"id": "online", "values": {"team": 12.3456}})
    assert numbers(made, "spent")[0] == 12.35
    assert numbers(made, "online")[0] == 12


def test_an_event_sets_multiplies_and_adds() -> None:
    made = told(
        {"id": "received", "values": {"team": 100}, "season": "year"},
        {"id": "online", "of": ["received"], "values": {"team": 0.5}},
        events=[
            {"unit": "van-phong", "series": "received", "becomes": {"2025-02": 90}, "times": {"2025-03": 4}},
            {"unit": "van-phong", "series": ["received"], "plus": {"2025-04": -3}},
        ],
    )
    assert numbers(made, "received") == [100, 90, 400, 97, 100, 100]
    assert numbers(made, "online")[:3] == [50, 45, 200]
    assert numbers(made, "received", "kinh-te") == [100, 50, 100, 100, 100, 100]


def test_where_nothing_arose_nothing_of_it_arose_either() -> None:
    made = told(
        {"id": "received", "values": {"team": 20}},
        {"id": "online", "of": ["received"], "values": {"team": 0.5}},
        {"id": "postal", "of": ["received", "-online"]},
        events=[{"unit": "van-phong", "series": "received", "not_arisen": ["2025-02"]}],
        last_month="2025-03",
    )
    for measure in ("received", "online", "postal"):
        assert [number is None for number in numbers(made, measure)] == [False, True, False]


def test_a_zero_is_not_arisen_only_where_the_story_says_so() -> None:
    made = told({"id": "online", "values": {"team": 0}, "zero_is_not_arisen": True}, last_month="2025-01")
    assert numbers(made, "online") == [None]
    assert numbers(made, "postal") == [0]


def test_a_missing_figure_is_no_figure_and_a_missing_report_has_none() -> None:
    made = told(
        {"id": "online", "values": {"team": 30}},
        events=[
            {"unit": "van-phong", "series": "online", "missing": ["2025-02"]},
            {"unit": "kinh-te", "missing": ["2025-02"]},
        ],
        last_month="2025-03",
    )
    assert len(numbers(made, "online")) == 2
    assert len(numbers(made, "postal")) == 3
    assert [report.month for report in made.reports if report.unit == "kinh-te"] == [month("2025-01"), month("2025-03")]
    assert {f.key.month for f in made.figures if f.key.unit == "kinh-te"} == {month("2025-01"), month("2025-03")}


def test_only_the_months_named_are_reported_with_their_source() -> None:
    row = {"id": "par_score", "values": {"ward": 81.5}, "only": ["2025-02"], "source": "Quyết định minh họa số 9"}
    figures = [figure for figure in told(row).figures if figure.key.measure == "par_score"]
    assert [(str(f.key.month), f.value, f.source) for f in figures] == [("2025-02", 81.5, "Quyết định minh họa số 9")]


def test_a_unit_reports_only_while_it_exists_and_begins_with_its_opening() -> None:
    made = told(
        {"id": "carried_over", "of": ["pending"], "months_back": 1, "opening": {"team": 7}},
        {"id": "received", "values": {"team": 100}},
        {"id": "pending", "of": ["received"], "values": {"team": 0.5}},
        last_month="2026-08",
    )
    months = {unit: [r.month for r in made.reports if r.unit == unit] for unit in ("to-nhon-son", "to-luu-dong")}
    assert months["to-nhon-son"][-1] == month("2026-06")
    assert months["to-luu-dong"] == [month("2026-07"), month("2026-08")]
    assert numbers(made, "carried_over", "to-luu-dong") == [7, 50]


def test_an_explanation_stands_in_the_report_of_the_month_it_explains() -> None:
    words = {"carried-over": "Hai hồ sơ được rút."}
    event = {"unit": "van-phong", "series": "online", "plus": {"2025-02": -2}, "explained": words}
    explained = [r for r in told({"id": "online", "values": {"team": 30}}, events=[event]).reports if r.explanations]
    assert [(r.unit, str(r.month), r.explanations) for r in explained] == [("van-phong", "2025-02", words)]


def test_the_draws_are_the_same_on_every_machine() -> None:
    made = told({"id": "received", "values": {"team": 200}, "spread": 0.1})
    assert numbers(made, "received") == [179, 188, 206, 167, 167, 164]


def test_changing_one_series_leaves_the_others_as_they_were() -> None:
    online = {"id": "online", "values": {"team": 40}, "spread": 0.2}
    before = told({"id": "received", "values": {"team": 200}, "spread": 0.1}, online)
    after = told(online, {"id": "received", "values": {"team": 300}, "spread": 0.3})
    assert numbers(before, "received") != numbers(after, "received")
    assert numbers(before, "online") == numbers(after, "online")


# ── How a story is read ───────────────────────────────────────────────────────


def problems(data: Table) -> list[tuple[str, str]]:
    """Where and what, as a story file with these tables is read."""
    with pytest.raises(PlanRefused) as refused:
        parse_story(toml_of(data), ward(), name="thử.toml")
    return [(problem.where, problem.code) for problem in refused.value.problems]


ONLINE: Table = {"id": "online", "values": {"team": 30}}


@pytest.mark.parametrize(
    ("row", "where", "code"),
    [
        ({"id": "onlin", "values": {"team": 3}}, "[[series]] onlin", "unknown_id"),
        ({**ONLINE, "of": ["pendin"]}, "[[series]] online → of", "unknown_id"),
        ({**ONLINE, "of": ["postal"]}, "[[series]] online → of", "unknown_id"),
        ({**ONLINE, "season": "tet"}, "[[series]] online → season", "unknown_id"),
        ({"id": "online", "values": {"team": 3, "xa": 2}}, "[[series]] online → values", "unknown_id"),
        ({"id": "online", "values": {"kinh-te": 3}}, "[[series]] online → values → van-phong", "missing"),
        ({"id": "online"}, "[[series]] online → values → van-phong", "missing"),
        ({"id": "online", "of": ["online"], "months_back": 1}, "[[series]] online → opening → kinh-te", "missing"),
        ({**ONLINE, "sprad": 0.1}, "series → 1 → sprad", "extra_forbidden"),
        ({**ONLINE, "spread": -0.1}, "series → 1 → spread", "greater_than_equal"),
        ({**ONLINE, "only": ["02/2025"]}, "series → 1 → only → 1", "value_error"),
    ],
)
def test_a_series_that_cannot_be_told_is_refused(row: Table, where: str, code: str) -> None:
    assert (where, code) in problems(tables(row))


@pytest.mark.parametrize(
    ("event", "where"),
    [
        ({"unit": "xa-la"}, "[[event]] 1 → unit"),
        ({"unit": "kinh-te", "series": "onlin"}, "[[event]] 1 → series"),
        ({"unit": "kinh-te", "explained": {"khong-co": "Vì…"}}, "[[event]] 1 → explained"),
    ],
)
def test_an_event_about_nothing_is_refused(event: Table, where: str) -> None:
    assert problems(tables(ONLINE, events=[event])) == [(where, "unknown_id")]


def test_a_measure_that_the_story_forgets_is_refused() -> None:
    data = tables(ONLINE)
    assert problems({**data, "series": data["series"][:-1]}) == [("[[series]] par_score", "missing")]


def test_a_series_told_twice_is_refused() -> None:
    assert problems(tables(ONLINE, ONLINE)) == [("[[series]] online", "duplicate_id")]


def test_a_story_outside_the_plan_is_refused() -> None:
    assert problems(tables(ONLINE, last_month="2027-01")) == [("last_month", "less_than_equal")]


def test_an_event_outside_the_story_is_refused() -> None:
    late = {"unit": "kinh-te", "series": "online", "becomes": {"2025-07": 1}}
    early = {"unit": "kinh-te", "missing": ["2024-12"]}
    assert problems(tables(ONLINE, events=[late, early])) == [
        ("[[event]] 1 → 2025-07", "less_than_equal"),
        ("[[event]] 2 → 2024-12", "greater_than_equal"),
    ]


def test_a_unit_without_a_day_for_its_report_is_refused() -> None:
    days = {"team": 0, "xa": 1}
    found = problems({**tables(ONLINE), "days_after_due": days})
    assert found == [("[days_after_due]", "unknown_id"), ("[days_after_due] → 22738", "missing")]


def test_every_problem_is_named_at_once() -> None:
    data = tables({**ONLINE, "season": "tet"}, events=[{"unit": "xa-la"}])
    assert problems(data) == [("[[series]] online → season", "unknown_id"), ("[[event]] 1 → unit", "unknown_id")]


def test_what_is_no_toml_is_refused() -> None:
    with pytest.raises(PlanRefused) as refused:
        parse_story("seed = ", ward(), name="thử.toml")
    assert [problem.code for problem in refused.value.problems] == ["not_toml"]


# ── What the demonstration of huyện Ninh Sơn tells ────────────────────────────


@cache
def plan() -> Plan:
    return load_plan(DATA / "plans" / "ninh-son-2024.toml")


@cache
def story() -> Story:
    return load_story(DATA / "demo" / "ninh-son-2024.toml", plan())


@cache
def demonstration() -> Told:
    return tell(plan(), story())


@cache
def cube() -> Cube:
    rows = [FigureRow(f.key.unit, f.key.measure, f.key.month.ordinal, "", f.value) for f in demonstration().figures]
    return build_cube(plan(), rows)


@cache
def values() -> Mapping[tuple[str, Month], Values]:
    found: dict[tuple[str, Month], dict[str, float | None]] = defaultdict(dict)
    for figure in demonstration().figures:
        found[figure.key.unit, figure.key.month][figure.key.measure] = figure.value
    return found


@cache
def october() -> Scores:
    return scores_of(score(cube(), OCTOBER, Period.YEAR_TO_DATE))


def by_month(indicator: str, scope: str, first: str, last: str) -> list[float]:
    months = tuple(months_between(month(first), month(last)))
    frame = history(cube(), plan().indicator_of_id[indicator], months, Period.MONTH, (scope,))
    return [float(value) for value in frame["value"]]


def report(unit: str, at: str) -> Report:
    return next(r for r in demonstration().reports if (r.unit, str(r.month)) == (unit, at))


def test_the_same_story_told_twice_gives_the_same_figures() -> None:
    assert tell(plan(), story()) == demonstration()


def test_no_figure_is_outside_the_plan() -> None:
    for figure in demonstration().figures:
        measure = plan().measure_of_id[figure.key.measure]
        assert figure.key.unit in plan().reporters[measure.id]
        assert plan().start <= figure.key.month <= plan().last_month
        assert figure.value is None or 0 <= figure.value <= (measure.maximum or math.inf)


def test_counts_are_whole_numbers() -> None:
    whole = [f for f in demonstration().figures if plan().measure_of_id[f.key.measure].number == "integer"]
    assert all(figure.value is None or figure.value == int(figure.value) for figure in whole)


def test_every_figure_is_told_once() -> None:
    keys = [figure.key for figure in demonstration().figures]
    assert len(set(keys)) == len(keys)


def test_every_check_holds_but_those_that_are_explained() -> None:
    failed = {
        (unit, str(at), result.check.id)
        for (unit, at), figures in values().items()
        for result in run_checks(plan(), unit, figures, {1: values().get((unit, at - 1), {})})
        if result.holds is False
    }
    assert failed == EXPLAINED


def test_what_does_not_add_up_is_explained_in_the_report_and_nothing_else_is() -> None:
    explained = {(r.unit, str(r.month), check) for r in demonstration().reports for check in r.explanations}
    assert explained == EXPLAINED


def test_no_check_waits_for_a_figure_of_the_same_month() -> None:
    same_month = [
        result
        for (unit, _), figures in values().items()
        for result in run_checks(plan(), unit, figures, {})
        if not result.check.right_months_back
    ]
    assert all(result.holds is not None for result in same_month)


def test_ma_noi_slips_for_three_months_from_above_the_target() -> None:
    july, august, september, october = by_month("on_time", MA_NOI, "2024-07", "2024-10")
    assert july > august > september > october
    assert july >= 90
    assert october < 80


def test_the_slip_of_ma_noi_is_the_longest_and_newest_of_all_communes() -> None:
    def falls(unit: str) -> bool:
        rates = by_month("on_time", unit, "2024-07", "2024-10")
        return all(later < earlier - 2 for earlier, later in pairwise(rates))

    communes = [unit.id for unit in plan().units if unit.level == "commune"]
    assert [unit for unit in communes if falls(unit)] == [MA_NOI]


def test_hoa_son_recovers() -> None:
    spring, autumn = (
        by_month("on_time", HOA_SON, "2024-02", "2024-03"),
        by_month("on_time", HOA_SON, "2024-08", "2024-10"),
    )
    assert max(spring) < 85
    assert min(autumn) >= 95


def test_my_son_reports_later_and_later_and_not_at_all_in_october() -> None:
    def days_late(at: str) -> int:
        saved = report(MY_SON, at).saved_at
        assert saved is not None
        return (saved.date() - plan().due_day(month(at))).days

    assert days_late("2024-02") < days_late("2024-05") < days_late("2024-09")
    assert days_late("2024-09") > 7
    assert (MY_SON, OCTOBER) not in values()
    assert all((r.unit, r.month) != (MY_SON, OCTOBER) for r in demonstration().reports)


def test_every_other_report_of_the_last_month_is_complete() -> None:
    lacking = [
        unit.id
        for unit in plan().reporting_units(OCTOBER)
        if {m.id for m in plan().measures_of(unit.id)}
        - plan().published_measures
        - set(values().get((unit.id, OCTOBER), {}))
    ]
    assert lacking == [MY_SON]


def test_nhon_son_receives_four_times_the_usual_in_one_month() -> None:
    received = {str(at): figures["received"] or 0.0 for (unit, at), figures in values().items() if unit == NHON_SON}
    usual = median(received.values())
    assert [at for at, number in received.items() if number > 2 * usual] == ["2024-05"]
    assert 3.5 < received["2024-05"] / usual < 4.5


def test_education_has_a_month_in_which_nothing_arose() -> None:
    frame = history(cube(), plan().indicator_of_id["on_time"], (month("2024-02"),), Period.MONTH, ("giao-duc-dao-tao",))
    assert list(frame["status"]) == [Status.NOT_APPLICABLE]
    assert values()["giao-duc-dao-tao", month("2024-02")]["survey_answers"] is None


def test_results_of_2023_are_published_with_a_decision_and_those_of_2024_are_not() -> None:
    published = [f for f in demonstration().figures if f.key.measure in plan().published_measures]
    assert {f.key.measure for f in published} == plan().published_measures
    assert {str(f.key.month) for f in published} == {"2023-12"}
    assert all("minh họa" in figure.source for figure in published)


def test_all_reports_are_approved_but_three_of_october() -> None:
    waiting = {
        (one.unit, str(one.month)): one.state
        for one in demonstration().reports
        if one.state is not ReportState.APPROVED
    }
    assert waiting == {
        ("22819", "2024-10"): ReportState.RETURNED,
        ("22831", "2024-10"): ReportState.SUBMITTED,
        ("van-hoa-thong-tin", "2024-10"): ReportState.SUBMITTED,
    }


def test_a_report_says_who_handed_it_in_and_when() -> None:
    for one in demonstration().reports:
        assert (one.version, one.saved_by, one.submitted_by) == (1, "Số liệu minh họa", "Số liệu minh họa")
        assert one.saved_at is not None
        assert one.first_submitted_at == one.submitted_at == one.saved_at
        assert bool(one.returned_because) == (one.state is ReportState.RETURNED)
        assert (one.decided_at is None) == (one.state is ReportState.SUBMITTED)
        assert abs(one.saved_at.date() - plan().due_day(one.month)) < dt.timedelta(days=14)


def test_the_picture_of_october_is_mixed() -> None:
    statuses = [spoken.status for spoken in plan_scores(plan(), october()).values()]
    count = {status: statuses.count(status) for status in Status}
    assert 10 <= count[Status.MET] <= 18
    assert count[Status.NEAR] >= 4
    assert count[Status.MISSED] >= 3
    assert (count[Status.UNPUBLISHED], count[Status.NOT_DUE], count[Status.NO_DATA]) == (5, 1, 0)


def test_online_dossiers_grow_through_2024() -> None:
    rates = by_month("online_dossiers", "all", "2024-01", "2024-10")
    assert 33 < rates[0] < 40
    assert 57 < rates[-1] < 63
    assert rates == sorted(rates)


def test_two_of_three_inspections_are_done() -> None:
    inspections = october()["inspections", "all"]
    assert (inspections.value, inspections.status) == (2, Status.NOT_DUE)
