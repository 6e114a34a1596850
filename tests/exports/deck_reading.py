"""What stands on the slides of a deck, read back for tests."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple, cast

import openpyxl
import pptx
from openpyxl.worksheet.worksheet import Worksheet
from pptx.chart.chart import Chart
from pptx.parts.chart import ChartPart
from pptx.presentation import Presentation
from pptx.shapes.base import BaseShape
from pptx.slide import Slide

Values = tuple[float | None, ...]


class Drawn(NamedTuple):
    """A chart: what the slide shows, and the workbook behind it."""

    name: str
    description: str
    categories: tuple[str, ...]
    series: dict[str, Values]
    sheet: Worksheet

    @property
    def in_workbook(self) -> dict[str, Values]:
        """The series as the workbook has them."""
        heads, *rows = self.sheet.iter_rows(values_only=True)
        columns = zip(*rows, strict=True)
        next(columns)
        return {str(head): cast(Values, values) for head, values in zip(heads[1:], columns, strict=True)}


def opened(content: bytes) -> Presentation:
    return pptx.Presentation(BytesIO(content))


def slides(deck: Presentation) -> list[Slide]:
    return list(deck.slides)


def title(slide: Slide) -> str:
    assert slide.shapes.title is not None
    return str(slide.shapes.title.text_frame.text)


def titled(deck: Presentation, begun: str) -> list[Slide]:
    """The slides whose titles begin so."""
    return [slide for slide in slides(deck) if title(slide).startswith(begun)]


def shapes(slide: Slide) -> Iterator[Any]:
    return iter(slide.shapes)


def texts(slide: Slide) -> dict[str, str]:
    """The texts of a slide by the names of their shapes; spaces that keep numbers together made plain."""
    return {one.name: plain(one.text_frame.text) for one in shapes(slide) if one.has_text_frame}


def notes(slide: Slide) -> str:
    frame = slide.notes_slide.notes_text_frame
    assert frame is not None
    return plain(str(frame.text))


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def described(shape: BaseShape) -> str:
    """What a shape says to who does not see it."""
    return plain(str(shape.element.xpath(".//p:cNvPr")[0].get("descr", "")))


def table(slide: Slide) -> list[list[str]]:
    """The cells of the one table of a slide."""
    (found,) = (one.table for one in shapes(slide) if one.has_table)
    return [[cell.text for cell in row.cells] for row in found.rows]


def charts(slide: Slide) -> dict[str, Drawn]:
    """The charts of a slide by name."""
    return {one.name: _drawn(one, one.chart) for one in shapes(slide) if one.has_chart}


def _drawn(shape: BaseShape, chart: Chart) -> Drawn:
    plot = cast(Any, chart.plots[0])
    part = cast(ChartPart, chart.part).chart_workbook.xlsx_part
    assert part is not None
    sheet = openpyxl.load_workbook(BytesIO(part.blob)).worksheets[0]
    return Drawn(
        shape.name,
        described(shape),
        tuple(plot.categories),
        {series.name: tuple(series.values) for series in plot.series},
        sheet,
    )
