"""What became of the report of a month (kỷ luật báo cáo): in time, late, missing, given back."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kpi.figures import ReportState
from kpi.months import Month


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
