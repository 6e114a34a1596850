"""What the review of reports says: each verdict with its basis, and the reminder to copy."""

import datetime as dt

import pytest

from kpi.figures import ReportState
from kpi.review import Basis, mark
from kpi.wording import review_words
from tests.office import MA_NOI, MARCH, ninh_son

RESOLVED = ninh_son().measure_of_id["resolved"]
UNIT = ninh_son().unit_of_id[MA_NOI]
STEADY = {1: 118.0, 2: 97.0, 3: 104.0, 4: 110.0, 5: 95.0, 6: 121.0}
USUAL = "53 đến 161 hồ sơ (trung vị 107 của 6 tháng trước)"
RISING = {back: 250.0 - 10 * back for back in range(1, 25)}


@pytest.mark.parametrize(
    ("value", "earlier", "sentence"),
    [
        (240, STEADY, f"Cao hơn hẳn mức thường có: {USUAL}."),
        (3, STEADY, f"Thấp hơn hẳn mức thường có: {USUAL}."),
        (110, STEADY, f"Trong mức thường có: {USUAL}."),
        (
            240, {**STEADY, 12: 231.0},
            "Khác mức thường có nhưng gần cùng kỳ năm trước (231): "
            "53 đến 167 hồ sơ (trung vị 110 của 7 tháng trước).",
        ),
        (
            300, {1: 100.0, 2: 110.0, 3: 100.0},
            "Thay đổi đột ngột: bằng 3,0 lần tháng trước; "
            "thường từ 0,3 đến 1,7 lần (trung vị 1,0 của 2 lần so với tháng trước).",
        ),
        (
            120, {1: 100.0, 2: 110.0, 3: 100.0},
            "Không khác thường: bằng 1,2 lần tháng trước; "
            "thường từ 0,3 đến 1,7 lần (trung vị 1,0 của 2 lần so với tháng trước).",
        ),
        (
            60, {**RISING, 12: 60.0, 13: 240.0},
            "Thay đổi đột ngột so với tháng trước, nhưng cùng kỳ năm trước cũng vậy (60).",
        ),
        (300, {1: 100.0}, "Chưa đủ dữ liệu để so sánh (1 tháng trước có số liệu)."),
    ],
)  # fmt: skip
def test_a_verdict_says_its_basis(value: float, earlier: dict[int, float | None], sentence: str) -> None:
    seen = mark(RESOLVED, value, earlier)
    assert seen is not None
    assert review_words.mark(RESOLVED, seen) == sentence


def reminder(state: ReportState | None, *, days_overdue: int = 0, missing: int = 0, because: str = "") -> str:
    return review_words.reminder(
        UNIT,
        MARCH,
        due=dt.date(2024, 4, 5),
        days_overdue=days_overdue,
        state=state,
        missing=ninh_son().measures_of(MA_NOI)[:missing],
        returned_because=because,
    )


def test_a_reminder_before_the_due_day() -> None:
    assert reminder(None) == (
        "Kính gửi Xã Ma Nới,\n"
        "Báo cáo tháng 3/2024 chưa được nhập (hạn 05/04/2024).\n"
        "Đề nghị đơn vị hoàn thành và nộp báo cáo trên hệ thống. Trân trọng."
    )


def test_a_reminder_names_the_first_missing_figures_and_counts_the_rest() -> None:
    names = [measure.name for measure in ninh_son().measures_of(MA_NOI)]
    text = reminder(ReportState.DRAFT, days_overdue=3, missing=7)
    assert "Báo cáo tháng 3/2024 đang nhập, chưa nộp (hạn 05/04/2024, đã quá hạn 3 ngày)." in text
    assert f"Còn thiếu 7 số liệu: {'; '.join(names[:5])} và 2 số liệu khác." in text
    assert f"Còn thiếu 2 số liệu: {names[0]}; {names[1]}." in reminder(ReportState.DRAFT, missing=2)


def test_a_reminder_of_a_returned_report_says_why_it_came_back() -> None:
    text = reminder(ReportState.RETURNED, because="Sai cột 7")
    assert "Báo cáo tháng 3/2024 đã được trả lại để sửa và chưa nộp lại" in text
    assert "Lý do trả lại: Sai cột 7" in text


def test_the_subject_of_the_e_mail_names_the_month_and_the_unit() -> None:
    assert review_words.reminder_subject(UNIT, MARCH) == "Nhắc nộp báo cáo tháng 3/2024 – Xã Ma Nới"


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        (Basis(9, 2.0, 0.74), "0 đến 4 hồ sơ (trung vị 2 của 9 tháng trước)"),
        (Basis(9, 10.0, 1.0), "7 đến 13 hồ sơ (trung vị 10 của 9 tháng trước)"),
        (Basis(6, 4.5, 0.01), "4,47 đến 4,54 hồ sơ (trung vị 5 của 6 tháng trước)"),
    ],
)
def test_a_count_that_stands_out_never_stands_within_what_is_usual(basis: Basis, said: str) -> None:
    """2 + 3,5 × 0,74 is 4,59: five stands out, so the usual counts end at four."""
    assert review_words.basis_text(RESOLVED, basis) == said
