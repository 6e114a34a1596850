"""Notes on indicators: who may write about what, what is refused, and who may take one back."""

from typing import Any

import pytest

from kpi.access import Person
from kpi.errors import Refused
from kpi.months import Month
from kpi.notes import Note, NoteKind
from kpi.plan import WHOLE
from kpi.services import notes
from kpi.services.product import Product
from tests.office import (
    ADMINISTRATOR,
    CHAIRMAN,
    COLLEAGUE,
    COORDINATOR,
    MA_NOI,
    MARCH,
    MY_SON,
    NOW,
    OFFICER,
    ninh_son,
    product,
)

TEXT = "Mất kết nối hệ thống một cửa sáu ngày"


def add(made: Product, person: Person = OFFICER, **said: Any) -> Note:
    """Add a note on the on-time rate of Ma Nới in March 2024, unless it says otherwise."""
    first: dict[str, Any] = {
        "indicator": "on_time",
        "scope": MA_NOI,
        "month": MARCH,
        "kind": NoteKind.EVENT,
        "text": TEXT,
    }
    return notes.add_note(made, person, **(first | said))


def refused_code(made: Product, person: Person = OFFICER, **said: Any) -> str:
    with pytest.raises(Refused) as refused:
        add(made, person, **said)
    assert notes.notes_of(made, "on_time") == ()
    return refused.value.code


def test_a_note_is_kept_with_its_author_and_told_by_the_history() -> None:
    made = product(ninh_son())
    note = add(made, text=f"  {TEXT}\n")
    assert (note.text, note.who, note.at) == (TEXT, OFFICER.login, NOW)
    assert notes.notes_of(made, "on_time") == (note,)
    assert notes.notes_of(made, "online") == ()
    (revision,) = made.store.revisions(unit=MA_NOI)
    assert (revision.action, revision.subject, revision.month) == ("note", "on_time", MARCH)


@pytest.mark.parametrize(
    ("person", "scope", "allowed"),
    [
        (OFFICER, MA_NOI, True),
        (OFFICER, MY_SON, False),
        (OFFICER, WHOLE, False),
        (OFFICER, "commune", False),
        (CHAIRMAN, WHOLE, True),
        (CHAIRMAN, "commune", True),
        (COORDINATOR, MY_SON, True),
        (ADMINISTRATOR, WHOLE, False),
    ],
)
def test_a_reporter_writes_about_the_own_unit_and_leaders_about_every_scope(
    person: Person, scope: str, *, allowed: bool
) -> None:
    made = product(ninh_son())
    if allowed:
        assert add(made, person, scope=scope).scope == scope
    else:
        assert refused_code(made, person, scope=scope) == "may_not_write_note"


@pytest.mark.parametrize("person", [OFFICER, CHAIRMAN])
def test_only_a_coordinator_begins_a_control_chart_anew_and_says_why(person: Person) -> None:
    made = product(ninh_son())
    assert refused_code(made, person, kind=NoteKind.REBASE) == "may_not_rebase"
    assert refused_code(made, COORDINATOR, kind=NoteKind.REBASE, text=" ") == "note_empty"
    assert add(made, COORDINATOR, kind=NoteKind.REBASE).kind is NoteKind.REBASE


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"text": " \n"}, "note_empty"),
        ({"text": "a" * 501}, "note_long"),
        ({"month": Month(2022, 12)}, "month_outside_plan"),
        ({"month": Month(2025, 1)}, "month_outside_plan"),
    ],
)
def test_what_is_no_note_is_refused(said: dict[str, Any], code: str) -> None:
    assert refused_code(product(ninh_son()), **said) == code


def test_a_note_may_stand_on_any_month_that_figures_are_entered_for() -> None:
    made = product(ninh_son())
    for month in (Month(2023, 1), Month(2024, 12)):
        add(made, month=month, text="a" * 500)
    assert [note.month for note in notes.notes_of(made, "on_time")] == [Month(2023, 1), Month(2024, 12)]


@pytest.mark.parametrize(("person", "allowed"), [(OFFICER, True), (COORDINATOR, True), (COLLEAGUE, False)])
def test_a_note_is_taken_back_by_its_author_or_the_coordinator(person: Person, *, allowed: bool) -> None:
    made = product(ninh_son())
    note = add(made)
    assert notes.may_withdraw(made, person, note) is allowed
    if allowed:
        notes.withdraw_note(made, person, note.number)
        assert notes.notes_of(made, "on_time") == ()
        return
    with pytest.raises(Refused) as refused:
        notes.withdraw_note(made, person, note.number)
    assert refused.value.code == "may_not_withdraw_note"
    assert notes.notes_of(made, "on_time") == (note,)


def test_a_note_that_is_gone_is_said_to_be_gone() -> None:
    made = product(ninh_son())
    note = add(made)
    notes.withdraw_note(made, OFFICER, note.number)
    with pytest.raises(Refused) as refused:
        notes.withdraw_note(made, OFFICER, note.number)
    assert refused.value.code == "note_gone"
