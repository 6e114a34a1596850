"""What stands above a table: the months that it is of, and the unit whose figures it holds."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from kpi.imports.collected import Collected, Page, Place, is_figure, label
from kpi.imports.names import called
from kpi.imports.owners import Labelled, is_of_all, is_of_communes, is_of_more, labelled, mentioned, receivers
from kpi.imports.periods import Span, said
from kpi.months import Month
from kpi.wording import formats, import_words, scope_words, sheet_words, time_words
from kpi.wording.folding import folded


class Title(NamedTuple):
    """The lines above a table with their places, the file as it is asked about, and the row of a later table."""

    lines: tuple[tuple[Place, str], ...]
    file: str
    row: int | None = None


def note_months(
    found: Collected, page: Page, lines: Iterable[tuple[Place, str]], heads: Iterable[tuple[Place, str]] = ()
) -> None:
    """Notes the months that a sheet's title and name say; one of another or of more than one month is a problem.

    Months that the figures are compared with, and those of single columns, count where no other is named.
    """
    title, below = list(lines), list(heads)
    written = [(page.where(place), line) for place, line in title] + [(page.sheet.name, page.sheet.name)]
    named = [(where, span) for where, line in written for span in said(line, found.month).spans]
    alone = {span for _, span in named}
    rows, in_heads = range(1 + max((place.row for place, _ in title), default=-1)), {place for place, _ in below}
    over_cells = _spans_over_cells(page, rows, found.month, without=in_heads)
    named += [(where, span) for where, span in over_cells if span not in alone]
    for where, span in named:
        if span.long:
            found.problem("longer_than_month", where, first=span.first, last=span.last)
        else:
            found.months[span.last] = None
    single = [(where, span.last) for where, span in named if not (span.long or span.compared)]
    beside = [(page.where(place), span) for place, line in below for span in said(line, found.month).spans]
    found.months |= {span.last: None for _, span in beside if not span.long}
    if not single and found.month not in {span.last for _, span in [*named, *beside]}:
        single = [(where, span.last) for where, span in [*named, *beside] if not span.long]
    _note_other_month(found, single)
    for where, line in written:
        if sheet_words.CUMULATIVE.search(folded(line)) or (not named and sheet_words.LONGER.search(folded(line))):
            found.problem("longer_than_period", where, text=line)
            return


def _spans_over_cells(
    page: Page, rows: Iterable[int], month: Month, *, without: Collection[Place]
) -> Iterator[tuple[str, Span]]:
    """The periods of lines that stand in several cells or go on in the next row, such as "Từ ngày" beside a date."""
    for place, line in joined(page, rows, without=without):
        yield from ((page.where(place), span) for span in said(line, month).spans)


def joined(page: Page, rows: Iterable[int], *, without: Collection[Place] = ()) -> Iterator[tuple[Place, str]]:
    """What rows say in one line each, with their first cells; "từ …" and "đến …" below each other are one line."""
    before: tuple[Place, str] | None = None
    for row in rows:
        places = (Place(row, column) for column, cell in enumerate(page.sheet.rows[row]) if cell is not None)
        cells = [(place, page.cell(place)) for place in places if place not in without]
        line = " ".join(formats.day(cell) if isinstance(cell, dt.date) else label(cell) for _, cell in cells).strip()
        if not line:
            continue
        if before is not None and time_words.CLOSE.match(folded(line)) and time_words.OPEN.search(folded(before[1])):
            line = f"{before[1]} {line}"
            before = before[0], line
            yield before
            continue
        before = cells[0][0], line
        yield before


def note_months_within(found: Collected, page: Page, lines: Iterable[tuple[Place, str]]) -> None:
    """A line between the rows or pages of a table that names another or a longer time is a problem."""
    for place, line in lines:
        where, plain = page.where(place), folded(line)
        named = list(said(line, found.month).spans)
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
    letterhead), then the sheet's name; these two only where no other organisation is named, those aside that receive
    the report, and nothing says that the figures are of all of them. What is asked for want of a title carries the
    file in its text, so that the answer is not taken for another file.
    """
    written = [(place, line) for place, line in title.lines if line]
    labels = list(labelled(found, page, written))
    if labels:
        return _by_label(found, page, title, labels)
    aside = receivers(page, written)
    reporters = frozenset[str]().union(*(found.plan.reporters[measure] for measure in measures))
    lines = [line for place, line in written if (place, line) not in aside]
    named = {meant for line in lines if (meant := found.units.meaning(line)) and called(line).kinds} & reporters
    by_sheet = found.units.meaning(page.sheet.name) if title.row is None else None
    owner = next(iter(named)) if len(named) == 1 else by_sheet if not named and by_sheet in reporters else None
    if owner and mentioned(found, page, written) <= {owner} and not is_of_more(found, page, written):
        is_place = called(found.unit_name(owner)).kinds & sheet_words.KINDS_OF_PLACE
        if is_place or not is_of_communes(written):
            return owner
    return _asked_by_file(found, page, title)


def _by_label(found: Collected, page: Page, title: Title, labels: Sequence[Labelled]) -> str | None:
    """The unit that a label names; asks by the file where it has no name, or two labels name different units."""
    meant = {one: found.units.meaning(one.name) for one in labels if one.name}
    root = found.plan.root.id
    meant = {one: unit for one, unit in meant.items() if unit != root} or meant
    if not meant or len(set(meant.values())) > 1 or (is_of_all(page, title.lines) and root not in meant.values()):
        return _asked_by_file(found, page, title)
    (first, unit), *_ = meant.items()
    if unit is None:
        found.ask(found.units, first.name, page.where(first.place))
    others = sorted(mentioned(found, page, [one for one in title.lines if one[1]]) - {unit}) if unit else []
    if unit and others:
        details = {"unit": found.unit_name(unit), "other": found.unit_name(others[0])}
        found.notice("owner_by_label", page.where(first.place), text=first.label, **details)
    return unit or None


def names_a_unit(found: Collected, page: Page, title: Title) -> bool:
    """Whether the lines above a table say whose figures it holds, known or not."""
    return any(one.name for one in labelled(found, page, title.lines)) or bool(units_named(found, page, title.lines))


def units_named(found: Collected, page: Page, lines: Iterable[tuple[Place, str]]) -> dict[str, int]:
    """The units that lines without figures beside them are the names of, each with the row of its first line."""
    named: dict[str, int] = {}
    written = list(lines)
    aside = receivers(page, written)
    for place, line in written:
        meant = found.units.meaning(line) if (place, line) not in aside else None
        if meant and called(line).kinds and not any(is_figure(cell) for cell in page.sheet.rows[place.row]):
            named.setdefault(meant, place.row)
    return named


def owners(found: Collected, title: Title, lines: Iterable[tuple[Place, str]]) -> Iterator[int]:
    """The rows of lines that speak of an organisation, unless it is a known unit or the title speaks of it too."""
    said = {folded(line) for _, line in title.lines}
    for place, line in lines:
        plain = folded(line)
        speaks = sheet_words.ORGANISATION.search(plain) and not sheet_words.SIGNS.match(plain)
        speaks = speaks and not scope_words.RECEIVER.fullmatch(plain)
        if speaks and plain not in said and not found.units.meaning(line) and not found.parts.meaning(line):
            yield place.row


def _asked_by_file(found: Collected, page: Page, title: Title) -> str | None:
    text = import_words.nameless(page.sheet.name, title.file, row=title.row)
    meant = found.units.meaning(text)
    if meant is None:
        where = page.where(Place(title.row, 0)) if title.row is not None else page.sheet.name
        likely = sorted(mentioned(found, page, [one for one in title.lines if one[1]]))
        found.ask(found.units, text, where or page.where(Place(0, 0)), likely=likely)
    return meant or None
