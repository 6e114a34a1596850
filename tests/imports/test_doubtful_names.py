"""Names in rows and letterheads that could be of a unit or of a field: asked about, never given to the nearest."""

from collections.abc import Sequence

import pytest

from kpi.imports.found import Subject
from kpi.imports.grid import Cell
from tests.imports.sheets import LAM_SON, MA_NOI, codes, found, noticed, table, texts

RECEIVED, RESOLVED = "Tổng số hồ sơ tiếp nhận", "Tổng số hồ sơ đã giải quyết"
OCTOBER: tuple[Cell, ...] = ("Tháng 10/2024",)
FIELDS: tuple[Cell, ...] = ("STT", "Lĩnh vực", RECEIVED)
UNITS: tuple[Cell, ...] = ("STT", "Đơn vị", RECEIVED)
OF_MA_NOI: tuple[Cell, ...] = ("Đơn vị báo cáo: Xã Ma Nới",)


def asked(*rows: Sequence[Cell]) -> list[tuple[Subject, str]]:
    return [(one.subject, one.text) for one in found(table(*rows)).questions]


def by_field(*rows: Sequence[Cell]) -> dict[tuple[str, str], str]:
    """The readings of fields by unit and field."""
    return {(unit, part): text for (unit, _, part), text in texts(found(table(*rows))).items() if part}


def test_a_field_with_the_name_of_an_office_is_not_the_office() -> None:
    rows = (OCTOBER, OF_MA_NOI, FIELDS, (1, "Đất đai", 3), (2, "Nội vụ", 4), (3, "Hộ tịch", 6))
    assert by_field(*rows) == {(MA_NOI, "dat-dai"): "3", (MA_NOI, "ho-tich"): "6"}
    assert asked(*rows) == [(Subject.PART, "Nội vụ")]


def test_fields_that_all_have_names_of_offices_are_not_the_offices() -> None:
    rows = (OCTOBER, OF_MA_NOI, FIELDS, (1, "Nội vụ", 4), (2, "Tư pháp", 5), (3, "Giáo dục và Đào tạo", 6))
    assert texts(found(table(*rows))) == {}
    assert asked(*rows) == [(Subject.PART, name) for name in ("Nội vụ", "Tư pháp", "Giáo dục và Đào tạo")]


def test_names_of_offices_below_a_head_of_fields_are_asked_about_where_no_unit_is_named() -> None:
    rows = (OCTOBER, FIELDS, (1, "Nội vụ", 4), (2, "Phòng Tư pháp", 5))
    assert texts(found(table(*rows))) == {("tu-phap", "received", ""): "5"}
    assert asked(*rows) == [(Subject.UNIT, "Nội vụ")]
    answered = found(table(*rows), answers={(Subject.UNIT, "noi vu"): "noi-vu"})
    assert texts(answered) == {("noi-vu", "received", ""): "4", ("tu-phap", "received", ""): "5"}
    assert answered.questions == ()


def test_names_of_offices_below_a_head_of_units_are_the_offices() -> None:
    what = found(table(OCTOBER, UNITS, (1, "Nội vụ", 4), (2, "Tư pháp", 5)))
    assert texts(what) == {("noi-vu", "received", ""): "4", ("tu-phap", "received", ""): "5"}
    assert what.questions == ()


@pytest.mark.parametrize("figures", [(), (10,)], ids=["a head of its fields", "with its own figure"])
def test_an_unknown_unit_among_fields_is_asked_about_and_its_fields_go_to_nobody(figures: tuple[Cell, ...]) -> None:
    unknown: tuple[Cell, ...] = ("II", "Xã Phước Hòa", *figures)
    rows = (OCTOBER, FIELDS, ("I", "Xã Ma Nới"), (1, "Đất đai", 3), unknown, (1, "Đất đai", 5), (2, "Hộ tịch", 6))
    assert by_field(*rows) == {(MA_NOI, "dat-dai"): "3"}
    assert asked(*rows) == [(Subject.UNIT, "Xã Phước Hòa")]
    assert codes(found(table(*rows))) == []


def test_the_fields_of_a_unit_that_a_person_named_are_its_own() -> None:
    rows = (OCTOBER, FIELDS, ("I", "Xã Ma Nới"), (1, "Đất đai", 3), ("II", "Xã L. Sơn"), (1, "Đất đai", 5))
    what = found(table(*rows), answers={(Subject.UNIT, "xa l. son"): LAM_SON})
    assert {(unit, part) for unit, _, part in texts(what) if part} == {(MA_NOI, "dat-dai"), (LAM_SON, "dat-dai")}


@pytest.mark.parametrize("name", ["Phòng, chống tham nhũng", "Tổ chức bộ máy", "Sở hữu trí tuệ"])
def test_a_field_that_begins_like_an_organisation_is_asked_about_as_a_field(name: str) -> None:
    rows = (OCTOBER, OF_MA_NOI, FIELDS, (1, "Đất đai", 3), (2, name, 4), (3, "Hộ tịch", 6))
    assert asked(*rows) == [(Subject.PART, name)]
    assert by_field(*rows) == {(MA_NOI, "dat-dai"): "3", (MA_NOI, "ho-tich"): "6"}


@pytest.mark.parametrize("letterhead", ["UBND XÃ PHƯỚC HÒA", "BÁO CÁO CỦA XÃ LÂM SƠN"])
def test_a_further_page_below_an_unknown_letterhead_is_asked_about_by_its_own_row(letterhead: str) -> None:
    rows = (("UBND XÃ MA NỚI",), OCTOBER, FIELDS, (1, "Đất đai", 3), (letterhead,), FIELDS, (1, "Hộ tịch", 5))
    assert by_field(*rows) == {(MA_NOI, "dat-dai"): "3"}
    (question,) = found(table(*rows)).questions
    assert (question.text, question.where) == (
        "Bảng từ hàng 5, trang “Số liệu” của 06a.xlsx 3fa2b1c0",
        "Số liệu!A5",
    )


@pytest.mark.parametrize("line", ["Trang 2", "UBND XÃ MA NỚI", "NGƯỜI LẬP BIỂU", "TM. UBND XÃ MA NỚI"])
def test_a_further_page_below_a_line_that_names_nobody_else_goes_on(line: str) -> None:
    rows = (("UBND XÃ MA NỚI",), OCTOBER, FIELDS, (1, "Đất đai", 3), (line,), FIELDS, (1, "Hộ tịch", 5))
    assert by_field(*rows) == {(MA_NOI, "dat-dai"): "3", (MA_NOI, "ho-tich"): "5"}
    assert asked(*rows) == []


def test_units_that_stand_over_the_numbers_of_their_fields_are_read() -> None:
    ma_noi, lam_son = ("XÃ MA NỚI",), ("XÃ LÂM SƠN",)
    rows = (OCTOBER, FIELDS, ma_noi, (1, "Đất đai", 3), (2, "Hộ tịch", 4), lam_son, (1, "Đất đai", 5))
    assert by_field(*rows) == {(MA_NOI, "dat-dai"): "3", (MA_NOI, "ho-tich"): "4", (LAM_SON, "dat-dai"): "5"}
    assert asked(*rows) == []


@pytest.mark.parametrize("code", ["99999", 99999])
def test_an_unknown_code_is_asked_about_and_is_no_group(code: Cell) -> None:
    what = found(table(OCTOBER, UNITS, (1, "Xã Ma Nới", 10), (2, code, 5)))
    assert [(one.subject, one.text) for one in what.questions] == [(Subject.UNIT, "99999")]
    assert noticed(what) == []


def test_a_total_says_in_brackets_what_it_is_of() -> None:
    what = found(table(OCTOBER, UNITS, (1, "Xã Ma Nới", 10), (None, "Tổng cộng (8 xã, thị trấn)", 11)))
    assert what.questions == ()
    assert noticed(what) == ["total_differs"]
