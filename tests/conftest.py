"""A guard around every test: no test can open the real store, whatever goes wrong in it."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[1] / "data"


def _refuse_the_real_store(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "sqlite3.connect":
        return
    name = os.fsdecode(arguments[0]).removeprefix("file:").split("?")[0]
    if Path(name).resolve().is_relative_to(DATA):
        raise PermissionError(f"a test must not open the real store: {name}")


sys.addaudithook(_refuse_the_real_store)


@pytest.fixture(autouse=True)
def database_url(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The database of this test alone, also for what asks the environment for it."""
    url = f"sqlite:///{tmp_path / 'kpi-of-this-test.sqlite'}"
    monkeypatch.setenv("KPI_DATABASE_URL", url)
    monkeypatch.delenv("KPI_PLAN", raising=False)
    return url
