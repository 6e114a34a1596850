"""Review meetings: preparing one or cancelling it, running it over frozen figures, closing it.

Leaders and coordinators hold meetings; everybody may look at one, because it shows approved figures only.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from kpi.access import Action, Person, Role, check_may
from kpi.errors import Refused
from kpi.figures import Stamp
from kpi.findings import Finding, Rule
from kpi.meetings import TRANSITIONS, AgendaItem, ItemKind, Meeting, MeetingState, MeetingStep, repeated
from kpi.months import Month, Period
from kpi.plan import WHOLE
from kpi.services import attention, decisions, tasks
from kpi.services.frozen import freeze, thawed
from kpi.services.product import Product
from kpi.services.store import StaleMeeting
from kpi.services.view import View, board_of
from kpi.wording import meeting_words

MOST_INDICATORS = 6
MOST_UNITS = 3
LONGEST_TEXT = 200
LONGEST_MINUTES = 120
MOST_PARTICIPANTS = 100
MOST_ITEMS = 60
_MINUTES = re.compile(r"\d{1,4}", re.ASCII)


def meetings_of(product: Product) -> Sequence[Meeting]:
    """The meetings of the plan, the newest first; everybody may see them."""
    return product.store.meetings(product.plan.id)


def meeting_of(product: Product, number: int) -> Meeting:
    """A meeting of the plan, or of an earlier one if it has begun: its figures are frozen with their plan.

    Raises Refused("no_meeting").
    """
    found = product.store.meeting(number)
    if found is None or (found.plan != product.plan.id and not found.has_begun):
        raise Refused("no_meeting")
    return found


def findings_of(product: Product, month: Month, *, view: View) -> tuple[Finding, ...]:
    """What needs attention in the whole authority over the year up to a month, the most pressing first."""
    key = "meeting.findings", product.today, month

    def find() -> tuple[Finding, ...]:
        return attention.every_finding(product, month, Period.YEAR_TO_DATE, WHOLE, view=view)

    return board_of(product, view).shared(key, find)


def findings_about(product: Product, item: AgendaItem, month: Month, *, view: View) -> tuple[Finding, ...]:
    """The findings of a month that an indicator has to answer for in its scope; () for other items."""
    asked = AgendaItem(item.kind, item.subject, item.scope)
    return tuple(one for one in findings_of(product, month, view=view) if asked == _about(one))


def newest(product: Product, number: int) -> tuple[Meeting, int]:
    """A meeting and the data version: what is cheap to ask for every other second, to see whether anything is new."""
    return meeting_of(product, number), product.store.data_version()


def proposed_agenda(product: Product, month: Month, *, view: View) -> tuple[AgendaItem, ...]:
    """What the findings of a month ask for, worst first: last decisions, the state, indicators, units, reporting."""
    found = findings_of(product, month, view=view)
    return with_open_decisions(
        product,
        (
            AgendaItem(ItemKind.STATE, minutes=5),
            *_indicators(found)[:MOST_INDICATORS],
            *_units(found)[:MOST_UNITS],
            AgendaItem(ItemKind.REPORTING, minutes=5),
        ),
    )


def with_open_decisions(product: Product, agenda: tuple[AgendaItem, ...]) -> tuple[AgendaItem, ...]:
    """An agenda that begins with the decisions of earlier meetings where any is open and it does not have them."""
    there = any(item.kind is ItemKind.DECISIONS for item in agenda)
    if there or not decisions.open_decisions(product):
        return agenda
    return AgendaItem(ItemKind.DECISIONS, minutes=10), *agenda


def left_out(
    product: Product, month: Month, agenda: Sequence[AgendaItem], *, view: View
) -> tuple[tuple[AgendaItem, ...], tuple[AgendaItem, ...]]:
    """The indicators, and the units, that have to answer by the findings of a month and are not on an agenda.

    An indicator that is on it for another scope is not left out.
    """
    found = findings_of(product, month, view=view)
    there = {(item.kind, item.subject) for item in agenda}
    indicators, units = (
        tuple(item for item in asked if (item.kind, item.subject) not in there)
        for asked in (_indicators(found), _units(found))
    )
    return indicators, units


def proposed_meeting(product: Product, person: Person, month: Month) -> Meeting:
    """A meeting to begin preparing from: today, chaired and joined as the last one was, else by the first leader."""
    last = next(iter(meetings_of(product)), None)
    leaders = [one.name for one in product.store.accounts() if one.role is Role.LEADER and not one.disabled]
    chair = person.name if person.role is Role.LEADER else next(iter(leaders), "")
    return Meeting(
        product.plan.id,
        month,
        product.today,
        chair if last is None else last.chair,
        () if last is None else last.participants,
        proposed_agenda(product, month, view=View(person)),
    )


def _indicators(found: Iterable[Finding]) -> list[AgendaItem]:
    about = [item for item in dict.fromkeys(map(_about, found)) if item is not None]
    first = {item.subject: item for item in reversed(about)}
    return [item for item in about if first[item.subject] is item]


def _about(finding: Finding) -> AgendaItem | None:
    """The indicator, in its scope, that has to answer for a finding; None where it is a unit or a figure."""
    score = finding.score
    if score is None or finding.rule is Rule.UNIT_BEHIND:
        return None
    return AgendaItem(ItemKind.INDICATOR, score.indicator, score.scope)


def _units(found: Sequence[Finding]) -> list[AgendaItem]:
    """The units that are behind, then those without a report; too many of these are left to the reporting item."""
    behind = [finding.score.scope for finding in found if finding.rule is Rule.UNIT_BEHIND and finding.score]
    overdue = [unit for finding in found for unit in finding.units]
    asked = behind if len(overdue) > MOST_UNITS else [*behind, *overdue]
    return [AgendaItem(ItemKind.UNIT, unit) for unit in dict.fromkeys(asked)]


def prepare(product: Product, person: Person, meeting: Meeting) -> Meeting:
    """Save a meeting that has not begun; gives it as stored.

    A meeting keeps the month that it was first saved with. Raises Refused: "may_not_hold_meeting",
    "meeting_changed_meanwhile" with the `current` one, "meeting_step" once it has begun, "chair_missing", "text_long",
    "participants_many", "agenda_empty", "agenda_long", "agenda_twice", "agenda_item" for an item that the plan does not
    know, "minutes_range" or "month_outside_plan".
    """
    check_may(product.plan, person, Action.HOLD_MEETING)
    stored = meeting_of(product, meeting.number) if meeting.number else None
    _check_step(MeetingState.PREPARED if stored is None else stored.state, MeetingStep.PREPARE)
    tidy = replace(
        meeting,
        plan=product.plan.id,
        month=meeting.month if stored is None else stored.month,
        chair=_one_line(meeting.chair),
        participants=tuple(name for one in meeting.participants if (name := _one_line(one))),
        agenda=tuple(replace(item, text=_one_line(item.text)) for item in meeting.agenda),
        state=MeetingState.PREPARED,
    )
    _check(product, tidy, View(person))
    return _saved(product, person, tidy)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _check(product: Product, meeting: Meeting, view: View) -> None:
    plan = product.plan
    if not plan.start <= meeting.month <= plan.last_month:
        raise Refused("month_outside_plan", first=plan.start, last=plan.last_month)
    if not meeting.chair:
        raise Refused("chair_missing")
    texts = (meeting.chair, *meeting.participants, *(item.text for item in meeting.agenda))
    if any(len(text) > LONGEST_TEXT for text in texts):
        raise Refused("text_long", most=LONGEST_TEXT)
    if len(meeting.participants) > MOST_PARTICIPANTS:
        raise Refused("participants_many", most=MOST_PARTICIPANTS)
    if not meeting.agenda:
        raise Refused("agenda_empty")
    if len(meeting.agenda) > MOST_ITEMS:
        raise Refused("agenda_long", most=MOST_ITEMS)
    if (twice := repeated(meeting.agenda)) is not None:
        raise Refused("agenda_twice", item=meeting_words.item_title(plan, twice))
    for item in meeting.agenda:
        if not 1 <= item.minutes <= LONGEST_MINUTES:
            raise Refused("minutes_range", most=LONGEST_MINUTES)
        if not _is_known(product, item, meeting.month, view):
            raise Refused("agenda_item", item=meeting_words.item_title(product.plan, item))


def _is_known(product: Product, item: AgendaItem, month: Month, view: View) -> bool:
    plan = product.plan
    match item.kind:
        case ItemKind.INDICATOR:
            return (item.subject, item.scope) in board_of(product, view).scores(month, Period.YEAR_TO_DATE)
        case ItemKind.UNIT:
            return item.subject in plan.unit_of_id
        case ItemKind.TASK:
            return any(task.id == item.subject for task in plan.tasks)
        case ItemKind.OTHER:
            return bool(item.text)
        case _:
            return True


def start(product: Product, person: Person, number: int, *, version: int) -> Meeting:
    """Begin a meeting: from now on it looks at today's approved figures, whatever becomes of them.

    It is held today, whatever day was written, and begins with the decisions that are open. Raises Refused, among
    others "agenda_item" where the plan changed since it was prepared.
    """
    check_may(product.plan, person, Action.HOLD_MEETING)
    meeting = meeting_of(product, number)
    _check_step(meeting.state, MeetingStep.START)
    _check(product, meeting, View(person))
    now, agenda = product.clock(), with_open_decisions(product, meeting.agenda)
    held = replace(meeting, day=product.today, agenda=agenda, version=version)
    begun = replace(held, state=MeetingState.RUNNING, started_at=now, place=0, shown_at=now)
    return _saved(product, person, begun, snapshot=freeze(product))


def cancel(product: Product, person: Person, number: int, *, version: int, reason: str) -> Meeting:
    """Give up a meeting that has not begun; the history keeps it and the reason.

    Raises Refused, among others "cancel_reason" without one and "text_long".
    """
    check_may(product.plan, person, Action.HOLD_MEETING)
    meeting = meeting_of(product, number)
    _check_step(meeting.state, MeetingStep.CANCEL)
    why = _one_line(reason)
    if not why:
        raise Refused("cancel_reason")
    if len(why) > LONGEST_TEXT:
        raise Refused("text_long", most=LONGEST_TEXT)
    return _saved(product, person, replace(meeting, state=MeetingState.CANCELLED, version=version), reason=why)


def close(product: Product, person: Person, number: int, *, version: int) -> Meeting:
    """End a meeting; its minutes can be written from then on, and its decisions stay open until they are done."""
    check_may(product.plan, person, Action.HOLD_MEETING)
    meeting = meeting_of(product, number)
    _check_step(meeting.state, MeetingStep.CLOSE)
    return _saved(
        product, person, replace(meeting, state=MeetingState.CLOSED, version=version, closed_at=product.clock())
    )


def show_item(product: Product, person: Person, number: int, place: int) -> None:
    """Put an item on the screen of everybody who follows."""
    check_may(product.plan, person, Action.HOLD_MEETING)
    meeting = meeting_of(product, number)
    if meeting.state is MeetingState.RUNNING and 0 <= place < len(meeting.agenda) and place != meeting.place:
        product.store.show_item(number, place, product.clock())


def looked_at(product: Product, meeting: Meeting) -> Product:
    """What the meeting looks at: its frozen figures once it has begun, today's before."""
    if not meeting.has_begun:
        return product
    snapshot = product.store.snapshot(meeting.number)
    if snapshot is None:
        raise Refused("no_meeting")
    return _thawed(snapshot.hash, snapshot.content)


@lru_cache(maxsize=4)
def _thawed(_hash: str, content: bytes) -> Product:
    return thawed(content)


def _check_step(state: MeetingState, step: MeetingStep) -> None:
    if (state, step) not in TRANSITIONS:
        raise Refused("meeting_step", state=state, step=step)


def _saved(
    product: Product, person: Person, meeting: Meeting, *, snapshot: bytes | None = None, reason: str = ""
) -> Meeting:
    stamp = Stamp(person.login, product.clock(), "meeting", reason)
    try:
        return product.store.save_meeting(meeting, stamp, snapshot=snapshot)
    except StaleMeeting as stale:
        raise Refused("meeting_changed_meanwhile", current=stale.current) from stale
    except LookupError as gone:
        raise Refused("no_meeting") from gone


def elapsed(meeting: Meeting, now: dt.datetime) -> dt.timedelta:
    """How long the item on the screen has been there."""
    return dt.timedelta(0) if meeting.shown_at is None else max(dt.timedelta(0), now - meeting.shown_at)


def read_minutes(text: str) -> int:
    """Minutes as people type them; raises Refused("minutes_range").

    >>> read_minutes(" 10 ")
    10
    """
    if _MINUTES.fullmatch(text.strip()) is None:
        raise Refused("minutes_range", most=LONGEST_MINUTES)
    return int(text)


def read_meeting_day(text: str) -> dt.date:
    """The day of a meeting as people type it; raises Refused("meeting_day") of none, "day_unreadable" of no day."""
    day = tasks.read_day(text)
    if day is None:
        raise Refused("meeting_day")
    return day
