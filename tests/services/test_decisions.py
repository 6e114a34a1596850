"""What meetings decide: who may write, follow up and finish, what is open and late, and what is refused."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from kpi.access import Person
from kpi.errors import Refused
from kpi.meetings import Decision, FollowUp, days_late
from kpi.months import Period
from kpi.plan import WHOLE
from kpi.services import decisions, meetings
from kpi.services.history import history
from kpi.services.overview import overview
from kpi.services.product import Product, product_of
from kpi.services.unit import unit_view
from tests.meeting_room import OF_MA_NOI, ON_TIME, TEXT, closed, decide, later, office, prepared, running
from tests.office import (
    ADMINISTRATOR,
    APPROVED,
    CHAIRMAN,
    COLLEAGUE,
    COORDINATOR,
    MA_NOI,
    MARCH,
    MY_SON,
    NOW,
    OFFICER,
    OFFICER_OF_MY_SON,
    SECOND_COORDINATOR,
    ninh_son,
)

APRIL_10 = dt.date(2024, 4, 10)


def test_a_decision_says_who_does_what_until_when_and_what_was_on_the_screen() -> None:
    made = office()
    meeting = running(made)
    one = decide(made, meeting, CHAIRMAN, text=f"  {TEXT}\n")
    assert (one.number, one.meeting, one.text, one.unit, one.due) == (1, meeting.number, TEXT, MA_NOI, APRIL_10)
    assert (one.item, one.made_by, one.made_at) == (ON_TIME, CHAIRMAN.login, NOW)
    assert list(decisions.decisions_of(made, meeting.number)) == [one]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"text": " \n"}, "decision_text"),
        ({"text": "a" * 501}, "decision_long"),
        ({"unit": "x"}, "decision_unit"),
        ({"due": None}, "decision_due"),
        ({"due": dt.date(2024, 4, 2)}, "decision_due"),
    ],
)
def test_what_is_no_decision_is_refused(said: dict[str, Any], code: str) -> None:
    made = office()
    meeting = running(made)
    with pytest.raises(Refused) as refused:
        decide(made, meeting, **said)
    assert refused.value.code == code
    assert decisions.open_decisions(made) == ()


def test_a_decision_that_is_there_word_for_word_is_not_written_again() -> None:
    made = office()
    meeting = running(made)
    one = decide(made, meeting)
    version = made.store.data_version()
    assert decide(later(made, 0), meeting, CHAIRMAN, text=f" {TEXT}  ") == one
    assert made.store.data_version() == version
    for said in ({"text": "Báo cáo"}, {"unit": MY_SON}, {"due": dt.date(2024, 4, 11)}, {"item": OF_MA_NOI}):
        assert decide(made, meeting, **said).number != one.number


def test_the_day_of_the_meeting_is_no_day_too_early() -> None:
    made = office()
    assert decide(made, running(made), due=dt.date(2024, 4, 3)).due == dt.date(2024, 4, 3)


def test_decisions_are_written_while_the_meeting_runs_and_by_who_may_hold_one() -> None:
    made = office()
    meeting = running(made)
    for person in (OFFICER, ADMINISTRATOR):
        with pytest.raises(Refused) as may_not:
            decide(made, meeting, person)
        assert may_not.value.code == "may_not_hold_meeting"
    for other in (prepared(made), closed(made)):
        with pytest.raises(Refused) as not_running:
            decide(made, other)
        assert not_running.value.code == "meeting_not_running"


def test_open_decisions_stand_late_ones_first_and_say_by_how_many_days() -> None:
    made = office()
    meeting = running(made)
    for unit, due in ((MA_NOI, 20), (MY_SON, 5), ("noi-vu", 10)):
        decide(made, meeting, unit=unit, due=dt.date(2024, 4, due))
    later_on = later(made, days=9)
    found = decisions.open_decisions(later_on)
    assert [(one.unit, days_late(one, later_on.today)) for one in found] == [(MY_SON, 7), ("noi-vu", 2), (MA_NOI, 0)]
    assert [one.unit for one in decisions.open_decisions(later_on, MY_SON)] == [MY_SON]


def test_what_is_done_leaves_the_open_ones_and_stands_behind_them_until_it_is_opened_again() -> None:
    made = office()
    meeting = running(made)
    one, other = decide(made, meeting), decide(made, meeting, unit=MY_SON, due=dt.date(2024, 5, 1))
    done = decisions.finish(made, CHAIRMAN, one.number, done_on=dt.date(2024, 4, 3), version=one.version)
    assert decisions.open_decisions(made) == (other,)
    assert decisions.every_decision(made) == (other, done)
    again = decisions.reopen(made, COORDINATOR, one.number, version=done.version)
    assert (again.done_on, again.version) == (None, 3)
    assert decisions.open_decisions(made) == (again, other)


@pytest.mark.parametrize("done_on", [None, dt.date(2024, 4, 2), dt.date(2024, 4, 14)])
def test_a_decision_is_done_on_a_day_between_its_meeting_and_today(done_on: dt.date | None) -> None:
    made = office()
    one = decide(made, running(made))
    after = later(made, days=10)
    with pytest.raises(Refused) as refused:
        decisions.finish(after, COORDINATOR, one.number, done_on=done_on, version=one.version)
    assert refused.value.code == "decision_done_on"
    assert refused.value.details == {"first": dt.date(2024, 4, 3), "last": dt.date(2024, 4, 13)}
    assert decisions.decision_of(made, one.number) == one


@pytest.mark.parametrize(
    ("person", "follows", "finishes"),
    [
        (OFFICER, True, False),
        (COLLEAGUE, True, False),
        (OFFICER_OF_MY_SON, False, False),
        (COORDINATOR, True, True),
        (CHAIRMAN, True, True),
        (ADMINISTRATOR, False, False),
    ],
    ids=lambda one: getattr(one, "login", None),
)
def test_the_unit_follows_up_and_who_holds_meetings_says_that_it_is_done(
    person: Person, *, follows: bool, finishes: bool
) -> None:
    made = office()
    one = decide(made, running(made))
    assert decisions.may_follow_up(made, person, one) is follows
    assert decisions.may_finish(made, person) is finishes
    acts: tuple[tuple[bool, str, Callable[[], Decision]], ...] = (
        (follows, "may_not_follow_up", lambda: decisions.follow_up(made, person, one.number, "Đã trình")),
        (
            finishes,
            "may_not_hold_meeting",
            lambda: decisions.finish(made, person, one.number, done_on=made.today, version=one.version),
        ),
    )
    for allowed, code, act in acts:
        if allowed:
            act()
            continue
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == code


def test_follow_ups_are_dated_notes_that_outlive_the_meeting() -> None:
    made = office()
    closed(made)
    after = later(made, days=4)
    decisions.follow_up(after, OFFICER, 1, " Đã trình \n Tờ trình số 45 ")
    one = decisions.follow_up(after, CHAIRMAN, 1, "Đồng ý")
    at = NOW + dt.timedelta(days=4)
    assert one.follow_ups == (
        FollowUp("Đã trình Tờ trình số 45", OFFICER.login, at),
        FollowUp("Đồng ý", CHAIRMAN.login, at),
    )
    assert one.version == 1
    assert decisions.decision_of(made, 1) == one


@pytest.mark.parametrize(("text", "code"), [(" ", "decision_text"), ("a" * 501, "decision_long")])
def test_what_is_no_follow_up_is_refused(text: str, code: str) -> None:
    made = office()
    closed(made)
    with pytest.raises(Refused) as refused:
        decisions.follow_up(made, OFFICER, 1, text)
    assert refused.value.code == code
    assert decisions.decision_of(made, 1).follow_ups == ()


def test_nobody_overrules_what_they_have_not_seen() -> None:
    made = office()
    one = decide(made, running(made))
    done = decisions.finish(made, COORDINATOR, one.number, done_on=made.today, version=one.version)
    with pytest.raises(Refused) as refused:
        decisions.reopen(made, SECOND_COORDINATOR, one.number, version=one.version)
    assert refused.value.code == "decision_changed_meanwhile"
    assert decisions.decision_of(made, one.number) == done


def test_a_decision_that_is_not_there_is_said_to_be_missing() -> None:
    made = office()
    acts: tuple[Callable[[], Decision], ...] = (
        lambda: decisions.follow_up(made, OFFICER, 7, "Đã trình"),
        lambda: decisions.reopen(made, CHAIRMAN, 7, version=1),
    )
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "no_decision"


def test_a_decision_stays_open_when_the_plan_of_another_year_begins() -> None:
    made = office()
    closed(made)
    next_year = product_of(_without_ma_noi(made), made.store, made.clock)
    (one,) = decisions.open_decisions(next_year)
    assert decisions.may_follow_up(next_year, CHAIRMAN, one)
    with pytest.raises(Refused) as refused:
        decisions.follow_up(next_year, OFFICER_OF_MY_SON, one.number, "Đã trình")
    assert refused.value.code == "may_not_follow_up"
    assert meetings.proposed_agenda(next_year, MARCH, view=APPROVED)[0].kind == "decisions"


def _without_ma_noi(made: Product) -> Any:
    units = tuple(unit for unit in ninh_son().units if unit.id != MA_NOI)
    return ninh_son().model_copy(update={"id": "ninh-son-2025", "units": units})


def test_the_overview_and_the_unit_show_what_is_left_to_do() -> None:
    made = office()
    meeting = running(made)
    decide(made, meeting)
    decide(made, meeting, unit="noi-vu", due=dt.date(2024, 4, 30))
    after = later(made, days=9)

    def late(scope: str) -> list[tuple[str, int]]:
        seen = overview(after, MARCH, Period.YEAR_TO_DATE, scope, view=APPROVED)
        return [(one.unit, days) for one, days in seen.decisions]

    assert late(WHOLE) == [(MA_NOI, 2), ("noi-vu", 0)]
    assert late("commune") == late(MA_NOI) == [(MA_NOI, 2)]
    assert late(MY_SON) == []
    seen = unit_view(after, MA_NOI, MARCH, Period.YEAR_TO_DATE, view=APPROVED)
    assert [one.text for one in seen.decisions] == [TEXT]


def test_a_reporter_reads_in_the_history_what_became_of_the_own_units_decisions() -> None:
    made = office()
    meeting = running(made)
    decide(made, meeting)
    decide(made, meeting, unit=MY_SON)
    decisions.follow_up(made, OFFICER, 1, "Đã trình")
    read = [(one.action, one.unit, one.subject) for one in history(made, OFFICER).revisions[:2]]
    assert read == [("follow_up", MA_NOI, "1"), ("decision", MA_NOI, "1")]
    assert not any(one.action == "meeting" for one in history(made, OFFICER).revisions)
    everything = [one.action for one in history(made, CHAIRMAN).revisions[:4]]
    assert everything == ["follow_up", "decision", "decision", "meeting"]
