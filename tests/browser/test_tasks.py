"""Tasks: late ones first, a unit that updates its own part and proves it, and the coordinator who updates any."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import SignedIn
from tests.browser.server import Server
from tests.browser.steps import TASKS, go
from tests.office import CHAIRMAN, COORDINATOR, MA_NOI, MY_SON, OFFICER

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF\n"
NAME = "Tờ trình số 45 của xã Ma Nới.pdf"


def part(page: Page, unit: str) -> str:
    """The line of a unit on an opened task."""
    return page.locator(".parts li", has_text=unit).inner_text()


def save(page: Page) -> None:
    page.get_by_role("button", name="Lưu cập nhật").click()


def test_late_tasks_stand_first_and_a_count_leads_to_them(signed_in: SignedIn, demo: Server) -> None:
    page = signed_in(CHAIRMAN, demo)
    go(page, demo, TASKS)
    marks = page.locator(".board").first.locator("li mark")
    expect(marks.first).to_have_text("✗ Trễ hạn")
    late = page.locator(".standings a").first
    count = int(late.locator("b").inner_text())
    assert count > 0
    late.click()
    expect(page.locator(".board li mark")).to_have_text(["✗ Trễ hạn"] * count)
    assert "trang-thai=tre-han" in page.url
    page.locator(".board .what > a").first.click()
    expect(page.locator(".task h2")).to_be_visible()
    page.get_by_text("← Tất cả nhiệm vụ").click()
    expect(page.locator(".board li mark")).to_have_text(["✗ Trễ hạn"] * count)


def test_a_unit_updates_its_own_part_and_everybody_can_download_the_proof(signed_in: SignedIn, office: Server) -> None:
    page = signed_in(OFFICER, office)
    go(page, office, TASKS, nhiem_vu="III.1")
    page.get_by_text("Hoàn thành", exact=True).first.click()
    page.get_by_label("Ngày hoàn thành (khi đã hoàn thành)").fill("28/3/2024")
    page.get_by_label("Số văn bản").fill("45/TTr-UBND")
    page.locator("input[type=file]").set_input_files({"name": NAME, "mimeType": "application/pdf", "buffer": PDF})
    expect(page.get_by_test_id("stFileUploader").get_by_text("Ma Nới.pdf")).to_be_visible()
    save(page)
    expect(page.get_by_text("Đã lưu phần việc của Xã Ma Nới.")).to_be_visible()
    expect(page.locator(".parts li", has_text="Xã Ma Nới")).to_contain_text(NAME)
    assert re.search("✓ Hoàn thành.*28/03/2024.*45/TTr-UBND", part(page, "Xã Ma Nới"), flags=re.S)

    reader = signed_in(CHAIRMAN, office)
    go(reader, office, TASKS, nhiem_vu="III.1")
    with reader.expect_download() as download:
        reader.locator(".parts li", has_text="Xã Ma Nới").get_by_text(NAME).click()
    assert download.value.suggested_filename == NAME
    assert download.value.path().read_bytes() == PDF


def test_a_unit_has_no_form_for_the_part_of_another(signed_in: SignedIn, office: Server) -> None:
    page = signed_in(OFFICER, office)
    go(page, office, TASKS, nhiem_vu="V.2")
    expect(page.get_by_text("Phần việc này do đơn vị chủ trì và người điều phối cập nhật.")).to_be_visible()
    expect(page.get_by_role("button", name="Lưu cập nhật")).to_have_count(0)
    go(page, office, TASKS, nhiem_vu="IV.4b", phan_viec=MY_SON)
    expect(page.get_by_text("Cập nhật phần việc: Xã Ma Nới")).to_be_visible()


def test_the_coordinator_updates_any_part_and_the_history_tells_it(signed_in: SignedIn, office: Server) -> None:
    page = signed_in(COORDINATOR, office)
    go(page, office, TASKS, nhiem_vu="IV.4b")
    page.locator(f'.parts a[href*="phan-viec={MA_NOI}"]').click()
    expect(page.get_by_text("Cập nhật phần việc: Xã Ma Nới")).to_be_visible()
    page.get_by_text("Đang thực hiện", exact=True).first.click()
    page.get_by_label("Tiến độ khi đang thực hiện (%)").fill("40,5")
    save(page)
    expect(page.get_by_text("Chưa lưu: tiến độ là số nguyên từ 0 đến 100, ví dụ 40.")).to_be_visible()
    expect(page.get_by_label("Tiến độ khi đang thực hiện (%)")).to_have_value("40,5")
    page.get_by_label("Tiến độ khi đang thực hiện (%)").fill("40")
    save(page)
    expect(page.get_by_text("Đã lưu phần việc của Xã Ma Nới.")).to_be_visible()
    page.get_by_text("Lịch sử của nhiệm vụ").click()
    expect(page.locator(".history li").first).to_contain_text("Xã Ma Nới cập nhật nhiệm vụ IV.4b")
    expect(page.locator(".history li").first).to_contain_text("0 % → 40 %, đang thực hiện.")
