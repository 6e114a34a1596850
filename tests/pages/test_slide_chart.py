"""The trend of a slide: its line with gaps, its target, and letters that stay off the lines."""

import math
import re
from collections.abc import Sequence

import pytest

from kpi.months import Month
from kpi.scoring import Score
from kpi.targets import Status
from kpi.ui.slide_chart import slide_chart

JANUARY = Month(2024, 1).ordinal


def points(*values: float, bound: float = 90.0) -> Sequence[Score]:
    """Scores of months from January on; NaN is a month without a value."""
    nothing = math.nan
    return [
        Score(
            *("on_time", "commune", JANUARY + at, value, nothing, nothing, nothing, nothing),
            *(">=", 90.0, bound, Status.MET, 8, 8),
        )
        for at, value in enumerate(values)
    ]


def drawn(*values: float, bound: float = 90.0) -> str:
    return str(slide_chart(points(*values, bound=bound), asked="≥ 90 %", last="95,3 %", description="Từng tháng"))


def texts(svg: str) -> dict[str, tuple[float, float, str]]:
    """Where each text stands and what it says, by its class; the first month stands for both."""
    found = re.findall(r'<text class="(\w+)" x="([\d.]+)" y="([\d.]+)" text-anchor="\w+">([^<]*)<', svg)
    return {name: (float(x), float(y), text) for name, x, y, text in reversed(found)}


def test_nothing_is_drawn_without_a_value() -> None:
    assert drawn(math.nan, math.nan) == ""
    assert drawn() == ""


def test_the_line_has_a_gap_where_a_month_is_missing_and_a_month_alone_is_a_dot() -> None:
    svg = drawn(91.0, 92.0, math.nan, 93.0)
    assert svg.count('<polyline class="line"') == 1
    assert svg.count('<circle class="line"') == 1
    assert svg.count('<polyline class="goal"') == 1


def test_the_first_and_the_last_month_the_last_value_and_the_target_are_written() -> None:
    svg = drawn(91.0, 92.0, 95.3)
    assert re.findall(r"T\d+/\d+", svg) == ["T1/2024", "T3/2024"]
    assert (texts(svg)["value"][2], texts(svg)["asked"][2]) == ("95,3 %", "≥ 90 %")
    assert 'aria-label="Từng tháng"' in svg


def test_a_higher_value_stands_higher_and_equal_values_in_the_middle() -> None:
    (line,) = re.findall(r'class="line" points="([^"]*)"', drawn(90.0, 100.0))
    assert line == "14.0,160.0 362.0,24.0"
    assert '"14.0,92.0 362.0,92.0"' in drawn(90.0, 90.0)


def test_a_target_that_is_not_in_force_is_not_drawn() -> None:
    svg = drawn(80.0, 85.0, bound=math.nan)
    assert "goal" not in svg
    assert "asked" not in texts(svg)


def test_what_is_said_of_a_line_stands_beyond_its_end_at_its_height() -> None:
    said = texts(drawn(80.0, 90.0, 100.0))
    assert said["value"] == (378.0, 24.0 + 9, "95,3 %")
    assert said["asked"] == (378.0, 92.0 + 9, "≥ 90 %")


@pytest.mark.parametrize(
    ("last", "value", "asked"),
    [(91.0, 71.6, 105.6), (90.0, 75.0, 109.0), (89.0, 112.4, 78.4), (100.0, 24.0, 92.0), (80.0, 160.0, 92.0)],
)
def test_two_lines_that_end_side_by_side_are_told_one_above_the_other(last: float, value: float, asked: float) -> None:
    said = texts(drawn(80.0, 100.0, last))
    assert (said["value"][1] - 9, said["asked"][1] - 9) == pytest.approx((value, asked), abs=0.1)


@pytest.mark.parametrize("extreme", [80.0, 100.0])
def test_neither_text_leaves_the_chart_where_both_lines_end_at_its_edge(extreme: float) -> None:
    said = texts(drawn(80.0, 100.0, extreme, bound=extreme))
    heights = sorted((said["value"][1] - 9, said["asked"][1] - 9))
    assert heights == ([24.0, 58.0] if extreme == 100.0 else [126.0, 160.0])


def test_a_target_of_the_last_month_alone_is_told_within_the_chart() -> None:
    scores = [*points(91.0, 92.0, bound=math.nan), *points(93.0, bound=90.0)]
    svg = str(slide_chart(scores, asked="≥ 90 %", last="93,0 %", description="Từng tháng"))
    x, _, told = texts(svg)["asked"]
    assert told == "≥ 90 %"
    assert x + 18 * len(told) <= 500
    assert svg.count('<circle class="goal"') == 1


def test_a_value_that_months_without_one_follow_stands_at_its_point_unless_the_target_runs_by() -> None:
    assert texts(drawn(80.0, 100.0, math.nan, math.nan))["value"][0] == 146.0
    assert texts(drawn(80.0, 91.0, math.nan, math.nan))["value"][0] == 378.0


def test_a_long_target_is_left_to_the_title() -> None:
    svg = str(slide_chart(points(91.0, 92.0), asked="", last="92,0 %", description="Từng tháng"))
    assert "goal" in svg
    assert set(texts(svg)) == {"value", "month"}
