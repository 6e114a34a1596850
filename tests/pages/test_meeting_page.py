"""The page of meetings: the list, and a meeting that is read, run, closed and looked back at."""

import datetime as dt
import re
from collections.abc import Mapping

import pytest
from streamlit.testing.v1 import AppTest

from kpi.access import Person
from kpi.meetings import Meeting, MeetingState
from kpi.services import entry, meetings
from kpi.services.product import Product
from tests.meeting_room import closed, decide, later, office, prepared, running
from tests.office import (
    ADMINISTRATOR,
    COORDINATOR,
    MA_NOI,
    MARCH,
    OFFICER,
    session,
)
from tests.pages.screen import blocks, draw, plain, press, said

Opened = list[tuple[str, Mapping[str, str]]]


def opened(made: Product, person: Person = COORDINATOR, pages: Opened | None = None, **address: str) -> AppTest:
    return draw("meeting", session(made, pages, person=person), **address)


def one_meeting(made: Product) -> Meeting:
    (meeting,) = meetings.meetings_of(made)
    return meeting


def test_where_no_meeting_was_held_the_page_says_what_to_do() -> None:
    assert said(opened(office()), "meetings") == (
        "+ Chuẩn bị cuộc họp Chưa có cuộc họp nào. "
        "Bấm “Chuẩn bị cuộc họp”: chương trình được đề xuất sẵn từ những việc cần chú ý của tháng."
    )
    assert said(opened(office(), OFFICER), "meetings").startswith("Chưa có cuộc họp nào. Khi lãnh đạo hoặc")


def test_the_list_says_of_each_meeting_where_it_stands_and_what_to_do_next() -> None:
    made = office()
    closed(made)
    running(later(made, days=1))
    prepared(made, day=dt.date(2024, 4, 5))
    text = said(opened(later(made, days=9)), "meetings")
    assert "Tháng 3/2024 05/04/2024 ○ Đã chuẩn bị Trần Minh Lực Xem chương trình, bắt đầu họp" in text
    assert "04/04/2024 ▶ Đang họp Trần Minh Lực không có kết luận Vào cuộc họp" in text
    assert "03/04/2024 ✓ Đã kết thúc Trần Minh Lực 1 kết luận, 1 còn mở, 1 trễ hạn Xem kết luận" in text
    html = blocks(opened(made, OFFICER))["meetings"]["html"]
    assert "Xem chương trình<" in html
    assert './trinh-chieu?cuoc-hop=2"' in html
    assert "moi" not in re.findall(r"cuoc-hop=(\w+)", html)


@pytest.mark.parametrize("person", [OFFICER, ADMINISTRATOR])
def test_who_may_not_hold_a_meeting_reads_its_agenda(person: Person) -> None:
    made = office()
    prepared(made)
    screen = opened(made, person, cuoc_hop="1")
    assert list(screen.button) == []
    text = said(screen, "agenda")
    assert "Chỉ tiêu: Đúng hạn – Xã Ma Nới 10 phút Gần đạt: 89,8 % &lt; 90 %" in text
    assert "meetings" in blocks(opened(made, person, cuoc_hop="moi"))


def test_a_running_meeting_is_entered_and_closed() -> None:
    made = office()
    decide(made, running(made))
    screen = opened(made, cuoc_hop="1")
    assert "▶ Vào cuộc họp" in said(screen, "meeting")
    assert "Bổ sung một công chức" in said(screen, "agenda")
    press(screen, "Kết thúc cuộc họp")
    assert one_meeting(made).state is MeetingState.CLOSED
    assert [box.value for box in screen.success] == ["Đã kết thúc cuộc họp."]
    html = blocks(screen)["meeting"]["html"]
    assert 'href="/bien-ban/1.docx" download' in html
    assert 'href="/theo-doi/1.docx" download' in html
    assert list(opened(made, OFFICER, cuoc_hop="1").button) == []


def test_a_closed_meeting_shows_what_it_saw_and_says_what_changed_since() -> None:
    made = office()
    closed(made)
    assert "Số liệu mà cuộc họp đã xem đến nay không thay đổi." in said(opened(made, cuoc_hop="1"), "changes")
    after = later(made, days=30)
    form = entry.open_form(after, COORDINATOR, MA_NOI, MARCH)
    texts = {**form.saved, "resolved_late": "9", "resolved_early": "94"}
    entry.save(after, COORDINATOR, form, texts, reason="Đếm lại")
    screen = opened(after, OFFICER, cuoc_hop="1")
    assert "Gần đạt: 89,8 % &lt; 90 %" in said(screen, "agenda")
    assert "✗ Trễ 23 ngày" in said(screen, "agenda")
    changed = said(screen, "changes")
    assert "Đúng hạn – Xã Ma Nới Gần đạt: 89,8 % &lt; 90 %" in changed
    assert "Đạt: 92,4 % ≥ 90 %" in changed
    assert changed.count("(điều chỉnh ngày 03/05/2024)") == 2
    assert "Xã Ma Nới: điều chỉnh báo cáo tháng 3/2024 ngày 03/05/2024." in changed


def test_cancelled_meetings_are_folded_below_the_others_and_offer_nothing() -> None:
    made = office()
    waiting = prepared(made, day=dt.date(2024, 4, 5))
    prepared(made)
    meetings.cancel(made, COORDINATOR, waiting.number, version=waiting.version, reason="Trùng lịch")
    html = blocks(opened(made))["meetings"]["html"]
    listed, folded = html.split("<details")
    assert "05/04/2024" not in listed
    assert "1 cuộc họp đã hủy" in folded
    assert plain(folded).endswith("Tháng 3/2024 05/04/2024 ✕ Đã hủy Trần Minh Lực")
    screen = opened(made, cuoc_hop="1")
    assert "✕ Đã hủy" in said(screen, "meeting")
    assert "trinh-chieu" not in blocks(screen)["meeting"]["html"]
    assert list(screen.button) == []


@pytest.mark.parametrize("address", ["7", "0", "x", "9" * 40, "<b>1</b>"])
def test_an_address_that_names_no_meeting_says_so_and_lists_them(address: str) -> None:
    screen = opened(office(), cuoc_hop=address)
    assert [box.value for box in screen.error] == ["Không có cuộc họp này; hãy mở lại từ danh sách cuộc họp."]
    assert "meetings" in blocks(screen)
