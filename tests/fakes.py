"""A store in memory that keeps the promises of `kpi.services.store.Store`, for tests that need no database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kpi.figures import Change, Figure, FigureKey, FigureRow, Report, ReportSave, ReportState, Revision, Stamp
from kpi.months import Month
from kpi.notes import Note
from kpi.services.store import BackupNotHere, NotDemo, NotEmpty, StaleReport, Store
from kpi.store.figures import exact
from kpi.store.history import figure_text
from kpi.store.instants import in_utc
from kpi.tasks import TaskProgress
from tests.fakes_accounts import PeopleInMemory, PlansInMemory, TemplatesInMemory
from tests.fakes_answers import AnswersInMemory
from tests.fakes_meetings import MeetingsInMemory
from tests.fakes_tasks import TasksInMemory

_REPLACES_MANY = frozenset({"demo_filled", "demo_removed"})
"""Actions of the history that do not name the figures they touch."""

_NAMES = ("unit", "measure", "part")
_INSTANTS = tuple(field.name for field in fields(Report) if field.name.endswith("_at"))


class FakeStore(PeopleInMemory, PlansInMemory, TemplatesInMemory, TasksInMemory, MeetingsInMemory, AnswersInMemory):
    """`Store` in memory; `history` holds every revision, the oldest first."""

    def __init__(self) -> None:
        super().__init__()
        self._figures: dict[FigureKey, Figure] = {}
        self._reports: dict[tuple[str, Month], Report] = {}
        self._drafts: dict[tuple[str, Month, str], dict[str, str]] = {}

    def data_version(self) -> int:
        return len(self.history)

    def read_figures(self, *, approved: bool = False) -> tuple[int, Iterator[FigureRow]]:
        rows = [_row(key, figure) for key, figure in self._figures.items() if self._shown(key, approved=approved)]
        return self.data_version(), iter(rows)

    def changes_since(
        self, version: int, *, approved: bool = False
    ) -> tuple[int, Sequence[FigureRow], Sequence[FigureRow]] | None:
        since = self.history[version:]
        if version > self.data_version() or any(revision.action in _REPLACES_MANY for revision in since):
            return None
        keys = [_key(revision) for revision in since if revision.action == "figure"]
        came, left = set(), set()
        if approved:
            steps = [revision for revision in since if revision.action == "state"]
            was = {(one.unit, one.month): one.before == ReportState.APPROVED for one in reversed(steps)}
            left = {place for place, before in was.items() if before and not self._approved(*place)}
            came = {place for place, before in was.items() if not before and self._approved(*place)}
            keys += [key for key in self._figures if (key.unit, key.month) in came | left]
        touched = dict.fromkeys(keys)
        shown = [key for key in touched if self._shown(key, approved=approved)]
        put = [_row(key, self._figures[key]) for key in shown if key in self._figures]
        gone = [key for key in shown if key not in self._figures and (key.unit, key.month) not in came]
        gone += [key for key in touched if (key.unit, key.month) in left]
        return self.data_version(), put, [_row(key, None) for key in gone]

    def _approved(self, unit: str, month: Month | None) -> bool:
        return month is not None and self.report(unit, month).state is ReportState.APPROVED

    def _shown(self, key: FigureKey, *, approved: bool) -> bool:
        return not approved or self._approved(key.unit, key.month)

    def figures_of(self, unit: str, months: Iterable[Month], *, approved: bool = False) -> Sequence[Figure]:
        asked = set(months)
        return self._sorted(
            key
            for key in self._figures
            if key.unit == unit and key.month in asked and self._shown(key, approved=approved)
        )

    def figures_for(
        self, measures: Iterable[str], first: Month, last: Month, *, approved: bool = False
    ) -> Sequence[Figure]:
        asked = set(measures)
        return self._sorted(
            key
            for key in self._figures
            if key.measure in asked and first <= key.month <= last and self._shown(key, approved=approved)
        )

    def _sorted(self, keys: Iterable[FigureKey]) -> list[Figure]:
        return [self._figures[key] for key in sorted(keys)]

    def report(self, unit: str, month: Month) -> Report:
        return self._reports.get((unit, month), Report(unit, month))

    def reports(self, month: Month) -> Sequence[Report]:
        return self.reports_between(month, month)

    def reports_between(self, first: Month, last: Month) -> Sequence[Report]:
        found = [report for report in self._reports.values() if first <= report.month <= last]
        return sorted(found, key=lambda report: (report.month, report.unit))

    def save_report(
        self, report: Report, *, changes: Sequence[Change], explanations: Mapping[str, str], stamp: Stamp
    ) -> Report:
        saved = self._save(ReportSave(report, changes, explanations), stamp)
        self._drafts.pop((report.unit, report.month, stamp.who), None)
        return saved

    def save_reports(self, saves: Sequence[ReportSave], stamp: Stamp) -> Sequence[Report]:
        before = dict(self._figures), dict(self._reports), len(self.history)
        try:
            return [self._save(one, stamp) for one in saves]
        except BaseException:
            self._figures, self._reports = before[:2]
            del self.history[before[2] :]
            raise

    def _save(self, save: ReportSave, stamp: Stamp) -> Report:
        report, changes, explanations = save
        stored = self.report(report.unit, report.month)
        if stored.version != report.version:
            raise StaleReport(stored)
        for change in changes:
            if not _belongs(change, report):
                raise ValueError(f"not a figure of this report: {change}")
        afters = [(change.key, _exact(change.after)) for change in changes]
        saved = _in_utc(
            replace(
                report,
                version=stored.version + 1,
                saved_at=stamp.at,
                saved_by=stamp.who,
                explanations=dict(explanations),
            )
        )
        newest = self.data_version()
        for key, after in afters:
            self._change(key, after, stamp)
        touched = {(revision.subject, revision.part) for revision in self.history[newest:]}
        for check in sorted({*stored.explanations, *explanations}):
            was, words = stored.explanations.get(check), explanations.get(check)
            if was != words:
                self._append("explanation", stamp, FigureKey(report.unit, check, report.month), was, words)
        if stored.state != report.state:
            here = FigureKey(report.unit, "", report.month)
            self._append("state", stamp, here, stored.state.value, report.state.value)
        elif report.state is ReportState.APPROVED and touched:
            self._append("correction", stamp, FigureKey(report.unit, "", report.month), None, str(len(touched)))
        if self.data_version() == newest and stored.version:
            return stored
        self._reports[report.unit, report.month] = saved
        return saved

    def _change(self, key: FigureKey, after: Figure | None, stamp: Stamp) -> None:
        before = self._figures.get(key)
        if before == after:
            return
        self._append("figure", stamp, key, figure_text(before), figure_text(after))
        if after is None:
            del self._figures[key]
        else:
            self._figures[key] = after

    def draft(self, unit: str, month: Month, person: str) -> Mapping[str, str]:
        return dict(self._drafts.get((unit, month, person), {}))

    def keep_draft(self, unit: str, month: Month, person: str, fields: Mapping[str, str]) -> None:
        self._drafts.pop((unit, month, person), None)
        if fields:
            self._drafts[unit, month, person] = dict(fields)

    def is_empty(self) -> bool:
        return not self._figures and not self._reports

    def is_demo(self) -> bool:
        events = [revision.action for revision in self.history if revision.action.startswith("demo_")]
        return events[-1:] == ["demo_filled"]

    def fill_demo(
        self,
        figures: Iterable[Figure],
        reports: Iterable[Report],
        stamp: Stamp,
        *,
        progresses: Iterable[TaskProgress] = (),
        notes: Iterable[Note] = (),
    ) -> None:
        if not self.is_empty() or self._holds_tasks_or_notes() or self._meetings:
            raise NotEmpty
        new = {figure.key: replace(figure, value=exact(figure.value)) for figure in figures}
        self._reports = {(report.unit, report.month): _saved(report, stamp) for report in reports}
        self._figures = new
        self._fill_tasks(progresses, notes, stamp)
        self._append("demo_filled", stamp, None, None, str(len(new)))

    def remove_demo(self, stamp: Stamp) -> None:
        if not self.is_demo():
            raise NotDemo
        self._append("demo_removed", stamp, None, str(len(self._figures)), None)
        self._figures.clear()
        self._reports.clear()
        self._drafts.clear()
        self._clear_tasks()
        self._clear_meetings()

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
        found = [
            revision
            for revision in reversed(self.history)
            if unit in {None, revision.unit}
            and month in {None, revision.month}
            and (subjects is None or revision.subject in subjects)
            and who in {None, revision.stamp.who}
            and (before is None or revision.number < before)
        ]
        return found[:limit]

    def first_broken_revision(self) -> int | None:
        return None

    def used_names(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        units, measures, parts = (frozenset(getattr(key, name) for key in self._figures) for name in _NAMES)
        return units, measures, parts - {""}

    def size(self) -> int:
        return 0

    def backup(self, file: Path) -> None:
        raise BackupNotHere(file)


def _row(key: FigureKey, figure: Figure | None) -> FigureRow:
    return FigureRow(key.unit, key.measure, key.month.ordinal, key.part, None if figure is None else figure.value)


def _key(revision: Revision) -> FigureKey:
    assert revision.month is not None, "a figure belongs to a month"
    return FigureKey(revision.unit, revision.subject, revision.month, revision.part)


def _belongs(change: Change, report: Report) -> bool:
    here = (change.key.unit, change.key.month) == (report.unit, report.month)
    return here and (change.after is None or change.after.key == change.key)


def _exact(figure: Figure | None) -> Figure | None:
    return None if figure is None else replace(figure, value=exact(figure.value))


def _in_utc(report: Report) -> Report:
    """The report as it is read back."""
    instants = {name: at for name in _INSTANTS if (at := getattr(report, name)) is not None}
    return replace(report, **{name: in_utc(at) for name, at in instants.items()})  # type: ignore[arg-type]


def _saved(report: Report, stamp: Stamp) -> Report:
    """The report as a saved one: what it does not say about its saving, the stamp says."""
    return _in_utc(
        replace(
            report,
            version=max(report.version, 1),
            saved_at=report.saved_at or stamp.at,
            saved_by=report.saved_by or stamp.who,
        )
    )


if TYPE_CHECKING:
    _IMPLEMENTS: type[Store] = FakeStore
