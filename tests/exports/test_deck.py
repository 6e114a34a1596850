"""The slides of a periodic report, read back: their order, titles, texts, tables and notes."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation
from pptx.util import Pt
from pypdf import PdfReader

from kpi.cycles import Cycle
from kpi.exports.deck import FINDINGS_PER_SLIDE, MOST_FINDINGS, TASKS_PER_SLIDE, deck
from kpi.services.corrections import Correction
from kpi.services.periodic import PeriodicReport
from kpi.targets import Status
from kpi.tasks import TaskStanding, leaves
from tests.exports.deck_reading import (
    charts,
    described,
    notes,
    opened,
    plain,
    shapes,
    slides,
    table,
    texts,
    title,
    titled,
)
from tests.exports.held import MEETING_DAY, NHON_SON, office
from tests.exports.periodic import empty, february, of_demonstration, plan_with, report_of
from tests.office import MA_NOI
from tests.office_files import converted

DEMO_MARK = "SỐ LIỆU MINH HỌA"
ON_TIME = "Tỷ lệ hồ sơ TTHC giải quyết đúng hạn hoặc trước hạn"


@pytest.fixture(scope="module")
def september() -> PeriodicReport:
    return of_demonstration(Cycle.NINE_MONTHS, 9)


@pytest.fixture(scope="module")
def of_september(september: PeriodicReport) -> Presentation:
    return opened(deck(september))


@pytest.fixture(scope="module")
def of_february() -> Presentation:
    return opened(deck(february()))


def presentations(*made: Presentation) -> Iterator[Presentation]:
    yield from made
    yield opened(deck(empty()))


def test_the_slides_stand_in_the_order_of_a_meeting_and_indicators_the_worst_first(
    september: PeriodicReport, of_september: Presentation
) -> None:
    found = [title(slide) for slide in slides(of_september)]
    assert found[:5] == [
        "Kết quả thực hiện công tác cải cách hành chính 9 tháng năm 2024",
        "Tình hình thực hiện kế hoạch",
        *(f"Việc cần chú ý ({place}/3)" for place in (1, 2, 3)),
    ]
    assert found[-4:] == [
        "Kỷ luật báo cáo (1/2)",
        "Kỷ luật báo cáo (2/2)",
        "Nhiệm vụ trễ hạn",
        "Kết luận của các cuộc họp trước",
    ]
    lines = {line.indicator.name: line for line in september.lines}
    shown = [lines[name] for name in found[5:-4]]
    order = (Status.MISSED, Status.NEAR, Status.MET, Status.UNPUBLISHED)
    places = [order.index(line.spoken.status) for line in shown]
    assert places == sorted(places)
    pressing = {Status.MISSED, Status.NEAR}
    wanted = {one.indicator.id for one in september.lines if one.indicator.headline or one.spoken.status in pressing}
    assert {line.indicator.id for line in shown} == wanted


def test_every_slide_has_a_title_a_number_and_a_footer_and_no_empty_placeholder(
    of_september: Presentation, of_february: Presentation
) -> None:
    for made in presentations(of_september, of_february):
        assert (made.slide_width, made.slide_height) == (12_192_000, 6_858_000)
        for slide in slides(made):
            kinds = [one.placeholder_format.type for one in slide.placeholders]
            assert PP_PLACEHOLDER.SLIDE_NUMBER in kinds
            assert PP_PLACEHOLDER.FOOTER in kinds
            assert title(slide)
            assert all(one.text_frame.text.strip() for one in slide.placeholders)
            assert all(one.text_frame.text.strip() for one in shapes(slide) if one.has_text_frame)
            assert notes(slide)


def test_letters_are_large_enough_to_be_read_across_a_room(of_september: Presentation) -> None:
    for slide in slides(of_september):
        frames = [(one, one.text_frame) for one in shapes(slide) if one.has_text_frame]
        frames += [(one, cell.text_frame) for one in shapes(slide) if one.has_table for cell in one.table.iter_cells()]
        for shape, frame in frames:
            sizes = {run.font.size for paragraph in frame.paragraphs for run in paragraph.runs}
            least = 28 if shape == slide.shapes.title else 12 if shape.name == "Chân trang" else 14
            assert all(size >= Pt(least) for size in sizes), (title(slide), shape.name, sizes)


def test_what_is_drawn_or_tabled_is_told_to_who_does_not_see_it(of_september: Presentation) -> None:
    drawn = [one for slide in slides(of_september) for one in shapes(slide) if one.has_chart or one.has_table]
    assert len(drawn) > 20
    assert all(len(described(one)) > 20 for one in drawn)


def test_figures_for_demonstration_are_marked_on_every_slide_and_others_on_none(
    of_september: Presentation, of_february: Presentation
) -> None:
    assert all(DEMO_MARK in texts(slide).values() for slide in slides(of_september))
    assert not any(DEMO_MARK in texts(slide).values() for slide in slides(of_february))


def test_the_first_slide_says_whose_report_it_is_and_what_it_stands_on(of_february: Presentation) -> None:
    found = texts(slides(of_february)[0])
    assert found["Cơ quan"] == "ỦY BAN NHÂN DÂN HUYỆN NINH SƠN"
    said = "\n".join(found.values())
    assert "Số liệu của 3/17 đơn vị đã duyệt đủ đến hết tháng 2/2024; chưa duyệt đủ: Ủy ban nhân dân huyện" in said
    assert "\nChưa có số liệu nào được duyệt\n" in "\n".join(texts(slides(opened(deck(empty())))[0]).values())
    assert "(395/KH-UBND)" in "\n".join(found.values())


def test_the_state_names_the_months_whose_reports_are_not_all_approved(of_september: Presentation) -> None:
    said = texts(slides(opened(deck(of_demonstration(Cycle.MONTH, 10))))[1])["Diễn giải"]
    waiting = "Phòng Văn hóa và Thông tin, Xã Quảng Sơn, Xã Mỹ Sơn, Xã Nhơn Sơn"
    assert f"⚠ Báo cáo chưa được duyệt: tháng 10/2024 ({waiting})." in said
    assert "chưa được duyệt" not in texts(slides(of_september)[1])["Diễn giải"]
    assert "⚠ Chưa có số liệu nào được duyệt." in texts(slides(opened(deck(empty())))[1])["Diễn giải"]


def test_the_state_has_every_status_with_its_symbol_its_word_and_its_count(
    september: PeriodicReport, of_september: Presentation
) -> None:
    slide = slides(of_september)[1]
    found = texts(slide)
    for status, mark in ((Status.MISSED, "✗ Chưa đạt"), (Status.NEAR, "≈ Gần đạt"), (Status.MET, "✓ Đạt")):
        assert found[mark] == f"{september.state[status]}\n{mark}"
    (chart,) = charts(slide).values()
    assert dict(zip(chart.categories, chart.series["Số chỉ tiêu"], strict=True)) == {
        "✗ Chưa đạt": 5,
        "≈ Gần đạt": 6,
        "✓ Đạt": 13,
        "◷ Chưa đến hạn": 1,
        "… Chưa công bố": 5,
        "· Theo dõi": 1,
    }
    assert chart.in_workbook == chart.series
    assert plain(september.opening[0]) in chart.description


def test_findings_stand_six_on_a_slide_and_what_is_left_off_is_counted_and_told_in_the_notes() -> None:
    report = of_demonstration(Cycle.MONTH, 3)
    made = titled(opened(deck(report)), "Việc cần chú ý")
    listed = [text for slide in made for text in _list(slide)]
    assert [len(_list(slide)) for slide in made] == [FINDINGS_PER_SLIDE] * 3
    assert listed == [plain(one) for one in report.pressing[:MOST_FINDINGS]]
    left = len(report.pressing) - MOST_FINDINGS
    assert left > 0
    assert f"Còn {left} việc khác" in texts(made[-1])["Lưu ý về số liệu"]
    told = "\n".join(notes(slide) for slide in made).split("\n")
    assert {plain(one) for one in report.pressing} <= set(told)


def _list(slide: object) -> list[str]:
    (body,) = (one for one in slide.placeholders if one.placeholder_format.idx == 1)  # type: ignore[attr-defined]
    return [plain(paragraph.text) for paragraph in body.text_frame.paragraphs]


def test_every_report_of_the_month_has_a_row_those_without_one_first() -> None:
    report = of_demonstration(Cycle.YEAR, 12)
    made = titled(opened(deck(report)), "Kỷ luật báo cáo")
    rows = [row for slide in made for row in table(slide)[1:]]
    days = {one.unit.name: one.days_overdue for one in report.reporting.standings}
    assert [row[0] for row in rows] == sorted(days, key=lambda name: -days[name])
    assert all(row[1] == "Chưa bắt đầu" for row in rows)
    assert all("chưa đến hạn" in row[2] or f"quá hạn {days[row[0]]} ngày" in row[2] for row in rows)


def test_every_late_task_has_one_row_however_many_slides_that_takes(september: PeriodicReport) -> None:
    row = next(one for part in september.areas for one in leaves(part.tasks) if one.standing is TaskStanding.LATE)
    many = tuple(
        replace(row, task=row.task.model_copy(update={"id": f"X.{days}", "text": "Tập huấn"}), late_days=days)
        for days in range(1, 21)
    )
    first, *others = september.areas
    areas = (replace(first, tasks=many), *(replace(one, tasks=()) for one in others))
    made = titled(opened(deck(replace(september, areas=areas))), "Nhiệm vụ trễ hạn")
    rows = [table(slide)[1:] for slide in made]
    assert [len(one) for one in rows] == [TASKS_PER_SLIDE, TASKS_PER_SLIDE, 4]
    found = [(cells[0], cells[3]) for one in rows for cells in one]
    assert found == [(f"X.{days}", f"{days} ngày") for days in range(20, 0, -1)]
    assert all(f"X.{days}: " in "\n".join(notes(slide) for slide in made) for days in range(1, 21))


def test_open_decisions_are_told_with_unit_due_day_and_standing() -> None:
    made = office()
    made.held(["Giải quyết dứt điểm 120 hồ sơ trễ hạn", "=1+1"], units=(NHON_SON, MA_NOI))
    made.at(MEETING_DAY + dt.timedelta(days=8))
    (slide,) = titled(opened(deck(report_of(made.product))), "Kết luận của các cuộc họp trước")
    assert texts(slide)["Diễn giải"] == "2 kết luận còn mở, 1 trễ hạn"
    assert table(slide)[1:] == [
        ["Giải quyết dứt điểm 120 hồ sơ trễ hạn", "Xã Nhơn Sơn", "15/03/2024", "✗ Trễ 1 ngày"],
        ["=1+1", "Xã Ma Nới", "16/03/2024", "○ Đến hạn hôm nay"],
    ]


def test_a_long_decision_is_shortened_in_its_cell_and_whole_in_the_notes() -> None:
    text = "Rà soát, giải quyết dứt điểm hồ sơ quá hạn, xin lỗi người dân bằng văn bản và báo cáo nguyên nhân. " * 4
    made = office()
    made.held([text])
    (slide,) = titled(opened(deck(report_of(made.product))), "Kết luận của các cuộc họp trước")
    cell = table(slide)[1][0]
    assert cell.endswith("…")
    assert text.startswith(cell[:-1])
    assert text.strip() in notes(slide)


def test_corrected_figures_are_marked_on_the_slides_that_they_concern() -> None:
    corrected = (Correction(MA_NOI, dt.date(2024, 3, 12)),)
    made = opened(deck(replace(february(), corrected=corrected)))
    said = "Số liệu đã điều chỉnh sau khi duyệt: Xã Ma Nới đã điều chỉnh ngày 12/03/2024."
    marked = {title(slide) for slide in slides(made) if any(said in text for text in texts(slide).values())}
    assert {"Tình hình thực hiện kế hoạch", ON_TIME} <= marked
    assert "Chỉ số cải cách hành chính của huyện (PAR INDEX)" not in marked


def test_names_that_look_like_formulas_are_only_text() -> None:
    made = opened(deck(february(plan=plan_with("=1+1", instead_of="Xã Ma Nới"))))
    rows = [row for slide in titled(made, "Kỷ luật báo cáo") for row in table(slide)]
    assert "=1+1" in [row[0] for row in rows]


def test_a_title_takes_two_lines_and_a_longer_name_stands_below_its_short_one() -> None:
    name = "Tỷ lệ " + "hồ sơ thủ tục hành chính của cá nhân, tổ chức được tiếp nhận và giải quyết " * 3 + "đúng hạn"
    made = opened(deck(february(plan=plan_with(name, instead_of=ON_TIME))))
    (slide,) = titled(made, "Đúng hạn")
    assert texts(slide)["Diễn giải"].startswith(f"{name} chưa đạt: 81,4 %")
    assert name in notes(slide)


def test_the_file_names_nobody_but_the_authority_and_carries_no_pictures() -> None:
    content = deck(february())
    about = opened(content).core_properties
    assert (about.author, about.language, about.last_modified_by, about.comments) == (
        "Ủy ban nhân dân huyện Ninh Sơn",
        "vi-VN",
        "",
        "",
    )
    with ZipFile(BytesIO(content)) as file:
        assert not [name for name in file.namelist() if name.endswith((".jpeg", ".png", ".bin", "app.xml"))]


def test_a_product_without_figures_says_so_and_draws_nothing_but_the_state() -> None:
    made = opened(deck(empty()))
    drawn = [title(slide) for slide in slides(made) for _ in charts(slide)]
    assert drawn == ["Tình hình thực hiện kế hoạch"]
    (slide,) = titled(made, ON_TIME)
    assert (texts(slide)["Kết quả"], texts(slide)["Trạng thái"]) == ("–", "– Chưa có số liệu")


def test_an_office_program_reads_every_slide(september: PeriodicReport, tmp_path: Path) -> None:
    content = deck(september)
    path = tmp_path / "ban-trinh-chieu.pptx"
    path.write_bytes(content)
    pages = PdfReader(converted(path, "pdf", tmp_path)).pages
    assert len(pages) == len(slides(opened(content)))
    assert all("395/KH-UBND" in page.extract_text() for page in pages)
