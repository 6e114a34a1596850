"""What the names in the rows of a table make them: units, fields of a unit, totals, groups, or what must be asked."""

from enum import Enum
from typing import NamedTuple

from kpi.imports.collected import Collected, Page, Place, is_figure, is_group, is_total
from kpi.imports.columns import Columns
from kpi.imports.found import SKIPPED, Subject
from kpi.imports.heads import Head, has_names, speaks_of_time
from kpi.imports.names import Names, called, is_place_in_order, key, unnumbered
from kpi.imports.titles import Title, names_a_unit
from kpi.wording import sheet_words


class Table(NamedTuple):
    """A table: its head, the rows below that may hold figures, and its title."""

    head: Head
    rows: tuple[int, ...]
    title: Title


class Means(Enum):
    """What the name of a row makes it."""

    UNIT = "unit"
    PART = "part"
    TOTAL = "total"
    GROUP = "group"
    SKIPPED = "skipped"
    UNSURE = "unsure"
    UNKNOWN_UNIT = "unknown_unit"
    TIME = "time"
    NAMELESS = "nameless"


class Row(NamedTuple):
    """A row: what it is, the id that its name stands for, the name, and the name's cell."""

    means: Means
    id: str
    text: str
    place: Place


NAMED = frozenset({Means.UNIT, Means.PART})
NOT_HEADS = NAMED | {Means.TOTAL, Means.SKIPPED}


class NameColumns(NamedTuple):
    """The columns with names of units and of fields; the same one, or None, where rows are only of one kind.

    `headed` says that the head of the names is that of fields, `by_field` that the rows are fields of a unit.
    """

    units: int | None
    parts: int | None
    codes: tuple[int, ...]
    left: int
    beside: tuple[int, ...]
    headed: bool
    by_field: bool = False


def name_columns(found: Collected, page: Page, table: Table, measured: Columns) -> NameColumns:
    """Where names stand: the columns that most often mean something, otherwise by their heads, otherwise the last."""
    left = min(measured.measures)
    headed = [one.column for one in table.head.columns if one.column not in measured.measures and has_names([one])]
    candidates = sorted({*range(left), *headed})
    units = {one: _hits(found.units, page, table.rows, one) for one in candidates}
    parts = {one: _hits(found.parts, page, table.rows, one) for one in candidates}
    best_unit = max(candidates, key=lambda one: (units[one], -one), default=None)
    best_part = max(candidates, key=lambda one: (parts[one], -one), default=None)
    fallback = headed[0] if headed else _widest(page, table.rows, [one for one in candidates if one < left])
    unit = best_unit if best_unit is not None and units[best_unit] else fallback
    part = best_part if best_part is not None and parts[best_part] else unit
    codes = tuple(one for one in candidates if one != unit and units[one] and one != part)
    beside = tuple(one for one in range(left, page.width) if one not in {*measured.measures, *candidates})
    named = unit if best_unit is not None and units[best_unit] else part
    heads = {key(one.text) for one in table.head.columns}
    fields = bool(heads & sheet_words.NAMES_OF_PARTS) and not (named == part and heads & sheet_words.NAMES_OF_UNITS)
    columns = NameColumns(named, part, codes, left, beside, fields)
    return columns._replace(by_field=_by_field(found, page, table, columns))


def _hits(names: Names, page: Page, rows: tuple[int, ...], column: int) -> int:
    texts = {text for row in rows if (text := page.text(Place(row, column)))}
    return sum(bool(names.meaning(text)) for text in texts)


def _widest(page: Page, rows: tuple[int, ...], columns: list[int]) -> int | None:
    """The column with the most letters: names, and not their numbers."""
    return max(columns, key=lambda one: sum(len(page.text(Place(row, one))) for row in rows), default=None)


def _by_field(found: Collected, page: Page, table: Table, names: NameColumns) -> bool:
    """Whether the rows are fields of the unit above, beside or in the title: by heads, then by what most names mean."""
    if not found.plan.parts:
        return False
    units = 0 if names.units is None else _hits(found.units, page, table.rows, names.units)
    parts = 0 if names.parts is None else _hits(found.parts, page, table.rows, names.parts)
    if names.headed and (parts or names_a_unit(found, page, table.title)):
        return True
    if names.parts is not None and any(
        _is_only_a_part(found, page.text(Place(row, names.parts))) for row in table.rows
    ):
        return True
    return parts > units if parts != units else names.headed


def _is_only_a_part(found: Collected, text: str) -> bool:
    return bool(text) and bool(found.parts.meaning(text)) and not found.units.meaning(text)


def row_of(found: Collected, page: Page, number: int, names: NameColumns) -> Row:
    """What a row is by its name; codes and names that contradict each other are problems."""
    by_field = names.by_field
    place, text = _name(page, number, names.parts if by_field else names.units, names.left)
    if not text:
        return Row(Means.NAMELESS, "", "", place)
    if is_total(text):
        return Row(Means.TOTAL, "", text, place)
    meant = (found.parts if by_field else found.units).meaning(text)
    if meant == SKIPPED:
        return Row(Means.SKIPPED, "", text, place)
    unasked = not by_field and names.headed and found.units.answered(text) is None
    if meant is not None and unasked and not _names_a_unit(found, text, meant):
        return Row(Means.UNSURE, Subject.UNIT, text, place)
    if meant is not None:
        if not by_field:
            _check_codes(found, page, number, names, meant)
        _check_beside(found, page, number, names, meant)
        return Row(Means.PART if by_field else Means.UNIT, meant, text, place)
    if by_field and (unit := found.units.meaning(text)) is not None and _names_a_unit(found, text, unit):
        return Row(Means.UNIT if unit else Means.SKIPPED, unit, text, place)
    if is_group(found.plan, text):
        return Row(Means.GROUP, "", text, place)
    if speaks_of_time(text):
        return Row(Means.TIME, "", text, place)
    if by_field and _begins_as_unit(page, number, names, text):
        return Row(Means.UNKNOWN_UNIT, "", text, place)
    return Row(Means.UNSURE, Subject.PART if by_field else Subject.UNIT, text, place)


def _kinds(text: str) -> frozenset[str]:
    """The kinds of organisation that a name begins with, after its number: "P. Nội vụ" is not numbered."""
    return called(text).kinds or called(unnumbered(text)).kinds


def is_sub_row(text: str) -> bool:
    """Whether a name is marked as a part of the one above it.

    >>> is_sub_row("- Cấp giấy chứng nhận"), is_sub_row("Đất đai")
    (True, False)
    """
    return text.lstrip().startswith(sheet_words.MARKS_OF_PARTS)


def is_unit_beside(found: Collected, text: str) -> bool:
    """Whether a text beside figures is the name of a unit, and of no field."""
    meant = found.units.meaning(text)
    return bool(meant) and _names_a_unit(found, text, meant or "")


def _names_a_unit(found: Collected, text: str, unit: str) -> bool:
    """Whether a name below a head of fields is that of a unit: "Phòng Nội vụ" and "Ma Nới" are, "Nội vụ" may not be."""
    if _kinds(text) or unit in {SKIPPED, text} or not any(one.isalpha() for one in text):
        return True
    return bool(called(found.unit_name(unit)).kinds & sheet_words.KINDS_OF_PLACE)


def _begins_as_unit(page: Page, number: int, names: NameColumns, text: str) -> bool:
    """Whether an unknown name among fields begins as that of a commune, or of any unit where no figures stand beside.

    "Tổ chức bộ máy" and "Phòng, chống thiên tai" are fields with figures.
    """
    kinds = _kinds(text)
    heads = not any(is_figure(page.cell(Place(number, column))) for column in range(names.left, page.width))
    return bool(kinds & sheet_words.KINDS_OF_PLACE) or bool(heads and kinds)


def _name(page: Page, number: int, column: int | None, left: int) -> tuple[Place, str]:
    """The name of a row: in its column, otherwise the first text to the left of the figures."""
    places = [Place(number, one) for one in ([] if column is None else [column]) + list(range(left))]
    for place in places:
        if (text := page.text(place)) and not (place.column != column and is_place_in_order(text)):
            return place, text
    return (places[0] if places else Place(number, 0)), ""


def _check_codes(found: Collected, page: Page, number: int, names: NameColumns, meant: str) -> None:
    for column in names.codes:
        other = found.units.meaning(page.text(Place(number, column)))
        if other and other != meant:
            found.problem(
                "code_and_name_differ",
                page.where(Place(number, column)),
                text=page.text(Place(number, column)),
                unit=found.unit_name(meant),
                other=found.unit_name(other),
            )


def _check_beside(found: Collected, page: Page, number: int, names: NameColumns, meant: str) -> None:
    """The name of another unit or field right of the figures, with figures of its own, is that of another table."""
    for column in names.beside:
        text = page.text(Place(number, column))
        others = {found.units.meaning(text), found.parts.meaning(text)} - {None, SKIPPED, meant} if text else set()
        if others and any(is_figure(page.cell(Place(number, one))) for one in range(column + 1, page.width)):
            found.problem("table_beside", page.where(Place(number, column)), text=text)
