"""What is gathered while the sheets of a file are read, and what a cell says as a figure."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kpi.errors import Problem
from kpi.imports.found import CellReading, Question, Subject
from kpi.imports.grid import Cell, CellError, Merged, Sheet, address
from kpi.imports.names import Names, key
from kpi.imports.periods import spans
from kpi.memo import of_short_texts
from kpi.months import Month
from kpi.numbers import NOT_ARISEN_WORDS, NotArisen, Number, Unreadable, read_number
from kpi.plan import Measure, Plan
from kpi.wording import formats, sheet_words, time_words
from kpi.wording.folding import folded

_MOST_MERGED = 50_000
_MOST_QUESTIONS = 100
_NAMED = frozenset({Subject.UNIT, Subject.PART, Subject.MEASURE})
_IN_BRACKETS = re.compile(r"\([^()]*\)\s*$")


class Place(NamedTuple):
    """A cell of a sheet, counted from 0."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet with the first cell of each merged one, and its number of columns."""

    sheet: Sheet
    first: dict[Place, Place]
    width: int

    def where(self, place: Place) -> str:
        """The place as it is said: "Biểu 06a!C7"; a sheet without a name is the only one."""
        shown = address(*place)
        return f"{self.sheet.name}!{shown}" if self.sheet.name else shown

    def cell(self, place: Place) -> Cell:
        return self.sheet.cell(*place)

    def shown(self, place: Place) -> Cell:
        """What a cell shows, or what the merged cell shows that it belongs to."""
        return self.cell(self.first.get(place, place))

    def text(self, place: Place) -> str:
        """What a cell says as a name: a whole number is a code."""
        return label(self.shown(place))

    def head(self, place: Place) -> str:
        """What a cell says as a head: a date is its month."""
        shown = self.shown(place)
        return formats.month(Month.of(shown)) if isinstance(shown, dt.date) else label(shown)

    @property
    def height(self) -> int:
        return len(self.sheet.rows)

    def texts(self, first: int, last: int) -> Iterator[tuple[Place, str]]:
        """The texts of some rows, the last excluded, line by line."""
        for row in range(first, min(last, self.height)):
            for column, cell in enumerate(self.sheet.rows[row]):
                if isinstance(cell, str):
                    for line in cell.splitlines():
                        yield Place(row, column), line.strip()


def page_of(sheet: Sheet) -> Page:
    """A sheet with its merged cells spread out; very large ones hold titles and are left."""
    first: dict[Place, Place] = {}
    for one in sheet.merged:
        if len(first) + _area(one) <= _MOST_MERGED:
            first |= {
                Place(row, column): Place(one.first_row, one.first_column)
                for row in range(one.first_row, one.last_row + 1)
                for column in range(one.first_column, one.last_column + 1)
            }
    return Page(sheet, first, max((len(row) for row in sheet.rows), default=0))


def _area(one: Merged) -> int:
    return max(0, one.last_row - one.first_row + 1) * max(0, one.last_column - one.first_column + 1)


def label(cell: Cell) -> str:
    """A cell as a name."""
    match cell:
        case bool() | None | CellError() | dt.date():
            return ""
        case int() | float():
            return formats.plain(cell)
    return _one_line(cell)


@of_short_texts
def _one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@dataclass(slots=True)
class Collected:
    """What was found so far; a question is asked once, at its first place. `file` is the name of the file as words."""

    plan: Plan
    month: Month
    units: Names
    parts: Names
    measures: Names
    file: str = ""
    readings: list[CellReading] = field(default_factory=list)
    questions: dict[tuple[str, str], Question] = field(default_factory=dict)
    problems: dict[tuple[str, str], Problem] = field(default_factory=dict)
    notices: list[Problem] = field(default_factory=list)
    months: dict[Month, None] = field(default_factory=dict)
    places: dict[tuple[str, str, str], str] = field(default_factory=dict)
    clashes: set[tuple[str, str]] = field(default_factory=set)
    dashes: list[str] = field(default_factory=list)

    def problem(self, code: str, where: str, **details: object) -> None:
        """Notes what keeps the file from being applied."""
        self.problems.setdefault((where, code), Problem(where, code, details))

    def notice(self, code: str, where: str, **details: object) -> None:
        """Notes what a person should know."""
        self.notices.append(Problem(where, code, details))

    def ask(self, names: Names, text: str, where: str, *, likely: Iterable[str] = ()) -> None:
        """Asks what a text stands for; a file with hundreds of such texts is no table of ours.

        What comes closest is offered first, after the ids that are `likely` for another reason.
        A time is the name of no unit, field or measure: that one stands there is a problem.
        """
        if names.subject in _NAMED and time_words.TIME_ALONE.fullmatch(key(text)):
            self.problem("time_as_name", where, text=text)
        elif len(self.questions) >= _MOST_QUESTIONS:
            self.problem("too_many_questions", where, limit=_MOST_QUESTIONS)
        elif (asked := (names.subject, folded(text))) not in self.questions:
            self.questions[asked] = Question(names.subject, text, where, names.candidates(text, likely))

    def ask_whether(self, subject: Subject, answer: str, text: str, where: str) -> None:
        """Asks about a text to which there is a single answer, unless a person has given it."""
        names = Names(subject, {}, {}, {}, {}, (answer,), self.units.answers)
        if names.meaning(text) != answer:
            self.ask(names, text, where)

    def unit_name(self, unit: str) -> str:
        return self.plan.unit_of_id[unit].name

    def read(self, unit: str, measure: str, part: str, text: str, where: str) -> None:
        """Notes a figure; a second place for the figures of a unit or of a field of it is a problem, said once."""
        if (earlier := self.places.get((unit, measure, part))) is not None:
            if (unit, part) not in self.clashes:
                self.clashes.add((unit, part))
                self.problem("unit_twice", where, unit=self.unit_name(unit), other=earlier)
            return
        self.places[unit, measure, part] = where
        self.readings.append(CellReading(unit, measure, part, text, where))

    def figure(self, page: Page, place: Place) -> str | None:
        """What a cell says as a figure: the text that a person would type; None where it says nothing or is wrong."""
        match page.cell(place):
            case None:
                return None
            case CellError(shown):
                self.problem("formula_error" if shown else "formula_without_result", page.where(place), shown=shown)
            case bool():
                self.problem("truth_value", page.where(place))
            case dt.date() as day:
                self.problem("date", page.where(place), day=formats.day(day))
            case int() | float() as value if value < 0:
                self.problem("negative", page.where(place), value=formats.number(value, 0 if value % 1 == 0 else 2))
            case int() | float() as value:
                return formats.plain(value)
            case str() as text:
                return self._written(text.strip(), page.where(place))
        return None

    def _written(self, text: str, where: str) -> str | None:
        if text in sheet_words.DASHES:
            self.dashes.append(where)
            return NOT_ARISEN_WORDS[0]
        return None if not text or text in sheet_words.NOTHING_KNOWN else text


def is_figure(cell: Cell) -> bool:
    """Whether a cell holds a number, the words for nothing arisen, or what went wrong with one; not a text or a date.

    >>> is_figure(12), is_figure("1.234"), is_figure("12 hồ sơ"), is_figure("Người lập biểu"), is_figure(None)
    (True, True, False, False, False)
    """
    match cell:
        case None | dt.date():
            return False
        case str():
            return _is_written_figure(cell)
    return True


@of_short_texts
def _is_written_figure(text: str) -> bool:
    reading = read_number(text, whole=False)
    wrong = isinstance(reading, Unreadable) and reading.code == "not_a_number"
    return text.strip() in sheet_words.DASHES or (bool(text.strip()) and not wrong)


def value_of(text: str, measure: Measure) -> float | None:
    """The number that a text means, 0 where nothing arose, None where it is not sure."""
    if text in sheet_words.DASHES:
        return 0.0
    match read_number(text, whole=measure.number == "integer"):
        case Number(value):
            return value
        case NotArisen():
            return 0.0
    return None


def is_of_another_time(text: str, month: Month) -> bool:
    """Whether a head says that its figures are of another month, or of more than the month.

    >>> is_of_another_time("Lũy kế từ đầu năm", Month(2024, 10)), is_of_another_time("Tháng 10/2024", Month(2024, 10))
    (True, False)
    """
    plain, named = key(text), month_named(text, year=month.year)
    if named is not None:
        says = named != month
    else:
        says = plain in sheet_words.OTHER_TIMES or sheet_words.YEAR_ALONE.search(plain) is not None
    longer = plain.startswith(sheet_words.OTHER_TIMES_BEGIN) or sheet_words.OTHER_TIMES_WITHIN.search(plain) is not None
    return says or longer


def month_named(text: str, *, year: int) -> Month | None:
    """The single month that a text names; of the given year where it does not say.

    >>> str(month_named("Kỳ báo cáo: Tháng 10 năm 2024", year=2025)), str(month_named("T3", year=2024))
    ('2024-10', '2024-03')
    """
    return next((one.last for one in spans(text, year=year) if not one.long), None)


def is_total(text: str) -> bool:
    """Whether a row's name says that it is a sum of others.

    >>> is_total("TỔNG SỐ"), is_total("Tổng cộng (8 xã, thị trấn)"), is_total("Tổng công ty")
    (True, True, False)
    """
    return key(_IN_BRACKETS.sub("", text)) in sheet_words.TOTALS


def is_group(plan: Plan, text: str) -> bool:
    """Whether a row's name is that of a group: a level of the plan, or words for one, with or without its number."""
    plain = re.sub(r"^([ivxlc]+|[a-z]|\d{1,3})(\s+|$)", "", key(text))
    levels = {key(name) for level in plan.levels for name in (level.name, level.short)}
    return not plain or any(one in levels or sheet_words.GROUPS.fullmatch(one) for one in (plain, key(text)))
