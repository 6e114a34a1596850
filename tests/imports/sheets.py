"""Small functions that build sheets as offices write them, and what is recognised in them."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from kpi.imports.found import Answers, Found
from kpi.imports.grid import Cell, CellError, Grid, Merged, Sheet
from kpi.imports.recognise import recognise
from kpi.months import Month
from kpi.plan import Plan
from tests.builders import month as month
from tests.office import ninh_son

OCTOBER = Month(2024, 10)
TAN_SON, LAM_SON, MA_NOI = "22810", "22813", "22828"

MEASURES = {
    3: "received",
    4: "received_online",
    5: "received_direct",
    6: "carried_over",
    7: "resolved",
    8: "resolved_early",
    9: "resolved_on_time",
    10: "resolved_late",
    11: "pending",
    12: "pending_in_time",
    13: "pending_overdue",
}
"""The columns of form II.06a."""

TITLE: tuple[tuple[Cell, ...], ...] = (
    ("Biểu số II.06a/VPCP/KSTT", None, None, None, "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC"),
    ("Kỳ báo cáo: Tháng 10 năm 2024",),
    (None, None, None, None, None, None, None, None, None, None, "Đơn vị tính: Số hồ sơ TTHC"),
)
_RECEIVED: tuple[Cell, ...] = ("Số lượng hồ sơ tiếp nhận", None, None, None)
_RESOLVED: tuple[Cell, ...] = ("Số lượng hồ sơ đã giải quyết", None, None, None)
_PENDING: tuple[Cell, ...] = ("Số lượng hồ sơ đang giải quyết", None, None)
_OF_RESOLVED = ("Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn")
HEADS: tuple[tuple[Cell, ...], ...] = (
    ("STT", "Lĩnh vực giải quyết", *_RECEIVED, *_RESOLVED, *_PENDING),
    (None, None, "Tổng số", "Trong kỳ", None, "Từ kỳ trước", *_OF_RESOLVED, "Tổng số", "Trong hạn", "Quá hạn"),
    (None, None, None, "Trực tuyến", "Trực tiếp, dịch vụ bưu chính"),
)
NUMBERS: tuple[Cell, ...] = ("(1)", "(2)", "(3)=(4)+(5)+(6)", *(f"({number})" for number in range(4, 14)))
SIGNED: tuple[tuple[Cell, ...], ...] = (
    (),
    ("Ghi chú: số liệu trích xuất từ Hệ thống một cửa",),
    (None, None, None, None, None, None, None, None, "Ninh Sơn, ngày 31 tháng 10 năm 2024"),
    (None, "NGƯỜI LẬP BIỂU", None, None, None, None, None, None, "THỦ TRƯỞNG ĐƠN VỊ"),
)

BALANCED = (31, 20, 6, 5, 25, 10, 13, 2, 6, 5, 1)
"""Columns 3 to 13 of a row that adds up."""


def merged_heads(top: int) -> tuple[Merged, ...]:
    """The merged cells of the three rows of heads that begin in a row."""
    last = top + 2
    across = (Merged(top, 2, top, 5), Merged(top, 6, top, 9), Merged(top, 10, top, 12), Merged(top + 1, 3, top + 1, 4))
    whole = tuple(Merged(top, column, last, column) for column in (0, 1))
    down = tuple(Merged(top + 1, column, last, column) for column in (2, 5, *range(6, 13)))
    return (*across, *whole, *down)


def form(
    *rows: Sequence[Cell],
    title: Sequence[Sequence[Cell]] = TITLE,
    heads: Sequence[Sequence[Cell]] = HEADS,
    numbers: Sequence[Cell] | None = NUMBERS,
    after: Sequence[Sequence[Cell]] = SIGNED,
    merged: bool = True,
    name: str = "II.06a",
) -> Sheet:
    """Form II.06a as a one-stop system exports it."""
    written = [*title, *heads, *([] if numbers is None else [numbers]), *rows, *after]
    return Sheet(name, tuple(map(tuple, written)), merged_heads(len(title)) if merged and heads is HEADS else ())


def place(row: int, column: int, *, sheet: str = "II.06a") -> str:
    """Where a column of the form stands in its n-th row below the numbers: place(1, 3) is "II.06a!C8"."""
    return f"{sheet}!{get_column_letter(column)}{len(TITLE) + len(HEADS) + 1 + row}"


def grid(*sheets: Sheet, name: str = "06a.xlsx") -> Grid:
    return Grid(name, "3fa2b1c0" * 8, sheets)


def table(*rows: Sequence[Cell], name: str = "Số liệu") -> Sheet:
    return Sheet(name, tuple(map(tuple, rows)))


def found(
    *sheets: Sheet,
    plan: Plan | None = None,
    month: Month = OCTOBER,
    answers: Answers | None = None,
    name: str = "06a.xlsx",
) -> Found:
    """What is recognised in sheets, for October 2024 of huyện Ninh Sơn."""
    return recognise(plan or ninh_son(), grid(*sheets, name=name), month, answers or {})


def texts(what: Found) -> dict[tuple[str, str, str], str]:
    """The readings by unit, measure and field."""
    return {(one.unit, one.measure, one.part): one.text for one in what.readings}


def figures(unit: str, row: Sequence[object], *, part: str = "") -> dict[tuple[str, str, str], str]:
    """Columns 3 to 13 of a unit as they are read."""
    return {(unit, measure, part): str(text) for measure, text in zip(MEASURES.values(), row, strict=True)}


def codes(what: Found) -> list[tuple[str, str]]:
    """The problems by place and code."""
    return [(one.where, one.code) for one in what.problems]


def noticed(what: Found) -> list[str]:
    return [one.code for one in what.notices]


def workbook(*sheets: Sheet) -> bytes:
    """Sheets as a real .xlsx."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        made = book.create_sheet(sheet.name)
        made.sheet_state = "hidden" if sheet.hidden else "visible"
        for row, cells in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(cells, start=1):
                if cell is not None and not isinstance(cell, CellError):
                    made.cell(row, column, cell)
        for one in sheet.merged:
            made.merge_cells(
                start_row=one.first_row + 1,
                start_column=one.first_column + 1,
                end_row=one.last_row + 1,
                end_column=one.last_column + 1,
            )
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def details(what: Found, code: str) -> Mapping[str, object]:
    """The details of the one problem or notice with a code."""
    (one,) = [one for one in (*what.problems, *what.notices) if one.code == code]
    return one.details
