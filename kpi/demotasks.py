"""Telling a demonstration story: how its tasks stand at its end, and the notes on its indicators."""

import datetime as dt

from kpi.demostory import NoteTold, Story, TaskTold
from kpi.notes import Note
from kpi.plan import Plan, Unit
from kpi.tasks import WHOLE_PERCENT, TaskProgress, TaskState, leads_of

_OFFICE_CLOSES = dt.time(9, 30, tzinfo=dt.UTC)


def tell_tasks(plan: Plan, story: Story) -> tuple[TaskProgress, ...]:
    """The parts of tasks that the story tells of, each saved when it was done, or on the last day of the story.

    A unit that does not exist at the end of the story says nothing.
    """
    return tuple(
        _progress(plan, story, told, unit)
        for task in plan.tasks
        for unit in leads_of(plan, task)
        if unit.exists_in(story.last_month) and (told := _told(story, task.id, unit)) is not None
    )


def tell_notes(plan: Plan, story: Story) -> tuple[Note, ...]:
    """The notes of the story, each written when the reports of its month were due."""
    return tuple(_note(plan, story, told) for told in story.notes)


def _told(story: Story, task: str, unit: Unit) -> TaskTold | None:
    """What the story tells of a unit's part: for the unit, for its level, or for all who lead the task."""
    rows = [told for told in story.tasks if told.id == task]
    own = [told for told in rows if unit.id in told.units]
    of_level = [told for told in rows if unit.level in told.units]
    return next(iter([*own, *of_level, *(told for told in rows if not told.units)]), None)


def _progress(plan: Plan, story: Story, told: TaskTold, unit: Unit) -> TaskProgress:
    return TaskProgress(
        plan=plan.id,
        task=told.id,
        unit=unit.id,
        state=told.state,
        percent=WHOLE_PERCENT if told.state is TaskState.DONE else told.percent,
        document_number=told.document_number or "",
        document_date=told.document_date,
        note=told.note or "",
        done_on=told.done_on,
        saved_at=_evening(told.done_on or story.last_month.last_day),
        saved_by=story.saved_by,
    )


def _note(plan: Plan, story: Story, told: NoteTold) -> Note:
    at = _evening(plan.due_day(told.month))
    return Note(plan.id, told.indicator, told.scope, told.month, told.kind, told.text, story.saved_by, at)


def _evening(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, _OFFICE_CLOSES)
