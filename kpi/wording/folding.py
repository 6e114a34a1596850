"""Vietnamese text as it is searched: without marks and capitals, so that "dung han" finds "Đúng hạn"."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from kpi.memo import of_short_texts


class _Plain(dict[int, str]):
    """Letters by their code points: small and without marks, and a space for what is white."""

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFKD", chr(code).casefold().replace("đ", "d"))
        self[code] = "".join(" " if one.isspace() else one for one in letters if not unicodedata.combining(one))
        return self[code]


_PLAIN = _Plain()
_SPACES = re.compile(" +")


class Piece(NamedTuple):
    """A stretch of a text, and whether it is what was searched for."""

    text: str
    hit: bool


@of_short_texts
def folded(text: str) -> str:
    """A text with small letters, no marks, and one space where there was any white space.

    >>> folded("  Ủy ban\\u00a0nhân dân, ĐÚNG hạn ")
    'uy ban nhan dan, dung han'
    """
    return _SPACES.sub(" ", _composed(text).translate(_PLAIN)).strip()


def contains(text: str, wanted: str) -> bool:
    """Whether what is wanted begins at the beginning of some word of the text; nothing is in no text.

    >>> contains("Hồ sơ giải quyết đúng hạn", "dung ha"), contains("nhân dân", "han")
    (True, False)
    """
    return any(piece.hit for piece in pieces(text, wanted))


def pieces(text: str, wanted: str) -> tuple[Piece, ...]:
    """The text cut where what is wanted stands in it; joined again the pieces are the text.

    >>> pieces("Tỷ lệ đúng hạn", "DUNG HAN")
    (Piece(text='Tỷ lệ ', hit=False), Piece(text='đúng hạn', hit=True))
    """
    whole = _composed(text)
    letters = list(_letters(whole))
    places = [place for _, place in letters] + [len(whole)]
    found: list[Piece] = []
    end = 0
    for start, stop in _found("".join(letter for letter, _ in letters), folded(wanted)):
        first, last = places[start], _end_of_letter(whole, places[stop - 1])
        if first >= end:
            found += [Piece(whole[end:first], hit=False), Piece(whole[first:last], hit=True)]
            end = last
    return tuple(piece for piece in (*found, Piece(whole[end:], hit=False)) if piece.text)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _letters(text: str) -> Iterator[tuple[str, int]]:
    """Each letter that is left, and the place in the text that it comes from."""
    before = ""
    for place, written in enumerate(text):
        for letter in _PLAIN[ord(written)]:
            if not (letter == before == " "):
                yield letter, place
                before = letter


def _end_of_letter(text: str, place: int) -> int:
    """Where the letter at a place ends: marks that could not be composed belong to it."""
    end = place + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _found(letters: str, wanted: str) -> Iterator[tuple[int, int]]:
    if wanted:
        begins = r"(?<!\w)" if wanted[0].isalnum() else ""
        for match in re.finditer(begins + re.escape(wanted), letters):
            yield match.span()
