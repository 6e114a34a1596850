"""What is still needed to reach a target by the end of the year, in whole dossiers.

Every answer is found by asking `kpi.targets.holds` itself, halving the numbers that come into question: a target is
reached here exactly where a score would say so.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from kpi.targets import holds

AT_MOST = frozenset({"<=", "<"})


class Reach(StrEnum):
    """Whether the target can still be reached: SAFE whatever becomes of the rest of the year, or not any more."""

    SAFE = "safe"
    REACHABLE = "reachable"
    OUT_OF_REACH = "out_of_reach"


@dataclass(frozen=True, slots=True)
class Effort:
    """What the remaining months must bring.

    Of a `volume` expected over `months` months (None for a count, which is part of nothing), `needed` is the least
    number that must count in the numerator, or the most that may where the target is an upper limit; None where no
    number reaches it. `spare` is the rest of the volume: what may be late, or under an upper limit what must not be.
    `per_month` is what of `needed` falls to each month, as the volume does: rounded up, under an upper limit down; None
    without months or number.
    """

    months: int
    volume: int | None
    needed: int | None
    spare: int | None
    per_month: int | None
    reach: Reach


@dataclass(frozen=True, slots=True)
class Gap:
    """How many of a stock must change for it to reach the target as it stands, and how many may change back.

    `needed` is 0 where it is reached and None where no number of them reaches it.
    """

    needed: int | None
    spare: int


def ratio_effort(
    numerator: int, denominator: int, *, operator: str, target: float, volume: int, months: int, owed: int = 0
) -> Effort:
    """What a ratio of flows needs: so far `numerator` of `denominator`, `volume` more expected to arise.

    Each of the volume counts at most once; `owed` of it belongs to months that have gone by already. SAFE holds for
    that volume. "=" asks for the one number that gives the target. Raises ZeroDivisionError where nothing has arisen
    and nothing is expected to.

    So far 2 000 of 2 250 on time, the target 90 %, 221 more expected in 3 months: of all 2 471, 90 % are 2 223.9, and
    2 221 is the most there can be. With 2 012 on time so far, 212 more make 2 224.

    >>> ratio_effort(2000, 2250, operator=">=", target=90, volume=221, months=3).reach.value
    'out_of_reach'
    >>> seen = ratio_effort(2012, 2250, operator=">=", target=90, volume=221, months=3)
    >>> seen.needed, seen.spare, seen.per_month
    (212, 9, 71)
    """
    every = denominator + volume
    needed = _number(operator, volume, lambda n, asked: holds(100 * (numerator + n) / every, asked, target))
    safe = volume == 0 or needed == _whatever_happens(operator, volume)
    return Effort(
        months,
        volume,
        needed,
        None if needed is None else volume - needed,
        _per_month(operator, needed, months, of=volume, ahead=volume - owed),
        Reach.OUT_OF_REACH if needed is None else Reach.SAFE if safe else Reach.REACHABLE,
    )


def count_effort(value: int, *, operator: str, target: float, months: int) -> Effort:
    """What a count towards a yearly number needs on top of `value`; it can only grow.

    >>> seen = count_effort(7, operator=">=", target=12, months=3)
    >>> seen.needed, seen.per_month, seen.reach.value
    (5, 2, 'reachable')
    """
    most = max(0, ceil(target - value)) + 1 if months else 0
    needed = _number(operator, most, lambda n, asked: holds(value + n, asked, target))
    safe = months == 0 or (operator in {">=", ">"} and needed == 0)
    return Effort(
        months,
        None,
        needed,
        None,
        _per_month(operator, needed, months),
        Reach.OUT_OF_REACH if needed is None else Reach.SAFE if safe else Reach.REACHABLE,
    )


def ratio_gap(numerator: int, denominator: int, *, operator: str, target: float) -> Gap:
    """How many of the denominator must change sides, in a ratio of stocks: nothing accumulates, 60 of 80 stay 60 of 80.

    Raises ZeroDivisionError for an empty denominator.

    >>> ratio_gap(60, 80, operator=">=", target=80), ratio_gap(66, 80, operator=">=", target=80)
    (Gap(needed=4, spare=0), Gap(needed=0, spare=2))
    """
    limit = _number(operator, denominator, lambda n, asked: holds(100 * n / denominator, asked, target))
    if limit is None:
        return Gap(None, 0)
    if operator == "=":
        return Gap(abs(limit - numerator), 0)
    lacking = numerator - limit if operator in AT_MOST else limit - numerator
    return Gap(max(0, lacking), max(0, -lacking))


def what_if(numerator: float, denominator: float, *, rate: float, volume: float) -> float:
    """The ratio at the end of the year, in %, if of everything that is still expected `rate` % counts.

    Raises ZeroDivisionError where nothing has arisen and nothing is expected to.

    >>> what_if(2012, 2250, rate=95, volume=250)
    89.98
    """
    return (100 * numerator + rate * volume) / (denominator + volume)


def _number(operator: str, most: int, reached: Callable[[int, str], bool]) -> int | None:
    """The least of 0 to `most` that reaches the target, under an upper limit the greatest; None where none does."""
    numbers = range(most + 1)
    if operator in AT_MOST:
        greatest = bisect_left(numbers, True, key=lambda n: not reached(n, operator)) - 1
        return greatest if greatest >= 0 else None
    least = bisect_left(numbers, True, key=lambda n: reached(n, ">=" if operator == "=" else operator))
    return least if least <= most and reached(least, operator) else None


def _whatever_happens(operator: str, volume: int) -> int | None:
    """The number that says that all may fail, or under an upper limit that all may count."""
    return None if operator == "=" else volume if operator in AT_MOST else 0


def _per_month(operator: str, needed: int | None, months: int, *, of: int = 1, ahead: int = 1) -> int | None:
    """`ahead` of `of` fall to the months that remain."""
    if needed is None or months == 0:
        return None
    above, below = needed * ahead, max(1, of * months)
    return above // below if operator in AT_MOST else -(-above // below)
