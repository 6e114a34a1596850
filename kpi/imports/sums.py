"""What the rows of a table add up to: wholes that no row holds, and totals that are not the sum of their rows."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kpi.imports.collected import Collected, Page, Place, label, value_of
from kpi.imports.rows import Row
from kpi.numbers import NOT_ARISEN_WORDS
from kpi.wording import formats


class Sum(NamedTuple):
    """A figure as part of a sum: its cell, its field, its number (None where it is not sure) and its text."""

    place: Place
    part: str
    value: float | None
    text: str


def read_fields(found: Collected, page: Page, sums: Mapping[tuple[str, str], Sequence[Sum]]) -> None:
    """Reads the fields of units; the rows that stand for the same field are added up, which is said."""
    several: dict[tuple[str, str], list[Sum]] = {}
    for (unit, measure), rows in sums.items():
        for part in dict.fromkeys(one.part for one in rows):
            same = [one for one in rows if one.part == part]
            where = page.where(same[0].place)
            if len(same) > 1:
                several.setdefault((unit, part), same)
            if len(same) == 1 or all(one.text == same[0].text == NOT_ARISEN_WORDS[0] for one in same):
                found.read(unit, measure, part, same[0].text, where)
            elif any(one.value is None for one in same):
                found.problem("cannot_add", where, unit=found.unit_name(unit), measure=_name(found, measure))
            else:
                found.read(unit, measure, part, formats.plain(round(_total(same), 9)), where)
    for (unit, part), same in several.items():
        name = next(one.name for one in found.plan.parts if one.id == part)
        found.notice("field_added", page.where(same[0].place), unit=found.unit_name(unit), text=name, count=len(same))


def read_wholes(
    found: Collected,
    page: Page,
    sums: Mapping[tuple[str, str], Sequence[Sum]],
    wholes: Mapping[tuple[str, str], Sum],
    *,
    passed: Mapping[str, Row],
) -> Mapping[tuple[str, str], Sum]:
    """The wholes by unit and measure, with those that no row holds: fields are added up, unless one was skipped.

    Says where a whole is not the sum of its fields.
    """
    added: dict[tuple[str, str], Sum] = {}
    for (unit, measure), parts in sums.items():
        values = [one.value for one in parts if one.value is not None]
        whole, where = wholes.get((unit, measure)), page.where(parts[0].place)
        if whole is None and unit in passed:
            skipped = passed[unit]
            name = found.unit_name(unit)
            found.problem("cannot_add_skipped", page.where(skipped.place), unit=name, text=skipped.text)
        elif len(values) < len(parts):
            if whole is None:
                found.problem("cannot_add", where, unit=found.unit_name(unit), measure=_name(found, measure))
        elif whole is None:
            arisen = any(one.text != NOT_ARISEN_WORDS[0] for one in parts)
            total = round(math.fsum(values), 9)
            text = formats.plain(total) if arisen else NOT_ARISEN_WORDS[0]
            added[unit, measure] = Sum(parts[0].place, "", total, text)
            found.read(unit, measure, "", text, where)
        elif whole.value is not None:
            _compare(found, page.where(whole.place), measure, total=whole.value, rows=math.fsum(values))
    for unit in dict.fromkeys(unit for unit, _ in added):
        first = [one.place for (owner, _), one in added.items() if owner == unit]
        found.notice("whole_added", page.where(first[0]), unit=found.unit_name(unit), count=len(first))
    return {**wholes, **added}


def note_totals(
    found: Collected,
    page: Page,
    totals: Sequence[int],
    wholes: Mapping[tuple[str, str], Sum],
    columns: Mapping[int, str],
) -> None:
    """Says where a total row is neither the sum of all units nor of those since the total before it."""
    for before, row in zip([-1, *totals], totals, strict=False):
        for column, measure in columns.items():
            place = Place(row, column)
            total = value_of(label(page.cell(place)), found.plan.measure_of_id[measure])
            every = [one for (_, of), one in wholes.items() if of == measure]
            group = [one for one in every if before < one.place.row < row]
            if total is None or any(one.value is None for one in every) or (group and _equal(total, _total(group))):
                continue
            _compare(found, page.where(place), measure, total=total, rows=_total(every))


def _total(figures: Sequence[Sum]) -> float:
    return math.fsum(one.value for one in figures if one.value is not None)


def _compare(found: Collected, where: str, measure: str, *, total: float, rows: float) -> None:
    if not _equal(total, rows):
        numbers = {"total": total, "rows": rows, "difference": total - rows}
        written = {name: formats.exact(round(value, 9)) for name, value in numbers.items()}
        found.notice("total_differs", where, measure=_name(found, measure), **written)


def _equal(total: float, rows: float) -> bool:
    return math.isclose(total, rows, rel_tol=1e-12, abs_tol=1e-9)


def _name(found: Collected, measure: str) -> str:
    return found.plan.measure_of_id[measure].name
