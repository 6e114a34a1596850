"""The trend of a slide: a thick line with its target, readable across a room, with gaps where a month is missing.

What is said of a line stands at its end, beyond the last month, where no line runs.
"""

import math
from collections.abc import Callable, Sequence
from itertools import groupby

from markupsafe import Markup

from kpi.months import Month
from kpi.scoring import Score
from kpi.wording import formats

MOST_LETTERS = 9
"""A text of more letters does not stand at the end of a line."""

_WIDTH, _HEIGHT = 500.0, 210.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 14.0, 486.0, 24.0, 160.0
_MONTHS_AT = 198.0
_LETTER, _TALL, _NEAR, _MIDDLE = 18.0, 34.0, 16.0, 9.0
"""Of the largest letters: how wide and how tall they are, how far from their line they begin, half their height."""


def slide_chart(points: Sequence[Score], *, asked: str, last: str, description: str) -> Markup:
    """An inline SVG of the values, oldest first; "" without values.

    `last` stands at the last value, `asked` at the end of the line of the target; either may be "". `description` is
    for who does not see it.
    """
    values = [_known(point.value) for point in points]
    goals = [_known(point.bound) for point in points]
    known = [value for value in values if value is not None]
    if not known:
        return Markup("")
    y = _scale([*known, *(goal for goal in goals if goal is not None)])
    end = _RIGHT - _NEAR - _LETTER * max(len(asked), len(last))
    step = (end - _LEFT) / max(len(points) - 1, 1)
    xs = [end - at * step for at in reversed(range(len(points)))]
    frame = Markup('<svg viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">{}{}{}{}</svg>')
    return frame.format(
        _WIDTH,
        _HEIGHT,
        description,
        _lines("goal", xs, goals, y),
        _lines("line", xs, values, y),
        _ends(end + _NEAR, xs, values, goals, y, asked=asked, last=last),
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


def _ends(
    x: float,
    xs: Sequence[float],
    values: Sequence[float | None],
    goals: Sequence[float | None],
    y: Callable[[float], float],
    *,
    asked: str,
    last: str,
) -> Markup:
    """The last value and what is asked, each at the height of its line and clear of the other.

    A value that months without one follow stands at its point, unless the line of the target runs by there.
    """
    at, height = [(at, y(value)) for at, value in enumerate(values) if value is not None][-1]
    dot = Markup('<circle class="last" cx="{:.1f}" cy="{:.1f}" r="8"/>').format(xs[at], height)
    goal = next((y(goal) for goal in reversed(goals) if goal is not None), None)
    if goal is None:
        return dot + _text("value", xs[at] + _NEAR, height + _MIDDLE, "start", last)
    beside = xs[at] + _NEAR if abs(height - goal) >= _TALL else x
    height, goal = _apart(height, goal)
    value = _text("value", beside, height + _MIDDLE, "start", last)
    return dot + value + (_text("asked", x, goal + _MIDDLE, "start", asked) if asked else Markup(""))


def _apart(value: float, goal: float) -> tuple[float, float]:
    """Two heights as far from each other as letters are tall, neither off the chart."""
    lacking = _TALL - abs(value - goal)
    if lacking <= 0:
        return value, goal
    upper = min(max(min(value, goal) - lacking / 2, _TOP), _BOTTOM - _TALL)
    lower = upper + _TALL
    return (upper, lower) if value <= goal else (lower, upper)


def _months(points: Sequence[Score], xs: Sequence[float]) -> Markup:
    """The first and the last month."""
    first, last = (formats.short_month(Month.from_ordinal(points[at].month)) for at in (0, -1))
    if len(points) == 1:
        return _text("month", xs[0], _MONTHS_AT, "end", last)
    return _text("month", xs[0], _MONTHS_AT, "start", first) + _text("month", xs[-1], _MONTHS_AT, "end", last)


def _text(name: str, x: float, y: float, anchor: str, text: str) -> Markup:
    element = Markup('<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>')
    return element.format(name, x, y, anchor, text)


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
