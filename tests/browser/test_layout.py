"""Every page fits a laptop, a projector and a phone, by day and by night. KPI_SCREENSHOTS=folder keeps the pictures."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.server import Server
from tests.browser.steps import ENTRY, INDICATOR, MA_NOI, OVERVIEW, go, overflow

SIZES = ((1440, 900), (1024, 768), (390, 844))
View = tuple[str, dict[str, str], str]
"""A page, its parameters, and what shows that it is drawn."""

VIEWS: dict[str, View] = {
    "overview": (OVERVIEW, {}, ".matrix"),
    "overview-unit": (OVERVIEW, {"pham_vi": MA_NOI}, ".matrix"),
    "indicator": (INDICATOR, {"chi_tieu": "on_time"}, ".js-plotly-plot"),
    "indicator-yearly": (INDICATOR, {"chi_tieu": "par_index"}, ".js-plotly-plot"),
    "entry": (ENTRY, {"don_vi": MA_NOI}, ".sheet"),
    "entry-absent": (ENTRY, {"don_vi": "22822", "thang": "2024-10"}, ".sheet"),
}
EMPTY_VIEWS: dict[str, View] = {
    "welcome": (OVERVIEW, {}, "button"),
    "indicator-empty": (INDICATOR, {}, ".score"),
    "entry-empty": (ENTRY, {}, ".sheet"),
}


def keep_picture(page: Page, name: str) -> None:
    """A picture of the whole page, where pictures are asked for."""
    if folder := os.environ.get("KPI_SCREENSHOTS"):
        size = page.viewport_size
        assert size is not None
        tall = int(page.evaluate("() => document.querySelector('.stMain').scrollHeight")) + 80
        page.set_viewport_size({"width": size["width"], "height": min(tall, 6000)})
        page.screenshot(path=Path(folder) / f"{name}.png")
        page.set_viewport_size(size)


@pytest.mark.parametrize(("scheme", "sizes"), [("light", SIZES), ("dark", SIZES[:1])])
def test_no_page_is_wider_than_its_window(
    open_browser: OpenBrowser, demo: Server, empty: Server, scheme: str, sizes: tuple[tuple[int, int], ...]
) -> None:
    page = open_browser(color_scheme=scheme)
    wide = []
    for name, (server, place, parameters, drawn) in {
        **{name: (demo, *view) for name, view in VIEWS.items()},
        **{name: (empty, *view) for name, view in EMPTY_VIEWS.items()},
    }.items():
        go(page, server, place, **parameters)
        expect(page.locator(drawn).first).to_be_visible()
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            if (over := overflow(page)) > 0:
                wide.append(f"{name} at {width}: {over} px")
            keep_picture(page, f"{name}-{width}-{scheme}")
    assert not wide, "\n".join(wide)


def test_a_dark_screen_is_dark_and_its_text_light(open_browser: OpenBrowser, demo: Server) -> None:
    page = open_browser(color_scheme="dark")
    go(page, demo)
    expect(page.locator("[data-testid=stApp]")).to_have_css("background-color", "rgb(16, 22, 29)")
    expect(page.locator(".total")).to_have_css("color", "rgb(230, 236, 242)")


def test_the_matrix_scrolls_inside_its_frame_on_a_phone(open_browser: OpenBrowser, demo: Server) -> None:
    page = open_browser(viewport={"width": 390, "height": 844})
    go(page, demo)
    frame = page.get_by_role("region", name="Từng chỉ tiêu, từng đơn vị")
    assert frame.evaluate("(element) => element.scrollWidth > element.clientWidth")
    first = page.locator(".matrix tbody th").first
    before = first.bounding_box()
    frame.evaluate("(element) => element.scrollLeft = 300")
    assert first.bounding_box() == before


def test_a_phone_reaches_every_page(open_browser: OpenBrowser, demo: Server) -> None:
    page = open_browser(viewport={"width": 390, "height": 844})
    go(page, demo)
    page.locator("[data-testid=stExpandSidebarButton]").click()
    page.get_by_role("link", name="Nhập số liệu", exact=True).click()
    expect(page.locator(".sheet")).to_be_visible()
