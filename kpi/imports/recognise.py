"""What a file says about the figures of a month: tables of units or fields, form II.06a, and the product's template."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from kpi.imports import columnwise, marked
from kpi.imports.apart import Apart, sheets_apart
from kpi.imports.collected import Collected, Page, Place, is_figure, page_of
from kpi.imports.file_times import note_file_name, written_out
from kpi.imports.found import Answers, Found
from kpi.imports.grid import Grid, Sheet
from kpi.imports.heads import Head, heads, likely_meaning
from kpi.imports.names import key, measure_names, official_columns, part_names, unit_names
from kpi.imports.owners import note_owner_of_file
from kpi.imports.rows import Table, is_unit_beside
from kpi.imports.rowwise import read_table
from kpi.imports.scope import note_scope
from kpi.imports.times import note_times, of_other_months
from kpi.imports.titles import Title, note_months, note_months_within, owners, units_named
from kpi.imports.unseen import note_unseen
from kpi.months import Month
from kpi.plan import Plan
from kpi.wording import sheet_words
from kpi.wording.folding import folded


def recognise(plan: Plan, grid: Grid, month: Month, answers: Answers) -> Found:
    """The readings of a file for a month, what must be asked, and what is wrong; changes nothing."""
    official = official_columns(plan)
    found = Collected(
        plan,
        month,
        unit_names(plan, month, answers),
        part_names(plan, answers),
        measure_names(plan, answers, official),
        written_out(grid.name),
    )
    file = f"{grid.name} {grid.file_hash[:8]}".strip()
    of_others = of_other_months(grid.sheets, month)
    apart = sheets_apart(plan, grid.sheets, month)
    for sheet in grid.sheets:
        if sheet.hidden and sheet.rows:
            found.notice("hidden_sheet", sheet.name)
        elif sheet.name in of_others:
            found.notice("other_month_skipped", sheet.name, named=of_others[sheet.name], month=month)
        elif sheet.rows and sheet.name not in apart:
            _read_sheet(found, page_of(sheet), file)
    _read_apart(found, [sheet for sheet in grid.sheets if sheet.name not in of_others], apart, file)
    note_file_name(found, grid)
    note_owner_of_file(found)
    if not found.readings and not found.questions and not found.problems:
        found.problem("nothing_found", grid.name)
    if found.dashes:
        found.notice("dashes", found.dashes[0], count=len(found.dashes))
    return Found(
        tuple(found.readings),
        tuple(found.questions.values()),
        tuple(found.problems.values()),
        tuple(found.notices),
        tuple(sorted(found.months)),
    )


def _read_apart(found: Collected, sheets: Iterable[Sheet], apart: Mapping[str, Apart], file: str) -> None:
    """Passes over the sheets of other forms and longer times; reads them where no other sheet is of any use."""
    others = bool(found.readings or found.questions)
    for sheet in sheets:
        why = apart.get(sheet.name)
        if why is not None and others:
            found.notice(why.code, sheet.name, **why.details)
        elif why is not None:
            _read_sheet(found, page_of(sheet), file)


def _read_sheet(found: Collected, page: Page, file: str) -> None:
    before = len(found.readings)
    _read_page(found, page, file)
    note_unseen(found, page, found.readings[before:])


def _read_page(found: Collected, page: Page, file: str) -> None:
    if (marker := marked.marker_of(page)) is not None:
        marked.read_marked(found, page, marker)
        return
    down = columnwise.names_down(page, found.measures)
    across = list(heads(page, found.measures, {key(one.measured_in) for one in found.plan.measures}))
    named = max((_named(found, head) for head in across), default=-1)
    if down is None and not across:
        down = columnwise.names_close(page, found.measures)
    if down is not None and down.named > named:
        lines = list(page.texts(0, down.first_row))
        heads_of_columns = [one for one in lines if columnwise.in_head(page, down, one[0])]
        note_months(found, page, [one for one in lines if one not in heads_of_columns], heads_of_columns)
        _check_within(found, page, range(down.first_row, page.height), most=0)
        before = len(found.readings)
        columnwise.read_columns(found, page, down, Title(tuple(lines), file))
        beside = (Place(row, down.column + 1) for row in range(down.first_row))
        top = next((one.row for one in beside if columnwise.in_head(page, down, one)), down.first_row)
        note_times(found, page, found.readings[before:], [range(top, down.first_row)])
        note_scope(found, page, found.readings[before:], [range(top, down.first_row)], names=down.column)
        return
    if not across:
        found.notice("no_table", page.sheet.name)
        return
    _read_rows(found, page, across, file)


def _named(found: Collected, head: Head) -> int:
    """How many columns of a table are found by their heads or have a number."""
    return sum(one.number is not None or likely_meaning(found.measures, one) is not None for one in head.columns)


def _read_rows(found: Collected, page: Page, across: list[Head], file: str) -> None:
    title, before = list(page.texts(0, across[0].top)), len(found.readings)
    note_months(found, page, title)
    for head, following in zip(across, [*(one.top for one in across[1:]), page.height], strict=True):
        _check_within(found, page, range(head.bottom + 1, following), most=1)
    tables = list(_tables(found, page, across, Title(tuple(title), file)))
    for one, end in zip(tables, [*(later.begins for later in tables[1:]), page.height], strict=True):
        again = {row for rows in one.repeated for row in rows}
        rows = tuple(row for row in range(one.head.bottom + 1, end) if row not in again)
        read_table(found, page, Table(one.head, rows, one.title))
    rows_of_heads = [range(head.top, head.bottom + 1) for head in across]
    note_times(found, page, found.readings[before:], rows_of_heads)
    note_scope(found, page, found.readings[before:], rows_of_heads)


def _check_within(found: Collected, page: Page, rows: range, *, most: int) -> None:
    """Says what names another unit among the rows of a table, or another time there or above its next page.

    Below the last row with figures nothing belongs to the table. A line of its own has at most so many figures: the
    number of its row.
    """
    figures = {row: sum(is_figure(cell) for cell in page.sheet.rows[row]) for row in rows}
    ends = max((row for row, count in figures.items() if count), default=rows.start)
    for place, line in page.texts(rows.start, ends + 1):
        if sheet_words.UNIT_LABEL.fullmatch(folded(line)):
            found.problem("unit_within", page.where(place), text=line)
    below = ends + 1 if rows.stop == page.height else rows.stop
    between = [one for one in page.texts(rows.start, below) if figures[one[0].row] <= most]
    note_months_within(found, page, between)


class _Headed(NamedTuple):
    """The head of a table, its title, the row that it or its title begins with, and the heads of its later pages."""

    head: Head
    title: Title
    begins: int
    repeated: list[range]


def _lists_units(found: Collected, page: Page, rows: list[int]) -> bool:
    """Whether figures stand beside the names of units."""
    return any(is_unit_beside(found, line) for row in rows for _, line in page.texts(row, row + 1))


def _tables(found: Collected, page: Page, across: list[Head], title: Title) -> Iterator[_Headed]:
    """The tables of a sheet. The same head again is a further page, unless another organisation is named before it."""
    now, listed = _Headed(across[0], title, across[0].top, []), False
    units = units_named(found, page, title.lines).keys()
    for before, head in pairwise(across):
        figures = [row for row in range(before.bottom + 1, head.top) if any(map(is_figure, page.sheet.rows[row]))]
        listed = listed or _lists_units(found, page, figures)
        between = list(page.texts(max(figures, default=before.bottom) + 1, head.top))
        labelled = [place.row for place, line in between if sheet_words.UNIT_LABEL.fullmatch(folded(line))]
        unknown = [] if listed else list(owners(found, now.title, between))
        letterhead = {} if listed else units_named(found, page, between)
        begins = min([*labelled, *unknown, *letterhead.values(), head.top])
        if not (labelled or unknown) and letterhead.keys() <= units and head.texts == now.head.texts:
            now.repeated.append(range(begins, head.bottom + 1))
            continue
        yield now
        own = tuple(page.texts(begins, head.top))
        now = _Headed(head, Title(own, title.file, begins) if own else title, begins, [])
        units, listed = letterhead.keys() or units, False
    yield now
