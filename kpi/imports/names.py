"""What a text in a file stands for: a unit, a field or a measure of the plan.

A text means something when a person has said so (an answer), when it is a code, or when it is exactly a name, marks
and prefixes aside, and the name of one thing only. Anything else is a question, with what comes closest first.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from kpi.imports.found import SKIPPED, Answers, Subject
from kpi.memo import of_short_texts
from kpi.months import Month
from kpi.plan import Plan, Unit
from kpi.wording import sheet_words
from kpi.wording.folding import folded

_MOST_CANDIDATES = 8
_CLOSE = 0.5
_FEWEST_WORDS = 4
_LONGEST = 250
"""A longer text is no name."""
_PREFIXES = sorted(sheet_words.KINDS_OF_UNIT, key=len, reverse=True)
_NOT_LETTERS = re.compile(r"[\W_]+")
_ENUMERATOR = re.compile(r"\s*(\d{1,3}|[ivxlc]{1,5}|[a-z])\s*[.)/]\s*(?=\S)|\s*\d{1,3}\s+(?=\D)")
_PLACE_IN_ORDER = re.compile(r"\d{1,3}|[ivxlc]{1,5}|[a-z]")
_BESIDE_THE_POINT = frozenset({"luong", "cac", "va"})
_COMMITTEES = tuple(f"{committee} " for committee in sheet_words.COMMITTEE)


@of_short_texts
def key(text: str) -> str:
    """A name without marks, capitals and punctuation.

    >>> key("Phòng Tài chính - Kế hoạch"), key("TC-KH")
    ('phong tai chinh ke hoach', 'tc kh')
    """
    return _NOT_LETTERS.sub(" ", folded(text).replace("&", " va ")).strip()


@of_short_texts
def words_of(text: str) -> frozenset[str]:
    """The words of a name that tell it from others, in no order."""
    return frozenset(key(text).split()) - _BESIDE_THE_POINT


def says_little(text: str) -> bool:
    """Whether a name needs the one before it to be understood, and is asked about with it.

    >>> says_little("Quá hạn"), says_little("Hồ sơ giải quyết quá hạn")
    (True, False)
    """
    return len(words_of(text)) < _FEWEST_WORDS


def is_place_in_order(text: str) -> bool:
    """Whether a text is the number of a row, such as 1, II or a: not a code, which is longer.

    >>> is_place_in_order("12"), is_place_in_order("II."), is_place_in_order("22810")
    (True, True, False)
    """
    return _PLACE_IN_ORDER.fullmatch(key(text)) is not None


class Called(NamedTuple):
    """A name taken apart: the kinds of organisation that it begins with, none where it does not say, and the rest."""

    kinds: frozenset[str]
    name: str


@of_short_texts
def called(text: str) -> Called:
    """A name without its prefixes.

    >>> called("UBND xã Ma Nới").name, sorted(called("TT Tân Sơn").kinds), called("P. Nội vụ").name
    ('ma noi', ['centre', 'town'], 'noi vu')
    """
    rest, kinds = key(text), frozenset[str]()
    for committee in _COMMITTEES:
        rest = rest.removeprefix(committee)
    for prefix in _PREFIXES:
        if rest.startswith(f"{prefix} "):
            kinds = frozenset(sheet_words.KINDS_OF_UNIT[prefix].split("|")) - {""}
            rest = rest.removeprefix(f"{prefix} ")
            break
    return Called(kinds, rest)


def unnumbered(text: str) -> str:
    """A text folded, without the number before it.

    >>> unnumbered("3. Xã Ma Nới"), unnumbered("II/ Đất đai"), unnumbered("Đất đai")
    ('xa ma noi', 'dat dai', 'dat dai')
    """
    plain = folded(text)
    return plain[match.end() :] if (match := _ENUMERATOR.match(plain)) else plain


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one subject: exact texts, names without marks, and the answers that people gave."""

    subject: Subject
    exact: Mapping[str, frozenset[str]]
    plain: Mapping[str, frozenset[str]]
    parted: Mapping[str, frozenset[tuple[str, frozenset[str]]]]
    words: Mapping[frozenset[str], frozenset[str]]
    ids: tuple[str, ...]
    answers: Answers
    tails: tuple[str, ...] = ()

    def answered(self, text: str) -> str | None:
        """What a person has said that a text stands for, SKIPPED for nothing; None where nobody has."""
        answer = self.answers.get((self.subject, folded(text)))
        return answer if answer is not None and (answer == SKIPPED or answer in self.ids) else None

    def meaning(self, text: str) -> str | None:
        """The id that a text stands for, SKIPPED where a person said so, None where it is not sure."""
        answer = self.answered(text)
        return self.known(text) if answer is None else answer

    def known(self, text: str) -> str | None:
        """What a text stands for without any answer."""
        if len(text) > _LONGEST:
            return None
        for written in self._ways(text):
            for found in (self.exact.get(_composed(written)), self.plain.get(key(written)), self._parted(written)):
                if found and len(found) == 1:
                    return next(iter(found))
                if found:
                    return None
        same = self.words.get(words_of(text), frozenset())
        return next(iter(same)) if len(same) == 1 else None

    def candidates(self, text: str, likely: Iterable[str] = ()) -> tuple[str, ...]:
        """The ids whose names come closest to a text, the closest first after those that are `likely` anyway."""
        shortest = self._shortest(text)
        asked, words = SequenceMatcher(b=called(shortest).name), words_of(shortest)
        closeness: dict[str, float] = defaultdict(float)
        for name, owners in self.plain.items():
            asked.set_seq1(called(name).name)
            ratio = max(asked.ratio(), _overlap(words, words_of(name)))
            for owner in owners:
                closeness[owner] = max(closeness[owner], ratio)
        first = frozenset(likely)
        return tuple(sorted(self.ids, key=lambda one: (one not in first, -closeness[one]))[:_MOST_CANDIDATES])

    def is_close(self, text: str) -> bool:
        """Whether half of the words of a text and of some name are the same, so that it is worth a question."""
        words = words_of(self._shortest(text))
        return any(_overlap(words, words_of(name)) >= _CLOSE for name in self.plain)

    def _shortest(self, text: str) -> str:
        *_, shortest = self._ways(text[:_LONGEST])
        return shortest

    def _ways(self, text: str) -> Iterable[str]:
        """The text, and what it is without the number before it and the name of the authority after it."""
        yield text
        plain, shorter = folded(text), sheet_words.OF_WHICH.sub("", unnumbered(text))
        if not shorter:
            return
        if shorter != plain:
            yield shorter
        if self.subject is Subject.PART:
            yield called(shorter).name
        for tail in self.tails:
            before, found, _ = key(shorter).partition(f" {tail}")
            if found:
                yield before

    def _parted(self, text: str) -> frozenset[str]:
        asked = called(text)
        return frozenset(
            owner
            for owner, kinds in self.parted.get(asked.name, ())
            if not asked.kinds or not kinds or asked.kinds & kinds
        )


def unit_names(plan: Plan, month: Month, answers: Answers) -> Names:
    """The names and codes of the units that exist in a month."""
    units = [unit for unit in plan.units if unit.exists_in(month)]
    parted = defaultdict(set)
    for unit in units:
        for spoken in _spoken(unit):
            parted[spoken.name].add((unit.id, spoken.kinds))
    root = called(plan.root.short)
    places = [prefix for prefix, kind in sheet_words.KINDS_OF_UNIT.items() if kind and kind in root.kinds]
    tails = [f"{before}{prefix} {root.name}" for prefix in places for before in ("", *_COMMITTEES)]
    return _names(
        Subject.UNIT,
        {unit.id: (unit.id, unit.official_code, unit.name, unit.short) for unit in units},
        answers,
        parted={name: frozenset(owners) for name, owners in parted.items()},
        tails=tuple(sorted(tails, key=len, reverse=True)),
    )


def part_names(plan: Plan, answers: Answers) -> Names:
    """The names of the fields of form 06a."""
    return _names(Subject.PART, {part.id: (part.id, part.name) for part in plan.parts}, answers)


def measure_names(plan: Plan, answers: Answers, official: Mapping[int, str]) -> Names:
    """The names of the measures; `official` maps columns of form II.06a to the measures that stand in them."""
    heads = defaultdict(list)
    for column, measure in official.items():
        heads[measure].append(sheet_words.OFFICIAL_HEADS[column])
    names = {
        measure.id: (measure.id, measure.name, f"{measure.name} ({measure.measured_in})", *heads[measure.id])
        for measure in plan.measures
    }
    by_words = defaultdict(set)
    for owner, spoken in names.items():
        for name in spoken[1:]:
            by_words[words_of(name)].add(owner)
    return _names(
        Subject.MEASURE, names, answers, words={words: frozenset(owners) for words, owners in by_words.items()}
    )


def official_columns(plan: Plan) -> Mapping[int, str]:
    """The measures of the columns of form II.06a, where a form of the plan is that form: {} where none is.

    A form is, when the name of each of its measures comes closest to the official head of the measure's own column.
    """
    for form in plan.forms:
        columns = {m.column: m for m in plan.measures if m.form == form.id and m.column is not None}
        if len(columns) >= len(sheet_words.OFFICIAL_HEADS) // 2 and all(
            column == max(sheet_words.OFFICIAL_HEADS, key=lambda one: likeness(m.name, sheet_words.OFFICIAL_HEADS[one]))
            for column, m in columns.items()
        ):
            return {column: measure.id for column, measure in columns.items()}
    return {}


def likeness(text: str, name: str) -> float:
    """How many of the words of two names are the same, from 0 to 1."""
    return _overlap(words_of(text), words_of(name))


def _names(
    subject: Subject,
    spoken: Mapping[str, Sequence[str]],
    answers: Answers,
    *,
    parted: Mapping[str, frozenset[tuple[str, frozenset[str]]]] | None = None,
    words: Mapping[frozenset[str], frozenset[str]] | None = None,
    tails: tuple[str, ...] = (),
) -> Names:
    exact, plain = defaultdict(set), defaultdict(set)
    for owner, names in spoken.items():
        for name in names:
            exact[_composed(name)].add(owner)
            plain[key(name)].add(owner)
    return Names(
        subject,
        {name: frozenset(owners) for name, owners in exact.items()},
        {name: frozenset(owners) for name, owners in plain.items()},
        parted or {},
        words or {},
        tuple(spoken),
        answers,
        tails,
    )


def _spoken(unit: Unit) -> Iterable[Called]:
    """The names of a unit taken apart; a short name without a kind has the kind of the full one.

    "Văn phòng HĐND và UBND huyện" is written without its last word too.
    """
    full, short = called(unit.name), called(unit.short)
    yield full
    yield short if short.kinds else Called(full.kinds, short.name)
    before, _, last = full.name.rpartition(" ")
    if before and sheet_words.KINDS_OF_UNIT.get(last):
        yield Called(full.kinds, before)


def _composed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _overlap(words: frozenset[str], others: frozenset[str]) -> float:
    return 2 * len(words & others) / max(1, len(words) + len(others))
