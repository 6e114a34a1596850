"""The periodic report as an Excel workbook: every total is a formula over the sheet of raw figures."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from kpi.exports.workbook_book import Book
from kpi.exports.workbook_cover import Entry, write_cover
from kpi.exports.workbook_indicator import write_indicator
from kpi.exports.workbook_levels import levels_shown, write_level
from kpi.exports.workbook_lists import write_decisions, write_findings, write_history, write_tasks
from kpi.exports.workbook_matrix import write_matrix
from kpi.exports.workbook_names import sheet_names
from kpi.exports.workbook_raw import whole_figures, write_raw
from kpi.months import Period
from kpi.services.periodic import PeriodicReport
from kpi.wording import periodic_words, screens
from kpi.wording import workbook_words as words


class _List(NamedTuple):
    name: str
    holds: str
    write: Callable[..., None]


def workbook(report: PeriodicReport) -> bytes:
    """The report as the bytes of an .xlsx.

    Cells hold the report's numbers, and formulas that give the same ones over the raw figures. The history is in it
    where the report has one.
    """
    subject, mark = periodic_words.subject(report.cycle, report.month), screens.DEMO_MARK if report.demo else ""
    book = Book(subject, author=report.plan.authority, at=report.made_at, mark=mark)
    lines, levels = report.lines, levels_shown(report)
    periods, lists = tuple(_periods(report)), tuple(_lists(report))
    wanted = (
        words.COVER,
        *(words.matrix_sheet(period) for period in periods),
        *(level.name for level in levels),
        *(words.indicator_sheet(place, line.indicator) for place, line in enumerate(lines, 1)),
        words.RAW,
        *(one.name for one in lists),
    )
    names = sheet_names(wanted, unnamed=words.UNNAMED)
    sheets = iter([book.add(name, landscape=name != names[0]) for name in names])
    cover, *of_periods = islice(sheets, 1 + len(periods))
    of_levels, of_lines = tuple(islice(sheets, len(levels))), tuple(islice(sheets, len(lines)))
    raw, *of_lists = sheets
    whole, index = whole_figures(report.figures), cover.name
    results = {
        line.indicator.id: write_indicator(book, sheet, report, line, whole=whole, index=index)
        for sheet, line in zip(of_lines, lines, strict=True)
    }
    for sheet, period in zip(of_periods, periods, strict=True):
        write_matrix(sheet, report, period, results=results, index=index)
    for sheet, level in zip(of_levels, levels, strict=True):
        write_level(sheet, report, level, results=results, index=index)
    write_raw(book, raw, report)
    for sheet, one in zip(of_lists, lists, strict=True):
        one.write(sheet, report, index=index)
    entries = (
        *(Entry(sheet.name, words.holds_matrix(period)) for sheet, period in zip(of_periods, periods, strict=True)),
        *(Entry(sheet.name, words.holds_level(level)) for sheet, level in zip(of_levels, levels, strict=True)),
        *(Entry.of(sheet, line.indicator, line.spoken) for sheet, line in zip(of_lines, lines, strict=True)),
        Entry(raw.name, words.HOLDS_RAW),
        *(Entry(sheet.name, one.holds) for sheet, one in zip(of_lists, lists, strict=True)),
    )
    write_cover(cover, report, entries)
    return book.content()


def _periods(report: PeriodicReport) -> Iterator[Period]:
    if report.period is not Period.YEAR_TO_DATE:
        yield report.period
    yield Period.YEAR_TO_DATE


def _lists(report: PeriodicReport) -> Iterator[_List]:
    yield _List(words.TASKS, words.HOLDS_TASKS, write_tasks)
    if report.decisions:
        yield _List(words.DECISIONS, words.HOLDS_DECISIONS, write_decisions)
    yield _List(words.FINDINGS, words.HOLDS_FINDINGS, write_findings)
    if report.revisions is not None:
        yield _List(words.HISTORY, words.HOLDS_HISTORY, write_history)
