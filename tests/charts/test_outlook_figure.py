"""The months that were and those to come as a figure, in words and as a table."""

import json
from typing import Any

import plotly.graph_objects as go
import pytest

from kpi.charts import Chart
from kpi.outlook_figure import outlook_figure
from kpi.targets import Demand
from tests.charts.figures import AHEAD, ON_TIME, RATES, past

TARGETED = outlook_figure(ON_TIME, past(), AHEAD, scope="Xã Ma Nới", asked=Demand(">=", 90, 90, 85.5))
UNTARGETED = outlook_figure(ON_TIME, past(), AHEAD[:1], scope="Xã Ma Nới", asked=None)
LONG = outlook_figure(ON_TIME, past(RATES * 3), AHEAD, scope="Xã Ma Nới", asked=None)
ALL = pytest.mark.parametrize("chart", [TARGETED, UNTARGETED, LONG], ids=["targeted", "untargeted", "long"])


def lines(chart: Chart) -> list[dict[str, Any]]:
    return [one for one in chart.figure["data"] if one["mode"] == "lines+markers"]


@ALL
def test_plotly_accepts_every_property(chart: Chart) -> None:
    go.Figure(chart.figure)


@ALL
def test_a_figure_is_plain_data_that_can_be_sent(chart: Chart) -> None:
    assert json.loads(json.dumps(chart.figure, allow_nan=False)) == chart.figure


@ALL
def test_numbers_are_separated_as_in_vietnam(chart: Chart) -> None:
    assert chart.figure["layout"]["separators"] == ",."


@ALL
def test_alt_text_and_table_say_what_every_point_says(chart: Chart) -> None:
    for line in lines(chart):
        for month, text in zip(line["x"], line["customdata"], strict=True):
            assert (month, text) in chart.table
            assert f"{month}: {text}" in chart.alt


def test_a_missing_month_is_a_gap() -> None:
    was, _ = lines(TARGETED)
    assert (was["y"][3:6], was["connectgaps"]) == ([97.0, None, 97.0], False)


def test_what_comes_is_told_from_what_was_without_colour() -> None:
    was, comes = lines(TARGETED)
    assert (was["line"]["dash"], comes["line"]["dash"]) == ("solid", "dot")
    assert (was["marker"]["symbol"], comes["marker"]["symbol"]) == ("circle", "circle-open")


def test_the_range_is_written_beside_its_middle() -> None:
    assert lines(TARGETED)[1]["customdata"] == [
        "dự báo 88,0\u00a0% (80,1\u00a0% – 94,0\u00a0%)",
        "dự báo 87,5\u00a0% (78,5\u00a0% – 95,5\u00a0%)",
    ]


def test_the_band_goes_there_along_the_upper_limit_and_back_along_the_lower() -> None:
    band = TARGETED.figure["data"][0]
    assert band["x"] == ["T3/2026", "T4/2026", "T4/2026", "T3/2026"]
    assert band["y"] == [94.04, 95.5, 78.5, 80.06]


def test_the_months_follow_each_other_though_the_band_is_drawn_first() -> None:
    months = TARGETED.figure["layout"]["xaxis"]["categoryarray"]
    assert (months[0], months[-3:]) == ("T1/2025", ["T2/2026", "T3/2026", "T4/2026"])


def test_the_line_of_the_target_is_labelled() -> None:
    (line,) = TARGETED.figure["layout"]["shapes"]
    (label,) = TARGETED.figure["layout"]["annotations"]
    assert (line["y0"], line["y1"], label["y"], label["text"]) == (90, 90, 90, "Mục tiêu ≥\u00a090\u00a0%")
    assert "Mục tiêu ≥\u00a090\u00a0%." in TARGETED.alt


def test_without_a_target_there_is_no_line_of_one() -> None:
    layout = UNTARGETED.figure["layout"]
    assert (layout["shapes"], layout["annotations"]) == ([], [])
    assert "Mục tiêu" not in UNTARGETED.alt


def test_no_more_than_two_years_are_shown() -> None:
    was, _ = lines(LONG)
    assert (len(was["x"]), was["x"][-1]) == (24, "T6/2028")


def test_the_farthest_month_stands_first_in_the_table() -> None:
    assert TARGETED.table[0] == ("Tháng", "Kết quả")
    assert [row[0] for row in TARGETED.table[1:4]] == ["T4/2026", "T3/2026", "T2/2026"]
    assert TARGETED.table[3] == ("T2/2026", "76,0\u00a0%")
    assert TARGETED.table[-5] == ("T5/2025", "–")


def test_alt_text_names_the_chart_the_indicator_and_the_scope() -> None:
    assert UNTARGETED.alt.startswith("Từng tháng đã qua và dự báo: Đúng hạn, Xã Ma Nới. T1/2025: 93,0\u00a0%; ")
    assert UNTARGETED.alt.endswith("T3/2026: dự báo 88,0\u00a0% (80,1\u00a0% – 94,0\u00a0%).")
