"""What periodic reports say of their months, of whose figures are approved, and of days and counts in thousands."""

import datetime as dt

import pytest

from kpi.cycles import Cycle
from kpi.meetings import AgendaItem, Decision, ItemKind
from kpi.months import Month
from kpi.punctuality import Approvals
from kpi.tasks import TaskStanding
from kpi.wording import decision_words, deck_words, flow_words, minutes_words, periodic_words, task_words
from tests.office import MA_NOI, MY_SON, ninh_son

SEPTEMBER = Month(2024, 9)
UNITS = ninh_son().reporting_units(SEPTEMBER)
COMMUNES = tuple(ninh_son().unit_of_id[unit] for unit in (MY_SON, MA_NOI))


def test_the_months_from_january_on_are_named() -> None:
    assert periodic_words.cumulative(SEPTEMBER) == "lũy kế 9 tháng năm 2024"
    assert periodic_words.cumulative(Month(2024, 1)) == "trong tháng 1 năm 2024"
    assert periodic_words.cumulative(Month(2024, 12)) == "cả năm 2024"


@pytest.mark.parametrize(
    ("cycle", "number", "named"),
    [
        (Cycle.MONTH, 9, "tháng 9/2024"),
        (Cycle.QUARTER, 9, "quý III/2024"),
        (Cycle.MONTH, 1, ""),
        (Cycle.QUARTER, 3, ""),
        (Cycle.HALF_YEAR, 6, ""),
        (Cycle.YEAR, 12, ""),
    ],
)
def test_a_period_that_begins_in_january_is_the_year_to_date_and_has_no_name_of_its_own(
    cycle: Cycle, number: int, named: str
) -> None:
    assert periodic_words.alone(cycle, Month(2024, number)) == named


def test_approved_figures_are_told_by_whose_they_are() -> None:
    whole = Approvals(UNITS, (), some=True)
    assert periodic_words.approved_of_whom(whole, SEPTEMBER) == (
        "số liệu của 17/17 đơn vị đã duyệt đủ đến hết tháng 9/2024"
    )
    assert periodic_words.as_of(whole, SEPTEMBER) == "Số liệu của 17/17 đơn vị đã duyệt đủ đến hết tháng 9/2024"
    assert periodic_words.waiting(whole) == ()
    some = Approvals(UNITS, ((Month(2024, 8), COMMUNES[1:]), (SEPTEMBER, COMMUNES)), some=True)
    assert periodic_words.approved_of_whom(some, SEPTEMBER) == (
        "số liệu của 15/17 đơn vị đã duyệt đủ đến hết tháng 9/2024; chưa duyệt đủ: Xã Mỹ Sơn, Xã Ma Nới"
    )
    assert periodic_words.waiting(some) == (
        "Báo cáo chưa được duyệt: tháng 8/2024 (Xã Ma Nới); tháng 9/2024 (Xã Mỹ Sơn, Xã Ma Nới).",
    )


def test_without_an_approved_report_no_figure_is_said_to_be_approved() -> None:
    none = Approvals(UNITS, ((SEPTEMBER, UNITS),), some=False)
    assert periodic_words.approved_of_whom(none, SEPTEMBER) == "chưa có số liệu nào được duyệt"
    assert periodic_words.waiting(none) == ("Chưa có số liệu nào được duyệt.",)


def test_a_thousand_days_have_a_dot() -> None:
    ma_noi, due = COMMUNES[1], dt.date(2021, 3, 31)
    late = [(ma_noi, 1080)]
    assert minutes_words.task_late(late) == "Đơn vị trễ hạn: Xã Ma Nới (1.080 ngày)."
    said = minutes_words.reporting(ninh_son(), SEPTEMBER, late=late, overdue=late, returned=())
    assert [one.split(": ")[1] for one in said] == ["Xã Ma Nới 1.080 ngày.", "Xã Ma Nới quá 1.080 ngày."]
    assert task_words.late(1080, TaskStanding.LATE) == "trễ 1.080 ngày"
    assert task_words.late(1080, TaskStanding.DONE) == "xong trễ 1.080 ngày"
    item, finished = AgendaItem(ItemKind.OTHER, text="Việc khác"), due + dt.timedelta(1080)
    done = Decision(1, "Công khai hồ sơ", MA_NOI, due, item, done_on=finished)
    assert decision_words.standing(done, finished).endswith(", trễ 1.080 ngày")
    assert flow_words.lateness(1080, 0) == "nộp trễ 1.080 ngày"
    assert deck_words.more_findings(1080).startswith("Còn 1.080 việc khác")
