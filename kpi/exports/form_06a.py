"""Form II.06a (Circular 01/2020/TT-VPCP) of a unit for a month, cell for cell, as a workbook that can be signed.

A plan whose form has other columns gets a table with those, under the names of its measures.
"""

import math
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from kpi.exports.documents import FONT, FORMULA_SIGNS, plain
from kpi.imports.names import official_columns
from kpi.months import Month
from kpi.plan import Plan
from kpi.wording import import_words as words
from kpi.wording import screens

Columns = Mapping[int, float | None]
"""Figures by the number of their column; None says "không phát sinh", and a missing figure has no entry."""

_HEAD = 5
_A4 = 9
_QUOTED = " quoted"
"""What is added to the name of a look whose text begins like a formula."""
_COUNT = "#,##0"
_DECIMAL = "#,##0.##"
_NAMES = 2
"""The columns before the figures: the row's place and its name."""
_WIDTHS = (5, 30)
_FIGURE_WIDTH, _SUM_WIDTH = 9.5, 16
"""How wide the column of a figure is, and that of a sum, whose number "(7)=(8)+(9)+(10)" stands on one line."""
_SUMS = {3: (4, 5, 6), 7: (8, 9, 10), 11: (12, 13)}


class _Merged(NamedTuple):
    """A head over several cells, its rows counted from the first row of heads."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int
    text: str


class _Form(NamedTuple):
    """The sheet while it is written: the numbers of its columns, and the looks of its cells."""

    sheet: Worksheet
    columns: tuple[int, ...]
    heads: tuple[_Merged, ...]
    levels: int
    looks: Mapping[str, Format]

    @property
    def is_official(self) -> bool:
        """Whether its columns are those of the circular."""
        return self.levels > 1

    @property
    def last_column(self) -> int:
        return _NAMES + len(self.columns) - 1

    @property
    def numbers_row(self) -> int:
        return _HEAD + self.levels


def form_06a(
    plan: Plan,
    name: str,
    month: Month,
    whole: Columns,
    rows: Sequence[tuple[str, Columns]],
    *,
    demo: bool,
) -> bytes:
    """The form as the bytes of an .xlsx: `name` is the unit, or the authority where the rows are units.

    The total is a formula over the rows where it is their sum, otherwise the number itself.
    """
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        form = _form(plan, book)
        _set_page(form)
        _write_title(form, name, month, mark=screens.DEMO_MARK if demo else "")
        _write_heads(form, words.FORM_UNITS if _are_units(plan, rows) else words.FORM_FIELDS)
        _write_rows(form, whole, rows)
        _write_signatures(form, form.numbers_row + len(rows) + 3)
    return file.getvalue()


def _form(plan: Plan, book: Workbook) -> _Form:
    official = official_columns(plan)
    letters: dict[str, Any] = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
    boxed = {**letters, "border": 1, "text_wrap": True}
    looks = {
        "text": letters,
        "title": {**letters, "bold": True, "align": "center", "font_size": 13},
        "centred": {**letters, "align": "center"},
        "italic": {**letters, "align": "center", "italic": True},
        "right": {**letters, "align": "right", "italic": True},
        "bold": {**letters, "bold": True},
        "signed": {**letters, "align": "center", "bold": True},
        "head": {**boxed, "bold": True, "align": "center"},
        "number": {**boxed, "italic": True, "align": "center", "font_size": 9},
        "place": {**boxed, "align": "center"},
        "name": boxed,
        "count": {**boxed, "align": "right", "num_format": _COUNT},
        "decimal": {**boxed, "align": "right", "num_format": _DECIMAL},
        "total_name": {**boxed, "bold": True},
        "total_count": {**boxed, "bold": True, "align": "right", "num_format": _COUNT},
        "total_decimal": {**boxed, "bold": True, "align": "right", "num_format": _DECIMAL},
    }
    quoted = {f"{look}{_QUOTED}": {**properties, "quote_prefix": True} for look, properties in looks.items()}
    made = {look: book.add_format(properties) for look, properties in (looks | quoted).items()}
    sheet = book.add_worksheet(words.FORM_SHEET)
    if official:
        return _Form(sheet, tuple(words.FORM_COLUMNS), _official_heads(), 3, made)
    own = {m.column: m.name for m in plan.measures if m.column is not None}
    heads = tuple(_Merged(0, _NAMES + at, 0, _NAMES + at, own[number]) for at, number in enumerate(sorted(own)))
    return _Form(sheet, tuple(sorted(own)), heads, 1, made)


def _official_heads() -> tuple[_Merged, ...]:
    texts = words.FORM_COLUMNS
    within = (4, 5)
    return (
        _Merged(0, 2, 0, 5, words.FORM_RECEIVED),
        _Merged(0, 6, 0, 9, words.FORM_RESOLVED),
        _Merged(0, 10, 0, 12, words.FORM_PENDING),
        _Merged(1, 3, 1, 4, words.FORM_WITHIN),
        *(_Merged(2, number - 1, 2, number - 1, texts[number]) for number in within),
        *(_Merged(1, number - 1, 2, number - 1, text) for number, text in texts.items() if number not in within),
    )


def _are_units(plan: Plan, rows: Sequence[tuple[str, Columns]]) -> bool:
    names = {name for unit in plan.units for name in (unit.name, unit.short)}
    return bool(rows) and all(name in names for name, _ in rows)


def _set_page(form: _Form) -> None:
    sheet = form.sheet
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD, form.numbers_row)
    sheet.freeze_panes(form.numbers_row + 1, _NAMES)
    sheet.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    for at, number in enumerate(form.columns):
        is_sum = form.is_official and number in _SUMS
        sheet.set_column(_NAMES + at, _NAMES + at, _SUM_WIDTH if is_sum else _FIGURE_WIDTH)


def _write_title(form: _Form, name: str, month: Month, *, mark: str) -> None:
    _text(form, 0, 0, words.FORM_NAME, "bold")
    if mark:
        _text(form, 0, form.last_column, mark, "right")
    _across(form, 1, words.FORM_TITLE, "title")
    _across(form, 2, words.form_period(month), "italic")
    _across(form, 3, words.FORM_OF.format(name=name), "centred")
    _text(form, 4, form.last_column, words.FORM_MEASURED_IN, "right")


def _write_heads(form: _Form, names: str) -> None:
    last = form.levels - 1
    for head in (_Merged(0, 0, last, 0, words.FORM_PLACE), _Merged(0, 1, last, 1, names), *form.heads):
        top, bottom = _HEAD + head.first_row, _HEAD + head.last_row
        if (top, head.first_column) != (bottom, head.last_column):
            form.sheet.merge_range(top, head.first_column, bottom, head.last_column, "", form.looks["head"])
        _text(form, top, head.first_column, head.text, "head")
    form.sheet.set_row(_HEAD + last, 48)
    form.sheet.set_row(form.numbers_row, 26)
    for column in range(_NAMES):
        _text(form, form.numbers_row, column, f"({column + 1})" if form.is_official else "", "number")
    for at, number in enumerate(form.columns):
        parts = "".join(f"+({part})" for part in _SUMS[number])[1:] if form.is_official and number in _SUMS else ""
        _text(form, form.numbers_row, _NAMES + at, f"({number})={parts}" if parts else f"({number})", "number")


def _write_rows(form: _Form, whole: Columns, rows: Sequence[tuple[str, Columns]]) -> None:
    first = form.numbers_row + 1
    for place, (name, figures) in enumerate(rows):
        form.sheet.write_number(first + place, 0, place + 1, form.looks["place"])
        _text(form, first + place, 1, name, "name")
        for at, number in enumerate(form.columns):
            _figure(form, first + place, _NAMES + at, figures.get(number, math.nan), "")
    total = first + len(rows)
    _text(form, total, 0, "", "total_name")
    _text(form, total, 1, words.FORM_TOTAL, "total_name")
    for at, number in enumerate(form.columns):
        column, value = _NAMES + at, whole.get(number, math.nan)
        terms = [term for _, figures in rows if (term := figures.get(number)) is not None]
        if terms and value is not None and math.isclose(math.fsum(terms), value, rel_tol=1e-12):
            cells = xl_range(first, column, total - 1, column)
            form.sheet.write_formula(total, column, f"=SUM({cells})", form.looks[_look(value, "total_")], value)
        else:
            _figure(form, total, column, value, "total_")


def _figure(form: _Form, row: int, column: int, value: float | None, of: str) -> None:
    """A number, the dash of nothing arisen (None), or an empty cell (NaN, a missing figure)."""
    if value is None:
        _text(form, row, column, words.FORM_DASH, f"{of}count")
    elif math.isnan(value):
        form.sheet.write_blank(row, column, None, form.looks[f"{of}count"])
    else:
        form.sheet.write_number(row, column, value, form.looks[_look(value, of)])


def _look(value: float, of: str) -> str:
    return f"{of}count" if float(value).is_integer() else f"{of}decimal"


def _write_signatures(form: _Form, row: int) -> None:
    half = form.last_column // 2
    form.sheet.merge_range(row, half + 1, row, form.last_column, "", form.looks["italic"])
    _text(form, row, half + 1, words.FORM_SIGNED_ON, "italic")
    sides = ((0, half), (half + 1, form.last_column))
    for (first, last), signer, how in zip(sides, words.FORM_SIGNERS, words.FORM_SIGNED_HOW, strict=True):
        for below, (text, look) in enumerate(((signer, "signed"), (how, "italic")), start=1):
            form.sheet.merge_range(row + below, first, row + below, last, "", form.looks[look])
            _text(form, row + below, first, text, look)


def _across(form: _Form, row: int, text: str, look: str) -> None:
    form.sheet.merge_range(row, 0, row, form.last_column, "", form.looks[look])
    _text(form, row, 0, text, look)


def _text(form: _Form, row: int, column: int, text: str, look: str) -> None:
    """A text that stays one, whatever it begins with, even when its cell is edited."""
    if text:
        quoted = _QUOTED if text.startswith(FORMULA_SIGNS) else ""
        form.sheet.write_string(row, column, plain(text), form.looks[f"{look}{quoted}"])
    else:
        form.sheet.write_blank(row, column, None, form.looks[look])
