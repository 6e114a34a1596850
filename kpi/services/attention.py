"""What needs attention in a month, from scores, tasks, control charts and reports."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kpi.findings import Facts, Finding, findings
from kpi.jumps import Jump, unexplained_jumps
from kpi.months import Month, Period
from kpi.notes import NoteKind
from kpi.process import NewSignal, Rebases, new_signals
from kpi.services.product import Product
from kpi.services.reporting import reporting
from kpi.services.tasks import plan_tasks, task_day
from kpi.services.view import View, board_of
from kpi.tasks import TaskStanding, leaves


def every_finding(product: Product, month: Month, period: Period, scope: str, *, view: View) -> tuple[Finding, ...]:
    """Everything in a scope that needs attention by the rules, the most pressing first."""
    facts = Facts(
        _overdue(product, month, view=view),
        late_tasks(product, month, view=view),
        signals(product, month, view=view),
        jumps(product, month, view=view),
    )
    return _found(product, month, period, scope, facts, view=view)


def pressing_findings(product: Product, month: Month, period: Period, scope: str, *, view: View) -> tuple[Finding, ...]:
    """The same without control charts and jumps: what the overview chooses its few sentences from."""
    facts = Facts(_overdue(product, month, view=view), late_tasks(product, month, view=view))
    return _found(product, month, period, scope, facts, view=view)


def _found(
    product: Product, month: Month, period: Period, scope: str, facts: Facts, *, view: View
) -> tuple[Finding, ...]:
    board = board_of(product, view)
    now, before = board.scores(month, period), board.before(month, period)
    return findings(product.plan, month=month, period=period, scope=scope, now=now, before=before, facts=facts)


def _overdue(product: Product, month: Month, *, view: View) -> Sequence[str]:
    return [unit.id for unit in reporting(product, month, view=view).overdue]


def late_tasks(product: Product, month: Month, *, view: View) -> Mapping[str, Sequence[str]]:
    """The late tasks that serve each indicator."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in leaves(plan_tasks(product, task_day(product, month, view=view))):
        if row.standing is TaskStanding.LATE:
            for indicator in row.task.indicators:
                found[indicator].append(row.task.id)
    return found


def rebases(product: Product) -> Rebases:
    """The months in which somebody let a control chart begin anew, with a written reason."""
    found: dict[tuple[str, str], list[Month]] = defaultdict(list)
    for note in product.store.notes(product.plan.id):
        if note.kind is NoteKind.REBASE:
            found[note.indicator, note.scope].append(note.month)
    return found


def signals(product: Product, month: Month, *, view: View) -> tuple[NewSignal, ...]:
    """The changes for the worse that the month brought, for every scope."""
    board = board_of(product, view)
    return board.shared(("signals", month), lambda: new_signals(board.cube, month, rebases(product)))


def jumps(product: Product, month: Month, *, view: View) -> tuple[Jump, ...]:
    """The figures of the month that stand out and that nobody explained."""
    board = board_of(product, view)

    def find() -> tuple[Jump, ...]:
        explained = {(report.unit, check) for report in product.store.reports(month) for check in report.explanations}
        notes = product.store.notes(product.plan.id)
        noted = {(note.scope, note.indicator) for note in notes if note.month == month}
        return unexplained_jumps(board.cube, month, explained_checks=explained, noted=noted)

    return board.shared(("jumps", month), find)
