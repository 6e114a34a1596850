"""The store of the services, on a database."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from kpi.accounts import PlanFile
from kpi.figures import Stamp
from kpi.services.store import Store
from kpi.store import figures, files, plans, tables
from kpi.store.engine import open_engine, reading, writing
from kpi.store.imports import SqlAnswers
from kpi.store.migrate import migrate
from kpi.store.sqlfigures import SqlFigures
from kpi.store.sqlmeetings import SqlMeetings
from kpi.store.sqlpeople import SqlPeople
from kpi.store.sqltasks import SqlTasks
from kpi.store.templates import SqlTemplates


def utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def open_store(url: str) -> "SqlStore":
    """The store behind a database URL, its tables brought up to date; raises StoreUnavailable."""
    engine = open_engine(url)
    migrate(engine)
    return SqlStore(engine)


class SqlStore(SqlFigures, SqlPeople, SqlTemplates, SqlTasks, SqlMeetings, SqlAnswers):
    """`kpi.services.store.Store` on SQLite or PostgreSQL; `now` dates the drafts.

    Every method is one transaction and may raise StoreUnavailable.
    """

    def __init__(self, engine: Engine, now: Callable[[], dt.datetime] = utc_now) -> None:
        self._engine = engine
        self._now = now

    def active_plan(self) -> PlanFile | None:
        with reading(self._engine) as connection:
            return plans.active(connection)

    def activate_plan(self, plan: PlanFile, stamp: Stamp) -> None:
        with writing(self._engine) as connection:
            plans.activate(connection, plan, stamp)

    def used_names(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        columns = tables.figure.c
        with reading(self._engine) as connection:
            units, measures = (figures.names(connection, column) for column in (columns.unit, columns.measure))
            return units, measures, figures.parts(connection)

    def size(self) -> int:
        with reading(self._engine) as connection:
            return files.size(connection)

    def backup(self, file: Path) -> None:
        """Raises FileExistsError, never writes over a file; see `kpi.store.files.backup` for the rest."""
        with reading(self._engine) as connection:
            files.backup(connection, file)


if TYPE_CHECKING:
    _IMPLEMENTS: type[Store] = SqlStore
