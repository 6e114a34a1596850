"""How much room a text takes on a slide, in points, and how much of it fits into a box.

A reader's slide show breaks lines by the letters of Arial; the widths here are those of its regular letters, so that a
text is shortened before it runs out of its box and never after.
"""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from kpi.wording.minutes_words import shortened

LINE = 1.2
"""The height of a line, in sizes of its letters."""

BOLD = 1.08
_SAFETY = 1.03
_OTHER = 600
_HORN = 90
_WIDTHS = {
    letter: width
    for width, letters in {
        222: "ijl'",
        260: "|",
        278: " !,./:;I[]ft\u00a0",
        333: "-()r`",
        355: '"',
        389: "*",
        500: "cksvxyzJ",
        556: "0123456789abdeghnopquL#$_",
        584: "+<=>~",
        611: "FTZ",
        667: "ABEKPSVXY&",
        722: "CDHNRUw",
        778: "GOQ",
        833: "mM",
        889: "%",
        944: "W",
        1015: "@",
    }.items()
    for letter in letters
}
"""Thousandths of the size; a letter of Vietnamese is as wide as the letter under its marks, but for its horn."""
_HORN_MARK = "\u031b"


class Fitted(NamedTuple):
    """The size of letters at which texts fit, and the texts: shortened where even the smallest size is too large."""

    size: int
    texts: tuple[str, ...]


def width_of(text: str, size: float) -> float:
    """About how wide a text is on one line.

    >>> round(width_of("Xã Ma Nới", 14))
    69
    """
    thousandths = sum(_width(letter) for letter in unicodedata.normalize("NFD", text))
    return _SAFETY * size * thousandths / 1000


def _width(letter: str) -> int:
    if unicodedata.combining(letter):
        return _HORN if letter == _HORN_MARK else 0
    return _WIDTHS.get(letter, _OTHER)


def lines_of(text: str, size: float, within: float) -> int:
    """On how many lines a text stands that is broken between words, and within those that are too long.

    >>> lines_of("Tỷ lệ hồ sơ giải quyết đúng hạn", 14, 120), lines_of("", 14, 120), lines_of("m" * 20, 14, 120)
    (2, 1, 3)
    """
    count, used, space = 1, 0.0, width_of(" ", size)
    for word in text.split(" "):
        wide = width_of(word, size)
        if used and used + space + wide > within:
            count, used = count + 1, 0.0
        used += wide + (space if used else 0.0)
        more = int(used // within)
        count, used = count + more, used - more * within
    return count


def height_of(texts: Sequence[str], size: float, within: float, *, between: float = 0.0) -> float:
    """How high paragraphs are, with what is kept free between two of them."""
    return sum(lines_of(text, size, within) for text in texts) * LINE * size + between * max(0, len(texts) - 1)


def fitted(
    texts: Sequence[str], *, width: float, height: float, largest: int, smallest: int, between: float = 0.0
) -> Fitted:
    """Paragraphs at the largest size at which they fit; at the smallest the last ones are shortened or left off."""
    for size in range(largest, smallest - 1, -1):
        if height_of(texts, size, width, between=between) <= height:
            return Fitted(size, tuple(texts))
    kept: list[str] = []
    for text in texts:
        left = height - height_of(kept, smallest, width, between=between) - (between if kept else 0.0)
        cut = cut_to(text, size=smallest, width=width, lines=int(left // (LINE * smallest)))
        if cut:
            kept.append(cut)
        if cut != text:
            break
    return Fitted(smallest, tuple(kept))


def cut_to(text: str, *, size: float, width: float, lines: int) -> str:
    """A text on at most so many lines, cut between words; "" where there is no room for a line."""
    if lines < 1:
        return ""
    most = len(text)
    while lines_of(shortened(text, most), size, width) > lines:
        most -= max(1, most // 50)
    return shortened(text, most)
