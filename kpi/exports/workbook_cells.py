"""Cells by place, and sums over them as formulas. Rows and columns count from 0."""

from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple

from xlsxwriter.utility import quote_sheetname, xl_range, xl_rowcol_to_cell

_MOST_ARGUMENTS = 200


class Cell(NamedTuple):
    """A place on a sheet."""

    row: int
    column: int


class Rectangle(NamedTuple):
    """The cells from one corner to the other, both included."""

    first: Cell
    last: Cell

    @property
    def address(self) -> str:
        return str(xl_range(*self.first, *self.last))


def address(cell: Cell, *, fixed_row: bool = False, fixed_column: bool = False) -> str:
    """The name of a cell in a formula.

    >>> address(Cell(4, 2)), address(Cell(4, 2), fixed_row=True)
    ('C5', 'C$5')
    """
    return str(xl_rowcol_to_cell(*cell, row_abs=fixed_row, col_abs=fixed_column))


def elsewhere(sheet: str, cell: Cell) -> str:
    """The name of a cell in a formula of another sheet.

    >>> elsewhere("10 Đúng hạn", Cell(4, 2))
    "'10 Đúng hạn'!C5"
    """
    return f"{quote_sheetname(sheet)}!{address(cell)}"


def rectangles(cells: Set[Cell], *, numbers: Set[Cell]) -> tuple[Rectangle, ...]:
    """A few ranges that hold these cells and no other number.

    Runs down each column go over what is no number; equal runs side by side are one.

    >>> numbers = {Cell(0, 0), Cell(2, 0), Cell(0, 1), Cell(2, 1)}
    >>> [one.address for one in rectangles(numbers, numbers=numbers)]
    ['A1:B3']
    >>> [one.address for one in rectangles(numbers - {Cell(2, 1)}, numbers=numbers)]
    ['A1:A3', 'B1']
    """
    found: dict[tuple[int, int, int], Rectangle] = {}
    for column in sorted({cell.column for cell in cells}):
        for first, last in _runs(column, cells, numbers):
            before = found.pop((first, last, column - 1), None)
            start = Cell(first, column) if before is None else before.first
            found[first, last, column] = Rectangle(start, Cell(last, column))
    return tuple(sorted(found.values()))


def _runs(column: int, cells: Set[Cell], numbers: Set[Cell]) -> Iterator[tuple[int, int]]:
    others = sorted(cell.row for cell in numbers - cells if cell.column == column)
    run: list[int] = []
    for row in sorted(cell.row for cell in cells if cell.column == column):
        if run and any(run[-1] < other < row for other in others):
            yield run[0], run[-1]
            run = []
        run.append(row)
    if run:
        yield run[0], run[-1]


def total(cells: Iterable[Cell], *, numbers: Set[Cell]) -> str:
    """The sum of some cells as a formula without "="; 0 of none.

    >>> total({Cell(4, 2)}, numbers={Cell(4, 2)})
    'C5'
    """
    chosen = frozenset(cells)
    if not chosen:
        return "0"
    if len(chosen) == 1:
        return address(next(iter(chosen)))
    names = [one.address for one in rectangles(chosen, numbers=numbers)]
    sums = (names[at : at + _MOST_ARGUMENTS] for at in range(0, len(names), _MOST_ARGUMENTS))
    return "+".join(f"SUM({','.join(one)})" for one in sums)
