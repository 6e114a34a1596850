"""Opening a database, reading it and writing to it."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, delete, insert, select, text
from sqlalchemy.exc import DBAPIError

from kpi.store import engine as engine_module
from kpi.store import tables
from kpi.store.engine import StoreUnavailable, open_engine, reading, writing
from kpi.store.migrate import migrate
from kpi.store.sqlstore import open_store

REPORT = {"unit": "22828", "month": 24290, "state": "draft", "version": 1, "saved_at": "", "saved_by": ""}
NOBODY = 65534


@contextmanager
def an_ordinary_user() -> Iterator[None]:
    """File permissions mean nothing to root."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that ordinary users may enter and write to."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)
        Path(name).chmod(0o777)


def test_sqlite_keeps_what_it_acknowledged_and_its_foreign_keys(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/kpi.sqlite")
    with reading(engine) as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("foreign_keys", "journal_mode", "synchronous", "busy_timeout")
        }
    engine.dispose()
    assert pragmas == {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2, "busy_timeout": 30_000}


def test_reading_cannot_write(engine: Engine) -> None:
    with pytest.raises((DBAPIError, StoreUnavailable)), reading(engine) as connection:
        connection.execute(delete(tables.figure))


def test_writing_is_possible_on_a_connection_that_has_read(engine: Engine) -> None:
    with reading(engine) as connection:
        connection.execute(select(tables.report))
    with writing(engine) as connection:
        connection.execute(insert(tables.report), [REPORT])
    with reading(engine) as connection:
        assert len(connection.execute(select(tables.report)).all()) == 1


def test_reading_sees_one_moment_however_long_it_takes(engine: Engine) -> None:
    with reading(engine) as early:
        assert early.execute(select(tables.report)).all() == []
        with writing(engine) as connection:
            connection.execute(insert(tables.report), [REPORT])
        assert early.execute(select(tables.report)).all() == []


def test_a_failing_statement_undoes_what_was_written_before_it(engine: Engine) -> None:
    def write(connection: Connection) -> None:
        connection.execute(insert(tables.report), [REPORT])
        connection.execute(insert(tables.report), [REPORT])

    with pytest.raises(DBAPIError), writing(engine) as connection:
        write(connection)
    with reading(engine) as connection:
        assert connection.execute(select(tables.report)).all() == []


def test_an_explanation_of_no_report_is_refused(engine: Engine) -> None:
    orphan = {"unit": "22828", "month": 24290, "check_id": "resolved", "text": "Cộng dồn từ tháng trước"}
    with pytest.raises(DBAPIError), writing(engine) as connection:
        connection.execute(insert(tables.explanation), [orphan])


def test_a_writer_that_waits_too_long_is_told_that_the_store_is_busy(
    url: str, connect: Callable[[str], Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "WAIT_SECONDS", 0.05)
    first, second = connect(url), connect(url)
    with writing(first), pytest.raises(StoreUnavailable) as refusal, writing(second):
        pass
    assert refusal.value.reason == "busy"


def test_a_writer_does_not_keep_readers_waiting(
    url: str, connect: Callable[[str], Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "WAIT_SECONDS", 0.05)
    first, second = connect(url), connect(url)
    with writing(first), reading(second) as connection:
        assert connection.scalar(select(1)) == 1


@pytest.mark.parametrize(
    "url",
    [
        "",
        "data/kpi.sqlite",
        "mysql://localhost/kpi",
        "postgresql+asyncpg://localhost/kpi",
        "postgresql://localhost:cong/kpi",
        "sqlite://",
        "sqlite:///:memory:",
    ],
)
def test_a_wrong_url_is_named_as_such(url: str) -> None:
    with pytest.raises(StoreUnavailable) as refusal:
        open_engine(url)
    assert refusal.value.reason == "wrong_url"


def test_an_unknown_option_is_a_wrong_url(postgresql: Callable[[], str]) -> None:
    with pytest.raises(StoreUnavailable) as refusal:
        open_engine(postgresql() + "&mau=xanh")
    assert refusal.value.reason == "wrong_url"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_usual_spelling_of_a_postgresql_url_works(scheme: str, postgresql: Callable[[], str]) -> None:
    engine = open_engine(scheme + postgresql().removeprefix("postgresql"))
    with reading(engine) as connection:
        assert connection.scalar(text("SELECT current_setting('transaction_isolation')")) == "repeatable read"
    engine.dispose()


@pytest.mark.parametrize("url", ["postgresql://127.0.0.1:1/kpi", "postgresql:///kpi?host=/khong/co"])
def test_a_postgresql_that_does_not_answer_is_unreachable(url: str) -> None:
    with pytest.raises(StoreUnavailable) as refusal:
        open_engine(url)
    assert refusal.value.reason == "unreachable"


def test_no_password_is_repeated_in_a_refusal() -> None:
    with pytest.raises(StoreUnavailable) as refusal:
        open_engine("postgresql://kpi:NinhSon2024@127.0.0.1:1/kpi")
    assert "NinhSon2024" not in str(refusal.value)


def test_a_file_that_is_not_a_database_is_left_as_it_is(tmp_path: Path) -> None:
    letter = tmp_path / "kpi.sqlite"
    letter.write_text("Kế hoạch Cải cách hành chính " * 100)
    with pytest.raises(StoreUnavailable) as refusal:
        open_engine(f"sqlite:///{letter}")
    assert refusal.value.reason == "not_a_database"
    assert letter.read_text().startswith("Kế hoạch")


def test_a_folder_that_does_not_exist_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable) as refusal:
        open_engine(f"sqlite:///{tmp_path}/chua-co/kpi.sqlite")
    assert refusal.value.reason == "cannot_open"


def test_a_read_only_folder_cannot_take_a_new_database(folder: Path) -> None:
    folder.chmod(0o555)
    with an_ordinary_user(), pytest.raises(StoreUnavailable) as refusal:
        open_engine(f"sqlite:///{folder}/kpi.sqlite")
    assert refusal.value.reason == "cannot_open"


def test_a_read_only_file_is_named_as_such(folder: Path) -> None:
    file = folder / "kpi.sqlite"
    sqlite3.connect(file).execute("CREATE TABLE ghi_chu (chu TEXT)").connection.close()
    file.chmod(0o444)
    with an_ordinary_user(), pytest.raises(StoreUnavailable) as refusal:
        open_store(f"sqlite:///{file}")
    assert refusal.value.reason == "read_only"


def test_a_damaged_database_is_named_as_such(tmp_path: Path) -> None:
    file = tmp_path / "kpi.sqlite"
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(StoreUnavailable) as refusal:
        open_store(f"sqlite:///{file}")
    assert refusal.value.reason == "damaged"
