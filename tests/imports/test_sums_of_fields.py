"""Fields that stand for one field, fields that a person skips, and units with their fields below any head."""

from collections.abc import Mapping, Sequence

import pytest

from kpi.imports.found import Found, Subject
from kpi.imports.grid import Cell
from tests.imports.sheets import LAM_SON, MA_NOI, codes, details, found, noticed, table, texts

RECEIVED, RESOLVED = "Tổng số hồ sơ tiếp nhận", "Tổng số hồ sơ đã giải quyết"
OCTOBER: tuple[Cell, ...] = ("Tháng 10/2024",)
OF_MA_NOI: tuple[Cell, ...] = ("Đơn vị báo cáo: Xã Ma Nới",)
FIELDS: tuple[Cell, ...] = ("STT", "Lĩnh vực", RECEIVED)


def of_ma_noi(*rows: Sequence[Cell], answers: Mapping[str, str] | None = None) -> Found:
    given = {(Subject.PART, text): part for text, part in (answers or {}).items()}
    return found(table(OCTOBER, OF_MA_NOI, FIELDS, *rows), answers=given)


def received(what: Found) -> dict[str, str]:
    """The readings of Xã Ma Nới by field, "" is the whole."""
    return {part: text for (unit, _, part), text in texts(what).items() if unit == MA_NOI}


def test_fields_that_people_named_the_same_are_added_up() -> None:
    rows = ((1, "Đất đai", 10), (2, "Bảo trợ xã hội", 1), (3, "Tôn giáo", 2))
    what = of_ma_noi(*rows, answers={"bao tro xa hoi": "khac", "ton giao": "khac"})
    assert received(what) == {"dat-dai": "10", "khac": "3", "": "13"}
    assert (what.questions, what.problems) == ((), ())
    assert details(what, "field_added") == {"unit": "Xã Ma Nới", "text": "Lĩnh vực khác", "count": 2}


def test_a_field_in_two_groups_is_added_up_and_twice_in_one_is_a_problem() -> None:
    groups = (("A", "TTHC cấp xã"), (1, "Đất đai", 10), ("B", "TTHC liên thông"), (1, "Đất đai", 3))
    assert received(of_ma_noi(*groups)) == {"dat-dai": "13", "": "13"}
    assert codes(of_ma_noi(*groups[:2], (2, "Đất đai", 3))) == [("Số liệu!B6", "field_twice")]


def test_fields_without_work_stay_without_when_they_are_added_up() -> None:
    rows = ((1, "Bảo trợ xã hội", "-"), (2, "Tôn giáo", "-"))
    what = of_ma_noi(*rows, answers={"bao tro xa hoi": "khac", "ton giao": "khac"})
    assert received(what) == {"khac": "không phát sinh", "": "không phát sinh"}


def test_a_whole_is_not_added_up_from_less_than_all_its_fields() -> None:
    rows = ((1, "Đất đai", 10), (2, "Bảo trợ xã hội", 1))
    what = of_ma_noi(*rows, answers={"bao tro xa hoi": ""})
    assert received(what) == {"dat-dai": "10"}
    assert codes(what) == [("Số liệu!B5", "cannot_add_skipped")]
    with_total = of_ma_noi(*rows, (None, "Tổng số", 11), answers={"bao tro xa hoi": ""})
    assert (received(with_total), with_total.problems) == ({"dat-dai": "10", "": "11"}, ())


def test_the_own_figures_of_a_unit_beside_its_fields_are_its_whole_whatever_numbers_the_rows() -> None:
    heads: tuple[Cell, ...] = ("STT", "Đơn vị", "Lĩnh vực", RECEIVED)
    ma_noi: tuple[Sequence[Cell], ...] = (("I", "Xã Ma Nới", None, 10), (None, None, "Đất đai", 3))
    lam_son: tuple[Sequence[Cell], ...] = (("II", "Xã Lâm Sơn", None, 5), (None, None, "Hộ tịch", 2))
    what = found(table(OCTOBER, heads, *ma_noi, *lam_son))
    assert texts(what) == {
        (MA_NOI, "received", ""): "10",
        (MA_NOI, "received", "dat-dai"): "3",
        (LAM_SON, "received", ""): "5",
        (LAM_SON, "received", "ho-tich"): "2",
    }
    assert noticed(what) == ["total_differs", "total_differs"]


@pytest.mark.parametrize("head", ["Đơn vị", "Đơn vị/Lĩnh vực", "Nội dung", "Lĩnh vực"])
def test_units_over_their_fields_are_read_below_any_head(head: str) -> None:
    fields: tuple[Sequence[Cell], ...] = ((1, "Đất đai", 3, 2), (2, "Hộ tịch", 4, 3), (None, "Cộng", 7, 5))
    units = [((None, name), *fields) for name in ("Xã Ma Nới", "Xã Lâm Sơn", "Xã Mỹ Sơn")]
    what = found(table(OCTOBER, ("STT", head, RECEIVED, RESOLVED), *(row for rows in units for row in rows)))
    assert len(texts(what)) == 3 * 3 * 2
    assert texts(what)[LAM_SON, "resolved", "ho-tich"] == "3"
    assert texts(what)[LAM_SON, "received", ""] == "7"
    assert (what.questions, what.problems) == ((), ())


def test_a_part_of_a_field_is_never_added_to_it_and_may_be_skipped() -> None:
    rows = ((1, "Đất đai", 10), (None, "- Cấp giấy chứng nhận", 6), (2, "Hộ tịch", 3))
    what = of_ma_noi(*rows, answers={"- cap giay chung nhan": "dat-dai"})
    assert received(what) == {"dat-dai": "10", "ho-tich": "3", "": "13"}
    assert codes(what) == [("Số liệu!B5", "field_twice")]
    skipped = of_ma_noi(*rows, answers={"- cap giay chung nhan": ""})
    assert (received(skipped), skipped.problems) == ({"dat-dai": "10", "ho-tich": "3", "": "13"}, ())


def test_a_list_with_a_mark_before_each_field_is_read() -> None:
    assert received(of_ma_noi((None, "- Đất đai", 10), (None, "- Hộ tịch", 3))) == {
        "dat-dai": "10",
        "ho-tich": "3",
        "": "13",
    }
