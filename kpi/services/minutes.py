"""The minutes of a meeting (thông báo kết luận), and what became of its decisions (theo dõi kết luận).

Both are made of what the meeting looked at, its frozen figures, by the services that filled its screens. A year later
the minutes say the same, decisions too (`kpi.services.as_stood`); the follow-up tells them as they are now. Everybody
may read both, from the close of the meeting on.
"""

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kpi.access import Person
from kpi.errors import Refused
from kpi.figures import ReportState
from kpi.findings import Rule, in_scope, lacking
from kpi.meetings import AgendaItem, Decision, ItemKind, Meeting, MeetingState, days_late, is_open, open_first
from kpi.months import Month, Period
from kpi.plan import WHOLE, Indicator, Plan
from kpi.scoring import Score
from kpi.services import attention, demo
from kpi.services.as_stood import carried_into, decided_in, judged_on
from kpi.services.indicator import IndicatorView, indicator_view, scopes_of_indicator
from kpi.services.meetings import findings_about, looked_at, meeting_of
from kpi.services.notes import notes_of
from kpi.services.overview import Overview, overview
from kpi.services.product import Product
from kpi.services.reporting import Reporting
from kpi.services.tasks import plan_tasks, task_day
from kpi.services.unit import unit_view
from kpi.services.view import View, board_of
from kpi.targets import Status
from kpi.tasks import TaskRow, TaskStanding
from kpi.wording import finding_words, screens, unit_words
from kpi.wording import minutes_words as words

PERIOD = Period.YEAR_TO_DATE
"""The stretch of time that a meeting is about: from January to its month."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A decision as it is written down.

    `place` is its number on the list, from 1; `unit` the name of who answers for it; `held_on` the day of the meeting
    that made it; `standing` what had become of it on the day of the document.
    """

    place: int
    decision: Decision
    unit: str
    held_on: dt.date
    standing: str


@dataclass(frozen=True, slots=True)
class MinutesItem:
    """One item of the agenda: what was said of it, and the places of what was decided on it."""

    title: str
    said: tuple[str, ...]
    decided: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of a closed meeting.

    `plan` is that of the frozen figures. `state` says how the plan and its reports stood; `marks` how many results are
    provisional and which figures were corrected after approval, `on_figures` names them all. `decisions` are in the
    order in which they were written; `earlier` those of other meetings that were open on the day, the one that was late
    the longest first.
    """

    meeting: Meeting
    plan: Plan
    state: tuple[str, ...]
    marks: tuple[str, ...]
    on_figures: tuple[str, ...]
    items: tuple[MinutesItem, ...]
    decisions: tuple[Conclusion, ...]
    earlier: tuple[Conclusion, ...]
    demo: bool


@dataclass(frozen=True, slots=True)
class FollowUpSheet:
    """What has become, on `day`, of all that a closed meeting decided or still had before it: open ones first."""

    meeting: Meeting
    plan: Plan
    day: dt.date
    conclusions: tuple[Conclusion, ...]
    demo: bool


def minutes_of(product: Product, person: Person, number: int) -> Minutes | None:
    """The minutes of a meeting, None while it is not closed and where there is none."""
    meeting = _closed(product, number)
    if meeting is None:
        return None
    seen, view = looked_at(product, meeting), View(person)
    shown = overview(seen, meeting.month, PERIOD, WHOLE, view=view)
    decided, earlier, day = decided_in(product, meeting), carried_into(product, meeting), judged_on(product, meeting)
    items = (
        MinutesItem(
            words.item_title(seen.plan, item),
            _of_earlier(earlier, day) if item.kind is ItemKind.DECISIONS else _said(seen, item, shown, view=view),
            tuple(place for place, one in enumerate(decided, 1) if one.item == item),
        )
        for item in meeting.agenda
    )
    return Minutes(
        meeting,
        seen.plan,
        _state(shown),
        words.marks_in_short(seen.plan, _provisional(seen.plan, shown), shown.corrected),
        words.marks(seen.plan, _provisional(seen.plan, shown), shown.corrected),
        tuple(items),
        _conclusions(product, seen.plan, decided, day),
        _conclusions(product, seen.plan, earlier, day),
        demo.is_shown(seen),
    )


def follow_up_of(product: Product, _person: Person, number: int) -> FollowUpSheet | None:
    """What has become of a meeting's decisions by today, None while it is not closed and where there is none."""
    meeting = _closed(product, number)
    if meeting is None:
        return None
    seen, day = looked_at(product, meeting), product.today
    followed = {one.number for one in (*decided_in(product, meeting), *carried_into(product, meeting))}
    decisions = open_first([one for one in product.store.decisions() if one.number in followed], day)
    return FollowUpSheet(meeting, seen.plan, day, _conclusions(product, seen.plan, decisions, day), demo.is_shown(seen))


def _closed(product: Product, number: int) -> Meeting | None:
    try:
        meeting = meeting_of(product, number)
    except Refused:
        return None
    return meeting if meeting.state is MeetingState.CLOSED else None


def _conclusions(product: Product, plan: Plan, decisions: Iterable[Decision], day: dt.date) -> tuple[Conclusion, ...]:
    """Decisions as they stood on a day, each with the last note on it."""
    units = {**product.plan.unit_of_id, **plan.unit_of_id}
    return tuple(
        Conclusion(
            place,
            one,
            units[one.unit].name if one.unit in units else one.unit,
            _held_on(product, one),
            words.standing(one, day, one.follow_ups[-1] if one.follow_ups else None),
        )
        for place, one in enumerate(decisions, 1)
    )


def _held_on(product: Product, decision: Decision) -> dt.date:
    meeting = product.store.meeting(decision.meeting)
    assert meeting is not None, "a decision belongs to a meeting"
    return meeting.day


def _state(shown: Overview) -> tuple[str, ...]:
    reports = shown.reporting
    approved = len(reports.in_state(ReportState.APPROVED))
    line = screens.reporting_line(shown.month, approved, len(reports.expected))
    return words.state(shown.month, shown.period, shown.state), f"{line}."


def _provisional(plan: Plan, shown: Overview) -> tuple[Score, ...]:
    spoken_for = in_scope(plan, shown.matrix.scores, shown.scope).values()
    unknown = {Status.NO_DATA, Status.UNPUBLISHED}
    return tuple(score for score in spoken_for if score.provisional and score.status not in unknown)


def _of_earlier(earlier: Sequence[Decision], day: dt.date) -> tuple[str, ...]:
    opened = [one for one in earlier if is_open(one, day)]
    return (words.earlier(len(opened), sum(days_late(one, day) > 0 for one in opened)),)


def _said(seen: Product, item: AgendaItem, shown: Overview, *, view: View) -> tuple[str, ...]:
    """What the screens say of an item, with the numbers that the meeting looked at; () of what the plan has not."""
    plan, month = seen.plan, shown.month
    match item.kind:
        case ItemKind.STATE:
            sentences = tuple(finding_words.finding_sentence(plan, one, in_full=True) for one in shown.findings)
            return sentences or (finding_words.NOTHING,)
        case ItemKind.INDICATOR if item.subject in plan.indicator_of_id:
            return tuple(_of_indicator(seen, item, month, view=view))
        case ItemKind.UNIT if item.subject in plan.unit_of_id:
            return tuple(_of_unit(seen, item.subject, month, view=view))
        case ItemKind.TASK:
            rows = plan_tasks(seen, task_day(seen, month, view=view))
            return tuple(said for row in _rows(rows) if row.task.id == item.subject for said in _of_task(row))
        case ItemKind.REPORTING:
            return _of_reporting(plan, month, shown.reporting)
        case _:
            return ()


def _of_indicator(seen: Product, item: AgendaItem, month: Month, *, view: View) -> Iterator[str]:
    """Where it stands and how it moved, why it is pressing, which units miss it, what was written, its late tasks."""
    plan = seen.plan
    if item.scope not in scopes_of_indicator(seen, item.subject, month, view=view):
        yield words.NO_SCORE
        return
    shown = indicator_view(seen, item.subject, item.scope, month, PERIOD, view=view)
    found = findings_about(seen, item, month, view=view)
    told = any(one.signal is not None for one in found)
    of_month = next((one.score for one in shown.readings if one.period is Period.MONTH and not told), None)
    yield from words.reached(plan, shown.score, of_month=of_month, before=_before(seen, shown, view=view))
    yield from (finding_words.why(plan, one) for one in found if one.rule is not Rule.MISSED)
    missed = [one for one in shown.units if one.status is Status.MISSED]
    if missed and item.scope not in plan.unit_of_id:
        yield words.units_missed(plan, shown.indicator, sorted(missed, key=lacking, reverse=True))
    yield from _written(seen, shown.indicator, item.scope, month)
    if late := attention.late_tasks(seen, month, view=view).get(item.subject):
        yield words.late_tasks(late)


def _before(seen: Product, shown: IndicatorView, *, view: View) -> float | None:
    """The value a month earlier; None where it is unknown or another stretch of time."""
    earlier = board_of(seen, view).before(shown.month, PERIOD).get((shown.indicator.id, shown.scope))
    unknown = earlier is None or math.isnan(earlier.value) or math.isnan(shown.score.value)
    return None if unknown or earlier is None else earlier.value


def _written(seen: Product, indicator: Indicator, scope: str, month: Month) -> Iterator[str]:
    """The month's notes on an indicator, and why the units' approved figures of it do not agree."""
    plan = seen.plan
    for note in notes_of(seen, indicator.id):
        if note.month == month and _within(plan, note.scope, scope):
            yield words.note(plan, note)
    measures = {term.measure for term in indicator.terms}
    for report in seen.store.reports(month):
        if report.state is ReportState.APPROVED and _within(plan, report.unit, scope):
            for check_id, text in report.explanations.items():
                check = plan.check_of_id.get(check_id)
                if check is not None and measures & {*check.left, *check.right}:
                    yield words.explanation(plan.unit_of_id[report.unit], check, text)


def _within(plan: Plan, name: str, scope: str) -> bool:
    unit = plan.unit_of_id.get(name)
    return scope in {WHOLE, name} or (unit is not None and unit.level == scope)


def _of_unit(seen: Product, unit: str, month: Month, *, view: View) -> Iterator[str]:
    """Its indicators, those that it misses first, its late tasks, its report, and the month's notes."""
    plan, shown = seen.plan, unit_view(seen, unit, month, PERIOD, view=view)
    yield words.unit_counts(shown.counts)
    for one in shown.indicators:
        if one.score.status is Status.MISSED:
            yield words.unit_missed(plan, one.score)
    late = [row.task.id for row, part in shown.tasks if part.standing is TaskStanding.LATE]
    if shown.tasks:
        yield unit_words.tasks_line(shown.day, len(late), len(shown.tasks))
    if shown.reports:
        yield f"{unit_words.state_of_month(shown.reports[-1])}."
    for note in shown.notes:
        if note.month == month:
            yield words.unit_note(plan, note)


def _rows(rows: Iterable[TaskRow]) -> Iterator[TaskRow]:
    """Every row, headings and those below them."""
    for row in rows:
        yield row
        yield from _rows(row.below)


def _of_task(row: TaskRow) -> Iterator[str]:
    yield words.task(row)
    if late := [(part.unit, part.late_days) for part in row.parts if part.standing is TaskStanding.LATE]:
        yield words.task_late(late)


def _of_reporting(plan: Plan, month: Month, reports: Reporting) -> tuple[str, ...]:
    late = [(one.unit, one.days_late) for one in reports.standings if one.days_late]
    overdue = [(one.unit, one.days_overdue) for one in reports.standings if one.days_overdue]
    return words.reporting(plan, month, late=late, overdue=overdue, returned=reports.returned_in_time)
