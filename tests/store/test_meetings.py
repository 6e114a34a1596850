"""Meetings: two who prepare one lose nothing, and what it looked at is frozen once, when it starts."""

import datetime as dt
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from threading import Barrier

import pytest
from sqlalchemy import Engine

from kpi.figures import Report, Stamp
from kpi.meetings import AgendaItem, ItemKind, Meeting, MeetingState, Snapshot
from kpi.months import Month
from kpi.services.store import NotEmpty, StaleMeeting, Store
from kpi.store.sqlstore import SqlStore
from tests.fakes import FakeStore

PLAN = "ninh-son-2024"
MARCH = Month(2024, 3)
LATE_FILES = AgendaItem(ItemKind.INDICATOR, "on_time", scope="22828", minutes=10)
AGENDA = (AgendaItem(ItemKind.DECISIONS), LATE_FILES, AgendaItem(ItemKind.OTHER, text="Chuẩn bị lễ 30/4"))
BLANK = Meeting(PLAN, MARCH, dt.date(2024, 4, 10), "luc.tran")
PREPARED = replace(BLANK, participants=("Bà Kator Thị Mai", "Ông Chamaléa Thiện"), agenda=AGENDA)
SCORES = b"\x1f\x8b\x00 diem thang 3" + bytes(range(256))
AFTERNOON = dt.datetime(2024, 4, 10, 7, 5, tzinfo=dt.UTC)
THREADS = 8
Save = Callable[..., Report]


def running(store: Store, stamp: Stamp, meeting: Meeting = PREPARED) -> Meeting:
    kept = store.save_meeting(meeting, stamp)
    return store.save_meeting(replace(kept, state=MeetingState.RUNNING), stamp, snapshot=SCORES)


def test_there_are_no_meetings_at_first(store: SqlStore) -> None:
    assert store.meetings(PLAN) == []
    assert (store.meeting(1), store.snapshot(1)) == (None, None)


def test_a_meeting_comes_back_as_it_was_prepared_with_its_number_and_who_prepared_it(
    store: SqlStore, stamp: Stamp
) -> None:
    told_otherwise = replace(PREPARED, version=7, prepared_by="người khác", started_at=stamp.at, place=2)
    kept = store.save_meeting(told_otherwise, stamp)
    assert kept == replace(PREPARED, number=kept.number, version=1, prepared_by=stamp.who)
    assert kept.number > 0
    assert store.meeting(kept.number) == kept
    assert store.meetings(PLAN) == [kept]


def test_meetings_come_by_day_and_of_one_day_by_number_the_newest_first(store: SqlStore, stamp: Stamp) -> None:
    days = [dt.date(2024, 5, 9), dt.date(2024, 4, 10), dt.date(2024, 5, 9)]
    may, april, again = (store.save_meeting(replace(BLANK, day=day), stamp) for day in days)
    other = store.save_meeting(replace(BLANK, plan="ninh-son-2025"), stamp)
    assert store.meetings(PLAN) == [again, may, april]
    assert store.meetings("ninh-son-2025") == [other]


def test_of_two_who_prepare_a_meeting_the_second_learns_what_the_first_saved(store: SqlStore, stamp: Stamp) -> None:
    opened = store.save_meeting(BLANK, stamp)
    first = store.save_meeting(replace(opened, agenda=AGENDA), stamp)
    with pytest.raises(StaleMeeting) as stale:
        store.save_meeting(replace(opened, chair="tam.nguyen"), stamp)
    assert stale.value.current == first == store.meeting(opened.number)
    assert store.data_version() == 2
    saved = store.save_meeting(replace(first, chair="tam.nguyen"), replace(stamp, who="lan.pham"))
    assert (saved.version, saved.chair, saved.agenda, saved.prepared_by) == (3, "tam.nguyen", AGENDA, stamp.who)


def test_of_two_who_start_a_meeting_the_second_freezes_nothing(store: SqlStore, stamp: Stamp) -> None:
    kept = store.save_meeting(PREPARED, stamp)
    started = store.save_meeting(replace(kept, state=MeetingState.RUNNING), stamp, snapshot=SCORES)
    with pytest.raises(StaleMeeting) as stale:
        store.save_meeting(replace(kept, state=MeetingState.RUNNING), stamp, snapshot=b"khac")
    assert stale.value.current == started
    assert store.snapshot(kept.number) == Snapshot.of(kept.number, SCORES)


def test_what_changes_nothing_writes_nothing(store: SqlStore, stamp: Stamp) -> None:
    kept = store.save_meeting(PREPARED, stamp)
    later = replace(stamp, who="lan.pham", at=AFTERNOON)
    assert store.save_meeting(replace(kept, prepared_by="lan.pham", place=3), later) == kept
    assert (store.meetings(PLAN), store.data_version()) == ([kept], 1)


def test_a_meeting_that_was_never_saved_is_not_replaced(store: SqlStore, stamp: Stamp) -> None:
    with pytest.raises(LookupError):
        store.save_meeting(replace(PREPARED, number=3, version=1), stamp)
    assert (store.meetings(PLAN), store.data_version()) == ([], 0)


@pytest.mark.parametrize("other", [{"plan": "ninh-son-2025"}, {"month": Month(2024, 4)}], ids=["plan", "month"])
def test_a_meeting_stays_about_its_plan_and_month(store: SqlStore, stamp: Stamp, other: dict[str, object]) -> None:
    kept = store.save_meeting(PREPARED, stamp)
    with pytest.raises(ValueError, match="another plan or month"):
        store.save_meeting(replace(kept, **other), stamp)  # type: ignore[arg-type]
    assert (store.meeting(kept.number), store.data_version()) == (kept, 1)


def test_starting_freezes_what_it_looks_at_and_brings_the_first_item_up(store: SqlStore, stamp: Stamp) -> None:
    local = replace(stamp, at=AFTERNOON.astimezone(dt.timezone(dt.timedelta(hours=7))))
    started = running(store, local)
    assert (started.state, started.version) == (MeetingState.RUNNING, 2)
    assert (started.started_at, started.closed_at) == (AFTERNOON, None)
    assert (started.place, started.shown_at) == (0, AFTERNOON)
    assert store.meeting(started.number) == started
    found = store.snapshot(started.number)
    assert found == Snapshot(started.number, SCORES, sha256(SCORES).hexdigest())


def test_a_meeting_can_start_at_once(store: SqlStore, stamp: Stamp) -> None:
    started = store.save_meeting(replace(PREPARED, state=MeetingState.RUNNING), stamp, snapshot=SCORES)
    assert (started.version, started.started_at, started.prepared_by) == (1, stamp.at, stamp.who)
    assert store.snapshot(started.number) == Snapshot.of(started.number, SCORES)


def test_a_meeting_freezes_with_its_start_only_and_does_not_start_without(store: SqlStore, stamp: Stamp) -> None:
    kept = store.save_meeting(PREPARED, stamp)
    with pytest.raises(ValueError, match="frozen"):
        store.save_meeting(replace(kept, state=MeetingState.RUNNING), stamp)
    with pytest.raises(ValueError, match="frozen"):
        store.save_meeting(replace(kept, chair="lan.pham"), stamp, snapshot=SCORES)
    assert (store.meeting(kept.number), store.snapshot(kept.number), store.data_version()) == (kept, None, 1)
    started = store.save_meeting(replace(kept, state=MeetingState.RUNNING), stamp, snapshot=SCORES)
    for again in (started, replace(started, state=MeetingState.CLOSED)):
        with pytest.raises(ValueError, match="frozen"):
            store.save_meeting(again, stamp, snapshot=b"khac")
    assert store.meeting(kept.number) == started
    assert store.snapshot(kept.number) == Snapshot.of(kept.number, SCORES)


def test_a_meeting_never_goes_back_and_skips_nothing(store: SqlStore, stamp: Stamp) -> None:
    prepared = store.save_meeting(PREPARED, stamp)
    started = running(store, stamp)
    closed = store.save_meeting(replace(started, state=MeetingState.CLOSED), replace(stamp, at=AFTERNOON))
    assert (closed.started_at, closed.closed_at) == (stamp.at, AFTERNOON)
    wrong = [(prepared, "closed"), (closed, "running"), (closed, "prepared"), (replace(PREPARED), "closed")]
    for meeting, state in wrong:
        with pytest.raises(ValueError, match="next"):
            store.save_meeting(replace(meeting, state=MeetingState(state)), stamp)
    assert store.meetings(PLAN) == [closed, prepared]


def test_the_item_on_the_screen_makes_no_version_and_no_history(store: SqlStore, stamp: Stamp) -> None:
    started = running(store, stamp)
    store.show_item(started.number, 2, AFTERNOON)
    shown = replace(started, place=2, shown_at=AFTERNOON)
    assert store.meeting(started.number) == shown
    store.show_item(started.number, 2, AFTERNOON + dt.timedelta(minutes=3))
    assert store.meeting(started.number) == shown
    assert store.data_version() == 2
    store.show_item(started.number, 0, AFTERNOON + dt.timedelta(minutes=4))
    back = store.meeting(started.number)
    assert back == replace(started, place=0, shown_at=AFTERNOON + dt.timedelta(minutes=4))


def test_a_save_leaves_the_item_on_the_screen_where_it_is(store: SqlStore, stamp: Stamp) -> None:
    started = running(store, stamp)
    store.show_item(started.number, 1, AFTERNOON)
    saved = store.save_meeting(replace(started, participants=("Ông Đạo Thanh Hà",)), stamp)
    assert (saved.place, saved.shown_at) == (1, AFTERNOON)
    assert store.meeting(saved.number) == saved


def test_only_a_running_meeting_shows_items(store: SqlStore, stamp: Stamp) -> None:
    prepared = store.save_meeting(PREPARED, stamp)
    closed = store.save_meeting(replace(running(store, stamp), state=MeetingState.CLOSED), stamp)
    for number in (prepared.number, closed.number, closed.number + 1):
        store.show_item(number, 2, AFTERNOON)
    assert store.meetings(PLAN) == [closed, prepared]


def test_the_history_tells_what_was_prepared_started_and_closed(store: SqlStore, stamp: Stamp) -> None:
    kept = store.save_meeting(replace(PREPARED, agenda=(LATE_FILES,)), stamp)
    moved = store.save_meeting(replace(kept, agenda=(), day=dt.date(2024, 4, 11)), stamp)
    started = store.save_meeting(replace(moved, state=MeetingState.RUNNING), stamp, snapshot=SCORES)
    store.save_meeting(replace(started, state=MeetingState.CLOSED), stamp)
    item = '{"kind":"indicator","subject":"on_time","scope":"22828","minutes":10,"text":""}'
    participants = '["Bà Kator Thị Mai","Ông Chamaléa Thiện"]'
    found = store.revisions(subjects=[str(kept.number)], month=MARCH)
    assert {(one.action, one.unit, one.part, one.stamp) for one in found} == {("meeting", "", "", stamp)}
    assert [(one.before, one.after) for one in reversed(found)] == [
        (
            None,
            f'{{"day":"2024-04-10","chair":"luc.tran","participants":{participants},"agenda":[{item}],'
            '"state":"prepared"}',
        ),
        (f'{{"day":"2024-04-10","agenda":[{item}]}}', '{"day":"2024-04-11","agenda":[]}'),
        ('{"state":"prepared"}', f'{{"state":"running","snapshot":"{sha256(SCORES).hexdigest()}"}}'),
        ('{"state":"running"}', '{"state":"closed"}'),
    ]
    assert store.first_broken_revision() is None


def test_a_meeting_makes_the_data_version_grow_and_brings_no_figures(store: SqlStore, save: Save, stamp: Stamp) -> None:
    save(store, {"resolved_late": 3})
    running(store, stamp)
    assert store.data_version() == 3
    assert store.changes_since(1) == store.changes_since(1, approved=True) == (3, [], [])


def test_a_demonstration_takes_its_meetings_along_and_their_numbers_are_not_used_again(
    store: SqlStore, stamp: Stamp
) -> None:
    for one in (store, FakeStore()):
        one.fill_demo([], [], stamp)
        started = running(one, stamp)
        one.remove_demo(stamp)
        assert (one.meetings(PLAN), one.snapshot(started.number)) == ([], None)
        with pytest.raises(LookupError):
            one.save_meeting(replace(started, chair="lan.pham"), stamp)
        one.fill_demo([], [], stamp)
        assert one.save_meeting(PREPARED, stamp).number > started.number


def test_real_meetings_get_no_demonstration_beside_them(store: SqlStore, stamp: Stamp) -> None:
    for one in (store, FakeStore()):
        kept = one.save_meeting(PREPARED, stamp)
        assert one.is_empty()
        with pytest.raises(NotEmpty):
            one.fill_demo([], [], stamp)
        assert (one.meetings(PLAN), one.is_demo()) == ([kept], False)


def test_of_many_who_start_a_meeting_at_once_one_has_started_it(
    url: str, store: SqlStore, connect: Callable[[str], Engine], stamp: Stamp
) -> None:
    stores = [store, SqlStore(connect(url))]
    kept = store.save_meeting(PREPARED, stamp)
    barrier = Barrier(THREADS)

    def start(person: int) -> bytes | None:
        barrier.wait()
        content = f"diem cua {person}".encode()
        try:
            stores[person % 2].save_meeting(replace(kept, state=MeetingState.RUNNING), stamp, snapshot=content)
        except StaleMeeting:
            return None
        return content

    with ThreadPoolExecutor(THREADS) as pool:
        (winner,) = [content for content in pool.map(start, range(THREADS)) if content is not None]
    assert store.snapshot(kept.number) == Snapshot.of(kept.number, winner)
    assert (store.data_version(), store.first_broken_revision()) == (2, None)


@pytest.mark.parametrize("text", ["'; DROP TABLE meeting; --", "%", 'Xã "Ma Nới"\n', "x" * 10_000])
def test_whatever_people_write_stays_data(store: SqlStore, stamp: Stamp, text: str) -> None:
    item = AgendaItem(ItemKind.OTHER, text, scope=text, text=text)
    kept = store.save_meeting(replace(PREPARED, chair=text, participants=(text, text), agenda=(item,)), stamp)
    assert store.meetings(PLAN) == [kept]
    assert store.meetings(text) == []
    assert json.loads(store.revisions()[0].after or "")["agenda"][0]["text"] == text


def story(store: Store, stamp: Stamp) -> list[object]:
    """A little of everything, and what each step answers."""
    told: list[object] = []

    def tell(meeting: Meeting, content: bytes | None = None) -> None:
        try:
            told.append(store.save_meeting(meeting, stamp, snapshot=content))
        except StaleMeeting as stale:
            told.append(("stale", stale.current))
        except (LookupError, ValueError) as wrong:
            told.append((isinstance(wrong, LookupError), wrong.args))

    tell(PREPARED)
    tell(replace(PREPARED, day=dt.date(2024, 5, 9), month=Month(2024, 4)))
    first, second = reversed(store.meetings(PLAN))
    run = replace(second, state=MeetingState.RUNNING)
    tell(first)
    tell(replace(first, version=2))
    tell(replace(first, number=second.number + 5))
    tell(run)
    tell(replace(first, month=Month(2024, 4)))
    tell(run, SCORES)
    store.show_item(first.number, 1, AFTERNOON)
    store.show_item(second.number, 1, AFTERNOON)
    store.show_item(second.number, 1, AFTERNOON + dt.timedelta(minutes=1))
    tell(run, SCORES)
    tell(replace(run, version=2, state=MeetingState.PREPARED))
    tell(replace(run, version=2, state=MeetingState.CLOSED))
    snapshots = [store.snapshot(number) for number in (first.number, second.number)]
    return [*told, snapshots, store.meetings(PLAN), store.meeting(second.number), store.revisions()]


def test_the_store_in_memory_keeps_the_same_promises(store: SqlStore, stamp: Stamp) -> None:
    assert story(FakeStore(), stamp) == story(store, stamp)
