"""What is expected to arise in the remaining months, and from which figures that follows."""

from collections.abc import Mapping
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.months import Month
from kpi.volume import Basis, Volume, expected_volume, remaining_months
from tests.builders import Figures, cube_of, month, plan_from, reports, tables, ward

SAME, MEAN = Basis.SAME_MONTHS_LAST_YEAR, Basis.MEAN_SO_FAR
TEAMS = ("van-phong", "kinh-te", "hanh-chinh-cong", "to-nhon-son")


def resolved(unit: str, year: int, by_month: Mapping[int, float]) -> Figures:
    return {
        key: value
        for number, done in by_month.items()
        for key, value in reports(unit, f"{year}-{number:02d}", resolved=done, resolved_late=0).items()
    }


def volume(figures: Figures, at: str, scope: str = "kinh-te") -> Volume | None:
    plan = ward()
    return expected_volume(cube_of(plan, figures), plan.indicator_of_id["on_time"], scope, month(at))


def year(first: float, rest: float) -> dict[int, float]:
    """A year of which January to March differ from the rest."""
    return {number: first if number <= 3 else rest for number in range(1, 13)}


def test_the_same_months_of_last_year_times_how_this_year_compares() -> None:
    figures = {**resolved("kinh-te", 2025, year(100, 50)), **resolved("kinh-te", 2026, {1: 110, 2: 100, 3: 120})}
    assert volume(figures, "2026-03") == Volume(495, (55.0,) * 9, SAME, complete=True)  # 9 × 50 × 330 ÷ 300


def test_only_months_known_in_both_years_are_compared() -> None:
    before = {at: done for at, done in year(100, 50).items() if at != 2}
    figures = {**resolved("kinh-te", 2025, before), **resolved("kinh-te", 2026, {1: 110, 2: 999})}
    found = volume(figures, "2026-03")
    assert found is not None
    assert (found.total, found.basis) == (495, SAME)  # 9 × 50 × 110 ÷ 100, whatever February and March were


def test_without_a_month_to_compare_last_year_stands_as_it_was() -> None:
    assert volume(resolved("kinh-te", 2025, year(100, 50)), "2026-01") == Volume(
        650, (100.0, 100.0, *(50.0,) * 9), SAME, complete=True
    )


def test_where_neither_year_had_anything_by_now_last_year_stands_as_it_was() -> None:
    figures = {**resolved("kinh-te", 2025, year(0, 50)), **resolved("kinh-te", 2026, {1: 0, 2: 0, 3: 0})}
    assert volume(figures, "2026-03") == Volume(450, (50.0,) * 9, SAME, complete=True)


@pytest.mark.parametrize(
    "before",
    [
        {},
        dict.fromkeys(range(1, 12), 100.0),  # December is missing
        year(0, 50),  # nothing by March to compare with
    ],
)
def test_where_last_year_says_nothing_the_mean_of_this_year_goes_on(before: dict[int, float]) -> None:
    figures = {**resolved("kinh-te", 2025, before), **resolved("kinh-te", 2026, {1: 10, 3: 20})}
    assert volume(figures, "2026-03") == Volume(135, (15.0,) * 9, MEAN, complete=True)


def test_a_half_is_rounded_up() -> None:
    figures = {**resolved("kinh-te", 2026, dict.fromkeys(range(1, 6), 3) | dict.fromkeys(range(6, 11), 4))}
    assert volume(figures, "2026-11") == Volume(4, (3.5,), MEAN, complete=True)


def test_where_nothing_is_known_nothing_is_expected() -> None:
    assert volume({}, "2026-03") is None
    assert volume(resolved("kinh-te", 2025, {1: 100}), "2026-03") is None


def test_in_the_last_month_nothing_more_is_expected() -> None:
    assert volume(resolved("kinh-te", 2026, {12: 100}), "2026-12") == Volume(0, (), SAME, complete=True)


def test_months_that_every_unit_reported_go_before_others() -> None:
    january = {key: done for unit in TEAMS for key, done in resolved(unit, 2026, {1: 10}).items()}
    february = resolved("kinh-te", 2026, {2: 500})
    assert volume({**january, **february}, "2026-02", "all") == Volume(400, (40.0,) * 10, MEAN, complete=True)
    assert volume(february, "2026-02", "all") == Volume(5000, (500.0,) * 10, MEAN, complete=False)


def test_a_unit_that_took_another_over_is_held_against_both() -> None:
    before = {**resolved("to-nhon-son", 2025, year(20, 20)), **resolved("hanh-chinh-cong", 2025, year(80, 80))}
    now = {
        **resolved("to-nhon-son", 2026, dict.fromkeys(range(1, 7), 20)),
        **resolved("hanh-chinh-cong", 2026, dict.fromkeys(range(1, 7), 80) | {7: 100}),
    }
    assert volume({**before, **now}, "2026-07", "hanh-chinh-cong") == Volume(500, (100.0,) * 5, SAME, complete=True)


def test_a_unit_is_expected_to_bring_something_only_while_it_exists() -> None:
    figures = resolved("to-nhon-son", 2026, {1: 10, 2: 10, 3: 10, 4: 10})
    assert remaining_months(ward(), "to-nhon-son", month("2026-04")) == (Month(2026, 5), Month(2026, 6))
    assert volume(figures, "2026-04", "to-nhon-son") == Volume(20, (10.0, 10.0), MEAN, complete=True)


def test_the_months_that_remain_are_those_of_the_same_year() -> None:
    data = tables("valid-ward-2026")
    data["plan"] |= {"last_month": "2027-06"}
    plan = plan_from(data)
    assert remaining_months(plan, "all", month("2026-10")) == (Month(2026, 11), Month(2026, 12))
    assert len(remaining_months(plan, "all", month("2027-01"))) == 5
    assert remaining_months(plan, "all", month("2025-10")) == ()


KNOWN = st.dictionaries(st.integers(1, 12), st.integers(0, 400))


@settings(deadline=None)
@given(st.one_of(KNOWN, KNOWN.map(lambda known: dict.fromkeys(range(1, 13), 37) | known)), KNOWN, st.integers(1, 11))
def test_the_volume_is_the_one_worked_out_in_fractions(
    before: dict[int, int], this_year: dict[int, int], last: int
) -> None:
    now = {at: done for at, done in this_year.items() if at <= last}
    found = volume({**resolved("kinh-te", 2025, before), **resolved("kinh-te", 2026, now)}, f"2026-{last:02d}")
    ahead = range(last + 1, 13)
    both = [at for at in now if at in before]
    gone, here = sum(before[at] for at in both), sum(now[at] for at in both)
    if all(at in before for at in ahead) and (gone or not here):
        total = sum(before[at] for at in ahead) * (Fraction(here, gone) if gone else 1)
        assert found is not None
        assert (found.basis, found.total) == (SAME, floor(total + Fraction(1, 2)))
    elif now:
        total = Fraction(sum(now.values()), len(now)) * len(ahead)
        assert found is not None
        assert (found.basis, found.total) == (MEAN, floor(total + Fraction(1, 2)))
    else:
        assert found is None
