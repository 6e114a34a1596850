"""Centre and sigma: textbook examples, one worked out by hand, and what never may happen."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.spread import share_spread, value_spread


def numbers(text: str) -> list[int]:
    return [int(word) for word in text.split()]


JUICE_CANS = numbers("12 15 8 10 4 7 16 9 14 10 5 6 17 12 22 8 10 5 13 11 20 18 24 15 9 12 7 13 9 6")
"""Montgomery, Introduction to Statistical Quality Control (6th ed.), example 7.1: leaking cans in samples of 50."""
ORDERS = numbers("100 80 80 100 110 110 100 100 90 90 110 120 120 120 110 80 80 80 90 100 100 100 100 90 90")
WRONG_ORDERS = numbers("12 8 6 9 10 12 11 16 10 6 20 15 9 8 6 8 10 7 5 8 5 8 10 6 9")
"""The same, table 7.4: purchase orders of each week, and those with an error."""

COUNTS = st.lists(st.tuples(st.integers(1, 5000), st.floats(0, 1)), min_size=1, max_size=30)


def test_limits_of_values_are_the_mean_and_three_times_the_mean_moving_range_over_1_128() -> None:
    spread = value_spread([90, 92, 88, 94])
    assert spread.centre == 91
    assert spread.sigmas == pytest.approx([(2 + 4 + 6) / 3 / 1.128] * 4)
    assert spread.limits(0, 3) == pytest.approx((91 - 12 / 1.128, 91 + 12 / 1.128))


def test_a_single_value_has_a_centre_and_no_limits() -> None:
    assert value_spread([90]).centre == 90
    assert value_spread([90]).limits(0, 3) is None


def test_the_purchase_orders_of_montgomery_have_limits_by_their_number() -> None:
    shares = [100 * wrong / orders for wrong, orders in zip(WRONG_ORDERS, ORDERS, strict=True)]
    spread = share_spread(shares, ORDERS)
    assert spread.centre == pytest.approx(100 * 234 / 2450)
    assert spread.sigma_z == 1
    published = {80: (0, 19.4), 100: (0.7, 18.4), 110: (1.1, 18.0), 120: (1.5, 17.7)}
    for orders, limits in published.items():
        assert spread.limits(ORDERS.index(orders), 3) == pytest.approx(limits, abs=0.11)
    outside = [week for week, share in enumerate(shares, 1) if not _within(share, spread.limits(week - 1, 3))]
    assert outside == [11]


def _within(share: float, limits: tuple[float, float] | None) -> bool:
    return limits is not None and limits[0] <= share <= limits[1]


def test_the_juice_cans_of_montgomery_vary_more_than_by_chance() -> None:
    spread = share_spread([100 * leaking / 50 for leaking in JUICE_CANS], [50] * 30)
    assert spread.centre == pytest.approx(100 * 347 / 1500)
    chance = math.sqrt(0.2313 * (1 - 0.2313) / 50)
    assert (0.2313 - 3 * chance, 0.2313 + 3 * chance) == pytest.approx((0.0524, 0.4102), abs=0.0001)
    ranges = sum(abs(b - a) for a, b in pairwise(JUICE_CANS)) / 29 / 50
    assert spread.sigma_z == pytest.approx(ranges / chance / 1.128, rel=1e-3)
    assert spread.sigmas[0] == pytest.approx(100 * chance * spread.sigma_z, rel=1e-3)


def test_laney_by_hand_with_four_shares_around_one_half() -> None:
    spread = share_spread([40, 60, 40, 60], [100, 100, 100, 100])
    assert (spread.centre, spread.sigma_z) == pytest.approx((50, 4 / 1.128))
    assert spread.limits(0, 2) == pytest.approx((50 - 2 * 5 * 4 / 1.128, 50 + 2 * 5 * 4 / 1.128))
    assert spread.limits(0, 3) == (0, 100)


def test_shares_that_vary_less_than_by_chance_keep_the_limits_of_chance() -> None:
    spread = share_spread([49, 51, 49, 51], [100, 100, 100, 100])
    assert spread.sigma_z == 1
    assert spread.limits(0, 3) == (35, 65)


def test_shares_of_nothing_and_of_everything_do_not_divide_by_zero() -> None:
    for share in (0, 100):
        spread = share_spread([share] * 3, [7, 40, 1])
        assert (spread.centre, spread.sigma_z, spread.limits(1, 3)) == (share, 1, (share, share))


@given(COUNTS)
def test_limits_of_shares_hold_the_centre_and_are_never_narrower_than_chance(months: list[tuple[int, float]]) -> None:
    counts = [count for count, _ in months]
    parts = [round(count * part) for count, part in months]
    spread = share_spread([100 * part / count for part, count in zip(parts, counts, strict=True)], counts)
    assert spread.centre == pytest.approx(100 * sum(parts) / sum(counts))
    for at, count in enumerate(counts):
        chance = math.sqrt(max(0.0, spread.centre * (100 - spread.centre)) / count)
        limits = spread.limits(at, 3)
        assert limits is not None
        assert 0 <= limits[0] <= max(0, spread.centre - 3 * chance)
        assert min(100, spread.centre + 3 * chance) <= limits[1] <= 100
