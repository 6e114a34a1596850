"""The sheets of levels: every unit of a level with its indicators, one of each in a row, to be filtered by status."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kpi.exports.workbook_book import BODY, CENTRED, HEAD, LINK, NOTE, TITLE, Look, Sheet, of_status, tallest
from kpi.exports.workbook_cells import Cell
from kpi.exports.workbook_grid import sides_of
from kpi.exports.workbook_results import Results, sum_look, value_look
from kpi.months import Period
from kpi.plan import WHOLE, Level
from kpi.scoring import Score
from kpi.services.periodic import Line, PeriodicReport
from kpi.wording import formats, labels, sentences, status_words
from kpi.wording import workbook_words as words

_WIDTHS = (4, 27, 34, 16, 13, 16, 11, 11, 13, 16, 20)
_HEAD = 4


def levels_shown(report: PeriodicReport) -> tuple[Level, ...]:
    """The levels that something is scored for; the authority's own level speaks for the whole."""
    return tuple(level for level in report.plan.levels if any(_rows(report, level)))


def write_level(
    sheet: Sheet, report: PeriodicReport, level: Level, *, results: Mapping[str, Results], index: str
) -> None:
    """The sheet of a level: its sum over all units first, then each unit."""
    month, last = report.month, len(_WIDTHS) - 1
    sheet.widths(*_WIDTHS)
    sheet.link(Cell(0, 0), index, words.BACK)
    sheet.across(Cell(1, 0), last, level.name, TITLE)
    sheet.height(1, 1, size=TITLE.size)
    sheet.across(Cell(2, 0), last, words.legend(), NOTE)
    sheet.height(2, 2)
    to_date = formats.period(month, Period.YEAR_TO_DATE)
    for column in range(len(_WIDTHS)):
        sheet.text(Cell(_HEAD - 1, column), "", HEAD)
    sheet.across(Cell(_HEAD - 1, 4), 5, words.covered(report.cycle, month), HEAD)
    sheet.across(Cell(_HEAD - 1, 6), 9, to_date, HEAD)
    for column, text in enumerate(words.LEVEL_HEAD):
        sheet.text(Cell(_HEAD, column), text, HEAD)
    sheet.height(_HEAD, tallest(words.LEVEL_HEAD, _WIDTHS))
    row = _HEAD
    for row, (scope, line) in enumerate(_rows(report, level), _HEAD + 1):
        _write_row(sheet, report, row, scope, line, results[line.indicator.id])
    sheet.made.autofilter(_HEAD, 0, row, last)
    sheet.made.freeze_panes(_HEAD + 1, 3)
    sheet.made.repeat_rows(_HEAD - 1, _HEAD)


def _rows(report: PeriodicReport, level: Level) -> Iterator[tuple[str, Line]]:
    plan = report.plan
    units = [unit.id for unit in plan.units if unit.level == level.id]
    above = [WHOLE, level.id] if level.id == plan.root.level else [level.id]
    for scope in (*above, *units):
        for line in report.lines:
            if any(score.scope == scope for score in line.to_date):
                yield scope, line


def _write_row(sheet: Sheet, report: PeriodicReport, row: int, scope: str, line: Line, results: Results) -> None:
    plan, indicator, latest = report.plan, line.indicator, results.spans - 1
    now = next(score for score in line.to_date if score.scope == scope)
    then = next((score for score in line.scores if score.scope == scope), now)
    texts = {
        1: labels.scope_name(plan, scope),
        2: indicator.short,
        3: sentences.target_text(indicator, now),
        5: status_words.with_symbol(indicator, then),
        9: status_words.with_symbol(indicator, now),
        10: words.completeness(plan, now),
    }
    sheet.number(Cell(row, 0), row - _HEAD, CENTRED)
    sheet.text(Cell(row, 1), texts[1], replace(BODY, bold=scope not in plan.unit_of_id))
    sheet.link(Cell(row, 2), results.sheet, texts[2], replace(LINK, boxed=True, wrap=True))
    sheet.text(Cell(row, 3), texts[3], CENTRED)
    if report.in_period(line) is not None:
        _refer(sheet, Cell(row, 4), results.reference(scope, 0, "value"), then.value, _value_look(line, then))
        sheet.text(Cell(row, 5), texts[5], of_status(CENTRED, then.status))
    else:
        texts[5] = words.READ_TO_DATE
        sheet.text(Cell(row, 4), "")
        sheet.text(Cell(row, 5), texts[5], replace(CENTRED, italic=True))
    sides = {side.field: side for side in sides_of(indicator)}
    for column, field in ((6, "numerator"), (7, "denominator")):
        if field in sides:
            look = sum_look(plan, indicator, sides[field])
            _refer(sheet, Cell(row, column), results.reference(scope, latest, field), getattr(now, field), look)
        else:
            sheet.blank(Cell(row, column))
    _refer(sheet, Cell(row, 8), results.reference(scope, latest, "value"), now.value, _value_look(line, now))
    sheet.text(Cell(row, 9), texts[9], of_status(CENTRED, now.status))
    sheet.text(Cell(row, 10), texts[10], CENTRED)
    sheet.height(row, tallest(list(texts.values()), [_WIDTHS[column] for column in texts]))


def _value_look(line: Line, score: Score) -> Look:
    return of_status(value_look(line.indicator, score), score.status)


def _refer(sheet: Sheet, cell: Cell, reference: str, value: float, look: Look) -> None:
    sheet.formula(cell, reference, words.NOTHING if math.isnan(value) else value, look)
