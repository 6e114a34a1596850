"""What the services ask of a store; the only description of it that they know."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from kpi.accounts import Account, Attempts, PlanFile, ReportTemplate, SignIn
from kpi.figures import Change, Figure, Report, ReportSave, Revision, Stamp
from kpi.figures import FigureRow as FigureRow
from kpi.meetings import Decision, Meeting, Snapshot
from kpi.months import Month
from kpi.notes import Note
from kpi.services.answers import AnswerStore
from kpi.tasks import EvidenceFile, TaskProgress


class StaleReport(Exception):
    """Somebody saved the same report meanwhile; carries the report as it is now."""

    def __init__(self, current: Report) -> None:
        super().__init__(current)
        self.current = current


class NotEmpty(Exception):
    """The store already holds what people entered, so a demonstration would mix with it."""


class NotDemo(Exception):
    """The figures in the store are not for demonstration, so they are not removed as such."""


class LoginTaken(Exception):
    """There is an account of this login, or one that signs in by this external address."""


class StaleAccount(Exception):
    """The account is no longer what it was when it was read."""


class NotFirst(Exception):
    """There are accounts already."""


class LastAdministrator(Exception):
    """Without this account nobody would be left who keeps accounts."""


class StaleTask(Exception):
    """Somebody saved the same part of a task meanwhile; carries it as it is now."""

    def __init__(self, current: TaskProgress) -> None:
        super().__init__(current)
        self.current = current


class StaleMeeting(Exception):
    """Somebody changed the meeting meanwhile; carries it as it is now."""

    def __init__(self, current: Meeting) -> None:
        super().__init__(current)
        self.current = current


class StaleDecision(Exception):
    """Somebody changed the decision meanwhile; carries it as it is now."""

    def __init__(self, current: Decision) -> None:
        super().__init__(current)
        self.current = current


class FigureStore(Protocol):
    """Figures, reports, drafts and history. Every change and its revision commit together or not at all.

    With `approved` a query sees the figures of approved reports alone.
    """

    def data_version(self) -> int:
        """A number that grows with every committed change, in whatever process; cheap to read."""

    def read_figures(self, *, approved: bool = False) -> tuple[int, Iterator[FigureRow]]:
        """The data version and every current figure, read in one consistent view."""

    def changes_since(
        self, version: int, *, approved: bool = False
    ) -> tuple[int, Sequence[FigureRow], Sequence[FigureRow]] | None:
        """The data version now, figures set and figures withdrawn since `version`; None when all must be read again.

        With `approved`, a report that became approved since brings all its figures.
        """

    def figures_of(self, unit: str, months: Iterable[Month], *, approved: bool = False) -> Sequence[Figure]:
        """The current figures of one unit in these months, parts too."""

    def figures_for(
        self, measures: Iterable[str], first: Month, last: Month, *, approved: bool = False
    ) -> Sequence[Figure]:
        """The current figures of these measures from `first` to `last`, for all units."""

    def report(self, unit: str, month: Month) -> Report:
        """The report, version 0 when never saved."""

    def reports(self, month: Month) -> Sequence[Report]:
        """The reports saved for one month."""

    def reports_between(self, first: Month, last: Month) -> Sequence[Report]:
        """The reports saved for these months, by month and unit."""

    def save_report(
        self, report: Report, *, changes: Sequence[Change], explanations: Mapping[str, str], stamp: Stamp
    ) -> Report:
        """Apply the changes and replace the explanations if the stored version is still `report.version`.

        Also forgets the draft of `stamp.who`. Raises StaleReport otherwise, and then changes nothing.
        """

    def save_reports(self, saves: Sequence[ReportSave], stamp: Stamp) -> Sequence[Report]:
        """Save many reports as `save_report` would, all or none, in their order; drafts are left alone.

        Raises StaleReport for the first that somebody else saved meanwhile, and then changes nothing.
        """

    def draft(self, unit: str, month: Month, person: str) -> Mapping[str, str]:
        """The unsaved words of one person in one report's form: field to text."""

    def keep_draft(self, unit: str, month: Month, person: str, fields: Mapping[str, str]) -> None:
        """Replace that draft; an empty mapping forgets it."""

    def is_empty(self) -> bool:
        """Whether there are no figures and no saved reports."""

    def is_demo(self) -> bool:
        """Whether the figures in the store are for demonstration."""

    def fill_demo(
        self,
        figures: Iterable[Figure],
        reports: Iterable[Report],
        stamp: Stamp,
        *,
        progresses: Iterable[TaskProgress] = (),
        notes: Iterable[Note] = (),
    ) -> None:
        """Fill an empty store with a demonstration, in one revision.

        Raises NotEmpty where there are figures, reports, progresses of tasks, meetings, or notes that were not
        withdrawn.
        """

    def remove_demo(self, stamp: Stamp) -> None:
        """Remove every figure, report, draft, progress, evidence, note, meeting and decision of a demonstration store.

        The history keeps both events. Raises NotDemo otherwise.
        """

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
        """The newest revisions first; `before` a number gives the page after it."""

    def first_broken_revision(self) -> int | None:
        """The number of the first revision that was edited, is missing, or is contradicted by a figure or a report.

        None when the history is whole and the current figures are those that it tells of.
        """


class PeopleStore(Protocol):
    """Accounts, open sessions and failed attempts. Sessions and attempts are not history; accounts are."""

    def accounts(self) -> Sequence[Account]:
        """Every account, by login."""

    def account(self, login: str) -> Account | None:
        """The account of a login, disabled or not."""

    def account_of_external(self, external: str) -> Account | None:
        """The account that the province's single sign-on knows by this address."""

    def add_account(self, account: Account, stamp: Stamp, *, only_first: bool = False) -> None:
        """Raises LoginTaken, and with `only_first` NotFirst where there is any account."""

    def change_account(self, account: Account, stamp: Stamp, *, before: Account) -> None:
        """Replace the account of this login if it still is as `before`, the way it was read.

        The revision says what changed, never a password or its hash. Raises StaleAccount, LoginTaken, and
        LastAdministrator where nobody else `administers`; then nothing is written.
        """

    def open_session(self, session: SignIn, *, of: Account) -> None:
        """Remember a session that was just opened if its account still is as it was read; raises StaleAccount."""

    def session(self, token_hash: str) -> SignIn | None:
        """An open session, None when it was closed or never was."""

    def see_session(self, token_hash: str, at: dt.datetime) -> None:
        """Note that a session was used; nothing happens when it is closed."""

    def close_session(self, token_hash: str) -> None:
        """End one session."""

    def close_sessions(self, login: str) -> None:
        """End every session of an account."""

    def sessions(self) -> Sequence[SignIn]:
        """Every open session, the last seen first."""

    def attempts(self, key: str) -> Attempts:
        """The failed attempts in a row under a key: a login or an address."""

    def note_failure(self, key: str, at: dt.datetime, *, forget_before: dt.datetime) -> Attempts:
        """Count one more failure; what it returns includes it, however many arrive at once.

        Every key whose last failure was at `forget_before` or earlier is forgotten first.
        """

    def forget_failures(self, key: str) -> None:
        """Begin to count anew."""


class PlanStore(Protocol):
    """The plans that were activated, and what the figures refer to."""

    def active_plan(self) -> PlanFile | None:
        """The plan activated last, None when none ever was."""

    def activate_plan(self, plan: PlanFile, stamp: Stamp) -> None:
        """Make a plan the active one; every text ever activated is kept."""

    def used_names(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """The units, the measures and the parts that current figures refer to; "" is no part."""

    def size(self) -> int:
        """Bytes that the database takes on disk."""

    def backup(self, file: Path) -> None:
        """Write a consistent copy of a SQLite database; raises BackupNotHere for another."""


class TemplateStore(Protocol):
    """The template of the periodic report. Each that takes another's place is a revision; every one is kept."""

    def report_template(self) -> ReportTemplate | None:
        """The template kept last, None while the product's own is in force."""

    def keep_report_template(self, template: ReportTemplate | None, stamp: Stamp) -> None:
        """Put a template in force, with None the product's own; nothing is written where it is in force already."""


class BackupNotHere(Exception):
    """The database is a server's own, so its backups are made there."""


class TaskStore(Protocol):
    """What the lead units say of the tasks, the files that prove it, and the notes on indicators."""

    def task_progress(self, plan: str) -> Sequence[TaskProgress]:
        """What was saved for the tasks of a plan, by task and unit."""

    def save_task(self, progress: TaskProgress, stamp: Stamp, *, evidence: EvidenceFile | None = None) -> TaskProgress:
        """Replace what is stored if its version still is `progress.version`, and give it with the next version.

        `evidence` brings the bytes of a file that is new; the revision tells what changed, and nothing is written
        where nothing did. Raises StaleTask otherwise, and ValueError where a file is not what it says or its bytes
        were never brought, and then changes nothing.
        """

    def evidence(self, file_hash: str) -> EvidenceFile | None:
        """A file that some part of a task refers to, or once did, under the name that it came with first."""

    def notes(self, plan: str, *, indicator: str | None = None) -> Sequence[Note]:
        """The notes of a plan that were not withdrawn, by month and number."""

    def note(self, number: int) -> Note | None:
        """A note that was not withdrawn."""

    def add_note(self, note: Note, stamp: Stamp) -> Note:
        """Keep a note; what it gives has its number, its author and its time."""

    def withdraw_note(self, number: int, stamp: Stamp) -> None:
        """Take a note off every screen; the history keeps it. Raises LookupError."""


class MeetingStore(Protocol):
    """Meetings, what they decided, and what they looked at."""

    def meetings(self, plan: str) -> Sequence[Meeting]:
        """The meetings of a plan, the last day first; of one day, the one that was added last."""

    def meeting(self, number: int) -> Meeting | None:
        """One meeting."""

    def save_meeting(self, meeting: Meeting, stamp: Stamp, *, snapshot: bytes | None = None) -> Meeting:
        """Add a meeting of number 0, or replace one whose stored version still is `meeting.version`.

        Gives it with its number and next version; nothing is written where its day, chair, participants, agenda and
        state are as they were. Raises StaleMeeting otherwise, LookupError where there is none of its number, and
        ValueError for another plan or month, for a step that `TRANSITIONS` does not have, and for a `snapshot`
        without the step to running or that step without one; then changes nothing.
        """

    def show_item(self, number: int, place: int, at: dt.datetime) -> None:
        """Note which item is on the screen: no revision, no new version.

        Nothing happens unless the meeting is running and another item was on the screen.
        """

    def snapshot(self, number: int) -> Snapshot | None:
        """What a meeting looked at, None before it started."""

    def decisions(self, *, meeting: int | None = None, unit: str | None = None) -> Sequence[Decision]:
        """Decisions with their follow-ups, by number."""

    def decision(self, number: int) -> Decision | None:
        """One decision with its follow-ups."""

    def save_decision(self, decision: Decision, stamp: Stamp) -> Decision:
        """Add a decision of number 0, or replace one whose version still is `decision.version`, but for follow-ups.

        Gives it with its number and next version; nothing is written where its text, unit, due day and `done_on` are
        as they were. Raises StaleDecision, LookupError where there is no such decision or meeting, and ValueError for
        another meeting or item than it was written on; then changes nothing.
        """

    def add_follow_up(self, decision: int, text: str, stamp: Stamp) -> Decision:
        """Write what became of a decision, whose version stays; raises LookupError where there is none."""


class Store(FigureStore, PeopleStore, PlanStore, TemplateStore, TaskStore, MeetingStore, AnswerStore, Protocol):
    """All that the services ask for."""
