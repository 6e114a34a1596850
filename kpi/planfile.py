"""Reading a plan file: TOML text to a `Plan`, or every problem it has, all at once."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kpi import planrules
from kpi.errors import PlanRefused, Problem
from kpi.plan import Area, Check, Form, Indicator, Level, Measure, Part, Plan, PlanHead, Row, Task, Unit

TABLES: Mapping[str, tuple[str, type[Row]]] = {
    "level": ("levels", Level),
    "unit": ("units", Unit),
    "area": ("areas", Area),
    "form": ("forms", Form),
    "part": ("parts", Part),
    "measure": ("measures", Measure),
    "check": ("checks", Check),
    "indicator": ("indicators", Indicator),
    "task": ("tasks", Task),
}
"""Each array of tables in a plan file: its field in `Plan` and the row it holds."""

OPTIONAL = frozenset({"part", "check", "task"})
"""Tables that a plan may do without."""


def load_plan(path: Path) -> Plan:
    """Read a plan file; raises PlanRefused with every problem, among them a file that cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise PlanRefused((Problem(path.name, "file_unreadable", {"reason": error.strerror or ""}),)) from error
    except UnicodeDecodeError as error:
        raise PlanRefused((Problem(path.name, "not_utf8", {"byte": error.start}),)) from error
    return parse_plan(text, name=path.name)


def parse_plan(text: str, *, name: str) -> Plan:
    """Turn the text of a plan file into a plan; raises PlanRefused with every problem."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PlanRefused((Problem(name, "not_toml", {"reason": str(error)}),)) from error
    problems = [Problem(f"[{key}]", "unknown_table") for key in data if key != "plan" and key not in TABLES]
    head = _head(data, problems)
    rows = {table: list(_rows(table, data, problems)) for table in TABLES}
    problems += planrules.problems(head, rows, _ids(data))
    if problems or head is None:
        raise PlanRefused(tuple(problems))
    return Plan(
        **{name: getattr(head, name) for name in PlanHead.model_fields},
        **{TABLES[table][0]: tuple(values) for table, values in rows.items()},
    )


def _head(data: Mapping[str, Any], problems: list[Problem]) -> PlanHead | None:
    if not isinstance(data.get("plan"), dict):
        problems.append(Problem("[plan]", "missing_table"))
        return None
    row = _row("[plan]", PlanHead, data["plan"], problems)
    return row if isinstance(row, PlanHead) else None


def _rows(table: str, data: Mapping[str, Any], problems: list[Problem]) -> Iterable[Row]:
    written = data.get(table, [])
    if not isinstance(written, list) or not all(isinstance(row, dict) for row in written):
        problems.append(Problem(f"[{table}]", "not_an_array_of_tables"))
        return
    if not written and table not in OPTIONAL:
        problems.append(Problem(f"[[{table}]]", "missing_table"))
    for number, row in enumerate(written, start=1):
        parsed = _row(f"[[{table}]] {row.get('id', number)}", TABLES[table][1], row, problems)
        if parsed is not None:
            yield parsed


def _row(where: str, model: type[Row], row: Mapping[str, Any], problems: list[Problem]) -> Row | None:
    try:
        return model.model_validate(row)
    except ValidationError as error:
        found: dict[str, Problem] = {}  # one for each place, though pydantic names every type it tried
        for fault in error.errors(include_url=False):
            place = _place(where, fault["loc"])
            found.setdefault(place, Problem(place, fault["type"], _details(fault)))
        problems += found.values()
        return None


def _details(fault: Mapping[str, Any]) -> dict[str, object]:
    return {"written": fault["input"], **fault.get("ctx", {})}


def _place(where: str, location: Iterable[str | int]) -> str:
    """The key as the author wrote it; tuple positions count from one, pydantic's own labels are dropped.

    >>> _place("[[indicator]] on_time", ("target", 0, "scope"))
    '[[indicator]] on_time → target 1 → scope'
    """
    keys: list[str] = []
    for step in location:
        if isinstance(step, int) and keys:
            keys[-1] += f" {step + 1}"
        elif str(step) not in {"float", "str"}:
            keys.append(str(step))
    return " → ".join([where, *keys])


def _ids(data: Mapping[str, Any]) -> dict[str, list[str]]:
    """Every id that is written, table by table, also of rows with other problems."""
    return {
        table: [
            str(row["id"])
            for row in (data[table] if isinstance(data.get(table), list) else [])
            if isinstance(row, dict) and "id" in row
        ]
        for table in TABLES
    }
