"""Figures, reports, drafts and history, on a database."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing

from sqlalchemy import Engine

from kpi.figures import Change, Figure, FigureRow, Report, ReportSave, Revision, Stamp
from kpi.months import Month
from kpi.notes import Note
from kpi.store import changes as changed
from kpi.store import contradictions, demo, drafts, figures, history, plans, reports, revisions, saving, templates
from kpi.store.engine import reading, writing
from kpi.tasks import TaskProgress


class SqlFigures:
    """`kpi.services.store.FigureStore` on SQLite or PostgreSQL."""

    _engine: Engine
    _now: Callable[[], dt.datetime]

    def data_version(self) -> int:
        with reading(self._engine) as connection:
            return revisions.last_number(connection)

    def read_figures(self, *, approved: bool = False) -> tuple[int, Iterator[FigureRow]]:
        """The rows stream while the connection stays open: to their end, or until the iterator is dropped."""
        with ExitStack() as stack:
            connection = stack.enter_context(reading(self._engine))
            version = revisions.last_number(connection)
            rows = figures.stream(connection, approved=approved)
            return version, _until_closed(rows, stack.pop_all())

    def changes_since(
        self, version: int, *, approved: bool = False
    ) -> tuple[int, Sequence[FigureRow], Sequence[FigureRow]] | None:
        with reading(self._engine) as connection:
            newest = revisions.last_number(connection)
            if version > newest:  # not of this history: a backup was restored
                return None
            found = (changed.approved_since if approved else changed.since)(connection, version)
            return None if found is None else (newest, *found)

    def figures_of(self, unit: str, months: Iterable[Month], *, approved: bool = False) -> Sequence[Figure]:
        with reading(self._engine) as connection:
            return figures.of_unit(connection, unit, months, approved=approved)

    def figures_for(
        self, measures: Iterable[str], first: Month, last: Month, *, approved: bool = False
    ) -> Sequence[Figure]:
        with reading(self._engine) as connection:
            return figures.of_measures(connection, measures, first, last, approved=approved)

    def report(self, unit: str, month: Month) -> Report:
        with reading(self._engine) as connection:
            return reports.read(connection, unit, month)

    def reports(self, month: Month) -> Sequence[Report]:
        with reading(self._engine) as connection:
            return reports.between(connection, month, month)

    def reports_between(self, first: Month, last: Month) -> Sequence[Report]:
        with reading(self._engine) as connection:
            return reports.between(connection, first, last)

    def save_report(
        self, report: Report, *, changes: Sequence[Change], explanations: Mapping[str, str], stamp: Stamp
    ) -> Report:
        with writing(self._engine) as connection:
            saved = saving.save(connection, report, changes=changes, explanations=explanations, stamp=stamp)
            drafts.forget(connection, report.unit, report.month, stamp.who)
            return saved

    def save_reports(self, saves: Sequence[ReportSave], stamp: Stamp) -> Sequence[Report]:
        with writing(self._engine) as connection:
            return [
                saving.save(connection, one.report, changes=one.changes, explanations=one.explanations, stamp=stamp)
                for one in saves
            ]

    def draft(self, unit: str, month: Month, person: str) -> Mapping[str, str]:
        with reading(self._engine) as connection:
            return drafts.read(connection, unit, month, person)

    def keep_draft(self, unit: str, month: Month, person: str, fields: Mapping[str, str]) -> None:
        with writing(self._engine) as connection:
            drafts.keep(connection, unit, month, person, fields=fields, at=self._now())

    def is_empty(self) -> bool:
        with reading(self._engine) as connection:
            return demo.is_empty(connection)

    def is_demo(self) -> bool:
        with reading(self._engine) as connection:
            return revisions.is_demo(connection)

    def fill_demo(
        self,
        figures: Iterable[Figure],
        reports: Iterable[Report],
        stamp: Stamp,
        *,
        progresses: Iterable[TaskProgress] = (),
        notes: Iterable[Note] = (),
    ) -> None:
        with writing(self._engine) as connection:
            demo.fill(connection, figures, reports, stamp, new_progresses=progresses, new_notes=notes)

    def remove_demo(self, stamp: Stamp) -> None:
        with writing(self._engine) as connection:
            demo.remove(connection, stamp)

    def revisions(
        self,
        *,
        unit: str | None = None,
        month: Month | None = None,
        subjects: Sequence[str] | None = None,
        who: str | None = None,
        before: int | None = None,
        limit: int = 200,
    ) -> Sequence[Revision]:
        with reading(self._engine) as connection:
            return revisions.newest_first(
                connection, unit=unit, month=month, subjects=subjects, who=who, before=before, limit=limit
            )

    def first_broken_revision(self) -> int | None:
        """The number of the first revision that was edited, is missing or is contradicted; None when all is whole.

        A missing end shows where a current figure, a plan or a template names a revision that is not there, a changed
        figure where it is not what the last revision of it says.
        """
        with reading(self._engine) as connection:
            with closing(revisions.in_order(connection)) as rows:
                broken = history.first_broken(rows)
            if broken is not None:
                return broken
            newest = revisions.last_number(connection)
            named = max(one.last_revision(connection) for one in (figures, plans, templates))
            return newest + 1 if named > newest else contradictions.first_contradicted(connection)


def _until_closed(rows: Iterator[FigureRow], stack: ExitStack) -> Iterator[FigureRow]:
    with stack:
        yield from rows
