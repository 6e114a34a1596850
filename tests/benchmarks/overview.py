"""How long the overview takes: `python -m tests.benchmarks.overview`.

Prints, for the plan of Ninh Sơn with 24 months of demonstration figures: scoring everything from the store,
building the overview's data and its page, one re-run on the server, and the browser's time from a click to
drawn, each as a ratio to an empty Streamlit page measured in the same run, in turns.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright
from streamlit.testing.v1 import AppTest

from dashboard import PAGES
from kpi.accounts import Account
from kpi.composition import BACKUPS, CONSOLE, DEMO_FOLDER, current_product
from kpi.months import Month, Period, months_between
from kpi.plan import WHOLE
from kpi.services import demo
from kpi.services.overview import overview
from kpi.services.product import Product, product_of
from kpi.services.signin import open_session
from kpi.services.view import View
from kpi.ui.frame import Frame, install
from kpi.ui.overview import overview_html
from kpi.web.cookies import SESSION
from tests.browser.chromium import find_chromium
from tests.browser.people import staff
from tests.browser.server import Server
from tests.office import CHAIRMAN

ROUNDS = 9
ROOT = Path(__file__).resolve().parents[2]
EMPTY = """
import streamlit as st
at = st.selectbox("Tính đến", ["2024-10", "2024-09", "2024-08"], key="thang")
st.html(f'<p class="total">{at}</p>')
"""
READY = """(wanted) => new Promise((done) => {
  const deep = (root) => {
    const here = root.querySelector(".total");
    if (here) return here;
    for (const one of root.querySelectorAll("*")) {
      const inside = one.shadowRoot && deep(one.shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  const look = () => {
    const at = deep(document);
    if (at && at.textContent.includes(wanted)) requestAnimationFrame(() => done(performance.now()));
    else requestAnimationFrame(look);
  };
  look();
})"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KPI_DATABASE_URL"] = f"sqlite:///{folder}/kpi.sqlite"
        product = current_product()
        staff(Path(folder) / "kpi.sqlite")
        token = open_session(product, _account(product), address="127.0.0.1", agent="benchmark")
        demo.fill(product, CONSOLE, demo.story_of(DEMO_FOLDER, product.plan))
        figures = int(product.scoreboard.board().cube.reported.sum())
        print(f"{figures} figures, {len(product.plan.indicators)} indicators; medians of {ROUNDS}, milliseconds")
        _in_process(product)
        _server_rerun(Path(folder), token)
        _browser(Path(folder), token)


def _account(product: Product) -> Account:
    account = product.store.account(CHAIRMAN.login)
    assert account is not None
    return account


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _report(name: str, milliseconds: float, ratio: float | None = None) -> None:
    print(f"{name:<58}{milliseconds:9.1f}" + ("" if ratio is None else f"  x {ratio:.2f}"))


def _in_process(product: Product) -> None:
    months = list(months_between(product.plan.start, product.plan.last_month))

    def everything() -> None:
        board = product_of(product.plan, product.store, product.clock).scoreboard.board()
        for month in months:
            board.scores(month, Period.YEAR_TO_DATE)

    def data() -> object:
        fresh = product_of(product.plan, product.store, product.clock)
        return overview(fresh, Month(2024, 10), Period.YEAR_TO_DATE, WHOLE, view=View(CHAIRMAN))

    seen = overview(product, Month(2024, 10), Period.YEAR_TO_DATE, WHOLE, view=View(CHAIRMAN))
    _report("read the store and score all 24 months", median(_timed(everything) for _ in range(ROUNDS)))
    _report("read the store and build the overview's data", median(_timed(data) for _ in range(ROUNDS)))
    page = median(
        _timed(lambda: overview_html(product.plan, seen, indicator_page="", report_page="")) for _ in range(ROUNDS)
    )
    _report("write the overview's page", page)


def _server_rerun(folder: Path, token: str) -> None:
    script = folder / "empty.py"
    script.write_text(EMPTY, encoding="utf-8")
    install(Frame(current_product, PAGES, DEMO_FOLDER, BACKUPS, lambda _cookies: token))
    pages = {
        "empty": AppTest.from_file(str(script)),
        "overview": AppTest.from_file(str(ROOT / "kpi/ui/shell.py")),
    }
    for page in pages.values():
        page.run(timeout=60)
    times: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(ROUNDS):
        for name, page in pages.items():
            times[name].append(_timed(page.run))
    _compare("re-run on the server", times)


def _compare(what: str, times: dict[str, list[float]]) -> None:
    empty = median(times["empty"])
    _report(f"{what}: empty page", empty)
    for name in times:
        if name != "empty":
            _report(f"{what}: {name}", median(times[name]), median(times[name]) / empty)


def _browser(folder: Path, token: str) -> None:
    servers = {
        "empty": Server(
            folder / "unused.sqlite", folder / "empty.log", script=folder / "empty.py", health="/_stcore/health"
        ),
        "overview": Server(folder / "kpi.sqlite", folder / "product.log"),
    }
    try:
        visits = _visits({name: server.url for name, server in servers.items()}, token)
    finally:
        for server in servers.values():
            server.stop()
    for what, times in visits.items():
        _compare(f"browser, {what}", times)


def _visits(addresses: dict[str, str], token: str) -> dict[str, dict[str, list[float]]]:
    """Milliseconds until readable, by kind of visit and page; the pages take turns."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        marks = {"empty": ("2024-10", "2024-09"), "overview": ("10 tháng", "9 tháng")}
        visits: dict[str, dict[str, list[float]]] = {
            name: {"empty": [], "overview": []} for name in ("first visit", "repeat visit", "change of month")
        }
        for _ in range(ROUNDS):
            for name, address in addresses.items():
                context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN")
                context.add_cookies([{"name": SESSION, "value": token, "url": address}])
                page = context.new_page()
                page.goto(address)
                visits["first visit"][name].append(page.evaluate(READY, marks[name][0]))
                page.goto(address)
                visits["repeat visit"][name].append(page.evaluate(READY, marks[name][0]))
                visits["change of month"][name].append(_change(page, marks[name][1]))
                context.close()
        browser.close()
    return visits


def _change(page: Page, wanted: str) -> float:
    """Milliseconds from the click on an earlier month to that month on the screen."""
    page.get_by_label("Tính đến").first.click()
    option = page.get_by_role("option").filter(has_text="9/2024").or_(page.get_by_role("option", name="2024-09")).first
    page.evaluate("addEventListener('pointerup', () => { window.clicked = performance.now() }, {capture: true})")
    option.click()
    drawn: float = page.evaluate(READY, wanted)
    clicked: float = page.evaluate("window.clicked")
    return drawn - clicked


if __name__ == "__main__":
    main()
