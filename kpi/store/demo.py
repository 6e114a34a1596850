"""Demonstration figures: filled into an empty store, removed from a demonstration store, one revision each."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, delete

from kpi.figures import Figure, Report, Stamp
from kpi.services.store import NotDemo, NotEmpty
from kpi.store import figures, reports, revisions, tables
from kpi.store.revisions import Entry


def fill(connection: Connection, new_figures: Iterable[Figure], new_reports: Iterable[Report], stamp: Stamp) -> None:
    """Insert everything; the revision's `after` is the number of figures. Raises NotEmpty."""
    if not is_empty(connection):
        raise NotEmpty
    number = revisions.last_number(connection) + 1
    count = figures.add(connection, ((figure, number) for figure in new_figures))
    reports.add(connection, (_saved(report, stamp) for report in new_reports))
    revisions.append(connection, [Entry(revisions.DEMO_FILLED, after=str(count))], stamp)


def remove(connection: Connection, stamp: Stamp) -> None:
    """Delete everything but the history; the revision's `before` is the number of figures. Raises NotDemo."""
    if not revisions.is_demo(connection):
        raise NotDemo
    count = connection.execute(delete(tables.figure)).rowcount
    for table in (tables.explanation, tables.report, tables.draft):
        connection.execute(delete(table))
    revisions.append(connection, [Entry(revisions.DEMO_REMOVED, before=str(count))], stamp)


def is_empty(connection: Connection) -> bool:
    return not figures.any_stored(connection) and not reports.any_stored(connection)


def _saved(report: Report, stamp: Stamp) -> Report:
    """The report as a saved one: what it does not say about its saving, the stamp says."""
    return replace(
        report,
        version=max(report.version, 1),
        saved_at=report.saved_at or stamp.at,
        saved_by=report.saved_by or stamp.who,
    )
