"""Which target is in force, what it asks for by a month, and whether a value reaches it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kpi.months import Month
from kpi.plan import Indicator, Kind, Pace, Plan, Target

_NOISE = 1e-12
"""Far above the rounding of a float64, far below the smallest step of a ratio of counts."""


class Status(StrEnum):
    """What a score says (trạng thái)."""

    MET = "met"
    NEAR = "near"
    MISSED = "missed"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"
    UNPUBLISHED = "unpublished"
    NOT_APPLICABLE = "not_applicable"
    TRACKED = "tracked"


@dataclass(frozen=True, slots=True)
class Demand:
    """What a target asks for by one month.

    `final` is the plan's own number; `bound` is what its pace expects by the month (None: not due yet);
    `near` is where "near" begins (None: there is no near).
    """

    operator: str
    final: float
    bound: float | None
    near: float | None


def scope_targets(plan: Plan, indicator: Indicator, scope: str, month: Month) -> tuple[Target, ...]:
    """The targets of a scope that have begun by the month; those naming the unit itself stand before its level's."""
    begun = [target for target in indicator.targets if target.valid_from <= month]
    unit = plan.unit_of_id.get(scope)
    names = [scope] if unit is None else [unit.id, unit.level]
    return next(filter(None, (tuple(t for t in begun if name in t.scope) for name in names)), ())


def target_in_force(plan: Plan, indicator: Indicator, scope: str, month: Month) -> Target | None:
    """The latest target that has begun by the month, None where there is none or the plan does not cover the month."""
    if not plan.first_month <= month <= plan.last_month:
        return None
    return max(scope_targets(plan, indicator, scope, month), key=lambda target: target.valid_from, default=None)


def demand(plan: Plan, indicator: Indicator, target: Target, month: Month) -> Demand:
    """What the target asks for by `month` (DESIGN §2, Pace and Near); exact in fractions, then rounded once."""
    final = _exact(indicator.threshold(target.value))
    bound = _bound(plan, target, final, month)
    near = None if bound is None else _near(plan, indicator, target, bound)
    return Demand(
        target.operator,
        float(final),
        None if bound is None else float(bound),
        None if near is None else float(near),
    )


def _exact(value: float) -> Fraction:
    return Fraction(repr(value))


def _bound(plan: Plan, target: Target, final: Fraction, month: Month) -> Fraction | None:
    year = [at for at in plan.months if at.year == month.year]
    match target.pace:
        case Pace.CONSTANT:
            return final
        case Pace.LINEAR:
            return final * (year.index(month) + 1) / len(year)
        case Pace.YEAR_END:
            return final if month == year[-1] else None
        case Pace.STEPS:
            reached = [step for step in target.steps if step.month <= month]
            return _exact(reached[-1].value) if reached else None


def _near(plan: Plan, indicator: Indicator, target: Target, bound: Fraction) -> Fraction | None:
    if indicator.kind in {Kind.RANK, Kind.GRADE} or bound <= 0 or target.operator == "=":
        return None
    return bound * _exact(plan.near) if target.operator in {">=", ">"} else bound / _exact(plan.near)


def holds(value: float, operator: str, bound: float) -> bool:
    """Whether `value operator bound`; ">" is not ">=".

    Numbers that differ only by the rounding of floats are equal: 100 × 0.29 ÷ 0.5 reaches 58.
    """
    equal = math.isclose(value, bound, rel_tol=_NOISE, abs_tol=_NOISE)
    match operator:
        case ">=":
            return equal or value > bound
        case ">":
            return value > bound and not equal
        case "<=":
            return equal or value < bound
        case "<":
            return value < bound and not equal
        case "=":
            return equal
        case _:
            raise ValueError(operator)


def judge(value: float, asked: Demand, *, cumulative: bool) -> Status:
    """Met, near, missed or not due; a cumulative count that is already there is met, whatever the month."""
    if cumulative and asked.operator in {">=", ">"} and holds(value, asked.operator, asked.final):
        return Status.MET
    if asked.bound is None:
        return Status.NOT_DUE
    if holds(value, asked.operator, asked.bound):
        return Status.MET
    if asked.near is not None and holds(value, asked.operator[0] + "=", asked.near):
        return Status.NEAR
    return Status.MISSED


_WORST_FIRST = (
    Status.MISSED,
    Status.NEAR,
    Status.NO_DATA,
    Status.UNPUBLISHED,
    Status.NOT_DUE,
    Status.NOT_APPLICABLE,
    Status.TRACKED,
    Status.MET,
)


def worst(statuses: Iterable[Status]) -> Status | None:
    """The status that asks for attention first; None of none."""
    return min(statuses, key=_WORST_FIRST.index, default=None)
