"""Whether everything on a sheet that speaks of time is explained as the month's; whatever is not is asked about.

The periods of the title are judged in `kpi.imports.titles`. Here every cell of a sheet that gave figures is looked at:
what says nothing known is a question, and never passed over.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence

from kpi.imports.collected import Collected, Page, Place, is_of_another_time
from kpi.imports.found import OF_THE_MONTH, SKIPPED, CellReading, Subject
from kpi.imports.grid import Sheet
from kpi.imports.heads import SEPARATOR, column_numbers
from kpi.imports.marked_text import MarkedText
from kpi.imports.names import key
from kpi.imports.periods import NOTHING_SAID, Span, said, speaks
from kpi.imports.time_cells import (
    Block,
    Figures,
    Piece,
    blocks,
    columns_below,
    figures_of,
    is_planned,
    labels_with_below,
    shown,
)
from kpi.months import Month
from kpi.wording import import_words, sheet_words, time_words
from kpi.wording.folding import folded

_LONGEST = 150
_DIGITS_OF_HASH = 8
OF_TIME = ("other_month", "longer_than_month", "longer_than_period", "other_time_within")
_SAID_ALREADY = (*OF_TIME, "date", "unit_within", "row_of_time", "time_as_name")


def note_times(found: Collected, page: Page, readings: Iterable[CellReading], heads: Iterable[range]) -> None:
    """Asks about what speaks of time on a sheet and is not explained; nothing of a sheet without figures.

    `heads` are the rows of the heads of its tables. A certain other time is a problem.
    """
    figures = figures_of(page, readings, heads)
    if figures is None:
        return
    asked = {one.where for one in found.questions.values()}
    asked |= {one.where for one in found.notices if one.code == "time_row_skipped"}
    if said(page.sheet.name, found.month).unexplained:
        ask_of_time(found, page.sheet.name, page.sheet.name)
    for row in sorted(one for one in figures.in_heads if not column_numbers(page.sheet.rows[one])):
        _check_head(found, figures, row)
    named = _is_named(figures, found.month)
    for block in blocks(figures):
        pieces = tuple(
            one
            for one in block.pieces
            if page.where(one.place) not in asked
            and not _is_name(found, one, below=one.place.row > figures.last)
            and not _is_day_of_letter(figures, block, one, found.month)
            and not _is_note_of_carried(figures, one, found.month)
        )
        _check(found, figures, Block(block.row, pieces), named=named)
        if found.problems and next(reversed(found.problems.values())).code == "too_many_questions":
            return


def of_other_months(sheets: Sequence[Sheet], month: Month) -> Mapping[str, Month]:
    """The months of the sheets whose names are those of other months, where just one has the name of this one."""
    named = {sheet.name: only for sheet in sheets if not sheet.hidden and (only := _month_alone(sheet.name, month))}
    others = {name: only for name, only in named.items() if only != month}
    return others if len(named) == len(others) + 1 else {}


def _month_alone(name: str, month: Month) -> Month | None:
    what = said(name, month)
    single = len(what.spans) == 1 and not what.unexplained and what.spans[0].first == what.spans[0].last
    return what.spans[0].last if single else None


def _check(found: Collected, figures: Figures, block: Block, *, named: bool) -> None:
    """Judges a row by its pieces and by all of them together, which explain each other, beside a `named` month."""
    if not block.pieces:
        return
    month, whole, within = found.month, said(block.text, found.month), figures.within(block.row)
    together = block.pieces[0]._replace(text=block.text)
    if any(one.first == one.last == month for one in whole.spans):
        found.months[month] = None
    if whole == NOTHING_SAID:
        for below in labels_with_below(figures, block):
            _check(found, figures, below, named=named)
    others = [(one, other) for one in block.pieces for other in said(one.text, month).others(month)]
    for piece, other in others or [(together, other) for other in whole.others(month)]:
        if block.row < figures.first or within or piece.timed:
            _tell(found, figures, piece, other)
        else:
            ask_of_time(found, piece.text, figures.page.where(piece.place))
    for piece in block.pieces:
        where = figures.page.where(piece.place)
        if within and _heads_other_figures(piece, month) and not _is_said(found, where):
            found.problem("other_time_within", where, text=shortened(piece.text))
        elif block.row in figures.rows and is_planned(piece.text) and not _is_noted(figures, piece):
            ask_of_time(found, piece.text, where)
    if whole.unexplained and not (named and _is_year_of_plan(figures, together, month)):
        doubtful = [one for one in block.pieces if said(one.text, month).unexplained]
        for piece in [one for one in doubtful if not (named and _is_year_of_plan(figures, one, month))] or [together]:
            ask_of_time(found, piece.text, figures.page.where(piece.place))


def _is_named(figures: Figures, month: Month) -> bool:
    """Whether the title of a sheet or its name says the month."""
    lines = (line for _, line in figures.page.texts(0, figures.first))
    return any(
        one.first == one.last == month and not one.compared
        for line in (figures.page.sheet.name, *lines)
        for one in said(line, month).spans
    )


def _is_year_of_plan(figures: Figures, piece: Piece, month: Month) -> bool:
    """Whether a title names no more than the year of the plan that is reported on."""
    return piece.place.row < figures.first and said(piece.text, month).yearly


def _is_day_of_letter(figures: Figures, block: Block, piece: Piece, month: Month) -> bool:
    """Whether a day alone below the table is in the month after that of the figures, and nothing beside it is a time.

    That is when the letter was written; a day in the month itself is explained anywhere.
    """
    day = time_words.DAY_ALONE.fullmatch(folded(piece.text))
    if piece.place.row <= figures.last or day is None:
        return False
    alone = all(
        one == piece or not speaks(one.text) or time_words.DAY_LABEL.fullmatch(folded(one.text)) for one in block.pieces
    )
    following = month + 1
    return alone and (int(day["year"]) % 100, int(day["month"])) == (following.year % 100, following.number)


def _is_note_of_carried(figures: Figures, piece: Piece, month: Month) -> bool:
    """Whether a note beside figures speaks of work that was carried over, and of no other time."""
    if not _is_noted(figures, piece):
        return False
    text = MarkedText(piece.text)
    text.take_all(time_words.CARRIED_OVER)
    what = said(text.marked, month)
    return not what.unexplained and not what.others(month)


def _heads_other_figures(piece: Piece, month: Month) -> bool:
    """Whether a text in the list stands over figures of another time, or that are only planned."""
    certain = is_planned(piece.text) or said(piece.text, month).unexplained
    return certain and is_of_another_time(piece.text, month)


def _is_noted(figures: Figures, piece: Piece) -> bool:
    return key(figures.head_over(piece.place).text) in sheet_words.IGNORED


def _is_name(found: Collected, piece: Piece, *, below: bool) -> bool:
    """Whether a piece is a name in which words for times do not speak of any: of the plan, of a person, or answered.

    What was answered to be passed over is so `below` the last figures; above it may head figures that are read.
    """
    text, plan, subjects = piece.text, found.plan, (found.units, found.parts, found.measures)
    named = {key(name) for name in (*(form.name for form in plan.forms), *(part.name for part in plan.parts))}
    if any(names.known(text) for names in subjects) or key(text) in named:
        return True
    if _is_person(text):
        return True
    lasting = not any(map(str.isdigit, text)) and not is_of_another_time(text, found.month)
    answers = {answer for names in subjects if (answer := names.answered(text)) is not None}
    return bool(answers) and (lasting or (below and SKIPPED in answers))


def _is_person(text: str) -> bool:
    plain = folded(text)
    named = time_words.NAME_OF_PERSON.fullmatch(plain) is not None
    return named and (text.istitle() or (text.isupper() and time_words.IN_CAPITALS.fullmatch(plain) is not None))


def _check_head(found: Collected, figures: Figures, row: int) -> None:
    """Asks about heads of columns that were read; those of other columns were judged with the columns."""
    top = next(rows.start for rows in figures.heads if row in rows)
    for column, cell in enumerate(figures.page.sheet.rows[row]):
        text = shown(cell) if isinstance(cell, str | dt.date) else ""
        if not text or not speaks(text):
            continue
        piece = Piece(Place(row, column), text)
        what, below = said(text, found.month), columns_below(figures.page, piece.place, top=top)
        read = below & figures.columns.keys()
        if not what.unexplained and not what.others(found.month):
            if read and (what.spans or isinstance(cell, dt.date)):
                found.months[found.month] = None
            continue
        judged = bool(below & set(figures.filled)) or _is_name(found, piece, below=False)
        if not (_says_measures(found, figures, text, read) if read else judged):
            ask_of_time(found, text, figures.page.where(piece.place))


def _says_measures(found: Collected, figures: Figures, text: str, columns: Iterable[int]) -> bool:
    """Whether a head says no more of time than the names of the measures below, or than a head that was answered."""
    measures = {one for column in columns for one in figures.columns[column]}
    return all(found.measures.known(text) == one or _says(found, text, one) for one in measures)


def _says(found: Collected, text: str, measure: str) -> bool:
    of = found.plan.measure_of_id[measure]
    if any(key(text) in name for name in (key(of.name), sheet_words.OFFICIAL_HEADS.get(of.column or 0, ""))):
        return True
    return not any(map(str.isdigit, text)) and any(
        subject is Subject.MEASURE and meaning == measure and folded(text) in asked.split(SEPARATOR)
        for (subject, asked), meaning in found.measures.answers.items()
    )


def _tell(found: Collected, figures: Figures, piece: Piece, span: Span) -> None:
    """Says that a row or cell is of another time, once for a text, and not again of a title that has been judged."""
    where, text = figures.page.where(piece.place), shortened(piece.text)
    if piece.place.row < figures.first and any(code in OF_TIME for _, code in found.problems):
        return
    if _is_said(found, where) or any(one.details.get("text") == text for one in found.problems.values()):
        return
    if span.long:
        found.problem("longer_than_month", where, first=span.first, last=span.last, text=text)
    else:
        found.problem("other_month", where, named=span.last, month=found.month, text=text)


def _is_said(found: Collected, where: str) -> bool:
    return any((where, code) in found.problems for code in _SAID_ALREADY)


def ask_of_time(found: Collected, text: str, where: str) -> None:
    """Asks whether the figures beside a text are of the month, unless that was answered or the place is a problem."""
    if _is_said(found, where):
        return
    found.ask_whether(Subject.TIME, OF_THE_MONTH, import_words.timed(shortened(text), found.month), where)


def shortened(text: str) -> str:
    """A text as it is asked about; a long one by its beginning and a digest, so that no other is taken for it."""
    if len(text) <= _LONGEST:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGITS_OF_HASH]
    return f"{text[:_LONGEST]}… ({digest})"
