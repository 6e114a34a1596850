"""Looking through a month's reports: their states, one report beside earlier ones, and the reminder."""

import datetime as dt
from dataclasses import replace

import pytest

from kpi.access import Person
from kpi.errors import Refused
from kpi.figures import Figure, FigureKey, ReportState, Stamp
from kpi.months import Month
from kpi.review import Verdict
from kpi.services import review
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
    ninh_son,
    product,
    put,
    put_state,
)

HISTORY: Figures = {
    (MA_NOI, "resolved", f"2023-{at:02d}"): float(value)
    for at, value in zip(range(3, 13), (96, 104, 110, 95, 121, 99, 104, 108, 118, 97), strict=True)
}


def office() -> Product:
    """Ma Nới has submitted March, Mỹ Sơn has begun, the authority's own is by the coordinator."""
    made = product(ninh_son(), {**HISTORY, **reports(MY_SON, "2024-03", postal=7)})
    figures = reports(
        MA_NOI, "2024-03", resolved=240, resolved_early=200, resolved_on_time=30, resolved_late=5, postal=2
    )
    put_state(made, figures, ReportState.SUBMITTED)
    put_state(made, reports(HUYEN, "2024-03", inspections=1), ReportState.SUBMITTED, unit=HUYEN)
    own = replace(made.store.report(HUYEN, MARCH), submitted_by=COORDINATOR.login)
    stamp = Stamp(COORDINATOR.login, NOW, "form")
    made.store.save_report(own, changes=(), explanations={"note": "Ghi chú"}, stamp=stamp)
    return made


def test_a_month_says_who_stands_where_and_which_reports_this_person_may_approve() -> None:
    seen = review.month_review(office(), COORDINATOR, MARCH)
    assert seen.due == dt.date(2024, 4, 5)
    submitted = [unit.id for unit in seen.reporting.in_state(ReportState.SUBMITTED)]
    assert set(submitted) == {MA_NOI, HUYEN}
    assert [unit.id for unit in seen.reporting.in_state(ReportState.DRAFT)] == [MY_SON]
    assert len(seen.reporting.absent) == 14
    assert seen.approvable == {MA_NOI: 2}


def test_a_leader_looks_on_and_approves_nothing() -> None:
    assert review.month_review(office(), CHAIRMAN, MARCH).approvable == {}
    assert not review.report_review(office(), CHAIRMAN, MA_NOI, MARCH).may_decide


@pytest.mark.parametrize("person", [OFFICER, ADMINISTRATOR])
def test_others_do_not_look_through_the_reports_of_all(person: Person) -> None:
    with pytest.raises(Refused) as refused:
        review.month_review(office(), person, MARCH)
    assert refused.value.code == "may_not_see_unapproved"


def test_a_report_stands_beside_last_months_and_last_years() -> None:
    made = office()
    put(made, reports(MA_NOI, "2024-02", resolved=102))
    seen = review.report_review(made, COORDINATOR, MA_NOI, MARCH)
    resolved = next(one for one in seen.figures if one.measure.id == "resolved")
    key = FigureKey(MA_NOI, "resolved", MARCH)
    assert resolved.now == Figure(key, 240)
    assert resolved.last_month == Figure(replace(key, month=Month(2024, 2)), 102)
    assert resolved.last_year == Figure(replace(key, month=Month(2023, 3)), 96)
    assert resolved.mark is not None
    assert (resolved.mark.verdict, resolved.mark.n) == (Verdict.OUTLIER, 11)
    assert [one.measure.id for one in seen.standing_out] == ["resolved"]
    assert seen.may_decide


def test_a_missing_figure_has_no_mark_and_a_new_one_has_too_little_history() -> None:
    figures = {one.measure.id: one for one in review.report_review(office(), COORDINATOR, MA_NOI, MARCH).figures}
    assert (figures["circulated"].now, figures["circulated"].mark) == (None, None)
    postal = figures["postal"].mark
    assert postal is not None
    assert postal.verdict is Verdict.TOO_FEW


def test_failed_checks_come_with_what_the_unit_says_to_them() -> None:
    made = office()
    failed = review.report_review(made, COORDINATOR, MA_NOI, MARCH).failed
    assert [(one.result.check.id, one.result.difference, one.explanation) for one in failed] == [
        ("resolved_total", 5, "")
    ]
    report = made.store.report(MA_NOI, MARCH)
    stamp = Stamp(COLLEAGUE.login, NOW, "form")
    made.store.save_report(report, changes=(), explanations={"resolved_total": "Năm hồ sơ rút"}, stamp=stamp)
    failed = review.report_review(made, COORDINATOR, MA_NOI, MARCH).failed
    assert [one.explanation for one in failed] == ["Năm hồ sơ rút"]


def test_a_reporter_looks_at_the_own_report_in_the_same_way_and_at_no_other() -> None:
    assert not review.report_review(office(), OFFICER, MA_NOI, MARCH).may_decide
    with pytest.raises(Refused) as refused:
        review.report_review(office(), OFFICER_OF_MY_SON, MA_NOI, MARCH)
    assert refused.value.code == "may_not_see_unapproved"


def test_a_unit_that_reports_nothing_has_nothing_to_review() -> None:
    with pytest.raises(Refused) as refused:
        review.report_review(office(), COORDINATOR, "trung-tam-vhtt", MARCH)
    assert refused.value.code == "unit_does_not_report"


def test_a_reminder_says_how_far_the_unit_is_and_what_it_owes() -> None:
    made = replace(office(), clock=lambda: dt.datetime(2024, 4, 8, 2, 0, tzinfo=dt.UTC))
    seen = review.reminder(made, COORDINATOR, MY_SON, MARCH)
    assert (seen.standing.state, seen.standing.days_overdue, seen.due) == (ReportState.DRAFT, 3, dt.date(2024, 4, 5))
    assert "postal" not in {measure.id for measure in seen.missing}
    assert len(seen.missing) == len(ninh_son().measures_of(MY_SON)) - 1


@pytest.mark.parametrize("unit", [MA_NOI, "trung-tam-vhtt"])
def test_who_has_submitted_or_owes_nothing_is_not_reminded(unit: str) -> None:
    with pytest.raises(Refused) as refused:
        review.reminder(office(), COORDINATOR, unit, MARCH)
    assert refused.value.code == "nothing_to_remind"
