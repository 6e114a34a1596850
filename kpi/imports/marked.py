"""The product's own template: a marker says whose sheet it is, codes say whose figures its rows hold."""

import re
from typing import NamedTuple

from kpi.imports.collected import Collected, Page, Place, is_figure
from kpi.imports.rowwise import may_report
from kpi.months import Month
from kpi.wording import import_words

_MARKER_ROWS = 10
_WRITTEN = re.compile(r"\[(?P<plan>[\w.-]+) \| (?P<unit>[\w.-]+) \| (?P<month>\d{4}-(0[1-9]|1[0-2]))\]", re.ASCII)


class Marker(NamedTuple):
    """Whose sheet of the template it is, and where that is said."""

    plan: str
    unit: str
    month: Month
    place: Place


def marker_text(plan: str, unit: str, month: Month) -> str:
    """What the template says of itself.

    >>> marker_text("ninh-son-2024", "22828", Month(2024, 10))
    '[ninh-son-2024 | 22828 | 2024-10]'
    """
    return f"[{plan} | {unit} | {month}]"


def marker_of(page: Page) -> Marker | None:
    """The marker of a sheet of the template, None for any other sheet."""
    for place, line in page.texts(0, _MARKER_ROWS):
        if found := _WRITTEN.search(line):
            return Marker(found["plan"], found["unit"], Month.parse(found["month"]), place)
    return None


def read_marked(found: Collected, page: Page, marker: Marker) -> None:
    """Reads the column of values, by the codes of the measures."""
    where = page.where(marker.place)
    found.months[marker.month] = None
    if marker.plan != found.plan.id:
        found.problem("other_plan", where, plan=marker.plan)
        return
    if marker.month != found.month:
        found.problem("other_month", where, named=marker.month, month=found.month)
    if marker.unit not in found.units.ids:
        found.problem("unknown_unit", where, text=marker.unit)
        return
    heads = {
        text: Place(row, column)
        for row in range(page.height)
        for column in range(page.width)
        if (text := page.text(Place(row, column))) in {import_words.CODE, import_words.VALUE}
    }
    if len(heads) < 2:
        found.problem("template_damaged", where)
        return
    code, value = heads[import_words.CODE], heads[import_words.VALUE]
    seen: dict[str, Place] = {}
    for row in range(code.row + 1, page.height):
        name, place = Place(row, code.column), Place(row, value.column)
        _read_row(found, page, marker.unit, name, place, seen)


def _read_row(found: Collected, page: Page, unit: str, name: Place, place: Place, seen: dict[str, Place]) -> None:
    text = page.text(name)
    if text not in found.plan.measure_of_id:
        if is_figure(page.cell(place)):
            code = "unknown_code" if text else "row_without_name"
            found.problem(code, page.where(place), text=text)
        return
    if text in seen:
        measure = found.plan.measure_of_id[text].name
        found.problem("measure_twice", page.where(name), measure=measure, other=page.where(seen[text]))
        return
    seen[text] = name
    figure = found.figure(page, place)
    if figure is not None and may_report(found, unit, text, figure, page.where(place)):
        found.read(unit, text, "", figure, page.where(place))
