"""What has changed since a meeting: all that its slides say, with the day of the correction, and once each."""

import datetime as dt
from dataclasses import replace

from kpi.figures import ReportState
from kpi.meetings import AgendaItem, ItemKind, Meeting
from kpi.months import Month
from kpi.services import entry, meeting_changes, meetings
from kpi.services.meeting_changes import Changed, ChangedReport, Changes
from kpi.services.product import Product, product_of
from kpi.services.slides import slide_of
from kpi.targets import Status
from tests.builders import reports
from tests.meeting_room import OF_MA_NOI, ON_TIME, WHOLE_ON_TIME, closed, later, office, running
from tests.office import CHAIRMAN, COORDINATOR, MA_NOI, MARCH, MY_SON, OFFICER, ninh_son, put_approved, put_state


def correct(made: Product, at: Month, **texts: str) -> None:
    form = entry.open_form(made, COORDINATOR, MA_NOI, at)
    entry.save(made, COORDINATOR, form, {**form.saved, **texts}, reason="Đếm lại hồ sơ giấy")


def seen_of(made: Product, meeting: Meeting) -> Changes:
    seen = meeting_changes.changes_since(made, OFFICER, meetings.meeting_of(made, meeting.number))
    assert seen is not None
    return seen


def test_what_changed_since_is_said_for_the_same_month_with_the_day() -> None:
    made = office()
    no_score = AgendaItem(ItemKind.INDICATOR, "satisfaction", MY_SON)
    meeting = running(made, agenda=(ON_TIME, WHOLE_ON_TIME, no_score, AgendaItem(ItemKind.REPORTING)))
    assert not seen_of(made, meeting).any

    after = later(made, days=9)
    correct(after, MARCH, resolved_late="9", resolved_early="94")
    february = reports("22831", "2024-02", resolved_late=3)
    put_state(after, february, ReportState.APPROVED, unit="22831", at=Month(2024, 2))
    put_approved(after, reports(MY_SON, "2024-04", resolved_late=3))
    seen = seen_of(after, meeting)
    of_ma_noi, of_all = seen.scores
    assert (of_ma_noi.then.scope, of_ma_noi.then.numerator, of_ma_noi.then.denominator) == (MA_NOI, 106, 118)
    assert (of_ma_noi.now.numerator, of_ma_noi.now.denominator) == (109, 118)
    assert (of_ma_noi.then.status, of_ma_noi.now.status) == (Status.NEAR, Status.MET)
    assert (of_ma_noi.on, of_ma_noi.corrected, of_all.on) == (dt.date(2024, 4, 12), True, dt.date(2024, 4, 12))
    assert seen.gone == ()
    assert seen.reports == (
        ChangedReport("22831", Month(2024, 2), dt.date(2024, 4, 12), corrected=False),
        ChangedReport(MA_NOI, MARCH, dt.date(2024, 4, 12), corrected=True),
    )
    assert sum(seen.state_then.values()) == sum(seen.state_now.values()) == 31


def test_the_page_lists_all_that_the_slides_say_of_units_and_of_the_state_too() -> None:
    made = office()
    meeting = running(made, agenda=(AgendaItem(ItemKind.STATE), OF_MA_NOI, ON_TIME, AgendaItem(ItemKind.REPORTING)))
    after = later(made, days=9)
    correct(after, MARCH, resolved_late="9", resolved_early="94")
    on_slides: dict[tuple[str, str], Changed] = {}
    for place in range(len(meeting.agenda)):
        for one in slide_of(after, meeting, place, person=OFFICER).changed:
            on_slides[one.then.indicator, one.then.scope] = one
    assert {(name, scope) for name, scope in on_slides} == {("on_time", "all"), ("on_time", MA_NOI)}
    listed = seen_of(after, meeting).scores
    assert [(one.then.indicator, one.then.scope) for one in listed] == list(on_slides)
    assert list(map(repr, listed)) == list(map(repr, on_slides.values()))


def test_an_indicator_that_the_plan_has_no_more_is_said_to_be_gone() -> None:
    made = office()
    meeting = running(made, agenda=(ON_TIME, OF_MA_NOI))
    kept = tuple(one for one in ninh_son().indicators if one.id != "on_time")
    fewer = product_of(ninh_son().model_copy(update={"indicators": kept}), made.store, made.clock)
    seen = seen_of(fewer, meeting)
    assert [(one.indicator, one.scope) for one in seen.gone] == [("on_time", MA_NOI)]
    assert (seen.scores, seen.any) == ((), True)


def test_nothing_is_compared_before_a_meeting_or_with_another_plan() -> None:
    made = office()
    ended = closed(made)
    next_year = product_of(ninh_son().model_copy(update={"id": "ninh-son-2025"}), made.store, made.clock)
    assert meeting_changes.changes_since(next_year, CHAIRMAN, ended) is None
    ready = meetings.prepare(made, COORDINATOR, replace(ended, number=0, version=0))
    assert meeting_changes.changes_since(made, CHAIRMAN, ready) is None


def test_nothing_is_compared_with_a_meeting_that_was_cancelled() -> None:
    made = office()
    waiting = meetings.prepare(made, COORDINATOR, replace(closed(made), number=0, version=0))
    given_up = meetings.cancel(made, COORDINATOR, waiting.number, version=waiting.version, reason="Trùng lịch")
    assert meeting_changes.changes_since(made, CHAIRMAN, given_up) is None
    assert meeting_changes.changed_on(made, CHAIRMAN, given_up, ON_TIME) == ()
