"""The indicator screen: its sheet as HTML, its two charts, and the figures behind it."""

import math

from kpi.charts import Chart, MonthPoint, Table, UnitBar, month_chart, unit_chart
from kpi.findings import lacking
from kpi.months import Month, Period, months_between, period_start
from kpi.plan import Plan
from kpi.scoring import Score, scores_in
from kpi.services.indicator import IndicatorView, Reading
from kpi.targets import Status
from kpi.ui.markup import rendered
from kpi.wording import (
    flow_words,
    formats,
    formulas,
    indicator_words,
    labels,
    note_words,
    screens,
    sentences,
    status_words,
    unit_words,
)


def sheet_html(plan: Plan, view: IndicatorView) -> str:
    """The score with its sentence, the clause quoted, and how the indicator is worked out."""
    indicator, score = view.indicator, view.score
    known = not math.isnan(score.value)
    return rendered(
        "indicator.html",
        view={
            "name": indicator.name,
            "value": sentences.cell_with_unit(indicator, score) if known else "–",
            "status": score.status,
            "symbol": labels.SYMBOL[score.status],
            "label": status_words.qualified(indicator, score),
            "target": sentences.target_text(indicator, score),
            "scope": labels.scope_name(plan, view.scope),
            "period": formats.period(view.month, view.period),
            "readings": [_reading(view, reading) for reading in view.readings] if len(view.readings) > 1 else [],
            "sentence": sentences.status_sentence(plan, score),
            "survey": indicator_words.survey_sentence(indicator, score),
            "corrected": flow_words.corrected_units(plan, view.corrected),
            "clause": indicator.clause,
            "quote": indicator.quote,
            "note": indicator.note,
            "formula": formulas.formula_text(plan, indicator),
            "why": indicator.why,
            "lead": plan.unit_of_id[indicator.lead].name,
            "bands": formulas.bands_text(indicator),
        },
    )


def _reading(view: IndicatorView, reading: Reading) -> dict[str, str]:
    score, before = reading.score, reading.last_year
    last_year = indicator_words.NO_LAST_YEAR
    if before is not None and not math.isnan(before.value):
        last_year = f"{indicator_words.LAST_YEAR} {sentences.value_text(view.indicator, before.value)}"
    return {
        "name": indicator_words.reading_name(reading.period),
        "value": "–" if math.isnan(score.value) else sentences.cell_with_unit(view.indicator, score),
        "symbol": labels.SYMBOL[score.status],
        "label": status_words.qualified(view.indicator, score),
        "last_year": last_year,
    }


def months_of(plan: Plan, view: IndicatorView) -> Chart | None:
    """The chart of the last 25 months; None while there is no value."""
    rows = scores_in(view.history)[-25:]
    if all(math.isnan(row.value) for row in rows):
        return None
    points = [
        MonthPoint(
            formats.short_month(Month.from_ordinal(row.month)),
            _known(row.value),
            _known(row.bound),
            _text(view, row),
            sentences.target_text(view.indicator, row),
            row.status,
            status_words.qualified(view.indicator, row),
            note_words.of_month(view.notes, Month.from_ordinal(row.month)),
        )
        for row in rows
    ]
    name = f"{view.indicator.short}, {labels.scope_name(plan, view.scope)}"
    return month_chart(name=name, measured_in=view.indicator.measured_in, points=points)


def units_of(plan: Plan, view: IndicatorView) -> Chart | None:
    """The chart of the units, the furthest behind first; None where the indicator has no units."""
    if not view.units:
        return None
    bars = [
        UnitBar(
            plan.unit_of_id[row.scope].short,
            _known(row.value),
            _known(row.bound),
            _text(view, row),
            unit_words.counts_of(plan, view.indicator, row),
            sentences.target_text(view.indicator, row),
            row.status,
            status_words.symbol(view.indicator, row),
            status_words.qualified(view.indicator, row),
        )
        for row in sorted(view.units, key=_furthest_behind_first)
    ]
    return unit_chart(name=view.indicator.short, measured_in=view.indicator.measured_in, bars=bars)


def _furthest_behind_first(score: Score) -> tuple[int, float]:
    order = (Status.MISSED, Status.NEAR, Status.MET)
    place = order.index(score.status) if score.status in order else len(order)
    if math.isnan(score.bound) or math.isnan(score.value):
        return place, 0.0
    return place, lacking(score) if score.status is Status.MET else -lacking(score)


def figures_table(plan: Plan, view: IndicatorView) -> Table:
    """The figures that the score was made of: a row for each unit and measure, a column for each month."""
    months = list(months_between(max(period_start(view.month, view.period), plan.start), view.month))
    rows: list[tuple[str, ...]] = []
    for measure, figures in view.figures:
        found = {(figure.key.unit, figure.key.month): figure for figure in figures}
        for unit in plan.units:
            if any(key[0] == unit.id for key in found):
                cells = [found.get((unit.id, month)) for month in months]
                total = (
                    math.fsum(cell.value for cell in cells if cell is not None and cell.value is not None)
                    if measure.over_months == "sum"
                    else next((c.value for c in reversed(cells) if c is not None and c.value is not None), None)
                )
                rows.append(
                    (
                        f"{unit.short}: {measure.name} ({measure.measured_in})",
                        *(formulas.figure_cell(cell) for cell in cells),
                        "–" if total is None else formats.exact(total),
                    )
                )
    last = screens.TOTAL if view.period is not Period.MONTH else screens.LATEST
    return ((screens.SAVED_FIGURES, *(formats.short_month(month) for month in months), last), *rows) if rows else ()


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _text(view: IndicatorView, score: Score) -> str:
    if math.isnan(score.value):
        return labels.STATUS[score.status]
    return sentences.cell_with_unit(view.indicator, score)
