"""The units of an indicator side by side: ranked, with their counts, adding up to the total."""

import math

from kpi.charts import Table
from kpi.peers import Standing, standing
from kpi.plan import Kind, Plan
from kpi.services.indicator import IndicatorView
from kpi.wording import formats, indicator_words, screens, sentences


def ranking_table(plan: Plan, view: IndicatorView) -> Table:
    """A row for each unit, best first, and the total of what can be added up; () where there are no units."""
    if not view.units:
        return ()
    indicator = view.indicator
    values = {score.scope: score.value for score in view.units}
    places = {unit: standing(values, unit, direction=indicator.direction) for unit in values}
    whole = math.fsum(score.denominator for score in view.units if score.denominator > 0)
    ratio = indicator.kind is Kind.RATIO
    counts_head = (screens.COUNTS, indicator_words.SHARE_OF_TOTAL) if ratio else ()
    head = (screens.UNIT, indicator_words.RANK, screens.VALUE, *counts_head, screens.TARGET, screens.STATUS)
    rows = [
        (
            plan.unit_of_id[score.scope].short,
            "–" if (place := places[score.scope]) is None else indicator_words.rank_text(place),
            "–" if math.isnan(score.value) else sentences.cell_with_unit(indicator, score),
            *((indicator_words.counts(score) or "–", _share(score.denominator, whole)) if ratio else ()),
            sentences.target_text(indicator, score) or "–",
            indicator_words.status_text(score),
        )
        for score in sorted(view.units, key=lambda score: _order(places[score.scope]))
    ]
    return (head, *rows, *_total(view, whole))


def _order(place: Standing | None) -> float:
    return math.inf if place is None else place.rank


def _total(view: IndicatorView, whole: float) -> tuple[tuple[str, ...], ...]:
    """The row of the total, () where nothing can be added up; of a scope that is no unit it is what the sheet says."""
    indicator, known = view.indicator, [score for score in view.units if not math.isnan(score.value)]
    above = round(math.fsum(score.numerator for score in known), 9)
    counts: tuple[str, ...] = ()
    match indicator.kind:
        case Kind.RATIO if whole > 0:
            value = formats.quantity(formats.number(100 * above / whole, indicator.decimals), indicator.measured_in)
            counts = f"{formats.exact(above)}/{formats.exact(round(whole, 9))}", _share(whole, whole)
        case Kind.COUNT | Kind.VALUE if known:
            value = sentences.value_text(indicator, above)
        case _:
            return ()
    if view.scope not in {score.scope for score in view.units}:
        value = sentences.cell_with_unit(indicator, view.score)
    return ((screens.TOTAL, "", value, *counts, "", ""),)


def _share(part: float, whole: float) -> str:
    if math.isnan(part) or whole <= 0:
        return "–"
    return formats.quantity(formats.number(100 * part / whole, 1), "%")
