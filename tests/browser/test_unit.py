"""One unit on the screen and on paper: its links, its button, and one A4 page that is read in black and white."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kpi.access import Person
from kpi.figures import Stamp
from kpi.months import Month
from kpi.notes import Note, NoteKind
from kpi.store.engine import open_engine
from kpi.store.sqlstore import SqlStore, utc_now
from tests.browser.conftest import SignedIn, StartServer, copied
from tests.browser.server import Server
from tests.browser.steps import INDICATOR, MA_NOI, TASKS, UNIT, go, overflow
from tests.office import CHAIRMAN, COORDINATOR, OFFICER, ninh_son

OCTOBER = {"thang": "2024-10"}
BUSIEST = "noi-vu"
"""The unit with the most tasks."""
CUT = """() => {
    const cut = [];
    const visit = (root) => {
        for (const element of root.querySelectorAll("*")) {
            if (element.matches(".scroll, table, .unit-sheet") && element.scrollWidth > element.clientWidth + 1)
                cut.push(element.className);
            if (element.shadowRoot) visit(element.shadowRoot);
        }
    };
    visit(document);
    return cut;
}"""
"""The parts of the page that are wider than their place."""


def sheets(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def opened(desk: Page, server: Server, unit: str = MA_NOI) -> Page:
    go(desk, server, UNIT, don_vi=unit, **OCTOBER)
    expect(desk.locator(".unit-sheet")).to_be_visible()
    return desk


def on_paper(page: Page) -> Page:
    """The page as it is laid out for printing: as wide as A4 within margins of 9 mm."""
    page.set_viewport_size({"width": 726, "height": 1054})
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("unit", [MA_NOI, BUSIEST, "585", "trung-tam-vhtt"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_unit_is_printed_on_one_page(signed_in: SignedIn, demo: Server, unit: str, scheme: str) -> None:
    page = opened(signed_in(CHAIRMAN, demo, color_scheme=scheme), demo, unit)
    assert sheets(page.pdf(format="A4")) == 1


def test_tasks_that_were_unfolded_stay_folded_on_paper(signed_in: SignedIn, demo: Server) -> None:
    page = opened(signed_in(CHAIRMAN, demo), demo, BUSIEST)
    page.get_by_text("Còn 14 nhiệm vụ khác").click()
    expect(page.locator(".own-tasks li:visible")).to_have_count(24)
    assert sheets(page.pdf(format="A4")) == 1
    expect(on_paper(page).locator(".own-tasks li:visible")).to_have_count(10)


def test_the_counting_of_pages_sees_more_than_one(signed_in: SignedIn, demo: Server) -> None:
    page = opened(signed_in(CHAIRMAN, demo), demo, BUSIEST)
    assert sheets(page.pdf(format="A4", scale=2)) == 2


@pytest.mark.parametrize("unit", [MA_NOI, BUSIEST])
def test_nothing_but_the_unit_is_on_paper_and_no_table_is_cut(signed_in: SignedIn, demo: Server, unit: str) -> None:
    page = on_paper(opened(signed_in(COORDINATOR, demo, color_scheme="dark"), demo, unit))
    expect(page.locator(".unit-sheet .of-unit tbody tr").first).to_be_visible()
    for gone in (".stAppHeader", "[data-testid=stSelectbox]", ".print button", ".account", ".screen-only"):
        assert page.locator(f"{gone}:visible").count() == 0, gone
    expect(page.get_by_text(re.compile("In ngày [0-9/]{10}"))).to_be_visible()
    assert page.evaluate(CUT) == []


def test_paper_is_white_and_its_marks_are_black_with_symbol_and_word(signed_in: SignedIn, demo: Server) -> None:
    page = on_paper(opened(signed_in(CHAIRMAN, demo, color_scheme="dark"), demo))
    expect(page.locator("[data-testid=stApp]")).to_have_css("background-color", "rgb(255, 255, 255)")
    mark = page.locator(".of-unit mark").first
    expect(mark).to_have_text("✗ Chưa đạt")
    expect(mark).to_have_css("color", "rgb(0, 0, 0)")
    expect(mark).to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_the_button_prints_the_page(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(OFFICER, demo)
    page.add_init_script("window.print = () => { window.printed = (window.printed ?? 0) + 1; };")
    opened(page, demo).get_by_role("button", name="In trang này").click()
    assert page.evaluate("window.printed") == 1


def test_the_screen_is_no_wider_than_its_window(signed_in: SignedIn, demo: Server) -> None:
    page = opened(signed_in(CHAIRMAN, demo), demo, BUSIEST)
    for width, height in ((1440, 900), (1024, 768), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        assert overflow(page) <= 0, width


@pytest.mark.parametrize(
    ("person", "link", "place"),
    [
        (CHAIRMAN, "Hồ sơ trực tuyến", f"{INDICATOR}\\?chi-tieu=online_dossiers&pham-vi=22828&"),
        (OFFICER, "III.1 Rà soát, đề nghị", f"{TASKS}\\?nhiem-vu=III.1"),
        (CHAIRMAN, "Hòa Sơn", f"{UNIT}\\?don-vi=22825&"),
        (CHAIRMAN, "Lịch sử thay đổi của đơn vị", "lich-su"),
        (COORDINATOR, "Xem báo cáo", "duyet-bao-cao"),
        (OFFICER, "Xem báo cáo", "nhap-so-lieu"),
    ],
)
def test_links_lead_to_what_they_name_and_back(
    signed_in: SignedIn, demo: Server, person: Person, link: str, place: str
) -> None:
    page = opened(signed_in(person, demo), demo)
    page.locator(".unit-sheet").get_by_role("link", name=link).first.click()
    expect(page).to_have_url(re.compile(f"/{place}"))
    page.go_back()
    expect(page.locator(".unit-sheet h2").first).to_have_text("Xã Ma Nới")


def test_a_reporter_opens_with_the_own_unit(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(OFFICER, demo)
    go(page, demo, UNIT)
    expect(page.get_by_role("combobox", name="Đơn vị")).to_have_value("Xã Ma Nới")
    expect(page.locator(".unit-sheet h2").first).to_have_text("Xã Ma Nới")


def test_long_notes_and_documents_make_no_second_page(
    signed_in: SignedIn, start_server: StartServer, demo_database: Path, tmp_path: Path
) -> None:
    database = copied(demo_database, tmp_path / "busy.sqlite")
    engine = open_engine(f"sqlite:///{database}")
    store, stamp = SqlStore(engine), Stamp(COORDINATOR.login, utc_now(), "form")
    plan = ninh_son().id
    for number in range(6):
        text = f"Lần {number}: mất kết nối hệ thống một cửa, hồ sơ nhận bằng giấy và nhập lại sau. " * 6
        store.add_note(Note(plan, "on_time", BUSIEST, Month(2024, 9), NoteKind.EVENT, text.strip()), stamp)
    for progress in store.task_progress(plan):
        if progress.unit == BUSIEST:
            store.save_task(replace(progress, document_number="Kế hoạch số 1234/KH-UBND-NV ngày cuối quý"), stamp)
    engine.dispose()
    server = start_server(database)
    page = opened(signed_in(CHAIRMAN, server), server, BUSIEST)
    expect(page.locator(".unit-notes li")).to_have_count(6)
    assert sheets(page.pdf(format="A4")) == 1
    assert on_paper(page).evaluate(CUT) == []
    expect(page.locator(".unit-notes li:visible")).to_have_count(4)
