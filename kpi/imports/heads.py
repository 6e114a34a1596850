"""Where the tables of a sheet begin: the row of column numbers, and the heads above it over one to six levels."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kpi.imports.collected import Page, Place, is_figure, label, month_named
from kpi.imports.ends import is_words, repeated
from kpi.imports.grid import Cell
from kpi.imports.names import Names, key, words_of
from kpi.months import Month
from kpi.wording import sheet_words
from kpi.wording.folding import folded

_NUMBER = re.compile(r"[(\[]?\s*(\d{1,2})\s*[)\]]?\s*(=[\s\d()+\-–=\[\]]*)?")
_LETTER = re.compile(r"[(\[]?\s*[A-Da-d]\s*[)\]]?")
_LOWEST_FIRST = 3
"""A form leaves out the numbers of at most two columns, of the row's place and its name."""
_FEWEST = 3
_MOST_LEVELS = 6
_SEARCHED_ROWS = 200
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
    if len(found) < _FEWEST or min(found) > _LOWEST_FIRST or len(set(found)) < len(found):
        return {}
    bracketed = all(isinstance(cell, str) and cell.strip()[0] in "([" for cell in row if label(cell))
    return numbers if bracketed or all(before < after for before, after in pairwise(found)) else {}


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


def heads(page: Page, measures: Names) -> Iterator[Head]:
    """The heads of the tables of a sheet that have a row for each unit or field, from above."""
    numbered = [row for row in range(page.height) if column_numbers(page.sheet.rows[row])]
    if numbered:
        before = -1
        for row in numbered:
            head = _with_groups(page, _numbered(page, row, before), measures, above=before)
            if head.bottom > before and (head.top < head.bottom or before < 0):
                yield head
            before = row
        return
    if (found := _by_names(page, measures)) is not None:
        named = _with_groups(page, found, measures, above=-1)
        yield named
        for row in repeated(page, named.top, named.bottom):
            yield _moved(named, row - named.top)


def _moved(head: Head, rows: int) -> Head:
    columns = (one._replace(place=one.place._replace(row=one.place.row + rows)) for one in head.columns)
    return Head(head.top + rows, head.bottom + rows, tuple(columns))


def _numbered(page: Page, row: int, before: int) -> Head:
    """The head above a row of numbers: up to where the first of its columns has its head, or the first before it."""
    numbers = column_numbers(page.sheet.rows[row])
    first = min(numbers)
    top = row
    for level in range(row - 1, max(before, row - 1 - _MOST_LEVELS), -1):
        if not any(label(cell) for cell in _across(page, level)):
            break
        if page.text(Place(level, first)) or (first > 0 and page.text(Place(level, 0))):
            top = page.first.get(Place(level, first), Place(level, first)).row
            break
    return Head(max(top, before + 1), row, tuple(_columns(page, max(top, before + 1), row - 1, numbers, row)))


def _across(page: Page, row: int) -> list[Cell]:
    return [page.shown(Place(row, column)) for column in range(page.width)]


def _by_names(page: Page, measures: Names) -> Head | None:
    """The rows whose joined texts are most often names of measures; at least two, or one beside a head of names."""
    best, most = None, 0
    last = min(page.height, _SEARCHED_ROWS)
    for bottom in range(last):
        for depth in range(1, min(_MOST_LEVELS, bottom + 1) + 1):
            top = bottom - depth + 1
            if depth > 1 and not any(isinstance(cell, str) for cell in page.sheet.rows[top]):
                break
            columns = tuple(_columns(page, top, bottom, {}, bottom))
            found = len({meant for one in columns if (meant := likely_meaning(measures, one))})
            if found > most and (found > 1 or has_names(columns)):
                best, most = Head(top, bottom, columns), found
    return best


def has_names(columns: Sequence[HeadColumn]) -> bool:
    """Whether one of the heads says that units or fields stand below it."""
    return any(key(one.text) in sheet_words.NAMES_OF_UNITS | sheet_words.NAMES_OF_PARTS for one in columns)


def likely_meaning(measures: Names, column: HeadColumn) -> str | None:
    """The measure of a column by all its heads joined, or by the lowest alone, whatever stands over it."""
    found = measures.meaning(column.text)
    return measures.known(column.text.rpartition(SEPARATOR)[2]) if found is None else found


def meaning_of_head(measures: Names, column: HeadColumn, month: Month) -> str | None:
    """The measure of a column by all its heads joined, or by the lowest where those over it say nothing else.

    An answer is to the whole text of a column.
    """
    if (found := measures.meaning(column.text)) is not None:
        return found
    *upper, lowest = column.text.split(SEPARATOR)
    found = measures.known(lowest)
    return found if all(_says_nothing(level, lowest, month) for level in upper) else None


def _says_nothing(level: str, lowest: str, month: Month) -> bool:
    """Whether a head leaves the one below it as it is: beside the month only words that say no more than that one."""
    if sheet_words.NOT_COUNTED.search(folded(level)):
        return False
    dated = month_named(level, year=month.year) == month
    said = {
        word
        for word in words_of(level)
        if not (dated and (word.isdecimal() or sheet_words.WORDS_OF_DATES.fullmatch(word)))
    }
    return said <= words_of(lowest) | sheet_words.NEUTRAL_HEAD_WORDS


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
            found[column] = (label(page.cell(place)), place)
        elif not page.sheet.merged and column - 1 in found and _goes_on(page, Place(row, column), top, bottom):
            found[column] = found[column - 1]
    return found


def _goes_on(page: Page, place: Place, top: int, bottom: int) -> bool:
    row, column = place
    below = any(_is_head(page.cell(Place(level, column))) for level in range(row + 1, bottom + 1))
    begins = any(_is_head(page.cell(Place(level, column))) for level in range(top, row))
    return below and not begins and page.cell(place) is None


def _is_head(cell: Cell) -> bool:
    return bool(label(cell)) and not is_figure(cell)
