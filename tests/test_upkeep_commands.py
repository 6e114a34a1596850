"""Upkeep on the command line: the history that is proved or named broken, and backups, on a database of this test."""

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kpi.commands import upkeep
from kpi.services.product import Product
from kpi.store.sqlstore import open_store
from tests.builders import reports, ward
from tests.office import ADMINISTRATOR, OFFICER, product


@pytest.fixture
def made(database_url: str) -> Product:
    """Phường Đô Vinh with three figures, and so three rows of history."""
    figures = reports("van-phong", "2026-03", resolved=50, resolved_late=7, received=52)
    return product(ward(), figures, store=open_store(database_url))


def tamper(database_url: str, statement: str) -> None:
    """Change the history as somebody could who has the file: without its triggers."""
    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as connection, connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(statement)


def verified(made: Product) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return upkeep.verify_history(made, out=out, err=err), out.getvalue(), err.getvalue()


def test_a_history_that_nobody_touched_is_proved_whole(made: Product) -> None:
    assert verified(made) == (0, "Lịch sử nguyên vẹn: không dòng nào bị sửa hoặc thiếu.\n", "")


def test_the_history_of_an_empty_database_is_whole(database_url: str) -> None:
    assert verified(product(ward(), store=open_store(database_url)))[0] == 0


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        ("UPDATE revision SET after = '9' WHERE number = 2", 2),
        ("UPDATE revision SET who = 'ai.khac' WHERE number = 1", 1),
        ("DELETE FROM revision WHERE number = 2", 2),
    ],
)
def test_the_first_row_that_was_tampered_with_is_named(
    statement: str, row: int, made: Product, database_url: str
) -> None:
    tamper(database_url, statement)
    sentence = (
        f"Lịch sử không còn nguyên vẹn: dòng số {row} là dòng đầu tiên bị sửa, bị thiếu hoặc không khớp số đang lưu.\n"
    )
    assert verified(made) == (1, "", sentence)


def test_a_backup_is_made_and_its_file_named(made: Product, tmp_path: Path) -> None:
    out, err = io.StringIO(), io.StringIO()
    assert upkeep.backup(made, ADMINISTRATOR, tmp_path / "backups", out=out, err=err) == 0
    (file,) = (tmp_path / "backups").iterdir()
    assert (out.getvalue(), err.getvalue()) == (f"Đã sao lưu vào {file}.\n", "")
    assert open_store(f"sqlite:///{file}").used_names() == made.store.used_names()


def test_a_backup_that_is_refused_is_one_sentence(made: Product, tmp_path: Path) -> None:
    out, err = io.StringIO(), io.StringIO()
    assert upkeep.backup(made, OFFICER, tmp_path / "backups", out=out, err=err) == 1
    assert (out.getvalue(), err.getvalue().count("\n")) == ("", 1)
    assert not (tmp_path / "backups").exists()
