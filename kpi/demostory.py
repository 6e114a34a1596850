"""The demonstration story of a plan: how the figures of each unit come about, as data, and how its tasks stand.

`data/demo/<plan id>.toml` holds the story of the plan with that id; `kpi.demofigures` and `kpi.demotasks` tell it.
"""

import datetime as dt
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from kpi.errors import PlanRefused, Problem
from kpi.figures import ReportState
from kpi.months import Month
from kpi.notes import NoteKind
from kpi.plan import WHOLE, Id, Ids, Plan, PlanMonth, Row, Task, Terms, Text, Unit
from kpi.tasks import TaskState, leads_of

Course = float | Mapping[PlanMonth, float]
"""A number for all months, or numbers by month: a straight line between two of them, level before and after."""

ByUnit = Mapping[Id, Course]
"""Courses by unit or level; a unit's own stands before its level's."""

Season = Annotated[tuple[float, ...], Field(min_length=12, max_length=12)]
"""A factor for each month of the year."""


class Series(Row):
    """How one measure comes about in every unit that reports it: level × whole.

    The level is what `values` says for the unit, the whole is the sum that the series is made `of`, each 1 where
    left out: `values` alone is an amount, `of` alone a total, both together a share. `months_back` takes the
    whole from an earlier month, and from `opening` where there is none. `growth` is a share a year, in a straight
    line; `spread` is how far a month strays from the level, as a share of it. The figures of a series with `only`
    are reported in those months and no other. A `hidden` series is no measure: others are made of it, in the
    units and levels that `values` names.
    """

    id: Id
    hidden: bool = False
    of: Terms = ()
    months_back: Annotated[int, Field(ge=0, le=12)] = 0
    opening: ByUnit = Field(default={})
    values: ByUnit = Field(default={})
    season: Id | None = None
    growth: float = 0.0
    spread: Annotated[float, Field(ge=0)] = 0.0
    only: tuple[PlanMonth, ...] = ()
    source: str = ""
    zero_is_not_arisen: bool = False

    def concerns(self, plan: Plan, unit: Unit) -> bool:
        """Whether the unit has this series."""
        if self.hidden:
            return not {unit.id, unit.level}.isdisjoint(self.values)
        return unit.id in plan.reporters.get(self.id, ())


class Event(Row):
    """What happens to some series of one unit, or to its whole report where `series` is left out.

    `becomes` replaces the level with its season and spread; `times` and `plus` change the number that came out;
    `explained` is what the unit writes in the report beside a check that fails because of it; `states` says where a
    report stands that is not approved yet, and `because` why it was returned.
    """

    unit: Id
    series: Ids = ()
    becomes: Mapping[PlanMonth, float] = {}
    times: Mapping[PlanMonth, float] = {}
    plus: Mapping[PlanMonth, float] = {}
    not_arisen: tuple[PlanMonth, ...] = ()
    missing: tuple[PlanMonth, ...] = ()
    explained: Mapping[Id, Text] = {}
    states: Mapping[PlanMonth, ReportState] = Field(default={}, alias="state")
    because: Text | None = None

    @property
    def months(self) -> frozenset[Month]:
        return frozenset([*self.becomes, *self.times, *self.plus, *self.not_arisen, *self.missing, *self.states])


class TaskTold(Row):
    """How the parts of a task stand at the end of the story: those of some units or levels, or all of them.

    What is written for a unit stands before what is for its level, and that before what is for all. What is done is
    at 100 %, and names the day; nothing else does.
    """

    id: Id
    units: Ids = Field(default=(), alias="unit")
    state: TaskState
    percent: Annotated[int, Field(ge=0, le=99)] = 0
    document_number: Text | None = None
    document_date: dt.date | None = None
    done_on: dt.date | None = None
    note: Text | None = None


class NoteTold(Row):
    """A note on an indicator in a month; the scope is a unit below the authority, a level, or "all"."""

    indicator: Id
    scope: Id
    month: PlanMonth
    kind: NoteKind
    text: Text


class Story(Row):
    """A story file. A report is saved some `days_after_due` (negative: before its day) or up to two days earlier."""

    seed: Annotated[int, Field(ge=0)]
    last_month: PlanMonth
    saved_by: Text
    days_after_due: ByUnit
    seasons: Mapping[Id, Season] = Field(default={}, alias="season")
    series: tuple[Series, ...]
    events: tuple[Event, ...] = Field(default=(), alias="event")
    tasks: tuple[TaskTold, ...] = Field(default=(), alias="task")
    notes: tuple[NoteTold, ...] = Field(default=(), alias="note")


def load_story(path: Path, plan: Plan) -> Story:
    """Read the story of a plan; raises PlanRefused with every problem, and OSError where there is no such file."""
    return parse_story(path.read_text("utf-8"), plan, name=path.name)


def parse_story(text: str, plan: Plan, *, name: str) -> Story:
    """Turn the text of a story file into a story that fits the plan; raises PlanRefused with every problem."""
    try:
        story = Story.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise PlanRefused((Problem(name, "not_toml", {"reason": str(error)}),)) from error
    except ValidationError as error:
        raise PlanRefused(tuple(_faults(error))) from error
    problems = tuple(_problems(plan, story))
    if problems:
        raise PlanRefused(problems)
    return story


def _faults(error: ValidationError) -> Iterator[Problem]:
    for fault in error.errors(include_url=False):
        steps = [str(step + 1) if isinstance(step, int) else step for step in fault["loc"]]
        yield Problem(" → ".join(steps), fault["type"], {"written": fault["input"], **fault.get("ctx", {})})


def _problems(plan: Plan, story: Story) -> Iterator[Problem]:
    yield from _outside("last_month", story.last_month, first=plan.start, last=plan.last_month)
    told = [series.id for series in story.series]
    for name, times in Counter(told).items():
        if times > 1:
            yield Problem(f"[[series]] {name}", "duplicate_id", {"times": times})
    for name in sorted(plan.measure_of_id.keys() - set(told)):
        yield Problem(f"[[series]] {name}", "missing")
    yield from _by_unit(plan, "[days_after_due]", story.days_after_due, plan.reporting_units(story.last_month))
    for at, series in enumerate(story.series):
        yield from _series_problems(plan, story, series, made=told if series.months_back else told[:at])
    for number, event in enumerate(story.events, start=1):
        where = f"[[event]] {number}"
        yield from _unknown(f"{where} → unit", [event.unit], known=plan.unit_of_id, table="unit")
        yield from _unknown(f"{where} → series", event.series, known=told, table="series")
        yield from _unknown(f"{where} → explained", event.explained, known=plan.check_of_id, table="check")
        for month in sorted(event.months):
            yield from _outside(f"{where} → {month}", month, first=plan.start, last=story.last_month)
    yield from _task_problems(plan, story)
    for number, note in enumerate(story.notes, start=1):
        where = f"[[note]] {number}"
        yield from _unknown(f"{where} → indicator", [note.indicator], known=plan.indicator_of_id, table="indicator")
        yield from _unknown(f"{where} → scope", [note.scope], known=_scopes(plan), table="unit")
        yield from _outside(f"{where} → month", note.month, first=plan.start, last=story.last_month)


def _task_problems(plan: Plan, story: Story) -> Iterator[Problem]:
    """What is wrong with the tasks: unknown or heading sub-rows, units that do not lead them, days that cannot be."""
    headings = {task.parent for task in plan.tasks}
    led = {task.id: task for task in plan.tasks if task.id not in headings}
    for name, times in Counter((told.id, unit) for told in story.tasks for unit in told.units or (WHOLE,)).items():
        if times > 1:
            yield Problem(f"[[task]] {' → '.join(name)}", "duplicate_id", {"times": times})
    for told in story.tasks:
        where = f"[[task]] {told.id}"
        yield from _unknown(where, [told.id], known=led, table="task")
        if told.id in led:
            yield from _unknown(f"{where} → unit", told.units, known=_leads(plan, led[told.id]), table="unit")
        if (told.state is TaskState.DONE) != (told.done_on is not None):
            yield Problem(f"{where} → done_on", "missing" if told.done_on is None else "extra_forbidden")
        for key, day in (("document_date", told.document_date), ("done_on", told.done_on)):
            if day is not None and day > story.last_month.last_day:
                yield Problem(f"{where} → {key}", "less_than_equal", {"le": story.last_month.last_day})


def _leads(plan: Plan, task: Task) -> list[str]:
    """The units that lead a task, and their levels."""
    return [name for unit in leads_of(plan, task) for name in (unit.id, unit.level)]


def _scopes(plan: Plan) -> list[str]:
    return [WHOLE, *plan.level_of_id, *(unit.id for unit in plan.units if unit != plan.root)]


def _series_problems(plan: Plan, story: Story, series: Series, *, made: Sequence[str]) -> Iterator[Problem]:
    """What is wrong with one series; `made` are those that it can be made of."""
    where = f"[[series]] {series.id}"
    if not series.hidden:
        yield from _unknown(where, [series.id], known=plan.measure_of_id, table="measure")
    yield from _unknown(f"{where} → of", (term.measure for term in series.of), known=made, table="series")
    season = [] if series.season is None else [series.season]
    yield from _unknown(f"{where} → season", season, known=story.seasons, table="season")
    units = [unit for unit in plan.units if series.concerns(plan, unit)]
    needs_values = bool(series.values) or not series.of
    yield from _by_unit(plan, f"{where} → values", series.values, units if needs_values else [])
    yield from _by_unit(plan, f"{where} → opening", series.opening, units if series.months_back else [])


def _outside(where: str, month: Month, *, first: Month, last: Month) -> Iterator[Problem]:
    if month < first:
        yield Problem(where, "greater_than_equal", {"ge": first})
    if month > last:
        yield Problem(where, "less_than_equal", {"le": last})


def _by_unit(plan: Plan, where: str, written: ByUnit, units: Iterable[Unit]) -> Iterator[Problem]:
    """Names that are neither unit nor level, and units without a number."""
    yield from _unknown(where, written, known=[*plan.unit_of_id, *plan.level_of_id], table="unit")
    for unit in units:
        if {unit.id, unit.level}.isdisjoint(written):
            yield Problem(f"{where} → {unit.id}", "missing")


def _unknown(where: str, written: Iterable[str], *, known: Iterable[str], table: str) -> Iterator[Problem]:
    for name in sorted(set(written) - set(known)):
        yield Problem(where, "unknown_id", {"written": name, "table": table})
