"""The control chart as a figure: limits, special points by shape, gaps, phases and notes, in words and as a table."""

import json
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from kpi.charts import Chart
from kpi.control import ControlChart, MonthValue, control_chart
from kpi.months import Month
from kpi.process_figure import process_figure
from kpi.targets import Demand
from tests.builders import ward
from tests.charts.figures import ON_TIME, process

ASKED = Demand(">=", 90, 90, 85.5)
TARGETS = {Month(2026, 1): 90.0, Month(2026, 2): 90.0}
MAY, FEBRUARY = Month(2025, 5), Month(2026, 2)
WROTE = "Sự kiện: <b>mất mạng</b> & nghỉ"


def drawn(chart: ControlChart, *, asked: Demand | None = ASKED, notes: dict[Month, str] | None = None) -> Chart:
    targets = {} if asked is None else TARGETS
    return process_figure(ON_TIME, chart, scope="Xã Ma Nới", targets=targets, asked=asked, notes=notes or {})


PLAIN = drawn(process(), notes={MAY: WROTE})
REBASED = drawn(process(rebases=(Month(2025, 9),)))
SINGLE = drawn(process(rebases=(FEBRUARY,), proportion=False))
UNTARGETED = drawn(process(), asked=None)
ALL = pytest.mark.parametrize(
    "chart", [PLAIN, REBASED, SINGLE, UNTARGETED], ids=["plain", "rebased", "single", "untargeted"]
)


def traces(chart: Chart, name: str) -> list[dict[str, Any]]:
    return [one for one in chart.figure["data"] if one.get("name") == name]


def points(chart: Chart) -> dict[str, Any]:
    (found,) = traces(chart, "Đúng hạn")
    return found


def labels(chart: Chart) -> list[str]:
    return [one["text"] for one in chart.figure["layout"]["annotations"]]


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
def test_alt_text_says_of_each_month_what_the_table_says(chart: Chart) -> None:
    for row in chart.table[1:]:
        assert f"{row[0]}: {row[1]}" + (f" ({row[6]})" if row[6] else "") in chart.alt
    assert {len(row) for row in chart.table} == {8}


@ALL
def test_months_stand_in_their_order_whatever_is_drawn_first(chart: Chart) -> None:
    axis = chart.figure["layout"]["xaxis"]
    assert axis["categoryarray"] == [f"T{at}/2025" for at in range(1, 13)] + ["T1/2026", "T2/2026"]
    assert axis["categoryarray"] == points(chart)["x"]


def test_a_missing_month_is_a_gap() -> None:
    line = points(PLAIN)
    assert (line["y"][3:6], line["connectgaps"]) == ([97, None, 97], False)
    assert PLAIN.table[-5][:2] == ("T5/2025", "–")


def test_a_special_point_has_a_shape_of_its_own_for_better_and_for_worse() -> None:
    line = points(PLAIN)
    assert line["marker"]["symbol"] == ["circle"] * 13 + ["triangle-down"]
    good = points(drawn(process(rates=(82, 86) * 6 + (100,))))
    assert good["marker"]["symbol"] == ["circle"] * 12 + ["triangle-up"]
    assert good["marker"]["color"][-1] != line["marker"]["color"][-1]


def test_the_mouse_reads_the_month_its_value_and_its_sign() -> None:
    assert points(PLAIN)["customdata"][-1] == "T2/2026: 76,0\u00a0% · ▼ Đang xấu đi: vượt giới hạn"
    assert points(PLAIN)["customdata"][0] == "T1/2025: 93,0\u00a0%"


def test_the_lines_say_what_they_are() -> None:
    """The limits of February are its own: 100 dossiers, and the centre is (6 × 93 + 6 × 97 + 76) ÷ 13 = 93.54 %."""
    assert labels(PLAIN)[0] == "TB 93,5\u00a0%"
    assert labels(PLAIN)[3] == "Mục tiêu ≥\u00a090\u00a0%"
    assert PLAIN.table[1][2:5] == ("93,5\u00a0%", labels(PLAIN)[1], labels(PLAIN)[2])


def test_the_line_of_the_target_begins_with_the_target() -> None:
    (goal,) = traces(PLAIN, "Mục tiêu")
    assert goal["y"] == [None] * 12 + [90.0, 90.0]
    assert goal["line"]["shape"] == "hvh"
    assert [row[5] for row in PLAIN.table[1:4]] == ["90", "90", "–"]
    drawn_last = PLAIN.figure["data"][-1]
    assert drawn_last == goal  # a line of points on the target would hide it


def heights(chart: Chart) -> dict[str, float]:
    """Where the labels at the ends of lines stand, in pixels above the lowest that is drawn."""
    low, high = chart.figure["layout"]["yaxis"]["range"]
    named = [one for one in chart.figure["layout"]["annotations"] if one["x"] == 1.01]
    return {one["text"]: (one["y"] - low) * 285 / (high - low) + one.get("yshift", 0) for one in named}


def test_labels_of_lines_that_lie_close_stand_apart() -> None:
    """98.3 %, an upper limit of 100 % and a target of 100 %: three lines within a few pixels."""
    asked = Demand(">=", 100, 100, 95)
    rates = (100,) * 11 + (80,)
    chart = process_figure(
        ON_TIME, process(rates=rates), scope="Xã Ma Nới", targets={Month(2025, 12): 100.0}, asked=asked, notes={}
    )
    found = heights(chart)
    assert list(found) == ["TB 98,3\u00a0%", "93,5\u00a0%", "100,0\u00a0%", "Mục tiêu ≥\u00a0100\u00a0%"]
    places = sorted(found.values())
    assert all(after - before >= 15 for before, after in pairwise(places))
    assert sorted(found, key=found.__getitem__)[:2] == ["93,5\u00a0%", "TB 98,3\u00a0%"]


def test_labels_that_have_room_stand_at_their_lines() -> None:
    assert all("yshift" not in one for one in PLAIN.figure["layout"]["annotations"][1:3])


def test_limits_of_counts_have_a_decimal() -> None:
    """Counts of 0 and 1: the limits are 0.5 ± 2.66, and a 3,2 is not a 3."""
    counted = ward().indicator_of_id["complaints"]
    values = [MonthValue(Month(2025, 1) + at, at % 2) for at in range(12)]
    chart = control_chart(values, proportion=False, direction="down", operator="")
    assert isinstance(chart, ControlChart)
    made = process_figure(counted, chart, scope="Phường", targets={}, asked=None, notes={})
    assert [text.split("\u00a0")[0] for text in labels(made)] == ["TB 0,5", "−2,2", "3,2"]
    assert [text.split("\u00a0")[0] for text in made.table[1][1:5]] == ["1", "0,5", "−2,2", "3,2"]


def test_without_a_target_nothing_is_said_of_one() -> None:
    assert labels(UNTARGETED)[0] == "TB 93,5\u00a0%"
    assert len(labels(UNTARGETED)) == 3
    assert "Không có mục tiêu cho riêng từng tháng." in UNTARGETED.alt


def test_each_phase_has_a_centre_of_its_own() -> None:
    centres = traces(REBASED, "Trung bình")
    assert [(one["x"][0], len(one["x"])) for one in centres] == [("T1/2025", 7), ("T9/2025", 6)]
    assert labels(REBASED)[0] == "TB 91,5\u00a0%"


def test_a_phase_of_one_month_has_no_limits() -> None:
    assert SINGLE.table[1][2:5] == ("76,0\u00a0%", "–", "–")
    assert labels(SINGLE)[:2] == ["TB 76,0\u00a0%", "Mục tiêu ≥\u00a090\u00a0%"]
    assert "Mới có một tháng kể từ mốc tính lại nên chưa có giới hạn." in SINGLE.alt


def test_limits_that_lie_on_the_centre_are_named_once() -> None:
    assert labels(drawn(process(rates=(100,) * 12))) == ["TB 100,0\u00a0%"]


def test_a_note_is_a_flag_even_over_a_month_without_a_value() -> None:
    flag = PLAIN.figure["layout"]["annotations"][-1]
    assert (flag["text"], flag["x"], flag["hovertext"]) == ("⚑", 4, "Sự kiện: &lt;b&gt;mất mạng&lt;/b&gt; &amp; nghỉ")
    assert PLAIN.table[-5][7] == WROTE


def test_alt_text_reads_as_one_paragraph() -> None:
    chart = process(rates=(96,) * 12)
    months = "; ".join(f"T{at}/2025: 96,0\u00a0%" for at in range(1, 13))
    assert drawn(chart).alt == (
        "Biểu đồ kiểm soát (từng tháng): Đúng hạn, Xã Ma Nới. "
        "Dao động bình thường. Tháng 12/2025 là 96,0\u00a0%, không khác rõ mức trung bình 96,0\u00a0%. "
        "Ổn định đạt mục tiêu. Cứ như hiện nay, kết quả từng tháng sẽ trong khoảng 90,1\u00a0% đến 100,0\u00a0%; "
        f"mục tiêu ≥\u00a090\u00a0%. {months}."
    )


def test_the_newest_month_stands_first_in_the_table() -> None:
    assert PLAIN.table[0] == (
        "Tháng", "Kết quả", "Trung bình", "Giới hạn dưới", "Giới hạn trên", "Mục tiêu", "Dấu hiệu", "Ghi chú",
    )  # fmt: skip
    assert [row[0] for row in PLAIN.table[1:3]] == ["T2/2026", "T1/2026"]
