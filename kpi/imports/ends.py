"""Where a table ends: what stands below another head on the same sheet is never read as its rows."""

from collections.abc import Collection, Iterable, Iterator

from kpi.imports.collected import Collected, Page, Place, is_figure
from kpi.imports.names import key
from kpi.wording import sheet_words
from kpi.wording.folding import folded

_WORD = 2
"""A letter alone is a mark, or the name of a column."""
_FEWEST = 2


def figure_cells(page: Page, row: int) -> list[Place]:
    """The cells of a row that hold a figure."""
    return [Place(row, column) for column in range(page.width) if is_figure(page.cell(Place(row, column)))]


def is_head(found: Collected, page: Page, row: int, columns: Iterable[int]) -> bool:
    """Whether a row without a name of its own is the head of another table, from its cells in columns of figures."""
    cells = [Place(row, column) for column in range(page.width)]
    names = sheet_words.NAMES_OF_UNITS | sheet_words.NAMES_OF_PARTS | sheet_words.NAMES_OF_MEASURES
    if any(key(page.text(one)) in names - sheet_words.NAMES_OF_GROUPS for one in cells):
        return True
    return any(is_words(page, one) and found.measures.known(page.text(one)) for one in cells) or any(
        is_words(page, Place(row, column)) for column in columns
    )


def is_words(page: Page, place: Place) -> bool:
    """Whether a cell shows words, and not a figure, a mark or a letter."""
    shown = page.shown(place)
    if not isinstance(shown, str) or is_figure(shown) or sheet_words.NOT_SENT.match(folded(shown)):
        return False
    return sum(one.isalpha() for one in shown) >= _WORD


def rows_within(
    found: Collected, page: Page, rows: Iterable[int], *, columns: Collection[int], named: Collection[int]
) -> Iterator[int]:
    """The rows of a table down to another head; figures below it are a problem, up to a further page of the table.

    `named` are rows whose name is known, which are no heads. The units of measurement may stand below the head.
    """
    measured_in = {key(one.measured_in) for one in found.plan.measures}
    ended, begun = False, False
    last: int | None = None
    for row in rows:
        if last is not None and row != last + 1:
            ended, begun = False, False
        last = row
        figures = figure_cells(page, row)
        filled = [one for one in figures if one.column in columns]
        said = {key(page.text(Place(row, one))) for one in columns if is_words(page, Place(row, one))}
        below_head = not begun and bool(said) and said <= measured_in
        ended = ended or (row not in named and not below_head and is_head(found, page, row, columns))
        begun = begun or bool(filled)
        if not ended:
            yield row
        elif filled or len(figures) >= _FEWEST:
            found.problem("second_table", page.where((filled or figures)[0]))
            return


def repeated(page: Page, first: int, last: int) -> Iterator[int]:
    """The first rows of the places below some rows of a head where the same is shown again."""
    shown = [[page.text(Place(row, column)) for column in range(page.width)] for row in range(page.height)]
    wanted, after = shown[first : last + 1], last + 1
    for row in range(last + 1, page.height - (last - first)):
        if row >= after and shown[row : row + len(wanted)] == wanted:
            after = row + len(wanted)
            yield row
