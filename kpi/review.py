"""Which figures of a report stand out from the unit's own history: robust, and only where there is enough of it.

A figure is held against the median of the same figure in up to 24 earlier months. It stands out when it is more
than 3.5 spreads away (Iglewicz and Hoaglin 1993, "How to detect and handle outliers"), where the spread is
1.4826 × the median absolute deviation, and never less than what chance or rounding alone would do: for a count
√median and at least 1, for a decimal 5 % of the median. The step from last month is judged the same way among
earlier steps, as a ratio: alone with fewer than 6 earlier figures, and with fewer than 2 earlier steps not at all.
What stands out but was so in the same month of last year is seasonal.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import median

from kpi.plan import Measure

WINDOW = 24
"""How many months back the history reaches."""
LEAST_FIGURES = 6
"""Earlier figures without which a median of them says little."""
LEAST_STEPS = 2
"""Earlier steps from month to month without which a ratio says little."""
LIMIT = 3.5
"""Spreads from the median beyond which a figure stands out."""
_TO_SIGMA = 1.4826
_LEAST_RATIO_SPREAD = 0.2
_LEAST_DECIMAL_SHARE = 0.05

Earlier = Mapping[int, float | None]
"""A figure by how many months back; None is "không phát sinh", a missing key is a missing figure."""


class Verdict(StrEnum):
    """What the history says about a figure."""

    USUAL = "usual"
    OUTLIER = "outlier"
    SEASONAL = "seasonal"
    JUMP = "jump"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a figure was held against: `n` values, their median and spread, and the range that counts as usual.

    Of figures in what they are measured in, or of ratios to the month before (1 is "as last month").
    """

    n: int
    median: float
    spread: float

    @property
    def low(self) -> float:
        return max(0.0, self.median - LIMIT * self.spread)

    @property
    def high(self) -> float:
        return self.median + LIMIT * self.spread

    def holds(self, value: float) -> bool:
        return abs(value - self.median) <= LIMIT * self.spread


@dataclass(frozen=True, slots=True)
class Mark:
    """The verdict on one figure with its basis: `figures`, `steps`, or neither where there is too little history.

    `step` is the ratio to last month, None where last month has none or nothing arose in it.
    """

    verdict: Verdict
    value: float
    n: int
    figures: Basis | None = None
    steps: Basis | None = None
    step: float | None = None
    last_year: float | None = None

    @property
    def stands_out(self) -> bool:
        """Whether somebody should look: seasonal figures are told, not flagged."""
        return self.verdict in {Verdict.OUTLIER, Verdict.JUMP}


def mark(measure: Measure, value: float | None, earlier: Earlier) -> Mark | None:
    """The verdict on a figure; None where there is nothing to judge.

    Nothing arising counts as zero in a flow, and as no figure in a stock, a score or a rank.

    >>> kinds = {"number": "integer", "over_months": "sum", "measured_in": "hồ sơ"}
    >>> resolved = Measure(id="resolved", name="Đã giải quyết", reported_by=("commune",), form="06a", **kinds)
    >>> seen = mark(resolved, 240, {1: 118, 2: 97, 3: 104, 4: 110, 5: 95, 6: 121})
    >>> seen.verdict.value, seen.figures.median, round(seen.figures.high)
    ('outlier', 107.0, 161)
    >>> mark(resolved, 240, {1: 118, 2: 97}).verdict.value
    'too_few'
    """
    now = _number(measure, value)
    if now is None:
        return None
    known = {at: number for at in range(1, WINDOW + 1) if (number := _number_of(measure, earlier, at)) is not None}
    figures = _figures_basis(measure, list(known.values()))
    steps, step = _steps_basis(known), _ratio(now, known.get(1))
    found = Mark(Verdict.USUAL, now, len(known), figures, steps, step, known.get(12))
    return replace(found, verdict=_verdict(found, same_step=_ratio(known.get(12), known.get(13))))


def _verdict(seen: Mark, *, same_step: float | None) -> Verdict:
    """`same_step` is the step of the same month last year, None where unknown."""
    if seen.figures is not None and not seen.figures.holds(seen.value):
        near = seen.last_year is not None and abs(seen.value - seen.last_year) <= LIMIT * seen.figures.spread
        return Verdict.SEASONAL if near else Verdict.OUTLIER
    if seen.steps is None or seen.step is None:
        return Verdict.TOO_FEW if seen.figures is None else Verdict.USUAL
    if seen.steps.holds(seen.step):
        return Verdict.USUAL
    again = same_step is not None and abs(seen.step - same_step) <= seen.steps.spread
    return Verdict.SEASONAL if again else Verdict.JUMP


def _number(measure: Measure, value: float | None) -> float | None:
    if value is None:
        return 0.0 if measure.over_months == "sum" else None
    return value


def _number_of(measure: Measure, earlier: Earlier, at: int) -> float | None:
    return _number(measure, earlier[at]) if at in earlier else None


def _figures_basis(measure: Measure, values: Sequence[float]) -> Basis | None:
    if len(values) < LEAST_FIGURES:
        return None
    middle = median(values)
    chance = max(1.0, math.sqrt(abs(middle))) if measure.number == "integer" else _LEAST_DECIMAL_SHARE * abs(middle)
    return Basis(len(values), middle, max(_deviation(values, middle), chance))


def _steps_basis(known: Mapping[int, float]) -> Basis | None:
    """The ratios of each month to the one before; a count of n varies by about √n, and so its ratio."""
    ratios = [ratio for at in known if (ratio := _ratio(known[at], known.get(at + 1))) is not None]
    if len(ratios) < LEAST_STEPS or known.get(1, 0.0) <= 0:
        return None
    middle = median(ratios)
    chance = max(_LEAST_RATIO_SPREAD, math.sqrt(2 / known[1]))
    return Basis(len(ratios), middle, max(_deviation(ratios, middle), chance))


def _deviation(values: Sequence[float], middle: float) -> float:
    return _TO_SIGMA * median(abs(value - middle) for value in values)


def _ratio(now: float | None, before: float | None) -> float | None:
    return None if now is None or before is None or before <= 0 else now / before
