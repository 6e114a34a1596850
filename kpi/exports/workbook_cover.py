"""The first sheet: whose report of what, how the plan stands, what is to be minded, and a way to every sheet."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kpi.exports.workbook_book import (
    BODY,
    CENTRED,
    HEAD,
    LINK,
    PLAIN,
    SECTION,
    SIZE,
    TITLE,
    Look,
    Sheet,
    lines,
    of_status,
)
from kpi.exports.workbook_cells import Cell
from kpi.plan import Indicator
from kpi.scoring import Score
from kpi.services.periodic import PeriodicReport
from kpi.targets import Status
from kpi.wording import labels, periodic_words, screens, status_words
from kpi.wording import workbook_words as words

_WIDTHS = (5, 30, 64, 30)
_LAST = len(_WIDTHS) - 1
_WIDE = sum(_WIDTHS[1:])
_CENTRED_LINE = replace(PLAIN, align="center", bold=True)
_MARK = replace(_CENTRED_LINE, size=14, ink="#8a1f11")


class Entry(NamedTuple):
    """A line of the index: a sheet, what it holds and, of an indicator, its status in words."""

    sheet: str
    holds: str
    said: str = ""
    status: Status | None = None

    @classmethod
    def of(cls, sheet: Sheet, indicator: Indicator, spoken: Score) -> "Entry":
        """The line of an indicator."""
        return cls(sheet.name, indicator.name, status_words.with_symbol(indicator, spoken), spoken.status)


def write_cover(sheet: Sheet, report: PeriodicReport, index: Sequence[Entry]) -> None:
    """The cover, which is made first and written when all sheets are known."""
    sheet.widths(*_WIDTHS)
    row = _write_title(sheet, report)
    plan, month = report.plan, report.month
    facts = (
        (words.PLAN, screens.plan_title(plan)),
        (words.COVERED, words.covered(report.cycle, month)),
        (words.FIGURES, periodic_words.as_of(report.approvals, month)),
        (words.MADE, words.made(report.made_at, report.made_by)),
    )
    for label, text in facts:
        row = _write_fact(sheet, row, label, text)
    row = _write_state(sheet, row + 1, report)
    sheet.text(Cell(row, 0), words.REMARKS, SECTION)
    for text in (*report.opening, *report.marks, words.HOW_TO_READ):
        row += 1
        sheet.across(Cell(row, 0), _LAST, f"- {text}", PLAIN)
        sheet.height(row, lines(f"- {text}", _WIDE))
    _write_index(sheet, row + 2, index)


def _write_title(sheet: Sheet, report: PeriodicReport) -> int:
    """The head of the page; the first row that is free below it."""
    subject = periodic_words.subject(report.cycle, report.month)
    texts: list[tuple[str, Look]] = [
        (report.plan.authority.upper(), _CENTRED_LINE),
        (periodic_words.KIND, replace(_CENTRED_LINE, size=TITLE.size)),
        (subject, replace(_CENTRED_LINE, size=13)),
    ]
    if report.demo:
        texts.append((f"{screens.DEMO_MARK} {screens.DEMO_NOTICE}", _MARK))
    for row, (text, look) in enumerate(texts):
        sheet.across(Cell(row, 0), _LAST, text, look)
        sheet.height(row, lines(text, _WIDE * SIZE / look.size * 0.8), size=look.size)
    return len(texts) + 1


def _write_fact(sheet: Sheet, row: int, label: str, text: str) -> int:
    sheet.across(Cell(row, 0), 1, label, replace(PLAIN, bold=True))
    sheet.across(Cell(row, 2), _LAST, text, PLAIN)
    sheet.height(row, lines(text, _WIDTHS[2] + _WIDTHS[3]))
    return row + 1


def _write_state(sheet: Sheet, row: int, report: PeriodicReport) -> int:
    sheet.across(Cell(row, 0), 1, words.STATE, HEAD)
    sheet.text(Cell(row, 2), words.COUNT, HEAD)
    for status, count in report.state.items():
        row += 1
        sheet.across(Cell(row, 0), 1, f"{labels.SYMBOL[status]} {labels.STATUS[status]}", of_status(BODY, status))
        sheet.number(Cell(row, 2), count, CENTRED)
    return row + 2


def _write_index(sheet: Sheet, row: int, index: Sequence[Entry]) -> None:
    sheet.text(Cell(row, 0), words.CONTENTS, SECTION)
    row += 1
    for column, head in enumerate(words.CONTENTS_HEAD):
        sheet.text(Cell(row, column), head, HEAD)
    for place, entry in enumerate(index, 1):
        at = row + place
        sheet.number(Cell(at, 0), place, CENTRED)
        sheet.link(Cell(at, 1), entry.sheet, entry.sheet, replace(LINK, boxed=True))
        sheet.text(Cell(at, 2), entry.holds, BODY)
        sheet.text(Cell(at, 3), entry.said, BODY if entry.status is None else of_status(BODY, entry.status))
        sheet.height(at, max(lines(entry.holds, _WIDTHS[2]), lines(entry.said, _WIDTHS[3])))
