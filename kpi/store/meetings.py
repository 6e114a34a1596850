"""Review meetings and what they looked at."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, insert, select, update

from kpi.figures import Stamp
from kpi.meetings import TRANSITIONS, AgendaItem, ItemKind, Meeting, MeetingState, Snapshot
from kpi.months import Month
from kpi.services.store import StaleMeeting
from kpi.store import instants, revisions, tables
from kpi.store.revisions import Entry, differences, json_text

_STEPS = frozenset((before, after) for (before, _step), after in TRANSITIONS.items())


def of_plan(connection: Connection, plan: str) -> list[Meeting]:
    """The last day first; of one day, the highest number."""
    found = _meetings(connection, tables.meeting.c.plan == plan)
    return sorted(found, key=lambda meeting: (meeting.day, meeting.number), reverse=True)


def of_number(connection: Connection, number: int) -> Meeting | None:
    found = _meetings(connection, tables.meeting.c.number == number)
    return found[0] if found else None


def any_stored(connection: Connection) -> bool:
    return connection.execute(select(tables.meeting.c.number).limit(1)).first() is not None


def save(connection: Connection, meeting: Meeting, stamp: Stamp, *, content: bytes | None) -> Meeting:
    """Save a meeting in a transaction of `writing`; see `kpi.services.store.MeetingStore.save_meeting`."""
    stored = _stored(connection, meeting)
    frozen = None if content is None else Snapshot.of(meeting.number, content)
    saved = after(stored, meeting, stamp, frozen=frozen)
    before_text, after_text = texts(stored, saved, frozen=frozen)
    if stored is not None and before_text == after_text:
        return stored
    saved = _keep(connection, saved)
    if frozen is not None:
        row = {"meeting": saved.number, "content": frozen.content, "hash": frozen.hash}
        connection.execute(insert(tables.snapshot), [row])
    here = Entry(revisions.MEETING, month=saved.month.ordinal, subject=str(saved.number))
    revisions.append(connection, [replace(here, before=before_text, after=after_text)], stamp)
    return saved


def after(stored: Meeting | None, wanted: Meeting, stamp: Stamp, *, frozen: Snapshot | None) -> Meeting:
    """A meeting as a save leaves it, where its number is known; what nobody writes stays as it is stored.

    Starting it brings its first item up. Raises ValueError where it is about another plan or month than it was,
    where it may not step to its state, and where it starts and is not frozen or is frozen and does not start.
    """
    was = stored or Meeting(wanted.plan, wanted.month, wanted.day, wanted.chair, prepared_by=stamp.who)
    if (was.plan, was.month) != (wanted.plan, wanted.month):
        raise ValueError(f"a meeting of another plan or month: {wanted.plan}, {wanted.month}")
    if was.state is not wanted.state and (was.state, wanted.state) not in _STEPS:
        raise ValueError(f"a meeting that is {was.state} is not {wanted.state} next")
    starts = wanted.state is MeetingState.RUNNING and was.state is not MeetingState.RUNNING
    if starts is not (frozen is not None):
        raise ValueError("a meeting is frozen when it starts, once")
    at = instants.in_utc(stamp.at)
    saved = replace(
        was,
        day=wanted.day,
        chair=wanted.chair,
        participants=wanted.participants,
        agenda=wanted.agenda,
        state=wanted.state,
        version=was.version + 1,
    )
    if starts:
        return replace(saved, started_at=at, place=0, shown_at=at)
    ends = saved.state is MeetingState.CLOSED and was.state is not saved.state
    return replace(saved, closed_at=at) if ends else saved


def texts(before: Meeting | None, saved: Meeting, *, frozen: Snapshot | None) -> tuple[str | None, str]:
    """What the history tells of a save: the fields that differ, and what was frozen by it.

    >>> march = Meeting("ninh-son-2024", Month(2024, 3), dt.date(2024, 4, 10), "luc.tran")
    >>> texts(march, replace(march, state=MeetingState.RUNNING), frozen=Snapshot(1, b"", "e3b0"))
    ('{"state":"prepared"}', '{"state":"running","snapshot":"e3b0"}')
    """
    hashed = {} if frozen is None else {"snapshot": frozen.hash}
    return differences(None if before is None else _told(before), _told(saved) | hashed)


def show(connection: Connection, number: int, place: int, at: dt.datetime) -> None:
    """Note which item is on the screen; nothing happens unless it is running and showed another."""
    columns = tables.meeting.c
    elsewhere = (columns.number == number, columns.state == MeetingState.RUNNING.value, columns.place != place)
    shown = {"place": place, "shown_at": instants.instant_text(at)}
    connection.execute(update(tables.meeting).where(*elsewhere).values(shown))


def snapshot_of(connection: Connection, number: int) -> Snapshot | None:
    columns = tables.snapshot.c
    row = connection.execute(select(tables.snapshot).where(columns.meeting == number)).mappings().first()
    return None if row is None else Snapshot(row["meeting"], row["content"], row["hash"])


def item_fields(item: AgendaItem) -> dict[str, Any]:
    """An agenda item as a JSON object."""
    return asdict(item) | {"kind": item.kind.value}


def item_of(fields: Mapping[str, Any]) -> AgendaItem:
    """The agenda item of a JSON object."""
    return AgendaItem(**{**fields, "kind": ItemKind(fields["kind"])})


def _stored(connection: Connection, meeting: Meeting) -> Meeting | None:
    """The meeting as it is stored, None when it is new; raises LookupError and StaleMeeting."""
    if meeting.number == 0:
        return None
    stored = of_number(connection, meeting.number)
    if stored is None:
        raise LookupError(meeting.number)
    if stored.version != meeting.version:
        raise StaleMeeting(stored)
    return stored


def _keep(connection: Connection, meeting: Meeting) -> Meeting:
    """Write a meeting over the one of its number; one without gets a number that no other ever had."""
    columns = tables.meeting.c
    if meeting.number:
        connection.execute(update(tables.meeting).where(columns.number == meeting.number).values(_row(meeting)))
        return meeting
    query = insert(tables.meeting).values(_row(meeting)).returning(columns.number)
    return replace(meeting, number=connection.execute(query).scalar_one())


def _told(meeting: Meeting) -> dict[str, object]:
    return {
        "day": meeting.day.isoformat(),
        "chair": meeting.chair,
        "participants": list(meeting.participants),
        "agenda": [item_fields(item) for item in meeting.agenda],
        "state": meeting.state.value,
    }


def _meetings(connection: Connection, *conditions: ColumnElement[bool]) -> list[Meeting]:
    query = select(tables.meeting).where(*conditions)
    return [_meeting(row) for row in connection.execute(query).mappings()]


def _meeting(row: RowMapping) -> Meeting:
    return Meeting(
        plan=row["plan"],
        month=Month.from_ordinal(row["month"]),
        day=dt.date.fromisoformat(row["day"]),
        chair=row["chair"],
        participants=tuple(json.loads(row["participants"])),
        agenda=tuple(item_of(fields) for fields in json.loads(row["agenda"])),
        state=MeetingState(row["state"]),
        number=row["number"],
        version=row["version"],
        prepared_by=row["prepared_by"],
        started_at=instants.instant_or_none(row["started_at"]),
        closed_at=instants.instant_or_none(row["closed_at"]),
        place=row["place"],
        shown_at=instants.instant_or_none(row["shown_at"]),
    )


def _row(meeting: Meeting) -> dict[str, object]:
    return {
        "plan": meeting.plan,
        "month": meeting.month.ordinal,
        "day": meeting.day.isoformat(),
        "chair": meeting.chair,
        "participants": json_text(meeting.participants),
        "agenda": json_text([item_fields(item) for item in meeting.agenda]),
        "state": meeting.state.value,
        "version": meeting.version,
        "prepared_by": meeting.prepared_by,
        "started_at": instants.text_or_none(meeting.started_at),
        "closed_at": instants.text_or_none(meeting.closed_at),
        "place": meeting.place,
        "shown_at": instants.text_or_none(meeting.shown_at),
    }
