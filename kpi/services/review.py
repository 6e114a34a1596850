"""Looking through the reports of a month before approving them (duyệt báo cáo).

Leaders see it all, coordinators also decide; a reporter may look at the own unit's report in the same way.
"""

import datetime as dt
from dataclasses import dataclass

from kpi.access import Action, Person, check_may, may
from kpi.checks import CheckResult, run_checks
from kpi.errors import Refused
from kpi.figures import Figure, Report, ReportState
from kpi.flow import Step, next_state
from kpi.months import Month, months_between
from kpi.plan import Measure, Plan, Unit
from kpi.review import WINDOW, Mark, mark
from kpi.services.product import Product
from kpi.services.reporting import Reporting, Standing, reporting
from kpi.services.view import view_of


@dataclass(frozen=True, slots=True)
class MonthReview:
    """The reports of a month by state; `approvable` maps each unit this person may approve now to its version."""

    month: Month
    due: dt.date
    reporting: Reporting
    approvable: dict[str, int]


@dataclass(frozen=True, slots=True)
class ReviewedFigure:
    """A figure beside those of last month and of the same month last year; `mark` is None where there is none."""

    measure: Measure
    now: Figure | None
    last_month: Figure | None
    last_year: Figure | None
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class ReviewedCheck:
    """A check that fails, and what the unit says to it: "" while it says nothing."""

    result: CheckResult
    explanation: str


@dataclass(frozen=True, slots=True)
class ReportReview:
    """One report as the person who decides reads it; `may_decide` is false for one's own and in other states."""

    unit: Unit
    month: Month
    report: Report
    figures: tuple[ReviewedFigure, ...]
    failed: tuple[ReviewedCheck, ...]
    may_decide: bool

    @property
    def standing_out(self) -> tuple[ReviewedFigure, ...]:
        return tuple(one for one in self.figures if one.mark is not None and one.mark.stands_out)


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a unit is reminded of; `missing` are the figures it owes and has not saved."""

    standing: Standing
    month: Month
    due: dt.date
    missing: tuple[Measure, ...]
    returned_because: str


def month_review(product: Product, person: Person, month: Month) -> MonthReview:
    """Every report of a month; raises Refused("may_not_see_unapproved")."""
    view = view_of(product, person, unapproved=True)
    stored = product.store.reports(month)
    return MonthReview(
        month,
        product.plan.due_day(month),
        reporting(product, month, view=view),
        {report.unit: report.version for report in stored if _may_decide(product.plan, person, report)},
    )


def report_review(product: Product, person: Person, unit: str, month: Month) -> ReportReview:
    """One report beside the unit's earlier ones; raises Refused where the person may not see what is unapproved."""
    plan = product.plan
    check_may(plan, person, Action.SEE_UNAPPROVED, unit)
    if not plan.measures_of(unit) or not plan.unit_of_id[unit].exists_in(month):
        raise Refused("unit_does_not_report", unit=plan.unit_of_id[unit].name, month=month)
    report = product.store.report(unit, month)
    stored = product.store.figures_of(unit, months_between(month - WINDOW, month))
    figures = {
        (figure.key.measure, month.ordinal - figure.key.month.ordinal): figure
        for figure in stored
        if not figure.key.part
    }
    return ReportReview(
        plan.unit_of_id[unit],
        month,
        report,
        tuple(_reviewed(measure, figures) for measure in plan.measures_of(unit)),
        _failed(plan, report, figures),
        _may_decide(plan, person, report),
    )


Figures = dict[tuple[str, int], Figure]
"""A unit's figures by measure and how many months back."""


def _reviewed(measure: Measure, figures: Figures) -> ReviewedFigure:
    now = figures.get((measure.id, 0))
    earlier = {back: figure.value for (name, back), figure in figures.items() if name == measure.id and back}
    return ReviewedFigure(
        measure,
        now,
        figures.get((measure.id, 1)),
        figures.get((measure.id, 12)),
        None if now is None else mark(measure, now.value, earlier),
    )


def _failed(plan: Plan, report: Report, figures: Figures) -> tuple[ReviewedCheck, ...]:
    by_month = {
        back: {name: figure.value for (name, at), figure in figures.items() if at == back}
        for back in {at for _, at in figures}
    }
    results = run_checks(plan, report.unit, by_month.get(0, {}), by_month)
    return tuple(
        ReviewedCheck(result, report.explanations.get(result.check.id, ""))
        for result in results
        if result.holds is False
    )


def _may_decide(plan: Plan, person: Person, report: Report) -> bool:
    return (
        may(plan, person, Action.DECIDE, report.unit)
        and next_state(report.state, Step.APPROVE) is not None
        and report.submitted_by != person.login
    )


def reminder(product: Product, person: Person, unit: str, month: Month) -> Reminder:
    """What to remind a unit of, for the words to copy into Zalo or an e-mail; raises Refused where nothing is owed."""
    check_may(product.plan, person, Action.DECIDE, unit)
    report = product.store.report(unit, month)
    standings = reporting(product, month, view=view_of(product, person, unapproved=True)).standings
    standing = next((one for one in standings if one.unit.id == unit), None)
    if standing is None or standing.state in {ReportState.SUBMITTED, ReportState.APPROVED}:
        raise Refused("nothing_to_remind", unit=product.plan.unit_of_id[unit].name, month=month)
    given = {figure.key.measure for figure in product.store.figures_of(unit, [month])}
    owed = [m for m in product.plan.measures_of(unit) if m.id not in product.plan.published_measures]
    return Reminder(
        standing,
        month,
        product.plan.due_day(month),
        tuple(measure for measure in owed if measure.id not in given),
        report.returned_because if report.state is ReportState.RETURNED else "",
    )
