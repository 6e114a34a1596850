"""The trend of a slide: a thick line with its target, readable across a room, with gaps where a month is missing."""

import math
from collections.abc import Callable, Sequence
from itertools import groupby

from markupsafe import Markup

from kpi.months import Month
from kpi.scoring import Score
from kpi.wording import formats

_WIDTH, _HEIGHT = 500.0, 240.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 14.0, 486.0, 40.0, 190.0
_MONTHS_AT, _ABOVE, _BELOW = 232.0, 16.0, 34.0
_LOWEST = 174.0
"""Further down, a text under a line would stand on the months."""
_LONG, _TALL, _NEAR = 130.0, 34.0, 14.0
"""About how large a text is, and how near to it a line may come."""


def slide_chart(points: Sequence[Score], *, asked: str, last: str, description: str) -> Markup:
    """An inline SVG of the values, oldest first; "" without values.

    `asked` stands at the line of the target, `last` at the last value; `description` is for who does not see it.
    """
    values = [_known(point.value) for point in points]
    goals = [_known(point.bound) for point in points]
    known = [value for value in values if value is not None]
    if not known:
        return Markup("")
    y = _scale([*known, *(goal for goal in goals if goal is not None)])
    step = (_RIGHT - _LEFT) / max(len(points) - 1, 1)
    xs = [_LEFT + at * step for at in range(len(points))]
    frame = Markup('<svg viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">{}{}{}{}</svg>')
    return frame.format(
        _WIDTH,
        _HEIGHT,
        description,
        _lines("goal", xs, goals, y),
        _lines("line", xs, values, y),
        _texts(xs, values, goals, y, asked=asked, last=last),
        _months(points, xs),
    )


def _scale(values: Sequence[float]) -> Callable[[float], float]:
    """Where a value stands; all of them alike stand in the middle."""
    low, high = min(values), max(values)
    if low == high:
        return lambda _: (_TOP + _BOTTOM) / 2
    return lambda value: _BOTTOM - (value - low) / (high - low) * (_BOTTOM - _TOP)


def _lines(name: str, xs: Sequence[float], values: Sequence[float | None], y: Callable[[float], float]) -> Markup:
    """A line for each run of months without a gap; a month alone is a dot."""
    points = [(x, None if value is None else y(value)) for x, value in zip(xs, values, strict=True)]
    runs = [list(run) for present, run in groupby(points, key=lambda point: point[1] is not None) if present]
    return Markup("").join(_run(name, [(x, height) for x, height in run if height is not None]) for run in runs)


def _run(name: str, run: Sequence[tuple[float, float]]) -> Markup:
    if len(run) == 1:
        return Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="5"/>').format(name, *run[0])
    path = " ".join(f"{x:.1f},{height:.1f}" for x, height in run)
    return Markup('<polyline class="{}" points="{}"/>').format(name, path)


def _texts(
    xs: Sequence[float],
    values: Sequence[float | None],
    goals: Sequence[float | None],
    y: Callable[[float], float],
    *,
    asked: str,
    last: str,
) -> Markup:
    """The last value at its point and, at the other end, what is asked: each on the side away from the other line."""
    known = [(at, y(value)) for at, value in enumerate(values) if value is not None]
    at, height = known[-1]
    dot = Markup('<circle class="last" cx="{:.1f}" cy="{:.1f}" r="8"/>').format(xs[at], height)
    anchor = "end" if xs[at] > _WIDTH / 2 else "start"
    value = _text("value", xs[at], _beside(height, known[-2][1] if len(known) > 1 else None), anchor, last)
    goal_at = next((begins for begins, goal in enumerate(goals) if goal is not None), None)
    if goal_at is None or not asked:
        return dot + value
    line = [(x, None if goal is None else y(goal)) for x, goal in zip(xs, goals, strict=True)]
    x, beside = _free(line, [(xs[place], height) for place, height in known])
    return dot + value + _text("asked", x, beside, "start", asked)


def _free(goal: Sequence[tuple[float, float | None]], line: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The first place along the target where its text meets no point of the line, over it or else under it."""
    begun = [(x, height) for x, height in goal if height is not None]
    places = [(x, height + by) for x, height in begun if x < _WIDTH / 2 for by in (-_ABOVE, _BELOW)]
    free = [place for place in places if place[1] <= _LOWEST + _BELOW and not _meets(place, line)]
    return (free or places or [(begun[0][0], begun[0][1] - _ABOVE)])[0]


def _meets(place: tuple[float, float], line: Sequence[tuple[float, float]]) -> bool:
    x, y = place
    return any(x - _NEAR <= at <= x + _LONG and y - _TALL <= height <= y + _NEAR for at, height in line)


def _beside(height: float, other: float | None) -> float:
    """Where the text of a line stands: over it, or under it where another line runs above and there is room."""
    under = other is not None and other < height < _LOWEST
    return height + _BELOW if under else height - _ABOVE


def _months(points: Sequence[Score], xs: Sequence[float]) -> Markup:
    """The first and the last month."""
    first, last = (formats.short_month(Month.from_ordinal(points[at].month)) for at in (0, -1))
    if len(points) == 1:
        return _text("month", xs[0], _MONTHS_AT, "start", last)
    return _text("month", xs[0], _MONTHS_AT, "start", first) + _text("month", xs[-1], _MONTHS_AT, "end", last)


def _text(name: str, x: float, y: float, anchor: str, text: str) -> Markup:
    element = Markup('<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>')
    return element.format(name, x, y, anchor, text)


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
