"""Queries on figures. Bulk reading gives plain rows as the driver streams them, never objects of the ORM."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, delete, func, insert, select

from kpi.figures import Figure, FigureKey, FigureRow
from kpi.months import Month
from kpi.store import reports, tables
from kpi.store.reports import Place

_BATCH = 10_000
KEY = (tables.figure.c.unit, tables.figure.c.measure, tables.figure.c.month, tables.figure.c.part)


def stream(connection: Connection, *, approved: bool) -> Iterator[FigureRow]:
    """Every current figure, some thousands in memory at a time; with `approved` those of approved reports.

    The approved reports are few beside the figures: to look in a set of them costs a quarter of a subquery's price.
    """
    query = select(*KEY, tables.figure.c.value)
    places = reports.approved_places(connection) if approved else frozenset()
    with connection.execute(query, execution_options={"yield_per": _BATCH}) as result:
        rows = map(FigureRow._make, result)
        yield from (row for row in rows if (row[0], row[2]) in places) if approved else rows


def any_stored(connection: Connection) -> bool:
    return connection.execute(select(tables.figure.c.unit).limit(1)).first() is not None


def last_revision(connection: Connection) -> int:
    """The highest revision that any current figure names, 0 when there are none."""
    return connection.scalar(select(func.max(tables.figure.c.revision))) or 0


def of_unit(connection: Connection, unit: str, months: Iterable[Month], *, approved: bool = False) -> list[Figure]:
    columns = tables.figure.c
    within = columns.month.in_([month.ordinal for month in months])
    return _figures(connection, columns.unit == unit, within, approved=approved)


def of_measures(
    connection: Connection, measures: Iterable[str], first: Month, last: Month, *, approved: bool = False
) -> list[Figure]:
    columns = tables.figure.c
    within = columns.month.between(first.ordinal, last.ordinal)
    return _figures(connection, columns.measure.in_(list(measures)), within, approved=approved)


def of_places(connection: Connection, places: Collection[Place]) -> list[FigureRow]:
    """The current figures of these units and months."""
    if not places:
        return []
    columns = tables.figure.c
    units, months = ({place[index] for place in places} for index in (0, 1))
    query = select(*KEY, columns.value).where(columns.unit.in_(units), columns.month.in_(months))
    rows = map(FigureRow._make, connection.execute(query))
    return [row for row in rows if (row.unit, row.month) in places]


def names(connection: Connection, column: ColumnElement[str]) -> frozenset[str]:
    """What stands in an indexed column of the figures, found by going from each name to the next."""
    found = select(func.min(column).label("name")).cte("found", recursive=True)
    following = select(func.min(column)).where(column > found.c.name).scalar_subquery()
    found = found.union_all(select(following).where(found.c.name.is_not(None)))
    return frozenset(connection.scalars(select(found.c.name).where(found.c.name.is_not(None))))


def parts(connection: Connection) -> frozenset[str]:
    """The parts that figures are broken down by, found by reading all."""
    column = tables.figure.c.part
    return frozenset(connection.scalars(select(column).where(column != "").distinct()))


def replace(connection: Connection, figures: Mapping[FigureKey, tuple[Figure | None, int]]) -> None:
    """Set, or with None withdraw, the figure of each key; the number is the revision that says so."""
    if not figures:
        return
    same = and_(*(column == bindparam(f"at_{column.name}") for column in KEY))
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


def _figures(connection: Connection, *conditions: ColumnElement[bool], approved: bool) -> list[Figure]:
    query = select(*KEY, tables.figure.c.value, tables.figure.c.source).where(*conditions)
    if approved:
        query = query.where(reports.is_approved(tables.figure.c.unit, tables.figure.c.month))
    return sorted((_figure(row) for row in connection.execute(query)), key=lambda figure: figure.key)


def _figure(row: Row[str, str, int, str, float | None, str]) -> Figure:
    unit, measure, month, part, value, source = row
    return Figure(FigureKey(unit, measure, Month.from_ordinal(month), part), value, source)


def _key(key: FigureKey) -> dict[str, object]:
    return {"unit": key.unit, "measure": key.measure, "month": key.month.ordinal, "part": key.part}
