"""What is not surely of the month is never read in silence: another time is a problem, an unknown one a question."""

import datetime as dt
from collections.abc import Sequence

import pytest

from kpi.imports.found import SKIPPED, Found, Subject
from kpi.imports.grid import Cell, Merged, Sheet
from tests.imports.sheets import codes, form, found, noticed, table, texts

RECEIVED, RESOLVED = "Tổng số hồ sơ tiếp nhận", "Tổng số hồ sơ đã giải quyết"
HEAD: tuple[Cell, ...] = ("Đơn vị", RECEIVED, RESOLVED)
ROW: tuple[Cell, ...] = ("Xã Ma Nới", 10, 5)
OTHER: tuple[Cell, ...] = ("Xã Lâm Sơn", 7, 3)
OCTOBER: tuple[Cell, ...] = ("Tháng 10/2024",)


def stopped(what: Found) -> bool:
    """Whether a file cannot be written as it is; its figures were recognised all the same."""
    return bool(what.problems or what.questions)


def said(what: Found) -> list[str]:
    return [one.text for one in what.questions]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Tháng 9, năm 2024", "other_month"),
        ("Kỳ báo cáo tháng: 09/2024", "other_month"),
        ("Tháng: 9   Năm: 2024", "other_month"),
        ("Tháng ...9... năm 2024", "other_month"),
        ("Tháng …9… năm 2024", "other_month"),
        ("Kỳ báo cáo: 09/2024", "other_month"),
        ("Kỳ báo cáo: 2024-09", "other_month"),
        ("Kỳ báo cáo: 01/09/2024", "other_month"),
        ("BÁO CÁO THÁNG\n9/2024", "other_month"),
        ("BÁO CÁO THÁNG 9/24", "other_month"),
        ("T9.2024", "other_month"),
        ("Tháng chín năm 2024", "other_month"),
        ("THÁNG MƯỜI HAI", "other_month"),
        ("Thang 9 nam 2024", "other_month"),
        ("Th\u200ba\u0301ng 9", "other_month"),
        ("Ninh Sơn, ngày    tháng 9 năm 2024", "other_month"),
        ("Từ 15/8/24 đến 14/9/24", "other_month"),
        ("15/08 – 14/09", "other_month"),
        ("15/08 - 14/09/2024", "other_month"),
        ("Từ ngày 16/08/2024 đến ngày 15/09/2024", "other_month"),
        ("Từ 01/01/2024 00:00 đến 31/10/2024 23:59", "longer_than_month"),
        ("Từ 2024-01-01 đến 2024-10-31", "longer_than_month"),
        ("Từ ngày 01/01/2024\nđến ngày 31/10/2024", "longer_than_month"),
        ("Từ tháng 1 đến tháng 10", "longer_than_month"),
        ("T1-T10/2024", "longer_than_month"),
        ("Kết quả 10T/2024", "longer_than_period"),
        ("LK đến 31/10/2024", "longer_than_period"),
        ("Kỳ báo cáo: Quý 3/2024", "longer_than_period"),
    ],
)
def test_a_title_of_another_time_is_a_problem_however_it_is_written(line: str, code: str) -> None:
    what = found(table((line,), HEAD, ROW))
    assert {one for _, one in codes(what)} == {code}


@pytest.mark.parametrize(
    "line",
    [
        "Kết quả 10T",
        "Quý III",
        "Quý ba năm 2024",
        "Tháng năm 2024",
        "Thang chin nam 2024",
        "Tháng IX/2024",
        "Từ ngày 01/09/2024 đến ngày 01/10/2024",
        "Từ ngày 01/10/2024 đến ngày 07/10/2024",
        "Từ ngày 01/09/2024",
        "01/09/2024",
        "Ngày 15/09/2024",
        "Số liệu ngày 20 tháng 9 năm 2024",
        "Cùng kỳ năm trước",
        "NĂM HỌC 2023",
        "Trong năm 2024",
        "Số liệu từ đầu nhiệm kỳ",
        "Sep 2024",
        "20240930",
        "Tuần 40",
        "Giai đoạn 2021-2025",
        "Bán niên",
    ],
)
def test_a_title_whose_time_is_not_sure_is_asked_about(line: str) -> None:
    what = found(table((line,), HEAD, ROW))
    assert (said(what), what.problems) == ([f"{line} (khi nhập T10/2024)"], ())


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("Tháng", "9", "năm", "2024"), "other_month"),
        (("Tháng 10", "Năm 2023"), "other_month"),
        (("Từ ngày", "01/01/2024", "đến ngày", "31/10/2024"), "longer_than_month"),
        (("Kỳ báo cáo:", dt.date(2024, 9, 1)), "other_month"),
        (("Tháng", dt.date(2024, 9, 1)), "other_month"),
        (("Tháng", dt.datetime(2024, 10, 1, 7, 30)), None),
        (("Từ ngày", "15/09/2024", "đến ngày", "14/10/2024"), None),
        (("Tháng", "10", "năm", "2024"), None),
    ],
)
def test_a_time_in_several_cells_is_read_as_one(cells: tuple[Cell, ...], code: str | None) -> None:
    what = found(table(cells, HEAD, ROW))
    assert ([one for _, one in codes(what)], what.questions) == ([code] if code else [], ())


@pytest.mark.parametrize(
    "rows",
    [
        [("Từ ngày 01/01/2024",), ("Đến ngày 31/10/2024",)],
        [("Từ ngày:", dt.date(2024, 1, 1)), ("Đến ngày:", dt.date(2024, 10, 31))],
        [("Tháng", "Năm"), (9, 2024)],
        [(None, dt.date(2024, 9, 1))],
        [("Lũy", "kế"), ("Quý", "III")],
    ],
)
def test_a_time_over_two_rows_and_a_day_alone_are_seen(rows: Sequence[Sequence[Cell]]) -> None:
    assert stopped(found(table(*rows, HEAD, ROW)))


@pytest.mark.parametrize(
    "line",
    [
        "Từ ngày 16/09/2024 đến ngày 15/10/2024",
        "Từ ngày 15/09/2024 đến ngày 15/10/2024",
        "Từ 20/09 đến 20/10/2024",
        "Từ 2024-10-01 đến 2024-10-31",
        "Từ 01/10/2024 00:00 đến 31/10/2024 23:59",
        "Tháng mười năm 2024",
        "Kỳ báo cáo: 10/2024",
        "Tháng 10, quý IV năm 2024",
    ],
)
def test_a_time_of_some_thirty_days_is_the_month_of_its_end(line: str) -> None:
    what = found(table((line,), HEAD, ROW))
    assert (what.questions, what.problems, what.notices) == ((), (), ())
    assert texts(what)


@pytest.mark.parametrize("line", ["Kỳ trước", "Tháng trước", "Cùng kỳ năm 2023", "Quý III", "Kế hoạch giao", "2023"])
def test_a_row_over_figures_of_another_time_is_a_problem(line: str) -> None:
    what = found(table(OCTOBER, HEAD, ROW, (line,), OTHER))
    assert codes(what) == [("Số liệu!A4", "other_time_within")]


def test_a_year_as_a_number_over_figures_is_a_problem() -> None:
    assert codes(found(table(OCTOBER, HEAD, ROW, (2023,), OTHER))) == [("Số liệu!A4", "other_time_within")]
    assert not stopped(found(table(OCTOBER, HEAD, ROW, (2024,), OTHER)))


@pytest.mark.parametrize(
    ("head", "cell", "stops"),
    [
        ("Nội dung", "Lũy kế", ["Lũy kế (khi nhập T10/2024)"]),
        ("Nội dung", "Kế hoạch", ["Kế hoạch (khi nhập T10/2024)"]),
        ("Kỳ báo cáo", "09/2024", ["other_month"]),
        ("Tháng", "T9", ["other_month"]),
        ("Tháng", dt.date(2024, 9, 1), ["other_month"]),
        ("Kỳ báo cáo", "Quý III", ["Kỳ báo cáo Quý III (khi nhập T10/2024)"]),
        ("Tháng", "T10", []),
        ("Kỳ báo cáo", "10/2024", []),
        ("Nội dung", "Thực hiện", []),
        ("Ngày nộp", dt.date(2024, 11, 5), []),
        ("Ghi chú", "Tăng 3 hồ sơ so với tháng trước", []),
    ],
)
@pytest.mark.parametrize("right", [False, True])
def test_a_column_of_times_beside_the_names_is_judged_once_for_each_value(
    head: str, cell: Cell, stops: list[str], right: bool
) -> None:
    rows = [HEAD, ROW, OTHER]
    times = (head, cell, cell)
    beside = [(*one, of) if right else (one[0], of, *one[1:]) for one, of in zip(rows, times, strict=True)]
    what = found(table(OCTOBER, *beside))
    assert [*(code for _, code in codes(what)), *said(what)] == stops
    assert len(texts(what)) == 4


def test_a_column_of_numbers_of_months_is_of_times_whatever_was_answered() -> None:
    rows = [(*HEAD, "Tháng"), (*ROW, 9)]
    what = found(table(OCTOBER, *rows), answers={(Subject.MEASURE, "thang"): SKIPPED})
    assert codes(what) == [("Số liệu!D3", "other_month")]


@pytest.mark.parametrize(
    "line",
    [
        "Ghi chú: Số liệu trên là lũy kế từ đầu năm",
        "Ghi chú: số liệu 9 tháng",
        "Số liệu tính đến 30/09/2024",
        "(Số liệu tháng 9/2024)",
        "Số liệu năm 2024",
    ],
)
def test_what_is_said_below_the_table_counts_to_the_end_of_the_sheet(line: str) -> None:
    what = found(table(OCTOBER, HEAD, ROW, (), (), (None, line)))
    assert (said(what), what.problems) == ([f"{line} (khi nhập T10/2024)"], ())
    assert what.questions[0].where == "Số liệu!B6"


def test_a_head_over_a_column_that_is_read_is_judged_too() -> None:
    upper: tuple[Cell, ...] = ("STT", "Đơn vị (lũy kế)", *["9T"] * 11)
    heads = (upper, *form().rows[3:6])
    what = found(form((1, "Xã Ma Nới", *range(11)), heads=heads, merged=False))
    assert stopped(what)


def test_one_problem_for_a_title_over_merged_cells() -> None:
    sheet = table(("Tháng 9/2024", None, None), HEAD, ROW)
    what = found(Sheet("S", sheet.rows, (Merged(0, 0, 0, 2),)))
    assert codes(what) == [("S!A1", "other_month")]


@pytest.mark.parametrize(
    ("name", "stops"),
    [("09-2024", True), ("T9", True), ("Quý III", True), ("LK", True), ("10-2024", False), ("Biểu 1", False)],
)
def test_the_name_of_the_sheet_counts(name: str, stops: bool) -> None:
    assert stopped(found(table(HEAD, ROW, name=name))) is stops


def test_a_file_that_says_no_month_is_noticed_unless_its_name_says_it() -> None:
    sheet = table(HEAD, ROW)
    assert noticed(found(sheet)) == ["no_month"]
    for name in ("06a T10.xlsx", "bao_cao_thang_10_2024.xlsx", "BC 10.2024.xlsx"):
        assert (noticed(found(sheet, name=name)), found(sheet, name=name).questions) == ([], ())
    asked = found(sheet, name="06a tháng 9.xlsx")
    assert said(asked) == ["06a tháng 9.xlsx (khi nhập T10/2024)"]
    assert noticed(found(table(OCTOBER, HEAD, ROW), name="06a tháng 9.xlsx")) == []


def test_sheets_named_after_other_months_are_passed_over_beside_that_of_the_month() -> None:
    sheets = [table((f"Tháng {number}/2024",), HEAD, ROW, name=f"T{number}") for number in (8, 9, 10)]
    what = found(*sheets)
    assert (noticed(what), what.problems, len(what.readings)) == (["other_month_skipped"] * 2, (), 2)
    assert {one.where for one in what.readings} == {"T10!B3", "T10!C3"}
    assert "other_month" in {code for _, code in codes(found(*sheets[:2]))}
