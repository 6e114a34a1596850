"""How much a file may hold and how much its reading may take; what a month's figures need is far below."""

from typing import NamedTuple

MOST_ROWS = 5_000
MOST_COLUMNS = 200
MOST_CELLS = 100_000
"""Cells that hold something, over all sheets."""
MOST_LETTERS = 4_000_000
MOST_SHEETS = 200


class Limits(NamedTuple):
    """What the process that parses a file may take: bytes of address space, seconds of processor, seconds at all."""

    memory: int = 1024**3
    processor: int = 20
    wall: float = 60


LIMITS = Limits()
"""Those that hold where nothing else is said."""
