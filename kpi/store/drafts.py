"""What people have typed in the form of a report and not saved yet."""

import datetime as dt
import json
from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from kpi.months import Month
from kpi.store import instants, tables


def read(connection: Connection, unit: str, month: Month, person: str) -> dict[str, str]:
    """Field to text; empty when there is no draft."""
    text = connection.scalar(select(tables.draft.c.fields).where(*_place(unit, month, person)))
    fields: dict[str, str] = {} if text is None else json.loads(text)
    return fields


def keep(
    connection: Connection, unit: str, month: Month, person: str, *, fields: Mapping[str, str], at: dt.datetime
) -> None:
    """Replace the draft; empty fields forget it."""
    forget(connection, unit, month, person)
    if fields:
        text = json.dumps(dict(fields), ensure_ascii=False)
        place = {"unit": unit, "month": month.ordinal, "person": person}
        connection.execute(insert(tables.draft).values(**place, fields=text, saved_at=instants.instant_text(at)))


def forget(connection: Connection, unit: str, month: Month, person: str) -> None:
    connection.execute(delete(tables.draft).where(*_place(unit, month, person)))


def _place(unit: str, month: Month, person: str) -> tuple[ColumnElement[bool], ...]:
    columns = tables.draft.c
    return columns.unit == unit, columns.month == month.ordinal, columns.person == person
