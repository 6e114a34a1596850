"""The small line of the last months, and the addresses of links."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.ui import url
from kpi.ui.sparkline import sparkline


def lines(svg: str) -> list[int]:
    """How many points each piece of the line has."""
    return [len(points.split()) for points in re.findall(r'<polyline class="line" points="([^"]*)"', svg)]


def test_a_missing_month_breaks_the_line() -> None:
    assert lines(sparkline([1.0, 2.0, None, 4.0, 5.0, 6.0], goal=None, description="")) == [2, 3]


def test_zero_is_a_point_and_no_gap() -> None:
    assert lines(sparkline([1.0, 0.0, 2.0], goal=None, description="")) == [3]


@pytest.mark.parametrize("values", [[], [None, None]])
def test_without_a_value_there_is_no_picture(values: list[float | None]) -> None:
    assert sparkline(values, goal=90, description="13 tháng gần nhất") == ""


def test_the_target_is_a_line_across_only_where_there_is_one() -> None:
    assert 'class="goal"' in sparkline([1.0, 2.0], goal=3, description="")
    assert 'class="goal"' not in sparkline([1.0, 2.0], goal=None, description="")


def test_the_picture_says_what_it_shows_as_text() -> None:
    svg = sparkline([1.0], goal=None, description='13 tháng: "<b>1,0</b>"')
    assert 'role="img" aria-label="13 tháng: &#34;&lt;b&gt;1,0&lt;/b&gt;&#34;"' in svg


@given(st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9)), max_size=14), st.one_of(st.none(), st.floats(-1e9, 1e9)))
def test_every_point_lies_inside_the_picture(values: list[float | None], goal: float | None) -> None:
    svg = sparkline(values, goal=goal, description="")
    points = [point.split(",") for piece in re.findall(r'points="([^"]*)"', svg) for point in piece.split()]
    assert len(points) == sum(value is not None for value in values)
    assert all(0 <= float(x) <= 120 and 0 <= float(y) <= 34 for x, y in points)


def test_a_link_carries_its_choices_safely() -> None:
    assert url.link("chi-tieu", {url.SCOPE: "22828", url.MONTH: "2024-03"}) == "./chi-tieu?pham-vi=22828&thang=2024-03"
    assert url.link("chi-tieu", {url.INDICATOR: "a&b=c"}) == "./chi-tieu?chi-tieu=a%26b%3Dc"


def test_choices_have_different_names_in_the_address() -> None:
    assert len({url.MONTH, url.PERIOD, url.SCOPE, url.UNIT, url.INDICATOR}) == 5
