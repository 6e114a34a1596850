"""Grids of units by months on the sheet of an indicator: what each unit adds to a side of the formula in each month.

A cell is a formula over the raw figures where the month counts, and "–" where it does not; the totals beside them add
up the months that count. Where a block stands is known before it is written, so that formulas above can name it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kpi.exports.workbook_book import BODY, CENTRED, HEAD, MONTH, NOTE, SECTION, Look, Sheet
from kpi.exports.workbook_cells import Cell, total
from kpi.exports.workbook_raw import Places, Whole, nothing_arose, sum_of_figures, value_of
from kpi.months import Month, months_between
from kpi.plan import Indicator, Kind, Plan, Terms, Unit
from kpi.scoring import Score
from kpi.services.basis import Counted, Months
from kpi.wording import workbook_words as words

PLACE_WIDTH, NAME_WIDTH, NUMBER_WIDTH = 5, 32, 11
"""The widths of the columns on the sheet of an indicator: the first, the second, and all others."""

FIRST = 2
"""The column of the first month, and of the first number of every table on the sheet."""


class Span(NamedTuple):
    """A stretch of time that scores are given for: its scores of every scope, and what they are made of.

    `name` says which months it covers, `total` heads what they add up to.
    """

    name: str
    total: str
    scores: Sequence[Score]
    counted: Counted


class Side(NamedTuple):
    """One of the sums of a formula: "numerator" or "denominator", of now or of the year before."""

    name: str
    earlier: bool

    def months_of(self, counted: Counted) -> Months:
        return counted.earlier if self.earlier else counted.now

    def terms_of(self, indicator: Indicator) -> Terms:
        return indicator.numerator if self.name == "numerator" else indicator.denominator

    @property
    def field(self) -> str:
        """What a score calls it."""
        return f"earlier_{self.name}" if self.earlier else self.name


def sides_of(indicator: Indicator) -> tuple[Side, ...]:
    """The sums of an indicator's formula, in the order of a score."""
    names = ("numerator", "denominator") if indicator.denominator else ("numerator",)
    years = (False, True) if indicator.kind is Kind.GROWTH else (False,)
    return tuple(Side(name, earlier) for earlier in years for name in names)


def is_whole(plan: Plan, terms: Terms) -> bool:
    """Whether these figures are counts, which have no decimals."""
    return all(plan.measure_of_id[term.measure].number == "integer" for term in terms)


@dataclass(frozen=True, slots=True)
class Grid:
    """The terms of one side that go over months the same way, from row `top` (the title) on.

    `rows` are those of the units; `numbers` are the cells of months that have a number.
    """

    side: Side
    over: str
    terms: Terms
    top: int
    units: tuple[Unit, ...]
    months: tuple[Month, ...]
    rows: Mapping[str, int]
    numbers: frozenset[Cell]

    @property
    def head(self) -> int:
        return self.top + 1

    @property
    def below(self) -> int:
        """The first row that is free again."""
        return self.head + 1 + len(self.units) + 1

    def cell(self, unit: str, month: Month) -> Cell:
        return Cell(self.rows[unit], FIRST + month.ordinal - self.months[0].ordinal)

    def total(self, unit: str, span: int) -> Cell:
        return Cell(self.rows[unit], FIRST + len(self.months) + span)

    def cells(self, counted: Months, units: frozenset[str]) -> frozenset[Cell]:
        """Where the months of some units stand that count."""
        return frozenset(
            self.cell(unit, month) for unit in units & counted.keys() for month in counted[unit].get(self.over, ())
        )


def grids_of(
    plan: Plan, indicator: Indicator, spans: Sequence[Span], trend: Sequence[Counted], *, month: Month, top: int
) -> tuple[Grid, ...]:
    """The grids of an indicator as of a month, one below the other from row `top` on."""
    units = _rows(plan, indicator)
    found: list[Grid] = []
    for side in sides_of(indicator):
        every = [side.months_of(one) for one in (*(span.counted for span in spans), *trend)]
        for over, terms in _terms(plan, indicator, side).items():
            own = {(unit, at) for counted in every for unit, by in counted.items() for at in by.get(over, ())}
            last = max([month - 12 if side.earlier else month, *(at for _, at in own)])
            months = tuple(months_between(Month(last.year, 1), last))
            rows = {unit.id: row for row, unit in enumerate(units, top + 2)}
            grid = Grid(side, over, terms, top, units, months, rows, frozenset())
            found.append(replace(grid, numbers=frozenset(grid.cell(unit, at) for unit, at in own)))
            top = grid.below
    return tuple(found)


def _terms(plan: Plan, indicator: Indicator, side: Side) -> Mapping[str, Terms]:
    """The terms of a side by `over_months`."""
    found: dict[str, Terms] = {}
    for term in side.terms_of(indicator):
        over = plan.measure_of_id[term.measure].over_months
        found[over] = (*found.get(over, ()), term)
    return found


def _rows(plan: Plan, indicator: Indicator) -> tuple[Unit, ...]:
    """Who reports the formula, level by level; the authority itself only where nobody else does."""
    reporters = plan.reporters[indicator.terms[0].measure]
    own = [unit for unit in plan.units if unit.id in reporters]
    below = [unit for unit in own if unit.id != plan.root.id] or own
    return tuple(unit for level in plan.levels for unit in below if unit.level == level.id)


class Reading(NamedTuple):
    """What grids are written from: the whole figures, the places of units, and where measures' numbers stand."""

    whole: Whole
    places: Places
    measures: Mapping[str, Cell]


def write_grid(
    sheet: Sheet, plan: Plan, indicator: Indicator, grid: Grid, spans: Sequence[Span], reading: Reading
) -> None:
    """A grid with its title, its head and a row for each unit."""
    title = words.grid_title(plan, indicator, grid.side.name, grid.over, earlier=grid.side.earlier)
    sheet.text(Cell(grid.top, 0), title, SECTION)
    _write_head(sheet, grid, spans)
    look = replace(BODY, number=words.count_format(whole=is_whole(plan, grid.terms)), align="right")
    latest = grid.side.months_of(spans[-1].counted)
    for unit in grid.units:
        row = grid.total(unit.id, 0).row
        sheet.number(Cell(row, 0), reading.places.units[unit.id], CENTRED)
        sheet.text(Cell(row, 1), unit.name)
        for at in grid.months:
            kept = at in latest.get(unit.id, {}).get(grid.over, ())
            _write_month(sheet, grid, unit, at, reading, look if kept else _aside(look))
        for place, span in enumerate(spans):
            _write_total(sheet, grid, unit, place, grid.side.months_of(span.counted), reading, look)


def _aside(look: Look) -> Look:
    return replace(look, italic=True, ink=NOTE.ink)


def _write_head(sheet: Sheet, grid: Grid, spans: Sequence[Span]) -> None:
    sheet.height(grid.head, 3)
    sheet.text(Cell(grid.head, 0), words.PLACE, HEAD)
    sheet.text(Cell(grid.head, 1), words.UNIT, HEAD)
    for column, at in enumerate(grid.months, FIRST):
        sheet.day(Cell(grid.head, column), at.first_day, replace(HEAD, number=MONTH.number))
    for column, span in enumerate(spans, FIRST + len(grid.months)):
        sheet.text(Cell(grid.head, column), words.of_year(span.total, earlier=grid.side.earlier), HEAD)


def _write_month(sheet: Sheet, grid: Grid, unit: Unit, at: Month, reading: Reading, look: Look) -> None:
    cell = grid.cell(unit.id, at)
    if cell not in grid.numbers:
        sheet.text(cell, words.NOTHING if unit.exists_in(at) else "", replace(look, align="center"))
        return
    if nothing_arose(reading.whole, grid.terms, unit.id, at):
        look = replace(look, number=words.count_format(whole=True, not_arisen=True))
    number, month = Cell(cell.row, 0), Cell(grid.head, cell.column)
    formula = sum_of_figures(grid.terms, unit=number, month=month, measures=reading.measures)
    sheet.formula(cell, formula, value_of(reading.whole, grid.terms, unit.id, at), look)


def _write_total(
    sheet: Sheet, grid: Grid, unit: Unit, span: int, counted: Months, reading: Reading, look: Look
) -> None:
    cell, months = grid.total(unit.id, span), counted.get(unit.id, {}).get(grid.over, ())
    if not months:
        sheet.text(cell, words.NOTHING, replace(look, align="center"))
        return
    formula = total((grid.cell(unit.id, at) for at in months), numbers=grid.numbers)
    value = sum(value_of(reading.whole, grid.terms, unit.id, at) for at in months)
    sheet.formula(cell, formula, value, replace(look, bold=True))
