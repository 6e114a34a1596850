"""A real browser against the real product: nothing here is a fake, so nothing here is quick."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count, product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import find_chromium
from tests.browser.server import Server, fill_demo
from tests.browser.steps import COMMUNES, Report
from tests.browser.watch import Watch

OpenBrowser = Callable[..., Page]
StartServer = Callable[..., Server]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium; each test gets contexts of its own in it."""
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        yield browser
        browser.close()


@pytest.fixture
def watches() -> list[Watch]:
    """What is watched in this test, one for each browser that it opened."""
    return []


@pytest.fixture
def open_browser(browser: Browser, watches: list[Watch]) -> Iterator[OpenBrowser]:
    """Each call is a person with a browser of their own; options are those of a Playwright context."""
    with ExitStack() as opened:

        def open_browser(**options: Any) -> Page:
            asked = {"viewport": {"width": 1440, "height": 900}, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}
            context = browser.new_context(**(asked | options))
            opened.callback(context.close)
            context.set_default_timeout(15_000)
            watches.append(Watch(context))
            return context.new_page()

        yield open_browser
    faults = [fault for watch in watches for fault in watch.faults]
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(open_browser: OpenBrowser) -> Page:
    return open_browser()


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[StartServer]:
    """Each call starts a server; its database is a new file unless one is named."""
    numbers = count(1)
    with ExitStack() as running:

        def start_server(database: Path | None = None, *, plan: Path | None = None) -> Server:
            name = f"kpi-{next(numbers)}"
            server = Server(database or tmp_path / f"{name}.sqlite", tmp_path / f"{name}.log", plan=plan)
            running.callback(server.check)
            running.callback(server.stop)
            return server

        yield start_server


@pytest.fixture
def server(start_server: StartServer) -> Server:
    """A server with an empty store, for this test alone."""
    return start_server()


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demonstration figures: to be copied or read, not written."""
    database = tmp_path_factory.mktemp("demo") / "kpi.sqlite"
    fill_demo(database)
    return database


@pytest.fixture(scope="session")
def shared_demo(demo_database: Path) -> Iterator[Server]:
    server = Server(demo_database, demo_database.with_suffix(".log"))
    yield server
    server.stop()


@pytest.fixture
def demo(shared_demo: Server) -> Iterator[Server]:
    """The server with the demonstration figures that all reading tests share."""
    yield shared_demo
    shared_demo.check()


@pytest.fixture(scope="session")
def shared_empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("empty")
    server = Server(folder / "kpi.sqlite", folder / "kpi.log")
    yield server
    server.stop()


@pytest.fixture
def empty(shared_empty: Server) -> Iterator[Server]:
    """The server with an empty store that all reading tests share."""
    yield shared_empty
    shared_empty.check()


@pytest.fixture(scope="session")
def shared_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("office")
    server = Server(folder / "kpi.sqlite", folder / "kpi.log")
    yield server
    server.stop()


@pytest.fixture
def office(shared_office: Server) -> Iterator[Server]:
    """The server that all writing tests share who keep to a report of their own."""
    yield shared_office
    shared_office.check()


@pytest.fixture(scope="session")
def reports() -> Iterator[Report]:
    """Reports of communes, none of them in the month after another."""
    return product(COMMUNES, ("2024-03", "2024-06", "2024-09"))


@pytest.fixture
def report(reports: Iterator[Report]) -> Report:
    """The unit and month of a report that no other test touches."""
    return next(reports)
