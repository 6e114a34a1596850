"""The control chart of an indicator in a scope: its months by themselves, with the targets then in force."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np

from kpi.control import ControlChart, ControlPoint, MonthValue, Signal, TooFew, Variation, assurance, control_chart
from kpi.cube import Cube
from kpi.months import Month, months_between
from kpi.plan import Indicator, Kind, Pace, Plan
from kpi.series import Series, has_series, is_proportion, series_of
from kpi.targets import Demand, demand, target_in_force

Rebases = Mapping[tuple[str, str], Sequence[Month]]
"""The months in which a control chart begins anew, by indicator and scope."""


@dataclass(frozen=True, slots=True)
class NewSignal:
    """A scope whose chart shows a change for the worse that it did not show a month earlier.

    `value` is that of the month, `centre` the level that it is held against, `since` the first month of the run that
    the signal belongs to.
    """

    indicator: str
    scope: str
    signal: Signal
    since: Month
    centre: float
    value: float


def process_chart(
    plan: Plan, indicator: Indicator, scope: str, series: Series, *, rebases: Iterable[Month] = ()
) -> ControlChart | TooFew:
    """The chart of one scope's months, held against what is asked of the last of them.

    Its limits never pass what a value can be: nothing is below zero, and no share above 100 %, unless some month was.
    Assurance is that of these limits.
    """
    chart = control_chart(
        _values(series),
        proportion=is_proportion(plan, indicator),
        direction=indicator.direction,
        operator="",
        rebases=rebases,
    )
    if isinstance(chart, TooFew):
        return chart
    within = _within_reach(indicator, chart)
    asked = month_demand(plan, indicator, scope, series.months[-1])
    if asked is None:
        return within
    return replace(within, assurance=assurance(within.points[-1], asked.bound, asked.operator))


def month_demand(plan: Plan, indicator: Indicator, scope: str, month: Month) -> Demand | None:
    """What a target asks of the month by itself; None where none does.

    Only a target of constant pace does: a number for the year, and what a pace expects of the year to date, says
    nothing of one month.
    """
    target = target_in_force(plan, indicator, scope, month)
    if target is None or indicator.year_long or target.pace is not Pace.CONSTANT:
        return None
    return demand(plan, indicator, target, month)


def month_bounds(plan: Plan, indicator: Indicator, scope: str, last: Month) -> Mapping[Month, float]:
    """What was asked of each month by itself up to `last`, where anything was."""
    asked = ((month, month_demand(plan, indicator, scope, month)) for month in months_between(plan.start, last))
    return {month: one.bound for month, one in asked if one is not None and one.bound is not None}


def since(chart: ControlChart) -> Month:
    """The month of the oldest point in the unbroken run that carries the last one's weightiest signal."""
    last = chart.points[-1]
    run = takewhile(lambda point: _same_run(chart.reason, point, last), reversed(chart.points))
    return min((point.month for point in run), default=last.month)


def _same_run(reason: Signal | None, point: ControlPoint, last: ControlPoint) -> bool:
    """A trend leads one way; every other signal lies on one side of the centre."""
    if reason not in point.signals:
        return False
    if reason is Signal.TREND:
        return point.improving == last.improving
    return (point.value > point.centre) == (last.value > last.centre)


def new_signals(cube: Cube, month: Month, rebases: Rebases) -> tuple[NewSignal, ...]:
    """Every change for the worse that the month brought, by indicator and scope in the order of the plan.

    Only a month with a value that every unit reported can bring one: a unit that is missing would pass for a change.
    """
    found: list[NewSignal] = []
    for indicator in filter(has_series, cube.plan.indicators):
        for scope, series in series_of(cube, indicator, month).items():
            if series.complete[-1] and not np.isnan(series.value[-1]):
                signal = _new_signal(cube.plan, indicator, scope, series, rebases.get((indicator.id, scope), ()))
                found += [] if signal is None else [signal]
    return tuple(found)


def _new_signal(
    plan: Plan, indicator: Indicator, scope: str, series: Series, rebases: Sequence[Month]
) -> NewSignal | None:
    now = _untargeted(plan, indicator, series, rebases)
    if now is None or now.reason is None:
        return None
    before = _untargeted(plan, indicator, _without_last(series), rebases)
    if before is not None and before.variation is Variation.CONCERNING and before.reason is now.reason:
        return None
    last = now.points[-1]
    return NewSignal(indicator.id, scope, now.reason, since(now), last.centre, last.value)


def _untargeted(plan: Plan, indicator: Indicator, series: Series, rebases: Sequence[Month]) -> ControlChart | None:
    """The chart where it shows a change for the worse; targets do not matter to that."""
    proportion = is_proportion(plan, indicator)
    chart = control_chart(
        _values(series),
        proportion=proportion,
        direction=indicator.direction,
        operator="",
        rebases=rebases,
    )
    return chart if isinstance(chart, ControlChart) and chart.variation is Variation.CONCERNING else None


def _values(series: Series) -> list[MonthValue]:
    return [
        MonthValue(month, _known(value), _known(count))
        for month, value, count in zip(series.months, series.value, series.denominator, strict=True)
    ]


def _within_reach(indicator: Indicator, chart: ControlChart) -> ControlChart:
    values = [point.value for point in chart.points]
    least = 0.0 if min(values) >= 0 else -math.inf
    most = 100.0 if indicator.kind is Kind.RATIO and max(values) <= 100 else math.inf
    points = (
        point
        if point.lower is None or point.upper is None
        else replace(point, lower=max(least, point.lower), upper=min(most, point.upper))
        for point in chart.points
    )
    return replace(chart, points=tuple(points))


def _without_last(series: Series) -> Series:
    return Series(
        series.months[:-1], series.value[:-1], series.numerator[:-1], series.denominator[:-1], series.complete[:-1]
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
