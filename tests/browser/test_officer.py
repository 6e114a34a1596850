"""An officer of a commune enters a month, with the keyboard, and sees what it means."""

from playwright.sync_api import Page, expect

from tests.browser.server import Server
from tests.browser.steps import (
    ENTRY,
    MARCH,
    Report,
    cell,
    check,
    choose,
    echo,
    field,
    fill,
    go,
    message,
    open_entry,
    open_menu,
    report_line,
    save,
    sheet,
    unsaved,
)


def choose_by_keyboard(page: Page, label: str, text: str) -> None:
    """Choose in a select box by typing a part of the option."""
    page.get_by_role("combobox", name=label, exact=True).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    expect(page.get_by_role("option").first).to_contain_text(text)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_an_officer_enters_a_whole_month_with_the_keyboard_and_the_overview_scores_it(
    page: Page, server: Server
) -> None:
    go(page, server)
    expect(page.get_by_role("button", name="Xem thử với số liệu minh họa")).to_be_visible()
    page.get_by_role("button", name="Bắt đầu nhập số liệu").press("Enter")
    choose_by_keyboard(page, "Đơn vị", "Xã Ma Nới")
    expect(page.get_by_role("heading", name="Xã Ma Nới – tháng 12/2024")).to_be_visible()
    choose_by_keyboard(page, "Tháng báo cáo", "Tháng 3/2024")
    expect(page.get_by_role("heading", name="Xã Ma Nới – tháng 3/2024")).to_be_visible()
    report_line(page, 0)

    field(page, "received").focus()
    for measure, text in MARCH.items():
        expect(field(page, measure)).to_be_focused()
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        if measure == "carried_over":
            expect(check(page, "received_total")).to_contain_text("✓")
            expect(check(page, "resolved_total")).to_contain_text("○")
    expect(page.get_by_role("button", name="Lưu số liệu")).to_be_focused()
    unsaved(page, len(MARCH))
    expect(page.locator(".check.holds")).to_have_count(19)
    expect(check(page, "carried_over")).to_contain_text("○")  # there is no month before to compare with
    page.keyboard.press("Control+s")
    expect(message(page)).to_contain_text(f"Đã lưu {len(MARCH)} thay đổi.")
    expect(message(page).get_by_role("listitem")).to_have_count(len(MARCH))
    expect(message(page)).to_contain_text("Tổng số hồ sơ tiếp nhận: chưa có → 210")
    expect(message(page)).to_contain_text("Văn bản QPPL đã ban hành: chưa có → không phát sinh")
    report_line(page, 1)
    unsaved(page, 0)

    open_menu(page, "Tổng quan")
    page.get_by_role("radio", name="Tháng", exact=True).click()
    on_time = (100 + 60) / (100 + 60 + 12) * 100
    assert round(on_time, 1) == 93.0
    expect(cell(page, "on_time")).to_have_text("✓93,0")
    expect(cell(page, "on_time")).to_have_accessible_name(
        "Ma Nới: Đạt: 93,0\u00a0% ≥ 90\u00a0% (12 hồ sơ trễ hạn trên 172)."
    )
    expect(cell(page, "legal_documents")).to_have_text("∅")
    expect(cell(page, "authentication")).to_have_text("≈97,2")  # 1.200 of 1.234


def test_what_is_not_a_count_is_named_beside_its_field_and_not_saved(
    page: Page, office: Server, report: Report
) -> None:
    wrong = {"received": "abc", "received_online": "-5", "received_direct": "1e9", "resolved": "12,5"}
    open_entry(page, office, report)
    fill(page, wrong)
    expect(echo(page, "received")).to_have_text(
        "Tổng số hồ sơ tiếp nhận: “abc” không phải là số; hãy nhập ví dụ 1.234."
    )
    expect(echo(page, "received_online")).to_contain_text("“-5” là số âm; số liệu này không thể âm.")
    expect(echo(page, "received_direct")).to_contain_text("“1e9” không phải là số; hãy nhập ví dụ 1.234.")
    expect(echo(page, "resolved")).to_contain_text("“12,5” có phần lẻ; hồ sơ phải là số nguyên.")
    save(page)
    expect(message(page)).to_have_text("Chưa lưu: còn 4 ô cần sửa, được đánh dấu trong biểu.")
    report_line(page, 0)
    for measure, text in wrong.items():
        expect(field(page, measure)).to_have_value(text)
        expect(field(page, measure)).to_have_attribute("aria-invalid", "true")
    fill(page, dict.fromkeys(wrong, ""))
    expect(echo(page, "received")).to_be_hidden()
    unsaved(page, 0)


def test_saving_marks_even_what_was_typed_in_the_last_moment(page: Page, office: Server, report: Report) -> None:
    open_entry(page, office, report)
    field(page, "received").fill("abc")
    field(page, "received").press("Control+s")
    expect(message(page)).to_have_text("Chưa lưu: còn 1 ô cần sửa, được đánh dấu trong biểu.")
    expect(echo(page, "received")).to_contain_text("“abc” không phải là số")


def test_an_ambiguous_count_is_asked_about_and_chosen_with_a_button(page: Page, office: Server, report: Report) -> None:
    open_entry(page, office, report)
    field(page, "received").fill("1,234")
    expect(echo(page, "received")).to_contain_text("“1,234” có thể hiểu khác nhau; hãy chọn:")
    echo(page, "received").get_by_role("button", name="1.234", exact=True).click()
    expect(field(page, "received")).to_have_value("1234")
    expect(field(page, "received")).to_be_focused()
    expect(echo(page, "received")).to_be_hidden()
    unsaved(page, 1)


def test_a_total_that_nobody_typed_is_offered_and_filled_in(page: Page, office: Server, report: Report) -> None:
    open_entry(page, office, report)
    fill(page, {"received_online": "120", "received_direct": "80", "carried_over": "10"})
    echo(page, "received").get_by_role("button", name="Điền 210").click()
    expect(field(page, "received")).to_have_value("210")
    expect(check(page, "received_total")).to_contain_text("✓")
    expect(check(page, "received_total")).to_contain_text("210 = 210")


def test_the_empty_fields_of_a_section_are_marked_as_not_arisen_at_once(
    page: Page, office: Server, report: Report
) -> None:
    open_entry(page, office, report)
    fill(page, {"work_files": "5"})
    section = page.get_by_role("group", name="Hồ sơ công việc và văn bản quy phạm pháp luật")
    section.get_by_role("button", name="Các ô trống: không phát sinh").click()
    expect(field(page, "work_files")).to_have_value("5")
    expect(field(page, "work_files_online")).to_have_value("không phát sinh")
    unsaved(page, 4)


def test_three_quick_clicks_on_save_write_once(page: Page, office: Server, report: Report) -> None:
    open_entry(page, office, report)
    field(page, "received").fill("210")
    sheet(page).get_by_role("button", name="Lưu số liệu").click(click_count=3, delay=5)
    expect(message(page)).to_contain_text("Đã lưu 1 thay đổi.")
    report_line(page, 1)
    page.reload()
    report_line(page, 1)
    field(page, "received").fill("211")
    save(page)
    report_line(page, 2)


def test_the_first_page_offers_to_choose_the_unit_and_month_of_a_report(page: Page, office: Server) -> None:
    go(page, office, ENTRY)
    choose(page, "Đơn vị", "Xã Ma Nới")
    choose(page, "Tháng báo cáo", "Tháng 3/2024")
    expect(page.get_by_role("heading", name="Xã Ma Nới – tháng 3/2024")).to_be_visible()
    assert "don-vi=22828&thang=2024-03" in page.url
