"""An officer takes the figures of the own unit from a real workbook, and a hostile file takes nothing down."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignedIn
from tests.browser.reading import english, unnamed
from tests.browser.server import Server
from tests.browser.steps import IMPORT, MARCH, at, choose, field, go, open_entry, overflow, report_line, settle
from tests.browser.tour import SIZES
from tests.office import OFFICER, ninh_son

FIGURES = {name: text for name, text in MARCH.items() if text != "kps"}
WRITE = "Ghi vào hệ thống"


def workbook(file: Path, figures: Mapping[str, str], *, unit: str = "Xã Ma Nới") -> Path:
    """A table as an office makes it: a title, heads, one row for the unit, numbers as text with dots."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tháng 3"
    sheet.append(["SỐ LIỆU THÁNG 3/2024"])
    sheet.append(["Đơn vị", *(ninh_son().measure_of_id[measure].name for measure in figures)])
    sheet.append([unit, *figures.values()])
    book.save(file)
    return file


def open_import(page: Page, server: Server) -> None:
    go(page, server, IMPORT, thang="2024-03")


def upload(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)


def test_an_officer_imports_a_workbook_answers_explains_and_finds_the_figures_in_the_form(
    signed_in: SignedIn, server: Server, tmp_path: Path
) -> None:
    page = signed_in(OFFICER, server)
    open_entry(page, server)
    page.get_by_role("button", name="Nhập từ tệp Excel").click()
    at(page, IMPORT, thang="2024-03")
    settle(page)
    file = workbook(tmp_path / "số liệu.xlsx", {**FIGURES, "resolved": "175"}, unit="Ma Nới (điểm 2)")
    upload(page, file)
    expect(page.get_by_text("“Ma Nới (điểm 2)” là đơn vị nào? (Tháng 3!A3)")).to_be_visible()
    expect(page.get_by_role("button", name=WRITE)).to_have_count(0)
    choose(page, "“Ma Nới (điểm 2)” là đơn vị nào? (Tháng 3!A3)", "Xã Ma Nới")
    page.get_by_role("button", name="Trả lời").click()

    expect(page.get_by_text(f"Sẽ ghi {len(FIGURES)} số liệu của Xã Ma Nới.")).to_be_visible()
    row = page.get_by_role("row", name="Tổng số hồ sơ đã giải quyết")
    expect(row.get_by_role("cell")).to_have_text(["–", "→ 175", "Tháng 3!F3"])
    page.get_by_role("button", name=WRITE).click()
    expect(page.get_by_text("chỗ không khớp chưa có giải trình (Xã Ma Nới).")).to_be_visible()
    for why in page.get_by_placeholder("Giải trình vì sao số liệu đúng dù không khớp").all():
        why.fill("Ba hồ sơ công dân rút")
    page.get_by_role("button", name=WRITE).click()
    expect(page.get_by_text(f"Đã ghi {len(FIGURES)} số liệu của Xã Ma Nới từ số liệu.xlsx.")).to_be_visible()

    upload(page, file)
    said = f"Không có gì thay đổi: cả {len(FIGURES)} số liệu trong tệp đã có trong hệ thống."
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_role("button", name=WRITE)).to_have_count(0)
    page.get_by_role("link", name="Về biểu nhập số liệu").click()
    report_line(page, 1)
    expect(field(page, "resolved")).to_have_value("175")
    expect(field(page, "transactions")).to_have_value("1234")
    expect(field(page, "legal_documents")).to_have_value("")


def bomb(file: Path) -> Path:
    """A workbook whose sheet unpacks to a thousand times its size."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 64 * 1024 * 1024)
    file.write_bytes(content.getvalue())
    return file


def test_a_hostile_file_gets_its_sentence_and_the_next_one_is_read(
    signed_in: SignedIn, server: Server, tmp_path: Path
) -> None:
    page = signed_in(OFFICER, server)
    open_import(page, server)
    upload(page, bomb(tmp_path / "bom.xlsx"))
    expect(page.get_by_text("Tệp bung ra lớn bất thường nên không được mở")).to_be_visible()
    renamed = tmp_path / "cong-van.xlsx"
    with zipfile.ZipFile(renamed, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    open_import(page, server)
    upload(page, renamed)
    expect(page.get_by_text("Đây là tệp văn bản (Word) chứ không phải bảng tính")).to_be_visible()
    open_import(page, server)
    upload(page, workbook(tmp_path / "dung.xlsx", FIGURES))
    expect(page.get_by_role("button", name=WRITE)).to_be_visible()


def test_the_page_fits_every_window_and_speaks_vietnamese_while_it_is_used(
    signed_in: SignedIn, server: Server, tmp_path: Path
) -> None:
    page = signed_in(OFFICER, server)
    open_import(page, server)
    check_it_fits(page)
    upload(page, workbook(tmp_path / "hoi.xlsx", FIGURES, unit="Ma Nới (điểm 2)"))
    expect(page.get_by_role("button", name="Trả lời")).to_be_visible()
    check_it_fits(page)


def check_it_fits(page: Page) -> None:
    settle(page)
    assert english(page.locator("body")) == set()
    assert unnamed(page) == []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert overflow(page) <= 0, f"{width} px"
