"""Every page fits a laptop, a projector and a phone, by day and by night. KPI_SCREENSHOTS=folder keeps the pictures."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kpi.access import Person
from tests.browser.conftest import OpenBrowser, SignedIn
from tests.browser.server import Server
from tests.browser.steps import (
    ADMINISTRATION,
    CHANGE,
    ENTRY,
    HISTORY,
    INDICATOR,
    MA_NOI,
    OVERVIEW,
    REVIEW,
    SIGN_IN,
    SIGN_OUT,
    go,
    overflow,
)
from tests.office import ADMINISTRATOR, CHAIRMAN, COORDINATOR, OFFICER

SIZES = ((1440, 900), (1024, 768), (390, 844))
View = tuple[Person, str, dict[str, str], str]
"""Who opens a page, with which parameters, and what shows that it is drawn."""

VIEWS: dict[str, View] = {
    "overview": (CHAIRMAN, OVERVIEW, {}, ".matrix"),
    "overview-unit": (CHAIRMAN, OVERVIEW, {"pham_vi": MA_NOI}, ".matrix"),
    "indicator": (CHAIRMAN, INDICATOR, {"chi_tieu": "on_time"}, ".js-plotly-plot"),
    "indicator-yearly": (CHAIRMAN, INDICATOR, {"chi_tieu": "par_index"}, ".js-plotly-plot"),
    "review": (COORDINATOR, REVIEW, {"thang": "2024-10"}, ".reports"),
    "review-report": (COORDINATOR, REVIEW, {"thang": "2024-10", "don_vi": "van-hoa-thong-tin"}, ".report"),
    "correction": (COORDINATOR, ENTRY, {"thang": "2024-03", "don_vi": MA_NOI}, ".sheet"),
    "history": (COORDINATOR, HISTORY, {}, ".kpi"),
    "entry": (OFFICER, ENTRY, {"thang": "2024-11"}, ".sheet"),
    "entry-locked": (OFFICER, ENTRY, {"thang": "2024-03"}, ".sheet"),
    "accounts": (ADMINISTRATOR, ADMINISTRATION, {}, "table"),
    "sessions": (ADMINISTRATOR, ADMINISTRATION, {"muc": "phien"}, "table"),
    "plan": (ADMINISTRATOR, ADMINISTRATION, {"muc": "ke-hoach"}, "h3"),
    "system": (ADMINISTRATOR, ADMINISTRATION, {"muc": "he-thong"}, "h3"),
}
EMPTY_VIEWS: dict[str, View] = {
    "welcome": (ADMINISTRATOR, OVERVIEW, {}, "button"),
    "indicator-empty": (CHAIRMAN, INDICATOR, {}, ".score"),
    "entry-empty": (OFFICER, ENTRY, {}, ".sheet"),
    "review-empty": (COORDINATOR, REVIEW, {}, ".reports"),
    "history-empty": (CHAIRMAN, HISTORY, {}, ".kpi"),
}
FORMS = {"sign-in": (None, SIGN_IN), "sign-out": (OFFICER, SIGN_OUT), "change": (OFFICER, CHANGE)}


def keep_picture(page: Page, name: str) -> None:
    """A picture of the whole page, where pictures are asked for."""
    if folder := os.environ.get("KPI_SCREENSHOTS"):
        size = page.viewport_size
        assert size is not None
        tall = int(page.evaluate("() => (document.querySelector('.stMain') ?? document.body).scrollHeight")) + 80
        page.set_viewport_size({"width": size["width"], "height": min(tall, 6000)})
        page.screenshot(path=Path(folder) / f"{name}.png")
        page.set_viewport_size(size)


def too_wide(page: Page, name: str, sizes: tuple[tuple[int, int], ...], scheme: str) -> list[str]:
    """At which sizes the page is wider than its window."""
    wide = []
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        if (over := overflow(page)) > 0:
            wide.append(f"{name} at {width}: {over} px")
        keep_picture(page, f"{name}-{width}-{scheme}")
    return wide


@pytest.mark.parametrize(("scheme", "sizes"), [("light", SIZES), ("dark", SIZES[:1])])
def test_no_page_is_wider_than_its_window(
    desk_of: SignedIn, demo: Server, empty: Server, scheme: str, sizes: tuple[tuple[int, int], ...]
) -> None:
    wide = []
    for server, views in ((demo, VIEWS), (empty, EMPTY_VIEWS)):
        for name, (person, place, parameters, drawn) in views.items():
            page = desk_of(person, server, color_scheme=scheme)
            go(page, server, place, **parameters)
            expect(page.locator(drawn).first).to_be_visible()
            wide += too_wide(page, name, sizes, scheme)
    assert not wide, "\n".join(wide)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_form_of_signing_in_and_out_is_wider_than_its_window(
    open_browser: OpenBrowser, signed_in: SignedIn, demo: Server, scheme: str
) -> None:
    wide = []
    for name, (person, place) in FORMS.items():
        options = {"color_scheme": scheme}
        page = open_browser(**options) if person is None else signed_in(person, demo, **options)
        page.goto(f"{demo.url}/{place}")
        wide += too_wide(page, name, SIZES, scheme)
    assert not wide, "\n".join(wide)


def test_a_dark_screen_is_dark_and_its_text_light(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo, color_scheme="dark")
    go(page, demo)
    expect(page.locator("[data-testid=stApp]")).to_have_css("background-color", "rgb(16, 22, 29)")
    expect(page.locator(".total")).to_have_css("color", "rgb(230, 236, 242)")


def test_the_matrix_scrolls_inside_its_frame_on_a_phone(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(OFFICER, demo, viewport={"width": 390, "height": 844})
    go(page, demo)
    frame = page.get_by_role("region", name="Từng chỉ tiêu, từng đơn vị")
    assert frame.evaluate("(element) => element.scrollWidth > element.clientWidth")
    first = page.locator(".matrix tbody th").first
    before = first.bounding_box()
    frame.evaluate("(element) => element.scrollLeft = 300")
    assert first.bounding_box() == before


def test_a_phone_reaches_every_page(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(OFFICER, demo, viewport={"width": 390, "height": 844})
    go(page, demo)
    page.locator("[data-testid=stExpandSidebarButton]").click()
    page.get_by_role("link", name="Nhập số liệu", exact=True).click()
    expect(page.locator(".sheet")).to_be_visible()
