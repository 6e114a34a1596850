"""What needs attention (việc cần chú ý): findings by written rules, the most pressing first.

Within a rule headline indicators stand first, then the larger share of the target that is lacking; a unit is as far
behind as it misses targets. Where only a few can be shown, each of the chairman's questions is answered before any is
answered twice: which target slips, which unit is behind, who has not reported.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from kpi.jumps import Jump
from kpi.months import Month, Period
from kpi.plan import WHOLE, Indicator, Plan
from kpi.process import NewSignal
from kpi.scoring import Score, Scores
from kpi.targets import Status, worst


class Rule(IntEnum):
    """The rules, the most pressing first."""

    MISSED_AND_WORSE = 1
    MISSED_WITH_LATE_TASKS = 2
    MISSED = 3
    UNIT_BEHIND = 4
    SIGNAL = 5
    OVERDUE = 6
    JUMP = 7
    NEAR_AND_WORSE = 8


_QUESTION = {
    Rule.MISSED_AND_WORSE: "target",
    Rule.MISSED_WITH_LATE_TASKS: "target",
    Rule.MISSED: "target",
    Rule.SIGNAL: "target",
    Rule.NEAR_AND_WORSE: "target",
    Rule.UNIT_BEHIND: "unit",
    Rule.OVERDUE: "report",
    Rule.JUMP: "report",
}

BEHIND_LEAST, BEHIND_ONE_IN = 2, 3
"""A unit is behind that misses so many targets at least, and one in so many of those that it is judged by."""

_JUDGED = frozenset({Status.MET, Status.NEAR, Status.MISSED})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that needs attention.

    `score` is what it is about and `before` its value a month earlier where that is known, both over the stretch of
    time `period` (the year to date where the indicator is always read over it). For a unit that is behind, `score` is
    its worst, and it misses `missed` of the `judged` targets. `units` are those overdue; `late_tasks` are the late
    tasks that serve the indicator.
    """

    rule: Rule
    month: Month
    score: Score | None = None
    before: float | None = None
    period: Period | None = None
    missed: int = 0
    judged: int = 0
    units: tuple[str, ...] = ()
    late_tasks: tuple[str, ...] = ()
    signal: NewSignal | None = None
    jump: Jump | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the findings are drawn from beside the scores.

    `overdue` are the units without a report, `late_tasks` the late tasks by indicator.
    """

    overdue: Sequence[str] = ()
    late_tasks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    signals: Sequence[NewSignal] = ()
    jumps: Sequence[Jump] = ()


def plan_scores(plan: Plan, scores: Scores) -> Mapping[str, Score]:
    """The score that speaks for each indicator: the whole authority's where it has a target, else its worst roll-up."""
    found = {}
    for indicator in plan.indicators:
        rows = [scores[indicator.id, scope] for scope in _judged(plan, indicator) if (indicator.id, scope) in scores]
        with_target = [row for row in rows if row.operator]
        whole = [row for row in with_target if row.scope == WHOLE]
        pool = whole or with_target or rows
        if pool:
            low = worst(row.status for row in pool)
            found[indicator.id] = next(row for row in pool if row.status is low)
    return found


def _judged(plan: Plan, indicator: Indicator) -> tuple[str, ...]:
    named = (scope for target in indicator.targets for scope in target.scope)
    return tuple(dict.fromkeys([WHOLE, *(level.id for level in plan.levels), *named]))


def findings(
    plan: Plan, *, month: Month, period: Period, scope: str, now: Scores, before: Scores, facts: Facts
) -> tuple[Finding, ...]:
    """Everything in a scope that needs attention; `before` holds the scores of a month earlier, of the same period."""
    judged = in_scope(plan, now, scope).values()
    slipping = sorted(
        _slipping(plan, month, period, judged, before=before, late_tasks=facts.late_tasks),
        key=lambda f: (f.rule, _pressing(plan, f.score)),
    )
    members = [score for score in now.values() if scope not in plan.unit_of_id and _belongs(plan, score.scope, scope)]
    found = [*slipping, *_units_behind(plan, month, members), *_signals(plan, month, scope, now, facts.signals)]
    if overdue := tuple(unit for unit in facts.overdue if _within(plan, unit, scope)):
        found.append(Finding(Rule.OVERDUE, month, units=overdue))
    found += [Finding(Rule.JUMP, month, jump=jump) for jump in facts.jumps if _within(plan, jump.unit, scope)]
    return tuple(sorted(found, key=lambda finding: finding.rule))


def attention(found: Sequence[Finding], *, most: int = 3) -> tuple[Finding, ...]:
    """The findings to show where only a few can be: the first answer to each question, then the most pressing."""
    first_answers = {_QUESTION[finding.rule]: finding for finding in reversed(found)}
    chosen = sorted(first_answers.values(), key=lambda finding: finding.rule)
    about = {finding.score.indicator for finding in chosen if finding.score}
    others = [f for f in found if f not in chosen and not (f.score and f.score.indicator in about)]
    return tuple(sorted([*chosen, *others[: max(0, most - len(chosen))]], key=lambda f: f.rule)[:most])


def _signals(plan: Plan, month: Month, scope: str, now: Scores, signals: Iterable[NewSignal]) -> Iterable[Finding]:
    for signal in signals:
        if _within(plan, signal.scope, scope):
            yield Finding(Rule.SIGNAL, month, now[signal.indicator, signal.scope], signal=signal)


def _within(plan: Plan, name: str, scope: str) -> bool:
    return scope in {WHOLE, name} or _belongs(plan, name, scope)


def _belongs(plan: Plan, unit: str, scope: str) -> bool:
    return unit in plan.unit_of_id and scope in {WHOLE, plan.unit_of_id[unit].level}


def _slipping(
    plan: Plan,
    month: Month,
    period: Period,
    judged: Iterable[Score],
    *,
    before: Scores,
    late_tasks: Mapping[str, Sequence[str]],
) -> Iterable[Finding]:
    for score in judged:
        earlier, worse = _moved(plan, score, before)
        late = tuple(late_tasks.get(score.indicator, ()))
        length = Period.YEAR_TO_DATE if plan.indicator_of_id[score.indicator].year_long else period
        if score.status is Status.MISSED:
            rule = Rule.MISSED_WITH_LATE_TASKS if late else Rule.MISSED
            yield Finding(Rule.MISSED_AND_WORSE if worse else rule, month, score, earlier, length, late_tasks=late)
        elif score.status is Status.NEAR and worse:
            yield Finding(Rule.NEAR_AND_WORSE, month, score, earlier, length, late_tasks=late)


def _units_behind(plan: Plan, month: Month, members: Iterable[Score]) -> Iterable[Finding]:
    """The units that miss many of their targets, most first; of equals the one that lacks most."""
    of_unit: dict[str, list[Score]] = defaultdict(list)
    for score in members:
        if score.status in _JUDGED:
            of_unit[score.scope].append(score)
    behind = []
    for scores in of_unit.values():
        missed = sorted((s for s in scores if s.status is Status.MISSED), key=lambda s: _pressing(plan, s))
        if len(missed) >= max(BEHIND_LEAST, len(scores) / BEHIND_ONE_IN):
            behind.append(Finding(Rule.UNIT_BEHIND, month, missed[0], missed=len(missed), judged=len(scores)))
    return sorted(behind, key=lambda f: (-f.missed, _pressing(plan, f.score)))


def _moved(plan: Plan, score: Score, before: Scores) -> tuple[float | None, bool]:
    """The value a month earlier, None where unknown, and whether it was better.

    Not where more or fewer units are missing than then: a unit that is missing would pass for a change.
    """
    earlier = before.get((score.indicator, score.scope))
    if earlier is None or math.isnan(earlier.value) or math.isnan(score.value):
        return None, False
    if score.expected - score.reported != earlier.expected - earlier.reported:
        return earlier.value, False
    up = plan.indicator_of_id[score.indicator].direction == "up"
    return earlier.value, score.value < earlier.value if up else score.value > earlier.value


def _pressing(plan: Plan, score: Score | None) -> tuple[bool, float]:
    """Headline indicators first, then the larger share that is lacking."""
    assert score is not None
    return not plan.indicator_of_id[score.indicator].headline, -lacking(score)


def lacking(score: Score) -> float:
    """The distance to what is asked, as a share of it (of 1 where zero is asked)."""
    return abs(score.bound - score.value) / (abs(score.bound) or 1.0)


def in_scope(plan: Plan, scores: Scores, scope: str) -> Mapping[str, Score]:
    """The score of each indicator that speaks for a scope: `plan_scores` for the whole, its own for a level or unit."""
    if scope == WHOLE:
        return plan_scores(plan, scores)
    return {indicator: score for (indicator, name), score in scores.items() if name == scope}
