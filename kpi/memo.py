"""Remembers what a function says of a text."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

_LONGEST = 300
_MOST = 16_384

Result = TypeVar("Result")


def of_short_texts(function: Callable[[str], Result]) -> Callable[[str], Result]:
    """Remembers the results for the texts met last; long ones are not kept, so that a file cannot fill the memory."""
    remembered = lru_cache(maxsize=_MOST)(function)

    @wraps(function)
    def short_or_long(text: str) -> Result:
        return remembered(text) if len(text) <= _LONGEST else function(text)

    return short_or_long
