"""The trend of a slide: its line with gaps, its target, and letters that stay off the lines."""

import math
import re
from collections.abc import Sequence

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
    assert line == "14.0,190.0 486.0,40.0"
    assert '"14.0,115.0 486.0,115.0"' in drawn(90.0, 90.0)


def test_a_target_that_is_not_in_force_is_not_drawn() -> None:
    svg = drawn(80.0, 85.0, bound=math.nan)
    assert "goal" not in svg
    assert "asked" not in texts(svg)


def test_the_last_value_stands_under_its_point_where_the_line_comes_from_above() -> None:
    falling, rising = drawn(100.0, 96.0, bound=90.0), drawn(90.0, 100.0, bound=90.0)
    (_, fell, _), (_, rose, _) = texts(falling)["value"], texts(rising)["value"]
    assert fell == 100.0 + 34
    assert rose == 40.0 - 16


def test_the_target_is_written_over_its_line_or_under_it_where_the_trend_runs_just_above() -> None:
    assert texts(drawn(80.0, 80.0, 80.0, 80.0, 80.0, 100.0))["asked"] == (14.0, 115.0 - 16, "≥ 90 %")
    assert texts(drawn(80.0, 91.0, 80.0, 80.0, 80.0, 100.0))["asked"] == (14.0, 115.0 + 34, "≥ 90 %")
