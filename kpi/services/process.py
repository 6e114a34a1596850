"""The control chart of an indicator as the screens show it."""

from collections.abc import Mapping
from dataclasses import dataclass

from kpi.control import ControlChart, TooFew
from kpi.months import Month
from kpi.process import month_bounds, month_demand, process_chart
from kpi.scoring import SMALL
from kpi.series import has_series, series_of
from kpi.services.attention import rebases
from kpi.services.product import Product
from kpi.services.view import View, board_of
from kpi.targets import Demand


@dataclass(frozen=True, slots=True)
class ProcessView:
    """The chart, None where the indicator's months cannot be held against each other, and what targets ask of months.

    `targets` are the bounds by month; `asked` is what is asked of the month looked at, None where nothing is. `small`
    says how many months of the chart are ratios of fewer than `kpi.scoring.SMALL`, `provisional` which of them wait for
    the figures of some unit.
    """

    chart: ControlChart | TooFew | None
    targets: Mapping[Month, float]
    asked: Demand | None
    small: int = 0
    provisional: frozenset[Month] = frozenset()


def process_view(product: Product, indicator: str, scope: str, month: Month, *, view: View) -> ProcessView:
    """The control chart up to a month, made once for each data version."""
    plan, board = product.plan, board_of(product, view)
    chosen = plan.indicator_of_id[indicator]
    if not has_series(chosen):
        return ProcessView(None, {}, None)

    def make() -> ProcessView:
        series = series_of(board.cube, chosen, month)[scope]
        begun = rebases(product).get((indicator, scope), ())
        return ProcessView(
            process_chart(plan, chosen, scope, series, rebases=begun),
            month_bounds(plan, chosen, scope, month),
            month_demand(plan, chosen, scope, month),
            sum(0 < count < SMALL for count in series.denominator.tolist()),
            frozenset(at for at, complete in zip(series.months, series.complete, strict=True) if not complete),
        )

    return board.shared(("process", indicator, scope, month), make)
