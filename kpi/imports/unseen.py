"""Figures that stand in hidden rows or columns: they are read, and a person is told where they are."""

from collections.abc import Iterable
from itertools import pairwise

from kpi.imports.collected import Collected, Page, Place
from kpi.imports.found import CellReading
from kpi.imports.grid import letters_of


def note_unseen(found: Collected, page: Page, readings: Iterable[CellReading]) -> None:
    """Says which hidden rows and columns the figures read from a sheet stand in."""
    read, unseen = {one.where for one in readings}, page.sheet.unseen
    columns = [one for one in unseen.columns if any(page.where(Place(row, one)) in read for row in range(page.height))]
    rows = [one for one in unseen.rows if any(page.where(Place(one, column)) in read for column in range(page.width))]
    if rows:
        found.notice("hidden_rows", page.sheet.name, rows=runs([(one, str(one + 1)) for one in rows]))
    if columns:
        found.notice("hidden_columns", page.sheet.name, columns=runs([(one, letters_of(one)) for one in columns]))


def runs(numbered: list[tuple[int, str]]) -> str:
    """Names by their rising numbers, those that follow each other as first and last.

    >>> runs([(6, "7"), (8, "9"), (9, "10"), (10, "11")])
    '7, 9–11'
    """
    begins = [0, *(place for place, (one, two) in enumerate(pairwise(numbered), 1) if two[0] != one[0] + 1)]
    ends = [*(place - 1 for place in begins[1:]), len(numbered) - 1]
    named = [(numbered[first][1], numbered[last][1]) for first, last in zip(begins, ends, strict=True)]
    return ", ".join(first if first == last else f"{first}–{last}" for first, last in named)
