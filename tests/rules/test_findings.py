"""What needs attention: one answer to each of the chairman's questions, the most pressing first."""

import math
from collections.abc import Iterable

import pytest

from kpi.control import Signal
from kpi.findings import Facts, Finding, Rule, attention, findings, in_scope, lacking, plan_scores
from kpi.jumps import Jump
from kpi.months import Period
from kpi.plan import WHOLE
from kpi.process import NewSignal
from kpi.review import Mark, Verdict
from kpi.scoring import Score, Scores
from kpi.targets import Status
from tests.office import MARCH, ninh_son

NAN = math.nan
NOTHING_ELSE = Facts()
YEAR = Period.YEAR_TO_DATE
MISSED, NEAR, MET = Status.MISSED, Status.NEAR, Status.MET


def score(
    indicator: str, scope: str, value: float = NAN, status: Status = MET, *, bound: float = 90, operator: str = ">="
) -> Score:
    return Score(
        indicator, scope, MARCH.ordinal, value, NAN, NAN, NAN, NAN, operator,
        bound if operator else NAN, bound if operator else NAN, status, 1, 1,
    )  # fmt: skip


def by_key(scores: Iterable[Score]) -> Scores:
    return {(one.indicator, one.scope): one for one in scores}


def found(
    *now: Score, before: Iterable[Score] = (), scope: str = WHOLE, overdue: tuple[str, ...] = (), most: int = 3
) -> list[Finding]:
    return list(attention(everything(*now, before=before, scope=scope, facts=Facts(overdue)), most=most))


def everything(
    *now: Score, before: Iterable[Score] = (), scope: str = WHOLE, facts: Facts = NOTHING_ELSE
) -> tuple[Finding, ...]:
    seen, then = by_key(now), by_key(before)
    return findings(ninh_son(), month=MARCH, period=YEAR, scope=scope, now=seen, before=then, facts=facts)


def behind(unit: str, indicator: str, value: float) -> tuple[Score, Score]:
    """What makes a unit one that is behind: this, and a second target missed by little."""
    return score(indicator, unit, value, MISSED), score("boundary_free", unit, 79.9, MISSED, bound=80)


def test_nothing_needs_attention_while_everything_is_met() -> None:
    assert found(score("on_time", WHOLE, 95), score("on_time", "22828", 91)) == []


@pytest.mark.parametrize(
    "status", [MET, Status.NOT_DUE, Status.NO_DATA, Status.UNPUBLISHED, Status.NOT_APPLICABLE, Status.TRACKED]
)
def test_what_has_no_bad_verdict_is_no_finding(status: Status) -> None:
    assert found(score("on_time", WHOLE, 50, status), before=[score("on_time", WHOLE, 95)]) == []


@pytest.mark.parametrize(
    ("status", "before", "rule"),
    [
        (MISSED, 88.0, Rule.MISSED_AND_WORSE),
        (MISSED, 80.0, Rule.MISSED),
        (MISSED, 84.0, Rule.MISSED),
        (MISSED, None, Rule.MISSED),
        (NEAR, 88.0, Rule.NEAR_AND_WORSE),
        (NEAR, 80.0, None),
        (NEAR, None, None),
    ],
)
def test_a_verdict_and_its_movement_make_the_rule(status: Status, before: float | None, rule: Rule | None) -> None:
    earlier = [] if before is None else [score("on_time", WHOLE, before)]
    seen = found(score("on_time", WHOLE, 84, status), before=earlier)
    assert [finding.rule for finding in seen] == ([] if rule is None else [rule])


def test_a_finding_carries_the_value_of_the_month_before() -> None:
    (finding,) = found(score("on_time", WHOLE, 84, MISSED), before=[score("on_time", WHOLE, 88)])
    assert finding == Finding(finding.rule, MARCH, score("on_time", WHOLE, 84, MISSED), 88, YEAR)


def test_a_month_before_without_a_value_is_no_month_before() -> None:
    (finding,) = found(score("on_time", WHOLE, 84, MISSED), before=[score("on_time", WHOLE, NAN, Status.NO_DATA)])
    assert (finding.rule, finding.before) == (Rule.MISSED, None)


@pytest.mark.parametrize(
    ("reported", "earlier", "rule"),
    [(7, 8, Rule.MISSED), (8, 7, Rule.MISSED), (7, 7, Rule.MISSED_AND_WORSE), (8, 8, Rule.MISSED_AND_WORSE)],
)
def test_nothing_is_worse_for_units_that_are_missing(reported: int, earlier: int, rule: Rule) -> None:
    now = score("on_time", WHOLE, 84, MISSED)._replace(reported=reported, expected=8)
    before = score("on_time", WHOLE, 88)._replace(reported=earlier, expected=8)
    (finding,) = found(now, before=[before])
    assert (finding.rule, finding.before) == (rule, 88)


def test_where_less_is_better_a_higher_value_is_worse() -> None:
    now = score("ddci", WHOLE, 5, MISSED, bound=2, operator="<=")
    earlier = score("ddci", WHOLE, 4, MISSED, bound=2, operator="<=")
    (worse,) = found(now, before=[earlier])
    (better,) = found(earlier, before=[now])
    assert (worse.rule, better.rule) == (Rule.MISSED_AND_WORSE, Rule.MISSED)


def test_headlines_stand_first_and_then_what_lacks_most() -> None:
    seen = found(
        score("one_stop", WHOLE, 40, MISSED),
        score("boundary_free", WHOLE, 60, MISSED),
        score("on_time", WHOLE, 85, MISSED),
        score("satisfaction", WHOLE, 80, MISSED),
        most=4,
    )
    assert [finding.score and finding.score.indicator for finding in seen] == [
        "satisfaction", "on_time", "one_stop", "boundary_free",
    ]  # fmt: skip


def test_what_gets_worse_stands_before_what_lacks_more() -> None:
    seen = found(
        score("one_stop", WHOLE, 40, MISSED),
        score("boundary_free", WHOLE, 85, MISSED),
        before=[score("boundary_free", WHOLE, 86)],
    )
    assert [finding.rule for finding in seen] == [Rule.MISSED_AND_WORSE, Rule.MISSED]


def test_the_unit_that_misses_most_is_behind() -> None:
    seen = found(
        score("on_time", "22828", 80, MISSED),
        score("one_stop", "22828", 85, MISSED),
        score("satisfaction", "22828", 95),
        score("postal_growth", "22828", status=Status.NO_DATA),
        score("on_time", "22810", 20, MISSED),
        score("one_stop", "22810", 95),
    )
    (behind,) = [finding for finding in seen if finding.rule is Rule.UNIT_BEHIND][:1]
    assert behind.score is not None
    assert (behind.score.scope, behind.score.indicator) == ("22828", "on_time")
    assert (behind.missed, behind.judged) == (2, 3)


def test_of_two_units_that_miss_as_many_the_one_that_lacks_more_is_behind() -> None:
    seen = found(*behind("22828", "on_time", 80), *behind("22810", "on_time", 20))
    assert seen[0].score is not None
    assert seen[0].score.scope == "22810"


@pytest.mark.parametrize(
    ("missed", "judged", "is_behind"), [(1, 1, False), (1, 3, False), (2, 6, True), (2, 7, False), (3, 9, True)]
)
def test_a_unit_is_behind_that_misses_two_and_a_third_of_what_it_is_judged_by(
    missed: int, judged: int, *, is_behind: bool
) -> None:
    names = [one.id for one in ninh_son().indicators][:judged]
    of_unit = [
        score(name, "22828", 80 if at < missed else 95, MISSED if at < missed else MET) for at, name in enumerate(names)
    ]
    told = [
        score(name, "22828", status=Status.NO_DATA) for name in ("postal_growth", "sipas_survey") if name not in names
    ]
    found_rules = [(one.rule, one.missed, one.judged) for one in everything(*of_unit, *told)]
    assert found_rules == ([(Rule.UNIT_BEHIND, missed, judged)] if is_behind else [])


def test_each_question_is_answered_once_before_any_is_answered_twice() -> None:
    seen = found(
        score("on_time", WHOLE, 84, MISSED),
        score("one_stop", WHOLE, 80, MISSED),
        score("boundary_free", WHOLE, 70, MISSED),
        *behind("22828", "satisfaction", 80),
        overdue=("22810", "22813"),
    )
    assert [finding.rule for finding in seen] == [Rule.MISSED, Rule.UNIT_BEHIND, Rule.OVERDUE]
    assert seen[2].units == ("22810", "22813")


def test_room_that_is_left_goes_to_the_next_target() -> None:
    seen = found(score("on_time", WHOLE, 84, MISSED), score("one_stop", WHOLE, 80, MISSED), overdue=("22810",))
    assert [finding.rule for finding in seen] == [Rule.MISSED, Rule.MISSED, Rule.OVERDUE]


def test_room_that_is_left_is_not_spent_on_the_same_indicator_again() -> None:
    seen = found(
        score("on_time", WHOLE, 84, MISSED),
        *behind("22828", "on_time", 70),
        *behind("22810", "on_time", 75),
    )
    assert [(finding.rule, finding.score and finding.score.scope) for finding in seen] == [
        (Rule.MISSED, WHOLE),
        (Rule.UNIT_BEHIND, "22828"),
    ]


@pytest.mark.parametrize("most", [0, 1, 2])
def test_no_more_is_found_than_is_asked_for(most: int) -> None:
    seen = found(score("on_time", WHOLE, 84, MISSED), *behind("22828", "one_stop", 5), overdue=("22813",), most=most)
    assert [finding.rule for finding in seen] == [Rule.MISSED, Rule.UNIT_BEHIND][:most]


def test_within_a_level_only_its_units_can_be_behind() -> None:
    now = (*behind("noi-vu", "on_time", 10), *behind("22828", "on_time", 80))
    (communes,) = found(*now, scope="commune")
    assert communes.score is not None
    assert communes.score.scope == "22828"


def test_within_a_unit_its_own_targets_are_looked_at_and_nobody_is_behind() -> None:
    now = (score("on_time", "22828", 80, MISSED), score("on_time", "22810", 10, MISSED))
    assert [(finding.rule, finding.score) for finding in found(*now, scope="22828")] == [(Rule.MISSED, now[0])]


def test_for_the_plan_the_whole_speaks_where_it_has_a_target() -> None:
    whole, commune = score("on_time", WHOLE, 95), score("on_time", "commune", 80, MISSED)
    assert plan_scores(ninh_son(), by_key([whole, commune])) == {"on_time": whole}


def test_for_the_plan_the_worst_level_speaks_where_the_whole_has_no_target() -> None:
    whole = score("work_files_online", WHOLE, 70, Status.TRACKED, operator="")
    department, commune = (
        score("work_files_online", "department", 85),
        score("work_files_online", "commune", 50, MISSED, bound=60),
    )
    assert plan_scores(ninh_son(), by_key([whole, department, commune])) == {"work_files_online": commune}


def test_for_the_plan_the_whole_speaks_where_nobody_has_a_target() -> None:
    whole = score("iso_agencies", WHOLE, 3, Status.TRACKED, operator="")
    assert plan_scores(ninh_son(), by_key([whole])) == {"iso_agencies": whole}


def test_a_level_or_unit_speaks_for_itself() -> None:
    commune, unit = score("on_time", "commune", 80, MISSED), score("on_time", "22828", 95)
    scores = by_key([commune, unit])
    assert in_scope(ninh_son(), scores, "commune") == {"on_time": commune}
    assert in_scope(ninh_son(), scores, "22828") == {"on_time": unit}
    assert in_scope(ninh_son(), scores, "22810") == {}


@pytest.mark.parametrize(("value", "bound", "share"), [(81, 90, 0.1), (90, 90, 0), (3, 2, 0.5), (4, 0, 4), (-3, 0, 3)])
def test_what_is_lacking_is_a_share_of_what_is_asked_and_of_one_where_zero_is_asked(
    value: float, bound: float, share: float
) -> None:
    assert lacking(score("on_time", WHOLE, value, MISSED, bound=bound)) == pytest.approx(share)


def test_late_tasks_make_a_missed_target_more_pressing_than_another_that_lacks_more() -> None:
    seen = everything(
        score("one_stop", WHOLE, 10, MISSED),
        score("boundary_free", WHOLE, 85, MISSED),
        facts=Facts(late_tasks={"boundary_free": ("III.4", "III.5")}),
    )
    assert [(one.rule, one.late_tasks) for one in seen] == [
        (Rule.MISSED_WITH_LATE_TASKS, ("III.4", "III.5")),
        (Rule.MISSED, ()),
    ]


def test_late_tasks_of_a_target_that_is_met_are_no_finding() -> None:
    assert everything(score("on_time", WHOLE, 95), facts=Facts(late_tasks={"on_time": ("III.4",)})) == ()


def test_what_is_missed_and_worse_keeps_its_rule_and_tells_its_late_tasks() -> None:
    (finding,) = everything(
        score("on_time", WHOLE, 84, MISSED),
        before=[score("on_time", WHOLE, 88)],
        facts=Facts(late_tasks={"on_time": ("III.4",)}),
    )
    assert (finding.rule, finding.late_tasks) == (Rule.MISSED_AND_WORSE, ("III.4",))


def test_a_new_signal_and_a_jump_are_findings_of_their_scope_alone() -> None:
    signal = NewSignal("on_time", "22828", Signal.SHIFT, MARCH, 93.2, 88.1)
    jump = Jump("22828", "resolved_late", MARCH, Mark(Verdict.OUTLIER, 45, 12))
    now, facts = score("on_time", "22828", 91), Facts(signals=[signal], jumps=[jump])
    assert [one.rule for one in everything(now, scope="22828", facts=facts)] == [Rule.SIGNAL, Rule.JUMP]
    assert [one.rule for one in everything(now, scope="commune", facts=facts)] == [Rule.SIGNAL, Rule.JUMP]
    assert everything(now, score("on_time", "22810", 95), scope="22810", facts=facts) == ()


def test_only_overdue_units_of_the_scope_are_named() -> None:
    facts = Facts(overdue=("22828", "noi-vu"))
    (communes,) = everything(scope="commune", facts=facts)
    assert (communes.rule, communes.month, communes.score, communes.units) == (Rule.OVERDUE, MARCH, None, ("22828",))
    assert everything(scope="22810", facts=facts) == ()


def test_the_rules_stand_in_the_order_that_help_explains() -> None:
    assert [rule.name for rule in Rule] == [
        "MISSED_AND_WORSE", "MISSED_WITH_LATE_TASKS", "MISSED", "UNIT_BEHIND", "SIGNAL", "OVERDUE", "JUMP",
        "NEAR_AND_WORSE",
    ]  # fmt: skip
