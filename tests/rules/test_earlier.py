"""What a score may be held against a month earlier: the same stretch of time, and only where the month is known."""

import pytest

from kpi.earlier import begins_anew, held_against, scopes_told
from kpi.months import Month, Period
from kpi.scoring import Scores, score, scores_of
from tests.builders import Figures, cube_of, month, reports, ward

FEBRUARY, MARCH, APRIL = Month(2026, 2), Month(2026, 3), Month(2026, 4)
OF_MARCH: Figures = {
    **reports("van-phong", "2026-02", resolved=40, resolved_late=2, procedures=50),
    **reports("van-phong", "2026-03", resolved=40, resolved_late=2),
    **reports("kinh-te", "2026-02", resolved=20, resolved_late=1),
    **reports("kinh-te", "2026-03", resolved=20),
    **reports("22738", "2026-02", dialogues=1, par_score=80.0),
    **reports("22738", "2026-03", dialogues=1, par_score=80.0),
}


@pytest.mark.parametrize(
    ("indicator", "at", "period", "anew"),
    [
        ("on_time", "2026-01", Period.MONTH, False),
        ("on_time", "2026-01", Period.YEAR_TO_DATE, True),
        ("on_time", "2026-02", Period.YEAR_TO_DATE, False),
        ("on_time", "2026-04", Period.YEAR_TO_DATE, False),
        ("on_time", "2026-04", Period.QUARTER, True),
        ("on_time", "2026-05", Period.QUARTER, False),
        ("dialogues", "2026-01", Period.MONTH, True),  # always read over the year
        ("dialogues", "2026-04", Period.QUARTER, False),
    ],
)
def test_a_quarter_and_a_year_begin_anew(indicator: str, at: str, period: Period, *, anew: bool) -> None:
    assert begins_anew(ward().indicator_of_id[indicator], month(at), period) is anew


def test_a_month_is_told_where_some_unit_reported_the_whole_formula() -> None:
    cube = cube_of(ward(), OF_MARCH)
    on_time = ward().indicator_of_id["on_time"]
    assert scopes_told(cube, on_time, FEBRUARY) == {"all", "team", "van-phong", "kinh-te"}
    assert scopes_told(cube, on_time, MARCH) == {"all", "team", "van-phong"}
    assert scopes_told(cube, on_time, APRIL) == scopes_told(cube, on_time, Month(2024, 12)) == frozenset()


def before(at: Month, period: Period) -> Scores:
    cube = cube_of(ward(), OF_MARCH)
    return held_against(cube, at, period, earlier=scores_of(score(cube, at - 1, period)))


def test_only_what_is_known_of_the_month_is_held_against_the_month_before() -> None:
    march = before(MARCH, Period.YEAR_TO_DATE)
    assert {scope for indicator, scope in march if indicator == "on_time"} == {"all", "team", "van-phong"}
    assert march["on_time", "van-phong"].value == 95
    assert ("dialogues", "all") in march
    assert not any(indicator == "online_procedures" for indicator, _ in march)
    assert before(APRIL, Period.YEAR_TO_DATE) == {}


def test_yearly_results_and_the_first_month_of_all_are_held_against_nothing() -> None:
    assert ("par_index", "all") not in before(MARCH, Period.YEAR_TO_DATE)
    assert before(ward().start, Period.MONTH) == {}
