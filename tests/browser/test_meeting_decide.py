"""What is typed while a meeting runs: written once, never lost, and not thrown away when the meeting ends."""

from playwright.sync_api import Page, expect

from kpi.services import decisions, meetings
from tests.browser.conftest import Enter, SignedIn
from tests.browser.hall import Hall, position, screen
from tests.browser.reading import english, shown
from tests.browser.watch import Watch
from tests.office import CHAIRMAN, MA_NOI

TEXT = "Bố trí thêm cán bộ trực bộ phận một cửa, báo cáo trước ngày 10 hằng tháng"
NEXT = "Kiểm tra lại sau hai tuần"
FIELD = "Viết kết luận (phím K), Enter để lưu"


def on_unit(hall: Hall, enter: Enter) -> tuple[Page, int]:
    """The chairman's screen at the item about Ma Nới, and the number of the meeting."""
    meeting = hall.held()
    chair = enter(CHAIRMAN, meeting)
    place = next(at for at, item in enumerate(meeting.agenda) if item.subject == MA_NOI and item.kind == "unit")
    meetings.show_item(hall.product, CHAIRMAN, meeting.number, place)
    position(chair, place + 1, meeting)
    return chair, meeting.number


def written(hall: Hall, number: int) -> list[str]:
    return [one.text for one in decisions.decisions_of(hall.product, number)]


def test_three_enters_write_one_decision(hall: Hall, enter: Enter) -> None:
    chair, number = on_unit(hall, enter)
    chair.keyboard.press("k")
    chair.keyboard.type(TEXT)
    for _ in range(3):
        chair.keyboard.press("Enter")
    expect(chair.get_by_label(FIELD)).to_have_value("")
    chair.keyboard.press("k")
    chair.keyboard.type(NEXT)
    chair.keyboard.press("Enter")
    expect(chair.get_by_label(FIELD)).to_have_value("")
    assert written(hall, number) == [TEXT, NEXT]


def test_what_is_typed_while_the_one_before_is_saved_stays_and_is_the_next(hall: Hall, enter: Enter) -> None:
    chair, number = on_unit(hall, enter)
    chair.keyboard.press("k")
    chair.keyboard.type(TEXT)
    chair.keyboard.press("Enter")
    chair.get_by_label(FIELD).fill(NEXT)
    expect(screen(chair).get_by_role("status")).to_contain_text("Đã lưu kết luận")
    expect(chair.get_by_label(FIELD)).to_have_value(NEXT)
    chair.get_by_label(FIELD).press("Enter")
    expect(chair.get_by_label(FIELD)).to_have_value("")
    assert written(hall, number) == [TEXT, NEXT]


def test_what_was_typed_stays_until_it_can_be_saved_and_belongs_to_the_item_it_was_begun_on(
    hall: Hall, enter: Enter
) -> None:
    meeting = hall.held()
    chair = enter(CHAIRMAN, meeting)
    text = chair.get_by_label(FIELD)
    text.fill(TEXT)
    text.press("Enter")
    expect(screen(chair).get_by_role("status")).to_have_text("Chưa lưu: hãy chọn đơn vị thực hiện.")
    expect(text).to_have_value(TEXT)
    text.press("Escape")
    chair.keyboard.press("ArrowRight")
    position(chair, 2, meeting)
    chair.reload()
    expect(text).to_have_value(TEXT)
    expect(screen(chair).locator(".decide")).to_contain_text(f"Kết luận cho mục 1/{len(meeting.agenda)}")
    chair.get_by_label("Đơn vị thực hiện").select_option(MA_NOI)
    chair.get_by_role("button", name="Lưu", exact=True).click()
    expect(text).to_have_value("")
    (one,) = decisions.decisions_of(hall.product, meeting.number)
    assert (one.item, one.unit) == (meeting.agenda[0], MA_NOI)


def test_a_letter_typed_into_a_field_is_no_command_and_the_night_is_remembered(hall: Hall, enter: Enter) -> None:
    chair = enter(CHAIRMAN, hall.held())
    chair.keyboard.press("k")
    chair.keyboard.type("dmofe")
    expect(chair.get_by_role("dialog")).to_have_count(0)
    expect(chair.locator(".night")).to_have_count(0)
    chair.keyboard.press("Escape")
    chair.keyboard.press("d")
    expect(chair.locator(".present.night")).to_be_visible()
    chair.reload()
    expect(chair.locator(".present.night")).to_be_visible()


def test_the_presenter_ends_the_meeting_from_the_keyboard_and_decides_about_a_half_decision(
    hall: Hall, enter: Enter
) -> None:
    chair, number = on_unit(hall, enter)
    chair.get_by_label(FIELD).fill(TEXT)
    chair.get_by_label(FIELD).press("Escape")
    chair.keyboard.press("e")
    asked = chair.get_by_role("dialog", name="Kết thúc họp")
    expect(asked).to_contain_text(f"Còn kết luận viết dở, chưa lưu: {TEXT}")
    asked.get_by_role("button", name="Quay lại viết tiếp").press("Enter")
    expect(chair.get_by_label(FIELD)).to_be_focused()
    chair.keyboard.press("Enter")
    expect(chair.get_by_label(FIELD)).to_have_value("")
    chair.keyboard.press("e")
    expect(asked.get_by_text("Còn kết luận viết dở")).to_be_hidden()
    asked.get_by_role("button", name="Kết thúc cuộc họp").press("Enter")
    expect(chair.get_by_role("dialog", name="Cuộc họp đã kết thúc")).to_be_visible()
    assert meetings.meeting_of(hall.product, number).closed_at is not None
    assert written(hall, number) == [TEXT]


def test_a_half_decision_is_still_there_to_be_read_when_somebody_else_ended_the_meeting(
    hall: Hall, enter: Enter
) -> None:
    chair, number = on_unit(hall, enter)
    chair.get_by_label(FIELD).fill(TEXT)
    meetings.close(hall.product, CHAIRMAN, number, version=meetings.meeting_of(hall.product, number).version)
    ended = chair.get_by_role("dialog", name="Cuộc họp đã kết thúc")
    expect(ended).to_contain_text(TEXT)
    chair.keyboard.press("Escape")
    chair.reload()
    expect(screen(chair).locator(".unsaved:visible")).to_contain_text(TEXT)
    chair.get_by_role("button", name="Bỏ", exact=True).click()
    expect(screen(chair).locator(".unsaved:visible")).to_have_count(0)


def test_without_a_connection_the_clock_stops_the_keys_do_nothing_and_what_was_typed_before_stays(
    signed_in: SignedIn, own_hall: Hall, watches: list[Watch]
) -> None:
    meeting = own_hall.held()
    chair = signed_in(CHAIRMAN, own_hall.server, viewport={"width": 1024, "height": 768})
    chair.goto(f"{own_hall.server.url}/trinh-chieu?cuoc-hop={meeting.number}")
    field = chair.get_by_label(FIELD)
    field.fill(TEXT)
    with watches[0].while_the_server_is_down():
        own_hall.server.kill()
        told = chair.locator(".stDialog").get_by_role("dialog")
        expect(told).to_be_visible()
        expect(told).to_contain_text("đồng hồ dừng")
        assert "phím gõ trong lúc này không được ghi" in told.inner_text()
        assert english(chair.locator("body")) == set()
        assert "Connection" not in shown(told)
        letters = told.locator("h2 + div").evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)")
        assert letters >= 24
        stopped = chair.get_by_role("timer", include_hidden=True).inner_text()
        chair.keyboard.press("PageDown")
        chair.keyboard.press("Escape")
        expect(told).to_be_hidden()
        field.press("Enter")
        expect(screen(chair).get_by_role("status")).to_contain_text("Chưa lưu: mất kết nối")
        assert chair.get_by_role("timer").inner_text() == stopped
        position(chair, 1, meeting)
        own_hall.server.restart()
        expect(chair.locator("[data-test-connection-state=CONNECTED]")).to_have_count(1)
    expect(field).to_have_value(TEXT)
    chair.get_by_label("Đơn vị thực hiện").select_option(MA_NOI)
    field.press("Enter")
    expect(field).to_have_value("")
    assert written(own_hall, meeting.number) == [TEXT]
