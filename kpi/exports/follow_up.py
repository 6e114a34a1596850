"""What became of a meeting's decisions (theo dõi kết luận) as a Word file of one page.

The page has room for so many lines. Where all decisions do not fit as they are written, long texts are shortened, and
no more than it takes; where that would leave hardly a text, decisions fill the page in their order, those that are late
the longest first, and what had no room is counted below.
"""

import datetime as dt
import textwrap
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from kpi.exports import documents
from kpi.exports.documents import CELL_SIDES, HEIGHT, Column
from kpi.meetings import Meeting
from kpi.services.minutes import Conclusion, FollowUpSheet
from kpi.wording import formats, screens
from kpi.wording import minutes_words as words

_SIZE = 11
_LINE = 4.6
"""The height of a line of such letters."""
_LETTER, _CAPITAL = 1.75, 2.75
"""The widths of letters, a little more than the average, so that a text hardly takes more lines than it was given."""
_ABOVE, _BELOW = 52, 16
"""The heights of all that stands above the first row, and of the sentences below the last where not all fits."""
_WIDTHS = (9, 64, 30, 23, 39)
_CENTRED = (True, False, False, True, False)
_TEXT, _STANDING = 1, 4
"""The columns of long texts; they are shortened alike, each to as many lines as the other."""
_LEAST = 120
"""A decision is not shortened further, in letters."""


def follow_up_document(sheet: FollowUpSheet) -> bytes:
    """The page as the bytes of a .docx."""
    meeting, plan = sheet.meeting, sheet.plan
    subject = words.follow_up_subject(meeting, sheet.day)
    made = documents.official_document(
        subject,
        author=plan.authority,
        at=dt.datetime.combine(sheet.day, dt.time(), formats.VIETNAM),
        mark=screens.DEMO_MARK if sheet.demo else "",
    )
    documents.letterhead(made, organ=words.organ(plan.authority), country=words.COUNTRY, motto=words.MOTTO)
    documents.title(made, words.FOLLOW_UP_KIND, subject)
    decisions = [one.decision for one in sheet.conclusions]
    documents.body(made, words.followed(decisions, sheet.day), size=_SIZE + 1)
    written = _rows(sheet, None)
    rows, shown = written, len(written)
    if _fitting(written, HEIGHT - _ABOVE) < len(written):
        rows = _shortened(sheet, HEIGHT - _ABOVE - _BELOW)
        shown = _fitting(rows, HEIGHT - _ABOVE - _BELOW)
    if rows:
        columns = [Column(*column) for column in zip(words.HEAD_WITH_STANDING, _WIDTHS, _CENTRED, strict=True)]
        documents.table(made, columns, rows[:shown], size=_SIZE)
    if decisions[shown:]:
        documents.body(made, words.not_shown(decisions[shown:], sheet.day), size=_SIZE, italic=True)
    if rows[:shown] != written[:shown]:
        documents.body(made, words.SHORTENED, size=_SIZE, italic=True)
    return documents.content(made)


def _shortened(sheet: FollowUpSheet, room: float) -> list[tuple[str, ...]]:
    """The rows, with as many letters in each text as leave room for all; at least so many that they can be read."""

    def overflows(most: int) -> bool:
        return _fitting(_rows(sheet, most), room) < len(sheet.conclusions)

    longest = max(len(text) for row in _rows(sheet, None) for text in row)
    lengths = range(_LEAST, max(_LEAST, longest) + 1)
    too_long = bisect_left(lengths, True, key=overflows)
    return _rows(sheet, lengths[max(0, too_long - 1)])


def _rows(sheet: FollowUpSheet, most: int | None) -> list[tuple[str, ...]]:
    return [_row(one, sheet.meeting, most) for one in sheet.conclusions]


def _row(one: Conclusion, meeting: Meeting, most: int | None) -> tuple[str, ...]:
    """A row whose decision has at most so many letters; as it is written for None."""
    text, standing = one.decision.text, one.standing
    if most is not None:
        text = words.shortened(text, most)
        standing = words.shortened(standing, most * _WIDTHS[_STANDING] // _WIDTHS[_TEXT])
    if one.decision.meeting != meeting.number:
        text = words.carried(text, one.held_on)
    return str(one.place), text, one.unit, formats.day(one.decision.due), standing


def _fitting(rows: Sequence[Sequence[str]], room: float) -> int:
    """How many of the rows, from the first on, there is room for."""
    heights = accumulate(_height(row) for row in rows)
    return sum(height <= room for height in heights)


def _height(row: Sequence[str]) -> float:
    return max(_lines(text, width - CELL_SIDES) for text, width in zip(row, _WIDTHS, strict=True)) * _LINE


def _lines(text: str, width: float) -> int:
    capitals = sum(letter.isupper() for letter in text) / max(1, len(text))
    letter = capitals * _CAPITAL + (1 - capitals) * _LETTER
    return len(textwrap.wrap(text, int(width / letter)))
