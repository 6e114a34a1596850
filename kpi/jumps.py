"""Figures of a month that stand out from their unit's own history and that nobody has explained."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from kpi.cube import Cube
from kpi.months import Month
from kpi.plan import Measure, Plan
from kpi.review import WINDOW, Earlier, Mark, mark


@dataclass(frozen=True, slots=True)
class Jump:
    """A figure that stands out, with the verdict and its basis."""

    unit: str
    measure: str
    month: Month
    mark: Mark


def unexplained_jumps(
    cube: Cube,
    month: Month,
    *,
    explained_checks: Collection[tuple[str, str]],
    noted: Collection[tuple[str, str]],
) -> tuple[Jump, ...]:
    """The figures of a month that stand out (kpi.review), by unit and measure in the order of the plan.

    One is explained when the unit wrote why a check that looks at it fails (`explained_checks`: unit and check), or
    when the month carries a note on an indicator made of it (`noted`: unit and indicator).
    """
    return tuple(
        Jump(unit.id, measure.id, month, seen)
        for unit in cube.plan.units
        for measure in cube.plan.measures_of(unit.id)
        if (seen := _mark(cube, unit.id, measure, month)) is not None
        and seen.stands_out
        and not _explained(cube.plan, unit.id, measure.id, explained_checks, noted)
    )


def _mark(cube: Cube, unit: str, measure: Measure, month: Month) -> Mark | None:
    at, row = cube.month_index(month), (cube.measure_index[measure.id], cube.unit_index[unit])
    if not 0 <= at < cube.value.shape[2] or not cube.reported[row][at]:
        return None
    values, reported = cube.value[row], cube.reported[row]
    earlier: Earlier = {
        back: _number(values[at - back]) for back in range(1, min(at, WINDOW) + 1) if reported[at - back]
    }
    return mark(measure, _number(values[at]), earlier)


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _explained(
    plan: Plan,
    unit: str,
    measure: str,
    explained_checks: Collection[tuple[str, str]],
    noted: Collection[tuple[str, str]],
) -> bool:
    checks = (check.id for check in plan.checks if measure in check.left + check.right)
    indicators = (one.id for one in plan.indicators if any(term.measure == measure for term in one.terms))
    return any((unit, check) in explained_checks for check in checks) or any(
        (unit, indicator) in noted for indicator in indicators
    )
