"""The slide of one indicator: its figure against its target, its sentences, its trend and its units."""

import math
from collections.abc import Mapping, Sequence

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide

from kpi.exports.deck_charts import Bar, ChartTexts, Series, add_bars, add_lines, known
from kpi.exports.deck_design import BODY, FILLS, MARKS, OTHER_FILL, SMALLEST, SOFT, Box
from kpi.exports.deck_page import Deck, add_marks, add_text, note, plain_slide, title_of
from kpi.exports.deck_text import fitted, height_of
from kpi.findings import lacking
from kpi.months import Month, Period, months_between, period_start
from kpi.plan import Indicator, Kind, Plan
from kpi.scoring import Score
from kpi.services.corrections import Correction
from kpi.services.periodic import Line, PeriodicReport
from kpi.services.slides import worst_first
from kpi.targets import Status
from kpi.wording import deck_words as words
from kpi.wording import minutes_words, periodic_words, sentences, slide_words, status_words

MOST_UNITS = 15
"""How many units have room in a chart; the others are counted below it and told in the notes."""

_TOP, _BOTTOM = 1.62, 6.95
_LEFT, _RIGHT = 6.35, 5.78
"""How wide the two halves of the slide are."""
_FIGURE_WIDTH, _FIGURE_HEIGHT, _BESIDE_HEIGHT = 3.0, 0.95, 0.46
_SENTENCES = 1.5
"""How high the sentences over a trend may be."""
_SLACK = 0.08
_LEGEND = 0.5
_BAR, _BESIDE_BARS = 0.45, 0.7


def indicator_slide(made: Deck, report: PeriodicReport, line: Line, *, source: str) -> None:
    """The slide with its notes; charts only of what has values."""
    plan, indicator, spoken, month = report.plan, line.indicator, line.spoken, report.month
    units, trend = _units(plan, line), _trend(plan, line, month)
    slide = plain_slide(
        made, indicator.name, otherwise=indicator.short, below=words.scope_line(plan, spoken.scope, month)
    )
    marks = minutes_words.marks(plan, (), _corrected(report, line))
    bottom = MARKS.top if marks else _BOTTOM
    has_units = any(not math.isnan(one.value) for one in units)
    width = _LEFT if has_units else BODY.width
    top = _figure(slide, report, line, width=width)
    said = _said(report, line, title_of(slide), drawn=has_units)
    if any(one is not None and not math.isnan(one.value) for one in trend.values()):
        top = _sentences(slide, said, Box(BODY.left, top, width, _SENTENCES))
        _add_trend(slide, indicator, trend, Box(BODY.left, top, width, bottom - top))
    else:
        _sentences(slide, [*said, words.clause(indicator)], Box(BODY.left, top, width, bottom - top))
    if has_units:
        _add_units(slide, plan, indicator, units, Box(BODY.left + BODY.width - _RIGHT, _TOP, _RIGHT, bottom - _TOP))
    add_marks(slide, marks)
    note(slide, [*_notes(report, line, units, trend), *marks, source])


def _units(plan: Plan, line: Line) -> Sequence[Score]:
    """The units of the scope that speaks, or of the level of the unit that does, the worst first."""
    units = [one for one in line.to_date if one.scope in plan.unit_of_id]
    return sorted((one for one in units if _within(plan, line.spoken.scope, one.scope)), key=worst_first)


def _within(plan: Plan, scope: str, unit: str) -> bool:
    """Whether a unit is among those that a slide of a scope shows."""
    level = plan.unit_of_id[scope].level if scope in plan.unit_of_id else scope
    return level not in plan.level_of_id or plan.unit_of_id[unit].level == level


def _trend(plan: Plan, line: Line, month: Month) -> Mapping[Month, Score | None]:
    """Every month of the year to date with its score, None where there is none."""
    scores = {Month.from_ordinal(one.month): one for one in line.trend}
    first = max(period_start(month, Period.YEAR_TO_DATE), plan.start)
    return {at: scores.get(at) for at in months_between(first, month)}


def _corrected(report: PeriodicReport, line: Line) -> Sequence[Correction]:
    """The corrections in the reports of the units that the slide's figures come from."""
    plan = report.plan
    reporters = frozenset().union(*(plan.reporters[term.measure] for term in line.indicator.terms))
    seen = (one for one in report.corrected if one.unit in reporters)
    return [one for one in seen if _within(plan, line.spoken.scope, one.unit)]


def _said(report: PeriodicReport, line: Line, title: str, *, drawn: bool) -> Sequence[str]:
    """The sentences but for the indicator's name, if it is the title, and for the units that are drawn beside them."""
    plan, spoken, indicator = report.plan, line.spoken, line.indicator
    stands = sentences.status_sentence(plan, spoken) if title == indicator.name else line.said[0]
    missed = [one for one in line.to_date if one.scope in plan.unit_of_id and one.status is Status.MISSED]
    named = minutes_words.units_missed(plan, indicator, sorted(missed, key=lacking, reverse=True))
    return [stands, *(one for one in _beside_figure(report, line)[1:] if not (drawn and one == named))]


def _beside_figure(report: PeriodicReport, line: Line) -> Sequence[str]:
    """The sentences but for the report's own period, which stands beside the figure."""
    own = periodic_words.own_sentence(report.plan, report.cycle, report.month, line.of_period)
    return [one for one in line.said if one != own]


def _figure(slide: Slide, report: PeriodicReport, line: Line, *, width: float) -> float:
    """The figure, large, its mark, what is asked, and the report's own period; where they end."""
    indicator, spoken = line.indicator, line.spoken
    box = Box(BODY.left, _TOP, _FIGURE_WIDTH, _FIGURE_HEIGHT)
    add_text(slide, words.SHAPE_FIGURE, box, [slide_words.big(indicator, spoken)], largest=54, smallest=24, bold=True)
    fill, ink = FILLS.get(spoken.status, OTHER_FILL)
    mark, asked = status_words.with_symbol(indicator, spoken), slide_words.target(indicator, spoken)
    left, wide = BODY.left + _FIGURE_WIDTH, min(width, _LEFT) - _FIGURE_WIDTH
    middle, over = MSO_ANCHOR.MIDDLE, Box(left, _TOP, wide, 0.54)
    centre = PP_ALIGN.CENTER
    add_text(
        slide,
        words.SHAPE_STATUS,
        over,
        [mark],
        largest=20,
        smallest=SMALLEST,
        colour=ink,
        fill=fill,
        bold=True,
        align=centre,
        anchor=middle,
    )
    under = Box(left, _TOP + 0.56, wide, 0.4)
    add_text(slide, words.TARGET, under, [asked], largest=20, smallest=SMALLEST, bold=True, align=centre, anchor=middle)
    beside = words.beside(report.plan, report.cycle, report.month, of_period=line.of_period, last_year=line.last_year)
    end = _TOP + _FIGURE_HEIGHT + 0.1
    if not beside:
        return end
    box = Box(BODY.left, end, width, _BESIDE_HEIGHT)
    add_text(slide, words.SHAPE_BESIDE, box, [beside], largest=16, smallest=SMALLEST, colour=SOFT, bold=True)
    return end + _BESIDE_HEIGHT


def _sentences(slide: Slide, texts: Sequence[str], box: Box) -> float:
    """The sentences at the top of a box; where they end."""
    found = fitted(texts, width=box.text_width, height=box.height * 72, largest=18, smallest=SMALLEST, between=4)
    high = height_of(found.texts, found.size, box.text_width, between=4) / 72
    add_text(slide, words.SHAPE_SENTENCES, box._replace(height=high + _SLACK), found.texts, largest=found.size)
    return box.top + high + _SLACK


def _add_trend(slide: Slide, indicator: Indicator, trend: Mapping[Month, Score | None], box: Box) -> None:
    drawn = [score for score in trend.values() if score is not None]
    name = words.trend_series(indicator)
    series = [Series(name, [None if one is None else known(one.value) for one in trend.values()])]
    if any(not math.isnan(one.bound) for one in drawn):
        goals = [None if one is None else known(one.bound) for one in trend.values()]
        series.append(Series(words.target_series(indicator, drawn), goals))
    texts = ChartTexts(words.SHAPE_TREND, "", words.trend_alt(indicator, drawn))
    labels = [words.month_label(at) for at in trend]
    add_lines(
        slide,
        box,
        texts,
        labels,
        series,
        measured_in=indicator.measured_in,
        decimals=_decimals(indicator, drawn),
        signed=_is_signed(indicator),
    )


def _add_units(slide: Slide, plan: Plan, indicator: Indicator, units: Sequence[Score], box: Box) -> None:
    shown, others = units[:MOST_UNITS], units[MOST_UNITS:]
    bars = [Bar(words.unit_label(plan, one), known(one.value), one.status) for one in shown]
    high = min(box.height - _LEGEND, _BESIDE_BARS + _BAR * len(bars))
    add_bars(
        slide,
        box._replace(height=high),
        ChartTexts(words.SHAPE_UNITS, words.units_title(indicator), words.units_told(plan, indicator, shown)),
        bars,
        words.value_name(indicator),
        decimals=_decimals(indicator, shown),
        signed=_is_signed(indicator),
    )
    legend = words.units_legend(indicator, shown, others=len(others))
    under = Box(box.left, box.top + high, box.width, _LEGEND)
    add_text(slide, words.SHAPE_LEGEND, under, [legend], largest=SMALLEST, colour=SOFT)


def _decimals(indicator: Indicator, scores: Sequence[Score]) -> int:
    """As many as the most exact of the values is written with, so that each stands on its own side of its target."""
    written = (sentences.cell_text(indicator, one) for one in scores if not math.isnan(one.value))
    return max((len(text.partition(",")[2]) for text in written), default=indicator.decimals)


def _is_signed(indicator: Indicator) -> bool:
    return indicator.kind is Kind.GROWTH


def _notes(
    report: PeriodicReport, line: Line, units: Sequence[Score], trend: Mapping[Month, Score | None]
) -> Sequence[str]:
    """Every sentence in full, every unit, every month, and how the figure is worked out."""
    plan, indicator = report.plan, line.indicator
    beside = words.beside(plan, report.cycle, report.month, of_period=line.of_period, last_year=line.last_year)
    drawn = [one for one in trend.values() if one is not None]
    return [
        *_beside_figure(report, line),
        *([f"{beside}."] if beside else []),
        *([words.units_told(plan, indicator, units)] if units else []),
        *([words.trend_alt(indicator, drawn)] if drawn else []),
        *words.why(plan, indicator),
    ]
