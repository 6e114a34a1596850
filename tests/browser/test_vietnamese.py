"""Nothing in English stands on the screen: neither ours nor what Streamlit and Plotly would say themselves."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import SignedIn
from tests.browser.people import PAGES_OPENED
from tests.browser.server import Server
from tests.browser.steps import CHANGE, INDICATOR, OVERVIEW, PAGES_OF, SIGN_IN, SIGN_OUT, go, open_entry
from tests.browser.watch import Watch
from tests.office import ADMINISTRATOR, CHAIRMAN, COORDINATOR, OFFICER

ENGLISH = re.compile(
    r"\b(search|no results|choose|option|options|select|running|stop|deploy|settings|print|rerun|made with|streamlit|"
    r"loading|connecting|connection|error|close|open|cancel|page|pages|the|and|not|of|please|file|files|browse|clear|"
    r"download|fullscreen|zoom|reset|january|february|march|april|june|july|august|september|october|november|"
    r"december|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|nan|none|null|true|false|undefined)\b",
    re.IGNORECASE,
)
NAMES = ("PAR INDEX",)
SHOWN = """(root) => {
    const UNSEEN = "style, script, noscript, template, [data-testid=stIconMaterial]";
    const said = [];
    const content = (text) => (text.startsWith('"') ? JSON.parse(text) : "");
    const visit = (node) => {
        if (node.nodeType === Node.TEXT_NODE) {
            const { fontSize, visibility, clipPath } = getComputedStyle(node.parentElement);
            if (parseFloat(fontSize) > 0 && visibility === "visible" && clipPath === "none") said.push(node.nodeValue);
            return;
        }
        if (node.nodeType !== Node.ELEMENT_NODE || node.matches(UNSEEN)) return;
        const style = getComputedStyle(node);
        if (style.display === "none" || style.clipPath === "inset(50%)") return;
        for (const side of ["::before", "::after"]) said.push(content(getComputedStyle(node, side).content));
        if (node.placeholder && !node.value) said.push(node.placeholder);
        for (const child of (node.shadowRoot ?? node).childNodes) visit(child);
    };
    visit(root);
    return said.map((text) => text.trim()).filter(Boolean).join("\\n");
}"""
"""All text that can be seen below an element, shadow roots and what style sheets write included."""


def english(shown: Locator) -> set[str]:
    """The English words that can be read."""
    text: str = shown.evaluate(SHOWN)
    assert text, "there is nothing to read"
    for name in NAMES:
        text = text.replace(name, "")
    return {found[0].lower() for found in ENGLISH.finditer(text)}


def test_no_page_shows_english(desk_of: SignedIn, demo: Server) -> None:
    for person, place, parameters in PAGES_OPENED:
        page = desk_of(person, demo)
        go(page, demo, place, **parameters)
        assert english(page.locator("body")) == set(), (place, parameters)


def test_the_indicator_with_its_charts_shows_no_english(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo, INDICATOR, chi_tieu="on_time")
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    page.locator(".js-plotly-plot .drag").first.hover()
    page.get_by_text("Bảng số liệu của biểu đồ").first.click()
    assert english(page.locator("body")) == set()


def test_the_welcome_and_the_empty_pages_show_no_english(signed_in: SignedIn, empty: Server) -> None:
    for person in (COORDINATOR, ADMINISTRATOR):
        page = signed_in(person, empty)
        for place in PAGES_OF[person.role]:
            go(page, empty, place)
            assert english(page.locator("body")) == set(), (person, place)


def test_signing_in_and_out_shows_no_english_not_even_refusals(
    page: Page, signed_in: SignedIn, demo: Server, watches: list[Watch]
) -> None:
    watches[0].allowed += ["401", "422"]
    page.goto(f"{demo.url}/{SIGN_IN}")
    assert english(page.locator("body")) == set()
    for password in ("", "sai mật khẩu"):
        page.get_by_label("Tên đăng nhập").fill("ai.do")
        page.get_by_label("Mật khẩu").fill(password)
        page.get_by_role("button", name="Đăng nhập").click()
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
    assert "Đến nội dung chính" in skip.evaluate(SHOWN)
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
    assert told.evaluate(SHOWN) == "Không có trang này\nĐang mở trang Tổng quan."


def test_a_lost_connection_is_told_in_vietnamese(signed_in: SignedIn, server: Server, watches: list[Watch]) -> None:
    page = signed_in(CHAIRMAN, server)
    go(page, server, OVERVIEW)
    with watches[0].while_the_server_is_down():
        server.kill()
        told = page.get_by_role("dialog")
        expect(told).to_be_visible()
        assert "Mất kết nối với máy chủ" in told.evaluate(SHOWN)
        assert english(page.locator("body")) == set()
