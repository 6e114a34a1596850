"""A report goes from its unit to the coordinator and back: returned, corrected, approved, and approved by the month."""

import datetime as dt

from playwright.sync_api import Page, expect

from kpi.wording.formats import VIETNAM, day
from tests.browser.conftest import SignedIn
from tests.browser.people import reporter_of
from tests.browser.server import Server
from tests.browser.steps import (
    ENTRY,
    MARCH,
    REVIEW,
    Report,
    cell,
    field,
    fill,
    go,
    message,
    open_entry,
    open_menu,
    open_review,
    sheet,
    submit,
)
from tests.office import COORDINATOR, MA_NOI, MY_SON, SECOND_COORDINATOR

REASON = "Cột 13 tăng gấp đôi so với tháng trước; đề nghị kiểm tra lại"
LOCKED = "đang chờ duyệt. Muốn sửa, hãy đề nghị người duyệt trả lại báo cáo."


def submit_whole(page: Page, server: Server, report: Report) -> None:
    """Type a whole month and hand it in."""
    open_entry(page, server, report)
    fill(page, MARCH)
    submit(page)
    expect(page.get_by_text(LOCKED)).to_be_visible()


def approve(page: Page) -> None:
    page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(page.get_by_text("Đã duyệt báo cáo")).to_be_visible()


def test_a_report_that_lacks_something_is_not_submitted_and_says_what_it_lacks(
    officer: Page, office: Server, report: Report
) -> None:
    open_entry(officer, office, report)
    fill(officer, MARCH | {"postal": "", "procedures": "abc"})
    submit(officer)
    expect(message(officer)).to_contain_text("1 ô cần sửa")
    fill(officer, {"procedures": "115"})
    submit(officer)
    lacking = message(officer).get_by_role("listitem")
    expect(lacking).to_have_text(["Chưa có số liệu: Hồ sơ tiếp nhận qua dịch vụ bưu chính công ích"])
    fill(officer, {"postal": "9"})
    submit(officer)
    expect(officer.get_by_text(LOCKED)).to_be_visible()


def test_a_returned_report_tells_its_reason_is_corrected_and_then_approved(
    officer: Page, signed_in: SignedIn, office: Server, report: Report
) -> None:
    submit_whole(officer, office, report)
    desk = signed_in(COORDINATOR, office)
    open_review(desk, office, report)
    desk.get_by_role("button", name="Trả lại").click()
    desk.get_by_label("Lý do trả lại (đơn vị sẽ đọc)").fill(REASON)
    desk.get_by_test_id("stFormSubmitButton").get_by_role("button", name="Trả lại").click()
    expect(desk.get_by_text("đơn vị đọc được lý do")).to_be_visible()

    open_entry(officer, office, report)
    expect(officer.get_by_text(f"Lý do: {REASON}")).to_be_visible()
    fill(officer, {"postal": "11"})
    submit(officer)
    expect(officer.get_by_text(LOCKED)).to_be_visible()

    open_review(desk, office, report)
    approve(desk)
    open_entry(officer, office, report)
    expect(officer.get_by_text("Muốn sửa số đã duyệt, hãy gửi người duyệt số đúng kèm lý do")).to_be_visible()
    expect(field(officer, "postal")).to_have_value("11")
    expect(field(officer, "postal")).to_be_disabled()


def test_an_approved_report_is_corrected_with_a_reason_and_every_screen_says_so(
    officer: Page, signed_in: SignedIn, office: Server, report: Report
) -> None:
    unit, month = report
    submit_whole(officer, office, report)
    desk = signed_in(COORDINATOR, office)
    open_review(desk, office, report)
    approve(desk)
    desk.get_by_role("link", name="Điều chỉnh số đã duyệt").click()
    expect(field(desk, "postal")).to_have_value("9")
    fill(desk, {"postal": "12"})
    keep = sheet(desk).get_by_role("button", name="Lưu điều chỉnh")
    keep.click()
    expect(message(desk)).to_contain_text("lý do")
    sheet(desk).get_by_label("Lý do điều chỉnh (bắt buộc)").fill("Đếm thiếu ba hồ sơ gửi qua bưu điện")
    keep.click()
    expect(message(desk)).to_contain_text("9 → 12")

    mark = f"đã điều chỉnh ngày {day(dt.datetime.now(VIETNAM).date())}"
    go(officer, office, thang=month, ky="month")
    expect(officer.get_by_text(mark).first).to_be_visible()
    cell(officer, "on_time", unit).click()
    expect(officer.locator(".score")).to_be_visible()
    expect(officer.get_by_text(mark)).to_be_visible()
    open_menu(officer, "Lịch sử")
    expect(officer.get_by_text("Đếm thiếu ba hồ sơ gửi qua bưu điện").first).to_be_visible()


def test_all_submitted_reports_of_a_month_are_approved_at_once_after_asking(
    signed_in: SignedIn, office: Server
) -> None:
    month = "2023-11"
    for unit in (MA_NOI, MY_SON):
        submit_whole(signed_in(reporter_of(unit), office), office, (unit, month))
    desk = signed_in(COORDINATOR, office)
    go(desk, office, REVIEW, thang=month)
    expect(desk.get_by_text("Có 2 báo cáo đang chờ bạn duyệt.")).to_be_visible()
    desk.get_by_role("button", name="Duyệt tất cả báo cáo đã nộp").click()
    expect(desk.get_by_text("Duyệt báo cáo tháng 11/2023 của: Xã Mỹ Sơn, Xã Ma Nới?")).to_be_visible()
    desk.get_by_role("button", name="Duyệt 2 báo cáo").click()
    expect(desk.get_by_text("Đã duyệt 2 báo cáo.")).to_be_visible()
    expect(desk.get_by_text("Không còn báo cáo nào chờ bạn duyệt.")).to_be_visible()


def test_nobody_approves_what_they_submitted_themselves(signed_in: SignedIn, office: Server) -> None:
    own = ("585", "2024-02")
    desk = signed_in(COORDINATOR, office)
    go(desk, office, ENTRY, don_vi=own[0], thang=own[1])
    not_arisen = sheet(desk).get_by_role("button", name="Các ô trống: không phát sinh")
    expect(not_arisen).to_have_count(3)
    for section in range(3):
        not_arisen.nth(section).click()
    submit(desk)
    expect(desk.get_by_text(LOCKED)).to_be_visible()
    open_review(desk, office, own)
    expect(desk.get_by_role("button", name="Duyệt", exact=True)).to_have_count(0)
    other = signed_in(SECOND_COORDINATOR, office)
    open_review(other, office, own)
    expect(other.get_by_role("button", name="Duyệt", exact=True)).to_be_visible()
