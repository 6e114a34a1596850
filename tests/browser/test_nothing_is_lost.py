"""What was typed survives a reload, another page and the death of the server; only discarding loses it."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import SignedIn
from tests.browser.people import reporter_of
from tests.browser.server import Server
from tests.browser.steps import (
    SIGN_OUT,
    Report,
    field,
    fill,
    message,
    open_entry,
    open_menu,
    report_line,
    save,
    send,
    sign_in,
    unsaved,
)
from tests.browser.watch import Watch
from tests.office import OFFICER

NOTICE = "Đã khôi phục phần bạn nhập dở, chưa lưu."


def test_what_was_typed_is_there_after_a_reload(officer: Page, office: Server, report: Report) -> None:
    open_entry(officer, office, report)
    fill(officer, {"received": "210", "received_online": "abc"})
    officer.reload()
    expect(field(officer, "received")).to_have_value("210")
    expect(field(officer, "received_online")).to_have_value("abc")
    unsaved(officer, 1)
    officer.reload()
    expect(officer.get_by_text(NOTICE)).to_be_visible()


def test_what_was_typed_is_there_after_visiting_another_page(officer: Page, office: Server, report: Report) -> None:
    open_entry(officer, office, report)
    fill(officer, {"received": "210", "received_online": "120"})
    open_menu(officer, "Tổng quan")
    expect(officer.get_by_role("combobox", name="Đơn vị")).to_be_hidden()
    open_menu(officer, "Nhập số liệu")
    expect(field(officer, "received")).to_have_value("210")
    expect(field(officer, "received_online")).to_have_value("120")
    unsaved(officer, 2)


def test_what_was_typed_is_there_in_another_browser_once_the_server_has_heard_it(
    officer: Page, signed_in: SignedIn, office: Server, report: Report
) -> None:
    open_entry(officer, office, report)
    fill(officer, {"received": "210"})
    unsaved(officer, 1)
    other = signed_in(reporter_of(report[0]), office)
    open_entry(other, office, report)
    expect(other.get_by_text(NOTICE)).to_be_visible()
    expect(field(other, "received")).to_have_value("210")


def test_what_was_typed_survives_the_death_of_the_server_and_can_be_saved(
    signed_in: SignedIn, server: Server, watches: list[Watch]
) -> None:
    page = signed_in(OFFICER, server)
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


SECOND_COPIES = "() => Object.keys(localStorage).filter((key) => key.startsWith('kpi|'))"
SUBMITTED = "(form) => form.dispatchEvent(new Event('submit'))"
"""Heard by the page alone: without TLS only its script takes the copies away."""


def test_signing_out_leaves_nothing_in_a_shared_browser_and_everything_on_the_server(
    page: Page, office: Server, report: Report
) -> None:
    person = reporter_of(report[0])
    sign_in(page, office, person)
    open_entry(page, office, report)
    fill(page, {"received": "210"})
    unsaved(page, 1)
    assert page.evaluate(SECOND_COPIES) != []
    page.goto(f"{office.url}/{SIGN_OUT}")
    page.locator("form").evaluate(SUBMITTED)
    assert page.evaluate(SECOND_COPIES) == []
    send(page, "Đăng xuất")
    sign_in(page, office, person)
    open_entry(page, office, report)
    expect(page.get_by_text(NOTICE)).to_be_visible()
    expect(field(page, "received")).to_have_value("210")


def test_discarding_leaves_nothing_of_what_was_typed(officer: Page, office: Server, report: Report) -> None:
    open_entry(officer, office, report)
    fill(officer, {"received": "210"})
    save(officer)
    report_line(officer, 1)
    fill(officer, {"received": "999", "received_online": "120"})
    unsaved(officer, 2)
    officer.reload()
    officer.get_by_role("button", name="Bỏ phần nhập dở").click()
    expect(field(officer, "received")).to_have_value("210")
    expect(field(officer, "received_online")).to_have_value("")
    unsaved(officer, 0)
    officer.reload()
    expect(field(officer, "received")).to_have_value("210")
    expect(officer.get_by_text(NOTICE)).to_be_hidden()
    unsaved(officer, 0)
