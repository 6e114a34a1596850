"""Queries on the history."""

import json
from collections.abc import Generator, Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, RowMapping, func, insert, select

from kpi.figures import Revision, Stamp
from kpi.months import Month
from kpi.store import history, instants, tables

_BATCH = 1_000

FIGURE = "figure"
EXPLANATION = "explanation"
STATE = "state"
CORRECTION = "correction"
ACCOUNT = "account"
PLAN = "plan"
TEMPLATE = "template"
TASK = "task"
NOTE = "note"
NOTE_WITHDRAWN = "note_withdrawn"
MEETING = "meeting"
DECISION = "decision"
FOLLOW_UP = "follow_up"
ANSWER = "answer"
DEMO_FILLED = "demo_filled"
DEMO_REMOVED = "demo_removed"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a revision says beside its number and its stamp; `month` is an ordinal."""

    action: str
    unit: str = ""
    month: int | None = None
    subject: str = ""
    part: str = ""
    before: str | None = None
    after: str | None = None


def differences(before: Mapping[str, object] | None, after: Mapping[str, object]) -> tuple[str | None, str]:
    """What a revision tells of a change: JSON objects of the fields that differ, in the order of `after`.

    What is new has no before, and of its fields those that say something.

    >>> differences({"day": "2024-04-10", "chair": "luc"}, {"day": "2024-04-12", "chair": "luc"})
    ('{"day":"2024-04-10"}', '{"day":"2024-04-12"}')
    >>> differences(None, {"day": "2024-04-10", "done_on": None})
    (None, '{"day":"2024-04-10"}')
    """
    old = before or {}
    differing = [name for name in after if old.get(name) != after[name]]
    told = json_text({name: old[name] for name in differing if name in old})
    return None if before is None else told, json_text({name: after[name] for name in differing})


def json_text(value: object) -> str:
    """JSON as short as it can be, in its own letters."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def last_number(connection: Connection) -> int:
    """The number of the newest revision, 0 when there is none: the data version."""
    return connection.scalar(select(func.max(tables.revision.c.number))) or 0


def append(connection: Connection, entries: Sequence[Entry], stamp: Stamp) -> None:
    """Write one revision for each entry, numbered from `last_number` + 1, in a transaction of `writing`."""
    columns = tables.revision.c
    newest = connection.execute(select(columns.number, columns.hash).order_by(columns.number.desc()).limit(1)).first()
    last, previous_hash = (newest.number, newest.hash) if newest else (0, history.GENESIS)
    stamped = {"at": instants.instant_text(stamp.at), "who": stamp.who, "origin": stamp.origin, "reason": stamp.reason}
    rows = []
    for number, entry in enumerate(entries, start=last + 1):
        row = {"number": number, **stamped, **asdict(entry), "previous_hash": previous_hash}
        previous_hash = row["hash"] = history.row_hash(previous_hash, row)
        rows.append(row)
    if rows:
        connection.execute(insert(tables.revision), rows)


def newest_first(
    connection: Connection,
    *,
    unit: str | None,
    month: Month | None,
    subjects: Sequence[str] | None,
    who: str | None,
    before: int | None,
    limit: int,
) -> list[Revision]:
    """See `kpi.services.store.FigureStore.revisions`; no subject at all is asked for by an empty sequence."""
    columns = tables.revision.c
    query = select(tables.revision).order_by(columns.number.desc()).limit(limit)
    if unit is not None:
        query = query.where(columns.unit == unit)
    if month is not None:
        query = query.where(columns.month == month.ordinal)
    if subjects is not None:
        query = query.where(columns.subject.in_(list(subjects)))
    if who is not None:
        query = query.where(columns.who == who)
    if before is not None:
        query = query.where(columns.number < before)
    return [_revision(row) for row in connection.execute(query).mappings()]


def in_order(connection: Connection) -> Generator[Mapping[str, object], None, None]:
    """Every row of the history from the first on, as stored, without holding them all in memory."""
    query = select(tables.revision).order_by(tables.revision.c.number)
    with connection.execute(query, execution_options={"yield_per": _BATCH}) as result:
        for row in result.mappings():
            yield {str(column): value for column, value in row.items()}


def is_demo(connection: Connection) -> bool:
    """Whether demonstration figures were filled in and not removed since."""
    columns = tables.revision.c
    events = select(columns.action).where(columns.action.in_((DEMO_FILLED, DEMO_REMOVED)))
    return connection.scalar(events.order_by(columns.number.desc()).limit(1)) == DEMO_FILLED


def _revision(row: RowMapping) -> Revision:
    return Revision(
        number=row["number"],
        stamp=Stamp(row["who"], instants.instant(row["at"]), row["origin"], row["reason"]),
        action=row["action"],
        unit=row["unit"],
        month=None if row["month"] is None else Month.from_ordinal(row["month"]),
        subject=row["subject"],
        part=row["part"],
        before=row["before"],
        after=row["after"],
    )
