"""What is typed and not saved: kept for its person, forgotten when saved, marked when the report moved on."""

import pytest

from kpi.errors import Refused
from kpi.services import entry
from tests.builders import reports
from tests.office import CHAIRMAN, COLLEAGUE, MA_NOI, MARCH, OFFICER, ninh_son, product, put, stored


def test_a_draft_survives_a_reload() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    entry.keep_draft(made, OFFICER, form, {**form.saved, "postal": "8", "resolved": "mười"})
    again = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    assert again.draft == {"postal": "8", "resolved": "mười"}
    assert (entry.typed(again)["postal"], entry.typed(again)["resolved"]) == ("8", "mười")
    assert not again.outdated_draft


def test_a_draft_is_no_figure() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    version = made.store.data_version()
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    entry.keep_draft(made, OFFICER, form, {**form.saved, "postal": "8"})
    assert (stored(made), made.store.data_version()) == ({"postal": 7}, version)


def test_a_draft_belongs_to_its_person() -> None:
    made = product(ninh_son())
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    entry.keep_draft(made, OFFICER, form, {**form.saved, "postal": "8"})
    assert entry.open_form(made, COLLEAGUE, MA_NOI, MARCH).draft == {}
    assert entry.open_form(made, OFFICER, MA_NOI, MARCH - 1).draft == {}


def test_texts_that_say_what_is_saved_are_no_draft() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    entry.keep_draft(made, OFFICER, form, {**form.saved, "postal": "8"})
    entry.keep_draft(made, OFFICER, form, form.saved)
    assert made.store.draft(MA_NOI, MARCH, OFFICER.login) == {}


def test_an_emptied_figure_is_kept_as_a_draft() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    entry.keep_draft(made, OFFICER, form, {**form.saved, "postal": ""})
    assert entry.open_form(made, OFFICER, MA_NOI, MARCH).draft == {"postal": ""}


def test_saving_forgets_the_draft() -> None:
    made = product(ninh_son())
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    texts = {**form.saved, "postal": "8"}
    entry.keep_draft(made, OFFICER, form, texts)
    entry.save(made, OFFICER, form, texts)
    assert entry.open_form(made, OFFICER, MA_NOI, MARCH).draft == {}


def test_a_refused_save_keeps_the_draft() -> None:
    made = product(ninh_son())
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    texts = {**form.saved, "postal": "tám"}
    entry.keep_draft(made, OFFICER, form, texts)
    with pytest.raises(Refused):
        entry.save(made, OFFICER, form, texts)
    assert entry.open_form(made, OFFICER, MA_NOI, MARCH).draft == {"postal": "tám"}


def test_a_draft_is_outdated_once_somebody_saved_the_report() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    entry.keep_draft(made, OFFICER, form, {**form.saved, "postal": "8"})
    put(made, reports(MA_NOI, "2024-03", transactions=40), person=COLLEAGUE)
    again = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    assert (again.draft, again.outdated_draft) == ({"postal": "8"}, True)


def test_a_form_without_a_draft_is_never_outdated() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    put(made, reports(MA_NOI, "2024-03", postal=9))
    assert not entry.open_form(made, OFFICER, MA_NOI, MARCH).outdated_draft


def test_who_may_not_enter_leaves_no_draft() -> None:
    made = product(ninh_son())
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    with pytest.raises(Refused) as refused:
        entry.keep_draft(made, CHAIRMAN, form, {**form.saved, "postal": "8"})
    assert refused.value.code == "may_not_enter"
    assert made.store.draft(MA_NOI, MARCH, CHAIRMAN.login) == {}
