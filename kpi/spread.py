"""Where single months lie by chance: the centre and the sigma of values, and of shares with changing denominators.

Values: the mean moving range ÷ 1.128 (XmR). Shares: Laney, "Improved control charts for attributes", Quality
Engineering 14 (2002) 531-537: the spread of chance in each month's own count, times σz, which is the spread of the
standardised shares from their moving ranges. Only σz > 1 counts (p′): limits never get narrower than chance alone (p),
and they widen without a jump.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean
from typing import NamedTuple

_RANGE_TO_SIGMA = 1.128
"""The mean moving range of two normal values, in sigmas (d2 for n = 2)."""


class Spread(NamedTuple):
    """The centre, the sigma of each point (None: unknown), the σz in them, and what no value can pass."""

    centre: float
    sigmas: tuple[float | None, ...]
    sigma_z: float = 1.0
    least: float = -math.inf
    most: float = math.inf

    def limits(self, at: int, sigmas: int) -> tuple[float, float] | None:
        """So many sigmas to both sides of the centre, for one point; None where its sigma is unknown."""
        sigma = self.sigmas[at]
        if sigma is None:
            return None
        return max(self.least, self.centre - sigmas * sigma), min(self.most, self.centre + sigmas * sigma)


def value_spread(values: Sequence[float]) -> Spread:
    """Of values in order of time; of a single one sigma is unknown.

    >>> [round(limit, 2) for limit in value_spread([20, 24, 20, 24]).limits(0, 3)]
    [11.36, 32.64]
    """
    return Spread(fmean(values), (_sigma(values),) * len(values))


def share_spread(shares: Sequence[float], counts: Sequence[float]) -> Spread:
    """Of shares in % (0 to 100) and their denominators (> 0), in order of time: summed, then divided.

    >>> share_spread([90, 80], [100, 300]).centre
    82.5
    """
    total = math.fsum(counts)
    centre = min(100.0, math.fsum(share * count for share, count in zip(shares, counts, strict=True)) / total)
    chance = [math.sqrt(centre * (100 - centre) / count) for count in counts]
    standardised = [(share - centre) / sigma for share, sigma in zip(shares, chance, strict=True) if sigma > 0]
    found = _sigma(standardised)
    sigma_z = 1.0 if found is None else max(1.0, found)
    return Spread(centre, tuple(sigma * sigma_z for sigma in chance), sigma_z, 0.0, 100.0)


def _sigma(values: Sequence[float]) -> float | None:
    ranges = [abs(after - before) for before, after in pairwise(values)]
    return fmean(ranges) / _RANGE_TO_SIGMA if ranges else None
