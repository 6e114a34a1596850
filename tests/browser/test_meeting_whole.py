"""A whole meeting by the keyboard on a projector, with two people following, until it is looked back at."""

import re
from collections.abc import Sequence
from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect

from kpi.meetings import Meeting
from kpi.services import entry, meetings
from tests.browser.conftest import SignedIn
from tests.browser.hall import LARGE, OCTOBER, PROJECTOR, Hall, position, screen, shows
from tests.browser.steps import MEETINGS, at, go, settle
from tests.office import CHAIRMAN, COORDINATOR, MA_NOI, OFFICER, OFFICER_OF_MY_SON

TEXT = "Xin lỗi công dân bằng văn bản đối với hồ sơ trễ hạn, báo cáo trước ngày 10"
ON_TIME = "Tỷ lệ hồ sơ TTHC giải quyết đúng hạn hoặc trước hạn"


def press(page: Page, button: str) -> None:
    """Press a button by the keyboard."""
    page.get_by_role("button", name=button).press("Enter")


def follow(pages: Sequence[Page], place: int, meeting: Meeting) -> None:
    for page in pages:
        shows(page, place, meeting)


def figures(page: Page) -> list[str]:
    """The numbers on the slide that is shown."""
    told = screen(page).locator(".slide .big, .slide .ranked b, .slide .of").all_inner_texts()
    assert told
    return told


def text_of(file: Path) -> str:
    document = Document(str(file))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def correct_a_figure(hall: Hall) -> None:
    """Five dossiers of Ma Nới that were on time in October turn out to have been late."""
    form = entry.open_form(hall.product, COORDINATOR, MA_NOI, OCTOBER)
    moved = {
        "resolved_late": str(int(form.saved["resolved_late"]) + 5),
        "resolved_on_time": str(int(form.saved["resolved_on_time"]) - 5),
    }
    entry.save(hall.product, COORDINATOR, form, {**form.saved, **moved}, reason="Đếm lại hồ sơ giấy")


def test_a_whole_meeting_from_its_preparation_to_looking_back_after_a_correction(
    signed_in: SignedIn, own_hall: Hall, tmp_path: Path
) -> None:
    server = own_hall.server
    chair = signed_in(CHAIRMAN, server, viewport=PROJECTOR)
    others = [signed_in(person, server, viewport=PROJECTOR) for person in (OFFICER, OFFICER_OF_MY_SON)]

    go(chair, server, MEETINGS)
    chair.get_by_role("link", name="Chuẩn bị cuộc họp").press("Enter")
    at(chair, MEETINGS, cuoc_hop="moi")
    settle(chair)
    expect(chair.locator(".editing > li").first).to_contain_text("Tình hình thực hiện kế hoạch")
    press(chair, "Bắt đầu họp")
    begins = chair.get_by_role("button", name="Bắt đầu và mở trình chiếu")
    expect(begins).to_be_focused()
    chair.keyboard.press("Enter")
    at(chair, "trinh-chieu", cuoc_hop="1")
    meeting = meetings.meeting_of(own_hall.product, 1)
    for page in others:
        go(page, server, MEETINGS, cuoc_hop="1")
        page.get_by_role("link", name="Vào cuộc họp").press("Enter")
    everybody = (chair, *others)
    for place in range(1, len(meeting.agenda) + 1):
        follow(everybody, place, meeting)
        chair.keyboard.press("PageDown")

    place = next(at for at, one in enumerate(meeting.agenda, 1) if (one.subject, one.scope) == ("on_time", MA_NOI))
    chair.keyboard.press("m")
    for _ in range(len(meeting.agenda) - place):
        chair.keyboard.press("ArrowUp")
    chair.keyboard.press("Enter")
    follow(everybody, place, meeting)
    expect(screen(chair)).to_contain_text(ON_TIME)
    seen = figures(chair)
    chair.keyboard.press("k")
    chair.keyboard.type(TEXT)
    chair.keyboard.press("Enter")
    for page in everybody:
        expect(screen(page).locator(".decided")).to_contain_text(f"Xã Ma Nới, hạn {decided_until(chair)}: {TEXT}")
    follow(everybody, place, meeting)
    chair.keyboard.press("Escape")
    chair.keyboard.press("e")
    press(chair, "Kết thúc cuộc họp")
    for page in everybody:
        expect(page.get_by_role("dialog", name="Cuộc họp đã kết thúc")).to_be_visible()

    chair.get_by_role("link", name="Mở trang cuộc họp").press("Enter")
    at(chair, MEETINGS, cuoc_hop="1")
    settle(chair)
    with chair.expect_download() as downloading:
        chair.get_by_role("link", name="Thông báo kết luận").press("Enter")
    minutes = tmp_path / "thong-bao.docx"
    downloading.value.save_as(minutes)
    written = text_of(minutes)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in written
    assert TEXT in written

    correct_a_figure(own_hall)
    go(chair, server, MEETINGS, cuoc_hop="1")
    changes = chair.locator(".st-key-changes")
    expect(changes).to_contain_text("Xã Ma Nới")
    expect(changes).to_contain_text("điều chỉnh báo cáo tháng 10/2024")
    chair.get_by_role("link", name="Xem lại bản trình chiếu").press("Enter")
    at(chair, "trinh-chieu", cuoc_hop="1")
    position(chair, 1, meeting)
    for _ in range(place - 1):
        chair.keyboard.press("PageDown")
    shows(chair, place, meeting)
    assert figures(chair) == seen
    expect(screen(chair).locator(".changed")).to_contain_text(re.compile(r"đã thay đổi: .+ → .+ \(điều chỉnh ngày"))
    chair.set_viewport_size(LARGE)
    shows(chair, place, meeting)
    assert figures(chair) == seen


def decided_until(page: Page) -> str:
    """The day that the form proposes for decisions."""
    return page.get_by_label("Hạn (ngày/tháng/năm)").input_value()
