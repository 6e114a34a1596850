"""Every test of the store runs on SQLite and on a real PostgreSQL, each with a database of its own."""

import datetime as dt
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Engine

from kpi.figures import Change, Figure, FigureKey, Report, Stamp
from kpi.months import Month
from kpi.store.engine import open_engine
from kpi.store.migrate import migrate
from kpi.store.sqlstore import SqlStore

NewStore = Callable[[], AbstractContextManager[SqlStore]]


class Save(Protocol):
    def __call__(self, store: SqlStore, values: Mapping[str, float | None], *, unit: str = ...) -> Report: ...


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """A running server; each call makes an empty database and gives its URL."""
    with warnings.catch_warnings(action="ignore"):  # of where it keeps its lock file
        from pgserver.postgres_server import get_server

    folder = tempfile.TemporaryDirectory()
    server = get_server(Path(folder.name) / "data", cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # no test cuts the power
        connection.execute("SELECT pg_reload_conf()")
    numbers = count(1)

    def new_database() -> str:
        name = f"kpi_{next(numbers)}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return str(server.get_uri(database=name))

    yield new_database
    server.cleanup()
    folder.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Each call gives the URL of a new, empty database."""
    if request.param == "postgresql":
        new_database: Callable[[], str] = request.getfixturevalue("postgresql")
        return new_database
    numbers = count(1)
    return lambda: f"sqlite:///{tmp_path}/kpi-{next(numbers)}.sqlite"


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    return new_url()


@pytest.fixture
def connect() -> Iterator[Callable[[str], Engine]]:
    """Opens engines, as another process would, and closes them after the test."""
    engines: list[Engine] = []

    def connect(url: str) -> Engine:
        engines.append(open_engine(url))
        return engines[-1]

    yield connect
    for engine in engines:
        engine.dispose()


@pytest.fixture
def engine(url: str, connect: Callable[[str], Engine]) -> Engine:
    """A migrated database."""
    engine = connect(url)
    migrate(engine)
    return engine


@pytest.fixture
def store(engine: Engine) -> SqlStore:
    return SqlStore(engine)


@pytest.fixture
def new_store(new_url: Callable[[], str]) -> NewStore:
    """Each call is an empty store of its own, for the examples of a property."""

    @contextmanager
    def new_store() -> Iterator[SqlStore]:
        engine = open_engine(new_url())
        migrate(engine)
        yield SqlStore(engine)
        engine.dispose()

    return new_store


@pytest.fixture
def stamp() -> Stamp:
    return Stamp("Kator Thị Mai", dt.datetime(2024, 4, 3, 2, 30, tzinfo=dt.UTC), "form")


@pytest.fixture
def save(stamp: Stamp) -> Save:
    """Saves whole figures of tháng 3/2024, by measure, over whatever is stored."""

    def save(store: SqlStore, values: Mapping[str, float | None], *, unit: str = "22828") -> Report:
        report = store.report(unit, Month(2024, 3))
        keys = {FigureKey(unit, measure, Month(2024, 3)): value for measure, value in values.items()}
        changes = [Change(key, None, Figure(key, value)) for key, value in keys.items()]
        return store.save_report(report, changes=changes, explanations=report.explanations, stamp=stamp)

    return save
