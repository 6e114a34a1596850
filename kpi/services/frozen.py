"""What a meeting looked at, frozen when it began: the same screens a year later show the same figures.

A snapshot holds the plan, the approved figures, the reports, the tasks, the notes and the decisions as they were, and
the names of people. Read back it is a product like any other, so whatever a service makes of today's figures it makes
of the frozen ones too.
"""

import datetime as dt
import gzip
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn, cast

from pydantic import TypeAdapter

from kpi.accounts import Account
from kpi.errors import Refused
from kpi.figures import Figure, FigureKey, FigureRow, Report, ReportState
from kpi.meetings import Decision
from kpi.months import Month
from kpi.notes import Note
from kpi.plan import Plan
from kpi.services.product import Product, product_of
from kpi.services.store import Store
from kpi.tasks import TaskProgress


@dataclass(frozen=True, slots=True)
class Frozen:
    """The content of a snapshot.

    `figures` are those of approved reports, each with its source; of an account there is only who it belongs to.
    """

    plan: Plan
    at: dt.datetime
    demo: bool
    figures: tuple[tuple[FigureRow, str], ...]
    reports: tuple[Report, ...]
    progresses: tuple[TaskProgress, ...]
    notes: tuple[Note, ...]
    decisions: tuple[Decision, ...]
    accounts: tuple[Account, ...]


_FROZEN = TypeAdapter(Frozen)


def freeze(product: Product) -> bytes:
    """Everything a meeting may look at now, as gzipped JSON; the same content gives the same bytes."""
    while True:
        version = product.store.data_version()
        frozen = _read(product)
        if product.store.data_version() == version:
            return gzip.compress(_FROZEN.dump_json(frozen, by_alias=True), mtime=0)


def _read(product: Product) -> Frozen:
    """All of it, read one after another: somebody may change something meanwhile."""
    plan, store = product.plan, product.store
    measures = tuple(measure.id for measure in plan.measures)
    figures = store.figures_for(measures, plan.start, plan.last_month, approved=True)
    return Frozen(
        plan,
        product.clock(),
        store.is_demo(),
        tuple((_row(figure), figure.source) for figure in figures),
        tuple(map(_told, store.reports_between(plan.start, plan.last_month))),
        tuple(store.task_progress(plan.id)),
        tuple(store.notes(plan.id)),
        tuple(store.decisions()),
        tuple(Account(one.login, one.name, one.role, one.unit) for one in store.accounts()),
    )


def _told(report: Report) -> Report:
    """A report as everybody may see it: what a unit wrote in one that is not approved stays with the unit."""
    approved = report.state is ReportState.APPROVED
    return report if approved else replace(report, explanations={}, returned_because="")


def thawed(content: bytes) -> Product:
    """The product as it was: it reads and never writes, and its clock stands still."""
    frozen = _FROZEN.validate_json(gzip.decompress(content))
    return product_of(frozen.plan, cast(Store, FrozenStore(frozen)), lambda: frozen.at)


def _row(figure: Figure) -> FigureRow:
    key = figure.key
    return FigureRow(key.unit, key.measure, key.month.ordinal, key.part, figure.value)


class FrozenStore:
    """The reading half of `Store` over a snapshot; anything else is refused as "meeting_frozen"."""

    def __init__(self, frozen: Frozen) -> None:
        self._frozen = frozen

    def __getattr__(self, name: str) -> Any:
        def refuse(*_args: object, **_kwargs: object) -> NoReturn:
            raise Refused("meeting_frozen")

        return refuse

    def data_version(self) -> int:
        return 0

    def read_figures(self, *, approved: bool = False) -> tuple[int, Iterator[FigureRow]]:
        _approved_only(approved=approved)
        return 0, (row for row, _ in self._frozen.figures)

    def changes_since(self, version: int, *, approved: bool = False) -> tuple[int, Sequence[Any], Sequence[Any]]:
        _approved_only(approved=approved)
        return version, (), ()

    def figures_of(self, unit: str, months: Iterable[Month], *, approved: bool = False) -> Sequence[Figure]:
        _approved_only(approved=approved)
        asked = {month.ordinal for month in months}
        return [_figure(row, source) for row, source in self._frozen.figures if row.unit == unit and row.month in asked]

    def figures_for(
        self, measures: Iterable[str], first: Month, last: Month, *, approved: bool = False
    ) -> Sequence[Figure]:
        _approved_only(approved=approved)
        asked = set(measures)
        return [
            _figure(row, source)
            for row, source in self._frozen.figures
            if row.measure in asked and first.ordinal <= row.month <= last.ordinal
        ]

    def report(self, unit: str, month: Month) -> Report:
        found = (one for one in self._frozen.reports if (one.unit, one.month) == (unit, month))
        return next(found, Report(unit, month))

    def reports(self, month: Month) -> Sequence[Report]:
        return [one for one in self._frozen.reports if one.month == month]

    def reports_between(self, first: Month, last: Month) -> Sequence[Report]:
        return [one for one in self._frozen.reports if first <= one.month <= last]

    def is_empty(self) -> bool:
        return not self._frozen.reports

    def is_demo(self) -> bool:
        return self._frozen.demo

    def task_progress(self, plan: str) -> Sequence[TaskProgress]:
        return [one for one in self._frozen.progresses if one.plan == plan]

    def notes(self, plan: str, *, indicator: str | None = None) -> Sequence[Note]:
        return [one for one in self._frozen.notes if one.plan == plan and indicator in {None, one.indicator}]

    def decisions(self, *, meeting: int | None = None, unit: str | None = None) -> Sequence[Decision]:
        kept = self._frozen.decisions
        return [one for one in kept if meeting in {None, one.meeting} and unit in {None, one.unit}]

    def decision(self, number: int) -> Decision | None:
        return next((one for one in self._frozen.decisions if one.number == number), None)

    def accounts(self) -> Sequence[Account]:
        return self._frozen.accounts

    def account(self, login: str) -> Account | None:
        return next((one for one in self._frozen.accounts if one.login == login), None)


def _figure(row: FigureRow, source: str) -> Figure:
    return Figure(FigureKey(row.unit, row.measure, Month.from_ordinal(row.month), row.part), row.value, source)


def _approved_only(*, approved: bool) -> None:
    if not approved:
        raise Refused("meeting_frozen")
