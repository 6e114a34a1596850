"""Whether the current figures and reports are those that the history tells of.

A chain that holds says nothing of a figure that somebody changed beside it, in the database file. What the
demonstration filled in at once is told of as a number only, and is not compared until somebody changes it.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from kpi.figures import Figure, FigureKey, ReportState
from kpi.months import Month
from kpi.store import history, revisions, tables

_Place = tuple[object, ...]


def first_contradicted(connection: Connection) -> int | None:
    """The lowest number of a revision that a current figure or report contradicts; None where none does.

    What the history tells nothing of contradicts the newest.
    """
    told = _told(connection)
    stored = _figures(connection) | _reports(connection)
    demo, newest = _demo(connection), revisions.last_number(connection)
    wrong = [
        told[place][0] if place in told else newest
        for place in told.keys() | stored.keys()
        if not _agree(told.get(place), stored.get(place), demo=demo)
    ]
    return min(wrong, default=None)


def _agree(told: tuple[int, str | None] | None, stored: tuple[int | None, str] | None, *, demo: int) -> bool:
    """`told`: the last revision of a place and what it says; `stored`: the revision it names and what stands there."""
    if told is None:
        return stored is not None and (stored[0] in {None, demo} and (demo > 0 or stored[1] == ReportState.DRAFT))
    if stored is None:
        return told[1] is None
    return told[1] == stored[1] and stored[0] in {None, told[0]}


def _told(connection: Connection) -> Mapping[_Place, tuple[int, str | None]]:
    """The last revision of each figure and each report's state, since a demonstration was last removed."""
    past = tables.revision.c
    began = select(past.number).where(past.action == revisions.DEMO_REMOVED).order_by(past.number.desc()).limit(1)
    since = connection.scalar(began) or 0
    query = (
        select(past.number, past.action, past.unit, past.month, past.subject, past.part, past.after)
        .where(past.number > since, past.action.in_((revisions.FIGURE, revisions.STATE)))
        .order_by(past.number)
    )
    return {
        (action, unit, month, subject, part): (number, after)
        for number, action, unit, month, subject, part, after in connection.execute(query)
    }


def _demo(connection: Connection) -> int:
    """The revision that filled the demonstration in, 0 where there is none."""
    if not revisions.is_demo(connection):
        return 0
    past = tables.revision.c
    filled = select(past.number).where(past.action == revisions.DEMO_FILLED).order_by(past.number.desc()).limit(1)
    return connection.scalar(filled) or 0


def _figures(connection: Connection) -> dict[_Place, tuple[int | None, str]]:
    query = select(tables.figure)
    return {
        (revisions.FIGURE, row.unit, row.month, row.measure, row.part): (row.revision, _text(row.value, row.source))
        for row in connection.execute(query)
    }


def _text(value: float | None, source: str) -> str:
    nowhere = FigureKey("", "", Month(2000, 1))
    return history.figure_text(Figure(nowhere, value, source)) or ""


def _reports(connection: Connection) -> dict[_Place, tuple[int | None, str]]:
    query = select(tables.report.c.unit, tables.report.c.month, tables.report.c.state)
    return {(revisions.STATE, unit, month, "", ""): (None, state) for unit, month, state in connection.execute(query)}
