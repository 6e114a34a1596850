"""What a score may be held against a month earlier ("so với tháng trước")."""

import numpy as np

from kpi.cube import Cube
from kpi.months import Month, Period, period_start
from kpi.plan import Indicator
from kpi.scoring import Scores, scopes_of


def begins_anew(indicator: Indicator, month: Month, period: Period) -> bool:
    """Whether the month is the first of the stretch of time that the indicator is read over.

    A quarter and a year to date begin anew, and their first month is another stretch of time than what ended before.
    """
    length = Period.YEAR_TO_DATE if indicator.year_long else period
    return length is not Period.MONTH and period_start(month, length) == month


def scopes_told(cube: Cube, indicator: Indicator, month: Month) -> frozenset[str]:
    """The scopes of which some unit reported the whole formula for the month itself."""
    at = cube.month_index(month)
    if not 0 <= at < cube.value.shape[2]:
        return frozenset()
    reporters = cube.plan.reporters[indicator.terms[0].measure]
    owing = cube.existing[:, at] & np.array([unit.id in reporters for unit in cube.plan.units])
    told = owing & cube.reported[[cube.measure_index[term.measure] for term in indicator.terms], :, at].all(axis=0)
    scopes = scopes_of(cube.plan, indicator, month)
    return frozenset(name for name, members in zip(scopes.names, scopes.members, strict=True) if (members & told).any())


def held_against(cube: Cube, month: Month, period: Period, *, earlier: Scores) -> Scores:
    """Those of the scores of a month `earlier` that the scores of `month` can be held against.

    Not where the period begins anew, nor where nothing of the month itself is known: what stands there is still the
    result of the months before, which would pass for one that did not change. Yearly results have no month.
    """
    plan = cube.plan
    if month <= plan.start:
        return {}
    comparable = {
        one.id: scopes_told(cube, one, month)
        for one in plan.indicators
        if one.published is None and not begins_anew(one, month, period)
    }
    return {key: score for key, score in earlier.items() if key[1] in comparable.get(key[0], ())}
