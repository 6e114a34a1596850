"""The arithmetic checks of a report: what does not add up, by how much, with the figures involved.

Published reports do not always add up, so a failed check is shown and explained, never corrected.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from kpi.plan import Check, Measure, Plan

Values = Mapping[str, float | None]
"""Figures of one unit in one month by measure; None is "không phát sinh", a missing key is a missing figure."""


def _balanced(left: float, right: float) -> bool:
    """Whether two sums are equal but for the rounding of decimals in float64; counts that differ by 1 never are."""
    return math.isclose(left, right, rel_tol=1e-14, abs_tol=1e-9)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: both sides, and whether it holds; `left`, `right` and `holds` are None while a figure is missing."""

    check: Check
    left: float | None
    right: float | None

    @property
    def holds(self) -> bool | None:
        if self.left is None or self.right is None:
            return None
        if _balanced(self.left, self.right):
            return True
        match self.check.operator:
            case "=":
                return False
            case "<=":
                return self.left < self.right
            case ">=":
                return self.left > self.right

    @property
    def difference(self) -> float | None:
        """Left minus right."""
        return None if self.left is None or self.right is None else self.left - self.right


@dataclass(frozen=True, slots=True)
class PartsDiffer:
    """A figure whose parts do not add up to it."""

    measure: Measure
    whole: float
    parts: float


def run_checks(plan: Plan, unit: str, values: Values, earlier: Mapping[int, Values]) -> tuple[CheckResult, ...]:
    """The checks that concern a unit, those whose measures it reports, in the plan's order.

    `earlier` holds the figures of months before by how many months back; nothing arising counts as zero.
    """
    reported = {measure.id for measure in plan.measures_of(unit)}
    return tuple(
        CheckResult(
            check,
            _total(check.left, values),
            _total(check.right, earlier.get(check.right_months_back, {}) if check.right_months_back else values),
        )
        for check in plan.checks
        if reported.issuperset(check.left + check.right)
    )


def _total(measures: tuple[str, ...], values: Values) -> float | None:
    if any(measure not in values for measure in measures):
        return None
    total = math.fsum(values[measure] or 0.0 for measure in measures)
    return round(total, 9)  # of decimals in binary: 0.1 + 0.2 is 0.3


def check_parts(plan: Plan, values: Mapping[tuple[str, str], float | None]) -> tuple[PartsDiffer, ...]:
    """The figures that differ from the sum of their parts; `values` is by measure and part, "" the whole.

    Nothing arising counts as zero.
    """
    found = []
    for measure in plan.measures:
        parts = [value or 0.0 for (name, part), value in values.items() if name == measure.id and part]
        if not parts or (measure.id, "") not in values:
            continue
        whole, total = values[measure.id, ""] or 0.0, math.fsum(parts)
        if not _balanced(whole, total):
            found.append(PartsDiffer(measure, whole, total))
    return tuple(found)
