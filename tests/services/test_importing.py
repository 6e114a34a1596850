"""Importing a file: what it would change, what is written, by whom, and what is left alone."""

import datetime as dt
from dataclasses import replace

import pytest

from kpi.access import Person
from kpi.errors import Refused
from kpi.figures import Change, Figure, FigureKey, ReportState, Stamp
from kpi.flow import Step
from kpi.imports.grid import Grid
from kpi.services import entry, flow, importing
from kpi.services.importing import Said, Written
from kpi.services.product import Product
from tests.builders import reports
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
    ninh_son,
    product,
    put,
    put_state,
    stored,
)
from tests.sheets import RESOLVED, of_units

OWN = of_units({"Xã Ma Nới": RESOLVED})
BOTH = of_units({"Xã Ma Nới": RESOLVED, "Xã Mỹ Sơn": RESOLVED})
SAVED = reports(MA_NOI, "2024-03", **RESOLVED, postal=7)


def write(made: Product, person: Person, grid: Grid = OWN, *, said: Said | None = None, reason: str = "") -> Written:
    """Look at what a file would do, and write it."""
    seen = importing.preview(made, person, grid, MARCH).seen
    return importing.write(made, person, grid, MARCH, seen=seen, said=said or {}, reason=reason)


def refused(made: Product, person: Person, grid: Grid = OWN, *, said: Said | None = None, reason: str = "") -> Refused:
    """What a file is refused with, having written nothing."""
    before = made.store.data_version()
    with pytest.raises(Refused) as raised:
        write(made, person, grid, said=said, reason=reason)
    assert made.store.data_version() == before
    return raised.value


def test_every_figure_of_the_file_is_shown_beside_what_is_saved_with_its_cell() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", resolved=120, resolved_early=100, postal=7))
    (unit,) = importing.preview(made, OFFICER, OWN, MARCH).units
    told = [
        (cell.change.key.measure, cell.change.before and cell.change.before.value, cell.change.after, cell.where)
        for cell in unit.changes
    ]
    keys = {measure: FigureKey(MA_NOI, measure, MARCH) for measure in RESOLVED}
    assert told == [
        ("resolved", 120, Figure(keys["resolved"], 118), "Biểu!B3"),
        ("resolved_on_time", None, Figure(keys["resolved_on_time"], 15), "Biểu!D3"),
        ("resolved_late", None, Figure(keys["resolved_late"], 3), "Biểu!E3"),
    ]
    assert (unit.unchanged, unit.step) == (1, Step.SAVE)


def test_looking_writes_nothing() -> None:
    made = product(ninh_son())
    assert importing.preview(made, OFFICER, OWN, MARCH).savable
    assert (made.store.data_version(), stored(made)) == (0, {})


def test_a_reporter_writes_the_own_units_figures_and_what_the_file_lacks_stays() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    written = write(made, OFFICER)
    assert written.figures == 4
    assert stored(made) == {**RESOLVED, "postal": 7}
    (report,) = written.reports
    assert (report.state, report.version, report.saved_by) == (ReportState.DRAFT, 2, OFFICER.login)
    stamp = Stamp(OFFICER.login, NOW, f"so-lieu.xlsx sha256:{OWN.file_hash[:16]}")
    assert {revision.stamp for revision in made.store.revisions(who=OFFICER.login)} == {stamp}


def test_the_same_file_again_changes_nothing() -> None:
    made = product(ninh_son())
    write(made, OFFICER)
    again = importing.preview(made, OFFICER, OWN, MARCH)
    assert (again.savable, again.writing, again.units[0].unchanged) == (False, (), 4)
    assert refused(made, OFFICER).code == "nothing_changed"
    assert made.store.report(MA_NOI, MARCH).version == 1


def test_other_units_rows_are_passed_over_for_a_reporter() -> None:
    made = product(ninh_son())
    seen = importing.preview(made, OFFICER, BOTH, MARCH)
    assert [unit.unit.id for unit in seen.units] == [MA_NOI]
    assert [unit.name for unit in seen.passed_over] == ["Xã Mỹ Sơn"]
    write(made, OFFICER, BOTH)
    assert made.store.report(MY_SON, MARCH).version == 0


def test_a_file_without_the_own_unit_changes_nothing() -> None:
    assert refused(product(ninh_son()), OFFICER, of_units({"Xã Mỹ Sơn": RESOLVED})).code == "nothing_changed"


@pytest.mark.parametrize("person", [CHAIRMAN, ADMINISTRATOR])
def test_leaders_and_administrators_import_nothing(person: Person) -> None:
    assert refused(product(ninh_son()), person).code == "may_not_import"
    for ask in (
        lambda made: importing.read_upload(made, person, "a.csv", b"1;2"),
        lambda made: importing.read_paste(made, person, "1\t2"),
        lambda made: importing.answers_given(made, person),
        lambda made: importing.answer(made, person, {}),
    ):
        with pytest.raises(Refused) as raised:
            ask(product(ninh_son()))
        assert raised.value.code == "may_not_import"


@pytest.mark.parametrize("state", [ReportState.DRAFT, ReportState.RETURNED])
def test_a_coordinator_puts_figures_into_the_drafts_of_units_which_they_then_submit(state: ReportState) -> None:
    made = product(ninh_son())
    put_state(made, reports(MA_NOI, "2024-03", postal=7), state, because="Thiếu cột 7")
    written = write(made, COORDINATOR, BOTH)
    assert [(report.unit, report.state) for report in written.reports] == [
        (MY_SON, ReportState.DRAFT),
        (MA_NOI, state),
    ]
    assert stored(made) == {**RESOLVED, "postal": 7}
    with pytest.raises(Refused) as raised:
        flow.submit(made, COORDINATOR, MA_NOI, MARCH, version=written.reports[1].version)
    assert raised.value.code == "may_not_enter"


def test_a_coordinator_imports_the_report_of_the_authority() -> None:
    made = product(ninh_son())
    write(made, COORDINATOR, of_units({"UBND huyện Ninh Sơn": {"inspections": 2}}))
    assert stored(made, HUYEN) == {"inspections": 2}


def test_what_was_submitted_is_refused_with_a_sentence_for_the_unit_and_the_others_are_written() -> None:
    made = product(ninh_son())
    put_state(made, reports(MA_NOI, "2024-03", postal=7), ReportState.SUBMITTED)
    seen = importing.preview(made, COORDINATOR, BOTH, MARCH)
    locked = next(unit for unit in seen.units if unit.unit.id == MA_NOI)
    assert locked.refused is not None
    assert (locked.refused.code, locked.refused.details["unit"]) == ("import_locked", "Xã Ma Nới")
    assert [report.unit for report in write(made, COORDINATOR, BOTH).reports] == [MY_SON]
    assert stored(made) == {"postal": 7}


def test_a_submitted_report_that_has_what_the_file_has_is_no_refusal() -> None:
    made = product(ninh_son())
    put_state(made, SAVED, ReportState.SUBMITTED)
    (unit,) = importing.preview(made, COORDINATOR, OWN, MARCH).units
    assert (unit.refused, unit.unchanged, unit.writes) == (None, 4, False)


@pytest.mark.parametrize("state", [ReportState.SUBMITTED, ReportState.APPROVED])
def test_a_reporter_changes_no_locked_report_by_a_file(state: ReportState) -> None:
    made = product(ninh_son())
    put_state(made, reports(MA_NOI, "2024-03", resolved=120), state)
    assert refused(made, OFFICER).code == "nothing_changed"
    assert stored(made) == {"resolved": 120}


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_approved_report_is_corrected_with_a_reason_and_stays_approved(reason: str) -> None:
    made = product(ninh_son())
    put_state(made, {**SAVED, (MA_NOI, "resolved_late", "2024-03"): 4.0}, ReportState.APPROVED)
    later = replace(made, clock=lambda: NOW + dt.timedelta(days=9))
    assert importing.preview(later, COORDINATOR, OWN, MARCH).needs_reason
    assert refused(later, COORDINATOR, reason=reason).code == "correction_needs_reason"
    (report,) = write(later, COORDINATOR, reason="Xuất lại từ hệ thống một cửa").reports
    assert (report.state, report.corrected_by) == (ReportState.APPROVED, COORDINATOR.login)
    assert report.corrected_at == NOW + dt.timedelta(days=9)
    told = [(one.action, one.stamp.reason) for one in made.store.revisions(limit=2)]
    assert told == [(action, "Xuất lại từ hệ thống một cửa") for action in ("correction", "figure")]


def test_a_reason_is_kept_only_where_something_is_corrected() -> None:
    made = product(ninh_son())
    write(made, OFFICER, reason="Không cần")
    assert {one.stamp.reason for one in made.store.revisions()} == {""}


def test_what_somebody_saved_since_it_was_looked_at_is_not_overwritten() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    seen = importing.preview(made, OFFICER, OWN, MARCH).seen
    put(made, reports(MA_NOI, "2024-03", postal=9), person=COLLEAGUE)
    with pytest.raises(Refused) as raised:
        importing.write(made, OFFICER, OWN, MARCH, seen=seen, said={})
    assert raised.value.code == "import_changed_meanwhile"
    assert raised.value.details == {"unit": "Xã Ma Nới", "who": COLLEAGUE.login, "at": NOW}
    assert stored(made) == {"postal": 9}


def test_of_many_units_one_that_was_saved_meanwhile_keeps_all_from_being_written() -> None:
    made = product(ninh_son())
    seen = importing.preview(made, COORDINATOR, BOTH, MARCH).seen
    put_state(made, reports(MY_SON, "2024-03", postal=1), ReportState.SUBMITTED, unit=MY_SON)
    with pytest.raises(Refused) as raised:
        importing.write(made, COORDINATOR, BOTH, MARCH, seen=seen, said={})
    assert raised.value.details["unit"] == "Xã Mỹ Sơn"
    assert stored(made) == {}


def test_unsaved_texts_of_the_form_are_neither_written_nor_lost() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    entry.keep_draft(made, OFFICER, form, {**form.saved, "postal": "9", "resolved": "120"})
    assert importing.preview(made, OFFICER, OWN, MARCH).units[0].drafted
    write(made, OFFICER)
    assert stored(made) == {**RESOLVED, "postal": 7}
    now = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    assert (now.draft, now.outdated_draft) == ({"postal": "9", "resolved": "120"}, True)


def test_a_month_that_the_unit_does_not_report_is_refused_for_the_unit() -> None:
    made = product(ninh_son())
    (unit,) = importing.preview(made, OFFICER, of_units({"Xã Ma Nới": RESOLVED}, title=""), MARCH + 8).units
    assert unit.refused is not None
    assert unit.refused.code == "month_not_begun"


def test_a_pasted_table_has_its_own_origin() -> None:
    made = product(ninh_son())
    text = "Đơn vị\t" + "\t".join(ninh_son().measure_of_id[measure].name for measure in RESOLVED)
    pasted = importing.read_paste(made, OFFICER, f"{text}\nXã Ma Nới\t118\t100\t15\t3\n")
    write(made, OFFICER, pasted)
    assert stored(made) == RESOLVED
    assert made.store.revisions(limit=1)[0].stamp.origin == f"pasted sha256:{pasted.file_hash[:16]}"


def test_the_name_of_a_file_is_kept_without_its_folders() -> None:
    grid = importing.read_upload(product(ninh_son()), OFFICER, "C:\\so lieu\\thang 3\n.csv", "Đơn vị;Cột".encode())
    assert grid.name == "thang 3.csv"


def test_a_change_that_the_file_makes_is_exactly_what_is_stored() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", resolved=None))
    before = Figure(FigureKey(MA_NOI, "resolved", MARCH), None)
    (unit,) = importing.preview(made, OFFICER, of_units({"Xã Ma Nới": {"resolved": 0, "postal": "kps"}}), MARCH).units
    assert [cell.change for cell in unit.changes] == [
        Change(before.key, before, Figure(before.key, 0)),
        Change(FigureKey(MA_NOI, "postal", MARCH), None, Figure(FigureKey(MA_NOI, "postal", MARCH), None)),
    ]
