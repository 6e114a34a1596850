"""What becomes of a prepared meeting: it begins today with what is open, or is cancelled; and what it leaves out."""

import datetime as dt
from dataclasses import replace

import pytest

from kpi.errors import Refused
from kpi.findings import Rule
from kpi.meetings import AgendaItem, ItemKind, MeetingState
from kpi.months import Month
from kpi.services import meetings
from kpi.services.product import Product, product_of
from tests.meeting_room import AGENDA, ON_TIME, decide, office, prepared, running
from tests.office import APPROVED, CHAIRMAN, SECOND_COORDINATOR, demonstration, ninh_son

OCTOBER = Month(2024, 10)
OLD = AgendaItem(ItemKind.DECISIONS, minutes=10)


def started(made: Product, number: int) -> tuple[AgendaItem, ...]:
    """The agenda with which a prepared meeting begins."""
    waiting = meetings.meeting_of(made, number)
    return meetings.start(made, CHAIRMAN, number, version=waiting.version).agenda


def test_what_was_decided_after_a_meeting_was_prepared_is_the_head_of_its_agenda_when_it_starts() -> None:
    made = office()
    waiting = prepared(made)
    decide(made, running(made))
    assert meetings.with_open_decisions(made, waiting.agenda) == (OLD, *AGENDA)
    assert started(made, waiting.number) == (OLD, *AGENDA)


def test_an_agenda_that_has_the_open_decisions_elsewhere_and_one_without_any_open_stay_as_they_are() -> None:
    made = office()
    without, elsewhere = prepared(made), prepared(made, agenda=(*AGENDA, OLD))
    assert started(made, without.number) == AGENDA
    decide(made, meetings.meeting_of(made, without.number))
    assert started(made, elsewhere.number) == (*AGENDA, OLD)


@pytest.mark.parametrize("day", [dt.date(2024, 3, 20), dt.date(2024, 4, 3), dt.date(2024, 12, 31)])
def test_a_meeting_is_held_on_the_day_on_which_it_starts(day: dt.date) -> None:
    made = office()
    assert running(made, day=day).day == dt.date(2024, 4, 3)


def test_a_prepared_meeting_is_cancelled_with_a_reason_that_the_history_keeps() -> None:
    made = office()
    waiting = prepared(made)
    given_up = meetings.cancel(
        made, CHAIRMAN, waiting.number, version=waiting.version, reason=" Trùng  lịch họp Huyện ủy "
    )
    assert (given_up.state, given_up.version, given_up.has_begun) == (MeetingState.CANCELLED, 2, False)
    assert (given_up.started_at, given_up.closed_at, given_up.agenda) == (None, None, AGENDA)
    (revision,) = made.store.revisions(limit=1)
    assert (revision.after, revision.stamp.reason) == ('{"state":"cancelled"}', "Trùng lịch họp Huyện ủy")
    assert list(meetings.meetings_of(made)) == [given_up]
    assert meetings.looked_at(made, given_up) is made


@pytest.mark.parametrize(("reason", "code"), [(" ", "cancel_reason"), ("a" * 201, "text_long")])
def test_no_meeting_is_cancelled_without_a_reason_that_can_be_read(reason: str, code: str) -> None:
    made = office()
    waiting = prepared(made)
    with pytest.raises(Refused) as refused:
        meetings.cancel(made, CHAIRMAN, waiting.number, version=waiting.version, reason=reason)
    assert refused.value.code == code
    assert meetings.meeting_of(made, waiting.number) == waiting


def test_nobody_cancels_what_somebody_prepared_anew_meanwhile() -> None:
    made = office()
    waiting = prepared(made)
    meetings.prepare(made, SECOND_COORDINATOR, replace(waiting, agenda=AGENDA[:2]))
    with pytest.raises(Refused) as refused:
        meetings.cancel(made, CHAIRMAN, waiting.number, version=waiting.version, reason="Trùng lịch")
    assert refused.value.code == "meeting_changed_meanwhile"


def test_a_cancelled_meeting_of_another_plan_is_not_there() -> None:
    made = office()
    waiting = prepared(made)
    meetings.cancel(made, CHAIRMAN, waiting.number, version=waiting.version, reason="Trùng lịch")
    next_year = product_of(ninh_son().model_copy(update={"id": "ninh-son-2025"}), made.store, made.clock)
    with pytest.raises(Refused) as refused:
        meetings.meeting_of(next_year, waiting.number)
    assert refused.value.code == "no_meeting"


def test_what_has_to_answer_and_is_not_on_the_agenda_is_left_out() -> None:
    made = demonstration()
    proposed = meetings.proposed_agenda(made, OCTOBER, view=APPROVED)
    indicators, units = meetings.left_out(made, OCTOBER, proposed, view=APPROVED)
    found = meetings.findings_of(made, OCTOBER, view=APPROVED)
    behind = {one.score.scope for one in found if one.rule is Rule.UNIT_BEHIND and one.score}
    overdue = {unit for one in found for unit in one.units}
    proposed_units = {item.subject for item in proposed if item.kind is ItemKind.UNIT}
    assert {item.subject for item in units} == (behind | overdue) - proposed_units
    assert len(proposed_units) == meetings.MOST_UNITS
    assert units
    assert indicators == ()
    dropped = tuple(item for item in proposed if item.kind is not ItemKind.INDICATOR)
    assert meetings.left_out(made, OCTOBER, dropped, view=APPROVED)[0] == tuple(
        item for item in proposed if item.kind is ItemKind.INDICATOR
    )
    assert meetings.left_out(made, OCTOBER, (*proposed, *indicators, *units), view=APPROVED) == ((), ())


def test_an_indicator_that_is_on_the_agenda_for_another_scope_is_not_left_out() -> None:
    made = demonstration()
    indicators, _ = meetings.left_out(made, OCTOBER, (), view=APPROVED)
    other = replace(next(one for one in indicators if one.subject == ON_TIME.subject), scope="all")
    left, _ = meetings.left_out(made, OCTOBER, (other,), view=APPROVED)
    assert [one.subject for one in left] == [one.subject for one in indicators if one.subject != ON_TIME.subject]


def test_the_findings_about_an_indicator_are_those_of_its_scope_alone() -> None:
    made = demonstration()
    item = AgendaItem(ItemKind.INDICATOR, "work_files_online", "commune", minutes=25)
    (found, *_) = meetings.findings_about(made, item, OCTOBER, view=APPROVED)
    assert found.score is not None
    assert (found.score.indicator, found.score.scope) == ("work_files_online", "commune")
    assert meetings.findings_about(made, replace(item, scope="all"), OCTOBER, view=APPROVED) == ()
    assert meetings.findings_about(made, AgendaItem(ItemKind.UNIT, "22828"), OCTOBER, view=APPROVED) == ()
