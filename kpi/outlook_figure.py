"""The months that were and the months to come as a Plotly figure, with its alt text and its table."""

import math
from collections.abc import Sequence
from typing import Any

from kpi.charts import GOAL, LINE, Chart, end_label, layout, room_for
from kpi.forecast import Range
from kpi.months import Month
from kpi.plan import Indicator
from kpi.series import Series
from kpi.targets import Demand
from kpi.wording import control_words, formats, outlook_words, screens
from kpi.wording.sentences import value_text

_SHOWN = 24


def outlook_figure(
    indicator: Indicator,
    past: Series,
    ahead: Sequence[tuple[Month, Range]],
    *,
    scope: str,
    asked: Demand | None,
) -> Chart:
    """Single months with gaps where there are none, then the middle of the forecast in its range.

    `asked` is what is asked of each month by itself.
    """
    coming = [formats.short_month(month) for month, _ in ahead]
    band = {
        "type": "scatter",
        "mode": "lines",
        "x": [*coming, *reversed(coming)],
        "y": [*(span.high for _, span in ahead), *(span.low for _, span in reversed(ahead))],
        "fill": "toself",
        "fillcolor": "rgba(43,131,186,0.18)",
        "line": {"width": 0.5, "color": LINE},
        "hoverinfo": "skip",
    }
    values = [None if math.isnan(value) else float(value) for value in past.value[-_SHOWN:]]
    was = _line([formats.short_month(month) for month in past.months[-_SHOWN:]], values, dash="solid")
    whole = past.complete[-_SHOWN:].tolist()
    was["customdata"] = [
        "–" if value is None else control_words.month_value(indicator, value, provisional=not complete)
        for value, complete in zip(values, whole, strict=True)
    ]
    comes = _line(coming, [span.middle for _, span in ahead], dash="dot")
    comes["customdata"] = [_span(indicator, span) for _, span in ahead]
    goal = "" if asked is None else f"{screens.TARGET} {control_words.target_text(indicator, asked)}"
    figure = {
        "data": [band, was, comes],
        "layout": layout(height=320)
        | {
            "xaxis": {
                "type": "category",
                "categoryorder": "array",
                "categoryarray": [*was["x"], *coming],
                "tickangle": -45,
                "nticks": 13,
            },
            "yaxis": {"title": {"text": indicator.measured_in}, "zeroline": False},
            "shapes": [] if asked is None else [_goal(asked.final)],
            "annotations": [] if asked is None else [end_label(goal, y=asked.final, color=GOAL)],
            "margin": room_for(goal),
        },
    }
    rows = [*zip(was["x"], was["customdata"], strict=True), *zip(coming, comes["customdata"], strict=True)]
    said = "; ".join(f"{month}: {text}" for month, text in rows)
    target = f" {goal}." if goal else ""
    return Chart(
        figure,
        f"{outlook_words.CHART}: {indicator.short}, {scope}.{target} {said}.",
        ((screens.MONTH_HEAD, screens.VALUE), *reversed(rows)),
    )


def _span(indicator: Indicator, span: Range) -> str:
    low, middle, high = (value_text(indicator, value) for value in span)
    return f"{outlook_words.AHEAD.lower()} {middle} ({low} – {high})"


def _line(months: Sequence[str], values: Sequence[float | None], *, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(months),
        "y": list(values),
        "line": {"color": LINE, "width": 2, "dash": dash},
        "marker": {"size": 7, "symbol": "circle" if dash == "solid" else "circle-open"},
        "hovertemplate": "%{x}: %{customdata}<extra></extra>",
        "connectgaps": False,
    }


def _goal(asked: float) -> dict[str, Any]:
    return {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": asked, "y1": asked,
        "line": {"color": GOAL, "width": 1.5, "dash": "dash"},
    }  # fmt: skip
