"""Data for the figures of charts: a chairman's on-time rate, month by month, and what comes of it."""

import numpy as np

from kpi.control import ControlChart, MonthValue, control_chart
from kpi.forecast import Range
from kpi.months import Month
from kpi.plan import Indicator
from kpi.series import Series
from tests.builders import ward

ON_TIME: Indicator = ward().indicator_of_id["on_time"]
FIRST = Month(2025, 1)
RATES: tuple[float | None, ...] = (93, 97, 93, 97, None, 97, 93, 97, 93, 97, 93, 97, 93, 76)
"""Of 100 dossiers each month; May 2025 was not reported, and February 2026 is far below."""


def process(
    *, rebases: tuple[Month, ...] = (), rates: tuple[float | None, ...] = RATES, proportion: bool = True
) -> ControlChart:
    """The control chart of the months, held against 90 %; without `proportion` the rates are mere values."""
    values = [MonthValue(FIRST + at, rate, 100, 90) for at, rate in enumerate(rates)]
    chart = control_chart(values, proportion=proportion, direction="up", operator=">=", rebases=rebases)
    assert isinstance(chart, ControlChart)
    return chart


def past(rates: tuple[float | None, ...] = RATES) -> Series:
    """The months that were."""
    values = np.array([np.nan if rate is None else rate for rate in rates], dtype=np.float64)
    counts = np.where(np.isnan(values), np.nan, 100.0)
    months = tuple(FIRST + at for at in range(len(rates)))
    return Series(months, values, values * counts / 100, counts, ~np.isnan(values))


AHEAD = ((Month(2026, 3), Range(80.06, 88.0, 94.04)), (Month(2026, 4), Range(78.5, 87.5, 95.5)))
"""The two months to come."""
