"""The leader's page as a PDF, read back: one page of real text, every number of the report, nothing cut."""

import datetime as dt
import re
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, PdfObject

from kpi.cycles import Cycle
from kpi.exports.brief import LAYOUT, brief
from kpi.findings import Rule
from kpi.services.periodic import PeriodicReport
from kpi.wording import labels, report_words
from tests.builders import Figures, reports
from tests.exports.held import FIGURES, NHON_SON, office, resolved
from tests.exports.periodic import empty, february, of_demonstration, plan_with, report_of

DEMO_MARK = "SỐ LIỆU MINH HỌA"
BEHIND: Figures = {
    **resolved(NHON_SON, "2024-01", in_time=180, late=70),
    **reports(NHON_SON, "2024-01", work_files=100, work_files_online=20),
    **resolved(NHON_SON, "2024-02", in_time=200, late=50),
    **reports(NHON_SON, "2024-02", work_files=100, work_files_online=20),
}
"""A commune that misses two targets: 380/500 on time, of work files 40/200 online."""
LONG = "Ủy ban nhân dân xã có tên rất dài để thử việc xuống dòng trên trang tóm tắt của lãnh đạo "


def opened(report: PeriodicReport) -> PdfReader:
    return PdfReader(BytesIO(brief(report)))


def text(report: PeriodicReport) -> str:
    """The words of the only page, each line break and space that keeps numbers together made a plain space."""
    (page,) = opened(report).pages
    return " ".join(page.extract_text().split())


@pytest.fixture(scope="module", params=[(Cycle.MONTH, 3), (Cycle.QUARTER, 9), (Cycle.YEAR, 12)], ids=str)
def report(request: pytest.FixtureRequest) -> PeriodicReport:
    return of_demonstration(*request.param)


def test_the_page_is_a4_tagged_in_vietnamese_and_has_its_title(report: PeriodicReport) -> None:
    made = opened(report)
    (page,) = made.pages
    root = made.root_object
    assert [round(float(length) / 72 * 25.4) for length in (page.mediabox.width, page.mediabox.height)] == [210, 297]
    assert str(root["/Lang"]) == "vi-VN"
    assert dictionary(root["/MarkInfo"])["/Marked"]
    assert made.metadata is not None
    assert made.metadata.title == report_words.brief_title(report.cycle, report.month)
    fonts = [dictionary(font) for font in dictionary(dictionary(page["/Resources"])["/Font"]).values()]
    assert fonts
    assert all("/ToUnicode" in font and "+" in str(font["/BaseFont"]) for font in fonts)


def dictionary(found: PdfObject) -> DictionaryObject:
    inside = found.get_object()
    assert isinstance(inside, DictionaryObject)
    return inside


def test_the_state_counts_every_status_with_its_symbol(report: PeriodicReport) -> None:
    said = text(report)
    for status, count in report.state.items():
        assert (f"{labels.SYMBOL[status]} {count} {labels.STATUS[status]}" in said) == (count > 0)


def test_every_headline_has_its_value_target_and_status(report: PeriodicReport) -> None:
    said = text(report)
    for line in report.lines:
        if line.indicator.headline:
            name = report_words.indicator_short(report.plan, line.spoken)
            value = report_words.result(line.indicator, line.spoken).replace("\xa0", " ")
            asked = report_words.target(line.indicator, line.spoken).replace("\xa0", " ")
            row = said[said.index(f" {name} {value}") :]
            assert row.startswith(f" {name} {value} {asked}")
            assert labels.STATUS[line.spoken.status] in row[: len(name) + 80]


def test_findings_and_units_stand_in_their_order_and_what_has_no_room_is_counted() -> None:
    report = of_demonstration(Cycle.MONTH, 3)
    said = text(report)
    elsewhere = {Rule.UNIT_BEHIND, Rule.OVERDUE}
    told = zip(report.findings, report.pressing, strict=True)
    sentences = [" ".join(sentence.split()) for one, sentence in told if one.rule not in elsewhere]
    shown = [sentence for sentence in sentences if sentence in said]
    assert shown == sentences[: len(shown)]
    assert len(shown) >= 10
    assert f"và {len(sentences) - len(shown)} mục khác" in said
    behind = [one for one in report.findings if one.rule is Rule.UNIT_BEHIND]
    unit, counted, worst = (cell.replace("\xa0", " ") for cell in report_words.unit_behind(report.plan, behind[0]))
    assert f"{unit} {counted} {worst}" in said


@pytest.mark.parametrize("before", ["", LONG], ids=["fullest", "long names"])
def test_while_something_has_no_room_the_page_is_full(before: str) -> None:
    """March has the most findings of the demonstration; a finding of long names takes up to 15 mm."""
    report = of_demonstration(Cycle.MONTH, 3)
    assert len(report.findings) == max(len(of_demonstration(Cycle.MONTH, month).findings) for month in range(1, 13))
    full = replace(report, pressing=tuple(f"{before}{sentence}" for sentence in report.pressing))
    assert "mục khác" in text(full)
    heights = sorted({round(y) for _, y in places(full)})
    foot, lowest = heights[:2]
    assert foot < 14
    assert 14 <= lowest <= 30


def test_a_unit_behind_a_late_report_and_a_late_decision_are_told_by_hand_checked_numbers() -> None:
    made = office({**FIGURES, **BEHIND})
    made.held(["Công khai hồ sơ trễ hạn"], units=(NHON_SON,))
    made.at(dt.date(2024, 3, 20))
    said = text(report_of(made.product))
    assert "Đúng hạn 81,4 % (tạm tính) ≥ 90 %" in said
    assert "Xã Nhơn Sơn 2/2 Hồ sơ trên mạng 20,0 % < 60 %" in said
    assert "1 kết luận còn mở, 1 trễ hạn." in said
    assert "Xã Nhơn Sơn, trễ 5 ngày: Công khai hồ sơ trễ hạn" in said
    assert "2 chỉ tiêu tạm tính vì chưa đủ số liệu: Đúng hạn; Hồ sơ trên mạng." in said
    approved = "số liệu của 3/17 đơn vị đã duyệt đủ đến hết tháng 2/2024"
    assert f"Lập lúc 08:00 ngày 20/03/2024; {approved}; đầy đủ tại Báo cáo." in said
    assert "Báo cáo chưa được duyệt: tháng 1/2024 (Ủy ban nhân dân huyện Ninh Sơn, Phòng Nội vụ, " in said


def test_figures_for_demonstration_are_marked() -> None:
    assert DEMO_MARK in text(of_demonstration(Cycle.QUARTER, 9))
    assert DEMO_MARK not in text(february())


def test_without_figures_nothing_is_praised() -> None:
    said = text(empty())
    assert said.count("Chưa có số liệu đã duyệt để đánh giá.") == 2
    assert "; chưa có số liệu nào được duyệt; đầy đủ tại Báo cáo." in said
    assert "Không có đơn vị nào" not in said


@pytest.mark.parametrize("times", [1, 40])
def test_long_lists_and_long_names_take_one_page_and_keep_its_foot(times: int) -> None:
    report = of_demonstration(Cycle.MONTH, 3)
    long = replace(
        report,
        plan=report.plan.model_copy(update={"title": LONG * 9, "authority": LONG * 9}),
        findings=report.findings * times,
        pressing=tuple(f"{LONG * 5}{sentence}" for sentence in report.pressing * times),
        marks=(LONG * 30,),
        opening=(LONG * 30,) * 2,
    )
    said = text(long)
    assert "Lập lúc" in said
    assert "mục khác" in said
    lines = [line for line in report.lines if line.indicator.headline] * 300
    crowded = text(replace(long, areas=(replace(report.areas[0], lines=tuple(lines)),)))
    left = re.search(r"và ([\d.]+) chỉ tiêu khác", crowded)
    assert left is not None
    assert 1_780 < int(left[1].replace(".", "")) <= len(lines) == 1_800
    assert "." in left[1]


def test_long_names_of_indicators_and_units_wrap_within_their_cells() -> None:
    short = LONG + "Hồ-sơ-trực-tuyến-" * 4
    made = february(BEHIND, plan=plan_with(short, instead_of="Hồ sơ trên mạng"))
    said = text(made)
    assert "20,0 % (tạm tính) ≥ 60 %" in said
    assert "20,0 % < 60 %" in said
    right = max(x for x, _ in places(made))
    assert right <= 210


def places(report: PeriodicReport) -> list[tuple[float, float]]:
    """Where the pieces of text begin, in millimetres from the left and from the bottom."""
    found: list[tuple[float, float]] = []

    def note(piece: str, matrix: list[float], *_more: object) -> None:
        if piece.strip():
            found.append((matrix[4] / 72 * 25.4, matrix[5] / 72 * 25.4))

    opened(report).pages[0].extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize(
    "name", ["=HYPERLINK(1)", '#import "x.typ": *', "$x^2$ *đậm* _nghiêng_", "#{panic()}", "\\u{1F600}"]
)
def test_what_looks_like_a_formula_or_like_typst_is_only_text(name: str) -> None:
    assert name in text(february(BEHIND, plan=plan_with(name, instead_of="Xã Nhơn Sơn")))


def test_the_layout_reads_no_other_file_and_no_package() -> None:
    source = LAYOUT.read_text(encoding="utf-8")
    assert not [word for word in ("#import", "#include", "read(", "image(", "plugin(", "eval(") if word in source]
