"""Monthly reports as rows: reading them, inserting them, replacing one."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, exists, insert, select, update

from kpi.figures import Report, ReportState
from kpi.months import Month
from kpi.store import instants, tables

Place = tuple[str, int]
"""A unit and the ordinal of a month: where a report belongs."""


def read(connection: Connection, unit: str, month: Month) -> Report:
    """The report, version 0 when never saved."""
    columns = tables.report.c
    found = _reports(connection, columns.unit == unit, columns.month == month.ordinal)
    return found[0] if found else Report(unit, month)


def between(connection: Connection, first: Month, last: Month) -> list[Report]:
    """By month and unit."""
    return _reports(connection, tables.report.c.month.between(first.ordinal, last.ordinal))


def any_stored(connection: Connection) -> bool:
    return connection.execute(select(tables.report.c.unit).limit(1)).first() is not None


def approved_places(connection: Connection) -> frozenset[Place]:
    """Where reports are approved."""
    columns = tables.report.c
    query = select(columns.unit, columns.month).where(columns.state == ReportState.APPROVED.value)
    return frozenset((unit, month) for unit, month in connection.execute(query))


def is_approved(unit: ColumnElement[str], month: ColumnElement[int]) -> ColumnElement[bool]:
    """The condition that the report of a unit and a month is approved.

    Not a join: SQLite would begin with the reports and read all figures of a unit for each of its months.
    """
    columns = tables.report.c
    return exists().where(columns.unit == unit, columns.month == month, columns.state == ReportState.APPROVED.value)


def add(connection: Connection, reports: Iterable[Report]) -> int:
    """Insert reports with their explanations; returns how many."""
    new = list(reports)
    if new:
        connection.execute(insert(tables.report), [{**_key(report), **_standing(report)} for report in new])
    _add_explanations(connection, new)
    return len(new)


def replace(connection: Connection, report: Report) -> None:
    """Put a report and its explanations in place of the stored ones."""
    standing, words = tables.report.c, tables.explanation.c
    here = (standing.unit == report.unit, standing.month == report.month.ordinal)
    connection.execute(update(tables.report).where(*here).values(**_standing(report)))
    there = (words.unit == report.unit, words.month == report.month.ordinal)
    connection.execute(delete(tables.explanation).where(*there))
    _add_explanations(connection, [report])


def _add_explanations(connection: Connection, reports: Iterable[Report]) -> None:
    rows = [
        {**_key(report), "check_id": check, "text": text}
        for report in reports
        for check, text in report.explanations.items()
    ]
    if rows:
        connection.execute(insert(tables.explanation), rows)


def _reports(connection: Connection, *conditions: ColumnElement[bool]) -> list[Report]:
    words = tables.explanation.c
    joined = tables.report.outerjoin(tables.explanation)
    query = select(tables.report, words.check_id, words.text).select_from(joined).where(*conditions)
    standing: dict[tuple[int, str], RowMapping] = {}
    explanations: dict[tuple[int, str], dict[str, str]] = defaultdict(dict)
    for row in connection.execute(query).mappings():
        place = row["month"], row["unit"]
        standing[place] = row
        if row["check_id"] is not None:
            explanations[place][row["check_id"]] = row["text"]
    return [_report(standing[place], explanations[place]) for place in sorted(standing)]


def _report(row: RowMapping, explanations: dict[str, str]) -> Report:
    return Report(
        unit=row["unit"],
        month=Month.from_ordinal(row["month"]),
        state=ReportState(row["state"]),
        version=row["version"],
        saved_at=instants.instant(row["saved_at"]),
        saved_by=row["saved_by"],
        explanations=explanations,
        submitted_at=instants.instant_or_none(row["submitted_at"]),
        submitted_by=row["submitted_by"],
        first_submitted_at=instants.instant_or_none(row["first_submitted_at"]),
        decided_at=instants.instant_or_none(row["decided_at"]),
        decided_by=row["decided_by"],
        returned_because=row["returned_because"],
        corrected_at=instants.instant_or_none(row["corrected_at"]),
        corrected_by=row["corrected_by"],
    )


def _key(report: Report) -> dict[str, object]:
    return {"unit": report.unit, "month": report.month.ordinal}


def _standing(report: Report) -> dict[str, object]:
    assert report.saved_at is not None, "a stored report was saved at some time"
    return {
        "state": report.state.value,
        "version": report.version,
        "saved_at": instants.instant_text(report.saved_at),
        "saved_by": report.saved_by,
        "submitted_at": instants.text_or_none(report.submitted_at),
        "submitted_by": report.submitted_by,
        "first_submitted_at": instants.text_or_none(report.first_submitted_at),
        "decided_at": instants.text_or_none(report.decided_at),
        "decided_by": report.decided_by,
        "returned_because": report.returned_because,
        "corrected_at": instants.text_or_none(report.corrected_at),
        "corrected_by": report.corrected_by,
    }
