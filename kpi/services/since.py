"""What has changed since a snapshot was taken: today's approved figures beside those that were frozen."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from kpi.figures import ReportState
from kpi.months import Month, Period, period_start
from kpi.scoring import Score, scopes_of
from kpi.services.product import Product
from kpi.services.view import View, board_of
from kpi.wording.formats import VIETNAM

_PERIOD = Period.YEAR_TO_DATE


@dataclass(frozen=True, slots=True)
class Changed:
    """A score that is not what it was.

    `on` is the day (in Vietnam) of the last correction of a report behind it since, or, where none was `corrected`,
    of the last approval; None where neither explains it.
    """

    then: Score
    now: Score
    on: dt.date | None
    corrected: bool


def changed(
    product: Product, looked: Product, month: Month, shown: Iterable[Score], *, view: View
) -> tuple[Changed, ...]:
    """Which of the scores shown, of a year to date, are different by now; none that today's plan does not have.

    `looked` is the frozen product that they are from.
    """
    now = board_of(product, view).scores(month, _PERIOD)
    pairs = [(then, now[then.indicator, then.scope]) for then in shown if (then.indicator, then.scope) in now]
    return tuple(_because(product, looked, then, later) for then, later in pairs if _facts(then) != _facts(later))


def _facts(score: Score) -> tuple[str, ...]:
    """A score's value and what it is made of, as texts: of floats, nothing would equal nothing never."""
    return tuple(map(repr, (score.value, score.numerator, score.denominator, score.status)))


def _because(product: Product, looked: Product, then: Score, now: Score) -> Changed:
    month, since = Month.from_ordinal(then.month), looked.clock()
    scopes = scopes_of(product.plan, product.plan.indicator_of_id[then.indicator], month)
    counted = scopes.members[scopes.names.index(then.scope)]
    members = {unit.id for unit, counts in zip(product.plan.units, counted, strict=True) if counts}
    first = max(period_start(month, _PERIOD), product.plan.start)
    reports = [report for report in product.store.reports_between(first, month) if report.unit in members]
    approved = [report for report in reports if report.state is ReportState.APPROVED]
    corrections = _days_since(since, (report.corrected_at for report in approved))
    approvals = _days_since(since, (report.decided_at for report in approved))
    return Changed(then, now, max(corrections or approvals, default=None), bool(corrections))


def _days_since(moment: dt.datetime, moments: Iterable[dt.datetime | None]) -> list[dt.date]:
    return [at.astimezone(VIETNAM).date() for at in moments if at is not None and at > moment]
