"""Scores computed a second time: slowly, one figure after another, in fractions.

Written from the rules of DESIGN §2 and not from the code it is held against. Figures are a dict by
unit, measure and month; a key that is not there is a missing figure, None is "không phát sinh".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kpi.months import Month, Period
from kpi.plan import Indicator, Plan, Target, Unit

Figures = Mapping[tuple[str, str, Month], Fraction | None]


def exact(number: float) -> Fraction:
    """A number of the plan or of a report as it is written: 98.6 is 493/5."""
    return Fraction(str(number))


@dataclass
class Account:
    """What is added up for one scope, unit by unit."""

    numerator: Fraction = Fraction(0)
    denominator: Fraction = Fraction(0)
    known: bool = False
    arose: bool = False
    owing: set[str] = field(default_factory=set)
    incomplete: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Expected:
    """One score as it should be."""

    value: Fraction | None
    numerator: Fraction | None
    denominator: Fraction | None
    earlier_numerator: Fraction | None
    earlier_denominator: Fraction | None
    operator: str
    target: Fraction | None
    bound: Fraction | None
    status: str
    reported: int
    expected: int


def months_of(plan: Plan, at: Month, period: Period) -> list[Month]:
    """The months of the period that ends in `at` and for which the plan has figures."""
    found = []
    for number in range(1, at.number + 1):
        same_quarter = (number - 1) // 3 == (at.number - 1) // 3
        wanted = {"year": True, "quarter": same_quarter, "month": number == at.number}[period.value]
        if wanted and plan.start <= Month(at.year, number) <= plan.last_month:
            found.append(Month(at.year, number))
    return found


def add_unit(
    account: Account, plan: Plan, figures: Figures, indicator: Indicator, unit: Unit, months: list[Month]
) -> None:
    """Add one unit's figures of some months to an account."""
    kinds = {plan.measure_of_id[term.measure].over_months for term in indicator.terms}
    alive = [at for at in months if unit.exists_in(at)]
    exists_at_end = bool(months) and unit.exists_in(months[-1])

    def all_given(over_months: str, at: Month) -> bool:
        names = [term.measure for term in indicator.terms]
        return all(
            (unit.id, name, at) in figures for name in names if plan.measure_of_id[name].over_months == over_months
        )

    flow_months = [at for at in alive if all_given("sum", at)]
    stock_months = [at for at in alive if all_given("last", at)][-1:] if exists_at_end else []
    if (alive and "sum" in kinds) or exists_at_end:
        account.owing.add(unit.id)
    if "sum" in kinds and flow_months != alive:
        account.incomplete.add(unit.id)
    if "last" in kinds and exists_at_end and not stock_months:
        account.incomplete.add(unit.id)
    if "sum" in kinds and not flow_months:
        return
    if "last" in kinds and not stock_months:
        if exists_at_end or kinds == {"last"}:
            return  # half a formula is no figure
    else:
        account.known = True
    for side in ("numerator", "denominator"):
        for term in getattr(indicator, side):
            flow = plan.measure_of_id[term.measure].over_months == "sum"
            for at in flow_months if flow else stock_months:
                figure = figures[unit.id, term.measure, at]
                if figure is not None:
                    account.arose = True
                    setattr(account, side, getattr(account, side) + term.sign * figure)


def add_up(plan: Plan, figures: Figures, indicator: Indicator, units: Iterable[Unit], months: list[Month]) -> Account:
    account = Account()
    for unit in units:
        add_unit(account, plan, figures, indicator, unit, months)
    return account


def units_by_scope(plan: Plan, indicator: Indicator, at: Month) -> dict[str, list[Unit]]:
    """Whose figures each scope adds up: the roll-ups, then each unit with what was merged into it by `at`."""
    reporters = [unit for unit in plan.units if unit.id in plan.reporters[indicator.terms[0].measure]]
    if all(unit.parent is None for unit in reporters):
        return {"all": reporters}
    found: dict[str, list[Unit]] = {}
    if indicator.kind.value not in ("rank", "grade"):
        found["all"] = reporters
        for level in plan.levels:
            if any(unit.level == level.id for unit in reporters):
                found[level.id] = [unit for unit in reporters if unit.level == level.id]
    for unit in reporters:
        if unit.exists_in(at):
            found[unit.id] = [other for other in reporters if ends_up_in(plan, other, at) == unit.id]
    return found


def ends_up_in(plan: Plan, unit: Unit, at: Month) -> str:
    if unit.exists_in(at) or unit.merged_into is None:
        return unit.id
    return ends_up_in(plan, plan.unit_of_id[unit.merged_into], at)


def months_before(plan: Plan, indicator: Indicator, at: Month, period: Period) -> list[Month]:
    """The same months of the year before; none where the history does not reach back to the first of them."""
    last = 12 if indicator.published else at.number
    first = {"year": 1, "quarter": last - (last - 1) % 3, "month": last}[period.value]
    if Month(at.year - 1, first) < plan.start:
        return []
    return months_of(plan, Month(at.year - 1, last), period)


def value_of(indicator: Indicator, now: Account, before: Account | None) -> Fraction | None:
    """The value where the figures are known; None is not applicable."""
    kind, per = indicator.kind.value, bool(indicator.denominator)
    if kind == "count":
        return now.numerator
    if kind == "ratio":
        return 100 * now.numerator / now.denominator if now.denominator > 0 else None
    if kind != "growth":
        return now.numerator if now.arose else None
    assert before is not None
    if per and (now.denominator <= 0 or before.denominator <= 0):
        return None
    ratio = now.numerator / now.denominator if per else now.numerator
    ratio_before = before.numerator / before.denominator if per else before.numerator
    if indicator.change == "relative":
        return 100 * (ratio - ratio_before) / ratio_before if ratio_before > 0 else None
    if not now.arose or not before.arose:
        return None
    return (100 if per else 1) * (ratio - ratio_before)


def target_of(plan: Plan, indicator: Indicator, scope: str, at: Month) -> Target | None:
    """The newest target that has begun; a unit's own before its level's; none outside the plan's months."""
    names = [scope]
    for unit in plan.units:
        if unit.id == scope:
            names.append(unit.level)
    for name in names:
        begun = [target for target in indicator.targets if name in target.scope and target.valid_from <= at]
        if begun and plan.first_month <= at <= plan.last_month:
            return sorted(begun, key=lambda target: target.valid_from)[-1]
    return None


def final_of(indicator: Indicator, target: Target) -> Fraction:
    if isinstance(target.value, str):
        return exact({band.name: band.lowest for band in indicator.bands}[target.value])
    return exact(target.value)


def bound_of(plan: Plan, indicator: Indicator, target: Target, at: Month) -> Fraction | None:
    """What the pace asks for by a month; None while nothing is due."""
    final = final_of(indicator, target)
    year = [Month(at.year, number) for number in range(1, 13)]
    year = [one for one in year if plan.first_month <= one <= plan.last_month]
    if target.pace.value == "linear":
        return final * len([one for one in year if one <= at]) / len(year)
    if target.pace.value == "year_end":
        return final if at == year[-1] else None
    if target.pace.value == "steps":
        bound = None
        for step in target.steps:
            if step.month <= at:
                bound = exact(step.value)
        return bound
    return final


def reaches(value: Fraction, operator: str, bound: Fraction) -> bool:
    return (
        (operator == ">=" and value >= bound)
        or (operator == ">" and value > bound)
        or (operator == "<=" and value <= bound)
        or (operator == "<" and value < bound)
        or (operator == "=" and value == bound)
    )


def status_of(plan: Plan, indicator: Indicator, target: Target, at: Month, value: Fraction) -> str:
    bound = bound_of(plan, indicator, target, at)
    operator, upwards = target.operator, target.operator in (">=", ">")
    if indicator.kind.value == "count" and upwards and reaches(value, operator, final_of(indicator, target)):
        return "met"
    if bound is None:
        return "not_due"
    if reaches(value, operator, bound):
        return "met"
    if bound <= 0 or operator == "=" or indicator.kind.value in ("rank", "grade"):
        return "missed"
    near = value >= bound * exact(plan.near) if upwards else value <= bound / exact(plan.near)
    return "near" if near else "missed"


def expected_scores(
    plan: Plan, figures: Figures, indicator: Indicator, at: Month, period: Period
) -> dict[str, Expected]:
    """Every score of one indicator by scope, in the order of the plan."""
    yearly_count = indicator.kind.value == "count" and any(t.pace.value != "constant" for t in indicator.targets)
    if indicator.published or yearly_count:
        period = Period.YEAR_TO_DATE
    found = {}
    for scope, units in units_by_scope(plan, indicator, at).items():
        now = add_up(plan, figures, indicator, units, months_of(plan, at, period))
        before = None
        if indicator.kind.value == "growth":
            before = add_up(plan, figures, indicator, units, months_before(plan, indicator, at, period))
        known = now.known and (before is None or before.known)
        value = value_of(indicator, now, before) if known else None
        target = target_of(plan, indicator, scope, at)
        if not known:
            status = "unpublished" if indicator.published else "no_data"
        elif value is None:
            status = "not_applicable"
        elif target is None:
            status = "tracked"
        else:
            status = status_of(plan, indicator, target, at, value)
        incomplete = now.incomplete | (before.incomplete if before else set())
        found[scope] = Expected(
            value=value,
            numerator=now.numerator if now.known else None,
            denominator=now.denominator if now.known and indicator.denominator else None,
            earlier_numerator=before.numerator if before and before.known else None,
            earlier_denominator=before.denominator if before and before.known and indicator.denominator else None,
            operator=target.operator if target else "",
            target=final_of(indicator, target) if target else None,
            bound=bound_of(plan, indicator, target, at) if target else None,
            status=status,
            reported=max(0, len(now.owing) - len(incomplete)),
            expected=len(now.owing),
        )
    return found
