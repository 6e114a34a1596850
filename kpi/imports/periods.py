"""What a text says of its time: the periods that it names, and whatever else in it speaks of time.

A text is looked at in two forms of the same length: in small letters with its marks, and without them.
"""

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kpi.imports.marked_text import MarkedText, composed
from kpi.memo import of_short_texts
from kpi.months import Month
from kpi.wording import sheet_words, time_words
from kpi.wording.folding import folded

_OFFICIAL_FIRST, _OFFICIAL_LAST = 15, 14
"""Decree 09/2019/NĐ-CP, article 12: a month's report is over the 15th of the month before to the 14th."""
_FEWEST_DAYS, _MOST_DAYS = 28, 32
"""A time of so many days over two months is a month's: that of its end."""
_CLEARLY_OF_ITS_END = 10
"""From 01/09 to 01/10 is hardly October: the last day from which a time is clearly that of its end."""
_MOST_OF_A_MONTH = 27
_AFTER_THE_MONTH = dt.timedelta(days=20)
"""How long after its end the figures of a month are still counted."""
_MONTHS = 12
_LONGEST = 300
"""What is said of a longer text is not remembered."""
_TOO_LONG = 4000
"""A longer text that speaks of time is not explained by anything."""
_BEFORE = 60
"""Letters before a day or a month in which it is said what it is."""


class Span(NamedTuple):
    """The months that a text names as its period.

    `long` says that it is not a single one, `compared` that the figures may be of another: they are only compared with
    those of it, or were counted on a day of it.
    """

    first: Month
    last: Month
    long: bool = False
    compared: bool = False


class Said(NamedTuple):
    """The periods that a text names, and whether anything else in it speaks of another time or of one unknown.

    `yearly` says that this is only the year of the plan that is reported on: the month may be named beside.
    """

    spans: tuple[Span, ...]
    unexplained: bool
    yearly: bool = False

    def others(self, month: Month) -> tuple[Span, ...]:
        """Those that are not the month's own, in which the figures may be counted."""
        return tuple(one for one in self.spans if one.long or (one.last != month and not one.compared))


NOTHING_SAID = Said((), unexplained=False)


class _Day(NamedTuple):
    """A day in a text: where it stands, what it says, and whether it is one only beside words that say so."""

    start: int
    end: int
    day: int
    month: int
    year: int | None
    weak: bool

    def date(self, year: int) -> dt.date | None:
        try:
            return dt.date(self.year or year, self.month, self.day)
        except ValueError:
            return None


@of_short_texts
def speaks(text: str) -> bool:
    """Whether a text speaks of time at all, explained or not.

    >>> speaks("Tháng"), speaks("Kỳ trước"), speaks("Quy hoạch, kiến trúc"), speaks("1.234"), speaks("2023")
    (True, True, False, False, True)
    """
    if time_words.COULD_SPEAK.search(composed(text)) is None:
        return False
    if time_words.FIGURE.fullmatch(text) is not None:
        return time_words.TIME.search(text) is not None
    return _speaks(MarkedText(text))


def said(text: str, month: Month) -> Said:
    """What a text says of its time, where the figures of a month are looked for.

    >>> one = said("Từ ngày 15/09/2024 đến ngày 14/10/2024", Month(2024, 10))
    >>> [str(span.last) for span in one.spans], one.unexplained
    (['2024-10'], False)
    >>> said("Kết quả 10T", Month(2024, 10)).unexplained, said("Phòng Quy hoạch", Month(2024, 10)).unexplained
    (True, False)
    """
    return _remembered(text, month) if len(text) <= _LONGEST else _said(text, month)


def _said(text: str, month: Month) -> Said:
    if len(text) > _TOO_LONG:
        return Said((), unexplained=speaks(text[:_TOO_LONG]) or speaks(text[_TOO_LONG:]))
    it = MarkedText(text)
    if not _speaks(it):
        return NOTHING_SAID
    whole = it.plain
    it.take_all(time_words.CLOCK)
    it.take_all(time_words.DOCUMENT)
    it.take_all(time_words.STREET)
    for part in list(time_words.PART_OF_MONTH.finditer(it.plain)):
        it.doubt(*part.span())
    spans = [*_from_month_to_month(it, month.year)]
    spans += _of_days(it, month)
    spans += _of_months(it, month)
    own = any(span.first == span.last == month and not span.compared for span in spans)
    _take_neutral(it, month, own=own)
    longer = not own and sheet_words.LONGER.search(whole) and not time_words.YEAR_LABEL.fullmatch(whole)
    doubtful = it.doubtful or _left(it)
    yearly = bool(longer) and not doubtful and time_words.YEAR_OF_PLAN.fullmatch(whole) is not None
    return Said(tuple(spans), doubtful or bool(longer), yearly)


_remembered = lru_cache(maxsize=8192)(_said)


def spans(text: str, *, year: int) -> tuple[Span, ...]:
    """The periods that a line names; a month without a year is of the line's only year, otherwise of the one given.

    >>> [str(one.last) for one in spans("Tháng 9, năm 2024", year=2025)], spans("Tổng số", year=2025)
    (['2024-09'], ())
    """
    return said(text, Month(year, 1)).spans


def is_label(text: str) -> bool:
    """Whether a text is the label of a time, without it: "Tháng:", "Từ ngày"."""
    return time_words.LABEL.fullmatch(folded(text)) is not None


def _speaks(it: MarkedText) -> bool:
    if time_words.TIME.search(it.plain) is not None or time_words.DATE.search(it.plain) is not None:
        return True
    words = time_words.MARKED_TIME.search(it.marked) if it.has_marks else time_words.UNMARKED_TIME.search(it.plain)
    return words is not None or is_label(it.plain)


def _from_month_to_month(it: MarkedText, year: int) -> Iterator[Span]:
    for found in list(time_words.MONTHS_FROM_TO.finditer(it.plain)):
        last_year = int(found["last_year"] or found["year_alone"] or year)
        last = Month(last_year, int(found["last"] or found["last_alone"]))
        first = Month(int(found["first_year"] or last_year), int(found["first"]))
        it.take(*found.span())
        yield Span(first, last, long=first != last)


def _days(it: MarkedText, first: int = 0, last: int | None = None) -> Iterator[_Day]:
    for found in time_words.DATE.finditer(it.plain, first, len(it.plain) if last is None else last):
        start, end = found.span()
        if found["iso"]:
            yield _Day(start, end, int(found["iso_day"]), int(found["iso_month"]), int(found["iso_year"]), weak=False)
        elif found["mark"]:
            year = int(found["year"])
            yield _Day(
                start, end, int(found["day"]), int(found["month"]), year if year > 99 else 2000 + year, weak=False
            )
        elif found["word_day"]:
            said_year = int(found["word_year"]) if found["word_year"] else None
            weak = not found["word"] and said_year is None
            yield _Day(start, end, int(found["word_day"]), int(found["word_month"]), said_year, weak)
        else:
            weak = not found["bare"] and found["bare_mark"] != "/"
            yield _Day(start, end, int(found["bare_day"]), int(found["bare_month"]), None, weak)


def _of_days(it: MarkedText, month: Month) -> Iterator[Span]:
    """The periods that days are the ends of; what only says when the report was made is taken out."""
    days = list(_days(it))
    unclear: set[int] = set()
    paired = False
    for first, last in pairwise(days):
        if paired:
            paired = False
            continue
        said_between = time_words.CONNECTOR.fullmatch(it.plain[first.end : last.start])
        spelled = said_between is not None and (
            said_between["said"] in {"den", "toi"} or time_words.FROM.search(_before(it, first.start)) is not None
        )
        if said_between is None or ((first.weak or last.weak) and not spelled):
            continue
        paired = True
        unclear |= {first.start, last.start}
        if (span := _between(first, last, month.year)) is not None:
            it.take(first.start, last.end)
            yield span
    _take_acts(it, month, time_words.MARKED_ACT, marked=True)
    _take_acts(it, month, time_words.ACT)
    for day in days:
        if day.start not in unclear and not it.is_taken(day.end):
            yield from _of_day(it, day, month)
    _take_acts(it, month, time_words.LETTER)
    for found in list(time_words.BLANK_LETTER.finditer(it.plain)):
        signed = Month(int(found["year"] or month.year), int(found["month"] or month.number))
        if signed >= month and not time_words.UNTIL.search(_before(it, found.start())):
            it.take(*found.span())
    for day in days:
        if it.is_taken(day.end) or ((day.weak or _is_of_month(it, day)) and day.start not in unclear):
            continue
        at = None if day.start in unclear else day.date(month.year)
        if at is not None and Month.of(at) == month and not time_words.FROM.search(_before(it, day.start)):
            it.take(day.start, day.end)
        else:
            it.doubt(day.start, day.end)


def _is_of_month(it: MarkedText, day: _Day) -> bool:
    """Whether what looks like a day is the number of a month and what follows it: "tháng 9/24", "kỳ: 9/24"."""
    before = _before(it, day.start)
    short = time_words.OF_PERIOD.search(before) is not None and day.month > _MONTHS and not it.is_signed(day.start)
    return day.year is None and (short or time_words.OF_MONTH.search(before) is not None)


def _take_acts(it: MarkedText, month: Month, pattern: re.Pattern[str], *, marked: bool = False) -> None:
    """Takes out when something was done with the report, which is not before its month."""
    for found in list(pattern.finditer(it.marked if marked else it.plain)):
        on = [day.date(month.year) for day in _days(it, *found.span())]
        if all(at is not None and at >= month.first_day for at in on):
            it.take(*found.span())


def _of_day(it: MarkedText, day: _Day, month: Month) -> Iterator[Span]:
    """The month of a day that is the last one of the figures, or stands for its month."""
    before = _before(it, day.start)
    at = day.date(month.year)
    if at is None:
        return
    if (until := time_words.UNTIL.search(before)) is not None:
        yield Span(Month.of(at), Month.of(at), compared=True)
        own = Month.of(at) == month or dt.timedelta() < at - month.last_day <= _AFTER_THE_MONTH
        (it.take if own else it.doubt)(day.start - len(before) + until.start(), day.end)
    elif not day.weak and (labelled := time_words.OF_PERIOD.search(before)) and not it.is_signed(day.start):
        yield Span(Month.of(at), Month.of(at))
        it.take(day.start - len(before) + labelled.start(), day.end)


def _before(it: MarkedText, place: int) -> str:
    return it.plain[max(0, place - _BEFORE) : place]


def _between(first: _Day, last: _Day, year: int) -> Span | None:
    """The period between two days, None where it is not clear which month's it is."""
    ends = last.date(year)
    begins = first.date(last.year or year)
    if begins is not None and ends is not None and begins > ends and first.year is None:
        begins = _Day(*first[:4], year=ends.year - 1, weak=first.weak).date(year)
    if begins is None or ends is None or begins > ends:
        return None
    one, other = Month.of(begins), Month.of(ends)
    count = (ends - begins).days + 1
    if one == other:
        return Span(one, one) if count >= _MOST_OF_A_MONTH else None
    official = (begins.day, ends.day, one + 1) == (_OFFICIAL_FIRST, _OFFICIAL_LAST, other)
    if official or (_FEWEST_DAYS <= count <= _MOST_DAYS and ends.day >= _CLEARLY_OF_ITS_END):
        return Span(other, other)
    return Span(one, other, long=True) if count > _MOST_DAYS else None


def _of_months(it: MarkedText, month: Month) -> Iterator[Span]:
    years = {int(one) for one in time_words.YEAR.findall(it.plain)}
    spoken = years.pop() if len(years) == 1 else month.year
    singles: list[tuple[int, int, Month]] = []
    for found in list(time_words.MONTH_AND_YEAR.finditer(it.plain)):
        year = int(found["year"]) if found["year"] else 2000 + int(found["short"])
        singles.append((*found.span(), Month(year, int(found["month"]))))
    for found in list(time_words.SHORT_PERIOD.finditer(it.plain)):
        if not it.is_signed(found.start("month")):
            singles.append((*found.span(), Month(2000 + int(found["short"]), int(found["month"]))))
    for found in list(time_words.MARKED_MONTH.finditer(it.marked)):
        at = Month(int(found["year"] or spoken), time_words.MONTH_OF_WORD[found["word"]])
        singles.append((*found.span(), at))
    yield from _single(it, singles, month)
    alone = []
    for found in time_words.NUMBERS_ALONE.finditer(it.plain):
        if time_words.OF_QUARTER.search(_before(it, found.start())):
            continue
        at = Month(int(found["year"] or found["year_first"]), int(found["month"] or found["month_last"]))
        alone.append((*found.span(), at))
    yield from _single(it, alone, month)
    bare = [(*found.span(), Month(spoken, int(found["month"]))) for found in time_words.BARE_MONTH.finditer(it.plain)]
    yield from _single(it, bare, month)


def _single(it: MarkedText, places: list[tuple[int, int, Month]], month: Month) -> Iterator[Span]:
    """Single months in a text; those that figures are compared with are explained, and those of later work."""
    told = it.plain
    for start, end, at in places:
        compared = sheet_words.COMPARED.search(told[:start])
        known = compared is None or at >= month or time_words.LATER_WORK.search(told[:start]) is None
        before = told[max(0, start - _BEFORE) : start]
        if at == month and time_words.PLANNED_MONTH.search(before):
            known = False
        if compared is None and time_words.UNTIL_MONTH.search(before):
            known = False
        (it.take if known else it.doubt)(start, end)
        yield Span(at, at, compared=compared is not None)


def _take_neutral(it: MarkedText, month: Month, *, own: bool) -> None:
    """Takes out what says nothing of the period, or no more than that it is in the year of the month."""
    it.take_all(time_words.BLANK)
    it.take_all(time_words.NEUTRAL)
    it.take_all(time_words.MARKED_NEUTRAL, marked=True)
    for found in list(time_words.QUARTER.finditer(it.plain)):
        quarter, year = found["quarter"], int(found["year"] or month.year)
        number = time_words.QUARTERS.get(quarter) or int(quarter)
        if own and (number, year) == ((month.number - 1) // 3 + 1, month.year):
            it.take(*found.span())
    for found in list(time_words.YEAR_ALONE.finditer(it.plain)):
        if int(found["year"]) == month.year and not found["before"]:
            it.take(*found.span())


def _left(it: MarkedText) -> bool:
    """Whether what is left speaks of time."""
    if is_label(it.plain.replace(";", " ")):
        return False
    if time_words.TIME.search(it.plain) is not None or any(not day.weak for day in _days(it)):
        return True
    words = time_words.MARKED_TIME.search(it.marked) if it.has_marks else time_words.UNMARKED_TIME.search(it.plain)
    return words is not None
