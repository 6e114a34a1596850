"""Where the tables of a sheet begin: the row of column numbers, and the heads above it over one to six levels."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from kpi.imports.collected import Page, Place, is_figure, is_of_another_time, label, month_named
from kpi.imports.ends import is_words, repeated
from kpi.imports.found import SKIPPED
from kpi.imports.grid import Cell
from kpi.imports.names import Names, key, words_of
from kpi.months import Month
from kpi.wording import sheet_words
from kpi.wording.folding import folded

_NUMBER = re.compile(r"[(\[]?\s*(\d{1,2})\s*[)\]]?\s*(=[\s\d()+\-–=\[\]/:*.,%xX×]*)?")
_LETTER = re.compile(r"[(\[]?\s*[A-Da-d]\s*[)\]]?")
_LOWEST_FIRST = 3
"""A form leaves out the numbers of at most two columns, of the row's place and its name."""
_FEWEST = 3
_MOST_LEVELS = 6
_SEARCHED_ROWS, _SEARCHED_CELLS, _FEWEST_SEARCHED = 200, 10_000, 30
"""How far down a head is looked for: so many rows, fewer in a wide sheet, but not fewer than the last."""
_ANY = Month(2000, 1)
_HEADS_OF_NAMES = sheet_words.NAMES_OF_UNITS | sheet_words.NAMES_OF_PARTS
SEPARATOR = " / "


class HeadColumn(NamedTuple):
    """A column of a table: its place, its heads from the top joined, its number where it has one, and their cell."""

    column: int
    text: str
    number: int | None
    place: Place


class Head(NamedTuple):
    """The head of a table: its first and last row, and its columns with a head or a number."""

    top: int
    bottom: int
    columns: tuple[HeadColumn, ...]

    @property
    def texts(self) -> tuple[tuple[int, str, int | None], ...]:
        """What two pages of one table have in common."""
        return tuple((one.column, key(one.text), one.number) for one in self.columns)


def column_numbers(row: Sequence[Cell]) -> dict[int, int]:
    """The numbers of the columns where a row holds nothing else, {} for any other row; bare ones must rise.

    Letters may stand over the first columns; two of them make a row of few numbers one.

    >>> column_numbers(["(1)", "(2)", "(3)=(4)+(5)", 4, "5"])
    {0: 1, 1: 2, 2: 3, 3: 4, 4: 5}
    >>> column_numbers([1, "Đất đai", 3, 4, 5]), column_numbers([40, 41, 42])
    ({}, {})
    """
    numbers: dict[int, int] = {}
    for column, cell in enumerate(row):
        if cell is None or (isinstance(cell, str) and (not cell.strip() or _LETTER.fullmatch(cell.strip()))):
            continue
        number = _column_number(cell)
        if number is None:
            return {}
        numbers[column] = number
    found = list(numbers.values())
    own = lettered_columns(row) > 0 and found == list(range(1, len(found) + 1))
    if not found or (len(found) < _FEWEST and not own) or min(found) > _LOWEST_FIRST or len(set(found)) < len(found):
        return {}
    bracketed = all(isinstance(cell, str) and cell.strip()[0] in "([" for cell in row if label(cell))
    return numbers if bracketed or all(before < after for before, after in pairwise(found)) else {}


def lettered_columns(row: Sequence[Cell]) -> int:
    """How many columns the letters A, B… are over before any number of a column; 0 where there are not two.

    >>> lettered_columns(["A", "B", 1, 2]), lettered_columns([None, "(A)", "(B)", "(1)"]), lettered_columns(["A", 1])
    (2, 2, 0)
    """
    letters = []
    for cell in row:
        if isinstance(cell, str) and _LETTER.fullmatch(cell.strip()):
            letters.append(cell.strip("()[] \t\n").upper())
        elif label(cell):
            break
    return len(letters) if len(letters) > 1 and letters == list("ABCD"[: len(letters)]) else 0


def _column_number(cell: Cell) -> int | None:
    """A number of a column; Excel takes a typed "(3)" for -3."""
    match cell:
        case bool():
            return None
        case int() | float() if cell == int(cell) and 1 <= abs(cell) <= 99:
            return abs(int(cell))
        case str() if found := _NUMBER.fullmatch(cell.strip()):
            return int(found[1])
    return None


def heads(page: Page, measures: Names, measured_in: Set[str]) -> Iterator[Head]:
    """The heads of the tables of a sheet that have a row for each unit or field, from above.

    `measured_in` are units of measurement, which may stand below a head and are no part of it.
    """
    numbered = [row for row in range(page.height) if column_numbers(page.sheet.rows[row])]
    if numbered:
        before = -1
        for row in numbered:
            head = _with_groups(page, _numbered(page, row, before), measures, above=before)
            if head.bottom > before and (head.top < head.bottom or before < 0):
                yield head
            before = row
        return
    if (found := _by_names(page, measures, measured_in)) is not None:
        named = _with_groups(page, found, measures, above=-1)
        yield named
        for row in repeated(page, named.top, named.bottom):
            yield _moved(named, row - named.top)


def _moved(head: Head, rows: int) -> Head:
    columns = (one._replace(place=one.place._replace(row=one.place.row + rows)) for one in head.columns)
    return Head(head.top + rows, head.bottom + rows, tuple(columns))


def _numbered(page: Page, row: int, before: int) -> Head:
    """The head above a row of numbers: up to where the first of its columns has its head, or the first before it.

    Between the two may stand empty rows, or a date: above them counts what heads most of the columns.
    """
    numbers = column_numbers(page.sheet.rows[row])
    cells = page.sheet.rows[row]
    first = min(numbers)
    if lettered_columns(cells):
        first = next(column for column, cell in enumerate(cells) if label(cell))
    top = row
    headed, apart = False, False
    for level in range(row - 1, max(before, row - 1 - _MOST_LEVELS), -1):
        over = sum(bool(page.text(Place(level, column))) for column in numbers)
        if not any(label(cell) for cell in _across(page, level)):
            if headed:
                break
            apart = True
            continue
        if apart and not headed and 2 * over < len(numbers):
            break
        headed = True
        if page.text(Place(level, first)) or (first > 0 and page.text(Place(level, 0))):
            top = page.first.get(Place(level, first), Place(level, first)).row
            break
    return Head(max(top, before + 1), row, tuple(_columns(page, max(top, before + 1), row - 1, numbers, row)))


def _across(page: Page, row: int) -> list[Cell]:
    return [page.shown(Place(row, column)) for column in range(page.width)]


def _by_names(page: Page, measures: Names, measured_in: Set[str]) -> Head | None:
    """The rows whose joined texts are most often names of measures; at least two, or one beside a head of names."""
    best, most = None, 0
    meanings: dict[str, str | None] = {}
    last = min(page.height, _SEARCHED_ROWS, max(_FEWEST_SEARCHED, _SEARCHED_CELLS // max(1, page.width)))
    for bottom in range(last):
        for depth in range(1, min(_MOST_LEVELS, bottom + 1) + 1):
            top = bottom - depth + 1
            if depth > 1 and not any(isinstance(cell, str) for cell in page.sheet.rows[top]):
                break
            columns = tuple(_columns(page, top, bottom, {}, bottom))
            for one in columns:
                if one.text not in meanings:
                    meanings[one.text] = likely_meaning(measures, one)
            found = len({meanings[one.text] for one in columns} - {None, SKIPPED})
            if found > most and (found > 1 or has_names(columns)):
                best, most = Head(top, bottom, columns), found
    return _by_closeness(page, measures) if best is None else _down_to_lowest(page, measures, best, measured_in)


def _by_closeness(page: Page, measures: Names) -> Head | None:
    """The first rows with a head of names beside heads that only come close to measures, which must be asked about."""
    for row in range(min(page.height, _SEARCHED_ROWS)):
        names = next((one for one in range(page.width) if key(page.text(Place(row, one))) in _HEADS_OF_NAMES), None)
        if names is not None:
            bottom = _last_row(page, Place(row, names))
            columns = tuple(_columns(page, row, bottom, {}, bottom))
            if any(one.column > names and measures.is_close(one.text) for one in columns):
                return Head(row, bottom, columns)
    return None


def _last_row(page: Page, place: Place) -> int:
    """The last row of the merged cell that a place is in."""
    row = place.row
    while place in page.first and page.first.get(Place(row + 1, place.column)) == page.first[place]:
        row += 1
    return row


def _down_to_lowest(page: Page, measures: Names, head: Head, measured_in: Set[str]) -> Head:
    """A head with the row below it that divides its columns further: by time, or into a count and its rate."""
    measured = [one.column for one in head.columns if likely_meaning(measures, one) is not None]
    below = head.bottom + 1
    if below >= page.height or any(is_figure(cell) for cell in page.sheet.rows[below]):
        return head
    if any(page.text(Place(below, one)) for one in range(min(measured)) if not _goes_down(page, below, one)):
        return head
    own = [Place(below, one) for one in range(min(measured), page.width) if not _goes_down(page, below, one)]
    said = {key(page.head(one)) for one in own} - {""}
    if not said or said <= measured_in or any(sheet_words.NOT_SENT.match(one) for one in said):
        return head
    return Head(head.top, below, tuple(_columns(page, head.top, below, {}, below)))


def _goes_down(page: Page, row: int, column: int) -> bool:
    """Whether a cell is merged with the one above it."""
    above = page.first.get(Place(row - 1, column), Place(row - 1, column))
    return page.first.get(Place(row, column)) == above


def speaks_of_time(text: str) -> bool:
    """Whether a head says which time its figures are of.

    >>> speaks_of_time("Lũy kế"), speaks_of_time("Trong tháng"), speaks_of_time("T9/2024"), speaks_of_time("(hồ sơ)")
    (True, True, True, False)
    """
    if month_named(text, year=_ANY.year) is not None or is_of_another_time(text, _ANY):
        return True
    return key(text) in sheet_words.THIS_TIME


def has_names(columns: Sequence[HeadColumn]) -> bool:
    """Whether one of the heads says that units or fields stand below it."""
    return any(key(one.text) in _HEADS_OF_NAMES for one in columns)


def likely_meaning(measures: Names, column: HeadColumn) -> str | None:
    """The measure of a column by all its heads joined, or by the only one that means one, whatever stands beside."""
    found = measures.meaning(column.text)
    return _by_one_level(measures, column.text)[0] if found is None else found


def meaning_of_head(measures: Names, column: HeadColumn, month: Month) -> str | None:
    """The measure of a column by all its heads joined, or by the only one that means one, where the rest says nothing.

    An answer is to the whole text of a column.
    """
    if (found := measures.meaning(column.text)) is not None:
        return found
    found, own = _by_one_level(measures, column.text)
    levels = column.text.split(SEPARATOR)
    return found if all(_says_nothing(level, own, month) for level in levels if level != own) else None


def _by_one_level(measures: Names, text: str) -> tuple[str | None, str]:
    """The measure that the levels of a head mean, and the lowest level that does; None where they mean several."""
    meant = [(found, level) for level in text.split(SEPARATOR) if (found := measures.known(level))]
    return meant[-1] if len({found for found, _ in meant}) == 1 else (None, "")


def _says_nothing(level: str, own: str, month: Month) -> bool:
    """Whether a head leaves another as it is: beside the month only words that say no more than that one."""
    if sheet_words.NOT_COUNTED.search(folded(level)):
        return False
    dated = month_named(level, year=month.year) == month
    said = {
        word
        for word in words_of(level)
        if not (dated and (word.isdecimal() or sheet_words.WORDS_OF_DATES.fullmatch(word)))
    }
    return said <= words_of(own) | sheet_words.NEUTRAL_HEAD_WORDS


def _with_groups(page: Page, head: Head, measures: Names, *, above: int) -> Head:
    """A head with the rows over it, below a row, that head groups of its columns; a title stays outside."""
    columns = {one.column for one in head.columns if likely_meaning(measures, one) is not None}
    top = head.top
    while columns and top > above + 1 and head.bottom - top + 1 < _MOST_LEVELS and _groups(page, top - 1, columns):
        top -= 1
    if top == head.top:
        return head
    numbers = column_numbers(page.sheet.rows[head.bottom])
    last = head.bottom - 1 if numbers else head.bottom
    return Head(top, head.bottom, tuple(_columns(page, top, last, numbers, head.bottom)))


def _groups(page: Page, row: int, columns: set[int]) -> bool:
    """Whether a row heads groups: by a head of names left of the figures, or by texts over the figures alone."""
    left = [page.text(Place(row, column)) for column in range(min(columns))]
    over = {
        place
        for column in columns
        if is_words(page, place := page.first.get(Place(row, column), Place(row, column))) or page.text(place)
    }
    if not over and page.sheet.merged:
        return False
    beside = sheet_words.IGNORED | sheet_words.CODES | sheet_words.NAMES_OF_UNITS | sheet_words.NAMES_OF_PARTS
    if any(key(text) in beside and ":" not in text for text in left):
        return True
    apart = [
        one for one in over if one.column >= min(columns) and not sheet_words.TITLE_LINE.match(folded(page.text(one)))
    ]
    if not any(left):
        return bool(apart)
    years = {key(page.text(one)) for one in apart}
    return len(years) > 1 and all(sheet_words.YEAR_ALONE.fullmatch(one) for one in years)


def _columns(page: Page, top: int, bottom: int, numbers: dict[int, int], lowest: int) -> Iterator[HeadColumn]:
    levels = [_level(page, row, top, bottom) for row in range(top, bottom + 1)]
    for column in range(page.width):
        found = [level[column] for level in levels if column in level]
        texts = [text for text, _ in dict.fromkeys(found)]
        if texts or column in numbers:
            place = found[-1][1] if found else Place(lowest, column)
            yield HeadColumn(column, SEPARATOR.join(texts), numbers.get(column), place)


def _level(page: Page, row: int, top: int, bottom: int) -> dict[int, tuple[str, Place]]:
    """The heads of one row by column; where no cells are merged, a head reaches over the empty ones to its right.

    It does so where something stands below the empty cell, up to where a head above it begins.
    """
    found: dict[int, tuple[str, Place]] = {}
    for column in range(page.width):
        place = page.first.get(Place(row, column), Place(row, column))
        if _is_head(page.cell(place)):
            found[column] = (page.head(place), place)
        elif not page.sheet.merged and column - 1 in found and _goes_on(page, Place(row, column), top, bottom):
            found[column] = found[column - 1]
    return found


def _goes_on(page: Page, place: Place, top: int, bottom: int) -> bool:
    row, column = place
    below = any(_is_head(page.cell(Place(level, column))) for level in range(row + 1, bottom + 1))
    begins = any(_is_head(page.cell(Place(level, column))) for level in range(top, row))
    return below and not begins and page.cell(place) is None


def _is_head(cell: Cell) -> bool:
    return isinstance(cell, dt.date) or (bool(label(cell)) and not is_figure(cell))
