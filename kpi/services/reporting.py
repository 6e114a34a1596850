"""Which month is looked at, and how far the report of each unit has come."""

import datetime as dt
from dataclasses import dataclass

from kpi.access import Action, Person, may
from kpi.cube import Cube
from kpi.figures import Report, ReportState
from kpi.months import Month, months_between
from kpi.plan import Plan, Unit
from kpi.services import demo
from kpi.services.lateness import days_late, days_overdue
from kpi.services.product import Product
from kpi.services.view import View, board_of
from kpi.wording.formats import VIETNAM

_A_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one unit's report has come; everybody may see this, and nothing here tells an unapproved figure.

    `state` is None while it is not started; `days_late` counts from the due day to the first submission,
    `days_overdue` to `report_day` while there was none; `corrected_on` is the day (in Vietnam) of the last correction.
    """

    unit: Unit
    state: ReportState | None
    days_late: int
    days_overdue: int
    corrected_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Reporting:
    """The reports of one month, of every unit that owes one, in the plan's order.

    `complete` are the units whose saved figures are all there, whatever their state: only where the view
    shows unapproved figures, else None.
    """

    standings: tuple[Standing, ...]
    complete: tuple[Unit, ...] | None

    @property
    def expected(self) -> tuple[Unit, ...]:
        return tuple(one.unit for one in self.standings)

    @property
    def absent(self) -> tuple[Unit, ...]:
        """Who has not started."""
        return self.in_state(None)

    @property
    def late(self) -> tuple[Unit, ...]:
        """Whose report was first submitted after its due day."""
        return tuple(one.unit for one in self.standings if one.days_late)

    @property
    def overdue(self) -> tuple[Unit, ...]:
        """Whose report was never submitted though its day has passed."""
        return tuple(one.unit for one in self.standings if one.days_overdue)

    @property
    def returned_in_time(self) -> tuple[Unit, ...]:
        """Whose report came in time and was given back."""
        return tuple(one.unit for one in self.standings if one.state is ReportState.RETURNED and not one.days_late)

    def in_state(self, *states: ReportState | None) -> tuple[Unit, ...]:
        """The units whose report is in one of these states; None is "not started"."""
        return tuple(one.unit for one in self.standings if one.state in states)


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


def units_to_enter(product: Product, person: Person) -> tuple[str, ...]:
    """The units whose forms a person may open: the own one, or, to correct approved figures, all."""
    plan = product.plan
    allowed = (Action.ENTER, Action.CORRECT)
    return tuple(unit for unit in units_on_offer(plan) if any(may(plan, person, action, unit) for action in allowed))


def month_to_report(product: Product, unit: str) -> Month:
    """The month that a unit is to report next: its last report unless that is done with, else the month after it."""
    plan = product.plan
    running = min(max(Month.of(product.today) - 1, plan.first_month), plan.last_month)
    stored = [report for report in product.store.reports_between(plan.start, plan.last_month) if report.unit == unit]
    if not stored:
        return running
    last = max(stored, key=lambda report: report.month)
    done = last.state in {ReportState.SUBMITTED, ReportState.APPROVED}
    return min(last.month + 1, running) if done and last.month < running else last.month


def has_figures(product: Product, *, view: View) -> bool:
    """Whether the view shows any figure at all."""
    return board_of(product, view).latest_month() is not None


def default_month(product: Product, *, view: View) -> Month:
    """The month to open with: the latest with figures, else the one that is being reported now."""
    latest = board_of(product, view).latest_month()
    running = Month.of(product.today) - 1
    return latest or min(max(running, product.plan.first_month), product.plan.last_month)


def report_day(product: Product) -> dt.date:
    """The day to which a report that was never submitted is overdue: today.

    A demonstration stays where its story ends, as its tasks do: a week after its last reports were due.
    """
    if not demo.is_shown(product):
        return product.today
    reports = product.store.reports_between(product.plan.start, product.plan.last_month)
    latest = max((report.month for report in reports), default=product.plan.last_month)
    return min(product.today, product.plan.due_day(latest) + _A_WEEK)


def reporting(product: Product, month: Month, *, view: View) -> Reporting:
    """How far the reports of a month have come; `complete` counts every owed figure but published results."""
    cube = board_of(product, view).cube
    stored = {report.unit: report for report in product.store.reports(month)}
    expected, day = product.plan.reporting_units(month), report_day(product)
    return Reporting(
        tuple(_standing(product.plan, unit, stored.get(unit.id) or Report(unit.id, month), day) for unit in expected),
        None if view.approved else tuple(unit for unit in expected if _is_complete(cube, unit, month)),
    )


def _standing(plan: Plan, unit: Unit, report: Report, day: dt.date) -> Standing:
    corrected = report.corrected_at
    return Standing(
        unit,
        report.state if report.version else None,
        days_late(plan, report),
        days_overdue(plan, report, day),
        None if corrected is None else corrected.astimezone(VIETNAM).date(),
    )


def _is_complete(cube: Cube, unit: Unit, month: Month) -> bool:
    at, place = cube.month_index(month), cube.unit_index[unit.id]
    owed = cube.plan.measures_of(unit.id)
    return all(
        cube.reported[cube.measure_index[m.id], place, at] for m in owed if m.id not in cube.plan.published_measures
    )
