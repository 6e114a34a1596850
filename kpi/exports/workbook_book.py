"""A workbook in the making: its letters and colours, the set-up of its pages, and cells that stay what they are.

Every text is written as a text, never as a formula, a link or a number, whatever it begins with.
"""

import datetime as dt
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname
from xlsxwriter.worksheet import Worksheet

from kpi.exports.documents import FONT, FORMULA_SIGNS, plain
from kpi.exports.workbook_cells import Cell
from kpi.targets import Status
from kpi.wording import formats
from kpi.wording import workbook_words as words

SIZE = 11
INK = "#1f2933"
RULE = "#b8c0c8"
HEAD_FILL = "#dfe5ea"
GROUP_FILL = "#f1f4f6"
QUIET = "#66707a"
FILLS = {Status.MET: "#d7e7f2", Status.NEAR: "#f9e9c6", Status.MISSED: "#f5d2ca"}
"""Light enough for black letters; symbol and word say the same."""

MARGINS = ((0.4, 0.4), (0.7, 0.6))
"""Left and right, above and below, in inches."""

_LINE = 15
"""The height of a line of letters, in points; a row that is not said to be higher has one."""
_A4 = 9
_LONGEST_TEXT = 32_767
_LONGEST_FOOTER = 90
_LONGEST_PROPERTY = 255


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks; `number` is an Excel format, `align` and `fill` are "" for none."""

    number: str = "General"
    bold: bool = False
    italic: bool = False
    size: int = SIZE
    ink: str = INK
    align: str = ""
    fill: str = ""
    wrap: bool = True
    boxed: bool = True
    linked: bool = False


BODY = Look()
CENTRED = Look(align="center")
HEAD = Look(bold=True, align="center", fill=HEAD_FILL)
GROUP = Look(bold=True, fill=GROUP_FILL)
PLAIN = Look(boxed=False)
TITLE = Look(boxed=False, bold=True, size=15)
SECTION = Look(boxed=False, bold=True, size=12, wrap=False)
NOTE = Look(boxed=False, italic=True, ink=QUIET)
LINK = Look(boxed=False, linked=True, wrap=False)
DAY = Look(number=words.DAY_FORMAT, align="center")
MOMENT = Look(number=words.MOMENT_FORMAT, align="center")
MONTH = Look(number=words.MONTH_FORMAT, align="center")


def of_status(look: Look, status: Status) -> Look:
    """The same look on the fill of a status."""
    return replace(look, fill=FILLS.get(status, look.fill))


class Book:
    """A file to be: sheets are added in their order, each look becomes one format of the file."""

    def __init__(self, title: str, *, author: str, at: dt.datetime, mark: str) -> None:
        """`at` (UTC) is when it is said to be written.

        On every page `mark` ("" for none) stands above, the title below.
        """
        self._bytes = BytesIO()
        letters = {"font_name": FONT, "font_size": SIZE}
        self._file = Workbook(self._bytes, {"in_memory": True, "default_format_properties": letters})
        self._formats: dict[tuple[Look, bool], Format] = {}
        self._mark, self._title = mark, title
        created = at.astimezone(dt.UTC).replace(tzinfo=None)
        about = {"title": plain(title)[:_LONGEST_PROPERTY], "author": plain(author)[:_LONGEST_PROPERTY]}
        self._file.set_properties({**about, "created": created})

    def add(self, name: str, *, landscape: bool = True) -> "Sheet":
        """A sheet on A4, one page wide, its pages numbered."""
        made = self._file.add_worksheet(name)
        if landscape:
            made.set_landscape()
        made.set_paper(_A4)
        made.fit_to_pages(1, 0)
        (left, right), (top, bottom) = MARGINS
        made.set_margins(left=left, right=right, top=top, bottom=bottom)
        made.hide_gridlines(2)
        font = f'&"{FONT},Regular"&9'
        if self._mark:
            made.set_header(f'&C&"{FONT},Bold"&11{_in_footer(self._mark)}')
        made.set_footer(f"&L{font}{_in_footer(self._title)}&R{font}{words.PAGES}")
        return Sheet(self, made, name)

    def name(self, name: str, sheet: str, area: str) -> None:
        """Call an area of a sheet ("$A$2:$A$9") by a name in all formulas."""
        self._file.define_name(name, f"={quote_sheetname(sheet)}!{area}")

    def chart(self, kind: str) -> Any:
        """A chart ("line", "bar") to be put on a sheet."""
        return self._file.add_chart({"type": kind})

    def format(self, look: Look, *, quoted: bool = False) -> Format:
        """The file's format of a look; `quoted` keeps a text a text when its cell is edited."""
        key = look, quoted
        if key not in self._formats:
            self._formats[key] = self._file.add_format(_properties(look, quoted=quoted))
        return self._formats[key]

    def content(self) -> bytes:
        """The bytes of the file; nothing can be written after this."""
        self._file.close()
        return self._bytes.getvalue()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to be written to."""

    book: Book
    made: Worksheet
    name: str
    heights: dict[int, float] = field(default_factory=dict)

    def text(self, cell: Cell, text: str, look: Look = BODY) -> None:
        written = _tidy(text)
        if written:
            self.made.write_string(*cell, written, self._format_of(written, look))
        else:
            self.blank(cell, look)

    def number(self, cell: Cell, value: float, look: Look = BODY) -> None:
        self.made.write_number(*cell, value, self.book.format(look))

    def day(self, cell: Cell, at: dt.date, look: Look = DAY) -> None:
        """A day or, as its first day, a month."""
        self.made.write_datetime(*cell, dt.datetime.combine(at, dt.time()), self.book.format(look))

    def moment(self, cell: Cell, at: dt.datetime) -> None:
        """A moment (with its zone) on the clock of Vietnam."""
        shown = at.astimezone(formats.VIETNAM).replace(tzinfo=None, second=0, microsecond=0)
        self.made.write_datetime(*cell, shown, self.book.format(MOMENT))

    def formula(self, cell: Cell, formula: str, value: float | str, look: Look = BODY) -> None:
        """A formula without "=", with what it gives now."""
        self.made.write_formula(*cell, f"={formula}", self.book.format(look), value)

    def blank(self, cell: Cell, look: Look = BODY) -> None:
        self.made.write_blank(*cell, None, self.book.format(look))

    def link(self, cell: Cell, sheet: str, text: str, look: Look = LINK) -> None:
        """A text that opens another sheet."""
        target = f"internal:{quote_sheetname(sheet)}!A1"
        written = _tidy(text)
        self.made.write_url(*cell, target, self._format_of(written, look), written)

    def across(self, cell: Cell, last_column: int, text: str, look: Look = PLAIN) -> None:
        """A text over several cells of a row."""
        if last_column > cell.column:
            self.made.merge_range(*cell, cell.row, last_column, "", self.book.format(look))
        self.text(cell, text, look)

    def _format_of(self, text: str, look: Look) -> Format:
        return self.book.format(look, quoted=text.startswith(FORMULA_SIGNS))

    def widths(self, *widths: float) -> None:
        """The widths of the first columns, in digits."""
        for column, width in enumerate(widths):
            self.made.set_column(column, column, width, self.book.format(PLAIN))

    def height(self, row: int, lines: int, *, size: int = SIZE) -> None:
        """Room for so many lines of letters."""
        self.heights[row] = lines * _LINE * size / SIZE + 2
        self.made.set_row(row, self.heights[row])

    def height_of(self, row: int) -> float:
        """How high a row is, in points."""
        return self.heights.get(row, _LINE)


def points_of(width: float) -> float:
    """The width in points of a column that is so many digits wide."""
    return (width * 7 + 5) * 0.75


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column that is so many digits wide, rather one too many.

    >>> lines("Tỷ lệ hồ sơ giải quyết đúng hạn", 20)
    2
    """
    return sum(max(1, len(textwrap.wrap(one, max(1, int(width * 1.05))))) for one in text.split("\n"))


def tallest(texts: Sequence[str], widths: Sequence[float]) -> int:
    """How many lines a row of texts takes."""
    return max((lines(text, width) for text, width in zip(texts, widths, strict=True)), default=1)


@lru_cache(maxsize=4096)
def _tidy(text: str) -> str:
    """A text as a cell can hold it; the same names come again and again."""
    return plain(text)[:_LONGEST_TEXT]


def _in_footer(text: str) -> str:
    """A text above or below the pages, where "&" begins an order."""
    return plain(text)[:_LONGEST_FOOTER].replace("&", "&&")


def _properties(look: Look, *, quoted: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "font_name": FONT,
        "font_size": look.size,
        "font_color": "#0b4f8a" if look.linked else look.ink,
        "num_format": look.number,
        "bold": look.bold,
        "italic": look.italic,
        "underline": 1 if look.linked else 0,
        "text_wrap": look.wrap,
        "valign": "vcenter" if look.boxed else "top",
        "quote_prefix": quoted,
    }
    if look.align:
        found["align"] = look.align
    if look.fill:
        found["bg_color"] = look.fill
    if look.boxed:
        found |= {"border": 1, "border_color": RULE}
    return found
