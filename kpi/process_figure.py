"""The control chart as a Plotly figure, with its alt text and its table."""

from collections.abc import Collection, Mapping, Sequence
from statistics import fmean
from typing import Any, NamedTuple

from kpi.charts import GOAL, LINE, OTHER, Chart, Table, end_label, layout, note_mark, room_for
from kpi.control import ControlChart, ControlPoint
from kpi.months import Month, months_between
from kpi.plan import Indicator
from kpi.targets import Demand
from kpi.wording import control_words, formats, screens

IMPROVING, CONCERNING = "#2b83ba", "#d0442c"
LIMIT = "#7a8794"
_HEIGHT = 360
_DRAWN = 285
"""What the names of the months leave of the height, in pixels."""
_LINE_HEIGHT = 16


def process_figure(
    indicator: Indicator,
    chart: ControlChart,
    *,
    scope: str,
    targets: Mapping[Month, float],
    asked: Demand | None,
    notes: Mapping[Month, str],
    provisional: Collection[Month] = (),
) -> Chart:
    """Single months with their centre and limits; special points by colour and by shape, phases apart, notes as marks.

    `targets` are the bounds by month, `asked` is what is asked of the month looked at, `notes` what was written;
    `provisional` months wait for the figures of some unit.
    """
    rows = _rows(indicator, chart, targets, notes, provisional)
    months = [row.month for row in rows]
    low, high = _reach(chart, rows)
    named = _apart(_labels(indicator, chart, rows, asked), low=low, high=high)
    return Chart(
        {
            "data": [
                *(_limits(chart, phase) for phase in range(len(chart.phases))),
                *(_centre(chart, phase) for phase in range(len(chart.phases))),
                _months(indicator, rows),
                _line(screens.TARGET, months, [row.asked for row in rows], color=GOAL, dash="dash", shape="hvh"),
            ],
            "layout": layout(height=_HEIGHT)
            | {
                "margin": room_for(*(label["text"] for label in named)),
                "yaxis": {"title": {"text": indicator.measured_in}, "zeroline": False, "range": [low, high]},
                "xaxis": {
                    "type": "category",
                    "categoryorder": "array",
                    "categoryarray": months,
                    "tickangle": -45,
                    "nticks": 13,
                },
                "annotations": [*named, *(note_mark(at, row.note) for at, row in enumerate(rows) if row.note)],
            },
        },
        _alt(indicator, chart, scope, asked, rows),
        _table(indicator, rows),
    )


class _Row(NamedTuple):
    """A month of the chart; `point` is None where it has no value, `asked` where nothing is asked of it."""

    month: str
    point: ControlPoint | None
    text: str
    sign: str
    asked: float | None
    note: str


def _rows(
    indicator: Indicator,
    chart: ControlChart,
    targets: Mapping[Month, float],
    notes: Mapping[Month, str],
    provisional: Collection[Month],
) -> list[_Row]:
    """Every month from the first that is known to the last."""
    points = {point.month: point for point in chart.points}
    return [
        _Row(
            formats.short_month(month),
            point := points.get(month),
            _written(indicator, point, provisional=month in provisional),
            "" if point is None else control_words.signs(point.signals, improving=point.improving),
            targets.get(month),
            notes.get(month, ""),
        )
        for month in months_between(chart.points[0].month, chart.points[-1].month)
    ]


def _written(indicator: Indicator, point: ControlPoint | None, *, provisional: bool) -> str:
    return "–" if point is None else control_words.month_value(indicator, point.value, provisional=provisional)


def _months(indicator: Indicator, rows: Sequence[_Row]) -> dict[str, Any]:
    points = [row.point for row in rows]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": indicator.short,
        "x": [row.month for row in rows],
        "y": [None if point is None else point.value for point in points],
        "customdata": [f"{row.month}: {row.text}" + (f" · {row.sign}" if row.sign else "") for row in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": OTHER, "width": 1.5},
        "marker": {
            "size": [11 if point is not None and point.signals else 7 for point in points],
            "color": [_color(point) for point in points],
            "symbol": [_symbol(point) for point in points],
        },
        "connectgaps": False,
    }


def _labels(
    indicator: Indicator, chart: ControlChart, rows: Sequence[_Row], asked: Demand | None
) -> list[dict[str, Any]]:
    """The centre, the limits and the target of the last month, each at the end of its line.

    Limits that lie on the centre say nothing.
    """
    last = chart.points[-1]
    named = [(last.centre, f"{control_words.CENTRE_SHORT} {control_words.level_text(indicator, last.centre)}", LINE)]
    if last.lower is not None and last.upper is not None and last.lower < last.upper:
        limits = (last.lower, last.upper)
        named += [(limit, control_words.level_text(indicator, limit), LIMIT) for limit in limits]
    if asked is not None and rows[-1].asked is not None:
        named.append((rows[-1].asked, f"{screens.TARGET} {control_words.target_text(indicator, asked)}", GOAL))
    return [end_label(text, y=level, color=color) for level, text, color in named]


def _reach(chart: ControlChart, rows: Sequence[_Row]) -> tuple[float, float]:
    """The lowest and the highest that is drawn, with some air around."""
    levels = [level for point in chart.points for level in (point.value, point.centre, point.lower, point.upper)]
    drawn = [level for level in (*levels, *(row.asked for row in rows)) if level is not None]
    air = 0.08 * (max(drawn) - min(drawn)) or 1.0
    return min(drawn) - air, max(drawn) + air


def _apart(labels: Sequence[dict[str, Any]], *, low: float, high: float) -> list[dict[str, Any]]:
    """Labels at the ends of lines that lie close, moved by whole pixels so that each can be read.

    They keep their order, and those that would overprint stand around the middle of where they belong.
    """
    scale = _DRAWN / (high - low)
    rising = sorted(range(len(labels)), key=lambda at: labels[at]["y"])
    groups: list[list[float]] = []
    for place, at in enumerate(rising):
        groups.append([labels[at]["y"] * scale - place * _LINE_HEIGHT])
        while len(groups) > 1 and fmean(groups[-2]) > fmean(groups[-1]):
            groups[-2:] = [groups[-2] + groups[-1]]
    places = [fmean(group) for group in groups for _ in group]
    moved = {
        at: round(places[place] + place * _LINE_HEIGHT - labels[at]["y"] * scale) for place, at in enumerate(rising)
    }
    return [label | {"yshift": moved[at]} if moved[at] else label for at, label in enumerate(labels)]


def _alt(indicator: Indicator, chart: ControlChart, scope: str, asked: Demand | None, rows: Sequence[_Row]) -> str:
    variation, assurance = control_words.VARIATION[chart.variation][1], control_words.ASSURANCE[chart.assurance][1]
    said = "; ".join(f"{row.month}: {row.text}" + (f" ({row.sign})" if row.sign else "") for row in rows)
    return (
        f"{control_words.TITLE}: {indicator.short}, {scope}. "
        f"{variation}. {control_words.variation_sentence(indicator, chart)} "
        f"{assurance}. {control_words.assurance_sentence(indicator, chart, asked)} {said}."
    )


def _table(indicator: Indicator, rows: Sequence[_Row]) -> Table:
    """The newest month first."""
    head = (screens.MONTH_HEAD, screens.VALUE, control_words.CENTRE, control_words.LOWER, control_words.UPPER)
    return (
        (*head, screens.TARGET, control_words.SIGN, screens.NOTES),
        *(
            (
                row.month,
                row.text,
                *_limits_text(indicator, row.point),
                "–" if row.asked is None else formats.exact(row.asked),
                row.sign,
                row.note,
            )
            for row in reversed(rows)
        ),
    )


def _limits_text(indicator: Indicator, point: ControlPoint | None) -> tuple[str, str, str]:
    if point is None:
        return "–", "–", "–"
    lower, upper = (
        "–" if limit is None else control_words.level_text(indicator, limit) for limit in (point.lower, point.upper)
    )
    return control_words.level_text(indicator, point.centre), lower, upper


def _points_of(chart: ControlChart, phase: int) -> list[ControlPoint]:
    return [point for point in chart.points if point.phase == phase and point.lower is not None]


def _limits(chart: ControlChart, phase: int) -> dict[str, Any]:
    """The band between the limits of one phase, there and back."""
    points = _points_of(chart, phase)
    months = [formats.short_month(point.month) for point in points]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [*months, *reversed(months)],
        "y": [*(point.upper for point in points), *(point.lower for point in reversed(points))],
        "fill": "toself",
        "fillcolor": "rgba(141,153,166,0.16)",
        "line": {"color": LIMIT, "width": 1, "dash": "dot"},
        "hoverinfo": "skip",
    }


def _centre(chart: ControlChart, phase: int) -> dict[str, Any]:
    points = [point for point in chart.points if point.phase == phase]
    months = [formats.short_month(point.month) for point in points]
    return _line(control_words.CENTRE, months, [point.centre for point in points], color=LINE, dash="solid")


def _line(
    name: str, months: Sequence[str], values: Sequence[float | None], *, color: str, dash: str, shape: str = "linear"
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": list(months),
        "y": list(values),
        "line": {"color": color, "width": 1.2, "dash": dash, "shape": shape},
        "hoverinfo": "skip",
    }


def _color(point: ControlPoint | None) -> str:
    if point is None or not point.signals:
        return OTHER
    return IMPROVING if point.improving else CONCERNING


def _symbol(point: ControlPoint | None) -> str:
    if point is None or not point.signals:
        return "circle"
    return "triangle-up" if point.improving else "triangle-down"
