"""Form II.06a of a unit for a month (Circular 01/2020/TT-VPCP), from approved figures: everybody may have it."""

from collections.abc import Mapping
from dataclasses import dataclass

from kpi.access import Person
from kpi.errors import Refused
from kpi.figures import Figure, ReportState
from kpi.months import Month
from kpi.plan import Plan, Unit
from kpi.services import demo
from kpi.services.product import Product

Columns = Mapping[int, float | None]
"""Figures by their column of the form; None says "không phát sinh", and a missing figure has no entry."""


@dataclass(frozen=True, slots=True)
class Form06a:
    """What the form says: the unit's whole figures, and those of its fields (lĩnh vực) in the plan's order."""

    plan: Plan
    unit: Unit
    month: Month
    whole: Columns
    fields: tuple[tuple[str, Columns], ...]
    demo: bool


def form_06a_of(product: Product, _person: Person, unit: str, month: Month) -> Form06a:
    """The form of a unit; raises Refused("no_form_06a") where the unit has none, or its report is not approved."""
    plan = product.plan
    columns = {measure.id: measure.column for measure in plan.measures_of(unit) if measure.column is not None}
    if unit not in plan.unit_of_id or not columns:
        raise Refused("no_form_06a")
    if product.store.report(unit, month).state is not ReportState.APPROVED:
        raise Refused("no_form_06a")
    figures = [one for one in product.store.figures_of(unit, [month], approved=True) if one.key.measure in columns]
    by_part: dict[str, dict[int, float | None]] = {}
    for figure in figures:
        by_part.setdefault(figure.key.part, {})[_column(columns, figure)] = figure.value
    return Form06a(
        plan,
        plan.unit_of_id[unit],
        month,
        by_part.get("", {}),
        tuple((part.name, by_part[part.id]) for part in plan.parts if part.id in by_part),
        demo.is_shown(product),
    )


def _column(columns: Mapping[str, int | None], figure: Figure) -> int:
    column = columns[figure.key.measure]
    assert column is not None, "only measures of the form are asked for"
    return column
