"""Every section of the indicator screen, for every indicator of two plans, in scopes and months that differ most."""

import datetime as dt
import json
import re
from decimal import Decimal
from functools import cache
from html import unescape

import plotly.graph_objects as go
import pytest

from kpi.charts import Chart, Table
from kpi.control import ControlChart
from kpi.months import Month, Period
from kpi.outlook import YearEnd
from kpi.services.indicator import IndicatorView, indicator_view, scopes_of_indicator
from kpi.services.outlook import forecast_of, months_of, outlook_of, year_end_if
from kpi.services.process import process_view
from kpi.services.product import Product
from kpi.services.tasks import plan_tasks, task_day
from kpi.services.view import View
from kpi.tasks import rows_of_indicator
from kpi.ui import indicator, indicator_outlook, indicator_process, indicator_tasks, indicator_units
from kpi.wording import outlook_words, screens
from tests.builders import NOT_ARISEN, Figures, reports, ward
from tests.office import APPROVED, CHAIRMAN, EVERY_FIGURE, demonstration, ninh_son, product

NO_NUMBER = re.compile(r"\b(?:nan|inf|none|null|true|false)\b", re.IGNORECASE)
OCTOBER = Month(2024, 10)


@cache
def ward_office() -> Product:
    """Phường Đô Vinh with twenty months of every kind of figure: gaps, nothing arisen, units that end and begin."""
    plan, figures = ward(), dict[tuple[str, str, str], float | None]()
    for place, unit in enumerate(plan.units):
        for at in range(20):
            month = Month(2025, 1) + at
            if unit.exists_in(month) and (place + at) % 9:
                figures |= _report(unit.id, month, 40 + 7 * place + at % 5)
    return product(plan, figures, now=dt.datetime(2026, 10, 20, 2, 30, tzinfo=dt.UTC))


def _report(unit: str, month: Month, volume: int) -> Figures:
    known = {measure.id for measure in ward().measures_of(unit)}
    values = {
        "received": volume, "carried_over": 5, "resolved": volume - 3, "resolved_late": volume % 4, "pending": 8,
        "overdue": volume % 2, "online": volume // 2, "postal": volume % 3 + 1, "procedures": 50,
        "procedures_online": 30 + month.number, "answers": volume // 4, "satisfied": volume // 4 - volume % 3,
        "spent": 20.5, "allotted": 700.5, "complaints": NOT_ARISEN, "place": volume % 4 + 1, "dialogues": 1,
        "trainings": volume % 2, "inspections": month.number % 4 == 0, "waiting": 10.0 + volume % 8,
    }  # fmt: skip
    return reports(unit, str(month), **{name: value for name, value in values.items() if name in known})


def texts_of(made: Product, seen: IndicatorView, view: View, *, forecast: bool = False) -> list[str]:
    """Whatever the sections say, drawn and checked."""
    plan, asked = made.plan, (seen.indicator.id, seen.scope, seen.month)
    charts = [indicator.months_of(plan, seen), indicator.units_of(plan, seen)]
    tables = [indicator.figures_table(plan, seen), indicator_units.ranking_table(plan, seen)]
    texts = [indicator.sheet_html(plan, seen)]
    process = process_view(made, *asked, view=view)
    if isinstance(process.chart, ControlChart):
        texts.append(indicator_process.process_html(plan, seen, process.chart, process.asked))
        charts.append(indicator_process.control_figure(plan, seen, process.chart, process))
    ahead = outlook_of(made, *asked, view=view)
    assert ahead is not None
    likely = forecast_of(made, *asked, view=view) if forecast else None
    texts.append(indicator_outlook.outlook_html(plan, seen, ahead, likely))
    if isinstance(likely, YearEnd):
        past = months_of(made, *asked, view=view)
        charts.append(indicator_outlook.forecast_chart(plan, seen, ahead, likely, past))
    if (value := year_end_if(ahead, 95)) is not None:
        texts.append(outlook_words.what_if_sentence(seen.indicator, 95, value, ahead.final))
    rows = plan_tasks(made, task_day(made, seen.month, view=view))
    texts.append(indicator_tasks.tasks_html(plan, rows_of_indicator(rows, seen.indicator.id)))
    return [*texts, *map(_of_chart, filter(None, charts)), *map(_of_table, tables)]


def _of_chart(chart: Chart) -> str:
    json.dumps(chart.figure, allow_nan=False)
    return chart.alt + _of_table(chart.table)


def _of_table(table: Table) -> str:
    assert len({len(row) for row in table}) <= 1
    return " ".join(cell for row in table for cell in row)


def scopes(made: Product, name: str, month: Month, view: View) -> list[str]:
    """The first roll-up, the last level and the last unit, where the indicator has them."""
    found = scopes_of_indicator(made, name, month, view=view)
    levels = [scope for scope in found if scope in made.plan.level_of_id]
    return list(dict.fromkeys([found[0], *levels[-1:], found[-1]]))


@pytest.mark.parametrize(
    ("month", "view"),
    [
        (Month(2023, 1), EVERY_FIGURE),
        (Month(2024, 1), APPROVED),
        (OCTOBER, APPROVED),
        (OCTOBER, EVERY_FIGURE),
        (Month(2024, 12), APPROVED),
    ],
    ids=["history", "january", "approved", "all figures", "december"],
)
def test_every_section_of_every_indicator_of_the_district_can_be_drawn(month: Month, view: View) -> None:
    _draw_all(demonstration(), month, view)


@pytest.mark.parametrize("month", ["2025-01", "2026-01", "2026-06", "2026-07", "2026-12"])
def test_every_section_of_every_indicator_of_the_ward_can_be_drawn(month: str) -> None:
    _draw_all(ward_office(), Month.parse(month), EVERY_FIGURE)


def test_a_store_without_figures_can_be_looked_at() -> None:
    _draw_all(product(ninh_son()), Month(2024, 3), View(CHAIRMAN))


def _draw_all(made: Product, month: Month, view: View) -> None:
    for one in made.plan.indicators:
        for scope in scopes(made, one.id, month, view):
            seen = indicator_view(made, one.id, scope, month, Period.YEAR_TO_DATE, view=view)
            for text in texts_of(made, seen, view):
                plain = re.sub(r"<[^>]*>", " ", unescape(text))
                assert not NO_NUMBER.search(plain), (one.id, scope, plain)


@pytest.mark.parametrize(
    ("name", "scope"),
    [
        ("on_time", "all"),
        ("complaints", "kinh-te"),
        ("no_overdue", "all"),
        ("dialogues", "all"),
        ("late_share", "team"),
    ],
)
def test_forecasts_can_be_drawn_where_there_are_any(name: str, scope: str) -> None:
    made = ward_office()
    seen = indicator_view(made, name, scope, Month(2026, 8), Period.YEAR_TO_DATE, view=EVERY_FIGURE)
    assert texts_of(made, seen, EVERY_FIGURE, forecast=True)


@pytest.mark.parametrize("name", ["on_time", "satisfaction", "work_files_online", "boundary_free"])
@pytest.mark.parametrize("scope", ["all", "department", "commune"])
def test_the_total_of_the_units_is_what_the_sheet_says(name: str, scope: str) -> None:
    for month in (Month(2023, 6), Month(2024, 1), OCTOBER):
        seen = indicator_view(demonstration(), name, scope, month, Period.YEAR_TO_DATE, view=APPROVED)
        table = indicator_units.ranking_table(ninh_son(), seen)
        head, *units, total = table
        assert total[0] == screens.TOTAL
        assert f'<span class="value">{total[head.index("Kết quả")]}</span>' in indicator.sheet_html(ninh_son(), seen)
        for count_of in ("Tử số", "Mẫu số"):
            counts = [row[head.index(count_of)].replace(".", "") for row in units]
            summed = sum(int(count) for count in counts if count != "–")
            assert total[head.index(count_of)] == f"{summed:,}".replace(",", ".")
        shares = [row[head.index("Tỷ trọng")].removesuffix("\u00a0%").replace(",", ".") for row in units]
        assert sum(Decimal(share) for share in shares if share != "–") == 100


def test_where_nothing_arose_there_is_no_total() -> None:
    seen = indicator_view(
        demonstration(), "legal_documents", "department", Month(2024, 1), Period.YEAR_TO_DATE, view=APPROVED
    )
    (row,) = indicator_units.ranking_table(ninh_son(), seen)[1:]
    assert (row[:2], row[4:6]) == (("Tư pháp", "–"), ("–", "–"))


def test_plotly_accepts_what_the_sections_draw() -> None:
    seen = indicator_view(demonstration(), "on_time", "commune", OCTOBER, Period.MONTH, view=APPROVED)
    process = process_view(demonstration(), "on_time", "commune", OCTOBER, view=APPROVED)
    assert isinstance(process.chart, ControlChart)
    go.Figure(indicator_process.control_figure(ninh_son(), seen, process.chart, process).figure)
