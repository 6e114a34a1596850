"""The year's end with a range: which method is kept, what the back-test says, and when nothing is said."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.forecast import (
    AMOUNT,
    NEEDED,
    PROPORTION,
    Forecast,
    Range,
    RecentGap,
    TooShort,
    Values,
    Within,
    back_test,
    forecast,
    ratio_at_year_end,
    stock_at_year_end,
    total_at_year_end,
)
from kpi.methods import Method

SEASON = [82.0, 91, 88, 90, 85, 93, 87, 86, 94, 89, 92, 84]
LEVEL = [10.0] * 12
WAVERING = [91.2, 90.1, 93.4, 92.2, 89.7, 91.9, 94.0, 92.8, 90.6, 93.1, 91.5, 92.4, 95.2, 93.3, 94.1, 92.9]
RATES = st.lists(st.sampled_from([0.0, 40, 85.7, 90, 97, 100]), min_size=NEEDED, max_size=26)


def made(values: Values, *, horizon: int = 3, within: Within = AMOUNT) -> Forecast:
    found = forecast(values, horizon=horizon, within=within)
    assert isinstance(found, Forecast)
    return found


def test_a_year_like_the_one_before_goes_on_like_it() -> None:
    found = made([*SEASON, *SEASON[:9]], within=PROPORTION)
    assert (found.method, found.error, found.baseline_error) == (Method.SEASONAL_NAIVE, 0, 0)
    assert found.months == tuple(Range(value, value, value) for value in (89, 92, 84))
    assert found.tested == 9


def test_where_every_month_is_100_so_is_the_next() -> None:
    found = made([100.0] * 15, within=PROPORTION)
    assert found.months == (Range(100, 100, 100),) * 3


def test_a_step_that_stayed_is_answered_by_the_last_value() -> None:
    found = made([50.0] * 8 + [80.0] * 12)
    assert (found.method, found.error, found.baseline_error) == (Method.LAST_VALUE, 0, 30)


def test_a_steady_rise_is_answered_by_a_trend() -> None:
    found = made([60 + 0.5 * month for month in range(20)], within=PROPORTION)
    assert found.method is Method.DAMPED_TREND
    assert all(earlier.middle < later.middle for earlier, later in pairwise(found.months))
    assert found.error < found.baseline_error == 6


def test_the_back_test_is_the_one_done_by_hand() -> None:
    errors, tested, steps = back_test([*LEVEL, 11.0, 12.0, 13.0], horizon=2, within=AMOUNT)
    assert errors[Method.SEASONAL_NAIVE] == pytest.approx((1 + 2 + 2 + 3 + 3) / 5)
    assert errors[Method.LAST_VALUE] == pytest.approx((1 + 2 + 1 + 2 + 1) / 5)
    means = 10, 121 / 12, 123 / 12
    by_mean = [11 - means[0], 12 - means[0], 12 - means[1], 13 - means[1], 13 - means[2]]
    assert errors[Method.MEAN] == pytest.approx(sum(by_mean) / 5)
    assert (tested, steps.tolist()) == (3, [3, 2])


def test_a_gap_is_no_error_and_nothing_later_leaks_into_the_past() -> None:
    errors, tested, steps = back_test([*LEVEL, 11.0, None, 13.0], horizon=2, within=AMOUNT)
    assert errors[Method.LAST_VALUE] == pytest.approx((1 + 2 + 2) / 3)  # 10 → 11; 11 → 13, two months ahead and one
    assert errors[Method.SEASONAL_NAIVE] == pytest.approx((1 + 3 + 3) / 3)
    assert (tested, steps.tolist()) == (2, [2, 1])


def test_only_the_latest_twelve_months_are_tested() -> None:
    found = made([0.0, 100.0] * 6 + [70.0] * 24)
    assert (found.tested, found.error) == (12, 0)


def test_the_kept_method_has_the_least_error_of_all_and_is_the_simplest_of_equals() -> None:
    errors, _, _ = back_test(WAVERING, horizon=3, within=PROPORTION)
    found = made(WAVERING, within=PROPORTION)
    assert set(errors) == set(Method)
    assert found.error == min(errors.values()) == errors[found.method]
    assert made([70.0] * 20).method is Method.SEASONAL_NAIVE


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        ([], TooShort(0, 15)),
        ([90.0] * 14, TooShort(14, 15)),
        ([None] * 10 + [90.0] * 14, TooShort(14, 15)),
        ([90.0] * 7 + [None] + [90.0] * 7, TooShort(14, 15)),
        ([90.0] * 15 + [None], RecentGap(0)),
        ([90.0] * 15 + [None, 90.0, 90.0], RecentGap(2)),
    ],
)
def test_too_little_history_and_a_recent_gap_are_refused(values: Values, answer: TooShort | RecentGap) -> None:
    assert forecast(values, horizon=3) == answer


def test_months_before_the_first_known_one_and_older_gaps_do_no_harm() -> None:
    found = made([None, None, *[90.0] * 12, None, *[90.0] * 3])
    assert found.months == (Range(90, 90, 90),) * 3


@pytest.mark.parametrize("horizon", [0, 13])
def test_only_the_next_twelve_months_can_be_asked_for(horizon: int) -> None:
    with pytest.raises(ValueError, match=str(horizon)):
        forecast(SEASON * 2, horizon=horizon)


@settings(max_examples=10, deadline=None)
@given(RATES, st.integers(1, 11))
def test_every_forecast_is_in_order_and_within_its_limits(values: list[float], horizon: int) -> None:
    found = made(values, horizon=horizon, within=PROPORTION)
    assert len(found.months) == horizon
    assert all(0 <= low <= middle <= high <= 100 for low, middle, high in found.months)
    assert found.error <= found.baseline_error


@pytest.mark.parametrize("values", [WAVERING, [90.0, 97, 85.7] * 5, [*WAVERING, *SEASON]])
def test_the_paths_stray_no_less_than_the_method_did_in_the_past(values: list[float]) -> None:
    found = made(values, horizon=1)
    assert np.abs(found.paths - found.middle).mean() >= found.error - 1e-9


def test_the_same_history_gives_the_same_forecast() -> None:
    assert made(WAVERING, within=PROPORTION).months == made(WAVERING, within=PROPORTION).months


@pytest.mark.parametrize("values", [[0.0] * 16, [0.0] * 7 + [1.0] + [0.0] * 8, [1e9 + 1e7 * n for n in range(16)]])
def test_amounts_that_fit_badly_warn_nobody(values: list[float]) -> None:
    assert all(0 <= low <= middle <= high < math.inf for low, middle, high in made(values).months)


def three_ways() -> Forecast:
    """Two months to come, 90 and 80, with three paths."""
    paths = np.array([[80.0, 60], [90, 80], [95, 90]])
    return Forecast(Method.MEAN, 1.0, 2.0, 9, np.array([90.0, 80]), paths)


def test_the_limits_leave_out_a_tenth_of_the_paths_on_either_side() -> None:
    assert [tuple(map(float, np.round(month, 9))) for month in three_ways().months] == [(82, 90, 94), (64, 80, 88)]


def test_a_year_end_ratio_weighs_each_month_by_its_volume() -> None:
    low, middle, high = ratio_at_year_end(three_ways(), numerator=900, denominator=1000, volumes=[100, 300])
    worst, likely, best = (100 * (900 + on_time) / 1400 for on_time in (80 + 180, 90 + 240, 95 + 270))
    assert middle == pytest.approx(likely)
    assert low == pytest.approx(worst + 0.2 * (likely - worst))
    assert high == pytest.approx(likely + 0.8 * (best - likely))


def test_a_year_end_total_adds_the_months_and_a_stock_is_its_last_one() -> None:
    assert total_at_year_end(three_ways(), value=1000) == pytest.approx((1146, 1170, 1182))
    assert stock_at_year_end(three_ways()) == pytest.approx((64, 80, 88))


def test_a_year_in_which_nothing_arises_has_no_ratio() -> None:
    with pytest.raises(ZeroDivisionError):
        ratio_at_year_end(three_ways(), numerator=0, denominator=0, volumes=[0, 0])
