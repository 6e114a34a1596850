"""The place of a unit among its peers: ties share a place, units without a value have none."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.peers import Standing, similar, standing

ON_TIME = {"22810": 97.5, "22813": 92.0, "22816": 92.0, "22819": math.nan, "22828": 88.1, "22831": 80.0}
VALUES = st.dictionaries(
    st.sampled_from("abcdefgh"), st.one_of(st.integers(0, 4).map(float), st.just(math.nan)), min_size=1
)


@pytest.mark.parametrize(
    ("unit", "place"),
    [
        ("22810", Standing(1, 5, 0, 100.0)),
        ("22813", Standing(2, 5, 1, 75.0)),  # no worse than 22816, 22828 and 22831: 3 of 4
        ("22816", Standing(2, 5, 1, 75.0)),
        ("22828", Standing(4, 5, 0, 25.0)),
        ("22831", Standing(5, 5, 0, 0.0)),
    ],
)
def test_equals_share_a_place_and_the_next_is_counted_on(unit: str, place: Standing) -> None:
    assert standing(ON_TIME, unit, direction="up") == place


def test_where_less_is_better_the_least_is_first() -> None:
    late = {"22810": 2.0, "22813": 5.0, "22816": 0.0}
    assert [standing(late, unit, direction="down") for unit in late] == [
        Standing(2, 3, 0, 50.0),
        Standing(3, 3, 0, 0.0),
        Standing(1, 3, 0, 100.0),
    ]


@pytest.mark.parametrize("unit", ["22819", "22834"])
def test_a_unit_without_a_value_has_no_place(unit: str) -> None:
    assert standing(ON_TIME, unit, direction="up") is None


def test_a_unit_alone_is_first_of_one_and_better_than_nobody() -> None:
    assert standing({"22810": 0.0, "22819": math.nan}, "22810", direction="up") == Standing(1, 1, 0, None)


def test_values_that_differ_by_the_rounding_of_floats_only_are_equal() -> None:
    assert standing({"22810": 0.1 + 0.2, "22813": 0.3}, "22813", direction="up") == Standing(1, 2, 1, 100.0)


@given(VALUES, st.sampled_from(["up", "down"]))
def test_places_are_those_of_a_sorted_list(values: dict[str, float], direction: str) -> None:
    listed = sorted((value for value in values.values() if value == value), reverse=direction == "up")
    for unit, value in values.items():
        found = standing(values, unit, direction="up" if direction == "up" else "down")
        if value != value:
            assert found is None
            continue
        behind = len(listed) - listed.index(value) - 1
        share = None if len(listed) == 1 else 100 * behind / (len(listed) - 1)
        assert found == Standing(listed.index(value) + 1, len(listed), listed.count(value) - 1, share)


def test_the_units_nearest_in_volume_come_first_twice_as_much_as_far_as_half() -> None:
    volumes = {"22810": 400, "22813": 50, "22816": 200, "22828": 100, "22831": 110, "22834": 0, "22837": math.nan}
    assert similar(volumes, "22828") == ("22831", "22813", "22816")
    assert similar(volumes, "22828", most=1) == ("22831",)
    assert similar(volumes, "22810", most=9) == ("22816", "22831", "22828", "22813")


@pytest.mark.parametrize("unit", ["22834", "22837", "22840"])
def test_a_unit_without_volume_is_like_no_other(unit: str) -> None:
    assert similar({"22810": 400, "22834": 0, "22837": math.nan}, unit) == ()


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 20), min_size=1), st.integers(0, 8))
def test_no_unit_left_out_is_nearer_than_one_that_is_named(volumes: dict[str, int], most: int) -> None:
    unit = next(iter(volumes))
    named = similar(volumes, unit, most=most)
    others = [name for name, volume in volumes.items() if volume and volumes[unit] and name != unit]
    assert len(named) == min(most, len(others))

    def distance(name: str) -> float:
        return abs(math.log(volumes[name] / volumes[unit]))

    left = [distance(name) for name in others if name not in named]
    assert all(distance(name) <= nearest + 1e-12 for name in named for nearest in left)
    assert list(map(distance, named)) == pytest.approx(sorted(map(distance, named)))
