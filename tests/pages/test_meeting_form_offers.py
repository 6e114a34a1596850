"""What the form of a meeting says before it starts, what it offers to add, and how a meeting is cancelled."""

from streamlit.testing.v1 import AppTest

from kpi.access import Person
from kpi.meetings import AgendaItem, ItemKind, MeetingState
from kpi.services import meetings
from kpi.services.product import Product
from tests.meeting_room import AGENDA, decide, later, office, prepared, running
from tests.office import APPROVED, COORDINATOR, MA_NOI, demonstration, session
from tests.pages.screen import blocks, draw, press, run, said

FOLDED = "Có 1 kết luận còn mở: khi bắt đầu, mục “Kết luận các cuộc họp trước” được đưa lên đầu chương trình."


def opened(made: Product, person: Person = COORDINATOR, **address: str) -> AppTest:
    return draw("meeting", session(made, person=person), **address)


def captions(screen: AppTest) -> list[str]:
    return [text.value for text in screen.caption]


def field(screen: AppTest, label: str) -> str:
    return next(box.key for box in screen.text_input if box.label == label and box.key is not None)


def test_open_decisions_that_the_agenda_lacks_are_said_before_it_starts() -> None:
    made = office()
    prepared(made)
    assert FOLDED not in captions(opened(made, cuoc_hop="1"))
    decide(made, running(made))
    assert FOLDED in captions(opened(made, cuoc_hop="1"))
    assert FOLDED not in captions(opened(made, cuoc_hop="moi"))


def test_starting_on_another_day_than_the_one_that_is_written_is_said_beside_the_button() -> None:
    made = office()
    prepared(made)
    assert not any("sẽ là hôm nay" in text.value for text in opened(made, cuoc_hop="1").text)
    screen = opened(later(made, days=2), cuoc_hop="1")
    day = "Ngày họp (đang ghi 03/04/2024) sẽ là hôm nay, 05/04/2024."
    assert day in [text.value for text in screen.text]
    screen.text_input(key=field(screen, "Ngày họp")).input("mai")
    run(screen)
    assert "Ngày họp sẽ là hôm nay, 05/04/2024." in [text.value for text in screen.text]


def test_an_indicator_that_is_there_is_not_added_again() -> None:
    made = office()
    prepared(made, agenda=(*AGENDA, AgendaItem(ItemKind.INDICATOR, "online_dossiers", MA_NOI)))
    screen = opened(made, cuoc_hop="1")
    for name, value in ((".indicator", "on_time"), (".scope", MA_NOI)):
        next(box for box in screen.selectbox if (box.key or "").endswith(name)).select(value)
        run(screen)
    press(screen, "Thêm vào chương trình")
    assert [box.value for box in screen.error] == ["Chưa thêm: chương trình đã có “Đúng hạn – Xã Ma Nới”."]
    assert "Có thay đổi chưa lưu." not in captions(screen)


def test_what_has_to_answer_and_was_left_out_is_counted_and_added_at_once() -> None:
    made = demonstration()
    screen = opened(made, cuoc_hop="moi")
    month = meetings.proposed_meeting(made, COORDINATOR, made.plan.last_month - 2).month
    proposed = meetings.proposed_agenda(made, month, view=APPROVED)
    _, units = meetings.left_out(made, month, proposed, view=APPROVED)
    assert f"Còn {len(units)} đơn vị khác phải giải trình chưa đưa vào chương trình." in captions(screen)
    press(screen, "Thêm tất cả")
    agenda = next(key for key in blocks(screen) if key.endswith(".agenda"))
    text = said(screen, agenda)
    names = [made.plan.unit_of_id[item.subject].name for item in units]
    assert [name for name in names if f"Đơn vị: {name}" not in text] == []
    assert text.index("Kỷ luật báo cáo") > text.index(f"Đơn vị: {names[-1]}")
    assert "Thêm tất cả" not in [button.label for button in screen.button]


def test_the_chair_is_written_as_the_example_shows() -> None:
    screen = opened(office(), cuoc_hop="moi")
    box = screen.text_input(key=field(screen, "Người chủ trì"))
    assert box.placeholder == "Đồng chí …, Phó Chủ tịch UBND huyện"


def test_a_prepared_meeting_is_cancelled_with_a_reason_and_a_new_one_is_not() -> None:
    made = office()
    assert "Hủy cuộc họp này" not in [button.label for button in opened(made, cuoc_hop="moi").button]
    prepared(made)
    screen = press(opened(made, cuoc_hop="1"), "Hủy cuộc họp này")
    assert [box.value for box in screen.error] == ["Chưa hủy: hãy ghi lý do."]
    screen.text_input(key=field(screen, "Lý do")).input("Trùng lịch họp Huyện ủy")
    press(screen, "Hủy cuộc họp này")
    assert meetings.meeting_of(made, 1).state is MeetingState.CANCELLED
    assert [box.value for box in screen.success] == ["Đã hủy cuộc họp."]
    assert "✕ Đã hủy" in said(screen, "meeting")
