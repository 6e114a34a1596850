"""Notes on indicators: numbered once for ever, withdrawn but not forgotten."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine, func, select

from kpi.figures import Report, Stamp
from kpi.months import Month
from kpi.notes import Note, NoteKind
from kpi.services.store import Store
from kpi.store import tables
from kpi.store.engine import reading
from kpi.store.sqlstore import SqlStore
from tests.fakes import FakeStore

PLAN = "ninh-son-2024"
MAY = Month(2024, 5)
EVENT = Note(PLAN, "on_time", "22831", MAY, NoteKind.EVENT, "Cấp giấy chứng nhận đồng loạt cho ba thôn")
REMARK = Note(PLAN, "on_time", "commune", Month(2024, 3), NoteKind.REMARK, "Nghỉ Tết kéo dài")
REBASE = Note(PLAN, "portal_connected", "all", Month(2023, 7), NoteKind.REBASE, "Đã kết nối cả hai hệ thống")
Save = Callable[..., Report]


def test_there_are_no_notes_at_first(store: SqlStore) -> None:
    assert store.notes(PLAN) == []
    assert store.note(1) is None


def test_a_note_comes_back_with_its_number_its_author_and_its_time(store: SqlStore, stamp: Stamp) -> None:
    local = replace(stamp, at=stamp.at.astimezone(dt.timezone(dt.timedelta(hours=7))))
    kept = store.add_note(replace(EVENT, who="người khác", number=99), local)
    assert kept == replace(EVENT, who=stamp.who, at=stamp.at, number=kept.number)
    assert kept.number > 0
    assert kept.at is not None
    assert kept.at.tzinfo is dt.UTC
    assert store.note(kept.number) == kept
    assert store.notes(PLAN) == [kept]


def test_notes_come_by_month_and_number_and_by_what_they_are_about(store: SqlStore, stamp: Stamp) -> None:
    event, remark, rebase = (store.add_note(note, stamp) for note in (EVENT, REMARK, REBASE))
    second = store.add_note(replace(EVENT, scope="all", text="Cả huyện"), stamp)
    other_plan = store.add_note(replace(EVENT, plan="ninh-son-2025"), stamp)
    assert store.notes(PLAN) == [rebase, remark, event, second]
    assert store.notes(PLAN, indicator="on_time") == [remark, event, second]
    assert store.notes(PLAN, indicator="postal_growth") == []
    assert store.notes("ninh-son-2025", indicator="on_time") == [other_plan]


def test_a_withdrawn_note_is_shown_nowhere_and_stays_in_the_database(
    engine: Engine, store: SqlStore, stamp: Stamp
) -> None:
    kept, other = store.add_note(EVENT, stamp), store.add_note(REMARK, stamp)
    store.withdraw_note(kept.number, replace(stamp, who="Chamaléa Hương"))
    assert store.note(kept.number) is None
    assert store.notes(PLAN) == [other]
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(tables.note)) == 2


def test_a_note_is_withdrawn_once(store: SqlStore, stamp: Stamp) -> None:
    kept = store.add_note(EVENT, stamp)
    store.withdraw_note(kept.number, stamp)
    for number in (kept.number, kept.number + 1, 0):
        with pytest.raises(LookupError):
            store.withdraw_note(number, stamp)
    assert store.data_version() == 2


def test_a_number_is_never_used_again(store: SqlStore, stamp: Stamp) -> None:
    demo = Stamp("Quản trị", stamp.at, "demo")
    store.fill_demo([], [], demo, notes=[EVENT, REMARK])
    (remark, event) = store.notes(PLAN)
    assert event.number < remark.number
    store.remove_demo(demo)
    again = store.add_note(EVENT, stamp)
    assert again.number > remark.number
    store.withdraw_note(again.number, stamp)
    assert store.add_note(EVENT, stamp).number > again.number


def test_the_history_tells_of_a_note_and_of_its_end(store: SqlStore, stamp: Stamp) -> None:
    kept = store.add_note(EVENT, stamp)
    store.withdraw_note(kept.number, replace(stamp, reason="Nhầm xã"))
    words = f'{{"number":{kept.number},"kind":"event","text":"Cấp giấy chứng nhận đồng loạt cho ba thôn"}}'
    withdrawn, added = store.revisions(unit="22831", subjects=["on_time"], month=MAY)
    assert (added.action, added.stamp, added.before, added.after) == ("note", stamp, None, words)
    assert (withdrawn.action, withdrawn.before, withdrawn.after) == ("note_withdrawn", words, None)
    for revision in (added, withdrawn):
        assert (revision.unit, revision.month, revision.subject, revision.part) == ("22831", MAY, "on_time", "")
    assert withdrawn.stamp.reason == "Nhầm xã"
    assert store.first_broken_revision() is None


def test_the_history_names_a_scope_that_is_no_unit_too(store: SqlStore, stamp: Stamp) -> None:
    store.add_note(REMARK, stamp)
    store.add_note(REBASE, stamp)
    assert [revision.unit for revision in store.revisions()] == ["all", "commune"]


def test_notes_make_the_data_version_grow_and_bring_no_figures(store: SqlStore, save: Save, stamp: Stamp) -> None:
    save(store, {"on_time": 3})
    kept = store.add_note(EVENT, stamp)
    store.withdraw_note(kept.number, stamp)
    assert store.data_version() == 3
    assert store.changes_since(1) == store.changes_since(1, approved=True) == (3, [], [])


@pytest.mark.parametrize("text", ["'; DROP TABLE note; --", "%", "Dòng một\nDòng hai", "x" * 10_000])
def test_whatever_a_note_says_stays_data(store: SqlStore, stamp: Stamp, text: str) -> None:
    kept = store.add_note(replace(EVENT, indicator=text, scope=text, text=text), stamp)
    assert store.notes(PLAN, indicator=text) == [kept]
    assert store.notes(text) == store.notes(PLAN, indicator="on_time") == []


def story(store: Store, stamp: Stamp) -> list[object]:
    """A little of everything, and what each step answers."""
    kept = [store.add_note(note, stamp) for note in (EVENT, REMARK, REBASE)]
    store.withdraw_note(kept[1].number, stamp)
    with pytest.raises(LookupError):
        store.withdraw_note(kept[1].number, stamp)
    again = store.add_note(REMARK, stamp)
    found = [store.note(note.number) for note in (*kept, again)]
    return [kept, again, found, store.notes(PLAN), store.notes(PLAN, indicator="on_time"), store.revisions()]


def test_the_store_in_memory_keeps_the_same_promises(store: SqlStore, stamp: Stamp) -> None:
    assert story(FakeStore(), stamp) == story(store, stamp)
