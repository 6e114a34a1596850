"""The sheets of a workbook that are surely of another form, or of more than a month, beside those of the month."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kpi.imports.collected import is_figure, label
from kpi.imports.grid import Sheet
from kpi.imports.names import key
from kpi.imports.periods import said
from kpi.months import Month
from kpi.plan import Plan
from kpi.wording import sheet_words
from kpi.wording.folding import folded

_MOST_ROWS = 20
_ROW_OF_TABLE = 3
"""Cells that say something from which on a row is no title."""
_FIGURES = 2


class Apart(NamedTuple):
    """Why a sheet is not for here: the code of the notice and what it says."""

    code: str
    details: Mapping[str, object]


def sheets_apart(plan: Plan, sheets: Sequence[Sheet], month: Month) -> Mapping[str, Apart]:
    """The sheets by name that are passed over where any other sheet has figures of the month.

    Beside form II.06a every other number of a form counts, beside lists only those of the national forms.
    """
    visible = [sheet for sheet in sheets if sheet.rows and not sheet.hidden]
    if len(visible) < 2:
        return {}
    forms = {sheet.name: _form(sheet) for sheet in visible}
    own = {name for name, form in forms.items() if form is not None and _is_own(plan, form)}
    found: dict[str, Apart] = {}
    for sheet in visible:
        form = forms[sheet.name]
        if form is not None and sheet.name not in own and (own or sheet_words.NATIONAL_FORM.fullmatch(folded(form))):
            found[sheet.name] = Apart("other_form_skipped", {"form": form})
        elif (text := _longer(sheet, month)) is not None:
            found[sheet.name] = Apart("longer_skipped", {"text": text})
    return found


def _form(sheet: Sheet) -> str | None:
    """The number of the form that the title of a sheet says, or its name where that is one: "II.05a"."""
    for line in _title(sheet):
        if said_in_title := sheet_words.NUMBER_OF_FORM.match(line):
            return said_in_title["number"].strip()
    named = sheet_words.NAME_OF_FORM.fullmatch(sheet.name)
    return named["number"] if named else None


def _is_own(plan: Plan, form: str) -> bool:
    """Whether a number is that of form II.06a, or stands in the name of a form of the plan."""
    plain = folded(form)
    names = (folded(one.name) for one in plan.forms)
    return sheet_words.FORM_06A.fullmatch(plain) is not None or any(f" {plain} " in f" {name} " for name in names)


def _longer(sheet: Sheet, month: Month) -> str | None:
    """The name or the line of the title that says that a sheet is of more than a month."""
    if sheet_words.NAME_OF_LONGER.fullmatch(key(sheet.name)):
        return sheet.name
    lines = [sheet.name, *_title(sheet)]
    dated = any(said(line, month).spans for line in lines)
    for line in lines:
        plain = folded(line)
        long = any(one.long for one in said(line, month).spans)
        if long or sheet_words.CUMULATIVE.search(plain) or (not dated and sheet_words.LONGER.search(plain)):
            return line
    return None


def _title(sheet: Sheet) -> Iterator[str]:
    """The lines above the table."""
    for row in sheet.rows[:_MOST_ROWS]:
        texts = [cell for cell in row if label(cell)]
        heads = sheet_words.NAMES_OF_UNITS | sheet_words.NAMES_OF_PARTS | sheet_words.NAMES_OF_MEASURES
        if any(isinstance(one, str) and key(one) in heads | sheet_words.IGNORED for one in texts):
            return
        if len(texts) >= _ROW_OF_TABLE or sum(map(is_figure, row)) >= _FIGURES:
            return
        yield from (line.strip() for one in texts if isinstance(one, str) for line in one.splitlines())
