"""Charts: figures that Plotly accepts, gaps that stay gaps, and the same data in words and as a table."""

import json
import re
from typing import Any

import plotly.graph_objects as go
import pytest

from kpi.charts import CONFIG, Chart, MonthPoint, UnitBar, month_chart, unit_chart
from kpi.targets import Status

POINTS = (
    MonthPoint(
        "T1/2024",
        86.2,
        90.0,
        "86,2\u00a0%",
        "≥ 90\u00a0%",
        Status.MISSED,
        "Chưa đạt (tạm tính)",
        "Sự kiện: mất mạng < 6 ngày",
    ),
    MonthPoint("T2/2024", None, 90.0, "Chưa có số liệu", "≥ 90\u00a0%", Status.NO_DATA, "Chưa có số liệu"),
    MonthPoint("T3/2024", 0.0, 90.0, "0,0\u00a0%", "≥ 90\u00a0%", Status.MISSED, "Chưa đạt"),
    MonthPoint("T4/2024", 96.1, 95.0, "96,1\u00a0%", "≥ 95\u00a0%", Status.MET, "Đạt"),
)
BARS = (
    UnitBar("Ma Nới", 86.2, 90.0, "86,2\u00a0%", "256/297 hồ sơ", "≥ 90\u00a0%", Status.MISSED, "✗", "Chưa đạt"),
    UnitBar(
        "Mỹ Sơn",
        91.0,
        90.0,
        "91,0\u00a0%",
        "91/100 hồ sơ",
        "≥ 90\u00a0%",
        Status.MET,
        "✓?",
        "Đạt (tạm tính; chưa chắc chắn)",
    ),
    UnitBar("Tư pháp", 70.0, None, "70,0\u00a0%", "7/10 hồ sơ", "", Status.TRACKED, "·", "Theo dõi"),
    UnitBar("Hòa Sơn", None, 95.0, "Chưa có số liệu", "", "≥ 95\u00a0%", Status.NO_DATA, "–", "Chưa có số liệu"),
)
MONTHS = month_chart(name="Đúng hạn, Cấp xã", measured_in="%", points=POINTS)
UNITS = unit_chart(name="Đúng hạn", measured_in="%", bars=BARS)
UNTARGETED = month_chart(
    name="ISO 9001",
    measured_in="cơ quan",
    points=[MonthPoint("T1/2024", 3.0, None, "3", "", Status.TRACKED, "Theo dõi")],
)
ALL = pytest.mark.parametrize("chart", [MONTHS, UNITS, UNTARGETED], ids=["months", "units", "untargeted"])


def trace(chart: Chart, kind: str) -> dict[str, Any]:
    return next(one for one in chart.figure["data"] if one.get("mode", one["type"]) == kind)


@ALL
def test_plotly_accepts_every_property(chart: Chart) -> None:
    go.Figure(chart.figure)


@ALL
def test_a_figure_is_plain_data_that_can_be_sent(chart: Chart) -> None:
    assert json.loads(json.dumps(chart.figure)) == chart.figure


@ALL
def test_numbers_are_separated_as_in_vietnam_and_there_is_no_tool_bar(chart: Chart) -> None:
    assert chart.figure["layout"]["separators"] == ",."
    assert (CONFIG["displayModeBar"], CONFIG["locale"]) == (False, "vi")


@ALL
def test_nothing_english_is_left_to_read(chart: Chart) -> None:
    names = [one.get("name", "") for one in chart.figure["data"] if one.get("hoverinfo") != "skip"]
    templates = [one["hovertemplate"] for one in chart.figure["data"] if one.get("hoverinfo") != "skip"]
    assert all("<extra></extra>" in template for template in templates)
    words = " ".join([*names, *templates, chart.alt, *(cell for row in chart.table for cell in row)])
    assert not re.findall(r"\b(?:trace|target|value|month|unit|status|none|nan|null)\b", words.replace("%{", ""), re.I)


@ALL
def test_alt_text_and_table_say_what_every_mark_says(chart: Chart) -> None:
    for row in chart.table[1:]:
        assert f"{row[0]}: {row[1]}" in chart.alt
        assert row[-1 if chart is UNITS else 3].lower() in chart.alt.lower()
    assert len({len(row) for row in chart.table}) == 1


def test_a_missing_month_is_a_gap_in_the_line_and_zero_is_a_point() -> None:
    line = trace(MONTHS, "lines+markers")
    assert line["y"] == [86.2, None, 0.0, 96.1]
    assert line["connectgaps"] is False


def test_the_line_of_the_target_steps_where_the_target_changes() -> None:
    goal = trace(MONTHS, "lines")
    assert goal["y"] == [90.0, 90.0, 90.0, 95.0]
    assert goal["line"]["shape"] == "hvh"
    goal_label, _ = MONTHS.figure["layout"]["annotations"]
    assert (goal_label["text"], goal_label["y"]) == ("Mục tiêu ≥ 95\u00a0%", 95.0)


def test_a_note_is_a_flag_over_its_month_and_reaches_the_alt_text_and_the_table() -> None:
    _, flag = MONTHS.figure["layout"]["annotations"]
    assert (flag["text"], flag["x"]) == ("⚑", 0)
    assert "T1/2024: 86,2\u00a0%, chưa đạt (tạm tính) (Sự kiện: mất mạng < 6 ngày)" in MONTHS.alt
    assert [row[4] for row in MONTHS.table[1:]] == ["", "", "", "Sự kiện: mất mạng < 6 ngày"]


def test_what_people_wrote_is_no_markup_for_plotly() -> None:
    _, flag = MONTHS.figure["layout"]["annotations"]
    assert flag["hovertext"] == "Sự kiện: mất mạng &lt; 6 ngày"
    assert trace(MONTHS, "lines+markers")["customdata"][0].endswith("· Sự kiện: mất mạng &lt; 6 ngày")


def test_without_a_target_there_is_no_line_and_no_note_of_it() -> None:
    assert trace(UNTARGETED, "lines")["y"] == [None]
    assert UNTARGETED.figure["layout"]["annotations"] == []
    assert "Mục tiêu: không giao số." in UNTARGETED.alt


def test_a_status_is_never_colour_alone() -> None:
    line, bars = trace(MONTHS, "lines+markers"), trace(UNITS, "bar")
    assert line["marker"]["symbol"] == ["x", "circle-open", "x", "circle"]
    assert [text.split("·")[1].strip() for text in line["customdata"]] == [point.verdict for point in POINTS]
    assert [text.split()[0] for text in bars["text"]] == [bar.symbol for bar in reversed(BARS)]


def test_months_are_named_in_words_of_the_table_and_the_newest_stands_first_there() -> None:
    assert MONTHS.table == (
        ("Tháng", "Kết quả", "Mục tiêu", "Trạng thái", "Ghi chú"),
        ("T4/2024", "96,1\u00a0%", "≥ 95\u00a0%", "Đạt", ""),
        ("T3/2024", "0,0\u00a0%", "≥ 90\u00a0%", "Chưa đạt", ""),
        ("T2/2024", "Chưa có số liệu", "≥ 90\u00a0%", "Chưa có số liệu", ""),
        ("T1/2024", "86,2\u00a0%", "≥ 90\u00a0%", "Chưa đạt (tạm tính)", "Sự kiện: mất mạng < 6 ngày"),
    )


def test_the_first_unit_stands_at_the_top_and_a_unit_without_a_value_has_no_bar() -> None:
    bars = trace(UNITS, "bar")
    assert bars["y"] == ["Hòa Sơn", "Tư pháp", "Mỹ Sơn", "Ma Nới"]
    assert bars["x"] == [None, 70.0, 91.0, 86.2]
    assert [row[0] for row in UNITS.table[1:]] == ["Ma Nới", "Mỹ Sơn", "Tư pháp", "Hòa Sơn"]


def test_each_unit_has_the_mark_of_its_own_target() -> None:
    marks = trace(UNITS, "markers")
    assert list(zip(marks["y"], marks["x"], strict=True)) == [("Hòa Sơn", 95.0), ("Mỹ Sơn", 90.0), ("Ma Nới", 90.0)]


def test_each_target_is_named_once_above_all_bars_in_a_row_of_its_own() -> None:
    said = [(label["text"], label["x"], label["yshift"]) for label in UNITS.figure["layout"]["annotations"]]
    assert said == [("Mục tiêu ≥ 90\u00a0%", 90.0, 0), ("Mục tiêu ≥ 95\u00a0%", 95.0, 16)]
    assert {(label["yref"], label["y"]) for label in UNITS.figure["layout"]["annotations"]} == {("paper", 1)}
    assert UNITS.figure["layout"]["margin"]["t"] >= 2 * 16


def test_a_percentage_stands_with_its_counts() -> None:
    assert trace(UNITS, "bar")["text"] == [
        "– Chưa có số liệu",
        "· 70,0\u00a0% (7/10 hồ sơ)",
        "✓? 91,0\u00a0% (91/100 hồ sơ)",
        "✗ 86,2\u00a0% (256/297 hồ sơ)",
    ]
    assert [row[2] for row in UNITS.table] == ["Tử số / mẫu số", "256/297 hồ sơ", "91/100 hồ sơ", "7/10 hồ sơ", ""]


def test_bars_begin_at_zero() -> None:
    assert UNITS.figure["layout"]["xaxis"]["rangemode"] == "tozero"


def test_alt_text_reads_as_one_paragraph() -> None:
    assert UNITS.alt == (
        "Đúng hạn, so sánh các đơn vị. Ma Nới: 86,2\u00a0% (256/297 hồ sơ), chưa đạt; "
        "Mỹ Sơn: 91,0\u00a0% (91/100 hồ sơ), đạt (tạm tính; chưa chắc chắn); "
        "Tư pháp: 70,0\u00a0% (7/10 hồ sơ), theo dõi; Hòa Sơn: Chưa có số liệu."
    )
