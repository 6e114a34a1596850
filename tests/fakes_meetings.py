"""Meetings, what they looked at and what they decided, of a store in memory: a part of `tests.fakes.FakeStore`."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from kpi.figures import Stamp
from kpi.meetings import Decision, FollowUp, Meeting, MeetingState, Snapshot
from kpi.services.store import StaleDecision, StaleMeeting
from kpi.store import decisions as stored_decisions
from kpi.store import meetings as stored_meetings
from kpi.store.instants import in_utc
from tests.fakes_accounts import HistoryInMemory


class MeetingsInMemory(HistoryInMemory):
    """`MeetingStore` in memory."""

    def __init__(self) -> None:
        super().__init__()
        self._meetings: dict[int, Meeting] = {}
        self._snapshots: dict[int, Snapshot] = {}
        self._decisions: dict[int, Decision] = {}
        self._meeting_numbers = count(1)
        self._decision_numbers = count(1)

    def meetings(self, plan: str) -> Sequence[Meeting]:
        found = [meeting for meeting in self._meetings.values() if meeting.plan == plan]
        return sorted(found, key=lambda meeting: (meeting.day, meeting.number), reverse=True)

    def meeting(self, number: int) -> Meeting | None:
        return self._meetings.get(number)

    def save_meeting(self, meeting: Meeting, stamp: Stamp, *, snapshot: bytes | None = None) -> Meeting:
        stored = self._meetings[meeting.number] if meeting.number else None
        if stored is not None and stored.version != meeting.version:
            raise StaleMeeting(stored)
        frozen = None if snapshot is None else Snapshot.of(meeting.number, snapshot)
        saved = stored_meetings.after(stored, meeting, stamp, frozen=frozen)
        before, after = stored_meetings.texts(stored, saved, frozen=frozen)
        if stored is not None and before == after:
            return stored
        saved = saved if stored is not None else replace(saved, number=next(self._meeting_numbers))
        self._meetings[saved.number] = saved
        if frozen is not None:
            self._snapshots[saved.number] = replace(frozen, meeting=saved.number)
        self._write("meeting", stamp, "", saved.month, str(saved.number), "", before, after)
        return saved

    def show_item(self, number: int, place: int, at: dt.datetime) -> None:
        meeting = self._meetings.get(number)
        if meeting is not None and meeting.state is MeetingState.RUNNING and meeting.place != place:
            self._meetings[number] = replace(meeting, place=place, shown_at=in_utc(at))

    def snapshot(self, number: int) -> Snapshot | None:
        return self._snapshots.get(number)

    def decisions(self, *, meeting: int | None = None, unit: str | None = None) -> Sequence[Decision]:
        found = [one for one in self._decisions.values() if meeting in {None, one.meeting} and unit in {None, one.unit}]
        return sorted(found, key=lambda one: one.number)

    def decision(self, number: int) -> Decision | None:
        return self._decisions.get(number)

    def save_decision(self, decision: Decision, stamp: Stamp) -> Decision:
        stored = self._decisions[decision.number] if decision.number else None
        if stored is not None and stored.version != decision.version:
            raise StaleDecision(stored)
        saved = stored_decisions.after(stored, decision, stamp)
        meeting = self._meetings[saved.meeting]
        before, after = stored_decisions.texts(stored, saved)
        if stored is not None and before == after:
            return stored
        saved = saved if stored is not None else replace(saved, number=next(self._decision_numbers))
        self._decisions[saved.number] = saved
        self._write("decision", stamp, saved.unit, meeting.month, str(saved.number), "", before, after)
        return saved

    def add_follow_up(self, decision: int, text: str, stamp: Stamp) -> Decision:
        followed = self._decisions[decision]
        written = FollowUp(text, stamp.who, in_utc(stamp.at))
        followed = replace(followed, follow_ups=(*followed.follow_ups, written))
        self._decisions[decision] = followed
        month = self._meetings[followed.meeting].month
        self._write("follow_up", stamp, followed.unit, month, str(decision), "", None, text)
        return followed

    def _clear_meetings(self) -> None:
        self._meetings.clear()
        self._snapshots.clear()
        self._decisions.clear()
