"""What the name of a file says of its time, beside what its sheets say."""

import re

from kpi.imports.collected import Collected
from kpi.imports.grid import Grid
from kpi.imports.marked_text import MarkedText, composed
from kpi.imports.periods import Said, said
from kpi.imports.time_cells import is_planned
from kpi.imports.times import OF_TIME, ask_of_time
from kpi.months import Month
from kpi.wording import import_words, time_words
from kpi.wording.folding import folded

_TWO_FIGURES = 99
_SOON = 2
"""Months after its own in which a file is made."""
_BETWEEN_WORDS = re.compile(r"_|(?<=[^\W\d_])-|-(?=[^\W\d_])")
_ENDING = re.compile(r"\.[A-Za-z]{3,4}$")


def note_file_name(found: Collected, grid: Grid) -> None:
    """Asks about the name of a file that speaks of another time than its month; says where nothing names a month.

    The day of its making is no time of its figures. A name of more than a month is explained by sheets of other months
    that were passed over.
    """
    if not found.readings or any(code in OF_TIME for _, code in found.problems):
        return
    name = written_out(grid.name)
    what = _without_day_of_making(found, name)
    months = {one.last for one in what.spans if not one.long}
    by_sheet = any(one.code == "other_month_skipped" for one in found.notices)
    others = [one for one in what.others(found.month) if one.long or found.month not in months]
    in_doubt = what.unexplained or bool(others)
    if found.month in found.months:
        if in_doubt and not by_sheet:
            ask_of_time(found, grid.name, import_words.NAME_OF_FILE)
    elif in_doubt or is_planned(name) or (found.month not in months and time_words.YEAR_IN_NAME.search(folded(name))):
        ask_of_time(found, grid.name, import_words.NAME_OF_FILE)
    elif found.month not in months:
        found.notice("no_month", grid.name, month=found.month)


def written_out(file: str) -> str:
    """The name of a file without its ending, its months and days written as in a text.

    >>> written_out("BC_202409.xlsx"), written_out("baocaothang9.xls"), written_out("06a_20241105_0830.csv")
    ('BC 2024-09', 'baocao thang9', '06a 2024-11-05 0830')
    """
    name = _BETWEEN_WORDS.sub(" ", composed(_ENDING.sub("", file)))
    for pattern, written in time_words.IN_NAMES_OF_FILES:
        name = pattern.sub(written, name)
    return name


def _without_day_of_making(found: Collected, name: str) -> Said:
    """What a name says; a single day in it, not before the month, says only when the file was made.

    Where no sheet names the month, such a day is soon after it.
    """
    what, text = said(name, found.month), MarkedText(name)
    days = [day for day in time_words.DATE.finditer(text.plain) if day["iso"] or day["mark"]]
    if len(days) != 1 or not what.unexplained:
        return what
    (day,) = days
    before = text.plain[: day.start()]
    if time_words.FROM.search(before) or time_words.UNTIL.search(before):
        return what
    year = int(day["iso_year"] or day["year"])
    made = Month(year if year > _TWO_FIGURES else 2000 + year, int(day["iso_month"] or day["month"]))
    if made < found.month or (found.month not in found.months and made > found.month + _SOON):
        return what
    text.take(*day.span())
    return said(text.marked, found.month)
