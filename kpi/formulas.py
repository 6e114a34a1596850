"""From figures to the two sums of a formula, for every unit at once.

A month of a unit counts only when every measure of the formula is reported in it: a missing figure
is not a zero, so half a formula is no figure at all. Flows add over the months of the period; a stock
is taken from the latest month in which all stocks of the formula are reported (DESIGN §2, Period).
A unit that has ended by the end of the period has no stock any more, its successor's holds it; its flows count.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kpi.cube import Bools, Cube, Floats
from kpi.months import Month, Period, period_start
from kpi.plan import Indicator, Term

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of one formula: arrays [scopes], where a scope is a unit or a roll-up of units.

    `numerator`, `denominator`: float64, 0 where nothing counts. `known`: some month of every measure counts.
    `arose`: some counted figure is a number and not "không phát sinh". `expected`, `reported`: int64,
    how many units owe figures for the period and how many of them gave every month they owe.
    """

    numerator: Floats
    denominator: Floats
    known: Bools
    arose: Bools
    expected: Counts
    reported: Counts


def unit_sums(cube: Cube, indicator: Indicator, month: Month, period: Period) -> Sums:
    """The sums of each unit, in the plan's order, for the period that ends in `month`.

    Outside the months of the cube nothing is known and nothing expected.
    """
    window = _window(cube, month, period)
    seen = _seen(cube, indicator, window)
    counting, counted = seen.months, seen.counted
    owing, complete = seen.existing[:, -1:].any(axis=1), seen.known
    if "sum" in counting:
        owing = seen.existing.any(axis=1)
        complete = counted & ~(seen.existing & ~counting["sum"]).any(axis=1)

    def total(terms: tuple[Term, ...]) -> Floats:
        result = np.zeros(len(cube.plan.units))
        for term in terms:
            months = counting[cube.plan.measure_of_id[term.measure].over_months]
            values = cube.value[cube.measure_index[term.measure], :, window]
            result += term.sign * np.where(months & ~np.isnan(values), values, 0.0).sum(axis=1)
        return np.where(counted, result, 0.0)

    return Sums(
        total(indicator.numerator),
        total(indicator.denominator),
        seen.known,
        counted & _arose(cube, indicator, counting, window),
        np.asarray(owing, dtype=np.int64),
        np.asarray(owing & complete, dtype=np.int64),
    )


def months_that_count(
    cube: Cube, indicator: Indicator, month: Month, period: Period
) -> Mapping[str, Mapping[str, tuple[Month, ...]]]:
    """Which months of the period make up each unit's sums, oldest first: by unit, then by `over_months`.

    A unit that is not there is not known, and adds nothing to any roll-up.
    """
    window = _window(cube, month, period)
    seen = _seen(cube, indicator, window)
    return {
        unit.id: {
            over_months: tuple(cube.plan.start + window.start + int(found) for found in np.flatnonzero(months[at]))
            for over_months, months in seen.months.items()
        }
        for at, unit in enumerate(cube.plan.units)
        if seen.counted[at]
    }


class _Seen(NamedTuple):
    """What of a window counts.

    `existing`, bool [units, months]: who owes the formula then. `months`, of the same shape: whose figures count, flows
    ("sum") and stocks ("last") apart. `known`, bool [units]: some month of every measure counts. `counted`: whose sums
    enter roll-ups, which of a unit that has ended are its flows.
    """

    existing: Bools
    months: Mapping[str, Bools]
    known: Bools
    counted: Bools


def _seen(cube: Cube, indicator: Indicator, window: slice) -> _Seen:
    existing = cube.existing[:, window] & _reporting(cube, indicator)[:, None]
    months = {
        over_months: _counting(cube, measures, over_months, window, existing)
        for over_months, measures in _measures(cube, indicator).items()
    }
    known: Bools = np.logical_and.reduce([found.any(axis=1) for found in months.values()])
    counted = known
    if "sum" in months:
        counted = known | (~existing[:, -1:].any(axis=1) & months["sum"].any(axis=1))
    return _Seen(existing, months, known, counted)


def _window(cube: Cube, month: Month, period: Period) -> slice:
    first = cube.month_index(period_start(month, period))
    return slice(max(first, 0), max(cube.month_index(month) + 1, 0))


def _measures(cube: Cube, indicator: Indicator) -> dict[str, list[int]]:
    """The places of the formula's measures on the cube's first axis, flows ("sum") and stocks ("last") apart."""
    found: dict[str, list[int]] = {}
    for name in dict.fromkeys(term.measure for term in indicator.terms):
        found.setdefault(cube.plan.measure_of_id[name].over_months, []).append(cube.measure_index[name])
    return found


def _reporting(cube: Cube, indicator: Indicator) -> Bools:
    names = cube.plan.reporters[indicator.terms[0].measure]
    return np.array([unit.id in names for unit in cube.plan.units], dtype=bool)


def _counting(cube: Cube, measures: list[int], over_months: str, window: slice, existing: Bools) -> Bools:
    """Bool [units, months]: the months whose figures count, all of them for flows, the latest for stocks."""
    joint: Bools = existing & cube.reported[measures, :, window].all(axis=0)
    if over_months == "sum":
        return joint
    still_there = joint & existing[:, -1:]
    is_last = np.cumsum(still_there[:, ::-1], axis=1)[:, ::-1] == 1
    return np.asarray(still_there & is_last)


def _arose(cube: Cube, indicator: Indicator, counting: Mapping[str, Bools], window: slice) -> Bools:
    found = np.zeros(len(cube.plan.units), dtype=bool)
    for term in indicator.terms:
        months = counting[cube.plan.measure_of_id[term.measure].over_months]
        found |= (months & ~np.isnan(cube.value[cube.measure_index[term.measure], :, window])).any(axis=1)
    return found


def with_earlier(now: Sums, earlier: Sums) -> Sums:
    """`now`, where a unit has `reported` only what it does not owe for the `earlier` period either.

    A unit that has ended since and owes something earlier counts as -1 of 0.
    """
    missing = np.maximum(now.expected - now.reported, earlier.expected - earlier.reported)
    return replace(now, reported=now.expected - missing)


def rolled_up(sums: Sums, members: Bools) -> Sums:
    """The sums over units; `members` is bool [scopes, units]."""
    weights = members.astype(np.float64)
    return Sums(
        without_noise(weights @ sums.numerator),
        without_noise(weights @ sums.denominator),
        np.asarray((members & sums.known).any(axis=1)),
        np.asarray((members & sums.arose).any(axis=1)),
        members.astype(np.int64) @ sums.expected,
        members.astype(np.int64) @ sums.reported,
    )


def without_noise(sums: Floats) -> Floats:
    """What is left of decimals by adding them in binary: 0.1 + 0.2 - 0.3 is 0. Whole numbers stay as they are.

    >>> without_noise(np.array([0.1 + 0.2 - 0.3, 0.1 + 0.2, 635593.0])).tolist()
    [0.0, 0.3, 635593.0]
    """
    return np.where(np.abs(sums) < 1e6, np.round(sums, 9), sums)
