"""The charts of a deck, read back from the slides and from the workbooks behind them: every number is the report's."""

import math
import re
from collections.abc import Mapping
from dataclasses import replace

import pptx
import pytest
from pptx.presentation import Presentation
from pptx.slide import Slide

from kpi.cycles import Cycle
from kpi.exports.deck import deck
from kpi.exports.deck_charts import ChartTexts, Series, add_lines
from kpi.exports.deck_design import Box
from kpi.exports.deck_indicator import MOST_UNITS
from kpi.scoring import Score
from kpi.services.periodic import Line, PeriodicReport
from tests.builders import Figures
from tests.exports.deck_reading import charts, notes, opened, plain, shapes, slides, texts, title, titled
from tests.exports.held import HOA_SON, NHON_SON, resolved
from tests.exports.periodic import february, of_demonstration, plan_with
from tests.office import MA_NOI

ON_TIME = "Tỷ lệ hồ sơ TTHC giải quyết đúng hạn hoặc trước hạn"
TREND, UNITS, COUNTS = "Diễn biến", "Các đơn vị", "Số chỉ tiêu"
VALUE, TARGET = "Kết quả từng tháng (%)", "Mục tiêu ≥ 90\xa0%"
FORMULAS = ("=1+1", "+SUM(A1)", "-2+3", "@SUM(A1:A9)", "=HYPERLINK(1)", "http://khong-co.vn", "12")


def sixteen(value: float | None) -> float | None:
    """A number with the digits that a workbook keeps."""
    return None if value is None else float(f"{value:.16g}")


@pytest.fixture(scope="module")
def december() -> PeriodicReport:
    return of_demonstration(Cycle.YEAR, 12)


@pytest.fixture(scope="module")
def of_december(december: PeriodicReport) -> Presentation:
    return opened(deck(december))


def on_time_of(report: PeriodicReport) -> Slide:
    (slide,) = titled(opened(deck(report)), ON_TIME)
    return slide


def known(values: list[float]) -> list[float | None]:
    return [None if math.isnan(value) else value for value in values]


def test_figure_trend_and_units_of_an_indicator_are_those_counted_by_hand() -> None:
    slide = on_time_of(february())
    found, drawn = texts(slide), charts(slide)
    assert (found["Kết quả"], found["Mục tiêu"]) == ("81,4 %", "Mục tiêu ≥ 90 %")
    assert drawn[TREND].categories == ("T1", "T2")
    assert drawn[TREND].series == {VALUE: (100 * 301 / 379, 100 * 317 / 380), TARGET: (90, 90)}
    assert drawn[UNITS].categories[:3] == ("✗ Nhơn Sơn", "≈ Ma Nới", "✓ Hòa Sơn")
    assert drawn[UNITS].series["Kết quả (%)"][:4] == (76, 100 * 53 / 59, 92.5, None)


def test_every_number_of_every_chart_and_of_its_workbook_is_the_reports(
    december: PeriodicReport, of_december: Presentation
) -> None:
    lines = {line.indicator.name: line for line in december.lines}
    shown = [(lines[title(slide)], charts(slide)) for slide in slides(of_december) if title(slide) in lines]
    assert len(shown) > 12
    for line, drawn in shown:
        if TREND in drawn:
            result, *goal = drawn[TREND].series.values()
            assert list(result) == known([one.value for one in line.trend])
            assert all(list(one) == known([score.bound for score in line.trend]) for one in goal)
        if UNITS in drawn:
            units = _by_label(december, line)
            (values,) = drawn[UNITS].series.values()
            named = [label.split(" ", 1)[1].removesuffix(" *") for label in drawn[UNITS].categories]
            assert list(values) == known([units[name].value for name in named])
            assert len(named) == len(set(named))
        for chart in drawn.values():
            assert chart.in_workbook == {name: tuple(map(sixteen, values)) for name, values in chart.series.items()}


def _by_label(report: PeriodicReport, line: Line) -> Mapping[str, Score]:
    plan = report.plan
    return {plan.unit_of_id[one.scope].short: one for one in line.to_date if one.scope in plan.unit_of_id}


def test_units_stand_the_worst_first_and_those_without_a_value_last(of_december: Presentation) -> None:
    for slide in slides(of_december):
        for chart in (one for name, one in charts(slide).items() if name == UNITS):
            marks = ["✗≈✓".find(label[0]) for label in chart.categories]
            judged = [mark for mark in marks if mark >= 0]
            assert judged == sorted(judged)
            assert marks == [*judged, *[-1] * (len(marks) - len(judged))]


def test_a_month_that_is_missing_is_a_gap_and_no_zero(of_december: Presentation) -> None:
    (slide,) = titled(of_december, ON_TIME)
    chart = charts(slide)[TREND]
    assert chart.categories[-2:] == ("T11", "T12")
    assert chart.series[VALUE][-2:] == (None, None)
    assert all(value is not None for value in chart.series[VALUE][:-2])
    assert [cell.value for cell in chart.sheet["B"]][-2:] == [None, None]
    (frame,) = (one for one in shapes(slide) if one.name == TREND)
    assert frame.chart._chartSpace.xpath(".//c:dispBlanksAs/@val") == ["gap"]


def test_charts_say_what_they_are_measured_in_and_every_axis_writes_numbers_as_in_vietnam(
    of_december: Presentation,
) -> None:
    drawn = [one for slide in slides(of_december) for one in shapes(slide) if one.has_chart and one.name != COUNTS]
    assert len(drawn) > 20
    for frame in drawn:
        axis = frame.chart.value_axis
        assert axis.tick_labels.number_format.startswith("[$-42A]")
        assert not axis.tick_labels.number_format_is_linked
        named = frame.chart.chart_title.text_frame.text if frame.name == UNITS else frame.chart.plots[0].series[0].name
        assert re.search(r" \(.+\)$", named), named
        assert not axis.visible or axis.axis_title.text_frame.text in named


def test_an_axis_that_is_drawn_has_a_title() -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[6])
    texts_of = ChartTexts("Diễn biến", "", "Mười hai tháng của hai năm")
    months = [f"T{number}" for number in range(1, 37)]
    add_lines(
        slide,
        Box(1, 1, 6, 3),
        texts_of,
        months,
        [Series("Kết quả (hồ sơ)", [1234.5] * 36)],
        measured_in="hồ sơ",
        decimals=1,
    )
    (frame,) = (one for one in shapes(slide) if one.has_chart)
    assert frame.chart.value_axis.visible
    assert frame.chart.value_axis.axis_title.text_frame.text == "hồ sơ"


def test_provisional_results_are_marked_in_words_and_beside_the_bars(of_december: Presentation) -> None:
    (slide,) = titled(of_december, ON_TIME)
    found = texts(slide)
    assert found["Trạng thái"] == "✓ Đạt (tạm tính)"
    assert "Tạm tính: 0/15 đơn vị có đủ số liệu." in found["Diễn giải"]
    assert all(label.endswith(" *") for label in charts(slide)[UNITS].categories)
    assert found["Chú giải"].endswith("* tạm tính")
    (state,) = titled(of_december, "Tình hình thực hiện kế hoạch")
    assert "Kết quả tạm tính vì chưa đủ số liệu: " in texts(state)["Diễn giải"]
    assert "Có kết quả tạm tính" in texts(titled(of_december, "Việc cần chú ý")[0])["Lưu ý về số liệu"]


def test_a_chart_is_told_with_every_number_that_it_shows() -> None:
    drawn = charts(on_time_of(february()))
    assert drawn[TREND].description == (
        f"{ON_TIME}. Kết quả từng tháng: T1/2024 79,4 %; T2/2024 83,4 %. Mục tiêu ≥ 90 %: T1/2024 90; T2/2024 90."
    )
    assert "Xã Nhơn Sơn 76,0 % (380/500), chưa đạt" in drawn[UNITS].description


@pytest.mark.parametrize("name", FORMULAS)
def test_a_name_that_looks_like_a_formula_is_text_in_the_workbook_of_a_chart(name: str) -> None:
    chart = charts(on_time_of(february(plan=plan_with(name, instead_of="Ma Nới"))))[UNITS]
    cells = [cell for row in chart.sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert [cell.value for cell in cells if name in str(cell.value)] == [f"≈ {name}"]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_values_are_written_with_the_decimals_that_keep_them_on_their_side_of_the_target() -> None:
    figures: Figures = {
        **resolved(MA_NOI, "2024-02", in_time=8997, late=1003),
        **resolved(HOA_SON, "2024-02", in_time=95, late=5),
    }
    slide = on_time_of(february(figures))
    (frame,) = (one for one in shapes(slide) if one.name == UNITS)
    (format_code,) = frame.chart._chartSpace.xpath(".//c:dLbls/c:numFmt/@formatCode")
    assert format_code == "[$-42A]#,##0.00"
    assert "89,97 %" in texts(slide)["Kết quả"] or "Ma Nới 89,97 %" in notes(slide)


def test_more_units_than_a_chart_has_room_for_are_counted_and_told_in_the_notes() -> None:
    report = february()
    (line,) = (one for one in report.lines if one.indicator.id == "on_time")
    extra = [unit for unit in report.plan.units if unit.id not in {one.scope for one in line.to_date}]
    worst = next(one for one in line.to_date if one.scope == NHON_SON)
    more = tuple(worst._replace(scope=unit.id, value=50 + place / 100) for place, unit in enumerate(extra))
    own = len([one for one in line.to_date if one.scope in report.plan.unit_of_id])
    slide = _with_line(report, replace(line, to_date=line.to_date + more))
    assert own + len(more) > MOST_UNITS
    assert len(charts(slide)[UNITS].categories) == MOST_UNITS
    assert f"và {own + len(more) - MOST_UNITS} đơn vị khác" in texts(slide)["Chú giải"]
    told = notes(slide)
    assert all(f"{unit.name} 5" in told for unit in extra)


def _with_line(report: PeriodicReport, line: Line) -> Slide:
    areas = [
        replace(part, lines=tuple(line if one.indicator == line.indicator else one for one in part.lines))
        for part in report.areas
    ]
    return on_time_of(replace(report, areas=tuple(areas)))


def test_points_that_would_hide_each_other_have_no_value_but_the_last_and_an_axis() -> None:
    report = of_demonstration(Cycle.YEAR, 12)
    (line,) = (one for one in report.lines if one.indicator.id == "on_time")
    thousands = tuple(one._replace(value=100_000.0 + one.month) for one in line.trend)
    slide = _with_line(report, replace(line, trend=thousands))
    (frame,) = (one for one in shapes(slide) if one.name == TREND)
    space = frame.chart._chartSpace
    assert space.xpath(".//c:dLbl[c:delete]/c:idx/@val") == [str(place) for place in range(11)]
    assert space.xpath(".//c:valAx/c:delete/@val") == ["0"]


def test_the_speaker_has_every_sentence_the_clause_the_formula_and_the_source() -> None:
    report = february()
    (line,) = (one for one in report.lines if one.indicator.id == "on_time")
    told = notes(on_time_of(report))
    assert all(plain(sentence) in told for sentence in line.said)
    assert "Căn cứ trong kế hoạch: III.3" in told
    assert "Cách tính: 100 × (" in told
    assert "Nguồn: số liệu đã duyệt trong báo cáo tháng của các đơn vị, từ tháng 1/2024 đến hết tháng 2/2024" in told
