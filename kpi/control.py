"""Control charts as in NHS "Making Data Count": is a series changing, and can it be relied on to reach its target.

On the values of single months, never cumulative ones. Sources: NHS England, "SPC Charts SQL Query" v2.6a (below: the
query) and the test document of the Single Chart Tool v5.0; for shares kpi.spread. Where these are silent or differ:

- **Gaps.** A month without a value, and a share whose denominator is zero or missing, is skipped: the months on its
  two sides are neighbours, for moving ranges and for every rule.
- **Shares.** A "share" that leaves 0-100 % in any month is none, and gets the chart of values.
- **Outliers** stay in the moving ranges, as in the query by default.
- **Two of three.** A point beyond the limits lies beyond two sigma too and counts, as in the query since v2.6.
- **Phases.** A rebase begins a phase with its own centre and limits. Shifts and two of three stay within a phase; a
  trend crosses, for it needs no centre (the query). A phase with fewer than `Rules.least` points has limits of these
  points, marked provisional; a single value has none. Only a whole series below `Rules.least` gets no chart.
- **Assurance.** Of a target exactly on a limit the target's operator decides: 100 % can be reached.
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from kpi.months import Month
from kpi.runs import shifts, trends, two_of_three
from kpi.spread import Spread, share_spread, value_spread
from kpi.targets import holds


class Method(StrEnum):
    """How limits are reckoned: of values, of shares, of shares that vary more than by chance."""

    XMR = "xmr"
    P = "p"
    P_PRIME = "p_prime"


class Signal(StrEnum):
    """Why a point is special, the weightiest first: "primacy rules (trend, shift, 2 out of 3, single point)".

    So the query and NHS England's "SPC Rule Clash" v1.0. Only a trend can contradict the side on which a point lies
    (falling, and still above the centre): then the trend decides. All signals of a point are kept.
    """

    TREND = "trend"
    SHIFT = "shift"
    TWO_OF_THREE = "two_of_three"
    OUTSIDE = "outside"


class Variation(StrEnum):
    """What the last point says: nothing but chance, or a change for better or worse."""

    COMMON = "common"
    IMPROVING = "improving"
    CONCERNING = "concerning"


_VARIATION = {None: Variation.COMMON, True: Variation.IMPROVING, False: Variation.CONCERNING}


class Assurance(StrEnum):
    """Whether the process as it is reaches the target: always, never, by chance; none without target or limits."""

    PASSING = "passing"
    FAILING = "failing"
    HIT_AND_MISS = "hit_and_miss"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MonthValue:
    """One month: a value, or a share in % with its `denominator`; `target` is the bound in force that month."""

    month: Month
    value: float | None
    denominator: float | None = None
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """The documented setting: points of a shift, points of a trend (both ends counted), points of a chart."""

    run: int = 7
    trend: int = 7
    least: int = 12


STANDARD = Rules()


@dataclass(frozen=True, slots=True)
class Phase:
    """Months between rebases: `known` points from `begins` on; provisional below `Rules.least`; σz is 1 but for p′."""

    begins: Month
    known: int
    method: Method
    sigma_z: float
    provisional: bool


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """A known month with its phase's centre and its own limits; `improving` is None where there is no signal."""

    month: Month
    value: float
    centre: float
    lower: float | None
    upper: float | None
    signals: frozenset[Signal]
    improving: bool | None
    phase: int


@dataclass(frozen=True, slots=True)
class ControlChart:
    """The known points and their phases, oldest first; `reason` is the weightiest signal of the last point."""

    points: tuple[ControlPoint, ...]
    variation: Variation
    reason: Signal | None
    assurance: Assurance
    phases: tuple[Phase, ...]

    @property
    def method(self) -> Method:
        """That of the last phase, from which variation and assurance come."""
        return self.phases[-1].method


@dataclass(frozen=True, slots=True)
class TooFew:
    """No chart: `known` points where `needed` are."""

    known: int
    needed: int


class _Known(NamedTuple):
    """A month that is known; `lead` is where its trend leads: 1 rising, -1 falling, 0 no trend."""

    month: Month
    value: float
    denominator: float
    target: float | None
    lead: int = 0


def control_chart(
    values: Iterable[MonthValue],
    *,
    proportion: bool,
    direction: Literal["up", "down"],
    operator: str,
    rebases: Iterable[Month] = (),
    rules: Rules = STANDARD,
) -> ControlChart | TooFew:
    """The chart of monthly values; `operator` is that of the targets, "" where there are none.

    >>> year = [MonthValue(Month(2024, at + 1), value, target=20) for at, value in enumerate([24, 26] * 6)]
    >>> chart = control_chart(year, proportion=False, direction="up", operator=">=")
    >>> chart.points[-1].centre, round(chart.points[-1].lower, 2), chart.variation.value, chart.assurance.value
    (25.0, 19.68, 'common', 'hit_and_miss')
    """
    known = _known(values, proportion=proportion)
    if len(known) < rules.least:
        return TooFew(len(known), rules.least)
    shares = proportion and all(0 <= point.value <= 100 for point in known)
    leads = trends([_side(after.value, before.value) for before, after in pairwise(known)], least=rules.trend)
    known = [point._replace(lead=lead) for point, lead in zip(known, leads, strict=True)]
    starts = sorted(rebases)
    phases: list[Phase] = []
    points: list[ControlPoint] = []
    for _, group in groupby(known, key=lambda point: bisect_right(starts, point.month)):
        members = list(group)
        spread = _spread(members, shares=shares)
        points += _points(members, spread, direction=direction, phase=len(phases), rules=rules)
        phases.append(_phase(members, spread, shares=shares, rules=rules))
    return ControlChart(
        points=tuple(points),
        variation=_VARIATION[points[-1].improving],
        reason=next((signal for signal in Signal if signal in points[-1].signals), None),
        assurance=assurance(points[-1], known[-1].target, operator),
        phases=tuple(phases),
    )


def _known(values: Iterable[MonthValue], *, proportion: bool) -> list[_Known]:
    found = []
    for month in sorted(values, key=lambda month: month.month):
        denominator = month.denominator if proportion else 1.0
        if month.value is not None and not math.isnan(month.value) and denominator is not None and denominator > 0:
            found.append(_Known(month.month, month.value, denominator, month.target))
    return found


def _side(value: float, line: float) -> int:
    """1 above the line, -1 below, 0 on it but for the rounding of floats."""
    return holds(value, ">", line) - holds(value, "<", line)


def _spread(members: Sequence[_Known], *, shares: bool) -> Spread:
    values = [point.value for point in members]
    return share_spread(values, [point.denominator for point in members]) if shares else value_spread(values)


def _phase(members: Sequence[_Known], spread: Spread, *, shares: bool, rules: Rules) -> Phase:
    share_method = Method.P_PRIME if spread.sigma_z > 1 else Method.P
    method = share_method if shares else Method.XMR
    return Phase(members[0].month, len(members), method, spread.sigma_z, provisional=len(members) < rules.least)


def _points(
    members: Sequence[_Known], spread: Spread, *, direction: Literal["up", "down"], phase: int, rules: Rules
) -> Iterator[ControlPoint]:
    sides = [_side(point.value, spread.centre) for point in members]
    runs = shifts(sides, least=rules.run)
    pairs = two_of_three(sides, [_outside(point.value, spread.limits(at, 2)) for at, point in enumerate(members)])
    for at, point in enumerate(members):
        limits = spread.limits(at, 3)
        raised = {
            Signal.TREND: point.lead != 0,
            Signal.SHIFT: runs[at],
            Signal.TWO_OF_THREE: pairs[at],
            Signal.OUTSIDE: _outside(point.value, limits),
        }
        signals = frozenset(signal for signal, is_raised in raised.items() if is_raised)
        heading = point.lead if Signal.TREND in signals else sides[at]
        improving = (heading > 0) == (direction == "up") if signals else None
        lower, upper = (None, None) if limits is None else limits
        yield ControlPoint(point.month, point.value, spread.centre, lower, upper, signals, improving, phase)


def _outside(value: float, limits: tuple[float, float] | None) -> bool:
    return limits is not None and (holds(value, "<", limits[0]) or holds(value, ">", limits[1]))


def assurance(last: ControlPoint, target: float | None, operator: str) -> Assurance:
    """Whether a process that keeps within the limits of its last point reaches a target; "" for none."""
    if operator == "" or target is None or last.lower is None or last.upper is None:
        return Assurance.NONE
    reached = [holds(limit, operator, target) for limit in (last.lower, last.upper)]
    if all(reached):
        return Assurance.PASSING
    between = operator == "=" and last.lower <= target <= last.upper
    return Assurance.HIT_AND_MISS if any(reached) or between else Assurance.FAILING
