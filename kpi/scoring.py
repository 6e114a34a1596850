"""Scores: the value of every indicator for every scope and a period, against the target then in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from kpi.cube import Bools, Cube, Floats
from kpi.formulas import Sums, rolled_up, unit_sums, with_earlier
from kpi.months import Month, Period, period_start
from kpi.plan import WHOLE, Indicator, Kind, Plan, Target, Unit
from kpi.targets import Demand, Status, demand, judge, target_in_force

COLUMNS = {
    "indicator": "str",
    "scope": "str",
    "month": "int64",
    "value": "float64",
    "numerator": "float64",
    "denominator": "float64",
    "earlier_numerator": "float64",
    "earlier_denominator": "float64",
    "operator": "str",
    "target": "float64",
    "bound": "float64",
    "status": "str",
    "reported": "int64",
    "expected": "int64",
}
"""A frame of scores. `value` is in the indicator's `measured_in`, NaN where there is none; `numerator` and
`denominator` are the sums behind it and `earlier_*` those of the year before (growth), NaN where unknown;
`operator` is "" and `target`, `bound` NaN where no target is in force, and `bound` alone is NaN while it is
not due; `reported` of `expected` units gave every month that they owe: fewer makes the score provisional."""


SMALL = 30
"""A ratio of fewer says little by itself: one dossier more or less moves it by more than three points."""


@dataclass(frozen=True, slots=True)
class Scopes:
    """The scopes that one indicator is scored for in one month: roll-ups, then units.

    `names` are the ids; `members`, bool [scopes, units], says whose figures each adds up: a unit's own and
    those of the units that have been merged into it.
    """

    names: tuple[str, ...]
    members: Bools


def score(cube: Cube, month: Month, period: Period) -> pd.DataFrame:
    """Every indicator of the plan for every scope as of `month`: a frame with COLUMNS, in the plan's order."""
    return _frame([_block(cube, indicator, month, period) for indicator in cube.plan.indicators])


def history(
    cube: Cube, indicator: Indicator, months: tuple[Month, ...], period: Period, scopes: tuple[str, ...]
) -> pd.DataFrame:
    """One indicator as of each month, for some scopes: a frame with COLUMNS, by month."""
    frame = _frame([_block(cube, indicator, month, period) for month in months])
    return frame[frame["scope"].isin(scopes)].reset_index(drop=True)


def score_indicator(cube: Cube, indicator: Indicator, month: Month, period: Period) -> pd.DataFrame:
    """One indicator for every scope as of `month`: a frame with COLUMNS."""
    return _frame([_block(cube, indicator, month, period)])


Block = dict[str, npt.NDArray[Any] | list[str]]
"""Equally long columns of COLUMNS, for one indicator and month."""


def _frame(blocks: Sequence[Block]) -> pd.DataFrame:
    columns = {name: np.concatenate([np.asarray(block[name]) for block in blocks]) for name in COLUMNS}
    return pd.DataFrame(columns).astype(COLUMNS)


def _block(cube: Cube, indicator: Indicator, month: Month, period: Period) -> Block:
    """The scores of one indicator as of `month`.

    A yearly result or a count towards a yearly number is always read over the year to date.
    """
    if indicator.year_long:
        period = Period.YEAR_TO_DATE
    scopes = scopes_of(cube.plan, indicator, month)
    each, earlier = unit_sums(cube, indicator, month, period), None
    if indicator.kind is Kind.GROWTH:
        each_earlier = unit_sums(cube, indicator, year_before(cube.plan, indicator, month, period), period)
        each, earlier = with_earlier(each, each_earlier), rolled_up(each_earlier, scopes.members)
    now = rolled_up(each, scopes.members)
    value, known = _value(indicator, now, earlier)
    demands = _demands(cube.plan, indicator, scopes, month)
    unknown = np.full(len(scopes.names), np.nan)
    ratio = bool(indicator.denominator)
    return {
        "indicator": [indicator.id] * len(scopes.names),
        "scope": list(scopes.names),
        "month": np.full(len(scopes.names), month.ordinal),
        "value": value,
        "numerator": np.where(now.known, now.numerator, np.nan),
        "denominator": np.where(now.known, now.denominator, np.nan) if ratio else unknown,
        "earlier_numerator": unknown if earlier is None else np.where(earlier.known, earlier.numerator, np.nan),
        "earlier_denominator": np.where(earlier.known, earlier.denominator, np.nan) if earlier and ratio else unknown,
        "operator": ["" if asked is None else asked.operator for asked in demands],
        "target": np.array([np.nan if asked is None else asked.final for asked in demands]),
        "bound": np.array([np.nan if asked is None or asked.bound is None else asked.bound for asked in demands]),
        "status": [
            str(_status(indicator, float(one), bool(is_known), asked))
            for one, is_known, asked in zip(value, known, demands, strict=True)
        ],
        "reported": np.maximum(now.reported, 0),
        "expected": now.expected,
    }


def scopes_of(plan: Plan, indicator: Indicator, month: Month) -> Scopes:
    """The whole authority, each level and each unit that reports the formula and exists in the month.

    Ranks and grades are not added up: where several units have one, there is no roll-up.
    """
    reporters = plan.reporters[indicator.terms[0].measure]
    below = [at for at, unit in enumerate(plan.units) if unit.id in reporters and unit.id != plan.root.id]
    if not below:
        return Scopes((WHOLE,), np.array([[unit.id in reporters for unit in plan.units]], dtype=bool))
    contents: dict[str, list[int]] = {}
    if indicator.kind not in {Kind.RANK, Kind.GRADE}:
        contents[WHOLE] = below
        for level in plan.levels:
            contents[level.id] = [at for at in below if plan.units[at].level == level.id]
    contents |= {plan.units[at].id: [] for at in below if plan.units[at].exists_in(month)}
    for at in below:
        contents.get(_heir(plan, plan.units[at], month), []).append(at)
    names = tuple(name for name, places in contents.items() if places)
    members = np.zeros((len(names), len(plan.units)), dtype=bool)
    for row, name in enumerate(names):
        members[row, contents[name]] = True
    return Scopes(names, members)


def _heir(plan: Plan, unit: Unit, month: Month) -> str:
    """The unit that answers in `month` for what `unit` did: itself, or where its mergers have led."""
    while unit.merged_into is not None and not unit.exists_in(month):
        unit = plan.unit_of_id[unit.merged_into]
    return unit.id


def year_before(plan: Plan, indicator: Indicator, month: Month, period: Period) -> Month:
    """The same month a year ago, December for yearly results; a month without history where it reaches back too far."""
    before = Month(month.year - 1, 12) if indicator.published else month - 12
    return before if period_start(before, period) >= plan.start else plan.start - 1


def _value(indicator: Indicator, now: Sums, earlier: Sums | None) -> tuple[Floats, Bools]:
    """The value of each scope (NaN: not applicable or not known), and whether its figures are known."""
    with np.errstate(divide="ignore", invalid="ignore"):
        match indicator.kind:
            case Kind.RATIO:
                value = np.where(now.denominator > 0, 100 * now.numerator / now.denominator, np.nan)
            case Kind.COUNT:
                value = now.numerator
            case Kind.VALUE | Kind.RANK | Kind.GRADE:
                value = np.where(now.arose, now.numerator, np.nan)
            case Kind.GROWTH:
                assert earlier is not None
                known = now.known & earlier.known
                return np.where(known, _growth(indicator, now, earlier), np.nan), known
    return np.where(now.known, value, np.nan), now.known


def _growth(indicator: Indicator, now: Sums, earlier: Sums) -> Floats:
    ratio = bool(indicator.denominator)
    below = now.denominator if ratio else np.ones_like(now.numerator)
    below_earlier = earlier.denominator if ratio else np.ones_like(now.numerator)
    gained = now.numerator * below_earlier - earlier.numerator * below
    if indicator.change == "relative":
        base = earlier.numerator * below
        return np.where((base > 0) & (below_earlier > 0), 100 * gained / base, np.nan)
    both = below * below_earlier
    return np.where((both > 0) & now.arose & earlier.arose, (100 if ratio else 1) * gained / both, np.nan)


def _demands(plan: Plan, indicator: Indicator, scopes: Scopes, month: Month) -> list[Demand | None]:
    """What is asked of each scope, worked out once for each target."""
    asked: dict[Target, Demand] = {}
    found: list[Demand | None] = []
    for name in scopes.names:
        target = target_in_force(plan, indicator, name, month)
        if target is not None and target not in asked:
            asked[target] = demand(plan, indicator, target, month)
        found.append(None if target is None else asked[target])
    return found


def _status(indicator: Indicator, value: float, known: bool, asked: Demand | None) -> Status:
    if not known:
        return Status.UNPUBLISHED if indicator.published else Status.NO_DATA
    if np.isnan(value):
        return Status.NOT_APPLICABLE
    if asked is None:
        return Status.TRACKED
    return judge(value, asked, cumulative=indicator.kind is Kind.COUNT)


class Score(NamedTuple):
    """One row of a frame of scores; `month` is the ordinal."""

    indicator: str
    scope: str
    month: int
    value: float
    numerator: float
    denominator: float
    earlier_numerator: float
    earlier_denominator: float
    operator: str
    target: float
    bound: float
    status: Status
    reported: int
    expected: int

    @property
    def provisional(self) -> bool:
        """Whether some unit still owes figures."""
        return self.reported < self.expected

    @property
    def small(self) -> bool:
        """Whether it is a ratio of fewer than SMALL, or of growth one held against such a ratio."""
        return any(0 < count < SMALL for count in (self.denominator, self.earlier_denominator))


Scores = Mapping[tuple[str, str], Score]
"""The scores of one month by indicator and scope."""


def scores_of(frame: pd.DataFrame) -> Scores:
    """The rows of a frame of one month as values."""
    return {(row.indicator, row.scope): row for row in scores_in(frame)}


def scores_in(frame: pd.DataFrame) -> tuple[Score, ...]:
    """The rows of a frame as values, in its order."""
    at = list(COLUMNS).index("status")
    rows = frame[list(COLUMNS)].itertuples(index=False, name=None)
    return tuple(Score._make(row)._replace(status=Status(row[at])) for row in rows)
