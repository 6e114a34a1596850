"""Pages of a sheet of several tables: broken between tables, and not within them where that can be."""

import math
from collections.abc import Sequence

from kpi.exports.workbook_book import MARGINS, Sheet, points_of

_A4_LANDSCAPE = (841.9, 595.3)
_INCH = 72
_SPARE = 0.97
"""What programs differ by in the heights of rows and the widths of columns."""


def break_pages(sheet: Sheet, tops: Sequence[int], end: int, *, widths: Sequence[float]) -> None:
    """Break pages before those tables that would be cut at the scale at which the columns fit on a page.

    `tops` are the first rows of the tables, `end` is the row after the last.
    """
    width, height = (
        _SPARE * (length - _INCH * (before + after))
        for length, (before, after) in zip(_A4_LANDSCAPE, MARGINS, strict=True)
    )
    scale = min(1.0, math.floor(100 * width / sum(map(points_of, widths))) / 100)
    room, used, breaks = height / scale, 0.0, []
    for first, after in zip(tops, [*tops[1:], end], strict=True):
        needed = sum(map(sheet.height_of, range(first, after)))
        if used and used + needed > room:
            breaks.append(first)
            used = 0.0
        used = (used + needed) % room
    sheet.made.set_h_pagebreaks(breaks)
