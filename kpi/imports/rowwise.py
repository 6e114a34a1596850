"""Tables with a row for each unit or field and a column for each measure: form II.06a and lists of units."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kpi.imports.collected import Collected, Page, Place, is_figure, is_of_another_time, is_total, value_of
from kpi.imports.columns import Columns, columns_of
from kpi.imports.ends import rows_within
from kpi.imports.found import Subject
from kpi.imports.heads import column_numbers
from kpi.imports.names import is_place_in_order, key
from kpi.imports.rows import NAMED, NOT_HEADS, Means, NameColumns, Row, Table, is_sub_row, name_columns, row_of
from kpi.imports.sums import Sum, note_totals, read_fields, read_wholes
from kpi.imports.titles import names_a_unit, unit_of_title


class _Line(NamedTuple):
    """A row with its columns of measures that hold a figure, whether they hold anything, and figures without a head."""

    row: Row
    filled: list[int]
    written: bool
    outside: list[int]


class _Field(NamedTuple):
    """A row that may stand once only: a field of a unit in a group by its name, or the unit's own total."""

    unit: str
    part: str = ""
    group: int = -1
    name: str = ""


@dataclass(slots=True)
class _Reading:
    """A table while it is read: the unit that the rows of fields belong to, and what adds up to what.

    `of_units` says that its totals are those of units, and not a unit's own over its fields; `group` is the row of the
    group that is read, `last` the last row with a name and figures, `passed` the first row of a unit that a person
    chose to skip, `over` the last field that is no part of another.
    """

    of_units: bool
    unit: str | None = None
    asked: bool = False
    units: dict[str, Place] = field(default_factory=dict)
    group: int = -1
    last: int = -1
    fields: dict[_Field, Place] = field(default_factory=dict)
    over: _Field | None = None
    passed: dict[str, Row] = field(default_factory=dict)
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
    names = name_columns(found, page, table, columns)
    lines = [
        _line(found, page, number, names, columns)
        for number in table.rows
        if not column_numbers(page.sheet.rows[number])
    ]
    known = {one.row.place.row for one in lines if one.row.means in NOT_HEADS}
    within = frozenset(rows_within(found, page, table.rows, columns=columns.measures, named=known))
    lines = [one for one in lines if one.row.place.row in within]
    lines = _of_the_title(found, page, table, lines)
    now = _Reading(of_units=any(_is_of_a_unit(one.row) for one in lines))
    now.last = max((one.row.place.row for one in lines if one.row.means in NAMED and one.filled), default=-1)
    for one in _within(lines):
        if one.outside and one.row.means in {Means.UNIT, Means.PART, Means.TOTAL}:
            found.problem("outside_table", page.where(Place(one.row.place.row, one.outside[0])))
        if names.by_field and names.units != names.parts:
            _take_unit_beside(found, page, now, one, names)
        _read_line(found, page, table, now, line=one, columns=columns.measures)
    read_fields(found, page, now.sums)
    wholes = read_wholes(found, page, now.sums, now.wholes, passed=now.passed)
    if not any(one.row.means is Means.UNSURE and one.filled for one in lines):
        note_totals(found, page, now.totals, wholes, columns.measures)


def _of_the_title(found: Collected, page: Page, table: Table, lines: list[_Line]) -> list[_Line]:
    """The rows; a single one with figures and no name of its own is that of the unit in the title."""
    filled = [one for one in lines if one.filled]
    if len(filled) != 1 or not names_a_unit(found, page, table.title):
        return lines
    row = filled[0].row
    if row.means not in {Means.GROUP, Means.NAMELESS} or not (row.text == "" or is_place_in_order(row.text)):
        return lines
    return [filled[0]._replace(row=row._replace(means=Means.TOTAL))]


def _is_of_a_unit(row: Row) -> bool:
    return row.means in {Means.UNIT, Means.UNKNOWN_UNIT} or (row.means is Means.UNSURE and row.id == Subject.UNIT)


def _line(found: Collected, page: Page, number: int, names: NameColumns, columns: Columns) -> _Line:
    return _Line(
        row_of(found, page, number, names),
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


def _take_unit_beside(found: Collected, page: Page, now: _Reading, line: _Line, names: NameColumns) -> None:
    """Takes the unit that stands in a column of its own beside the fields, on their first row or on each."""
    assert names.units is not None
    place = Place(line.row.place.row, names.units)
    text = page.text(place)
    if not text or is_total(text):
        return
    meant = found.units.meaning(text)
    if meant is None and is_place_in_order(text):
        return
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
        case Means.TIME if line.filled and now.of_units and not is_of_another_time(row.text, found.month):
            found.problem("row_of_time", where, text=row.text)
        case Means.TIME if is_of_another_time(row.text, found.month):
            if line.filled and row.place.row > now.last:
                found.notice("time_row_skipped", where, text=row.text)
        case Means.PART | Means.TOTAL | Means.TIME if line.written:
            if not now.asked:
                now.unit, now.asked = unit_of_title(found, page, table.title, columns.values()), True
            if now.unit is not None:
                _read_part(found, page, now, row=row, columns=columns)
        case Means.SKIPPED if line.filled:
            found.notice("row_skipped", where, text=row.text)
            if now.unit is not None and not is_sub_row(row.text):
                now.passed.setdefault(now.unit, row)
        case Means.GROUP:
            now.group = row.place.row
            if line.filled:
                found.notice("group_skipped", where, text=row.text)
        case Means.UNSURE if line.filled:
            found.ask(found.parts if row.id == Subject.PART else found.units, row.text, where)
        case Means.UNKNOWN_UNIT:
            found.ask(found.units, row.text, where)
            now.unit, now.asked = None, True
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
    line = _Field(now.unit, part, now.group, key(row.text)) if part else _Field(now.unit)
    other = now.fields.get(line)
    if is_sub_row(row.text) and now.over is not None and (now.over.unit, now.over.part) == (now.unit, part):
        other = now.fields[now.over]
    if other is not None:
        code = "field_twice" if part else "total_twice"
        found.problem(code, page.where(row.place), text=row.text, other=page.where(other))
        return
    now.fields[line] = row.place
    now.over = now.over if is_sub_row(row.text) else line
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
        one = Sum(place, part, value_of(text, found.plan.measure_of_id[measure]), text)
        if part:
            now.sums[unit, measure].append(one)
        else:
            now.wholes[unit, measure] = one
            found.read(unit, measure, part, text, page.where(place))


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
