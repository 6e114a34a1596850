"""The migrations: they make the tables that the code knows, once, and all of them or none."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

import kpi
from kpi.store.engine import StoreUnavailable, reading, writing
from kpi.store.migrate import migrate
from kpi.store.sqlstore import SqlStore
from kpi.store.tables import Base

START = """
import sys
from kpi.store.sqlstore import open_store
print("ready", flush=True)
sys.stdin.readline()
print(open_store(sys.argv[1]).data_version())
"""


def test_the_migrations_make_exactly_the_tables_that_the_code_knows(engine: Engine) -> None:
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_comparison_notices_a_missing_index(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("DROP INDEX ix_figure_measure_month"))
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) != []


def test_migrating_again_keeps_the_figures(engine: Engine, save: Callable[..., object]) -> None:
    store = SqlStore(engine)
    save(store, {"resolved_late": 4})
    migrate(engine)
    assert store.data_version() == 1


def test_a_migration_that_fails_leaves_nothing_behind(url: str, connect: Callable[[str], Engine]) -> None:
    engine = connect(url)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE draft (chu TEXT)"))  # in the way of the last table of 0001
    with pytest.raises(Exception, match="already exists"):
        migrate(engine)
    assert inspect(engine).get_table_names() == ["draft"]
    with writing(engine) as connection:
        connection.execute(text("DROP TABLE draft"))
    migrate(engine)
    assert "revision" in inspect(engine).get_table_names()


def test_processes_that_start_at_once_migrate_once(url: str) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", START, url],
            cwd=Path(kpi.__file__).parent.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate(timeout=60)[0] for process in processes] == ["0\n"] * 3


def test_tables_of_a_newer_version_of_the_product_are_refused(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreUnavailable) as refusal:
        migrate(engine)
    assert refusal.value.reason == "newer_schema"
