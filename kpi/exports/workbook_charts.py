"""The two charts of an indicator, native and to be changed by who receives them; they can be read in grey.

Values are dark and solid, what is asked for is light and dashed.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from kpi.exports.documents import FONT
from kpi.exports.workbook_book import INK, RULE, Book, Sheet
from kpi.exports.workbook_cells import Cell
from kpi.exports.workbook_results import Results
from kpi.exports.workbook_trend import Trend
from kpi.plan import Indicator, Kind, Plan
from kpi.scoring import Score
from kpi.services.periodic import Line
from kpi.wording import workbook_words as words

_VALUE = "#1d5b8f"
_ASKED = "#6b7785"
_LETTERS = {"name": FONT, "size": 10, "color": INK}
_UNIT, _LEAST_UNIT, _MOST_UNITS = 20, 15, 860
"""The height that a unit takes in the chart of units, and what all of them take at most while that can be read."""

_TREND_HEIGHT = 320
_GAP = 20
_ROW = 20
"""The pixels between charts and below them, and of a row of ordinary height."""


class Charts(NamedTuple):
    """Which charts there is anything for: the trend, and these units side by side."""

    trend: bool
    units: tuple[Score, ...]

    @property
    def units_height(self) -> int:
        return 110 + max(_LEAST_UNIT, min(_UNIT, _MOST_UNITS // len(self.units))) * len(self.units)

    @property
    def rows(self) -> int:
        """How many rows they take, with the space below."""
        height = max(_TREND_HEIGHT if self.trend else 0, self.units_height if self.units else 0)
        return (height + _GAP) // _ROW + 1 if height else 0


def charts_of(plan: Plan, line: Line) -> Charts:
    """The trend where any month has a value, the units where any of several has one."""
    units = tuple(score for score in line.to_date if score.scope in plan.unit_of_id)
    drawn = len(units) > 1 and not all(math.isnan(score.value) for score in units)
    return Charts(not all(math.isnan(score.value) for score in line.trend), units if drawn else ())


def write_charts(
    book: Book, sheet: Sheet, charts: Charts, results: Results, trend: Trend, at: Cell, *, width: int
) -> None:
    """The charts side by side from a cell on, together so many pixels wide."""
    half = width // 2 - _GAP
    if charts.trend:
        _place(sheet, _trend_chart(book, sheet, trend), at, words.TREND, size=(half, _TREND_HEIGHT))
    if charts.units:
        chart = _units_chart(book, sheet, results, charts.units)
        _place(sheet, chart, at, words.BY_UNIT, size=(half, charts.units_height), left=half + _GAP)


def _trend_chart(book: Book, sheet: Sheet, trend: Trend) -> Any:
    """Value and target month by month; a month without a value is a gap."""
    chart = book.chart("line")
    last = trend.first + trend.months - 1
    months = [sheet.name, trend.first, 1, last, 1]

    def column(place: int) -> list[Any]:
        return [sheet.name, trend.first, place, last, place]

    chart.add_series(
        {
            "name": words.VALUE,
            "categories": months,
            "values": column(trend.value),
            "line": {"color": _VALUE, "width": 2.5},
            "marker": {"type": "circle", "size": 6, "fill": {"color": _VALUE}, "border": {"color": _VALUE}},
            "data_labels": {"value": True, "position": "above", "font": {**_LETTERS, "size": 9}},
        }
    )
    chart.add_series(
        {
            "name": words.BOUND,
            "categories": months,
            "values": column(trend.value + 1),
            "line": {"color": _ASKED, "width": 1.75, "dash_type": "dash"},
            "marker": {"type": "none"},
        }
    )
    chart.show_blanks_as("gap")
    chart.set_x_axis(
        {"num_font": _LETTERS, "text_axis": True, "num_format": words.MONTH_FORMAT, "label_position": "low"}
    )
    chart.set_y_axis(_value_axis(trend.indicator))
    return chart


def _units_chart(book: Book, sheet: Sheet, results: Results, units: Sequence[Score]) -> Any:
    """A bar for each unit, in the order of the table, beside what is asked of it."""
    chart = book.chart("bar")
    span = results.spans - 1
    first, last = results.row(units[0].scope), results.row(units[-1].scope)
    names = [sheet.name, first, 1, last, 1]
    value = results.cell(units[0].scope, span, "value").column
    unlabelled = [{"delete": True} if math.isnan(one.value) else None for one in units]
    chart.add_series(
        {
            "name": words.VALUE,
            "categories": names,
            "values": [sheet.name, first, value, last, value],
            "fill": {"color": _VALUE},
            "gap": 40,
            "overlap": 0,
            "data_labels": {"value": True, "custom": unlabelled, "font": {**_LETTERS, "size": 9}},
        }
    )
    chart.add_series(
        {
            "name": words.BOUND,
            "categories": names,
            "values": [sheet.name, first, results.after + 1, last, results.after + 1],
            "pattern": {"pattern": "light_upward_diagonal", "fg_color": _ASKED, "bg_color": "#ffffff"},
            "border": {"color": _ASKED},
        }
    )
    chart.set_y_axis({"reverse": True, "crossing": "max", "label_position": "low", "num_font": {**_LETTERS, "size": 9}})
    from_zero = {"min": 0} if all(not one.value < 0 for one in units) else {}
    to_whole = (
        {"max": 100} if results.indicator.kind is Kind.RATIO and all(not one.value > 100 for one in units) else {}
    )
    chart.set_x_axis(_value_axis(results.indicator) | from_zero | to_whole)
    return chart


def _value_axis(indicator: Indicator) -> dict[str, Any]:
    return {
        "num_font": _LETTERS,
        "num_format": words.number_format(indicator, indicator.decimals),
        "major_gridlines": {"visible": True, "line": {"color": RULE, "width": 0.5}},
    }


def _place(sheet: Sheet, chart: Any, at: Cell, title: str, *, size: tuple[int, int], left: int = 0) -> None:
    """Put a chart on its sheet, `left` pixels aside of a cell."""
    chart.set_title({"name": title, "name_font": {**_LETTERS, "size": 12, "bold": True}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": _LETTERS})
    chart.set_size({"width": size[0], "height": size[1]})
    sheet.made.insert_chart(*at, chart, {"object_position": 1, "x_offset": left, "description": title})
