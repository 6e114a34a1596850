"""How sure a share of survey answers is: the Wilson score interval.

E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
Statistical Association 22 (1927), 209-212. It stays within 0 and 100 % and is fit for few answers and for shares
near the ends, where the usual "± 2 standard errors" is not (Brown, Cai and DasGupta 2001).
"""

from math import sqrt
from statistics import NormalDist

from kpi.targets import holds


def wilson(successes: float, answers: float, confidence: float = 0.95) -> tuple[float, float]:
    """The interval of the share, in %: exactly 0 below where nobody agreed, exactly 100 above where everybody did.

    Raises ValueError without answers, or where there are fewer answers than successes.

    >>> [round(limit, 1) for limit in wilson(81, 90)]
    [82.1, 94.6]
    """
    if not 0 <= successes <= answers or answers == 0:
        raise ValueError(f"{successes} of {answers}")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    middle = successes + z * z / 2
    half = z * sqrt(successes * (answers - successes) / answers + z * z / 4)
    every = answers + z * z
    low = 0.0 if successes == 0 else 100 * (middle - half) / every
    high = 100.0 if successes == answers else 100 * (middle + half) / every
    return low, high


def straddles(low: float, high: float, operator: str, target: float) -> bool:
    """Whether the interval holds both values that reach the target and values that do not: no verdict is sure.

    >>> straddles(82.1, 94.6, ">=", 90), straddles(91.0, 94.6, ">=", 90), straddles(82.1, 89.9, ">=", 90)
    (True, False, False)
    """
    if operator == "=":
        return low < high and holds(low, "<=", target) and holds(high, ">=", target)
    return holds(low, operator, target) != holds(high, operator, target)
