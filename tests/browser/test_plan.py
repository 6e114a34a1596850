"""The plan and the help in a browser: searched, opened, gone back from, and read on a phone."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import SignedIn
from tests.browser.reading import english
from tests.browser.server import Server
from tests.browser.steps import HELP, PLAN, go, overflow
from tests.office import CHAIRMAN, OFFICER


def test_the_plan_is_searched_without_marks_and_a_result_opens_its_sheet(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo, PLAN)
    field = page.get_by_label("Tìm trong kế hoạch")
    field.fill("dung han")
    field.press("Enter")
    expect(page.get_by_text("Tìm thấy 2 mục có “dung han”.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?tim=dung\+han$"))
    assert english(page.locator("body")) == set()
    page.get_by_role("link", name="Tỷ lệ hồ sơ TTHC giải quyết đúng hạn hoặc trước hạn").click()
    sheet = page.locator("details[open]")
    expect(sheet).to_have_count(1)
    expect(sheet).to_contain_text("…90% số lượng hồ sơ hành chính được giải quyết đúng hạn hoặc trước hạn")
    expect(page).to_have_url(re.compile(r"/ke-hoach\?chi-tieu=on_time$"))
    assert english(page.locator("body")) == set()
    page.go_back()
    expect(page.get_by_text("Tìm thấy 2 mục có “dung han”.")).to_be_visible()
    expect(field).to_have_value("dung han")


def test_the_plan_and_the_help_fit_a_phone_and_are_vietnamese(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(OFFICER, demo, viewport={"width": 390, "height": 844})
    for place, address in ((PLAN, {}), (PLAN, {"chi_tieu": "on_time"}), (PLAN, {"muc": "so-lieu"}), (HELP, {})):
        go(page, demo, place, **address)
        assert overflow(page) == 0, (place, address)
        assert english(page.locator("body")) == set(), (place, address)


def test_a_topic_of_the_help_is_one_click_away(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(OFFICER, demo)
    go(page, demo, HELP)
    heading = page.get_by_role("heading", name="Quy tắc của việc cần chú ý")
    expect(heading).not_to_be_in_viewport()
    page.get_by_role("link", name="Quy tắc của việc cần chú ý").click()
    expect(heading).to_be_in_viewport()
