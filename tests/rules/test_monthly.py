"""Each month by itself: the scores of single months, never cumulative, of the units that make up the scope today."""

import math

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.cube import build_cube
from kpi.figures import FigureRow
from kpi.monthly import Monthly, monthly
from kpi.months import Month, Period
from kpi.plan import Kind
from kpi.scoring import history, scores_in
from tests.builders import NOT_ARISEN, Figures, cube_of, month, reports, ward
from tests.rules.strategies import figures_of, months_asked, plans

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
TEAMS = ("van-phong", "kinh-te", "hanh-chinh-cong", "to-nhon-son")


def months_of(figures: Figures, indicator: str, scope: str, until: str) -> dict[str, Monthly]:
    plan = ward()
    seen = monthly(cube_of(plan, figures), plan.indicator_of_id[indicator], scope, until=month(until))
    return {str(one.month): one for one in seen}


def test_a_month_stands_for_itself_and_a_month_without_figures_is_a_gap() -> None:
    figures = {
        **reports("kinh-te", "2025-12", resolved=80, resolved_late=8),
        **reports("kinh-te", "2026-02", resolved=100, resolved_late=50),
        **reports("kinh-te", "2026-03", resolved=100, resolved_late=0),
    }
    seen = months_of(figures, "on_time", "kinh-te", "2026-03")
    assert len(seen) == 15  # from 1/2025, where history begins
    assert seen["2025-12"] == Monthly(Month(2025, 12), 90, 72, 80, None, complete=True)
    assert seen["2026-01"] == Monthly(Month(2026, 1), None, None, None, 90, complete=False)
    assert seen["2026-02"] == Monthly(Month(2026, 2), 50, 50, 100, 90, complete=True)
    assert seen["2026-03"].value == 100  # and not 75


def test_each_month_has_the_target_then_in_force() -> None:
    seen = months_of({}, "on_time", "kinh-te", "2026-07")
    assert [seen[at].bound for at in ("2025-12", "2026-06", "2026-07")] == [None, 90, 95]


def test_a_count_towards_a_yearly_number_is_that_of_the_month_and_nothing_is_asked_of_it() -> None:
    figures = {key: 1.0 for at in ("2026-01", "2026-02", "2026-03") for key in reports("22738", at, dialogues=1)}
    assert months_of(figures, "dialogues", "all", "2026-03")["2026-03"] == Monthly(
        Month(2026, 3), 1, 1, None, None, complete=True
    )


def test_a_month_in_which_nothing_arose_has_no_ratio_but_sums() -> None:
    figures = reports("kinh-te", "2026-03", resolved=NOT_ARISEN, resolved_late=NOT_ARISEN)
    one = months_of(figures, "on_time", "kinh-te", "2026-03")["2026-03"]
    assert (one.value, one.numerator, one.denominator, one.complete) == (None, 0, 0, True)


def test_a_reading_that_was_not_taken_is_no_zero() -> None:
    figures = {**reports("22738", "2026-02", waiting=0.0), **reports("22738", "2026-03", waiting=NOT_ARISEN)}
    seen = months_of(figures, "waiting", "all", "2026-03")
    assert [seen[at].value for at in ("2026-02", "2026-03")] == [0, None]


def test_a_count_of_several_units_has_no_value_until_all_have_reported_a_ratio_has() -> None:
    some = {key: 1.0 for unit in TEAMS[1:] for key in reports(unit, "2026-03", complaints=1)}
    one = months_of(some, "complaints", "all", "2026-03")["2026-03"]
    assert (one.value, one.numerator, one.complete) == (None, 3, False)
    assert months_of({**some, **reports("van-phong", "2026-03", complaints=0)}, "complaints", "all", "2026-03")[
        "2026-03"
    ] == Monthly(Month(2026, 3), 3, 3, None, None, complete=True)
    ratio = months_of(reports("kinh-te", "2026-03", resolved=50, resolved_late=1), "on_time", "all", "2026-03")
    assert (ratio["2026-03"].value, ratio["2026-03"].complete) == (98, False)


def test_the_months_before_a_merger_hold_both_units() -> None:
    figures = {
        **reports("to-nhon-son", "2026-06", resolved=20, resolved_late=4),
        **reports("hanh-chinh-cong", "2026-06", resolved=80, resolved_late=1),
        **reports("hanh-chinh-cong", "2026-07", resolved=100, resolved_late=0),
    }
    assert months_of(figures, "on_time", "hanh-chinh-cong", "2026-06")["2026-06"].value == 98.75
    assert months_of(figures, "on_time", "hanh-chinh-cong", "2026-07")["2026-06"].value == 95
    assert months_of(figures, "on_time", "to-nhon-son", "2026-07") == {}


def test_yearly_results_have_no_months() -> None:
    assert months_of(reports("22738", "2026-03", par_score=82), "par_index", "all", "2026-03") == {}


@settings(SLOW)
@given(st.data())
def test_the_last_month_is_the_score_of_that_month(data: st.DataObject) -> None:
    plan = data.draw(plans())
    indicator = plan.indicators[0]
    figures = data.draw(figures_of(plan, indicator))
    rows = (
        FigureRow(unit, measure, at.ordinal, "", None if value is None else float(value))
        for (unit, measure, at), value in figures.items()
    )
    cube, until = build_cube(plan, rows), data.draw(months_asked(plan))
    for score in scores_in(history(cube, indicator, (until,), Period.MONTH, (*plan.unit_of_id, "all", "xa", "phong"))):
        seen = monthly(cube, indicator, score.scope, until=until)
        if indicator.published or until < plan.start:
            assert seen == ()
        elif not indicator.year_long:
            partial = indicator.kind not in {Kind.RATIO, Kind.GROWTH} and score.provisional
            expected = [math.nan if partial else score.value, score.numerator, score.denominator]
            found = [math.nan if number is None else number for number in seen[-1][1:4]]
            assert all(a == b or (math.isnan(a) and math.isnan(b)) for a, b in zip(found, expected, strict=True))
