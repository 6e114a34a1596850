"""Which months' figures make up the scores of an indicator: what it takes to add the same figures up again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kpi.cube import Cube
from kpi.formulas import months_that_count
from kpi.months import Month, Period
from kpi.plan import Indicator, Kind
from kpi.scoring import year_before

Months = Mapping[str, Mapping[str, tuple[Month, ...]]]
"""By unit, then by `over_months` (`kpi.formulas.months_that_count`)."""


class Counted(NamedTuple):
    """The months behind the scores of one as-of month.

    `earlier` are those that growth is held against, {} of every other kind.
    """

    now: Months
    earlier: Months


@dataclass(frozen=True, slots=True)
class Basis:
    """The months behind the scores over the report's period, over the year to date, and as of each month of a trend."""

    of_period: Counted
    to_date: Counted
    trend: tuple[Counted, ...]


def basis_of(
    cube: Cube, indicator: Indicator, month: Month, period: Period, *, trend: Sequence[Month], each: Period
) -> Basis:
    """The months behind an indicator's scores over a period and over the year to date, and behind those of its trend.

    `each` is the period of every month of the trend.
    """
    return Basis(
        _counted(cube, indicator, month, period),
        _counted(cube, indicator, month, Period.YEAR_TO_DATE),
        tuple(_counted(cube, indicator, at, each) for at in trend),
    )


def _counted(cube: Cube, indicator: Indicator, month: Month, period: Period) -> Counted:
    now = months_that_count(cube, indicator, month, period)
    if indicator.kind is not Kind.GROWTH:
        return Counted(now, {})
    before = year_before(cube.plan, indicator, month, period)
    return Counted(now, months_that_count(cube, indicator, before, period))
