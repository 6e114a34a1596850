"""Whether everything around the figures leaves them those of the whole unit; whatever may not is asked about.

What a reader understands (names, numbers, codes, times) is explained. Beside figures that were read anything else is a
question; above, between and below them what names a field, a procedure or a way of sending is.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from kpi.imports.around import Around, around, digest, has_word, is_of_names
from kpi.imports.collected import Collected, Page, Place, is_figure, is_group, is_of_another_time, is_total, label
from kpi.imports.counted import is_measured_head, note_counted
from kpi.imports.found import SKIPPED, CellReading
from kpi.imports.grid import Cell
from kpi.imports.names import called, is_place_in_order, key, words_of
from kpi.imports.periods import speaks
from kpi.imports.time_cells import columns_below, is_planned
from kpi.plan import Measure
from kpi.wording import import_words, scope_words, sheet_words, time_words
from kpi.wording.folding import folded

_LONGEST = 250
"""A longer text is a note."""


class _Beside(NamedTuple):
    """What stands beside figures that were read: its cell, the head of its column, and itself."""

    place: Place
    head: str
    text: str


def note_scope(
    found: Collected, page: Page, readings: Iterable[CellReading], heads: Iterable[range], *, names: int | None = None
) -> None:
    """Asks about what limits the figures of a sheet and is not explained; nothing of a sheet without figures.

    `heads` are the rows of the heads of its tables, `names` is the column of the names of measures in rows.
    """
    sheet = around(found, page, readings, heads, names=names)
    if sheet is None:
        return
    note_counted(sheet)
    if _limits(sheet, page.sheet.name) or _names_a_field(sheet, page.sheet.name):
        sheet.ask(page.sheet.name, None)
    if _limits(sheet, found.file) or _names_a_field(sheet, found.file):
        sheet.ask_of_file(found.file)
    in_heads = {row for rows in sheet.heads for row in rows}
    fields = _columns_of_fields(sheet)
    beside: list[_Beside] = []
    for row in range(page.height):
        if row in in_heads:
            _check_head(sheet, row)
        elif (ids := _ids_of(sheet, row, fields)) is not None:
            beside += _beside(sheet, row, ids)
        else:
            _check_line(sheet, row, fields)
    _ask_beside(sheet, beside)


def _ids_of(sheet: Around, row: int, fields: Collection[int]) -> frozenset[str] | None:
    """What the names of a row with figures that were read stand for; None for any other row.

    A second row of a field is read too, together with its first.
    """
    if (read := sheet.readings.get(row)) is not None:
        return frozenset(one for reading in read for one in (reading.unit, reading.part, reading.measure) if one)
    if row < sheet.first:
        return None
    for column in fields:
        part = sheet.found.parts.meaning(sheet.page.text(Place(row, column)))
        if part and _has_figures(sheet, row):
            return frozenset({part, *(one.unit for readings in sheet.readings.values() for one in readings)})
    return None


def _columns_of_fields(sheet: Around) -> frozenset[int]:
    """The columns in which fields that were read are named."""
    columns = set()
    for row, readings in sheet.readings.items():
        parts = {one.part for one in readings if one.part}
        if parts:
            columns |= {
                column
                for column, cell in enumerate(sheet.cells_of(row))
                if isinstance(cell, str) and column not in sheet.columns and sheet.found.parts.meaning(cell) in parts
            }
    return frozenset(columns)


def _beside(sheet: Around, row: int, ids: Collection[str]) -> Iterator[_Beside]:
    """What stands in a row beside its figures and is not explained; another unit there is a problem."""
    cells = sheet.cells_of(row)
    named = _last_of_names(sheet, cells, ids)
    for column, cell in enumerate(cells):
        if cell is None or column in sheet.columns or column == sheet.names or (column > named and is_figure(cell)):
            continue
        place = Place(row, column)
        one = _Beside(sheet.page.first.get(place, place), sheet.head_of(place), label(cell))
        if not one.text or _is_explained(sheet, one, ids) or sheet.page.where(one.place) in sheet.judged:
            continue
        if _is_another_unit(sheet, one) and any(is_figure(other) for other in cells[column + 1 :]):
            unit = sheet.found.unit_name(_unit_of(sheet, row))
            sheet.found.problem("unit_beside", sheet.page.where(one.place), text=one.text, unit=unit)
        else:
            yield one


def _last_of_names(sheet: Around, cells: Sequence[Cell], ids: Collection[str]) -> int:
    """The last column with a name of what was read: numbers right of it are judged with the heads of their columns."""
    named = (column for column, cell in enumerate(cells) if isinstance(cell, str) and _means(sheet, cell, ids))
    return max(named, default=-1) if sheet.names is None else sheet.names


def _means(sheet: Around, text: str, ids: Collection[str]) -> bool:
    return any(names.meaning(text) in ids for names in (sheet.found.units, sheet.found.parts, sheet.found.measures))


def _unit_of(sheet: Around, row: int) -> str:
    nearest = row if row in sheet.readings else min(sheet.readings, key=lambda one: abs(one - row))
    return sheet.readings[nearest][0].unit


def _is_explained(sheet: Around, one: _Beside, ids: Collection[str]) -> bool:
    head, text = key(one.head), one.text
    if is_measured_head(one.head) or is_total(text) or (is_place_in_order(text) and not text.isdecimal()):
        return True
    if head in sheet_words.IGNORED | sheet_words.CODES | scope_words.NO_LIMITS:
        return not _is_limiting_note(sheet, text)
    if not has_word(text) and not (is_figure(text) and one.head):
        return True
    found = sheet.found
    if _means(sheet, text, ids):
        return True
    if found.units.known(text) == found.plan.root.id or folded(text) in sheet.asked:
        return True
    return _is_of_time(sheet, text) or _says_nothing(text)


def _is_limiting_note(sheet: Around, text: str) -> bool:
    plain = folded(text)
    exact = scope_words.TELLING.fullmatch(plain) is not None or bool(sheet.found.parts.known(text))
    return exact or scope_words.ONLY.search(plain) is not None


def _is_of_time(sheet: Around, text: str) -> bool:
    """Whether a text is judged with the times, and says nothing more that matters here."""
    of_time = speaks(text) or is_planned(text) or is_of_another_time(text, sheet.found.month)
    return of_time and not _limits(sheet, text)


def _says_nothing(text: str) -> bool:
    plain = key(text)
    if plain in sheet_words.VALUES | sheet_words.THIS_TIME or sheet_words.NOT_SENT.match(folded(text)):
        return True
    return words_of(text) <= sheet_words.NEUTRAL_HEAD_WORDS


def _is_another_unit(sheet: Around, one: _Beside) -> bool:
    """Whether a text is surely of another unit than its row: below a head of units, or a known name with its kind."""
    if is_of_names(one.head):
        return True
    return bool(sheet.found.units.known(one.text)) and bool(called(one.text).kinds)


def _ask_beside(sheet: Around, beside: Iterable[_Beside]) -> None:
    """Asks about each value of a column, or about the column where there are many."""
    columns: dict[tuple[int, str], dict[str, _Beside]] = defaultdict(dict)
    rows: dict[tuple[int, str], list[_Beside]] = defaultdict(list)
    for one in beside:
        rows[one.place.column, one.head].append(one)
        columns[one.place.column, one.head].setdefault(folded(one.text), one)
    for (column, head), values in columns.items():
        ones = list(values.values())
        if _are_in_order([one.text for one in rows[column, head]]):
            continue
        if len(ones) <= scope_words.FEW_VALUES:
            for one in ones:
                sheet.ask(import_words.qualified(head, one.text), one.place)
        else:
            texts = [one.text for one in ones]
            sheet.ask(import_words.qualified_by_many(head, texts, digest(texts)), ones[0].place)


def _are_in_order(texts: Sequence[str]) -> bool:
    """Whether texts are the numbers of rows: from 1 on rising, again from 1 in each group."""
    if not all(one.isdecimal() for one in texts):
        return False
    numbers = [int(one) for one in texts]
    return numbers[0] == 1 and all(after > before or after == 1 for before, after in pairwise(numbers))


def _check_head(sheet: Around, row: int) -> None:
    """Asks about heads that name a field or a unit, and about any other over a column of values of measures in rows."""
    for column, cell in enumerate(sheet.page.sheet.rows[row]):
        text = label(cell) if isinstance(cell, str) else ""
        if not text or not has_word(text) or folded(text) in sheet.asked or sheet.found.measures.known(text):
            continue
        place = Place(row, column)
        read = bool(columns_below(sheet.page, place) & sheet.columns.keys())
        if sheet.names is not None and column > sheet.names and read:
            if not _is_head_of_values(sheet, text):
                sheet.ask(text, place)
        elif sheet.found.parts.meaning(text) or (read and _names_a_part(folded(text))):
            sheet.ask(text, place)


def _is_head_of_values(sheet: Around, text: str) -> bool:
    plain = key(text)
    heads = sheet_words.IGNORED | sheet_words.CODES | sheet_words.NAMES_OF_MEASURES | sheet_words.NAMES_OF_UNITS
    if plain in heads | sheet_words.NAMES_OF_GROUPS | sheet_words.TOTALS or sheet.found.units.meaning(text) is not None:
        return True
    return _is_of_time(sheet, text) or _says_nothing(text) or is_group(sheet.found.plan, text)


def _check_line(sheet: Around, row: int, fields: Collection[int]) -> None:
    """Asks about what limits figures in a row without any that were read."""
    below = row > sheet.last
    for place, text in _lines(sheet.page, row):
        within = sheet.first < row and not below
        listed = place.column in fields and (within or _has_figures(sheet, row))
        listed = listed and scope_words.TELLING.fullmatch(folded(text)) is None
        if listed or folded(text) in sheet.asked or not has_word(text) or key(text) in sheet_words.NAMES_OF_PARTS:
            continue
        if within and _is_row_without_figures(sheet, place, text):
            continue
        if _limits(sheet, text, row=row) or (row < sheet.first and _names_a_field(sheet, text)):
            sheet.ask(text, place)


def _is_row_without_figures(sheet: Around, place: Place, text: str) -> bool:
    """Whether a row in the list only has no figures, or those that were passed over: it heads no others."""
    known = sheet.found.measures.known(text) or sheet.found.units.known(text)
    answered = any(names.answered(text) == SKIPPED for names in (sheet.found.units, sheet.found.parts))
    return bool(known) or (answered and _has_figures(sheet, place.row))


def _has_figures(sheet: Around, row: int) -> bool:
    return any(is_figure(sheet.page.cell(Place(row, column))) for column in sheet.columns)


def _lines(page: Page, row: int) -> Iterator[tuple[Place, str]]:
    """The lines of the cells of a row, a label such as "Lĩnh vực:" with what stands next to it."""
    begun: tuple[Place, str] | None = None
    for place, line in page.texts(row, row + 1):
        text = label(line)
        if not text:
            continue
        one = (place, text) if begun is None else (begun[0], f"{begun[1]} {text}")
        begins = scope_words.BEGINS.fullmatch(folded(one[1]))
        alone = begins is not None and scope_words.NAMELESS.fullmatch(begins["name"]) is not None
        begun = one if alone and begun is None and ":" in text else None
        yield one


def _limits(sheet: Around, text: str, *, row: int | None = None) -> bool:
    """Whether a text, a line of a `row`, says that figures are only of some field, procedure, place or way."""
    if len(text) > _LONGEST:
        return False
    plain = folded(text)
    if scope_words.BESIDE_THE_POINT.match(plain):
        return scope_words.ONLY.search(plain) is not None
    if sheet.found.parts.meaning(text):
        return True
    if scope_words.ONLY.search(plain):
        return True
    whole = scope_words.WHOLE.search(plain) is not None
    if not whole and (_names_a_part(plain) or scope_words.FIELD_WITHIN.search(plain)):
        return True
    if row is not None and row > sheet.last and not scope_words.OF_THE_FIGURES.search(plain):
        return False
    told = set(scope_words.TELLING.findall(plain))
    if not told or scope_words.INCLUDES.search(plain):
        return False
    names = [folded(measure.name) for measure in (sheet.measures if row is None else _measures_of(sheet, row))]
    return not names or not all(any(word in name for word in told) for name in names)


def _measures_of(sheet: Around, row: int) -> Sequence[Measure]:
    """The measures right below a row that heads some of the measures in rows, otherwise all."""
    if sheet.names is None or not sheet.first < row < sheet.last:
        return sheet.measures
    below = takewhile(sheet.readings.__contains__, range(row + 1, sheet.last + 1))
    return [sheet.found.plan.measure_of_id[one.measure] for number in below for one in sheet.readings[number]]


def _names_a_field(sheet: Around, text: str) -> bool:
    """Whether a line, which is of no organisation and no law, has the name of a field somewhere."""
    plain, words = folded(text), f" {key(text)} "
    if sheet_words.ORGANISATION.search(plain) or scope_words.LAW.search(plain) or time_words.DOCUMENT.search(plain):
        return False
    return any(f" {one} " in words for one in sheet.fields)


def _names_a_part(plain: str) -> bool:
    begins = scope_words.BEGINS.fullmatch(plain)
    return begins is not None and scope_words.NAMELESS.fullmatch(begins["name"]) is None
