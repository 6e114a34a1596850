"""Where the tasks of the plan stand (nhiệm vụ): what each lead unit says of its part, and what that adds up to."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from kpi.plan import WHOLE, Plan, Task, Unit

WHOLE_PERCENT = 100


class TaskState(StrEnum):
    """What a lead unit says of its part."""

    NOT_STARTED = "not_started"
    DOING = "doing"
    DONE = "done"


class TaskStanding(StrEnum):
    """Where a task or a part of it stands on a day, the most pressing first."""

    LATE = "late"
    DOING = "doing"
    NOT_STARTED = "not_started"
    ON_EVENT = "on_event"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that proves a product; its content is kept by `hash` (SHA-256, hex)."""

    hash: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """An evidence with its bytes."""

    evidence: Evidence
    content: bytes

    @classmethod
    def of(cls, name: str, content: bytes) -> "EvidenceFile":
        return cls(Evidence(sha256(content).hexdigest(), name, len(content)), content)

    @property
    def is_whole(self) -> bool:
        """Whether the bytes are those that the evidence speaks of."""
        return self == EvidenceFile.of(self.evidence.name, self.content)


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """What one lead unit last said of its part of a task of a plan; version 0: nothing yet.

    `percent` is 0 to 100; `document_number` and `document_date` are those of the product; `done_on` is the day on
    which it was finished, and None unless the state is done.
    """

    plan: str
    task: str
    unit: str
    state: TaskState = TaskState.NOT_STARTED
    percent: int = 0
    document_number: str = ""
    document_date: dt.date | None = None
    evidence: Evidence | None = None
    note: str = ""
    done_on: dt.date | None = None
    version: int = 0
    saved_at: dt.datetime | None = None
    saved_by: str = ""


Progresses = Mapping[tuple[str, str], TaskProgress]
"""By task and unit."""


def leads_of(plan: Plan, task: Task) -> tuple[Unit, ...]:
    """The units that answer for a task: those it names, and every unit of the levels it names.

    "all" are the units below the authority.
    """
    return tuple(unit for unit in plan.units if _is_named(plan, unit, task.lead))


def _is_named(plan: Plan, unit: Unit, names: Sequence[str]) -> bool:
    return unit.id in names or unit.level in names or (WHOLE in names and unit != plan.root)


def partners_of(plan: Plan, task: Task) -> tuple[str, ...]:
    """The names of the units and levels that work along; "all" are the levels below the authority."""
    below = {unit.level for unit in plan.units if unit != plan.root}
    levels = {level.id: level.name for level in plan.levels}
    named = levels | {unit.id: unit.name for unit in plan.units}
    everybody = [name for level, name in levels.items() if level in below]
    found = (everybody if one == WHOLE else [named[one]] for one in task.partners)
    return tuple(dict.fromkeys(name for names in found for name in names))


def part_standing(task: Task, progress: TaskProgress | None, day: dt.date) -> TaskStanding:
    """Where one unit's part stands on a day: what was finished after the day was not finished yet.

    A task is late from the day after it is due; one that waits for an event or runs all year has no such day.
    """
    state = TaskState.NOT_STARTED if progress is None else progress.state
    if state is TaskState.DONE and progress is not None and (progress.done_on is None or progress.done_on <= day):
        return TaskStanding.DONE
    if task.due is not None and task.due < day:
        return TaskStanding.LATE
    if state is TaskState.NOT_STARTED:
        return TaskStanding.ON_EVENT if task.timing == "event" else TaskStanding.NOT_STARTED
    return TaskStanding.DOING


_MOST_PRESSING_FIRST = tuple(TaskStanding)


def joint_standing(standings: Iterable[TaskStanding]) -> TaskStanding:
    """Where a whole stands by its parts: late when one is late, done when all are, doing when some have begun.

    Raises ValueError of no parts.
    """
    found = set(standings)
    if TaskStanding.LATE in found:
        return TaskStanding.LATE
    if TaskStanding.DONE in found and len(found) > 1:
        return TaskStanding.DOING
    return min(found, key=_MOST_PRESSING_FIRST.index)


@dataclass(frozen=True, slots=True)
class TaskPart:
    """One lead unit's part of a task on a day; `late_days` is 0 unless it is late or was finished late."""

    unit: Unit
    progress: TaskProgress
    standing: TaskStanding
    late_days: int

    @property
    def percent(self) -> int:
        """How much of it is done: 100 once it is, and at most 99 before."""
        done = self.standing is TaskStanding.DONE
        return WHOLE_PERCENT if done else min(self.progress.percent, WHOLE_PERCENT - 1)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task on a day: its parts by lead unit or, where it heads sub-rows, the rows below it and no parts of its own.

    `percent` is the mean of its parts, or of its rows, rounded down: 100 only when all is done. `late_days` is that
    of what is late the longest, 0 where nothing is late.
    """

    task: Task
    parts: tuple[TaskPart, ...]
    standing: TaskStanding
    percent: int
    late_days: int
    below: tuple["TaskRow", ...] = ()

    @property
    def done(self) -> int:
        return sum(part.standing is TaskStanding.DONE for part in self.parts)


def task_rows(plan: Plan, progresses: Progresses, day: dt.date) -> tuple[TaskRow, ...]:
    """The tasks of the appendix on a day, in its order; sub-rows stand below their heading.

    A heading is as the rows below it are together. A task has the parts of the units that exist on the day; a unit
    that began after the task was due never owed it.
    """
    return tuple(_row(plan, task, progresses, day) for task in plan.tasks if task.parent is None)


def _row(plan: Plan, task: Task, progresses: Progresses, day: dt.date) -> TaskRow:
    below = tuple(_row(plan, one, progresses, day) for one in plan.tasks if one.parent == task.id)
    owing = [unit for unit in leads_of(plan, task) if _owes(unit, task, day)] if not below else []
    parts = tuple(_part(plan, task, unit, progresses, day) for unit in owing)
    percents = [part.percent for part in parts] + [row.percent for row in below]
    standings = [part.standing for part in parts] + [row.standing for row in below]
    late = [part.late_days for part in parts if part.standing is TaskStanding.LATE] + [row.late_days for row in below]
    return TaskRow(
        task,
        parts,
        joint_standing(standings) if standings else TaskStanding.NOT_STARTED,
        sum(percents) // len(percents) if percents else 0,
        max(late, default=0),
        below,
    )


def _owes(unit: Unit, task: Task, day: dt.date) -> bool:
    begins = unit.valid_from or dt.date.min
    ends = unit.valid_until or dt.date.max
    return begins <= day <= ends and (task.due is None or begins <= task.due)


def _part(plan: Plan, task: Task, unit: Unit, progresses: Progresses, day: dt.date) -> TaskPart:
    progress = progresses.get((task.id, unit.id), TaskProgress(plan.id, task.id, unit.id))
    standing = part_standing(task, progress, day)
    return TaskPart(unit, progress, standing, _late_days(task, progress, standing, day))


def _late_days(task: Task, progress: TaskProgress, standing: TaskStanding, day: dt.date) -> int:
    if task.due is None or standing not in {TaskStanding.LATE, TaskStanding.DONE}:
        return 0
    end = progress.done_on if standing is TaskStanding.DONE and progress.done_on is not None else day
    return max(0, (end - task.due).days)


def leaves(rows: Sequence[TaskRow]) -> tuple[TaskRow, ...]:
    """The rows that have parts, without the headings."""
    return tuple(leaf for row in rows for leaf in (leaves(row.below) if row.below else (row,)))


def rows_of_unit(rows: Sequence[TaskRow], unit: str) -> tuple[tuple[TaskRow, TaskPart], ...]:
    """A unit's own parts with the rows they belong to, the most pressing first, then by due day."""
    own = [(row, part) for row in leaves(rows) for part in row.parts if part.unit.id == unit]
    return tuple(
        sorted(own, key=lambda one: (_MOST_PRESSING_FIRST.index(one[1].standing), one[0].task.due or dt.date.max))
    )


def rows_of_indicator(rows: Sequence[TaskRow], indicator: str) -> tuple[TaskRow, ...]:
    """The tasks that serve an indicator, late ones first."""
    own = [row for row in leaves(rows) if indicator in row.task.indicators]
    return tuple(sorted(own, key=lambda row: _MOST_PRESSING_FIRST.index(row.standing)))
