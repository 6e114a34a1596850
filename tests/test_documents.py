"""The documents say what the product does: fields, commands, dependencies and files that exist."""

import re
import shlex
from collections.abc import Mapping

import pytest

from kpi.__main__ import parser
from kpi.plan import Band, PlanHead, Row, Step, Target
from kpi.planfile import OPTIONAL, TABLES
from tests.office import DATA

ROOT = DATA.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PLAN_README = (DATA / "plans" / "README.md").read_text(encoding="utf-8")

MODELS: Mapping[str, type[Row]] = {
    "[plan]": PlanHead,
    **{f"[[{table}]]": model for table, (_, model) in TABLES.items()},
    "[[indicator.target]]": Target,
    "[[indicator.target.steps]]": Step,
    "[[indicator.bands]]": Band,
}


def sections() -> dict[str, str]:
    """The text below each heading of a table of the plan file."""
    pieces = re.split(r"^## `(.+)`$", PLAN_README, flags=re.M)[1:]
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


def documented(section: str) -> dict[str, str]:
    """The fields of a section with what it says of whether they are required."""
    return dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|", section, flags=re.M))


def fields(model: type[Row]) -> dict[str, bool]:
    """The keys of a table as they are written, and whether the parser asks for them."""
    return {field.alias or name: field.is_required() for name, field in model.model_fields.items()}


def commands(text: str) -> list[str]:
    """The lines of code blocks that start this product's command line."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.M | re.S)
    return [line for block in blocks for line in block.splitlines() if line.startswith("python -m kpi")]


def required_packages() -> list[str]:
    lines = [
        line
        for name in ("requirements.txt", "tests/requirements.txt")
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
    ]
    names = [re.match(r"[A-Za-z0-9-]+", line) for line in lines if line and not line.startswith(("-", "#"))]
    return [name[0] for name in names if name]


def test_every_table_of_a_plan_file_is_documented_and_no_other() -> None:
    assert set(sections()) == set(MODELS)
    listed = set(re.findall(r"^\| `(\[+\w+\]+)` \|", PLAN_README, flags=re.M))
    assert listed == {"[plan]", *(f"[[{table}]]" for table in TABLES)}


@pytest.mark.parametrize("table", MODELS)
def test_every_field_of_a_table_is_documented_and_no_other(table: str) -> None:
    assert set(documented(sections()[table])) == set(fields(MODELS[table]))


@pytest.mark.parametrize("table", MODELS)
def test_a_field_is_called_required_exactly_when_the_parser_asks_for_it(table: str) -> None:
    required = {name for name, says in documented(sections()[table]).items() if says.strip() == "yes"}
    assert required == {name for name, asked in fields(MODELS[table]).items() if asked}


def test_tables_that_may_be_left_out_are_said_to_hold_any_number_of_rows() -> None:
    rows = dict(re.findall(r"^\| `\[\[(\w+)\]\]` \| ([^|]+) \|", PLAN_README, flags=re.M))
    assert {table for table, number in rows.items() if number.strip() == "any"} == OPTIONAL


@pytest.mark.parametrize("command", sorted({*commands(README), *commands(PLAN_README)}))
def test_every_command_of_the_documents_exists(command: str) -> None:
    asked = parser().parse_args(shlex.split(command)[3:])
    assert not hasattr(asked, "file") or (ROOT / asked.file).is_file()


def test_every_command_that_exists_is_in_the_readme() -> None:
    choices = next(action.choices for action in parser()._actions if action.choices)
    assert {command.split()[3] for command in commands(README)} == set(choices or ())


@pytest.mark.parametrize("package", required_packages())
def test_every_dependency_is_named_with_its_reason(package: str) -> None:
    rows = re.findall(r"^\| ([\w, -]+)(?:\[\w+\])? \| (.+) \|$", README, flags=re.M)
    assert [reason for names, reason in rows if package in names.split(", ")]


def test_every_dependency_in_the_readme_is_installed_by_a_requirements_file() -> None:
    table = README.split("| dependency |")[1].split("\n\n")[0]
    cells = re.findall(r"^\| ([\w, -]+)(?:\[\w+\])? \|", table, flags=re.M)
    named = [name for names in cells for name in names.split(", ")]
    assert set(named) == set(required_packages())


def test_every_file_that_the_documents_point_to_is_there() -> None:
    links = [(ROOT, target) for target in re.findall(r"\]\(([^)#]+)\)", README)]
    links += [(DATA / "plans", target) for target in re.findall(r"\]\(([^)#]+)\)", PLAN_README)]
    missing = [target for folder, target in links if "://" not in target and not (folder / target).exists()]
    assert missing == []


def test_every_setting_of_the_readme_is_read_somewhere() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "kpi").rglob("*.py"))
    named, read = set(re.findall(r"KPI_\w+", README)), set(re.findall(r'environ\S*\("(KPI_\w+)"', sources))
    assert named == read


def test_names_in_quick_instructions_are_those_on_the_screen() -> None:
    from kpi.wording import account_words, admin_words, screens

    modules = (screens, account_words, admin_words)
    shown = {value for module in modules for value in vars(module).values() if isinstance(value, str)}
    quoted = set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", README.split("## What it is")[0]))
    assert quoted <= shown


def test_no_document_names_a_path_of_one_machine() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "data").rglob("*.md"), *(ROOT / "kpi").rglob("*.md")]
    for document in documents:
        assert not re.search(r"/(home|root|work|tmp|Users)/", document.read_text(encoding="utf-8")), document
