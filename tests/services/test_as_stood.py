"""A closed meeting tells decisions as they stood when it ended, on its slides and in its minutes."""

import datetime as dt
from dataclasses import replace

from kpi.meetings import AgendaItem, Decision, ItemKind, Meeting
from kpi.services import decisions, meetings
from kpi.services.as_stood import carried_into, decided_in, judged_on
from kpi.services.minutes import follow_up_of, minutes_of
from kpi.services.product import Product
from kpi.services.slides import DecisionsSlide, slide_of
from tests.meeting_room import ON_TIME, TEXT, decide, later, office, prepared, running
from tests.office import CHAIRMAN, COORDINATOR, MA_NOI, MY_SON, OFFICER

OLD = AgendaItem(ItemKind.DECISIONS)


def two_meetings(made: Product) -> tuple[Decision, Meeting]:
    """What the first decided on 3 April, due on 10 April, and the second, held and closed on 3 May."""
    first = running(made)
    one = decide(made, first)
    meetings.close(made, COORDINATOR, first.number, version=first.version)
    may = later(made, 30)
    second = running(may, agenda=(OLD, ON_TIME))
    decide(may, second, text="Báo cáo nguyên nhân", due=dt.date(2024, 6, 3))
    return one, meetings.close(may, COORDINATOR, second.number, version=second.version)


def told(made: Product, meeting: Meeting) -> tuple[object, ...]:
    """What the meeting's slides and minutes say of decisions."""
    opening, on_time = (slide_of(made, meeting, place, person=OFFICER) for place in (0, 1))
    written = minutes_of(made, OFFICER, meeting.number)
    assert written is not None
    return opening.content, on_time.decisions, written.decisions, written.earlier, written.items


def finished(made: Product, one: Decision, done_on: dt.date) -> Decision:
    return decisions.finish(made, CHAIRMAN, one.number, done_on=done_on, version=one.version)


def test_nothing_that_is_recorded_after_the_close_changes_its_slides_and_minutes() -> None:
    made = office()
    one, second = two_meetings(made)
    before = told(made, second)
    june = later(made, 60)
    done = finished(june, one, dt.date(2024, 4, 20))
    decisions.follow_up(june, OFFICER, one.number, "Đã bố trí từ 20/4")
    corrected = decisions.correct(
        june,
        COORDINATOR,
        one.number,
        text="Bố trí công chức",
        unit=MY_SON,
        due=dt.date(2024, 7, 1),
        version=done.version,
        reason="Ghi nhầm đơn vị",
    )
    own = decisions.decision_of(june, 2)
    finished(june, own, dt.date(2024, 5, 20))
    assert told(june, second) == before
    (carried,) = carried_into(june, second)
    assert (carried.text, carried.unit, carried.due, carried.done_on) == (TEXT, MA_NOI, dt.date(2024, 4, 10), None)
    assert carried_into(june, second, MY_SON) == ()
    assert corrected.unit == MY_SON
    sheet = follow_up_of(june, OFFICER, second.number)
    assert sheet is not None
    assert [one.decision.text for one in sheet.conclusions] == ["Báo cáo nguyên nhân", "Bố trí công chức"]
    assert [one.standing[:15] for one in sheet.conclusions] == ["Xong 20/05/2024", "Xong 20/04/2024"]


def test_what_was_done_before_the_meeting_and_opened_again_later_does_not_appear_in_it() -> None:
    made = office()
    first = running(made)
    one = decide(made, first)
    meetings.close(made, COORDINATOR, first.number, version=first.version)
    done = finished(later(made, 5), one, dt.date(2024, 4, 8))
    may = later(made, 30)
    second = running(may, agenda=(OLD, ON_TIME))
    ended = meetings.close(may, COORDINATOR, second.number, version=second.version)
    before = told(may, ended)
    decisions.reopen(later(made, 60), CHAIRMAN, one.number, version=done.version)
    assert told(later(made, 61), ended) == before
    assert carried_into(made, ended) == ()


def test_what_is_marked_done_while_the_meeting_lasts_stays_on_its_slide_as_done() -> None:
    made = office()
    first = running(made)
    one = decide(made, first)
    meetings.close(made, COORDINATOR, first.number, version=first.version)
    may = later(made, 30)
    second = running(may, agenda=(OLD, ON_TIME))
    ten_minutes_on = replace(may, clock=lambda: may.clock() + dt.timedelta(minutes=10))
    finished(ten_minutes_on, one, dt.date(2024, 4, 20))
    content = slide_of(ten_minutes_on, second, 0, person=OFFICER).content
    assert isinstance(content, DecisionsSlide)
    assert [(one.number, one.done_on) for one in content.open] == [(1, dt.date(2024, 4, 20))]
    an_hour_on = replace(may, clock=lambda: may.clock() + dt.timedelta(hours=1))
    ended = meetings.close(an_hour_on, COORDINATOR, second.number, version=second.version)
    written = minutes_of(an_hour_on, OFFICER, ended.number)
    assert written is not None
    assert [one.standing for one in written.earlier] == ["Xong 20/04/2024, trễ 10 ngày"]
    assert written.items[0].said == ("Không còn kết luận nào chưa xong.",)


def test_what_a_running_meeting_decides_is_told_as_it_is_now() -> None:
    made = office()
    meeting = running(made)
    one = decide(made, meeting)
    decisions.correct(made, CHAIRMAN, one.number, text="Báo cáo", unit=MA_NOI, due=one.due, version=one.version)
    assert [one.text for one in decided_in(made, meeting)] == ["Báo cáo"]


def test_lateness_is_reckoned_to_the_day_of_the_meeting_and_before_it_to_today() -> None:
    made = office()
    ahead = prepared(made, day=dt.date(2024, 12, 31))
    assert judged_on(made, ahead) == dt.date(2024, 4, 3)
    begun = meetings.start(later(made, 7), COORDINATOR, ahead.number, version=ahead.version)
    assert judged_on(later(made, 90), begun) == dt.date(2024, 4, 10)
    assert judged_on(made, replace(begun, day=dt.date(2024, 12, 31))) == dt.date(2024, 4, 10)
    assert judged_on(made, replace(begun, day=dt.date(2024, 4, 9))) == dt.date(2024, 4, 9)


def test_a_meeting_that_was_cancelled_carries_nothing() -> None:
    made = office()
    decide(made, running(made))
    given_up = prepared(made, agenda=(OLD,))
    assert [one.number for one in carried_into(made, given_up)] == [1]
    cancelled = meetings.cancel(made, CHAIRMAN, given_up.number, version=given_up.version, reason="Trùng lịch")
    assert carried_into(made, cancelled) == ()
