"""A month beside other words: parts and plans of it are asked about; documents, streets and notes are none of it."""

import datetime as dt

import pytest

from kpi.imports.found import Found, Subject
from kpi.imports.grid import Cell
from tests.imports.sheets import MA_NOI, codes, found, table, texts

RECEIVED, RESOLVED = "Tổng số hồ sơ tiếp nhận", "Tổng số hồ sơ đã giải quyết"
HEAD: tuple[Cell, ...] = ("Đơn vị", RECEIVED, RESOLVED)
ROW: tuple[Cell, ...] = ("Xã Ma Nới", 10, 5)
OCTOBER: tuple[Cell, ...] = ("Tháng 10/2024",)


def times(what: Found) -> list[str]:
    return [one.text for one in what.questions if one.subject is Subject.TIME]


@pytest.mark.parametrize(
    "line",
    [
        "Năm 2024 (đến tháng 10)",
        "Tính đến hết tháng 10/2024",
        "SỐ LIỆU TÍNH ĐẾN THÁNG 10/2024",
        "Hết tháng 10/2024",
        "Tuần 1 tháng 10/2024",
        "Tuần II tháng 10/2024",
        "Đợt 1 tháng 10/2024",
        "Kỳ I tháng 10/2024",
        "TRUNG TUẦN tháng 10/2024",
        "15 ngày đầu tháng 10/2024",
        "Nửa đầu tháng 10",
        "Nua cuoi thang 10/2024",
        "Đầu tháng 10/2024",
        "Ước thực hiện tháng 10/2024",
        "BÁO CÁO ƯỚC THỰC HIỆN THÁNG 10/2024",
        "Dự kiến tháng 10",
        "Kế hoạch tháng 10/2024",
        "Số liệu kế hoạch tháng 10/2024",
    ],
)
def test_a_title_of_a_part_or_a_plan_of_the_month_is_asked_about(line: str) -> None:
    for rows in (((line,), HEAD, ROW), (OCTOBER, (line,), HEAD, ROW)):
        what = found(table(*rows))
        assert (times(what), what.problems, what.notices) == ([f"{line} (khi nhập T10/2024)"], (), ())


@pytest.mark.parametrize(
    "line",
    [
        "Kết quả thực hiện kế hoạch CCHC tháng 10/2024",
        "Kết quả thực hiện kế hoạch tháng 10/2024",
        "Số liệu cuối tháng 10/2024",
        "Công tác tuân thủ kỷ luật tháng 10/2024",
        "Kỳ báo cáo: 10/24",
        "Kỳ: 10/24",
    ],
)
def test_the_month_itself_is_not_asked_about_whatever_it_is_a_report_of(line: str) -> None:
    what = found(table((line,), HEAD, ROW))
    assert (what.questions, what.problems, what.notices) == ((), (), ())


def test_a_short_year_after_the_label_of_a_period_tells_another_month() -> None:
    assert codes(found(table(("Kỳ báo cáo: 9/24",), HEAD, ROW))) == [("Số liệu!A1", "other_month")]
    assert codes(found(table(("Kỳ báo cáo:", "09/24"), HEAD, ROW))) == [("Số liệu!A1", "other_month")]


@pytest.mark.parametrize(
    "line",
    [
        "Thực hiện Nghị quyết số 76/NQ-CP của Chính phủ về CCHC nhà nước giai đoạn 2021 - 2030",
        "Nghị quyết số 76/NQ-CP ngày 15/7/2021 ban hành Chương trình tổng thể giai đoạn 2021 – 2030",
        "Công văn số 123/PNV ngày 05/11/2024",
        "Theo Công văn số 123/PNV ngày 30/9/2024 của Phòng Nội vụ",
        "Địa chỉ: số 12 đường 21/8, thị trấn Tân Sơn",
        "Trụ sở: đường 16 tháng 4, phường Tấn Tài",
    ],
)
def test_documents_and_streets_say_nothing_of_the_period(line: str) -> None:
    for rows in (((line,), OCTOBER, HEAD, ROW), (OCTOBER, HEAD, ROW, (), (line,))):
        what = found(table(*rows))
        assert (what.questions, what.problems, what.notices) == ((), (), ())


@pytest.mark.parametrize("line", ["Giai đoạn 2021 - 2024", "Đường 16 tháng 9 năm 2024", "Đường 21/8/2024"])
def test_what_only_looks_like_a_document_or_a_street_is_asked_about(line: str) -> None:
    assert times(found(table((line,), OCTOBER, HEAD, ROW))) == [f"{line} (khi nhập T10/2024)"]


def test_the_year_of_the_plan_is_a_title_where_the_month_is_named_beside_it() -> None:
    title = ("BÁO CÁO KẾT QUẢ CCHC NĂM 2024",)
    for rows in ((title, OCTOBER, HEAD, ROW), (OCTOBER, title, HEAD, ROW), (("UBND XÃ", *title), OCTOBER, HEAD, ROW)):
        what = found(table(*rows))
        assert (what.questions, what.problems, what.notices) == ((), (), ())
    assert found(table(title, HEAD, ROW, name="T10")).questions == ()
    assert codes(found(table(title, HEAD, ROW))) == [("Số liệu!A1", "longer_than_period")]
    below = found(table(OCTOBER, HEAD, ROW, (), title))
    assert times(below) == ["BÁO CÁO KẾT QUẢ CCHC NĂM 2024 (khi nhập T10/2024)"]
    for line in ("SỐ LIỆU NĂM 2024", "KẾT QUẢ CCHC CẢ NĂM 2024", "KẾT QUẢ CCHC NĂM 2023"):
        assert times(found(table((line,), OCTOBER, HEAD, ROW))) == [f"{line} (khi nhập T10/2024)"]


@pytest.mark.parametrize(
    "note",
    [
        "Tồn tháng trước 5 hồ sơ",
        "Còn lại 5 hồ sơ từ tháng trước",
        "Gồm 3 hồ sơ tồn kỳ trước",
        "Chuyển sang 3 hồ sơ của tháng 9/2024",
    ],
)
def test_a_note_on_work_carried_over_is_read_only_in_a_column_of_notes(note: str) -> None:
    what = found(table(OCTOBER, (*HEAD, "Ghi chú"), (*ROW, note)))
    assert (what.questions, what.problems, what.notices) == ((), (), ())
    assert times(found(table(OCTOBER, (*HEAD, "Nội dung"), (*ROW, note)))) == [f"{note} (khi nhập T10/2024)"]
    both = f"{note}; số liệu lũy kế"
    assert times(found(table(OCTOBER, (*HEAD, "Ghi chú"), (*ROW, both)))) == [f"{both} (khi nhập T10/2024)"]


@pytest.mark.parametrize("day", ["05/11/2024", "Ngày 05/11/2024", "5-11-24", dt.date(2024, 11, 5)])
def test_a_day_of_the_following_month_below_the_table_is_that_of_the_letter(day: Cell) -> None:
    for below in ((None, day), ("Người lập", None, day), ("Ngày:", day)):
        assert found(table(OCTOBER, HEAD, ROW, (), below)).questions == ()
    assert len(times(found(table((None, day), OCTOBER, HEAD, ROW)))) == 1
    assert times(found(table(OCTOBER, HEAD, ROW, (), ("Từ ngày", day)))) != []


@pytest.mark.parametrize("day", ["05/12/2024", "05/9/2024", dt.date(2023, 11, 5)])
def test_any_other_day_below_the_table_is_asked_about(day: Cell) -> None:
    assert len(times(found(table(OCTOBER, HEAD, ROW, (), (None, day))))) == 1


@pytest.mark.parametrize("text", ["Tháng 10", "T10/2024", "Tuần 1", "Kỳ này", "Tháng 10 năm 2024"])
def test_a_time_is_never_asked_for_as_a_measure_a_unit_or_a_field(text: str) -> None:
    over = found(table(OCTOBER, ("Đơn vị", RECEIVED, text), ("Xã Ma Nới", 1, 2)))
    assert (over.questions, codes(over)) == ((), [("Số liệu!C2", "time_as_name")])
    beside = found(table(("Đơn vị: Xã Ma Nới",), OCTOBER, HEAD, ROW, (text, 3, 4)))
    assert {one.subject for one in beside.questions} == set()
    assert {where for where, _ in codes(beside)} == {"Số liệu!A5"}


def test_a_name_that_only_has_words_of_times_in_it_is_asked_for() -> None:
    what = found(table(OCTOBER, ("Đơn vị", RECEIVED, "Từ kỳ trước"), ("Xã Ma Nới", 1, 2)))
    assert {one.text for one in what.questions if one.subject is Subject.MEASURE} <= {"Từ kỳ trước"}
    assert texts(what)[MA_NOI, "received", ""] == "1"
    assert "time_as_name" not in {code for _, code in codes(what)}
