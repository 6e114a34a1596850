"""Shifts, trends and two of three: the published vectors of NHSRplotthedots, and a slow second implementation.

Vectors from github.com/nhs-r-community/NHSRplotthedots, tests/testthat/test-ptd_calculate_point_type.R, numbers only.
They flag where a run becomes long enough and then every point of it; here the two steps are one.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.runs import shifts, trends, two_of_three

SIDES = st.lists(st.sampled_from([-1, 0, 1]), max_size=25)
WEIGHTED_SIDES = st.lists(st.sampled_from([-1, 0, 1, 1, 1, 1, 1, 1]), max_size=25)


def flagged(flags: Sequence[object]) -> list[int]:
    """The points that are flagged, counted from 1."""
    return [at for at, flag in enumerate(flags, 1) if flag]


def steps(values: Sequence[float]) -> list[int]:
    return [(after > before) - (after < before) for before, after in pairwise(values)]


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ([], []),
        ([1] * 6, []),
        ([1] * 6 + [-1], []),
        ([1] * 8 + [-1], [1, 2, 3, 4, 5, 6, 7, 8]),
        ([-1] * 8 + [1], [1, 2, 3, 4, 5, 6, 7, 8]),
        ([-1] + [1] * 8 + [-1], [2, 3, 4, 5, 6, 7, 8, 9]),
        ([1] + [-1] * 8 + [1], [2, 3, 4, 5, 6, 7, 8, 9]),
    ],
)
def test_seven_points_on_one_side_are_a_shift(sides: list[int], expected: list[int]) -> None:
    assert flagged(shifts(sides, least=7)) == expected


def test_a_point_on_the_centre_line_ends_a_shift() -> None:
    assert flagged(shifts([1] * 6 + [0] + [1] * 6, least=7)) == []
    assert flagged(shifts([1] * 7 + [0] + [1] * 6, least=7)) == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("values", "rising", "falling"),
    [
        ([1, 2, 3, 4, 5, 6], [], []),
        ([1, 2, 3, 3, 4, 5, 6], [], []),
        ([1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 7], []),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], [2, 3, 4, 5, 6, 7, 8], []),
        ([7, 6, 5, 4, 3, 2, 1], [], [1, 2, 3, 4, 5, 6, 7]),
        ([2, 7, 6, 5, 4, 3, 2, 1, 3], [], [2, 3, 4, 5, 6, 7, 8]),
    ],
)
def test_seven_points_rising_or_falling_are_a_trend_and_a_tie_ends_it(
    values: list[float], rising: list[int], falling: list[int]
) -> None:
    leads = trends(steps(values), least=7)
    assert [at for at, lead in enumerate(leads, 1) if lead == 1] == rising
    assert [at for at, lead in enumerate(leads, 1) if lead == -1] == falling


def test_a_turning_point_counts_with_the_newer_trend() -> None:
    assert trends(steps([0, 1, 2, 3, 2, 1, 0]), least=4) == (1, 1, 1, -1, -1, -1, -1)


@pytest.mark.parametrize(
    ("beyond", "expected"),
    [
        ([], []),
        ([0, 0, 0], []),
        ([1, 0, 1], [1, 3]),
        ([0, 1, 1], [2, 3]),
        ([1, 1, 0], [1, 2]),
        ([0, 0, 1, 0, 1, 0, 0], [3, 5]),
        ([0, 0, 1, 1, 0, 0, 0], [3, 4]),
        ([1, 0, 0, 1], []),
        ([1, 0, 0, 1, 1], [4, 5]),
    ],
)
def test_two_of_three_beyond_two_sigma_are_flagged_and_the_third_is_not(beyond: list[int], expected: list[int]) -> None:
    for side in (1, -1):
        assert flagged(two_of_three([side] * len(beyond), [bool(far) for far in beyond])) == expected


@pytest.mark.parametrize(
    ("beyond", "sides"),
    [
        ([1, 0, 1], [1, -1, 1]),
        ([0, 1, 1], [1, -1, 1]),
        ([1, 1, 0], [1, -1, 1]),
        ([0, 0, 1, 0, 1, 0, 0], [1, -1, 1, -1, 1, -1, 1]),
        ([0, 0, 1, 1, 0, 0, 0], [-1, 1, -1, 1, -1, 1, -1]),
    ],
)
def test_of_points_on_both_sides_two_of_three_say_nothing(beyond: list[int], sides: list[int]) -> None:
    assert flagged(two_of_three(sides, [bool(far) for far in beyond])) == []


def in_some_window(length: int, at: int, size: int, special: Callable[[range], bool]) -> bool:
    """Whether any stretch of `size` neighbours that holds `at` is special: the rules, word for word."""
    starts = range(max(0, at - size + 1), min(at, length - size) + 1)
    return any(special(range(start, start + size)) for start in starts)


@given(SIDES | WEIGHTED_SIDES, st.integers(2, 8))
def test_shifts_are_the_windows_that_lie_on_one_side(sides: list[int], least: int) -> None:
    def special(window: range) -> bool:
        return {sides[at] for at in window} in ({1}, {-1})

    expected = [in_some_window(len(sides), at, least, special) for at in range(len(sides))]
    assert list(shifts(sides, least=least)) == expected


@given(st.lists(st.integers(0, 9), min_size=1, max_size=25), st.integers(2, 6))
def test_trends_are_the_windows_that_only_rise_or_only_fall(values: list[int], least: int) -> None:
    def rises(window: range) -> bool:
        return all(values[at] < values[at + 1] for at in window[:-1])

    def falls(window: range) -> bool:
        return all(values[at] > values[at + 1] for at in window[:-1])

    for at, lead in enumerate(trends(steps(values), least=least)):
        rising, falling = (in_some_window(len(values), at, least, way) for way in (rises, falls))
        if rising and falling:
            assert lead == steps(values)[at]
        else:
            assert lead == rising - falling


@given(SIDES | WEIGHTED_SIDES, st.data())
def test_two_of_three_are_the_windows_with_two_far_points_on_one_side(sides: list[int], data: st.DataObject) -> None:
    beyond = [side != 0 and data.draw(st.booleans()) for side in sides]

    def special(window: range) -> bool:
        return {sides[at] for at in window} in ({1}, {-1}) and [beyond[at] for at in window].count(True) > 1

    expected = [beyond[at] and in_some_window(len(sides), at, 3, special) for at in range(len(sides))]
    assert list(two_of_three(sides, beyond)) == expected
