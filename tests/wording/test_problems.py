"""Every code that the product can produce has its Vietnamese sentence, and every sentence has a code that exists."""

import ast
import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from kpi import planrules
from kpi.access import Action
from kpi.errors import PlanRefused, Problem, Refused
from kpi.figures import ReportState
from kpi.flow import Step
from kpi.months import Month
from kpi.planfile import load_plan
from kpi.store import engine
from kpi.wording import problems
from kpi.wording.problems import FIELD, PLAN, REFUSED, STORE, problem_sentence, refusal_sentence, store_sentence
from tests.builders import PLANS, problems_of, tables

KPI = Path(problems.__file__).parents[1]

FROM_PYDANTIC: Mapping[str, tuple[tuple[str | int, ...], object]] = {
    "extra_forbidden": (("indicator", 0, "mau_so"), 1),
    "literal_error": (("indicator", 0, "direction"), "lên"),
    "enum": (("indicator", 0, "kind"), "tỷ lệ"),
    "string_type": (("indicator", 0, "name"), 5),
    "string_too_short": (("indicator", 0, "name"), "  "),
    "string_too_long": (("indicator", 0, "id"), "a" * 61),
    "string_pattern_mismatch": (("indicator", 0, "id"), "đúng hạn"),
    "int_type": (("measure", 0, "column"), [1]),
    "int_parsing": (("measure", 0, "column"), "một"),
    "int_from_float": (("measure", 0, "column"), 1.5),
    "float_type": (("measure", 0, "maximum"), [100]),
    "float_parsing": (("measure", 0, "maximum"), "trăm"),
    "finite_number": (("measure", 0, "maximum"), "inf"),
    "bool_type": (("indicator", 0, "headline"), [True]),
    "bool_parsing": (("indicator", 0, "headline"), "có"),
    "date_type": (("plan", "issued"), True),
    "date_from_datetime_parsing": (("plan", "issued"), "20/12/2025"),
    "date_from_datetime_inexact": (("plan", "issued"), 20251220),
    "tuple_type": (("measure", 0, "reported_by"), 5),
    "too_short": (("measure", 0, "reported_by"), []),
    "greater_than": (("plan", "near"), 0),
    "greater_than_equal": (("plan", "report_due_day"), 0),
    "less_than_equal": (("plan", "report_due_day"), 29),
    "value_error": (("plan", "first_month"), "tháng 1"),
    "is_instance_of": (("plan", "first_month"), 202601),
    "model_type": (("indicator", 0, "target", 0), "90"),
    "missing": (("indicator", 0, "direction"), None),
}
"""A value that makes pydantic give each of its codes for a plan file, and where it is written; None leaves it out."""


@cache
def calls(path: Path) -> tuple[tuple[str, ast.Call], ...]:
    """Every call of a module with the name of what is called."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return tuple((ast.unparse(node.func), node) for node in nodes if isinstance(node, ast.Call))


def written_codes(*names: str, under: Path = KPI) -> Iterator[str]:
    """The codes that sources hand to these constructors: Problem(where, "code"), Refused("code")."""
    for path in [under] if under.is_file() else under.rglob("*.py"):
        for name, call in calls(path):
            arguments = call.args[1:2] if name == "Problem" else call.args[:1]
            if name in names and arguments and isinstance(arguments[0], ast.Constant):
                yield str(arguments[0].value)


def field_codes() -> Iterator[str]:
    """The codes of texts that are no number, and those that the form gives a field."""
    yield from written_codes("Unreadable", under=KPI)
    for node in ast.walk(ast.parse((KPI / "numbers.py").read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.IfExp)
            and isinstance(node.body, ast.Constant)
            and isinstance(node.orelse, ast.Constant)
        ):
            yield from (str(node.body.value), str(node.orelse.value))
    entry = ast.parse((KPI / "services" / "examine.py").read_text(encoding="utf-8"))
    (field_problem,) = [
        node for node in ast.walk(entry) if isinstance(node, ast.FunctionDef) and node.name == "_problem"
    ]
    for node in ast.walk(field_problem):
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Constant) and node.value.value is not None:
            yield str(node.value.value)


def faulty(place: tuple[str | int, ...], value: object) -> tuple[Problem, ...]:
    """The problems of the plan of phường Đô Vinh with one value changed."""
    data = tables("valid-ward-2026")
    at: object = data
    for step in place[:-1]:
        at = at[step]  # type: ignore[index]
    if value is None:
        del at[place[-1]]  # type: ignore[attr-defined]
    else:
        at[place[-1]] = value  # type: ignore[index]
    return problems_of(data)


PASSWORD = set(written_codes("Problem", under=KPI / "passwords.py"))
"""Weaknesses of a password: problems that are refused one by one."""

STEPS = (Step.SUBMIT, Step.APPROVE, Step.RETURN)
"""The steps that are refused where the state of a report does not allow them; an entry says so in its own words."""


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_code_of_a_plan_file_has_a_sentence_and_every_sentence_a_code() -> None:
    ours = {*written_codes("Problem"), *(code for _, code, _ in planrules._FITTING)}
    assert set(PLAN) == (ours | set(FROM_PYDANTIC)) - PASSWORD


def test_every_refusal_has_a_sentence_and_every_sentence_a_refusal() -> None:
    ours = set(written_codes("Refused", "super().__init__", under=KPI / "services")) | set(
        written_codes("Refused", under=KPI)
    )
    made = {f"may_not_{action}" for action in Action} | {f"cannot_{step}" for step in STEPS} | PASSWORD
    assert set(REFUSED) == {code for code in ours if code.isidentifier()} | made


def test_every_problem_of_a_field_has_a_sentence_and_every_sentence_a_problem() -> None:
    assert set(FIELD) == set(field_codes())


def test_every_reason_why_the_store_is_unavailable_has_a_sentence() -> None:
    from_drivers = {*engine._SQLITE_REASONS.values(), *engine._POSTGRESQL_REASONS.values()}
    ours = set(written_codes("StoreUnavailable", under=KPI / "store"))
    assert set(STORE) == from_drivers | ours | {"unreachable"}
    for reason in STORE:
        assert store_sentence(reason).endswith(".")


@pytest.mark.parametrize("code", FROM_PYDANTIC)
def test_what_pydantic_finds_is_said_in_vietnamese(code: str) -> None:
    found = {problem.code: problem for problem in faulty(*FROM_PYDANTIC[code])}
    assert code in found
    assert placeholders(PLAN[code]) <= set(found[code].details)
    assert problem_sentence(found[code]).startswith(f"{found[code].where}: ")


@pytest.mark.parametrize("path", sorted(PLANS.glob("invalid-*.toml")), ids=lambda path: path.stem)
def test_every_fault_of_the_faulty_plans_has_a_whole_sentence(path: Path) -> None:
    with pytest.raises(PlanRefused) as refused:
        load_plan(path)
    for problem in refused.value.problems:
        assert problem.code in PLAN
        assert placeholders(PLAN[problem.code]) <= set(problem.details)
        sentence = problem_sentence(problem).removeprefix(f"{problem.where}: ")
        assert sentence[0] in "“" or sentence[0].isupper()
        assert sentence.endswith((".", ":"))


def test_a_code_that_nobody_foresaw_is_still_said() -> None:
    sentence = problem_sentence(Problem("[plan] → near", "decimal_max_digits"))
    assert sentence == "[plan] → near: Giá trị không hợp lệ (decimal_max_digits)."


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (
            Problem("[[unit]] 22810 → level", "unknown_id", {"written": "xa", "table": "level"}),
            "[[unit]] 22810 → level: Không có “xa” trong bảng [[level]].",
        ),
        (
            Problem(
                "[[indicator]] on_time → target 2",
                "two_targets_in_force",
                {"scope": "commune", "month": Month(2024, 7), "first": 1},
            ),
            "[[indicator]] on_time → target 2: "
            "Hai mục tiêu cho “commune” cùng có hiệu lực từ tháng 7/2024 (mục tiêu 1).",
        ),
    ],
)
def test_a_problem_is_said_with_its_place_and_its_details(problem: Problem, sentence: str) -> None:
    assert problem_sentence(problem) == sentence


@pytest.mark.parametrize(
    ("refused", "sentence"),
    [
        (
            Refused("may_not_enter", unit="Xã Mỹ Sơn"),
            "Bạn không được nhập số liệu của Xã Mỹ Sơn; hãy chọn đơn vị của mình.",
        ),
        (
            Refused("month_outside_plan", first=Month(2023, 1), last=Month(2024, 12)),
            "Tháng này ngoài kế hoạch; hãy chọn từ tháng 1/2023 đến tháng 12/2024.",
        ),
        (
            Refused("report_locked", state=ReportState.APPROVED),
            "Báo cáo này ở trạng thái “Đã duyệt” nên không sửa được; hãy liên hệ người duyệt báo cáo.",
        ),
        (
            Refused("changed_meanwhile", who="Chamaléa Thiện", at=dt.datetime(2024, 4, 3, 2, 30, tzinfo=dt.UTC)),
            "Chưa lưu: Chamaléa Thiện đã lưu báo cáo này lúc 09:30 ngày 03/04/2024. Hãy xem hai bên rồi lưu lại.",
        ),
    ],
)
def test_a_refusal_says_what_to_do_instead(refused: Refused, sentence: str) -> None:
    assert refusal_sentence(refused) == sentence
