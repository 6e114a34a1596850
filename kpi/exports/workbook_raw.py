"""The sheet of raw figures: the one place of the workbook where numbers are typed, all others are formulas over it."""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kpi.exports.workbook_book import HEAD, MONTH, PLAIN, Book, Sheet, tallest
from kpi.exports.workbook_cells import Cell, address
from kpi.figures import Figure
from kpi.months import Month
from kpi.plan import Plan, Terms
from kpi.services.periodic import PeriodicReport
from kpi.wording import workbook_words as words

_WIDTHS = (9, 18, 34, 9, 62, 12, 10, 18, 15, 15, 34)
_UNIT, _MEASURE, _MONTH, _VALUE, _SOURCE = 0, 3, 6, 8, 10
_NAMES = {words.NAME_UNIT: "A", words.NAME_MEASURE: "D", words.NAME_MONTH: "G", words.NAME_VALUE: "I"}
_TEXT = replace(PLAIN, wrap=False)
_CENTRED = replace(_TEXT, align="center")
_MONTH_LOOK = replace(_CENTRED, number=MONTH.number)
_NUMBER = replace(_TEXT, number=words.count_format(whole=False), align="right")

Whole = Mapping[tuple[str, str, Month], float | None]
"""The whole figures by unit, measure and month; None is "không phát sinh"."""


@dataclass(frozen=True, slots=True)
class Places:
    """The numbers by which formulas find units and measures: their places in the plan, counted from 1."""

    units: Mapping[str, int]
    measures: Mapping[str, int]

    @classmethod
    def of(cls, plan: Plan) -> "Places":
        return cls(
            {unit.id: place for place, unit in enumerate(plan.units, 1)},
            {measure.id: place for place, measure in enumerate(plan.measures, 1)},
        )


def whole_figures(figures: tuple[Figure, ...]) -> Whole:
    """Each whole figure, where only its parts are reported their sum."""
    whole: dict[tuple[str, str, Month], float | None] = {}
    parts: dict[tuple[str, str, Month], list[float]] = defaultdict(list)
    for figure in figures:
        key = figure.key.unit, figure.key.measure, figure.key.month
        if figure.key.part:
            parts[key] += [] if figure.value is None else [figure.value]
        else:
            whole[key] = figure.value
    return {key: math.fsum(values) if values else None for key, values in parts.items()} | whole


def write_raw(book: Book, sheet: Sheet, report: PeriodicReport) -> None:
    """The approved figures, one in a row.

    What is only a part of a whole that is given too stands aside, so that the column of values adds up.
    """
    sheet.widths(*_WIDTHS)
    sheet.height(0, tallest(words.RAW_HEAD, _WIDTHS))
    for column, head in enumerate(words.RAW_HEAD):
        sheet.text(Cell(0, column), head, HEAD)
    places = Places.of(report.plan)
    given = {(one.key.unit, one.key.measure, one.key.month) for one in report.figures if not one.key.part}
    for row, figure in enumerate(report.figures, 1):
        key = figure.key
        aside = bool(key.part) and (key.unit, key.measure, key.month) in given
        _write_figure(sheet, row, report.plan, places, figure, column=_VALUE + 1 if aside else _VALUE)
    last = max(len(report.figures), 1)
    sheet.made.hide_gridlines(0)
    sheet.made.autofilter(0, 0, last, len(_WIDTHS) - 1)
    sheet.made.freeze_panes(1, 3)
    sheet.made.repeat_rows(0)
    sheet.made.set_portrait()
    sheet.made.print_area(0, 0, last, _last_printed(report.figures))
    for name, letter in _NAMES.items():
        book.name(name, sheet.name, f"${letter}$2:${letter}${last + 1}")


def _last_printed(figures: tuple[Figure, ...]) -> int:
    """The last column on paper, so that letters stay large: sources are for the screen, so is what nobody reported."""
    return _VALUE + 1 if any(figure.key.part for figure in figures) else _VALUE


def _write_figure(sheet: Sheet, row: int, plan: Plan, places: Places, figure: Figure, *, column: int) -> None:
    key, unit, measure = figure.key, plan.unit_of_id[figure.key.unit], plan.measure_of_id[figure.key.measure]
    sheet.number(Cell(row, _UNIT), places.units[unit.id], _CENTRED)
    sheet.text(Cell(row, 1), unit.official_code, _TEXT)
    sheet.text(Cell(row, 2), unit.name, _TEXT)
    sheet.number(Cell(row, _MEASURE), places.measures[measure.id], _CENTRED)
    sheet.text(Cell(row, 4), measure.name, _TEXT)
    sheet.text(Cell(row, 5), measure.measured_in, _CENTRED)
    sheet.day(Cell(row, _MONTH), key.month.first_day, _MONTH_LOOK)
    if key.part:
        sheet.text(Cell(row, 7), next((part.name for part in plan.parts if part.id == key.part), key.part), _TEXT)
    if figure.value is None:
        sheet.text(Cell(row, column), words.NOT_ARISEN, _NUMBER)
    else:
        sheet.number(Cell(row, column), figure.value, _NUMBER)
    if figure.source:
        sheet.text(Cell(row, _SOURCE), figure.source, _TEXT)


def sum_of_figures(terms: Terms, *, unit: Cell, month: Cell, measures: Mapping[str, Cell]) -> str:
    """A month of a unit as a formula over the raw figures, without "=".

    `unit`, `month` and `measures` are where the numbers of the unit and of the measures and the month stand.
    """
    written = ""
    for term in terms:
        sign = "-" if term.sign < 0 else "+" if written else ""
        criteria = (
            (words.NAME_UNIT, address(unit, fixed_column=True)),
            (words.NAME_MEASURE, address(measures[term.measure], fixed_row=True, fixed_column=True)),
            (words.NAME_MONTH, address(month, fixed_row=True)),
        )
        written += f"{sign}SUMIFS({words.NAME_VALUE},{','.join(f'{name},{cell}' for name, cell in criteria)})"
    return written


def value_of(whole: Whole, terms: Terms, unit: str, month: Month) -> float:
    """What `sum_of_figures` gives."""
    found = (term.sign * (whole.get((unit, term.measure, month)) or 0.0) for term in terms)
    return math.fsum(found)


def nothing_arose(whole: Whole, terms: Terms, unit: str, month: Month) -> bool:
    """Whether every figure of the terms says "không phát sinh"."""
    return all(whole.get((unit, term.measure, month), 0.0) is None for term in terms)
