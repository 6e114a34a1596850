"""Reading numbers the way people in Vietnam write them: "1.234,5".

A text that could mean two numbers is never guessed: it comes back with both readings, to be asked about.
"""

import re
import unicodedata
from dataclasses import dataclass

NOT_ARISEN_WORDS = ("không phát sinh", "kps")
LARGEST = 10**12
"""A figure above this is a slip of the hand, and every count below it is exact in a float64."""

_NEGATIVE = re.compile(r"[-−–]\s*[0-9][0-9.,\s]*")
_SPACED = re.compile(r"[1-9]\d{0,2}([ \u00a0\u202f]\d{3})+(?=[.,]|\Z)", re.ASCII)
_DIGITS = re.compile(r"\d+", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(\.\d{3})+", re.ASCII)
_DECIMAL = re.compile(r"(\d+|[1-9]\d{0,2}(?:\.\d{3})+),(\d+)", re.ASCII)
_ENGLISH_GROUPED = re.compile(r"[1-9]\d{0,2}(,\d{3})+", re.ASCII)
_ENGLISH_DECIMAL = re.compile(r"(\d+|[1-9]\d{0,2}(?:,\d{3})+)\.(\d+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Number:
    """A text with one reading."""

    value: float


@dataclass(frozen=True, slots=True)
class NotArisen:
    """The words "không phát sinh": nothing arose this month."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No text: the figure is missing."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A text that only the person can explain; each of the readings is offered."""

    readings: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A text that is not a number of the kind asked for; `code` says why."""

    code: str


Reading = Number | NotArisen | Nothing | Ambiguous | Unreadable


def read_number(text: str, *, whole: bool) -> Reading:
    """Read what a person typed or pasted; `whole` asks for a count, which has no decimals.

    >>> read_number("1.234", whole=True), read_number("23,4", whole=False)
    (Number(value=1234.0), Number(value=23.4))
    >>> read_number("1.234", whole=False)
    Ambiguous(readings=(1234.0, 1.234))
    >>> read_number("12,5", whole=True), read_number("1e9", whole=True), read_number("", whole=True)
    (Unreadable(code='not_whole'), Unreadable(code='not_a_number'), Nothing())
    """
    tidy = unicodedata.normalize("NFC", text).strip()
    if not tidy:
        return Nothing()
    if tidy.casefold() in NOT_ARISEN_WORDS:
        return NotArisen()
    if _NEGATIVE.fullmatch(tidy):
        return Unreadable("negative")
    if spaced := _SPACED.match(tidy):
        tidy = re.sub(r"\s", "", spaced[0]) + tidy[spaced.end() :]
    reading = _count(tidy) if whole else _decimal(tidy)
    too_large = isinstance(reading, Number) and reading.value > LARGEST
    return Unreadable("too_large") if too_large else reading


def _count(text: str) -> Reading:
    if _DIGITS.fullmatch(text) or _GROUPED.fullmatch(text):
        return Number(float(text.replace(".", "")))
    if _ENGLISH_GROUPED.fullmatch(text):
        grouped = float(text.replace(",", ""))
        if text.count(",") > 1:
            return Number(grouped)
        return Ambiguous((grouped, float(text.split(",")[0])) if text.endswith(",000") else (grouped,))
    if match := _DECIMAL.fullmatch(text):
        return _whole_or_refused(match)
    if match := _ENGLISH_DECIMAL.fullmatch(text):
        return _whole_or_refused(match)
    return Unreadable("grouping" if re.fullmatch(r"[\d.,]+", text, flags=re.ASCII) else "not_a_number")


def _whole_or_refused(match: re.Match[str]) -> Reading:
    if set(match[2]) == {"0"} and len(match[2]) != 3:
        return Number(float(re.sub(r"[.,]", "", match[1])))
    return Unreadable("not_whole")


def _decimal(text: str) -> Reading:
    if _DIGITS.fullmatch(text):
        return Number(float(text))
    if _GROUPED.fullmatch(text):
        if text.count(".") > 1:
            return Number(float(text.replace(".", "")))
        return Ambiguous((float(text.replace(".", "")), float(text)))
    if match := _DECIMAL.fullmatch(text):
        return Number(float(f"{match[1].replace('.', '')}.{match[2]}"))
    if match := _ENGLISH_DECIMAL.fullmatch(text):
        return Number(float(f"{match[1].replace(',', '')}.{match[2]}"))
    return Unreadable("grouping" if re.fullmatch(r"[\d.,]+", text, flags=re.ASCII) else "not_a_number")
