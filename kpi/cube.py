"""All figures of a plan as one array, the form in which they are scored."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from kpi.figures import FigureRow
from kpi.months import Month
from kpi.plan import Plan

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Cube:
    """Figures by measure, unit and month, the plan's order on each axis.

    `value`: float64 [measures, units, months], NaN where nothing was reported or nothing arose.
    `reported`: bool of the same shape; true with a NaN value says "không phát sinh".
    `existing`: bool [units, months].
    """

    plan: Plan
    value: Floats
    reported: Bools

    @cached_property
    def unit_index(self) -> dict[str, int]:
        return {unit.id: index for index, unit in enumerate(self.plan.units)}

    @cached_property
    def measure_index(self) -> dict[str, int]:
        return {measure.id: index for index, measure in enumerate(self.plan.measures)}

    @cached_property
    def existing(self) -> Bools:
        start, count = self.plan.start, self.value.shape[2]
        return np.array([[unit.exists_in(start + at) for at in range(count)] for unit in self.plan.units], dtype=bool)

    def month_index(self, month: Month) -> int:
        """The place of a month on the last axis; outside the cube it is negative or past the end."""
        return month.ordinal - self.plan.start.ordinal

    def with_rows(self, *, put: Iterable[FigureRow], withdrawn: Iterable[FigureRow]) -> "Cube":
        """A copy with some whole figures set and others taken out."""
        copy = replace(self, value=self.value.copy(), reported=self.reported.copy())
        for row in withdrawn:
            copy._set(row, reported=False)
        for row in put:
            copy._set(row, reported=True)
        return copy

    def _place(self, row: FigureRow) -> tuple[int, int, int] | None:
        measure, unit = self.measure_index.get(row.measure), self.unit_index.get(row.unit)
        month = row.month - self.plan.start.ordinal
        if measure is None or unit is None or not 0 <= month < self.value.shape[2]:
            return None
        return measure, unit, month

    def _set(self, row: FigureRow, *, reported: bool) -> None:
        place = self._place(row)
        if place is not None:
            self.reported[place] = reported
            self.value[place] = np.nan if row.value is None or not reported else row.value


def build_cube(plan: Plan, rows: Iterable[FigureRow]) -> Cube:
    """Arrange figures for scoring.

    Where only parts are reported the whole is their sum; figures of units, measures or months that the
    plan does not know stay out.
    """
    shape = (len(plan.measures), len(plan.units), plan.last_month.ordinal - plan.start.ordinal + 1)
    cube = Cube(plan, np.full(shape, np.nan), np.zeros(shape, dtype=bool))
    parts: dict[tuple[str, str, int], list[float]] = defaultdict(list)
    for row in rows:
        if row.part:
            parts[row.unit, row.measure, row.month] += [] if row.value is None else [row.value]
        else:
            cube._set(row, reported=True)
    for (unit, measure, month), values in parts.items():
        whole = FigureRow(unit, measure, month, "", math.fsum(values) if values else None)
        place = cube._place(whole)
        if place is not None and not cube.reported[place]:
            cube._set(whole, reported=True)
    return cube
