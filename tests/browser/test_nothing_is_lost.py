"""What was typed survives a reload, another page and the death of the server; only discarding loses it."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.server import Server
from tests.browser.steps import Report, field, fill, message, open_entry, open_menu, report_line, save, unsaved
from tests.browser.watch import Watch

NOTICE = "Đã khôi phục phần bạn nhập dở, chưa lưu."


def test_what_was_typed_is_there_after_a_reload(page: Page, office: Server, report: Report) -> None:
    open_entry(page, office, report)
    fill(page, {"received": "210", "received_online": "abc"})
    page.reload()
    expect(field(page, "received")).to_have_value("210")
    expect(field(page, "received_online")).to_have_value("abc")
    unsaved(page, 1)
    page.reload()
    expect(page.get_by_text(NOTICE)).to_be_visible()


def test_what_was_typed_is_there_after_visiting_another_page(page: Page, office: Server, report: Report) -> None:
    open_entry(page, office, report)
    fill(page, {"received": "210", "received_online": "120"})
    open_menu(page, "Tổng quan")
    expect(page.get_by_role("combobox", name="Đơn vị")).to_be_hidden()
    open_menu(page, "Nhập số liệu")
    expect(field(page, "received")).to_have_value("210")
    expect(field(page, "received_online")).to_have_value("120")
    unsaved(page, 2)


def test_what_was_typed_is_there_in_another_browser_once_the_server_has_heard_it(
    page: Page, open_browser: OpenBrowser, office: Server, report: Report
) -> None:
    open_entry(page, office, report)
    fill(page, {"received": "210"})
    unsaved(page, 1)
    other = open_browser()
    open_entry(other, office, report)
    expect(other.get_by_text(NOTICE)).to_be_visible()
    expect(field(other, "received")).to_have_value("210")


def test_what_was_typed_survives_the_death_of_the_server_and_can_be_saved(
    page: Page, server: Server, watches: list[Watch]
) -> None:
    open_entry(page, server)
    fill(page, {"received": "210"})
    unsaved(page, 1)
    with watches[0].while_the_server_is_down():
        server.kill()
        fill(page, {"received_online": "120"})
        expect(page.get_by_role("dialog")).to_be_visible()
        server.restart()
        expect(page.get_by_role("dialog")).to_be_hidden()
    page.reload()
    expect(field(page, "received")).to_have_value("210")
    expect(field(page, "received_online")).to_have_value("120")
    unsaved(page, 2)
    save(page)
    expect(message(page)).to_contain_text("Đã lưu 2 thay đổi.")
    with watches[0].while_the_server_is_down():
        server.restart()
        page.reload()
        report_line(page, 1)
    expect(field(page, "received_online")).to_have_value("120")
    unsaved(page, 0)


def test_discarding_leaves_nothing_of_what_was_typed(page: Page, office: Server, report: Report) -> None:
    open_entry(page, office, report)
    fill(page, {"received": "210"})
    save(page)
    report_line(page, 1)
    fill(page, {"received": "999", "received_online": "120"})
    unsaved(page, 2)
    page.reload()
    page.get_by_role("button", name="Bỏ phần nhập dở").click()
    expect(field(page, "received")).to_have_value("210")
    expect(field(page, "received_online")).to_have_value("")
    unsaved(page, 0)
    page.reload()
    expect(field(page, "received")).to_have_value("210")
    expect(page.get_by_text(NOTICE)).to_be_hidden()
    unsaved(page, 0)
