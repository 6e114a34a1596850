"""An address with nonsense in it opens a normal page, and text is never taken for markup."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from kpi.access import Person
from tests.browser.conftest import SignedIn, StartServer
from tests.browser.reading import shown
from tests.browser.server import ROOT, Server
from tests.browser.steps import (
    ADMINISTRATION,
    ENTRY,
    HISTORY,
    INDICATOR,
    MA_NOI,
    OVERVIEW,
    REVIEW,
    fill,
    go,
    message,
    open_entry,
    report_line,
    save,
)
from tests.browser.watch import Watch
from tests.office import ADMINISTRATOR, CHAIRMAN, COORDINATOR, MY_SON, OFFICER, OFFICER_OF_MY_SON

NONSENSE = {
    "thang": "2099-99",
    "ky": "<script>alert(1)</script>",
    "pham_vi": "abc",
    "chi_tieu": "nope",
    "don_vi": "' OR 1=1 --",
}
SECRET = (MY_SON, "2024-01")
TITLES = {REVIEW: "Duyệt báo cáo", ADMINISTRATION: "Quản trị", ENTRY: "Nhập số liệu", HISTORY: "Lịch sử"}
UNAVAILABLE = "Hệ thống gặp sự cố"


@pytest.mark.parametrize(
    ("person", "place", "label", "shown"),
    [
        (CHAIRMAN, OVERVIEW, "Tính đến", "Tháng 10/2024"),
        (CHAIRMAN, INDICATOR, "Tính đến", "Tháng 10/2024"),
        (OFFICER, ENTRY, "Tháng báo cáo", "Tháng 11/2024"),
        (COORDINATOR, REVIEW, "Tháng báo cáo", "Tháng 10/2024"),
    ],
)
def test_unknown_parameters_show_the_page_as_it_opens_without_them(
    signed_in: SignedIn, demo: Server, person: Person, place: str, label: str, shown: str
) -> None:
    page = signed_in(person, demo)
    go(page, demo, place, **NONSENSE)
    expect(page.get_by_role("combobox", name=label)).to_have_value(shown)
    expect(page.get_by_text(UNAVAILABLE)).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_an_indicator_asked_for_a_unit_that_it_does_not_have_shows_what_it_has(
    signed_in: SignedIn, demo: Server
) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo, INDICATOR, chi_tieu="par_index", pham_vi=MA_NOI)
    expect(page.get_by_role("combobox", name="Phạm vi")).to_have_value("Ủy ban nhân dân huyện Ninh Sơn")
    expect(page.get_by_text(UNAVAILABLE)).to_have_count(0)


def test_markup_in_the_name_of_a_unit_and_in_what_is_typed_stays_text(
    signed_in: SignedIn, start_server: StartServer, tmp_path: Path
) -> None:
    name = 'Xã Ma Nới <img src=x onerror="alert(1)">'
    plan = (ROOT / "data/plans/ninh-son-2024.toml").read_text(encoding="utf-8")
    copy = tmp_path / "plan.toml"
    copy.write_text(
        plan.replace('"Xã Ma Nới"', f"'{name}'").replace('"Ma Nới"', f"'{name}'"),
        encoding="utf-8",
    )
    server = start_server(plan=copy)
    page = signed_in(OFFICER, server)
    open_entry(page, server)
    expect(page.get_by_role("heading", name=f"{name} – tháng 3/2024")).to_be_visible()
    fill(page, {"received": '<img src=x onerror="alert(2)">'})
    expect(page.locator("[data-echo=received]")).to_contain_text('“<img src=x onerror="alert(2)">” không phải là số')
    fill(page, {"received": "210"})
    save(page)
    expect(message(page)).to_contain_text("Đã lưu 1 thay đổi.")
    for place in (OVERVIEW, INDICATOR, ENTRY, HISTORY):
        go(page, server, place, chi_tieu="on_time", don_vi=MA_NOI)
        expect(page.get_by_text(UNAVAILABLE)).to_have_count(0)
        expect(page.locator('img[src="x"]')).to_have_count(0)
    go(page, server)
    expect(page.locator(".matrix thead").get_by_title(name, exact=True)).to_contain_text("<img src=x")


def test_a_reporter_cannot_open_the_draft_of_another_unit_by_its_address(signed_in: SignedIn, office: Server) -> None:
    theirs = signed_in(OFFICER_OF_MY_SON, office)
    open_entry(theirs, office, SECRET)
    fill(theirs, {"received": "8765"})
    save(theirs)
    report_line(theirs, 1)

    page = signed_in(OFFICER, office)
    go(page, office, ENTRY, don_vi=SECRET[0], thang=SECRET[1])
    told = page.get_by_text("Bạn không được nhập số liệu của Xã Mỹ Sơn; hãy chọn đơn vị của mình.")
    expect(told).to_be_visible()
    expect(page.locator("form.sheet")).to_have_count(0)
    assert "8765" not in shown(page.locator("body"))
    go(page, office, so_lieu="tat-ca", thang=SECRET[1], ky="month")
    assert "8.765" not in shown(page.locator("body"))
    go(page, office, HISTORY, don_vi=SECRET[0], thang=SECRET[1])
    assert "8.765" not in shown(page.locator("body"))


@pytest.mark.parametrize(
    ("person", "place"),
    [
        (OFFICER, REVIEW),
        (OFFICER, ADMINISTRATION),
        (COORDINATOR, ADMINISTRATION),
        (CHAIRMAN, ENTRY),
        (ADMINISTRATOR, HISTORY),
    ],
    ids=str,
)
def test_a_page_of_other_roles_opens_the_overview_instead(
    signed_in: SignedIn, demo: Server, watches: list[Watch], person: Person, place: str
) -> None:
    page = signed_in(person, demo)
    watches[0].allowed.append("The page that you have requested does not seem to exist")
    page.goto(f"{demo.url}/{place}?thang=2024-10")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.locator(".matrix")).to_be_visible()
    expect(page.get_by_role("link", name=TITLES[place], exact=True)).to_have_count(0)
