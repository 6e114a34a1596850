"""What changed since a version: figures set and withdrawn, among all or among those of approved reports."""

from collections.abc import Iterator

from sqlalchemy import Connection, and_, select

from kpi.figures import FigureRow, ReportState
from kpi.store import figures, revisions, tables
from kpi.store.reports import Place

Changed = tuple[list[FigureRow], list[FigureRow]]
"""Figures set, and figures withdrawn, these without a value."""

_TRACED = (
    *(revisions.FIGURE, revisions.EXPLANATION, revisions.STATE, revisions.CORRECTION),
    *(revisions.ACCOUNT, revisions.PLAN, revisions.TEMPLATE, revisions.TASK, revisions.NOTE, revisions.NOTE_WITHDRAWN),
    *(revisions.MEETING, revisions.DECISION, revisions.FOLLOW_UP, revisions.ANSWER),
)
"""What the history records figure by figure, or what brings no figures; anything else replaces many at once."""


def since(connection: Connection, version: int) -> Changed | None:
    """What was touched after revision `version`; None when the history cannot tell it figure by figure."""
    if _replaced_many(connection, version):
        return None
    put: list[FigureRow] = []
    withdrawn: list[FigureRow] = []
    for row, present, _state in _touched(connection, version):
        (put if present else withdrawn).append(row)
    return put, withdrawn


def approved_since(connection: Connection, version: int) -> Changed | None:
    """The same for a reader who knows the figures of the reports that were approved at `version`.

    A report that became approved brings all its figures, one that ceased to be takes them all away.
    """
    if _replaced_many(connection, version):
        return None
    came, left = _came_and_left(connection, version)
    whole = figures.of_places(connection, came | left)
    put = [row for row in whole if _place(row) in came]
    withdrawn = [row._replace(value=None) for row in whole if _place(row) in left]
    for row, present, state in _touched(connection, version):
        if _place(row) in left:
            withdrawn += [] if present else [row]
        elif _place(row) not in came and state == ReportState.APPROVED:
            (put if present else withdrawn).append(row)
    return put, withdrawn


def _replaced_many(connection: Connection, version: int) -> bool:
    past = tables.revision.c
    query = select(past.number).where(past.number > version, past.action.not_in(_TRACED))
    return connection.execute(query.limit(1)).first() is not None


def _touched(connection: Connection, version: int) -> Iterator[tuple[FigureRow, bool, str | None]]:
    """Each figure that a revision names: the row now, whether there is one, and the state of its report."""
    past, current, standing = tables.revision.c, tables.figure.c, tables.report.c
    keys = select(past.unit, past.subject.label("measure"), past.month, past.part)
    touched = keys.where(past.number > version, past.action == revisions.FIGURE).distinct().subquery()
    same = and_(*(touched.c[column.name] == column for column in figures.KEY))
    here = and_(standing.unit == touched.c.unit, standing.month == touched.c.month)
    joined = touched.outerjoin(tables.figure, same).outerjoin(tables.report, here)
    query = select(*touched.c, current.value, current.revision, standing.state).select_from(joined)
    for *row, revision, state in connection.execute(query):
        yield FigureRow._make(row), revision is not None, state


def _came_and_left(connection: Connection, version: int) -> tuple[set[Place], set[Place]]:
    """The reports that are approved and were not at `version`, and those that were and are not."""
    past = tables.revision.c
    query = select(past.unit, past.month, past.before, past.after).order_by(past.number)
    before: dict[Place, bool] = {}
    now: dict[Place, bool] = {}
    for unit, month, old, new in connection.execute(query.where(past.number > version, past.action == revisions.STATE)):
        before.setdefault((unit, month), old == ReportState.APPROVED)
        now[unit, month] = new == ReportState.APPROVED
    came = {place for place, approved in now.items() if approved and not before[place]}
    left = {place for place, approved in now.items() if before[place] and not approved}
    return came, left


def _place(row: FigureRow) -> Place:
    return row.unit, row.month
