"""What became of a month's report, by its state, its lateness and whether it was owed."""

import pytest

from kpi.figures import Report, ReportState
from kpi.months import Month
from kpi.punctuality import MonthReport, Punctuality, approvals_of
from tests.office import MA_NOI, MY_SON, ninh_son

MARCH = Month(2024, 3)


def became(state: ReportState | None, *, submitted: bool, days: int, owed: bool = True) -> MonthReport:
    return MonthReport(MARCH, state, submitted=submitted, days=days, owed=owed)


@pytest.mark.parametrize(
    ("report", "punctuality", "was_due", "was_on_time"),
    [
        (became(ReportState.APPROVED, submitted=True, days=0), Punctuality.ON_TIME, True, True),
        (became(ReportState.SUBMITTED, submitted=True, days=3), Punctuality.LATE, True, False),
        (became(ReportState.DRAFT, submitted=False, days=12), Punctuality.MISSING, True, False),
        (became(None, submitted=False, days=12), Punctuality.MISSING, True, False),
        (became(None, submitted=False, days=0), Punctuality.OPEN, False, False),
        (became(None, submitted=False, days=400, owed=False), Punctuality.NOT_OWED, False, False),
    ],
)
def test_a_report_is_in_time_late_missing_or_open(
    report: MonthReport, punctuality: Punctuality, was_due: bool, was_on_time: bool
) -> None:
    assert (report.punctuality, report.was_due, report.was_on_time) == (punctuality, was_due, was_on_time)


def test_a_report_that_was_given_back_was_still_handed_in_when_it_was() -> None:
    in_time = became(ReportState.RETURNED, submitted=True, days=0)
    late = became(ReportState.RETURNED, submitted=True, days=2)
    assert (in_time.punctuality, in_time.was_on_time) == (Punctuality.RETURNED, True)
    assert (late.punctuality, late.was_on_time) == (Punctuality.RETURNED, False)


def test_history_that_was_entered_later_is_not_late() -> None:
    entered = became(ReportState.APPROVED, submitted=True, days=36, owed=False)
    assert (entered.punctuality, entered.was_due) == (Punctuality.NOT_OWED, False)


def test_units_whose_months_are_not_all_approved_are_told_month_by_month() -> None:
    """In January all 17 are approved, in February Ma Nới waits and Mỹ Sơn has not begun."""
    plan, january, february = ninh_son(), Month(2024, 1), Month(2024, 2)
    units = [unit.id for unit in plan.reporting_units(january)]
    stored = [Report(unit, january, state=ReportState.APPROVED) for unit in units]
    stored += [Report(unit, february, state=ReportState.APPROVED) for unit in units if unit not in {MA_NOI, MY_SON}]
    stored.append(Report(MA_NOI, february, state=ReportState.SUBMITTED))
    found = approvals_of(plan, (january, february), stored)
    assert (len(found.owing), found.some) == (17, True)
    assert [(month, [unit.id for unit in of_month]) for month, of_month in found.waiting] == [
        (february, [MY_SON, MA_NOI])
    ]
    assert [unit.id for unit in found.incomplete] == [MY_SON, MA_NOI]


def test_without_an_approved_report_every_unit_waits_and_reports_of_other_months_do_not_count() -> None:
    plan, january = ninh_son(), Month(2024, 1)
    found = approvals_of(plan, (january,), [Report(MA_NOI, Month(2023, 12), state=ReportState.APPROVED)])
    assert not found.some
    assert found.incomplete == found.owing == plan.reporting_units(january)
