"""Each month of a scope by itself, never cumulative: what outlooks are drawn from."""

import math
from typing import NamedTuple

from kpi.cube import Cube
from kpi.months import Month, Period, months_between
from kpi.plan import Indicator, Kind, Pace, Plan
from kpi.scoring import Score, history, scores_in
from kpi.series import series_of
from kpi.targets import demand, target_in_force


class Monthly(NamedTuple):
    """One month; None where unknown, or where nothing arose that could be divided or read.

    `numerator` and `denominator` are the sums behind `value`. `bound` is what a target asks of each month, None where
    none does. `complete`: every unit that owed figures gave them; a sum of several units has no value without that.
    """

    month: Month
    value: float | None
    numerator: float | None
    denominator: float | None
    bound: float | None
    complete: bool


def monthly(cube: Cube, indicator: Indicator, scope: str, *, until: Month) -> tuple[Monthly, ...]:
    """Every month from the first that can be entered; none where the scope is not scored or results are yearly.

    A scope is made up as it is in `until`: a unit's earlier months hold those of the units merged into it. Growth is
    against the same month a year earlier, in the months that have a score.
    """
    plan = cube.plan
    months = tuple(months_between(plan.start, min(until, plan.last_month)))
    if indicator.published or not months:
        return ()
    if indicator.kind is Kind.GROWTH:
        rows = scores_in(history(cube, indicator, months, Period.MONTH, (scope,)))
        return tuple(_of_score(plan, indicator, row) for row in rows)
    series = series_of(cube, indicator, months[-1]).get(scope)
    if series is None:
        return ()
    found = zip(
        series.months, series.value, series.numerator, series.denominator, series.complete.tolist(), strict=True
    )
    return tuple(
        Monthly(month, _known(value), _known(above), _known(below), _bound(plan, indicator, scope, month), complete)
        for month, value, above, below, complete in found
    )


def _of_score(plan: Plan, indicator: Indicator, row: Score) -> Monthly:
    month = Month.from_ordinal(row.month)
    value, numerator, denominator = (_known(number) for number in (row.value, row.numerator, row.denominator))
    bound = _bound(plan, indicator, row.scope, month)
    return Monthly(month, value, numerator, denominator, bound, not row.provisional)


def _known(number: float) -> float | None:
    return None if math.isnan(number) else float(number)


def _bound(plan: Plan, indicator: Indicator, scope: str, month: Month) -> float | None:
    """What a target of constant pace asks of the month; a number for the year asks nothing of one month."""
    target = target_in_force(plan, indicator, scope, month)
    if target is None or indicator.year_long or target.pace is not Pace.CONSTANT:
        return None
    return demand(plan, indicator, target, month).bound
