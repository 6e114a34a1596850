"""Correcting a report after its approval: with a reason, and marked on everything that shows the month."""

import datetime as dt
from dataclasses import replace

import pytest

from kpi.errors import Refused
from kpi.figures import ReportState, Stamp
from kpi.months import Month, Period
from kpi.services import entry
from kpi.services import indicator as indicators
from kpi.services import overview as overviews
from kpi.services.corrections import Correction, corrections
from kpi.services.entry import ChangedMeanwhile
from kpi.services.product import Product
from tests.builders import Figures, reports
from tests.office import (
    APPROVED,
    COORDINATOR,
    MA_NOI,
    MARCH,
    MY_SON,
    NOW,
    OFFICER,
    SECOND_COORDINATOR,
    ninh_son,
    product,
    put_state,
    stored,
)

REASON = "Nhập nhầm cột 10"
FIGURES: Figures = reports(
    MA_NOI, "2024-03", resolved=118, resolved_early=91, resolved_on_time=15, resolved_late=12, postal=7
)
LATER = NOW + dt.timedelta(days=9)


def approved() -> Product:
    """Xã Ma Nới's approved report of March, looked at nine days later."""
    made = product(ninh_son())
    put_state(made, FIGURES, ReportState.APPROVED)
    return replace(made, clock=lambda: LATER)


def correct(made: Product, *, reason: str = REASON, **texts: str) -> None:
    form = entry.open_form(made, COORDINATOR, MA_NOI, MARCH)
    entry.save(made, COORDINATOR, form, {**form.saved, **texts}, reason=reason)


def refusal(made: Product, *, reason: str = REASON, **texts: str) -> Refused:
    with pytest.raises(Refused) as refused:
        correct(made, reason=reason, **texts)
    return refused.value


def test_a_correction_keeps_the_report_approved_and_says_who_when_and_why() -> None:
    made = approved()
    correct(made, resolved_late="9", resolved_early="94")
    report = made.store.report(MA_NOI, MARCH)
    assert (report.state, report.corrected_by, report.corrected_at) == (ReportState.APPROVED, COORDINATOR.login, LATER)
    assert (report.decided_at, report.submitted_by) == (NOW, "thien.chamalea")
    figures = [r for r in made.store.revisions(limit=3) if r.action == "figure"]
    assert {(r.subject, r.before, r.after) for r in figures} == {
        ("resolved_late", "12", "9"), ("resolved_early", "91", "94"),
    }  # fmt: skip
    assert {r.stamp for r in figures} == {Stamp(COORDINATOR.login, LATER, "form", REASON)}


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_correction_needs_a_reason(reason: str) -> None:
    made = approved()
    assert refusal(made, reason=reason, postal="9").code == "correction_needs_reason"
    assert stored(made)["postal"] == 7


def test_a_correction_leaves_no_figure_empty() -> None:
    made = approved()
    refused = refusal(made, postal="")
    assert refused.code == "correction_empties"
    assert refused.details == {"measure": ninh_son().measure_of_id["postal"].name}
    correct(made, postal="kps")
    assert stored(made)["postal"] is None


def test_a_correction_obeys_the_checks_of_the_form() -> None:
    assert refusal(approved(), resolved_late="9").code == "checks_unexplained"
    assert refusal(approved(), postal="bảy").code == "fields_have_problems"
    assert refusal(approved()).code == "nothing_changed"


def test_the_reporter_does_not_change_what_was_approved() -> None:
    made = approved()
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    with pytest.raises(Refused) as refused:
        entry.save(made, OFFICER, form, {**form.saved, "postal": "9"}, reason=REASON)
    assert (refused.value.code, refused.value.details) == ("report_locked", {"state": ReportState.APPROVED})
    assert stored(made)["postal"] == 7


def test_of_two_corrections_the_second_sees_the_first_and_overwrites_nothing() -> None:
    made = approved()
    form = entry.open_form(made, SECOND_COORDINATOR, MA_NOI, MARCH)
    correct(made, postal="9")
    with pytest.raises(ChangedMeanwhile):
        entry.save(made, SECOND_COORDINATOR, form, {**form.saved, "postal": "8"}, reason="Đếm lại")
    assert stored(made)["postal"] == 9


def test_a_form_that_claims_to_be_open_does_not_unlock_the_report() -> None:
    made = approved()
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    forged = replace(form, report=replace(form.report, state=ReportState.DRAFT))
    with pytest.raises(Refused) as refused:
        entry.save(made, OFFICER, forged, {**form.saved, "postal": "9"})
    assert refused.value.code == "report_locked"


def test_every_score_of_the_month_and_of_a_period_with_it_says_that_it_was_corrected() -> None:
    made = approved()
    put_state(made, reports(MY_SON, "2024-03", resolved=90), ReportState.APPROVED, unit=MY_SON)
    correct(made, postal="9")
    mark = (Correction(MA_NOI, dt.date(2024, 4, 12)),)
    assert corrections(made, MARCH, MARCH, view=APPROVED) == mark
    for month, period, expected in [
        (MARCH, Period.MONTH, mark),
        (Month(2024, 4), Period.YEAR_TO_DATE, mark),
        (Month(2024, 4), Period.MONTH, ()),
        (Month(2024, 2), Period.YEAR_TO_DATE, ()),
    ]:
        assert overviews.overview(made, month, period, "all", view=APPROVED).corrected == expected
        seen = indicators.indicator_view(made, "on_time", "commune", month, period, view=APPROVED)
        assert seen.corrected == expected
    assert overviews.overview(made, MARCH, Period.MONTH, MY_SON, view=APPROVED).corrected == ()
    assert indicators.indicator_view(made, "on_time", MY_SON, MARCH, Period.MONTH, view=APPROVED).corrected == ()


def test_the_mark_has_the_day_of_the_last_correction_in_vietnam() -> None:
    made = approved()
    correct(made, postal="9")
    night = replace(made, clock=lambda: dt.datetime(2024, 4, 20, 17, 30, tzinfo=dt.UTC))
    correct(night, postal="8")
    assert corrections(night, MARCH, MARCH, view=APPROVED) == (Correction(MA_NOI, dt.date(2024, 4, 21)),)
