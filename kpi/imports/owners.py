"""Which organisations the lines above a table name: who sends the figures, who receives them, whose they are."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from kpi.imports.collected import Collected, Page, Place
from kpi.imports.names import called, key
from kpi.wording import scope_words, sheet_words
from kpi.wording.folding import folded

_NEXT_CELLS = 6
_NEXT_ROWS = 2
Lines = Sequence[tuple[Place, str]]


class Labelled(NamedTuple):
    """A label of whose figures these are, and what stands behind it with its place, "" where only dots do."""

    label: str
    place: Place
    name: str


def labelled(found: Collected, page: Page, lines: Lines) -> Iterator[Labelled]:
    """What labels of units name: on the line, on the next line of the cell, in the next cell, or as a unit below."""
    for index, (place, line) in enumerate(lines):
        said = sheet_words.UNIT_LABEL.fullmatch(folded(line))
        if said is None:
            continue
        if not _is_blank(said["name"]):
            yield Labelled(line, place, re.split(r":\s*", line, maxsplit=1)[1].strip())
            continue
        if said["name"].strip():
            yield Labelled(line, place, "")
            continue
        if index + 1 < len(lines) and lines[index + 1][0] == place and not _is_label(lines[index + 1][1]):
            yield Labelled(line, *lines[index + 1])
            continue
        where, name = _beside(page, place) or (place, "")
        if _is_blank(name):
            where, name = _below(found, page, place) or (place, "")
        yield Labelled(line, where, "" if _is_blank(name) else name)


def receivers(page: Page, lines: Lines) -> frozenset[tuple[Place, str]]:
    """The lines that say who gets the report: labels, and the names behind, next to or below them."""
    found: set[tuple[Place, str]] = set()
    for index, (place, line) in enumerate(lines):
        said = scope_words.RECEIVER.fullmatch(folded(line))
        if said is None:
            continue
        found.add((place, line))
        if said["name"] and not _is_blank(said["name"]):
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following is not None and following[0] == place:
            if not _is_label(following[1]):
                found.add(following)
        elif (beside := _beside(page, place)) is not None:
            found |= {one for one in lines if one[0] == beside[0]}
        else:
            below = {Place(place.row + rows, place.column) for rows in range(1, _NEXT_ROWS + 1)}
            ones = [one for one in lines if one[0] in below]
            found |= set(ones[:1]) if ones and not _is_label(ones[0][1]) else set()
    return frozenset(found)


def mentioned(found: Collected, page: Page, lines: Lines) -> frozenset[str]:
    """The units below the root that a title or the name of the sheet names anywhere, receivers aside."""
    aside = receivers(page, lines)
    units = {unit for place, line in lines if (place, line) not in aside for unit in _named_in(found, line)}
    by_sheet = found.units.meaning(page.sheet.name)
    return frozenset({*units, *_named_in(found, page.sheet.name), *([by_sheet] if by_sheet else [])}) - {
        found.plan.root.id
    }


def is_of_more(found: Collected, page: Page, lines: Lines) -> bool:
    """Whether a title says that figures are of more than one organisation, or of one that is not known."""
    aside = receivers(page, lines)
    if scope_words.EVERYBODY.search(folded(page.sheet.name)):
        return True
    for place, line in lines:
        plain = folded(line)
        if (place, line) in aside or scope_words.BESIDE_THE_POINT.match(plain):
            continue
        if scope_words.EVERYBODY.search(plain):
            return True
        if scope_words.OF_ANOTHER.search(plain) and not list(_named_in(found, line)):
            return True
    return False


def is_of_communes(lines: Lines) -> bool:
    """Whether a title says that figures are of the communes, which no office reports as its own."""
    return any(scope_words.OF_COMMUNES.search(folded(line)) for _, line in lines)


def is_of_all(page: Page, lines: Lines) -> bool:
    """Whether a title says that figures are of the whole district, whatever unit it labels."""
    aside = receivers(page, lines)
    return any(scope_words.OF_ALL.search(folded(line)) for place, line in lines if (place, line) not in aside)


def note_owner_of_file(found: Collected) -> None:
    """Says where the name of the file is that of another unit than the only one whose figures were read."""
    units = {one.unit for one in found.readings}
    others = [one for one in _named_in(found, found.file) if one != found.plan.root.id]
    if len(units) == 1 and others and not units & set(others):
        (unit,) = units
        details = {"unit": found.unit_name(unit), "other": found.unit_name(others[0])}
        found.notice("file_of_other_unit", found.file, **details)


def _named_in(found: Collected, line: str) -> Iterator[str]:
    """The units whose names stand somewhere in a line: places by their names, others with their kind before it."""
    if (meant := found.units.meaning(line)) and called(line).kinds:
        yield meant
        return
    if scope_words.DAY_LINE.fullmatch(folded(line)):
        return
    plain = f" {key(line)} "
    for unit, names in _spoken(found):
        if any(f" {one} " in plain for one in names):
            yield unit


def _spoken(found: Collected) -> Iterator[tuple[str, Collection[str]]]:
    for unit in found.plan.units:
        if unit.id not in found.units.ids:
            continue
        spoken = called(unit.name)
        if spoken.kinds & sheet_words.KINDS_OF_PLACE:
            yield unit.id, {spoken.name}
        elif spoken.kinds:
            shorts = [before for before, kind in sheet_words.KINDS_OF_UNIT.items() if spoken.kinds & {*kind.split("|")}]
            yield unit.id, {key(unit.name), *(f"{before} {spoken.name}" for before in shorts)}
        else:
            yield unit.id, {key(unit.name)}


def _beside(page: Page, place: Place) -> tuple[Place, str] | None:
    """The next text to the right of a label, None where there is none before another label."""
    for column in range(place.column + 1, place.column + 1 + _NEXT_CELLS):
        one = Place(place.row, column)
        text = page.text(one)
        if text and page.first.get(one) != place:
            return None if _is_label(text) else (one, text)
    return None


def _below(found: Collected, page: Page, place: Place) -> tuple[Place, str] | None:
    below = place._replace(row=place.row + 1)
    text = page.text(below)
    return (below, text) if text and found.units.meaning(text) and called(text).kinds else None


def _is_label(text: str) -> bool:
    plain = folded(text.splitlines()[0] if text else "")
    return any(one.fullmatch(plain) for one in (sheet_words.UNIT_LABEL, scope_words.RECEIVER, scope_words.ANY_LABEL))


def _is_blank(text: str) -> bool:
    return not text.strip(" .…_-")
