"""Heads and rows that only come close to a measure, say too little by themselves, or have no name at all."""

from collections.abc import Sequence

import pytest

from kpi.imports.found import Subject
from kpi.imports.grid import Cell
from kpi.wording.folding import folded
from tests.imports.sheets import MA_NOI, codes, found, noticed, table, texts

RECEIVED, RESOLVED, PENDING = (
    "Tổng số hồ sơ tiếp nhận",
    "Tổng số hồ sơ đã giải quyết",
    "Tổng số hồ sơ đang giải quyết",
)
OCTOBER: tuple[Cell, ...] = ("Tháng 10/2024",)
OF_MA_NOI: tuple[Cell, ...] = ("Đơn vị: Xã Ma Nới",)
DOWN: tuple[Cell, ...] = ("STT", "Chỉ tiêu", "Số liệu")


def asked(*rows: Sequence[Cell]) -> list[str]:
    return [one.text for one in found(table(OCTOBER, *rows)).questions if one.subject is Subject.MEASURE]


def test_heads_that_come_close_are_asked_about_and_read_once_answered() -> None:
    rows = (OCTOBER, ("Đơn vị", "Số hồ sơ tiếp nhận", "Số hồ sơ giải quyết"), ("Xã Ma Nới", 10, 5))
    assert asked(*rows) == ["Số hồ sơ tiếp nhận", "Số hồ sơ giải quyết"]
    answers = {
        (Subject.MEASURE, "so ho so tiep nhan"): "received",
        (Subject.MEASURE, "so ho so giai quyet"): "resolved",
    }
    what = found(table(*rows), answers=answers)
    assert texts(what) == {(MA_NOI, "received", ""): "10", (MA_NOI, "resolved", ""): "5"}
    assert (what.questions, what.problems) == ((), ())


def test_rows_that_come_close_are_asked_about() -> None:
    rows = ((1, "Tổng số hồ sơ tiếp nhận trong kỳ", 10), (2, "Số hồ sơ giải quyết đúng hạn", 5))
    assert asked(OF_MA_NOI, DOWN, *rows) == ["Tổng số hồ sơ tiếp nhận trong kỳ", "Số hồ sơ giải quyết đúng hạn"]


def test_a_table_of_other_things_is_no_heap_of_questions() -> None:
    what = found(table(OCTOBER, ("Đơn vị", "Số vụ", "Số tiền"), ("Xã Ma Nới", 10, 5)))
    assert (what.questions, [code for _, code in codes(what)]) == ((), ["nothing_found"])


def test_a_row_that_says_too_little_is_asked_about_with_the_one_above_it() -> None:
    resolved: tuple[Sequence[Cell], ...] = ((1, RESOLVED, 5), ("1.1", "Quá hạn", 1))
    pending: tuple[Sequence[Cell], ...] = ((2, PENDING, 9), ("2.1", "Quá hạn", 7))
    assert asked(OF_MA_NOI, DOWN, *resolved, *pending) == [f"{RESOLVED} / Quá hạn", f"{PENDING} / Quá hạn"]
    answers = {
        (Subject.MEASURE, folded(f"{RESOLVED} / Quá hạn")): "resolved_late",
        (Subject.MEASURE, folded(f"{PENDING} / Quá hạn")): "pending_overdue",
    }
    what = found(table(OCTOBER, OF_MA_NOI, DOWN, *resolved, *pending), answers=answers)
    assert texts(what)[MA_NOI, "resolved_late", ""] == "1"
    assert texts(what)[MA_NOI, "pending_overdue", ""] == "7"
    assert (what.questions, what.problems) == ((), ())


def test_an_answer_to_a_row_that_says_too_little_is_not_taken_for_another() -> None:
    what = found(
        table(OCTOBER, OF_MA_NOI, DOWN, (1, PENDING, 9), ("1.2", "Quá hạn", 7)),
        answers={(Subject.MEASURE, "qua han"): "resolved_late"},
    )
    assert texts(what) == {(MA_NOI, "pending", ""): "9"}
    assert [one.text for one in what.questions] == [f"{PENDING} / Quá hạn"]


def test_a_total_below_the_name_of_its_group_is_the_measure_that_both_say() -> None:
    rows = (("I", "Hồ sơ tiếp nhận", None), (1, "Tổng số", 10), (2, "Trực tuyến", 5))
    what = found(table(OCTOBER, OF_MA_NOI, ("STT", "Nội dung", "Số liệu"), *rows))
    assert texts(what) == {(MA_NOI, "received", ""): "10"}
    assert [one.text for one in what.questions] == ["Hồ sơ tiếp nhận / Trực tuyến"]


@pytest.mark.parametrize(
    "rows",
    [
        (("STT", RECEIVED, RESOLVED), (1, 10, 5)),
        (("STT", "Lĩnh vực", RECEIVED, RESOLVED), (None, "Tổng số", 10, 5)),
        ((RECEIVED, RESOLVED), (10, 5)),
        (("Tháng", RECEIVED, RESOLVED), ("Tháng 9", 8, 4), ("Tháng 10", 10, 5)),
    ],
    ids=["a number", "a total", "nothing", "months"],
)
def test_a_single_row_is_of_the_unit_in_the_title(rows: Sequence[Sequence[Cell]]) -> None:
    what = found(table(OF_MA_NOI, OCTOBER, *rows))
    assert texts(what) == {(MA_NOI, "received", ""): "10", (MA_NOI, "resolved", ""): "5"}
    assert (what.questions, what.problems) == ((), ())


def test_a_month_among_units_is_never_asked_about_as_a_unit() -> None:
    rows = (("Xã Ma Nới", 10, 5), ("Tháng 10", 9, 4), ("Tháng 9", 8, 3))
    what = found(table(OCTOBER, ("Đơn vị", RECEIVED, RESOLVED), *rows))
    assert what.questions == ()
    assert codes(what) == [("Số liệu!A4", "row_of_time")]
    assert noticed(what) == ["time_row_skipped"]


@pytest.mark.parametrize(
    ("below", "read", "questions"),
    [
        (
            ("Số lượng", "Tỷ lệ %"),
            {"received": "10", "resolved": "5"},
            [f"{RECEIVED} / Tỷ lệ %", f"{RESOLVED} / Tỷ lệ %"],
        ),
        (("Năm trước", "Trong tháng"), {"received": "50", "resolved": "40"}, []),
        (("Đầu kỳ", "Cuối kỳ"), {}, [f"{name} / {at} kỳ" for name in (RECEIVED, RESOLVED) for at in ("Đầu", "Cuối")]),
    ],
)
def test_what_divides_a_measure_further_is_part_of_its_head(
    below: tuple[str, str], read: dict[str, str], questions: list[str]
) -> None:
    heads = (("Đơn vị", RECEIVED, None, RESOLVED, None), (None, *below, *below))
    what = found(table(OCTOBER, *heads, ("Xã Ma Nới", 10, 50, 5, 40)))
    assert texts(what) == {(MA_NOI, measure, ""): text for measure, text in read.items()}
    assert ([one.text for one in what.questions], what.problems) == (questions, ())


def test_a_head_that_many_measures_have_is_asked_about_with_the_one_before_it() -> None:
    heads: tuple[Cell, ...] = ("Đơn vị", RESOLVED, "Quá hạn", PENDING, "Quá hạn")
    answers = {(Subject.MEASURE, "qua han"): "resolved_late"}
    what = found(table(OCTOBER, heads, ("Xã Ma Nới", 5, 1, 9, 7)), answers=answers)
    assert texts(what) == {(MA_NOI, "resolved", ""): "5", (MA_NOI, "pending", ""): "9"}
    assert [one.text for one in what.questions] == [f"{RESOLVED} / Quá hạn", f"{PENDING} / Quá hạn"]


@pytest.mark.parametrize(
    ("head", "questions"),
    [
        ("Trong kỳ", []),
        ("Số hồ sơ", []),
        ("Số liệu trong kỳ báo cáo", []),
        ("Kết quả thực hiện trong tháng", []),
        ("Kết quả đạt được", [(Subject.SCOPE, "Kết quả đạt được")]),
        ("Xã Phước Hòa", [(Subject.UNIT, "Xã Phước Hòa")]),
    ],
)
def test_the_only_column_of_values_is_of_the_unit_in_the_title_whatever_its_head(
    head: str, questions: list[tuple[Subject, str]]
) -> None:
    rows = (("TT", "Chỉ tiêu", "Đơn vị tính", head), (1, RECEIVED, "Hồ sơ", 31), (2, RESOLVED, "Hồ sơ", 25))
    what = found(table(("UBND xã Ma Nới",), OCTOBER, *rows))
    assert [(one.subject, one.text) for one in what.questions] == questions
    assert what.problems == ()
    assert ((MA_NOI, "received", "") in texts(what)) == (head != "Xã Phước Hòa")
