"""The decisions on the page: the list, one opened, its follow-ups, and where other pages lead to them."""

import datetime as dt
from collections.abc import Mapping

from streamlit.testing.v1 import AppTest

from kpi.access import Person
from kpi.services import decisions, meetings
from kpi.services.product import Product
from tests.meeting_room import TEXT, decide, later, office, running
from tests.office import (
    COORDINATOR,
    MA_NOI,
    MY_SON,
    OFFICER,
    OFFICER_OF_MY_SON,
    SECOND_COORDINATOR,
    session,
)
from tests.pages.screen import blocks, draw, plain, press, said

Opened = list[tuple[str, Mapping[str, str]]]


def opened(made: Product, person: Person = COORDINATOR, pages: Opened | None = None, **address: str) -> AppTest:
    return draw("meeting", session(made, pages, person=person), **address)


def decided() -> Product:
    """Nine days after a meeting Ma Nới is two days late, Mỹ Sơn has until the end of April."""
    made = office()
    meeting = running(made)
    decide(made, meeting, text="<b>Bổ sung</b> công chức")
    decide(made, meeting, unit=MY_SON, due=dt.date(2024, 4, 30))
    return later(made, days=9)


def test_decisions_are_listed_open_ones_first_with_their_days_late() -> None:
    made = decided()
    decisions.follow_up(made, OFFICER, 1, "Đã trình Tờ trình số 45")
    text = said(opened(made, OFFICER, muc="ket-luan"), "decisions")
    assert text.startswith(
        "2 kết luận còn mở, 1 trễ hạn ✗ Trễ 2 ngày &lt;b&gt;Bổ sung&lt;/b&gt; công chức Xã Ma Nới hạn 10/04/2024 "
        "Tại Họp giao ban ngày 03/04/2024, số liệu tháng 3/2024 · Về Đúng hạn – Xã Ma Nới Kết quả thực hiện: "
        "Đã trình Tờ trình số 45 – Kator Thị Mai, 09:30 ngày 12/04/2024"
    )
    of_my_son = said(opened(made, muc="ket-luan", don_vi=MY_SON), "decisions")
    assert of_my_son.startswith("1 kết luận còn mở, không có kết luận nào trễ hạn ○ Còn 18 ngày")
    assert said(opened(office(), muc="ket-luan"), "decisions").startswith("Chưa có kết luận nào.")


def test_a_reporter_follows_up_the_own_units_decision_and_no_other() -> None:
    made = decided()
    screen = opened(made, OFFICER, muc="ket-luan", ket_luan="1")
    screen.text_area[0].input("Đã trình Chủ tịch")
    press(screen, "Ghi kết quả")
    assert [box.value for box in screen.success] == ["Đã ghi kết quả thực hiện."]
    assert "Đã trình Chủ tịch Kator Thị Mai, 09:30 ngày 12/04/2024" in said(screen, "decision")
    assert screen.text_area[0].value == ""
    assert [button.label for button in screen.button] == ["Ghi kết quả"]
    other = opened(made, OFFICER_OF_MY_SON, muc="ket-luan", ket_luan="1")
    assert list(other.button) == []
    assert other.caption[0].value.startswith("Đơn vị thực hiện, lãnh đạo và người điều phối ghi kết quả")


def test_a_decision_is_marked_done_and_opened_again() -> None:
    made = decided()
    screen = opened(made, muc="ket-luan", ket_luan="1")
    day = next(box for box in screen.text_input if box.label == "Ngày làm xong")
    assert day.value == "12/04/2024"
    day.input("1/4/2024")
    press(screen, "Đánh dấu đã xong")
    assert screen.error[0].value.startswith("Chưa lưu: ngày làm xong phải từ 03/04/2024")
    next(box for box in screen.text_input if box.label == "Ngày làm xong").input("11/04/2024")
    press(screen, "Đánh dấu đã xong")
    assert "✓ Xong 11/04/2024, trễ 1 ngày" in said(screen, "decision")
    press(screen, "Mở lại kết luận")
    assert decisions.decision_of(made, 1).done_on is None


def test_a_decision_is_corrected_with_a_reason_once_its_meeting_is_over() -> None:
    made = office()
    meeting = running(made)
    decide(made, meeting)
    assert "Lý do sửa" not in [box.label for box in opened(made, muc="ket-luan", ket_luan="1").text_input]
    meetings.close(made, COORDINATOR, meeting.number, version=meeting.version)
    screen = opened(made, muc="ket-luan", ket_luan="1")
    next(box for box in screen.text_area if box.label == "Nội dung kết luận").input("Bố trí hai công chức")
    next(box for box in screen.selectbox if box.label == "Giao cho đơn vị").select(MY_SON)
    next(box for box in screen.text_input if box.label == "Hạn (ngày/tháng/năm)").input("15/4/2024")
    press(screen, "Lưu nội dung sửa")
    assert screen.error[0].value == "Chưa lưu: cuộc họp không còn họp nên phải ghi lý do sửa."
    next(box for box in screen.text_input if box.label == "Lý do sửa").input("Ghi nhầm đơn vị")
    press(screen, "Lưu nội dung sửa")
    assert [box.value for box in screen.success] == ["Đã sửa kết luận."]
    one = decisions.decision_of(made, 1)
    assert (one.text, one.unit, one.due) == ("Bố trí hai công chức", MY_SON, dt.date(2024, 4, 15))
    assert "Lưu nội dung sửa" not in [
        button.label for button in opened(made, OFFICER_OF_MY_SON, muc="ket-luan", ket_luan="1").button
    ]


def test_who_acts_on_a_decision_that_changed_meanwhile_is_told_and_sees_it_anew() -> None:
    made = decided()
    one = decisions.finish(made, COORDINATOR, 1, done_on=made.today, version=1)
    screen = opened(made, muc="ket-luan", ket_luan="1")
    again = decisions.reopen(made, SECOND_COORDINATOR, 1, version=one.version)
    done = decisions.finish(made, SECOND_COORDINATOR, 1, done_on=dt.date(2024, 4, 5), version=again.version)
    press(screen, "Mở lại kết luận")
    assert screen.error[0].value.startswith("Chưa lưu: người khác vừa cập nhật kết luận này;")
    assert decisions.decision_of(made, 1) == done
    press(screen, "Mở lại kết luận")
    assert decisions.decision_of(made, 1).done_on is None


def test_an_address_that_names_no_decision_says_so_and_lists_them() -> None:
    screen = opened(decided(), muc="ket-luan", ket_luan="7")
    assert [box.value for box in screen.error] == ["Không có kết luận này; hãy mở lại từ danh sách kết luận."]
    assert "decisions" in blocks(screen)


def test_the_overview_and_the_unit_page_lead_to_the_open_decisions() -> None:
    made = decided()
    overview = blocks(draw("overview", session(made)))["overview"]["html"]
    assert "2 kết luận còn mở, 1 trễ hạn" in plain(overview)
    assert "Xã Ma Nới trễ 2 ngày" in plain(overview)
    assert './hop-giao-ban?muc=ket-luan"' in overview
    assert "Kết luận họp còn mở" not in blocks(draw("overview", session(office())))["overview"]["html"]
    unit = blocks(draw("unit", session(made), don_vi=MA_NOI))["unit"]["html"]
    assert "✗ Trễ 2 ngày &lt;b&gt;Bổ sung&lt;/b&gt; công chức hạn 10/04/2024" in plain(unit)
    assert f"./hop-giao-ban?muc=ket-luan&amp;don-vi={MA_NOI}" in unit
    assert TEXT not in unit
