"""Saving the entry form: what is stored, what is refused, and what happens when two people save."""

from dataclasses import replace

import pytest

from kpi.access import Person
from kpi.errors import Refused
from kpi.figures import ReportState, Stamp
from kpi.months import Month
from kpi.services import entry
from kpi.services.entry import WHY, ChangedMeanwhile, Saved
from kpi.services.product import Product
from tests.builders import reports
from tests.office import (
    CHAIRMAN,
    COLLEAGUE,
    HUYEN,
    MA_NOI,
    MARCH,
    NOW,
    OFFICER,
    demonstration,
    ninh_son,
    product,
    put,
    stored,
    with_accounts,
)

RESOLVED = {"resolved": "118", "resolved_early": "100", "resolved_on_time": "15", "resolved_late": "3"}
UNEVEN = {**RESOLVED, "resolved": "120"}
BECAUSE = {WHY + "resolved_total": "Hai hồ sơ công dân rút"}


def save(made: Product, person: Person = OFFICER, /, **texts: str) -> Saved:
    """Open the form, type these texts over what is saved, and save."""
    form = entry.open_form(made, person, MA_NOI, MARCH)
    return entry.save(made, person, form, {**form.saved, **texts})


def refused_code(made: Product, /, **texts: str) -> str:
    with pytest.raises(Refused) as refused:
        save(made, **texts)
    return refused.value.code


def subjects(made: Product) -> list[tuple[str, str, str | None, str | None]]:
    """The history, oldest first: what was changed, of what, from and to."""
    return [(r.action, r.subject, r.before, r.after) for r in reversed(made.store.revisions())]


def test_what_is_typed_is_stored_as_figures() -> None:
    made = product(ninh_son())
    saved = save(made, **RESOLVED, postal="kps")
    assert stored(made) == {
        "resolved": 118, "resolved_early": 100, "resolved_on_time": 15, "resolved_late": 3, "postal": None,
    }  # fmt: skip
    assert (saved.report.version, saved.report.saved_by, saved.report.saved_at) == (1, OFFICER.login, NOW)
    assert len(saved.changes) == 5


def test_every_change_leaves_a_revision_with_who_when_and_from_where() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    save(made, postal="9", resolved_late="0")
    latest = made.store.revisions(limit=2)
    assert {(r.subject, r.before, r.after) for r in latest} == {("postal", "7", "9"), ("resolved_late", None, "0")}
    assert {r.stamp for r in latest} == {Stamp(OFFICER.login, NOW, "form")}


def test_a_figure_that_is_emptied_is_missing_again_and_not_zero() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7, resolved=118))
    save(made, postal="")
    assert stored(made) == {"resolved": 118}


def test_nothing_is_saved_while_a_field_cannot_be_read() -> None:
    made = product(ninh_son())
    assert refused_code(made, **RESOLVED, postal="bảy") == "fields_have_problems"
    assert (made.store.is_empty(), subjects(made)) == (True, [])


def test_a_refusal_says_how_many_fields_are_wrong() -> None:
    with pytest.raises(Refused) as refused:
        save(product(ninh_son()), postal="bảy", resolved="-1")
    assert refused.value.details == {"count": 2}


def test_a_check_that_fails_without_an_explanation_is_not_saved() -> None:
    made = product(ninh_son())
    with pytest.raises(Refused) as refused:
        save(made, **UNEVEN)
    assert refused.value.code == "checks_unexplained"
    assert refused.value.details == {"checks": "Tổng đã giải quyết: cột 7 = cột 8 + cột 9 + cột 10"}
    assert made.store.is_empty()


def test_a_check_that_fails_is_saved_with_its_explanation_and_no_figure_is_corrected() -> None:
    made = product(ninh_son())
    save(made, **UNEVEN, **BECAUSE)
    assert stored(made)["resolved"] == 120
    assert made.store.report(MA_NOI, MARCH).explanations == {"resolved_total": "Hai hồ sơ công dân rút"}
    assert subjects(made)[-1] == ("explanation", "resolved_total", None, "Hai hồ sơ công dân rút")


def test_an_explanation_is_kept_while_its_check_fails() -> None:
    made = product(ninh_son())
    save(made, **UNEVEN, **BECAUSE)
    save(made, postal="7")
    assert made.store.report(MA_NOI, MARCH).explanations == {"resolved_total": "Hai hồ sơ công dân rút"}


def test_an_explanation_goes_when_its_check_holds_again() -> None:
    made = product(ninh_son())
    save(made, **UNEVEN, **BECAUSE)
    save(made, resolved="118")
    assert made.store.report(MA_NOI, MARCH).explanations == {}
    assert ("explanation", "resolved_total", "Hai hồ sơ công dân rút", None) in subjects(made)


def test_another_explanation_alone_can_be_saved() -> None:
    made = product(ninh_son())
    save(made, **UNEVEN, **BECAUSE)
    saved = save(made, **{WHY + "resolved_total": "Một hồ sơ rút, một hồ sơ nhập trùng"})
    assert (saved.changes, saved.report.version) == ((), 2)
    assert saved.report.explanations == {"resolved_total": "Một hồ sơ rút, một hồ sơ nhập trùng"}


def test_saving_without_a_change_is_refused_and_leaves_no_trace() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    before = made.store.data_version()
    assert refused_code(made) == "nothing_changed"
    assert refused_code(made, postal=" 7 ") == "nothing_changed"
    assert (made.store.data_version(), made.store.report(MA_NOI, MARCH).version) == (before, 1)


def test_no_form_of_the_demonstration_has_changes_before_somebody_types() -> None:
    made = demonstration()
    for unit in ("22810", MA_NOI, "noi-vu", "tu-phap"):
        person = Person("Cán bộ", OFFICER.role, unit)
        form = entry.open_form(made, person, unit, Month(2024, 9))
        seen = entry.examine(made, form, form.saved)
        assert (seen.changes, seen.problems, seen.unexplained) == ((), {}, ())
        assert seen.explanations == form.report.explanations


@pytest.mark.parametrize("state", [ReportState.SUBMITTED, ReportState.APPROVED])
def test_a_report_that_was_handed_in_is_locked(state: ReportState) -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    hand_over(made, state)
    with pytest.raises(Refused) as refused:
        save(made, postal="9")
    assert (refused.value.code, refused.value.details) == ("report_locked", {"state": state})
    assert stored(made) == {"postal": 7}


def test_a_report_that_was_returned_can_be_corrected() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    hand_over(made, ReportState.RETURNED)
    save(made, postal="9")
    assert stored(made) == {"postal": 9}
    assert made.store.report(MA_NOI, MARCH).state is ReportState.RETURNED


def hand_over(made: Product, state: ReportState) -> None:
    report = replace(made.store.report(MA_NOI, MARCH), state=state)
    made.store.save_report(report, changes=(), explanations={}, stamp=Stamp(COLLEAGUE.login, NOW, "form"))


def test_who_may_not_enter_may_not_save_a_form_that_somebody_else_opened() -> None:
    made = product(ninh_son())
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    with pytest.raises(Refused) as refused:
        entry.save(made, CHAIRMAN, form, {**form.saved, "postal": "7"})
    assert refused.value.code == "may_not_enter"
    assert made.store.is_empty()


def test_who_saves_second_overwrites_nothing_and_sees_what_the_first_did() -> None:
    made = with_accounts(product(ninh_son(), reports(MA_NOI, "2024-03", postal=7, resolved_late=3, circulated=12)))
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    put(made, reports(MA_NOI, "2024-03", postal=9, transactions=40), person=COLLEAGUE)
    with pytest.raises(ChangedMeanwhile) as changed:
        entry.save(made, OFFICER, form, {**form.saved, "postal": "8", "resolved_late": "2"})
    assert changed.value.details == {"who": COLLEAGUE.name, "at": NOW}
    theirs = [(c.key.measure, c.before and c.before.value, c.after and c.after.value) for c in changed.value.theirs]
    assert theirs == [("postal", 7, 9), ("transactions", None, 40)]
    assert stored(made) == {"postal": 9, "resolved_late": 3, "circulated": 12, "transactions": 40}


def test_after_a_rebase_the_own_words_stand_over_what_the_other_saved() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7, resolved_late=3))
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    typed = {**form.saved, "postal": "8", "resolved_late": "2"}
    put(made, reports(MA_NOI, "2024-03", postal=9, transactions=40), person=COLLEAGUE)
    rebased = entry.rebased(made, OFFICER, form, typed)
    assert rebased.draft == {"postal": "8", "resolved_late": "2"}
    assert (rebased.saved["postal"], entry.typed(rebased)["postal"], entry.typed(rebased)["transactions"]) == (
        "9", "8", "40",
    )  # fmt: skip
    entry.save(made, OFFICER, rebased, entry.typed(rebased))
    assert stored(made) == {"postal": 8, "resolved_late": 2, "transactions": 40}


def test_a_rebased_form_outlives_a_reload() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    put(made, reports(MA_NOI, "2024-03", postal=9), person=COLLEAGUE)
    entry.rebased(made, OFFICER, form, {**form.saved, "postal": "8"})
    again = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    assert (again.draft, again.outdated_draft) == ({"postal": "8"}, False)


def test_two_people_who_save_different_units_do_not_meet() -> None:
    made = product(ninh_son())
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    put(made, reports("22822", "2024-03", postal=9))
    put(made, reports(HUYEN, "2024-03", inspections=1))
    entry.save(made, OFFICER, form, {**form.saved, "postal": "8"})
    assert stored(made) == {"postal": 8}
