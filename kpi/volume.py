"""What is expected to arise in the months of a year that are not known yet, with its basis: to be followed to figures.

These are the months that remain, and those gone by of which a report is missing: what was done in them is done, but it
is in no sum yet.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from kpi.cube import Cube
from kpi.monthly import monthly
from kpi.months import Month, months_between
from kpi.plan import Indicator, Plan
from kpi.scoring import scopes_of
from kpi.series import UnitMonths, unit_months


class Basis(StrEnum):
    """What an expected volume is taken from."""

    SAME_MONTHS_LAST_YEAR = "same_months_last_year"
    MEAN_SO_FAR = "mean_so_far"


class Volume(NamedTuple):
    """What is expected to arise: `total` as a whole number, `months` in each of those that remain.

    `owed` is the part of the total that belongs to months gone by, a whole number too, and `unreported` says of how
    many units each of these is awaited, oldest first. `complete`: it rests on none but months for which every unit
    reported, and counts every month that is awaited.
    """

    total: int
    months: tuple[float, ...]
    basis: Basis
    complete: bool
    owed: int = 0
    unreported: tuple[tuple[Month, int], ...] = ()


def remaining_months(plan: Plan, scope: str, month: Month) -> tuple[Month, ...]:
    """The months of the plan that follow in the same year, for a unit as long as it exists."""
    unit = plan.unit_of_id.get(scope)
    later = (at for at in plan.months if at.year == month.year and at > month)
    return tuple(at for at in later if unit is None or unit.exists_in(at))


def expected_volume(cube: Cube, indicator: Indicator, scope: str, month: Month) -> Volume | None:
    """What the denominator will still gain in the year of which `month` is looked at; None where nothing is known.

    A month that remains, or of which no unit has reported: the same month of last year, where all of them are known,
    times what arose this year to date ÷ what arose in the same months of last year (in the months known in both); else
    the mean of this year's months so far. Months for which some report is missing count as known only where there is
    no other way. To those months comes, in the same way from the unit's own months, what each missing report will
    bring; a unit of which nothing at all is known brings nothing. The scope is made up as in `month`.
    """
    ahead = remaining_months(cube.plan, scope, month)
    awaited = _awaited(cube, indicator, scope, month)
    silent = tuple(awaited.silent)
    series = monthly(cube, indicator, scope, until=month)
    for complete in (True, False):
        known = {
            one.month: one.denominator
            for one in series
            if one.denominator is not None and (one.complete or not complete)
        }
        found = _as_last_year(known, (*silent, *ahead), month)
        basis = Basis.MEAN_SO_FAR if found is None else Basis.SAME_MONTHS_LAST_YEAR
        found = _as_this_year(known, (*silent, *ahead), month) if found is None else found
        if found is not None:
            owed = (*found[: len(silent)], *awaited.missing.values())
            counted = Counter(awaited.silent) + Counter(at for at, _ in awaited.missing)
            return Volume(
                _whole((*found[len(silent) :], *owed)),
                tuple(found[len(silent) :]),
                basis,
                complete and not awaited.unknown,
                _whole(owed),
                tuple(sorted(counted.items())),
            )
    return None


class _Awaited(NamedTuple):
    """The months of the year gone by that units of a scope owe.

    `silent`: of how many units, where none has reported. `missing`: by month and place of the unit in the plan what is
    expected of it, where others have; `unknown`: whether some unit gives no ground to expect anything.
    """

    silent: Mapping[Month, int]
    missing: Mapping[tuple[Month, int], float]
    unknown: bool


def _awaited(cube: Cube, indicator: Indicator, scope: str, month: Month) -> _Awaited:
    scopes = scopes_of(cube.plan, indicator, month)
    silent: dict[Month, int] = {}
    missing: dict[tuple[Month, int], float] = {}
    if scope not in scopes.names or month > cube.plan.last_month:
        return _Awaited(silent, missing, unknown=False)
    of_units, members = unit_months(cube, indicator, month), scopes.members[scopes.names.index(scope)]
    unknown = False
    for at in _year_so_far(month):
        if at < cube.plan.start:
            continue
        place = cube.month_index(at)
        owing = members & of_units.owing[:, place] & ~of_units.known[:, place]
        if owing.any() and not (members & of_units.known[:, place]).any():
            silent[at] = int(owing.sum())
            continue
        for unit in np.flatnonzero(owing).tolist():
            expected = _of_unit(cube.plan, of_units, unit, at, month)
            unknown = unknown or expected is None
            missing |= {} if expected is None else {(at, unit): expected}
    return _Awaited(silent, missing, unknown)


def _of_unit(plan: Plan, of_units: UnitMonths, unit: int, at: Month, month: Month) -> float | None:
    """What a unit will bring for a month, from its own months."""
    known = {
        plan.start + int(place): float(of_units.denominator[unit, place])
        for place in np.flatnonzero(of_units.known[unit])
    }
    found = _as_last_year(known, (at,), month)
    found = _as_this_year(known, (at,), month) if found is None else found
    return None if found is None else found[0]


def _year_so_far(month: Month) -> tuple[Month, ...]:
    return tuple(months_between(Month(month.year, 1), month))


def _as_last_year(known: Mapping[Month, float], wanted: Sequence[Month], month: Month) -> list[float] | None:
    """Last year's months, times how this year compares; None where one is unknown or last year gives no measure."""
    if any(at - 12 not in known for at in wanted):
        return None
    both = [at for at in _year_so_far(month) if at in known and at - 12 in known]
    now, then = (math.fsum(known[at - back] for at in both) for back in (0, 12))
    if then == 0:
        return None if now > 0 else [known[at - 12] for at in wanted]
    return [known[at - 12] * now / then for at in wanted]


def _as_this_year(known: Mapping[Month, float], wanted: Sequence[Month], month: Month) -> list[float] | None:
    """The mean of this year's months for each; None where none is known."""
    so_far = [known[at] for at in _year_so_far(month) if at in known]
    return [math.fsum(so_far) / len(so_far)] * len(wanted) if so_far else None


def _whole(amounts: Iterable[float]) -> int:
    """A sum, rounded half up once the noise of adding is gone."""
    return math.floor(round(math.fsum(amounts), 6) + 0.5)
