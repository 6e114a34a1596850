"""Numbers of columns that are not the form's: shifted by a column put in, begun anew after letters, or calculated."""

from collections.abc import Sequence

import pytest

from kpi.imports.found import Subject
from kpi.imports.grid import Cell, Merged, Sheet
from kpi.imports.heads import column_numbers
from tests.imports.sheets import BALANCED, HEADS, MA_NOI, codes, details, figures, form, found, noticed, table, texts

RECEIVED, RESOLVED = "Tổng số hồ sơ tiếp nhận", "Tổng số hồ sơ đã giải quyết"
OCTOBER: tuple[Cell, ...] = ("Tháng 10/2024",)
SHIFTED: tuple[Cell, ...] = tuple(f"({number})" for number in range(1, 15))
LETTERED: tuple[tuple[Cell, ...], ...] = (
    ("A", "B", *range(1, 12)),
    ("A", "B", *(f"({number})" for number in range(1, 12))),
    ("(a)", "(b)", *map(str, range(1, 12))),
    ("A", "B", "(1)=(2)+(3)+(4)", *(f"({number})" for number in range(2, 12))),
)


def put_in(row: Sequence[Cell], at: int, cell: Cell) -> tuple[Cell, ...]:
    whole = [*row, *[None] * (13 - len(row))]
    return (*whole[:at], cell, *whole[at:])


def with_column(at: int, head: str, cell: Cell, *, merged: bool) -> Sheet:
    """Form II.06a with a further column, numbered through."""
    top, *below = HEADS
    heads = (put_in(top, at, head), *(put_in(row, at, None) for row in below))
    sheet = form(put_in((1, "Xã Ma Nới", *BALANCED), at, cell), heads=heads, numbers=SHIFTED)
    own = form((1, "Xã Ma Nới", *BALANCED)).merged
    moved = (
        one._replace(
            first_column=one.first_column + (one.first_column >= at),
            last_column=one.last_column + (one.last_column >= at),
        )
        for one in own
    )
    return Sheet(sheet.name, sheet.rows, (*moved, Merged(3, at, 5, at)) if merged else ())


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize(("at", "first"), [(2, "II.06a!D5"), (6, "II.06a!H5"), (10, "II.06a!L5")])
def test_numbers_shifted_by_a_column_are_ignored_and_that_is_said_once(at: int, first: str, merged: bool) -> None:
    what = found(with_column(at, "Ghi chú", None, merged=merged))
    assert texts(what) == figures(MA_NOI, BALANCED)
    assert (what.questions, what.problems) == ((), ())
    assert [(one.where, one.code) for one in what.notices] == [(first, "numbers_ignored")]


def test_a_column_put_in_with_figures_is_asked_about_and_never_read_by_its_number() -> None:
    what = found(with_column(6, "Rút/trả lại", 3, merged=True))
    assert texts(what) == figures(MA_NOI, BALANCED)
    assert [(one.subject, one.text) for one in what.questions] == [(Subject.MEASURE, "Rút/trả lại")]
    assert (what.problems, noticed(what)) == ((), ["numbers_ignored"])
    assert details(what, "numbers_ignored") == {"number": 8, "text": "Số lượng hồ sơ đã giải quyết / Tổng số"}


def test_a_single_head_that_contradicts_its_number_in_the_form_stays_a_problem() -> None:
    lowest = [*HEADS[1][:9], "Đúng hạn", *HEADS[1][10:]]
    what = found(form((1, "Xã Ma Nới", *BALANCED), heads=(HEADS[0], lowest, HEADS[2]), merged=False))
    assert ("II.06a!J5", "head_and_number_differ") in codes(what)
    assert noticed(what) == []


def test_two_heads_that_changed_places_stay_problems() -> None:
    lowest = [*HEADS[1][:7], "Quá hạn", "Đúng hạn", "Trước hạn", *HEADS[1][10:]]
    what = found(form((1, "Xã Ma Nới", *BALANCED), heads=(HEADS[0], lowest, HEADS[2]), merged=False))
    assert codes(what) == [("II.06a!H5", "head_and_number_differ"), ("II.06a!J5", "head_and_number_differ")]
    assert noticed(what) == []


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize("numbers", LETTERED)
def test_numbers_that_begin_after_letters_are_the_tables_own(numbers: tuple[Cell, ...], merged: bool) -> None:
    what = found(form((1, "Xã Ma Nới", *BALANCED), numbers=numbers, merged=merged))
    assert texts(what) == figures(MA_NOI, BALANCED)
    assert (what.questions, what.problems, what.notices) == ((), (), ())


@pytest.mark.parametrize(
    "merged", [(), (Merged(1, 0, 2, 0), Merged(1, 1, 2, 1), Merged(1, 2, 1, 3))], ids=["plain", "merged"]
)
def test_letters_over_a_list_of_two_levels_leave_its_heads_whole(merged: tuple[Merged, ...]) -> None:
    rows: tuple[tuple[Cell, ...], ...] = (
        OCTOBER,
        ("STT", "Đơn vị", "Hồ sơ thủ tục hành chính", None),
        (None, None, RECEIVED, RESOLVED),
        ("A", "B", 1, 2),
        (1, "Xã Ma Nới", 10, 5),
    )
    what = found(Sheet("Số liệu", rows, merged))
    assert texts(what) == {(MA_NOI, "received", ""): "10", (MA_NOI, "resolved", ""): "5"}
    assert (what.questions, what.problems, what.notices) == ((), (), ())


@pytest.mark.parametrize("rate", ["5=4/3", "(5)=(4)/(3)x100", "5=4:3*100%", "(5) = (4) / (3)"])
def test_a_calculated_column_is_numbered_too_and_no_time(rate: str) -> None:
    numbers = [f"({number})" if rate.startswith("(") else number for number in range(1, 5)]
    heads: tuple[Cell, ...] = ("STT", "Đơn vị", RECEIVED, RESOLVED, "Ghi chú")
    what = found(table(OCTOBER, heads, (*numbers, rate), (1, "Xã Ma Nới", 10, 5, None)))
    assert texts(what) == {(MA_NOI, "received", ""): "10", (MA_NOI, "resolved", ""): "5"}
    assert (what.questions, what.problems, what.notices) == ((), (), ())


def test_letters_and_one_number_are_numbers_of_columns_but_figures_are_not() -> None:
    assert column_numbers(["A", "B", 1]) == {2: 1}
    assert column_numbers(["A", "B", 2, 7]) == {}
    assert column_numbers(["A", 1, 2]) == {}
    assert column_numbers(["A", "B"]) == {}


OF_WHICH: tuple[tuple[Cell, ...], ...] = (
    ("STT", "Đơn vị", RECEIVED, "Trong đó", None, RESOLVED, "Trong đó", None),
    (
        *(None, None, None, "Hồ sơ tiếp nhận trực tuyến trong kỳ", "Hồ sơ từ kỳ trước chuyển sang"),
        *(None, "Hồ sơ đã giải quyết trước hạn", "Hồ sơ đã giải quyết quá hạn"),
    ),
)


def test_of_which_over_or_before_a_head_says_nothing_of_its_own() -> None:
    expected = dict(zip(["received", "received_online", "carried_over", "resolved"], "1234", strict=True))
    expected |= {"resolved_early": "5", "resolved_late": "6"}
    before = ("STT", "Đơn vị", *OF_WHICH[0][2:3], *(f"Trong đó: {one}" for one in OF_WHICH[1][3:5]), RESOLVED)
    for heads in (OF_WHICH, ((*before, *(f"Trong đó {one}" for one in OF_WHICH[1][6:])),)):
        what = found(table(OCTOBER, *heads, (1, "Xã Ma Nới", 1, 2, 3, 4, 5, 6)))
        assert {measure: text for (_, measure, _), text in texts(what).items()} == expected
        assert (what.questions, what.problems, what.notices) == ((), (), ())


def test_of_which_in_a_row_is_no_name_and_before_a_name_no_part_of_it() -> None:
    head = ("Lĩnh vực", RECEIVED)
    alone = (("Tổng số", 7), ("Trong đó:",), ("Đất đai", 4), ("Hộ tịch", 3))
    before = (("Tổng số", 7), ("Trong đó: Đất đai", 4), ("- Trong đó Hộ tịch", 3))
    for rows in (alone, before):
        what = found(table(("Đơn vị: Xã Ma Nới",), OCTOBER, head, *rows))
        assert {part: text for (_, _, part), text in texts(what).items()} == {"": "7", "dat-dai": "4", "ho-tich": "3"}
        assert (what.questions, what.problems, what.notices) == ((), (), ())
