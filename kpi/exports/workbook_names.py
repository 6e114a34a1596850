"""Names of sheets that every program takes: at most 31 characters, none of []:*?/\\, no two alike."""

import re
from collections.abc import Sequence

from kpi.exports.documents import plain

_LONGEST = 31
_REFUSED = re.compile(r"[\[\]:*?/\\\n]+")


def sheet_names(wanted: Sequence[str], *, unnamed: str) -> tuple[str, ...]:
    """The names as near to those wanted as they may be; `unnamed` stands for one of which nothing is left.

    >>> sheet_names(["Cấp xã", "CẤP XÃ", "10 Đúng hạn/trước hạn: hồ sơ một cửa", "'?'"], unnamed="Bảng")
    ('Cấp xã', 'CẤP XÃ (2)', '10 Đúng hạn trước hạn hồ sơ một', 'Bảng')
    """
    found: list[str] = []
    for name in wanted:
        tidy = " ".join(_REFUSED.sub(" ", plain(name)).split()).strip("' ") or unnamed
        written, count = _cut(tidy, ""), 1
        while written.casefold() in {one.casefold() for one in found}:
            count += 1
            written = _cut(tidy, f" ({count})")
        found.append(written)
    return tuple(found)


def _cut(name: str, end: str) -> str:
    """As much of a name as fits before its end, in the units of UTF-16 by which sheets are measured."""
    room = _LONGEST - len(end)
    while len(name.encode("utf-16-le")) // 2 > room:
        name = name[:-1]
    return name.rstrip("' ") + end
