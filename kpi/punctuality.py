"""What became of the report of a month (kỷ luật báo cáo): in time, late, missing, given back."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kpi.figures import Report, ReportState
from kpi.months import Month
from kpi.plan import Plan, Unit


class Punctuality(StrEnum):
    """What became of a month's report."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    RETURNED = "returned"
    OPEN = "open"
    NOT_OWED = "not_owed"


@dataclass(frozen=True, slots=True)
class MonthReport:
    """A unit's report of a month.

    `state` is None while it is not started; `submitted` says whether it ever was. `days` counts from the due day to
    the first submission, or to today while there was none; 0 in time. `owed` is false for months before the plan
    begins, which are its history, and for months without the unit. `corrected_on` is the day of the last correction
    after approval.
    """

    month: Month
    state: ReportState | None
    submitted: bool
    days: int
    owed: bool
    corrected_on: dt.date | None = None

    @property
    def punctuality(self) -> Punctuality:
        """A report that was given back is RETURNED until it is handed in again; nobody owes a month of history."""
        if not self.owed:
            return Punctuality.NOT_OWED
        if not self.submitted:
            return Punctuality.MISSING if self.days else Punctuality.OPEN
        if self.state is ReportState.RETURNED:
            return Punctuality.RETURNED
        return Punctuality.LATE if self.days else Punctuality.ON_TIME

    @property
    def was_due(self) -> bool:
        """Whether it counts in the share of reports in time: it was handed in, or its day has passed."""
        return self.punctuality not in {Punctuality.OPEN, Punctuality.NOT_OWED}

    @property
    def was_on_time(self) -> bool:
        """Whether it was first handed in by its day, whatever was decided about it since."""
        return self.was_due and self.days == 0

    @property
    def was_complete(self) -> bool:
        """Whether all that was owed is handed in: a report that lacks something cannot be, or is given back."""
        return self.was_due and self.submitted and self.state is not ReportState.RETURNED


@dataclass(frozen=True, slots=True)
class Approvals:
    """Which of the reports that units owe of some months are approved.

    `owing` are the units that owe any, in the plan's order. `waiting` has the months in which a report is not approved,
    oldest first, each with the units whose report that is. `some` says whether any is approved.
    """

    owing: tuple[Unit, ...]
    waiting: tuple[tuple[Month, tuple[Unit, ...]], ...]
    some: bool

    @property
    def incomplete(self) -> tuple[Unit, ...]:
        """The units of which a month is not approved, in the plan's order."""
        lacking = {unit.id for _, units in self.waiting for unit in units}
        return tuple(unit for unit in self.owing if unit.id in lacking)


def approvals_of(plan: Plan, months: Iterable[Month], reports: Iterable[Report]) -> Approvals:
    """Which reports of the months are approved; `reports` are those that are stored, of any months."""
    owed = {month: plan.reporting_units(month) for month in months}
    approved = {(one.unit, one.month) for one in reports if one.state is ReportState.APPROVED}
    owing = {unit.id for units in owed.values() for unit in units}
    waiting = (
        (month, tuple(unit for unit in units if (unit.id, month) not in approved)) for month, units in owed.items()
    )
    return Approvals(
        tuple(unit for unit in plan.units if unit.id in owing),
        tuple((month, units) for month, units in waiting if units),
        any((unit.id, month) in approved for month, units in owed.items() for unit in units),
    )
