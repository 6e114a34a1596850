"""The periodic report as a Word file, read back: the official layout, and every number of the report."""

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from pypdf import PdfReader

from kpi.cycles import Cycle
from kpi.exports.report_document import report_document
from kpi.findings import Rule
from kpi.scoring import Score
from kpi.services.periodic import PeriodicReport
from kpi.wording import finding_words, labels, report_words
from kpi.wording.status_words import is_provisional
from tests.builders import reports
from tests.exports.held import FIGURES, NHON_SON, office
from tests.exports.periodic import empty, february, of_demonstration, plan_with, report_of
from tests.exports.reading import cells, opened, repeated_rows, texts
from tests.office import MA_NOI
from tests.office_files import converted

HEAD = ["Chỉ tiêu", "Mục tiêu", "Trong kỳ", "Lũy kế từ đầu năm", "Trong kỳ so cùng kỳ năm trước", "Đánh giá"]
WORK = ["TT", "Nội dung", "Đơn vị chủ trì", "Thời hạn", "Tình hình"]
DEMO_MARK = "SỐ LIỆU MINH HỌA"


def document(report: PeriodicReport) -> Document:
    return opened(report_document(report))


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def tables(made: Document, *head: str) -> list[Table]:
    """The tables whose first row begins so."""
    return [table for table in made.tables if [plain(cell) for cell in cells(table)[0]][: len(head)] == list(head)]


def rows_of_indicators(made: Document) -> list[list[str]]:
    return [[plain(cell) for cell in row] for table in tables(made, *HEAD) for row in cells(table)[1:]]


def number_in(text: str) -> tuple[float, int] | None:
    """The first number of a text as written in Vietnam, with its decimals."""
    found = re.search(r"[+−]?\d[\d.]*(?:,(\d+))?", text)
    if found is None:
        return None
    written = found[0].replace(".", "").replace(",", ".").replace("−", "-")
    return float(written), len(found[1] or "")


def stands_for(text: str, value: float) -> bool:
    """Whether a cell says a value, rounded to the decimals that it shows; no number says that there is none."""
    shown = number_in(text)
    if shown is None or math.isnan(value):
        return shown is None and math.isnan(value)
    return abs(shown[0] - value) <= 0.5000001 / 10.0 ** shown[1]


@pytest.fixture(scope="module")
def one() -> Document:
    """The report of February 2024."""
    return document(february())


@pytest.fixture(scope="module", params=[(Cycle.MONTH, 3), (Cycle.QUARTER, 9), (Cycle.YEAR, 12)], ids=str)
def demonstrated(request: pytest.FixtureRequest) -> tuple[PeriodicReport, Document]:
    report = of_demonstration(*request.param)
    return report, document(report)


def test_text_pages_are_a4_with_the_margins_and_letters_of_the_decree_and_the_appendix_lies(one: Document) -> None:
    first, appendix = one.sections
    page = (first.page_width, first.page_height)
    margins = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert [round(length.mm, 1) for length in page + margins if length is not None] == [210, 297, 20, 20, 30, 15]
    lying = (appendix.page_width, appendix.page_height)
    assert [round(length.mm) for length in lying if length is not None] == [297, 210]
    assert appendix.orientation is WD_ORIENT.LANDSCAPE
    normal = one.styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))


def test_head_number_dateline_and_signer_are_those_of_the_decree(one: Document) -> None:
    head, number = ([plain(cell) for cell in row] for row in cells(one.tables[0]))
    assert head == [
        "ỦY BAN NHÂN DÂN\nHUYỆN NINH SƠN\n",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n",
    ]
    assert number == ["Số:        /BC-UBND", "Ninh Sơn, ngày     tháng 4 năm 2024"]
    (signed,) = [cells(table)[0] for table in one.tables if cells(table)[0][0].startswith("Nơi nhận:")]
    assert signed == [
        "Nơi nhận:\n- Cơ quan cấp trên (để báo cáo);\n- Thường trực Huyện ủy, Thường trực HĐND huyện (b/c);\n"
        "- Các đơn vị trong kế hoạch;\n- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n\n\n",
    ]


def test_the_text_reads_from_the_plan_to_the_last_sentence(one: Document) -> None:
    written = texts(one)
    assert written[:5] == [
        "BÁO CÁO",
        "Kết quả thực hiện công tác cải cách hành chính tháng 2 năm 2024",
        "Thực hiện Kế hoạch Cải cách hành chính Nhà nước huyện Ninh Sơn năm 2024 (Kế hoạch số 395/KH-UBND ngày "
        "08/12/2023), Ủy ban nhân dân huyện Ninh Sơn báo cáo kết quả thực hiện công tác cải cách hành chính tháng 2 "
        "năm 2024 (số liệu của 3/17 đơn vị đã duyệt đủ đến hết tháng 2/2024; chưa duyệt đủ: Ủy ban nhân dân huyện "
        "Ninh Sơn, Phòng Nội vụ, Văn phòng HĐND và UBND huyện, Phòng Tư pháp và 10 đơn vị khác; kết quả từng chỉ tiêu "
        "tính lũy kế 2 tháng năm 2024, trừ chỗ ghi riêng tháng 2/2024) như sau:",
        "A. KẾT QUẢ THỰC HIỆN THEO TỪNG LĨNH VỰC",
        "I. Công tác chỉ đạo, điều hành",
    ]
    headings = [text for text in written if re.match(r"[IVX]+\. |[ABC]\. [A-ZĐ]|[12]\. [A-ZĐ]", text)]
    numbers = [*("A", "I", "II", "III", "IV", "V", "VI", "VII"), *("B", "1", "2", "C", "1")]
    assert [text.split(". ")[0] for text in headings] == numbers
    assert (
        "Trên đây là báo cáo kết quả thực hiện công tác cải cách hành chính tháng 2 năm 2024 của Ủy ban nhân dân huyện "
        "Ninh Sơn; kết quả của từng đơn vị tại Phụ lục kèm theo./." in written
    )


def test_an_indicator_is_told_in_a_sentence_and_in_its_row_with_what_is_provisional(one: Document) -> None:
    name = "Tỷ lệ hồ sơ TTHC giải quyết đúng hạn hoặc trước hạn"
    assert (
        f"- {name} chưa đạt: 81,4 % < 90 % (thiếu 8,6 điểm; 141 hồ sơ trễ hạn trên 759). Tạm tính: 3/15 đơn vị có đủ "
        "số liệu. Riêng tháng 2/2024: 83,4 % (tạm tính). Đơn vị chưa đạt: Xã Nhơn Sơn 76,0 %. Để cả năm đạt ≥ 90 %: "
    ) in "\n".join(texts(one))
    assert [name, "≥ 90 %", "83,4 % (tạm tính)", "81,4 % (tạm tính)", "–", "✗ Chưa đạt"] in (rows_of_indicators(one))
    assert any(text.startswith("Kết quả tạm tính vì chưa đủ số liệu: ") for text in texts(one))


def test_every_number_of_the_tables_by_area_is_that_of_the_report(
    demonstrated: tuple[PeriodicReport, Document],
) -> None:
    report, made = demonstrated
    rows = rows_of_indicators(made)
    assert len(rows) == len(report.lines) == 31
    for line, (name, _, of_period, to_date, since, judged) in zip(report.lines, rows, strict=True):
        now = line.spoken if report.month.number == 12 else line.of_period
        assert name.startswith(line.indicator.name)
        assert stands_for(to_date, line.spoken.value), name
        assert stands_for(of_period, math.nan if now is None else now.value), name
        moved = math.nan if now is None or line.last_year is None else now.value - line.last_year.value
        assert since == "không đổi" if abs(moved) < 0.05 else stands_for(since, moved), name
        assert judged.startswith(f"{labels.SYMBOL[line.spoken.status]} {labels.STATUS[line.spoken.status]}")


def test_every_number_of_the_appendix_is_that_of_the_unit(demonstrated: tuple[PeriodicReport, Document]) -> None:
    report, made = demonstrated
    seen = 0
    for table in tables(made, "Đơn vị"):
        assert repeated_rows(table) == [0, 1]
        head, _, *rows = cells(table)
        for unit, column, text in ((row[0], *pair) for row in rows for pair in zip(head[1:], row[1:], strict=True)):
            score = score_of(report, column, unit)
            assert (score is None) == (text == ""), (unit, column)
            if score is not None:
                assert stands_for(text, score.value), (unit, column, text)
                assert labels.SYMBOL[score.status] in text
                assert text.endswith("*") == is_provisional(score)
                seen += 1
    of_units = [one for line in report.lines for one in line.to_date if len(line.to_date) > 1]
    assert seen == len(of_units)


def score_of(report: PeriodicReport, column: str, unit: str) -> Score | None:
    (line,) = [line for line in report.lines if column.rpartition(" (")[0] == line.indicator.short]
    return next((one for one in line.to_date if labels.scope_name(report.plan, one.scope) == unit), None)


def test_tables_of_areas_and_of_work_repeat_their_heads(demonstrated: tuple[PeriodicReport, Document]) -> None:
    _, made = demonstrated
    found = [*tables(made, *HEAD), *tables(made, *WORK)]
    assert found
    assert all(repeated_rows(table) == [0] for table in found)


def test_findings_stand_below_their_rules() -> None:
    report = of_demonstration(Cycle.MONTH, 3)
    written = texts(document(report))
    begin, end = written.index("2. Tồn tại, hạn chế"), written.index("C. NHIỆM VỤ TRỌNG TÂM KỲ TỚI")
    findings = [one for one in report.findings if one.rule not in {Rule.JUMP, Rule.SIGNAL}]
    rules = dict.fromkeys(f"{finding_words.RULE[one.rule][0]}:" for one in findings)
    assert [text for text in written[begin + 1 : end] if text.endswith(":")] == list(rules)
    assert sum(text.startswith("- ") for text in written[begin:end]) == len(findings) > 0


def test_many_findings_of_a_kind_are_counted_after_the_first() -> None:
    sentences = [f"Xã {place} chưa đạt." for place in range(22)]
    assert report_words.several(sentences) == (*sentences[:20], "Và 2 mục khác cùng loại.")
    assert report_words.several(sentences[:20]) == tuple(sentences[:20])


def test_shortcomings_repeat_nothing_of_the_areas_and_leave_out_what_is_yet_to_be_explained() -> None:
    report = of_demonstration(Cycle.QUARTER, 9)
    written = texts(document(report))
    begin, end = written.index("2. Tồn tại, hạn chế"), written.index("C. NHIỆM VỤ TRỌNG TÂM KỲ TỚI")
    areas = "\n".join(written[:begin])
    told = [text.removeprefix("- ") for text in written[begin + 1 : end] if text.startswith("- ")]
    online = "Tỷ lệ hồ sơ giải quyết trực tuyến mức độ 3, 4 trên tổng số hồ sơ"
    assert f"- {online} chưa đạt: 47,4 % < 50 % (thiếu 2,6 điểm; 14.753 hồ sơ" in areas
    assert f"{online}: 47,4 % < 50 %; +1,2 điểm so với kết quả tính đến hết tháng 8/2024." in told
    assert not [text for text in told if text in areas or "thiếu" in text]
    assert {Rule.JUMP, Rule.SIGNAL} <= {one.rule for one in report.findings}
    assert not [text for text in told if "mức thường có" in text or ": riêng tháng 9/2024 là " in text]
    assert not [text for text in written if "tháng trước:" in text]


def test_late_tasks_are_counted_as_of_a_day_and_months_without_all_reports_are_named() -> None:
    written = "\n".join(texts(document(of_demonstration(Cycle.MONTH, 10))))
    assert "- Tính đến ngày 31/10/2024, 8 nhiệm vụ: 3 trễ hạn, 2 chưa bắt đầu, 3 theo sự việc." in written
    waiting = "Phòng Văn hóa và Thông tin, Xã Quảng Sơn, Xã Mỹ Sơn, Xã Nhơn Sơn"
    assert f"\nBáo cáo chưa được duyệt: tháng 10/2024 ({waiting}).\n" in written
    assert f"(số liệu của 13/17 đơn vị đã duyệt đủ đến hết tháng 10/2024; chưa duyệt đủ: {waiting}; kết" in written


def test_growth_has_its_sign_and_its_unit_in_the_appendix() -> None:
    found = [
        plain(row[place])
        for table in tables(document(of_demonstration(Cycle.QUARTER, 9)), "Đơn vị")
        for place, head in enumerate(cells(table)[0])
        if plain(head).startswith("Tăng bưu chính")
        for row in cells(table)[2:]
    ]
    assert {"+2,1 % ✓", "−4,9 % ✗", "+0,6 % ✗"} <= set(found)


def test_what_is_due_next_and_what_meetings_left_open_have_tables() -> None:
    made = office()
    made.held(["Công khai hồ sơ trễ hạn"], units=(NHON_SON,))
    made.at(dt.date(2024, 3, 20))
    written = document(report_of(made.product))
    ahead, still_open = (cells(table) for table in tables(written, *WORK))
    assert {row[3] for row in ahead[1:]} <= {f"{day:02}/03/2024" for day in range(1, 32)}
    standing = "Tính đến ngày 20/03/2024: trễ 5 ngày"
    assert still_open[1:] == [["1", "Công khai hồ sơ trễ hạn", "Xã Nhơn Sơn", "15/03/2024", standing]]
    assert "2. Kết luận họp giao ban chưa thực hiện xong" in texts(written)


def marks(made: Document) -> Iterator[str]:
    """What stands above the first page and the others of every section."""
    for section in made.sections:
        for header in (section.first_page_header, section.header):
            yield "\n".join(paragraph.text for paragraph in header.paragraphs if paragraph.text)


def test_figures_for_demonstration_are_marked_above_every_page() -> None:
    assert list(marks(document(of_demonstration(Cycle.QUARTER, 9)))) == [DEMO_MARK] * 4
    assert list(marks(document(february()))) == [""] * 4


def test_corrected_units_are_named() -> None:
    report = february()
    said = "Số liệu đã điều chỉnh sau khi duyệt: Ma Nới (05/03/2024)."
    assert said in texts(document(replace(report, marks=(said,))))


def test_without_figures_nothing_is_praised() -> None:
    made = document(empty())
    assert {row[3] for row in rows_of_indicators(made)} == {"–"}
    assert "(chưa có số liệu nào được duyệt; kết quả từng chỉ tiêu tính lũy kế 3 tháng" in "\n".join(texts(made))
    assert {"Chưa có số liệu nào được duyệt.", "Chưa có số liệu đã duyệt để đánh giá."} <= set(texts(made))
    assert not [text for text in texts(made) if "Không phát hiện" in text]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+84 xã", "@SUM(A1)", "<w:p/> & {{ x }}", "{% for %}"])
def test_what_looks_like_a_formula_a_tag_of_word_or_of_a_template_is_only_text(name: str) -> None:
    report = february({**FIGURES, **reports(MA_NOI, "2024-02", resolved_early=1)}, plan=plan_with(name))
    made = document(report)
    (row,) = [row for row in cells(tables(made, "Đơn vị")[0]) if row[0] == name]
    assert len(row) > 1
    assert not list(made.element.body.iter(qn("w:instrText"), qn("w:fldSimple")))


def test_libreoffice_lays_the_report_out_on_a_dozen_pages_with_every_number_on_paper(tmp_path: Path) -> None:
    content = report_document(of_demonstration(Cycle.QUARTER, 9))
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(content)
    pages = PdfReader(converted(path, "pdf", tmp_path)).pages
    written = [page.extract_text() for page in pages]
    assert 8 <= len(pages) <= 14
    assert "/BC-UBND" in written[0]
    lying = [float(page.mediabox.width) > float(page.mediabox.height) for page in pages]
    assert lying == sorted(lying)
    assert 1 <= sum(lying) <= 3
    made = opened(content)
    told = "\n".join([*texts(made), *("\n".join(row) for table in made.tables for row in cells(table))])
    assert Counter(re.findall(r"\d+,\d+", "\n".join(written))) == Counter(re.findall(r"\d+,\d+", told))
