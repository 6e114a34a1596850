"""What was corrected after approval: every score, screen and export of such a month says so."""

import datetime as dt
from typing import NamedTuple

from kpi.figures import ReportState
from kpi.months import Month, Period, period_start
from kpi.plan import WHOLE
from kpi.services.product import Product
from kpi.services.view import View, board_of
from kpi.wording.formats import VIETNAM


class Correction(NamedTuple):
    """A unit whose approved report was corrected, and on which day (in Vietnam) the last time."""

    unit: str
    on: dt.date


def corrections(product: Product, first: Month, last: Month, *, view: View) -> tuple[Correction, ...]:
    """The units whose reports of these months were corrected after approval, in the order of the plan."""
    key = "corrections", first, last
    return board_of(product, view).shared(key, lambda: _read(product, first, last))


def corrections_within(
    product: Product, month: Month, period: Period, scope: str, *, view: View
) -> tuple[Correction, ...]:
    """The same for the months behind a period's scores, of a scope: the authority, a level or one unit.

    What is always read over the year stands on earlier months too: those of the units that report it.
    """
    plan = product.plan
    here = corrections(product, max(period_start(month, period), plan.start), month, view=view)
    year = corrections(product, max(period_start(month, Period.YEAR_TO_DATE), plan.start), month, view=view)
    measures = {term.measure for indicator in plan.indicators if indicator.year_long for term in indicator.terms}
    all_year = frozenset().union(*(plan.reporters[measure] for measure in measures))
    found = {one.unit: one for one in (*(one for one in year if one.unit in all_year), *here)}
    seen = (found[unit.id] for unit in plan.units if unit.id in found)
    return tuple(one for one in seen if scope in {WHOLE, one.unit, plan.unit_of_id[one.unit].level})


def _read(product: Product, first: Month, last: Month) -> tuple[Correction, ...]:
    latest: dict[str, dt.date] = {}
    for report in product.store.reports_between(first, last):
        if report.state is ReportState.APPROVED and report.corrected_at is not None:
            on = report.corrected_at.astimezone(VIETNAM).date()
            latest[report.unit] = max(on, latest.get(report.unit, on))
    return tuple(Correction(unit.id, latest[unit.id]) for unit in product.plan.units if unit.id in latest)
