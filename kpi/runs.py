"""The rules of control charts that look at several points: shifts, trends, and two of three beyond two sigma.

They know positions only: the points that are known, in order of time, whatever lies between them.
Checked against the vectors of NHSRplotthedots and of "Making Data Count" (see kpi.control).
"""

from collections.abc import Sequence
from itertools import groupby


def shifts(sides: Sequence[int], *, least: int) -> tuple[bool, ...]:
    """Which points belong to at least `least` points in a row on one side of the centre line.

    `sides` is 1 above, -1 below and 0 on the line; a point on the line ends a run.

    >>> shifts([1, 1, 1, -1, -1], least=3)
    (True, True, True, False, False)
    """
    flags: list[bool] = []
    for side, run in groupby(sides):
        length = len(list(run))
        flags += [side != 0 and length >= least] * length
    return tuple(flags)


def trends(steps: Sequence[int], *, least: int) -> tuple[int, ...]:
    """Where each point's trend leads: 1 rising, -1 falling, 0 for points in no trend of at least `least` points.

    `steps` leads from each point to the next (1 up, -1 down, 0 a tie), so there is one point more than steps.
    A tie ends a trend. A turning point belongs to two trends and counts with the newer.

    >>> trends([1, 1, 0, -1, -1], least=3)
    (1, 1, 1, -1, -1, -1)
    """
    leads = [0] * (len(steps) + 1)
    start = 0
    for step, run in groupby(steps):
        end = start + len(list(run))
        if step != 0 and end - start + 1 >= least:
            leads[start : end + 1] = [step] * (end - start + 1)
        start = end
    return tuple(leads)


def two_of_three(sides: Sequence[int], beyond: Sequence[bool]) -> tuple[bool, ...]:
    """Which points lie beyond two sigma together with another of three in a row, all three on one side of the centre.

    `beyond` says of each point whether it lies beyond two sigma on its side; the third point itself is not flagged.

    >>> two_of_three([1, 1, 1, 1], [False, True, False, True])
    (False, True, False, True)
    """
    flags = [False] * len(sides)
    for start in range(len(sides) - 2):
        window = range(start, start + 3)
        if abs(sum(sides[at] for at in window)) == 3 and sum(beyond[at] for at in window) >= 2:
            for at in window:
                flags[at] |= beyond[at]
    return tuple(flags)
