"""Telling a demonstration story: the figures and reports that it comes to.

The same story gives the same figures on every machine: each series of each unit draws for itself, the draws are
uniform, and only sums and products are made of them.
"""

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from zlib import crc32

import numpy as np

from kpi.demostory import ByUnit, Event, Series, Story
from kpi.figures import Figure, FigureKey, Report, ReportState
from kpi.months import Month, months_between
from kpi.plan import Plan, Unit

Number = float | None
"""A number of a series in one month; None says that nothing arose."""

Numbers = Mapping[str, Mapping[Month, Number]]
"""The numbers of one unit by series and month."""

_OFFICE_OPENS = dt.time(1, tzinfo=dt.UTC)
_OFFICE_MINUTES = 9 * 60
_DAYS_EARLIER = 2
_UNTIL_DECIDED = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """What a story comes to."""

    figures: tuple[Figure, ...]
    reports: tuple[Report, ...]


class Level(NamedTuple):
    """The level of a series in one month, and what is added before a number is cut to a whole one."""

    level: float
    carry: float


def tell(plan: Plan, story: Story) -> Told:
    """Every figure and report from the first month that can be entered to the last of the story."""
    figures: list[Figure] = []
    reports: list[Report] = []
    for unit in plan.units:
        owed = _owed(plan, story, unit)
        figures += _figures(plan, story, unit, owed)
        reports += _reports(plan, story, unit, owed)
    return Told(tuple(figures), tuple(reports))


def _months(plan: Plan, story: Story) -> tuple[Month, ...]:
    return tuple(months_between(plan.start, story.last_month))


def _owed(plan: Plan, story: Story, unit: Unit) -> Sequence[Month]:
    """The months that a unit reports."""
    missing = {month for event in story.events if event.unit == unit.id and not event.series for month in event.missing}
    owes = bool(plan.measures_of(unit.id))
    return [month for month in _months(plan, story) if owes and unit.exists_in(month) and month not in missing]


def _figures(plan: Plan, story: Story, unit: Unit, owed: Sequence[Month]) -> Iterator[Figure]:
    numbers = _numbers(plan, story, unit)
    for series in story.series:
        if series.hidden or series.id not in numbers:
            continue
        missing = {month for event in _events(story, unit, series) for month in event.missing}
        for month in owed:
            if month not in missing and (not series.only or month in series.only):
                yield Figure(FigureKey(unit.id, series.id, month), numbers[series.id][month], series.source)


def _numbers(plan: Plan, story: Story, unit: Unit) -> Numbers:
    months = _months(plan, story)
    concerned = [series for series in story.series if series.concerns(plan, unit)]
    levels = {series.id: _levels(story, series, unit, months) for series in concerned}
    events = {series.id: _events(story, unit, series) for series in concerned}
    numbers: dict[str, dict[Month, Number]] = {series.id: {} for series in concerned}
    for month in filter(unit.exists_in, months):
        for series in concerned:
            level, carry = levels[series.id][month]
            whole = _whole(series, unit, numbers, month)
            number = _number(events[series.id], month, level=level, whole=whole)
            numbers[series.id][month] = _written(plan, series, number, carry=carry)
    return numbers


def _events(story: Story, unit: Unit, series: Series) -> Sequence[Event]:
    return [event for event in story.events if event.unit == unit.id and series.id in event.series]


def _levels(story: Story, series: Series, unit: Unit, months: Sequence[Month]) -> Mapping[Month, Level]:
    """Each month before anything happens; with `spread` the carry is drawn too, so that small counts vary."""
    if not series.values:
        return dict.fromkeys(months, Level(1.0, 0.5))
    season = (1.0,) * 12 if series.season is None else story.seasons[series.season]
    levels = {}
    for at, (month, (*four, carry)) in enumerate(zip(months, _draws(story, series.id, unit, len(months)), strict=True)):
        course = _course(series.values, unit, month)
        level = course * season[month.number - 1] * (1 + series.growth * at / 12) * (1 + series.spread * _stray(four))
        is_part = bool(series.of) and course <= 1
        levels[month] = Level(min(level, 1.0) if is_part else level, carry if series.spread > 0 else 0.5)
    return levels


def _draws(story: Story, name: str, unit: Unit, months: int) -> Sequence[Sequence[float]]:
    """Five uniform draws a month, the same ones whatever else the story holds."""
    own = crc32(f"{name} {unit.id}".encode())
    draws: list[list[float]] = np.random.default_rng([story.seed, own]).random((months, 5)).tolist()
    return draws


def _stray(draws: Sequence[float]) -> float:
    """A sum of four uniform draws, with mean 0 and standard deviation 1: at most 3.5 either way."""
    return (math.fsum(draws) - 2) * math.sqrt(3)


def _course(by_unit: ByUnit, unit: Unit, month: Month) -> float:
    """What holds for a unit in a month, on the straight line between the months that are written."""
    course = by_unit[unit.id] if unit.id in by_unit else by_unit[unit.level]
    if not isinstance(course, Mapping):
        return course
    before = max((at for at in course if at <= month), default=min(course))
    after = min((at for at in course if at >= month), default=max(course))
    if after <= before:
        return course[after]
    way = (month.ordinal - before.ordinal) / (after.ordinal - before.ordinal)
    return course[before] + way * (course[after] - course[before])


def _whole(series: Series, unit: Unit, numbers: Numbers, month: Month) -> Number:
    """The sum that the series is made of, without what the unit does not have; None where nothing of it arose."""
    if not series.of:
        return 1.0
    at = month - series.months_back
    known = [(sign, numbers[name][at]) for name, sign in series.of if at in numbers.get(name, {})]
    if series.months_back and not known:
        return _course(series.opening, unit, month)
    arisen = [sign * number for sign, number in known if number is not None]
    return math.fsum(arisen) if arisen else None


def _number(events: Sequence[Event], month: Month, *, level: float, whole: Number) -> Number:
    if whole is None or any(month in event.not_arisen for event in events):
        return None
    for event in events:
        level = event.becomes.get(month, level)
    number = level * whole
    for event in events:
        number = number * event.times.get(month, 1.0) + event.plus.get(month, 0.0)
    return max(0.0, number)


def _written(plan: Plan, series: Series, number: Number, *, carry: float) -> Number:
    """The number as a report has it."""
    if number is None:
        return None
    if not series.hidden and plan.measure_of_id[series.id].number == "decimal":
        return round(number, 2)
    whole = float(math.floor(number + carry))
    return None if series.zero_is_not_arisen and whole == 0 else whole


def _reports(plan: Plan, story: Story, unit: Unit, owed: Sequence[Month]) -> Iterator[Report]:
    events = [event for event in story.events if event.unit == unit.id]
    for month, draws in zip(owed, _draws(story, "report", unit, len(owed)), strict=True):
        here = [event for event in events if month in event.months]
        saved_at = _saved_at(plan, story, unit, month, draws)
        report = Report(
            unit.id,
            month,
            version=1,
            saved_at=saved_at,
            saved_by=story.saved_by,
            explanations={name: text for event in here for name, text in event.explained.items()},
        )
        yield _handed_in(story, report, here, saved_at)


def _handed_in(story: Story, report: Report, events: Sequence[Event], at: dt.datetime) -> Report:
    """The report as it stands: approved, unless an event of the month says otherwise."""
    state = next((event.states[report.month] for event in events if event.states), ReportState.APPROVED)
    if state is ReportState.DRAFT:
        return report
    submitted = replace(report, state=state, submitted_at=at, submitted_by=story.saved_by, first_submitted_at=at)
    if state is ReportState.SUBMITTED:
        return submitted
    why = next((event.because for event in events if event.because), "")
    return replace(submitted, decided_at=at + _UNTIL_DECIDED, decided_by=story.saved_by, returned_because=why)


def _saved_at(plan: Plan, story: Story, unit: Unit, month: Month, draws: Sequence[float]) -> dt.datetime:
    days = round(_course(story.days_after_due, unit, month)) - int(draws[0] * (_DAYS_EARLIER + 1))
    day = plan.due_day(month) + dt.timedelta(days=days)
    return dt.datetime.combine(day, _OFFICE_OPENS) + dt.timedelta(minutes=int(draws[1] * _OFFICE_MINUTES))
