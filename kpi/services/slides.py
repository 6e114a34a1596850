"""The slides of a meeting: what its screen shows for an item of the agenda, from the figures that it looks at.

A meeting that has begun looks at its frozen figures; decisions are told as they stood on its day, with what was written
of them until it ended. Everybody may look, because nothing but approved figures is shown.
"""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kpi.access import Person
from kpi.figures import Report, ReportState
from kpi.findings import Finding, in_scope, lacking
from kpi.findings import attention as chosen
from kpi.meetings import AgendaItem, Decision, ItemKind, Meeting
from kpi.months import Month, Period, months_between, period_start
from kpi.notes import Note
from kpi.outlook import Outlook
from kpi.plan import WHOLE, Check, Plan, Unit
from kpi.punctuality import MonthReport, Punctuality
from kpi.scoring import Score, history, scores_in
from kpi.services import attention, demo, outlook
from kpi.services.as_stood import carried_into, decided_in, judged_on
from kpi.services.indicator import IndicatorView, indicator_view
from kpi.services.lateness import days_late, days_overdue
from kpi.services.meeting_changes import Changed, changed_on
from kpi.services.meetings import findings_about, looked_at
from kpi.services.product import Product
from kpi.services.reporting import report_day
from kpi.services.scoreboard import Board
from kpi.services.tasks import plan_tasks, task_day
from kpi.services.unit import UnitView, unit_view
from kpi.services.view import View, board_of
from kpi.targets import Status
from kpi.tasks import TaskRow, rows_of_indicator
from kpi.wording import finding_words

TREND_MONTHS = 13
MOST_FINDINGS = 3
_PERIOD = Period.YEAR_TO_DATE
_WORST_FIRST = (Status.MISSED, Status.NEAR, Status.MET)
_LATEST_FIRST = (Punctuality.MISSING, Punctuality.RETURNED, Punctuality.LATE, Punctuality.OPEN, Punctuality.ON_TIME)


class Explanation(NamedTuple):
    """What a unit wrote beside a check of its report that does not add up; `check` None where the plan has no such."""

    unit: str
    check: Check | None
    text: str


@dataclass(frozen=True, slots=True)
class DecisionsSlide:
    """What earlier meetings decided and was not done before `day`, what is late the longest first."""

    day: dt.date
    open: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class StateSlide:
    """Where the plan stands: the score that speaks for each indicator, by indicator.

    `earlier` is the meeting before and `before` the scores that it looked at; None and empty where there was none.
    """

    scores: Mapping[str, Score]
    findings: tuple[Finding, ...]
    earlier: Meeting | None
    before: Mapping[str, Score]

    @property
    def gained(self) -> tuple[str, ...]:
        """The indicators that reach their target and did not at the meeting before."""
        return tuple(one for one in self.before if self._met(self.scores, one) and not self._met(self.before, one))

    @property
    def lost(self) -> tuple[str, ...]:
        """The indicators that reached their target at the meeting before and no longer do."""
        return tuple(one for one in self.before if self._met(self.before, one) and not self._met(self.scores, one))

    @staticmethod
    def _met(scores: Mapping[str, Score], indicator: str) -> bool:
        return indicator in scores and scores[indicator].status is Status.MET


@dataclass(frozen=True, slots=True)
class IndicatorSlide:
    """An indicator for the year to date.

    `trend` are its single months, oldest first, or the year so far in each where it is always read over the year;
    `units` stand the worst first. `explanations` and `notes` are those of the month, on the scope and on its units;
    `tasks` are those that serve the indicator, late ones first. `why` says why it is pressing, a sentence for each
    finding about it; () where nothing was found. `counts` are the months of the year by unit, or by the scope itself
    where it has no units; as `trend`, each month by itself unless it is always read over the year.
    """

    view: IndicatorView
    trend: tuple[Score, ...]
    units: tuple[Score, ...]
    counts: Mapping[str, tuple[Score, ...]]
    explanations: tuple[Explanation, ...]
    notes: tuple[Note, ...]
    tasks: tuple[TaskRow, ...]
    outlook: Outlook | None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitSlide:
    """A unit that must answer, and what meetings decided for it that was not done before `day`."""

    view: UnitView
    day: dt.date
    open: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class TaskSlide:
    """Where a task stands on a day."""

    row: TaskRow
    day: dt.date


@dataclass(frozen=True, slots=True)
class ReportingSlide:
    """The reports of the month by unit, missing ones first, and those of the year up to it that were due."""

    month: Month
    reports: tuple[tuple[Unit, MonthReport], ...]
    year: tuple[MonthReport, ...]


Content = DecisionsSlide | StateSlide | IndicatorSlide | UnitSlide | TaskSlide | ReportingSlide | None
"""None for an item that is a title alone, and for what the plan or the month does not have."""


@dataclass(frozen=True, slots=True)
class Slide:
    """An item of the agenda as it is shown.

    `frozen_at` (UTC) is None while the figures are today's. `changed` are the scores of the slide that are different
    by now; `decisions` are those made on the item, as they were written. `lead` is the unit that a decision on the
    item is likely to be for, "" for none.
    """

    meeting: Meeting
    place: int
    item: AgendaItem
    content: Content
    frozen_at: dt.datetime | None
    changed: tuple[Changed, ...]
    decisions: tuple[Decision, ...]
    lead: str
    demo: bool


def slide_of(product: Product, meeting: Meeting, place: int, *, person: Person) -> Slide:
    """The item at a place of the agenda; raises IndexError where there is none."""
    item, looked, view = meeting.agenda[place], looked_at(product, meeting), View(person)
    return Slide(
        meeting,
        place,
        item,
        _content(product, looked, meeting, item, view),
        looked.clock() if meeting.has_begun else None,
        changed_on(product, person, meeting, item),
        tuple(one for one in decided_in(product, meeting) if one.item == item),
        _lead(looked.plan, item),
        demo.is_shown(looked),
    )


def _content(product: Product, looked: Product, meeting: Meeting, item: AgendaItem, view: View) -> Content:
    match item.kind:
        case ItemKind.DECISIONS:
            return DecisionsSlide(judged_on(product, meeting), carried_into(product, meeting))
        case ItemKind.STATE:
            return _state(product, looked, meeting, view)
        case ItemKind.INDICATOR:
            return _indicator(looked, item, meeting.month, view)
        case ItemKind.UNIT:
            return _unit(product, looked, meeting, item.subject, view)
        case ItemKind.TASK:
            return _task(looked, item.subject, meeting.month, view)
        case ItemKind.REPORTING:
            return _reporting(looked, meeting.month)
        case ItemKind.OTHER:
            return None


def _state(product: Product, looked: Product, meeting: Meeting, view: View) -> StateSlide:
    found = attention.pressing_findings(looked, meeting.month, _PERIOD, WHOLE, view=view)
    earlier = _meeting_before(product, meeting)
    before = {} if earlier is None else _plan_scores(looked_at(product, earlier), earlier.month, view)
    scores = _plan_scores(looked, meeting.month, view)
    return StateSlide(scores, chosen(found, most=MOST_FINDINGS), earlier, before)


def _plan_scores(looked: Product, month: Month, view: View) -> Mapping[str, Score]:
    return in_scope(looked.plan, board_of(looked, view).scores(month, _PERIOD), WHOLE)


def _meeting_before(product: Product, meeting: Meeting) -> Meeting | None:
    """The last meeting of the plan that began before this one did."""
    until = meeting.started_at or product.clock()
    begun = [
        (one.started_at, one)
        for one in product.store.meetings(meeting.plan)
        if one.number != meeting.number and one.started_at is not None and one.started_at < until
    ]
    return max(begun, key=lambda pair: pair[0], default=(None, None))[1]


def _indicator(looked: Product, item: AgendaItem, month: Month, view: View) -> IndicatorSlide | None:
    board = board_of(looked, view)
    if (item.subject, item.scope) not in board.scores(month, _PERIOD):
        return None
    seen = indicator_view(looked, item.subject, item.scope, month, _PERIOD, view=view)
    indicator, length = seen.indicator, _PERIOD if seen.indicator.year_long else Period.MONTH
    months = board.history(indicator, item.scope, length)
    units = tuple(sorted(seen.units, key=worst_first))
    concerned = {item.scope, *(score.scope for score in units)}
    rows = plan_tasks(looked, task_day(looked, month, view=view))
    noted = looked.store.notes(looked.plan.id, indicator=indicator.id)
    return IndicatorSlide(
        seen,
        scores_in(months[months["month"] <= month.ordinal].tail(TREND_MONTHS)),
        units,
        _counts(board, seen, [score.scope for score in units] or [item.scope], length),
        tuple(_explanations(looked, seen, [score.scope for score in units])),
        tuple(note for note in noted if note.month == month and note.scope in concerned),
        rows_of_indicator(rows, indicator.id),
        outlook.outlook_of(looked, indicator.id, item.scope, month, view=view),
        tuple(finding_words.why(looked.plan, one) for one in findings_about(looked, item, month, view=view)),
    )


def _counts(
    board: Board, seen: IndicatorView, scopes: Sequence[str], length: Period
) -> Mapping[str, tuple[Score, ...]]:
    first = max(period_start(seen.month, _PERIOD), board.cube.plan.start)
    months = tuple(months_between(first, seen.month))
    rows = scores_in(history(board.cube, seen.indicator, months, length, tuple(scopes)))
    return {scope: tuple(row for row in rows if row.scope == scope) for scope in scopes}


def worst_first(score: Score) -> tuple[int, float]:
    """The order in which units are shown: missed ones first, of them what lacks most; without a verdict last."""
    if score.status not in _WORST_FIRST:
        return len(_WORST_FIRST), 0.0
    distance = 0.0 if math.isnan(score.bound) else lacking(score)
    return _WORST_FIRST.index(score.status), distance if score.status is Status.MET else -distance


def _explanations(looked: Product, seen: IndicatorView, units: Sequence[str]) -> Iterable[Explanation]:
    """What the units wrote in their approved reports beside checks of the measures behind the indicator."""
    plan, behind = looked.plan, {term.measure for term in seen.indicator.terms}
    reports = {report.unit: report for report in looked.store.reports(seen.month)}
    for unit in units or [plan.root.id]:
        report = reports.get(unit)
        if report is None or report.state is not ReportState.APPROVED:
            continue
        for name, text in report.explanations.items():
            check = plan.check_of_id.get(name)
            if check is not None and behind.intersection(check.left + check.right):
                yield Explanation(unit, check, text)


def _unit(product: Product, looked: Product, meeting: Meeting, unit: str, view: View) -> UnitSlide | None:
    if unit not in looked.plan.unit_of_id:
        return None
    seen = unit_view(looked, unit, meeting.month, _PERIOD, view=view)
    return UnitSlide(seen, judged_on(product, meeting), carried_into(product, meeting, unit))


def _task(looked: Product, task: str, month: Month, view: View) -> TaskSlide | None:
    day = task_day(looked, month, view=view)
    row = next((row for row in _every_row(plan_tasks(looked, day)) if row.task.id == task), None)
    return None if row is None else TaskSlide(row, day)


def _every_row(rows: Iterable[TaskRow]) -> Iterable[TaskRow]:
    for row in rows:
        yield row
        yield from _every_row(row.below)


def _reporting(looked: Product, month: Month) -> ReportingSlide:
    """The months before the plan begins are its history: nobody owes them."""
    first = max(period_start(month, _PERIOD), looked.plan.first_month)
    stored = {(one.unit, one.month): one for one in looked.store.reports_between(first, month)}
    day = report_day(looked)
    told = [
        (unit, _month_report(looked.plan, stored.get((unit.id, at)) or Report(unit.id, at), day))
        for at in (first + step for step in range(month.ordinal - first.ordinal + 1))
        for unit in looked.plan.reporting_units(at)
    ]
    own = sorted((one for one in told if one[1].month == month), key=lambda one: _latest_first(one[1]))
    return ReportingSlide(month, tuple(own), tuple(report for _, report in told if report.was_due))


def _month_report(plan: Plan, report: Report, day: dt.date) -> MonthReport:
    submitted = report.first_submitted_at is not None
    days = days_late(plan, report) if submitted else days_overdue(plan, report, day)
    state = report.state if report.version else None
    return MonthReport(report.month, state, submitted=submitted, days=days, owed=True)


def _latest_first(report: MonthReport) -> tuple[int, int]:
    return _LATEST_FIRST.index(report.punctuality), -report.days


def _lead(plan: Plan, item: AgendaItem) -> str:
    match item.kind:
        case ItemKind.UNIT:
            return item.subject
        case ItemKind.INDICATOR if item.scope in plan.unit_of_id:
            return item.scope
        case ItemKind.INDICATOR if item.subject in plan.indicator_of_id:
            return plan.indicator_of_id[item.subject].lead
        case ItemKind.TASK:
            named = next((task.lead for task in plan.tasks if task.id == item.subject), ())
            return next((name for name in named if name in plan.unit_of_id), "")
        case _:
            return ""
