"""The months of the year for the scope that speaks for an indicator, as formulas over the grids below."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kpi.exports.workbook_book import CENTRED, HEAD, MONTH, NOTE, SECTION, Look, Sheet, lines, of_status
from kpi.exports.workbook_cells import Cell
from kpi.exports.workbook_grid import FIRST, NUMBER_WIDTH, Grid, sides_of
from kpi.exports.workbook_results import members_of, sum_look, sum_of_grids, value_formula, value_look, write_bound
from kpi.months import Month
from kpi.plan import Indicator, Plan
from kpi.scoring import Score
from kpi.services.basis import Counted
from kpi.services.periodic import Line
from kpi.wording import labels, status_words
from kpi.wording import workbook_words as words

_HEAD_ROWS = 3
_STATUS_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Trend:
    """Where the table stands: from row `top` (its title) on, a row for each month."""

    top: int
    indicator: Indicator
    months: int

    @property
    def first(self) -> int:
        """The row of the first month."""
        return self.top + _HEAD_ROWS

    @property
    def below(self) -> int:
        return self.first + self.months + 1

    @property
    def value(self) -> int:
        """The column of the values; the next ones are what is asked for and the status."""
        return FIRST + len(sides_of(self.indicator))


def write_trend(sheet: Sheet, plan: Plan, line: Line, trend: Trend, grids: Sequence[Grid]) -> None:
    """The table: for each month its sums, its value, what was asked for and its status; no value is an empty cell."""
    reading = words.TREND_TO_DATE if line.indicator.year_long else words.TREND_EACH
    sheet.text(Cell(trend.top, 0), f"{words.TREND}: {labels.scope_name(plan, line.spoken.scope)}", SECTION)
    sheet.text(Cell(trend.top + 1, 0), reading, replace(NOTE, wrap=False))
    heads = [words.number_head(one.name, line.indicator, earlier=one.earlier) for one in sides_of(line.indicator)]
    for column, text in enumerate((words.PLACE, words.MONTH, *heads, words.VALUE, words.BOUND)):
        sheet.text(Cell(trend.first - 1, column), text, HEAD)
    _write_status(sheet, trend, trend.first - 1, words.STATUS, HEAD)
    sheet.height(trend.first - 1, 2)
    for row, (score, counted) in enumerate(zip(line.trend, line.basis.trend, strict=True), trend.first):
        sheet.number(Cell(row, 0), row - trend.first + 1, CENTRED)
        sheet.day(Cell(row, 1), Month.from_ordinal(score.month).first_day, MONTH)
        sums = _write_sums(sheet, plan, row, score, counted, grids)
        _write_value(sheet, trend, row, score, sums)
        status = status_words.with_symbol(line.indicator, score)
        _write_status(sheet, trend, row, status, of_status(CENTRED, score.status))
        sheet.height(row, lines(status, _STATUS_COLUMNS * NUMBER_WIDTH))


def _write_status(sheet: Sheet, trend: Trend, row: int, text: str, look: Look) -> None:
    """Over some columns, so that most stay on their line."""
    sheet.across(Cell(row, trend.value + 2), trend.value + 1 + _STATUS_COLUMNS, text, look)


def _write_sums(
    sheet: Sheet, plan: Plan, row: int, score: Score, counted: Counted, grids: Sequence[Grid]
) -> Mapping[str, Cell]:
    """The sums of a month; where they stand."""
    indicator = plan.indicator_of_id[score.indicator]
    members = members_of(plan, indicator, Month.from_ordinal(score.month))[score.scope]
    found = {}
    for column, side in enumerate(sides_of(indicator), FIRST):
        cell = found[side.field] = Cell(row, column)
        value = float(getattr(score, side.field))
        if math.isnan(value):
            sheet.text(cell, words.NOTHING, CENTRED)
            continue
        months = side.months_of(counted)
        parts = [(grid.cells(months, members), grid.numbers) for grid in grids if grid.side == side]
        sheet.formula(cell, sum_of_grids(plan, indicator, side, parts), value, sum_look(plan, indicator, side))
    return found


def _write_value(sheet: Sheet, trend: Trend, row: int, score: Score, sums: Mapping[str, Cell]) -> None:
    formula = value_formula(trend.indicator, score, sums)
    look = of_status(value_look(trend.indicator, score), score.status)
    if formula is None or math.isnan(score.value):
        sheet.blank(Cell(row, trend.value), look)
    else:
        sheet.formula(Cell(row, trend.value), formula, score.value, look)
    write_bound(sheet, Cell(row, trend.value + 1), trend.indicator, score)
