"""What was recognised in a file: readings with their places, what must be asked, and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from kpi.errors import Problem
from kpi.months import Month


class Subject(StrEnum):
    """What a text in a file may stand for."""

    UNIT = "unit"
    MEASURE = "measure"
    PART = "part"
    TIME = "time"
    SCOPE = "scope"


class CellReading(NamedTuple):
    """A figure as the entry form would have been given it: `text` is what a person would type ("1.234", "12,5").

    `where` is the place of its cell, "Sheet1!C7"; `part` "" is the whole, otherwise a field (lĩnh vực).
    """

    unit: str
    measure: str
    part: str
    text: str
    where: str


class Question(NamedTuple):
    """A text that nobody has said the meaning of; `candidates` are ids, the likeliest first, never chosen unasked."""

    subject: Subject
    text: str
    where: str
    candidates: tuple[str, ...]


SKIPPED = ""
"""The answer to a question that says: this row or column is not for here."""

OF_THE_MONTH = "of_the_month"
"""The one answer to a question about a time: the figures beside it are those of the month that is being entered."""

WITHOUT_LIMIT = "without_limit"
"""The one answer to a question about what figures are of: they are of the whole unit, and of all its files."""

Answers = Mapping[tuple[Subject, str], str]
"""What people have said that a text stands for, by its subject and its folded text: an id, or SKIPPED."""


@dataclass(frozen=True, slots=True)
class Found:
    """All that a file says about a month's figures.

    `problems` keep it from being applied; `notices` do not: rows that were passed over, hidden sheets, a total that is
    not the sum of its rows. `months` are those that the file itself names, () where it names none.
    """

    readings: tuple[CellReading, ...]
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    months: tuple[Month, ...]
