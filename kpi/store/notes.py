"""Notes on the points of indicators. One that was withdrawn stays in its table, where nothing shows it any more."""

import json
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, RowMapping, insert, select, update

from kpi.figures import Stamp
from kpi.months import Month
from kpi.notes import Note, NoteKind
from kpi.store import instants, revisions, tables
from kpi.store.revisions import Entry


def of_plan(connection: Connection, plan: str, *, indicator: str | None) -> list[Note]:
    """By month and number."""
    columns = tables.note.c
    about = [] if indicator is None else [columns.indicator == indicator]
    return _notes(connection, columns.plan == plan, *about)


def of_number(connection: Connection, number: int) -> Note | None:
    found = _notes(connection, tables.note.c.number == number)
    return found[0] if found else None


def any_stored(connection: Connection) -> bool:
    """Whether there is a note that was not withdrawn."""
    columns = tables.note.c
    return connection.execute(select(columns.number).where(columns.withdrawn_at.is_(None)).limit(1)).first() is not None


def keep(connection: Connection, note: Note, stamp: Stamp) -> Note:
    """Insert a note of the stamp's author and time, under a number that no other ever had."""
    written = replace(note, who=stamp.who, at=instants.in_utc(stamp.at))
    query = insert(tables.note).values(_row(written)).returning(tables.note.c.number)
    kept = replace(written, number=connection.execute(query).scalar_one())
    revisions.append(connection, [_entry(revisions.NOTE, kept, after=text(kept))], stamp)
    return kept


def add(connection: Connection, notes: Iterable[Note]) -> None:
    """Insert notes that say who wrote them and when; each gets a number."""
    rows = [_row(note) for note in notes]
    if rows:
        connection.execute(insert(tables.note), rows)


def withdraw(connection: Connection, number: int, stamp: Stamp) -> None:
    """Mark a note as withdrawn; raises LookupError where there is none, or was withdrawn before."""
    note = of_number(connection, number)
    if note is None:
        raise LookupError(number)
    revisions.append(connection, [_entry(revisions.NOTE_WITHDRAWN, note, before=text(note))], stamp)
    here = tables.note.c.number == number
    connection.execute(update(tables.note).where(here).values(withdrawn_at=instants.instant_text(stamp.at)))


def text(note: Note) -> str:
    """A note as the history tells it, beside where it belongs.

    >>> text(Note("ninh-son-2024", "on_time", "22831", Month(2024, 5), NoteKind.EVENT, "Cap giay dong loat", number=3))
    '{"number":3,"kind":"event","text":"Cap giay dong loat"}'
    """
    fields = {"number": note.number, "kind": note.kind.value, "text": note.text}
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _entry(action: str, note: Note, *, before: str | None = None, after: str | None = None) -> Entry:
    """The scope stands where other revisions have their unit, so that the history of a unit has its notes."""
    month = note.month.ordinal
    return Entry(action, unit=note.scope, month=month, subject=note.indicator, before=before, after=after)


def _notes(connection: Connection, *conditions: ColumnElement[bool]) -> list[Note]:
    columns = tables.note.c
    query = select(tables.note).where(columns.withdrawn_at.is_(None), *conditions)
    return [_note(row) for row in connection.execute(query.order_by(columns.month, columns.number)).mappings()]


def _note(row: RowMapping) -> Note:
    return Note(
        plan=row["plan"],
        indicator=row["indicator"],
        scope=row["scope"],
        month=Month.from_ordinal(row["month"]),
        kind=NoteKind(row["kind"]),
        text=row["text"],
        who=row["who"],
        at=instants.instant(row["at"]),
        number=row["number"],
    )


def _row(note: Note) -> dict[str, object]:
    assert note.at is not None, "a stored note was written at some time"
    return {
        "plan": note.plan,
        "indicator": note.indicator,
        "scope": note.scope,
        "month": note.month.ordinal,
        "kind": note.kind.value,
        "text": note.text,
        "who": note.who,
        "at": instants.instant_text(note.at),
    }
