"""Changing the plan: a new file is checked against its rules and against the figures, then made the active one."""

import hashlib
from collections import Counter
from dataclasses import dataclass

from kpi.access import Action, Person, check_may
from kpi.accounts import PlanFile
from kpi.errors import PlanRefused, Problem, Refused
from kpi.figures import Stamp
from kpi.plan import Plan
from kpi.planfile import parse_plan
from kpi.services.product import Product


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """A plan file and what stands against it. `plan` is None where the file has `problems`.

    `orphans` are the units and measures that current figures refer to and that the plan lacks.
    """

    name: str
    text: str
    plan: Plan | None
    problems: tuple[Problem, ...] = ()
    orphans: tuple[Problem, ...] = ()


def check_plan_file(product: Product, person: Person, content: bytes, name: str) -> CheckedPlan:
    """Check a plan file as it was uploaded; see `check_plan_text`."""
    check_may(product.plan, person, Action.KEEP_PLAN)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return CheckedPlan(name, "", None, problems=(Problem(name, "not_utf8", {"byte": error.start}),))
    return check_plan_text(product, person, text, name)


def check_plan_text(product: Product, person: Person, text: str, name: str) -> CheckedPlan:
    """Check the text of a plan file, and change nothing; raises Refused unless the person keeps the plan."""
    check_may(product.plan, person, Action.KEEP_PLAN)
    try:
        plan = parse_plan(text, name=name)
    except PlanRefused as refused:
        return CheckedPlan(name, text, None, problems=refused.problems)
    return CheckedPlan(name, text, plan, orphans=_orphans(product, plan))


def activate(product: Product, person: Person, text: str, name: str) -> Plan:
    """Make the text of a plan file the active plan; every process uses it from its next click on.

    Raises Refused: "may_not_keep_plan", "plan_has_problems" and "plan_orphans_figures" (both with `count` and the
    `problems` themselves), or "plan_active_already".
    """
    checked = check_plan_text(product, person, text, name)
    if checked.plan is None:
        raise Refused("plan_has_problems", count=len(checked.problems), problems=checked.problems)
    if checked.orphans:
        raise Refused("plan_orphans_figures", count=len(checked.orphans), problems=checked.orphans)
    new_hash, before = hashlib.sha256(text.encode()).hexdigest(), active(product)
    if before is not None and before.hash == new_hash:
        raise Refused("plan_active_already", number=checked.plan.number)
    now = product.clock()
    new = PlanFile(checked.plan.id, name, text, new_hash, now)
    product.store.activate_plan(new, Stamp(person.login or person.name, now, "plan"))
    return checked.plan


def active(product: Product) -> PlanFile | None:
    """The file of the plan activated last; None while the plan that the product was started with is in use."""
    return product.store.active_plan()


def _orphans(product: Product, new: Plan) -> tuple[Problem, ...]:
    """What current figures refer to and the new plan lacks; the figures are counted only where there is any."""
    used_units, used_measures = product.store.used_names()
    units, measures = used_units - new.unit_of_id.keys(), used_measures - new.measure_of_id.keys()
    if not units and not measures:
        return ()
    of_unit: Counter[str] = Counter()
    of_measure: Counter[str] = Counter()
    _, figures = product.store.read_figures()
    for figure in figures:
        of_unit[figure.unit] += 1
        of_measure[figure.measure] += 1
    return (
        *(
            Problem(f"[[unit]] {name}", "orphaned_unit", {"name": _unit(product, name), "count": of_unit[name]})
            for name in sorted(units)
        ),
        *(
            Problem(
                f"[[measure]] {name}", "orphaned_measure", {"name": _measure(product, name), "count": of_measure[name]}
            )
            for name in sorted(measures)
        ),
    )


def _unit(product: Product, name: str) -> str:
    unit = product.plan.unit_of_id.get(name)
    return name if unit is None else unit.name


def _measure(product: Product, name: str) -> str:
    measure = product.plan.measure_of_id.get(name)
    return name if measure is None else measure.name
