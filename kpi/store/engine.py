"""The database itself: SQLite in a file or PostgreSQL by URL, with one way to read and one way to write.

`reading` sees one consistent moment and cannot write; `writing` is the only writer while it lasts, so
that versions are compared and the history is chained against what really is the latest.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

WAIT_SECONDS: float = 30
"""How long a writer waits for the one before it."""

_CONNECT_SECONDS = 10

_WRITE_LOCK = 395_2024
"""The advisory lock of PostgreSQL that all writers take: any number that is the same in every process."""

_SWITCH_TRIES = 20

_DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
_READ_ONLY: dict[str, dict[str, object]] = {
    "sqlite": {"read_only": True},
    "postgresql": {"read_only": True, "isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}
_SQLITE_REASONS = {
    "SQLITE_NOTADB": "not_a_database",
    "SQLITE_CANTOPEN": "cannot_open",
    "SQLITE_READONLY": "read_only",
    "SQLITE_BUSY": "busy",
    "SQLITE_FULL": "disk_full",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_IOERR": "disk_error",
}
_POSTGRESQL_REASONS = {"55P03": "busy", "25006": "read_only", "53100": "disk_full"}


class StoreUnavailable(Exception):
    """The database cannot be used; `reason` is a code, `detail` the driver's words for the log.

    Codes: wrong_url, not_a_database, cannot_open, read_only, busy, disk_full, damaged, disk_error,
    unreachable, newer_schema.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def open_engine(url: str) -> Engine:
    """An engine on "sqlite:///path" or "postgresql://…" that has answered once; raises StoreUnavailable."""
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(parsed)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = create_engine(parsed, pool_pre_ping=True)
        event.listen(engine, "begin", _begin_postgresql)
    try:
        with reading(engine):
            return engine
    except StoreUnavailable:
        engine.dispose()
        raise


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the database; a write in it is an error. Waits for nobody."""
    with _reasons(), engine.connect() as connection:
        connection.execution_options(**_READ_ONLY[engine.dialect.name])
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the write lock from its beginning: commits at the end, or rolls back."""
    with _reasons(), engine.begin() as connection:
        yield connection


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        parsed = parsed.set(drivername=_DRIVERS[parsed.drivername])
    except (ArgumentError, KeyError, ValueError) as error:
        raise StoreUnavailable("wrong_url", type(error).__name__) from error
    if parsed.get_backend_name() == "sqlite":
        if parsed.database in (None, "", ":memory:"):
            raise StoreUnavailable("wrong_url", "a database in memory keeps nothing")
        defaults = {"timeout": str(WAIT_SECONDS)}
    else:
        defaults = {"connect_timeout": str(_CONNECT_SECONDS)}
    return parsed.update_query_dict({**defaults, **parsed.query})


def _set_up_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # begin and commit are ours, DDL included
    _switch_to_wal(connection)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Of processes that switch a new file at once all but one are told "busy" at once: wait for that one, ask again."""
    for tries_left in reversed(range(_SWITCH_TRIES)):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or not tries_left:
                raise
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("PRAGMA query_only=ON" if read_only else "PRAGMA query_only=OFF")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection) -> None:
    if not connection.get_execution_options().get("read_only", False):
        wait = func.set_config("lock_timeout", f"{WAIT_SECONDS}s", True)
        connection.execute(select(wait))
        connection.execute(select(func.pg_advisory_xact_lock(_WRITE_LOCK)))


@contextmanager
def _reasons() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        reason = _reason(error)
        if reason is None:
            raise
        raise StoreUnavailable(reason, str(error.orig)) from error


def _reason(error: DBAPIError) -> str | None:
    """Why the database cannot be used; None when it can, and the statement was at fault."""
    if isinstance(error.orig, sqlite3.Error):
        return sqlite_reason(error.orig)
    state = getattr(error.orig, "sqlstate", None)
    if state in _POSTGRESQL_REASONS:
        return _POSTGRESQL_REASONS[state]
    if isinstance(error, OperationalError):
        return "unreachable"
    return None if state else "wrong_url"


def sqlite_reason(error: sqlite3.Error) -> str | None:
    """The same for an error of SQLite's own."""
    name = getattr(error, "sqlite_errorname", "")
    return next((reason for start, reason in _SQLITE_REASONS.items() if name.startswith(start)), None)
