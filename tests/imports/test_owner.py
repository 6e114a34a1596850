"""Whose figures a sheet holds: who sends it is not always whose they are, and who receives it never is."""

from collections.abc import Sequence

import pytest

from kpi.imports.found import Subject
from kpi.imports.grid import Cell
from kpi.wording.folding import folded
from tests.imports.sheets import BALANCED, LAM_SON, MA_NOI, TITLE, codes, details, form, found, noticed, table, texts

RECEIVED, RESOLVED = "Tổng số hồ sơ tiếp nhận", "Tổng số hồ sơ đã giải quyết"
OCTOBER: tuple[Cell, ...] = ("Tháng 10/2024",)
FIELDS: tuple[Cell, ...] = ("STT", "Lĩnh vực", RECEIVED, RESOLVED)
ROW: tuple[Cell, ...] = (1, "Đất đai", 1000, 500)
OFFICE: tuple[Cell, ...] = ("PHÒNG NỘI VỤ",)
COMMUNE: tuple[Cell, ...] = ("UBND XÃ MA NỚI",)
BY_FILE = "Trang “{}” của 06a.xlsx 3fa2b1c0"


def owner(*title: Sequence[Cell], name: str = "Số liệu") -> str | None:
    """The unit that figures by field are read for; None where the file is asked about, and nothing is read."""
    what = found(table(*title, FIELDS, ROW, name=name))
    assert what.problems == ()
    units = {unit for unit, _, _ in texts(what)}
    if not units:
        assert [(one.subject, one.text) for one in what.questions] == [(Subject.UNIT, BY_FILE.format(name))]
        return None
    assert what.questions == ()
    (unit,) = units
    return unit


def test_the_only_organisation_that_is_named_is_the_owner() -> None:
    assert owner(OFFICE, OCTOBER) == "noi-vu"
    assert owner(("UBND HUYỆN NINH SƠN", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), COMMUNE, OCTOBER) == MA_NOI
    assert owner(COMMUNE, OCTOBER, ("KẾT QUẢ CỦA UBND XÃ MA NỚI",), name="Ma Nới") == MA_NOI
    assert owner(OCTOBER, name="Ma Nới") == MA_NOI


@pytest.mark.parametrize(
    "line",
    [
        "TỔNG HỢP KẾT QUẢ GIẢI QUYẾT TTHC TOÀN HUYỆN THÁNG 10/2024",
        "BẢNG TỔNG HỢP THÁNG 10/2024",
        "KẾT QUẢ CỦA CÁC XÃ, THỊ TRẤN THÁNG 10/2024",
        "KẾT QUẢ GIẢI QUYẾT TTHC CỦA UBND XÃ MA NỚI THÁNG 10/2024",
        "KẾT QUẢ GIẢI QUYẾT TTHC MA NỚI THÁNG 10/2024",
        "KẾT QUẢ CỦA XÃ PHƯỚC HÒA THÁNG 10/2024",
        "KẾT QUẢ CỦA PHÒNG TƯ PHÁP THÁNG 10/2024",
    ],
)
def test_who_only_collects_the_figures_is_not_their_owner(line: str) -> None:
    assert owner(OFFICE, (line,)) is None


def test_an_office_does_not_report_the_procedures_of_communes_and_a_commune_does() -> None:
    line = ("KẾT QUẢ GIẢI QUYẾT TTHC CẤP XÃ THÁNG 10/2024",)
    assert owner(OFFICE, line) is None
    assert owner(COMMUNE, line) == MA_NOI


def test_the_units_that_a_title_names_are_offered_first() -> None:
    rows = (("Số liệu xã Ma Nới tháng 10/2024",), FIELDS, ROW)
    (question,) = found(table(*rows)).questions
    assert question.candidates[0] == MA_NOI


def test_the_name_of_the_sheet_counts_beside_the_letterhead() -> None:
    assert owner(COMMUNE, OCTOBER, name="Lâm Sơn") is None
    assert owner(COMMUNE, OCTOBER, name="Tổng hợp") is None
    assert owner(OCTOBER, ("KẾT QUẢ TOÀN HUYỆN",), name="Ma Nới") is None


def test_the_answer_for_the_file_settles_whose_figures_they_are() -> None:
    sheet = table(OFFICE, ("TỔNG HỢP TOÀN HUYỆN THÁNG 10/2024",), FIELDS, ROW)
    what = found(sheet, answers={(Subject.UNIT, folded(BY_FILE.format("Số liệu"))): MA_NOI})
    assert (texts(what)[MA_NOI, "received", "dat-dai"], what.questions) == ("1000", ())


def test_a_label_counts_before_the_letterhead_and_that_is_said() -> None:
    what = found(table(COMMUNE, ("Đơn vị báo cáo: Xã Lâm Sơn",), OCTOBER, FIELDS, ROW))
    assert {unit for unit, _, _ in texts(what)} == {LAM_SON}
    assert details(what, "owner_by_label") == {
        "unit": "Xã Lâm Sơn",
        "text": "Đơn vị báo cáo: Xã Lâm Sơn",
        "other": "Xã Ma Nới",
    }
    same = found(table(COMMUNE, ("Đơn vị báo cáo: Xã Ma Nới",), OCTOBER, FIELDS, ROW))
    assert noticed(same) == ["whole_added"]


def test_two_labels_of_different_units_and_a_label_over_the_whole_district_are_asked_about() -> None:
    assert owner(("Đơn vị báo cáo: Xã Ma Nới",), ("Đơn vị: Xã Lâm Sơn",), OCTOBER) is None
    assert owner(("Đơn vị báo cáo: Phòng Nội vụ",), ("KẾT QUẢ TOÀN HUYỆN",), OCTOBER) is None
    assert owner(("Địa phương: Huyện Ninh Sơn",), ("Đơn vị: Xã Ma Nới",), OCTOBER) == MA_NOI


@pytest.mark.parametrize("label", ["Đơn vị nhận báo cáo:", "Cơ quan nhận:", "Kính gửi:", "Nơi nhận:"])
@pytest.mark.parametrize(
    "beside", [lambda label: [(f"{label} Phòng Nội vụ",)], lambda label: [(label, None, "Phòng Nội vụ")], None]
)
def test_who_receives_the_report_is_never_the_owner(label: str, beside: object) -> None:
    lines: list[tuple[Cell, ...]] = beside(label) if callable(beside) else [(label,), ("Phòng Nội vụ",)]
    assert owner(*lines, OCTOBER) is None
    assert owner(COMMUNE, *lines, OCTOBER) == MA_NOI
    assert owner(*lines, COMMUNE, OCTOBER) == MA_NOI
    assert owner(*lines, ("Đơn vị báo cáo: Xã Ma Nới",), OCTOBER) == MA_NOI


def test_the_labels_of_the_form_itself_with_the_names_below_them_in_the_next_row() -> None:
    labels, names = ("Đơn vị báo cáo:", "Đơn vị nhận báo cáo:"), ("UBND xã Ma Nới", "Phòng Nội vụ")
    assert owner(labels, names, OCTOBER) == MA_NOI
    assert owner(labels, OCTOBER) is None


def test_dots_behind_a_label_are_no_answer_whatever_the_letterhead() -> None:
    assert owner(COMMUNE, ("Đơn vị báo cáo: ………",), ("Đơn vị nhận báo cáo: ………",), OCTOBER) is None
    assert owner(("Đơn vị báo cáo: ………",), COMMUNE, OCTOBER) is None


@pytest.mark.parametrize("name", ["Xã Ma Nới", "Xã Phước Hòa"])
def test_a_column_of_units_left_of_measures_in_rows_is_not_given_to_the_letterhead(name: str) -> None:
    rows = (("Đơn vị", "Chỉ tiêu", "Số liệu"), (name, RECEIVED, 10), (None, RESOLVED, 9))
    what = found(table(OFFICE, OCTOBER, *rows))
    assert codes(what) == [("Số liệu!A4", "unit_beside")]
    assert details(what, "unit_beside") == {"text": name, "unit": "Phòng Nội vụ"}
    own = found(table(("XÃ MA NỚI",), OCTOBER, rows[0], ("Xã Ma Nới", RECEIVED, 10), (None, RESOLVED, 9)))
    assert (own.problems, own.questions, texts(own)[MA_NOI, "received", ""]) == ((), (), "10")


def test_an_export_of_form_06a_with_its_letterhead_note_and_signatures_asks_nothing() -> None:
    title: tuple[tuple[Cell, ...], ...] = (
        ("UBND HUYỆN NINH SƠN", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("UBND XÃ MA NỚI", None, None, None, "Ma Nới, ngày 01 tháng 11 năm 2024"),
        *TITLE,
        ("Ban hành kèm theo Thông tư số 01/2020/TT-VPCP ngày 21/10/2020",),
        ("- Đơn vị báo cáo: UBND xã Ma Nới", None, None, None, "- Đơn vị nhận báo cáo: Phòng Nội vụ"),
    )
    what = found(form((1, "Đất đai", *BALANCED), (None, "Tổng số", *BALANCED), title=title))
    assert (what.questions, what.problems, what.notices) == ((), (), ())
    assert texts(what)[MA_NOI, "received", ""] == "31"
