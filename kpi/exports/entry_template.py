"""The workbook that a unit fills in offline: a sheet for each unit, read back by `kpi.imports` without a guess.

Only the cells of values can be changed. A total that a check of the plan determines is a formula that stays empty until
all its terms are there; the checks below say at once whether the figures add up.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from io import BytesIO
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from kpi.exports.documents import FONT, plain
from kpi.figures import Figure
from kpi.imports.marked import marker_text
from kpi.months import Month
from kpi.plan import Check, Measure, Plan, Unit
from kpi.wording import formats, screens
from kpi.wording import import_words as words

Figures = Mapping[tuple[str, str, Month], Figure]
"""Whole figures by unit, measure and month."""

_PLACE, _NAME, _MEASURED_IN, _VALUE, _LAST_MONTH, _LAST_YEAR, _HINT, _CODE = range(8)
_WIDTHS = (6, 46, 11, 15, 13, 13, 48, 26)
_HEAD = 5
_A4 = 9
_COUNT, _DECIMAL = "#,##0", "#,##0.####"
_NO_RESULT = " "
"""What a formula is said to give while it is empty: an empty text would be no result at all."""
_LINE = 15
_NAME_LETTERS, _HINT_LETTERS = 50, 52
_LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_MONTHS_BACK = {1: _LAST_MONTH, 12: _LAST_YEAR}


class _Page(NamedTuple):
    """The sheet of a unit while it is written."""

    sheet: Worksheet
    plan: Plan
    unit: Unit
    month: Month
    figures: Figures
    looks: Callable[..., Format]
    demo: bool

    def saved(self, measure: str, months_back: int) -> Figure | None:
        return self.figures.get((self.unit.id, measure, self.month - months_back))


def entry_template(plan: Plan, month: Month, units: Sequence[str], *, figures: Figures, demo: bool) -> bytes:
    """The template of one or more units for a month as the bytes of an .xlsx.

    `figures` are those saved for the month, which stand in the value cells, and those of the month and the year before.
    """
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        looks = _Looks(book)
        taken: set[str] = set()
        for unit in units:
            of = plan.unit_of_id[unit]
            sheet = book.add_worksheet(_sheet_name(of.short, taken))
            _write_page(_Page(sheet, plan, of, month, figures, looks, demo))
    return file.getvalue()


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, **properties: Any) -> Format:
        """The format with these properties in the letters of the workbook."""
        asked = tuple(sorted(properties.items()))
        if asked not in self._made:
            letters = {"font_name": FONT, "font_size": 11, "valign": "vcenter", "text_wrap": True}
            self._made[asked] = self._book.add_format({**letters, **properties})
        return self._made[asked]


def _sheet_name(short: str, taken: set[str]) -> str:
    """The short name of a unit as a sheet can have it, no two alike.

    >>> _sheet_name("TT VH/TT", {"tt vh tt"})
    'TT VH TT 2'
    """
    name = base = " ".join(short.translate(_NOT_IN_SHEET_NAMES).split())[: _LONGEST_SHEET_NAME - 3] or "1"
    number = 1
    while name.casefold() in taken:
        number += 1
        name = f"{base} {number}"
    taken.add(name.casefold())
    return name


def _write_page(page: _Page) -> None:
    _set_page(page)
    _write_title(page)
    rows: dict[str, int] = {}
    row = _HEAD + 1
    measures = page.plan.measures_of(page.unit.id)
    for form in page.plan.forms:
        of_form = [measure for measure in measures if measure.form == form.id]
        if of_form:
            _section(page, row, f"{form.name}. {form.note}" if form.note else form.name)
            rows |= {measure.id: row + place for place, measure in enumerate(of_form, start=1)}
            row += len(of_form) + 1
    terms = _totals(page.plan, rows.keys())
    for measure in measures:
        _write_measure(page, rows[measure.id], measure)
    for total, right in terms.items():
        if page.saved(total, 0) is None:
            given = _value(page, total, terms)
            look = _value_look(page, page.plan.measure_of_id[total])
            formula = _if_there(_cells(right, rows, _VALUE), _sum)
            page.sheet.write_formula(rows[total], _VALUE, f"={formula}", look, _NO_RESULT if given is None else given)
    _write_checks(page, row, rows, terms)


def _set_page(page: _Page) -> None:
    sheet = page.sheet
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)
    sheet.set_footer("&C&P/&N")
    sheet.freeze_panes(_HEAD + 1, _MEASURED_IN)
    sheet.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _write_title(page: _Page) -> None:
    texts = (
        (words.template_title(page.month), page.looks(bold=True, font_size=14, text_wrap=False)),
        (page.unit.name, page.looks(bold=True, font_size=12, text_wrap=False)),
        (page.plan.title, page.looks(text_wrap=False)),
        (
            words.TEMPLATE_MARKER.format(marker=marker_text(page.plan.id, page.unit.id, page.month)),
            page.looks(font_color="#66707a", font_size=9, text_wrap=False),
        ),
    )
    for row, (text, look) in enumerate(texts):
        _text(page, row, 0, text, look)
    if page.demo:
        _text(page, 0, _HINT, screens.DEMO_MARK, page.looks(bold=True, align="right", text_wrap=False))
    guide = page.looks(italic=True)
    page.sheet.merge_range(len(texts), 0, len(texts), _HINT, "", guide)
    _text(page, len(texts), 0, words.TEMPLATE_GUIDE, guide)
    page.sheet.set_row(len(texts), 2 * _LINE + 3)
    heads = (
        words.TEMPLATE_PLACE,
        words.TEMPLATE_NAME,
        words.TEMPLATE_MEASURED_IN,
        words.VALUE,
        formats.short_month(page.month - 1),
        formats.short_month(page.month - 12),
        words.TEMPLATE_HINT,
        words.CODE,
    )
    for column, head in enumerate(heads):
        _text(page, _HEAD, column, head, page.looks(bold=True, align="center", border=1, bg_color="#dfe5ea"))
    page.sheet.set_row(_HEAD, 2 * _LINE)


def _section(page: _Page, row: int, name: str) -> None:
    look = page.looks(bold=True, border=1, bg_color="#f1f4f6")
    page.sheet.merge_range(row, 0, row, _CODE, "", look)
    _text(page, row, 0, name, look)


def _write_measure(page: _Page, row: int, measure: Measure) -> None:
    boxed = page.looks(border=1)
    place = "" if measure.column is None else f"({measure.column})"
    _text(page, row, _PLACE, place, page.looks(border=1, align="center"))
    _text(page, row, _NAME, measure.name, boxed)
    _text(page, row, _MEASURED_IN, measure.measured_in, boxed)
    _figure(page, row, _VALUE, page.saved(measure.id, 0), _value_look(page, measure))
    earlier = page.looks(border=1, num_format=_number_format(measure), align="right", font_color="#66707a")
    for months_back, column in _MONTHS_BACK.items():
        _figure(page, row, column, page.saved(measure.id, months_back), earlier)
    published = words.TEMPLATE_SOURCE if measure.id in page.plan.published_measures else ""
    hint = " ".join(text for text in (measure.hint, published) if text)
    _text(page, row, _HINT, hint, boxed)
    _text(page, row, _CODE, measure.id, page.looks(border=1, font_color="#66707a", font_size=9))
    lines = max(-(-len(measure.name) // _NAME_LETTERS), -(-len(hint) // _HINT_LETTERS), 1)
    page.sheet.set_row(row, lines * _LINE + 3)
    page.sheet.data_validation(row, _VALUE, row, _VALUE, _validation(row, measure))


def _value_look(page: _Page, measure: Measure) -> Format:
    fill = {"bg_color": "#fff7d6", "locked": False}
    return page.looks(border=1, num_format=_number_format(measure), align="right", **fill)


def _number_format(measure: Measure) -> str:
    return _COUNT if measure.number == "integer" else _DECIMAL


def _validation(row: int, measure: Measure) -> dict[str, Any]:
    """Takes a number from 0 on, whole or not, up to the maximum; or the words for nothing arisen."""
    cell = xl_rowcol_to_cell(row, _VALUE)
    rules = [f"{cell}>=0"]
    rules += [f"{cell}=INT({cell})"] if measure.number == "integer" else []
    rules += [f"{cell}<={measure.maximum:.15g}"] if measure.maximum is not None else []
    number = f'IF(ISNUMBER({cell}),AND({",".join(rules)}),LOWER({cell})="{words.NOT_ARISEN}")'
    return {
        "validate": "custom",
        "value": f"={number}",
        "ignore_blank": True,
        "error_title": words.VALIDATION_TITLE,
        "error_message": words.validation(measure),
    }


def _totals(plan: Plan, measures: Set[str]) -> Mapping[str, tuple[str, ...]]:
    """The totals with their terms, each by the first check that says what it is; none goes round in a circle."""
    terms: dict[str, tuple[str, ...]] = {}
    for check in plan.checks:
        total = check.left[0]
        if (
            check.operator == "="
            and len(check.left) == 1
            and not check.right_months_back
            and total not in terms
            and measures >= {total, *check.right}
            and total not in _behind(check.right, terms)
        ):
            terms[total] = check.right
    return terms


def _value(page: _Page, measure: str, terms: Mapping[str, tuple[str, ...]]) -> float | None:
    """What the cell of a measure gives as a number: what is saved, or the sum of its terms; None while it is empty."""
    if (saved := page.saved(measure, 0)) is not None:
        return saved.value or 0.0
    values = [_value(page, term, terms) for term in terms.get(measure, ())]
    known = [value for value in values if value is not None]
    return math.fsum(known) if values and len(known) == len(values) else None


def _behind(measures: Iterable[str], terms: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The measures, and those that they are the totals of, and so on."""
    found: set[str] = set()
    left = list(measures)
    while left:
        measure = left.pop()
        if measure not in found:
            found.add(measure)
            left += terms.get(measure, ())
    return found


def _cells(measures: Iterable[str], rows: Mapping[str, int], column: int) -> list[str]:
    return [xl_rowcol_to_cell(rows[measure], column) for measure in measures]


def _sum(cells: Sequence[str]) -> str:
    return f"SUM({','.join(cells)})"


def _if_there(cells: Sequence[str], formula: Callable[[Sequence[str]], str]) -> str:
    """A formula that stays empty until every cell holds something."""
    there = ",".join(f"LEN({cell})>0" for cell in cells)
    return f'IF(AND({there}),{formula(cells)},"")'


def _write_checks(page: _Page, row: int, rows: Mapping[str, int], terms: Mapping[str, tuple[str, ...]]) -> None:
    checks = [check for check in page.plan.checks if rows.keys() >= {*check.left, *check.right} and _side(check)]
    if not checks:
        return
    _section(page, row, words.TEMPLATE_CHECKS)
    look, boxed = page.looks(border=1, align="center", bold=True), page.looks(border=1)
    for place, check in enumerate(checks, start=row + 1):
        page.sheet.merge_range(place, _PLACE, place, _MEASURED_IN, "", boxed)
        _text(page, place, _PLACE, check.name, boxed)
        page.sheet.write_formula(place, _VALUE, f"={_check(check, rows)}", look, _state(page, check, terms))
        page.sheet.set_row(place, max(1, -(-len(check.name) // 60)) * _LINE + 3)


def _side(check: Check) -> int | None:
    """The column of the right side of a check: that of the month, of the month before or of the year before."""
    return _MONTHS_BACK.get(check.right_months_back) if check.right_months_back else _VALUE


def _check(check: Check, rows: Mapping[str, int]) -> str:
    side = _side(check)
    assert side is not None
    left, right = _cells(check.left, rows, _VALUE), _cells(check.right, rows, side)
    difference = f"ROUND({_sum(left)}-{_sum(right)},9)"
    says = f'IF({difference}{check.operator}0,"{words.HOLDS}","{words.DIFFERS}"&ABS({difference}))'
    return _if_there([*left, *right], lambda _: says)


def _state(page: _Page, check: Check, terms: Mapping[str, tuple[str, ...]]) -> str:
    """What the formula of a check gives for the figures that are saved, as a reader sees it before it recalculates."""
    left = [_value(page, measure, terms) for measure in check.left]
    right = [
        _earlier(page, measure, check.right_months_back) if check.right_months_back else _value(page, measure, terms)
        for measure in check.right
    ]
    if any(value is None for value in (*left, *right)):
        return _NO_RESULT
    difference = round(_added(left) - _added(right), 9)
    holds = {"=": difference == 0, "<=": difference <= 0, ">=": difference >= 0}[check.operator]
    return words.HOLDS if holds else f"{words.DIFFERS}{formats.plain(abs(difference))}"


def _added(values: Iterable[float | None]) -> float:
    return math.fsum(value for value in values if value is not None)


def _earlier(page: _Page, measure: str, months_back: int) -> float | None:
    saved = page.saved(measure, months_back)
    return None if saved is None else saved.value or 0.0


def _figure(page: _Page, row: int, column: int, figure: Figure | None, look: Format) -> None:
    if figure is None:
        page.sheet.write_blank(row, column, None, look)
    elif figure.value is None:
        page.sheet.write_string(row, column, words.NOT_ARISEN, look)
    else:
        page.sheet.write_number(row, column, figure.value, look)


def _text(page: _Page, row: int, column: int, text: str, look: Format) -> None:
    """A text that stays one, whatever it begins with."""
    if text:
        page.sheet.write_string(row, column, plain(text), look)
    else:
        page.sheet.write_blank(row, column, None, look)
