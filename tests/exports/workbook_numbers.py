"""Every number of a periodic report held against what stands in its workbook."""

import math
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from kpi.months import Month, Period
from kpi.plan import Kind
from kpi.services.periodic import Line, PeriodicReport
from kpi.wording import formats, labels
from tests.exports.workbook_reading import Value, results, trend

_FIFTEEN_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)
_HEADS = {
    "numerator": "Tử số",
    "denominator": "Mẫu số",
    "earlier_numerator": "Tử số cùng kỳ",
    "earlier_denominator": "Mẫu số cùng kỳ",
    "value": "Kết quả",
}


def indicator_sheets(book: Workbook) -> list[str]:
    """The sheets of indicators, which begin with their number."""
    return [name for name in book.sheetnames if re.match(r"\d\d ", name)]


def differences(report: PeriodicReport, book: Workbook) -> tuple[int, list[str]]:
    """How many numbers were held against each other, and those that are not the same to the last digit."""
    lines = zip(report.lines, indicator_sheets(book), strict=True)
    pairs = [pair for line, name in lines for pair in _pairs(report, line, book, name)]
    return len(pairs), [f"{where}: {wanted!r}, {found!r}" for where, wanted, found in pairs if not _same(wanted, found)]


def _pairs(report: PeriodicReport, line: Line, book: Workbook, name: str) -> Iterator[tuple[str, float, Value]]:
    table, months = results(book[name]), trend(book[name])
    spans = {formats.period(report.month, Period.YEAR_TO_DATE): line.to_date}
    if report.period is not Period.YEAR_TO_DATE and not line.indicator.year_long:
        spans[formats.period(report.month, report.period)] = line.scores
    for span, scores in spans.items():
        for score in scores:
            scope = labels.scope_name(report.plan, score.scope)
            for field, head in _fields(line):
                yield f"{name}, {scope}, {span}, {head}", getattr(score, field), table[scope, span, head]
    for score in line.trend:
        row = months[str(Month.from_ordinal(score.month))]
        for field, head in _fields(line):
            yield f"{name}, {score.month}, {head}", getattr(score, field), row[head]


def _fields(line: Line) -> list[tuple[str, str]]:
    ratio, growth = bool(line.indicator.denominator), line.indicator.kind is Kind.GROWTH
    return [
        (field, head if ratio else head.replace("Tử số", "Số liệu"))
        for field, head in _HEADS.items()
        if (ratio or "denominator" not in field) and (growth or "earlier" not in field)
    ]


def _same(wanted: float, found: Value) -> bool:
    """Whether a cell says a number, or that there is none; files by LibreOffice have fifteen digits."""
    if math.isnan(wanted):
        return found in {"–", None}
    return isinstance(found, int | float) and _printed(wanted) == _printed(found)


def _printed(number: float) -> Decimal:
    return _FIFTEEN_DIGITS.create_decimal(repr(float(number)))


def with_wrong_answers(content: bytes) -> bytes:
    """The file in which every formula is said to give 12345."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = re.sub(rb'( t="str")?><f>([^<]*)</f><v>[^<]*</v>', rb"><f>\2</f><v>12345</v>", text)
            new.writestr(name, text)
    return made.getvalue()
