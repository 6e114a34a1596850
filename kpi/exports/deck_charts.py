"""Native charts of a deck: what the official who receives it can open, change and copy.

Each carries its own small workbook, in which names are only text: one that begins with "=" is no formula there. What
lines and bars mean is told by dashes, markers, patterns and signs too, not by colours alone.
"""

import copy
import math
from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple, cast

from openpyxl import Workbook
from pptx.chart.chart import Chart
from pptx.chart.data import ChartData
from pptx.chart.datalabel import DataLabels
from pptx.chart.series import BarSeries, LineSeries
from pptx.dml.fill import FillFormat
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.oxml.ns import qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Pt

from kpi.exports.deck_design import INK, SMALLEST, Box, colour_of, element
from kpi.exports.deck_page import describe
from kpi.exports.deck_text import BOLD, width_of
from kpi.exports.documents import plain
from kpi.targets import Status

_LABEL_SHARE = 0.2
"""How much of the length of the bars a label takes."""
_VIETNAMESE = "[$-42A]"
_TEXT = "s"
_LINE, _GOAL, _EDGE = "1D4ED8", "0F172A", "0F172A"
_FILLS = {Status.MISSED: "991B1B", Status.NEAR: "C2410C", Status.MET: "93C5FD"}
_OTHER_FILL = "CBD5E1"
_PATTERNS = {Status.NEAR: MSO_PATTERN.WIDE_UPWARD_DIAGONAL}


class Series(NamedTuple):
    """A name and its values, one for each category; None is a gap."""

    name: str
    values: Sequence[float | None]


class Bar(NamedTuple):
    """A bar with what stands beside it; its status says how it is filled."""

    label: str
    value: float | None
    status: Status


class ChartTexts(NamedTuple):
    """What is written on a chart: its name among the shapes, its title ("" for none), and what it shows in words."""

    name: str
    title: str
    description: str


def known(value: float) -> float | None:
    """A value for a chart: what is missing is a gap, never zero."""
    return None if math.isnan(value) else value


def number_format(decimals: int, *, signed: bool = False) -> str:
    """How a chart writes numbers; the reader's own settings put the comma of Vietnam in.

    >>> number_format(1), number_format(0), number_format(1, signed=True)
    ('[$-42A]#,##0.0', '[$-42A]#,##0', '[$-42A]+#,##0.0;[$-42A]-#,##0.0;[$-42A]0.0')
    """
    digits = "0." + "0" * decimals if decimals else "0"
    formats = (f"+#,##{digits}", f"-#,##{digits}", digits) if signed else (f"#,##{digits}",)
    return ";".join(_VIETNAMESE + one for one in formats)


class _Data(ChartData):
    """Categories and series whose workbook takes every name as text; numbers have 16 digits in it, as Excel has."""

    @property
    def xlsx_blob(self) -> bytes:
        book = Workbook()
        (sheet,) = book.worksheets
        sheet.title = "Sheet1"
        sheet.column_dimensions["A"].width = 30
        for row, category in enumerate(self.categories, 2):
            sheet.cell(row, 1, category.label).data_type = _TEXT
        for column, series in enumerate(self, 2):
            sheet.cell(1, column, series.name).data_type = _TEXT
            for row, value in enumerate(series.values, 2):
                sheet.cell(row, column, value).number_format = series.number_format
        file = BytesIO()
        book.save(file)
        return file.getvalue()


def add_lines(
    slide: Slide,
    box: Box,
    texts: ChartTexts,
    categories: Sequence[str],
    series: Sequence[Series],
    *,
    measured_in: str,
    decimals: int,
    signed: bool = False,
) -> None:
    """A line with markers and, dashed, what it is held against; a month without a value is a gap.

    Its points have their values where there is room for all of them, else the last one has, and an axis is drawn that
    says what it is `measured_in`.
    """
    format = number_format(decimals, signed=signed)
    chart = _added(slide, XL_CHART_TYPE.LINE_MARKERS, box, texts, categories, series, format=format)
    result, *goals = chart.plots[0].series
    result.smooth = False
    result.format.line.color.rgb, result.format.line.width = colour_of(_LINE), Pt(3)
    result.marker.style, result.marker.size = XL_MARKER_STYLE.CIRCLE, 8
    _solid(result.marker.format.fill, _LINE)
    for goal in goals:
        goal.smooth = False
        goal.format.line.color.rgb, goal.format.line.width = colour_of(_GOAL), Pt(2)
        goal.format.line.dash_style = MSO_LINE.DASH
        goal.marker.style, goal.marker.size = XL_MARKER_STYLE.DASH, 9
        _solid(goal.marker.format.fill, _GOAL)
        goal.marker.format.line.color.rgb = colour_of(_GOAL)
    labels = _labels(result, format)
    labels.position = XL_LABEL_POSITION.ABOVE
    given = [(place, value) for place, value in enumerate(series[0].values) if value is not None]
    sign = "+" if signed else ""
    widest = max(BOLD * width_of(f"{value:{sign},.{decimals}f}", SMALLEST) for _, value in given)
    crowded = widest > box.text_width / len(categories)
    _single_out(labels, [place for place, _ in given[:-1]] if crowded else [], _under_goal(series))
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.value_axis.visible, chart.value_axis.has_major_gridlines = crowded, False
    _write_numbers(chart, format)
    if crowded:
        title = chart.value_axis.axis_title.text_frame
        title.text = plain(measured_in)
        letters = title.paragraphs[0].runs[0].font
        letters.size, letters.bold = Pt(SMALLEST), False


def add_bars(
    slide: Slide,
    box: Box,
    texts: ChartTexts,
    bars: Sequence[Bar],
    name: str,
    *,
    decimals: int = 0,
    signed: bool = False,
) -> None:
    """Bars from left to right, the first on top, each with its value."""
    values = [bar.value for bar in bars]
    format, labels = number_format(decimals, signed=signed), [bar.label for bar in bars]
    chart = _added(slide, XL_CHART_TYPE.BAR_CLUSTERED, box, texts, labels, [Series(name, values)], format=format)
    chart.has_legend = False
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    _write_numbers(chart, format)
    chart.value_axis.minimum_scale = _left_end([value for value in values if value is not None])
    plot = chart.plots[0]
    plot.gap_width = 35
    (series,) = plot.series
    series.invert_if_negative = False
    _labels(series, format).position = XL_LABEL_POSITION.OUTSIDE_END
    for place, bar in enumerate(bars):
        point = series.points[place].format
        _fill(point.fill, bar.status)
        point.line.color.rgb, point.line.width = colour_of(_EDGE), Pt(0.75)
        point._element.find(qn("c:idx")).addnext(element("c:invertIfNegative", val="0"))


def _added(
    slide: Slide,
    kind: XL_CHART_TYPE,
    box: Box,
    texts: ChartTexts,
    categories: Sequence[str],
    series: Sequence[Series],
    *,
    format: str,
) -> Chart:
    data = _Data(number_format=format)  # type: ignore[no-untyped-call]  # pptx has no types
    data.categories = [plain(one) for one in categories]
    for one in series:
        data.add_series(plain(one.name), one.values)  # type: ignore[no-untyped-call]  # pptx has no types
    frame = cast(GraphicFrame, slide.shapes.add_chart(kind, *box.emu, data))
    frame.name = texts.name
    describe(frame, texts.description)
    chart: Chart = frame.chart
    _write_language(chart)
    chart.font.size, chart.font.color.rgb = Pt(SMALLEST), colour_of(INK)
    chart.has_title = bool(texts.title)
    if not texts.title:
        return chart
    chart.chart_title.include_in_layout = False
    chart.chart_title.text_frame.text = plain(texts.title)
    letters = chart.chart_title.text_frame.paragraphs[0].runs[0].font
    letters.size, letters.bold = Pt(SMALLEST), True
    return chart


def _write_language(chart: Chart) -> None:
    """In which language a chart is written, for a reader that puts commas and dots accordingly."""
    begin = chart._chartSpace.find(qn("c:date1904"))
    begin.addnext(element("c:roundedCorners", val="0"))
    begin.addnext(element("c:lang", val="vi-VN"))


def _labels(series: BarSeries | LineSeries, format: str) -> DataLabels:
    """The values at the points of a series."""
    labels: DataLabels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = format, False
    labels.font.size, labels.font.bold = Pt(SMALLEST), True
    return labels


def _write_numbers(chart: Chart, format: str) -> None:
    """How the axis of values writes its numbers, even where it is not drawn: the reader may show it."""
    labels = chart.value_axis.tick_labels
    labels.number_format, labels.number_format_is_linked = format, False


def _left_end(values: Sequence[float]) -> float:
    """Where bars begin: at zero, or far enough left of the lowest value for its label."""
    lowest, highest = min([0.0, *values]), max([0.0, *values])
    return lowest - _LABEL_SHARE * (highest - lowest) if lowest < 0 else 0.0


def _under_goal(series: Sequence[Series]) -> Sequence[int]:
    """The places of the values under what they are held against, with room for their labels over the months."""
    result, *goals = series
    highest = max(value for one in series for value in one.values if value is not None)
    pairs = zip(result.values, goals[0].values, strict=True) if goals else ()
    return [
        place
        for place, (value, goal) in enumerate(pairs)
        if value is not None and goal is not None and highest / 4 <= value < goal
    ]


def _single_out(labels: DataLabels, hidden: Sequence[int], under: Sequence[int]) -> None:
    """No value at some points, and at others the value under the line instead of over it."""
    common = [child for child in labels._element if child.tag != qn("c:showLeaderLines")]
    for place in sorted({*hidden, *under}, reverse=True):
        one = element("c:dLbl")
        one.append(element("c:idx", val=str(place)))
        if place in hidden:
            one.append(element("c:delete", val="1"))
        else:
            one.extend(copy.deepcopy(child) for child in common)
            one.find(qn("c:dLblPos")).set("val", "b")
        labels._element.insert(0, one)


def _fill(fill: FillFormat, status: Status) -> None:
    if status in _PATTERNS:
        fill.patterned()  # type: ignore[no-untyped-call]  # pptx has no types
        fill.pattern = _PATTERNS[status]
        fill.fore_color.rgb, fill.back_color.rgb = colour_of(_FILLS[status]), colour_of("FFFFFF")
    else:
        _solid(fill, _FILLS.get(status, _OTHER_FILL))


def _solid(fill: FillFormat, colour: str) -> None:
    fill.solid()  # type: ignore[no-untyped-call]  # pptx has no types
    fill.fore_color.rgb = colour_of(colour)
