"""Two people with the same report open: the second is told, and nothing is overwritten silently."""

from playwright.sync_api import expect

from tests.browser.conftest import SignedIn
from tests.browser.server import Server
from tests.browser.steps import MA_NOI, echo, field, fill, message, open_entry, report_line, save
from tests.office import COLLEAGUE, OFFICER


def test_the_second_of_two_editors_is_told_what_the_first_saved_and_can_then_save(
    signed_in: SignedIn, office: Server
) -> None:
    report = (MA_NOI, "2023-06")
    page, second = signed_in(OFFICER, office), signed_in(COLLEAGUE, office)
    open_entry(page, office, report)
    open_entry(second, office, report)
    fill(page, {"received": "210", "resolved": "172"})
    save(page)
    report_line(page, 1)

    fill(second, {"received": "215", "pending": "43"})
    save(second)
    expect(message(second)).to_contain_text("Chưa lưu: Kator Thị Mai đã lưu báo cáo này lúc")
    expect(message(second)).to_contain_text("Người kia đã sửa Tổng số hồ sơ tiếp nhận: chưa có → 210")
    expect(message(second)).to_contain_text("Người kia đã sửa Tổng số hồ sơ đã giải quyết: chưa có → 172")
    report_line(second, 1)
    expect(field(second, "received")).to_have_value("215")
    expect(field(second, "resolved")).to_have_value("172")
    expect(field(second, "pending")).to_have_value("43")
    expect(echo(second, "received")).to_have_text("đã lưu: 210 → 215")

    page.reload()
    report_line(page, 1)

    save(second)
    expect(message(second)).to_contain_text("Tổng số hồ sơ tiếp nhận: 210 → 215")
    report_line(second, 2)
    third = signed_in(OFFICER, office)
    open_entry(third, office, report)
    expect(field(third, "received")).to_have_value("215")
    expect(field(third, "resolved")).to_have_value("172")
