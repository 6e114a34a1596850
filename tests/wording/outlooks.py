"""Outlooks made by hand: where an indicator stands in its year, for tests of words."""

import math
from typing import Any

from kpi.effort import count_effort, ratio_effort, ratio_gap
from kpi.months import Month, months_between
from kpi.outlook import Course, Outlook
from kpi.plan import Indicator
from kpi.scoring import Score
from kpi.targets import Demand, Status
from kpi.volume import Basis, Volume
from tests.builders import ward
from tests.office import ninh_son

NAN = math.nan
SEPTEMBER = Month(2024, 9)
AT_LEAST_90 = Demand(">=", 90, 90, 85.5)
AT_MOST_5 = Demand("<=", 5, 5, 5.26)
TWELVE = Demand(">=", 12, 12, 11.4)

ON_TIME, SURVEY = (ninh_son().indicator_of_id[name] for name in ("on_time", "satisfaction"))
LATE, ONLINE, DIALOGUES, GRADE = (
    ward().indicator_of_id[name] for name in ("late_share", "online_procedures", "dialogues", "par_index")
)


def ahead(months: int) -> tuple[Month, ...]:
    """The last months of 2024."""
    return tuple(months_between(Month(2024, 13 - months), Month(2024, 12))) if months else ()


def score(indicator: Indicator, above: float, below: float, final: Demand | None, **said: Any) -> Score:
    """A year to date that is judged by the year's own number, unless something else is said."""
    ratio = 100 * above / below if below else NAN
    row = Score(
        indicator.id, "all", SEPTEMBER.ordinal, above if math.isnan(below) else ratio,
        above, below, NAN, NAN,
        "" if final is None else final.operator, NAN if final is None else final.final,
        NAN if final is None else final.final, Status.MET, 1, 1,
    )  # fmt: skip
    return row._replace(**said)


def of_flows(
    so_far: tuple[int, int],
    final: Demand | None = AT_LEAST_90,
    *,
    volume: int | None,
    months: int = 3,
    indicator: Indicator = ON_TIME,
    owed: int = 0,
    **said: Any,
) -> Outlook:
    """A ratio of flows: so many of so many, and as many more expected, `owed` of them of months gone by."""
    expected = None if volume is None else Volume(volume, (), Basis.SAME_MONTHS_LAST_YEAR, complete=True, owed=owed)
    effort = None
    if final is not None and volume is not None:
        effort = ratio_effort(
            *so_far, operator=final.operator, target=final.final, volume=volume, months=months, owed=owed
        )
    of_year = score(indicator, *so_far, final, **said)
    return Outlook(Course.RATIO_OF_FLOWS, of_year, final, ahead(months), expected, effort)


def of_counts(value: int, final: Demand = TWELVE, *, months: int = 3, **said: Any) -> Outlook:
    """A count towards a number for the year."""
    effort = count_effort(value, operator=final.operator, target=final.final, months=months)
    return Outlook(Course.TOTAL, score(DIALOGUES, value, NAN, final, **said), final, ahead(months), None, effort)


def of_stocks(now: tuple[int, int], final: Demand, *, months: int = 3) -> Outlook:
    """A ratio of stocks."""
    gap = ratio_gap(*now, operator=final.operator, target=final.final)
    return Outlook(Course.RATIO_OF_STOCKS, score(ONLINE, *now, final), final, ahead(months), None, gap)


def of_nothing(
    indicator: Indicator, final: Demand | None, *, months: int = 3, course: Course = Course.OTHER, **said: Any
) -> Outlook:
    """What no effort can be told of."""
    return Outlook(course, score(indicator, 80, NAN, final, **said), final, ahead(months), None, None)
