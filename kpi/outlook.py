"""Will the target be reached at the end of the year, and what would it take: an indicator of a cube, for a scope.

How the value of a year comes about decides what can be said (`Course`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from kpi.cube import Cube
from kpi.effort import Effort, Gap, count_effort, ratio_effort, ratio_gap
from kpi.forecast import (
    AMOUNT,
    PROPORTION,
    Forecast,
    Range,
    RecentGap,
    TooShort,
    Within,
    forecast,
    ratio_at_year_end,
    stock_at_year_end,
    total_at_year_end,
)
from kpi.monthly import Monthly, monthly
from kpi.months import Month, Period
from kpi.plan import Indicator, Kind, Plan
from kpi.scoring import Score, history, scores_in
from kpi.targets import Demand, demand, target_in_force
from kpi.volume import Volume, expected_volume, remaining_months


class Course(StrEnum):
    """How the value of a year comes about: sums that are divided, stocks that are divided, a sum, a stock.

    OTHER says nothing ahead: ranks, grades, growth, published results, readings, and flows mixed with stocks.
    """

    RATIO_OF_FLOWS = "ratio_of_flows"
    RATIO_OF_STOCKS = "ratio_of_stocks"
    TOTAL = "total"
    STOCK = "stock"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where an indicator stands in the year as of a month.

    `score` is the year to date, with what its pace expects by now (`score.bound`); `final` is what the target in
    force in the scope's last month of the year asks for then. `effort` is a Gap for a ratio of stocks, None where none
    can be told.
    """

    course: Course
    score: Score
    final: Demand | None
    remaining: tuple[Month, ...]
    volume: Volume | None
    effort: Effort | Gap | None

    @property
    def over(self) -> bool:
        """Whether nothing more can come: no month remains, and of none gone by a volume is awaited."""
        return not self.remaining and (self.volume is None or self.volume.owed == 0)


class YearEnd(NamedTuple):
    """What the value of the year may come to, in the indicator's `measured_in`, and the months that lead there."""

    value: Range
    forecast: Forecast


def course_of(plan: Plan, indicator: Indicator) -> Course:
    """How the value of the indicator's year comes about."""
    over_months = {plan.measure_of_id[term.measure].over_months for term in indicator.terms}
    if indicator.published or len(over_months) > 1:
        return Course.OTHER
    flows = over_months == {"sum"}
    match indicator.kind:
        case Kind.RATIO:
            return Course.RATIO_OF_FLOWS if flows else Course.RATIO_OF_STOCKS
        case Kind.COUNT:
            return Course.TOTAL if flows else Course.STOCK
        case Kind.VALUE if flows:
            return Course.TOTAL
        case _:
            return Course.OTHER


def outlook(cube: Cube, indicator: Indicator, scope: str, month: Month) -> Outlook | None:
    """Where the indicator stands in the year and what it would take; None where the scope is not scored for it."""
    score = _year_to_date(cube, indicator, scope, month)
    if score is None:
        return None
    course = course_of(cube.plan, indicator)
    ahead = remaining_months(cube.plan, scope, month)
    volume = expected_volume(cube, indicator, scope, month) if course is Course.RATIO_OF_FLOWS else None
    found = Outlook(course, score, _final(cube.plan, indicator, scope, (month, *ahead)[-1]), ahead, volume, None)
    counted = all(cube.plan.measure_of_id[term.measure].number == "integer" for term in indicator.terms)
    return replace(found, effort=_effort(found, yearly=indicator.year_long)) if counted else found


def _year_to_date(cube: Cube, indicator: Indicator, scope: str, month: Month) -> Score | None:
    rows = scores_in(history(cube, indicator, (month,), Period.YEAR_TO_DATE, (scope,)))
    return rows[0] if rows else None


def _final(plan: Plan, indicator: Indicator, scope: str, last: Month) -> Demand | None:
    """What is asked in the scope's last month of the year, by the target that will then be in force."""
    target = target_in_force(plan, indicator, scope, last)
    return None if target is None else demand(plan, indicator, target, last)


def _effort(seen: Outlook, *, yearly: bool) -> Effort | Gap | None:
    """`yearly`: the target is a number for the whole year."""
    if seen.final is None or seen.final.bound is None or math.isnan(seen.score.numerator):
        return None
    operator, target, months = seen.final.operator, seen.final.bound, len(seen.remaining)
    numerator = round(seen.score.numerator)
    if seen.course is Course.TOTAL and yearly:
        return count_effort(numerator, operator=operator, target=target, months=months)
    if math.isnan(seen.score.denominator):
        return None
    denominator = round(seen.score.denominator)
    if seen.course is Course.RATIO_OF_STOCKS and denominator > 0:
        return ratio_gap(numerator, denominator, operator=operator, target=target)
    if seen.volume is None or denominator + seen.volume.total <= 0:
        return None
    return ratio_effort(
        numerator,
        denominator,
        operator=operator,
        target=target,
        volume=seen.volume.total,
        months=months,
        owed=seen.volume.owed,
    )


def year_end_forecast(
    cube: Cube, indicator: Indicator, scope: str, month: Month
) -> YearEnd | TooShort | RecentGap | None:
    """The value of the year with its range; None where its course has none, or nothing remains or is to be expected.

    What is awaited of months gone by is taken to come out as the first month ahead. It fits models: slow beside
    everything else here.
    """
    course, ahead = course_of(cube.plan, indicator), remaining_months(cube.plan, scope, month)
    score = _year_to_date(cube, indicator, scope, month)
    if score is None or not ahead or course in {Course.OTHER, Course.RATIO_OF_STOCKS}:
        return None
    values = [_value(course, one) for one in monthly(cube, indicator, scope, until=month)]
    found = forecast(values, horizon=len(ahead), within=_within(course, values))
    if not isinstance(found, Forecast):
        return found
    if course is not Course.RATIO_OF_FLOWS:
        value = stock_at_year_end(found) if course is Course.STOCK else total_at_year_end(found, value=score.numerator)
        return YearEnd(value, found)
    volume = expected_volume(cube, indicator, scope, month)
    if volume is None or score.denominator + volume.total <= 0:
        return None
    volumes = volume.months[0] + volume.owed, *volume.months[1:]
    value = ratio_at_year_end(found, numerator=score.numerator, denominator=score.denominator, volumes=volumes)
    return YearEnd(value, found)


def _value(course: Course, one: Monthly) -> float | None:
    """What the month brings; of a sum that is whole, nothing arisen brings nothing."""
    return one.numerator if course is Course.TOTAL and one.complete else one.value


def _within(course: Course, values: Sequence[float | None]) -> Within:
    """What a value can be at all, unless it has been beyond that already."""
    known = [value for value in values if value is not None]
    low, high = PROPORTION if course is Course.RATIO_OF_FLOWS else AMOUNT
    return min([low, *known]), high if all(value <= high for value in known) else math.inf
