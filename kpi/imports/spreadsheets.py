"""Sheets out of Excel workbooks (.xlsx by openpyxl, .xls by xlrd); called in a process of its own with limits."""

import datetime as dt
import io
import sys
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

import xlrd
import xlrd.biffh
from defusedxml import ElementTree
from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from kpi.imports.grid import Cell, CellError, Merged, Sheet
from kpi.imports.limits import MOST_CELLS, MOST_COLUMNS, MOST_LETTERS, MOST_ROWS, MOST_SHEETS
from kpi.imports.refusal import FileRefused

Place = tuple[int, int]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DIGITS = 15
"""The digits of a number that Excel keeps and shows; what a float has beyond them is an accident of binary."""


def sheets_of_xlsx(content: bytes) -> list[Sheet]:
    """The worksheets of a workbook with the values that were saved with it; no formula is calculated."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    if len(book.worksheets) > MOST_SHEETS:
        raise _too_many()
    counted = _Counted()
    made = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for sheet in book.worksheets:
            assert isinstance(sheet, ReadOnlyWorksheet)
            sheet.reset_dimensions()
            cells = _values(sheet, counted)
            path = sheet._worksheet_path  # type: ignore[attr-defined]  # not told otherwise
            with archive.open(path) as source:
                unsaved, merged = _formulas_and_merged(source)
            cells |= {place: CellError("") for place in unsaved if place not in cells and _within(place)}
            made.append(_sheet(sheet.title, cells, merged, hidden=sheet.sheet_state != "visible"))
    return made


def sheets_of_xls(content: bytes) -> list[Sheet]:
    """The worksheets of a workbook of Excel 97 to 2003."""
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=sys.stderr)
    except xlrd.biffh.XLRDError as refused:
        raise FileRefused("encrypted" if "encrypted" in str(refused).lower() else "broken") from refused
    if book.nsheets > MOST_SHEETS:
        raise _too_many()
    counted = _Counted()
    made = []
    for sheet in book.sheets():
        cells: dict[Place, Cell] = {
            (row, column): value
            for row in range(sheet.nrows)
            for column in range(sheet.row_len(row))
            if (value := _old_value(book, sheet.cell(row, column))) is not None
        }
        counted.count(cells)
        merged = [Merged(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
        made.append(_sheet(sheet.name, cells, merged, hidden=sheet.visibility != 0))
    return made


class _Counted:
    """What the sheets read so far hold."""

    def __init__(self) -> None:
        self.cells = self.letters = 0

    def count(self, cells: dict[Place, Cell]) -> None:
        self.cells += len(cells)
        self.letters += sum(len(value) for value in cells.values() if isinstance(value, str))
        if self.cells > MOST_CELLS or self.letters > MOST_LETTERS or not all(_within(place) for place in cells):
            raise _too_many()


def _too_many() -> FileRefused:
    return FileRefused("too_many_cells", rows=MOST_ROWS, columns=MOST_COLUMNS)


def _within(place: Place) -> bool:
    return place[0] < MOST_ROWS and place[1] < MOST_COLUMNS


def _values(sheet: ReadOnlyWorksheet, counted: _Counted) -> dict[Place, Cell]:
    cells: dict[Place, Cell] = {}
    for row, written in enumerate(sheet.rows):
        for column, cell in enumerate(written):
            if isinstance(cell, ReadOnlyCell) and (value := _value(cell)) is not None:
                cells[row, column] = value
                if not _within((row, column)) or len(cells) > MOST_CELLS:
                    raise _too_many()
    counted.count(cells)
    return cells


def _value(cell: ReadOnlyCell) -> Cell:
    value: Any = cell.value
    match value:
        case bool():
            return value
        case int() | float():
            return _percent(value) if "%" in (cell.number_format or "") else _number(value)
        case str() if cell.data_type == "e":
            return CellError(value)
        case None if cell.data_type == "str":  # a formula whose result is an empty text
            return None
    return _day_or_text(value)


def _day_or_text(value: object) -> Cell:
    match value:
        case None:
            return None
        case dt.datetime():
            return value.date() if value.time() == dt.time() else value
        case dt.date():
            return value
        case dt.time():
            return dt.datetime.combine(dt.date(1900, 1, 1), value)
        case dt.timedelta():
            return dt.datetime(1900, 1, 1) + value
    return str(value).strip() or None


def _number(value: float) -> float:
    """A number as Excel shows all of it: 0.1 + 0.2 is 0.3; a whole one is an int."""
    shown = float(f"{value:.{_DIGITS}g}") if isinstance(value, float) else value
    return int(shown) if shown == int(shown) else shown


def _percent(value: float) -> str:
    """A number that is shown as a percentage, as text: 0.85 is meant as "85%" and must not pass for 0.85."""
    return f"{_number(value * 100)}%".replace(".", ",")


def _formulas_and_merged(source: IO[bytes]) -> tuple[list[Place], list[Merged]]:
    """The cells with a formula but no saved result, and the merged cells; both are not told by reading values."""
    unsaved: list[Place] = []
    merged: list[Merged] = []
    row = 0
    for _, element in ElementTree.iterparse(source, forbid_dtd=True):
        if element.tag == f"{_MAIN}row":
            row = int(element.get("r") or row + 1)
            unsaved += _unsaved(element, row)
            element.clear()
        elif element.tag == f"{_MAIN}mergeCell":
            left, top, right, bottom = range_boundaries(element.get("ref", "A1"))
            merged.append(Merged((top or 1) - 1, (left or 1) - 1, (bottom or 1) - 1, (right or 1) - 1))
    return unsaved, merged


def _unsaved(row: Iterable[Any], number: int) -> Iterator[Place]:
    column = 0
    for cell in row:
        column = coordinate_to_tuple(cell.get("r"))[1] if cell.get("r") else column + 1
        if cell.find(f"{_MAIN}f") is not None and not cell.findtext(f"{_MAIN}v") and cell.get("t") != "str":
            yield number - 1, column - 1


def _old_value(book: xlrd.Book, cell: xlrd.sheet.Cell) -> Cell:
    match cell.ctype, cell.value:
        case xlrd.XL_CELL_NUMBER, float() as value:
            percent = "%" in book.format_map[book.xf_list[cell.xf_index or 0].format_key].format_str
            return _percent(value) if percent else _number(value)
        case xlrd.XL_CELL_DATE, float() as value:
            try:
                return _day_or_text(xlrd.xldate_as_datetime(value, book.datemode))
            except (xlrd.XLDateError, OverflowError, ValueError):
                return CellError("#VALUE!")
        case xlrd.XL_CELL_BOOLEAN, value:
            return bool(value)
        case xlrd.XL_CELL_ERROR, int() as value:
            return CellError(xlrd.error_text_from_code.get(value, "#VALUE!"))
        case xlrd.XL_CELL_TEXT, str() as value:
            return value.strip() or None
    return None


def _sheet(name: str, cells: dict[Place, Cell], merged: Iterable[Merged], *, hidden: bool) -> Sheet:
    """The rows up to the last cell that holds something; merged cells outside of them do not matter."""
    height = 1 + max((row for row, _ in cells), default=-1)
    widths = [0] * height
    for row, column in cells:
        widths[row] = max(widths[row], column + 1)
    rows = tuple(tuple(cells.get((row, column)) for column in range(width)) for row, width in enumerate(widths))
    kept = tuple(one for one in merged if _within((one.last_row, one.last_column)) and one.first_row < height)
    return Sheet(name, rows, kept, hidden)
