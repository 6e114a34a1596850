"""The examples in docstrings run, and give what they say."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import kpi

ROOT = Path(kpi.__file__).resolve().parents[1]
WITHOUT_EXAMPLES = ("kpi/__main__.py", "kpi/ui/shell.py", "kpi/store/migrations/")
"""Programs and migrations: importing one runs it."""

NAMES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted((ROOT / "kpi").rglob("*.py"))
    if not path.relative_to(ROOT).as_posix().startswith(WITHOUT_EXAMPLES)
]


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_a_module_give_what_they_say(name: str) -> None:
    outcome = doctest.testmod(import_module(name))
    assert outcome.failed == 0


def test_examples_are_found() -> None:
    assert doctest.testmod(import_module("kpi.wording.formats")).attempted > 5
