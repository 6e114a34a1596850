"""An officer of a commune enters a month, with the keyboard, and sees what it means."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import SignedIn
from tests.browser.server import Server
from tests.browser.steps import (
    ENTRY,
    MARCH,
    Report,
    at,
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
    open_review,
    report_line,
    save,
    sheet,
    submit,
    unsaved,
)
from tests.office import COORDINATOR, OFFICER


def choose_by_keyboard(page: Page, label: str, text: str) -> None:
    """Choose in a select box by typing a part of the option."""
    page.get_by_role("combobox", name=label, exact=True).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    expect(page.get_by_role("option").first).to_contain_text(text)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_an_officer_enters_a_whole_month_with_the_keyboard_and_the_overview_scores_it_once_approved(
    signed_in: SignedIn, server: Server
) -> None:
    page = signed_in(OFFICER, server)
    go(page, server)
    page.get_by_role("button", name="Bắt đầu nhập số liệu").press("Enter")
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
    expect(page.get_by_text("Chưa có báo cáo nào được duyệt nên chưa có kết quả để xem.")).to_be_visible()
    expect(cell(page, "on_time")).to_have_text("–")
    open_menu(page, "Nhập số liệu")
    submit(page)
    expect(page.get_by_text("đang chờ duyệt. Muốn sửa, hãy đề nghị người duyệt trả lại báo cáo.")).to_be_visible()
    expect(field(page, "received")).to_be_disabled()
    expect(field(page, "received")).to_have_value("210")

    desk = signed_in(COORDINATOR, server)
    open_review(desk, server)
    desk.get_by_role("button", name="Duyệt", exact=True).click()
    expect(desk.get_by_text("Đã duyệt báo cáo tháng 3/2024 của Xã Ma Nới.")).to_be_visible()

    open_menu(page, "Tổng quan")
    on_time = (100 + 60) / (100 + 60 + 12) * 100
    assert round(on_time, 1) == 93.0
    expect(cell(page, "on_time")).to_have_text("✓93,0")
    expect(cell(page, "on_time")).to_have_accessible_name(
        "Ma Nới: Đạt: 93,0\u00a0% ≥ 90\u00a0% (12 hồ sơ trễ hạn trên 172)."
    )
    expect(cell(page, "legal_documents")).to_have_text("∅")
    expect(cell(page, "authentication")).to_have_text("≈97,2")  # 1.200 of 1.234


def test_what_is_not_a_count_is_named_beside_its_field_and_not_saved(
    officer: Page, office: Server, report: Report
) -> None:
    wrong = {"received": "abc", "received_online": "-5", "received_direct": "1e9", "resolved": "12,5"}
    open_entry(officer, office, report)
    fill(officer, wrong)
    expect(echo(officer, "received")).to_have_text(
        "Tổng số hồ sơ tiếp nhận: “abc” không phải là số; hãy nhập ví dụ 1.234."
    )
    expect(echo(officer, "received_online")).to_contain_text("“-5” là số âm; số liệu này không thể âm.")
    expect(echo(officer, "received_direct")).to_contain_text("“1e9” không phải là số; hãy nhập ví dụ 1.234.")
    expect(echo(officer, "resolved")).to_contain_text("“12,5” có phần lẻ; hồ sơ phải là số nguyên.")
    save(officer)
    expect(message(officer)).to_have_text("Chưa lưu: còn 4 ô cần sửa, được đánh dấu trong biểu.")
    report_line(officer, 0)
    for measure, text in wrong.items():
        expect(field(officer, measure)).to_have_value(text)
        expect(field(officer, measure)).to_have_attribute("aria-invalid", "true")
    fill(officer, dict.fromkeys(wrong, ""))
    expect(echo(officer, "received")).to_be_hidden()
    unsaved(officer, 0)


def test_saving_marks_even_what_was_typed_in_the_last_moment(officer: Page, office: Server, report: Report) -> None:
    open_entry(officer, office, report)
    field(officer, "received").fill("abc")
    field(officer, "received").press("Control+s")
    expect(message(officer)).to_have_text("Chưa lưu: còn 1 ô cần sửa, được đánh dấu trong biểu.")
    expect(echo(officer, "received")).to_contain_text("“abc” không phải là số")


def test_an_ambiguous_count_is_asked_about_and_chosen_with_a_button(
    officer: Page, office: Server, report: Report
) -> None:
    open_entry(officer, office, report)
    field(officer, "received").fill("1,234")
    expect(echo(officer, "received")).to_contain_text("“1,234” có thể hiểu khác nhau; hãy chọn:")
    echo(officer, "received").get_by_role("button", name="1.234", exact=True).click()
    expect(field(officer, "received")).to_have_value("1234")
    expect(field(officer, "received")).to_be_focused()
    expect(echo(officer, "received")).to_be_hidden()
    unsaved(officer, 1)


def test_a_total_that_nobody_typed_is_offered_and_filled_in(officer: Page, office: Server, report: Report) -> None:
    open_entry(officer, office, report)
    fill(officer, {"received_online": "120", "received_direct": "80", "carried_over": "10"})
    echo(officer, "received").get_by_role("button", name="Điền 210").click()
    expect(field(officer, "received")).to_have_value("210")
    expect(check(officer, "received_total")).to_contain_text("✓")
    expect(check(officer, "received_total")).to_contain_text("210 = 210")


def test_the_empty_fields_of_a_section_are_marked_as_not_arisen_at_once(
    officer: Page, office: Server, report: Report
) -> None:
    open_entry(officer, office, report)
    fill(officer, {"work_files": "5"})
    section = officer.get_by_role("group", name="Hồ sơ công việc và văn bản quy phạm pháp luật")
    section.get_by_role("button", name="Các ô trống: không phát sinh").click()
    expect(field(officer, "work_files")).to_have_value("5")
    expect(field(officer, "work_files_online")).to_have_value("không phát sinh")
    unsaved(officer, 4)


def test_three_quick_clicks_on_save_write_once(officer: Page, office: Server, report: Report) -> None:
    open_entry(officer, office, report)
    field(officer, "received").fill("210")
    sheet(officer).get_by_role("button", name="Lưu số liệu").click(click_count=3, delay=5)
    expect(message(officer)).to_contain_text("Đã lưu 1 thay đổi.")
    report_line(officer, 1)
    officer.reload()
    report_line(officer, 1)
    field(officer, "received").fill("211")
    save(officer)
    report_line(officer, 2)


def test_an_officer_chooses_among_months_alone_and_the_address_says_which(signed_in: SignedIn, office: Server) -> None:
    page = signed_in(OFFICER, office)
    go(page, office, ENTRY)
    choose(page, "Tháng báo cáo", "Tháng 5/2024")
    expect(page.get_by_role("heading", name="Xã Ma Nới – tháng 5/2024")).to_be_visible()
    at(page, ENTRY, don_vi="22828", thang="2024-05")
    page.get_by_role("combobox", name="Đơn vị").click()
    expect(page.get_by_role("option")).to_have_text(["Xã Ma Nới"])
