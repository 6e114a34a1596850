"""Form II.06a as it is given out: the official heads cell for cell, live totals, and read back to the same figures."""

from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kpi.exports.form_06a import form_06a
from kpi.imports.reader import read_file
from kpi.imports.recognise import recognise
from tests.builders import plan_from, tables, ward
from tests.imports.sheets import BALANCED, LAM_SON, MA_NOI, OCTOBER, figures, texts
from tests.office import ninh_son
from tests.office_files import converted

PLAN = ninh_son()
ROW = dict(zip(range(3, 14), map(float, BALANCED), strict=True))
DOUBLE = {column: 2 * value for column, value in ROW.items()}
FIELDS = [("Đất đai", ROW), ("Hộ tịch", ROW)]


def sheet_of(content: bytes, *, values: bool = False) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(content), data_only=values).worksheets[0]


def of_fields(*, whole: dict[int, float | None] | None = None) -> bytes:
    return form_06a(PLAN, "Xã Ma Nới", OCTOBER, DOUBLE if whole is None else whole, FIELDS, demo=False)


def test_the_heads_are_those_of_the_circular() -> None:
    sheet = sheet_of(of_fields())
    assert [sheet.cell(row, 1).value for row in range(1, 5)] == [
        "Biểu số II.06a/VPCP/KSTT",
        "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
        "Kỳ báo cáo: Tháng 10 năm 2024 (từ ngày 01/10/2024 đến ngày 31/10/2024)",
        "Đơn vị báo cáo: Xã Ma Nới",
    ]
    heads = {str(one) for one in sheet.merged_cells.ranges if 6 <= one.min_row <= 8}
    assert heads == {"A6:A8", "B6:B8", "C6:F6", "G6:J6", "K6:M6", "D7:E7"} | {
        f"{letter}7:{letter}8" for letter in "CFGHIJKLM"
    }
    assert [cell.value for cell in sheet[6] if cell.value] == [
        "STT",
        "Lĩnh vực giải quyết",
        "Số lượng hồ sơ tiếp nhận",
        "Số lượng hồ sơ đã giải quyết",
        "Số lượng hồ sơ đang giải quyết",
    ]
    assert [cell.value for cell in sheet[9]] == [
        "(1)",
        "(2)",
        "(3)=(4)+(5)+(6)",
        "(4)",
        "(5)",
        "(6)",
        "(7)=(8)+(9)+(10)",
        "(8)",
        "(9)",
        "(10)",
        "(11)=(12)+(13)",
        "(12)",
        "(13)",
    ]


def test_the_numbers_of_sums_stand_on_one_line() -> None:
    """A letter of 9 points is at most as wide as a digit of the 11 points that widths are counted in."""
    sheet = sheet_of(of_fields())
    for place, cell in enumerate(sheet[9], 1):
        if "=" in str(cell.value):
            assert sheet.column_dimensions[get_column_letter(place)].width >= len(str(cell.value)), cell.value


def test_totals_are_formulas_that_libreoffice_works_out_to_the_same(tmp_path: Path) -> None:
    content = of_fields()
    assert sheet_of(content)["C12"].value == "=SUM(C10:C11)"
    path = tmp_path / "06a.xlsx"
    path.write_bytes(content)
    again = sheet_of(converted(path, "xlsx", tmp_path / "out").read_bytes(), values=True)
    for shown in (sheet_of(content, values=True), again):
        assert [shown.cell(12, column).value for column in range(3, 14)] == list(DOUBLE.values())


def test_a_total_that_is_not_the_sum_of_its_rows_is_the_number_itself() -> None:
    sheet = sheet_of(of_fields(whole={**DOUBLE, 3: 65.0}))
    assert (sheet["C12"].value, sheet["D12"].value) == (65, "=SUM(D10:D11)")


def test_the_form_of_fields_is_read_back() -> None:
    what = recognise(PLAN, read_file("06a.xlsx", of_fields()), OCTOBER, {})
    assert texts(what) == (
        figures(MA_NOI, BALANCED, part="dat-dai")
        | figures(MA_NOI, BALANCED, part="ho-tich")
        | figures(MA_NOI, [2 * number for number in BALANCED])
    )
    assert (what.questions, what.problems, what.notices) == ((), (), ())


def test_the_form_of_the_whole_authority_is_read_back_unit_by_unit() -> None:
    rows = [("Xã Ma Nới", ROW), ("Xã Lâm Sơn", ROW)]
    content = form_06a(PLAN, "Ủy ban nhân dân huyện Ninh Sơn", OCTOBER, DOUBLE, rows, demo=True)
    assert sheet_of(content)["M1"].value == "SỐ LIỆU MINH HỌA"
    assert sheet_of(content)["B6"].value == "Đơn vị"
    what = recognise(PLAN, read_file("06a.xlsx", content), OCTOBER, {})
    assert texts(what) == figures(MA_NOI, BALANCED) | figures(LAM_SON, BALANCED)
    assert (what.questions, what.problems, what.notices) == ((), (), ())


def test_a_form_without_rows_and_missing_figures_is_read_back() -> None:
    whole: dict[int, float | None] = {3: 31.0, 4: 0.0, 5: None}
    what = recognise(
        PLAN, read_file("06a.xlsx", form_06a(PLAN, "Xã Ma Nới", OCTOBER, whole, (), demo=False)), OCTOBER, {}
    )
    assert texts(what) == {
        (MA_NOI, "received", ""): "31",
        (MA_NOI, "received_online", ""): "0",
        (MA_NOI, "received_direct", ""): "không phát sinh",
    }


def test_a_plan_with_other_columns_has_them_under_its_own_names() -> None:
    whole = {1: 40.0, 2: 3.0, 3: 30.0, 4: 2.0, 5: 13.0, 6: 1.0}
    content = form_06a(ward(), "Văn phòng HĐND và UBND", OCTOBER, whole, (), demo=False)
    assert [cell.value for cell in sheet_of(content)[7]][2:] == ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]
    what = recognise(ward(), read_file("06a.xlsx", content), OCTOBER, {})
    assert sorted(texts(what).items()) == sorted(
        {
            ("van-phong", "received", ""): "40",
            ("van-phong", "carried_over", ""): "3",
            ("van-phong", "resolved", ""): "30",
            ("van-phong", "resolved_late", ""): "2",
            ("van-phong", "pending", ""): "13",
            ("van-phong", "overdue", ""): "1",
        }.items()
    )


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    sheet = sheet_of(form_06a(PLAN, "=1+1", OCTOBER, ROW, [("=CMD()", ROW)], demo=False))
    assert (sheet["B10"].value, sheet["B10"].data_type) == ("=CMD()", "s")
    assert sheet["B10"].quotePrefix


def test_a_head_that_looks_like_a_formula_stays_text_when_its_cell_is_edited() -> None:
    data = tables("valid-ward-2026")
    (late,) = [measure for measure in data["measure"] if measure["id"] == "resolved_late"]
    late["name"] = "- Trong đó quá hạn"
    sheet = sheet_of(form_06a(plan_from(data), "Văn phòng HĐND và UBND", OCTOBER, {4: 2.0}, (), demo=False))
    heads = {str(cell.value): bool(cell.quotePrefix) for cell in sheet[6] if cell.value}
    assert heads["- Trong đó quá hạn"]
    assert [name for name, quoted in heads.items() if quoted] == ["- Trong đó quá hạn"]
