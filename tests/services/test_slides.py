"""The slides of a meeting: what each kind of item shows, from frozen figures, and what is different by now."""

import datetime as dt
from dataclasses import replace

import pytest

from kpi.access import Person
from kpi.figures import Change, Figure, FigureKey, ReportState, Stamp
from kpi.meetings import AgendaItem, ItemKind, Meeting
from kpi.months import Month
from kpi.notes import NoteKind
from kpi.plan import WHOLE
from kpi.punctuality import MonthReport
from kpi.services import decisions, meetings, notes
from kpi.services.product import Product
from kpi.services.slides import (
    DecisionsSlide,
    IndicatorSlide,
    ReportingSlide,
    Slide,
    StateSlide,
    TaskSlide,
    UnitSlide,
    slide_of,
    worst_first,
)
from kpi.targets import Status
from kpi.wording import slide_words
from tests.builders import reports
from tests.meeting_room import ON_TIME, TEXT, closed, decide, later, office, prepared, running
from tests.office import (
    ADMINISTRATOR,
    CHAIRMAN,
    COORDINATOR,
    MA_NOI,
    MARCH,
    MY_SON,
    OFFICER,
    demonstration,
    put_approved,
    put_state,
)

OF_COMMUNES = AgendaItem(ItemKind.INDICATOR, "on_time", "commune")
OLD = AgendaItem(ItemKind.DECISIONS)
PRESSING = {
    ("work_files_online", "commune"): ["Cần chú ý: chưa đạt mục tiêu."],
    ("satisfaction_priority", "tai-nguyen-moi-truong"): ["Cần chú ý: gần đạt nhưng đang kém đi."],
    ("on_time", MA_NOI): [
        "Cần chú ý: riêng tháng 10/2024 là 78,2 %, hai trong ba tháng gần nhất kém hẳn mức trung bình 93,2 %."
    ],
}
"""What the findings of October say of indicators, by whose score it is."""


def shown(made: Product, meeting: Meeting, item: AgendaItem, person: Person = OFFICER) -> Slide:
    return slide_of(made, meeting, meeting.agenda.index(item), person=person)


def slide(made: Product, item: AgendaItem) -> Slide:
    """The slide of an item in a meeting that runs."""
    return shown(made, running(made, agenda=(item,)), item)


def indicator(made: Product, item: AgendaItem = OF_COMMUNES) -> IndicatorSlide:
    content = slide(made, item).content
    assert isinstance(content, IndicatorSlide)
    return content


def correct(made: Product, unit: str, **values: float) -> None:
    """Correct figures of an approved report of March as the coordinator would."""
    report = made.store.report(unit, MARCH)
    stored = {figure.key.measure: figure for figure in made.store.figures_of(unit, [MARCH])}
    changes = [
        Change(stored[measure].key, stored[measure], Figure(FigureKey(unit, measure, MARCH), value))
        for measure, value in values.items()
    ]
    corrected = replace(report, corrected_at=made.clock(), corrected_by=COORDINATOR.login)
    stamp = Stamp(COORDINATOR.login, made.clock(), "form", "Rà soát lại")
    made.store.save_report(corrected, changes=changes, explanations=report.explanations, stamp=stamp)


@pytest.mark.parametrize("person", [OFFICER, ADMINISTRATOR, CHAIRMAN])
def test_everybody_may_watch(person: Person) -> None:
    made = office()
    content = shown(made, running(made), ON_TIME, person).content
    assert isinstance(content, IndicatorSlide)
    assert (content.view.score.numerator, content.view.score.denominator) == (106, 118)


def test_a_prepared_meeting_shows_the_figures_of_today_and_a_running_one_those_it_began_with() -> None:
    made = office()
    waiting = prepared(made)
    correct(later(made, 1), MA_NOI, resolved_early=85, resolved_late=18)
    before = shown(made, waiting, ON_TIME)
    assert isinstance(before.content, IndicatorSlide)
    assert (before.frozen_at, before.content.view.score.numerator) == (None, 100)
    held = meetings.start(made, COORDINATOR, waiting.number, version=waiting.version)
    correct(later(made, 370), MA_NOI, resolved_early=97, resolved_late=6)
    a_year_later = shown(later(made, 371), held, ON_TIME)
    assert isinstance(a_year_later.content, IndicatorSlide)
    assert (a_year_later.frozen_at, a_year_later.content.view.score.numerator) == (made.clock(), 100)


def test_a_score_that_was_corrected_since_is_told_with_both_values_and_the_day() -> None:
    made = office()
    meeting = running(made)
    assert shown(made, meeting, ON_TIME).changed == ()
    correct(later(made, 12), MA_NOI, resolved_early=85, resolved_late=18)
    (changed,) = shown(made, meeting, ON_TIME).changed
    assert (changed.then.numerator, changed.now.numerator) == (106, 100)
    assert (changed.on, changed.corrected) == (dt.date(2024, 4, 15), True)


def test_a_score_that_a_report_approved_since_changed_is_told_with_that_day() -> None:
    made = office()
    meeting = running(made, agenda=(OF_COMMUNES,))
    hoa_son = reports("22825", "2024-03", resolved=20, resolved_early=10, resolved_on_time=5, resolved_late=5)
    put_approved(later(made, 2), hoa_son)
    (changed,) = shown(made, meeting, OF_COMMUNES).changed
    assert (changed.now.denominator - changed.then.denominator, changed.corrected) == (20, False)
    assert changed.on == dt.date(2024, 4, 5)


def test_what_another_unit_corrected_changes_no_score_of_this_one() -> None:
    made = office()
    meeting = running(made)
    correct(later(made, 1), MY_SON, resolved_early=20, resolved_late=11)
    assert shown(made, meeting, ON_TIME).changed == ()


def test_the_units_of_an_indicator_stand_the_worst_first_with_their_counts_month_by_month() -> None:
    made = office()
    january = reports(MA_NOI, "2024-01", resolved=10, resolved_early=4, resolved_on_time=4, resolved_late=2)
    put_approved(made, january)
    content = indicator(made)
    assert [score.scope for score in content.units[:2]] == [MA_NOI, MY_SON]
    assert [score.status for score in content.units[:2]] == [Status.NEAR, Status.MET]
    months = content.counts[MA_NOI]
    assert [(one.month, one.denominator) for one in months if one.denominator > 0] == [
        (Month(2024, 1).ordinal, 10),
        (MARCH.ordinal, 118),
    ]
    assert len(months) == 3


def test_units_without_a_verdict_come_last_and_of_those_that_reach_it_the_nearest_to_failing_first() -> None:
    (first, second, *_) = indicator(office()).units
    missed, met = first._replace(status=Status.MISSED), second
    far_ahead, unknown = met._replace(value=100.0), met._replace(status=Status.NO_DATA)
    assert sorted([unknown, far_ahead, met, missed], key=worst_first) == [missed, met, far_ahead, unknown]


def test_what_units_wrote_beside_checks_of_the_measures_is_shown_once_approved() -> None:
    made = office()
    figures = reports("22825", "2024-03", resolved=20, resolved_early=10, resolved_on_time=5, resolved_late=5)
    put_state(made, figures, ReportState.SUBMITTED, unit="22825")
    for unit in (MA_NOI, "22825"):
        report, stamp = made.store.report(unit, MARCH), Stamp(OFFICER.login, made.clock(), "form")
        written = {"resolved_total": f"Hồ sơ liên thông {unit}", "procedures_online": "không liên quan"}
        made.store.save_report(report, changes=(), explanations=written, stamp=stamp)
    (only,) = indicator(made).explanations
    assert (only.unit, only.text) == (MA_NOI, f"Hồ sơ liên thông {MA_NOI}")
    assert only.check is not None
    assert "resolved" in only.check.left


def test_notes_are_those_of_the_month_on_the_scope_and_its_units() -> None:
    made = office()
    for scope, at in [("commune", MARCH), (MA_NOI, MARCH), (MA_NOI, MARCH - 1), ("noi-vu", MARCH)]:
        text = f"Mất kết nối {scope} {at}"
        notes.add_note(made, CHAIRMAN, indicator="on_time", scope=scope, month=at, kind=NoteKind.EVENT, text=text)
    assert [note.scope for note in indicator(made).notes] == ["commune", MA_NOI]


@pytest.mark.parametrize("item", [AgendaItem(ItemKind.OTHER, text="Dự toán năm 2025"), OLD, AgendaItem(ItemKind.STATE)])
def test_what_is_about_no_unit_proposes_none_for_a_decision(item: AgendaItem) -> None:
    assert slide(office(), item).lead == ""


def test_a_decision_is_likely_for_the_unit_on_screen_or_for_who_leads() -> None:
    made = office()
    task = AgendaItem(ItemKind.TASK, "I.2a")
    on_whole = AgendaItem(ItemKind.INDICATOR, "on_time", WHOLE)
    meeting = running(made, agenda=(ON_TIME, on_whole, AgendaItem(ItemKind.UNIT, MY_SON), task))
    assert [shown(made, meeting, item).lead for item in meeting.agenda] == [MA_NOI, "van-phong", MY_SON, "noi-vu"]


def test_decisions_made_on_an_item_stand_on_its_slide_and_on_no_other() -> None:
    made = office()
    meeting = running(made)
    decide(made, meeting)
    assert [one.text for one in shown(made, meeting, ON_TIME).decisions] == [TEXT]
    assert shown(made, meeting, meeting.agenda[0]).decisions == ()


def test_the_next_meeting_begins_with_what_was_not_done_before_its_day_late_ones_first() -> None:
    made = office()
    first = running(made)
    soon = decide(made, first, text="Niêm yết thủ tục", due=dt.date(2024, 6, 1))
    late = decide(made, first, text="Xin lỗi công dân")
    done = decide(made, first, text="Tập huấn ký số")
    decisions.finish(later(made, 5), COORDINATOR, done.number, done_on=dt.date(2024, 4, 8), version=done.version)
    decisions.follow_up(later(made, 6), OFFICER, late.number, "Đã xin lỗi 12 trên 41 hồ sơ")
    meetings.close(made, COORDINATOR, first.number, version=first.version)
    may = later(made, 30)
    second = running(may, day=dt.date(2024, 5, 3), agenda=(OLD, AgendaItem(ItemKind.UNIT, MY_SON)))
    decide(may, second, due=dt.date(2024, 6, 3))
    ended = meetings.close(may, COORDINATOR, second.number, version=second.version)
    june = later(made, 60)
    decisions.finish(june, COORDINATOR, late.number, done_on=dt.date(2024, 6, 2), version=late.version)
    decisions.follow_up(june, OFFICER, late.number, "Đã xin lỗi cả 41 hồ sơ")
    content = shown(later(made, 400), ended, OLD).content
    assert isinstance(content, DecisionsSlide)
    assert [(one.number, len(one.follow_ups)) for one in content.open] == [(late.number, 1), (soon.number, 0)]
    of_my_son = shown(june, ended, second.agenda[1]).content
    assert isinstance(of_my_son, UnitSlide)
    assert of_my_son.open == ()


def test_the_state_is_held_against_what_the_meeting_before_looked_at() -> None:
    made = office()
    first = closed(made)
    correct(later(made, 2), MY_SON, resolved_early=20, resolved_late=11)
    second = running(later(made, 30), agenda=(AgendaItem(ItemKind.STATE),))
    content = shown(made, second, AgendaItem(ItemKind.STATE)).content
    assert isinstance(content, StateSlide)
    assert content.earlier is not None
    assert content.earlier.number == first.number
    assert (content.before["on_time"].numerator, content.scores["on_time"].numerator) == (155, 145)
    assert (content.before["on_time"].status, content.scores["on_time"].status) == (Status.MET, Status.NEAR)
    assert (content.gained, content.lost) == ((), ("on_time",))
    opening = shown(made, first, first.agenda[0]).content
    assert isinstance(opening, StateSlide)
    assert (opening.earlier, opening.lost) == (None, ())


def test_an_indicator_says_by_which_findings_it_is_pressing() -> None:
    made = demonstration()
    asked = Meeting(made.plan.id, Month(2024, 10), made.today, CHAIRMAN.name)
    proposed = [AgendaItem(ItemKind.INDICATOR, name, scope) for name, scope in PRESSING]
    meeting = replace(asked, agenda=(*proposed, AgendaItem(ItemKind.INDICATOR, "work_files_online", "all")))
    found = [slide_of(made, meeting, place, person=OFFICER).content for place in range(len(meeting.agenda))]
    told = [content.why for content in found if isinstance(content, IndicatorSlide)]
    assert [[text.replace("\xa0", " ") for text in why] for why in told] == [*PRESSING.values(), []]


def test_reporting_names_missing_reports_first_and_counts_the_months_of_the_year() -> None:
    made = office(now=dt.datetime(2024, 4, 9, 2, 30, tzinfo=dt.UTC))
    content = slide(made, AgendaItem(ItemKind.REPORTING)).content
    assert isinstance(content, ReportingSlide)
    told = [(unit.id, report.submitted, report.days) for unit, report in content.reports]
    assert told[0][1:] == (False, 4)
    assert told[-2:] == [(MY_SON, True, 4), (MA_NOI, True, 4)]
    assert len(content.year) == 3 * len(told)


def test_a_report_that_came_in_time_and_was_given_back_is_told_so_beside_the_count_of_those_in_time() -> None:
    told = MonthReport(MARCH, ReportState.RETURNED, submitted=True, days=0, owed=True)
    assert slide_words.report(told) == ("↩", "nộp đúng hạn, bị trả lại")
    assert slide_words.report(replace(told, days=3)) == ("↩", "nộp trễ 3 ngày, bị trả lại")
    assert slide_words.on_time([told, replace(told, days=3)]) == "1/2"


def test_a_task_is_found_below_its_heading_too() -> None:
    content = slide(office(), AgendaItem(ItemKind.TASK, "I.2a")).content
    assert isinstance(content, TaskSlide)
    assert (content.row.task.id, content.day) == ("I.2a", dt.date(2024, 4, 3))


def test_what_the_month_does_not_have_is_a_slide_without_content() -> None:
    made = office()
    meeting = running(made)
    gone = replace(meeting, agenda=(AgendaItem(ItemKind.INDICATOR, "on_time", "22999"), AgendaItem(ItemKind.UNIT, "x")))
    assert [slide_of(made, gone, place, person=OFFICER).content for place in (0, 1)] == [None, None]
