"""Which periodic reports end in a month, and the months that their scores cover."""

import pytest

from kpi.cycles import Cycle, cycles_ending_in, period_of
from kpi.months import Month, Period


@pytest.mark.parametrize(
    ("number", "cycles"),
    [
        (1, [Cycle.MONTH]),
        (3, [Cycle.MONTH, Cycle.QUARTER]),
        (6, [Cycle.MONTH, Cycle.QUARTER, Cycle.HALF_YEAR]),
        (9, [Cycle.MONTH, Cycle.QUARTER, Cycle.NINE_MONTHS]),
        (11, [Cycle.MONTH]),
        (12, [Cycle.MONTH, Cycle.QUARTER, Cycle.YEAR]),
    ],
)
def test_a_month_ends_every_cycle_that_its_number_closes(number: int, cycles: list[Cycle]) -> None:
    assert list(cycles_ending_in(Month(2024, number))) == cycles


def test_half_a_year_and_longer_are_read_over_the_year_to_date() -> None:
    assert {cycle: period_of(cycle) for cycle in Cycle} == {
        Cycle.MONTH: Period.MONTH,
        Cycle.QUARTER: Period.QUARTER,
        Cycle.HALF_YEAR: Period.YEAR_TO_DATE,
        Cycle.NINE_MONTHS: Period.YEAR_TO_DATE,
        Cycle.YEAR: Period.YEAR_TO_DATE,
    }
