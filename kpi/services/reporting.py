"""Which month is looked at, and who has reported it."""

from dataclasses import dataclass

from kpi.months import Month, months_between
from kpi.plan import Plan, Unit
from kpi.services.product import Product


@dataclass(frozen=True, slots=True)
class Reporting:
    """The reports of one month: the units that owe one, those whose figures are complete, and those that lack some.

    Each is in the plan's order; `absent` have given nothing, and `overdue` are those of them whose day has passed.
    """

    expected: tuple[Unit, ...]
    complete: tuple[Unit, ...]
    started: tuple[Unit, ...]
    absent: tuple[Unit, ...]
    overdue: tuple[Unit, ...]


def months_on_offer(plan: Plan) -> tuple[Month, ...]:
    """The months that can be looked at, newest first."""
    return tuple(months_between(plan.start, plan.last_month))[::-1]


def units_on_offer(plan: Plan) -> tuple[str, ...]:
    """The units that figures can be entered for: those that report, the authority itself last."""
    reporters = frozenset().union(*plan.reporters.values())
    reporting_units = [unit.id for unit in plan.units if unit.id in reporters]
    return tuple(sorted(reporting_units, key=lambda unit: unit == plan.root.id))


def is_empty(product: Product) -> bool:
    """Whether nothing has been reported yet."""
    return product.store.is_empty()


def default_month(product: Product) -> Month:
    """The month to open with: the latest with figures, else the one that is being reported now."""
    latest = product.scoreboard.board().latest_month()
    running = Month.of(product.today) - 1
    return latest or min(max(running, product.plan.first_month), product.plan.last_month)


def reporting(product: Product, month: Month) -> Reporting:
    """Who has reported a month: complete (every owed figure but published results), started, or absent."""
    plan, cube = product.plan, product.scoreboard.board().cube
    at = cube.month_index(month)
    expected = plan.reporting_units(month)
    given: dict[str, tuple[int, int]] = {}
    for unit in expected:
        owed = [m for m in plan.measures_of(unit.id) if m.id not in plan.published_measures]
        have = sum(bool(cube.reported[cube.measure_index[m.id], cube.unit_index[unit.id], at]) for m in owed)
        given[unit.id] = have, len(owed)
    absent = tuple(unit for unit in expected if given[unit.id][0] == 0 < given[unit.id][1])
    late = product.today > plan.due_day(month)
    return Reporting(
        expected,
        tuple(unit for unit in expected if given[unit.id][0] == given[unit.id][1]),
        tuple(unit for unit in expected if 0 < given[unit.id][0] < given[unit.id][1]),
        absent,
        absent if late else (),
    )
