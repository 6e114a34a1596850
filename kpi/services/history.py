"""The history (lịch sử) as far as a person may read it, newest first and page by page.

A reporter reads what happened to the own unit's reports; leaders and coordinators read everything.
"""

from dataclasses import dataclass

from kpi.access import Action, Person, check_may, may
from kpi.figures import Revision
from kpi.months import Month
from kpi.plan import Plan
from kpi.services.product import Product

PAGE = 50
"""Revisions on a page."""

OF_REPORTS = frozenset({"figure", "explanation", "state", "correction"})
"""What happens to reports; all else concerns the whole product."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the history is narrowed to, None for all; `person` is a login."""

    unit: str | None = None
    indicator: str | None = None
    month: Month | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Revisions, the newest first; `older` is where the next page begins, None on the last."""

    revisions: tuple[Revision, ...]
    older: int | None


def history(
    product: Product, person: Person, filters: Filters = Filters(), *, before: int | None = None, most: int = PAGE
) -> HistoryPage:
    """A page of the history; raises Refused("may_not_see_history") for what the person may not read."""
    everything = may(product.plan, person, Action.SEE_HISTORY)
    unit = filters.unit if everything or filters.unit is not None else person.unit
    if not everything:
        check_may(product.plan, person, Action.SEE_HISTORY, unit)
    found = product.store.revisions(
        unit=unit,
        month=filters.month,
        subjects=None if filters.indicator is None else subjects_of(product.plan, filters.indicator),
        who=filters.person,
        before=before,
        limit=most + 1,
    )
    page = found[:most]
    return HistoryPage(
        tuple(revision for revision in page if everything or revision.action in OF_REPORTS),
        page[-1].number if len(found) > most else None,
    )


def subjects_of(plan: Plan, indicator: str) -> tuple[str, ...]:
    """The measures of an indicator's formula and the checks that look at them."""
    measures = dict.fromkeys(term.measure for term in plan.indicator_of_id[indicator].terms)
    checks = [check.id for check in plan.checks if not measures.keys().isdisjoint(check.left + check.right)]
    return (*measures, *checks)
