"""What meetings decided, and the dated notes on what became of it."""

import datetime as dt
import json
from collections import defaultdict
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, RowMapping, func, insert, select, update

from kpi.figures import Stamp
from kpi.meetings import Decision, FollowUp, Meeting
from kpi.services.store import StaleDecision
from kpi.store import instants, meetings, revisions, tables
from kpi.store.revisions import Entry, differences, json_text


def of(connection: Connection, *, meeting: int | None, unit: str | None) -> list[Decision]:
    """By number, with their follow-ups."""
    columns = tables.decision.c
    of_meeting = [] if meeting is None else [columns.meeting == meeting]
    of_unit = [] if unit is None else [columns.unit == unit]
    return _decisions(connection, *of_meeting, *of_unit)


def of_number(connection: Connection, number: int) -> Decision | None:
    found = _decisions(connection, tables.decision.c.number == number)
    return found[0] if found else None


def save(connection: Connection, decision: Decision, stamp: Stamp) -> Decision:
    """Save a decision in a transaction of `writing`; see `kpi.services.store.MeetingStore.save_decision`."""
    stored = _stored(connection, decision)
    saved = after(stored, decision, stamp)
    meeting = _meeting_of(connection, saved)
    before_text, after_text = texts(stored, saved)
    if stored is not None and before_text == after_text:
        return stored
    saved = _keep(connection, saved)
    here = Entry(revisions.DECISION, saved.unit, month=meeting.month.ordinal, subject=str(saved.number))
    revisions.append(connection, [replace(here, before=before_text, after=after_text)], stamp)
    return saved


def after(stored: Decision | None, wanted: Decision, stamp: Stamp) -> Decision:
    """A decision as a save leaves it, where its number is known; what nobody writes stays as it is stored.

    Raises ValueError where it says to be of another meeting or item than it was.
    """
    if stored is None:
        at = instants.in_utc(stamp.at)
        return replace(wanted, version=1, made_by=stamp.who, made_at=at, follow_ups=())
    if (stored.meeting, stored.item) != (wanted.meeting, wanted.item):
        raise ValueError(f"a decision of another meeting or item: {wanted.meeting}, {wanted.item}")
    written = replace(stored, text=wanted.text, unit=wanted.unit, due=wanted.due, done_on=wanted.done_on)
    return replace(written, version=stored.version + 1)


def texts(before: Decision | None, saved: Decision) -> tuple[str | None, str]:
    """What the history tells of a save: the fields that differ and, of a new decision, its meeting.

    >>> item = meetings.item_of({"kind": "unit", "subject": "22828"})
    >>> made = Decision(4, "Bo sung nhan su", "22828", dt.date(2024, 4, 30), item)
    >>> texts(made, replace(made, done_on=dt.date(2024, 5, 2)))
    ('{"done_on":null}', '{"done_on":"2024-05-02"}')
    """
    return differences(None if before is None else _told(before), _told(saved))


def add_follow_up(connection: Connection, number: int, text: str, stamp: Stamp) -> Decision:
    """Write what became of a decision, in a transaction of `writing`; raises LookupError where there is none."""
    decision = of_number(connection, number)
    if decision is None:
        raise LookupError(number)
    written = FollowUp(text, stamp.who, instants.in_utc(stamp.at))
    columns = tables.follow_up.c
    last = connection.scalar(select(func.max(columns.number)).where(columns.decision == number)) or 0
    row = {"text": text, "who": written.who, "at": instants.instant_text(written.at)}
    connection.execute(insert(tables.follow_up), [{"decision": number, "number": last + 1, **row}])
    month = _meeting_of(connection, decision).month.ordinal
    entry = Entry(revisions.FOLLOW_UP, decision.unit, month=month, subject=str(number), after=text)
    revisions.append(connection, [entry], stamp)
    return replace(decision, follow_ups=(*decision.follow_ups, written))


def _stored(connection: Connection, decision: Decision) -> Decision | None:
    """The decision as it is stored, None when it is new; raises LookupError and StaleDecision."""
    if decision.number == 0:
        return None
    stored = of_number(connection, decision.number)
    if stored is None:
        raise LookupError(decision.number)
    if stored.version != decision.version:
        raise StaleDecision(stored)
    return stored


def _meeting_of(connection: Connection, decision: Decision) -> Meeting:
    meeting = meetings.of_number(connection, decision.meeting)
    if meeting is None:
        raise LookupError(decision.meeting)
    return meeting


def _keep(connection: Connection, decision: Decision) -> Decision:
    """Write a decision over the one of its number; one without gets a number that no other ever had."""
    columns = tables.decision.c
    if decision.number:
        connection.execute(update(tables.decision).where(columns.number == decision.number).values(_row(decision)))
        return decision
    query = insert(tables.decision).values(_row(decision)).returning(columns.number)
    return replace(decision, number=connection.execute(query).scalar_one())


def _told(decision: Decision) -> dict[str, object]:
    return {
        "text": decision.text,
        "unit": decision.unit,
        "due": decision.due.isoformat(),
        "done_on": _day_text(decision.done_on),
        "meeting": decision.meeting,
    }


def _decisions(connection: Connection, *conditions: ColumnElement[bool]) -> list[Decision]:
    written = tables.follow_up.c
    follow_ups: defaultdict[int, list[FollowUp]] = defaultdict(list)
    joined = select(tables.follow_up).select_from(tables.follow_up.join(tables.decision)).where(*conditions)
    for row in connection.execute(joined.order_by(written.decision, written.number)).mappings():
        follow_ups[row["decision"]].append(FollowUp(row["text"], row["who"], instants.instant(row["at"])))
    query = select(tables.decision).where(*conditions).order_by(tables.decision.c.number)
    return [_decision(row, follow_ups[row["number"]]) for row in connection.execute(query).mappings()]


def _decision(row: RowMapping, follow_ups: list[FollowUp]) -> Decision:
    return Decision(
        meeting=row["meeting"],
        text=row["text"],
        unit=row["unit"],
        due=dt.date.fromisoformat(row["due"]),
        item=meetings.item_of(json.loads(row["item"])),
        number=row["number"],
        version=row["version"],
        made_by=row["made_by"],
        made_at=instants.instant(row["made_at"]),
        done_on=None if row["done_on"] is None else dt.date.fromisoformat(row["done_on"]),
        follow_ups=tuple(follow_ups),
    )


def _row(decision: Decision) -> dict[str, object]:
    return {
        "meeting": decision.meeting,
        "text": decision.text,
        "unit": decision.unit,
        "due": decision.due.isoformat(),
        "item": json_text(meetings.item_fields(decision.item)),
        "version": decision.version,
        "made_by": decision.made_by,
        "made_at": instants.text_or_none(decision.made_at),
        "done_on": _day_text(decision.done_on),
    }


def _day_text(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
