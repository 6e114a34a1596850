"""An address with nonsense in it opens a normal page, and text is never taken for markup."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import StartServer
from tests.browser.server import ROOT, Server
from tests.browser.steps import ENTRY, INDICATOR, MA_NOI, OVERVIEW, fill, go, message, open_entry, save

NONSENSE = {
    "thang": "2099-99",
    "ky": "<script>alert(1)</script>",
    "pham_vi": "abc",
    "chi_tieu": "nope",
    "don_vi": "' OR 1=1 --",
}
UNAVAILABLE = "Hệ thống gặp sự cố"


@pytest.mark.parametrize(
    ("place", "label", "shown"),
    [
        (OVERVIEW, "Tính đến", "Tháng 10/2024"),
        (INDICATOR, "Tính đến", "Tháng 10/2024"),
        (ENTRY, "Tháng báo cáo", "Tháng 10/2024"),
    ],
)
def test_unknown_parameters_show_the_page_as_it_opens_without_them(
    page: Page, demo: Server, place: str, label: str, shown: str
) -> None:
    go(page, demo, place, **NONSENSE)
    expect(page.get_by_role("combobox", name=label)).to_have_value(shown)
    expect(page.get_by_text(UNAVAILABLE)).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_an_indicator_asked_for_a_unit_that_it_does_not_have_shows_what_it_has(page: Page, demo: Server) -> None:
    go(page, demo, INDICATOR, chi_tieu="par_index", pham_vi=MA_NOI)
    expect(page.get_by_role("combobox", name="Phạm vi")).to_have_value("Ủy ban nhân dân huyện Ninh Sơn")
    expect(page.get_by_text(UNAVAILABLE)).to_have_count(0)


def test_markup_in_the_name_of_a_unit_and_in_what_is_typed_stays_text(
    page: Page, start_server: StartServer, tmp_path: Path
) -> None:
    name = 'Xã Ma Nới <img src=x onerror="alert(1)">'
    plan = (ROOT / "data/plans/ninh-son-2024.toml").read_text(encoding="utf-8")
    copy = tmp_path / "plan.toml"
    copy.write_text(
        plan.replace('"Xã Ma Nới"', f"'{name}'").replace('"Ma Nới"', f"'{name}'"),
        encoding="utf-8",
    )
    server = start_server(plan=copy)
    open_entry(page, server)
    expect(page.get_by_role("heading", name=f"{name} – tháng 3/2024")).to_be_visible()
    fill(page, {"received": '<img src=x onerror="alert(2)">'})
    expect(page.locator("[data-echo=received]")).to_contain_text('“<img src=x onerror="alert(2)">” không phải là số')
    fill(page, {"received": "210"})
    save(page)
    expect(message(page)).to_contain_text("Đã lưu 1 thay đổi.")
    for place in (OVERVIEW, INDICATOR, ENTRY):
        go(page, server, place, chi_tieu="on_time", don_vi=MA_NOI)
        expect(page.get_by_text(UNAVAILABLE)).to_have_count(0)
        expect(page.locator('img[src="x"]')).to_have_count(0)
    go(page, server)
    expect(page.locator(".matrix thead").get_by_title(name, exact=True)).to_contain_text("<img src=x")
