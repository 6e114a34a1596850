"""Whether a target will be reached by the end of the year: what is needed, what is likely, and what if."""

import math

from kpi.effort import what_if
from kpi.forecast import RecentGap, TooShort
from kpi.months import Month
from kpi.outlook import Outlook, YearEnd, outlook, year_end_forecast
from kpi.series import Series, series_of
from kpi.services.product import Product
from kpi.services.view import View, board_of

Ahead = YearEnd | TooShort | RecentGap | None
"""The forecast of the year's end, or why there is none; None where the course of the indicator has none."""


def outlook_of(product: Product, indicator: str, scope: str, month: Month, *, view: View) -> Outlook | None:
    """Where an indicator stands in the year and what it would take, made once for each data version."""
    board = board_of(product, view)
    chosen = product.plan.indicator_of_id[indicator]
    key = "outlook", indicator, scope, month
    return board.shared(key, lambda: outlook(board.cube, chosen, scope, month))


def forecast_of(product: Product, indicator: str, scope: str, month: Month, *, view: View) -> Ahead:
    """The end of the year with its range; fits models, so it takes a second the first time for each data version."""
    board = board_of(product, view)
    chosen = product.plan.indicator_of_id[indicator]
    key = "forecast", indicator, scope, month
    return board.shared(key, lambda: year_end_forecast(board.cube, chosen, scope, month))


def year_end_if(seen: Outlook, rate: float) -> float | None:
    """The year's ratio if every remaining month reaches `rate` %; None where nothing is known or to be expected."""
    if seen.volume is None or math.isnan(seen.score.numerator) or not seen.score.denominator + seen.volume.total > 0:
        return None
    return what_if(seen.score.numerator, seen.score.denominator, rate=rate, volume=seen.volume.total)


def months_of(product: Product, indicator: str, scope: str, month: Month, *, view: View) -> Series:
    """The months up to `month`, each by itself."""
    return series_of(board_of(product, view).cube, product.plan.indicator_of_id[indicator], month)[scope]
