"""A meeting on the screen: who moves whom, what a slide says, and what is written while it is shown."""

import datetime as dt
from collections.abc import Mapping
from html import unescape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kpi.access import Person
from kpi.meetings import AgendaItem, ItemKind, Meeting, MeetingState
from kpi.services import decisions, meetings
from kpi.services.product import Product
from tests.meeting_room import AGENDA, ON_TIME, TEXT, closed, decide, later, office, prepared, running
from tests.office import ADMINISTRATOR, CHAIRMAN, COORDINATOR, MA_NOI, OFFICER, session, with_demonstration
from tests.pages.screen import blocks, draw, happen, plain, run

WRITTEN = {"text": TEXT, "unit": MA_NOI, "due": "10/04/2024", "place": 1, "nonce": "a"}


def opened(made: Product, meeting: Meeting, person: Person = COORDINATOR, **address: str) -> AppTest:
    return draw("present", session(made, person=person), cuoc_hop=str(meeting.number), **address)


def key(meeting: Meeting) -> str:
    return f"present.slide|{meeting.number}"


def data(screen: AppTest, meeting: Meeting) -> Mapping[str, Any]:
    return blocks(screen)[key(meeting)]


def ask(screen: AppTest, meeting: Meeting, event: str, value: object) -> Mapping[str, Any]:
    """What is shown after a control was used."""
    return data(happen(screen, key(meeting), event, value), meeting)


def on_screen(made: Product, meeting: Meeting) -> int:
    """The place that everybody follows."""
    return meetings.meeting_of(made, meeting.number).place


def text(html: str) -> str:
    return unescape(plain(html)).replace("\xa0", " ")


def test_who_started_the_meeting_presents_it_and_moves_everybody() -> None:
    made = office()
    meeting = running(made, CHAIRMAN)
    decide(made, meeting)
    screen = opened(made, meeting, CHAIRMAN)
    assert (data(screen, meeting)["position"], data(screen, meeting)["presents"]) == ("1/4", True)
    assert ask(screen, meeting, "move", 2)["position"] == "3/4"
    assert on_screen(made, meeting) == 2


def test_another_leader_or_coordinator_follows_until_they_take_over() -> None:
    made = office()
    meeting = running(made, COORDINATOR)
    screen = opened(made, meeting, CHAIRMAN)
    seen = data(screen, meeting)
    assert (seen["now"], seen["presents"]) == ("● Đang theo", False)
    assert {"mode": "present", "text": "Điều khiển trình chiếu"} in seen["modes"]
    ask(screen, meeting, "move", 2)
    assert on_screen(made, meeting) == 0
    assert ask(screen, meeting, "mode", "present")["presents"] is True
    ask(screen, meeting, "move", 3)
    assert on_screen(made, meeting) == 3


def test_who_looked_at_it_before_it_began_presents_it_once_they_have_started_it() -> None:
    made = office()
    meeting = prepared(made, CHAIRMAN)
    screen = opened(made, meeting, CHAIRMAN)
    assert data(screen, meeting)["presents"] is False
    meetings.start(made, CHAIRMAN, meeting.number, version=meeting.version)
    assert data(run(screen), meeting)["presents"] is True


def test_who_follows_sees_what_is_presented_and_by_moving_looks_alone() -> None:
    made = office()
    meeting = running(made)
    meetings.show_item(made, COORDINATOR, meeting.number, 1)
    screen = opened(made, meeting, OFFICER)
    seen = data(screen, meeting)
    assert (seen["position"], seen["elsewhere"], seen["item"]["value"]) == ("2/4", "", "")
    alone = ask(screen, meeting, "move", 3)
    assert (alone["position"], alone["elsewhere"], alone["item"]["value"]) == ("4/4", "Đang chiếu 2/4", "4")
    assert alone["clock"] is None
    assert on_screen(made, meeting) == 1
    assert ask(screen, meeting, "mode", "follow")["position"] == "2/4"


@pytest.mark.parametrize("person", [OFFICER, ADMINISTRATOR])
def test_who_may_not_hold_meetings_moves_nobody_and_decides_nothing_whatever_the_browser_sends(person: Person) -> None:
    made = office()
    meeting = running(made)
    screen = opened(made, meeting, person)
    assert "<form" not in data(screen, meeting)["frame"]
    assert [one["mode"] for one in ask(screen, meeting, "mode", "present")["modes"]] == ["alone"]
    ask(screen, meeting, "move", 2)
    said = ask(screen, meeting, "decide", WRITTEN)["said"]
    assert said["text"].startswith("Chỉ lãnh đạo và người điều phối")
    assert on_screen(made, meeting) == 0
    assert decisions.decisions_of(made, meeting.number) == []


@pytest.mark.parametrize("place", [-1, 4, "2", None])
def test_a_place_that_the_agenda_does_not_have_moves_nobody(place: object) -> None:
    made = office()
    meeting = running(made)
    assert ask(opened(made, meeting), meeting, "move", place)["position"] == "1/4"


def test_a_link_to_an_item_opens_it_and_moves_nobody() -> None:
    made = office()
    meeting = running(made)
    seen = data(opened(made, meeting, CHAIRMAN, muc="3"), meeting)
    assert (seen["position"], seen["elsewhere"]) == ("3/4", "Đang chiếu 1/4")
    assert on_screen(made, meeting) == 0
    assert data(opened(made, meeting, CHAIRMAN, muc="9"), meeting)["elsewhere"] == ""


def test_before_and_after_it_runs_everybody_looks_for_themself() -> None:
    made = office()
    for meeting, mark in ((prepared(made), "Xem trước, chưa chốt số"), (closed(made), "Số liệu chốt lúc 09:30")):
        screen = opened(made, meeting, COORDINATOR)
        seen = ask(screen, meeting, "move", 1)
        assert (seen["position"], seen["modes"], seen["now"]) == ("2/4", [], "")
        assert mark in text(seen["slide"])
        assert "<form" not in seen["frame"]


def test_the_clock_counts_from_when_the_item_came_up_against_its_minutes() -> None:
    made = office()
    meeting = running(made)
    meetings.show_item(made, COORDINATOR, meeting.number, 1)
    at = made.clock() + dt.timedelta(minutes=12)
    seen = data(opened(later(made, 0), meeting), meeting)
    assert seen["clock"] == {"elapsed": 0.0, "planned": 600, "over": "▲ quá giờ"}
    assert seen["running"] == {"place": 1, "since": made.clock().timestamp()}
    late = data(opened(Product(made.plan, made.store, lambda: at, made.scoreboard), meeting), meeting)
    assert late["clock"]["elapsed"] == 720.0


def test_an_indicator_is_shown_with_its_target_its_units_and_what_it_takes() -> None:
    made = office()
    meeting = running(made)
    said = text(data(opened(made, meeting, muc="2"), meeting)["slide"])
    assert said.startswith("Tỷ lệ hồ sơ TTHC giải quyết đúng hạn hoặc trước hạn Xã Ma Nới · Lũy kế 3 tháng năm 2024")
    assert "89,8 % ≈ Gần đạt Mục tiêu ≥ 90 %" in said
    assert "Gần đạt: 89,8 % < 90 % (thiếu 0,2 điểm; 12 hồ sơ trễ hạn trên 118)." in said
    assert "≈ Ma Nới 89,8 % 106/118 ✓ Mỹ Sơn 98,0 % 49/50" in said
    assert said.endswith("Số liệu chốt lúc 09:30 ngày 03/04/2024")
    detail = text(data(opened(made, meeting, muc="2"), meeting)["detail"])
    assert "Ma Nới – – 106/118 106/118" in detail


def test_a_decision_is_written_on_the_item_it_was_begun_on_and_said_in_one_sentence() -> None:
    made = office()
    meeting = running(made)
    screen = opened(made, meeting)
    assert data(screen, meeting)["preset"] == {"unit": "", "due": "03/05/2024"}
    seen = ask(screen, meeting, "decide", WRITTEN)
    assert (seen["said"]["style"], seen["said"]["text"]) == ("s-met", "Đã lưu kết luận cho Xã Ma Nới, hạn 10/04/2024.")
    (written,) = decisions.decisions_of(made, meeting.number)
    assert (written.text, written.item, written.unit, written.due) == (TEXT, ON_TIME, MA_NOI, dt.date(2024, 4, 10))
    assert TEXT not in seen["slide"]
    there = ask(screen, meeting, "move", 1)
    assert f"Kết luận (1) Xã Ma Nới, hạn 10/04/2024: {TEXT}" in text(there["slide"])
    assert there["preset"]["unit"] == MA_NOI


def test_a_decision_that_is_sent_again_is_written_once_and_the_next_one_is_written_too() -> None:
    made = office()
    meeting = running(made)
    screen = opened(made, meeting)
    ask(screen, meeting, "decide", WRITTEN)
    again = ask(screen, meeting, "decide", {**WRITTEN, "text": "Viết thêm sau khi gửi"})["said"]
    assert (again["round"], again["style"], again["nonce"]) == (2, "s-met", "a")
    ask(screen, meeting, "decide", {**WRITTEN, "text": "Kiểm tra lại hằng tuần", "nonce": "b"})
    assert [one.text for one in decisions.decisions_of(made, meeting.number)] == [TEXT, "Kiểm tra lại hằng tuần"]


def test_a_decision_that_was_refused_may_be_sent_again_under_its_name() -> None:
    made = office()
    meeting = running(made)
    screen = opened(made, meeting)
    assert ask(screen, meeting, "decide", {**WRITTEN, "unit": ""})["said"]["style"] == "s-missed"
    assert ask(screen, meeting, "decide", WRITTEN)["said"]["style"] == "s-met"
    assert len(decisions.decisions_of(made, meeting.number)) == 1


def test_the_presenter_ends_the_meeting_and_everybody_who_was_there_is_told() -> None:
    made = office()
    meeting = running(made)
    chair, officer = opened(made, meeting), opened(made, meeting, OFFICER)
    assert data(officer, meeting)["ended"] is False
    seen = ask(chair, meeting, "end", value=True)
    assert (seen["ended"], seen["presents"], "<form" in seen["frame"]) == (True, False, False)
    told = data(run(officer), meeting)
    assert told["ended"] is True
    assert f'href="./hop-giao-ban?cuoc-hop={meeting.number}"' in told["frame"]
    assert data(opened(made, meeting, OFFICER), meeting)["ended"] is False


def test_who_may_not_hold_meetings_ends_none() -> None:
    made = office()
    meeting = running(made)
    said = ask(opened(made, meeting, OFFICER), meeting, "end", value=True)["said"]
    assert said["text"].startswith("Chỉ lãnh đạo và người điều phối")
    assert meetings.meeting_of(made, meeting.number).state is MeetingState.RUNNING


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": "  "}, "Chưa lưu: hãy viết nội dung."),
        ({"unit": ""}, "Chưa lưu: hãy chọn đơn vị thực hiện."),
        ({"due": "31/4/2024"}, "Chưa lưu: “31/4/2024” không phải một ngày; hãy viết ngày/tháng/năm, ví dụ 05/03/2024."),
        ({"due": "02/04/2024"}, "Chưa lưu: hãy ghi hạn từ ngày họp 03/04/2024 trở đi."),
        ({"place": 7}, "Không có cuộc họp này; hãy mở lại từ danh sách cuộc họp."),
    ],
)
def test_what_cannot_be_saved_is_told_and_nothing_is_written(changed: Mapping[str, object], sentence: str) -> None:
    made = office()
    meeting = running(made)
    said = ask(opened(made, meeting), meeting, "decide", {**WRITTEN, **changed})["said"]
    assert (said["style"], said["text"]) == ("s-missed", sentence)
    assert decisions.decisions_of(made, meeting.number) == []


def test_after_the_session_ended_nothing_is_moved_or_written() -> None:
    made = office()
    meeting = running(made)
    screen = draw("present", session(made, person=COORDINATOR, ended=True), cuoc_hop=str(meeting.number))
    assert set(blocks(screen)) == {"leave"}
    assert on_screen(made, meeting) == 0


@pytest.mark.parametrize("number", ["", "99", "abc", "-1", "9" * 30])
def test_a_meeting_that_is_not_there_is_told_in_a_sentence(number: str) -> None:
    screen = draw("present", session(office()), cuoc_hop=number)
    assert [one.value for one in screen.info] == ["Không có cuộc họp này; hãy mở lại từ danh sách cuộc họp."]


def test_what_people_wrote_is_escaped() -> None:
    made = office()
    meeting = running(made, agenda=(AgendaItem(ItemKind.OTHER, text="Dự toán <b>2025</b> & kiến nghị"), *AGENDA))
    decide(made, meeting, item=meeting.agenda[0], text="Xem <script> của Sở")
    seen = data(opened(made, meeting), meeting)
    for html in (seen["slide"], seen["frame"]):
        assert "&lt;b&gt;2025&lt;/b&gt; &amp;" in html
    assert "&lt;script&gt;" in seen["slide"]
    assert "<script>" not in seen["slide"] + seen["detail"]


def test_every_kind_of_slide_marks_demonstration_figures() -> None:
    made = with_demonstration(now=dt.datetime(2024, 4, 3, 2, 30, tzinfo=dt.UTC))
    kinds = [
        AgendaItem(ItemKind.DECISIONS),
        AgendaItem(ItemKind.STATE),
        AgendaItem(ItemKind.INDICATOR, "on_time", "commune"),
        AgendaItem(ItemKind.UNIT, MA_NOI),
        AgendaItem(ItemKind.TASK, "I.2a"),
        AgendaItem(ItemKind.REPORTING),
        AgendaItem(ItemKind.OTHER, text="Dự toán năm 2025"),
    ]
    meeting = running(made, agenda=tuple(kinds))
    screen = opened(made, meeting)
    for place in range(len(kinds)):
        slide = ask(screen, meeting, "move", place)["slide"] if place else data(screen, meeting)["slide"]
        assert 'role="note">SỐ LIỆU MINH HỌA<' in slide, kinds[place]
