"""Demonstration figures are never taken for real ones, and leave when they are told to."""

import shutil
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import SignedIn, StartServer
from tests.browser.steps import go, settle
from tests.office import ADMINISTRATOR

MARK = "SỐ LIỆU MINH HỌA"


def test_demonstration_figures_are_removed_after_asking_once(
    signed_in: SignedIn, start_server: StartServer, demo_database: Path, tmp_path: Path
) -> None:
    database = Path(shutil.copy(demo_database, tmp_path / "copy.sqlite"))
    server = start_server(database)
    page = signed_in(ADMINISTRATOR, server)
    go(page, server)
    page.get_by_role("button", name="Xóa số liệu minh họa").click()
    expect(page.get_by_text("Xóa toàn bộ số liệu minh họa, kể cả số đã nhập thử?")).to_be_visible()
    page.get_by_role("button", name="Xóa và bắt đầu với kho trống").click()
    expect(page.get_by_role("heading", name="Chưa có số liệu nào")).to_be_visible()
    settle(page)
    expect(page.get_by_role("note")).to_have_count(0)
    page.get_by_role("button", name="Xem thử với số liệu minh họa").click()
    expect(page.get_by_role("note")).to_contain_text(MARK)
    expect(page.locator(".matrix")).to_be_visible()
