"""The overview and the periodic report on paper, and the page of reports on a screen: nothing cut, every file had."""

from io import BytesIO

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pypdf import PdfReader

from tests.browser.conftest import SignedIn
from tests.browser.server import Server
from tests.browser.steps import OVERVIEW, REPORT, go
from tests.browser.tour import SIZES
from tests.browser.watch import Watch
from tests.office import CHAIRMAN

QUARTER = {"thang": "2024-09", "ky_bao_cao": "quy"}
LANDSCAPE: ViewportSize = {"width": 1054, "height": 725}
"""A4 within margins of 9 mm."""
CUT = "(frames) => frames.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.ariaLabel)"


def printed(page: Page) -> PdfReader:
    """The page as a browser prints it on A4, where the person chose nothing else."""
    return PdfReader(BytesIO(page.pdf(format="A4")))


def report(page: Page, server: Server) -> Page:
    """The page of reports with that of a quarter that has tasks ahead."""
    go(page, server, REPORT, **QUARTER)
    expect(page.locator(".work")).to_be_visible()
    return page


def test_the_overview_is_two_sheets_and_the_second_holds_the_whole_matrix(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo, OVERVIEW, thang="2024-10")
    expect(page.locator(".matrix")).to_be_visible()
    first, second = printed(page).pages
    assert all(sheet.mediabox.width > sheet.mediabox.height for sheet in (first, second))
    text = second.extract_text()
    assert all(name in text for name in ("PAR INDEX", "ISO 9001", "Huyện Ninh Sơn", "Nhơn Sơn"))
    page.set_viewport_size(LANDSCAPE)
    page.emulate_media(media="print")
    box = page.locator(".matrix").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= LANDSCAPE["width"]
    page.emulate_media(media="screen")


def test_a_printed_report_begins_with_its_title_and_no_heading_is_left_behind(
    signed_in: SignedIn, demo: Server
) -> None:
    page = report(signed_in(CHAIRMAN, demo), demo)
    headings = {" ".join(text.split()) for text in page.locator(".report :is(h3, h4)").all_inner_texts()}
    sheets = [sheet.extract_text() for sheet in printed(page).pages]
    lines = [[" ".join(line.split()) for line in sheet.splitlines() if line.strip()] for sheet in sheets]
    assert len(lines) > 2
    assert "Tải về" not in "".join(sheets)
    assert [sheet[-1] for sheet in lines if sheet[-1] in headings] == []
    assert {"Tồn tại, hạn chế", "IV. Cải cách tổ chức bộ máy"} <= headings & {line for sheet in lines for line in sheet}


@pytest.mark.parametrize("size", SIZES[:2])
def test_no_table_of_a_report_is_cut_on_a_laptop_or_a_projector(
    signed_in: SignedIn, demo: Server, size: tuple[int, int]
) -> None:
    page = report(signed_in(CHAIRMAN, demo), demo)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    assert page.locator(".report .scroll").evaluate_all(CUT) == []


def test_on_a_phone_form_06a_is_named_above_what_is_said_of_it(signed_in: SignedIn, demo: Server) -> None:
    page = report(signed_in(CHAIRMAN, demo, viewport={"width": 390, "height": 844}), demo)
    name, hint = (page.locator(f".named summary {part}") for part in (".clause", ".title"))
    expect(name).to_have_text("Mẫu II.06a")
    above, below = name.bounding_box(), hint.bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] + above["height"] <= below["y"]


def test_a_file_is_saved_while_the_page_stays_and_why_there_is_none_can_be_read(
    signed_in: SignedIn, demo: Server, watches: list[Watch]
) -> None:
    page = report(signed_in(CHAIRMAN, demo), demo)
    card = page.locator(".files a").last
    with page.expect_download() as downloading:
        card.click()
    assert downloading.value.suggested_filename == "Báo cáo cải cách hành chính quý III năm 2024.pdf"
    expect(page.locator(".work")).to_be_visible()
    watches[0].allowed.append("404")
    card.evaluate("(link) => link.setAttribute('href', '/tep-bao-cao/quy/2024-08.pdf')")
    card.click()
    expect(page.get_by_text("Không có báo cáo này")).to_be_visible()
