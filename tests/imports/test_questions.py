"""What is sure is recognised, what is not is asked, and an answer settles it."""

import pytest

from kpi.imports.found import SKIPPED, Answers, Question, Subject
from kpi.imports.names import part_names, unit_names
from kpi.wording.folding import folded
from tests.builders import month, ward
from tests.imports.sheets import BALANCED, MA_NOI, OCTOBER, TAN_SON, codes, figures, form, found, noticed, table, texts
from tests.office import ninh_son


def answered(subject: Subject, text: str, meaning: str) -> Answers:
    return {(subject, folded(text)): meaning}


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("TT Tân Sơn", "22810"),
        ("TT. TÂN SƠN", "22810"),
        ("thi tran tan son", "22810"),
        ("UBND thị trấn Tân Sơn", "22810"),
        ("Xã Ma Nới", "22828"),
        ("ma noi", "22828"),
        ("UBND xã Ma Nới", "22828"),
        ("Ủy ban nhân dân xã Ma Nới, huyện Ninh Sơn, tỉnh Ninh Thuận", "22828"),
        ("X. Ma Nới", "22828"),
        ("7. Xã Ma Nới", "22828"),
        ("22828", "22828"),
        ("P. Nội vụ", "noi-vu"),
        ("Phòng Nội vụ huyện Ninh Sơn", "noi-vu"),
        ("PHÒNG NỘI VỤ - UBND HUYỆN NINH SƠN", "noi-vu"),
        ("I. Nội vụ", "noi-vu"),
        ("Phòng TN&MT", None),
        ("Phòng TN-MT", "tai-nguyen-moi-truong"),
        ("Phòng Tài nguyên & Môi trường", "tai-nguyen-moi-truong"),
        ("Văn phòng HĐND và UBND", "van-phong"),
        ("VP HĐND - UBND", "van-phong"),
        ("UBND huyện Ninh Sơn", "585"),
        ("Xã Tân Sơn", None),
        ("Phường Ma Nới", None),
        ("Công an xã Ma Nới", None),
        ("Phòng Nội vụ huyện Bác Ái", None),
        ("Sơn", None),
        ("Ma Nơi 2", None),
        ("", None),
    ],
)
def test_a_unit_is_known_by_its_code_or_by_its_name_with_or_without_marks_and_prefixes(
    written: str, unit: str | None
) -> None:
    assert unit_names(ninh_son(), OCTOBER, {}).meaning(written) == unit


def test_a_code_is_that_of_the_unit_which_has_it_in_the_month() -> None:
    assert unit_names(ward(), month("2026-06"), {}).meaning("TMC-01") == "to-nhon-son"
    assert unit_names(ward(), month("2026-07"), {}).meaning("TMC-01") == "to-luu-dong"
    assert unit_names(ward(), month("2026-07"), {}).meaning("Tổ một cửa Nhơn Sơn") is None


@pytest.mark.parametrize(
    ("written", "part"),
    [("Đất đai", "dat-dai"), ("Lĩnh vực đất đai", "dat-dai"), ("2. HỘ TỊCH", "ho-tich"), ("Nông nghiệp", None)],
)
def test_a_field_is_known_by_its_name(written: str, part: str | None) -> None:
    assert part_names(ninh_son(), {}).meaning(written) == part


def test_a_name_that_is_not_sure_is_asked_once_with_the_closest_first_and_its_row_is_not_read() -> None:
    what = found(form((1, "Xã Tân Sơn", *BALANCED), (2, "xa tan son", *BALANCED), (3, "Xã Ma Nới", *BALANCED)))
    assert texts(what) == figures(MA_NOI, BALANCED)
    (asked,) = what.questions
    assert asked[:3] == (Subject.UNIT, "Xã Tân Sơn", "II.06a!B8")
    assert asked.candidates[0] == TAN_SON
    assert what.problems == ()


def test_an_answer_settles_a_question_whatever_the_marks() -> None:
    what = found(form((1, "XÃ TÂN SƠN", *BALANCED)), answers=answered(Subject.UNIT, "xã Tân Sơn", TAN_SON))
    assert texts(what) == figures(TAN_SON, BALANCED)
    assert what.questions == ()


def test_a_row_that_is_not_for_here_is_passed_over_with_a_notice() -> None:
    sheet = form((1, "Xã Phước Hòa", *BALANCED), (2, "Xã Ma Nới", *BALANCED))
    what = found(sheet, answers=answered(Subject.UNIT, "Xã Phước Hòa", SKIPPED))
    assert texts(what) == figures(MA_NOI, BALANCED)
    assert (what.questions, noticed(what)) == ((), ["row_skipped"])


def test_an_answer_that_names_a_unit_of_another_month_asks_again() -> None:
    sheet = table(("Bộ phận", "Đơn vị", "received"), (1, "Tổ Nhơn Sơn cũ", 12))
    answers = answered(Subject.UNIT, "Tổ Nhơn Sơn cũ", "to-nhon-son")
    assert texts(found(sheet, plan=ward(), month=month("2026-06"), answers=answers)) == {
        ("to-nhon-son", "received", ""): "12"
    }
    assert [one.text for one in found(sheet, plan=ward(), month=month("2026-07"), answers=answers).questions] == [
        "Tổ Nhơn Sơn cũ"
    ]


def test_a_field_that_is_not_in_the_plan_is_asked() -> None:
    title = [("Đơn vị: UBND xã Ma Nới",)]
    sheet = form((1, "Đất đai", *BALANCED), (2, "Nông nghiệp", *BALANCED), title=title)
    assert [one[:3] for one in found(sheet).questions] == [(Subject.PART, "Nông nghiệp", "II.06a!B7")]
    settled = found(sheet, answers=answered(Subject.PART, "Nông nghiệp", "khac"))
    assert texts(settled)[MA_NOI, "received", "khac"] == "31"


def test_a_column_that_nobody_knows_is_asked_unless_it_is_empty() -> None:
    sheet = table(
        ("STT", "Đơn vị", "Tổng số hồ sơ tiếp nhận", "Tỷ lệ đúng hạn (%)", "Ghi chú", "Chưa dùng"),
        (1, "Xã Ma Nới", 12, 91.5, "tốt", None),
    )
    what = found(sheet)
    assert [one[:3] for one in what.questions] == [(Subject.MEASURE, "Tỷ lệ đúng hạn (%)", "Số liệu!D1")]
    assert texts(what) == {(MA_NOI, "received", ""): "12"}
    skipped = found(sheet, answers=answered(Subject.MEASURE, "Tỷ lệ đúng hạn (%)", SKIPPED))
    assert (skipped.questions, noticed(skipped)) == ((), ["column_skipped", "no_month"])
    settled = found(sheet, answers=answered(Subject.MEASURE, "Tỷ lệ đúng hạn (%)", "resolved_on_time"))
    assert texts(settled)[MA_NOI, "resolved_on_time", ""] == "91,5"


def test_the_unit_of_the_title_is_asked_by_its_line() -> None:
    title = [("Đơn vị báo cáo: Bộ phận một cửa Ma Nới",)]
    what = found(form((1, "Đất đai", *BALANCED), title=title))
    assert what.readings == ()
    (asked,) = what.questions
    assert asked[:3] == (Subject.UNIT, "Bộ phận một cửa Ma Nới", "II.06a!A1")
    assert asked.candidates[0] == MA_NOI


def test_without_a_title_the_answer_is_for_this_file_only() -> None:
    sheet = form((1, "Đất đai", *BALANCED), title=())
    what = found(sheet)
    (asked,) = what.questions
    assert asked.text == "Trang “II.06a” của 06a.xlsx 3fa2b1c0"
    settled = found(sheet, answers=answered(Subject.UNIT, asked.text, MA_NOI))
    assert texts(settled)[MA_NOI, "received", ""] == "31"


def test_the_letterhead_or_the_name_of_the_sheet_names_the_unit_too() -> None:
    letterhead = [("UBND HUYỆN NINH SƠN", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("UBND XÃ MA NỚI",)]
    by_letterhead = found(form((1, "Đất đai", *BALANCED), title=letterhead))
    by_sheet = found(form((1, "Đất đai", *BALANCED), title=(), name="Ma Nới"))
    for what in (by_letterhead, by_sheet):
        assert (what.questions, texts(what)[MA_NOI, "received", ""]) == ((), "31")


def test_a_letterhead_of_the_authority_alone_does_not_say_whose_fields_these_are() -> None:
    what = found(form((1, "Đất đai", *BALANCED), title=[("UBND HUYỆN NINH SƠN",)]))
    assert [one.subject for one in what.questions] == [Subject.UNIT]


def test_who_receives_the_report_and_what_is_counted_is_no_unit() -> None:
    title = [
        (
            "- Đơn vị nhận báo cáo: Phòng Nội vụ",
            None,
            "- Đơn vị báo cáo:\n+ UBND xã Ma Nới\n- Đơn vị nhận: Phòng Nội vụ",
        ),
        ("Đơn vị tính: hồ sơ",),
    ]
    what = found(form((1, "Đất đai", *BALANCED), title=title))
    assert {unit for unit, _, _ in texts(what)} == {MA_NOI}


def test_a_code_and_a_name_that_disagree_are_a_problem() -> None:
    what = found(table(("Mã đơn vị", "Tên đơn vị", "received"), ("22828", "Ma Nới", 1), ("22810", "Lâm Sơn", 2)))
    assert codes(what) == [("Số liệu!B3", "code_and_name_differ")]


def test_hundreds_of_unknown_names_are_one_problem() -> None:
    what = found(table(("Đơn vị", "received"), *((f"Thôn số {number}", number) for number in range(300))))
    assert len(what.questions) == 100
    assert [code for _, code in codes(what)] == ["too_many_questions"] * 200


def test_a_question_keeps_what_was_written() -> None:
    asked = found(table(("Đơn vị", "received"), ("Xã  Tân\nSơn", 3))).questions[0]
    assert isinstance(asked, Question)
    assert asked.text == "Xã Tân Sơn"


def test_a_column_of_figures_between_the_names_and_the_first_known_measure_is_asked_about() -> None:
    sheet = table(("Mã", "Đơn vị", "Qua BCCI (lượt)", "Hồ sơ đã giải quyết trước hạn"), ("01", "Xã Ma Nới", 7, 12))
    what = found(sheet)
    assert [(one.subject, one.text, one.where) for one in what.questions] == [
        (Subject.MEASURE, "Qua BCCI (lượt)", "Số liệu!C1")
    ]
