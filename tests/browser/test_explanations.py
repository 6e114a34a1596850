"""Figures that do not add up are explained, never corrected."""

from playwright.sync_api import Page, expect

from tests.browser.server import Server
from tests.browser.steps import MARCH, Report, check, field, fill, message, open_entry, report_line, save


def test_figures_that_do_not_add_up_are_saved_only_with_an_explanation(
    officer: Page, office: Server, report: Report
) -> None:
    why = "Một hồ sơ do huyện trả về, hệ thống chưa cập nhật"
    open_entry(officer, office, report)
    fill(officer, MARCH | {"received": "211"})
    explanation = check(officer, "received_total").get_by_role("textbox")
    expect(check(officer, "received_total")).to_contain_text("211 ≠ 210 (lệch 1)")
    expect(check(officer, "received_total")).to_contain_text("✗")
    expect(explanation).to_be_visible()
    expect(check(officer, "resolved_total").get_by_role("textbox")).to_be_hidden()
    save(officer)
    expect(message(officer)).to_contain_text(
        "Chưa lưu: số liệu chưa khớp (Tổng tiếp nhận: cột 3 = cột 4 + cột 5 + cột 6"
    )
    report_line(officer, 0)

    explanation.fill(why)
    check(officer, "received_balance").get_by_role("textbox").fill(why)
    save(officer)
    expect(message(officer)).to_contain_text(f"Đã lưu {len(MARCH)} thay đổi.")
    report_line(officer, 1)
    officer.reload()
    report_line(officer, 1)
    expect(explanation).to_have_value(why)
    expect(field(officer, "received")).to_have_value("211")

    explanation.fill("Đã đối chiếu lại với huyện")
    save(officer)
    expect(message(officer)).to_contain_text("Đã lưu giải trình.")
    report_line(officer, 2)
