"""Saving one report: its figures, its explanations, its state, and the history of what changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from kpi.figures import Change, Figure, FigureKey, Report, ReportState, Stamp
from kpi.services.store import StaleReport
from kpi.store import figures, history, instants, reports, revisions
from kpi.store.revisions import Entry


def save(
    connection: Connection,
    report: Report,
    *,
    changes: Sequence[Change],
    explanations: Mapping[str, str],
    stamp: Stamp,
) -> Report:
    """Save one report in a transaction of `writing`; see `kpi.services.store.FigureStore.save_report`.

    Only what differs from the stored figures, explanations and state becomes a revision; without any, a report that
    was saved before stays as it was, with its version. Raises ValueError on a change of another report.
    """
    stored = reports.read(connection, report.unit, report.month)
    if stored.version != report.version:
        raise StaleReport(stored)
    last = revisions.last_number(connection)
    entries, touched = _figure_entries(connection, report, changes, last)
    entries += _explanation_entries(stored, explanations)
    entries += _standing_entries(stored, report.state, touched=len(touched))
    if not entries and stored.version:
        return stored
    saved = _saved(report, explanations, stamp)
    revisions.append(connection, entries, stamp)
    figures.replace(connection, touched)
    reports.replace(connection, saved) if stored.version else reports.add(connection, [saved])
    return saved


def _saved(report: Report, explanations: Mapping[str, str], stamp: Stamp) -> Report:
    """The report as it will be read back."""
    return replace(
        report,
        version=report.version + 1,
        saved_at=instants.in_utc(stamp.at),
        saved_by=stamp.who,
        explanations=dict(explanations),
    )


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


def _standing_entries(stored: Report, state: ReportState, *, touched: int) -> Iterator[Entry]:
    """The step to another state; or, where figures of an approved report change, how many were corrected."""
    unit, month = stored.unit, stored.month.ordinal
    if stored.state != state:
        yield Entry(revisions.STATE, unit, month, before=stored.state.value, after=state.value)
    elif state is ReportState.APPROVED and touched:
        yield Entry(revisions.CORRECTION, unit, month, after=str(touched))
