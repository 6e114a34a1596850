"""The value of an indicator in each month by itself, for every scope at once: what control charts are drawn of.

Never cumulative: a chart of year-to-date values would see runs that are only memory (see kpi.control). A scope is what
it is in the last month: a unit brings the figures of those that were merged into it, so that the series has one base.
"""

from collections.abc import Mapping
from dataclasses import dataclass

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


def series_of(cube: Cube, indicator: Indicator, month: Month) -> Mapping[str, Series]:
    """The months up to `month` of every scope that the indicator is scored for then.

    Counts and values of several units are NaN in a month that some unit has not reported: the sum would fall.
    """
    plan, last = cube.plan, cube.month_index(month) + 1
    scopes = scopes_of(plan, indicator, month)
    reporters = plan.reporters[indicator.terms[0].measure]
    owing = cube.existing[:, :last] & np.array([unit.id in reporters for unit in plan.units])[:, None]
    measures = [cube.measure_index[term.measure] for term in indicator.terms]
    known: Bools = owing & cube.reported[measures, :, :last].all(axis=0)
    above, below = (
        _rolled_up(cube, terms, known, scopes.members) for terms in (indicator.numerator, indicator.denominator)
    )
    seen, complete = _any(scopes.members, known), ~_any(scopes.members, owing & ~known)
    if indicator.denominator:
        with np.errstate(divide="ignore", invalid="ignore"):
            value = np.where(seen & (below > 0), 100 * above / below, np.nan)
    else:
        arose = _any(scopes.members, known & ~np.isnan(cube.value[measures, :, :last]).all(axis=0))
        read = seen & complete & (arose | (indicator.kind is Kind.COUNT))
        value, below = np.where(read, above, np.nan), np.full_like(above, np.nan)
    above, below = np.where(seen, above, np.nan), np.where(seen, below, np.nan)
    months = tuple(months_between(plan.start, month))
    return {
        name: Series(months, value[at], above[at], below[at], complete[at] & seen[at])
        for at, name in enumerate(scopes.names)
    }


def _any(members: Bools, of_units: Bools) -> Bools:
    """Bool [scopes, months]: whether it is so of any unit of a scope."""
    return np.asarray(members.astype(np.int64) @ of_units.astype(np.int64) > 0)


def _rolled_up(cube: Cube, terms: Terms, known: Bools, members: Bools) -> Floats:
    total = np.zeros(known.shape)
    for measure, sign in terms:
        total += sign * np.nan_to_num(cube.value[cube.measure_index[measure], :, : known.shape[1]])
    return without_noise(members.astype(np.float64) @ np.where(known, total, 0.0))
