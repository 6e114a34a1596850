"""Nothing is reached without signing in; how people come in, and how they leave."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kpi.access import Person
from tests.browser.conftest import OpenBrowser, SignedIn, StartServer
from tests.browser.server import Server
from tests.browser.steps import (
    ADMINISTRATION,
    CHANGE,
    ENTRY,
    FIRST,
    HISTORY,
    INDICATOR,
    OVERVIEW,
    PAGES_OF,
    PASSWORD,
    REVIEW,
    SIGN_IN,
    SIGN_OUT,
    choose,
    fill,
    go,
    open_entry,
    send,
    settle,
    sign_in,
)
from tests.browser.watch import Watch
from tests.office import ADMINISTRATOR, CHAIRMAN, COORDINATOR, MA_NOI, OFFICER

ADDRESSES = (OVERVIEW, INDICATOR, ENTRY, REVIEW, HISTORY, ADMINISTRATION, CHANGE, SIGN_OUT, "khong-co-trang-nay")
OF_STREAMLIT = ("_stcore/health", "_stcore/host-config", "static/index.html", "media/x.csv", "component/x/index.html")
REFUSED = "Bạn chưa đăng nhập hoặc phiên làm việc đã hết. Hãy đăng nhập lại."
WRONG_CODE = "Mã thiết lập không đúng; hãy xem lại trên màn hình dòng lệnh."
SCORES = ("Tổng quan", "Việc cần chú ý", "Chỉ tiêu", "Đơn vị", "Nhiệm vụ")
TOGETHER = ("Họp giao ban", "Báo cáo & xuất", "Kế hoạch")
NEW = "con suối cạn mùa khô"
CODE = re.compile(r"^\s+([A-Z2-9]{4}(?:-[A-Z2-9]{4}){2})$", re.MULTILINE)


def path(page: Page) -> str:
    return re.sub(r"^https?://[^/]+/|\?.*$", "", page.url)


def handshake(page: Page, server: Server) -> int:
    """What the server answers to a websocket with the cookies of this browser."""
    asked = {
        "connection": "Upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        "origin": server.url,
    }
    return page.request.get(f"{server.url}/_stcore/stream", headers=asked).status


def test_without_signing_in_every_address_shows_the_sign_in_form_and_nothing_else(page: Page, demo: Server) -> None:
    for address in ADDRESSES:
        page.goto(f"{demo.url}/{address}?thang=2024-10")
        assert path(page) == SIGN_IN, address
        expect(page.get_by_role("heading")).to_have_text("Đăng nhập")
        expect(page.locator("[data-testid=stApp], script")).to_have_count(0)
    for address in OF_STREAMLIT:
        answer = page.request.get(f"{demo.url}/{address}")
        assert (answer.status, answer.text()) == (
            401,
            "Bạn chưa đăng nhập hoặc phiên làm việc đã hết. Hãy đăng nhập lại.",
        )
    assert page.request.get(f"{demo.url}/health").status == 200


def test_the_websocket_is_refused_without_a_session(page: Page, signed_in: SignedIn, demo: Server) -> None:
    assert handshake(page, demo) == 403
    page.context.add_cookies([{"name": "kpi_session", "value": "doan-mo", "url": demo.url}])
    assert handshake(page, demo) == 403


def test_signing_in_opens_the_address_that_was_asked_for(page: Page, demo: Server) -> None:
    page.goto(f"{demo.url}/{INDICATOR}?chi-tieu=on_time&pham-vi={MA_NOI}&thang=2024-06")
    page.get_by_label("Tên đăng nhập").fill(f"  {CHAIRMAN.login.upper()} ")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_label("Mật khẩu").press("Enter")
    expect(page.locator(".score")).to_contain_text("Xã Ma Nới · Lũy kế 6 tháng năm 2024")
    expect(page.locator(".account")).to_contain_text("Trần Minh Lực, Lãnh đạo")


def test_guessing_a_password_soon_has_to_wait(page: Page, office: Server, watches: list[Watch]) -> None:
    watches[0].allowed += ["401", "429"]
    page.goto(f"{office.url}/{SIGN_IN}")
    told = page.get_by_role("alert")
    for _ in range(5):
        page.get_by_label("Tên đăng nhập").fill(CHAIRMAN.login)
        page.get_by_label("Mật khẩu").fill("sai mật khẩu")
        send(page, "Đăng nhập")
        expect(told).to_have_text("Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đã bị khóa.")
    for password in ("sai mật khẩu", PASSWORD):
        page.get_by_label("Mật khẩu").fill(password)
        send(page, "Đăng nhập")
        expect(told).to_have_text(re.compile(r"^Đã thử sai nhiều lần\. Hãy chờ \d+ giây rồi thử lại\.$"))


def test_signing_out_ends_another_open_tab_at_its_next_action(open_browser: OpenBrowser, server: Server) -> None:
    page = open_browser()
    sign_in(page, server, OFFICER)
    other, form = page.context.new_page(), page.context.new_page()
    go(other, server)
    open_entry(form, server)
    page.goto(f"{server.url}/{SIGN_OUT}")
    send(page, "Đăng xuất")
    expect(page.get_by_role("heading")).to_have_text("Đăng nhập")
    other.get_by_role("link", name="Chỉ tiêu", exact=True).click()
    expect(other.get_by_role("heading")).to_have_text("Đăng nhập")
    fill(form, {"received": "210"})
    expect(form.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    assert handshake(page, server) == 403


def test_the_first_administrator_is_made_with_the_code_of_the_console_and_adds_people(
    page: Page, open_browser: OpenBrowser, start_server: StartServer, tmp_path: Path, watches: list[Watch]
) -> None:
    watches[0].allowed.append("403")
    server = start_server(tmp_path / "fresh.sqlite")
    for address in ADDRESSES:
        page.goto(f"{server.url}/{address}")
        assert path(page) == FIRST, address
    assert handshake(page, server) == 403
    page.goto(server.url)
    code = CODE.search(server.log())
    assert code is not None, server.log()
    for written in ("AAAA-BBBB-CCCC", code[1]):
        page.get_by_label("Mã thiết lập").fill(written)
        page.get_by_label("Họ và tên").fill("Lê Thị Hạnh")
        page.get_by_label("Tên đăng nhập").fill("hanh.le")
        page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
        page.get_by_label("Nhập lại mật khẩu").fill(PASSWORD)
        send(page, "Tạo tài khoản và đăng nhập")
        if written != code[1]:
            expect(page.get_by_role("alert")).to_have_text(
                "Mã thiết lập không đúng; hãy xem lại trên màn hình dòng lệnh."
            )
    expect(page.get_by_role("heading", name="Chưa có số liệu nào")).to_be_visible()
    expect(page.get_by_role("button", name="Xem thử với số liệu minh họa")).to_be_visible()
    page.get_by_role("button", name="Tạo tài khoản cho các đơn vị").click()

    page.get_by_label("Tên đăng nhập").fill("mai.kator")
    page.get_by_label("Họ và tên").fill("Kator Thị Mai")
    choose(page, "Đơn vị", "Xã Ma Nới")
    page.get_by_role("button", name="Tạo tài khoản").click()
    told = page.locator(".panel", has_text="Mật khẩu dùng một lần")
    given = told.locator("code").inner_text()

    theirs = open_browser()
    watches[1].allowed.append("422")
    sign_in(theirs, server, OFFICER, given)
    changes_the_given_password(theirs, server, given)


def changes_the_given_password(page: Page, server: Server, given: str) -> None:
    """Nothing else can be reached before, and everything after."""
    for address in PAGES_OF[OFFICER.role]:
        page.goto(f"{server.url}/{address}")
        assert path(page) == CHANGE, address
    assert handshake(page, server) == 403
    expect(page.get_by_text("Mật khẩu này do quản trị cấp.")).to_be_visible()
    for new in (given, NEW):
        page.get_by_label("Mật khẩu hiện tại").fill(given)
        page.get_by_label("Mật khẩu mới", exact=True).fill(new)
        page.get_by_label("Nhập lại mật khẩu mới").fill(new)
        send(page, "Đổi mật khẩu")
        if new == given:
            expect(page.get_by_role("alert")).to_have_text("Mật khẩu mới phải khác mật khẩu hiện tại.")
    settle(page)
    open_entry(page, server)
    expect(page.locator(".account")).to_contain_text("Kator Thị Mai, Xã Ma Nới")


@pytest.mark.parametrize(
    ("person", "menu"),
    [
        (CHAIRMAN, (*SCORES, "Duyệt báo cáo", *TOGETHER, "Lịch sử", "Trợ giúp")),
        (COORDINATOR, (*SCORES, "Nhập số liệu", "Duyệt báo cáo", *TOGETHER, "Lịch sử", "Trợ giúp")),
        (OFFICER, (*SCORES, "Nhập số liệu", *TOGETHER, "Lịch sử", "Trợ giúp")),
        (ADMINISTRATOR, (*SCORES, *TOGETHER, "Quản trị", "Trợ giúp")),
    ],
    ids=lambda one: one.role if isinstance(one, Person) else "",
)
def test_the_menu_offers_each_role_its_pages(
    signed_in: SignedIn, demo: Server, person: Person, menu: tuple[str, ...]
) -> None:
    page = signed_in(person, demo)
    go(page, demo)
    expect(page.locator("[data-testid=stTopNavLink]")).to_have_text(list(menu))
