"""What has changed since a meeting looked at its figures: its indicators, the state of the plan, the reports."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kpi.access import Person
from kpi.figures import Report, ReportState
from kpi.findings import in_scope
from kpi.meetings import AgendaItem, ItemKind, Meeting, MeetingState
from kpi.months import Month, Period
from kpi.plan import WHOLE
from kpi.scoring import Score, Scores
from kpi.services.meetings import looked_at
from kpi.services.product import Product
from kpi.services.view import View, board_of
from kpi.targets import Status


@dataclass(frozen=True, slots=True)
class Compared:
    """The score of an agenda indicator as the meeting saw it, and as it is now for the same month.

    `now` is None where the plan has no such score any more.
    """

    item: AgendaItem
    then: Score
    now: Score | None

    @property
    def changed(self) -> bool:
        return self.now is None or not _same(self.then, self.now)


class ChangedReport(NamedTuple):
    """A report that was approved since, or, being approved then already, corrected since."""

    unit: str
    month: Month
    corrected: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """What the agenda looked at, then and now; `state_*` count the plan's indicators by status."""

    scores: tuple[Compared, ...]
    state_then: Mapping[Status, int]
    state_now: Mapping[Status, int]
    reports: tuple[ChangedReport, ...]

    @property
    def any(self) -> bool:
        """Whether anything is another than it was."""
        return bool(self.reports) or self.state_then != self.state_now or any(one.changed for one in self.scores)


def scores_of_agenda(product: Product, person: Person, meeting: Meeting) -> Mapping[AgendaItem, Score]:
    """The scores that the meeting looks at, frozen once it has begun; an item that has none any more is left out."""
    return _scores(meeting, _board(looked_at(product, meeting), person, meeting.month))


def changes_since(product: Product, person: Person, meeting: Meeting) -> Changes | None:
    """What is another now than the meeting saw it; None where it has not begun, or was about another plan."""
    if meeting.state is MeetingState.PREPARED or meeting.plan != product.plan.id:
        return None
    frozen = looked_at(product, meeting)
    then, now = _board(frozen, person, meeting.month), _board(product, person, meeting.month)
    return Changes(
        tuple(
            Compared(item, score, now.get((item.subject, item.scope))) for item, score in _scores(meeting, then).items()
        ),
        _state(frozen, then),
        _state(product, now),
        _reports(frozen, product, meeting.month),
    )


def _board(product: Product, person: Person, month: Month) -> Scores:
    return board_of(product, View(person)).scores(month, Period.YEAR_TO_DATE)


def _scores(meeting: Meeting, board: Scores) -> Mapping[AgendaItem, Score]:
    asked = [item for item in meeting.agenda if item.kind is ItemKind.INDICATOR]
    return {item: board[item.subject, item.scope] for item in asked if (item.subject, item.scope) in board}


def _same(then: Score, now: Score) -> bool:
    """Whether two scores are alike in every column; written, what is missing is like what is missing."""
    return repr(then) == repr(now)


def _state(product: Product, scores: Scores) -> Mapping[Status, int]:
    counted = Counter(score.status for score in in_scope(product.plan, scores, WHOLE).values())
    return {status: counted[status] for status in Status}


def _reports(frozen: Product, product: Product, month: Month) -> tuple[ChangedReport, ...]:
    first = product.plan.start
    then = {(one.unit, one.month): one for one in frozen.store.reports_between(first, month)}
    return tuple(
        ChangedReport(one.unit, one.month, _is_approved(before))
        for one in product.store.reports_between(first, month)
        if _is_approved(one)
        and not _is_alike(before := then.get((one.unit, one.month), Report(one.unit, one.month)), one)
    )


def _is_approved(report: Report) -> bool:
    return report.state is ReportState.APPROVED


def _is_alike(then: Report, now: Report) -> bool:
    return (then.state, then.corrected_at) == (now.state, now.corrected_at)
