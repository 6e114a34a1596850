"""The cells of a sheet that speak of time, put together as they are read: rows, labels, heads with what is below."""

import datetime as dt
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from kpi.imports.collected import Page, Place, label
from kpi.imports.found import CellReading
from kpi.imports.grid import Cell
from kpi.imports.periods import is_label, speaks
from kpi.wording import formats, time_words
from kpi.wording.folding import folded

_ADDRESS = re.compile(r"([A-Z]+)(\d+)$")
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST = 150
"""A longer text is not what a label of time is for."""
_MOST_DAYS, _FIRST_YEAR, _LAST_YEAR = 31, 2000, 2099


class Piece(NamedTuple):
    """A line of a cell, behind the head of its column where that is of times or days; `timed` says that it is."""

    place: Place
    text: str
    timed: bool = False


class Block(NamedTuple):
    """What is judged together: the pieces of a row, or of two of which the second goes on with the first."""

    row: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return " ".join(one.text for one in self.pieces)


class _Over(NamedTuple):
    """The head over a column, and whether what stands below is a time, or is or may be a day of something."""

    text: str
    timed: bool
    dated: bool


_NOTHING_OVER = _Over("", timed=False, dated=False)


@dataclass(frozen=True, slots=True)
class Figures:
    """A sheet that gave figures: their cells, the measures of their columns, their rows, and the rows of heads.

    `filled` are the columns with any numbers, `over` the heads of the columns by the row below each head.
    """

    page: Page
    cells: Collection[Place]
    columns: Mapping[int, Collection[str]]
    rows: Collection[int]
    heads: Sequence[range]
    in_heads: Collection[int]
    filled: Collection[int]
    over: Sequence[Mapping[int, _Over]]

    @property
    def first(self) -> int:
        """The first row of a head; what stands above is the title."""
        return self.heads[0].start if self.heads else min(self.rows)

    @property
    def last(self) -> int:
        """The last row with figures."""
        return max(self.rows)

    def within(self, row: int) -> bool:
        """Whether a row stands among those with figures and has none that were read."""
        return self.first < row < self.last and row not in self.rows

    def head_over(self, place: Place) -> _Over:
        """The head of a column without figures of the month."""
        if place.column in self.columns:
            return _NOTHING_OVER
        above = bisect_right(self.heads, place.row, key=lambda rows: rows.stop)
        return self.over[above - 1].get(place.column, _NOTHING_OVER) if above else _NOTHING_OVER


def figures_of(page: Page, readings: Iterable[CellReading], heads: Iterable[range]) -> Figures | None:
    """Where the figures of a sheet stand, None where it gave none."""
    columns = defaultdict(set)
    cells = set()
    for one in readings:
        place = _place(one.where)
        cells.add(place)
        columns[place.column].add(one.measure)
    if not cells:
        return None
    in_order = sorted(heads, key=lambda rows: rows.start)
    in_heads = {row for rows in in_order for row in rows}
    over = [_lowest(page, rows) for rows in in_order]
    below = page.sheet.rows[in_order[0].stop if in_order else 0 :]
    filled = {column for row in below for column, cell in enumerate(row) if _is_number(cell)}
    return Figures(page, cells, columns, {place.row for place in cells}, in_order, in_heads, filled, over)


def blocks(figures: Figures) -> Iterator[Block]:
    """The rows outside of heads that speak of time; "từ …" and "đến …" below each other are one."""
    rows = (
        Block(row, tuple(_pieces(figures, row))) for row in range(figures.page.height) if row not in figures.in_heads
    )
    found = [block for block in rows if any(_matters(one.text) for one in block.pieces)]
    going_on = False
    for one, following in pairwise([*found, None]):
        assert one is not None
        if going_on:
            going_on = False
        elif following is not None and _goes_on(one, following):
            going_on = True
            yield Block(one.row, (*one.pieces, *following.pieces))
        else:
            yield one


def labels_with_below(figures: Figures, block: Block) -> Iterator[Block]:
    """Labels of time with what stands below them."""
    for one in block.pieces:
        below = one.place._replace(row=one.place.row + 1)
        if is_label(one.text) and below not in figures.cells and below.row not in figures.in_heads:
            text = shown(figures.page.cell(below))
            if text and len(text) < _LONGEST:
                yield Block(one.place.row, (one._replace(text=f"{one.text} {text}"),))


def columns_below(page: Page, place: Place, *, top: int | None = None) -> set[int]:
    """The columns under a head: those of its merged cell, or where none are merged up to the next head.

    That stands in the same row, or in one above it from the row `top` on.
    """
    if page.sheet.merged:
        return {one for one in range(page.width) if page.first.get(Place(place.row, one)) == place} | {place.column}
    first = place.row if top is None else top
    begins = (
        any(page.cell(Place(row, one)) is not None for row in range(first, place.row + 1))
        for one in range(place.column + 1, page.width)
    )
    following = next((right for right, head in enumerate(begins, place.column + 1) if head), page.width)
    return set(range(place.column, following))


def shown(cell: Cell) -> str:
    """A cell as a text, a day as it is written."""
    return formats.day(cell) if isinstance(cell, dt.date) else label(cell)


def is_planned(text: str) -> bool:
    """Whether a text begins as one of figures that are planned, or compared with others."""
    if time_words.BEGINS_LIKE_PLANNED.match(text) is None:
        return False
    return time_words.NOT_DONE_YET.match(folded(text)) is not None


def _matters(text: str) -> bool:
    return speaks(text) or is_planned(text)


def _goes_on(one: Block, following: Block) -> bool:
    closes = time_words.CLOSE.match(folded(following.text)) is not None
    return closes and time_words.OPEN.search(folded(one.text)) is not None


def _pieces(figures: Figures, row: int) -> Iterator[Piece]:
    """What the cells of a row say; a number counts beside a label, below a head of times, or as a year alone."""
    before: str | None = None
    in_list = row > figures.first
    for column, cell in enumerate(figures.page.sheet.rows[row]):
        place = Place(row, column)
        if cell is None or isinstance(cell, bool) or place in figures.cells:
            continue
        over = figures.head_over(place)
        match cell:
            case int() | float():
                heads_row = before is None and row not in figures.rows and column not in figures.columns
                counts = (before and _belongs(before, cell)) or (heads_row and _is_year(cell)) or over.timed
                texts = [label(cell)] if counts else []
            case str() if not (in_list and column in figures.columns and _is_number(cell)):
                texts = [line for one in cell.splitlines() if (line := label(one))]
            case dt.date():
                texts = [formats.day(cell)]
            case _:
                texts = []
        yield from (
            Piece(place, f"{over.text} {text}" if over.timed or over.dated else text, over.timed) for text in texts
        )
        before = texts[-1] if texts else ""


def _belongs(before: str, number: float) -> bool:
    whole = number == int(number) and (1 <= number <= _MOST_DAYS or _is_year(number))
    return whole and time_words.BEFORE_NUMBER.search(folded(before)) is not None


def _is_year(number: float) -> bool:
    return number == int(number) and _FIRST_YEAR <= number <= _LAST_YEAR


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return any(map(str.isdigit, cell)) and time_words.FIGURE.fullmatch(cell) is not None
    return isinstance(cell, int | float)


def _lowest(page: Page, rows: range) -> dict[int, _Over]:
    """The lowest head of each column that says anything."""
    lowest: dict[int, _Over] = {}
    for row in rows:
        for column, cell in enumerate(page.sheet.rows[row]):
            if isinstance(cell, str) and _LETTER.search(cell):
                text, plain = label(cell), folded(cell)
                timed = time_words.TIME_HEAD.fullmatch(plain) is not None
                lowest[column] = _Over(text, timed, time_words.DAY_HEAD.match(plain) is not None)
    return lowest


def _place(where: str) -> Place:
    found = _ADDRESS.search(where)
    assert found is not None, where
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return Place(int(found[2]) - 1, column - 1)
