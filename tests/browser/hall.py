"""Where meetings are held: a server with the demonstration figures, its store, and what a slide must look like."""

import datetime as dt
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, ViewportSize, expect

from kpi.meetings import AgendaItem, ItemKind, Meeting
from kpi.months import Month
from kpi.services import decisions, meetings
from kpi.services.product import Product, product_of
from kpi.services.view import View
from tests.browser.server import Server
from tests.office import CHAIRMAN, MA_NOI

PROJECTOR: ViewportSize = {"width": 1024, "height": 768}
LARGE: ViewportSize = {"width": 1920, "height": 1080}
OCTOBER = Month(2024, 10)
LAST_TIME = dt.datetime(2024, 10, 15, 1, tzinfo=dt.UTC)
LEAST_LETTER = 24

OVERFLOWING = """root => [...root.querySelectorAll(".slide, .body, .column, .bar, .decide, .counts li, footer"), root]
    .filter((box) => box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)
    .map((box) => box.className || box.tagName)"""
CUT_OFF = """root => [...root.querySelectorAll(".slide *")].filter((one) => one.checkVisibility()).filter((one) => {
    const own = one.getBoundingClientRect(), style = getComputedStyle(one), lines = style.webkitLineClamp;
    const line = parseFloat(style.lineHeight);
    if (lines !== "none") return one.clientHeight + line / 2 < Math.min(one.scrollHeight, lines * line);
    if (![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) return false;
    for (let up = one.parentElement; up !== root; up = up.parentElement) {
        const { webkitLineClamp, textOverflow, overflowX } = getComputedStyle(up), box = up.getBoundingClientRect();
        if (webkitLineClamp !== "none" || textOverflow === "ellipsis") return false;
        if (overflowX === "visible" && up.tagName !== "FIGURE") continue;
        if (own.left < box.left - 1 || own.right > box.right + 1) return true;
        if (own.top < box.top - 1 || own.bottom > box.bottom + 1) return true;
    }
    return false;
}).map((one) => one.textContent)"""
"""What is shown in part: letters beyond the edge of what hides them, and a clamped text without room for its lines."""
UNFILLED = """root => [...root.querySelectorAll(".slide [data-fit]")].flatMap((box) => {
    const firsts = [...box.querySelectorAll("[data-rows]")].map((list) => list.querySelector("[data-row][hidden]"));
    return [...firsts, ...box.querySelectorAll("[data-spare][hidden]")].filter((one) => {
        if (!one) return false;
        one.hidden = false;
        const fits = box.scrollHeight <= box.clientHeight + 1;
        one.hidden = true;
        return fits;
    });
}).map((one) => one.textContent)"""
"""What is left off though there is room for it."""
SMALL = """(root, least) => [...root.querySelectorAll(".slide *")]
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .filter((one) => one.checkVisibility() && !one.closest("svg"))
    .filter((one) => parseFloat(getComputedStyle(one).fontSize) < least)
    .map((one) => one.textContent)"""


@dataclass(frozen=True, slots=True)
class Hall:
    """A server with the demonstration figures, and its store, in which meetings are held."""

    server: Server
    product: Product

    def held(self) -> Meeting:
        """A meeting about October that has just begun, after one that decided something in October."""
        plan, view = self.product.plan, View(CHAIRMAN)
        earlier = product_of(plan, self.product.store, lambda: LAST_TIME)
        first = begun(earlier, OCTOBER - 1, (AgendaItem(ItemKind.STATE), AgendaItem(ItemKind.UNIT, MA_NOI)))
        given = decisions.decide(
            earlier,
            CHAIRMAN,
            meeting=first.number,
            item=first.agenda[1],
            text="Rà soát hồ sơ đất đai quá hạn, xin lỗi công dân bằng văn bản",
            unit=MA_NOI,
            due=dt.date(2024, 10, 25),
        )
        decisions.follow_up(earlier, CHAIRMAN, given.number, "Đã xin lỗi 12 trên 41 hồ sơ")
        meetings.close(earlier, CHAIRMAN, first.number, version=first.version)
        task = AgendaItem(ItemKind.TASK, "IV.4b")
        other = AgendaItem(ItemKind.OTHER, text="Dự toán kinh phí cải cách hành chính năm 2025")
        proposed = meetings.proposed_agenda(self.product, OCTOBER, view=view)
        return begun(self.product, OCTOBER, (*proposed, task, other))


def begun(product: Product, month: Month, agenda: tuple[AgendaItem, ...]) -> Meeting:
    day = (month + 1).first_day.replace(day=12)
    meeting = Meeting(product.plan.id, month, day, CHAIRMAN.name, agenda=agenda)
    prepared = meetings.prepare(product, CHAIRMAN, meeting)
    return meetings.start(product, CHAIRMAN, prepared.number, version=prepared.version)


def screen(page: Page) -> Locator:
    return page.locator(".present")


def position(page: Page, place: int, meeting: Meeting) -> None:
    """Expects an item of the agenda, counted from 1."""
    expect(page.locator("[data-position]")).to_have_text(f"{place}/{len(meeting.agenda)}")


def shows(page: Page, place: int, meeting: Meeting) -> None:
    """Expects an item of the agenda, counted from 1, and that all of it can be read without scrolling."""
    position(page, place, meeting)
    assert screen(page).evaluate(OVERFLOWING) == [], f"item {place}"
    assert screen(page).evaluate(CUT_OFF) == [], f"item {place}"
    assert screen(page).evaluate(UNFILLED) == [], f"item {place}"
    assert screen(page).evaluate(SMALL, LEAST_LETTER) == [], f"item {place}"
