"""What each method says of the months that follow, and how far its paths stray."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from kpi.methods import PATHS, SMOOTHING, Floats, Method, expected, paths

YEAR = [90.0, 91, 92, 93, 94, 95, 96, 97, 98, 99, 88, 89]
RATES = np.array([91.2, 90.1, 93.4, 92.2, 89.7, 91.9, 94.0, 92.8, 90.6, 93.1, 91.5, 92.4, 95.2, 93.3, 94.1, 92.9])


def quantiles(method: Method, past: Floats, months: int) -> list[list[float]]:
    """The limits of 80 % of the paths in each month."""
    limits: list[list[float]] = np.quantile(paths(method, past, months), [0.1, 0.9], axis=0).round(6).tolist()
    return limits


def test_the_naive_methods_say_what_anybody_can_check() -> None:
    past = np.array([50.0, *YEAR])
    assert expected(Method.SEASONAL_NAIVE, past, 3).tolist() == [90, 91, 92]
    assert expected(Method.LAST_VALUE, past, 3).tolist() == [89, 89, 89]
    assert expected(Method.MEAN, past, 2).tolist() == [93.5, 93.5]  # of the last twelve, without the 50


def test_simple_smoothing_goes_on_level_and_a_damped_trend_goes_on_ever_less() -> None:
    past = np.array([60.0 + month for month in range(18)])
    assert np.ptp(expected(Method.SMOOTHING, past, 4)) == 0
    steps = np.diff(expected(Method.DAMPED_TREND, past, 4))
    assert 0 < steps[2] < steps[1] < steps[0] <= 1


@pytest.mark.parametrize("method", Method)
def test_the_same_past_gives_the_same_paths(method: Method) -> None:
    drawn = paths(method, RATES, 3)
    assert drawn.shape == (PATHS, 3)
    assert np.array_equal(drawn, paths(method, RATES, 3))


def test_a_last_value_strays_by_the_steps_that_were_and_ever_farther() -> None:
    up_and_down = np.array([50.0, 51] * 8)
    assert quantiles(Method.LAST_VALUE, up_and_down, 3) == [[50, 49, 48], [52, 53, 54]]
    assert set(np.unique(paths(Method.LAST_VALUE, up_and_down, 1))) == {50, 52}


def test_the_same_month_last_year_strays_by_what_it_missed_and_no_farther_later() -> None:
    grown = np.array([*YEAR, *(value + 2 for value in YEAR)])
    assert quantiles(Method.SEASONAL_NAIVE, grown, 2) == [[90, 91], [94, 95]]


def test_a_mean_is_uncertain_itself_beside_what_strays_from_it() -> None:
    up_and_down = np.array([50.0, 52] * 8)
    variance = float(paths(Method.MEAN, up_and_down, 6).var())
    assert variance == pytest.approx(1 + 1 / 12, rel=0.05)
    of_sums = float(paths(Method.MEAN, up_and_down, 6).sum(axis=1).var())
    assert of_sums == pytest.approx(6 + 36 / 12, rel=0.1)  # the six months share the mean's own error


@pytest.mark.parametrize("method", sorted(SMOOTHING))
def test_smoothing_strays_as_far_as_the_formula_of_statsmodels(method: Method) -> None:
    trend = {"trend": "add", "damped_trend": True} if method is Method.DAMPED_TREND else {}
    fitted = ETSModel(pd.Series(RATES), error="add", initialization_method="heuristic", **trend).fit(disp=False)
    low, high = fitted.get_prediction(start=len(RATES), end=len(RATES) + 2).pred_int(alpha=0.2).to_numpy().T
    found = np.quantile(paths(method, RATES, 3), [0.1, 0.9], axis=0)
    wider = np.sqrt(len(RATES) / (len(RATES) - len(fitted.params)))  # it does not count the parameters, paths do
    assert found[1] - found[0] == pytest.approx((high - low) * wider, rel=0.08)
    assert expected(method, RATES, 3) == pytest.approx(fitted.forecast(3).to_numpy())
