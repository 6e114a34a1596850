"""How often the authority reports to the province (báo cáo định kỳ): monthly, quarterly, half-yearly, yearly.

Decree 09/2019/NĐ-CP names these cycles; the nine-month report is the third quarter's, cumulative.
"""

from enum import StrEnum

from kpi.months import Month, Period


class Cycle(StrEnum):
    """The cycle of a periodic report; each report of it covers the months that end in its last month."""

    MONTH = "thang"
    QUARTER = "quy"
    HALF_YEAR = "6-thang"
    NINE_MONTHS = "9-thang"
    YEAR = "nam"


_LAST_MONTH = {Cycle.HALF_YEAR: 6, Cycle.NINE_MONTHS: 9, Cycle.YEAR: 12}


def cycles_ending_in(month: Month) -> tuple[Cycle, ...]:
    """The cycles that have a report as of a month, the shortest first.

    >>> [str(cycle) for cycle in cycles_ending_in(Month(2024, 6))]
    ['thang', 'quy', '6-thang']
    """
    quarterly = (Cycle.QUARTER,) if month.number % 3 == 0 else ()
    longer = tuple(cycle for cycle, number in _LAST_MONTH.items() if number == month.number)
    return (Cycle.MONTH, *quarterly, *longer)


def period_of(cycle: Cycle) -> Period:
    """The stretch of time that scores of a report cover; half a year and longer begin in January."""
    match cycle:
        case Cycle.MONTH:
            return Period.MONTH
        case Cycle.QUARTER:
            return Period.QUARTER
        case _:
            return Period.YEAR_TO_DATE
