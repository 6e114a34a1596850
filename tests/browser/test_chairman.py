"""The chairman reads the overview and opens what stands behind its numbers."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import SignedIn
from tests.browser.server import Server
from tests.browser.steps import INDICATOR, MA_NOI, OVERVIEW, REVIEW, at, cell, choose, go, open_menu
from tests.office import CHAIRMAN, COORDINATOR


def test_the_address_holds_the_view_and_opens_it_again_in_another_browser(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo)
    at(page, OVERVIEW, thang="2024-10", pham_vi="all", ky="year")
    whole = page.locator(".total")
    expect(whole).to_contain_text("Lũy kế 10 tháng năm 2024 · Ủy ban nhân dân huyện Ninh Sơn")
    october = cell(page, "on_time").inner_text()

    choose(page, "Tính đến", "Tháng 6/2024")
    at(page, OVERVIEW, thang="2024-06", pham_vi="all", ky="year")
    expect(whole).to_contain_text("Lũy kế 6 tháng năm 2024")
    expect(cell(page, "on_time")).not_to_have_text(october)
    page.get_by_role("radio", name="Quý", exact=True).click()
    at(page, OVERVIEW, thang="2024-06", ky="quarter")
    choose(page, "Phạm vi", "Cấp xã")
    at(page, OVERVIEW, thang="2024-06", ky="quarter", pham_vi="commune")
    expect(whole).to_contain_text("Quý II/2024, đến hết tháng 6 · Cấp xã")

    other = signed_in(COORDINATOR, demo)
    other.goto(page.url)
    expect(other.locator(".total")).to_have_text(whole.inner_text())
    expect(other.locator(".matrix")).to_have_text(page.locator(".matrix").inner_text(), use_inner_text=True)
    expect(other.get_by_role("combobox", name="Tính đến")).to_have_value("Tháng 6/2024")


def test_a_cell_of_the_matrix_opens_the_indicator_of_that_unit_and_back_returns(
    signed_in: SignedIn, demo: Server
) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo, thang="2024-09", ky="month")
    number = re.sub(r"[^\d,]", "", cell(page, "online_dossiers").inner_text())
    cell(page, "online_dossiers").click()
    at(page, INDICATOR, chi_tieu="online_dossiers", pham_vi=MA_NOI, thang="2024-09", ky="month")
    expect(page.locator(".score .value")).to_have_text(f"{number}\u00a0%")
    expect(page.locator(".score")).to_contain_text("Xã Ma Nới · Tháng 9/2024")
    page.go_back()
    at(page, OVERVIEW, thang="2024-09", ky="month")
    expect(cell(page, "online_dossiers")).to_be_visible()
    expect(page.get_by_role("combobox", name="Tính đến")).to_have_value("Tháng 9/2024")


def test_a_headline_opens_its_indicator(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo)
    card = page.locator(".card", has_text="Hài lòng TTHC")
    value = card.locator(".value").inner_text()
    card.click()
    at(page, INDICATOR, chi_tieu="satisfaction", pham_vi="all", thang="2024-10")
    expect(page.locator(".score .value")).to_have_text(value)


def test_each_thing_that_needs_attention_opens_what_it_speaks_of(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo)
    findings = page.locator(".attention li a")
    expect(findings).to_have_count(3)
    findings.nth(0).click()
    at(page, INDICATOR, chi_tieu="work_files_online", pham_vi="commune")
    expect(page.locator(".score")).to_contain_text("✗ Chưa đạt")
    page.go_back()
    findings.nth(2).click()
    at(page, REVIEW, don_vi="22822", thang="2024-10")
    expect(page.get_by_role("heading", name="Xã Mỹ Sơn – tháng 10/2024")).to_be_visible()
    expect(page.get_by_text("Đơn vị chưa nhập số liệu nào.")).to_be_visible()


def test_the_list_of_reports_opens_the_report_of_that_unit_and_month(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo, thang="2024-05")
    page.locator(".who").get_by_role("link", name="Ma Nới", exact=True).click()
    at(page, REVIEW, don_vi=MA_NOI, thang="2024-05")
    expect(page.get_by_role("heading", name="Xã Ma Nới – tháng 5/2024")).to_contain_text("Đã duyệt")
    expect(page.get_by_role("button", name="Duyệt", exact=True)).to_have_count(0)


def test_the_chairman_sees_unapproved_figures_only_where_he_asks_for_them(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo, ky="month")
    of_culture = cell(page, "on_time", "van-hoa-thong-tin")
    expect(of_culture).to_have_text("–")
    choose(page, "Số liệu", "gồm cả số chưa duyệt")
    at(page, OVERVIEW, so_lieu="tat-ca", ky="month")
    expect(of_culture).not_to_have_text("–")


def test_the_choices_go_along_to_another_page(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo, thang="2024-07", ky="quarter")
    open_menu(page, "Chỉ tiêu")
    at(page, INDICATOR, thang="2024-07", ky="quarter")
    expect(page.get_by_role("combobox", name="Tính đến")).to_have_value("Tháng 7/2024")
