"""A whole set of forms in one workbook: what is of another form or a longer time is passed over, and that is said."""

import pytest

from kpi.imports.grid import Cell, Sheet
from tests.imports.sheets import BALANCED, codes, details, form, found, noticed, table

HEAD: tuple[Cell, ...] = ("Đơn vị", "Tổng số hồ sơ tiếp nhận", "Tổng số hồ sơ đã giải quyết")
ROW: tuple[Cell, ...] = ("Xã Ma Nới", 10, 5)
OTHER: tuple[Cell, ...] = ("Xã Lâm Sơn", 7, 3)
OCTOBER: tuple[Cell, ...] = ("Tháng 10/2024",)
FORM_06A = form((1, "Xã Ma Nới", *BALANCED))
MONTH = table(OCTOBER, HEAD, ROW, name="T10")


def of_form(title: str, name: str = "Sheet2") -> Sheet:
    """Another form, whose columns have numbers of their own."""
    heads: tuple[Cell, ...] = ("STT", "Đơn vị", "Tổng số hồ sơ đã giải quyết", "Tổng số hồ sơ tiếp nhận")
    numbers: tuple[Cell, ...] = ("(1)", "(2)", "(3)", "(4)")
    return table((title, None, "TÌNH HÌNH"), OCTOBER, heads, numbers, (1, "Xã Ma Nới", 3, 2), name=name)


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Biểu số II.05a/VPCP/KSTT", "II.05a/VPCP/KSTT"),
        ("BIỂU SỐ II.08/VPCP/KSTT", "II.08/VPCP/KSTT"),
        ("Biểu số: 05a/VPCP", "05a/VPCP"),
        ("Biểu II.05a", "II.05a"),
        ("Mẫu số 02", "02"),
        ("Biểu mẫu số 3.1", "3.1"),
    ],
)
def test_another_form_beside_06a_is_passed_over_wherever_it_stands(title: str, number: str) -> None:
    for sheets in ((FORM_06A, of_form(title)), (of_form(title), FORM_06A)):
        what = found(*sheets)
        assert {one.where.partition("!")[0] for one in what.readings} == {"II.06a"}
        assert (what.questions, what.problems, noticed(what)) == ((), (), ["other_form_skipped"])
        assert details(what, "other_form_skipped") == {"form": number}


def test_beside_a_list_only_the_national_forms_are_others() -> None:
    assert noticed(found(MONTH, of_form("Biểu số II.05a/VPCP/KSTT"))) == ["other_form_skipped"]
    assert noticed(found(MONTH, of_form("Phụ lục", name="II.05a"))) == ["other_form_skipped"]
    both = found(MONTH, table(("Mẫu số 02",), OCTOBER, HEAD, OTHER, name="Lâm Sơn"))
    assert (len(both.readings), both.notices) == (4, ())


def test_form_06a_twice_and_a_line_about_another_form_are_read() -> None:
    second = form((1, "Xã Lâm Sơn", *BALANCED), name="Lâm Sơn")
    what = found(FORM_06A, second)
    assert (len(what.readings), what.problems, what.notices) == (22, (), ())
    told = table(("Tổng hợp từ Biểu số II.05a/VPCP/KSTT",), OCTOBER, HEAD, OTHER, name="Lâm Sơn")
    assert len(found(FORM_06A, told).readings) == 13


def test_another_form_alone_is_read_by_its_heads() -> None:
    what = found(of_form("Biểu số II.05a/VPCP/KSTT"))
    assert [(one.measure, one.text) for one in what.readings] == [("resolved", "3"), ("received", "2")]
    assert "other_form_skipped" not in noticed(what)


@pytest.mark.parametrize(
    "name", ["LŨY KẾ", "Lũy kế T10", "LK", "Quý III", "9T", "6 tháng", "10 tháng đầu năm", "Năm 2024", "Cả năm"]
)
def test_a_sheet_named_after_a_longer_time_is_passed_over_beside_that_of_the_month(name: str) -> None:
    for sheets in ((MONTH, table(HEAD, ROW, name=name)), (table(HEAD, ROW, name=name), MONTH)):
        what = found(*sheets)
        assert {one.where for one in what.readings} == {"T10!B3", "T10!C3"}
        assert [(one.where, one.code) for one in what.notices] == [(name, "longer_skipped")]
        assert (what.questions, what.problems) == ((), ())


@pytest.mark.parametrize(
    "line", ["Lũy kế 10 tháng năm 2024", "Từ ngày 01/01/2024 đến ngày 31/10/2024", "Kết quả năm 2024"]
)
def test_a_summary_whose_title_is_of_a_longer_time_is_passed_over_and_alone_is_a_problem(line: str) -> None:
    summary = table((line,), HEAD, ROW, name="TH")
    what = found(MONTH, summary)
    assert (len(what.readings), what.problems, noticed(what)) == (2, (), ["longer_skipped"])
    assert details(what, "longer_skipped") == {"text": line}
    assert {code for _, code in codes(found(summary))} <= {"longer_than_period", "longer_than_month"}
    assert found(summary).problems
    assert found(summary, table(("Ghi chú chung",), name="Khác")).problems


def test_a_column_of_a_longer_time_leaves_its_sheet_with_the_others() -> None:
    heads = (("Đơn vị", "Tháng này", None, "Lũy kế 10 tháng", None), (None, *HEAD[1:], *HEAD[1:]))
    what = found(MONTH, table(OCTOBER, *heads, ("Xã Lâm Sơn", 7, 3, 70, 30), name="Lâm Sơn"))
    assert (len(what.readings), noticed(what)) == (4, ["other_time_skipped"] * 2)


def test_a_summary_of_the_same_month_is_still_a_second_place() -> None:
    assert codes(found(MONTH, table(OCTOBER, HEAD, ROW, name="TH"))) == [("TH!B3", "unit_twice")]
