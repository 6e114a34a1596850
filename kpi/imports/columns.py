"""Which measure stands in which column: by the number of the column and by its heads, which must not disagree."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kpi.imports.collected import Collected, Page, Place, is_figure, is_of_another_time
from kpi.imports.found import SKIPPED
from kpi.imports.heads import SEPARATOR, Head, HeadColumn, likely_meaning, meaning_of_head
from kpi.imports.names import key, likeness, says_little, words_of
from kpi.plan import Measure
from kpi.wording import scope_words, sheet_words
from kpi.wording.folding import folded

_CLEARLY = 0.2
"""How much better another name must fit a head before it speaks against the column's number."""
_SEVERAL = 2
"""Columns whose heads and numbers disagree in the same way before the numbers are ignored."""
_AT_ALL = 0.2
"""How much of a head must be in the name of the measure that its number says."""


class Columns(NamedTuple):
    """The measures by column, the columns with figures but without a head right of the names, and if any are asked."""

    measures: Mapping[int, str]
    headless: tuple[int, ...]
    asked: bool


def _is_likely(found: Collected, one: HeadColumn) -> bool:
    return likely_meaning(found.measures, one) is not None or found.measures.is_close(one.text)


class _Form(NamedTuple):
    """The measures of a form by the numbers of its columns, and whether a table has all of these numbers."""

    numbers: Mapping[int, Measure]
    whole: bool


def columns_of(found: Collected, page: Page, head: Head, rows: Sequence[int]) -> Columns:
    """The measures of a table's columns; asks about heads that nobody has said the meaning of."""
    form = _form_of(found, page, head)
    filled = {column for row in rows for column in range(page.width) if is_figure(page.cell(Place(row, column)))}
    measures: dict[int, str] = {}
    places: dict[str, HeadColumn] = {}
    unsure: list[HeadColumn] = []
    for one in _in_context(found, head.columns, filled):
        meant = _measure(found, page, one, form)
        if meant is None and one.column in filled and not _without_figures(one):
            unsure.append(one)
        if not meant:
            continue
        if meant in places:
            name, other = found.plan.measure_of_id[meant].name, page.where(places[meant].place)
            found.problem("measure_twice", page.where(one.place), measure=name, other=other)
            continue
        places[meant] = one
        measures[one.column] = meant
    likely = [one.column for one in unsure if one.number in form.numbers or _is_likely(found, one)]
    if measures or likely:
        names = _last_of_names(page, rows, min([*measures, *likely]))
        for one in unsure:
            if one.column > names and one.text:
                found.ask(found.measures, one.text, page.where(one.place))
            elif one.column > names:
                found.problem("column_without_head", page.where(one.place), number=one.number)
    known = {one.column for one in head.columns}
    headless = tuple(sorted(one for one in filled - known if measures and one > min(measures)))
    return Columns(measures, headless, asked=bool(likely))


def _in_context(found: Collected, columns: Iterable[HeadColumn], filled: Collection[int]) -> Iterator[HeadColumn]:
    """The columns; "Quá hạn" alone, which is so of several measures, with the last head before it that says more."""
    over = ""
    for one in columns:
        if SEPARATOR not in one.text and not says_little(one.text) and not _without_figures(one):
            over = one.text
        tells = scope_words.TELLING.fullmatch(folded(one.text)) and found.measures.known(one.text) is None
        if over and tells and one.number is None and one.column in filled:
            yield one._replace(text=f"{over}{SEPARATOR}{one.text}")
        else:
            yield one


def _last_of_names(page: Page, rows: Sequence[int], first_measure: int) -> int:
    """The last column with texts left of the first measure, -1 where there is none: codes stand left of names."""
    texts = (
        column
        for column in range(first_measure)
        if any(isinstance(cell := page.cell(Place(row, column)), str) and not is_figure(cell) for row in rows)
    )
    return max(texts, default=-1)


def _measure(found: Collected, page: Page, one: HeadColumn, form: _Form) -> str | None:
    """The id of a column's measure, SKIPPED where a person said so, None where it is not sure."""
    by_head = _counted(found, one, meaning_of_head(found.measures, one, found.month))
    by_number = form.numbers.get(one.number) if one.number is not None else None
    if by_head == SKIPPED:
        found.notice("column_skipped", page.where(one.place), text=one.text)
        return SKIPPED
    if _of_another_time(found, one, by_number):
        found.notice("other_time_skipped", page.where(one.place), text=one.text)
        return SKIPPED
    if by_number is None or _answered(found, one):
        return by_head
    better = (
        _better(one.text, by_number, form.numbers.values()) if by_head is None else found.plan.measure_of_id[by_head]
    )
    if better is not None and better.id != by_number.id:
        found.problem(
            "head_and_number_differ",
            page.where(one.place),
            text=one.text,
            number=one.number,
            by_number=by_number.name,
            by_head=better.name,
        )
        return SKIPPED
    if by_head is None and not all(_may_be(level, by_number) for level in one.text.split(SEPARATOR)):
        return None
    if by_head is None and not (_tells(one.text, by_number) if one.text else form.whole):
        return None
    return by_number.id


def _answered(found: Collected, one: HeadColumn) -> bool:
    return found.measures.answered(one.text) is not None


def _counted(found: Collected, one: HeadColumn, meant: str | None) -> str | None:
    """The measure that a head means, None where the head is of its rate."""
    if not meant or _answered(found, one) or "%" not in one.text:
        return meant
    measure = found.plan.measure_of_id[meant]
    return meant if "%" in f"{measure.name} {measure.measured_in}" else None


def _may_be(level: str, by_number: Measure) -> bool:
    """Whether a head can be over the column that a number says: not that of a rate or a difference of it."""
    own = words_of(by_number.name) | words_of(by_number.measured_in)
    return not sheet_words.NOT_COUNTED.search(folded(level)) or words_of(level) <= own


def _of_another_time(found: Collected, one: HeadColumn, by_number: Measure | None) -> bool:
    """Whether one of the heads is of another time, and no name of a measure nor "Kỳ trước" where the number says so."""
    if _answered(found, one):
        return False
    levels = [level for level in one.text.split(SEPARATOR) if found.measures.known(level) is None]
    if by_number is not None:
        names = key(by_number.name), sheet_words.OFFICIAL_HEADS.get(by_number.column or 0, "")
        levels = [
            level
            for level in levels
            if key(level) not in sheet_words.PREVIOUS or not any(key(level) in name for name in names)
        ]
    return any(is_of_another_time(level, found.month) for level in levels)


def _better(text: str, by_number: Measure, others: Iterable[Measure]) -> Measure | None:
    """The measure whose name fits a head clearly better than that of the measure which the number says."""
    best = max(others, key=lambda measure: _fit(text, measure))
    return best if _fit(text, best) > _fit(text, by_number) + _CLEARLY else None


def _tells(text: str, measure: Measure) -> bool:
    """Whether a head shares enough with a measure's name, and more than the words that all heads have."""
    official = sheet_words.OFFICIAL_HEADS.get(measure.column or 0, "")
    telling = words_of(text) - sheet_words.WORDS_OF_EVERY_HEAD
    return bool(telling & (words_of(measure.name) | words_of(official))) and _fit(text, measure) >= _AT_ALL


def _fit(text: str, measure: Measure) -> float:
    official = sheet_words.OFFICIAL_HEADS.get(measure.column or 0, "")
    return max(likeness(text, measure.name), likeness(text, official) if likeness(official, measure.name) > 0.5 else 0)


def _form_of(found: Collected, page: Page, head: Head) -> _Form:
    """The form whose columns and names fit the table best; without numbers where the table has some of its own.

    They are its own where its heads say so: no column agrees with the form, or in a table that is not the whole form
    no more than disagree; or columns were put in, so that the numbers of all that follow are shifted.
    """
    best: Mapping[int, Measure] = {}
    most = 0.0
    for form in found.plan.forms:
        measures = {m.column: m for m in found.plan.measures if m.form == form.id and m.column is not None}
        fit = sum(
            1 + _fit(one.text, measures[one.number])
            for one in head.columns
            if one.number is not None and one.number in measures
        )
        if fit > most:
            best, most = measures, fit
    whole = best.keys() <= {one.number for one in head.columns}
    shifts = list(_shifts(found, head, best))
    differing = sum(shift != 0 for _, shift in shifts)
    if not whole and 2 * differing >= len(shifts):
        return _Form({}, whole)
    if differing >= _SEVERAL and _is_of_columns_put_in([shift for _, shift in shifts]):
        first = next(one for one, shift in shifts if shift != 0)
        found.notice("numbers_ignored", page.where(first.place), number=first.number, text=first.text)
        return _Form({}, whole=False)
    return _Form(best, whole)


def _is_of_columns_put_in(shifts: Sequence[int]) -> bool:
    """Whether numbers run ahead of the heads ever more from the left, or behind where columns were left out.

    >>> _is_of_columns_put_in([0, 0, 1, 1, 2]), _is_of_columns_put_in([-1, -1]), _is_of_columns_put_in([0, 1, -1])
    (True, True, False)
    """
    ahead = [abs(shift) for shift in shifts]
    return ahead == sorted(ahead) and (min(shifts) >= 0 or max(shifts) <= 0)


def _shifts(found: Collected, head: Head, numbers: Mapping[int, Measure]) -> Iterator[tuple[HeadColumn, int]]:
    """How far the numbers of the columns, from the left, are from those that their heads have in a form.

    Only heads count that surely are of a measure of the form.
    """
    own = {measure.id: number for number, measure in numbers.items()}
    for one in head.columns:
        meant = _counted(found, one, meaning_of_head(found.measures, one, found.month))
        if one.number is not None and meant in own and not _answered(found, one):
            yield one, one.number - own[meant]


def _without_figures(one: HeadColumn) -> bool:
    lowest = one.text.rpartition(SEPARATOR)[2]
    apart = sheet_words.IGNORED | sheet_words.CODES | sheet_words.NAMES_OF_UNITS | sheet_words.NAMES_OF_PARTS
    return any(key(text) in apart for text in (one.text, lowest))
