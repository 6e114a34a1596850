"""The months of an indicator by themselves are the scores of those months."""

import math

import pytest

from kpi.cube import Cube, build_cube
from kpi.demofigures import tell
from kpi.demostory import load_story
from kpi.figures import FigureRow
from kpi.months import Month, Period
from kpi.plan import Kind
from kpi.planfile import load_plan
from kpi.scoring import score_indicator
from kpi.series import has_series, is_proportion, series_of
from tests.builders import PLANS, cube_of, month, reports, scores_in, ward

DATA = PLANS.parents[1] / "data"


@pytest.fixture(scope="module")
def told() -> Cube:
    """The demonstration figures of the plan of Ninh Sơn."""
    plan = load_plan(DATA / "plans" / "ninh-son-2024.toml")
    figures = tell(plan, load_story(DATA / "demo" / "ninh-son-2024.toml", plan)).figures
    rows = (FigureRow(f.key.unit, f.key.measure, f.key.month.ordinal, f.key.part, f.value) for f in figures)
    return build_cube(plan, rows)


def test_every_month_of_a_series_is_the_score_of_that_month(told: Cube) -> None:
    plan, last = told.plan, Month(2024, 10)
    compared = 0
    for indicator in (one for one in plan.indicators if has_series(one) and one.kind is Kind.RATIO):
        if not is_proportion(plan, indicator):
            continue
        series = series_of(told, indicator, last)
        for at in (Month(2023, 1), Month(2024, 2), last):
            frame = score_indicator(told, indicator, at, Period.MONTH)
            for score in scores_in(frame):
                found = series[score.scope].value[at.ordinal - plan.start.ordinal]
                assert (None if math.isnan(found) else found) == score.value, (indicator.id, score.scope, at)
                compared += score.value is not None
    assert compared == 477


def test_a_ratio_of_several_units_is_that_of_those_who_reported() -> None:
    plan = ward()
    figures = {
        **reports("van-phong", "2026-02", resolved=100, resolved_late=4),
        **reports("kinh-te", "2026-03", resolved=50, resolved_late=1),
    }
    on_time = series_of(cube_of(plan, figures), plan.indicator_of_id["on_time"], month("2026-03"))
    assert on_time["van-phong"].value[-2] == 96
    assert math.isnan(on_time["van-phong"].value[-1])
    assert on_time["all"].value[-2:].tolist() == [96, 98]
    assert on_time["all"].denominator[-2:].tolist() == [100, 50]


def test_a_year_to_date_value_is_not_what_a_series_holds() -> None:
    plan = ward()
    figures = {
        **reports("kinh-te", "2026-01", resolved=100, resolved_late=50),
        **reports("kinh-te", "2026-02", resolved=100, resolved_late=0),
    }
    on_time = series_of(cube_of(plan, figures), plan.indicator_of_id["on_time"], month("2026-02"))
    assert on_time["kinh-te"].value[-2:].tolist() == [50, 100]


def test_a_count_of_several_units_is_a_gap_where_one_has_not_reported() -> None:
    plan = ward()
    teams = [unit.id for unit in plan.reporting_units(month("2026-03")) if unit.id in plan.reporters["complaints"]]
    everybody = {(team, "complaints", "2026-02"): 1.0 for team in teams}
    all_but_one = {(team, "complaints", "2026-03"): 1.0 for team in teams[1:]}
    complaints = series_of(
        cube_of(plan, everybody | all_but_one), plan.indicator_of_id["complaints"], month("2026-03")
    )["all"]
    assert complaints.value[-2] == len(teams) == 4
    assert math.isnan(complaints.value[-1])
