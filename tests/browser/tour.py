"""A tour of every page: each is opened once, and looked at from all sides by the tests of test_every_page."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from kpi.access import Person
from tests.browser.reading import english, unnamed
from tests.browser.steps import (
    ADMINISTRATION,
    ENTRY,
    HISTORY,
    IMPORT,
    INDICATOR,
    MEETINGS,
    OVERVIEW,
    REPORT,
    REVIEW,
    TASKS,
    overflow,
)
from tests.office import ADMINISTRATOR, CHAIRMAN, COORDINATOR, MA_NOI, MY_SON, OFFICER

SIZES = ((1440, 900), (1024, 768), (390, 844))
"""A laptop, a projector and a phone."""


@dataclass(frozen=True, slots=True)
class View:
    """Who opens a page, with which parameters, and what shows that it is drawn."""

    person: Person
    place: str
    drawn: str
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a view showed: where it is wider than its window, English words, inputs without a name, notes."""

    too_wide: Sequence[str]
    english: Collection[str]
    unnamed: Sequence[str]
    notes: Sequence[str]


DEMO_VIEWS: Mapping[str, View] = {
    "overview": View(CHAIRMAN, OVERVIEW, ".matrix"),
    "overview-unit": View(CHAIRMAN, OVERVIEW, ".matrix", {"pham_vi": MA_NOI}),
    "overview-officer": View(OFFICER, OVERVIEW, ".matrix"),
    "indicator": View(CHAIRMAN, INDICATOR, ".js-plotly-plot", {"chi_tieu": "on_time"}),
    "indicator-yearly": View(CHAIRMAN, INDICATOR, ".js-plotly-plot", {"chi_tieu": "par_index"}),
    "report": View(CHAIRMAN, REPORT, ".work", {"thang": "2024-09", "ky_bao_cao": "quy"}),
    "tasks": View(CHAIRMAN, TASKS, ".board"),
    "tasks-timeline": View(CHAIRMAN, TASKS, ".timeline", {"dang": "dong-thoi-gian"}),
    "task": View(OFFICER, TASKS, ".parts", {"nhiem_vu": "IV.4b"}),
    "meetings": View(COORDINATOR, MEETINGS, "a.button"),
    "meeting-new": View(COORDINATOR, MEETINGS, ".editing", {"cuoc_hop": "moi"}),
    "decisions": View(OFFICER, MEETINGS, "p.muted", {"muc": "ket-luan"}),
    "review-chairman": View(CHAIRMAN, REVIEW, ".reports", {"thang": "2024-10"}),
    "review": View(COORDINATOR, REVIEW, ".reports", {"thang": "2024-10"}),
    "review-late": View(COORDINATOR, REVIEW, ".report", {"thang": "2024-10", "don_vi": MY_SON}),
    "review-report": View(COORDINATOR, REVIEW, ".report", {"thang": "2024-10", "don_vi": "van-hoa-thong-tin"}),
    "correction": View(COORDINATOR, ENTRY, ".sheet", {"thang": "2024-03", "don_vi": MA_NOI}),
    "history": View(COORDINATOR, HISTORY, ".history"),
    "history-officer": View(OFFICER, HISTORY, ".history"),
    "entry": View(OFFICER, ENTRY, ".sheet", {"thang": "2024-11"}),
    "entry-locked": View(OFFICER, ENTRY, ".sheet", {"thang": "2024-03"}),
    "import": View(OFFICER, IMPORT, ".templates", {"thang": "2024-11"}),
    "import-paste": View(COORDINATOR, IMPORT, ".templates", {"thang": "2024-10", "cach": "dan"}),
    "accounts": View(ADMINISTRATOR, ADMINISTRATION, "table"),
    "sessions": View(ADMINISTRATOR, ADMINISTRATION, "table", {"muc": "phien"}),
    "plan": View(ADMINISTRATOR, ADMINISTRATION, "h3", {"muc": "ke-hoach"}),
    "report-template": View(ADMINISTRATOR, ADMINISTRATION, "a.button", {"muc": "mau-bao-cao"}),
    "system": View(ADMINISTRATOR, ADMINISTRATION, "h3", {"muc": "he-thong"}),
}
"""With demonstration figures."""

EMPTY_VIEWS: Mapping[str, View] = {
    "welcome": View(ADMINISTRATOR, OVERVIEW, "button"),
    "accounts-empty": View(ADMINISTRATOR, ADMINISTRATION, "table"),
    "indicator-empty": View(CHAIRMAN, INDICATOR, ".score"),
    "history-empty": View(CHAIRMAN, HISTORY, ".history"),
    "welcome-coordinator": View(COORDINATOR, OVERVIEW, "button"),
    "entry-empty-coordinator": View(COORDINATOR, ENTRY, "[data-testid=stAlert]"),
    "review-empty": View(COORDINATOR, REVIEW, ".reports"),
    "entry-empty": View(OFFICER, ENTRY, ".sheet"),
}
"""Without any figures."""


def look_at(page: Page, name: str) -> Seen:
    """Look at a page that is drawn."""
    words, inputs = english(page.locator("body")), unnamed(page)
    notes = page.get_by_role("note").all_inner_texts()
    return Seen([*too_wide(page, name, by_night=SIZES[:1])], words, inputs, notes)


def too_wide(page: Page, name: str, *, by_night: Sequence[tuple[int, int]]) -> Iterator[str]:
    """At which sizes the page is wider than its window, by day and by night; where asked, pictures are kept."""
    for scheme, sizes in (("light", SIZES), ("dark", by_night)):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            if (over := overflow(page)) > 0:
                yield f"{name}, {width} px, {scheme}: {over} px too wide"
            keep_picture(page, f"{name}-{width}-{scheme}")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})


def keep_picture(page: Page, name: str) -> None:
    """A picture of the whole page in the folder KPI_SCREENSHOTS, where there is one."""
    if folder := os.environ.get("KPI_SCREENSHOTS"):
        size = page.viewport_size
        assert size is not None
        tall = int(page.evaluate("() => (document.querySelector('.stMain') ?? document.body).scrollHeight")) + 80
        page.set_viewport_size({"width": size["width"], "height": min(tall, 6000)})
        page.screenshot(path=Path(folder) / f"{name}.png")
        page.set_viewport_size(size)
