"""One unit on one screen: its indicators among its peers, its tasks, its reports, what was corrected and noted."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi.figures import Report
from kpi.findings import lacking
from kpi.meetings import Decision
from kpi.months import Month, Period, months_between
from kpi.notes import Note
from kpi.peers import Standing, similar, standing
from kpi.plan import WHOLE, Indicator, Plan, Unit
from kpi.punctuality import MonthReport
from kpi.scoring import Score, Scores
from kpi.series import has_series, is_proportion, series_of
from kpi.services.corrections import corrections
from kpi.services.decisions import open_decisions
from kpi.services.lateness import days_late, days_overdue
from kpi.services.product import Product
from kpi.services.reporting import report_day
from kpi.services.scoreboard import Board
from kpi.services.tasks import plan_tasks, task_day
from kpi.services.view import View, board_of
from kpi.targets import Status
from kpi.tasks import TaskPart, TaskRow, leads_of, rows_of_unit

_TREND = 13
_REPORTS = 12
_WORST_FIRST = (Status.MISSED, Status.NEAR, Status.MET)


@dataclass(frozen=True, slots=True)
class UnitIndicator:
    """An indicator of the unit.

    `before` is its value a month earlier, None where that is unknown or nothing to be held against; `told` says whether
    the month itself is known, and not only months before it; `trend` holds the values of single months, oldest first
    (None: a gap), none for yearly results; `standing` is the place among the units of the level, None where the unit
    has no value.
    """

    indicator: Indicator
    score: Score
    before: float | None
    told: bool
    trend: tuple[float | None, ...]
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The unit beside the units of its level that are nearest to it in volume.

    `volumes` are the denominators of `ratio` in the period, the unit's own first, then the nearest; `rows` have for
    each headline indicator the scores of these units in that order, None where a unit has none.
    """

    ratio: Indicator
    volumes: Mapping[str, float]
    rows: tuple[tuple[Indicator, tuple[Score | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class UnitView:
    """What the unit screen shows.

    `indicators` stand the worst first; `tasks` are the unit's own parts on `day`, late ones first, none before the plan
    begins; `reports` are those of twelve months, the month looked at last, none for a unit that reports nothing;
    `notes` are those on the unit in these months, the newest first; `decisions` are what meetings left it to do until
    today, late ones first.
    """

    unit: Unit
    month: Month
    period: Period
    approved: bool
    indicators: tuple[UnitIndicator, ...]
    comparison: Comparison | None
    day: dt.date
    tasks: tuple[tuple[TaskRow, TaskPart], ...]
    reports: tuple[MonthReport, ...]
    notes: tuple[Note, ...]
    decisions: tuple[Decision, ...]

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many indicators have each status."""
        return {status: sum(one.score.status is status for one in self.indicators) for status in Status}

    @property
    def reports_of_the_year(self) -> tuple[MonthReport, ...]:
        """The reports of the year up to the month that were due."""
        return tuple(one for one in self.reports if one.was_due and one.month.year == self.month.year)


def units_to_look_at(plan: Plan, month: Month) -> tuple[str, ...]:
    """The units that exist in the month and report figures or lead tasks, the authority itself last."""
    reporters = frozenset().union(*plan.reporters.values())
    leads = {unit.id for task in plan.tasks for unit in leads_of(plan, task)}
    found = [unit.id for unit in plan.units if unit.exists_in(month) and unit.id in reporters | leads]
    return tuple(sorted(found, key=lambda unit: unit == plan.root.id))


def unit_view(product: Product, unit: str, month: Month, period: Period, *, view: View) -> UnitView:
    """Everything the unit screen shows; the unit must be one of `units_to_look_at`."""
    plan, board = product.plan, board_of(product, view)
    seen = plan.unit_of_id[unit]
    scores = board.scores(month, period)
    day = task_day(product, month, view=view)
    tasks = board.shared(("unit.tasks", day), lambda: plan_tasks(product, day))
    return UnitView(
        seen,
        month,
        period,
        view.approved,
        tuple(
            sorted(
                (_indicator(board, score, month, period) for score in scores_of_unit(plan, scores, seen)),
                key=_worst_first,
            )
        ),
        _comparison(plan, scores, seen),
        day,
        rows_of_unit(tasks, unit) if month >= plan.first_month else (),
        _reports(product, seen, month, view=view),
        _notes(product, unit, month, view=view),
        open_decisions(product, unit),
    )


def scores_of_unit(plan: Plan, scores: Scores, unit: Unit) -> tuple[Score, ...]:
    """The unit's scores; those of the authority are what it reports itself."""
    if unit != plan.root:
        return tuple(score for score in scores.values() if score.scope == unit.id)
    own = {i.id for i in plan.indicators if unit.id in plan.reporters[i.terms[0].measure]}
    return tuple(score for score in scores.values() if score.scope == WHOLE and score.indicator in own)


def _worst_first(one: UnitIndicator) -> tuple[int, float]:
    status = one.score.status
    if status not in _WORST_FIRST:
        return len(_WORST_FIRST), 0.0
    return _WORST_FIRST.index(status), 0.0 if status is Status.MET else -lacking(one.score)


def _indicator(board: Board, score: Score, month: Month, period: Period) -> UnitIndicator:
    plan = board.cube.plan
    indicator = plan.indicator_of_id[score.indicator]
    earlier = board.before(month, period).get((score.indicator, score.scope))
    return UnitIndicator(
        indicator,
        score,
        None if earlier is None or math.isnan(earlier.value) else earlier.value,
        score.scope in board.told(indicator, month),
        () if indicator.published else _trend(board, indicator, score.scope, month),
        _standing(plan, board.scores(month, period), score),
    )


def _trend(board: Board, indicator: Indicator, scope: str, month: Month) -> tuple[float | None, ...]:
    if has_series(indicator):
        key = "unit.series", indicator.id, month
        values = board.shared(key, lambda: series_of(board.cube, indicator, month))[scope].value[-_TREND:].tolist()
    else:
        frame = board.history(indicator, scope, Period.MONTH)
        values = frame[frame["month"] <= month.ordinal]["value"].tail(_TREND).tolist()
    return tuple(None if math.isnan(value) else value for value in values)


def _standing(plan: Plan, scores: Scores, score: Score) -> Standing | None:
    unit = plan.unit_of_id.get(score.scope)
    if unit is None:
        return None
    values = {peer: one.value for peer, one in _of_level(plan, scores, score.indicator, unit.level).items()}
    return standing(values, unit.id, direction=plan.indicator_of_id[score.indicator].direction)


def _of_level(plan: Plan, scores: Scores, indicator: str, level: str) -> Mapping[str, Score]:
    """The scores of an indicator by unit of a level."""
    members = (unit.id for unit in plan.units if unit.level == level)
    return {unit: scores[indicator, unit] for unit in members if (indicator, unit) in scores}


def _comparison(plan: Plan, scores: Scores, unit: Unit) -> Comparison | None:
    """None where the unit has no volume or no peer has any."""
    found = {ratio.id: _volumes(plan, scores, ratio, unit.level) for ratio in plan.indicators if _is_load(plan, ratio)}
    if not found:
        return None
    largest = max(found, key=lambda ratio: math.fsum(found[ratio].values()))
    volumes = found[largest]
    nearest = similar(volumes, unit.id)
    if not nearest:
        return None
    shown = (unit.id, *nearest)
    rows = [
        (indicator, tuple(scores.get((indicator.id, one)) for one in shown))
        for indicator in plan.indicators
        if indicator.headline and (indicator.id, unit.id) in scores
    ]
    return Comparison(plan.indicator_of_id[largest], {one: volumes[one] for one in shown}, tuple(rows))


def _is_load(plan: Plan, indicator: Indicator) -> bool:
    """Whether the denominators of an indicator say how much work a unit has: those of a headline ratio of flows."""
    return indicator.headline and not indicator.survey and is_proportion(plan, indicator)


def _volumes(plan: Plan, scores: Scores, ratio: Indicator, level: str) -> Mapping[str, float]:
    denominators = {unit: one.denominator for unit, one in _of_level(plan, scores, ratio.id, level).items()}
    return {unit: count for unit, count in denominators.items() if not math.isnan(count)}


def _reports(product: Product, unit: Unit, month: Month, *, view: View) -> tuple[MonthReport, ...]:
    plan = product.plan
    if not plan.measures_of(unit.id):
        return ()
    months = tuple(months_between(max(month - (_REPORTS - 1), plan.start), month))
    key = "unit.reports", months[0], month
    stored = board_of(product, view).shared(key, lambda: tuple(product.store.reports_between(months[0], month)))
    found = {report.month: report for report in stored if report.unit == unit.id}
    day = report_day(product)
    return tuple(_report(product, unit, found.get(at) or Report(unit.id, at), day, view=view) for at in months)


def _report(product: Product, unit: Unit, report: Report, day: dt.date, *, view: View) -> MonthReport:
    plan, month = product.plan, report.month
    corrected = {one.unit: one.on for one in corrections(product, month, month, view=view)}
    return MonthReport(
        month,
        report.state if report.version else None,
        submitted=report.first_submitted_at is not None,
        days=days_late(plan, report) or days_overdue(plan, report, day),
        owed=month >= plan.first_month and unit.exists_in(month),
        corrected_on=corrected.get(unit.id),
    )


def _notes(product: Product, unit: str, month: Month, *, view: View) -> tuple[Note, ...]:
    kept: Sequence[Note] = board_of(product, view).shared("unit.notes", lambda: product.store.notes(product.plan.id))
    first = month - (_REPORTS - 1)
    return tuple(note for note in reversed(kept) if note.scope == unit and first <= note.month <= month)
