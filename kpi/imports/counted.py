"""Whether figures are counted in what their measures are: another unit of measurement is a problem or a question."""

import re
from collections.abc import Iterable, Iterator

from kpi.imports.around import Around, has_word
from kpi.imports.collected import Place, label
from kpi.imports.names import key
from kpi.plan import Measure
from kpi.wording import import_words, scope_words, sheet_words
from kpi.wording.folding import folded

_BRACKETED = re.compile(r"\s*[(\[]\s*(?P<name>[^()\[\]]{1,40}?)\s*[)\]]\s*")
_SEVERAL = re.compile(r"\s*(?:[,;/]|\bva\b|\bhoac\b)\s*")
_NEXT_CELLS = 3
_LONGEST = 60
"""A longer text is no unit of measurement."""


def note_counted(around: Around) -> None:
    """Says where a title, a column or a row below the heads counts the figures in something else."""
    measured = sorted({column for over in around.over for column, text in over.items() if is_measured_head(text)})
    in_heads = {row for rows in around.heads for row in rows}
    heading = False
    for row in range(around.page.height):
        if row in around.readings:
            heading = False
            _check_row(around, row, measured)
            continue
        _check_line(around, row)
        heading = heading or row in in_heads
        if heading:
            _check_heads(around, row)


def is_measured_head(text: str) -> bool:
    """Whether a head says that units of measurement stand below.

    >>> is_measured_head("ĐVT"), is_measured_head("Đơn vị")
    (True, False)
    """
    return key(text) in scope_words.MEASURED_HEADS


def is_counted_alike(text: str, measured_in: str) -> bool:
    """Whether a text says what a measure is counted in, whatever words beside it mean the same.

    >>> is_counted_alike("Số hồ sơ TTHC", "hồ sơ"), is_counted_alike("TTHC", "hồ sơ"), is_counted_alike("%", "%")
    (True, False, True)
    """
    if scope_words.PERCENT.search(folded(text)) or measured_in == "%":
        return "%" in text and measured_in == "%"
    said, own = _words(text), _words(measured_in)
    return own <= said and said - own <= scope_words.COUNTED_ALIKE


def _words(text: str) -> frozenset[str]:
    plain = f" {key(text)} "
    for written, meant in scope_words.SHORTENED.items():
        plain = plain.replace(f" {written} ", f" {meant} ")
    return frozenset(plain.split())


def _check_row(around: Around, row: int, measured: Iterable[int]) -> None:
    """Judges what stands below a head of units of measurement beside figures that were read."""
    for column in measured:
        place = Place(row, column)
        text = around.page.text(place)
        if not text or place in around.cells:
            continue
        for one in around.readings[row]:
            measure = around.found.plan.measure_of_id[one.measure]
            if not is_counted_alike(text, measure.measured_in):
                _tell(around, f"{around.head_of(place)}: {text}", text, place, measure)
                break


def _check_line(around: Around, row: int) -> None:
    for place, text, written in _labelled(around, row):
        named = [one for one in _SEVERAL.split(folded(text).strip(" .()[]")) if one]
        for measure in around.measures:
            if named and not any(is_counted_alike(one, measure.measured_in) for one in [*named, text]):
                _tell(around, written, text, place, measure)
                break


def _labelled(around: Around, row: int) -> Iterator[tuple[Place, str, str]]:
    """What a row says behind "Đơn vị tính:" on the line or in the next cell, and the whole of it."""
    cells = around.page.sheet.rows[row]
    for column, cell in enumerate(cells):
        if not isinstance(cell, str):
            continue
        for line in cell.splitlines():
            said = scope_words.MEASURED_LABEL.fullmatch(folded(line))
            if said is None:
                continue
            place = Place(row, column)
            if said["name"] and said["name"].strip(" .…_"):
                yield place, re.split(r":\s*", label(line), maxsplit=1)[-1], label(line)
                continue
            following = (label(one) for one in cells[column + 1 : column + 1 + _NEXT_CELLS] if isinstance(one, str))
            text = next(filter(None, following), "")
            if text and (":" in line or (row < around.first and _name(around, text))):
                yield place, text, f"{label(line)} {text}"


def _check_heads(around: Around, row: int) -> None:
    """Judges units of measurement in or below the heads, over the figures that were read."""
    for column, measures in around.columns.items():
        place = Place(row, column)
        text = around.page.text(place)
        name = _name(around, text)
        if not name or folded(text) in around.asked:
            continue
        for one in measures:
            measure = around.found.plan.measure_of_id[one]
            if not is_counted_alike(name, measure.measured_in):
                _tell(around, text, name, around.page.first.get(place, place), measure)
                break


def _name(around: Around, text: str) -> str:
    """A unit of measurement that a head is: in brackets, a known one, or a rate."""
    if not text or len(text) > _LONGEST:
        return ""
    bracketed = _BRACKETED.fullmatch(text)
    name = bracketed["name"] if bracketed else text
    if "%" in name and not has_word(name):
        return name
    known = {key(one.measured_in) for one in around.found.plan.measures} - sheet_words.NAMES_OF_UNITS
    if key(name) in known or (bracketed and has_word(name) and _counts(name, known)):
        return name
    return ""


def _counts(name: str, known: set[str]) -> bool:
    plain = folded(name)
    return bool(scope_words.SCALE.search(plain)) or any(
        re.search(rf"\b{re.escape(one)}\b", plain) for one in known if one
    )


def _tell(around: Around, written: str, text: str, place: Place, measure: Measure) -> None:
    """Says that figures are certainly counted in something else, otherwise asks."""
    plain = folded(text)
    if (
        "%" in text
        or scope_words.PERCENT.search(plain)
        or (scope_words.SCALE.search(plain) and not scope_words.SCALE.search(folded(measure.measured_in)))
    ):
        around.found.problem(
            "other_measured_in",
            around.page.where(place),
            measure=measure.name,
            text=text,
            measured_in=measure.measured_in,
        )
        return
    around.ask(import_words.counted_in(written, measure.name), place)
