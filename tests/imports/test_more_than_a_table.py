"""Several tables, units or times on one sheet: what is not surely of the table and month is a problem."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from kpi.imports.grid import Cell, Sheet, Unseen
from tests.imports.sheets import LAM_SON, MA_NOI, TITLE, codes, form, found, noticed, table, texts

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
        ("Số liệu tính đến ngày 14/10/2024", None),
        ("Số liệu tính đến ngày 14/09/2024", "other_month"),
        ("Tháng 10/2024, số liệu tính đến hết ngày 05 tháng 11 năm 2024", None),
        ("Tháng 01 - 10/2024", "longer_than_month"),
    ],
)
def test_the_period_is_what_the_title_says_and_not_the_day_of_the_letter(line: str, code: str | None) -> None:
    what = found(table((line,), HEAD, ("Xã Ma Nới", 10, 5)))
    assert codes(what) == ([("Số liệu!A1", code)] if code else [])


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("Từ ngày", dt.date(2024, 9, 15), "đến ngày", dt.date(2024, 10, 14)), None),
        (("Từ ngày", dt.date(2024, 8, 15), "đến ngày", dt.date(2024, 9, 14)), "other_month"),
        (("Từ ngày", dt.date(2024, 1, 1), "đến ngày", dt.date(2024, 10, 31)), "longer_than_month"),
        (("Tính đến ngày", dt.date(2024, 9, 30)), "other_month"),
        (("Tháng", 9, "năm", 2024), "other_month"),
        (("Tháng", 10, "năm", 2024), None),
        (("Tháng 9/2024", 5), "other_month"),
    ],
)
def test_the_period_may_stand_in_several_cells_with_real_dates_and_numbers(
    cells: tuple[Cell, ...], code: str | None
) -> None:
    what = found(table(cells, HEAD, ("Xã Ma Nới", 10, 5)))
    assert codes(what) == ([("Số liệu!A1", code)] if code else [])


FIELDS: tuple[Cell, ...] = ("STT", "Lĩnh vực", RECEIVED)


@pytest.mark.parametrize("letterhead", [("UBND XÃ LÂM SƠN",), (None, "UBND huyện Ninh Sơn\nUBND xã Lâm Sơn")])
def test_a_letterhead_over_a_further_page_names_the_unit_of_that_page(letterhead: Sequence[Cell]) -> None:
    what = found(
        table(("UBND XÃ MA NỚI",), OCTOBER, FIELDS, (1, "Đất đai", 3), letterhead, OCTOBER, FIELDS, (1, "Hộ tịch", 4))
    )
    fields = {(unit, part) for unit, _, part in texts(what) if part}
    assert fields == {(MA_NOI, "dat-dai"), (LAM_SON, "ho-tich")}
    assert (what.questions, what.problems) == ((), ())


def test_the_same_letterhead_over_a_further_page_goes_on_with_its_unit() -> None:
    page: tuple[Sequence[Cell], ...] = (("UBND XÃ MA NỚI",), OCTOBER, FIELDS)
    what = found(table(*page, (1, "Đất đai", 3), *page, (2, "Hộ tịch", 4), (None, "Tổng số", 7)))
    assert texts(what)[MA_NOI, "received", ""] == "7"
    assert (what.questions, what.problems) == ((), ())


def test_a_unit_without_figures_at_the_end_of_a_page_is_no_letterhead() -> None:
    rows = (OCTOBER, HEAD, ("Xã Ma Nới", 10, 5), ("Xã Phước Hòa", None, None), HEAD, ("Xã Lâm Sơn", 7, 3))
    what = found(table(*rows, ("Tổng cộng", 17, 8)))
    assert texts(what) == OF_MA_NOI | {(LAM_SON, "received", ""): "7", (LAM_SON, "resolved", ""): "3"}
    assert (what.problems, what.notices) == ((), ())


def test_years_over_groups_of_columns_are_heads_beside_a_letterhead_too() -> None:
    years: tuple[Cell, ...] = ("UBND huyện Ninh Sơn", "Năm 2023", None, "Năm 2024", None)
    heads: tuple[Cell, ...] = ("Đơn vị", RECEIVED, RESOLVED, RECEIVED, RESOLVED)
    what = found(table(OCTOBER, years, heads, ("Xã Ma Nới", 90, 80, 10, 5)))
    assert texts(what) != {(MA_NOI, "received", ""): "90", (MA_NOI, "resolved", ""): "80"}
    assert "other_time_skipped" in noticed(what)


def test_figures_in_hidden_rows_and_columns_are_read_and_told() -> None:
    sheet = table(OCTOBER, HEAD, ("Xã Ma Nới", 10, 5), ("Xã Lâm Sơn", 7, 3))
    what = found(replace(sheet, unseen=Unseen(rows=(0, 2, 3), columns=(0, 2))))
    assert [(one.code, one.where, dict(one.details)) for one in what.notices] == [
        ("hidden_rows", "Số liệu", {"rows": "3–4"}),
        ("hidden_columns", "Số liệu", {"columns": "C"}),
    ]
    assert texts(what) == OF_MA_NOI | {(LAM_SON, "received", ""): "7", (LAM_SON, "resolved", ""): "3"}


def test_the_day_of_the_letter_does_not_stand_for_the_month_of_the_title() -> None:
    letter: tuple[Cell, ...] = ("UBND xã Ma Nới", None, "Ninh Sơn, ngày 05 tháng 10 năm 2024")
    what = found(table(letter, ("BÁO CÁO THÁNG 9 NĂM 2024",), HEAD, ("Xã Ma Nới", 10, 5)))
    assert codes(what) == [("Số liệu!A2", "other_month")]


def test_the_name_of_the_sheet_names_the_month_too() -> None:
    sheet = form((1, "Xã Ma Nới", *range(11)), title=TITLE[:1])
    assert codes(found(Sheet("T9", sheet.rows, sheet.merged))) == [("T9", "other_month")]
    assert codes(found(Sheet("T10", sheet.rows, sheet.merged))) == []


def test_the_row_of_another_time_below_a_figure_is_passed_over() -> None:
    what = found(table(("Đơn vị: Xã Ma Nới",), OCTOBER, ("Chỉ tiêu", "Số liệu"), (RECEIVED, 10), ("Lũy kế", 90)))
    assert texts(what) == {(MA_NOI, "received", ""): "10"}
    assert (what.questions, what.problems, noticed(what)) == ((), (), ["time_row_skipped"])


def test_words_for_a_figure_that_was_not_sent_do_not_end_the_table() -> None:
    what = found(table(OCTOBER, HEAD, ("Xã Phước Hòa", "chưa báo cáo", None), ("Xã Ma Nới", 10, 5)))
    assert (texts(what), what.problems) == (OF_MA_NOI, ())
