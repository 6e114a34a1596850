"""Back and forward in the browser: each page is one entry of its history, with the choices that were made there."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import SignedIn
from tests.browser.server import Server
from tests.browser.steps import HISTORY, INDICATOR, MA_NOI, OVERVIEW, REVIEW, at, cell, choose, go, open_menu, settle
from tests.browser.watch import Watch
from tests.office import CHAIRMAN, COORDINATOR, OFFICER

BEFORE = "about:blank"
"""Where the browser was before it came to the product."""


def entries(page: Page) -> int:
    return int(page.evaluate("() => history.length"))


def chosen(page: Page, label: str, value: str) -> None:
    """Expects what a select box shows."""
    expect(page.get_by_role("combobox", name=label, exact=True)).to_have_value(value)


def test_the_menu_adds_one_entry_and_back_returns_to_the_former_page_with_its_choices(
    signed_in: SignedIn, demo: Server
) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo, thang="2024-06")
    at(page, OVERVIEW, thang="2024-06", ky="year", pham_vi="all", so_lieu="da-duyet")
    begun = entries(page)
    open_menu(page, "Chỉ tiêu")
    at(page, INDICATOR, thang="2024-06", ky="year", pham_vi="all", so_lieu="da-duyet")
    assert entries(page) == begun + 1
    choose(page, "Tính đến", "Tháng 3/2024")
    at(page, INDICATOR, thang="2024-03")
    page.go_back()
    at(page, INDICATOR, thang="2024-06")
    page.go_back()
    at(page, OVERVIEW, thang="2024-06", ky="year")
    expect(page.locator(".total")).to_contain_text("Lũy kế 6 tháng năm 2024")
    chosen(page, "Tính đến", "Tháng 6/2024")
    page.go_forward()
    at(page, INDICATOR, thang="2024-06", ky="year")
    expect(page.locator(".score")).to_contain_text("Lũy kế 6 tháng năm 2024")
    page.go_forward()
    at(page, INDICATOR, thang="2024-03", ky="year")
    expect(page.locator(".score")).to_contain_text("Lũy kế 3 tháng năm 2024")
    assert entries(page) == begun + 2


def test_opening_a_page_by_its_address_adds_nothing_and_back_leaves_the_product(
    signed_in: SignedIn, demo: Server
) -> None:
    page = signed_in(CHAIRMAN, demo)
    page.goto(BEFORE)
    begun = entries(page)
    go(page, demo)
    at(page, OVERVIEW, thang="2024-10", ky="year", pham_vi="all", so_lieu="da-duyet")
    assert entries(page) == begun + 1
    page.go_back()
    page.wait_for_url(BEFORE)
    page.go_forward()
    at(page, OVERVIEW, thang="2024-10", ky="year", pham_vi="all", so_lieu="da-duyet")
    expect(page.locator(".total")).to_contain_text("Lũy kế 10 tháng năm 2024")


def test_back_undoes_one_choice_at_a_time_and_forward_makes_it_again(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo)
    page.goto(BEFORE)
    go(page, demo)
    total = page.locator(".total")
    choose(page, "Tính đến", "Tháng 6/2024")
    expect(total).to_contain_text("Lũy kế 6 tháng năm 2024")
    page.get_by_role("radio", name="Quý", exact=True).click()
    expect(total).to_contain_text("Quý II/2024")
    page.go_back()
    expect(total).to_contain_text("Lũy kế 6 tháng năm 2024")
    page.go_back()
    expect(total).to_contain_text("Lũy kế 10 tháng năm 2024")
    chosen(page, "Tính đến", "Tháng 10/2024")
    page.go_forward()
    expect(total).to_contain_text("Lũy kế 6 tháng năm 2024")
    page.go_forward()
    expect(total).to_contain_text("Quý II/2024")
    expect(page.get_by_role("radio", name="Quý", exact=True)).to_be_checked()
    for _ in range(3):
        page.go_back()
    page.wait_for_url(BEFORE)


def test_back_pressed_twice_at_once_leads_two_pages_back_and_forward_leads_on_again(
    signed_in: SignedIn, demo: Server
) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo, thang="2024-06")
    for name, shows in (("Chỉ tiêu", ".score"), ("Lịch sử", ".history")):
        open_menu(page, name)
        expect(page.locator(shows)).to_be_visible()
        settle(page)
    page.evaluate("() => { history.back(); addEventListener('popstate', () => history.back(), { once: true }); }")
    expect(page.locator(".total")).to_contain_text("Lũy kế 6 tháng năm 2024")
    at(page, OVERVIEW, thang="2024-06")
    settle(page)
    page.go_forward()
    at(page, INDICATOR, thang="2024-06")
    expect(page.locator(".score")).to_contain_text("Lũy kế 6 tháng năm 2024")
    page.go_forward()
    at(page, HISTORY)
    expect(page.locator(".history")).to_be_visible()


def test_back_leaves_an_address_that_leads_nowhere(signed_in: SignedIn, demo: Server, watches: list[Watch]) -> None:
    page = signed_in(CHAIRMAN, demo)
    watches[0].allowed.append("The page that you have requested does not seem to exist")
    page.goto(BEFORE)
    page.goto(f"{demo.url}/khong-co-trang-nay")
    at(page, OVERVIEW, thang="2024-10")
    page.go_back()
    at(page, OVERVIEW, thang="2024-10")
    page.go_back()
    page.wait_for_url(BEFORE)


def test_a_link_on_a_page_adds_one_entry_and_back_returns_to_where_it_stood(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo, thang="2024-09")
    choose(page, "Phạm vi", "Cấp xã")
    at(page, OVERVIEW, thang="2024-09", pham_vi="commune")
    begun = entries(page)
    cell(page, "on_time").click()
    at(page, INDICATOR, chi_tieu="on_time", pham_vi=MA_NOI, thang="2024-09")
    expect(page.locator(".score")).to_contain_text("Xã Ma Nới · Lũy kế 9 tháng năm 2024")
    assert entries(page) == begun + 1
    page.go_back()
    at(page, OVERVIEW, thang="2024-09", pham_vi="commune")
    expect(page.locator(".total")).to_contain_text("Cấp xã")
    page.go_forward()
    expect(page.locator(".score")).to_contain_text("Xã Ma Nới · Lũy kế 9 tháng năm 2024")


def test_one_report_after_another_is_opened_and_back_walks_through_them(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(COORDINATOR, demo)
    go(page, demo, REVIEW, thang="2024-05")
    title = page.get_by_role("heading", level=2, name="tháng 5/2024")
    for name in ("Xã Ma Nới", "Xã Mỹ Sơn"):
        page.locator(".reports").get_by_role("link", name=name, exact=True).click()
        expect(title).to_contain_text(name)
    page.go_back()
    expect(title).to_contain_text("Xã Ma Nới")
    page.go_back()
    at(page, REVIEW, thang="2024-05", don_vi="all")
    expect(title).to_have_count(0)


def test_the_button_of_the_welcome_opens_the_form_and_back_returns_to_it(signed_in: SignedIn, empty: Server) -> None:
    page = signed_in(OFFICER, empty)
    go(page, empty)
    begun = entries(page)
    page.get_by_role("button", name="Bắt đầu nhập số liệu").click()
    at(page, "nhap-so-lieu", don_vi=MA_NOI, thang="2024-12")
    assert entries(page) == begun + 1
    page.go_back()
    expect(page.get_by_role("heading", name="Chưa có số liệu nào")).to_be_visible()
    expect(page.locator("form.sheet")).to_have_count(0)


def test_a_filter_of_the_history_is_one_entry(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(COORDINATOR, demo)
    go(page, demo, HISTORY)
    begun = entries(page)
    choose(page, "Đơn vị", "Xã Ma Nới")
    at(page, HISTORY, don_vi=MA_NOI)
    assert entries(page) == begun + 1
    page.go_back()
    chosen(page, "Đơn vị", "Mọi đơn vị")
