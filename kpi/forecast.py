"""The end of the year with a range, from a series of monthly values (never of year-to-date ones).

Each method of `kpi.methods` is asked at up to twelve past months what the months after it would bring, knowing only
what was known then (a rolling origin). The one with the least mean absolute error over the same months is kept, of
equals the simplest; being the least of five, that error flatters the method a little.

The range holds 80 % of simulated paths, and is widened where the back-test went further astray than the paths do. It
is no promise of 80 %, least of all with little history: of made-up series of 15 to 24 months (noise, walk, season,
trend) it kept six to eight in ten of the nine months ahead, and four to eight in ten of their sums.

A gap repeats the month before it, so that nothing later leaks into the past, and is never tested against.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from kpi.methods import SMOOTHING, Floats, Method, expected, paths

Values = Sequence[float | None]
"""One value a month, in order; None is a gap."""
Within = tuple[float, float]
"""The least and the greatest value that there can be."""

PROPORTION: Within = (0.0, 100.0)
AMOUNT: Within = (0.0, math.inf)

TO_LEARN = 12
"""Months that every method has seen before it is asked, so that each month has its last year's."""
NEEDED = 15
"""Known months without which there is no forecast: those to learn from, and three to be tested on."""
RECENT = 3
"""The latest months, none of which may be missing."""
MOST_ORIGINS = 12
"""The past months at which the methods are asked, the latest ones."""
FARTHEST = 12
"""Months ahead beyond which nothing is said."""
_TAILS = (0.1, 0.9)


class Range(NamedTuple):
    """A value, and the limits between which 80 % of the paths end."""

    low: float
    middle: float
    high: float


class TooShort(NamedTuple):
    """No forecast: only so many months are known."""

    known: int
    needed: int


class RecentGap(NamedTuple):
    """No forecast: the month so many before the last one (0: the last itself) has no value."""

    months_back: int


class BackTest(NamedTuple):
    """The mean absolute error of each method, over all that it said of `tested` past months.

    `steps`, int64 [months ahead], says how often it was asked so far ahead.
    """

    errors: Mapping[Method, float]
    tested: int
    steps: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """What the months ahead may bring.

    `middle`, float64 [months], is what the method says, and `paths`, float64 [paths, months], what could happen.
    `error` is the mean absolute error of the method in the back-test of `tested` past months, in what the values are
    measured in, and `baseline_error` that of the same month last year.
    """

    method: Method
    error: float
    baseline_error: float
    tested: int
    middle: Floats
    paths: Floats

    @property
    def months(self) -> tuple[Range, ...]:
        low, high = np.quantile(self.paths, _TAILS, axis=0)
        return tuple(map(_range, low, self.middle, high))


def forecast(values: Values, *, horizon: int, within: Within = AMOUNT) -> Forecast | TooShort | RecentGap:
    """The `horizon` months (1 to 12) after the values, cut to `within`.

    Raises ValueError for another horizon. Takes 0.1 to 0.4 s of processor time, and a second more the first time.
    """
    if not 1 <= horizon <= FARTHEST:
        raise ValueError(f"{horizon} months ahead")
    series = list(dropwhile(lambda value: value is None, values))
    known = sum(value is not None for value in series)
    if known < NEEDED:
        return TooShort(known, NEEDED)
    gap = next((back for back in range(RECENT) if series[-1 - back] is None), None)
    if gap is not None:
        return RecentGap(gap)
    errors, tested, steps = back_test(series, horizon=horizon, within=within)
    method = min(errors, key=errors.__getitem__)
    past = _filled(series)
    middle = expected(method, past, horizon)
    return Forecast(
        method,
        errors[method],
        errors[Method.SEASONAL_NAIVE],
        tested,
        np.clip(middle, *within),
        np.clip(_widened(paths(method, past, horizon), middle, steps, error=errors[method]), *within),
    )


def back_test(series: Values, *, horizon: int, within: Within) -> BackTest:
    """How far each method would have been off in the past; the first of the series is known.

    Smoothing is not tried where a naive method was never wrong.
    """
    past = _filled(series)
    origins = range(max(TO_LEARN, len(series) - MOST_ORIGINS), len(series))
    pairs = [(at, ahead) for at in origins for ahead in range(horizon) if _known(series, at + ahead)]
    errors: dict[Method, float] = {}
    for method in Method:
        if method in SMOOTHING and min(errors.values()) == 0:
            break
        said = {at: np.clip(expected(method, past[:at], horizon), *within) for at in origins}
        error = math.fsum(abs(said[at][ahead] - past[at + ahead]) for at, ahead in pairs) / len(pairs)
        errors[method] = error if math.isfinite(error) else math.inf
    tested = len({at + ahead for at, ahead in pairs})
    return BackTest(errors, tested, np.bincount([ahead for _, ahead in pairs], minlength=horizon))


def ratio_at_year_end(found: Forecast, *, numerator: float, denominator: float, volumes: Sequence[float]) -> Range:
    """The ratio of the year, in %: so far `numerator` of `denominator`, then each month's ratio of its volume.

    Raises ZeroDivisionError where nothing has arisen and nothing is expected to.
    """
    every = denominator + math.fsum(volumes)
    weights = np.array([volume / every for volume in volumes])
    return _at_year_end(found, lambda months: 100 * numerator / every + months @ weights)


def total_at_year_end(found: Forecast, *, value: float) -> Range:
    """The sum of the year: `value` so far and the months to come."""
    return _at_year_end(found, lambda months: value + months.sum(axis=-1))


def stock_at_year_end(found: Forecast) -> Range:
    """A stock is what it is in the last month."""
    return _at_year_end(found, lambda months: months[..., -1])


def _at_year_end(found: Forecast, of_months: Callable[[Floats], Any]) -> Range:
    low, high = np.quantile(of_months(found.paths), _TAILS)
    return _range(low, of_months(found.middle), high)


def _range(low: float, middle: float, high: float) -> Range:
    """A cut at a limit can leave the middle beside the paths."""
    return Range(float(min(low, middle)), float(middle), float(max(middle, high)))


def _known(series: Values, at: int) -> bool:
    return at < len(series) and series[at] is not None


def _filled(series: Values) -> Floats:
    """The values, each gap as the month before it."""
    filled: list[float] = []
    for value in series:
        filled.append(filled[-1] if value is None else value)
    return np.array(filled, dtype=np.float64)


def _widened(drawn: Floats, middle: Floats, steps: npt.NDArray[np.int64], *, error: float) -> Floats:
    """The paths, at least as far from the middle as the method was off in the back-test."""
    spread = float(np.average(np.abs(drawn - middle).mean(axis=0), weights=steps))
    return middle + (drawn - middle) * max(1.0, error / spread) if spread > 0 else drawn
