"""One indicator: month by month against its target, its units side by side, and the figures behind it."""

from dataclasses import dataclass

import pandas as pd

from kpi.figures import Figure
from kpi.months import Month, Period, period_start
from kpi.notes import Note
from kpi.plan import Indicator, Measure, Plan
from kpi.scoring import Score, Scores, scopes_of
from kpi.services.corrections import Correction, corrections
from kpi.services.notes import notes_of
from kpi.services.product import Product
from kpi.services.scoreboard import Board
from kpi.services.view import View, board_of


@dataclass(frozen=True, slots=True)
class Reading:
    """One score over a length of time, and that of the same months a year before."""

    period: Period
    score: Score
    last_year: Score | None


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """What the indicator screen shows for one scope.

    `history` is a frame of scores (`scoring.COLUMNS`) by month, for the period asked; `units` are the scores of the
    units in the scope; `figures` are those that the score was made of, by measure and then by unit and month;
    `corrected` are the units among them whose approved reports of the period were corrected. `readings` are the same
    score in other lengths of time: the month by itself and the year to date, each beside that of a year before (None
    where there is none), but for what is always read over the year. `notes` are those of the scope.
    """

    indicator: Indicator
    scope: str
    month: Month
    period: Period
    score: Score
    history: pd.DataFrame
    units: tuple[Score, ...]
    figures: tuple[tuple[Measure, tuple[Figure, ...]], ...]
    corrected: tuple[Correction, ...]
    readings: tuple[Reading, ...]
    notes: tuple[Note, ...]


def scopes_of_indicator(product: Product, indicator: str, month: Month, *, view: View) -> tuple[str, ...]:
    """The scopes that the indicator has a score for, roll-ups first."""
    scores = board_of(product, view).scores(month, Period.YEAR_TO_DATE)
    return tuple(scope for name, scope in scores if name == indicator)


def indicator_view(
    product: Product, indicator: str, scope: str, month: Month, period: Period, *, view: View
) -> IndicatorView:
    """Everything the indicator screen shows; the scope must be one of `scopes_of_indicator`."""
    plan, board = product.plan, board_of(product, view)
    chosen = plan.indicator_of_id[indicator]
    length = Period.YEAR_TO_DATE if chosen.year_long else period
    scores = board.scores(month, length)
    history = board.history(chosen, scope, length)
    units = _units(product, scores, indicator, scope)
    first = max(period_start(month, length), plan.start)
    names = tuple(dict.fromkeys(term.measure for term in chosen.terms))
    members = _members(plan, chosen, scope, month)
    stored = product.store.figures_for(names, first, month, approved=view.approved)
    figures = [f for f in stored if not f.key.part and f.key.unit in members]
    return IndicatorView(
        chosen,
        scope,
        month,
        length,
        scores[indicator, scope],
        history[history["month"] <= month.ordinal].reset_index(drop=True),
        units,
        tuple((plan.measure_of_id[name], tuple(f for f in figures if f.key.measure == name)) for name in names),
        tuple(one for one in corrections(product, first, month, view=view) if one.unit in members),
        _readings(board, chosen, scope, month),
        tuple(note for note in notes_of(product, indicator) if note.scope == scope),
    )


def _readings(board: Board, indicator: Indicator, scope: str, month: Month) -> tuple[Reading, ...]:
    periods = (Period.YEAR_TO_DATE,) if indicator.year_long else (Period.MONTH, Period.YEAR_TO_DATE)
    earlier = month - 12
    return tuple(
        Reading(
            period,
            board.scores(month, period)[indicator.id, scope],
            board.scores(earlier, period).get((indicator.id, scope)) if earlier >= board.cube.plan.start else None,
        )
        for period in periods
    )


def _members(plan: Plan, indicator: Indicator, scope: str, month: Month) -> frozenset[str]:
    """The units whose figures a scope adds up, those merged into them too."""
    scopes = scopes_of(plan, indicator, month)
    counted = scopes.members[scopes.names.index(scope)]
    return frozenset(unit.id for unit, counts in zip(plan.units, counted, strict=True) if counts)


def _units(product: Product, scores: Scores, indicator: str, scope: str) -> tuple[Score, ...]:
    """The units to compare: those of the scope, or, for one unit, all of its level."""
    plan = product.plan
    level = plan.unit_of_id[scope].level if scope in plan.unit_of_id else scope
    return tuple(
        score
        for (name, at), score in scores.items()
        if name == indicator
        and at in plan.unit_of_id
        and (level not in plan.level_of_id or plan.unit_of_id[at].level == level)
    )
