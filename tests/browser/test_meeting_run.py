"""A whole meeting from the keyboard, on a projector and on a large screen, with two people who follow on their own."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from kpi.meetings import AgendaItem, ItemKind, Meeting
from kpi.months import Month
from kpi.services import decisions, meetings
from kpi.services.product import Product, product_of
from kpi.services.view import View
from kpi.store.engine import open_engine
from kpi.store.sqlstore import SqlStore, utc_now
from tests.browser.conftest import SignedIn, copied
from tests.browser.server import Server
from tests.office import CHAIRMAN, MA_NOI, OFFICER, OFFICER_OF_MY_SON, ninh_son

PROJECTOR, LARGE = {"width": 1024, "height": 768}, {"width": 1920, "height": 1080}
OCTOBER = Month(2024, 10)
LAST_TIME = dt.datetime(2024, 10, 15, 1, tzinfo=dt.UTC)
TEXT = "Bố trí thêm cán bộ trực bộ phận một cửa, báo cáo trước ngày 10 hằng tháng"

OVERFLOWING = """root => [...root.querySelectorAll(".slide, .body, .column, .bar, .decide, .counts li, footer"), root]
    .filter((box) => box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)
    .map((box) => box.className || box.tagName)"""
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


@pytest.fixture(scope="module")
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
def enter(signed_in: SignedIn, hall: Hall) -> Callable[..., Page]:
    """Somebody opens the meeting on a screen of a size."""

    def enter(person: object, meeting: Meeting, size: dict[str, int], *, item: str = "") -> Page:
        page = signed_in(person, hall.server, viewport=size)
        page.goto(f"{hall.server.url}/trinh-chieu?cuoc-hop={meeting.number}{item}")
        expect(screen(page).locator(".slide")).to_be_visible()
        return page

    return enter


def screen(page: Page) -> Locator:
    return page.locator(".present")


def shows(page: Page, place: int, meeting: Meeting) -> None:
    """Expects an item of the agenda, counted from 1, and that all of it can be read without scrolling."""
    expect(page.locator("[data-position]")).to_have_text(f"{place}/{len(meeting.agenda)}")
    assert screen(page).evaluate(OVERFLOWING) == [], f"item {place}"
    assert screen(page).evaluate(SMALL, 24) == [], f"item {place}"


@pytest.mark.parametrize("size", [PROJECTOR, LARGE], ids=["projector", "large"])
def test_a_whole_meeting_is_run_from_the_keyboard_while_two_people_follow(
    hall: Hall, enter: Callable[..., Page], size: dict[str, int]
) -> None:
    meeting = hall.held()
    last = len(meeting.agenda)
    chair = enter(CHAIRMAN, meeting, size)
    others = [enter(OFFICER, meeting, size), enter(OFFICER_OF_MY_SON, meeting, PROJECTOR)]
    expect(screen(chair)).to_contain_text("Trễ 18 ngày")
    for place in range(1, last + 1):
        for page in (chair, *others):
            shows(page, place, meeting)
        chair.keyboard.press("PageDown" if place % 2 else "ArrowRight")
    expect(chair.locator("[data-position]")).to_have_text(f"{last}/{last}")
    chair.keyboard.press("Home")
    for page in (chair, *others):
        shows(page, 1, meeting)

    chair.keyboard.press("m")
    expect(chair.get_by_role("dialog", name="Các mục của cuộc họp")).to_be_visible()
    chair.keyboard.press("ArrowDown")
    chair.keyboard.press("ArrowDown")
    chair.keyboard.press("Enter")
    for page in (chair, *others):
        shows(page, 3, meeting)

    chair.keyboard.press("k")
    chair.keyboard.type(TEXT)
    chair.keyboard.press("Enter")
    expect(screen(chair).get_by_role("status")).to_contain_text("Đã lưu kết luận")
    for page in (chair, *others):
        expect(screen(page).locator(".decided")).to_contain_text(TEXT)
        shows(page, 3, meeting)
    (written,) = decisions.decisions_of(hall.product, meeting.number)
    assert (written.text, written.item, written.due) == (TEXT, meeting.agenda[2], dt.date(2024, 12, 12))

    chair.keyboard.press("o")
    figures = chair.get_by_role("dialog", name="Số liệu")
    expect(figures).to_contain_text("T10/2024")
    chair.keyboard.press("Escape")
    expect(figures).to_be_hidden()

    meetings.close(hall.product, CHAIRMAN, meeting.number, version=meeting.version)
    expect(chair.locator(".decide")).to_have_count(0)
    expect(chair.locator("[data-position]")).to_have_text(f"3/{last}")


def test_who_follows_may_look_alone_and_comes_back_with_one_button(hall: Hall, enter: Callable[..., Page]) -> None:
    meeting = hall.held()
    chair, officer = enter(CHAIRMAN, meeting, PROJECTOR), enter(OFFICER, meeting, PROJECTOR)
    officer.keyboard.press("End")
    shows(officer, len(meeting.agenda), meeting)
    expect(officer).to_have_url(f"{hall.server.url}/trinh-chieu?cuoc-hop={meeting.number}&muc={len(meeting.agenda)}")
    chair.keyboard.press("ArrowRight")
    shows(chair, 2, meeting)
    shows(officer, len(meeting.agenda), meeting)
    officer.get_by_role("button", name="Theo người trình chiếu").click()
    shows(officer, 2, meeting)
    expect(officer).to_have_url(f"{hall.server.url}/trinh-chieu?cuoc-hop={meeting.number}")
    expect(officer.locator(".decide")).to_have_count(0)


def test_a_link_to_an_item_opens_it_and_moves_nobody(hall: Hall, enter: Callable[..., Page]) -> None:
    meeting = hall.held()
    chair = enter(CHAIRMAN, meeting, PROJECTOR)
    second = enter(CHAIRMAN, meeting, PROJECTOR, item="&muc=4")
    shows(second, 4, meeting)
    shows(chair, 1, meeting)
    second.get_by_role("button", name="Trình chiếu", exact=True).click()
    shows(second, 1, meeting)


def test_what_was_typed_stays_until_it_can_be_saved_and_belongs_to_the_item_it_was_begun_on(
    hall: Hall, enter: Callable[..., Page]
) -> None:
    meeting = hall.held()
    chair = enter(CHAIRMAN, meeting, PROJECTOR)
    text = chair.get_by_label("Viết kết luận (phím K), Enter để lưu")
    text.fill(TEXT)
    text.press("Enter")
    expect(screen(chair).get_by_role("status")).to_have_text("Chưa lưu: hãy chọn đơn vị thực hiện.")
    expect(text).to_have_value(TEXT)
    text.press("Escape")
    chair.keyboard.press("ArrowRight")
    shows(chair, 2, meeting)
    chair.reload()
    expect(text).to_have_value(TEXT)
    expect(screen(chair).locator(".decide")).to_contain_text(f"Kết luận cho mục 1/{len(meeting.agenda)}")
    chair.get_by_label("Đơn vị thực hiện").select_option(MA_NOI)
    chair.get_by_role("button", name="Lưu", exact=True).click()
    expect(text).to_have_value("")
    (written,) = decisions.decisions_of(hall.product, meeting.number)
    assert (written.item, written.unit) == (meeting.agenda[0], MA_NOI)


def test_an_item_that_takes_too_long_is_told_by_sign_and_word_and_all_controls_stay_in_the_window(
    hall: Hall, enter: Callable[..., Page]
) -> None:
    meeting = hall.held()
    an_hour_ago = utc_now() - dt.timedelta(minutes=65)
    earlier = product_of(hall.product.plan, hall.product.store, lambda: an_hour_ago)
    meetings.show_item(earlier, CHAIRMAN, meeting.number, 2)
    chair = enter(CHAIRMAN, meeting, PROJECTOR)
    expect(chair.get_by_role("timer")).to_contain_text("▲ quá giờ 01:00:")
    shows(chair, 3, meeting)


def test_a_letter_typed_into_a_field_is_no_command_and_the_night_is_remembered(
    hall: Hall, enter: Callable[..., Page]
) -> None:
    meeting = hall.held()
    chair = enter(CHAIRMAN, meeting, PROJECTOR)
    chair.keyboard.press("k")
    chair.keyboard.type("dmof")
    expect(chair.get_by_role("dialog")).to_have_count(0)
    expect(chair.locator(".night")).to_have_count(0)
    chair.keyboard.press("Escape")
    chair.keyboard.press("d")
    expect(chair.locator(".present.night")).to_be_visible()
    chair.reload()
    expect(chair.locator(".present.night")).to_be_visible()
