"""Months and the periods that end in them."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

_WRITTEN = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month.

    >>> Month.parse("2024-11") + 2
    Month(year=2025, number=1)
    >>> str(Month(2024, 3))
    '2024-03'
    """

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2024-03"; raises ValueError on anything else."""
        match = _WRITTEN.fullmatch(text)
        if match is None:
            raise ValueError(text)
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: dt.date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def from_ordinal(cls, ordinal: int) -> Self:
        return cls(ordinal // 12, ordinal % 12 + 1)

    @property
    def ordinal(self) -> int:
        """Months since year 0, so that neighbouring months differ by one."""
        return self.year * 12 + self.number - 1

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, self.number, 1)

    @property
    def last_day(self) -> dt.date:
        return (self + 1).first_day - dt.timedelta(days=1)

    def __add__(self, months: int) -> "Month":
        return Month.from_ordinal(self.ordinal + months)

    def __sub__(self, months: int) -> "Month":
        return self + -months

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


class Period(StrEnum):
    """The stretch of time that a score covers; it ends in the as-of month."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR_TO_DATE = "year"


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Every month from `first` to `last`, both included; none when `last` is earlier."""
    return map(Month.from_ordinal, range(first.ordinal, last.ordinal + 1))


def period_start(month: Month, period: Period) -> Month:
    """The first month of the period that ends in `month`.

    >>> str(period_start(Month(2024, 8), Period.QUARTER))
    '2024-07'
    """
    match period:
        case Period.MONTH:
            return month
        case Period.QUARTER:
            return Month(month.year, (month.number - 1) // 3 * 3 + 1)
        case Period.YEAR_TO_DATE:
            return Month(month.year, 1)
