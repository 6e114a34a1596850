"""Opening the entry form: who may, for which unit and month, and what it shows beside each figure."""

import datetime as dt

import pytest

from kpi.access import Person, Role
from kpi.errors import Refused
from kpi.figures import Figure, FigureKey, Report, ReportState
from kpi.flow import Step
from kpi.months import Month
from kpi.services import entry
from kpi.services.entry import SOURCE, WHY
from tests.builders import reports, ward
from tests.office import COORDINATOR, HUYEN, MA_NOI, MARCH, NOW, OFFICER, ninh_son, product, put_state

AT_DO_VINH = dt.datetime(2026, 8, 3, 2, 30, tzinfo=dt.UTC)


def refusal(person: Person, unit: str, month: Month) -> Refused:
    with pytest.raises(Refused) as refused:
        entry.open_form(product(ninh_son()), person, unit, month)
    return refused.value


def test_an_officer_opens_the_form_of_the_own_unit() -> None:
    form = entry.open_form(product(ninh_son()), OFFICER, MA_NOI, MARCH)
    assert (form.unit.name, form.month, form.report) == ("Xã Ma Nới", MARCH, Report(MA_NOI, MARCH))
    assert [field.measure for field in form.fields] == list(ninh_son().measures_of(MA_NOI))


def test_a_unit_sees_only_the_sections_it_reports_in_the_order_of_the_plan() -> None:
    commune = entry.open_form(product(ninh_son()), OFFICER, MA_NOI, MARCH)
    authority = entry.open_form(product(ninh_son()), COORDINATOR, HUYEN, MARCH)
    assert [section.form.id for section in commune.sections] == ["06a", "dossiers", "people", "work", "stocks"]
    assert [section.form.id for section in authority.sections] == ["district", "district-stocks", "published"]


def test_an_officer_does_not_open_the_form_of_another_unit() -> None:
    refused = refusal(OFFICER, "22822", MARCH)
    assert (refused.code, refused.details) == ("may_not_enter", {"unit": "Xã Mỹ Sơn"})


def test_a_unit_that_reports_nothing_has_no_form() -> None:
    reporter = Person("Anh Bảo", Role.REPORTER, "trung-tam-vhtt")
    assert refusal(reporter, "trung-tam-vhtt", MARCH).code == "unit_does_not_report"


@pytest.mark.parametrize("month", [Month(2022, 12), Month(2025, 1)], ids=str)
def test_a_month_outside_the_plan_and_its_history_has_no_form(month: Month) -> None:
    refused = refusal(OFFICER, MA_NOI, month)
    assert refused.code == "month_outside_plan"
    assert refused.details == {"first": Month(2023, 1), "last": Month(2024, 12)}


def test_a_month_of_the_history_has_a_form() -> None:
    form = entry.open_form(product(ninh_son()), OFFICER, MA_NOI, Month(2023, 1))
    assert len(form.fields) == 32


def test_a_month_that_has_not_begun_has_no_form() -> None:
    refused = refusal(OFFICER, MA_NOI, Month(2024, 5))
    assert (refused.code, refused.details) == ("month_not_begun", {"month": Month(2024, 5)})


def test_the_running_month_has_a_form() -> None:
    assert entry.open_form(product(ninh_son()), OFFICER, MA_NOI, Month(2024, 4)).month == Month(2024, 4)


@pytest.mark.parametrize(("unit", "at"), [("to-nhon-son", "2026-07"), ("to-luu-dong", "2026-06")])
def test_a_unit_has_no_form_for_a_month_in_which_it_did_not_exist(unit: str, at: str) -> None:
    reporter = Person("Chị Hồng", Role.REPORTER, unit)
    with pytest.raises(Refused) as refused:
        entry.open_form(product(ward(), now=AT_DO_VINH), reporter, unit, Month.parse(at))
    assert refused.value.code == "unit_does_not_report"


def test_each_figure_stands_beside_the_one_of_last_month_and_of_last_year() -> None:
    figures = {
        **reports(MA_NOI, "2024-03", resolved=118),
        **reports(MA_NOI, "2024-02", resolved=97),
        **reports(MA_NOI, "2023-03", resolved=None),
        **reports(MA_NOI, "2023-02", resolved=88),
        **reports("22822", "2024-03", resolved=250),
    }
    form = entry.open_form(product(ninh_son(), figures), OFFICER, MA_NOI, MARCH)
    resolved = next(field for field in form.fields if field.measure.id == "resolved")
    assert [figure and figure.value for figure in (resolved.saved, resolved.last_month)] == [118, 97]
    assert resolved.last_year == Figure(FigureKey(MA_NOI, "resolved", Month(2023, 3)), None)
    late = next(field for field in form.fields if field.measure.id == "resolved_late")
    assert (late.saved, late.last_month, late.last_year) == (None, None, None)


def test_what_is_saved_comes_back_as_a_person_would_type_it() -> None:
    figures = reports(MA_NOI, "2024-03", resolved=1234, resolved_late=0, postal=None)
    saved = entry.open_form(product(ninh_son(), figures), OFFICER, MA_NOI, MARCH).saved
    assert {name: saved[name] for name in ("resolved", "resolved_late", "postal", "circulated")} == {
        "resolved": "1234",
        "resolved_late": "0",
        "postal": "không phát sinh",
        "circulated": "",
    }


def test_only_published_results_ask_for_their_decision() -> None:
    form = entry.open_form(product(ninh_son()), COORDINATOR, HUYEN, MARCH)
    asked = [field.measure.id for field in form.fields if field.needs_source]
    assert asked == ["par_index_score", "papi_score", "ddci_rank", "sipas_score", "ict_rank"]


def test_the_source_and_the_explanations_of_a_saved_report_come_back() -> None:
    made = product(ninh_son())
    form = entry.open_form(made, COORDINATOR, HUYEN, MARCH)
    texts = {
        **form.saved,
        "ddci_rank": "2",
        SOURCE + "ddci_rank": "QĐ 120/QĐ-UBND ngày 15/03/2024",
        "committee_meetings": "3",
        "committee_meetings_online": "4",
        WHY + "committee_meetings_part": "Một cuộc họp ghép với cấp xã",
    }
    entry.save(made, COORDINATOR, form, texts)
    again = entry.open_form(made, COORDINATOR, HUYEN, MARCH)
    assert {name: text for name, text in again.saved.items() if text} == {
        name: text for name, text in texts.items() if text
    }


def test_a_month_begins_at_midnight_in_vietnam() -> None:
    midnight = dt.datetime(2024, 4, 30, 17, 0, tzinfo=dt.UTC)
    may = Month(2024, 5)
    with pytest.raises(Refused):
        entry.open_form(product(ninh_son(), now=midnight - dt.timedelta(minutes=1)), OFFICER, MA_NOI, may)
    assert entry.open_form(product(ninh_son(), now=midnight), OFFICER, MA_NOI, may).month == may


def test_a_locked_report_opens_to_be_read_and_says_who_approved_it_and_when() -> None:
    made = product(ninh_son())
    put_state(made, reports(MA_NOI, "2024-03", postal=7), ReportState.APPROVED)
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    assert (form.locked, form.step, form.saved["postal"]) == (True, None, "7")
    assert (form.report.decided_by, form.report.decided_at) == (COORDINATOR.login, NOW)


def test_a_locked_form_does_not_mix_in_what_was_typed_before_and_gives_it_back_when_returned() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    entry.keep_draft(made, OFFICER, form, {**form.saved, "postal": "8"})
    put_state(made, {}, ReportState.SUBMITTED)
    assert entry.open_form(made, OFFICER, MA_NOI, MARCH).draft == {}
    put_state(made, {}, ReportState.RETURNED)
    assert entry.open_form(made, OFFICER, MA_NOI, MARCH).draft == {"postal": "8"}


@pytest.mark.parametrize("state", [state for state in ReportState if state is not ReportState.APPROVED])
def test_a_coordinator_does_not_open_another_units_report_before_it_is_approved(state: ReportState) -> None:
    made = product(ninh_son())
    put_state(made, reports(MA_NOI, "2024-03", postal=7), state)
    with pytest.raises(Refused) as refused:
        entry.open_form(made, COORDINATOR, MA_NOI, MARCH)
    assert (refused.value.code, refused.value.details) == ("not_approved_yet", {"unit": "Xã Ma Nới"})


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (ReportState.DRAFT, Step.SAVE),
        (ReportState.RETURNED, Step.SAVE),
        (ReportState.SUBMITTED, None),
        (ReportState.APPROVED, Step.CORRECT),
    ],
)
def test_what_saving_the_authoritys_form_would_be_follows_from_its_state(state: ReportState, step: Step | None) -> None:
    made = product(ninh_son())
    put_state(made, reports(HUYEN, "2024-03", inspections=1), state, unit=HUYEN)
    assert entry.open_form(made, COORDINATOR, HUYEN, MARCH).step is step
