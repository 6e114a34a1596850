"""Changing the plan: a file is checked against its rules, the figures and the accounts, then made the active one."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kpi.access import Action, Person, check_may
from kpi.accounts import PlanFile
from kpi.errors import PlanRefused, Problem, Refused
from kpi.figures import Stamp
from kpi.plan import Measure, Part, Plan, Unit
from kpi.planfile import parse_plan
from kpi.services.accounts import reports_under
from kpi.services.product import Product


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """A plan file and what stands against it. `plan` is None where the file has `problems`.

    `orphans` are what current figures and open accounts refer to and the plan lacks: units, measures, parts.
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
    return *_orphaned_figures(product, new), *_orphaned_accounts(product, new)


def _orphaned_figures(product: Product, new: Plan) -> Iterator[Problem]:
    """What current figures refer to and the new plan lacks; the figures are counted only where there is any."""
    used_units, used_measures, used_parts = product.store.used_names()
    units, measures = used_units - new.unit_of_id.keys(), used_measures - new.measure_of_id.keys()
    parts = used_parts - {one.id for one in new.parts}
    if not units and not measures and not parts:
        return
    of_unit: Counter[str] = Counter()
    of_measure: Counter[str] = Counter()
    of_part: Counter[str] = Counter()
    _, figures = product.store.read_figures()
    for figure in figures:
        of_unit[figure.unit] += 1
        of_measure[figure.measure] += 1
        of_part[figure.part] += 1
    for unit in sorted(units):
        details = {"name": _name(product.plan.units, unit), "count": of_unit[unit]}
        yield Problem(f"[[unit]] {unit}", "orphaned_unit", details)
    for measure in sorted(measures):
        details = {"name": _name(product.plan.measures, measure), "count": of_measure[measure]}
        yield Problem(f"[[measure]] {measure}", "orphaned_measure", details)
    for part in sorted(parts):
        details = {"name": _name(product.plan.parts, part), "count": of_part[part]}
        yield Problem(f"[[part]] {part}", "orphaned_part", details)


def _orphaned_accounts(product: Product, new: Plan) -> Iterator[Problem]:
    """Whoever could not report any more; a disabled account is asked when it is opened again."""
    for account in product.store.accounts():
        unit = account.unit
        if unit is None or account.disabled or reports_under(new, unit):
            continue
        details = {"login": account.login, "owner": account.name, "unit": _name(product.plan.units, unit)}
        if unit in new.unit_of_id:
            yield Problem(f"[[unit]] {unit}", "account_without_work", details)
        else:
            yield Problem(f"[[unit]] {unit}", "account_without_unit", details)


def _name(rows: Iterable[Unit | Measure | Part], written: str) -> str:
    """What the plan in force calls the row of an id; the id itself where it has none."""
    return next((row.name for row in rows if row.id == written), written)
