"""Native tables of a deck, over as many slides as their rows take."""

from collections.abc import Sequence
from typing import NamedTuple

from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide
from pptx.util import Inches

from kpi.exports.deck_design import BODY, INK, NAVY, PAPER, SIDES, SMALLEST, Box, colour_of
from kpi.exports.deck_page import describe, write
from kpi.exports.deck_text import LINE, cut_to, lines_of

MOST_LINES = 4
"""On how many lines a cell may stand before its text is shortened."""

_RAISED = "EEF2F7"
_ENDS = 0.1
"""What a row keeps free above and below its text, together."""


class Column(NamedTuple):
    """A column of a table: its head and its width."""

    head: str
    width: float

    @property
    def text_width(self) -> float:
        """How wide a line of text in it may be, in points."""
        return Box(0, 0, self.width, 0).text_width


def shortened_row(columns: Sequence[Column], cells: Sequence[str]) -> tuple[str, ...]:
    """A row whose cells stand on at most MOST_LINES."""
    return tuple(
        cut_to(text, size=SMALLEST, width=column.text_width, lines=MOST_LINES)
        for column, text in zip(columns, cells, strict=True)
    )


def pages_of(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], *, most: int, height: float
) -> list[list[Sequence[str]]]:
    """Rows in groups for one slide each: at most so many, and no more than there is height for."""
    pages: list[list[Sequence[str]]] = []
    left = 0.0
    for row in rows:
        high = row_height(columns, row)
        if not pages or len(pages[-1]) == most or high > left:
            pages.append([])
            left = height - row_height(columns, [column.head for column in columns])
        pages[-1].append(row)
        left -= high
    return pages


def row_height(columns: Sequence[Column], cells: Sequence[str]) -> float:
    """How high a row of a table is."""
    lines = (lines_of(text, SMALLEST, column.text_width) for column, text in zip(columns, cells, strict=True))
    return max(lines) * SMALLEST * LINE / 72 + _ENDS


def add_table(
    slide: Slide, name: str, description: str, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, top: float
) -> None:
    """A table with a head, as wide as its columns together."""
    width = sum(column.width for column in columns)
    box = Box(BODY.left, top, width, 0.1)
    frame = slide.shapes.add_table(len(rows) + 1, len(columns), *box.emu)
    frame.name = name
    describe(frame, description)
    for place, column in enumerate(columns):
        frame.table.columns[place].width = Inches(column.width)
    for at, cells in enumerate([[column.head for column in columns], *rows]):
        frame.table.rows[at].height = Inches(row_height(columns, cells))
        for place, text in enumerate(cells):
            cell = frame.table.cell(at, place)
            cell.margin_left = cell.margin_right = Inches(SIDES)
            cell.margin_top = cell.margin_bottom = Inches(_ENDS / 2)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.fill.solid()  # type: ignore[no-untyped-call]  # pptx has no types
            cell.fill.fore_color.rgb = colour_of(NAVY if at == 0 else (PAPER if at % 2 else _RAISED))
            write(cell.text_frame, [text], size=SMALLEST, colour=PAPER if at == 0 else INK, bold=at == 0)
