"""Sheets out of text: CSV in the encodings that Vietnamese offices use, tables pasted from Excel, and web pages.

One-stop systems often save a web page under the name ".xls"; its tables are read as one sheet. Every cell is text.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from html.parser import HTMLParser

from kpi.imports.grid import Merged, Sheet
from kpi.imports.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from kpi.imports.refusal import FileRefused

_DELIMITERS = "\t;,"
_DECLARED = re.compile(r"sep=([\t;,|])\r?\n", re.I)
_CHARSET = re.compile(rb"charset=[\"']?\s*([\w-]+)", re.I)
_ENCODINGS = {"utf-8": "utf-8-sig", "utf8": "utf-8-sig", "windows-1258": "cp1258", "unicode": "utf-16"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def decoded(content: bytes) -> str:
    r"""Text of UTF-8, of UTF-16 with its mark, or of Windows-1258; letters are composed.

    >>> decoded("Xã Ma Nới".encode()), decoded("Đất đai".encode("utf-16"))
    ('Xã Ma Nới', 'Đất đai')
    >>> decoded(b"Xa\xde Ma N\xf5\xeci")
    'Xã Ma Nới'
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        declared = _CHARSET.search(content[:2048])
        encodings = ["utf-8-sig", "cp1258"]
        if declared and (named := _ENCODINGS.get(declared[1].decode("ascii", "replace").lower())):
            encodings.insert(0, named)
    for encoding in encodings:
        try:
            return unicodedata.normalize("NFC", content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise FileRefused("unknown_encoding")


def sheet_of_csv(text: str, *, name: str = "") -> Sheet:
    """The rows of a CSV text; the delimiter is a tab, a semicolon or a comma, whichever divides its rows.

    >>> sheet_of_csv("Đơn vị;Cột 3\\nXã Ma Nới;1.234").rows
    (('Đơn vị', 'Cột 3'), ('Xã Ma Nới', '1.234'))
    """
    if declared := _DECLARED.match(text):
        return _sheet(name, _rows(text[declared.end() :], declared[1]))
    return _sheet(name, _rows(text, _delimiter(text)))


def sheet_of_pasted(text: str) -> Sheet:
    """What Excel puts on the clipboard: tabs between cells; a cell with line breaks is quoted."""
    return _sheet("", _rows(text, "\t"))


def sheet_of_web(text: str) -> Sheet:
    """All tables of a web page below each other as one sheet, with the paragraphs between them."""
    page = _Page()
    page.feed(text)
    page.close()
    page.end_row()
    return _sheet("", page.rows, tuple(page.merged))


def _delimiter(text: str) -> str:
    """The first delimiter that divides at least half of the first rows; a comma divides numbers too, so it is last."""
    start = "\n".join(text.splitlines()[:200])
    for delimiter in _DELIMITERS:
        rows = [row for row in _rows(start, delimiter) if any(cell.strip() for cell in row)]
        if 2 * sum(len(row) > 1 for row in rows) >= max(1, len(rows)):
            return delimiter
    return max(_DELIMITERS, key=start.count)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in reader:
            rows.append(row)
            cells += len(row)
            if cells > MOST_ROWS * MOST_COLUMNS:
                raise FileRefused("too_many_cells", rows=MOST_ROWS, columns=MOST_COLUMNS)
    except csv.Error as broken:
        raise FileRefused("broken") from broken
    return rows


def _sheet(name: str, rows: Iterable[Iterable[str]], merged: tuple[Merged, ...] = ()) -> Sheet:
    tidy: list[tuple[str | None, ...]] = []
    filled = 0
    for place, row in enumerate(rows):
        cells = [_CONTROL.sub("", cell).strip() or None for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        filled += sum(cell is not None for cell in cells)
        if cells and (place >= MOST_ROWS or len(cells) > MOST_COLUMNS or filled > MOST_CELLS):
            raise FileRefused("too_many_cells", rows=MOST_ROWS, columns=MOST_COLUMNS)
        tidy.append(tuple(cells))
    while tidy and not tidy[-1]:
        tidy.pop()
    return Sheet(name, tuple(tidy), merged)


class _Page(HTMLParser):
    """Collects the cells of a page's tables; a cell over several rows or columns takes their places."""

    _LINES = frozenset({"br", "p", "div", "li"})
    _SILENT = frozenset({"script", "style", "title"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.merged: list[Merged] = []
        self._taken: dict[int, int] = {}
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._between: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._SILENT:
            self._silent += 1
        elif tag == "tr":
            self.end_row()
            self._row = []
        elif tag in {"td", "th"}:
            self._end_cell()
            self._row = [] if self._row is None else self._row
            self._skip_taken(self._row)
            said = dict(attrs)
            self._span = (_span(said.get("rowspan"), MOST_ROWS), _span(said.get("colspan"), MOST_COLUMNS))
            self._cell = []
        elif tag in self._LINES:
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in {"td", "th"}:
            self._end_cell()
        elif tag in {"tr", "table"}:
            self.end_row()
        elif tag in self._LINES:
            self.handle_data("\n")

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._cell is not None:
            self._cell.append(data)
        elif self._row is None:
            self._between.append(data)

    def end_row(self) -> None:
        """Ends the row that is open; text outside of tables becomes rows of one cell."""
        self._end_cell()
        lines = [line.strip() for line in "".join(self._between).splitlines()]
        self.rows += [[line] for line in lines if line]
        self._between = []
        if self._row is not None:
            self.rows.append(self._row)
            self._taken = {column: left - 1 for column, left in self._taken.items() if left > 1}
            self._row = None
        if len(self.rows) > MOST_ROWS:
            raise FileRefused("too_many_cells", rows=MOST_ROWS, columns=MOST_COLUMNS)

    def _skip_taken(self, row: list[str]) -> None:
        while len(row) in self._taken:
            row.append("")

    def _end_cell(self) -> None:
        if self._cell is None or self._row is None:
            return
        (down, across), row, first = self._span, len(self.rows), len(self._row)
        if first + across > MOST_COLUMNS:
            raise FileRefused("too_many_cells", rows=MOST_ROWS, columns=MOST_COLUMNS)
        self._row += [" ".join("".join(self._cell).split(" ")), *[""] * (across - 1)]
        if down > 1:
            self._taken |= dict.fromkeys(range(first, first + across), down)
        if down * across > 1:
            self.merged.append(Merged(row, first, row + down - 1, first + across - 1))
        self._cell = None


def _span(said: str | None, most: int) -> int:
    return min(int(said), most) if said and said.isascii() and said.isdecimal() and said.strip("0") else 1
