"""Preparing a meeting on the page: its agenda from the proposal, what is typed, and two who prepare at once."""

import re
from collections.abc import Mapping
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from kpi.access import Person
from kpi.meetings import AgendaItem, ItemKind, Meeting, MeetingState
from kpi.services import meetings
from kpi.services.product import Product
from tests.meeting_room import AGENDA, decide, office, prepared, running
from tests.office import (
    CHAIRMAN,
    COORDINATOR,
    MA_NOI,
    MARCH,
    MY_SON,
    SECOND_COORDINATOR,
    session,
)
from tests.pages.screen import blocks, draw, happen, press, run, said

Opened = list[tuple[str, Mapping[str, str]]]


def opened(made: Product, person: Person = COORDINATOR, pages: Opened | None = None, **address: str) -> AppTest:
    return draw("meeting", session(made, pages, person=person), **address)


def one_meeting(made: Product) -> Meeting:
    (meeting,) = meetings.meetings_of(made)
    return meeting


def agenda_key(screen: AppTest) -> str:
    return next(key for key in blocks(screen) if key.endswith(".agenda"))


def rows(screen: AppTest) -> list[str]:
    """The titles of the agenda that is being prepared, in their order."""
    return re.findall(r'data-do="drop" title="Bỏ" aria-label="Bỏ: ([^"]*)"', blocks(screen)[agenda_key(screen)]["html"])


def keys(screen: AppTest) -> list[str]:
    return re.findall(r'data-row="([^"]*)"', blocks(screen)[agenda_key(screen)]["html"])


def act(screen: AppTest, place: int, do: str, to: str = "") -> AppTest:
    """Press a button of a row, counted from 1, or write its place."""
    return happen(screen, agenda_key(screen), "act", {"row": keys(screen)[place - 1], "do": do, "to": to})


def field(screen: AppTest, name: str) -> str:
    """The key of a field of the form."""
    boxes = [*screen.text_input, *screen.text_area]
    keys: list[str] = [box.key for box in boxes if box.key is not None]
    return next(key for key in keys if key.endswith(f".{name}"))


def test_a_new_meeting_is_proposed_reordered_and_saved() -> None:
    made, pages = office(), Opened()
    decide(made, running(made))
    screen = opened(made, CHAIRMAN, pages, cuoc_hop="moi")
    assert rows(screen) == ["Kết luận các cuộc họp trước", "Tình hình thực hiện kế hoạch", "Kỷ luật báo cáo"]
    assert "1 kết luận còn mở, không có kết luận nào trễ hạn" in said(screen, agenda_key(screen))
    assert "**3 nội dung, 20\u00a0phút**" in [text.value for text in screen.markdown]
    act(screen, 3, "up")
    act(screen, 1, "down")
    assert rows(screen) == ["Kỷ luật báo cáo", "Kết luận các cuộc họp trước", "Tình hình thực hiện kế hoạch"]
    act(screen, 3, "move", "1")
    act(screen, 2, "drop")
    screen.text_area(key=field(screen, "participants")).input("Kator Thị Mai, Xã Ma Nới\n\nLê Thị Hạnh")
    happen(screen, agenda_key(screen), "minutes", dict(zip(keys(screen), ["15", "20"], strict=True)), kept=True)
    press(screen, "Lưu cuộc họp")
    saved = meetings.meetings_of(made)[0]
    assert [(item.kind, item.minutes) for item in saved.agenda] == [(ItemKind.STATE, 15), (ItemKind.DECISIONS, 20)]
    assert (saved.number, saved.state, saved.month) == (2, MeetingState.PREPARED, MARCH)
    assert saved.participants == ("Kator Thị Mai, Xã Ma Nới", "Lê Thị Hạnh")
    assert pages == [("hop-giao-ban", {"cuoc-hop": "2"})]


def test_items_of_every_kind_are_added_with_what_they_are_about() -> None:
    made = office()
    screen = opened(made, cuoc_hop="moi")

    def choose(name: str, value: str) -> None:
        next(box for box in screen.selectbox if (box.key or "").endswith(name)).select(value)
        run(screen)

    choose(".indicator", "on_time")
    choose(".scope", MA_NOI)
    press(screen, "Thêm vào chương trình")
    for kind, subject in ((ItemKind.UNIT, MY_SON), (ItemKind.TASK, "III.1")):
        choose(".kind", kind)
        choose(f".{kind}", subject)
        press(screen, "Thêm vào chương trình")
    choose(".kind", ItemKind.OTHER)
    press(screen, "Thêm vào chương trình")
    assert [box.value for box in screen.error] == ["Chưa thêm: hãy viết nội dung."]
    next(box for box in screen.text_input if box.label == "Nội dung").input("Ý kiến <b>khác</b>")
    press(screen, "Thêm vào chương trình")
    choose(".kind", ItemKind.DECISIONS)
    press(screen, "Thêm vào chương trình")
    assert rows(screen)[2:4] == ["Đúng hạn – Xã Ma Nới", "Xã Mỹ Sơn"]
    assert rows(screen)[4].startswith("Nhiệm vụ III.1: Rà soát")
    assert rows(screen)[5:] == ["Ý kiến &lt;b&gt;khác&lt;/b&gt;", "Kết luận các cuộc họp trước"]
    assert "Gần đạt: 89,8 % &lt; 90 %" in said(screen, agenda_key(screen))
    press(screen, "Lưu cuộc họp")
    assert one_meeting(made).agenda[2] == AgendaItem(ItemKind.INDICATOR, "on_time", MA_NOI)


def test_what_was_typed_stays_when_it_is_refused_and_when_the_page_is_left() -> None:
    made = office()
    prepared(made)
    screen = opened(made, cuoc_hop="1")
    screen.text_input(key=field(screen, "day")).input("mai")
    screen.text_input(key=field(screen, "chair")).input("Lê Văn Bình")
    happen(
        screen, agenda_key(screen), "minutes", dict(zip(keys(screen), ["5", "mười", "5", "5"], strict=True)), kept=True
    )
    assert blocks(screen)[agenda_key(screen)]["wrong"] == [keys(screen)[1]]
    assert "Có thay đổi chưa lưu." in [text.value for text in screen.caption]
    press(screen, "Lưu cuộc họp")
    assert screen.error[0].value.startswith("Chưa lưu: “mai” không phải một ngày;")
    del screen.query_params["cuoc-hop"]
    run(screen)
    screen.query_params["cuoc-hop"] = "1"
    run(screen)
    assert screen.text_input(key=field(screen, "day")).value == "mai"
    assert screen.text_input(key=field(screen, "chair")).value == "Lê Văn Bình"
    screen.text_input(key=field(screen, "day")).input("05/04/2024")
    press(screen, "Lưu cuộc họp")
    assert screen.error[0].value == "Chưa lưu: số phút là số nguyên từ 1 đến 120."
    assert one_meeting(made).version == 1
    assert list(blocks(screen)[agenda_key(screen)]["minutes"].values())[1] == "mười"


def test_the_second_of_two_who_prepare_sees_theirs_and_saves_knowingly() -> None:
    made = office()
    meeting = prepared(made)
    screen = act(opened(made, cuoc_hop="1"), 4, "drop")
    meetings.prepare(made, SECOND_COORDINATOR, replace(meeting, agenda=AGENDA[:1]))
    press(screen, "Lưu cuộc họp")
    assert screen.error[0].value.startswith("Chưa lưu: người khác vừa sửa cuộc họp này.")
    assert "1 nội dung, 5 phút" in said(screen, next(key for key in blocks(screen) if key.endswith(".theirs")))
    assert one_meeting(made).agenda == AGENDA[:1]
    press(screen, "Lưu cuộc họp")
    assert [box.value for box in screen.success] == ["Đã lưu cuộc họp."]
    assert one_meeting(made).agenda == AGENDA[:3]


def test_a_form_with_nothing_typed_follows_what_others_save() -> None:
    made = office()
    meeting = prepared(made)
    screen = opened(made, cuoc_hop="1")
    meetings.prepare(made, SECOND_COORDINATOR, replace(meeting, chair="Lê Văn Bình", agenda=AGENDA[:1]))
    run(screen)
    assert screen.text_input(key=field(screen, "chair")).value == "Lê Văn Bình"
    assert rows(screen) == ["Tình hình thực hiện kế hoạch"]


def test_starting_saves_what_is_typed_freezes_and_opens_the_screen() -> None:
    made, pages = office(), Opened()
    prepared(made)
    screen = act(opened(made, CHAIRMAN, pages, cuoc_hop="1"), 4, "drop")
    press(screen, "Bắt đầu và mở trình chiếu")
    meeting = one_meeting(made)
    assert (meeting.state, meeting.agenda) == (MeetingState.RUNNING, AGENDA[:3])
    assert made.store.snapshot(1) is not None
    assert pages == [("trinh-chieu", {"cuoc-hop": "1"})]


def test_a_new_meeting_can_be_started_at_once() -> None:
    made, pages = office(), Opened()
    press(opened(made, CHAIRMAN, pages, cuoc_hop="moi"), "Bắt đầu và mở trình chiếu")
    assert one_meeting(made).state is MeetingState.RUNNING
    assert pages == [("trinh-chieu", {"cuoc-hop": "1"})]


def test_the_proposal_can_be_taken_again() -> None:
    made = office()
    prepared(made)
    screen = opened(made, cuoc_hop="1")
    assert any(text.value.startswith("Bỏ chương trình đang soạn") for text in screen.text)
    press(screen, "Thay bằng chương trình đề xuất")
    assert rows(screen) == ["Tình hình thực hiện kế hoạch", "Kỷ luật báo cáo"]
    assert one_meeting(made).agenda == AGENDA
