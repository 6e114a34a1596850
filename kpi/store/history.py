"""The history as a chain: every revision carries a hash of itself and of the one before.

Editing, removing or inserting a row breaks the chain from there on. Somebody who can write the
database could also compute all later hashes anew; a hash kept elsewhere (in the minutes of a
meeting, in a backup) shows that too.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping

from kpi.figures import Figure

GENESIS = "0" * 64
"""What the first revision has for the hash of the one before."""

HASHED = (
    *("number", "at", "who", "origin", "reason", "action"),
    *("unit", "month", "subject", "part", "before", "after"),
)
"""The columns that a hash covers, as stored: `at` is text in UTC, `month` an ordinal or None."""

_EXACT = 2**53


def row_hash(previous_hash: str, row: Mapping[str, object]) -> str:
    """SHA-256, in hexadecimal, of the hash before, a line feed and the row as canonical JSON.

    Canonical: the columns of `HASHED` with sorted keys, no spaces, everything but ASCII escaped.
    """
    fields = {column: row[column] for column in HASHED}
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), default=repr)
    return hashlib.sha256(f"{previous_hash}\n{text}".encode()).hexdigest()


def first_broken(rows: Iterable[Mapping[str, object]]) -> int | None:
    """The number of the first revision that was edited or is missing; None when the chain holds.

    `rows` are all revisions in the order of their numbers, with `previous_hash` and `hash`.
    """
    previous_hash = GENESIS
    for number, row in enumerate(rows, start=1):
        expected = (number, previous_hash, row_hash(previous_hash, row))
        if (row["number"], row["previous_hash"], row["hash"]) != expected:
            return number
        previous_hash = expected[2]
    return None


def figure_text(figure: Figure | None) -> str | None:
    """A figure as the history writes it: the number, or "not_arisen"; with a source, a JSON object of both.

    >>> from kpi.figures import FigureKey
    >>> from kpi.months import Month
    >>> key = FigureKey("585", "par_index_score", Month(2024, 12))
    >>> figure_text(Figure(key, 41.0)), figure_text(Figure(key, 86.25)), figure_text(Figure(key, None))
    ('41', '86.25', 'not_arisen')
    >>> figure_text(Figure(key, 86.25, "QĐ 12/QĐ-UBND"))
    '{"source": "QĐ 12/QĐ-UBND", "value": "86.25"}'
    """
    if figure is None:
        return None
    value = _value_text(figure.value)
    if figure.source == "":
        return value
    return json.dumps({"source": figure.source, "value": value}, ensure_ascii=False)


def _value_text(value: float | None) -> str:
    if value is None:
        return "not_arisen"
    return str(int(value)) if value == int(value) and abs(value) <= _EXACT else repr(float(value))
