"""Shares of a total, rounded so that they still add up to it."""

import math
from collections.abc import Sequence


def rounded_shares(parts: Sequence[float], decimals: int) -> tuple[float, ...]:
    """Each part as a share of their sum, in %, rounded by largest remainder: the shares add up to exactly 100.

    A part is never further than one last digit from its exact share; of equal remainders the first is rounded up.
    Parts are not negative and one of them at least is more than zero. Hamilton's method of apportionment.

    >>> rounded_shares([1, 1, 1], 1)
    (33.4, 33.3, 33.3)
    """
    steps = 100 * 10**decimals
    whole = math.fsum(parts)
    exact = [steps * part / whole for part in parts]
    given = [math.floor(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda at: (given[at] - exact[at], at))
    for at in by_remainder[: steps - sum(given)]:
        given[at] += 1
    return tuple(share / 10**decimals for share in given)
