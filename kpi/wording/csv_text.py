"""A table as CSV that Excel in Vietnam opens as it stands: semicolons, UTF-8 with its mark, text that stays text."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

BOM = "\ufeff"
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+\-]?\d[\d.,]*(\s?%)?")


def csv_of(rows: Iterable[Sequence[str]]) -> str:
    """The rows, each cell as written; what a spreadsheet would take for a formula is marked as text.

    >>> csv_of([("Đơn vị", "Kết quả"), ("Ma Nới; Mỹ Sơn", "+1,2 %"), ("=HYPERLINK(1)", "-2+3")])[1:].splitlines()
    ['Đơn vị;Kết quả', '"Ma Nới; Mỹ Sơn";+1,2 %', "'=HYPERLINK(1);'-2+3"]
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return BOM + written.getvalue()


def _text(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
