"""What the unit screen says: counts, moves for better or worse, places, and reports month by month."""

import datetime as dt

import pytest

from kpi.figures import ReportState
from kpi.months import Month
from kpi.punctuality import MonthReport
from kpi.scoring import Score
from kpi.targets import Status
from kpi.wording import unit_words as words
from tests.builders import ward
from tests.office import MA_NOI, ninh_son

NAN = float("nan")
MARCH = Month(2024, 3)


def score(indicator: str, *counts: float) -> Score:
    """A score with its counts: numerator, denominator, and those of the year before."""
    numerator, denominator, earlier_numerator, earlier_denominator = (*counts, *[NAN] * (4 - len(counts)))
    return Score(
        indicator,
        MA_NOI,
        MARCH.ordinal,
        1.3,
        numerator,
        denominator,
        earlier_numerator,
        earlier_denominator,
        ">=",
        2,
        2,
        Status.MISSED,
        1,
        1,
    )


def report(
    state: ReportState | None, *, submitted: bool, days: int, corrected_on: dt.date | None = None
) -> MonthReport:
    return MonthReport(MARCH, state, submitted=submitted, days=days, owed=True, corrected_on=corrected_on)


@pytest.mark.parametrize(
    ("indicator", "counts", "written"),
    [
        ("on_time", (1256, 1297), "1.256/1.297 hồ sơ"),
        ("satisfaction", (0, 12), "0/12 phiếu"),
        ("postal_growth", (91, 1704, 83, 1574), "91/1.704 hồ sơ, cùng kỳ 83/1.574"),
        ("postal_growth", (91, 1704), "91/1.704 hồ sơ"),
        ("on_time", (), ""),
        ("inspections", (3,), ""),
    ],
)
def test_counts_stand_beside_a_percentage_with_what_they_count(
    indicator: str, counts: tuple[float, ...], written: str
) -> None:
    plan = ninh_son()
    assert words.counts_of(plan, plan.indicator_of_id[indicator], score(indicator, *counts)) == written


def test_a_move_is_for_the_better_by_the_direction_of_the_indicator() -> None:
    rising, falling = ward().indicator_of_id["on_time"], ward().indicator_of_id["late_share"]
    assert words.change(rising, 92.5, 90) == "+2,5\u00a0điểm, tốt lên"
    assert words.change(rising, 90, 92.5) == "−2,5\u00a0điểm, kém đi"
    assert words.change(falling, 5.25, 4) == "+1,25\u00a0điểm, kém đi"
    assert words.change(falling, 4, 5.25) == "−1,25\u00a0điểm, tốt lên"
    assert words.change(rising, 90.01, 90) == "không đổi"


@pytest.mark.parametrize(
    ("of_march", "title", "state"),
    [
        (
            report(ReportState.APPROVED, submitted=True, days=0, corrected_on=dt.date(2024, 4, 12)),
            "Báo cáo tháng 3/2024: đúng hạn, đã duyệt, đã điều chỉnh ngày 12/04/2024.",
            "Báo cáo tháng 3/2024: đã duyệt",
        ),
        (
            report(ReportState.SUBMITTED, submitted=True, days=3),
            "Báo cáo tháng 3/2024: trễ 3 ngày, đã nộp, chờ duyệt.",
            "Báo cáo tháng 3/2024: đã nộp, chờ duyệt, nộp trễ 3 ngày",
        ),
        (
            report(ReportState.RETURNED, submitted=True, days=2),
            "Báo cáo tháng 3/2024: bị trả lại, nộp lần đầu trễ 2 ngày.",
            "Báo cáo tháng 3/2024: bị trả lại, nộp trễ 2 ngày",
        ),
        (
            report(ReportState.DRAFT, submitted=False, days=9),
            "Báo cáo tháng 3/2024: thiếu, quá hạn 9 ngày, đang nhập.",
            "Báo cáo tháng 3/2024: đang nhập, quá hạn 9 ngày",
        ),
        (
            report(None, submitted=False, days=0),
            "Báo cáo tháng 3/2024: chưa đến hạn, chưa bắt đầu.",
            "Báo cáo tháng 3/2024: chưa bắt đầu",
        ),
    ],
)
def test_a_report_is_told_in_a_sentence(of_march: MonthReport, title: str, state: str) -> None:
    assert (words.report_title(of_march), words.state_of_month(of_march)) == (title, state)


def test_the_share_in_time_says_what_was_late_and_what_is_missing() -> None:
    approved = report(ReportState.APPROVED, submitted=True, days=0)
    late = report(ReportState.APPROVED, submitted=True, days=1)
    missing = report(None, submitted=False, days=30)
    assert words.on_time_share(2024, [approved] * 7 + [late]) == "Năm 2024: 7/8 báo cáo đúng hạn (88\u00a0%), 1 trễ."
    assert words.on_time_share(2024, [approved, missing]) == "Năm 2024: 1/2 báo cáo đúng hạn (50\u00a0%), 1 thiếu."
    assert words.on_time_share(2024, []) == "Năm 2024: chưa có báo cáo nào đến hạn."


def test_reports_are_complete_as_well_as_in_time() -> None:
    approved = report(ReportState.APPROVED, submitted=True, days=0)
    late = report(ReportState.SUBMITTED, submitted=True, days=1)
    returned = report(ReportState.RETURNED, submitted=True, days=0)
    missing = report(None, submitted=False, days=30)
    assert words.discipline(2024, [approved] * 7 + [late, returned, missing]) == (
        "Năm 2024: 8/10 báo cáo đã nộp đủ; 8/10 đúng hạn (80\u00a0%), 1 trễ, 1 thiếu."
    )
    assert words.discipline(2024, []) == "Năm 2024: chưa có báo cáo nào đến hạn."


def test_peers_are_named_with_the_volume_by_which_they_are_near() -> None:
    plan = ninh_son()
    line = words.similar_units(plan, plan.indicator_of_id["on_time"], {MA_NOI: 297, "22813": 310, "22825": 1867})
    assert line == (
        "Đơn vị có khối lượng hồ sơ gần nhất: Lâm Sơn (310), Hòa Sơn (1.867); đơn vị này 297 (mẫu số của “Đúng hạn”)."
    )
