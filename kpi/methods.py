"""Five methods that say what follows a series of monthly values, the simplest first.

The same month last year (seasonal naive, what every other method has to beat), the last value, the mean of the last
twelve months, and exponential smoothing with additive errors as statsmodels fits it: simple, and with a damped trend
(Hyndman, Koehler, Ord and Snyder 2008, "Forecasting with exponential smoothing").
"""

import math
import warnings
from collections.abc import Callable
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

PATHS = 2000
_SEED = 395
_YEAR = 12


class Method(StrEnum):
    """The methods, the simplest first."""

    SEASONAL_NAIVE = "seasonal_naive"
    LAST_VALUE = "last_value"
    MEAN = "mean"
    SMOOTHING = "smoothing"
    DAMPED_TREND = "damped_trend"


SMOOTHING = frozenset({Method.SMOOTHING, Method.DAMPED_TREND})
"""The methods that have to be fitted."""


def expected(method: Method, past: Floats, months: int) -> Floats:
    """Float64 [months]: what follows `past`, float64 of at least 12 months without gaps; `months` is at most 12."""
    match method:
        case Method.SEASONAL_NAIVE:
            return past[-_YEAR:][:months]
        case Method.LAST_VALUE:
            return np.full(months, past[-1])
        case Method.MEAN:
            return np.full(months, float(past[-_YEAR:].mean()))
        case Method.SMOOTHING | Method.DAMPED_TREND:
            return _fitted(method, past, lambda model: model.forecast(months))


def paths(method: Method, past: Floats, months: int) -> Floats:
    """Float64 [PATHS, months]: what could follow, the same draws every time.

    A naive method strays as it did in the past, either way alike, and a mean of twelve months is itself as uncertain
    as they make it; smoothing strays normally.
    """
    draws = np.random.default_rng(_SEED)
    if method in SMOOTHING:
        return _fitted(method, past, lambda model: _simulated(model, draws, months))
    middle = expected(method, past, months)
    strays = _drawn(draws, _residuals(method, past), (PATHS, months))
    if method is Method.LAST_VALUE:
        strays = np.cumsum(strays, axis=1)
    if method is Method.MEAN:
        strays += _drawn(draws, _residuals(method, past), (PATHS, _YEAR)).mean(axis=1, keepdims=True)
    return middle + strays


def _residuals(method: Method, past: Floats) -> Floats:
    """How far a naive method was off, a month ahead."""
    match method:
        case Method.SEASONAL_NAIVE:
            return past[_YEAR:] - past[:-_YEAR]
        case Method.LAST_VALUE:
            return past[1:] - past[:-1]
        case _:
            return past[-_YEAR:] - float(past[-_YEAR:].mean())


def _drawn(draws: np.random.Generator, strays: Floats, shape: tuple[int, int]) -> Floats:
    return np.asarray(draws.choice(np.concatenate([strays, -strays]), shape), dtype=np.float64)


def _simulated(model: Any, draws: np.random.Generator, months: int) -> Floats:
    spread = math.sqrt(np.square(model.resid).sum() / (len(model.resid) - len(model.params)))
    errors = draws.normal(0.0, spread, (months, PATHS))
    return np.asarray(model.simulate(months, anchor="end", repetitions=PATHS, random_errors=errors)).T


def _fitted(method: Method, past: Floats, use: Callable[[Any], Floats]) -> Floats:
    """What a fitted model of statsmodels gives; it is imported here because that takes a second.

    It warns where it does not converge. The back-test judges what comes of it.
    """
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    trend = {"trend": "add", "damped_trend": True} if method is Method.DAMPED_TREND else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = ETSModel(past, error="add", initialization_method="heuristic", **trend).fit(disp=False)
        return np.asarray(use(model), dtype=np.float64)
