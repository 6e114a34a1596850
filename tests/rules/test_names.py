"""No rule looks at a name: the same plan under other names gives the same numbers."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from kpi.months import Period
from kpi.plan import Plan
from kpi.scoring import COLUMNS, score
from tests.builders import cube_of, month, plan_from, tables, ward


def renamed(data: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The same plan in which nothing keeps its name; and the new id of each old one."""
    tables_with_ids = [rows for rows in data.values() if isinstance(rows, list)]
    new = {row["id"]: f"m{place}" for place, row in enumerate(row for rows in tables_with_ids for row in rows)}
    bands = {"Xuất sắc": "A", "Tốt": "B", "Khá": "C", "Trung bình": "D"}
    words = {"name", "short", "quote", "clause", "text", "title", "authority", "measured_in", "remainder"}

    def change(key: str, value: Any) -> Any:
        match value:
            case dict():
                return {inner: change(inner, one) for inner, one in value.items()}
            case list():
                return [change(key, one) for one in value]
            case str() if key in words | {"value"}:
                return bands.get(value, "Không tên")
            case str():
                return re.sub(r"^(-?)(.+)$", lambda found: found[1] + new.get(found[2], found[2]), value)
        return value

    return change("", data), new


def all_figures(plan: Plan) -> Iterator[tuple[tuple[str, str, str], float]]:
    """A figure for nearly every unit, measure and month of a plan, all different."""
    for place, measure in enumerate(plan.measures):
        for number, unit in enumerate(sorted(plan.reporters[measure.id])):
            for at in range(24):
                if (place + number + at) % 7:
                    yield (unit, measure.id, str(plan.start + at)), float(place * 31 + number * 17 + at * 5)


@pytest.mark.parametrize("period", Period)
def test_no_rule_looks_at_a_name(period: Period) -> None:
    data, new = renamed(tables("valid-ward-2026"))
    figures = dict(all_figures(ward()))
    other = {(new[unit], new[measure], at): value for (unit, measure, at), value in figures.items()}
    expected = score(cube_of(ward(), figures), month("2026-09"), period)
    expected["indicator"] = expected["indicator"].map(new)
    expected["scope"] = expected["scope"].map(lambda scope: new.get(scope, scope))
    found = score(cube_of(plan_from(data), other), month("2026-09"), period)
    pd.testing.assert_frame_equal(found, expected.astype(COLUMNS))
    assert set(found["status"]) >= {"met", "missed", "no_data", "tracked"}
