"""What stands in a workbook of a periodic report, found by its heads as a reader finds it."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

Value = object


def opened(content: bytes) -> Workbook:
    """The file with its formulas."""
    return load_workbook(BytesIO(content))


def values(file: bytes | Path) -> Workbook:
    """The file with what its formulas gave when it was written."""
    return load_workbook(BytesIO(file) if isinstance(file, bytes) else file, data_only=True)


def row_of(sheet: Worksheet, text: str, column: int = 1) -> int:
    """The row in which a column says this."""
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, column).value == text)


def results(sheet: Worksheet) -> dict[tuple[str, str, str], Value]:
    """The table of results of an indicator: by scope, by the months it covers ("" after the last), and by head."""
    top = row_of(sheet, "Phạm vi", 2)
    heads, span = {}, ""
    for column in range(3, sheet.max_column + 1):
        span = str(sheet.cell(top, column).value or span)
        if sheet.cell(top + 1, column).value is not None:
            heads[column] = ("" if span == "Mục tiêu" else span, str(sheet.cell(top + 1, column).value))
    return {
        (str(sheet.cell(row, 2).value), *head): sheet.cell(row, column).value
        for row in _table(sheet, top + 2)
        for column, head in heads.items()
    }


def trend(sheet: Worksheet) -> dict[str, dict[str, Value]]:
    """The months of an indicator's trend: by month as written ("2024-03"), then by head."""
    top = row_of(sheet, "Tháng", 2)
    heads = {column: str(head) for column in range(3, sheet.max_column + 1) if (head := sheet.cell(top, column).value)}
    return {
        f"{sheet.cell(row, 2).value:%Y-%m}": {head: sheet.cell(row, column).value for column, head in heads.items()}
        for row in _table(sheet, top + 1)
    }


def rows(sheet: Worksheet, head: str) -> list[dict[str, Value]]:
    """A list under its heads, the row of which begins with one of them."""
    top = row_of(sheet, head)
    names = [str(cell.value) for cell in sheet[top]]
    return [dict(zip(names, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=top + 1)]


def _table(sheet: Worksheet, first: int) -> Iterator[int]:
    """The rows from the first on that name something in their second column."""
    row = first
    while sheet.cell(row, 2).value is not None:
        yield row
        row += 1
