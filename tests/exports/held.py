"""Meetings on the figures of February 2024 that were held and closed, for tests of their documents."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpi.meetings import AgendaItem, Decision, ItemKind, Meeting
from kpi.months import Month
from kpi.services import decisions, meetings
from kpi.services.product import Product
from tests.builders import Figures, reports
from tests.fakes_people import Clock
from tests.office import CHAIRMAN, MA_NOI, ninh_son, product, put_approved

HOA_SON, NHON_SON = "22825", "22831"
FEBRUARY = Month(2024, 2)
MEETING_DAY = dt.date(2024, 3, 8)

ON_TIME = AgendaItem(ItemKind.INDICATOR, "on_time", "commune", 10)
AGENDA = (
    AgendaItem(ItemKind.DECISIONS),
    AgendaItem(ItemKind.STATE),
    ON_TIME,
    AgendaItem(ItemKind.UNIT, NHON_SON),
    AgendaItem(ItemKind.TASK, "III.1"),
    AgendaItem(ItemKind.REPORTING),
    AgendaItem(ItemKind.OTHER, text="Chuẩn bị đối thoại với người dân"),
)


def resolved(unit: str, at: str, *, in_time: int, late: int) -> Figures:
    """What makes the on-time rate of a unit in a month."""
    return reports(unit, at, resolved_early=10, resolved_on_time=in_time - 10, resolved_late=late)


FIGURES: Figures = {
    **resolved(MA_NOI, "2024-01", in_time=26, late=3),
    **resolved(HOA_SON, "2024-01", in_time=95, late=5),
    **resolved(NHON_SON, "2024-01", in_time=180, late=70),
    **resolved(MA_NOI, "2024-02", in_time=27, late=3),
    **resolved(HOA_SON, "2024-02", in_time=90, late=10),
    **resolved(NHON_SON, "2024-02", in_time=200, late=50),
}
"""On time in two months: Ma Nới 53/59, Hòa Sơn 185/200, Nhơn Sơn 380/500; together 618/759, in January 301/379."""


@dataclass(frozen=True, slots=True)
class Office:
    """A product whose clock a test turns: everything in it happens at the moment that the clock shows."""

    product: Product
    clock: Clock

    def at(self, day: dt.date, hour: int = 8) -> None:
        """Turn the clock to an hour of a day in Vietnam."""
        self.clock.now = dt.datetime.combine(day, dt.time(hour - 7), dt.UTC)

    def begin(
        self, *, day: dt.date = MEETING_DAY, month: Month = FEBRUARY, agenda: Sequence[AgendaItem] = AGENDA
    ) -> Meeting:
        """A meeting that runs."""
        self.at(day)
        people = ("Nguyễn Văn Tâm, Phòng Nội vụ", "Kator Thị Mai, Xã Ma Nới")
        wanted = Meeting(ninh_son().id, month, day, "Trần Minh Lực", people, tuple(agenda))
        meeting = meetings.prepare(self.product, CHAIRMAN, wanted)
        return meetings.start(self.product, CHAIRMAN, meeting.number, version=meeting.version)

    def decide(
        self, meeting: Meeting, text: str, *, unit: str = NHON_SON, due: dt.date, item: AgendaItem = ON_TIME
    ) -> Decision:
        return decisions.decide(
            self.product, CHAIRMAN, meeting=meeting.number, item=item, text=text, unit=unit, due=due
        )

    def close(self, meeting: Meeting) -> Meeting:
        """End the meeting three hours after it began."""
        self.clock.pass_by(hours=3)
        return meetings.close(self.product, CHAIRMAN, meeting.number, version=meeting.version)

    def held(self, texts: Sequence[str], *, units: Sequence[str] = (NHON_SON,)) -> Meeting:
        """A closed meeting with these decisions, each due a day after the one before."""
        meeting = self.begin()
        for place, text in enumerate(texts):
            due = MEETING_DAY + dt.timedelta(days=7 + place)
            self.decide(meeting, text, unit=units[place % len(units)], due=due)
        return self.close(meeting)


def office(figures: Figures = FIGURES) -> Office:
    """An office whose approved figures are these, on the morning of the meeting."""
    clock = Clock()
    made = Office(replace(product(ninh_son()), clock=clock), clock)
    made.at(MEETING_DAY, 7)
    put_approved(made.product, figures)
    return made
