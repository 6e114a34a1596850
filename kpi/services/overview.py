"""The chairman's overview of one month: the state of the plan, what needs attention, the headlines, the matrix."""

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kpi.findings import Finding, attention, in_scope
from kpi.meetings import Decision, days_late
from kpi.months import Month, Period
from kpi.plan import WHOLE, Indicator
from kpi.scoring import Score, Scores
from kpi.services.attention import pressing_findings
from kpi.services.corrections import Correction, corrections_within
from kpi.services.decisions import open_decisions
from kpi.services.product import Product
from kpi.services.reporting import Reporting, reporting
from kpi.services.scoreboard import Board
from kpi.services.view import View, board_of
from kpi.targets import Status


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline indicator: its score, its value a month earlier, and its values month by month (None: a gap).

    `before` is None where it is unknown or nothing to be held against; `told` says whether the month itself is known,
    and not only months before it.
    """

    indicator: Indicator
    score: Score
    before: float | None
    told: bool
    trend: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Scores by indicator (rows) and scope (columns); a pair that is missing has no score.

    `columns` are groups of scopes: the authority with its levels, then each level with its units.
    """

    indicators: tuple[Indicator, ...]
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    scores: Scores


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the overview shows, for one scope, month and period.

    `corrected` are the units of the scope whose approved reports of the period were corrected; `decisions` are those of
    the scope that meetings left to be done, each with the days that it is late by.
    """

    month: Month
    period: Period
    scope: str
    state: Mapping[Status, int]
    findings: tuple[Finding, ...]
    headlines: tuple[Headline, ...]
    matrix: Matrix
    reporting: Reporting
    corrected: tuple[Correction, ...]
    decisions: tuple[tuple[Decision, int], ...]


def scopes_on_offer(product: Product) -> tuple[str, ...]:
    """The scopes of the overview: the authority, its levels, and every unit that reports."""
    plan = product.plan
    reporters = frozenset().union(*plan.reporters.values()) - {plan.root.id}
    units = [unit for unit in plan.units if unit.id in reporters]
    levels = {unit.level for unit in units}
    return (WHOLE, *(level.id for level in plan.levels if level.id in levels), *(unit.id for unit in units))


def overview_once(
    product: Product,
    month: Month,
    period: Period,
    scope: str,
    render: Callable[[Overview], str],
    *,
    view: View,
    written_for: str,
) -> str:
    """The overview as `render` writes it, written once for each data version and day.

    It is shared by all who see the same figures and for whom it is written alike, which `written_for` tells apart.
    """
    key = "overview", view.approved, written_for, product.today, month, period, scope
    return board_of(product, view).shared(key, lambda: render(overview(product, month, period, scope, view=view)))


def overview(product: Product, month: Month, period: Period, scope: str, *, view: View) -> Overview:
    """Everything that the overview shows."""
    plan, board = product.plan, board_of(product, view)
    now = board.scores(month, period)
    before = board.before(month, period)
    spoken_for = in_scope(plan, now, scope)
    seen = {key: score for key, score in now.items() if _within(product, key[1], scope)}
    who = reporting(product, month, view=view)
    counted = Counter(score.status for score in spoken_for.values())
    return Overview(
        month,
        period,
        scope,
        {status: counted[status] for status in Status},
        attention(pressing_findings(product, month, period, scope, view=view)),
        tuple(
            _headline(board, score, before)
            for score in sorted(spoken_for.values(), key=lambda score: score.status is Status.UNPUBLISHED)
            if plan.indicator_of_id[score.indicator].headline
        ),
        _matrix(product, seen),
        who,
        corrections_within(product, month, period, scope, view=view),
        tuple(
            (one, days_late(one, product.today)) for one in open_decisions(product) if _within(product, one.unit, scope)
        ),
    )


def _within(product: Product, name: str, scope: str) -> bool:
    if scope in {WHOLE, name}:
        return True
    unit = product.plan.unit_of_id.get(name)
    return unit is not None and unit.level == scope


def _headline(board: Board, score: Score, before: Scores) -> Headline:
    indicator = board.cube.plan.indicator_of_id[score.indicator]
    frame = board.history(indicator, score.scope, Period.MONTH)
    shown = frame[frame["month"] <= score.month]["value"].tail(13)
    earlier = before.get((score.indicator, score.scope))
    return Headline(
        indicator,
        score,
        None if earlier is None or math.isnan(earlier.value) else earlier.value,
        score.scope in board.told(indicator, Month.from_ordinal(score.month)),
        tuple(None if math.isnan(value) else float(value) for value in shown),
    )


def _matrix(product: Product, scores: Scores) -> Matrix:
    plan = product.plan
    scored = {name for _, name in scores}
    groups = [("", tuple(name for name in (WHOLE, *plan.level_of_id) if name in scored))]
    for level in plan.levels:
        units = tuple(unit.id for unit in plan.units if unit.level == level.id and unit.id in scored)
        groups.append((level.id, units))
    indicators = tuple(i for i in plan.indicators if any((i.id, name) in scores for name in scored))
    return Matrix(indicators, tuple((name, members) for name, members in groups if members), scores)
