"""Where a unit stands among its peers, and which of them are of its size."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan
from typing import Literal

from kpi.targets import holds


@dataclass(frozen=True, slots=True)
class Standing:
    """A place among units that have a value.

    `rank`: 1 is best and equals share a rank, the next is counted on ("1224"). `of`: how many units have a value.
    `tied`: how many others have the same. `percentile`: the share, in %, of the others than which the unit is at
    least as good; None where it is alone.
    """

    rank: int
    of: int
    tied: int
    percentile: float | None


def standing(values: Mapping[str, float], unit: str, *, direction: Literal["up", "down"]) -> Standing | None:
    """The place of a unit, None where it has no value; NaN is no value. "down": less is better.

    Second of five with one equal: at least as good as 3 of the 4 others.

    >>> on_time = {"22810": 97.5, "22813": 92.0, "22816": 92.0, "22828": 88.1, "22831": 80.0}
    >>> standing(on_time, "22816", direction="up")
    Standing(rank=2, of=5, tied=1, percentile=75.0)
    """
    own = values.get(unit)
    if own is None or isnan(own):
        return None
    others = [value for name, value in values.items() if name != unit and not isnan(value)]
    better = sum(holds(value, ">" if direction == "up" else "<", own) for value in others)
    return Standing(
        rank=1 + better,
        of=1 + len(others),
        tied=sum(holds(value, "=", own) for value in others),
        percentile=100 * (len(others) - better) / len(others) if others else None,
    )


def similar(volumes: Mapping[str, float], unit: str, most: int = 3) -> tuple[str, ...]:
    """The units nearest in volume, nearest first: half as much is as far as twice as much; equals as they are listed.

    Units without volume (zero or NaN) are nobody's peers.

    >>> similar({"22810": 400, "22813": 90, "22828": 100, "22831": 250, "22834": 0}, "22828", most=2)
    ('22813', '22831')
    """
    own = volumes.get(unit, 0.0)
    if not own > 0:
        return ()
    others = [name for name, volume in volumes.items() if name != unit and volume > 0]
    times = {name: max(volumes[name], own) / min(volumes[name], own) for name in others}
    return tuple(sorted(others, key=lambda name: times[name])[:most])
