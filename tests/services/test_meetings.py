"""Review meetings: what is proposed, who may hold one, its three states, and what is refused."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from kpi.access import Person
from kpi.errors import Refused
from kpi.figures import ReportState
from kpi.meetings import AgendaItem, ItemKind, Meeting, MeetingState
from kpi.months import Month
from kpi.plan import WHOLE
from kpi.services import meetings
from kpi.services.product import Product, product_of
from tests.builders import reports
from tests.meeting_room import (
    AGENDA,
    ON_TIME,
    TODAY,
    closed,
    decide,
    later,
    new_meeting,
    office,
    prepared,
    running,
)
from tests.office import (
    ADMINISTRATOR,
    APPROVED,
    CHAIRMAN,
    COORDINATOR,
    MA_NOI,
    MARCH,
    MY_SON,
    NOW,
    OFFICER,
    SECOND_COORDINATOR,
    demonstration,
    ninh_son,
    put_state,
)

OCTOBER = Month(2024, 10)


def refused_code(made: Product, person: Person = COORDINATOR, **said: Any) -> str:
    """The code by which a meeting is not prepared; nothing is saved then."""
    with pytest.raises(Refused) as refused:
        prepared(made, person, **said)
    assert meetings.meetings_of(made) == []
    return refused.value.code


def titles(agenda: tuple[AgendaItem, ...]) -> list[str]:
    return [" ".join(part for part in (item.kind, item.subject, item.scope) if part) for item in agenda]


def test_the_agenda_is_proposed_from_the_findings_worst_first() -> None:
    proposed = meetings.proposed_agenda(demonstration(), OCTOBER, view=APPROVED)
    assert titles(proposed) == [
        "state",
        "indicator work_files_online commune",
        "indicator meetings_online all",
        "indicator not_asked_again commune",
        "indicator authentication department",
        "indicator on_time 22828",
        "indicator satisfaction_priority tai-nguyen-moi-truong",
        "unit 22828",
        "unit 22825",
        "unit tai-nguyen-moi-truong",
        "reporting",
    ]
    assert {item.minutes for item in proposed} == {5}


def test_an_indicator_is_proposed_once_and_no_more_than_can_be_talked_about() -> None:
    proposed = meetings.proposed_agenda(demonstration(), OCTOBER, view=APPROVED)
    about = [item.subject for item in proposed if item.kind is ItemKind.INDICATOR]
    assert len(about) == len(set(about)) == meetings.MOST_INDICATORS
    assert sum(item.kind is ItemKind.UNIT for item in proposed) == meetings.MOST_UNITS


def test_what_the_last_meeting_left_open_is_the_head_of_the_next_agenda() -> None:
    made = office()
    assert meetings.proposed_agenda(made, MARCH, view=APPROVED)[0].kind is ItemKind.STATE
    decide(made, running(made))
    assert meetings.proposed_agenda(made, MARCH, view=APPROVED)[0] == AgendaItem(ItemKind.DECISIONS, minutes=10)


def test_units_without_a_report_have_to_answer_unless_there_are_too_many() -> None:
    made = later(office(), days=3)
    missing = [unit.id for unit in made.plan.reporting_units(MARCH) if unit.id not in {MA_NOI, MY_SON}]
    for left in (4, 3):
        for unit in missing[left:]:
            put_state(made, reports(unit, "2024-03", received=9), ReportState.APPROVED, unit=unit)
        del missing[left:]
        proposed = meetings.proposed_agenda(made, MARCH, view=APPROVED)
        asked = [item.subject for item in proposed if item.kind is ItemKind.UNIT]
        assert asked == ([] if left > 3 else missing)


def test_the_first_meeting_is_proposed_with_the_leader_and_the_next_like_the_one_before() -> None:
    made = office()
    first = meetings.proposed_meeting(made, COORDINATOR, MARCH)
    assert (first.number, first.day, first.chair, first.participants) == (0, TODAY, CHAIRMAN.name, ())
    prepared(made, chair="Lê Văn Bình")
    second = meetings.proposed_meeting(made, CHAIRMAN, MARCH)
    assert (second.chair, len(second.participants)) == ("Lê Văn Bình", 2)


def test_a_meeting_is_prepared_with_what_was_typed_put_in_order() -> None:
    made = office()
    other = AgendaItem(ItemKind.OTHER, minutes=120, text="  Ý kiến \n của xã ")
    saved = prepared(made, chair=" Trần  Minh Lực ", participants=("", " Lê Thị  Hạnh "), agenda=(*AGENDA, other))
    assert (saved.number, saved.version, saved.state) == (1, 1, MeetingState.PREPARED)
    assert (saved.chair, saved.participants) == ("Trần Minh Lực", ("Lê Thị Hạnh",))
    assert saved.agenda[-1].text == "Ý kiến của xã"
    assert saved.prepared_by == COORDINATOR.login
    assert list(meetings.meetings_of(made)) == [saved] == [meetings.meeting_of(made, 1)]


@pytest.mark.parametrize("person", [OFFICER, ADMINISTRATOR])
def test_only_leaders_and_coordinators_hold_meetings(person: Person) -> None:
    made = office()
    assert refused_code(made, person) == "may_not_hold_meeting"
    meeting = running(made, CHAIRMAN)
    attempts = (
        lambda: meetings.start(made, person, meeting.number, version=meeting.version),
        lambda: meetings.close(made, person, meeting.number, version=meeting.version),
        lambda: meetings.cancel(made, person, meeting.number, version=meeting.version, reason="Trùng lịch"),
        lambda: meetings.show_item(made, person, meeting.number, 1),
    )
    for attempt in attempts:
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code == "may_not_hold_meeting"
    assert meetings.meeting_of(made, meeting.number) == meeting


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"chair": " "}, "chair_missing"),
        ({"chair": "a" * 201}, "text_long"),
        ({"participants": ("a" * 201,)}, "text_long"),
        ({"participants": ("Lê Thị Hạnh",) * 101}, "participants_many"),
        ({"month": Month(2022, 12)}, "month_outside_plan"),
        ({"month": Month(2025, 1)}, "month_outside_plan"),
        ({"agenda": ()}, "agenda_empty"),
        ({"agenda": AGENDA * 16}, "agenda_long"),
        ({"agenda": (*AGENDA, replace(ON_TIME, minutes=7))}, "agenda_twice"),
        ({"agenda": (*AGENDA, AgendaItem(ItemKind.REPORTING))}, "agenda_twice"),
        ({"agenda": (replace(ON_TIME, minutes=0),)}, "minutes_range"),
        ({"agenda": (replace(ON_TIME, minutes=121),)}, "minutes_range"),
        ({"agenda": (replace(ON_TIME, subject="x"),)}, "agenda_item"),
        ({"agenda": (replace(ON_TIME, scope="x"),)}, "agenda_item"),
        ({"agenda": (AgendaItem(ItemKind.INDICATOR, "meetings_online", MA_NOI),)}, "agenda_item"),
        ({"agenda": (AgendaItem(ItemKind.UNIT, "x"),)}, "agenda_item"),
        ({"agenda": (AgendaItem(ItemKind.TASK, "X.9"),)}, "agenda_item"),
        ({"agenda": (AgendaItem(ItemKind.OTHER, text=" "),)}, "agenda_item"),
    ],
)
def test_what_cannot_be_held_is_refused(said: dict[str, Any], code: str) -> None:
    assert refused_code(office(), **said) == code


def test_what_the_plan_knows_may_be_talked_about() -> None:
    asked = (
        replace(ON_TIME, scope=WHOLE, minutes=1),
        replace(ON_TIME, scope="commune", minutes=120),
        AgendaItem(ItemKind.TASK, "III.1"),
        AgendaItem(ItemKind.OTHER, text="a" * 200),
    )
    assert prepared(office(), agenda=asked).agenda == asked


def test_a_meeting_goes_from_prepared_to_running_to_closed_and_never_back() -> None:
    made = office()
    meeting = running(made)
    assert (meeting.state, meeting.started_at, meeting.place) == (MeetingState.RUNNING, NOW, 0)
    assert {step_refused(made, meeting, step) for step in ("prepare", "start", "cancel")} == {"meeting_step"}
    ended = meetings.close(later(made, days=1), COORDINATOR, meeting.number, version=meeting.version)
    assert (ended.state, ended.closed_at) == (MeetingState.CLOSED, NOW + dt.timedelta(days=1))
    assert {step_refused(made, ended, step) for step in ("prepare", "start", "close", "cancel")} == {"meeting_step"}
    actions = [(revision.action, revision.subject, revision.stamp.origin) for revision in made.store.revisions(limit=3)]
    assert actions == [("meeting", "1", "meeting")] * 3


def step_refused(made: Product, meeting: Meeting, step: str) -> str:
    """The code by which a step of a stored meeting is refused."""
    steps = {
        "prepare": lambda: meetings.prepare(made, COORDINATOR, meeting),
        "start": lambda: meetings.start(made, COORDINATOR, meeting.number, version=meeting.version),
        "close": lambda: meetings.close(made, COORDINATOR, meeting.number, version=meeting.version),
        "cancel": lambda: meetings.cancel(
            made, COORDINATOR, meeting.number, version=meeting.version, reason="Trùng lịch"
        ),
    }
    with pytest.raises(Refused) as refused:
        steps[step]()
    return refused.value.code


def test_a_meeting_that_has_not_begun_is_not_closed() -> None:
    made = office()
    assert step_refused(made, prepared(made), "close") == "meeting_step"


def test_the_second_of_two_who_prepare_gets_what_is_stored_and_may_save_over_it() -> None:
    made = office()
    opened = prepared(made)
    theirs = meetings.prepare(made, SECOND_COORDINATOR, replace(opened, chair="Lê Văn Bình"))
    with pytest.raises(Refused) as refused:
        meetings.prepare(made, COORDINATOR, replace(opened, agenda=AGENDA[:2]))
    assert (refused.value.code, refused.value.details["current"]) == ("meeting_changed_meanwhile", theirs)
    again = meetings.prepare(made, COORDINATOR, replace(opened, agenda=AGENDA[:2], version=theirs.version))
    assert (again.version, again.chair, again.agenda) == (3, opened.chair, AGENDA[:2])
    assert again.prepared_by == COORDINATOR.login
    with pytest.raises(Refused) as late:
        meetings.start(made, COORDINATOR, opened.number, version=theirs.version)
    assert late.value.code == "meeting_changed_meanwhile"


def test_a_meeting_keeps_the_month_that_it_was_prepared_for() -> None:
    made = office()
    assert meetings.prepare(made, COORDINATOR, replace(prepared(made), month=Month(2024, 2))).month == MARCH


def test_what_the_plan_lost_meanwhile_keeps_a_meeting_from_starting() -> None:
    made = office()
    meeting = prepared(made, agenda=(AgendaItem(ItemKind.TASK, "III.1"),))
    fewer = ninh_son().model_copy(update={"tasks": ()})
    assert step_refused(product_of(fewer, made.store, made.clock), meeting, "start") == "agenda_item"


def test_a_meeting_that_is_not_there_is_said_to_be_missing() -> None:
    made = office()
    prepared(made)
    next_year = product_of(ninh_son().model_copy(update={"id": "ninh-son-2025"}), made.store, made.clock)
    for product, number in ((made, 0), (made, 2), (next_year, 1)):
        with pytest.raises(Refused) as refused:
            meetings.meeting_of(product, number)
        assert refused.value.code == "no_meeting"


def test_a_meeting_of_last_years_plan_can_still_be_looked_back_at() -> None:
    made = office()
    meeting = closed(made)
    next_year = product_of(ninh_son().model_copy(update={"id": "ninh-son-2025"}), made.store, made.clock)
    assert meetings.meeting_of(next_year, meeting.number) == meeting
    assert meetings.looked_at(next_year, meeting).plan == ninh_son()
    assert meetings.meetings_of(next_year) == []


def test_who_presents_moves_the_item_that_everybody_sees() -> None:
    made = office()
    meeting = running(made)
    after = later(made, days=0)
    meetings.show_item(after, CHAIRMAN, meeting.number, 2)
    shown = meetings.meeting_of(made, meeting.number)
    assert (shown.place, shown.version) == (2, meeting.version)
    meetings.show_item(made, CHAIRMAN, meeting.number, 4)
    meetings.show_item(made, CHAIRMAN, meeting.number, -1)
    assert meetings.meeting_of(made, meeting.number).place == 2
    assert meetings.elapsed(shown, NOW + dt.timedelta(minutes=7)) == dt.timedelta(minutes=7)
    assert meetings.elapsed(new_meeting(), NOW) == dt.timedelta(0)


@pytest.mark.parametrize("text", ["", "năm", "5 phút", "-5", "2,5", "12345", "٥"])
def test_what_is_no_whole_number_of_minutes_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        meetings.read_minutes(text)
    assert refused.value.code == "minutes_range"


def test_the_day_of_a_meeting_is_asked_for() -> None:
    assert meetings.read_meeting_day("5/4/2024") == dt.date(2024, 4, 5)
    with pytest.raises(Refused) as none:
        meetings.read_meeting_day(" ")
    with pytest.raises(Refused) as unreadable:
        meetings.read_meeting_day("mai")
    assert (none.value.code, unreadable.value.code) == ("meeting_day", "day_unreadable")
