"""A text in which times are looked for, with its marks and without them."""

import re
import unicodedata

from kpi.wording import time_words

_GONE = ";"
_BEFORE = 20


class _Plain(dict[int, str]):
    """Letters without their marks, by their code points, as `str.translate` looks them up."""

    def __missing__(self, letter: int) -> str:
        self[letter] = unicodedata.normalize("NFD", chr(letter))[0]
        return self[letter]


_PLAIN = _Plain(time_words.NOT_DECOMPOSED)
_UNSEEN = re.compile(r"[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]")


def composed(text: str) -> str:
    """A text with each letter and its marks as one, without what is not seen: "Tha\u0301ng\u200b" is "Tháng"."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text))


class MarkedText:
    """A text while its times are taken out of it, in small letters with marks and without; both of the same length.

    `doubtful` says that something was taken out that is not known.

    >>> text = MarkedText("THÁNG 9, Đất đai")
    >>> text.marked, text.plain, text.has_marks
    ('tháng 9, đất đai', 'thang 9, dat dai', True)
    """

    def __init__(self, text: str) -> None:
        self.marked = composed(" ".join(unicodedata.normalize("NFKC", text).lower().split()))
        self.plain = self.marked.translate(_PLAIN)
        self.doubtful = False
        self.has_marks = self.marked != self.plain

    def take(self, start: int, end: int) -> None:
        """Take out what is explained."""
        gone = _GONE * (end - start)
        self.marked = self.marked[:start] + gone + self.marked[end:]
        self.plain = self.plain[:start] + gone + self.plain[end:]

    def doubt(self, start: int, end: int) -> None:
        """Take out what is a time, but of which period is not known."""
        self.doubtful = True
        self.take(start, end)

    def is_taken(self, end: int) -> bool:
        """Whether what ends here is taken out."""
        return self.plain[end - 1] == _GONE

    def is_signed(self, place: int) -> bool:
        """Whether what stands before a place says that something was signed: a period differs from it by its mark."""
        return time_words.MARKED_SIGNED.search(self.marked[max(0, place - _BEFORE) : place]) is not None

    def take_all(self, pattern: re.Pattern[str], *, marked: bool = False) -> None:
        """Take out whatever fits a pattern, of the text with marks or without."""
        for found in list(pattern.finditer(self.marked if marked else self.plain)):
            self.take(*found.span())
