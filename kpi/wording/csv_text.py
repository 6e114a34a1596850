"""A table as CSV that Excel in Vietnam opens as it stands: semicolons, UTF-8 with its mark, text that stays text.

Above the head stand the lines that say what the table is about, so that a file that was passed on still tells.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

BOM = "\ufeff"
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+\-]?\d[\d.,]*(\s?%)?")
_LIKE_A_DATE = re.compile(r"\d{1,4}\s*[/-]\s*\d{1,4}")
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class About(NamedTuple):
    """What a table is about: in few words, for the name of its file, and line by line, to stand above its head."""

    subject: str
    lines: tuple[str, ...]


def csv_of(rows: Iterable[Sequence[str]], about: About) -> str:
    """What it is about, an empty line, and the rows, each cell as written.

    What a spreadsheet would take for a formula or a date is marked as text.

    >>> about = About("Đúng hạn", ("Tháng 3/2024",))
    >>> csv_of([("Đơn vị", "Kết quả"), ("Ma Nới; Mỹ Sơn", "+1,2 %"), ("=HYPERLINK(1)", "5/6")], about)[1:].splitlines()
    ['Tháng 3/2024', '', 'Đơn vị;Kết quả', '"Ma Nới; Mỹ Sơn";+1,2 %', "'=HYPERLINK(1);'5/6"]
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerows([_text(line)] for line in about.lines)
    writer.writerow(())
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return BOM + written.getvalue()


def file_name(heading: str, about: About) -> str:
    """The name of the file of a table.

    >>> file_name("Xếp hạng", About("Đúng hạn, Cấp xã, T3/2024", ()))
    'Xếp hạng – Đúng hạn, Cấp xã, T3-2024.csv'
    """
    return f"{_NOT_IN_FILE_NAMES.sub('-', f'{heading} – {about.subject}')}.csv"


def _text(cell: str) -> str:
    formula = _FORMULA.match(cell) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if formula or _LIKE_A_DATE.fullmatch(cell) else cell
