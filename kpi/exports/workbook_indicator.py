"""The sheet of one indicator: its clause, its formula, its results, its charts, and the grids they stand on."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kpi.exports.workbook_book import BODY, CENTRED, HEAD, NOTE, PLAIN, SECTION, TITLE, Book, Sheet, lines
from kpi.exports.workbook_cells import Cell
from kpi.exports.workbook_charts import charts_of, write_charts
from kpi.exports.workbook_grid import FIRST, NAME_WIDTH, NUMBER_WIDTH, PLACE_WIDTH, Reading, Span, grids_of, write_grid
from kpi.exports.workbook_pages import break_pages
from kpi.exports.workbook_raw import Places, Whole
from kpi.exports.workbook_results import Results, columns_of, write_results
from kpi.exports.workbook_trend import Trend, write_trend
from kpi.months import Period
from kpi.plan import Indicator, Plan
from kpi.services.periodic import Line, PeriodicReport
from kpi.wording import formats, labels
from kpi.wording import workbook_words as words

_LEAST_COLUMNS = 12


def write_indicator(
    book: Book, sheet: Sheet, report: PeriodicReport, line: Line, *, whole: Whole, index: str
) -> Results:
    """The sheet, with a link to the sheet `index`; says where its results stand.

    What is printed ends before the grids, which are for who checks the formulas on the screen.
    """
    plan, indicator = report.plan, line.indicator
    spans, drawn = tuple(_spans(report, line)), charts_of(plan, line)
    scopes = tuple(score.scope for score in line.to_date)
    columns = max(columns_of(indicator, len(spans)), FIRST + report.month.number + len(spans), _LEAST_COLUMNS)
    widths = (PLACE_WIDTH, NAME_WIDTH, *[NUMBER_WIDTH] * (columns - FIRST))
    sheet.widths(*widths)
    charts_top = _write_facts(sheet, plan, line, last_column=columns - 1, index=index)
    results = Results(sheet.name, charts_top + drawn.rows, indicator, scopes, len(spans))
    trend = Trend(results.below, indicator, len(line.trend))
    measures = _write_measures(sheet, plan, indicator, trend.below)
    note = trend.below + len(measures) + 3
    sheet.across(Cell(note, 0), columns - 1, words.GRID_NOTE, NOTE)
    sheet.height(note, 2)
    grids = grids_of(plan, indicator, spans, line.basis.trend, month=report.month, top=note + 1)
    write_charts(book, sheet, drawn, results, trend, Cell(charts_top, 0), width=sum(map(_pixels, widths)))
    write_results(sheet, plan, results, spans, grids, report.month)
    write_trend(sheet, plan, line, trend, grids)
    reading = Reading(whole, Places.of(plan), measures)
    for grid in grids:
        write_grid(sheet, plan, indicator, grid, spans, reading)
    sheet.made.freeze_panes(2, FIRST)
    sheet.made.print_area(0, 0, note - 1, columns - 1)
    break_pages(sheet, (0, charts_top, results.top, trend.top, trend.below), note, widths=widths)
    return results


def _spans(report: PeriodicReport, line: Line) -> Iterator[Span]:
    """The report's period and the year to date; once where they are the same."""
    month = report.month
    if report.period is not Period.YEAR_TO_DATE and not line.indicator.year_long:
        name = formats.period(month, report.period)
        yield Span(name, words.TOTAL_OF_PERIOD, line.scores, line.basis.of_period)
    name = formats.period(month, Period.YEAR_TO_DATE)
    yield Span(name, words.TOTAL_TO_DATE, line.to_date, line.basis.to_date)


def _write_facts(sheet: Sheet, plan: Plan, line: Line, *, last_column: int, index: str) -> int:
    """The name, then clause, formula, targets and sentences; the first row that is free below them."""
    name, wide = line.indicator.name, NAME_WIDTH + NUMBER_WIDTH * (last_column - FIRST + 1)
    sheet.link(Cell(0, 0), index, words.BACK)
    sheet.across(Cell(1, 0), last_column, name, TITLE)
    sheet.height(1, lines(name, wide * 0.7), size=TITLE.size)
    row = 2
    for label, text in _facts(plan, line):
        sheet.across(Cell(row, 0), 1, label, replace(PLAIN, bold=True))
        sheet.across(Cell(row, FIRST), last_column, text, PLAIN)
        sheet.height(row, lines(text, wide - NAME_WIDTH))
        row += 1
    return row + 1


def _facts(plan: Plan, line: Line) -> Iterator[tuple[str, str]]:
    indicator = line.indicator
    yield words.CLAUSE, words.clause(indicator)
    yield words.FORMULA, words.formula(plan, indicator)
    yield words.TARGETS, words.targets(plan, indicator)
    yield words.LEAD, labels.scope_name(plan, indicator.lead)
    if indicator.bands:
        yield words.BANDS, words.bands(indicator)
    if indicator.note:
        yield words.READING, indicator.note
    if line.said:
        yield words.SAID, "\n".join(line.said)


def _write_measures(sheet: Sheet, plan: Plan, indicator: Indicator, top: int) -> Mapping[str, Cell]:
    """The measures of the formula with their signs, from row `top` (the title) on; where their numbers stand."""
    sheet.text(Cell(top, 0), words.MEASURES, SECTION)
    for column, text in enumerate(words.measures_head(indicator)):
        sheet.text(Cell(top + 1, column), text, HEAD)
    sheet.height(top + 1, 2)
    sums = filter(None, (indicator.numerator, indicator.denominator))
    sides = [{term.measure: term.sign for term in terms} for terms in sums]
    places, found = Places.of(plan), {}
    for row, name in enumerate(dict.fromkeys(term.measure for term in indicator.terms), top + 2):
        measure = plan.measure_of_id[name]
        found[name] = Cell(row, 0)
        sheet.number(found[name], places.measures[name], CENTRED)
        sheet.text(Cell(row, 1), measure.name, BODY)
        signs = (words.sign(side.get(name)) for side in sides)
        texts = (*signs, measure.measured_in, words.over_months(measure.over_months))
        for column, text in enumerate(texts, FIRST):
            sheet.text(Cell(row, column), text, CENTRED)
        sheet.height(row, max(lines(measure.name, NAME_WIDTH), *(lines(text, NUMBER_WIDTH) for text in texts)))
    return found


def _pixels(width: float) -> int:
    """The pixels of a column that is so many digits wide."""
    return int(width * 7 + 5)
