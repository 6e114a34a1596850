"""What has changed since a meeting looked at its figures: the scores of its slides, the state of the plan, the reports.

A slide and the page of the meeting say the same, because both ask here.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kpi.access import Person
from kpi.figures import Report, ReportState
from kpi.findings import in_scope
from kpi.meetings import AgendaItem, ItemKind, Meeting
from kpi.months import Month, Period, period_start
from kpi.plan import WHOLE
from kpi.scoring import Score, Scores, scopes_of
from kpi.services.meetings import looked_at
from kpi.services.product import Product
from kpi.services.unit import scores_of_unit
from kpi.services.view import View, board_of
from kpi.targets import Status
from kpi.wording.formats import VIETNAM

_PERIOD = Period.YEAR_TO_DATE


@dataclass(frozen=True, slots=True)
class Changed:
    """A score that is not what it was.

    `on` is the day (in Vietnam) of the last correction of a report behind it since, or, where none was `corrected`,
    of the last approval; None where neither explains it.
    """

    then: Score
    now: Score
    on: dt.date | None
    corrected: bool


class ChangedReport(NamedTuple):
    """A report that was approved since, or, being approved then already, corrected since; and on which day."""

    unit: str
    month: Month
    on: dt.date | None
    corrected: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """What the agenda looked at, then and now, each score once; `state_*` count the plan's indicators by status.

    `gone` are the scores of the meeting that the plan does not have any more.
    """

    scores: tuple[Changed, ...]
    gone: tuple[Score, ...]
    state_then: Mapping[Status, int]
    state_now: Mapping[Status, int]
    reports: tuple[ChangedReport, ...]

    @property
    def any(self) -> bool:
        """Whether anything is another than it was."""
        return bool(self.scores or self.gone or self.reports) or self.state_then != self.state_now


def scores_of_agenda(product: Product, person: Person, meeting: Meeting) -> Mapping[AgendaItem, Score]:
    """The indicators that the meeting looks at, frozen once it has begun; one that has no score is left out."""
    board = _board(looked_at(product, meeting), View(person), meeting.month)
    asked = [item for item in meeting.agenda if item.kind is ItemKind.INDICATOR]
    return {item: board[item.subject, item.scope] for item in asked if (item.subject, item.scope) in board}


def changed_on(product: Product, person: Person, meeting: Meeting, item: AgendaItem) -> tuple[Changed, ...]:
    """Which of the scores that the slide of an item shows are different by now; () where nothing can be compared."""
    if not _is_comparable(product, meeting):
        return ()
    return _changed(product, looked_at(product, meeting), meeting.month, [item], view=View(person))


def changes_since(product: Product, person: Person, meeting: Meeting) -> Changes | None:
    """What is another now than the meeting saw it; None where it has not begun, or was about another plan."""
    if not _is_comparable(product, meeting):
        return None
    frozen, view = looked_at(product, meeting), View(person)
    then, now = _board(frozen, view, meeting.month), _board(product, view, meeting.month)
    return Changes(
        _changed(product, frozen, meeting.month, meeting.agenda, view=view),
        tuple(one for one in _shown(frozen, meeting.month, meeting.agenda, view=view) if _key(one) not in now),
        _state(frozen, then),
        _state(product, now),
        _reports(frozen, product, meeting.month),
    )


def _is_comparable(product: Product, meeting: Meeting) -> bool:
    return meeting.has_begun and meeting.plan == product.plan.id


def _board(product: Product, view: View, month: Month) -> Scores:
    return board_of(product, view).scores(month, _PERIOD)


def _shown(looked: Product, month: Month, agenda: Iterable[AgendaItem], *, view: View) -> tuple[Score, ...]:
    """The scores that the slides of an agenda are about, each once."""
    board = _board(looked, view, month)
    found = (score for item in agenda for score in _scores(looked, board, item))
    return tuple({_key(score): score for score in found}.values())


def _scores(looked: Product, board: Scores, item: AgendaItem) -> Iterable[Score]:
    match item.kind:
        case ItemKind.STATE:
            return in_scope(looked.plan, board, WHOLE).values()
        case ItemKind.INDICATOR:
            return [board[item.subject, item.scope]] if (item.subject, item.scope) in board else ()
        case ItemKind.UNIT if item.subject in looked.plan.unit_of_id:
            return scores_of_unit(looked.plan, board, looked.plan.unit_of_id[item.subject])
        case _:
            return ()


def _changed(
    product: Product, looked: Product, month: Month, agenda: Iterable[AgendaItem], *, view: View
) -> tuple[Changed, ...]:
    """Which of the scores are different by now; none that today's plan does not have."""
    now = _board(product, view, month)
    shown = _shown(looked, month, agenda, view=view)
    pairs = [(then, now[_key(then)]) for then in shown if _key(then) in now]
    return tuple(_because(product, looked, then, later) for then, later in pairs if _facts(then) != _facts(later))


def _key(score: Score) -> tuple[str, str]:
    return score.indicator, score.scope


def _facts(score: Score) -> tuple[str, ...]:
    """A score's value and what it is made of, as texts: of floats, nothing would equal nothing never."""
    return tuple(map(repr, (score.value, score.numerator, score.denominator, score.status)))


def _because(product: Product, looked: Product, then: Score, now: Score) -> Changed:
    month, since = Month.from_ordinal(then.month), looked.clock()
    scopes = scopes_of(product.plan, product.plan.indicator_of_id[then.indicator], month)
    counted = scopes.members[scopes.names.index(then.scope)]
    members = {unit.id for unit, counts in zip(product.plan.units, counted, strict=True) if counts}
    first = max(period_start(month, _PERIOD), product.plan.start)
    reports = [report for report in product.store.reports_between(first, month) if report.unit in members]
    approved = [report for report in reports if report.state is ReportState.APPROVED]
    corrections = _days_since(since, (report.corrected_at for report in approved))
    approvals = _days_since(since, (report.decided_at for report in approved))
    return Changed(then, now, max(corrections or approvals, default=None), bool(corrections))


def _days_since(moment: dt.datetime, moments: Iterable[dt.datetime | None]) -> list[dt.date]:
    return [at.astimezone(VIETNAM).date() for at in moments if at is not None and at > moment]


def _state(product: Product, scores: Scores) -> Mapping[Status, int]:
    counted = Counter(score.status for score in in_scope(product.plan, scores, WHOLE).values())
    return {status: counted[status] for status in Status}


def _reports(frozen: Product, product: Product, month: Month) -> tuple[ChangedReport, ...]:
    first = product.plan.start
    then = {(one.unit, one.month): one for one in frozen.store.reports_between(first, month)}
    return tuple(
        _changed_report(before, one)
        for one in product.store.reports_between(first, month)
        if _is_approved(one)
        and not _is_alike(before := then.get((one.unit, one.month), Report(one.unit, one.month)), one)
    )


def _changed_report(then: Report, now: Report) -> ChangedReport:
    corrected = _is_approved(then)
    at = now.corrected_at if corrected else now.decided_at
    return ChangedReport(now.unit, now.month, None if at is None else at.astimezone(VIETNAM).date(), corrected)


def _is_approved(report: Report) -> bool:
    return report.state is ReportState.APPROVED


def _is_alike(then: Report, now: Report) -> bool:
    return (then.state, then.corrected_at) == (now.state, now.corrected_at)
