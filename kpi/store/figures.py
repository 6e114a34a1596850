"""Queries on figures. Bulk reading gives plain rows as the driver streams them, never objects of the ORM."""

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, delete, func, insert, select

from kpi.figures import Figure, FigureKey, FigureRow
from kpi.months import Month
from kpi.store import revisions, tables

_BATCH = 10_000
_KEY = (tables.figure.c.unit, tables.figure.c.measure, tables.figure.c.month, tables.figure.c.part)
_TRACED = (revisions.FIGURE, revisions.EXPLANATION, revisions.STATE)
"""What the history records figure by figure, or what brings no figures; anything else replaces many at once."""


def stream(connection: Connection) -> Iterator[FigureRow]:
    """Every current figure, some thousands in memory at a time."""
    query = select(*_KEY, tables.figure.c.value)
    with connection.execute(query, execution_options={"yield_per": _BATCH}) as result:
        yield from map(FigureRow._make, result)


def any_stored(connection: Connection) -> bool:
    return connection.execute(select(tables.figure.c.unit).limit(1)).first() is not None


def last_revision(connection: Connection) -> int:
    """The highest revision that any current figure names, 0 when there are none."""
    return connection.scalar(select(func.max(tables.figure.c.revision))) or 0


def of_unit(connection: Connection, unit: str, months: Iterable[Month]) -> list[Figure]:
    columns = tables.figure.c
    return _figures(connection, columns.unit == unit, columns.month.in_([month.ordinal for month in months]))


def of_measures(connection: Connection, measures: Iterable[str], first: Month, last: Month) -> list[Figure]:
    columns = tables.figure.c
    within = columns.month.between(first.ordinal, last.ordinal)
    return _figures(connection, columns.measure.in_(list(measures)), within)


def changed_since(connection: Connection, version: int) -> tuple[list[FigureRow], list[FigureRow]] | None:
    """Figures set and figures withdrawn after revision `version`; None when the history cannot tell them one by one."""
    past, current = tables.revision.c, tables.figure.c
    since = past.number > version
    if connection.execute(select(past.number).where(since, past.action.not_in(_TRACED)).limit(1)).first():
        return None
    keys = select(past.unit, past.subject.label("measure"), past.month, past.part)
    touched = keys.where(since, past.action == revisions.FIGURE).distinct().subquery()
    same = and_(*(touched.c[column.name] == column for column in _KEY))
    query = select(*touched.c, current.value, current.revision).select_from(touched.outerjoin(tables.figure, same))
    put: list[FigureRow] = []
    withdrawn: list[FigureRow] = []
    for *row, revision in connection.execute(query):
        (withdrawn if revision is None else put).append(FigureRow._make(row))
    return put, withdrawn


def replace(connection: Connection, figures: Mapping[FigureKey, tuple[Figure | None, int]]) -> None:
    """Set, or with None withdraw, the figure of each key; the number is the revision that says so."""
    if not figures:
        return
    same = and_(*(column == bindparam(f"at_{column.name}") for column in _KEY))
    keys = [{f"at_{name}": value for name, value in _key(key).items()} for key in figures]
    connection.execute(delete(tables.figure).where(same), keys)
    add(connection, ((figure, number) for figure, number in figures.values() if figure is not None))


def add(connection: Connection, figures: Iterable[tuple[Figure, int]]) -> int:
    """Insert figures, each with the number of its revision; returns how many."""
    rows = (
        {**_key(figure.key), "value": exact(figure.value), "source": figure.source, "revision": number}
        for figure, number in figures
    )
    count = 0
    while batch := list(islice(rows, _BATCH)):
        connection.execute(insert(tables.figure), batch)
        count += len(batch)
    return count


def exact(value: float | None) -> float | None:
    """The value as a float64; raises ValueError on NaN, infinity and whole numbers that a float64 would round."""
    if value is None:
        return None
    number = float(value)
    if not math.isfinite(number) or number != value:
        raise ValueError(f"not a number that can be stored: {value}")
    return number + 0.0  # no negative zero


def _figures(connection: Connection, *conditions: ColumnElement[bool]) -> list[Figure]:
    query = select(*_KEY, tables.figure.c.value, tables.figure.c.source).where(*conditions)
    return sorted((_figure(row) for row in connection.execute(query)), key=lambda figure: figure.key)


def _figure(row: Row[str, str, int, str, float | None, str]) -> Figure:
    unit, measure, month, part, value, source = row
    return Figure(FigureKey(unit, measure, Month.from_ordinal(month), part), value, source)


def _key(key: FigureKey) -> dict[str, object]:
    return {"unit": key.unit, "measure": key.measure, "month": key.month.ordinal, "part": key.part}
