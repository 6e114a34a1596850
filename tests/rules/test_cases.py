"""The worked examples of tests/cases: figures, the arithmetic by hand, and what the screen must say."""

import ast
import operator
import tomllib
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest

from kpi.checks import Values, run_checks
from kpi.months import Month, Period
from kpi.plan import Plan
from tests.builders import CASES, Figures, cube_of, lam_dong, month, plan_named, scores, shown

NAMES = sorted(path.stem for path in CASES.glob("*.toml"))
OPERATORS: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def case_named(name: str) -> dict[str, Any]:
    case = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    for row in (*case.get("expect", []), *case.get("failed_check", [])):
        row.setdefault("month", case["month"])
        row.setdefault("period", case["period"])
    return case


def figures_in(case: Mapping[str, Any]) -> Figures:
    return {
        (unit, measure, at): None if value == "không phát sinh" else value
        for unit, measures in case["figures"].items()
        for measure, months in measures.items()
        for at, value in months.items()
    }


def by_hand(arithmetic: str) -> Fraction:
    """The exact result of arithmetic as it is written on paper: "100 × 51.072 ÷ 51.780"."""
    written = arithmetic.replace(".", "").translate(str.maketrans("×÷−,", "*/-."))
    return _result(ast.parse(written, mode="eval").body)


def _result(node: ast.expr) -> Fraction:
    if isinstance(node, ast.BinOp):
        result: Fraction = OPERATORS[type(node.op)](_result(node.left), _result(node.right))
        return result
    assert isinstance(node, ast.Constant)
    return Fraction(str(node.value))


def expectations() -> list[Any]:
    return [
        pytest.param(name, row, id=f"{name}: {row['indicator']} {row['scope']} {row['month']} {row['period']}")
        for name in NAMES
        for row in case_named(name).get("expect", [])
    ]


@pytest.mark.parametrize(("name", "row"), expectations())
def test_a_worked_example_comes_out_as_an_official_reckons_it(name: str, row: Mapping[str, Any]) -> None:
    case = case_named(name)
    plan = plan_named(case["plan"])
    decimals = plan.indicator_of_id[row["indicator"]].decimals
    cube = cube_of(plan, figures_in(case))
    score = scores(cube, row["indicator"], row["month"], Period(row["period"]))[row["scope"]]
    assert (shown(score.value, decimals), score.status, score.completeness) == (
        row["shown"],
        row["status"],
        row["reported"],
    )
    if "by_hand" in row:
        exact = by_hand(row["by_hand"])
        assert score.value == pytest.approx(float(exact), rel=1e-12, abs=1e-12)
        assert shown(float(exact), decimals) == row["shown"]
    if "bound" in row:
        assert score.bound == row["bound"]


def failing(plan: Plan, figures: Figures) -> list[dict[str, Any]]:
    """Every check that fails in any report made of these figures."""

    def report(unit: str, at: Month) -> Values:
        return {measure: value for (who, measure, when), value in figures.items() if (who, when) == (unit, str(at))}

    return [
        {
            "unit": unit,
            "month": str(at),
            "check": result.check.id,
            "left": result.left,
            "right": result.right,
            "difference": result.difference,
        }
        for unit, at in sorted({(unit, month(when)) for unit, _, when in figures})
        for result in run_checks(plan, unit, report(unit, at), {1: report(unit, at - 1)})
        if result.holds is False
    ]


@pytest.mark.parametrize("name", NAMES)
def test_exactly_what_does_not_add_up_is_reported_with_its_difference(name: str) -> None:
    case = case_named(name)
    found = failing(plan_named(case["plan"]), figures_in(case))
    expected = [{key: row[key] for key in row if key != "period"} for row in case.get("failed_check", [])]
    assert sorted(found, key=_place) == sorted(expected, key=_place)


def _place(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["unit"], row["month"], row["check"]


def test_the_published_percentages_of_lam_dong_are_among_the_examples() -> None:
    rows = case_named("lam-dong-quy-1-2020")["expect"]
    published = {row["shown"] for row in rows if row["indicator"] in {"on_time", "all_on_time"}}
    assert published == {"98,63", "98,28", "99,51", "98,81"}
    assert [level.name for level in lam_dong().levels] == ["Toàn tỉnh", "Cấp tỉnh", "Cấp huyện", "Cấp xã"]


def test_every_kind_of_indicator_and_every_status_has_a_worked_example() -> None:
    rows = [(case_named(name)["plan"], row) for name in NAMES for row in case_named(name).get("expect", [])]
    kinds = {str(plan_named(plan).indicator_of_id[row["indicator"]].kind) for plan, row in rows}
    assert kinds == {"ratio", "value", "count", "rank", "grade", "growth"}
    assert {row["status"] for _, row in rows} == {
        "met", "near", "missed", "not_due", "no_data", "unpublished", "not_applicable", "tracked",
    }  # fmt: skip
    assert {row["period"] for _, row in rows} == {"month", "quarter", "year"}
