"""What stands above a table: the months that it is of, and the unit whose figures it holds."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kpi.imports.collected import Collected, Page, Place, is_figure, label
from kpi.imports.names import called
from kpi.months import Month
from kpi.wording import formats, import_words, sheet_words
from kpi.wording.folding import folded

_OFFICIAL_FIRST, _OFFICIAL_LAST = 15, 14
"""Decree 09/2019/NĐ-CP, article 12: a month's report is over the 15th of the month before to the 14th."""


class Title(NamedTuple):
    """The lines above a table with their places, and the file as it is asked about."""

    lines: tuple[tuple[Place, str], ...]
    file: str


class Span(NamedTuple):
    """The months that a text names as its period.

    `long` says that it is not a single one, `compared` that the figures may be of another: they are only compared with
    those of it, or were counted on a day of it.
    """

    first: Month
    last: Month
    long: bool
    compared: bool = False


def spans(text: str, *, year: int) -> Iterator[Span]:
    """The periods that a line names; a month without a year is of the line's only year, otherwise of the one given.

    >>> [str(one.last) for one in spans("Từ ngày 15/09/2024 đến ngày 14/10/2024", year=2024)]
    ['2024-10']
    """
    plain = folded(text)
    for months in sheet_words.MONTHS_FROM_TO.finditer(plain):
        last = Month(int(months["last_year"]), int(months["last"]))
        first = Month(int(months["first_year"] or last.year), int(months["first"]))
        yield Span(first, last, first != last)
    plain = sheet_words.MONTHS_FROM_TO.sub(";", plain)
    for days in sheet_words.DAYS_FROM_TO.finditer(plain):
        numbers = [int(one or days[6]) for one in days.groups()]
        try:
            yield _span(dt.date(*numbers[2::-1]), dt.date(*numbers[:2:-1]))
        except ValueError:
            continue
    plain = sheet_words.DAYS_FROM_TO.sub(";", plain)
    for day in sheet_words.UNTIL.finditer(plain):
        month, year = int(day[2]), int(day[3])
        if 1 <= month <= 12:
            yield Span(Month(year, month), Month(year, month), long=False, compared=True)
    plain = sheet_words.DATE_OF_LETTER.sub(";", sheet_words.UNTIL.sub(";", plain))
    years = set(sheet_words.YEAR.findall(plain))
    spoken = int(years.pop()) if len(years) == 1 else year
    for found in sheet_words.MONTH.finditer(plain):
        yield _single(plain, found.start(), Month(int(found["year"]), int(found["month"])))
    for found in sheet_words.BARE_MONTH.finditer(plain):
        yield _single(plain, found.start(), Month(spoken, int(found["month"])))


def _single(plain: str, place: int, month: Month) -> Span:
    compared = sheet_words.COMPARED.search(plain[:place]) is not None
    return Span(month, month, long=False, compared=compared)


def _span(first: dt.date, last: dt.date) -> Span:
    begins, ends = Month.of(first), Month.of(last)
    official = (first.day, last.day, begins + 1) == (_OFFICIAL_FIRST, _OFFICIAL_LAST, ends)
    return Span(ends if official else begins, ends, begins != ends and not official)


def note_months(
    found: Collected, page: Page, lines: Iterable[tuple[Place, str]], heads: Iterable[tuple[Place, str]] = ()
) -> None:
    """Notes the months that a sheet's title and name say; one of another or of more than one month is a problem.

    Months that the figures are compared with, and those of single columns, count where no other is named.
    """
    said = list(lines)
    written = [(page.where(place), line) for place, line in said] + [(page.sheet.name, page.sheet.name)]
    named = [(where, span) for where, line in written for span in spans(line, year=found.month.year)]
    alone = {span for _, span in named}
    over_cells = _spans_over_cells(page, range(1 + max((place.row for place, _ in said), default=-1)), found.month.year)
    named += [(where, span) for where, span in over_cells if span not in alone]
    for where, span in named:
        if span.long:
            found.problem("longer_than_month", where, first=span.first, last=span.last)
        else:
            found.months[span.last] = None
    single = [(where, span.last) for where, span in named if not (span.long or span.compared)]
    beside = [(page.where(place), span) for place, line in heads for span in spans(line, year=found.month.year)]
    found.months |= {span.last: None for _, span in beside if not span.long}
    if not single and found.month not in {span.last for _, span in [*named, *beside]}:
        single = [(where, span.last) for where, span in [*named, *beside] if not span.long]
    _note_other_month(found, single)
    for where, line in written:
        if sheet_words.CUMULATIVE.search(folded(line)) or (not named and sheet_words.LONGER.search(folded(line))):
            found.problem("longer_than_period", where, text=line)
            return


def _spans_over_cells(page: Page, rows: Iterable[int], year: int) -> Iterator[tuple[str, Span]]:
    """The periods of lines that stand in several cells, such as "Từ ngày" beside a date, "Tháng" beside a number."""
    for row in rows:
        cells = [(Place(row, column), cell) for column, cell in enumerate(page.sheet.rows[row]) if cell is not None]
        if all(isinstance(cell, str) for _, cell in cells):
            continue
        line = " ".join(formats.day(cell) if isinstance(cell, dt.date) else label(cell) for _, cell in cells)
        yield from ((page.where(cells[0][0]), span) for span in spans(line, year=year))


def note_months_within(found: Collected, page: Page, lines: Iterable[tuple[Place, str]]) -> None:
    """A line between the rows or pages of a table that names another or a longer time is a problem."""
    for place, line in lines:
        where, plain = page.where(place), folded(line)
        named = list(spans(line, year=found.month.year))
        for span in named:
            if span.long:
                found.problem("longer_than_month", where, first=span.first, last=span.last)
        _note_other_month(found, [(where, one.last) for one in named if not (one.long or one.compared)])
        if sheet_words.CUMULATIVE.search(plain) or (not named and sheet_words.LONGER.search(plain)):
            found.problem("longer_than_period", where, text=line)


def _note_other_month(found: Collected, named: Iterable[tuple[str, Month]]) -> None:
    other = [(where, month) for where, month in named if month != found.month]
    if other:
        where, month = other[0]
        found.problem("other_month", where, named=month, month=found.month)


def unit_of_title(found: Collected, page: Page, title: Title, measures: Iterable[str]) -> str | None:
    """The unit whose figures a sheet holds; asks where the title does not say, None where it is asked or skipped.

    A line "Đơn vị: …" counts first, then a line that is the name of a unit which reports one of the measures (the
    letterhead), then the sheet's name. What is asked for want of a title carries the file in its text, so that the
    answer is not taken for another file.
    """
    written = [(place, line) for place, line in title.lines if line]
    for place, name in _labelled(page, written):
        meant = found.units.meaning(name)
        if meant is None:
            found.ask(found.units, name, page.where(place))
        return meant or None
    reporters = frozenset[str]().union(*(found.plan.reporters[measure] for measure in measures))
    named = {meant for _, line in written if (meant := found.units.meaning(line)) and called(line).kinds} & reporters
    by_sheet = found.units.meaning(page.sheet.name)
    if len(named) == 1 or (not named and by_sheet in reporters):
        return next(iter(named)) if named else by_sheet
    return _asked_by_file(found, page, title.file)


def units_named(found: Collected, page: Page, lines: Iterable[tuple[Place, str]]) -> dict[str, int]:
    """The units that lines without figures beside them are the names of, each with the row of its first line."""
    named: dict[str, int] = {}
    for place, line in lines:
        meant = found.units.meaning(line)
        if meant and called(line).kinds and not any(is_figure(cell) for cell in page.sheet.rows[place.row]):
            named.setdefault(meant, place.row)
    return named


def _asked_by_file(found: Collected, page: Page, file: str) -> str | None:
    text = import_words.nameless(page.sheet.name, file)
    meant = found.units.meaning(text)
    if meant is None:
        found.ask(found.units, text, page.sheet.name or page.where(Place(0, 0)))
    return meant or None


def _labelled(page: Page, lines: list[tuple[Place, str]]) -> Iterator[tuple[Place, str]]:
    """The names after "Đơn vị:", on the line, on the next line of the cell, or in the next cell that says something."""
    for index, (place, line) in enumerate(lines):
        if not (said := sheet_words.UNIT_LABEL.fullmatch(folded(line))):
            continue
        if said["name"].strip(" .…_"):
            yield place, re.split(r":\s*", line, maxsplit=1)[1].strip()
        elif index + 1 < len(lines) and lines[index + 1][0] == place:
            yield lines[index + 1]
        else:
            right = (Place(place.row, column) for column in range(place.column + 1, place.column + 7))
            yield from ((one, page.text(one)) for one in right if page.text(one) and page.first.get(one) != place)
