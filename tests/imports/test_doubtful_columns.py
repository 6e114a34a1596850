"""Columns whose numbers, heads and times speak against each other, or are of more than the month."""

import datetime as dt
from collections.abc import Sequence

import pytest

from kpi.imports.found import Subject
from kpi.imports.grid import Cell, Merged, Sheet
from tests.imports.sheets import BALANCED, MA_NOI, codes, form, found, noticed, table, texts

RECEIVED, RESOLVED = "Tổng số hồ sơ tiếp nhận", "Tổng số hồ sơ đã giải quyết"
OCTOBER: tuple[Cell, ...] = ("Tháng 10/2024",)
NUMBERS: tuple[Cell, ...] = ("(1)", "(2)", "(3)", "(4)")
ROW: tuple[Cell, ...] = (1, "Xã Ma Nới", 10, 5)


def read(*rows: Sequence[Cell], merged: tuple[Merged, ...] = ()) -> dict[str, str]:
    """The readings of Xã Ma Nới by measure."""
    what = found(Sheet("Số liệu", tuple(map(tuple, rows)), merged))
    assert (what.questions, what.problems) == ((), ())
    return {measure: text for (unit, measure, _), text in texts(what).items() if unit == MA_NOI}


def test_a_list_that_numbers_its_columns_its_own_way_is_read_by_its_heads() -> None:
    assert read(OCTOBER, ("STT", "Đơn vị", RESOLVED, RECEIVED), NUMBERS, ROW) == {"resolved": "10", "received": "5"}


@pytest.mark.parametrize("between", [(), (dt.date(2024, 10, 31),)], ids=["empty", "date"])
def test_a_row_between_heads_and_numbers_does_not_hide_the_heads(between: Sequence[Cell]) -> None:
    rows = (OCTOBER, ("STT", "Đơn vị", RESOLVED, RECEIVED), between, NUMBERS, ROW)
    assert read(*rows) == {"resolved": "10", "received": "5"}


def test_a_number_without_a_head_is_a_problem_where_the_table_is_not_the_whole_form() -> None:
    what = found(table(OCTOBER, ("STT", "Đơn vị", RECEIVED, None), NUMBERS, ROW))
    assert texts(what) == {(MA_NOI, "received", ""): "10"}
    assert codes(what) == [("Số liệu!D3", "column_without_head")]


def test_a_head_with_the_words_of_every_head_is_asked_about_in_the_form_too() -> None:
    heads = (
        *("STT", "Đơn vị", "Số thủ tục", "Trực tuyến", "Trực tiếp", "Từ kỳ trước"),
        *("Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn", "Tổng số", "Trong hạn", "Quá hạn"),
    )
    what = found(form((1, "Xã Ma Nới", *BALANCED), heads=(heads,)))
    assert [(one.subject, one.text) for one in what.questions] == [(Subject.MEASURE, "Số thủ tục")]
    assert (MA_NOI, "received", "") not in texts(what)
    assert len(texts(what)) == 10


def test_a_measure_over_this_time_and_another_is_that_of_this_time_whatever_the_numbers() -> None:
    heads = (("STT", "Đơn vị", RECEIVED, None), (None, None, "Kỳ trước", "Kỳ này"))
    assert read(OCTOBER, *heads, NUMBERS, ROW, merged=(Merged(1, 2, 1, 3),)) == {"received": "5"}


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (("Trong tháng", "Lũy kế"), {"received": "10", "resolved": "5"}),
        (("Tháng này", "Lũy kế từ đầu năm"), {"received": "10", "resolved": "5"}),
        (("Kỳ trước", "Kỳ này"), {"received": "50", "resolved": "40"}),
        (("Tháng 9", "Tháng 10"), {"received": "50", "resolved": "40"}),
        ((dt.date(2024, 9, 1), dt.date(2024, 10, 1)), {"received": "50", "resolved": "40"}),
    ],
)
@pytest.mark.parametrize("merged", [(), (Merged(1, 0, 2, 0), Merged(1, 1, 1, 2), Merged(1, 3, 1, 4))])
def test_times_below_the_measures_tell_the_columns_of_the_month(
    times: tuple[Cell, Cell], expected: dict[str, str], merged: tuple[Merged, ...]
) -> None:
    heads: tuple[Sequence[Cell], ...] = (("Đơn vị", RECEIVED, None, RESOLVED, None), (None, *times, *times))
    assert read(OCTOBER, *heads, ("Xã Ma Nới", 10, 50, 5, 40), merged=merged) == expected


def test_a_month_that_a_spreadsheet_made_a_date_heads_its_column() -> None:
    heads: tuple[Cell, ...] = ("Chỉ tiêu", dt.date(2024, 9, 1), dt.date(2024, 10, 1))
    what = found(table(("Đơn vị: Xã Ma Nới",), heads, (RECEIVED, 10, 5), (RESOLVED, 9, 4)))
    assert texts(what) == {(MA_NOI, "received", ""): "5", (MA_NOI, "resolved", ""): "4"}
    assert noticed(what) == ["other_time_skipped"]
