"""Form II.06a as one-stop systems export it: found by its numbers and heads, whatever stands around it."""

import pytest

from kpi.imports.grid import Cell, Merged, Sheet
from tests.builders import ward
from tests.imports.sheets import (
    BALANCED,
    HEADS,
    LAM_SON,
    MA_NOI,
    MEASURES,
    NUMBERS,
    TAN_SON,
    TITLE,
    codes,
    details,
    figures,
    form,
    found,
    month,
    noticed,
    place,
    texts,
)

OF_MA_NOI = (*TITLE, ("Đơn vị báo cáo: UBND xã Ma Nới",))
DOUBLE = [2 * number for number in BALANCED]


def test_a_row_for_each_unit_is_read_and_the_total_is_only_compared() -> None:
    what = found(form((1, "Thị trấn Tân Sơn", *BALANCED), (2, "Xã Ma Nới", *BALANCED), ("Tổng cộng", None, *DOUBLE)))
    assert texts(what) == figures(TAN_SON, BALANCED) | figures(MA_NOI, BALANCED)
    assert what.readings[0].where == "II.06a!C8"
    assert what.readings[-1].where == "II.06a!M9"
    assert (what.questions, what.problems, what.notices) == ((), (), ())
    assert what.months == (month("2024-10"),)


def test_a_row_for_each_field_belongs_to_the_unit_of_the_title_and_its_total_is_the_whole() -> None:
    what = found(
        form((1, "Đất đai", *BALANCED), (2, "Hộ tịch", *BALANCED), ("Tổng số", None, *DOUBLE), title=OF_MA_NOI)
    )
    assert texts(what) == (
        figures(MA_NOI, BALANCED, part="dat-dai") | figures(MA_NOI, BALANCED, part="ho-tich") | figures(MA_NOI, DOUBLE)
    )
    assert (what.problems, what.notices) == ((), ())


def test_fields_without_a_total_are_added_up_and_that_is_said() -> None:
    what = found(form((1, "Đất đai", *BALANCED), (2, "Lĩnh vực Hộ tịch", *BALANCED), title=OF_MA_NOI))
    assert {key: text for key, text in texts(what).items() if not key[2]} == figures(MA_NOI, DOUBLE)
    assert noticed(what) == ["whole_added"]
    assert details(what, "whole_added") == {"unit": "Xã Ma Nới", "count": 11}


def test_a_field_without_a_clear_number_keeps_the_whole_from_being_added() -> None:
    what = found(
        form((1, "Đất đai", "12 hồ sơ", *BALANCED[1:]), (2, "Hộ tịch", *BALANCED), title=OF_MA_NOI),
    )
    assert codes(what) == [("II.06a!C9", "cannot_add")]
    assert texts(what)[MA_NOI, "received", "dat-dai"] == "12 hồ sơ"
    assert (MA_NOI, "received", "") not in texts(what)


def test_a_total_that_is_not_the_sum_of_its_rows_is_said_and_never_changed() -> None:
    total = [DOUBLE[0] + 3, *DOUBLE[1:]]
    what = found(form((1, "Đất đai", *BALANCED), (2, "Hộ tịch", *BALANCED), ("Tổng số", None, *total), title=OF_MA_NOI))
    assert texts(what)[MA_NOI, "received", ""] == "65"
    assert details(what, "total_differs") == {
        "measure": "Tổng số hồ sơ tiếp nhận",
        "total": "65",
        "rows": "62",
        "difference": "3",
    }
    assert what.problems == ()


def test_a_total_above_the_units_is_no_figure_of_anybody() -> None:
    what = found(form((None, "Tổng số", *DOUBLE), (1, "Xã Ma Nới", *BALANCED), (2, "Xã Lâm Sơn", *BALANCED)))
    assert texts(what) == figures(MA_NOI, BALANCED) | figures(LAM_SON, BALANCED)
    assert what.notices == ()


def test_groups_and_their_sums_are_passed_over() -> None:
    what = found(
        form(
            ("A", "Cấp xã", *DOUBLE),
            (1, "Xã Ma Nới", *BALANCED),
            (2, "Xã Lâm Sơn", *BALANCED),
            ("Cộng", None, *DOUBLE),
            ("B", "Phòng, ban cấp huyện"),
            (1, "Phòng Tư pháp", *BALANCED),
            ("Cộng", None, *BALANCED),
            ("Tổng cộng", None, *(3 * number for number in BALANCED)),
        )
    )
    assert texts(what) == figures(MA_NOI, BALANCED) | figures(LAM_SON, BALANCED) | figures("tu-phap", BALANCED)
    assert [(one.where, one.code) for one in what.notices] == [("II.06a!B8", "group_skipped")]


def test_fields_below_each_unit_belong_to_it() -> None:
    what = found(
        form(
            ("I", "UBND xã Ma Nới", *DOUBLE),
            (1, "Đất đai", *BALANCED),
            (2, "Hộ tịch", *BALANCED),
            ("II", "TT Tân Sơn"),
            (1, "Chứng thực", *BALANCED),
            ("Tổng cộng", None, *(3 * number for number in BALANCED)),
        )
    )
    assert texts(what) == (
        figures(MA_NOI, DOUBLE)
        | figures(MA_NOI, BALANCED, part="dat-dai")
        | figures(MA_NOI, BALANCED, part="ho-tich")
        | figures(TAN_SON, BALANCED)
        | figures(TAN_SON, BALANCED, part="chung-thuc")
    )
    assert noticed(what) == ["whole_added"]


def test_units_in_a_column_of_their_own_beside_their_fields() -> None:
    heads = [("Đơn vị", *HEADS[0][1:]), *HEADS[1:]]
    rows = [("Xã Ma Nới", "Đất đai", *BALANCED), (None, "Hộ tịch", *BALANCED), ("Lâm Sơn", "Hộ tịch", *BALANCED)]
    what = found(form(*rows, heads=heads))
    assert {key[:3:2] for key in texts(what) if key[2]} == {
        (MA_NOI, "dat-dai"),
        (MA_NOI, "ho-tich"),
        (LAM_SON, "ho-tich"),
    }
    assert texts(what)[MA_NOI, "received", ""] == "62"


@pytest.mark.parametrize(
    "numbers",
    [
        NUMBERS,
        tuple(range(1, 14)),
        tuple(-number for number in range(1, 14)),
        (None, None, *range(3, 14)),
        ("A", "B", *(str(number) for number in range(3, 14))),
        ("1", "2", "3=4+5+6", "4", "5", "6", "7=8+9+10", "8", "9", "10", "11=12+13", "12", "13"),
        ("[1]", "[2]", "[3]=[4]+[5]+[6]", *(f"[{number}]" for number in range(4, 14))),
        None,
    ],
    ids=["brackets", "numbers", "negative", "from 3", "letters", "formulas", "square", "none"],
)
@pytest.mark.parametrize("merged", [True, False])
def test_columns_are_found_by_every_way_of_numbering_and_by_heads_alone(
    numbers: tuple[Cell, ...] | None, merged: bool
) -> None:
    what = found(form((1, "Xã Ma Nới", *BALANCED), numbers=numbers, merged=merged))
    assert texts(what) == figures(MA_NOI, BALANCED)
    assert (what.questions, what.problems) == ((), ())


def test_columns_in_another_order_are_found_by_their_numbers() -> None:
    order = (0, 1, *range(6, 13), *range(2, 6))
    lowest = ("STT", "Đơn vị", "Tổng số", "Trực tuyến", "Bưu chính", "Kỳ trước", *HEADS[1][6:])
    heads = [[lowest[place] for place in order]]
    numbers = [NUMBERS[place] for place in order]
    row = [(1, "Xã Ma Nới", *BALANCED)[place] for place in order]
    what = found(form(row, heads=heads, numbers=numbers))
    assert texts(what) == figures(MA_NOI, BALANCED)


def test_a_number_and_a_head_that_disagree_are_a_problem_at_the_head() -> None:
    swapped = ("STT", "Lĩnh vực giải quyết", *HEADS[0][6:9], None, *HEADS[0][2:6], *HEADS[0][10:])
    below = (None, None, *HEADS[1][6:10], *HEADS[1][2:6], *HEADS[1][10:])
    lowest: tuple[Cell, ...] = (*[None] * 7, "Trực tuyến", "Trực tiếp, dịch vụ bưu chính")
    what = found(form((1, "Xã Ma Nới", *BALANCED), heads=[swapped, below, lowest]))
    assert codes(what)[0] == ("II.06a!C5", "head_and_number_differ")
    assert what.problems[0].details == {
        "text": "Số lượng hồ sơ đã giải quyết / Tổng số",
        "number": 3,
        "by_number": "Tổng số hồ sơ tiếp nhận",
        "by_head": "Tổng số hồ sơ đã giải quyết",
    }
    assert set(texts(what)) == {(MA_NOI, measure, "") for measure in list(MEASURES.values())[8:]}


def test_the_official_form_is_not_read_by_the_numbers_of_another_form() -> None:
    what = found(form((1, "Văn phòng HĐND và UBND", *BALANCED)), plan=ward(), month=month("2026-10"))
    assert "head_and_number_differ" in {code for _, code in codes(what)}
    assert what.readings == ()


def test_numbers_as_text_with_dots_are_passed_on_as_they_are() -> None:
    row: list[Cell] = ["1.031", "1.020", "6", "5", *(str(number) for number in BALANCED[4:])]
    assert texts(found(form((1, "Xã Ma Nới", *row)))) == figures(MA_NOI, row)


def test_an_empty_cell_is_no_figure_a_dash_is_nothing_arisen_and_dots_are_not_known() -> None:
    row: list[Cell] = [31, 20, "-", "–", None, "", "…", "...", *BALANCED[8:]]
    what = found(form((1, "Xã Ma Nới", *row)))
    kept = dict(zip(MEASURES.values(), ["31", "20", "không phát sinh", "không phát sinh"], strict=False))
    assert {key[1]: text for key, text in texts(what).items()} == kept | {
        "pending": "6",
        "pending_in_time": "5",
        "pending_overdue": "1",
    }
    assert details(what, "dashes") == {"count": 2}


def test_a_table_that_goes_on_below_repeated_heads_is_one_table() -> None:
    first = form((1, "Đất đai", *BALANCED), title=OF_MA_NOI, after=())
    again = form((2, "Hộ tịch", *BALANCED), ("Tổng số", None, *DOUBLE), title=())
    gap = len(first.rows)
    merged = (
        *first.merged,
        *(Merged(one.first_row + gap, one.first_column, one.last_row + gap, one.last_column) for one in again.merged),
    )
    what = found(Sheet("II.06a", (*first.rows, *again.rows), merged))
    assert texts(what)[MA_NOI, "received", "ho-tich"] == "31"
    assert texts(what)[MA_NOI, "received", ""] == "62"
    assert (what.problems, what.notices) == ((), ())


def test_tables_of_several_units_below_each_other_keep_their_titles() -> None:
    first = form(("Tổng số", None, *BALANCED), title=OF_MA_NOI)
    second = form(("Tổng số", None, *DOUBLE), title=(("Đơn vị báo cáo:", None, "TT Tân Sơn"),))
    what = found(Sheet("II.06a", (*first.rows, *second.rows)))
    assert texts(what) == figures(MA_NOI, BALANCED) | figures(TAN_SON, DOUBLE)


def test_a_unit_twice_is_a_problem_that_names_both_places() -> None:
    what = found(form((1, "Xã Ma Nới", *BALANCED), (2, "Xã Lâm Sơn", *BALANCED), (3, "ma noi", *DOUBLE)))
    assert codes(what) == [(place(3, 2), "unit_twice")]
    assert details(what, "unit_twice") == {"unit": "Xã Ma Nới", "other": "II.06a!B8"}
    assert texts(what)[MA_NOI, "received", ""] == "31"


def test_a_unit_in_two_sheets_is_a_problem_said_once() -> None:
    what = found(form((1, "Xã Ma Nới", *BALANCED)), form((1, "Xã Ma Nới", *BALANCED), name="Bản sao"))
    assert codes(what) == [("Bản sao!C8", "unit_twice")]


def test_a_field_twice_and_a_total_twice_are_problems() -> None:
    what = found(
        form(
            (1, "Đất đai", *BALANCED),
            (2, "dat dai", *BALANCED),
            ("Tổng số", None, *BALANCED),
            ("Cộng", None, *BALANCED),
            title=OF_MA_NOI,
        )
    )
    assert codes(what) == [("II.06a!B10", "field_twice"), ("II.06a!A12", "total_twice")]


def test_zeros_of_a_unit_that_does_not_report_are_passed_over_with_a_notice() -> None:
    what = found(form((1, "Văn phòng HĐND và UBND huyện", *[0] * 11), (2, "Xã Ma Nới", *BALANCED)))
    assert texts(what) == figures(MA_NOI, BALANCED)
    assert details(what, "unit_does_not_report") == {"unit": "Văn phòng HĐND và UBND huyện"}


def test_figures_outside_of_the_table_and_rows_without_a_name_are_problems() -> None:
    what = found(form((1, "Xã Ma Nới", *BALANCED, 99), (2, None, *BALANCED), merged=False))
    assert codes(what) == [("II.06a!N8", "outside_table"), ("II.06a!C9", "row_without_name")]


def test_signatures_below_the_table_are_not_read() -> None:
    after: list[tuple[Cell, ...]] = [(), (None, "Phòng Nội vụ", None, None, "CHỦ TỊCH")]
    what = found(form((1, "Xã Ma Nới", *BALANCED), after=after))
    assert texts(what) == figures(MA_NOI, BALANCED)
    assert (what.questions, what.problems, what.notices) == ((), (), ())
