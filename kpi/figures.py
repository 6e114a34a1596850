"""What units report: figures, the month's report they belong to, and a change with its stamp."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from kpi.months import Month


@dataclass(frozen=True, slots=True, order=True)
class FigureKey:
    """Where a figure belongs; `part` "" is the whole, otherwise a field (lĩnh vực) of form 06a."""

    unit: str
    measure: str
    month: Month
    part: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One reported number. `value` None says "không phát sinh": reported, and nothing arose.

    A missing figure is no `Figure` at all; zero is the value 0. `source` names the decision that
    published the number, where one does.
    """

    key: FigureKey
    value: float | None
    source: str = ""


class FigureRow(NamedTuple):
    """A figure as bulk reading gives it: `month` is the ordinal, `value` None is "không phát sinh"."""

    unit: str
    measure: str
    month: int
    part: str
    value: float | None


class ReportState(StrEnum):
    """Where the report of a unit for a month stands (báo cáo tháng)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of one unit for one month: its state, its version, and why a failed check is right.

    `version` counts the saves (0: never saved); `explanations` maps a check's id to the unit's words.
    `first_submitted_at` is kept for ever, so that a late report stays late; `decided_*` is the last approval or
    return, `corrected_*` the last correction after approval. People are their logins; times are UTC.
    """

    unit: str
    month: Month
    state: ReportState = ReportState.DRAFT
    version: int = 0
    saved_at: dt.datetime | None = None
    saved_by: str = ""
    explanations: Mapping[str, str] = field(default_factory=dict)
    submitted_at: dt.datetime | None = None
    submitted_by: str = ""
    first_submitted_at: dt.datetime | None = None
    decided_at: dt.datetime | None = None
    decided_by: str = ""
    returned_because: str = ""
    corrected_at: dt.datetime | None = None
    corrected_by: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who changed something, when (UTC), from where ("form", "demo", a file's name and hash) and why."""

    who: str
    at: dt.datetime
    origin: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and after; None where there was, or is, none."""

    key: FigureKey
    before: Figure | None
    after: Figure | None


class ReportSave(NamedTuple):
    """A report to be saved, with the changes of its figures and with all its explanations as they are then."""

    report: Report
    changes: Sequence[Change]
    explanations: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Revision:
    """An immutable record of one change (lần sửa), as read back from the history.

    `action` is "figure", "explanation", "state", "correction", "account", "plan", "task", "note", "note_withdrawn",
    "answer", "demo_filled" or "demo_removed"; `subject` names the measure, the check, the login, the plan, the task,
    of a note the indicator or, of an answer, the text asked about; `unit` is the scope of a note, `part` the plan of a
    task or what an answer is about; `before` and `after` are the values as text, None where there was none.
    """

    number: int
    stamp: Stamp
    action: str
    unit: str
    month: Month | None
    subject: str
    part: str
    before: str | None
    after: str | None
