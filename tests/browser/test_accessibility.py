"""The pages can be used without a mouse and without eyes."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import SignedIn
from tests.browser.reading import unnamed
from tests.browser.server import Server
from tests.browser.steps import CHANGE, INDICATOR, MA_NOI, SIGN_IN, SIGN_OUT, field, go, open_entry
from tests.office import CHAIRMAN, OFFICER

DRAFT = (MA_NOI, "2024-11")
"""A report of the demonstration that is still open."""


def test_signing_in_and_out_needs_no_mouse(page: Page, signed_in: SignedIn, demo: Server) -> None:
    page.goto(f"{demo.url}/{SIGN_IN}")
    assert unnamed(page) == []
    expect(page.get_by_label("Tên đăng nhập")).to_be_focused()
    inside = signed_in(OFFICER, demo)
    for place, first in ((CHANGE, "Mật khẩu hiện tại"), (SIGN_OUT, "")):
        inside.goto(f"{demo.url}/{place}")
        assert unnamed(inside) == [], place
        if first:
            expect(inside.get_by_label(first)).to_be_focused()


def test_the_tab_key_reaches_the_first_field_and_steps_over_the_small_buttons(
    signed_in: SignedIn, demo: Server
) -> None:
    page = signed_in(OFFICER, demo)
    open_entry(page, demo, DRAFT)
    page.get_by_role("combobox", name="Tháng báo cáo").focus()
    page.keyboard.press("Tab")
    expect(field(page, "received")).to_be_focused()
    page.keyboard.press("Tab")
    expect(field(page, "received_online")).to_be_focused()


def test_a_field_is_found_by_its_label_and_says_what_is_wrong_with_it(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(OFFICER, demo)
    open_entry(page, demo, DRAFT)
    named = page.get_by_role("textbox", name="Hồ sơ đã giải quyết quá hạn (hồ sơ)")
    expect(named).to_have_attribute("name", "resolved_late")
    expect(page.locator("[data-echo=resolved_late]")).to_have_attribute("aria-live", "polite")
    expect(named).to_have_attribute("aria-describedby", "e.resolved_late")


def test_the_matrix_can_be_scrolled_by_keyboard_and_its_cells_read_as_sentences(
    signed_in: SignedIn, demo: Server
) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo)
    expect(page.get_by_role("region", name="Từng chỉ tiêu, từng đơn vị")).to_have_attribute("tabindex", "0")
    cells = page.locator(".matrix td a")
    names: list[str] = cells.evaluate_all("(links) => links.map((link) => link.ariaLabel ?? '')")
    assert len(names) > 100
    assert all(": " in name and name.endswith(".") for name in names)
    expect(page.locator(".card svg[role=img]").first).to_have_attribute(
        "aria-label", re.compile(r"^13 tháng gần nhất: [\d,]+; ")
    )


def test_each_chart_is_told_in_words_and_stands_below_as_a_table(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo, INDICATOR, chi_tieu="on_time")
    told = page.get_by_role("figure", name="Đúng hạn")
    expect(told).to_have_count(2)
    expect(told.first).to_have_accessible_name(
        re.compile("Mục tiêu: ≥ 90\u00a0%. T1/2023: 94,3\u00a0%, .* T10/2024: 94,8\u00a0%, đạt .tạm tính.")
    )
    expect(told.last).to_have_accessible_name(re.compile("Ma Nới: 91,8\u00a0% .1.560/1.699 hồ sơ., đạt; "))
    tables = page.get_by_text("Bảng số liệu của biểu đồ")
    expect(tables).to_have_count(2)
    tables.nth(1).click()
    expect(page.get_by_role("region", name="So sánh các đơn vị").get_by_role("row")).to_have_count(16)
