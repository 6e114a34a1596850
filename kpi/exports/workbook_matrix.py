"""The matrix: every indicator by every scope, each value a reference to the sheet of its indicator."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kpi.exports.workbook_book import BODY, CENTRED, GROUP, HEAD, LINK, NOTE, TITLE, Sheet, lines, of_status
from kpi.exports.workbook_cells import Cell
from kpi.exports.workbook_results import Results
from kpi.months import Period
from kpi.plan import Indicator, Plan
from kpi.scoring import Score
from kpi.services.periodic import Line, PeriodicReport, is_provisional
from kpi.wording import formats, labels, status_words
from kpi.wording import workbook_words as words

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
            _write_line(sheet, plan, row, place, line, results[line.indicator.id], scopes, period)
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


def _write_line(
    sheet: Sheet,
    plan: Plan,
    row: int,
    place: int,
    line: Line,
    results: Results,
    scopes: Sequence[str],
    period: Period,
) -> None:
    to_date = period is Period.YEAR_TO_DATE
    scores = {score.scope: score for score in (line.to_date if to_date else line.scores)}
    spoken = line.spoken if to_date else scores.get(line.spoken.scope, line.spoken)
    indicator, span = line.indicator, results.spans - 1 if to_date else 0
    target, complete = words.asked(indicator, spoken), words.completeness(plan, spoken)
    status = words.scope_and_status(plan, spoken, status_words.with_symbol(indicator, spoken))
    sheet.number(Cell(row, 0), place, CENTRED)
    sheet.link(Cell(row, 1), results.sheet, indicator.short, replace(LINK, boxed=True, wrap=True))
    sheet.text(Cell(row, 2), target, CENTRED)
    sheet.text(Cell(row, 3), status, of_status(CENTRED, spoken.status))
    sheet.text(Cell(row, 4), complete, CENTRED)
    for column, scope in enumerate(scopes, _FIXED):
        cell = Cell(row, column)
        if scope in scores:
            write_reference(sheet, cell, indicator, scores[scope], results.reference(scope, span, "value"))
        else:
            sheet.blank(cell)
    texts = ((indicator.short, _WIDTHS[1]), (target, _WIDTHS[2]), (status, _WIDTHS[3]), (complete, _WIDTHS[4]))
    sheet.height(row, max(lines(text, width) for text, width in texts))


def write_reference(sheet: Sheet, cell: Cell, indicator: Indicator, score: Score, reference: str) -> None:
    """A value by reference, with the symbol of its status and a mark where it is provisional."""
    symbol = status_words.symbol(indicator, score)
    after = words.PROVISIONAL_SIGN if is_provisional(score) else ""
    number = words.bare_format(
        indicator, words.decimals(indicator, score), before=f"{symbol} ", after=after, text=words.shown(symbol)
    )
    look = of_status(replace(BODY, number=number, align="right", wrap=False), score.status)
    sheet.formula(cell, reference, words.NOTHING if math.isnan(score.value) else score.value, look)
