"""What the entry form, the command line and the heads of screens say."""

import datetime as dt

import pytest

from kpi.checks import CheckResult
from kpi.figures import Change, Figure, FigureKey, Report, ReportState
from kpi.months import Period
from kpi.wording import commands, entry_words, labels, screens
from kpi.wording.problems import FIELD
from tests.office import MA_NOI, MARCH, ninh_son

LATE = FigureKey(MA_NOI, "resolved_late", MARCH)
TOTAL = "Tổng đã giải quyết: cột 7 = cột 8 + cột 9 + cột 10"


@pytest.mark.parametrize(
    ("code", "measure", "text", "sentence"),
    [
        ("not_a_number", "resolved", " mười ", "“mười” không phải là số; hãy nhập ví dụ 1.234."),
        ("not_whole", "resolved", "12,5", "“12,5” có phần lẻ; hồ sơ phải là số nguyên."),
        ("grouping", "par_index_score", "1.2.3", "“1.2.3” viết sai dấu chấm, phẩy; hãy nhập ví dụ 23,4."),
        ("above_maximum", "par_index_score", "101", "“101” vượt mức tối đa 100."),
        ("needs_source", "ddci_rank", "2", "Hãy ghi số, ngày văn bản công bố kết quả này."),
        ("ambiguous", "papi_score", "41.234", "“41.234” có thể hiểu khác nhau; hãy chọn:"),
        ("negative", "resolved", "-1", "“-1” là số âm; số liệu này không thể âm."),
        ("too_large", "resolved", "9999999999999", "“9999999999999” quá lớn; hãy kiểm tra lại."),
    ],
)
def test_a_problem_of_a_field_names_the_field_and_what_to_do(code: str, measure: str, text: str, sentence: str) -> None:
    chosen = ninh_son().measure_of_id[measure]
    assert entry_words.field_problem(code, chosen, text) == f"{chosen.name}: {sentence}"


def test_every_problem_of_a_field_can_be_written_for_every_measure() -> None:
    for measure in ninh_son().measures:
        for code in FIELD:
            assert "{" not in entry_words.field_problem(code, measure, "12")


@pytest.mark.parametrize(
    ("left", "right", "text"),
    [
        (118.0, 118.0, f"{TOTAL}: 118 = 118"),
        (1234.0, 1237.0, f"{TOTAL}: 1.234 ≠ 1.237 (lệch 3)"),
        (None, 118.0, TOTAL),
        (118.0, None, TOTAL),
    ],
)
def test_a_check_shows_both_sides_once_it_can_be_made(left: float | None, right: float | None, text: str) -> None:
    assert entry_words.check(CheckResult(ninh_son().check_of_id["resolved_total"], left, right)) == text


def test_a_part_that_is_more_than_its_whole_is_shown_with_the_opposite_sign() -> None:
    result = CheckResult(ninh_son().check_of_id["postal_part"], 12.0, 9.0)
    assert entry_words.check(result) == "Hồ sơ qua bưu chính không nhiều hơn cột 5: 12 > 9 (lệch 3)"


def test_buttons_show_a_number_and_fill_in_what_a_person_would_type() -> None:
    assert entry_words.reading_choice(41234.0) == {"label": "41.234", "value": "41234"}
    assert entry_words.reading_choice(41.234) == {"label": "41,234", "value": "41,234"}
    assert entry_words.total_choice(1234.0) == {"label": "Điền 1.234", "value": "1234"}


def test_changes_are_told_with_the_name_of_the_measure() -> None:
    change = Change(LATE, Figure(LATE, 12), Figure(LATE, 9))
    assert entry_words.replaced(change) == "đã lưu: 12 → 9"
    assert entry_words.change(ninh_son(), change) == "Hồ sơ đã giải quyết quá hạn: 12 → 9"
    assert entry_words.their_change(ninh_son(), change) == "Người kia đã sửa Hồ sơ đã giải quyết quá hạn: 12 → 9"


def test_a_figure_of_an_earlier_month_is_told_from_none_and_from_nothing_arising() -> None:
    shown = [entry_words.figure(one) for one in (None, Figure(LATE, None), Figure(LATE, 0), Figure(LATE, 1234))]
    assert shown == ["–", "KPS", "0", "1.234"]


def test_a_save_says_what_it_did() -> None:
    assert (entry_words.saved(2), entry_words.saved(0)) == ("Đã lưu 2 thay đổi.", "Đã lưu giải trình.")
    assert (entry_words.unsaved(3), entry_words.unsaved(0)) == ("3 thay đổi chưa lưu", "Không có thay đổi chưa lưu")
    assert entry_words.draft_notice(outdated=True) != entry_words.draft_notice(outdated=False)


def test_the_line_of_a_report_says_who_saved_it_when_by_the_clock_of_vietnam() -> None:
    assert screens.report_line(Report(MA_NOI, MARCH), {}) == "Chưa lưu lần nào"
    saved = Report(MA_NOI, MARCH, ReportState.DRAFT, 2, dt.datetime(2024, 4, 3, 2, 30, tzinfo=dt.UTC), "mai.kator", {})
    assert (
        screens.report_line(saved, {"mai.kator": "Kator Thị Mai"})
        == "Lưu lần cuối: 09:30 ngày 03/04/2024, Kator Thị Mai (lần 2)"
    )


def test_heads_of_screens_name_the_plan_the_unit_and_the_month() -> None:
    assert screens.plan_title(ninh_son()).endswith("huyện Ninh Sơn năm 2024 (395/KH-UBND)")
    assert screens.entry_title("Xã Ma Nới", MARCH) == "Xã Ma Nới – tháng 3/2024"
    assert screens.reporting_line(MARCH, 7, 17) == "Tháng 3/2024: 7/17 báo cáo đã duyệt"


@pytest.mark.parametrize(
    ("scope", "name", "short"),
    [
        ("all", "Ủy ban nhân dân huyện Ninh Sơn", "Huyện Ninh Sơn"),
        ("commune", "Cấp xã", "Cấp xã"),
        (MA_NOI, "Xã Ma Nới", "Ma Nới"),
    ],
)
def test_a_scope_has_a_name_and_a_short_one_for_the_head_of_a_column(scope: str, name: str, short: str) -> None:
    assert (labels.scope_name(ninh_son(), scope), labels.scope_short(ninh_son(), scope)) == (name, short)


def test_every_state_period_and_operator_has_its_word() -> None:
    assert set(labels.STATE) == set(ReportState)
    assert [labels.period_name(period) for period in Period] == ["Tháng", "Quý", "Lũy kế năm"]
    operators = {check.operator for check in ninh_son().checks}
    assert operators <= set(labels.OPERATOR) == set(labels.OPPOSITE)
    assert not set(labels.OPERATOR.items()) & set(labels.OPPOSITE.items())


def test_the_command_line_counts_what_a_plan_holds() -> None:
    assert commands.plan_is_good(ninh_son()) == (
        "Kế hoạch 395/KH-UBND hợp lệ: 18 đơn vị, 56 số liệu gốc, 31 chỉ tiêu, 45 nhiệm vụ."
    )
    assert commands.problems_found(3) == "Có 3 lỗi trong kế hoạch."
