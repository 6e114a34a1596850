"""What a file holds before anybody has said what it means: sheets of cells, each with its address."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import NamedTuple


class CellError(NamedTuple):
    """A formula that came to nothing: "#REF!", or "" where the file was saved without the result of a formula."""

    shown: str


Cell = str | int | float | bool | dt.date | CellError | None
"""What stands in a cell; a time of day counts as a `dt.datetime`, which is a date."""


class Merged(NamedTuple):
    """Cells that are shown as one, from 0 and with both ends; what they say stands in the first."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Unseen(NamedTuple):
    """The rows and columns of a sheet, from 0 and rising, that are hidden by hand or by a filter."""

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


ALL_SEEN = Unseen()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet from its cell A1 on; rows may differ in length, and what is past their end is empty.

    `unseen` are the rows and columns that hold something and are not shown.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Merged, ...] = ()
    hidden: bool = False
    unseen: Unseen = ALL_SEEN

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell, both counted from 0."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else None


@dataclass(frozen=True, slots=True)
class Grid:
    """A file as it came: its name, the SHA-256 of its bytes as hexadecimal digits, and its sheets."""

    name: str
    file_hash: str
    sheets: tuple[Sheet, ...]


_ADDRESS = re.compile(r"([A-Z]+)(\d+)$")


def address(row: int, column: int) -> str:
    """The address of a cell, both counted from 0, as a spreadsheet shows it.

    >>> address(6, 2), address(0, 26)
    ('C7', 'AA1')
    """
    return f"{letters_of(column)}{row + 1}"


def letters_of(column: int) -> str:
    """The letters of a column, counted from 0.

    >>> letters_of(0), letters_of(27)
    ('A', 'AB')
    """
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def cell_of(where: str) -> tuple[int, int]:
    """The row and column, from 0, of the address that a place ends with.

    >>> cell_of("Sheet1!C7"), cell_of("AA1")
    ((6, 2), (0, 26))
    """
    found = _ADDRESS.search(where)
    if found is None:
        raise ValueError(where)
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1
