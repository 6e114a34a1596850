"""The value of an indicator in each month by itself, for every scope at once: what control charts are drawn of.

Never cumulative: a chart of year-to-date values would see runs that are only memory (see kpi.control). A scope is what
it is in the last month: a unit brings the figures of those that were merged into it, so that the series has one base.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from kpi.cube import Bools, Cube, Floats
from kpi.formulas import without_noise
from kpi.months import Month, months_between
from kpi.plan import Indicator, Kind, Plan, Terms
from kpi.scoring import scopes_of


@dataclass(frozen=True, slots=True)
class Series:
    """One scope's months, oldest first, as float64 [months]; NaN where nothing is known or nothing arose.

    `value` is in the indicator's `measured_in`; `numerator` and `denominator` are the sums behind it, the latter NaN
    for indicators that are no ratio. `complete`, bool: every unit that owed figures gave them.
    """

    months: tuple[Month, ...]
    value: Floats
    numerator: Floats
    denominator: Floats
    complete: Bools


def has_series(indicator: Indicator) -> bool:
    """Whether the months of an indicator can be held against each other: not yearly results, ranks, grades, growth."""
    return indicator.published is None and indicator.kind in {Kind.RATIO, Kind.COUNT, Kind.VALUE}


def is_proportion(plan: Plan, indicator: Indicator) -> bool:
    """Whether each month is a share of that month's own count: a ratio of flows."""
    return indicator.kind is Kind.RATIO and all(
        plan.measure_of_id[term.measure].over_months == "sum" for term in indicator.terms
    )


class UnitMonths(NamedTuple):
    """The months of each unit, arrays [units, months], oldest first.

    `owing`, bool: the unit exists and reports the formula; `known`, bool: it reported all of it. `numerator` and
    `denominator`, float64, are 0 where nothing is known.
    """

    owing: Bools
    known: Bools
    numerator: Floats
    denominator: Floats


def unit_months(cube: Cube, indicator: Indicator, month: Month) -> UnitMonths:
    """What each unit, in the plan's order, reported of an indicator in the months up to `month`."""
    last = cube.month_index(month) + 1
    reporters = cube.plan.reporters[indicator.terms[0].measure]
    owing = cube.existing[:, :last] & np.array([unit.id in reporters for unit in cube.plan.units])[:, None]
    measures = [cube.measure_index[term.measure] for term in indicator.terms]
    known: Bools = owing & cube.reported[measures, :, :last].all(axis=0)
    above, below = (_total(cube, terms, known) for terms in (indicator.numerator, indicator.denominator))
    return UnitMonths(owing, known, above, below)


def series_of(cube: Cube, indicator: Indicator, month: Month) -> Mapping[str, Series]:
    """The months up to `month` of every scope that the indicator is scored for then.

    Counts and values of several units are NaN in a month that some unit has not reported: the sum would fall.
    """
    scopes = scopes_of(cube.plan, indicator, month)
    owing, known, above_each, below_each = unit_months(cube, indicator, month)
    above, below = (without_noise(scopes.members.astype(np.float64) @ each) for each in (above_each, below_each))
    seen, complete = _any(scopes.members, known), ~_any(scopes.members, owing & ~known)
    if indicator.denominator:
        with np.errstate(divide="ignore", invalid="ignore"):
            value = np.where(seen & (below > 0), 100 * above / below, np.nan)
    else:
        measures = [cube.measure_index[term.measure] for term in indicator.terms]
        arose = _any(scopes.members, known & ~np.isnan(cube.value[measures, :, : known.shape[1]]).all(axis=0))
        read = seen & complete & (arose | (indicator.kind is Kind.COUNT))
        value, below = np.where(read, above, np.nan), np.full_like(above, np.nan)
    above, below = np.where(seen, above, np.nan), np.where(seen, below, np.nan)
    months = tuple(months_between(cube.plan.start, month))
    return {
        name: Series(months, value[at], above[at], below[at], complete[at] & seen[at])
        for at, name in enumerate(scopes.names)
    }


def _any(members: Bools, of_units: Bools) -> Bools:
    """Bool [scopes, months]: whether it is so of any unit of a scope."""
    return np.asarray(members.astype(np.int64) @ of_units.astype(np.int64) > 0)


def _total(cube: Cube, terms: Terms, known: Bools) -> Floats:
    total = np.zeros(known.shape)
    for measure, sign in terms:
        total += sign * np.nan_to_num(cube.value[cube.measure_index[measure], :, : known.shape[1]])
    return np.where(known, total, 0.0)
