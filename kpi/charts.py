"""Charts: plain data in, a Plotly figure with its alt text and its table out. One builder for each chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from kpi.targets import Status
from kpi.wording import screens

COLOR = {
    Status.MET: "#2b83ba",
    Status.NEAR: "#d99a1c",
    Status.MISSED: "#d0442c",
}
OTHER = "#8d99a6"
LINE = "#2b83ba"
GOAL = "#6b7785"
_LABEL_HEIGHT = 16

Table = tuple[tuple[str, ...], ...]
"""Rows of text, the head first."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A Plotly figure as a dict, the same said in words, and the same as a table of text."""

    figure: dict[str, Any]
    alt: str
    table: Table


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """One month of a line: its value and what was asked by then, None where there is none, and both written.

    `verdict` is its status in words with what qualifies it; `note` is what people wrote of the month, "" where nobody
    did.
    """

    month: str
    value: float | None
    asked: float | None
    text: str
    asked_text: str
    status: Status
    verdict: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class UnitBar:
    """One unit of a comparison; `value` None is drawn as no bar, with its status in words.

    `counts` are those behind a percentage ("308/332 phiếu"), "" where there are none; `symbol` is that of the status,
    with a question mark where it is not certain.
    """

    unit: str
    value: float | None
    asked: float | None
    text: str
    counts: str
    asked_text: str
    status: Status
    symbol: str
    verdict: str


def month_chart(*, name: str, measured_in: str, points: Sequence[MonthPoint]) -> Chart:
    """Values month by month with gaps where there are none, against the steps of the target."""
    months = [point.month for point in points]
    last_asked = next((point.asked_text for point in reversed(points) if point.asked is not None), "")
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": screens.TARGET,
            "x": months,
            "y": [point.asked for point in points],
            "line": {"shape": "hvh", "color": GOAL, "width": 1.5, "dash": "dash"},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": name,
            "x": months,
            "y": [point.value for point in points],
            "customdata": [
                " · ".join(filter(None, (point.text, point.verdict, escape(point.note, quote=False))))
                for point in points
            ],
            "hovertemplate": "%{x}: %{customdata}<extra></extra>",
            "line": {"color": LINE, "width": 2},
            "marker": {
                "size": 9,
                "color": [COLOR.get(point.status, OTHER) for point in points],
                "symbol": [_MARKER.get(point.status, "circle-open") for point in points],
            },
            "connectgaps": False,
        },
    ]
    goal = next((point.asked for point in reversed(points) if point.asked is not None), None)
    goal_text = f"{screens.TARGET} {last_asked}" if goal is not None else ""
    goals = [] if goal is None else [end_label(goal_text, y=goal, color=GOAL)]
    said = "; ".join(f"{point.month}: {_judged(point.text, point.verdict)}{_noted(point)}" for point in points)
    return Chart(
        {
            "data": traces,
            "layout": layout(height=330)
            | {
                "margin": room_for(goal_text),
                "annotations": [*goals, *(note_mark(at, point.note) for at, point in enumerate(points) if point.note)],
                "yaxis": {"title": {"text": measured_in}, "rangemode": "normal", "zeroline": False},
                "xaxis": {"type": "category", "tickangle": -45, "nticks": 13},
            },
        },
        f"{name}, {screens.BY_MONTH.lower()}. {screens.TARGET}: {last_asked or screens.NO_TARGET}. {said}.",
        (
            (screens.MONTH_HEAD, screens.VALUE, screens.TARGET, screens.STATUS, screens.NOTES),
            *((p.month, p.text, p.asked_text, p.verdict, p.note) for p in reversed(points)),
        ),
    )


def _judged(text: str, verdict: str) -> str:
    """A value with its verdict, said once where there is no value."""
    return text if text == verdict else f"{text}, {verdict.lower()}"


def _noted(point: MonthPoint) -> str:
    return f" ({point.note})" if point.note else ""


def note_mark(at: int, note: str) -> dict[str, Any]:
    """A flag above the month at a place of the axis, with what was written of it; Plotly would read tags in it."""
    return {"x": at, "y": 1, "yref": "paper", "text": "⚑", "showarrow": False, "hovertext": escape(note, quote=False)}


def end_label(text: str, *, y: float, color: str) -> dict[str, Any]:
    """What a line says, at its right end beyond the last month; `layout` leaves no room for it, the margin must."""
    return {
        "x": 1.01, "xref": "paper", "xanchor": "left", "y": y, "text": text,
        "showarrow": False, "font": {"size": 12, "color": color},
    }  # fmt: skip


def room_for(*texts: str) -> dict[str, int]:
    """The margins of a figure with labels at its right end, in pixels."""
    return {"l": 8, "r": 20 + 7 * max((len(text) for text in texts), default=0), "t": 16, "b": 8}


_MARKER = {Status.MET: "circle", Status.NEAR: "diamond", Status.MISSED: "x"}


def unit_chart(*, name: str, measured_in: str, bars: Sequence[UnitBar]) -> Chart:
    """Units side by side in the order given, first at the top, each with its own target as a mark."""
    drawn, asked = list(reversed(bars)), _first_of_each_target(bars)
    most = max((one for bar in bars for one in (bar.value, bar.asked) if one is not None), default=0.0)
    units = [bar.unit for bar in drawn]
    traces: list[dict[str, Any]] = [
        {
            "type": "bar",
            "orientation": "h",
            "y": units,
            "x": [bar.value for bar in drawn],
            "marker": {"color": [COLOR.get(bar.status, OTHER) for bar in drawn]},
            "text": [f"{bar.symbol} {_with_counts(bar)}" for bar in drawn],
            "textposition": "auto",
            "constraintext": "none",
            "cliponaxis": False,
            "insidetextanchor": "start",
            "textangle": 0,
            "textfont": {"size": 13},
            "hovertemplate": "%{y}: %{text}<extra></extra>",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "name": screens.TARGET,
            "y": [bar.unit for bar in drawn if bar.asked is not None],
            "x": [bar.asked for bar in drawn if bar.asked is not None],
            "customdata": [bar.asked_text for bar in drawn if bar.asked is not None],
            "hovertemplate": f"{screens.TARGET} %{{customdata}}<extra></extra>",
            "marker": {"symbol": "line-ns-open", "size": 22, "color": GOAL, "line": {"width": 3}},
        },
    ]
    said = "; ".join(f"{bar.unit}: {_judged(_with_counts(bar), bar.verdict)}" for bar in bars)
    return Chart(
        {
            "data": traces,
            "layout": layout(height=70 + 32 * len(drawn))
            | {
                "xaxis": {"title": {"text": measured_in}, "rangemode": "tozero"},
                "yaxis": {"automargin": True, "type": "category"},
                "bargap": 0.3,
                "margin": {"l": 8, "r": 8, "t": 12 + _LABEL_HEIGHT * len(asked), "b": 8},
                "annotations": [
                    _mark_label(bar, row, most=most) for row, bar in enumerate(sorted(asked, key=_asked_first))
                ],
            },
        },
        f"{name}, {screens.BY_UNIT.lower()}. {said}.",
        (
            (screens.UNIT, screens.VALUE, screens.COUNTS, screens.TARGET, screens.STATUS),
            *((bar.unit, bar.text, bar.counts, bar.asked_text, bar.verdict) for bar in bars),
        ),
    )


def _with_counts(bar: UnitBar) -> str:
    return f"{bar.text} ({bar.counts})" if bar.counts else bar.text


def _first_of_each_target(bars: Sequence[UnitBar]) -> list[UnitBar]:
    """A bar for each target, whose mark says what it asks."""
    return list({bar.asked_text: bar for bar in reversed(bars) if bar.asked is not None}.values())


def _asked_first(bar: UnitBar) -> float:
    return 0.0 if bar.asked is None else bar.asked


def _mark_label(bar: UnitBar, row: int, *, most: float) -> dict[str, Any]:
    """What the marks of a target say: above all bars, in a row of its own, on the side where there is room."""
    side = "right" if 2 * _asked_first(bar) > most else "left"
    return {
        "x": bar.asked, "xanchor": side, "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": row * _LABEL_HEIGHT,
        "text": f"{screens.TARGET} {bar.asked_text}", "showarrow": False, "font": {"size": 12, "color": GOAL},
    }  # fmt: skip


def layout(*, height: int) -> dict[str, Any]:
    """What all figures share: vi-VN separators, no legend, no dragging; `height` in pixels."""
    return {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 16, "b": 8},
        "showlegend": False,
        "separators": ",.",
        "hovermode": "closest",
        "dragmode": False,
    }


CONFIG = {"displayModeBar": False, "locale": "vi", "scrollZoom": False, "doubleClick": False}
"""No English tool bar, and no way to lose the picture by a slip of the mouse."""
