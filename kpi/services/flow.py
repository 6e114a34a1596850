"""The life of a report: submit it, approve it or return it with a reason, one by one or all of a month.

Every step is refused unless the person may take it, `kpi.flow` allows it, and the report is still the version that
the person looked at; and nobody decides about a report that they submitted themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kpi.access import Action, Person, check_may
from kpi.checks import CheckResult
from kpi.errors import Refused
from kpi.figures import Report, Stamp
from kpi.flow import NEEDS_REASON, Step, next_state
from kpi.months import Month
from kpi.plan import Measure
from kpi.services.entry_form import Texts, open_form, typed
from kpi.services.examine import Examination, examine
from kpi.services.lateness import days_late as days_late
from kpi.services.lateness import late as late
from kpi.services.names import name_of
from kpi.services.product import Product
from kpi.services.store import StaleReport

_ORIGIN = "form"


@dataclass(frozen=True, slots=True)
class Readiness:
    """What still keeps a report from being submitted; nothing at all when it is `ready`.

    `missing` are owed figures without a number ("không phát sinh" is one), published results apart; `unexplained`
    are failed checks without an explanation; `unread` are fields whose typed text has a problem, by its code;
    `unsaved` counts what is typed and readable but not saved.
    """

    missing: tuple[Measure, ...]
    unexplained: tuple[CheckResult, ...]
    unread: tuple[tuple[Measure, str], ...]
    unsaved: int

    @property
    def ready(self) -> bool:
        return not (self.missing or self.unexplained or self.unread or self.unsaved)


class NotReady(Refused):
    """A report that cannot be submitted yet; `readiness` is the whole list of what to do."""

    def __init__(self, readiness: Readiness) -> None:
        super().__init__(
            "not_ready",
            missing=len(readiness.missing),
            unexplained=len(readiness.unexplained),
            unread=len(readiness.unread),
            unsaved=readiness.unsaved,
        )
        self.readiness = readiness


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one unit's report when many were approved: the approved report, or why it was refused."""

    unit: str
    report: Report | None
    refused: Refused | None


def readiness(product: Product, person: Person, unit: str, month: Month) -> Readiness:
    """What keeps a report from being submitted by this person; raises Refused where the form would."""
    form = open_form(product, person, unit, month)
    given = {figure.key.measure for figure in product.store.figures_of(unit, [month])}
    saved, now = examine(product, form, form.saved), examine(product, form, typed(form))
    measures = [field.measure for field in form.fields]
    return Readiness(
        tuple(m for m in measures if m.id not in given and m.id not in product.plan.published_measures),
        saved.unexplained,
        tuple((measure, now.problems[measure.id]) for measure in measures if measure.id in now.problems),
        _unsaved(now, form.report.explanations),
    )


def _unsaved(now: Examination, saved: Texts) -> int:
    reworded = {check for check in {*saved, *now.explanations} if saved.get(check) != now.explanations.get(check)}
    return len(now.changes) + len(reworded)


def submit(product: Product, person: Person, unit: str, month: Month, *, version: int) -> Report:
    """Hand in the saved report; raises NotReady with the list of what is missing or unexplained, and Refused."""
    check_may(product.plan, person, Action.ENTER, unit)
    report = _seen(product, unit, month, version)
    _after(report, Step.SUBMIT)
    lacking = readiness(product, person, unit, month)
    if not lacking.ready:
        raise NotReady(lacking)
    now = product.clock()
    first = report.first_submitted_at or now
    submitted = replace(report, submitted_at=now, submitted_by=person.login, first_submitted_at=first)
    return _take(product, person, submitted, Step.SUBMIT)


def approve(product: Product, person: Person, unit: str, month: Month, *, version: int) -> Report:
    """Approve a submitted report: its figures count from now on, and it is locked."""
    report = _decided(product, person, unit, month, version, Step.APPROVE)
    return _take(product, person, replace(report, returned_because=""), Step.APPROVE)


def return_report(product: Product, person: Person, unit: str, month: Month, *, version: int, reason: str) -> Report:
    """Give a submitted report back to its unit, which reads the reason and can change it again."""
    report = _decided(product, person, unit, month, version, Step.RETURN)
    why = reason.strip()
    if Step.RETURN in NEEDS_REASON and not why:
        raise Refused("return_needs_reason")
    return _take(product, person, replace(report, returned_because=why), Step.RETURN, reason=why)


def approve_all(product: Product, person: Person, month: Month, *, seen: Mapping[str, int]) -> tuple[Outcome, ...]:
    """Approve many reports of a month, each for itself: `seen` holds the version of each unit that was on screen."""
    check_may(product.plan, person, Action.DECIDE)
    return tuple(_outcome(product, person, unit, month, version) for unit, version in seen.items())


def _outcome(product: Product, person: Person, unit: str, month: Month, version: int) -> Outcome:
    try:
        return Outcome(unit, approve(product, person, unit, month, version=version), None)
    except Refused as refused:
        return Outcome(unit, None, refused)


def _seen(product: Product, unit: str, month: Month, version: int) -> Report:
    """The stored report, if it is still the one that the person looked at."""
    report = product.store.report(unit, month)
    if report.version != version:
        raise _meanwhile(product, report)
    return report


def _meanwhile(product: Product, report: Report) -> Refused:
    return Refused("report_changed_meanwhile", who=name_of(product, report.saved_by), at=report.saved_at)


def _after(report: Report, step: Step) -> Report:
    state = next_state(report.state, step)
    if state is None:
        raise Refused(f"cannot_{step}", state=report.state)
    return replace(report, state=state)


def _decided(product: Product, person: Person, unit: str, month: Month, version: int, step: Step) -> Report:
    """The report with the person's decision noted, still in its old state."""
    check_may(product.plan, person, Action.DECIDE, unit)
    report = _seen(product, unit, month, version)
    _after(report, step)
    if report.submitted_by == person.login:
        raise Refused("own_report", unit=product.plan.unit_of_id[unit].name)
    return replace(report, decided_at=product.clock(), decided_by=person.login)


def _take(product: Product, person: Person, report: Report, step: Step, *, reason: str = "") -> Report:
    stamp = Stamp(person.login, product.clock(), _ORIGIN, reason)
    try:
        return product.store.save_report(
            _after(report, step), changes=(), explanations=report.explanations, stamp=stamp
        )
    except StaleReport as stale:
        raise _meanwhile(product, stale.current) from stale
