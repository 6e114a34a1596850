"""The shape of the code, held by rules that run: who imports whom, what a page may do, where Vietnamese lives."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
KPI, PAGES = ROOT / "kpi", ROOT / "pages"
MODULES = sorted([*KPI.rglob("*.py"), *PAGES.glob("*.py"), ROOT / "dashboard.py"])
SCREENS = [path for path in sorted(PAGES.glob("*.py")) if path.name != "__init__.py"]

MOST_LINES = 350
MOST_LINES_OF_A_PAGE = 90
MOST_LINES_OF_A_LONG_TABLE = {"kpi/plan.py": 365}
"""A module that is one list of declarations may be as long as that list."""

VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")
WORDS_OUTSIDE_WORDING = {
    "kpi/numbers.py": {"không phát sinh"},
    "kpi/passwords.py": {"đ"},
    "kpi/composition.py": {"Dòng lệnh"},
}
"""What people type, a letter that has no plain form of its own, and the name under which the console acts."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """Every module that a module imports, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def importers_of(*packages: str) -> list[str]:
    return [name_of(path) for path in MODULES if {name.split(".")[0] for name in imported(path)} & set(packages)]


def docstrings(module: ast.Module) -> set[int]:
    """The ids of the strings that stand alone: docstrings of modules, classes, functions and values."""
    return {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}


def texts(path: Path) -> Iterator[str]:
    """Every string of a module but its docstrings."""
    module = tree(path)
    alone = docstrings(module)
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value


def each(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=name_of)


def test_imports_keep_the_contracts() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run([*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_module_has_a_place_in_the_contract_of_directions() -> None:
    layers = (ROOT / ".importlinter").read_text(encoding="utf-8").split("layers =")[1].split("exhaustive")[0]
    placed = set(layers.replace("|", " ").split())
    parts = {f"kpi.{path.stem}" for path in KPI.glob("*.py")} | {
        f"kpi.{path.parent.name}" for path in KPI.glob("*/__init__.py")
    }
    assert parts - {"kpi.__init__"} <= placed


def test_streamlit_is_known_only_to_the_screens_and_where_the_product_is_put_together() -> None:
    screens = ("kpi/ui/", "pages/", "dashboard.py", "kpi/composition.py", "kpi/web/sso.py")
    assert [name for name in importers_of("streamlit") if not name.startswith(screens)] == []


def test_only_the_store_speaks_sql() -> None:
    importers = importers_of("sqlalchemy", "sqlmodel", "alembic", "psycopg", "sqlite3")
    assert [name for name in importers if not name.startswith("kpi/store/")] == []


def test_only_rules_and_services_know_frames() -> None:
    beyond = ("kpi/ui/", "kpi/web/", "kpi/wording/", "kpi/store/", "pages/", "dashboard.py")
    assert [name for name in importers_of("pandas", "numpy") if name.startswith(beyond)] == []


def test_nothing_talks_to_another_host() -> None:
    assert importers_of("requests", "httpx", "urllib3", "http", "smtplib", "socket") == []
    assert [name_of(path) for path in MODULES if "urllib.request" in imported(path)] == []


@each(SCREENS)
def test_a_page_is_a_table_of_contents_of_its_screen(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES_OF_A_PAGE
    functions = [node.name for node in tree(path).body if isinstance(node, ast.FunctionDef)]
    assert functions == ["page"]


@each(SCREENS)
def test_nothing_of_a_page_runs_at_import_but_its_spec(path: Path) -> None:
    body = tree(path).body[1:]
    others = [node for node in body if not isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef)]
    assert [ast.unparse(node).split(" = ")[0] for node in others] == ["PAGE"]


@each(SCREENS)
def test_a_page_sees_services_and_words_and_parts_of_screens(path: Path) -> None:
    allowed = re.compile(r"streamlit|functools|kpi\.(errors|months|plan|services|ui|wording)(\..*)?")
    assert {name for name in imported(path) if not allowed.fullmatch(name)} == set()


@each(SCREENS)
def test_a_page_catches_nothing_but_a_refusal(path: Path) -> None:
    caught = [node.type for node in ast.walk(tree(path)) if isinstance(node, ast.ExceptHandler)]
    assert {ast.unparse(kind) if kind else "everything" for kind in caught} <= {"Refused"}


@each(SCREENS)
def test_a_page_neither_calculates_nor_formats(path: Path) -> None:
    for node in ast.walk(tree(path)):
        assert not isinstance(node, ast.BinOp), ast.unparse(node)
        assert not isinstance(node, ast.FormattedValue), ast.unparse(node)
        if isinstance(node, ast.Call):
            assert ast.unparse(node.func) not in {"round", "sum", "format", "len", "max", "min"}, ast.unparse(node)


@each(MODULES)
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    most = MOST_LINES_OF_A_LONG_TABLE.get(name_of(path), MOST_LINES)
    assert len(path.read_text(encoding="utf-8").splitlines()) <= most


@each([path for path in MODULES if not name_of(path).startswith("kpi/wording/")])
def test_words_that_people_read_live_in_one_place(path: Path) -> None:
    found = {text for text in texts(path) if VIETNAMESE.search(text)}
    assert found == WORDS_OUTSIDE_WORDING.get(name_of(path), set())


@pytest.mark.parametrize("path", sorted(KPI.glob("ui/**/*.[hj][ts]*")), ids=name_of)
def test_words_are_not_in_templates_and_scripts_either(path: Path) -> None:
    assert VIETNAMESE.findall(path.read_text(encoding="utf-8")) == []


@each(MODULES)
def test_every_module_says_what_it_is(path: Path) -> None:
    empty = not path.read_text(encoding="utf-8").strip()
    assert empty or ast.get_docstring(tree(path))


@each(MODULES)
def test_no_number_is_tested_for_truth_where_zero_has_a_meaning(path: Path) -> None:
    names = {"value", "numerator", "denominator", "target", "bound", "maximum"}
    for node in ast.walk(tree(path)):
        tested = node.operand if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) else None
        if isinstance(tested, ast.Attribute) and ast.unparse(tested) not in {"i.denominator", "indicator.denominator"}:
            assert tested.attr not in names, ast.unparse(node)
