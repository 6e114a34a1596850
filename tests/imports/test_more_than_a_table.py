"""Several tables, units or times on one sheet: what is not surely of the table and month is a problem."""

from collections.abc import Sequence

import pytest

from kpi.imports.grid import Cell, Sheet
from tests.imports.sheets import LAM_SON, MA_NOI, TITLE, codes, form, found, table, texts

RECEIVED, RESOLVED = "Tổng số hồ sơ tiếp nhận", "Tổng số hồ sơ đã giải quyết"
LATE, PENDING = "Hồ sơ đã giải quyết quá hạn", "Tổng số hồ sơ đang giải quyết"
OCTOBER: tuple[Cell, ...] = ("Tháng 10/2024",)
HEAD: tuple[Cell, ...] = ("Đơn vị", RECEIVED, RESOLVED)
OF_MA_NOI = {(MA_NOI, "received", ""): "10", (MA_NOI, "resolved", ""): "5"}


@pytest.mark.parametrize(
    "second",
    [
        [("Biểu 2: xử phạt",), ("Đơn vị", "Số vụ", "Số tiền")],
        [("Đơn vị", PENDING, LATE)],
        [(), ("Tên", "Số vụ", "Số tiền")],
        [(None, "Số vụ", "Số tiền")],
        [("Lĩnh vực", 2023, 2024)],
    ],
    ids=["title", "other measures", "unknown head", "nameless head", "years"],
)
def test_a_second_table_below_is_a_problem_and_not_read_by_the_first_head(second: Sequence[Sequence[Cell]]) -> None:
    what = found(table(OCTOBER, HEAD, ("Xã Ma Nới", 10, 5), *second, ("Xã Mỹ Sơn", 7, 3)))
    assert texts(what) == OF_MA_NOI
    assert [code for _, code in codes(what)] == ["second_table"]


def test_a_table_without_numbers_below_a_numbered_one_is_a_problem() -> None:
    numbered = form((1, "Xã Ma Nới", *range(11)), after=[("STT", "Đơn vị", "Số vụ"), (1, "Xã Lâm Sơn", 7)])
    what = found(numbered)
    assert {unit for unit, _, _ in texts(what)} == {MA_NOI}
    assert codes(what) == [("II.06a!C10", "second_table")]


def test_the_same_head_again_is_a_further_page_and_the_unit_of_measurement_no_other_table() -> None:
    rows = (OCTOBER, HEAD, (None, "(hồ sơ)", "(hồ sơ)"), ("Xã Ma Nới", 10, 5), HEAD, ("Xã Lâm Sơn", 7, 3))
    what = found(table(*rows))
    assert texts(what) == OF_MA_NOI | {(LAM_SON, "received", ""): "7", (LAM_SON, "resolved", ""): "3"}
    assert (what.questions, what.problems) == ((), ())


def test_a_second_block_of_values_is_a_problem() -> None:
    first: tuple[Sequence[Cell], ...] = (("Đơn vị: Xã Ma Nới",), OCTOBER, ("Chỉ tiêu", "Số liệu"))
    second: tuple[Sequence[Cell], ...] = ((), ("Chỉ tiêu", "Số liệu"), (PENDING, 7), (LATE, 3))
    what = found(table(*first, (RECEIVED, 10), (RESOLVED, 5), *second))
    assert texts(what) == OF_MA_NOI
    assert codes(what) == [("Số liệu!B8", "second_table")]


@pytest.mark.parametrize(
    "rows",
    [
        [("Lĩnh vực", RECEIVED), ("Đất đai", 3), ("Đơn vị: Xã Mỹ Sơn",), ("Hộ tịch", 4)],
        [("Chỉ tiêu", "Số liệu"), (RECEIVED, 3), ("Đơn vị: Xã Mỹ Sơn",), (RESOLVED, 4)],
    ],
    ids=["rows", "columns"],
)
def test_another_unit_named_within_a_table_is_a_problem(rows: Sequence[Sequence[Cell]]) -> None:
    what = found(table(("Đơn vị: Xã Ma Nới",), OCTOBER, *rows))
    assert codes(what) == [("Số liệu!A5", "unit_within")]


@pytest.mark.parametrize(
    ("line", "code"),
    [("Tháng 9/2024", "other_month"), ("Tháng 9", "other_month"), ("Lũy kế từ đầu năm", "longer_than_period")],
)
@pytest.mark.parametrize("again", [[HEAD], []], ids=["head again", "row"])
def test_another_time_named_below_is_a_problem(again: Sequence[Sequence[Cell]], line: str, code: str) -> None:
    what = found(table(OCTOBER, HEAD, ("Xã Ma Nới", 10, 5), (line,), *again, ("Xã Mỹ Sơn", 7, 3)))
    assert codes(what) == [("Số liệu!A4", code)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Ninh Sơn, ngày 05 tháng 11 năm 2024", None),
        ("Tháng 10/2024, so với tháng 9/2024", None),
        ("Tháng 10/2024, phương hướng tháng 11/2024", None),
        ("Tháng 10", None),
        ("Tháng 9", "other_month"),
        ("Số liệu T9", "other_month"),
        ("Tháng 9, tháng 10 năm 2024", "other_month"),
        ("Tháng 10 năm 2023", "other_month"),
        ("Lũy kế đến tháng 10 năm 2024", "longer_than_period"),
        ("Số liệu 10 tháng đầu năm 2024", "longer_than_period"),
        ("Số liệu lũy kế từ đầu năm đến 14/10/2024", "longer_than_period"),
        ("Kết quả 10 tháng năm 2024 (tháng 10/2024)", "longer_than_period"),
        ("Báo cáo năm 2024", "longer_than_period"),
        ("Từ 01/01 đến 31/10/2024", "longer_than_month"),
        ("Tháng 01 - 10/2024", "longer_than_month"),
    ],
)
def test_the_period_is_what_the_title_says_and_not_the_day_of_the_letter(line: str, code: str | None) -> None:
    what = found(table((line,), HEAD, ("Xã Ma Nới", 10, 5)))
    assert codes(what) == ([("Số liệu!A1", code)] if code else [])


def test_the_day_of_the_letter_does_not_stand_for_the_month_of_the_title() -> None:
    letter: tuple[Cell, ...] = ("UBND xã Ma Nới", None, "Ninh Sơn, ngày 05 tháng 10 năm 2024")
    what = found(table(letter, ("BÁO CÁO THÁNG 9 NĂM 2024",), HEAD, ("Xã Ma Nới", 10, 5)))
    assert codes(what) == [("Số liệu!A2", "other_month")]


def test_the_name_of_the_sheet_names_the_month_too() -> None:
    sheet = form((1, "Xã Ma Nới", *range(11)), title=TITLE[:1])
    assert codes(found(Sheet("T9", sheet.rows, sheet.merged))) == [("T9", "other_month")]
    assert codes(found(Sheet("T10", sheet.rows, sheet.merged))) == []


def test_the_row_of_an_unknown_figure_is_asked_about_whatever_time_it_names() -> None:
    what = found(table(("Đơn vị: Xã Ma Nới",), OCTOBER, ("Chỉ tiêu", "Số liệu"), (RECEIVED, 10), ("Lũy kế", 90)))
    assert ([one.text for one in what.questions], what.problems) == (["Lũy kế"], ())


def test_words_for_a_figure_that_was_not_sent_do_not_end_the_table() -> None:
    what = found(table(OCTOBER, HEAD, ("Xã Phước Hòa", "chưa báo cáo", None), ("Xã Ma Nới", 10, 5)))
    assert (texts(what), what.problems) == (OF_MA_NOI, ())
