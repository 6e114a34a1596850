"""Small functions that build plans, figures and scores for tests."""

import datetime as dt
import json
import tomllib
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from kpi.cube import Cube, build_cube
from kpi.errors import PlanRefused, Problem
from kpi.figures import FigureRow
from kpi.months import Month, Period
from kpi.plan import Plan
from kpi.planfile import load_plan, parse_plan
from kpi.scoring import score_indicator

PLANS = Path(__file__).parent / "plans"
CASES = Path(__file__).parent / "cases"

NOT_ARISEN = None
"""The figure of a unit that reports "không phát sinh"."""

Figures = Mapping[tuple[str, str, str], float | None]
"""Figures by unit, measure and month as written: ("van-phong", "resolved", "2026-03")."""


@cache
def plan_named(name: str) -> Plan:
    """A plan of tests/plans, read once."""
    return load_plan(PLANS / f"{name}.toml")


def ward() -> Plan:
    """Phường Đô Vinh 2026: two levels, no district, an on-time rate by subtraction."""
    return plan_named("valid-ward-2026")


def lam_dong() -> Plan:
    """The published table of tỉnh Lâm Đồng, quarter I/2020."""
    return plan_named("valid-lam-dong-2020")


def month(text: str) -> Month:
    return Month.parse(text)


def rows_of(figures: Figures) -> list[FigureRow]:
    return [FigureRow(unit, measure, month(at).ordinal, "", value) for (unit, measure, at), value in figures.items()]


def cube_of(plan: Plan, figures: Figures) -> Cube:
    return build_cube(plan, rows_of(figures))


def reports(unit: str, at: str, **values: float | None) -> dict[tuple[str, str, str], float | None]:
    """What one unit reports for one month: `reports("van-phong", "2026-03", resolved=50, resolved_late=2)`."""
    return {(unit, measure, at): value for measure, value in values.items()}


class Score(NamedTuple):
    """One row of a frame of scores; NaN is None."""

    indicator: str
    scope: str
    month: int
    value: float | None
    numerator: float | None
    denominator: float | None
    earlier_numerator: float | None
    earlier_denominator: float | None
    operator: str
    target: float | None
    bound: float | None
    status: str
    reported: int
    expected: int

    @property
    def completeness(self) -> str:
        return f"{self.reported}/{self.expected}"


def scores_in(frame: pd.DataFrame) -> list[Score]:
    """The rows of a frame of scores as plain values."""
    rows: list[tuple[Any, ...]] = list(frame.itertuples(index=False, name=None))
    return [Score._make(None if pd.isna(cell) else cell for cell in row) for row in rows]


def scores(cube: Cube, indicator: str, at: str, period: Period = Period.MONTH) -> dict[str, Score]:
    """The scores of one indicator by scope."""
    frame = score_indicator(cube, cube.plan.indicator_of_id[indicator], month(at), period)
    return {score.scope: score for score in scores_in(frame)}


def shown(value: float | None, decimals: int) -> str:
    """A value as an official reads it: rounded half up, decimal comma; "–" where there is none."""
    if value is None:
        return "–"
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{rounded if rounded else abs(rounded):,f}".translate(str.maketrans(",.-", ".,−"))


def tables(name: str) -> dict[str, Any]:
    """The tables of a plan file, to be changed and read again with `plan_from`."""
    return tomllib.loads((PLANS / f"{name}.toml").read_text(encoding="utf-8"))


def plan_from(data: Mapping[str, Any]) -> Plan:
    """The plan that these tables make as a file; raises PlanRefused."""
    return parse_plan(toml_of(data), name="thử.toml")


def problems_of(data: Mapping[str, Any]) -> tuple[Problem, ...]:
    """What is wrong with these tables; nothing where they make a plan."""
    try:
        plan_from(data)
    except PlanRefused as refused:
        return refused.problems
    return ()


def toml_of(data: Mapping[str, Any]) -> str:
    """TOML text of tables, each row of an array as one inline table."""
    return "\n".join(f"{key} = {_toml(value)}" for key, value in data.items())


def _toml(value: object) -> str:
    match value:
        case dict():
            return "{ " + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + " }"
        case list() | tuple():
            return "[" + ", ".join(_toml(one) for one in value) + "]"
        case dt.date():
            return value.isoformat()
        case _:
            return json.dumps(value, ensure_ascii=False)
