"""Review meetings (cuộc họp giao ban): what is on the agenda, what was decided, and what became of it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from kpi.months import Month


class MeetingState(StrEnum):
    """A meeting is prepared, then run, then closed, or cancelled instead of being run; it never goes back."""

    PREPARED = "prepared"
    RUNNING = "running"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class MeetingStep(StrEnum):
    """What can be done to a meeting."""

    PREPARE = "prepare"
    START = "start"
    CLOSE = "close"
    CANCEL = "cancel"


TRANSITIONS: Mapping[tuple[MeetingState, MeetingStep], MeetingState] = {
    (MeetingState.PREPARED, MeetingStep.PREPARE): MeetingState.PREPARED,
    (MeetingState.PREPARED, MeetingStep.START): MeetingState.RUNNING,
    (MeetingState.RUNNING, MeetingStep.CLOSE): MeetingState.CLOSED,
    (MeetingState.PREPARED, MeetingStep.CANCEL): MeetingState.CANCELLED,
}
"""Every step that is allowed; all others are refused."""


class ItemKind(StrEnum):
    """What an agenda item is about; `subject` names the indicator, the unit or the task, and is "" for the others."""

    DECISIONS = "decisions"
    STATE = "state"
    INDICATOR = "indicator"
    UNIT = "unit"
    TASK = "task"
    REPORTING = "reporting"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item, one slide. `scope` is whose score an indicator is shown for; `text` is the title of what is OTHER."""

    kind: ItemKind
    subject: str = ""
    scope: str = ""
    minutes: int = 5
    text: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting about one month of a plan, which it keeps; number 0: not stored yet.

    The chair and the participants are written as people write them, `prepared_by` is a login; times are UTC. `place`
    is where in the agenda the item on the screen stands (0: the first), `shown_at` when it came up. The store alone
    sets what follows `state`, by the stamps of what was saved and by what was shown.
    """

    plan: str
    month: Month
    day: dt.date
    chair: str
    participants: tuple[str, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    state: MeetingState = MeetingState.PREPARED
    number: int = 0
    version: int = 0
    prepared_by: str = ""
    started_at: dt.datetime | None = None
    closed_at: dt.datetime | None = None
    place: int = 0
    shown_at: dt.datetime | None = None

    @property
    def has_begun(self) -> bool:
        """Whether it runs or ran, over figures that were frozen then."""
        return self.state in {MeetingState.RUNNING, MeetingState.CLOSED}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A dated note on what became of a decision; `who` is a login."""

    text: str
    who: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What a meeting decided (kết luận): who does what until when; number 0: not stored yet.

    `item` is the agenda item on screen when it was written, which it keeps as it keeps its meeting. `done_on` is None
    while it is open. `made_by` (a login) and `made_at` (UTC) are by the stamp it was first saved with.
    """

    meeting: int
    text: str
    unit: str
    due: dt.date
    item: AgendaItem
    number: int = 0
    version: int = 0
    made_by: str = ""
    made_at: dt.datetime | None = None
    done_on: dt.date | None = None
    follow_ups: tuple[FollowUp, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a meeting looked at, frozen when it started: gzipped JSON (kpi.services.frozen).

    `hash` is the SHA-256 of the bytes as they are, in hexadecimal.
    """

    meeting: int
    content: bytes
    hash: str

    @classmethod
    def of(cls, meeting: int, content: bytes) -> "Snapshot":
        return cls(meeting, content, sha256(content).hexdigest())


def repeated(agenda: Sequence[AgendaItem]) -> AgendaItem | None:
    """The first item that is on the agenda before, whatever minutes it has; None where there is none."""
    seen = set()
    for item in agenda:
        about = item.kind, item.subject, item.scope, item.text
        if about in seen:
            return item
        seen.add(about)
    return None


def is_open(decision: Decision, day: dt.date) -> bool:
    """Whether a decision is still to be done on a day: what was done after the day was not done yet."""
    return decision.done_on is None or decision.done_on > day


def days_late(decision: Decision, day: dt.date) -> int:
    """How many days ago a decision that is open should have been done, or how late it was done; 0 in time."""
    return max(0, (min(day, decision.done_on or day) - decision.due).days)


def open_first(decisions: Sequence[Decision], day: dt.date) -> tuple[Decision, ...]:
    """Open decisions by due day, so that the one that is late the longest comes first; done ones after them."""
    return tuple(sorted(decisions, key=lambda one: (not is_open(one, day), one.due, one.number)))
