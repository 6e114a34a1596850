"""Submitting, approving and returning reports: what is asked first, what is refused, and what is kept."""

import datetime as dt
import itertools
from dataclasses import replace

import pytest

from kpi.access import Person, Role
from kpi.errors import Refused
from kpi.figures import Report, ReportState, Stamp
from kpi.flow import Step, next_state
from kpi.months import Month
from kpi.services import entry, flow
from kpi.services.flow import NotReady
from kpi.services.product import Product
from tests.builders import Figures, reports
from tests.office import (
    ADMINISTRATOR,
    CHAIRMAN,
    COLLEAGUE,
    COORDINATOR,
    HUYEN,
    MA_NOI,
    MARCH,
    MY_SON,
    NOW,
    OFFICER,
    OFFICER_OF_MY_SON,
    SECOND_COORDINATOR,
    ninh_son,
    product,
    put_state,
)


def whole(unit: str = MA_NOI, at: str = "2024-03") -> Figures:
    """Every figure that a unit owes: nothing arose."""
    owed = [m.id for m in ninh_son().measures_of(unit) if m.id not in ninh_son().published_measures]
    return {(unit, measure, at): None for measure in owed}


def ready(unit: str = MA_NOI) -> Product:
    return product(ninh_son(), whole(unit))


def take(
    made: Product,
    person: Person,
    step: Step,
    unit: str = MA_NOI,
    *,
    reason: str = "Sai cột 7",
    version: int | None = None,
) -> Report:
    """One step with the report as it is now, or as it was in an earlier version."""
    version = made.store.report(unit, MARCH).version if version is None else version
    match step:
        case Step.SUBMIT:
            return flow.submit(made, person, unit, MARCH, version=version)
        case Step.APPROVE:
            return flow.approve(made, person, unit, MARCH, version=version)
        case Step.RETURN:
            return flow.return_report(made, person, unit, MARCH, version=version, reason=reason)
        case _:
            form = entry.open_form(made, person, unit, MARCH)
            return entry.save(made, person, form, {**form.saved, "circulated": "5"}, reason=reason).report


def refused(made: Product, person: Person, step: Step, unit: str = MA_NOI) -> str:
    with pytest.raises(Refused) as raised:
        take(made, person, step, unit)
    return raised.value.code


PEOPLE = {
    "own reporter": OFFICER,
    "other reporter": OFFICER_OF_MY_SON,
    "coordinator": COORDINATOR,
    "leader": CHAIRMAN,
    "administrator": ADMINISTRATOR,
}


def expected(state: ReportState, step: Step, who: str) -> str | None:
    """The refusal that the rules give for Ma Nới's whole report, None where the step is taken."""
    coordinator = who == "coordinator"
    if step in {Step.APPROVE, Step.RETURN}:
        if not coordinator:
            return "may_not_decide"
        return None if next_state(state, step) else f"cannot_{step}"
    if step is Step.SUBMIT:
        if who != "own reporter":
            return "may_not_enter"
        return None if next_state(state, step) else "cannot_submit"
    if coordinator:
        return None if state is ReportState.APPROVED else "not_approved_yet"
    if who != "own reporter":
        return "may_not_enter"
    return None if next_state(state, Step.SAVE) else "report_locked"


@pytest.mark.parametrize(
    ("state", "step", "who"),
    list(itertools.product(ReportState, [Step.SAVE, Step.SUBMIT, Step.APPROVE, Step.RETURN], PEOPLE)),
)
def test_every_step_in_every_state_by_every_role(state: ReportState, step: Step, who: str) -> None:
    made = product(ninh_son())
    put_state(made, whole(), state)
    code = expected(state, step, who)
    if code is not None:
        assert refused(made, PEOPLE[who], step) == code
        assert made.store.report(MA_NOI, MARCH).state is state
        return
    correcting = who == "coordinator" and step is Step.SAVE
    assert take(made, PEOPLE[who], step).state is next_state(state, Step.CORRECT if correcting else step)


def test_a_whole_report_is_submitted_and_says_by_whom_and_when() -> None:
    made = ready()
    report = take(made, OFFICER, Step.SUBMIT)
    assert (report.state, report.submitted_by, report.submitted_at) == (ReportState.SUBMITTED, OFFICER.login, NOW)
    assert report.first_submitted_at == NOW
    latest = made.store.revisions(limit=1)[0]
    assert (latest.action, latest.before, latest.after) == ("state", "draft", "submitted")
    assert latest.stamp == Stamp(OFFICER.login, NOW, "form")


def test_a_report_with_gaps_is_not_submitted_and_the_whole_list_comes_back() -> None:
    numbers = reports(MA_NOI, "2024-03", resolved=120, resolved_early=100, resolved_on_time=15, resolved_late=3)
    gaps = {"postal", "circulated"}
    figures = {key: value for key, value in {**whole(), **numbers}.items() if key[1] not in gaps}
    made = product(ninh_son(), figures)
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    entry.keep_draft(made, OFFICER, form, {**form.saved, "pending": "mười", "transactions": "4"})
    with pytest.raises(NotReady) as raised:
        take(made, OFFICER, Step.SUBMIT)
    lacking = raised.value.readiness
    assert raised.value.code == "not_ready"
    assert {measure.id for measure in lacking.missing} == gaps
    assert "resolved_total" in {result.check.id for result in lacking.unexplained}
    assert [(measure.id, code) for measure, code in lacking.unread] == [("pending", "not_a_number")]
    assert lacking.unsaved == 1
    assert made.store.report(MA_NOI, MARCH).state is ReportState.DRAFT
    assert entry.open_form(made, OFFICER, MA_NOI, MARCH).draft == {"pending": "mười", "transactions": "4"}


def test_what_is_explained_no_longer_keeps_a_report_back() -> None:
    made = product(ninh_son(), {**whole(), **reports(MA_NOI, "2024-03", pending=4)})
    unexplained = flow.readiness(made, OFFICER, MA_NOI, MARCH).unexplained
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    words = {entry.WHY + result.check.id: "Hồ sơ tồn từ phần mềm cũ" for result in unexplained}
    entry.save(made, OFFICER, form, {**form.saved, **words})
    assert unexplained
    assert take(made, OFFICER, Step.SUBMIT).state is ReportState.SUBMITTED


def test_published_results_are_not_missing() -> None:
    assert flow.readiness(ready(HUYEN), COORDINATOR, HUYEN, MARCH).ready


def test_a_report_that_nobody_started_misses_everything() -> None:
    lacking = flow.readiness(product(ninh_son()), OFFICER, MA_NOI, MARCH)
    assert len(lacking.missing) == len(whole())
    assert not lacking.ready


def test_an_approval_says_by_whom_and_when() -> None:
    made = ready()
    take(made, OFFICER, Step.SUBMIT)
    report = take(made, COORDINATOR, Step.APPROVE)
    assert (report.state, report.decided_by, report.decided_at) == (ReportState.APPROVED, COORDINATOR.login, NOW)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_report_is_not_returned_without_a_reason(reason: str) -> None:
    made = ready()
    take(made, OFFICER, Step.SUBMIT)
    with pytest.raises(Refused) as raised:
        take(made, COORDINATOR, Step.RETURN, reason=reason)
    assert raised.value.code == "return_needs_reason"


def test_a_returned_report_carries_its_reason_until_it_is_approved() -> None:
    made = ready()
    take(made, OFFICER, Step.SUBMIT)
    assert take(made, COORDINATOR, Step.RETURN).returned_because == "Sai cột 7"
    assert made.store.revisions(limit=1)[0].stamp.reason == "Sai cột 7"
    assert take(made, COLLEAGUE, Step.SUBMIT).returned_because == "Sai cột 7"
    assert take(made, COORDINATOR, Step.APPROVE).returned_because == ""


def test_a_report_submitted_again_keeps_the_day_of_its_first_submission() -> None:
    late = dt.datetime(2024, 4, 9, 2, 0, tzinfo=dt.UTC)
    made = replace(ready(), clock=lambda: late)
    take(made, OFFICER, Step.SUBMIT)
    take(made, COORDINATOR, Step.RETURN)
    later = replace(made, clock=lambda: late + dt.timedelta(days=20))
    report = take(later, OFFICER, Step.SUBMIT)
    assert (report.first_submitted_at, report.submitted_at) == (late, late + dt.timedelta(days=20))
    assert flow.days_late(ninh_son(), take(later, COORDINATOR, Step.APPROVE)) == 4


def test_nobody_decides_about_a_report_they_submitted_and_another_coordinator_does() -> None:
    made = ready(HUYEN)
    take(made, COORDINATOR, Step.SUBMIT, HUYEN)
    assert refused(made, COORDINATOR, Step.APPROVE, HUYEN) == "own_report"
    assert refused(made, COORDINATOR, Step.RETURN, HUYEN) == "own_report"
    assert take(made, SECOND_COORDINATOR, Step.APPROVE, HUYEN).state is ReportState.APPROVED


def test_somebody_who_became_coordinator_does_not_approve_what_they_submitted_as_reporter() -> None:
    made = ready()
    take(made, OFFICER, Step.SUBMIT)
    promoted = replace(OFFICER, role=Role.COORDINATOR, unit=None)
    assert refused(made, promoted, Step.APPROVE) == "own_report"


@pytest.mark.parametrize("step", [Step.SUBMIT, Step.APPROVE, Step.RETURN])
def test_a_report_that_changed_since_it_was_looked_at_is_left_alone(step: Step) -> None:
    made = product(ninh_son())
    state = ReportState.DRAFT if step is Step.SUBMIT else ReportState.SUBMITTED
    put_state(made, whole(), state)
    person = OFFICER if step is Step.SUBMIT else COORDINATOR
    old = made.store.report(MA_NOI, MARCH).version - 1
    with pytest.raises(Refused) as raised:
        take(made, person, step, version=old)
    assert raised.value.code == "report_changed_meanwhile"
    assert made.store.report(MA_NOI, MARCH).state is state


def test_all_reports_of_a_month_are_approved_each_for_itself() -> None:
    made = product(ninh_son())
    put_state(made, whole(MA_NOI), ReportState.SUBMITTED)
    put_state(made, whole(MY_SON), ReportState.SUBMITTED, unit=MY_SON)
    put_state(made, whole(HUYEN), ReportState.SUBMITTED, unit=HUYEN)
    own = replace(made.store.report(HUYEN, MARCH), submitted_by=COORDINATOR.login, version=2)
    made.store.save_report(
        replace(own, explanations={}), changes=(), explanations={"x": "Ghi chú"}, stamp=Stamp("lan.pham", NOW, "form")
    )
    seen = {MA_NOI: 2, MY_SON: 1, HUYEN: 3, "noi-vu": 0}
    outcomes = {one.unit: one for one in flow.approve_all(made, COORDINATOR, MARCH, seen=seen)}
    codes = {unit: one.refused.code if one.refused else None for unit, one in outcomes.items()}
    assert codes == {
        MA_NOI: None, MY_SON: "report_changed_meanwhile", HUYEN: "own_report", "noi-vu": "cannot_approve",
    }  # fmt: skip
    approved = {r.unit for r in made.store.reports(MARCH) if r.state is ReportState.APPROVED}
    assert approved == {MA_NOI}


@pytest.mark.parametrize("person", [OFFICER, CHAIRMAN, ADMINISTRATOR])
def test_only_a_coordinator_approves_all(person: Person) -> None:
    with pytest.raises(Refused) as raised:
        flow.approve_all(ready(), person, MARCH, seen={})
    assert raised.value.code == "may_not_decide"


def test_the_same_report_of_another_month_is_another_report() -> None:
    made = ready()
    take(made, OFFICER, Step.SUBMIT)
    assert made.store.report(MA_NOI, Month(2024, 2)).state is ReportState.DRAFT
