"""What heads over heads, answers, names beside figures and merged cells mean for the figures below them."""

import pytest

from kpi.imports.found import Subject
from kpi.imports.grid import Cell, Merged, Sheet
from tests.imports.sheets import HEADS, MA_NOI, NUMBERS, TAN_SON, codes, form, found, noticed, table, texts

RECEIVED, RESOLVED = "Tổng số hồ sơ tiếp nhận", "Tổng số hồ sơ đã giải quyết"
OCTOBER: tuple[Cell, ...] = ("Tháng 10/2024",)
OF_MA_NOI = {(MA_NOI, "received", ""): "10", (MA_NOI, "resolved", ""): "5"}
OTHER_TIMES = [
    "Kế hoạch năm 2024",
    "Kế hoạch",
    "Quý III/2024",
    "6 tháng đầu năm",
    "Năm 2023",
    "Tháng 9",
    "Lũy kế",
    "Từ đầu năm",
    "Cộng dồn",
    "Ước thực hiện tháng 11",
]
UNSURE = ["Tỷ lệ (%)", "Chênh lệch", "Chỉ tiêu giao", "Trong đó: trực tuyến", "Quá hạn", "Quá hạn tháng 10"]


def grouped(group: str, *, names_above: bool = True) -> Sheet:
    """A table with a head over both columns of figures, merged."""
    upper: tuple[Cell, ...] = ("Đơn vị" if names_above else None, group, None)
    rows = (OCTOBER, upper, (None if names_above else "Đơn vị", RECEIVED, RESOLVED), ("Xã Ma Nới", 10, 5))
    return Sheet("S", rows, (Merged(1, 1, 1, 2), *([Merged(1, 0, 2, 0)] if names_above else [])))


@pytest.mark.parametrize("names_above", [True, False])
@pytest.mark.parametrize("group", OTHER_TIMES)
def test_a_group_of_another_time_is_not_read_and_that_is_said(group: str, names_above: bool) -> None:
    what = found(grouped(group, names_above=names_above))
    assert (what.readings, what.questions) == ((), ())
    assert noticed(what)[:2] == ["other_time_skipped"] * 2


@pytest.mark.parametrize("names_above", [True, False])
@pytest.mark.parametrize("group", UNSURE)
def test_a_group_that_is_not_sure_is_asked_about(group: str, names_above: bool) -> None:
    what = found(grouped(group, names_above=names_above))
    assert what.readings == ()
    assert [one.text for one in what.questions] == [f"{group} / {RECEIVED}", f"{group} / {RESOLVED}"]


@pytest.mark.parametrize("group", ["Trong kỳ", "Tháng này", "Số hồ sơ TTHC", "Tháng 10", "Tháng 10 năm 2024"])
def test_a_group_that_says_nothing_else_leaves_its_columns(group: str) -> None:
    what = found(grouped(group))
    assert texts(what) == OF_MA_NOI
    assert (what.questions, what.problems, what.notices) == ((), (), ())


def test_the_month_is_read_beside_a_cumulative_group() -> None:
    heads = (("Đơn vị", "Trong tháng", None, "Lũy kế từ đầu năm"), (None, RECEIVED, RESOLVED, RECEIVED, RESOLVED))
    what = found(table(OCTOBER, *heads, ("Xã Ma Nới", 10, 5, 100, 50)))
    assert texts(what) == OF_MA_NOI
    assert (noticed(what), what.problems) == (["other_time_skipped"] * 2, ())


@pytest.mark.parametrize("group", [*OTHER_TIMES, "Tỷ lệ (%)", "Chênh lệch"])
def test_the_number_of_a_column_does_not_make_another_time_or_a_rate_the_month(group: str) -> None:
    upper: tuple[Cell, ...] = ("STT", "Đơn vị", *[group] * 11)
    what = found(form((1, "Xã Ma Nới", *range(11)), heads=[upper, *HEADS], numbers=NUMBERS, merged=False))
    assert what.readings == ()
    assert what.questions or noticed(what)[:11] == ["other_time_skipped"] * 11


@pytest.mark.parametrize("group", ["Kế hoạch", "Lũy kế từ đầu năm", "Tỷ lệ (%)", "Tháng 9"])
@pytest.mark.parametrize("merged", [(Merged(1, 1, 1, 2), Merged(1, 3, 1, 4)), ()], ids=["merged", "not merged"])
def test_a_group_over_columns_of_units_is_not_read(group: str, merged: tuple[Merged, ...]) -> None:
    heads = ("Chỉ tiêu", group, None, "Thực hiện", None), (None, "Xã Ma Nới", "TT Tân Sơn", "Xã Ma Nới", "TT Tân Sơn")
    rows = (OCTOBER, *heads, (RECEIVED, 100, 90, 10, 9), (RESOLVED, 90, 80, 5, 4))
    what = found(Sheet("S", rows, merged))
    assert texts(what) == OF_MA_NOI | {(TAN_SON, "received", ""): "9", (TAN_SON, "resolved", ""): "4"}
    assert (noticed(what), what.questions, what.problems) == (["other_time_skipped"] * 2, (), ())


def test_the_rate_of_a_measure_is_not_the_measure() -> None:
    what = found(table(OCTOBER, ("Đơn vị", f"{RECEIVED} (%)", RESOLVED), ("Xã Ma Nới", 10, 5)))
    assert texts(what) == {(MA_NOI, "resolved", ""): "5"}
    assert [one.text for one in what.questions] == [f"{RECEIVED} (%)"]


def test_an_answer_to_a_head_is_not_one_to_the_heads_that_end_with_it() -> None:
    heads = (("Đơn vị", "Đơn đề nghị", None, "Kết quả"), (None, "Tổng số", "Khác", RESOLVED))
    sheet = table(OCTOBER, *heads, ("Xã Ma Nới", 10, 3, 5))
    what = found(sheet, answers={(Subject.MEASURE, "tong so"): "received"})
    assert texts(what) == {(MA_NOI, "resolved", ""): "5"}
    assert [one.text for one in what.questions] == ["Đơn đề nghị / Tổng số", "Đơn đề nghị / Khác"]


def test_names_without_a_head_right_of_the_figures_are_of_another_table() -> None:
    head: tuple[Cell, ...] = ("Đơn vị", RECEIVED, None, None, RESOLVED)
    what = found(table(OCTOBER, head, ("Xã Ma Nới", 10, None, "Xã Mỹ Sơn", 7), ("TT Tân Sơn", 1, None, "Tân Sơn", 2)))
    assert codes(what) == [("Số liệu!D3", "table_beside")]


def test_fields_beside_fields_are_of_another_table() -> None:
    head: tuple[Cell, ...] = ("Lĩnh vực", RECEIVED, None, RESOLVED)
    what = found(table(("Đơn vị: Xã Ma Nới",), OCTOBER, head, ("Đất đai", 10, "Hộ tịch", 7)))
    assert codes(what) == [("Số liệu!C4", "table_beside")]


@pytest.mark.parametrize(
    ("merged", "place"),
    [(Merged(2, 1, 3, 1), "S!B3"), (Merged(2, 1, 2, 2), "S!B3")],
    ids=["two units", "two measures"],
)
def test_a_figure_of_several_rows_or_columns_is_a_problem(merged: Merged, place: str) -> None:
    head = ("Đơn vị", RECEIVED, RESOLVED)
    rows: tuple[tuple[Cell, ...], ...] = (OCTOBER, head, ("Xã Ma Nới", 10, None), ("TT Tân Sơn", None, 3))
    what = found(Sheet("S", rows, (merged,)))
    assert texts(what) == {(TAN_SON, "resolved", ""): "3"}
    assert codes(what) == [(place, "merged_figure")]


def test_a_figure_as_high_as_its_name_is_its_own() -> None:
    rows = (OCTOBER, ("Đơn vị", RECEIVED, RESOLVED), ("Xã Ma Nới", 10, 5), (None, None, None))
    what = found(Sheet("S", rows, tuple(Merged(2, column, 3, column) for column in range(3))))
    assert (texts(what), what.problems) == (OF_MA_NOI, ())
