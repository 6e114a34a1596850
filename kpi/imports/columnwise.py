"""Tables turned over: a row for each measure, and a column for each unit or one column of values."""

from collections.abc import Sequence
from typing import NamedTuple

from kpi.imports.collected import Collected, Page, Place, is_figure, is_of_another_time, is_total, month_named
from kpi.imports.ends import rows_within
from kpi.imports.found import SKIPPED
from kpi.imports.heads import SEPARATOR
from kpi.imports.names import Names, called, key, says_little, words_of
from kpi.imports.rowwise import is_of_several, may_report
from kpi.imports.titles import Title, unit_of_title
from kpi.wording import sheet_words
from kpi.wording.folding import folded

_MOST_HEAD_ROWS = 4
_SEARCHED_ROWS = 500


class NamesDown(NamedTuple):
    """A column with names of measures: how many different ones, and the rows with one."""

    column: int
    named: int
    rows: tuple[int, ...]

    @property
    def first_row(self) -> int:
        return self.rows[0]


def names_down(page: Page, measures: Names) -> NamesDown | None:
    """The column in which most measures are named; at least two, or one below a head that says so."""
    best: NamesDown | None = None
    for column in range(page.width):
        rows = [
            row for row in range(min(page.height, _SEARCHED_ROWS)) if measures.meaning(page.text(Place(row, column)))
        ]
        count = len({measures.meaning(page.text(Place(row, column))) for row in rows})
        headed = bool(rows) and any(
            key(page.text(Place(row, column))) in sheet_words.NAMES_OF_MEASURES
            for row in range(max(0, rows[0] - _MOST_HEAD_ROWS), rows[0])
        )
        if (count > 1 or headed) and (best is None or count > best.named):
            best = NamesDown(column, count, tuple(rows))
    return best


def names_close(page: Page, measures: Names) -> NamesDown | None:
    """The first column below a head of names of measures in which some only come close, which must be asked about."""
    for head in range(min(page.height, _SEARCHED_ROWS)):
        for column in range(page.width):
            if key(page.text(Place(head, column))) not in sheet_words.NAMES_OF_MEASURES:
                continue
            rows = [row for row in range(head + 1, page.height) if _has_figures(page, row, column)]
            if any(measures.is_close(page.text(Place(row, column))) for row in rows):
                return NamesDown(column, 0, tuple(rows))
    return None


def _has_figures(page: Page, row: int, names: int) -> bool:
    return bool(page.text(Place(row, names))) and any(map(is_figure, page.sheet.rows[row][names + 1 :]))


def in_head(page: Page, down: NamesDown, place: Place) -> bool:
    """Whether a cell above the names is the head of a column of figures, and no title."""
    above = range(max(0, down.first_row - _MOST_HEAD_ROWS), down.first_row)
    top = next(
        (row for row in above if key(page.text(Place(row, down.column))) in sheet_words.NAMES_OF_MEASURES),
        down.first_row - 1,
    )
    return place.row >= top and place.column > down.column


def read_columns(found: Collected, page: Page, down: NamesDown, title: Title) -> None:
    """Reads the columns of figures to the right of the names."""
    rows = [row for row in range(down.first_row, page.height) if page.text(Place(row, down.column))]
    columns = [
        column
        for column in range(down.column + 1, page.width)
        if any(is_figure(page.cell(Place(row, column))) for row in down.rows)
    ]
    units = _units(found, page, down, columns, title)
    if not columns:
        found.notice("no_table", page.sheet.name)
    if not units:
        return
    seen: dict[str, Place] = {}
    over = _over(page, down)
    known = set(down.rows)
    for row in rows_within(found, page, range(down.first_row, page.height), columns=units, named=known):
        if row not in rows:
            continue
        name = Place(row, down.column)
        text = page.text(name)
        if says_little(text):
            text = text if found.measures.known(text) else SEPARATOR.join(filter(None, (over, text)))
        else:
            over = text
        meant = found.measures.meaning(text)
        filled = any(is_figure(page.cell(Place(row, column))) for column in units)
        if meant is None and filled and is_of_another_time(page.text(name), found.month):
            found.notice("time_row_skipped", page.where(name), text=page.text(name))
        elif meant is None and filled and not is_total(text):
            found.ask(found.measures, text, page.where(name))
        elif meant == SKIPPED and filled:
            found.notice("row_skipped", page.where(name), text=text)
        elif meant and meant in seen:
            measure = found.plan.measure_of_id[meant].name
            found.problem("measure_twice", page.where(name), measure=measure, other=page.where(seen[meant]))
        elif meant:
            seen[meant] = name
            _read_row(found, page, name, units, meant)


def _over(page: Page, down: NamesDown) -> str:
    """The name right above the first, in the same column, that is no head: "Hồ sơ tiếp nhận" over "Tổng số"."""
    text = page.text(Place(down.first_row - 1, down.column)) if down.first_row else ""
    return "" if key(text) in sheet_words.NAMES_OF_MEASURES or says_little(text) else text


def _read_row(found: Collected, page: Page, name: Place, units: dict[int, str], measure: str) -> None:
    for column, unit in units.items():
        place = Place(name.row, column)
        text = found.figure(page, place)
        if text is None or not may_report(found, unit, measure, text, page.where(place)):
            continue
        if is_of_several(page, place, name, units):
            found.problem("merged_figure", page.where(place))
        else:
            found.read(unit, measure, "", text, page.where(place))


def _units(found: Collected, page: Page, down: NamesDown, columns: Sequence[int], title: Title) -> dict[int, str]:
    """The unit of each column with figures that is to be read."""
    units: dict[int, str] = {}
    single: list[int] = []
    unsure: list[tuple[int, Place, str]] = []
    for column in columns:
        head = _head(page, down, column)
        texts = [text for _, text in head]
        meant = next((meant for text in texts if (meant := found.units.meaning(text)) is not None), None)
        named = any(month_named(text, year=found.month.year) for text in texts)
        apart = [text for text in texts if found.units.known(text) is None and _not_of_the_month(found, text)]
        plain = {key(text) for text in texts}
        if meant == SKIPPED:
            found.notice("column_skipped", page.where(head[0][0]), text=texts[0])
        elif apart:
            found.notice("other_time_skipped", page.where(head[0][0]), text=apart[0])
        elif meant is not None and meant in units.values():
            other = next(place for place, unit in units.items() if unit == meant)
            name, earlier = found.unit_name(meant), page.where(_head(page, down, other)[0][0])
            found.problem("unit_twice", page.where(head[0][0]), unit=name, other=earlier)
        elif meant is not None:
            units[column] = meant
        elif named or plain & sheet_words.VALUES:
            single.append(column)
        elif not plain & (sheet_words.IGNORED | sheet_words.CODES | sheet_words.TOTALS):
            unsure.append((column, *(head[0] if head else (Place(down.first_row, column), ""))))
    return units | _single_unit(found, page, down, title, single=single, unsure=unsure, with_units=bool(units))


def _single_unit(
    found: Collected,
    page: Page,
    down: NamesDown,
    title: Title,
    *,
    single: list[int],
    unsure: list[tuple[int, Place, str]],
    with_units: bool,
) -> dict[int, str]:
    """The one column of values of the unit in the title; columns whose head says nothing known are asked about."""
    if not with_units and not single and len(unsure) == 1 and not _may_name_a_unit(unsure[0][2]):
        single, unsure = [unsure[0][0]], []
    for column, place, text in unsure:
        if text:
            found.ask(found.units, text, page.where(place))
        else:
            found.problem("outside_table", page.where(Place(down.first_row, column)))
    if not single or with_units:
        return {}
    if len(single) > 1:
        found.problem("two_value_columns", page.where(Place(down.first_row, single[1])))
        return {}
    measures = [meant for row in down.rows if (meant := found.measures.meaning(page.text(Place(row, down.column))))]
    unit = unit_of_title(found, page, title, measures)
    return {} if unit is None else {single[0]: unit}


def _may_name_a_unit(text: str) -> bool:
    """Whether the head of the only column of values begins as the name of a unit: "Số hồ sơ" is no "Sở"."""
    return bool(called(text).kinds) and not words_of(text) <= sheet_words.NEUTRAL_HEAD_WORDS


def _not_of_the_month(found: Collected, text: str) -> bool:
    return is_of_another_time(text, found.month) or sheet_words.NOT_COUNTED.search(folded(text)) is not None


def _head(page: Page, down: NamesDown, column: int) -> list[tuple[Place, str]]:
    """The texts above a column, the lowest first, up to an empty row; without merged cells a text goes on rightwards.

    What begins over the names is a title.
    """
    found: list[tuple[Place, str]] = []
    for row in range(down.first_row - 1, max(-1, down.first_row - 1 - _MOST_HEAD_ROWS), -1):
        if not any(page.head(Place(row, one)) for one in range(page.width)):
            break
        place = page.first.get(Place(row, column), Place(row, column))
        if found and not page.sheet.merged:
            left = (Place(row, one) for one in range(column, down.column, -1))
            place = next((one for one in left if page.head(one)), place)
        if place.column <= down.column:
            continue
        if (text := page.head(place)) and (place, text) not in found:
            found.append((place, text))
    return found
