"""The matrix: every indicator by every scope, each value a reference to the sheet of its indicator."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kpi.exports.workbook_book import BODY, CENTRED, GROUP, HEAD, LINK, NOTE, TITLE, Sheet, lines, of_status, tallest
from kpi.exports.workbook_cells import Cell
from kpi.exports.workbook_results import Results
from kpi.months import Period
from kpi.plan import Indicator, Plan
from kpi.scoring import Score
from kpi.services.periodic import Line, PeriodicReport
from kpi.wording import formats, labels, status_words
from kpi.wording import workbook_words as words
from kpi.wording.status_words import is_provisional

_FIXED = 5
"""The columns before those of the scopes: place, indicator, target, status, completeness."""
_WIDTHS = (4, 24, 12, 22, 17)
_SCOPE = 8
_HEAD = 3


def write_matrix(
    sheet: Sheet, report: PeriodicReport, period: Period, *, results: Mapping[str, Results], index: str
) -> None:
    """The matrix over the report's period or over the year to date."""
    plan = report.plan
    scopes = _scopes(report)
    last = _FIXED + len(scopes) - 1
    sheet.widths(*_WIDTHS, *[_SCOPE] * len(scopes))
    sheet.link(Cell(0, 0), index, words.BACK)
    sheet.across(Cell(1, 0), last, f"{sheet.name}: {formats.period(report.month, period)}", TITLE)
    sheet.height(1, 1, size=TITLE.size)
    sheet.across(Cell(2, 0), last, words.legend(), NOTE)
    sheet.height(2, lines(words.legend(), sum(_WIDTHS) + _SCOPE * len(scopes)))
    fixed = (words.PLACE, words.INDICATOR, words.MATRIX_TARGET, words.MATRIX_STATUS, words.MATRIX_COMPLETE)
    heads = [*fixed, *(labels.scope_short(plan, scope) for scope in scopes)]
    for column, head in enumerate(heads):
        sheet.text(Cell(_HEAD, column), head, HEAD)
    sheet.height(_HEAD, max((lines(head, _SCOPE) for head in heads[_FIXED:]), default=1))
    row, place = _HEAD + 1, 0
    for part in report.areas:
        if part.lines:
            sheet.across(Cell(row, 0), last, f"{part.area.id}. {part.area.name}", GROUP)
            row += 1
        for line in part.lines:
            place += 1
            texts = _write_name(sheet, row, place, line, results[line.indicator.id], period)
            if period is Period.YEAR_TO_DATE or report.in_period(line) is not None:
                texts += _write_values(sheet, plan, row, line, results[line.indicator.id], scopes, period)
            else:
                texts += _write_read_to_date(sheet, row, line, scopes)
            sheet.height(row, tallest(texts, _WIDTHS[1:]))
            row += 1
    sheet.made.freeze_panes(_HEAD + 1, 2)
    sheet.made.repeat_rows(_HEAD)
    sheet.made.repeat_columns(0, 1)


def _scopes(report: PeriodicReport) -> tuple[str, ...]:
    """Every scope that some indicator is scored for: the authority, levels, units, in the order of the plan."""
    plan = report.plan
    scored = {score.scope for line in report.lines for score in line.to_date}
    order = ["all", *(level.id for level in plan.levels), *(unit.id for unit in plan.units)]
    return tuple(scope for scope in order if scope in scored)


def _write_name(sheet: Sheet, row: int, place: int, line: Line, results: Results, period: Period) -> tuple[str, ...]:
    """The place, the name and the target of an indicator; the last two as texts."""
    name, target = line.indicator.short, words.asked(line.indicator, _spoken(line, period))
    sheet.number(Cell(row, 0), place, CENTRED)
    sheet.link(Cell(row, 1), results.sheet, name, replace(LINK, boxed=True, wrap=True))
    sheet.text(Cell(row, 2), target, CENTRED)
    return name, target


def _write_read_to_date(sheet: Sheet, row: int, line: Line, scopes: Sequence[str]) -> tuple[str, ...]:
    """An indicator that has no value of the period by itself."""
    sheet.text(Cell(row, 3), words.READ_TO_DATE, replace(CENTRED, italic=True))
    scored = {score.scope for score in line.scores}
    for column, text in enumerate((words.NOTHING, *(words.NOTHING if one in scored else "" for one in scopes)), 4):
        sheet.text(Cell(row, column), text, CENTRED)
    return words.READ_TO_DATE, words.NOTHING


def _spoken(line: Line, period: Period) -> Score:
    if period is Period.YEAR_TO_DATE:
        return line.spoken
    return next((score for score in line.scores if score.scope == line.spoken.scope), line.spoken)


def _write_values(
    sheet: Sheet, plan: Plan, row: int, line: Line, results: Results, scopes: Sequence[str], period: Period
) -> tuple[str, ...]:
    """The status of an indicator, how complete it is and its value for every scope; the first two as texts."""
    to_date = period is Period.YEAR_TO_DATE
    scores = {score.scope: score for score in (line.to_date if to_date else line.scores)}
    indicator, spoken, span = line.indicator, _spoken(line, period), results.spans - 1 if to_date else 0
    complete = words.completeness(plan, spoken)
    status = words.scope_and_status(plan, spoken, status_words.with_symbol(indicator, spoken))
    sheet.text(Cell(row, 3), status, of_status(CENTRED, spoken.status))
    sheet.text(Cell(row, 4), complete, CENTRED)
    for column, scope in enumerate(scopes, _FIXED):
        cell = Cell(row, column)
        if scope in scores:
            write_reference(sheet, cell, indicator, scores[scope], results.reference(scope, span, "value"))
        else:
            sheet.blank(cell)
    return status, complete


def write_reference(sheet: Sheet, cell: Cell, indicator: Indicator, score: Score, reference: str) -> None:
    """A value by reference, with the symbol of its status and a mark where it is provisional."""
    symbol = status_words.symbol(indicator, score)
    after = words.PROVISIONAL_SIGN if is_provisional(score) else ""
    text, decimals = words.shown(f"{symbol}{after}"), words.decimals(indicator, score)
    number = words.bare_format(indicator, decimals, before=f"{symbol} ", after=after, text=text)
    look = of_status(replace(BODY, number=number, align="right", wrap=False), score.status)
    sheet.formula(cell, reference, words.NOTHING if math.isnan(score.value) else score.value, look)
