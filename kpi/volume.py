"""What is expected to arise in the months that remain of a year, with its basis: to be followed to the figures."""

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from kpi.cube import Cube
from kpi.monthly import monthly
from kpi.months import Month, months_between
from kpi.plan import Indicator, Plan


class Basis(StrEnum):
    """What an expected volume is taken from."""

    SAME_MONTHS_LAST_YEAR = "same_months_last_year"
    MEAN_SO_FAR = "mean_so_far"


class Volume(NamedTuple):
    """What is expected to arise in each of the remaining months, and in all as a whole number.

    `complete`: it rests on none but months for which every unit reported.
    """

    total: int
    months: tuple[float, ...]
    basis: Basis
    complete: bool


def remaining_months(plan: Plan, scope: str, month: Month) -> tuple[Month, ...]:
    """The months of the plan that follow in the same year, for a unit as long as it exists."""
    unit = plan.unit_of_id.get(scope)
    later = (at for at in plan.months if at.year == month.year and at > month)
    return tuple(at for at in later if unit is None or unit.exists_in(at))


def expected_volume(cube: Cube, indicator: Indicator, scope: str, month: Month) -> Volume | None:
    """What the denominator will come to in the months that remain after `month`; None where nothing is known.

    The same months of last year, where all of them are known, times what arose this year to date ÷ what arose in the
    same months of last year (in the months known in both); else the mean of this year's months so far for each.
    Months for which a report is missing count only where there is no other way. The scope is made up as in `month`.
    """
    ahead = remaining_months(cube.plan, scope, month)
    series = monthly(cube, indicator, scope, until=month)
    for complete in (True, False):
        known = {
            one.month: one.denominator
            for one in series
            if one.denominator is not None and (one.complete or not complete)
        }
        found = _as_last_year(known, ahead, month)
        if found is not None:
            return _volume(found, Basis.SAME_MONTHS_LAST_YEAR, complete=complete)
        so_far = [known[at] for at in _year_so_far(month) if at in known]
        if so_far:
            mean = math.fsum(so_far) / len(so_far)
            return _volume([mean] * len(ahead), Basis.MEAN_SO_FAR, complete=complete)
    return None


def _year_so_far(month: Month) -> tuple[Month, ...]:
    return tuple(months_between(Month(month.year, 1), month))


def _as_last_year(known: Mapping[Month, float], ahead: Sequence[Month], month: Month) -> list[float] | None:
    """Last year's months, times how this year compares; None where one is unknown or last year gives no measure."""
    if any(at - 12 not in known for at in ahead):
        return None
    both = [at for at in _year_so_far(month) if at in known and at - 12 in known]
    now, then = (math.fsum(known[at - back] for at in both) for back in (0, 12))
    if then == 0:
        return None if now > 0 else [known[at - 12] for at in ahead]
    return [known[at - 12] * now / then for at in ahead]


def _volume(months: Sequence[float], basis: Basis, *, complete: bool) -> Volume:
    """The total is rounded half up, once the noise of adding is gone."""
    return Volume(math.floor(round(math.fsum(months), 6) + 0.5), tuple(months), basis, complete)
