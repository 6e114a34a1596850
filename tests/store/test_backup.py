"""A backup is one file, whole, checked, and never in the place of another."""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine

from kpi.figures import Report, Stamp
from kpi.months import Month
from kpi.services.store import BackupNotHere
from kpi.store import engine as engine_module
from kpi.store.engine import StoreUnavailable, open_engine, writing
from kpi.store.migrate import migrate
from kpi.store.sqlstore import SqlStore, open_store

MARCH = Month(2024, 3)
Save = Callable[..., Report]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A migrated SQLite database."""
    engine = open_engine(f"sqlite:///{tmp_path}/kpi.sqlite")
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "sao lưu"
    folder.mkdir()
    return folder


def test_a_backup_opens_and_holds_everything(store: SqlStore, save: Save, folder: Path) -> None:
    report = save(store, {"resolved_late": 3, "received": None})
    file = folder / "2024-04-03.sqlite"
    store.backup(file)
    assert [path.name for path in folder.iterdir()] == ["2024-04-03.sqlite"]
    copy = open_store(f"sqlite:///{file}")
    assert copy.report("22828", MARCH) == report
    assert copy.figures_of("22828", [MARCH]) == store.figures_of("22828", [MARCH])
    assert copy.revisions() == store.revisions()
    assert copy.first_broken_revision() is None


def test_a_backup_is_complete_without_a_log_beside_it_and_for_its_owner_alone(
    store: SqlStore, save: Save, folder: Path
) -> None:
    save(store, {"resolved_late": 3})
    file = folder / "kpi.sqlite"
    store.backup(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    connection = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("SELECT count(*) FROM figure").fetchone() == (1,)
    connection.close()


def test_a_file_that_is_there_is_left_as_it_is(store: SqlStore, folder: Path) -> None:
    file = folder / "kpi.sqlite"
    file.write_text("bản sao hôm qua")
    with pytest.raises(FileExistsError):
        store.backup(file)
    assert file.read_text() == "bản sao hôm qua"
    assert list(folder.iterdir()) == [file]


def test_the_database_is_not_its_own_backup(store: SqlStore, save: Save, tmp_path: Path) -> None:
    save(store, {"resolved_late": 3})
    with pytest.raises(FileExistsError):
        store.backup(tmp_path / "kpi.sqlite")
    assert store.first_broken_revision() is None


def test_a_folder_that_is_not_there_is_not_made(store: SqlStore, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        store.backup(tmp_path / "chưa có" / "kpi.sqlite")


def test_of_two_backups_to_one_file_one_is_made(store: SqlStore, save: Save, folder: Path) -> None:
    save(store, {"resolved_late": 3})
    file = folder / "kpi.sqlite"

    def back_up(_person: int) -> bool:
        try:
            store.backup(file)
        except FileExistsError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(back_up, range(4))) == 1
    assert [path.name for path in folder.iterdir()] == ["kpi.sqlite"]
    assert open_store(f"sqlite:///{file}").data_version() == 1


def test_a_backup_waits_for_no_writer_and_holds_what_was_committed(
    engine: Engine, store: SqlStore, save: Save, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "WAIT_SECONDS", 0.05)
    save(store, {"resolved_late": 3})
    with writing(engine) as connection:
        connection.exec_driver_sql("DELETE FROM figure")
        store.backup(folder / "kpi.sqlite")
    assert len(list(open_store(f"sqlite:///{folder}/kpi.sqlite").read_figures()[1])) == 1


def test_backups_made_while_others_write_are_each_one_moment(store: SqlStore, save: Save, folder: Path) -> None:
    def work(unit: str) -> None:
        for late in range(15):
            save(store, {"resolved_late": late, "received": late}, unit=unit)

    with ThreadPoolExecutor(3) as pool:
        writers = [pool.submit(work, unit) for unit in ("22810", "22828")]
        for index in range(5):
            store.backup(folder / f"{index}.sqlite")
        for writer in writers:
            writer.result()
    versions = []
    for index in range(5):
        copy = open_store(f"sqlite:///{folder}/{index}.sqlite")
        assert copy.first_broken_revision() is None
        for unit in ("22810", "22828"):
            figures = copy.figures_of(unit, [MARCH])
            assert len({figure.value for figure in figures}) <= 1
            assert len(figures) in (0, 2)
        versions.append(copy.data_version())
    assert versions == sorted(versions)


def test_a_backup_of_a_damaged_database_is_not_left_behind(
    engine: Engine, store: SqlStore, stamp: Stamp, save: Save, folder: Path, tmp_path: Path
) -> None:
    save(store, {f"measure_{index}": index for index in range(500)})
    engine.dispose()
    file = tmp_path / "kpi.sqlite"
    content = bytearray(file.read_bytes())
    content[8192:] = os.urandom(len(content) - 8192)
    file.write_bytes(content)
    with pytest.raises(StoreUnavailable) as refusal:
        store.backup(folder / "kpi.sqlite")
    assert refusal.value.reason == "damaged"
    assert list(folder.iterdir()) == []


def test_a_server_makes_its_own_backups(
    postgresql: Callable[[], str], connect: Callable[[str], Engine], folder: Path
) -> None:
    with pytest.raises(BackupNotHere):
        SqlStore(connect(postgresql())).backup(folder / "kpi.sqlite")
    assert list(folder.iterdir()) == []
