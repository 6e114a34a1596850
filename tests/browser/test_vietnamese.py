"""Nothing in English stands on the screen: neither ours nor what Streamlit and Plotly would say themselves."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import SignedIn
from tests.browser.reading import english, shown
from tests.browser.server import Server
from tests.browser.steps import CHANGE, INDICATOR, OVERVIEW, SIGN_IN, SIGN_OUT, go, open_entry, send
from tests.browser.watch import Watch
from tests.office import CHAIRMAN, COORDINATOR, OFFICER


def test_the_indicator_with_its_charts_shows_no_english(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo, INDICATOR, chi_tieu="on_time")
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    page.locator(".js-plotly-plot .drag").first.hover()
    page.get_by_text("Bảng số liệu của biểu đồ").first.click()
    assert english(page.locator("body")) == set()


def test_signing_in_and_out_shows_no_english_not_even_refusals(
    page: Page, signed_in: SignedIn, demo: Server, watches: list[Watch]
) -> None:
    watches[0].allowed += ["401", "422"]
    page.goto(f"{demo.url}/{SIGN_IN}")
    assert english(page.locator("body")) == set()
    for password in ("", "sai mật khẩu"):
        page.get_by_label("Tên đăng nhập").fill("ai.do")
        page.get_by_label("Mật khẩu").fill(password)
        send(page, "Đăng nhập")
        expect(page.get_by_role("alert")).to_be_visible()
        assert english(page.locator("body")) == set()
    inside = signed_in(OFFICER, demo)
    for place in (CHANGE, SIGN_OUT):
        inside.goto(f"{demo.url}/{place}")
        assert english(inside.locator("body")) == set(), place


def test_an_open_select_box_shows_no_english_even_when_nothing_matches(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(COORDINATOR, demo)
    open_entry(page, demo)
    for label in ("Đơn vị", "Tháng báo cáo"):
        box = page.get_by_role("combobox", name=label)
        box.click()
        expect(page.get_by_role("option").nth(3)).to_be_visible()
        assert english(page.locator("body")) == set()
        box.fill("")
        assert english(page.locator("body")) == set()
        box.fill("zzz")
        expect(page.get_by_role("option")).to_have_count(1)
        assert english(page.locator("body")) == set()
        page.keyboard.press("Escape")


def test_the_way_past_the_navigation_is_offered_in_vietnamese(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo)
    page.keyboard.press("Tab")
    skip = page.locator("[data-testid=stSkipToContent]")
    expect(skip).to_be_focused()
    assert "Đến nội dung chính" in shown(skip)
    assert english(skip) == set()


def test_an_address_that_leads_nowhere_says_so_in_vietnamese(
    signed_in: SignedIn, demo: Server, watches: list[Watch]
) -> None:
    page = signed_in(CHAIRMAN, demo)
    watches[0].allowed.append("The page that you have requested does not seem to exist")
    page.goto(f"{demo.url}/khong-co-trang-nay")
    told = page.get_by_role("dialog")
    expect(told).to_be_visible()
    expect(page.locator(".matrix")).to_be_visible()
    why = "Trang không tồn tại hoặc không dành cho vai trò của bạn; đang mở trang Tổng quan."
    assert shown(told) == f"Không có trang này\n{why}"


def test_a_lost_connection_is_told_in_vietnamese(signed_in: SignedIn, server: Server, watches: list[Watch]) -> None:
    page = signed_in(CHAIRMAN, server)
    go(page, server, OVERVIEW)
    with watches[0].while_the_server_is_down():
        server.kill()
        told = page.get_by_role("dialog")
        expect(told).to_be_visible()
        assert "Mất kết nối với máy chủ" in shown(told)
        assert english(page.locator("body")) == set()
