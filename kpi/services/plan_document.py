"""The plan as a document to read: an area's indicators, each worked out with real figures, its tasks, and search.

A plan is no secret inside the authority, so everybody may read it; the figures of its examples are those of a view.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from kpi import scoring
from kpi.cube import Cube
from kpi.formulas import rolled_up, unit_sums
from kpi.months import Month, Period, period_start
from kpi.plan import Area, Indicator, Kind, Plan, Task, Term
from kpi.scoring import Score
from kpi.services.corrections import Correction, corrections
from kpi.services.product import Product
from kpi.services.view import View, board_of
from kpi.wording.folding import contains


@dataclass(frozen=True, slots=True)
class Worked:
    """An indicator worked out: the score, and the sum of each measure of the formula as the score adds it up.

    For growth there are no `sums`: the score has both sides of its comparison. `units` are those whose figures count.
    """

    score: Score
    sums: Mapping[str, float]
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An indicator with the tasks that serve it; `worked` is None until there are figures for an example.

    `corrected` are the units whose approved figures in the example were corrected.
    """

    indicator: Indicator
    tasks: tuple[Task, ...]
    worked: Worked | None
    corrected: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """An area of the plan: the sheets of its indicators and its rows of the appendix, in the plan's order."""

    area: Area
    sheets: tuple[Sheet, ...]
    tasks: tuple[Task, ...]


def chapter(product: Product, area: str, *, view: View) -> Chapter:
    """One area of the plan; raises KeyError where the plan has no such area, Refused where the view is not allowed."""
    plan = product.plan
    return Chapter(
        plan.area_of_id[area],
        tuple(_sheet(product, indicator, view=view) for indicator in plan.indicators if indicator.area == area),
        tuple(task for task in plan.tasks if task.area == area),
    )


def _sheet(product: Product, indicator: Indicator, *, view: View) -> Sheet:
    board = board_of(product, view)
    example = board.shared(("worked", indicator.id), lambda: worked(board.cube, indicator))
    tasks = tuple(task for task in product.plan.tasks if indicator.id in task.indicators)
    if example is None:
        return Sheet(indicator, tasks, None, ())
    last = Month.from_ordinal(example.score.month)
    first = max(period_start(last, _length(indicator)), product.plan.start)
    corrected = tuple(one for one in corrections(product, first, last, view=view) if one.unit in example.units)
    return Sheet(indicator, tasks, example, corrected)


def worked(cube: Cube, indicator: Indicator) -> Worked | None:
    """The indicator in the latest month that has a value: for the first scope with a target, else the first.

    Roll-ups come before units. None while no month has a value.
    """
    for month in _reported_months(cube, indicator):
        scores = scoring.scores_of(scoring.score_indicator(cube, indicator, month, _length(indicator))).values()
        known = [score for score in scores if not np.isnan(score.value)]
        if known:
            return _worked(cube, indicator, next((score for score in known if score.operator), known[0]))
    return None


def _length(indicator: Indicator) -> Period:
    return Period.YEAR_TO_DATE if indicator.year_long else Period.MONTH


def _reported_months(cube: Cube, indicator: Indicator) -> Iterator[Month]:
    """The months in which some unit reported a measure of the formula, the latest first."""
    places = [cube.measure_index[term.measure] for term in indicator.terms]
    months = np.flatnonzero(cube.reported[places].any(axis=(0, 1)))
    return (cube.plan.start + int(at) for at in reversed(months))


def _worked(cube: Cube, indicator: Indicator, score: Score) -> Worked:
    month = Month.from_ordinal(score.month)
    scopes = scoring.scopes_of(cube.plan, indicator, month)
    members = scopes.members[[scopes.names.index(score.scope)]]

    def sum_of(measure: str) -> float:
        """The measure over all those of the formula is a formula that counts the same months."""
        one = indicator.model_copy(update={"numerator": (Term(measure, 1),), "denominator": indicator.terms})
        return float(rolled_up(unit_sums(cube, one, month, _length(indicator)), members).numerator[0])

    measures = () if indicator.kind is Kind.GROWTH else dict.fromkeys(term.measure for term in indicator.terms)
    units = frozenset(unit.id for unit, counts in zip(cube.plan.units, members[0], strict=True) if counts)
    return Worked(score, {measure: sum_of(measure) for measure in measures}, units)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something of the plan in which a text was found; `others` are the fields beside its title that have it."""

    id: str
    title: str
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, in the plan's order."""

    indicators: tuple[Hit, ...]
    tasks: tuple[Hit, ...]
    units: tuple[Hit, ...]
    measures: tuple[Hit, ...]

    @property
    def count(self) -> int:
        return len(self.indicators) + len(self.tasks) + len(self.units) + len(self.measures)


Fields = Mapping[str, str | None]


def find(plan: Plan, wanted: str) -> Found:
    """Where the plan has a text, without regard to marks and capitals."""

    def hits(things: Iterable[tuple[str, str, Fields]]) -> tuple[Hit, ...]:
        seen = [Hit(name, title, tuple(_having(fields, wanted))) for name, title, fields in things]
        return tuple(hit for hit in seen if hit.others or contains(hit.title, wanted))

    return Found(
        hits((one.id, one.name, _fields_of_indicator(plan, one)) for one in plan.indicators),
        hits((one.id, one.text, _fields_of_task(plan, one)) for one in plan.tasks),
        hits((one.id, one.name, {"short": one.short, "code": one.official_code}) for one in plan.units),
        hits((one.id, one.name, {"hint": one.hint}) for one in plan.measures),
    )


def _having(fields: Fields, wanted: str) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, text in fields.items() if text is not None and contains(text, wanted))


def _fields_of_indicator(plan: Plan, one: Indicator) -> Fields:
    return {
        "short": one.short,
        "clause": one.clause,
        "quote": one.quote,
        "lead": plan.unit_of_id[one.lead].name,
        "why": one.why,
        "note": one.note,
    }


def _fields_of_task(plan: Plan, one: Task) -> Fields:
    return {
        "number": one.id,
        "product": one.product,
        "time": one.time,
        "lead": ", ".join(plan.unit_of_id[name].name for name in one.lead if name in plan.unit_of_id),
    }
