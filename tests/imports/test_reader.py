"""Files of every kind that offices have are read cell by cell."""

import csv
import datetime as dt
import hashlib
import io
import unicodedata
from collections.abc import Callable

import openpyxl
import pytest
import xlwt  # type: ignore[import-untyped]

from kpi.imports.grid import Cell, CellError, Merged, Sheet, Unseen
from kpi.imports.reader import read_file, read_pasted
from kpi.imports.recognise import recognise
from tests.imports.files import cells_xml, old_workbook, sheet_xml, web_page, with_sheet
from tests.imports.sheets import BALANCED, MA_NOI, OCTOBER, TITLE, figures, form, found, texts, workbook
from tests.office import ninh_son

FORM = form((1, "Xã Ma Nới", *BALANCED))
DOTTED = form((1, "Xã Ma Nới", "1.031", "1.020", *(str(number) for number in BALANCED[2:])))
ONE = Sheet("Số liệu", (("Xã Ma Nới", 12),))


def trimmed(sheet: Sheet) -> tuple[tuple[Cell, ...], ...]:
    """The rows without the empty cells at their ends."""
    ends = [
        max((place for place, cell in enumerate(row, start=1) if cell is not None), default=0) for row in sheet.rows
    ]
    return tuple(row[:end] for row, end in zip(sheet.rows, ends, strict=True))


def only(name: str, content: bytes) -> Sheet:
    (sheet,) = read_file(name, content).sheets
    return sheet


def test_a_grid_keeps_the_name_and_the_hash_of_its_file() -> None:
    content = workbook(ONE)
    grid = read_file("tháng 10.xlsx", content)
    assert (grid.name, grid.file_hash) == ("tháng 10.xlsx", hashlib.sha256(content).hexdigest())
    assert grid.sheets[0].rows == (("Xã Ma Nới", 12),)


@pytest.mark.parametrize("sheet", [FORM, DOTTED], ids=["numbers", "dotted texts"])
@pytest.mark.parametrize("write", [workbook, old_workbook], ids=["xlsx", "xls"])
def test_both_kinds_of_workbooks_keep_cells_and_merged_heads(sheet: Sheet, write: Callable[[Sheet], bytes]) -> None:
    read = only("06a", write(sheet))
    assert read.rows == trimmed(sheet)
    assert set(read.merged) == set(sheet.merged)


def test_every_kind_of_cell_of_a_workbook_is_what_it_shows() -> None:
    book = openpyxl.Workbook()
    made = book.worksheets[0]
    made.append([1.5, 3.0, 0.1 + 0.2, 0.855, True, "#REF!", dt.date(2024, 10, 1), "=1+1", "  Ma Nới "])
    made["D1"].number_format = "0.0%"
    made.append([dt.datetime(2024, 10, 1, 7, 30), dt.time(7, 30), "=A1", "'", "=NA()"])
    file = io.BytesIO()
    book.save(file)
    assert only("x.xlsx", file.getvalue()).rows == (
        (1.5, 3, 0.3, "85,5%", True, CellError("#REF!"), dt.date(2024, 10, 1), CellError(""), "Ma Nới"),
        (dt.datetime(2024, 10, 1, 7, 30), dt.datetime(1900, 1, 1, 7, 30), CellError(""), "'", CellError("")),
    )


def test_a_formula_counts_by_the_result_that_was_saved() -> None:
    cells = [
        '<c r="A1"><f>1+2</f><v>3</v></c>',
        '<c r="B1" t="str"><f>""</f><v></v></c>',
        '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        "<c><f>1+3</f></c>",
        '<c t="str"><f>"a"</f><v>a</v></c>',
    ]
    xml = sheet_xml(cells_xml(1, cells))
    assert only("x.xlsx", with_sheet(workbook(ONE), xml)).rows == ((3, None, CellError("#DIV/0!"), CellError(""), "a"),)


def test_a_sheet_that_lies_about_its_size_is_read_whole() -> None:
    xml = sheet_xml('<row><c><v>1</v></c><c r="C1"><v>3</v></c></row>', '<row r="3"><c><v>4</v></c></row>')
    xml = xml.replace("<sheetData>", '<dimension ref="A1"/><sheetData>')
    assert only("x.xlsx", with_sheet(workbook(ONE), xml)).rows == ((1, None, 3), (), (4,))


def test_cells_far_away_that_only_have_a_format_do_not_matter() -> None:
    rows = [
        cells_xml(1, ["<c r='A1'><v>1</v></c>", "<c r='XFD1' s='0'/>"]),
        cells_xml(1048576, ["<c r='XFD1048576'/>"]),
    ]
    assert only("x.xlsx", with_sheet(workbook(ONE), sheet_xml(*rows))).rows == ((1,),)


def test_a_hidden_sheet_is_marked() -> None:
    content = workbook(ONE, Sheet("Cũ", ((1,),), hidden=True))
    assert [(one.name, one.hidden) for one in read_file("x.xlsx", content).sheets] == [("Số liệu", False), ("Cũ", True)]


def test_hidden_rows_and_columns_with_something_in_them_are_told() -> None:
    new, old = openpyxl.Workbook(), xlwt.Workbook()
    sheet, old_sheet = new.worksheets[0], old.add_sheet("Cũ")
    for row in range(3):
        for column in range(3):
            sheet.cell(row + 1, column + 1, 1)
            old_sheet.write(row, column, 1)
    sheet.row_dimensions[2].hidden = sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions.group("C", "F", hidden=True)
    old_sheet.row(1).hidden = old_sheet.col(2).hidden = True
    for name, book in {"x.xlsx": new, "x.xls": old}.items():
        file = io.BytesIO()
        book.save(file)
        assert only(name, file.getvalue()).unseen == Unseen(rows=(1,), columns=(2,))


def test_days_percentages_and_errors_of_old_workbooks() -> None:
    book = xlwt.Workbook()
    made = book.add_sheet("Cũ")
    made.write(0, 0, dt.date(2024, 10, 1), xlwt.easyxf(num_format_str="DD/MM/YYYY"))
    made.write(0, 1, 0.5, xlwt.easyxf(num_format_str="0%"))
    made.write(0, 2, True)
    file = io.BytesIO()
    book.save(file)
    assert only("x.xls", file.getvalue()).rows == ((dt.date(2024, 10, 1), "50%", True),)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_csv_of_every_delimiter_and_encoding_is_read_as_text(delimiter: str, encoding: str) -> None:
    written = io.StringIO()
    rows = [["Đơn vị", "Tổng số hồ sơ tiếp nhận"], ["Thị trấn Tân Sơn", "1.234"], ["Xã Ma Nới, cũ", "5"]]
    csv.writer(written, delimiter=delimiter).writerows(rows)
    text = written.getvalue()
    content = vietnamese_windows(text) if encoding == "cp1258" else text.encode(encoding)
    assert only("x.csv", content).rows == tuple(map(tuple, rows))


def vietnamese_windows(text: str) -> bytes:
    """Windows-1258 as Windows writes it: letters with their hook or breve, tones as marks of their own."""
    out = b""
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, tone = _without_tone(letter)
            out += base.encode("cp1258") + tone.encode("cp1258")
    return out


def _without_tone(letter: str) -> tuple[str, str]:
    marks = unicodedata.normalize("NFD", letter)
    tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", marks.replace(tone, "")), tone


def test_semicolons_divide_where_commas_stand_in_numbers_and_names() -> None:
    content = "Kỳ: tháng 10/2024\nĐơn vị;Điểm, số\nMa Nới;12,5\nLâm Sơn;13,5\n".encode()
    assert only("x.csv", content).rows == (
        ("Kỳ: tháng 10/2024",),
        ("Đơn vị", "Điểm, số"),
        ("Ma Nới", "12,5"),
        ("Lâm Sơn", "13,5"),
    )
    assert only("x.csv", b"sep=,\r\na;b,c\r\n").rows == (("a;b", "c"),)


def test_a_form_without_merged_cells_in_csv_is_recognised() -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows(DOTTED.rows)
    what = recognise(ninh_son(), read_file("06a.csv", written.getvalue().encode("utf-8-sig")), OCTOBER, {})
    assert texts(what) == figures(MA_NOI, ["1.031", "1.020", *BALANCED[2:]])
    assert what.readings[0].where == "C8"


def test_a_web_page_named_xls_is_read_by_its_table() -> None:
    sheet = form((1, "Xã Ma Nới", *BALANCED), title=())
    read = only("06a.xls", web_page(sheet, title="Kỳ báo cáo: Tháng 10/2024"))
    assert read.rows[0] == ("Kỳ báo cáo: Tháng 10/2024",)
    assert Merged(1, 2, 1, 5) in read.merged
    what = found(read)
    assert texts(what) == figures(MA_NOI, BALANCED)
    assert what.months == (OCTOBER,)


def test_what_is_pasted_from_excel_has_no_names_and_keeps_line_breaks_in_cells() -> None:
    grid = read_pasted('Đơn vị\t"Tổng số\nhồ sơ tiếp nhận"\r\nXã Ma Nới\t1.234\r\n')
    assert (grid.name, grid.sheets[0].name) == ("", "")
    assert grid.sheets[0].rows == (("Đơn vị", "Tổng số\nhồ sơ tiếp nhận"), ("Xã Ma Nới", "1.234"))
    what = recognise(ninh_son(), grid, OCTOBER, {})
    assert [(one.text, one.where) for one in what.readings] == [("1.234", "B2")]


def test_a_real_workbook_of_the_form_is_recognised() -> None:
    what = recognise(ninh_son(), read_file("06a.xlsx", workbook(FORM)), OCTOBER, {})
    assert texts(what) == figures(MA_NOI, BALANCED)
    assert len(TITLE) == 3
