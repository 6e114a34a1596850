"""One report in every format and on the screen: each number that one shows is that of all the others."""

import math
import re
from functools import cache
from html import unescape
from io import BytesIO

import pytest
from pypdf import PdfReader

from kpi.cycles import Cycle
from kpi.exports.report_files import FileKind, report_file
from kpi.months import Period
from kpi.services.periodic import PeriodicReport
from kpi.ui.report import preview_html
from kpi.wording import formats, labels, report_words
from tests.exports import deck_reading, reading, workbook_reading
from tests.exports.periodic import of_demonstration
from tests.exports.workbook_numbers import indicator_sheets

Q3, OCTOBER = (Cycle.QUARTER, 9), (Cycle.MONTH, 10)
REPORTS = pytest.mark.parametrize("asked", [Q3, OCTOBER], ids=["complete", "provisional"])


@cache
def content(asked: tuple[Cycle, int], kind: FileKind) -> bytes:
    return report_file(of_demonstration(*asked), kind).content


def results(report: PeriodicReport) -> dict[str, tuple[str, str, str]]:
    """What the report says of each indicator: in its period, over the year to date, and against the year before."""
    return {
        report_words.indicator_name(report.plan, line.spoken): (
            report_words.result(line.indicator, line.of_period),
            report_words.result(line.indicator, line.spoken),
            report_words.since_last_year(line.indicator, line.of_period, line.last_year),
        )
        for line in report.lines
    }


@REPORTS
def test_the_tables_of_the_word_file_are_those_of_the_screen(asked: tuple[Cycle, int]) -> None:
    report = of_demonstration(*asked)
    document = reading.opened(content(asked, FileKind.DOCUMENT))
    rows = [row for table in document.tables for row in reading.cells(table) if len(row) == 6]
    written = {row[0]: (row[2], row[3], row[4]) for row in rows if row[0] != report_words.INDICATOR_HEAD[0]}
    html = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", preview_html(report), flags=re.S)
    shown = {unescape(name): re.findall(r"<td[^>]*>(.*?)</td>", cells, flags=re.S) for name, cells in html}
    assert written == results(report)
    assert {name: tuple(map(unescape, shown[name][1:4])) for name in written} == written


@REPORTS
def test_the_reports_own_period_is_one_number_in_every_format(asked: tuple[Cycle, int]) -> None:
    report = of_demonstration(*asked)
    document = "\n".join(reading.texts(reading.opened(content(asked, FileKind.DOCUMENT))))
    screen = deck_reading.plain(unescape(preview_html(report)))
    book = workbook_reading.values(content(asked, FileKind.WORKBOOK))
    deck = deck_reading.opened(content(asked, FileKind.DECK))
    beside = {deck_reading.title(one): deck_reading.texts(one).get("Trong kỳ và cùng kỳ", "") for one in deck.slides}
    named = "quý III/2024" if asked == Q3 else "tháng 10/2024"
    compared = 0
    for line, name in zip(report.lines, indicator_sheets(book), strict=True):
        own = [deck_reading.plain(one) for one in line.said if one.startswith("Riêng ")]
        if not own:
            continue
        assert line.of_period is not None
        said = deck_reading.plain(f"Riêng {named}: {report_words.result(line.indicator, line.of_period)}")
        assert own == [f"{said}."]
        told = deck_reading.plain(" ".join(line.said))
        assert told in document
        assert told in screen
        span = formats.period(report.month, report.period)
        found = workbook_reading.results(book[name])[labels.scope_name(report.plan, line.spoken.scope), span, "Kết quả"]
        assert isinstance(found, int | float)
        written = report_words.result(line.indicator, line.of_period._replace(value=float(found)))
        assert said.endswith(deck_reading.plain(written))
        assert said in beside.get(line.indicator.name, said)
        compared += 1
    assert compared >= 11
    assert sum(f"Riêng {named}" in one for one in beside.values()) >= 5


@REPORTS
def test_the_workbook_has_the_numbers_that_the_word_file_writes_out(asked: tuple[Cycle, int]) -> None:
    report = of_demonstration(*asked)
    book = workbook_reading.values(content(asked, FileKind.WORKBOOK))
    span = formats.period(report.month, Period.YEAR_TO_DATE)
    compared = 0
    for line, name in zip(report.lines, indicator_sheets(book), strict=True):
        found = workbook_reading.results(book[name])[labels.scope_name(report.plan, line.spoken.scope), span, "Kết quả"]
        if math.isnan(line.spoken.value):
            assert found in {None, "–"}
            continue
        assert isinstance(found, int | float)
        written = report_words.result(line.indicator, line.spoken._replace(value=float(found)))
        assert written == results(report)[report_words.indicator_name(report.plan, line.spoken)][1]
        compared += 1
    assert compared > 20


@REPORTS
def test_the_workbooks_matrix_of_the_period_has_a_number_where_the_word_file_has_one(asked: tuple[Cycle, int]) -> None:
    report = of_demonstration(*asked)
    matrix = workbook_reading.values(content(asked, FileKind.WORKBOOK))["Bảng trong kỳ"]
    heads = [cell.value for cell in matrix[4]]
    only_to_date = 0
    for line in report.lines:
        row = workbook_reading.row_of(matrix, line.indicator.short, 2)
        found = matrix.cell(row, heads.index(labels.scope_short(report.plan, line.spoken.scope)) + 1).value
        own, to_date, moved = results(report)[report_words.indicator_name(report.plan, line.spoken)]
        if own == "–":
            assert (found, moved) == ("–", "–"), line.indicator.id
            only_to_date += to_date != "–"
            continue
        assert line.of_period is not None
        assert isinstance(found, int | float)
        assert report_words.result(line.indicator, line.of_period._replace(value=float(found))) == own
    assert only_to_date >= 1


@REPORTS
def test_the_deck_and_the_brief_say_the_same_of_every_headline(asked: tuple[Cycle, int]) -> None:
    report = of_demonstration(*asked)
    deck = deck_reading.opened(content(asked, FileKind.DECK))
    said = " ".join(" ".join(deck_reading.texts(slide).values()) for slide in deck_reading.slides(deck))
    brief = " ".join(PdfReader(BytesIO(content(asked, FileKind.BRIEF))).pages[0].extract_text().split())
    headlines = [line for line in report.lines if line.indicator.headline and not math.isnan(line.spoken.value)]
    assert len(headlines) >= 4
    for line in headlines:
        value = deck_reading.plain(report_words.result(line.indicator, line.spoken))
        assert value in brief
        assert value.removesuffix(" (tạm tính)") in said


@REPORTS
def test_the_points_of_the_decks_charts_are_the_months_of_the_report(asked: tuple[Cycle, int]) -> None:
    report = of_demonstration(*asked)
    deck = deck_reading.opened(content(asked, FileKind.DECK))
    drawn = [chart for slide in deck_reading.slides(deck) for chart in deck_reading.charts(slide).values()]
    trends = [tuple(None if math.isnan(one.value) else one.value for one in line.trend) for line in report.lines]
    series = [values for chart in drawn for values in chart.series.values()]
    headlines = [line for line in report.lines if line.indicator.headline and not math.isnan(line.spoken.value)]
    for line in headlines:
        assert trends[report.lines.index(line)] in series, line.indicator.id
