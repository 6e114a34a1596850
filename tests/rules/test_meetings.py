"""Meetings go one way, and decisions are open, late and in order on a day."""

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.meetings import (
    TRANSITIONS,
    AgendaItem,
    Decision,
    ItemKind,
    MeetingState,
    MeetingStep,
    Snapshot,
    days_late,
    is_open,
    open_first,
    repeated,
)

MA_NOI = AgendaItem(ItemKind.UNIT, "22828")
DUE = dt.date(2024, 4, 30)
DAYS = st.dates(dt.date(2024, 2, 1), dt.date(2024, 4, 1))


def decided(due: dt.date = DUE, *, done_on: dt.date | None = None, number: int = 1) -> Decision:
    return Decision(4, "Bổ sung một công chức một cửa", "22828", due, MA_NOI, number=number, done_on=done_on)


decisions = st.builds(decided, DAYS, done_on=st.none() | DAYS, number=st.integers(1, 9))


@pytest.mark.parametrize("state", MeetingState)
@pytest.mark.parametrize("step", MeetingStep)
def test_a_meeting_is_prepared_then_run_or_cancelled_then_closed_and_nothing_else(
    state: MeetingState, step: MeetingStep
) -> None:
    allowed = {
        ("prepared", "prepare"): "prepared",
        ("prepared", "start"): "running",
        ("running", "close"): "closed",
        ("prepared", "cancel"): "cancelled",
    }
    assert TRANSITIONS.get((state, step)) == allowed.get((state.value, step.value))


@pytest.mark.parametrize(
    ("day", "done_on", "late"),
    [
        (dt.date(2024, 4, 29), None, 0),
        (DUE, None, 0),
        (dt.date(2024, 5, 1), None, 1),
        (dt.date(2024, 6, 15), None, 46),
        (dt.date(2024, 6, 15), dt.date(2024, 4, 12), 0),
        (dt.date(2024, 6, 15), DUE, 0),
        (dt.date(2024, 6, 15), dt.date(2024, 5, 6), 6),
        (dt.date(2024, 5, 2), dt.date(2024, 5, 6), 2),
    ],
    ids=["before", "on-the-day", "a-day-late", "weeks-late", "done-early", "done-in-time", "done-late", "not-done-yet"],
)
def test_a_decision_is_late_from_the_day_after_it_is_due_until_it_is_done(
    day: dt.date, done_on: dt.date | None, late: int
) -> None:
    assert days_late(decided(done_on=done_on), day) == late


@given(decision=decisions, day=DAYS)
def test_the_days_late_are_those_after_the_due_day_on_which_it_was_open(decision: Decision, day: dt.date) -> None:
    until = [dt.date(2024, 2, 1) + dt.timedelta(days=days) for days in range((day - dt.date(2024, 2, 1)).days + 1)]
    still_open = [one for one in until if decision.done_on is None or one <= decision.done_on]
    assert days_late(decision, day) == sum(one > decision.due for one in still_open)


def test_what_was_done_after_a_day_was_open_on_it() -> None:
    done = decided(done_on=dt.date(2024, 5, 6))
    assert is_open(done, dt.date(2024, 5, 5))
    assert not is_open(done, dt.date(2024, 5, 6))
    assert is_open(decided(), dt.date(2030, 1, 1))


def test_open_decisions_come_by_due_day_and_done_ones_after_them() -> None:
    soon, long_late = decided(dt.date(2024, 5, 20), number=1), decided(dt.date(2024, 3, 31), number=2)
    done = decided(dt.date(2024, 2, 29), done_on=dt.date(2024, 3, 8), number=3)
    late, second = decided(dt.date(2024, 4, 15), number=4), decided(dt.date(2024, 4, 15), number=5)
    ordered = open_first([done, soon, second, late, long_late], dt.date(2024, 5, 6))
    assert [one.number for one in ordered] == [2, 4, 5, 1, 3]
    assert [one.number for one in open_first(ordered, dt.date(2024, 3, 7))] == [3, 2, 4, 5, 1]


@given(several=st.lists(decisions, max_size=6), day=DAYS)
def test_no_open_decision_stands_below_a_done_one_or_one_that_is_less_late(
    several: Sequence[Decision], day: dt.date
) -> None:
    ordered = open_first(several, day)
    still_open = [one for one in ordered if is_open(one, day)]
    assert list(ordered[: len(still_open)]) == still_open
    assert sorted(map(id, ordered)) == sorted(map(id, several))
    lateness = [days_late(one, day) for one in still_open]
    assert lateness == sorted(lateness, reverse=True)


def test_an_item_is_there_twice_where_it_is_about_the_same_whatever_its_minutes() -> None:
    on_time = AgendaItem(ItemKind.INDICATOR, "on_time", "22828")
    others = AgendaItem(ItemKind.INDICATOR, "on_time", "all"), AgendaItem(ItemKind.INDICATOR, "online", "22828")
    assert (
        repeated([on_time, *others, MA_NOI, AgendaItem(ItemKind.OTHER, text="A"), AgendaItem(ItemKind.OTHER)]) is None
    )
    again = AgendaItem(ItemKind.INDICATOR, "on_time", "22828", minutes=20)
    assert repeated([on_time, *others, again, MA_NOI, MA_NOI]) == again


def test_a_snapshot_carries_the_hash_of_its_bytes() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert Snapshot.of(4, b"") == Snapshot(4, b"", empty)
    assert Snapshot.of(4, b"\x1f\x8b").hash != empty
