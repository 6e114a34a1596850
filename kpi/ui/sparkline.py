"""A small line of the last months, with gaps where a month is missing."""

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

_WIDTH, _HEIGHT, _EDGE = 120.0, 34.0, 3.0


def sparkline(values: Sequence[float | None], *, goal: float | None, description: str) -> Markup:
    """An inline SVG of the values, oldest first, with the target as a dashed line; "" without values."""
    known = [value for value in values if value is not None]
    if not known:
        return Markup("")
    low, high = min([*known, *_given(goal)]), max([*known, *_given(goal)])
    reach = (high - low) or 1.0
    step = (_WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)

    def y(value: float) -> float:
        return _HEIGHT - _EDGE - (value - low) / reach * (_HEIGHT - 2 * _EDGE)

    points = [(_EDGE + at * step, None if value is None else y(value)) for at, value in enumerate(values)]
    lines = Markup("").join(
        Markup('<polyline class="line" points="{}"/>').format(" ".join(f"{x:.1f},{height:.1f}" for x, height in run))
        for present, run in groupby(points, key=lambda point: point[1] is not None)
        if present
    )
    across = Markup("").join(
        Markup('<line class="goal" x1="0" x2="{:.0f}" y1="{:.1f}" y2="{:.1f}"/>').format(_WIDTH, y(at), y(at))
        for at in _given(goal)
    )
    frame = Markup('<svg viewBox="0 0 {:.0f} {:.0f}" preserveAspectRatio="none" role="img" aria-label="{}">{}{}</svg>')
    return frame.format(_WIDTH, _HEIGHT, description, across, lines)


def _given(value: float | None) -> list[float]:
    return [] if value is None else [value]
