"""Why, since when, who, and will we make it: each answered in two clicks, with numbers that agree."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import SignedIn, StartServer, copied
from tests.browser.server import Server
from tests.browser.steps import INDICATOR, MA_NOI, cell, choose, go, settle
from tests.office import CHAIRMAN, COORDINATOR, MY_SON, OFFICER

OCTOBER = {"thang": "2024-10", "ky": "year"}
ATTENTION = "viec-can-chu-y"


def section(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).click()
    settle(page)


def value(page: Page) -> str:
    return page.locator(".score .value").inner_text()


def table(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True).locator("table")


def rows(found: Locator) -> list[list[str]]:
    """The cells of a table as they are read."""
    texts: list[list[str]] = found.evaluate(
        "(table) => [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    return texts


@pytest.fixture
def own_demo(start_server: StartServer, demo_database: Path, tmp_path: Path) -> Server:
    """A server with the demonstration figures for this test alone."""
    return start_server(copied(demo_database, tmp_path / "own.sqlite"))


def whole_number(text: str) -> int:
    return 0 if text == "–" else int(text.replace(".", ""))


def test_who_is_answered_in_two_clicks_and_the_units_add_up_to_the_sheet(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo, **OCTOBER)
    cell(page, "on_time", "commune").click()
    expect(page.locator(".score")).to_contain_text("Cấp xã · Lũy kế 10 tháng năm 2024")
    section(page, "Từng đơn vị")
    head, *units, total = rows(table(page, "Xếp hạng các đơn vị"))
    assert (total[0], total[head.index("Kết quả")]) == ("Cộng", value(page))
    sums = [sum(whole_number(unit[head.index(name)]) for unit in units) for name in ("Tử số", "Mẫu số")]
    assert [whole_number(total[head.index(name)]) for name in ("Tử số", "Mẫu số")] == sums
    shares = [unit[head.index("Tỷ trọng")].removesuffix("\u00a0%").replace(",", ".") for unit in units]
    assert sum(Decimal(share) for share in shares if share != "–") == 100
    late = f"{sums[1] - sums[0]:,} hồ sơ trễ hạn trên {sums[1]:,}".replace(",", ".")
    expect(page.get_by_text(late)).to_be_visible()


def test_since_when_and_will_we_make_it_are_answered_in_two_clicks(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo, **OCTOBER)
    cell(page, "on_time").click()
    section(page, "Có thay đổi không")
    month = page.locator(".readings b").first.inner_text()
    expect(page.locator(".answer").first).to_contain_text(f"Tháng 10/2024 là {month}, trung bình")
    expect(page.locator(".answer").first).to_contain_text("có dấu hiệu từ tháng 9/2024")
    section(page, "Có kịp không")
    expect(page.locator(".answer").first).to_contain_text("Để cả năm đạt ≥\u00a090\u00a0%: cần ít nhất")
    expect(page.locator(".answer").last).to_contain_text("Cả năm vào khoảng")


def test_another_rate_from_now_on_changes_the_sentence(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo, INDICATOR, chi_tieu="on_time", pham_vi=MA_NOI, muc="trien-vong", **OCTOBER)
    said = page.get_by_text("Nếu từ nay kết quả mỗi tháng là 90\u00a0% thì cả năm là")
    expect(said).to_contain_text(", đạt mục tiêu ≥\u00a090\u00a0%.")
    rate = page.get_by_role("slider")
    rate.focus()
    rate.press("Home")
    said = page.get_by_text("Nếu từ nay kết quả mỗi tháng là 0\u00a0% thì cả năm là")
    expect(said).to_contain_text(", không đạt mục tiêu ≥\u00a090\u00a0%.")


def test_a_table_is_downloaded_with_the_rows_that_it_shows(signed_in: SignedIn, demo: Server, tmp_path: Path) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo, INDICATOR, chi_tieu="on_time", pham_vi="commune", muc="don-vi", **OCTOBER)
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Tải bảng này (CSV)").click()
    assert downloading.value.suggested_filename == "Xếp hạng các đơn vị – Đúng hạn, Cấp xã, T10-2024.csv"
    file = tmp_path / "bang.csv"
    downloading.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        read = list(csv.reader(opened, delimiter=";"))
    above = read.index([])
    assert read[0] == ["SỐ LIỆU MINH HỌA"]
    assert read[above + 1 :] == rows(table(page, "Xếp hạng các đơn vị"))


def write(page: Page, kind: str, month: str, text: str) -> None:
    """Write a note in the form, as far as its line on the list."""
    choose(page, "Loại", kind)
    choose(page, "Tháng", month)
    page.get_by_role("textbox", name="Nội dung").fill(text)
    page.get_by_role("button", name="Thêm ghi chú").click()
    expect(page.get_by_text(f"{kind}: {text}")).to_be_visible()
    settle(page)
    expect(page.get_by_role("textbox", name="Nội dung")).to_have_value("")


def test_a_note_stands_on_its_point_and_a_new_beginning_changes_the_chart(
    signed_in: SignedIn, own_demo: Server
) -> None:
    page = signed_in(COORDINATOR, own_demo)
    go(page, own_demo, INDICATOR, chi_tieu="on_time", pham_vi=MA_NOI, muc="bien-dong", **OCTOBER)
    basis = page.get_by_text("Phương pháp")
    expect(basis).to_contain_text("22 tháng.")
    flags = page.locator(".annotation", has_text="⚑")
    expect(flags).to_have_count(1)

    section(page, "Nhiệm vụ và ghi chú")
    write(page, "Sự kiện", "Tháng 9/2024", "Mất kết nối một cửa sáu ngày")
    write(page, "Mốc tính lại biểu đồ kiểm soát", "Tháng 1/2024", "Từ năm 2024 tính cả hồ sơ liên thông")

    section(page, "Có thay đổi không")
    expect(basis).to_contain_text("10 tháng, tính lại từ T1/2024; giới hạn tạm tính vì còn ít tháng.")
    expect(flags).to_have_count(3)
    page.get_by_text("Bảng số liệu của biểu đồ").click()
    shown = {row[0]: row[-1] for row in rows(table(page, "Biểu đồ kiểm soát (từng tháng)"))}
    assert shown["T9/2024"] == "Sự kiện: Mất kết nối một cửa sáu ngày"
    assert shown["T1/2024"] == "Mốc tính lại biểu đồ kiểm soát: Từ năm 2024 tính cả hồ sơ liên thông"


def test_a_reporter_writes_about_the_own_unit_alone(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(OFFICER, demo)
    for scope, fields in ((MA_NOI, 1), (MY_SON, 0), ("commune", 0)):
        go(page, demo, INDICATOR, chi_tieu="on_time", pham_vi=scope, muc="nhiem-vu", **OCTOBER)
        expect(page.get_by_role("heading", name="Ghi chú và sự kiện")).to_be_visible()
        expect(page.get_by_role("textbox", name="Nội dung")).to_have_count(fields)
    expect(page.get_by_role("button", name="Thu hồi")).to_have_count(0)


def test_what_needs_attention_is_listed_by_rule_and_opens_the_thing_itself(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo, **OCTOBER)
    page.get_by_role("link", name="Tất cả việc cần chú ý").click()
    page.wait_for_url(f"**/{ATTENTION}?*")
    expect(page.locator(".findings h2").first).to_contain_text("Chưa đạt mục tiêu")
    page.get_by_role("link", name="Đúng hạn – Xã Ma Nới: riêng tháng 10/2024 là 78,2").click()
    expect(page.locator(".answer").first).to_contain_text("Tháng 10/2024 là 78,2\u00a0%")
    page.go_back()
    page.get_by_role("link", name="Xã Ma Nới chưa đạt 7 trên 15 chỉ tiêu").click()
    expect(page.locator(".unit-sheet h2").first).to_contain_text("Xã Ma Nới")
    page.go_back()
    page.get_by_role("link", name="1 đơn vị chưa có báo cáo tháng 10/2024").click()
    expect(page.get_by_role("heading", name="Xã Mỹ Sơn – tháng 10/2024")).to_be_visible()
