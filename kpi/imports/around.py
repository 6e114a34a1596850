"""What stands around the figures of a sheet: heads, names, and how what is not explained is asked about."""

import hashlib
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from kpi.imports.collected import Collected, Page, Place, is_group
from kpi.imports.found import WITHOUT_LIMIT, CellReading, Subject
from kpi.imports.grid import Cell, cell_of
from kpi.imports.heads import SEPARATOR
from kpi.imports.names import key
from kpi.imports.times import shortened
from kpi.plan import Measure
from kpi.wording import import_words, sheet_words
from kpi.wording.folding import folded

_DIGITS_OF_HASH = 8
_WORD = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Around:
    """A sheet that gave figures: their cells, their readings by row, their measures by column, and its heads.

    `over` are the lowest heads of the columns by the rows of heads, `asked` the folded texts that are asked about or
    were answered as names, level by level, `judged` the places with problems, `fields` the names of the plan's fields
    that say enough. `names` is the column with names of measures where they stand in rows, `first` the first row of a
    head, above which stands the title, and `last` the last row with figures.
    """

    found: Collected
    page: Page
    cells: Collection[Place]
    readings: Mapping[int, Sequence[CellReading]]
    columns: Mapping[int, Mapping[str, None]]
    heads: Sequence[range]
    over: Sequence[Mapping[int, str]]
    asked: Collection[str]
    judged: Collection[str]
    fields: Collection[str]
    names: int | None
    measures: Sequence[Measure]
    first: int
    last: int

    def head_of(self, place: Place) -> str:
        """The lowest head over a cell, "" where there is none."""
        above = bisect_right(self.heads, place.row, key=lambda rows: rows.stop)
        return self.over[above - 1].get(place.column, "") if above else ""

    def cells_of(self, row: int) -> Sequence[Cell]:
        """What the cells of a row show, each cell of a merged one what the whole does."""
        cells = self.page.sheet.rows[row]
        if not self.page.first:
            return cells
        return [self.page.shown(Place(row, column)) for column in range(max(len(cells), self.page.width))]

    def ask(self, text: str, place: Place | None) -> None:
        """Asks whether a text limits the figures, once for all files; `place` is None for the name of the sheet."""
        self._ask(text, self.page.sheet.name if place is None else self.page.where(place))

    def ask_of_file(self, name: str) -> None:
        """Asks whether the name of the file limits the figures."""
        self._ask(name, import_words.NAME_OF_FILE)

    def _ask(self, text: str, where: str) -> None:
        if self.found.problems and next(reversed(self.found.problems.values())).code == "too_many_questions":
            return
        self.found.ask_whether(Subject.SCOPE, WITHOUT_LIMIT, shortened(text), where)


def around(
    found: Collected, page: Page, readings: Iterable[CellReading], heads: Iterable[range], *, names: int | None
) -> Around | None:
    """Where the figures of a sheet stand and what is over them, None where it gave none."""
    rows: dict[int, list[CellReading]] = defaultdict(list)
    columns: dict[int, dict[str, None]] = defaultdict(dict)
    cells = set()
    for one in readings:
        place = Place(*cell_of(one.where))
        cells.add(place)
        rows[place.row].append(one)
        columns[place.column][one.measure] = None
    if not cells:
        return None
    in_order = sorted(heads, key=lambda rows: rows.start)
    over = [_lowest(page, rows) for rows in in_order]
    measures = [found.plan.measure_of_id[one] for one in dict.fromkeys(chain.from_iterable(columns.values()))]
    first = in_order[0].start if in_order and in_order[0] else min(rows)
    return Around(
        found,
        page,
        cells,
        rows,
        columns,
        in_order,
        over,
        _asked(found),
        frozenset(where for where, _ in found.problems),
        frozenset(
            name for part in found.plan.parts if " " in (name := key(part.name)) and not is_group(found.plan, name)
        ),
        names,
        measures,
        first=first,
        last=max(rows),
    )


def digest(texts: Iterable[str]) -> str:
    """What tells some texts from others, in no order."""
    written = "\n".join(sorted(map(folded, texts)))
    return hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()[:_DIGITS_OF_HASH]


def has_word(text: str) -> bool:
    """Whether a text says anything: numbers, marks and the letter of a column do not."""
    return _WORD.search(text) is not None


def is_of_names(text: str) -> bool:
    """Whether a head says that names of units stand below."""
    return key(text) in sheet_words.NAMES_OF_UNITS


def _lowest(page: Page, rows: range) -> dict[int, str]:
    lowest: dict[int, str] = {}
    for row in rows:
        for column in range(page.width):
            text = page.head(Place(row, column))
            if text and has_word(text):
                lowest[column] = text
    return lowest


def _asked(found: Collected) -> frozenset[str]:
    """What is asked about as a name, or was answered, whole and by the levels of a head."""
    names = {Subject.UNIT, Subject.PART, Subject.MEASURE}
    texts = [text for subject, text in found.questions if subject in names]
    texts += [text for (subject, text), _ in found.units.answers.items() if subject is Subject.MEASURE]
    return frozenset(level for text in texts for level in (text, *text.split(SEPARATOR)))
