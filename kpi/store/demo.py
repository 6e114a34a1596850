"""A demonstration: filled into an empty store, removed from a demonstration store, one revision each."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import Connection, delete

from kpi.figures import Figure, Report, Stamp
from kpi.notes import Note
from kpi.services.store import NotDemo, NotEmpty
from kpi.store import figures, meetings, notes, reports, revisions, tables, tasks
from kpi.store.revisions import Entry
from kpi.tasks import TaskProgress

Saved = TypeVar("Saved", Report, TaskProgress)

_OF_A_DEMONSTRATION = (
    *(tables.explanation, tables.report, tables.draft),
    *(tables.task_progress, tables.evidence, tables.note),
    *(tables.follow_up, tables.decision, tables.snapshot, tables.meeting),
)
"""What is removed beside the figures, what refers to something before it."""


def fill(
    connection: Connection,
    new_figures: Iterable[Figure],
    new_reports: Iterable[Report],
    stamp: Stamp,
    *,
    new_progresses: Iterable[TaskProgress],
    new_notes: Iterable[Note],
) -> None:
    """Insert everything; the revision's `after` is the number of figures. Raises NotEmpty."""
    other_parts = (tasks.any_stored, notes.any_stored, meetings.any_stored)
    if not is_empty(connection) or any(stored(connection) for stored in other_parts):
        raise NotEmpty
    number = revisions.last_number(connection) + 1
    count = figures.add(connection, ((figure, number) for figure in new_figures))
    reports.add(connection, (_saved(report, stamp) for report in new_reports))
    tasks.add(connection, (_saved(progress, stamp) for progress in new_progresses))
    notes.add(connection, (_written(note, stamp) for note in new_notes))
    revisions.append(connection, [Entry(revisions.DEMO_FILLED, after=str(count))], stamp)


def remove(connection: Connection, stamp: Stamp) -> None:
    """Delete everything but the history; the revision's `before` is the number of figures. Raises NotDemo."""
    if not revisions.is_demo(connection):
        raise NotDemo
    count = connection.execute(delete(tables.figure)).rowcount
    for table in _OF_A_DEMONSTRATION:
        connection.execute(delete(table))
    revisions.append(connection, [Entry(revisions.DEMO_REMOVED, before=str(count))], stamp)


def is_empty(connection: Connection) -> bool:
    return not figures.any_stored(connection) and not reports.any_stored(connection)


def _saved(told: Saved, stamp: Stamp) -> Saved:
    """A report or a progress as a saved one: what it does not say about its saving, the stamp says."""
    return replace(
        told,
        version=max(told.version, 1),
        saved_at=told.saved_at or stamp.at,
        saved_by=told.saved_by or stamp.who,
    )


def _written(note: Note, stamp: Stamp) -> Note:
    return replace(note, who=note.who or stamp.who, at=note.at or stamp.at)
