"""Meetings of huyện Ninh Sơn about March 2024, for tests of services and screens."""

import datetime as dt
from dataclasses import replace
from typing import Any

from kpi.access import Person
from kpi.meetings import AgendaItem, Decision, ItemKind, Meeting
from kpi.plan import WHOLE
from kpi.services import decisions, meetings
from kpi.services.product import Product
from tests.builders import Figures, reports
from tests.office import COORDINATOR, MA_NOI, MARCH, MY_SON, NOW, ninh_son, product, put_approved, with_accounts

TODAY = dt.date(2024, 4, 3)
ON_TIME = AgendaItem(ItemKind.INDICATOR, "on_time", MA_NOI, minutes=10)
OF_MA_NOI = AgendaItem(ItemKind.UNIT, MA_NOI)
AGENDA = (AgendaItem(ItemKind.STATE), ON_TIME, OF_MA_NOI, AgendaItem(ItemKind.REPORTING))
FIGURES: Figures = {
    **reports(MA_NOI, "2024-03", resolved=118, resolved_early=91, resolved_on_time=15, resolved_late=12),
    **reports(MY_SON, "2024-03", resolved=50, resolved_early=30, resolved_on_time=19, resolved_late=1),
}
TEXT = "Bổ sung một công chức bộ phận một cửa"


def office(*, now: dt.datetime = NOW) -> Product:
    """On 3 April 2024 the reports of Ma Nới and Mỹ Sơn for March are approved: 89,8 % and 98,0 % on time."""
    made = with_accounts(product(ninh_son(), now=now))
    put_approved(made, FIGURES)
    return made


def later(made: Product, days: int) -> Product:
    """The same office so many days later."""
    at = made.clock() + dt.timedelta(days=days)
    return replace(made, clock=lambda: at)


def new_meeting(**said: Any) -> Meeting:
    """A meeting about March as somebody would prepare it, unless it says otherwise."""
    first = Meeting(ninh_son().id, MARCH, TODAY, "Trần Minh Lực", ("Kator Thị Mai, Xã Ma Nới", "Lê Thị Hạnh"), AGENDA)
    return replace(first, **said)


def prepared(made: Product, person: Person = COORDINATOR, **said: Any) -> Meeting:
    return meetings.prepare(made, person, new_meeting(**said))


def running(made: Product, person: Person = COORDINATOR, **said: Any) -> Meeting:
    ready = prepared(made, person, **said)
    return meetings.start(made, person, ready.number, version=ready.version)


def closed(made: Product) -> Meeting:
    """A meeting that decided one thing and was closed."""
    meeting = running(made)
    decide(made, meeting)
    return meetings.close(made, COORDINATOR, meeting.number, version=meeting.version)


def decide(made: Product, meeting: Meeting, person: Person = COORDINATOR, **said: Any) -> Decision:
    """Decide that Ma Nới does something until 10 April, unless it says otherwise."""
    first: dict[str, Any] = {"item": ON_TIME, "text": TEXT, "unit": MA_NOI, "due": dt.date(2024, 4, 10)}
    return decisions.decide(made, person, meeting=meeting.number, **(first | said))


WHOLE_ON_TIME = AgendaItem(ItemKind.INDICATOR, "on_time", WHOLE)
