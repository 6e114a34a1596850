"""A real browser against the real product: nothing here is a fake, so nothing here is quick."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from itertools import count, product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, ViewportSize, expect, sync_playwright

from kpi.access import Person
from kpi.meetings import Meeting
from kpi.services.product import product_of
from kpi.store.engine import open_engine
from kpi.store.sqlstore import SqlStore, utc_now
from tests.browser.chromium import find_chromium
from tests.browser.hall import PROJECTOR, Hall, screen
from tests.browser.people import reporter_of, staff
from tests.browser.server import Server, fill_demo
from tests.browser.steps import COMMUNES, Report, sign_in
from tests.browser.watch import Watch
from tests.office import ninh_son

OpenBrowser = Callable[..., Page]
SignedIn = Callable[..., Page]
Enter = Callable[..., Page]
StartServer = Callable[..., Server]
CookiesOf = Callable[[Person, Server], StorageState]
Watched = tuple[BrowserContext, Watch]
PATIENCE_MS = 30_000
"""How long something may take on a machine with much else to do; nothing waits for longer than it needs."""
BROWSER: Mapping[str, Any] = {
    "viewport": {"width": 1440, "height": 900},
    "locale": "vi-VN",
    "timezone_id": "Asia/Ho_Chi_Minh",
}
"""The options of everybody's browser, for who does not ask for others."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium; each test gets contexts of its own in it."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        yield browser
        browser.close()


@pytest.fixture
def watches() -> list[Watch]:
    """What is watched in this test, one for each browser that it opened."""
    return []


@pytest.fixture(scope="session")
def kept_browsers(browser: Browser) -> Iterator[dict[str, Watched]]:
    """The browsers that people keep from test to test, with all that those have fetched before."""
    kept: dict[str, Watched] = {}
    yield kept
    for context, _ in kept.values():
        context.close()


@pytest.fixture
def open_browser(
    browser: Browser, kept_browsers: dict[str, Watched], watches: list[Watch], start_server: StartServer
) -> Iterator[OpenBrowser]:
    """Each call is a person with a browser of their own, or with the one that is kept by a name.

    Options are those of a Playwright context. It asks for `start_server` so that every server outlives the browsers,
    which would complain of its end.
    """
    with ExitStack() as opened:

        def open_browser(*, keep: str = "", **options: Any) -> Page:
            context, watch = kept_browsers.get(keep) or begun(browser, options)
            if keep:
                kept_browsers[keep] = context, watch
            if watch not in watches:
                watch.begin()
                watches.append(watch)
            page = context.new_page()
            opened.callback(page.close if keep else context.close)
            return page

        yield open_browser
    faults = [fault for watch in watches for fault in watch.faults]
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(open_browser: OpenBrowser) -> Page:
    """The browser of somebody who has not signed in."""
    return open_browser()


@pytest.fixture(scope="session")
def cookies_of(browser: Browser) -> CookiesOf:
    """The cookies of a person who signed in to a server with the real form, once for all tests."""
    known: dict[tuple[str, str], StorageState] = {}

    def cookies_of(person: Person, server: Server) -> StorageState:
        key = server.url, person.login
        if key not in known:
            with browser.new_context(locale="vi-VN") as context:
                own = context.new_page()
                sign_in(own, server, person)
                known[key] = context.storage_state()
        return known[key]

    return cookies_of


@pytest.fixture
def signed_in(open_browser: OpenBrowser, cookies_of: CookiesOf) -> SignedIn:
    """The browser of a person who has signed in to a server; options are those of a Playwright context.

    At a server that is only read people keep their browsers, and open another tab in each test.
    """

    def signed_in(person: Person, server: Server, **options: Any) -> Page:
        keep = f"{person.login} {server.url} {options}" if server.only_read else ""
        return open_browser(keep=keep, storage_state=cookies_of(person, server), **options)

    return signed_in


@pytest.fixture(scope="session")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which everybody has an account and nothing was reported: to be copied."""
    database = tmp_path_factory.mktemp("staffed") / "kpi.sqlite"
    staff(database)
    return database


@pytest.fixture
def start_server(staffed: Path, tmp_path: Path) -> Iterator[StartServer]:
    """Each call starts a server, on a copy of `staffed` unless a database is named; options are those of `Server`."""
    numbers = count(1)
    with ExitStack() as running:

        def start_server(database: Path | None = None, **options: Any) -> Server:
            name = f"kpi-{next(numbers)}"
            own = database or copied(staffed, tmp_path / f"{name}.sqlite")
            server = Server(own, tmp_path / f"{name}.log", **options)
            running.callback(server.check)
            running.callback(server.stop)
            return server

        yield start_server


@pytest.fixture
def server(start_server: StartServer) -> Server:
    """A server without figures, for this test alone."""
    return start_server()


@pytest.fixture(scope="session")
def demo_database(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demonstration figures: to be copied or read, not written."""
    database = copied(staffed, tmp_path_factory.mktemp("demo") / "kpi.sqlite")
    fill_demo(database)
    return database


@pytest.fixture(scope="session")
def shared_demo(demo_database: Path) -> Iterator[Server]:
    server = Server(demo_database, demo_database.with_suffix(".log"), only_read=True)
    yield server
    server.stop()


@pytest.fixture
def demo(shared_demo: Server) -> Iterator[Server]:
    """The server with the demonstration figures that all reading tests share."""
    yield shared_demo
    shared_demo.check()


@pytest.fixture(scope="session")
def shared_empty(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    database = copied(staffed, tmp_path_factory.mktemp("empty") / "kpi.sqlite")
    server = Server(database, database.with_suffix(".log"), only_read=True)
    yield server
    server.stop()


@pytest.fixture
def empty(shared_empty: Server) -> Iterator[Server]:
    """The server without figures that all reading tests share."""
    yield shared_empty
    shared_empty.check()


@pytest.fixture(scope="session")
def shared_office(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    database = copied(staffed, tmp_path_factory.mktemp("office") / "kpi.sqlite")
    server = Server(database, database.with_suffix(".log"))
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


@pytest.fixture
def officer(signed_in: SignedIn, office: Server, report: Report) -> Page:
    """The browser of who enters that report."""
    return signed_in(reporter_of(report[0]), office)


@pytest.fixture(scope="session")
def house(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    database = copied(demo_database, tmp_path_factory.mktemp("hall") / "kpi.sqlite")
    engine = open_engine(f"sqlite:///{database}")
    server = Server(database, database.with_suffix(".log"))
    yield Hall(server, product_of(ninh_son(), SqlStore(engine), utc_now))
    server.stop()
    engine.dispose()


@pytest.fixture
def hall(house: Hall) -> Iterator[Hall]:
    """Where every test holds a meeting of its own."""
    yield house
    house.server.check()


@pytest.fixture
def own_hall(start_server: StartServer, demo_database: Path, tmp_path: Path) -> Iterator[Hall]:
    """A hall for this test alone, whose server it may kill."""
    database = copied(demo_database, tmp_path / "own-hall.sqlite")
    engine = open_engine(f"sqlite:///{database}")
    yield Hall(start_server(database), product_of(ninh_son(), SqlStore(engine), utc_now))
    engine.dispose()


@pytest.fixture
def enter(signed_in: SignedIn, hall: Hall) -> Enter:
    """Somebody opens the meeting on a screen of a size."""

    def enter(person: Person, meeting: Meeting, size: ViewportSize = PROJECTOR, *, item: str = "") -> Page:
        page = signed_in(person, hall.server, viewport=size)
        page.goto(f"{hall.server.url}/trinh-chieu?cuoc-hop={meeting.number}{item}")
        expect(screen(page).locator(".slide")).to_be_visible()
        return page

    return enter


def begun(browser: Browser, options: Mapping[str, Any]) -> Watched:
    """A new browser of somebody, and who watches it."""
    context = browser.new_context(**{**BROWSER, **options})
    context.set_default_timeout(PATIENCE_MS)
    return context, Watch(context)


def copied(database: Path, place: Path) -> Path:
    """A copy of a database that nobody writes to."""
    return Path(shutil.copy(database, place))
