"""Ranges of cells and names of sheets: what formulas add up, and what every program takes."""

import re

from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import range_boundaries

from kpi.exports.workbook_cells import Cell, rectangles, total
from kpi.exports.workbook_names import sheet_names

CELLS = st.frozensets(st.builds(Cell, st.integers(0, 7), st.integers(0, 5)), max_size=40)


def inside(address: str) -> set[Cell]:
    """The cells of a range, by an independent reader of its name."""
    left, top, right, bottom = (int(str(bound)) for bound in range_boundaries(address))
    return {Cell(row - 1, column - 1) for row in range(top, bottom + 1) for column in range(left, right + 1)}


@given(CELLS, CELLS)
def test_ranges_hold_each_cell_once_and_no_other_number(cells: frozenset[Cell], others: frozenset[Cell]) -> None:
    numbers = cells | others
    found = [cell for one in rectangles(cells, numbers=numbers) for cell in inside(one.address) if cell in numbers]
    assert sorted(found) == sorted(cells)


def test_a_column_over_gaps_and_equal_columns_are_one_range() -> None:
    cells = {Cell(row, column) for row in (0, 1, 3) for column in (2, 3, 4)}
    assert total(cells, numbers=cells) == "SUM(C1:E4)"
    assert total(cells, numbers=cells | {Cell(2, 3)}) == "SUM(C1:C4,D1:D2,E1:E4,D4)"


def test_a_sum_of_very_many_ranges_is_more_than_one_call() -> None:
    cells = {Cell(row, 0) for row in range(0, 1000, 2)}
    written = total(cells, numbers={Cell(row, 0) for row in range(1000)})
    calls = re.findall(r"SUM\(([^)]*)\)", written)
    assert [len(call.split(",")) for call in calls] == [200, 200, 100]
    assert written.count("+") == 2


NAMES = st.text(alphabet="ABab đĐ[]:*?/\\'\n=😀", max_size=45)


@given(st.lists(NAMES, max_size=12))
def test_names_of_sheets_are_short_and_legal_and_no_two_alike(wanted: list[str]) -> None:
    found = sheet_names(wanted, unnamed="Bảng")
    assert len(found) == len(wanted)
    assert len({name.casefold() for name in found}) == len(found)
    for name in found:
        assert 0 < len(name.encode("utf-16-le")) <= 62
        assert not re.search(r"[\[\]:*?/\\\n]", name)
        assert name == name.strip("'")
