"""Tables with a row for each unit or field and a column for each measure: form II.06a and lists of units."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from kpi.imports.collected import Collected, Page, Place, is_figure, is_group, is_total, value_of
from kpi.imports.columns import Columns, columns_of
from kpi.imports.ends import rows_within
from kpi.imports.found import SKIPPED, Subject
from kpi.imports.heads import Head, column_numbers, has_names
from kpi.imports.names import Names, key
from kpi.imports.sums import Sum, note_totals, read_wholes
from kpi.imports.titles import Title, unit_of_title
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
    NAMELESS = "nameless"


class Row(NamedTuple):
    """A row: what it is, the id that its name stands for, the name, and the name's cell."""

    means: Means
    id: str
    text: str
    place: Place


NAMED = frozenset({Means.UNIT, Means.PART})
_NOT_HEADS = NAMED | {Means.TOTAL, Means.SKIPPED}


class _NameColumns(NamedTuple):
    """The columns with names of units and of fields; the same one, or None, where rows are only of one kind."""

    units: int | None
    parts: int | None
    codes: tuple[int, ...]
    left: int
    beside: tuple[int, ...]


class _Line(NamedTuple):
    """A row with its columns of measures that hold a figure, whether they hold anything, and figures without a head."""

    row: Row
    filled: list[int]
    written: bool
    outside: list[int]


@dataclass(slots=True)
class _Reading:
    """A table while it is read: the unit that the rows of fields belong to, and what adds up to what.

    `of_units` says that its totals are those of units, and not a unit's own over its fields.
    """

    of_units: bool
    unit: str | None = None
    asked: bool = False
    units: dict[str, Place] = field(default_factory=dict)
    fields: dict[tuple[str, str], Place] = field(default_factory=dict)
    sums: dict[tuple[str, str], list[Sum]] = field(default_factory=lambda: defaultdict(list))
    wholes: dict[tuple[str, str], Sum] = field(default_factory=dict)
    totals: list[int] = field(default_factory=list)
    silent: set[str] = field(default_factory=set)


def read_table(found: Collected, page: Page, table: Table) -> None:
    """Reads the rows of a table; what cannot be placed is asked for or said."""
    columns = columns_of(found, page, table.head, table.rows)
    if not columns.measures:
        if not columns.asked:
            found.notice("no_table", page.sheet.name)
        return
    names = _name_columns(found, page, table, columns)
    by_field = _by_field(found, page, table, names)
    lines = [
        _line(found, page, number, names, columns, by_field=by_field)
        for number in table.rows
        if not column_numbers(page.sheet.rows[number])
    ]
    known = {one.row.place.row for one in lines if one.row.means in _NOT_HEADS}
    within = frozenset(rows_within(found, page, table.rows, columns=columns.measures, named=known))
    lines = [one for one in lines if one.row.place.row in within]
    now = _Reading(of_units=not by_field or any(one.row.means is Means.UNIT for one in lines))
    for one in _within(lines):
        if one.outside and one.row.means in {Means.UNIT, Means.PART, Means.TOTAL}:
            found.problem("outside_table", page.where(Place(one.row.place.row, one.outside[0])))
        if by_field and names.units != names.parts:
            _take_unit_beside(found, page, now, one, names)
        _read_line(found, page, table, now, line=one, columns=columns.measures)
    wholes = read_wholes(found, page, now.sums, now.wholes)
    if not any(one.row.means is Means.UNSURE and one.filled for one in lines):
        note_totals(found, page, now.totals, wholes, columns.measures)


def _line(found: Collected, page: Page, number: int, names: _NameColumns, columns: Columns, *, by_field: bool) -> _Line:
    return _Line(
        _row(found, page, number, names, by_field=by_field),
        [one for one in columns.measures if is_figure(page.cell(Place(number, one)))],
        any(page.cell(Place(number, one)) is not None for one in columns.measures),
        [one for one in columns.headless if is_figure(page.cell(Place(number, one)))],
    )


def _within(lines: list[_Line]) -> list[_Line]:
    """The rows down to the last with figures, and the units and fields right below: signatures are not in the table."""
    last = max((place for place, one in enumerate(lines) if one.filled), default=-1)
    while last + 1 < len(lines) and lines[last].row.means is not Means.TOTAL and lines[last + 1].row.means in NAMED:
        last += 1
    return lines[: last + 1]


def _take_unit_beside(found: Collected, page: Page, now: _Reading, line: _Line, names: _NameColumns) -> None:
    """Takes the unit that stands in a column of its own beside the fields, on their first row or on each."""
    assert names.units is not None
    place = Place(line.row.place.row, names.units)
    text = page.text(place)
    if not text or is_total(text):
        return
    meant = found.units.meaning(text)
    if meant is None and line.filled:
        found.ask(found.units, text, page.where(place))
    now.unit, now.asked = meant or None, True


def _read_line(
    found: Collected, page: Page, table: Table, now: _Reading, *, line: _Line, columns: Mapping[int, str]
) -> None:
    row, where = line.row, page.where(line.row.place)
    match row.means:
        case Means.UNIT:
            now.unit, now.asked = row.id, True
            if line.written:
                _read_unit(found, page, now, row=row, columns=columns)
        case Means.TOTAL if line.filled and now.of_units:
            now.totals.append(row.place.row)
        case Means.PART | Means.TOTAL if line.written:
            if not now.asked:
                now.unit, now.asked = unit_of_title(found, page, table.title, columns.values()), True
            if now.unit is not None:
                _read_part(found, page, now, row=row, columns=columns)
        case Means.SKIPPED if line.filled:
            found.notice("row_skipped", where, text=row.text)
        case Means.GROUP if line.filled:
            found.notice("group_skipped", where, text=row.text)
        case Means.UNSURE if line.filled:
            found.ask(found.parts if row.id == Subject.PART else found.units, row.text, where)
        case Means.NAMELESS if line.filled:
            found.problem("row_without_name", page.where(Place(row.place.row, line.filled[0])))


def _read_unit(found: Collected, page: Page, now: _Reading, *, row: Row, columns: Mapping[int, str]) -> None:
    if (other := now.units.get(row.id)) is not None:
        found.problem("unit_twice", page.where(row.place), unit=found.unit_name(row.id), other=page.where(other))
        return
    now.units[row.id] = row.place
    _read_figures(found, page, now, row=row, part="", columns=columns)


def _read_part(found: Collected, page: Page, now: _Reading, *, row: Row, columns: Mapping[int, str]) -> None:
    assert now.unit is not None
    part = row.id if row.means is Means.PART else ""
    if (other := now.fields.get((now.unit, part))) is not None:
        code = "field_twice" if part else "total_twice"
        found.problem(code, page.where(row.place), text=row.text, other=page.where(other))
        return
    now.fields[now.unit, part] = row.place
    _read_figures(found, page, now, row=row, part=part, columns=columns)


def _read_figures(
    found: Collected, page: Page, now: _Reading, *, row: Row, part: str, columns: Mapping[int, str]
) -> None:
    unit = now.unit
    assert unit is not None
    if all(unit not in found.plan.reporters[measure] for measure in columns.values()):
        if unit not in now.silent:
            found.notice("unit_does_not_report", page.where(row.place), unit=found.unit_name(unit))
        now.silent.add(unit)
        return
    for column, measure in columns.items():
        place = Place(row.place.row, column)
        text = found.figure(page, place)
        if text is None or not may_report(found, unit, measure, text, page.where(place)):
            continue
        if is_of_several(page, place, row.place, columns):
            found.problem("merged_figure", page.where(place))
            continue
        found.read(unit, measure, part, text, page.where(place))
        one = Sum(place, part, value_of(text, found.plan.measure_of_id[measure]), text)
        if part:
            now.sums[unit, measure].append(one)
        else:
            now.wholes[unit, measure] = one


def is_of_several(page: Page, place: Place, name: Place, columns: Collection[int]) -> bool:
    """Whether a figure's merged cell is of other rows than its name, or of several of the columns that are read."""
    named = page.first.get(name, name)
    return any(
        page.first.get(one, one) == place
        and (
            one.column != place.column
            or page.first.get(named_there := name._replace(row=one.row), named_there) != named
        )
        for one in (place._replace(row=place.row + 1), *(place._replace(column=one) for one in columns))
        if one != place
    )


def may_report(found: Collected, unit: str, measure: str, text: str, where: str) -> bool:
    """Whether the unit reports the measure; a number that it does not is a problem, a zero is only said."""
    if unit in found.plan.reporters[measure]:
        return True
    of = found.plan.measure_of_id[measure]
    tell = found.notice if value_of(text, of) == 0 else found.problem
    tell("not_reported", where, unit=found.unit_name(unit), measure=of.name)
    return False


def _name_columns(found: Collected, page: Page, table: Table, columns: Columns) -> _NameColumns:
    """Where names stand: the columns that most often mean something, otherwise by their heads, otherwise the last."""
    left = min(columns.measures)
    headed = [one.column for one in table.head.columns if one.column not in columns.measures and has_names([one])]
    candidates = sorted({*range(left), *headed})
    units = {one: _hits(found.units, page, table.rows, one) for one in candidates}
    parts = {one: _hits(found.parts, page, table.rows, one) for one in candidates}
    best_unit = max(candidates, key=lambda one: (units[one], -one), default=None)
    best_part = max(candidates, key=lambda one: (parts[one], -one), default=None)
    fallback = headed[0] if headed else _widest(page, table.rows, [one for one in candidates if one < left])
    unit = best_unit if best_unit is not None and units[best_unit] else fallback
    part = best_part if best_part is not None and parts[best_part] else unit
    codes = tuple(one for one in candidates if one != unit and units[one] and one != part)
    beside = tuple(one for one in range(left, page.width) if one not in {*columns.measures, *candidates})
    return _NameColumns(unit if best_unit is not None and units[best_unit] else part, part, codes, left, beside)


def _hits(names: Names, page: Page, rows: tuple[int, ...], column: int) -> int:
    texts = {text for row in rows if (text := page.text(Place(row, column)))}
    return sum(bool(names.meaning(text)) for text in texts)


def _widest(page: Page, rows: tuple[int, ...], columns: list[int]) -> int | None:
    """The column with the most letters: names, and not their numbers."""
    return max(columns, key=lambda one: sum(len(page.text(Place(row, one))) for row in rows), default=None)


def _by_field(found: Collected, page: Page, table: Table, names: _NameColumns) -> bool:
    """Whether the rows are fields of the unit above or in the title: by what most names mean, then by heads."""
    if not found.plan.parts:
        return False
    units = 0 if names.units is None else _hits(found.units, page, table.rows, names.units)
    parts = 0 if names.parts is None else _hits(found.parts, page, table.rows, names.parts)
    if units != parts:
        return parts > units
    return any(key(one.text) in sheet_words.NAMES_OF_PARTS for one in table.head.columns)


def _row(found: Collected, page: Page, number: int, names: _NameColumns, *, by_field: bool) -> Row:
    place, text = _name(page, number, names.parts if by_field else names.units, names.left)
    if not text:
        return Row(Means.NAMELESS, "", "", place)
    if is_total(text):
        return Row(Means.TOTAL, "", text, place)
    meant = (found.parts if by_field else found.units).meaning(text)
    if meant == SKIPPED:
        return Row(Means.SKIPPED, "", text, place)
    if meant is not None:
        if not by_field:
            _check_codes(found, page, number, names, meant)
        _check_beside(found, page, number, names, meant)
        return Row(Means.PART if by_field else Means.UNIT, meant, text, place)
    if by_field and (unit := found.units.meaning(text)):
        return Row(Means.UNIT, unit, text, place)
    if is_group(found.plan, text):
        return Row(Means.GROUP, "", text, place)
    return Row(Means.UNSURE, Subject.PART if by_field else Subject.UNIT, text, place)


def _name(page: Page, number: int, column: int | None, left: int) -> tuple[Place, str]:
    """The name of a row: in its column, otherwise the first text to the left of the figures."""
    places = [Place(number, one) for one in ([] if column is None else [column]) + list(range(left))]
    for place in places:
        if (text := page.text(place)) and not (place.column != column and text.isdecimal()):
            return place, text
    return (places[0] if places else Place(number, 0)), ""


def _check_codes(found: Collected, page: Page, number: int, names: _NameColumns, meant: str) -> None:
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


def _check_beside(found: Collected, page: Page, number: int, names: _NameColumns, meant: str) -> None:
    """The name of another unit or field right of the figures is that of another table."""
    for column in names.beside:
        text = page.text(Place(number, column))
        others = {found.units.meaning(text), found.parts.meaning(text)} - {None, SKIPPED, meant} if text else set()
        if others:
            found.problem("table_beside", page.where(Place(number, column)), text=text)
