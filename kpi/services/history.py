"""The history (lịch sử) as far as a person may read it, newest first and page by page.

A reporter reads what happened to the own unit's reports and tasks, the notes on it and the decisions that it carries
out; leaders and coordinators read everything.
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
"""What happens to reports."""

OF_UNITS = OF_REPORTS | {"task", "note", "note_withdrawn", "decision", "follow_up"}
"""What happens to what a unit answers for; all else concerns the whole product."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the history is narrowed to, None for all; `person` is a login. A task stands before an indicator."""

    unit: str | None = None
    indicator: str | None = None
    month: Month | None = None
    person: str | None = None
    task: str | None = None


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
        subjects=_subjects(product.plan, filters),
        who=filters.person,
        before=before,
        limit=most + 1,
    )
    page = found[:most]
    return HistoryPage(
        tuple(revision for revision in page if everything or revision.action in OF_UNITS),
        page[-1].number if len(found) > most else None,
    )


def _subjects(plan: Plan, filters: Filters) -> tuple[str, ...] | None:
    if filters.task is not None:
        return (filters.task,)
    return None if filters.indicator is None else subjects_of(plan, filters.indicator)


def subjects_of(plan: Plan, indicator: str) -> tuple[str, ...]:
    """An indicator with its notes, the measures of its formula and the checks that look at them."""
    measures = dict.fromkeys(term.measure for term in plan.indicator_of_id[indicator].terms)
    checks = [check.id for check in plan.checks if not measures.keys().isdisjoint(check.left + check.right)]
    return (indicator, *measures, *checks)
