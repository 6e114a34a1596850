"""The database as a file: how large it is, and a copy of it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, func, select, text

from kpi.services.store import BackupNotHere
from kpi.store.engine import StoreUnavailable, sqlite_reason


def size(connection: Connection) -> int:
    """Bytes on disk, without what SQLite has still in its log."""
    if connection.dialect.name == "postgresql":
        return int(connection.scalar(select(func.pg_database_size(func.current_database()))) or 0)
    pages, bytes_each = (connection.scalar(text(f"PRAGMA {name}")) or 0 for name in ("page_count", "page_size"))
    return int(pages) * int(bytes_each)


def backup(connection: Connection, file: Path) -> None:
    """Copy the moment that this connection sees into a new file, checked and on the disk before it gets its name.

    Readable by its owner alone: it holds what the database holds. Raises FileExistsError and other OSErrors,
    StoreUnavailable (disk_full, disk_error, damaged), and BackupNotHere for a database that is not SQLite.
    """
    source = connection.connection.driver_connection
    if not isinstance(source, sqlite3.Connection):
        raise BackupNotHere
    with _reserved(file) as part, _reasons():
        with closing(sqlite3.connect(part)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, complete without a log beside it
            found = target.execute("PRAGMA quick_check(1)").fetchone()
        if found != ("ok",):
            raise StoreUnavailable("damaged", str(found))


@contextmanager
def _reserved(file: Path) -> Iterator[Path]:
    """An empty file to fill, which takes the place of `file` at the end; after an error there is neither."""
    part = file.with_name(f"{file.name}.part")
    _create(file)
    try:
        _create(part)
        try:
            yield part
            _flush(part)
            part.replace(file)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        _flush(file.parent)
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def _create(file: Path) -> None:
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _flush(path: Path) -> None:
    """Wait until the disk has a file, or a folder's names."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _reasons() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StoreUnavailable(sqlite_reason(error) or "disk_error", str(error)) from error
