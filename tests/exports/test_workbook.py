"""The workbook of a periodic report, read back: its sheets, links and pages, and texts that stay texts."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from openpyxl import Workbook
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from kpi.access import Person
from kpi.cycles import Cycle
from kpi.exports.workbook import workbook
from kpi.months import Month
from kpi.plan import Plan
from kpi.services.periodic import PeriodicReport, periodic_report
from kpi.wording import workbook_words
from tests.builders import lam_dong, plan_from, reports, tables, ward
from tests.exports.periodic import empty
from tests.exports.workbook_numbers import differences, indicator_sheets
from tests.exports.workbook_reading import opened, row_of, rows, values
from tests.office import (
    CHAIRMAN,
    COORDINATOR,
    MA_NOI,
    OFFICER,
    demonstration,
    ninh_son,
    product,
    put_approved,
    with_accounts,
)

DEMO_MARK = "SỐ LIỆU MINH HỌA"
HOA_SON = "22825"
FIRST = ["Bìa", "Bảng trong kỳ", "Bảng lũy kế năm", "Cấp huyện", "Phòng, ban cấp huyện", "Cấp xã"]


@pytest.fixture(scope="module")
def report() -> PeriodicReport:
    """The first quarter of the demonstration, as the coordinator reads it."""
    return periodic_report(demonstration(), COORDINATOR, Cycle.QUARTER, Month(2024, 3))


@pytest.fixture(scope="module")
def content(report: PeriodicReport) -> bytes:
    return workbook(report)


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    return opened(content)


@pytest.fixture(scope="module")
def shown(content: bytes) -> Workbook:
    return values(content)


def header_of(sheet: Worksheet) -> str:
    """What stands in the middle above each page."""
    assert sheet.oddHeader is not None
    return str(sheet.oddHeader.center.text)


def of_january(plan: Plan, *, person: Person = COORDINATOR) -> PeriodicReport:
    """A report on two communes of the district in January."""
    made = with_accounts(product(plan))
    put_approved(made, reports(MA_NOI, "2024-01", resolved_early=10, resolved_on_time=16, resolved_late=3))
    put_approved(made, reports(HOA_SON, "2024-01", resolved_early=10, resolved_on_time=85, resolved_late=5))
    return periodic_report(made, person, Cycle.MONTH, Month(2024, 1))


def test_sheets_are_the_cover_the_matrices_the_levels_the_indicators_the_raw_figures_and_the_lists(
    report: PeriodicReport, book: Workbook
) -> None:
    names = book.sheetnames
    assert names[:6] == FIRST
    assert names[6:37] == [f"{place:02d} {line.indicator.short}" for place, line in enumerate(report.lines, 1)]
    assert names[37:] == ["Số liệu gốc", "Nhiệm vụ", "Việc cần chú ý", "Lịch sử"]


def test_the_cover_says_whose_report_it_is_how_the_plan_stands_and_how_to_read_it(
    report: PeriodicReport, shown: Workbook
) -> None:
    cover = shown["Bìa"]
    texts = [cell.value for row in cover.iter_rows(max_row=40) for cell in row if cell.value is not None]
    assert texts[:4] == [
        "ỦY BAN NHÂN DÂN HUYỆN NINH SƠN",
        "BÁO CÁO",
        "Kết quả thực hiện công tác cải cách hành chính quý I năm 2024",
        f"{DEMO_MARK} – không phải số liệu thật của đơn vị nào.",
    ]
    assert "09:30 ngày 08/11/2024, Nguyễn Văn Tâm" in texts
    counted = {str(cover.cell(row, 1).value): cover.cell(row, 3).value for row in range(1, cover.max_row + 1)}
    assert {status: counted[status] for status in ("✓ Đạt", "✗ Chưa đạt", "… Chưa công bố")} == {
        "✓ Đạt": report.state["met"],  # type: ignore[index]
        "✗ Chưa đạt": report.state["missed"],  # type: ignore[index]
        "… Chưa công bố": report.state["unpublished"],  # type: ignore[index]
    }
    assert [text for text in report.marks if f"- {text}" not in texts] == []


def test_the_cover_says_whose_figures_are_approved() -> None:
    """Nothing in a new product; in January, those of two communes out of seventeen units."""

    def said(report: PeriodicReport) -> str:
        cover = values(workbook(report))["Bìa"]
        return str(cover.cell(row_of(cover, "Số liệu"), 3).value)

    assert said(empty()) == "Chưa có số liệu nào được duyệt"
    assert said(of_january(ninh_son())) == (
        "Số liệu của 2/17 đơn vị đã duyệt đủ đến hết tháng 1/2024; chưa duyệt đủ: Ủy ban nhân dân huyện Ninh Sơn, "
        "Phòng Nội vụ, Văn phòng HĐND và UBND huyện, Phòng Tư pháp và 11 đơn vị khác"
    )


def test_every_link_leads_to_a_sheet_and_every_sheet_is_in_the_index(book: Workbook) -> None:
    links = {
        sheet.title: [str(cell.hyperlink.location) for row in sheet.iter_rows() for cell in row if cell.hyperlink]
        for sheet in book
    }
    sheets = {f"{quote_sheetname(name)}!A1": name for name in book.sheetnames}
    sheets |= {f"{name}!A1": name for name in book.sheetnames}
    assert {location for locations in links.values() for location in locations} <= sheets.keys()
    assert [sheets[location] for location in links["Bìa"]] == book.sheetnames[1:]
    assert all(links[name] for name in book.sheetnames if name != "Số liệu gốc")


def test_every_sheet_is_a4_one_page_wide_numbered_and_marked(book: Workbook) -> None:
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == ("portrait" if sheet.title in {"Bìa", "Số liệu gốc"} else "landscape")
        fitted = sheet.sheet_properties.pageSetUpPr
        assert fitted is not None
        assert (fitted.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert DEMO_MARK in header_of(sheet)
        assert sheet.oddFooter is not None
        assert sheet.oddFooter.right.text == "Trang &P/&N"


def test_what_is_printed_leaves_out_the_grids_behind_the_results_and_sources_that_need_the_screen(
    book: Workbook,
) -> None:
    for name in indicator_sheets(book):
        sheet = book[name]
        (note,) = [row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == workbook_words.GRID_NOTE]
        assert note is not None
        assert str(sheet.print_area).rpartition("$")[2] == str(note - 1), name
        assert all(one.id < note for one in sheet.row_breaks.brk)
    raw = book["Số liệu gốc"]
    assert str(raw.print_area) == f"'Số liệu gốc'!$A$1:$I${raw.max_row}"


def test_lists_have_a_filter_frozen_heads_and_heads_on_every_page(book: Workbook) -> None:
    frozen = {"Số liệu gốc": ("D2", "$1:$1"), "Nhiệm vụ": ("B5", "$4:$4"), "Lịch sử": ("B5", "$4:$4")}
    for name, (cell, repeated) in frozen.items():
        assert (book[name].freeze_panes, book[name].print_title_rows) == (cell, repeated)
        assert book[name].auto_filter.ref is not None
    assert book["Cấp xã"].auto_filter.ref.startswith("A5:K")


def test_every_indicator_has_native_charts_of_its_months_and_units_where_there_is_anything_to_draw(
    report: PeriodicReport, book: Workbook
) -> None:
    for name, line in zip(indicator_sheets(book), report.lines, strict=True):
        units = [score for score in line.to_date if score.scope in report.plan.unit_of_id]
        known = [score for score in units if score.value == score.value]
        trend = any(score.value == score.value for score in line.trend)
        assert len(book[name]._charts) == trend + (len(units) > 1 and bool(known))  # type: ignore[attr-defined]


def test_the_matrix_and_the_levels_refer_to_the_indicators_and_say_the_status_in_signs_and_words(
    report: PeriodicReport, book: Workbook, shown: Workbook
) -> None:
    matrix, told = book["Bảng lũy kế năm"], shown["Bảng lũy kế năm"]
    heads = [cell.value for cell in matrix[4]]
    row = row_of(matrix, "Đúng hạn", 2)
    column = heads.index("Ma Nới") + 1
    line = next(line for line in report.lines if line.indicator.id == "on_time")
    score = next(score for score in line.to_date if score.scope == MA_NOI)
    assert str(matrix.cell(row, column).value).startswith("='11 Đúng hạn'!")
    assert told.cell(row, column).value == score.value
    assert '"✓ "' in matrix.cell(row, column).number_format
    assert str(told.cell(row, 4).value).startswith("✓ Đạt")
    commune = rows(shown["Cấp xã"], "TT")
    own = [one for one in commune if (one["Đơn vị"], one["Chỉ tiêu"]) == ("Xã Ma Nới", "Đúng hạn")]
    assert [(one["Kết quả"], str(one["Trạng thái"])[:5]) for one in own] == [(score.value, "✓ Đạt")]


def test_months_are_dates_and_numbers_have_the_decimals_and_the_measure_of_the_indicator(book: Workbook) -> None:
    raw = book["Số liệu gốc"]
    assert (raw["G2"].value, raw["G2"].number_format) == (dt.datetime(2023, 1, 1), '"T"m/yyyy')
    sheet = book["11 Đúng hạn"]
    row = row_of(sheet, "Ủy ban nhân dân huyện Ninh Sơn", 2)
    formats = [sheet.cell(row, column).number_format.replace("\xa0", " ") for column in (3, 5)]
    assert formats == ["[$-42A]#,##0", '[$-42A]#,##0.0" %";[$-42A]-#,##0.0" %";[$-42A]#,##0.0" %";@']


def test_the_history_is_there_only_for_who_may_read_it() -> None:
    may, may_not = of_january(ninh_son()), of_january(ninh_son(), person=OFFICER)
    assert may.revisions
    assert may_not.revisions is None
    assert "Lịch sử" not in opened(workbook(may_not)).sheetnames
    history = rows(values(workbook(may))["Lịch sử"], "TT")
    assert len(history) == len(may.revisions)
    told = [one["Nội dung"] for one in history]
    assert "Xã Ma Nới nhập “Hồ sơ đã giải quyết quá hạn” tháng 1/2024: 3." in told
    assert {one["Người thực hiện"] for one in history} >= {"Chamaléa Thiện"}


def test_a_history_without_changes_says_so() -> None:
    nothing = periodic_report(with_accounts(product(ninh_son())), COORDINATOR, Cycle.MONTH, Month(2024, 2))
    assert nothing.revisions == ()
    history = values(workbook(nothing))["Lịch sử"]
    assert [cell.value for cell in history["A"]][3:] == ["TT", "Không có thay đổi nào trong kỳ."]


def test_what_looks_like_a_formula_stays_a_text() -> None:
    data = tables("valid-ward-2026")
    names = ["=1+1", "+84 kiểm tra", "-5 hồ sơ", "@SUM(A1)", "=HYPERLINK(1)"]
    for unit, short in zip(data["unit"], names, strict=False):
        unit["name"] = unit["short"] = short
    data["indicator"][0] |= {"name": "=cmd|' /C calc'!A0", "short": "=A1", "note": "-1"}
    made = product(plan_from(data))
    put_approved(made, reports("van-phong", "2026-01", resolved=50, resolved_late=2))
    book = opened(workbook(periodic_report(made, CHAIRMAN, Cycle.MONTH, Month(2026, 1))))
    found = {cell.value: cell for sheet in book for row in sheet.iter_rows() for cell in row}
    for text in (*names, "=cmd|' /C calc'!A0", "=A1", "-1"):
        assert (text, found[text].data_type, found[text].quotePrefix) == (text, "s", True)


def test_letters_that_xml_refuses_and_very_long_texts_do_not_break_the_file() -> None:
    report = of_january(ninh_son())
    (first, *others) = report.revisions or ()
    broken = replace(first, stamp=replace(first.stamp, reason="Gi\x00ao\x0b \ud800Xã\uffff" + "x" * 40_000))
    sheet = values(workbook(replace(report, revisions=(broken, *others))))["Lịch sử"]
    assert str(rows(sheet, "TT")[0]["Lý do"]).startswith("Giao Xãxxx")


def test_figures_that_are_no_demonstration_are_not_marked() -> None:
    book = opened(workbook(of_january(ninh_son())))
    assert not any(DEMO_MARK in header_of(sheet) for sheet in book)
    assert not any(DEMO_MARK in str(cell.value) for row in book["Bìa"].iter_rows() for cell in row)


@pytest.mark.parametrize(("plan", "month"), [(ninh_son, "2024-01"), (ward, "2026-01"), (lam_dong, "2020-02")])
def test_a_month_without_any_figure_has_every_sheet_and_no_number(plan: Callable[[], Plan], month: str) -> None:
    made = product(plan())
    report = periodic_report(made, CHAIRMAN, Cycle.MONTH, Month.parse(month))
    content = workbook(report)
    compared, different = differences(report, values(content))
    assert (compared > 0, different) == (True, [])
    assert values(content)["Số liệu gốc"].max_row == 1
    assert len(indicator_sheets(opened(content))) == len(report.lines)


def test_a_report_of_the_year_has_one_matrix() -> None:
    report = periodic_report(product(ward()), CHAIRMAN, Cycle.YEAR, Month(2026, 12))
    assert opened(workbook(report)).sheetnames[:3] == ["Bìa", "Bảng lũy kế năm", "Phường"]


def test_the_file_says_of_itself_what_it_is(book: Workbook) -> None:
    about = book.properties
    assert about.title == "Kết quả thực hiện công tác cải cách hành chính quý I năm 2024"
    assert (about.creator, about.description) == ("Ủy ban nhân dân huyện Ninh Sơn", None)
    assert about.created == dt.datetime(2024, 11, 8, 2, 30)
