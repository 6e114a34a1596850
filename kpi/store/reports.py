"""Monthly reports: reading them, and saving one with its figures, explanations and history."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from kpi.figures import Change, Figure, FigureKey, Report, ReportState, Stamp
from kpi.months import Month
from kpi.services.store import StaleReport
from kpi.store import drafts, figures, history, revisions, tables
from kpi.store.revisions import Entry


def read(connection: Connection, unit: str, month: Month) -> Report:
    """The report, version 0 when never saved."""
    columns = tables.report.c
    found = _reports(connection, month, columns.unit == unit)
    return found[0] if found else Report(unit, month)


def of_month(connection: Connection, month: Month) -> list[Report]:
    return _reports(connection, month)


def any_stored(connection: Connection) -> bool:
    return connection.execute(select(tables.report.c.unit).limit(1)).first() is not None


def save(
    connection: Connection,
    report: Report,
    *,
    changes: Sequence[Change],
    explanations: Mapping[str, str],
    stamp: Stamp,
) -> Report:
    """Save one report in a transaction of `writing`; see `kpi.services.store.Store.save_report`.

    Only what differs from the stored figures, explanations and state becomes a revision; without any,
    a report that was saved before keeps its version. Raises ValueError on a change of another report.
    """
    stored = read(connection, report.unit, report.month)
    if stored.version != report.version:
        raise StaleReport(stored)
    last = revisions.last_number(connection)
    entries, touched = _figure_entries(connection, report, changes, last)
    entries += _explanation_entries(stored, explanations)
    entries += _state_entries(stored, report.state)
    drafts.forget(connection, report.unit, report.month, stamp.who)
    if not entries and stored.version:
        return stored
    saved = replace(
        report,
        version=stored.version + 1,
        saved_at=stamp.at.astimezone(dt.UTC),
        saved_by=stamp.who,
        explanations=dict(explanations),
    )
    revisions.append(connection, entries, stamp)
    figures.replace(connection, touched)
    _update(connection, saved) if stored.version else add(connection, [saved])
    return saved


def add(connection: Connection, reports: Iterable[Report]) -> int:
    """Insert reports with their explanations; returns how many."""
    new = list(reports)
    if new:
        connection.execute(insert(tables.report), [{**_key(report), **_standing(report)} for report in new])
    _add_explanations(connection, new)
    return len(new)


def _update(connection: Connection, report: Report) -> None:
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


def _figure_entries(
    connection: Connection, report: Report, changes: Sequence[Change], last: int
) -> tuple[list[Entry], dict[FigureKey, tuple[Figure | None, int]]]:
    """The real changes as history, and what each touched figure becomes with which revision."""
    current = {figure.key: figure for figure in figures.of_unit(connection, report.unit, [report.month])}
    entries: list[Entry] = []
    touched: dict[FigureKey, tuple[Figure | None, int]] = {}
    for change in changes:
        key, after = change.key, change.after
        if (key.unit, key.month) != (report.unit, report.month) or (after is not None and after.key != key):
            raise ValueError(f"not a figure of this report: {change}")
        if after is not None:
            after = replace(after, value=figures.exact(after.value))
        before = touched[key][0] if key in touched else current.get(key)
        if before == after:
            continue
        texts = (history.figure_text(before), history.figure_text(after))
        entries.append(Entry(revisions.FIGURE, key.unit, key.month.ordinal, key.measure, key.part, *texts))
        touched[key] = (after, last + len(entries))
    return entries, touched


def _explanation_entries(stored: Report, explanations: Mapping[str, str]) -> Iterator[Entry]:
    for check in sorted({*stored.explanations, *explanations}):
        before, after = stored.explanations.get(check), explanations.get(check)
        if before != after:
            place = (stored.unit, stored.month.ordinal, check, "")
            yield Entry(revisions.EXPLANATION, *place, before, after)


def _state_entries(stored: Report, state: ReportState) -> Iterator[Entry]:
    if stored.state != state:
        yield Entry(revisions.STATE, stored.unit, stored.month.ordinal, "", "", stored.state.value, state.value)


def _reports(connection: Connection, month: Month, *conditions: ColumnElement[bool]) -> list[Report]:
    columns, words = tables.report.c, tables.explanation.c
    joined = tables.report.outerjoin(tables.explanation)
    query = select(tables.report, words.check_id, words.text).select_from(joined)
    rows = connection.execute(query.where(columns.month == month.ordinal, *conditions)).all()
    explanations: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        if row.check_id is not None:
            explanations[row.unit][row.check_id] = row.text
    return [
        Report(
            unit=unit,
            month=month,
            state=ReportState(row.state),
            version=row.version,
            saved_at=dt.datetime.fromisoformat(row.saved_at),
            saved_by=row.saved_by,
            explanations=explanations[unit],
        )
        for unit, row in sorted({row.unit: row for row in rows}.items())
    ]


def _key(report: Report) -> dict[str, object]:
    return {"unit": report.unit, "month": report.month.ordinal}


def _standing(report: Report) -> dict[str, object]:
    assert report.saved_at is not None, "a stored report was saved at some time"
    return {
        "state": report.state.value,
        "version": report.version,
        "saved_at": tables.instant_text(report.saved_at),
        "saved_by": report.saved_by,
    }
