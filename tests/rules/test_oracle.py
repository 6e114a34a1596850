"""The vectorised scores against a slow and obvious second implementation, column by column."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.cube import build_cube
from kpi.figures import FigureRow
from kpi.months import Month, Period
from kpi.plan import Indicator, Plan
from kpi.scoring import score_indicator
from tests.builders import Score, scores_in, ward
from tests.rules.oracle import Expected, Figures, expected_scores
from tests.rules.strategies import figures_of, months_asked, plans

PERIODS = st.sampled_from(Period)
NUMBERS = ("value", "numerator", "denominator", "earlier_numerator", "earlier_denominator", "target", "bound")
SLOW = settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def whole_numbers_only(plan: Plan, indicator: Indicator) -> bool:
    return all(plan.measure_of_id[term.measure].number == "integer" for term in indicator.terms)


def same_number(found: float | None, expected: Fraction | None, *, exactly: bool) -> bool:
    """Equal: the nearest float of the exact number, or within 1e-9 of it where decimals or differences round."""
    if found is None or expected is None:
        return found is None and expected is None
    return found == float(expected) if exactly else found == pytest.approx(float(expected), rel=1e-9, abs=1e-9)


def differences(found: Score, expected: Expected, *, exactly: bool) -> dict[str, tuple[object, object]]:
    """The columns in which a score is not what it should be."""
    different: dict[str, tuple[object, object]] = {}
    for name in Expected.__dataclass_fields__:
        one, other = getattr(found, name), getattr(expected, name)
        exact_column = exactly or name in {"target", "bound"}
        same = same_number(one, other, exactly=exact_column) if name in NUMBERS else one == other
        if not same:
            different[name] = (one, other)
    return different


def compare(plan: Plan, indicator: Indicator, figures: Figures, at: Month, period: Period) -> None:
    rows = [
        FigureRow(unit, measure, month.ordinal, "", None if value is None else float(value))
        for (unit, measure, month), value in figures.items()
    ]
    found = {row.scope: row for row in scores_in(score_indicator(build_cube(plan, rows), indicator, at, period))}
    expected = expected_scores(plan, figures, indicator, at, period)
    assert list(found) == list(expected)
    exactly = whole_numbers_only(plan, indicator) and indicator.kind.value != "growth"
    wrong = {scope: differences(found[scope], expected[scope], exactly=exactly) for scope in expected}
    assert not any(wrong.values()), wrong
    assert {score.month for score in found.values()} <= {at.ordinal}


@pytest.mark.parametrize("indicator", ward().indicators, ids=lambda indicator: indicator.id)
@SLOW
@given(data=st.data(), number=st.integers(0, 23), period=PERIODS)
def test_the_wards_scores_are_those_of_the_slow_way(
    indicator: Indicator, data: st.DataObject, number: int, period: Period
) -> None:
    figures = data.draw(figures_of(ward(), indicator))
    compare(ward(), indicator, figures, Month(2025, 1) + number, period)


@settings(SLOW, max_examples=500)
@given(data=st.data(), plan=plans(), period=PERIODS)
def test_the_scores_of_any_plan_are_those_of_the_slow_way(data: st.DataObject, plan: Plan, period: Period) -> None:
    (indicator,) = plan.indicators
    figures = data.draw(figures_of(plan, indicator))
    compare(plan, indicator, figures, data.draw(months_asked(plan)), period)
