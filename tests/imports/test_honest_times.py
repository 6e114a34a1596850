"""Whatever an honest file says of legal documents, letters, people and other work, nothing is asked about it."""

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.imports.found import OF_THE_MONTH, SKIPPED, Found, Subject
from kpi.imports.grid import Cell, Sheet
from kpi.wording.folding import folded
from tests.imports.sheets import BALANCED, MA_NOI, codes, form, found, month, noticed, table, texts

RECEIVED, RESOLVED = "Tổng số hồ sơ tiếp nhận", "Tổng số hồ sơ đã giải quyết"
HEAD: tuple[Cell, ...] = ("Đơn vị", RECEIVED, RESOLVED)
ROW: tuple[Cell, ...] = ("Xã Ma Nới", 10, 5)
OTHER: tuple[Cell, ...] = ("Xã Lâm Sơn", 7, 3)
OCTOBER: tuple[Cell, ...] = ("Tháng 10/2024",)


def is_clean(what: Found) -> bool:
    return (what.questions, what.problems, what.notices) == ((), (), ())


LINES = [
    "Ban hành kèm theo Thông tư số 01/2020/TT-VPCP ngày 21 tháng 10 năm 2020 của Văn phòng Chính phủ",
    "(Ban hành kèm theo Thông tư số 01/2020/TT-VPCP ngày 21/10/2020)",
    "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018",
    "Quyết định số 468/QĐ-TTg của Thủ tướng Chính phủ ngày 27/3/2021",
    "Kế hoạch 395/KH-UBND năm 2024",
    "Kế hoạch số 395/KH-UBND ngày 25/12/2023",
    "Kế hoạch cải cách hành chính năm 2024",
    "Kế hoạch CCHC giai đoạn 2021-2025",
    "Số: 12/BC-UBND",
    "Số: 1245/UBND-NV",
    "Ninh Sơn, ngày 31 tháng 10 năm 2024",
    "Ninh Sơn, ngày 05 tháng 11 năm 2024",
    "Ma Nới ngày 05 tháng 11 năm 2024",
    "Ngày 05 tháng 11 năm 2024",
    "Ninh Sơn, ngày    tháng 11 năm 2024",
    "Ngày      tháng     năm 2024",
    "Ngày ký 05/11/2024",
    "NGUYỄN VĂN NĂM",
    "………, ngày …… tháng …… năm ………",
    "Ngày lập: 05/11/2024",
    "Ngày in: 05/11/2024 08:30",
    "Ngay in: 05/11/2024",
    "(Trích xuất từ Hệ thống một cửa lúc 08:15 ngày 05/11/2024)",
    "Kỳ báo cáo: Quý…/Năm…",
    "Số liệu tính đến hết ngày 05/11/2024",
    "Ghi chú: tăng 3 hồ sơ so với cùng kỳ năm 2023",
    "Cơ quan áp dụng TCVN ISO 9001:2015",
    "Kính gửi: Quý cơ quan",
    "Phương hướng tháng 11/2024",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "(Ký, ghi rõ họ tên)",
    "Nguyễn Văn Năm",
    "Lê Quý Kỳ",
    "Hồ sơ trước hạn gồm cả hồ sơ trả sớm",
    "Đạt 8/10 tiêu chí",
    "Điện thoại: 0259.3854.024",
]


@pytest.mark.parametrize("line", LINES)
def test_a_line_that_says_nothing_of_the_period_is_not_asked_about(line: str) -> None:
    for rows in ((OCTOBER, (line,), HEAD, ROW), ((None, line), OCTOBER, HEAD, ROW), (OCTOBER, HEAD, ROW, (), (line,))):
        what = found(table(*rows))
        assert is_clean(what), (what.questions, what.problems)
        assert len(texts(what)) == 2


@pytest.mark.parametrize(
    "name",
    [
        "Quy hoạch xây dựng, kiến trúc",
        "Việc làm hằng năm",
        "Thi đua khen thưởng",
        "Chế độ báo cáo định kỳ",
        "Kỹ thuật nông nghiệp",
        "Phước Nam",
        "Việt Nam",
        "Nhân sự theo nhiệm kỳ",
    ],
)
def test_a_name_with_words_like_those_for_times_is_only_asked_for_its_meaning(name: str) -> None:
    rows: Sequence[Sequence[Cell]] = (
        ("Đơn vị: Xã Ma Nới",),
        OCTOBER,
        ("Lĩnh vực", RECEIVED),
        ("Đất đai", 3),
        (name, 4),
    )
    what = found(table(*rows))
    assert [(one.subject, one.text) for one in what.questions] == [(Subject.PART, name)]
    answered = found(table(*rows), answers={(Subject.PART, folded(name)): "khac"})
    assert (answered.questions, answered.problems) == ((), ())
    grouped = found(table(OCTOBER, HEAD, ROW, (name,), OTHER))
    assert is_clean(grouped)


def test_an_export_of_form_06a_with_all_that_stands_around_it_is_clean() -> None:
    title: tuple[tuple[Cell, ...], ...] = (
        ("UBND HUYỆN NINH SƠN", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("UBND XÃ MA NỚI", None, None, None, "Ma Nới, ngày 01 tháng 11 năm 2024"),
        ("Số: 45/BC-UBND",),
        ("Biểu số II.06a/VPCP/KSTT", None, None, None, "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC TẠI CƠ QUAN, ĐƠN VỊ"),
        ("Ban hành kèm theo Thông tư số 01/2020/TT-VPCP ngày 21/10/2020",),
        ("Kỳ báo cáo: Tháng 10 năm 2024", None, None, "(Từ ngày 15/09/2024 đến ngày 14/10/2024)"),
    )
    after: tuple[tuple[Cell, ...], ...] = (
        (),
        ("Nơi nhận:", None, None, None, None, "CHỦ TỊCH"),
        ("- Văn phòng HĐND và UBND huyện;", None, None, None, None, "(Ký, đóng dấu)"),
        ("- Lưu: VT.", None, None, None, None, "Nguyễn Văn Năm"),
        ("Thời điểm kết xuất: 01/11/2024 07:45:12",),
    )
    what = found(form((1, "Đất đai", *BALANCED), (None, "Tổng số", *BALANCED), title=title, after=after))
    assert is_clean(what), (what.questions, what.problems)
    assert texts(what)[MA_NOI, "received", ""] == "31"


def test_heads_of_another_time_and_of_carried_over_files_are_judged_with_their_columns() -> None:
    heads = (("Đơn vị", "Tháng này", None, "Lũy kế 10 tháng", None), (None, RECEIVED, RESOLVED, RECEIVED, RESOLVED))
    what = found(table(OCTOBER, *heads, ("Xã Ma Nới", 10, 5, 100, 50)))
    assert (len(texts(what)), what.questions, what.problems) == (2, (), ())
    carried = found(table(OCTOBER, ("Đơn vị", "Hồ sơ từ kỳ trước chuyển sang"), ("Xã Ma Nới", 3)))
    assert is_clean(carried)
    assert texts(carried) == {(MA_NOI, "carried_over", ""): "3"}


def test_an_answered_head_of_files_carried_over_is_not_asked_about_each_month() -> None:
    sheet = table(OCTOBER, ("Đơn vị", RECEIVED, "Tồn kỳ trước"), ("Xã Ma Nới", 10, 3))
    answered = found(sheet, answers={(Subject.MEASURE, "ton ky truoc"): "carried_over"})
    assert (answered.questions, answered.problems) == ((), ())
    skipped = found(sheet, answers={(Subject.MEASURE, "ton ky truoc"): SKIPPED})
    assert (skipped.questions, noticed(skipped)) == ((), ["column_skipped"])


def test_a_row_of_the_year_before_below_the_list_is_passed_over_and_one_over_units_is_not() -> None:
    before: tuple[Cell, ...] = ("Cùng kỳ năm trước", 9, 4)
    what = found(table(OCTOBER, HEAD, ROW, before))
    assert (what.questions, what.problems, noticed(what), len(texts(what))) == ((), (), ["time_row_skipped"], 2)
    over = found(table(OCTOBER, HEAD, before, ROW))
    assert over.questions or over.problems


def test_an_answer_is_for_the_month_that_was_being_entered_only() -> None:
    sheet = table(("Kết quả đợt 10T",), HEAD, ROW)
    (asked,) = found(sheet).questions
    assert (asked.subject, asked.text, asked.where) == (
        Subject.TIME,
        "Kết quả đợt 10T (khi nhập T10/2024)",
        "Số liệu!A1",
    )
    assert asked.candidates == (OF_THE_MONTH,)
    answers = {(Subject.TIME, folded(asked.text)): OF_THE_MONTH}
    assert found(sheet, answers=answers).questions == ()
    assert found(sheet, month=month("2024-11"), answers=answers).questions != ()
    refused = {(Subject.TIME, folded(asked.text)): SKIPPED}
    assert found(sheet, answers=refused).questions == (asked,)


def test_a_long_text_is_asked_about_by_its_beginning_and_never_taken_for_another() -> None:
    notes = [f"{'Ghi chú số liệu ' * 20} lũy kế {number}" for number in (1, 2)]
    asked = [found(table(OCTOBER, HEAD, ROW, (note,))).questions[0].text for note in notes]
    assert asked[0] != asked[1]
    assert all(len(one) < 200 for one in asked)


TIMES = st.sampled_from(
    [
        *(f"{word} {number:02d}{mark}{year}" for word in ("Tháng", "THÁNG", "Kỳ báo cáo:", "Số liệu tháng", "T")
          for number in (1, 9, 11, 12) for mark in ("/", "-", ".", ", năm ", " năm ") for year in (2023, 2024)),
        *("Lũy kế", "Quý III", "6 tháng đầu năm", "9T/2024", "LK", "Cùng kỳ năm trước", "Tháng mười một", "Năm 2023"),
    ]
)  # fmt: skip
WORDS = st.sampled_from(["", "UBND huyện ", "Biểu 06a: ", "(", "Kết quả thủ tục hành chính "])
PLACES = ("title", "beside", "within", "below", "sheet")


@settings(max_examples=150, deadline=None)
@given(time=TIMES, before=WORDS, place=st.sampled_from(PLACES))
def test_no_other_time_goes_by_in_silence_wherever_it_stands(time: str, before: str, place: str) -> None:
    said = f"{before}{time}"
    assert not is_silent(sheet_with(said, place)), said


def sheet_with(text: str, place: str) -> Sheet:
    title = [(text,)] if place == "title" else [OCTOBER]
    beside = text if place == "beside" else None
    within = [(text,)] if place == "within" else []
    below: list[tuple[Cell, ...]] = [(), (None, text)] if place == "below" else []
    rows = [
        ("Đơn vị", "Nội dung", *HEAD[1:]),
        (ROW[0], beside, *ROW[1:]),
        *within,
        (OTHER[0], None, *OTHER[1:]),
        *below,
    ]
    return table(*title, *rows, name=text if place == "sheet" else "Số liệu")


def is_silent(sheet: Sheet) -> bool:
    what = found(sheet)
    return bool(what.readings) and not what.problems and not what.questions


def test_the_sheet_of_the_month_itself_is_silent_in_every_place() -> None:
    for place in PLACES:
        assert is_silent(sheet_with("Tháng 10/2024", place))
        assert codes(found(sheet_with("T10", place))) == []


def test_days_in_the_month_and_of_sending_are_no_question() -> None:
    rows = ((*HEAD, "Ngày gửi"), (*ROW, dt.date(2024, 11, 5)), (*OTHER, "06/11/2024"))
    assert is_clean(found(table(OCTOBER, *rows)))
