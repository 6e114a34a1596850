"""Periodic reports for tests of the files that are made of them."""

from functools import cache

from kpi.cycles import Cycle
from kpi.months import Month
from kpi.plan import Plan
from kpi.planfile import parse_plan
from kpi.services.periodic import PeriodicReport, periodic_report
from kpi.services.product import Product
from tests.builders import Figures
from tests.exports.held import FEBRUARY, FIGURES
from tests.office import DATA, OFFICER, demonstration, ninh_son, product, put_approved


def plan_with(name: str, *, instead_of: str = "Xã Ma Nới") -> Plan:
    """The plan of Ninh Sơn in which something has another name."""
    text = (DATA / "plans" / "ninh-son-2024.toml").read_text(encoding="utf-8")
    assert f'"{instead_of}"' in text, instead_of
    written = name.replace("\\", "\\\\").replace('"', '\\"')
    return parse_plan(text.replace(f'"{instead_of}"', f'"{written}"'), name="thử.toml")


def report_of(made: Product, cycle: Cycle = Cycle.MONTH, month: Month = FEBRUARY) -> PeriodicReport:
    """A report as somebody of a commune reads it."""
    return periodic_report(made, OFFICER, cycle, month)


def february(figures: Figures = FIGURES, *, plan: Plan | None = None) -> PeriodicReport:
    """The report of February 2024 on a few approved figures."""
    made = product(plan or ninh_son())
    put_approved(made, figures)
    return report_of(made)


@cache
def of_demonstration(cycle: Cycle, number: int) -> PeriodicReport:
    """The report of the demonstration figures as of a month of 2024."""
    return report_of(demonstration(), cycle, Month(2024, number))


def empty() -> PeriodicReport:
    """The report of the first quarter of a product without figures."""
    return report_of(product(ninh_son()), Cycle.QUARTER, Month(2024, 3))
