"""What the services ask of a store; the only description of it that they know."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from kpi.accounts import Account, Attempts, PlanFile, SignIn
from kpi.figures import Change, Figure, Report, Revision, Stamp
from kpi.figures import FigureRow as FigureRow
from kpi.months import Month


class StaleReport(Exception):
    """Somebody saved the same report meanwhile; carries the report as it is now."""

    def __init__(self, current: Report) -> None:
        super().__init__(current)
        self.current = current


class NotEmpty(Exception):
    """The store already holds figures or reports, so demonstration figures would mix with them."""


class NotDemo(Exception):
    """The figures in the store are not for demonstration, so they are not removed as such."""


class LoginTaken(Exception):
    """There is an account of this login, or one that signs in by this external address."""


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

    def draft(self, unit: str, month: Month, person: str) -> Mapping[str, str]:
        """The unsaved words of one person in one report's form: field to text."""

    def keep_draft(self, unit: str, month: Month, person: str, fields: Mapping[str, str]) -> None:
        """Replace that draft; an empty mapping forgets it."""

    def is_empty(self) -> bool:
        """Whether there are no figures and no saved reports."""

    def is_demo(self) -> bool:
        """Whether the figures in the store are for demonstration."""

    def fill_demo(self, figures: Iterable[Figure], reports: Iterable[Report], stamp: Stamp) -> None:
        """Fill an empty store with demonstration figures; raises NotEmpty otherwise."""

    def remove_demo(self, stamp: Stamp) -> None:
        """Remove every figure, report and draft of a demonstration store; the history keeps both events.

        Raises NotDemo otherwise.
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
        """The number of the first revision that was edited or is missing; None when the history is whole."""


class PeopleStore(Protocol):
    """Accounts, open sessions and failed attempts. Sessions and attempts are not history; accounts are."""

    def accounts(self) -> Sequence[Account]:
        """Every account, by login."""

    def account(self, login: str) -> Account | None:
        """The account of a login, disabled or not."""

    def account_of_external(self, external: str) -> Account | None:
        """The account that the province's single sign-on knows by this address."""

    def add_account(self, account: Account, stamp: Stamp) -> None:
        """Raises LoginTaken."""

    def change_account(self, account: Account, stamp: Stamp) -> None:
        """Replace an account of the same login; the revision says what changed, never a password or its hash."""

    def open_session(self, session: SignIn) -> None:
        """Remember a session that was just opened."""

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

    def note_failure(self, key: str, at: dt.datetime) -> Attempts:
        """Count one more failure; what it returns includes it, however many arrive at once."""

    def forget_failures(self, key: str) -> None:
        """Begin to count anew."""


class PlanStore(Protocol):
    """The plans that were activated, and what the figures refer to."""

    def active_plan(self) -> PlanFile | None:
        """The plan activated last, None when none ever was."""

    def activate_plan(self, plan: PlanFile, stamp: Stamp) -> None:
        """Make a plan the active one; every text ever activated is kept."""

    def used_names(self) -> tuple[frozenset[str], frozenset[str]]:
        """The units and the measures that current figures refer to."""

    def size(self) -> int:
        """Bytes that the database takes on disk."""

    def backup(self, file: Path) -> None:
        """Write a consistent copy of a SQLite database; raises BackupNotHere for another."""


class BackupNotHere(Exception):
    """The database is a server's own, so its backups are made there."""


class Store(FigureStore, PeopleStore, PlanStore, Protocol):
    """All that the services ask for."""
