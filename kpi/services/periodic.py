"""The periodic report on the reform (báo cáo định kỳ): one value that the screen and every file are made of.

It stands on approved figures alone, so everybody may read it; a figure cannot differ between two formats because no
format works anything out.
"""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpi.access import Action, Person, may
from kpi.cycles import Cycle, cycles_ending_in, period_of
from kpi.errors import Refused
from kpi.figures import Figure, ReportState, Revision
from kpi.findings import Finding, lacking, plan_scores
from kpi.meetings import Decision
from kpi.months import Month, Period, months_between, period_start
from kpi.plan import WHOLE, Area, Indicator, Plan
from kpi.punctuality import Approvals, approvals_of
from kpi.scoring import Score, Scores
from kpi.services import attention, demo
from kpi.services.basis import Basis, Months, basis_of
from kpi.services.corrections import Correction, corrections_within
from kpi.services.decisions import open_decisions
from kpi.services.names import names
from kpi.services.outlook import outlook_of
from kpi.services.product import Product
from kpi.services.reporting import Reporting, reporting
from kpi.services.tasks import plan_tasks, task_day
from kpi.services.view import View, board_of
from kpi.targets import Status
from kpi.tasks import TaskRow, TaskStanding, leaves
from kpi.wording import minutes_words
from kpi.wording import periodic_words as words
from kpi.wording.status_words import is_provisional

MOST_REVISIONS = 5_000
"""How much of the history of a month goes into a file: a year of a district is about three thousand revisions."""


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of a report.

    `spoken` is the score that speaks for it over the year to date, `of_period` that of the same scope over the report's
    period (None where the indicator is always read over the year) and `last_year` that of the same months a year
    before. `scores` and `to_date` are those of every scope, roll-ups first, over the period and over the year to date.
    `trend` are the months of the year for the scope that speaks, each by itself unless it is always read over the year.
    `basis` names the months whose figures make up `scores`, `to_date` and `trend`. `said` are its sentences.
    """

    indicator: Indicator
    spoken: Score
    of_period: Score | None
    last_year: Score | None
    scores: tuple[Score, ...]
    to_date: tuple[Score, ...]
    trend: tuple[Score, ...]
    basis: Basis
    said: tuple[str, ...]

    @property
    def counted(self) -> Months:
        """The months whose figures make up `scores`, by unit and `over_months`."""
        return self.basis.of_period.now


@dataclass(frozen=True, slots=True)
class AreaPart:
    """An area of the plan: its indicators, its tasks as in the appendix, and the sentences on its tasks."""

    area: Area
    lines: tuple[Line, ...]
    tasks: tuple[TaskRow, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeriodicReport:
    """All that a report of a cycle says as of its last month.

    `state` counts the indicators by status over the year to date. `opening` says how the plan and its reports stand,
    `marks` which reports are not approved, which results are provisional and which figures were corrected after
    approval, `findings` what needs attention, with their sentences in `pressing`. `ahead` are the tasks due after the
    period, `day` the day on which tasks are judged. `approvals` say which reports of the year to date are approved.
    `figures` are the approved figures from the beginning of the plan's history to the month, parts too. `revisions` are
    the history of the period's reports, newest first; None where the person may not read it. `names` are those of the
    logins in it.
    """

    plan: Plan
    cycle: Cycle
    month: Month
    made_at: dt.datetime
    made_by: str
    day: dt.date
    demo: bool
    state: Mapping[Status, int]
    opening: tuple[str, ...]
    marks: tuple[str, ...]
    findings: tuple[Finding, ...]
    pressing: tuple[str, ...]
    areas: tuple[AreaPart, ...]
    ahead: tuple[TaskRow, ...]
    decisions: tuple[Decision, ...]
    reporting: Reporting
    approvals: Approvals
    corrected: tuple[Correction, ...]
    figures: tuple[Figure, ...]
    revisions: tuple[Revision, ...] | None
    names: Mapping[str, str]

    @property
    def period(self) -> Period:
        return period_of(self.cycle)

    @property
    def months(self) -> tuple[Month, ...]:
        """The months that the report covers, oldest first."""
        return tuple(months_between(period_start(self.month, self.period), self.month))

    def in_period(self, line: Line) -> Score | None:
        """A line's score over the report's period; None where it has none by itself.

        A period that begins in January is the year to date.
        """
        return line.spoken if len(self.months) == self.month.number else line.of_period

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every indicator, area by area."""
        return tuple(line for part in self.areas for line in part.lines)


def periodic_report(product: Product, person: Person, cycle: Cycle, month: Month) -> PeriodicReport:
    """The report of a cycle as of a month; raises Refused("no_such_report") where the cycle does not end then."""
    plan, view = product.plan, View(person)
    if not plan.first_month <= month <= plan.last_month or cycle not in cycles_ending_in(month):
        raise Refused("no_such_report", month=month)
    period, board = period_of(cycle), board_of(product, view)
    to_date = board.scores(month, Period.YEAR_TO_DATE)
    spoken = plan_scores(plan, to_date)
    day = task_day(product, month, view=view)
    rows = plan_tasks(product, day)
    found = attention.every_finding(product, month, Period.YEAR_TO_DATE, WHOLE, view=view)
    who = reporting(product, month, view=view)
    corrected = corrections_within(product, month, Period.YEAR_TO_DATE, WHOLE, view=view)
    state = Counter(score.status for score in spoken.values())
    revisions = _revisions(product, person, month, period)
    approvals = _approvals(product, month)
    provisional = [score for score in spoken.values() if is_provisional(score)]
    return PeriodicReport(
        plan,
        cycle,
        month,
        product.clock(),
        person.name,
        day,
        demo.is_shown(product),
        {status: state[status] for status in Status},
        words.opening(month, state, approved=len(who.in_state(ReportState.APPROVED)), expected=len(who.expected)),
        (*words.waiting(approvals), *minutes_words.marks(plan, provisional, corrected)),
        found,
        tuple(words.finding(plan, one) for one in found),
        tuple(_areas(product, spoken, rows, month, cycle, day=day, view=view)),
        tuple(row for row in leaves(rows) if _is_ahead(row, month, cycle)),
        open_decisions(product),
        who,
        approvals,
        corrected,
        _figures(product, month),
        revisions,
        {} if revisions is None else names(product),
    )


def _approvals(product: Product, month: Month) -> Approvals:
    """Which reports of the year to date are approved."""
    first = max(period_start(month, Period.YEAR_TO_DATE), product.plan.start)
    return approvals_of(product.plan, months_between(first, month), product.store.reports_between(first, month))


def _areas(
    product: Product,
    spoken: Mapping[str, Score],
    rows: Sequence[TaskRow],
    month: Month,
    cycle: Cycle,
    *,
    day: dt.date,
    view: View,
) -> Iterator[AreaPart]:
    plan = product.plan
    late = attention.late_tasks(product, month, view=view)
    for area in plan.areas:
        own = tuple(row for row in rows if row.task.area == area.id)
        lines = tuple(
            _line(product, indicator, spoken[indicator.id], month, cycle, late.get(indicator.id, ()), view=view)
            for indicator in plan.indicators
            if indicator.area == area.id and indicator.id in spoken
        )
        if own or lines:
            yield AreaPart(area, lines, own, words.tasks(leaves(own), day))


def _line(
    product: Product,
    indicator: Indicator,
    spoken: Score,
    month: Month,
    cycle: Cycle,
    late: Sequence[str],
    *,
    view: View,
) -> Line:
    board = board_of(product, view)
    length = Period.YEAR_TO_DATE if indicator.year_long else period_of(cycle)
    of_period, to_date = board.scores(month, length), board.scores(month, Period.YEAR_TO_DATE)
    alone = None if length is Period.YEAR_TO_DATE else of_period.get((indicator.id, spoken.scope))
    before = month - 12
    last_year = board.scores(before, length) if before >= board.cube.plan.start else {}
    each = Period.YEAR_TO_DATE if indicator.year_long else Period.MONTH
    first = max(period_start(month, Period.YEAR_TO_DATE), product.plan.start)
    trend = [board.scores(at, each).get((indicator.id, spoken.scope)) for at in months_between(first, month)]
    drawn = tuple(one for one in trend if one is not None)
    of_trend = [Month.from_ordinal(one.month) for one in drawn]
    outlook = outlook_of(product, indicator.id, spoken.scope, month, view=view)
    units = [one for one in _of(to_date, indicator) if one.scope in product.plan.unit_of_id]
    missed = [one for one in units if one.status is Status.MISSED and one.scope != spoken.scope]
    return Line(
        indicator,
        spoken,
        alone,
        _known(last_year.get((indicator.id, spoken.scope))),
        tuple(_of(of_period, indicator)),
        tuple(_of(to_date, indicator)),
        drawn,
        basis_of(board.cube, indicator, month, length, trend=of_trend, each=each),
        words.line(
            product.plan,
            spoken,
            outlook,
            own=words.own_sentence(product.plan, cycle, month, alone),
            missed=sorted(missed, key=lacking, reverse=True),
            late=late,
        ),
    )


def _of(scores: Scores, indicator: Indicator) -> Iterator[Score]:
    return (score for (name, _), score in scores.items() if name == indicator.id)


def _known(score: Score | None) -> Score | None:
    return None if score is None or math.isnan(score.value) else score


def _is_ahead(row: TaskRow, month: Month, cycle: Cycle) -> bool:
    """Whether a task that is not done falls due in the months that a next report of the cycle would cover."""
    due, length = row.task.due, {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF_YEAR: 6, Cycle.NINE_MONTHS: 3}
    end = (month + length.get(cycle, 12)).last_day
    return due is not None and row.standing is not TaskStanding.DONE and month.last_day < due <= end


def _figures(product: Product, month: Month) -> tuple[Figure, ...]:
    """In the order of the plan's units and measures, then by month and part."""
    plan = product.plan
    units = {unit.id: at for at, unit in enumerate(plan.units)}
    measures = {measure.id: at for at, measure in enumerate(plan.measures)}
    found = product.store.figures_for(measures, plan.start, month, approved=True)
    known = (figure for figure in found if figure.key.unit in units)
    return tuple(
        sorted(known, key=lambda one: (units[one.key.unit], measures[one.key.measure], one.key.month, one.key.part))
    )


def _revisions(product: Product, person: Person, month: Month, period: Period) -> tuple[Revision, ...] | None:
    if not may(product.plan, person, Action.SEE_HISTORY):
        return None
    months = months_between(period_start(month, period), month)
    found = [one for at in months for one in product.store.revisions(month=at, limit=MOST_REVISIONS)]
    return tuple(sorted(found, key=lambda one: one.number, reverse=True))
