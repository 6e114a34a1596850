"""Sheets out of Excel workbooks (.xlsx by openpyxl, .xls by xlrd); called in a process of its own with limits."""

import datetime as dt
import io
import sys
import zipfile
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

import xlrd
import xlrd.biffh
from defusedxml import ElementTree
from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from kpi.imports.grid import Cell, CellError, Merged, Sheet, Unseen
from kpi.imports.limits import MOST_CELLS, MOST_COLUMNS, MOST_LETTERS, MOST_ROWS, MOST_SHEETS
from kpi.imports.refusal import FileRefused

Place = tuple[int, int]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TRUE = frozenset({"1", "true"})
_ROWS_OF_EXCEL = 1_048_576
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
                told = _told_beside_values(source)
            cells |= {place: CellError("") for place in told.unsaved if place not in cells and _within(place)}
            unseen = _unseen(cells, told.hidden_rows, told.hidden_columns)
            made.append(_sheet(sheet.title, cells, told.merged, unseen, hidden=sheet.sheet_state != "visible"))
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
        rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
        columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
        unseen = _unseen(cells, rows, columns)
        made.append(_sheet(sheet.name, cells, merged, unseen, hidden=sheet.visibility != 0))
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
        if row >= _ROWS_OF_EXCEL:
            raise _too_many()
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


@dataclass(slots=True)
class _Beside:
    """What a sheet says that is not told by reading its values; `unsaved` are formulas without a saved result."""

    unsaved: list[Place] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def _told_beside_values(source: IO[bytes]) -> _Beside:
    told = _Beside()
    row = 0
    for _, element in ElementTree.iterparse(source, forbid_dtd=True):
        if element.tag == f"{_MAIN}row":
            row = int(element.get("r") or row + 1)
            told.unsaved += _unsaved(element, row)
            if element.get("hidden") in _TRUE:
                told.hidden_rows.add(row - 1)
            element.clear()
        elif element.tag == f"{_MAIN}col" and element.get("hidden") in _TRUE:
            last = min(int(element.get("max", "1")), MOST_COLUMNS)
            told.hidden_columns |= set(range(max(0, int(element.get("min", "1")) - 1), last))
        elif element.tag == f"{_MAIN}mergeCell":
            left, top, right, bottom = range_boundaries(element.get("ref", "A1"))
            told.merged.append(Merged((top or 1) - 1, (left or 1) - 1, (bottom or 1) - 1, (right or 1) - 1))
    return told


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


def _unseen(cells: Iterable[Place], rows: Container[int], columns: Container[int]) -> Unseen:
    """The hidden rows and columns that hold something."""
    return Unseen(
        tuple(sorted({row for row, _ in cells if row in rows})),
        tuple(sorted({column for _, column in cells if column in columns})),
    )


def _sheet(name: str, cells: dict[Place, Cell], merged: Iterable[Merged], unseen: Unseen, *, hidden: bool) -> Sheet:
    """The rows up to the last cell that holds something; merged cells outside of them do not matter."""
    height = 1 + max((row for row, _ in cells), default=-1)
    widths = [0] * height
    for row, column in cells:
        widths[row] = max(widths[row], column + 1)
    rows = tuple(tuple(cells.get((row, column)) for column in range(width)) for row, width in enumerate(widths))
    kept = tuple(one for one in merged if _within((one.last_row, one.last_column)) and one.first_row < height)
    return Sheet(name, rows, kept, hidden, unseen)
