"""Notes on a point of a chart (ghi chú): an event, a remark, or a new beginning of its control chart."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kpi.months import Month


class NoteKind(StrEnum):
    """What a note says. A rebase begins a new phase of the control chart, for the reason that it gives."""

    REMARK = "remark"
    EVENT = "event"
    REBASE = "rebase"


@dataclass(frozen=True, slots=True)
class Note:
    """A note on an indicator of a plan in a scope and a month; `number` 0: not stored yet.

    `who` is a login, `at` in UTC.
    """

    plan: str
    indicator: str
    scope: str
    month: Month
    kind: NoteKind
    text: str
    who: str = ""
    at: dt.datetime | None = None
    number: int = 0
