"""Files as they look once they are read: a table of units, form 06a by fields, for tests of importing."""

import hashlib
from collections.abc import Mapping, Sequence

from kpi.imports.grid import Cell, Grid, Sheet
from kpi.plan import Plan
from tests.office import ninh_son

RESOLVED = {"resolved": 118, "resolved_early": 100, "resolved_on_time": 15, "resolved_late": 3}


def grid(*rows: Sequence[Cell], name: str = "so-lieu.xlsx", sheet: str = "Biểu") -> Grid:
    """A file of one sheet."""
    file_hash = hashlib.sha256(repr(rows).encode()).hexdigest()
    return Grid(name, file_hash, (Sheet(sheet, tuple(tuple(row) for row in rows)),))


def of_units(
    figures: Mapping[str, Mapping[str, Cell]],
    *,
    name: str = "so-lieu.xlsx",
    title: str = "Số liệu tháng 3/2024",
    plan: Plan | None = None,
) -> Grid:
    """A table with a row for each unit, by its name, and a column for each measure."""
    known = ninh_son() if plan is None else plan
    measures = list(dict.fromkeys(measure for of_unit in figures.values() for measure in of_unit))
    head = ["Đơn vị", *(known.measure_of_id[measure].name for measure in measures)]
    rows = [[unit, *(of_unit.get(measure) for measure in measures)] for unit, of_unit in figures.items()]
    return grid([title], head, *rows, name=name)


def of_fields(unit: str, fields: Mapping[str, Mapping[str, Cell]], *, name: str = "06a.xlsx") -> Grid:
    """One unit's table with a row for each field (lĩnh vực); "Tổng số" is the whole."""
    known = ninh_son()
    measures = list(dict.fromkeys(measure for of_field in fields.values() for measure in of_field))
    head = ["Lĩnh vực", *(known.measure_of_id[measure].name for measure in measures)]
    rows = [[field, *(of_field.get(measure) for measure in measures)] for field, of_field in fields.items()]
    return grid([f"Đơn vị: {unit}"], ["Tháng 3/2024"], head, *rows, name=name)
