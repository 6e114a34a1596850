"""Decisions and what became of them: nothing is lost, and the history tells what changed."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from kpi.figures import Report, Stamp
from kpi.meetings import AgendaItem, Decision, FollowUp, ItemKind, Meeting, MeetingState
from kpi.months import Month
from kpi.services.store import StaleDecision, Store
from kpi.store.engine import writing
from kpi.store.migrate import migrate
from kpi.store.sqlstore import SqlStore
from tests.fakes import FakeStore

PLAN = "ninh-son-2024"
MARCH = Month(2024, 3)
PREPARED = Meeting(PLAN, MARCH, dt.date(2024, 4, 10), "luc.tran")
ITEM = AgendaItem(ItemKind.INDICATOR, "on_time", scope="22828", minutes=10)
WORDS = "Bổ sung một công chức cho bộ phận một cửa"
TOLD = "Đã có quyết định điều động"
DUE = dt.date(2024, 4, 30)
THREADS = 8
Save = Callable[..., Report]


def held(store: Store, stamp: Stamp, meeting: Meeting = PREPARED) -> int:
    """The number of a meeting that runs."""
    started = replace(meeting, state=MeetingState.RUNNING)
    return store.save_meeting(started, stamp, snapshot=b"diem").number


def decided(meeting: int, unit: str = "22828") -> Decision:
    return Decision(meeting, WORDS, unit, DUE, ITEM)


def test_nothing_was_decided_at_first(store: SqlStore) -> None:
    assert store.decisions() == []
    assert store.decision(1) is None


def test_a_decision_comes_back_with_its_number_its_author_and_its_time(store: SqlStore, stamp: Stamp) -> None:
    meeting = held(store, stamp)
    local = replace(stamp, at=stamp.at.astimezone(dt.timezone(dt.timedelta(hours=7))))
    told = replace(decided(meeting), version=4, made_by="người khác", follow_ups=(FollowUp("?", "ai", stamp.at),))
    kept = store.save_decision(told, local)
    assert kept == replace(decided(meeting), number=kept.number, version=1, made_by=stamp.who, made_at=stamp.at)
    assert kept.number > 0
    assert kept.made_at is not None
    assert kept.made_at.tzinfo is dt.UTC
    assert store.decision(kept.number) == kept
    assert store.decisions() == [kept]


def test_decisions_come_by_number_of_a_meeting_and_of_a_unit(store: SqlStore, stamp: Stamp) -> None:
    april, may = held(store, stamp), held(store, stamp)
    first = store.save_decision(decided(may, "noi-vu"), stamp)
    second, third = (store.save_decision(decided(april, unit), stamp) for unit in ("22828", "noi-vu"))
    for decision in (first, third):
        store.add_follow_up(decision.number, TOLD, stamp)
    numbers = [first.number, second.number, third.number]
    assert [one.number for one in store.decisions()] == numbers == sorted(numbers)
    assert [len(one.follow_ups) for one in store.decisions()] == [1, 0, 1]
    assert [one.number for one in store.decisions(meeting=april)] == numbers[1:]
    assert [one.number for one in store.decisions(unit="noi-vu")] == [first.number, third.number]
    assert [one.number for one in store.decisions(meeting=april, unit="noi-vu")] == [third.number]
    assert store.decisions(meeting=may + 1) == store.decisions(unit="22810") == []


def test_of_two_who_change_a_decision_the_second_learns_what_the_first_saved(store: SqlStore, stamp: Stamp) -> None:
    opened = store.save_decision(decided(held(store, stamp)), stamp)
    first = store.save_decision(replace(opened, done_on=dt.date(2024, 4, 26)), stamp)
    with pytest.raises(StaleDecision) as stale:
        store.save_decision(replace(opened, text="Bổ sung hai công chức"), stamp)
    assert stale.value.current == first == store.decision(opened.number)
    assert store.data_version() == 3
    later = replace(stamp, who="lan.pham", at=stamp.at + dt.timedelta(days=1))
    moved = store.save_decision(replace(first, unit="noi-vu", due=dt.date(2024, 5, 15), done_on=None), later)
    assert moved == replace(opened, unit="noi-vu", due=dt.date(2024, 5, 15), version=3)
    assert store.decision(opened.number) == moved


def test_what_changes_nothing_writes_nothing(store: SqlStore, stamp: Stamp) -> None:
    kept = store.save_decision(decided(held(store, stamp)), stamp)
    followed = store.add_follow_up(kept.number, TOLD, stamp)
    assert store.save_decision(replace(kept, made_by="lan.pham", made_at=None), stamp) == followed
    assert (store.decisions(), store.data_version()) == ([followed], 3)


def test_a_decision_stays_that_of_its_meeting_and_item(store: SqlStore, stamp: Stamp) -> None:
    meeting, other = held(store, stamp), held(store, stamp)
    kept = store.save_decision(decided(meeting), stamp)
    for changed in (replace(kept, meeting=other), replace(kept, item=AgendaItem(ItemKind.STATE))):
        with pytest.raises(ValueError, match="another meeting or item"):
            store.save_decision(changed, stamp)
    assert (store.decisions(), store.data_version()) == ([kept], 3)


def test_nothing_is_decided_where_there_is_no_meeting_and_nothing_replaced_that_was_never_decided(
    store: SqlStore, stamp: Stamp
) -> None:
    meeting = held(store, stamp)
    with pytest.raises(LookupError):
        store.save_decision(decided(meeting + 1), stamp)
    with pytest.raises(LookupError):
        store.save_decision(replace(decided(meeting), number=1, version=1), stamp)
    with pytest.raises(LookupError):
        store.add_follow_up(1, TOLD, stamp)
    assert (store.decisions(), store.data_version()) == ([], 1)


def test_follow_ups_stay_in_the_order_in_which_they_were_written(store: SqlStore, stamp: Stamp) -> None:
    kept = store.save_decision(decided(held(store, stamp)), stamp)
    earlier = replace(stamp, who="mai.kator", at=stamp.at - dt.timedelta(hours=1))
    store.add_follow_up(kept.number, TOLD, stamp)
    followed = store.add_follow_up(kept.number, "Công chức mới đã nhận việc", earlier)
    notes = (FollowUp(TOLD, stamp.who, stamp.at), FollowUp("Công chức mới đã nhận việc", "mai.kator", earlier.at))
    assert followed == replace(kept, follow_ups=notes)
    assert store.decision(kept.number) == followed


def test_who_had_a_decision_open_still_saves_it_after_a_follow_up_and_loses_none(store: SqlStore, stamp: Stamp) -> None:
    kept = store.save_decision(decided(held(store, stamp)), stamp)
    followed = store.add_follow_up(kept.number, TOLD, stamp)
    saved = store.save_decision(replace(kept, done_on=DUE), stamp)
    assert saved == replace(followed, done_on=DUE, version=2)
    assert store.decision(kept.number) == saved


def test_the_history_tells_the_fields_that_changed_and_every_follow_up(store: SqlStore, stamp: Stamp) -> None:
    meeting = held(store, stamp)
    kept = store.save_decision(decided(meeting), stamp)
    store.save_decision(replace(kept, done_on=DUE, text="Điều động một công chức"), stamp)
    store.add_follow_up(kept.number, TOLD, replace(stamp, who="mai.kator"))
    found = store.revisions(unit="22828", subjects=[str(kept.number)], month=MARCH)
    assert [(one.action, one.part, one.stamp.who) for one in found] == [
        ("follow_up", "", "mai.kator"),
        ("decision", "", stamp.who),
        ("decision", "", stamp.who),
    ]
    assert [(one.before, one.after) for one in found] == [
        (None, TOLD),
        (f'{{"text":"{WORDS}","done_on":null}}', '{"text":"Điều động một công chức","done_on":"2024-04-30"}'),
        (None, f'{{"text":"{WORDS}","unit":"22828","due":"2024-04-30","meeting":{meeting}}}'),
    ]
    assert store.first_broken_revision() is None


def test_a_decision_that_passes_to_another_unit_is_in_the_history_of_that_unit(store: SqlStore, stamp: Stamp) -> None:
    kept = store.save_decision(decided(held(store, stamp)), stamp)
    store.save_decision(replace(kept, unit="noi-vu"), stamp)
    (passed,) = store.revisions(unit="noi-vu")
    assert (passed.before, passed.after) == ('{"unit":"22828"}', '{"unit":"noi-vu"}')


def test_decisions_make_the_data_version_grow_and_bring_no_figures(store: SqlStore, save: Save, stamp: Stamp) -> None:
    save(store, {"resolved_late": 3})
    kept = store.save_decision(decided(held(store, stamp)), stamp)
    store.add_follow_up(kept.number, TOLD, stamp)
    assert store.data_version() == 4
    assert store.changes_since(1) == store.changes_since(1, approved=True) == (4, [], [])


def test_a_demonstration_takes_its_decisions_along_and_their_numbers_are_not_used_again(
    store: SqlStore, stamp: Stamp
) -> None:
    for one in (store, FakeStore()):
        one.fill_demo([], [], stamp)
        kept = one.save_decision(decided(held(one, stamp)), stamp)
        one.add_follow_up(kept.number, TOLD, stamp)
        one.remove_demo(stamp)
        assert (one.decisions(), one.decision(kept.number)) == ([], None)
        again = one.save_decision(decided(held(one, stamp)), stamp)
        assert again.number > kept.number
        assert again.follow_ups == ()


def test_of_many_who_write_at_once_every_follow_up_is_kept(
    url: str, store: SqlStore, connect: Callable[[str], Engine], stamp: Stamp
) -> None:
    stores = [store, SqlStore(connect(url))]
    number = store.save_decision(decided(held(store, stamp)), stamp).number
    barrier = Barrier(THREADS)

    def write(person: int) -> None:
        barrier.wait()
        stores[person % 2].add_follow_up(number, f"Lời thứ {person}", stamp)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(write, range(THREADS)))
    (found,) = store.decisions()
    assert {one.text for one in found.follow_ups} == {f"Lời thứ {person}" for person in range(THREADS)}
    assert (len(found.follow_ups), store.data_version(), store.first_broken_revision()) == (THREADS, 2 + THREADS, None)


@pytest.mark.parametrize("text", ["'; DROP TABLE decision; --", "%", 'Xã "Ma Nới"\n', "x" * 10_000])
def test_whatever_people_write_stays_data(store: SqlStore, stamp: Stamp, text: str) -> None:
    item = AgendaItem(ItemKind.OTHER, text, scope=text, text=text)
    kept = store.save_decision(Decision(held(store, stamp), text, text, DUE, item), stamp)
    followed = store.add_follow_up(kept.number, text, stamp)
    assert store.decisions(unit=text) == [followed]
    assert store.decisions(unit="22828") == []


def test_tables_of_the_version_before_keep_their_rows_and_get_a_place_for_meetings(
    url: str, connect: Callable[[str], Engine], stamp: Stamp
) -> None:
    engine = connect(url)
    config = Config()
    config.set_main_option("script_location", "kpi.store:migrations")
    config.set_main_option("path_separator", "os")
    note = (
        "INSERT INTO note (plan, indicator, scope, month, kind, text, who, at) VALUES"
        " ('ninh-son-2024', 'on_time', '22828', 24290, 'event', 'Mất điện', 'mai', '2024-04-03T02:30:00.000000+00:00')"
    )
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        connection.exec_driver_sql(note)
    migrate(engine)
    store = SqlStore(engine)
    assert [(one.text, one.month, one.who, one.at) for one in store.notes(PLAN)] == [
        ("Mất điện", MARCH, "mai", dt.datetime(2024, 4, 3, 2, 30, tzinfo=dt.UTC))
    ]
    kept = store.save_decision(decided(held(store, stamp)), stamp)
    assert store.decisions() == [kept]


def story(store: Store, stamp: Stamp) -> list[object]:
    """A little of everything, and what each step answers."""
    told: list[object] = []

    def tell(decision: Decision) -> None:
        try:
            told.append(store.save_decision(decision, stamp))
        except StaleDecision as stale:
            told.append(("stale", stale.current))
        except (LookupError, ValueError) as wrong:
            told.append((isinstance(wrong, LookupError), wrong.args))

    meeting, other = held(store, stamp), held(store, stamp)
    tell(decided(meeting))
    tell(decided(other, "noi-vu"))
    tell(decided(other + 1))
    first, second = store.decisions()
    told += [store.add_follow_up(second.number, TOLD, stamp), store.add_follow_up(second.number, "Xong", stamp)]
    tell(replace(second, done_on=DUE))
    tell(replace(second, text="Cũ"))
    tell(replace(first, made_by="ai"))
    tell(replace(first, meeting=other))
    tell(replace(first, number=second.number + 5))
    with pytest.raises(LookupError):
        store.add_follow_up(second.number + 1, TOLD, stamp)
    found = [store.decisions(meeting=other), store.decisions(unit="22828"), store.decision(second.number)]
    return [*told, *found, store.decisions(), store.revisions()]


def test_the_store_in_memory_keeps_the_same_promises(store: SqlStore, stamp: Stamp) -> None:
    assert story(FakeStore(), stamp) == story(store, stamp)
