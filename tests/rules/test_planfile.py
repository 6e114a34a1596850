"""Reading plan files: every fault its own problem with its place, and all of them at once."""

import ast
import inspect
from pathlib import Path

import pytest

from kpi import planfile, planrules
from kpi.errors import PlanRefused, Problem
from kpi.planfile import load_plan, parse_plan
from tests.builders import PLANS, plan_from, problems_of, tables, ward

INVALID = sorted(PLANS.glob("invalid-*.toml"))
EXPECT = "# expect: "


def problems_in(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(PlanRefused) as refused:
        load_plan(path)
    return refused.value.problems


def expected_in(path: Path) -> list[tuple[str, str]]:
    """What the first lines of a faulty plan say is wrong with it: place and code."""
    lines = [line.removeprefix(EXPECT) for line in path.read_text(encoding="utf-8").splitlines() if EXPECT in line]
    return sorted((where, code) for where, code in (line.split(" | ") for line in lines))


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem.removeprefix("invalid-"))
def test_each_fault_is_named_at_its_place_and_nothing_else_is(path: Path) -> None:
    assert sorted((problem.where, problem.code) for problem in problems_in(path)) == expected_in(path)


def test_every_rule_of_a_plan_file_has_a_plan_that_breaks_it() -> None:
    codes = {code for _, code, _ in planrules._FITTING}
    for module in (planrules, planfile):
        for call in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "Problem":
                codes |= {str(code.value) for code in call.args[1:2] if isinstance(code, ast.Constant)}
    broken = {code for path in INVALID for _, code in expected_in(path)}
    assert codes - broken == {"file_unreadable", "not_utf8"}  # these two are made below


def test_many_faults_are_all_named_at_once() -> None:
    codes = {problem.code for problem in problems_in(PLANS / "invalid-many.toml")}
    assert codes > {"missing", "unknown_id", "duplicate_id", "two_targets_in_force", "unknown_table"}


def test_a_problem_tells_what_was_written_and_where_it_was_looked_for() -> None:
    assert problems_in(PLANS / "invalid-target-for-an-unknown-unit.toml") == (
        Problem("[[indicator]] on_time → target 1 → scope", "unknown_id", {"written": "tu-phap", "table": "unit"}),
    )


def test_two_targets_in_force_tell_for_whom_and_from_when() -> None:
    (problem,) = problems_in(PLANS / "invalid-two-targets-in-force.toml")
    details = {name: str(value) for name, value in problem.details.items()}
    assert details == {"scope": "phong", "month": "2026-01", "first": "1"}


def test_wrong_toml_tells_the_line() -> None:
    (problem,) = problems_in(PLANS / "invalid-wrong-toml.toml")
    assert "line 7" in str(problem.details["reason"])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "cp1258"])
def test_a_plan_in_another_encoding_is_refused_with_one_problem(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "ke-hoach.toml"
    path.write_bytes("# Lâm Sơn, Lương Sơn".encode(encoding))
    (problem,) = problems_in(path)
    assert (problem.where, problem.code) == ("ke-hoach.toml", "not_utf8")


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.toml"
    text = (PLANS / "valid-ward-2026.toml").read_text(encoding="utf-8")
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert load_plan(path) == ward()


@pytest.mark.parametrize("name", ["khong-co.toml", ""])
def test_a_plan_that_cannot_be_read_is_a_problem_and_no_crash(tmp_path: Path, name: str) -> None:
    (problem,) = problems_in(tmp_path / name)
    assert problem.code == "file_unreadable"


def test_an_empty_file_misses_every_table_that_a_plan_needs() -> None:
    with pytest.raises(PlanRefused) as refused:
        parse_plan("", name="trong.toml")
    missing = {problem.where for problem in refused.value.problems if problem.code == "missing_table"}
    tables_needed = {"level", "unit", "area", "form", "measure", "indicator"}
    assert missing == {"[plan]", *(f"[[{table}]]" for table in tables_needed)}


def test_a_second_quite_different_plan_loads_with_no_code_change() -> None:
    plan = ward()
    assert [level.id for level in plan.levels] == ["ward", "team"]
    assert plan.root.name == "Phường Đô Vinh"
    assert {str(indicator.kind) for indicator in plan.indicators} == {
        "ratio", "value", "count", "rank", "grade", "growth",
    }  # fmt: skip


def test_a_target_of_zero_is_legal() -> None:
    (target,) = ward().indicator_of_id["no_overdue"].targets
    assert (target.operator, target.value) == ("=", 0)


@pytest.mark.parametrize("operator", [">=", ">"])
def test_direction_is_required_and_never_guessed_from_the_target(operator: str) -> None:
    data = tables("valid-ward-2026")
    del data["indicator"][0]["direction"]
    data["indicator"][0]["target"][0]["operator"] = operator
    assert [(problem.where, problem.code) for problem in problems_of(data)] == [
        ("[[indicator]] on_time → direction", "missing")
    ]


def test_a_code_may_be_used_again_once_its_first_unit_has_ended() -> None:
    data = tables("valid-ward-2026")
    plan_from(data)
    second = next(unit for unit in data["unit"] if unit["id"] == "to-luu-dong")
    del second["from"]
    assert [(problem.code, problem.details) for problem in problems_of(data)] == [
        ("code_used_twice", {"other": "to-nhon-son"})
    ]


def test_a_plan_may_do_without_parts_checks_and_tasks() -> None:
    data = tables("valid-ward-2026")
    for table in planfile.OPTIONAL:
        del data[table]
    assert plan_from(data).tasks == ()
