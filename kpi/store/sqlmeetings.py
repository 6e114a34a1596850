"""Meetings, what they decided and what they looked at, on a database."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Engine

from kpi.figures import Stamp
from kpi.meetings import Decision, Meeting, Snapshot
from kpi.store import decisions, meetings
from kpi.store.engine import reading, writing


class SqlMeetings:
    """`kpi.services.store.MeetingStore` on SQLite or PostgreSQL."""

    _engine: Engine

    def meetings(self, plan: str) -> Sequence[Meeting]:
        with reading(self._engine) as connection:
            return meetings.of_plan(connection, plan)

    def meeting(self, number: int) -> Meeting | None:
        with reading(self._engine) as connection:
            return meetings.of_number(connection, number)

    def save_meeting(self, meeting: Meeting, stamp: Stamp, *, snapshot: bytes | None = None) -> Meeting:
        with writing(self._engine) as connection:
            return meetings.save(connection, meeting, stamp, content=snapshot)

    def show_item(self, number: int, place: int, at: dt.datetime) -> None:
        with writing(self._engine) as connection:
            meetings.show(connection, number, place, at)

    def snapshot(self, number: int) -> Snapshot | None:
        with reading(self._engine) as connection:
            return meetings.snapshot_of(connection, number)

    def decisions(self, *, meeting: int | None = None, unit: str | None = None) -> Sequence[Decision]:
        with reading(self._engine) as connection:
            return decisions.of(connection, meeting=meeting, unit=unit)

    def decision(self, number: int) -> Decision | None:
        with reading(self._engine) as connection:
            return decisions.of_number(connection, number)

    def save_decision(self, decision: Decision, stamp: Stamp) -> Decision:
        with writing(self._engine) as connection:
            return decisions.save(connection, decision, stamp)

    def add_follow_up(self, decision: int, text: str, stamp: Stamp) -> Decision:
        with writing(self._engine) as connection:
            return decisions.add_follow_up(connection, decision, text, stamp)
