"""When a report is late. A day ends at midnight in Vietnam, and what was late once stays late for ever."""

import datetime as dt

from kpi.figures import Report
from kpi.plan import Plan
from kpi.wording.formats import VIETNAM


def days_late(plan: Plan, report: Report) -> int:
    """How many days after the due day the report was first submitted; 0 in time, and while it never was."""
    if report.first_submitted_at is None:
        return 0
    day = report.first_submitted_at.astimezone(VIETNAM).date()
    return max(0, (day - plan.due_day(report.month)).days)


def late(plan: Plan, report: Report) -> bool:
    """Whether the report was first submitted after its due day; no later step changes that."""
    return days_late(plan, report) > 0


def days_overdue(plan: Plan, report: Report, today: dt.date) -> int:
    """How many days ago a report that was never submitted should have been; 0 for all others."""
    if report.first_submitted_at is not None:
        return 0
    return max(0, (today - plan.due_day(report.month)).days)
