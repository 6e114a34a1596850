"""Every page fits a laptop, a projector and a phone, speaks Vietnamese, names its inputs and says what is invented.

KPI_SCREENSHOTS=folder keeps pictures of all pages.
"""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import BROWSER, CookiesOf
from tests.browser.server import Server
from tests.browser.steps import go
from tests.browser.tour import DEMO_VIEWS, EMPTY_VIEWS, Seen, View, look_at
from tests.browser.watch import Watch

MARK = "SỐ LIỆU MINH HỌA"


def toured(browser: Browser, cookies_of: CookiesOf, server: Server, views: Mapping[str, View]) -> dict[str, Seen]:
    """Open every view once, all in one browser that changes hands."""
    seen = {}
    with browser.new_context(**BROWSER) as context:
        watch = Watch(context)
        page = context.new_page()
        for name, view in views.items():
            context.set_storage_state(cookies_of(view.person, server))
            go(page, server, view.place, **view.parameters)
            expect(page.locator(view.drawn).first, name).to_be_visible()
            seen[name] = look_at(page, name)
            assert not watch.faults, f"{name}: {watch.faults}"
    server.check()
    return seen


@pytest.fixture(scope="module")
def tour(browser: Browser, cookies_of: CookiesOf, shared_demo: Server, shared_empty: Server) -> dict[str, Seen]:
    """What every page showed."""
    demo = toured(browser, cookies_of, shared_demo, DEMO_VIEWS)
    return demo | toured(browser, cookies_of, shared_empty, EMPTY_VIEWS)


def test_no_page_is_wider_than_its_window_by_day_or_by_night(tour: Mapping[str, Seen]) -> None:
    wide = [line for seen in tour.values() for line in seen.too_wide]
    assert not wide, "\n".join(wide)


def test_no_page_shows_english(tour: Mapping[str, Seen]) -> None:
    assert {name: seen.english for name, seen in tour.items() if seen.english} == {}


def test_every_input_of_every_page_has_a_name(tour: Mapping[str, Seen]) -> None:
    assert {name: seen.unnamed for name, seen in tour.items() if seen.unnamed} == {}


def test_every_page_with_demonstration_figures_says_so_and_no_other_does(tour: Mapping[str, Seen]) -> None:
    marked = {name for name, seen in tour.items() if any(MARK in note for note in seen.notes)}
    assert marked == set(DEMO_VIEWS)
