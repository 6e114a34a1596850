"""The sheets that are lists: tasks, decisions, findings and the history, each under one head with a filter."""

import datetime as dt
from collections.abc import Iterable, Sequence

from kpi.exports.workbook_book import BODY, CENTRED, DAY, HEAD, LINK, MONTH, NOTE, TITLE, Sheet, tallest
from kpi.exports.workbook_cells import Cell
from kpi.months import Month
from kpi.services.periodic import PeriodicReport
from kpi.tasks import TaskRow
from kpi.wording import decision_words, finding_words, history_words, task_words
from kpi.wording import workbook_words as words

_HEAD = 3

Entry = str | int | dt.datetime | dt.date | Month | None
"""What a list holds: a moment knows its zone, None is an empty cell."""


def write_tasks(sheet: Sheet, report: PeriodicReport, *, index: str) -> None:
    """Every task of the appendix as of the report's day, headings too."""
    rows = [row for part in report.areas for top in part.tasks for row in (top, *top.below)]
    ahead = {row.task.id for row in report.ahead}
    widths = (7, 22, 48, 28, 24, 15, 12, 15, 8, 8, 13, 9)
    entries = (_task(report, row, is_ahead=row.task.id in ahead) for row in rows)
    note = task_words.day_line(report.day)
    _write_list(sheet, words.TASKS_HEAD, widths, entries, note=note, index=index)


def _task(report: PeriodicReport, row: TaskRow, *, is_ahead: bool) -> Sequence[Entry]:
    task = row.task
    return (
        task.id,
        task_words.area(report.plan, task.area),
        task.text,
        task.product,
        task_words.leads(report.plan, row),
        task.time,
        task.due,
        words.task_status(row),
        row.percent,
        row.late_days or None,
        task_words.done_of(row),
        words.DUE_NEXT if is_ahead else None,
    )


def write_decisions(sheet: Sheet, report: PeriodicReport, *, index: str) -> None:
    """What meetings decided and is still open."""
    entries = (
        (
            place,
            one.text,
            decision_words.unit_name(report.plan, one.unit),
            one.due,
            f"{decision_words.symbol(one, report.day)} {decision_words.standing(one, report.day)}",
        )
        for place, one in enumerate(report.decisions, 1)
    )
    note = task_words.day_line(report.day)
    _write_list(sheet, words.DECISIONS_HEAD, (5, 80, 30, 13, 24), entries, note=note, index=index)


def write_findings(sheet: Sheet, report: PeriodicReport, *, index: str) -> None:
    """What needs attention, the most pressing first."""
    entries = (
        (place, finding_words.RULE[found.rule][0], sentence)
        for place, (found, sentence) in enumerate(zip(report.findings, report.pressing, strict=True), 1)
    )
    _write_list(sheet, words.FINDINGS_HEAD, (5, 36, 110), entries, note=finding_words.RULES_HINT, index=index)


def write_history(sheet: Sheet, report: PeriodicReport, *, index: str) -> None:
    """What happened to the reports of the period, newest first."""
    entries = (
        (
            place,
            one.stamp.at,
            history_words.who(one, report.names),
            words.scope_known(report.plan, one.unit),
            one.month,
            history_words.sentence(report.plan, one, report.names),
            one.stamp.reason,
            history_words.origin(one.stamp.origin),
        )
        for place, one in enumerate(report.revisions or (), 1)
    )
    widths = (6, 18, 24, 24, 10, 80, 30, 24)
    _write_list(sheet, words.HISTORY_HEAD, widths, entries, note=words.HOLDS_HISTORY, index=index)
    if not report.revisions:
        sheet.across(Cell(_HEAD + 1, 0), len(widths) - 1, words.NOTHING_CHANGED, BODY)


def _write_list(
    sheet: Sheet,
    head: Sequence[str],
    widths: Sequence[float],
    rows: Iterable[Sequence[Entry]],
    *,
    note: str,
    index: str,
) -> None:
    last = len(head) - 1
    sheet.widths(*widths)
    sheet.link(Cell(0, 0), index, words.BACK, LINK)
    sheet.across(Cell(1, 0), last, sheet.name, TITLE)
    sheet.height(1, 1, size=TITLE.size)
    sheet.across(Cell(2, 0), last, note, NOTE)
    for column, text in enumerate(head):
        sheet.text(Cell(_HEAD, column), text, HEAD)
    sheet.height(_HEAD, tallest(head, widths))
    row = _HEAD
    for row, entries in enumerate(rows, _HEAD + 1):
        for column, entry in enumerate(entries):
            _write_entry(sheet, Cell(row, column), entry)
        sheet.height(row, tallest([one if isinstance(one, str) else "" for one in entries], widths))
    sheet.made.autofilter(_HEAD, 0, row, last)
    sheet.made.freeze_panes(_HEAD + 1, 1)
    sheet.made.repeat_rows(_HEAD)


def _write_entry(sheet: Sheet, cell: Cell, entry: Entry) -> None:
    match entry:
        case None:
            sheet.blank(cell)
        case str():
            sheet.text(cell, entry, BODY)
        case int():
            sheet.number(cell, entry, CENTRED)
        case Month():
            sheet.day(cell, entry.first_day, MONTH)
        case dt.datetime():
            sheet.moment(cell, entry)
        case dt.date():
            sheet.day(cell, entry, DAY)
