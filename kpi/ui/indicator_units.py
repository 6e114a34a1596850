"""The units of an indicator side by side: ranked within their level, with their counts, adding up to the total."""

import math
from collections.abc import Sequence

from kpi.charts import Table
from kpi.peers import Standing, standing
from kpi.plan import Kind, Plan
from kpi.scoring import Score
from kpi.services.indicator import IndicatorView
from kpi.shares import rounded_shares
from kpi.wording import formats, indicator_words, screens, sentences

_SHARE_DECIMALS = 1


def ranking_table(plan: Plan, view: IndicatorView) -> Table:
    """A row for each unit, level by level and best first, and the total of what can be added up; () without units.

    Each number has a cell of its own, so that a spreadsheet takes none of them for a date.
    """
    if not view.units:
        return ()
    levels = [level.id for level in plan.levels if any(_level(plan, score) == level.id for score in view.units)]
    counts = _count_columns(view)
    shares = _shares(view.units) if view.indicator.kind is Kind.RATIO else {}
    head = (
        screens.UNIT,
        screens.VALUE,
        screens.TARGET,
        screens.STATUS,
        indicator_words.RANK,
        indicator_words.OF_UNITS,
        *((indicator_words.LEVEL,) if len(levels) > 1 else ()),
        *(name for name, _ in counts),
        *((indicator_words.SHARE_OF_TOTAL,) if shares else ()),
    )
    rows = []
    for level in levels:
        peers = [score for score in view.units if _level(plan, score) == level]
        values = {score.scope: score.value for score in peers}
        places = {unit: standing(values, unit, direction=view.indicator.direction) for unit in values}
        for score in sorted(peers, key=lambda one: _order(places[one.scope])):
            place = places[score.scope]
            rows.append(
                (
                    plan.unit_of_id[score.scope].short,
                    _NOTHING if math.isnan(score.value) else sentences.cell_with_unit(view.indicator, score),
                    sentences.target_text(view.indicator, score) or _NOTHING,
                    indicator_words.status_text(view.indicator, score),
                    _NOTHING if place is None else indicator_words.rank_text(place),
                    _NOTHING if place is None else str(place.of),
                    *((plan.level_of_id[level].short,) if len(levels) > 1 else ()),
                    *(_count(score, column) for _, column in counts),
                    *((shares.get(score.scope, _NOTHING),) if shares else ()),
                )
            )

    return (head, *rows, *_total_row(head, _total(view)))


_NOTHING = "–"
_BEFORE = (
    (indicator_words.LAST_YEAR_NUMERATOR, "earlier_numerator"),
    (indicator_words.LAST_YEAR_DENOMINATOR, "earlier_denominator"),
)


def _level(plan: Plan, score: Score) -> str:
    return plan.unit_of_id[score.scope].level


def _order(place: Standing | None) -> float:
    return math.inf if place is None else place.rank


def _count_columns(view: IndicatorView) -> tuple[tuple[str, str], ...]:
    """The heads of the counts behind each value, each with its field of a score."""
    indicator = view.indicator
    if not indicator.denominator:
        return ()
    now = ((indicator_words.NUMERATOR, "numerator"), (indicator_words.DENOMINATOR, "denominator"))
    return (*now, *_BEFORE) if indicator.kind is Kind.GROWTH else now


def _count(score: Score, column: str) -> str:
    value: float = getattr(score, column)
    return _NOTHING if math.isnan(value) else formats.exact(value)


def _shares(units: Sequence[Score]) -> dict[str, str]:
    """Each unit's share of the denominator; together they are 100 %. Empty where there is nothing to share."""
    known = {score.scope: score.denominator for score in units if score.denominator >= 0}
    if not math.fsum(known.values()) > 0:
        return {}
    shares = rounded_shares(list(known.values()), _SHARE_DECIMALS)
    return dict(zip(known, map(_share, shares), strict=True))


def _share(percent: float) -> str:
    return formats.quantity(formats.number(percent, _SHARE_DECIMALS), "%")


def _total(view: IndicatorView) -> dict[str, str]:
    """The cells of the total by their heads, {} where nothing adds up; of a scope that is no unit it is the sheet's."""
    indicator, known = view.indicator, [score for score in view.units if not math.isnan(score.value)]
    above = round(math.fsum(score.numerator for score in known), 9)
    whole = round(math.fsum(score.denominator for score in view.units if score.denominator > 0), 9)
    cells: dict[str, str] = {}
    match indicator.kind:
        case Kind.RATIO if whole > 0:
            value = formats.quantity(formats.number(100 * above / whole, indicator.decimals), indicator.measured_in)
            cells = {
                indicator_words.NUMERATOR: formats.exact(above),
                indicator_words.DENOMINATOR: formats.exact(whole),
                indicator_words.SHARE_OF_TOTAL: _share(100),
            }
        case Kind.COUNT | Kind.VALUE if known:
            value = sentences.value_text(indicator, above)
        case _:
            return {}
    if view.scope in {score.scope for score in view.units}:
        return {**cells, screens.VALUE: value}
    return {
        **cells,
        screens.VALUE: sentences.cell_with_unit(indicator, view.score),
        screens.TARGET: sentences.target_text(indicator, view.score),
        screens.STATUS: indicator_words.status_text(indicator, view.score),
    }


def _total_row(head: Sequence[str], cells: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    if not cells:
        return ()
    _, *others = head
    return ((screens.TOTAL, *(cells.get(name, "") for name in others)),)
