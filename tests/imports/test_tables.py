"""Lists of units, tables turned over, the months that a file names, and cells that hold no figure."""

import datetime as dt

import pytest

from kpi.imports.grid import Cell, CellError, Sheet
from tests.builders import month
from tests.imports.sheets import (
    BALANCED,
    LAM_SON,
    MA_NOI,
    TAN_SON,
    TITLE,
    codes,
    details,
    figures,
    form,
    found,
    noticed,
    table,
    texts,
)

RECEIVED, ON_TIME, WORK = "Tổng số hồ sơ tiếp nhận", "Hồ sơ đã giải quyết đúng hạn", "Hồ sơ công việc đã xử lý"


def test_a_list_of_units_has_a_column_for_each_measure_by_name_or_id() -> None:
    what = found(
        table(
            ("TT", "Đơn vị", RECEIVED, "HO SO DA GIAI QUYET DUNG HAN", "work_files (hồ sơ)", "work_files_online"),
            (1, "Xã Ma Nới", 12, "1.005", None, 0),
            (2, "Phòng Nội vụ", None, 7, None, 3),
        )
    )
    assert texts(what) == {
        (MA_NOI, "received", ""): "12",
        (MA_NOI, "resolved_on_time", ""): "1.005",
        (MA_NOI, "work_files_online", ""): "0",
        ("noi-vu", "resolved_on_time", ""): "7",
        ("noi-vu", "work_files_online", ""): "3",
    }
    assert (what.questions, what.problems) == ((), ())


def test_one_measure_is_enough_beside_a_head_that_says_units() -> None:
    assert texts(found(table(("Đơn vị", RECEIVED), ("Ma Nới", 12)))) == {(MA_NOI, "received", ""): "12"}


def test_a_measure_in_two_columns_is_a_problem() -> None:
    what = found(table(("Đơn vị", RECEIVED, "received"), ("Ma Nới", 12, 13)))
    assert codes(what) == [("Số liệu!C1", "measure_twice")]
    assert details(what, "measure_twice") == {"measure": RECEIVED, "other": "Số liệu!B1"}


def test_a_figure_that_the_unit_does_not_report_is_a_problem_and_a_zero_a_notice() -> None:
    what = found(
        table(("Đơn vị", ON_TIME, "legal_documents"), ("Phòng Nội vụ", 5, 2), ("Phòng Giáo dục và Đào tạo", 5, 0))
    )
    assert codes(what) == [("Số liệu!C2", "not_reported")]
    assert noticed(what) == ["not_reported", "no_month"]
    assert texts(what) == {
        ("noi-vu", "resolved_on_time", ""): "5",
        ("giao-duc-dao-tao", "resolved_on_time", ""): "5",
    }


def test_figures_of_other_times_are_not_read() -> None:
    top: tuple[Cell, ...] = ("Đơn vị", RECEIVED, "Lũy kế từ đầu năm", "Tháng trước")
    what = found(table(top, (None, None, ON_TIME, WORK), ("Ma Nới", 12, 100, 11)))
    assert texts(what) == {(MA_NOI, "received", ""): "12"}
    assert noticed(what) == ["other_time_skipped", "other_time_skipped", "no_month"]


def test_a_table_turned_over_has_a_column_for_each_unit() -> None:
    what = found(
        table(
            ("STT", "Số liệu", "Đơn vị tính", "Xã Ma Nới", "TT Tân Sơn", "Tổng cộng", "Ghi chú"),
            ("I", "Hồ sơ"),
            (1, RECEIVED, "hồ sơ", 12, "1.013", 1025, None),
            (2, f"2. {ON_TIME}", "hồ sơ", 1, None, 1, "x"),
        )
    )
    assert texts(what) == {
        (MA_NOI, "received", ""): "12",
        (TAN_SON, "received", ""): "1.013",
        (MA_NOI, "resolved_on_time", ""): "1",
    }
    assert (what.questions, what.problems) == ((), ())


def test_a_table_turned_over_with_one_column_of_values_is_of_the_unit_in_the_title() -> None:
    what = found(
        table(
            ("Đơn vị: Xã Ma Nới",),
            ("Tháng 10/2024",),
            (),
            ("Số liệu", "Số liệu tháng này", "Tháng trước", "Tháng 9/2024"),
            (RECEIVED, 12, 9, 9),
            (ON_TIME, 10, 8, 8),
            (RECEIVED, 12, None, None),
            ("Số liệu lạ", 3, None, None),
        )
    )
    assert texts(what) == {(MA_NOI, "received", ""): "12", (MA_NOI, "resolved_on_time", ""): "10"}
    assert codes(what) == [("Số liệu!A7", "measure_twice")]
    assert [one.text for one in what.questions] == [f"{RECEIVED} / Số liệu lạ"]
    assert noticed(what) == ["other_time_skipped", "other_time_skipped"]


def test_the_column_of_the_month_is_read_among_several() -> None:
    what = found(
        table(("Xã Ma Nới",), ("Số liệu", "Tháng 9/2024", "Tháng 10/2024"), (RECEIVED, 9, 12), (ON_TIME, 8, 10))
    )
    assert texts(what) == {(MA_NOI, "received", ""): "12", (MA_NOI, "resolved_on_time", ""): "10"}


def test_two_columns_of_values_of_nobody_are_a_problem() -> None:
    what = found(table(("Xã Ma Nới",), ("Số liệu", "Giá trị", "Kết quả"), (RECEIVED, 9, 12), (ON_TIME, 8, 10)))
    assert codes(what) == [("Số liệu!C3", "two_value_columns")]
    assert what.readings == ()


def test_a_column_of_values_with_an_unknown_head_is_asked() -> None:
    what = found(table(("Số liệu", "Xã Phước Hòa"), (RECEIVED, 9), (ON_TIME, 8)))
    assert ([one.text for one in what.questions], what.readings) == (["Xã Phước Hòa"], ())


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (CellError("#REF!"), "formula_error"),
        (CellError(""), "formula_without_result"),
        (True, "truth_value"),
        (dt.date(2024, 10, 1), "date"),
        (dt.datetime(2024, 10, 1, 7, 30), "date"),
        (-3, "negative"),
        (-0.5, "negative"),
    ],
)
def test_a_cell_that_is_no_figure_is_a_problem_at_its_place(cell: Cell, code: str) -> None:
    what = found(form((1, "Xã Ma Nới", cell, *BALANCED[1:])))
    assert codes(what) == [("II.06a!C8", code)]
    assert texts(what) == {key: text for key, text in figures(MA_NOI, BALANCED).items() if key[1] != "received"}


def test_numbers_become_what_a_person_would_type() -> None:
    what = found(
        table(("Đơn vị", "par_index_score", "sipas_score", "ddci_rank", "ict_rank"), ("585", 82.75, "85,5", 3.0, "1.5"))
    )
    assert [one.text for one in what.readings] == ["82,75", "85,5", "3", "1.5"]


@pytest.mark.parametrize(
    "line",
    [
        "Tháng 10/2024",
        "Kỳ báo cáo: Tháng 10 năm 2024",
        "(Từ ngày 01/10/2024 đến ngày 31/10/2024)",
        "Từ ngày 15/09/2024 đến ngày 14/10/2024",
        "Từ ngày 01 tháng 10 năm 2024 đến ngày 31 tháng 10 năm 2024",
        "Từ tháng 10/2024 đến tháng 10/2024",
        "T10/2024",
        "Tháng 10, quý IV năm 2024 (tháng 10-2024)",
    ],
)
def test_a_title_of_the_month_is_of_the_month(line: str) -> None:
    what = found(form((1, "Xã Ma Nới", *BALANCED), title=[(line,)]))
    assert what.months == (month("2024-10"),)
    assert what.problems == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Tháng 9/2024", "other_month"),
        ("Từ 01/09/2024 đến 30/09/2024", "other_month"),
        ("Tháng 10/2023", "other_month"),
        ("Từ ngày 01/01/2024 đến ngày 31/10/2024", "longer_than_month"),
        ("Từ tháng 1 đến tháng 10/2024", "longer_than_month"),
        ("Quý III/2024", "longer_than_period"),
        ("Kỳ báo cáo: Quý 3 năm 2024", "longer_than_period"),
        ("6 tháng đầu năm 2024", "longer_than_period"),
        ("Kỳ báo cáo: Năm 2024", "longer_than_period"),
    ],
)
def test_a_title_of_another_month_or_of_a_longer_time_is_a_problem(line: str, code: str) -> None:
    what = found(form((1, "Xã Ma Nới", *BALANCED), title=[(line,)]))
    assert codes(what) == [("II.06a!A1", code)]


@pytest.mark.parametrize("line", ["Kế hoạch CCHC năm 2024", "Kỳ báo cáo: Quý…/Năm…", "Số 395/KH-UBND", "TT 01/2020"])
def test_a_title_that_names_no_period_names_none(line: str) -> None:
    what = found(form((1, "Xã Ma Nới", *BALANCED), title=[(line,)]))
    assert (what.months, what.problems) == ((), ())


def test_days_in_signatures_and_in_the_month_before_do_not_count() -> None:
    title = [("Tháng 10/2024",), ("So với tháng 9/2024",)]
    what = found(form((1, "Xã Ma Nới", *BALANCED), title=title))
    assert what.problems == ()
    assert what.months == (month("2024-09"), month("2024-10"))


def test_a_hidden_sheet_is_not_read_and_that_is_said() -> None:
    shown, hidden = form((1, "Xã Ma Nới", *BALANCED)), form((1, "Xã Lâm Sơn", *BALANCED), name="Cũ")
    what = found(shown, Sheet(hidden.name, hidden.rows, hidden=True))
    assert {unit for unit, _, _ in texts(what)} == {MA_NOI}
    assert [(one.where, one.code) for one in what.notices] == [("Cũ", "hidden_sheet")]


def test_a_sheet_without_a_table_is_passed_over_and_a_file_without_any_is_a_problem() -> None:
    guide = table(("Hướng dẫn",), ("Nhập đúng số liệu",), name="Hướng dẫn")
    what = found(guide, form((1, "Xã Lâm Sơn", *BALANCED)))
    assert (texts(what), noticed(what)) == (figures(LAM_SON, BALANCED), ["no_table"])
    assert codes(found(guide)) == [("06a.xlsx", "nothing_found")]
    listed = table((RECEIVED, "cách ghi"), (ON_TIME, "cách ghi"), name="Giải thích")
    assert noticed(found(listed, form((1, "Xã Lâm Sơn", *BALANCED)))) == ["no_table"]


def test_the_title_may_stand_directly_on_the_heads() -> None:
    title = [*TITLE, ("UBND XÃ MA NỚI", None, None, "CỘNG HÒA", None, None, None, "Mẫu", None, None, None, "Tờ 1")]
    what = found(form((1, "Xã Lâm Sơn", *BALANCED), title=title))
    assert texts(what) == figures(LAM_SON, BALANCED)
