"""Targets: which is in force, what its pace asks for by a month, and exact boundaries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.plan import Indicator, Pace, Plan, Target
from kpi.targets import Demand, Status, demand, holds, judge, target_in_force, worst
from tests.builders import lam_dong, month, plan_from, tables, ward


def in_force(plan: Plan, indicator: str, scope: str, at: str) -> Target | None:
    return target_in_force(plan, plan.indicator_of_id[indicator], scope, month(at))


def asked(indicator: str, at: str, *, scope: str = "all") -> Demand:
    plan = ward()
    target = in_force(plan, indicator, scope, at)
    assert target is not None
    return demand(plan, plan.indicator_of_id[indicator], target, month(at))


def status(indicator: str, at: str, value: float, *, scope: str = "all") -> Status:
    cumulative = ward().indicator_of_id[indicator].kind == "count"
    return judge(value, asked(indicator, at, scope=scope), cumulative=cumulative)


@pytest.mark.parametrize(
    ("scope", "at", "value"),
    [
        ("kinh-te", "2026-01", 90),
        ("kinh-te", "2026-06", 90),
        ("kinh-te", "2026-07", 95),
        ("kinh-te", "2026-12", 95),
        ("team", "2026-06", 90),
        ("all", "2026-07", 95),
        ("hanh-chinh-cong", "2026-01", 98),
        ("hanh-chinh-cong", "2026-07", 98),
    ],
)
def test_a_past_month_keeps_the_target_then_in_force(scope: str, at: str, value: float) -> None:
    target = in_force(ward(), "on_time", scope, at)
    assert target is not None
    assert target.value == value


@pytest.mark.parametrize(
    ("indicator", "scope", "at"),
    [
        ("on_time", "all", "2025-12"),  # before the plan
        ("on_time", "all", "2027-01"),  # after the plan
        ("complaints", "all", "2026-05"),  # a target of the level is not one of the whole
        ("dialogues", "team", "2026-05"),
        ("spending", "all", "2026-05"),  # tracked
    ],
)
def test_where_no_target_is_in_force_nothing_is_asked(indicator: str, scope: str, at: str) -> None:
    assert in_force(ward(), indicator, scope, at) is None


def test_a_target_that_has_not_begun_is_not_in_force() -> None:
    data = tables("valid-ward-2026")
    data["indicator"][0]["target"] = [{"scope": "team", "operator": ">=", "value": 90, "from": "2026-04"}]
    assert in_force(plan_from(data), "on_time", "team", "2026-03") is None
    assert in_force(plan_from(data), "on_time", "team", "2026-04") is not None


def test_a_target_of_the_unit_itself_stands_before_a_newer_one_of_its_level() -> None:
    target = in_force(ward(), "on_time", "hanh-chinh-cong", "2026-08")
    assert target is not None
    assert target.scope == ("hanh-chinh-cong",)


@pytest.mark.parametrize(
    ("operator", "below", "at", "above"),
    [
        (">=", False, True, True),
        (">", False, False, True),
        ("<=", True, True, False),
        ("<", True, False, False),
        ("=", False, True, False),
    ],
)
def test_more_than_is_not_at_least(operator: str, below: bool, at: bool, above: bool) -> None:
    assert [holds(value, operator, 90) for value in (89.999999, 90, 90.000001)] == [below, at, above]


def test_an_operator_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match="≥"):
        holds(90, "≥", 90)


@pytest.mark.parametrize("value", [100 * 0.29 / 0.5, 100 * 0.8 / (0.1 + 0.7) * 0.58])
def test_the_rounding_of_floats_decides_no_status(value: float) -> None:
    assert value != 58
    assert holds(value, ">=", 58)
    assert holds(value, "<=", 58)
    assert holds(value, "=", 58)
    assert not holds(value, ">", 58)
    assert not holds(value, "<", 58)


@given(denominator=st.integers(1, 10**9), share=st.integers(0, 10_000))
def test_one_dossier_less_than_the_target_is_never_rounded_up_to_it(denominator: int, share: int) -> None:
    bound = share / 100
    for numerator in {denominator * share // 10_000 + step for step in (-1, 0, 1)}:
        value = 100 * numerator / denominator
        assert holds(value, ">=", bound) == (10_000 * numerator >= share * denominator)
        assert holds(value, ">", bound) == (10_000 * numerator > share * denominator)
        assert holds(value, "=", bound) == (10_000 * numerator == share * denominator)


@pytest.mark.parametrize(
    ("indicator", "value", "expected"),
    [
        ("on_time", 90, "met"),  # from 90 %, near from 0,9 × 90 = 81
        ("on_time", 89.99, "near"),
        ("on_time", 81, "near"),
        ("on_time", 80.99, "missed"),
        ("satisfaction", 90.01, "met"),  # more than 90 %
        ("satisfaction", 90, "near"),
        ("satisfaction", 81, "near"),
        ("satisfaction", 80.99, "missed"),
        ("late_share", 5, "met"),  # at most 5 %, near to 5 ÷ 0,9
        ("late_share", 5.01, "near"),
        ("late_share", 50 / 9, "near"),
        ("late_share", 5.56, "missed"),
        ("no_overdue", 0, "met"),  # none at all: one is too many
        ("no_overdue", 1, "missed"),
        ("ddci", 1, "met"),  # among the first three, ranks have no near
        ("ddci", 3, "met"),
        ("ddci", 4, "missed"),
        ("par_index", 80, "met"),  # "Tốt" from 80, grades have no near
        ("par_index", 95, "met"),
        ("par_index", 79.99, "missed"),
        ("online_points", 0.01, "met"),  # more than 0: a target of zero has no near
        ("online_points", 0, "missed"),
    ],
)
def test_met_near_and_missed_meet_at_exact_boundaries(indicator: str, value: float, expected: str) -> None:
    assert status(indicator, "2026-03", value) == expected


@pytest.mark.parametrize(("value", "expected"), [(2, "met"), (3, "near"), (10 / 3, "near"), (4, "missed")])
def test_fewer_than_three_is_strict_and_three_is_near(value: float, expected: str) -> None:
    assert status("complaints", "2026-03", value, scope="team") == expected


def test_near_ends_at_the_exact_share_of_the_target() -> None:
    assert asked("on_time", "2026-03").near == 81
    assert asked("late_share", "2026-03").near == 50 / 9


def test_near_of_a_target_with_decimals_is_exact_and_not_a_product_of_floats() -> None:
    data = tables("valid-ward-2026")
    data["plan"]["near"] = 0.95
    data["indicator"][0]["target"] = [{"scope": "all", "operator": ">=", "value": 98.6, "from": "2026-01"}]
    plan = plan_from(data)
    target = in_force(plan, "on_time", "all", "2026-03")
    assert target is not None
    assert demand(plan, plan.indicator_of_id["on_time"], target, month("2026-03")).near == 93.67


@pytest.mark.parametrize(
    ("at", "expected"),
    [("2026-01", 1), ("2026-03", 3), ("2026-07", 7), ("2026-12", 12)],
)
def test_a_linear_pace_asks_for_k_months_of_n(at: str, expected: float) -> None:
    assert asked("dialogues", at).bound == expected
    assert asked("dialogues", at).final == 12


@pytest.mark.parametrize(("pace", "expected"), [("linear", [10 / 3, 20 / 3, 10]), ("year_end", [None, None, 10])])
def test_a_pace_counts_only_the_months_of_the_plan(pace: str, expected: list[float | None]) -> None:
    plan = lam_dong().model_copy(update={"first_month": month("2020-01"), "last_month": month("2020-03")})
    target = Target.model_validate({"scope": "all", "operator": ">=", "value": 10, "from": "2020-01", "pace": pace})
    assert [demand(plan, plan.indicators[0], target, at).bound for at in plan.months] == expected


def test_a_target_of_exactly_a_number_has_no_near() -> None:
    target = Target.model_validate({"scope": "all", "operator": "=", "value": 10, "from": "2026-01"})
    asked_for = demand(ward(), ward().indicator_of_id["dialogues"], target, month("2026-03"))
    assert [judge(value, asked_for, cumulative=True) for value in (9.9, 10, 10.1)] == ["missed", "met", "missed"]


@pytest.mark.parametrize(
    ("at", "expected"),
    [("2026-02", None), ("2026-03", 1), ("2026-05", 1), ("2026-06", 3), ("2026-11", 3), ("2026-12", 6)],
)
def test_steps_ask_for_the_last_number_listed_so_far(at: str, expected: float | None) -> None:
    assert asked("trainings", at).bound == expected


@pytest.mark.parametrize(
    ("indicator", "at", "value", "expected"),
    [
        ("dialogues", "2026-03", 3, "met"),
        ("dialogues", "2026-03", 2, "missed"),
        ("dialogues", "2026-10", 9, "near"),  # 9 of 10, near from 9
        ("dialogues", "2026-10", 8, "missed"),
        ("dialogues", "2026-01", 12, "met"),
        ("trainings", "2026-02", 0, "not_due"),
        ("trainings", "2026-02", 6, "met"),  # already there, whatever the month
        ("trainings", "2026-03", 0, "missed"),
        ("trainings", "2026-06", 3, "met"),
        ("inspections", "2026-11", 0, "not_due"),
        ("inspections", "2026-11", 2, "not_due"),
        ("inspections", "2026-11", 3, "met"),
        ("inspections", "2026-12", 2, "missed"),
        ("inspections", "2026-12", 3, "met"),
        ("disbursed", "2026-02", 99, "not_due"),
        ("disbursed", "2026-02", 100, "not_due"),  # a ratio is no cumulative count
        ("disbursed", "2026-03", 30, "met"),
        ("disbursed", "2026-03", 27, "near"),
        ("disbursed", "2026-03", 26.9, "missed"),
    ],
)
def test_pace_spreads_a_target_over_the_year(indicator: str, at: str, value: float, expected: str) -> None:
    assert status(indicator, at, value) == expected


@pytest.mark.parametrize(("operator", "expected"), [(">=", "met"), (">", "not_due"), ("=", "not_due")])
def test_only_a_count_that_has_reached_its_number_is_met_before_it_is_due(operator: str, expected: str) -> None:
    assert judge(3, Demand(operator, 3, None, None), cumulative=True) == expected


def test_a_constant_pace_is_the_default_and_asks_the_same_every_month() -> None:
    assert ward().indicator_of_id["satisfaction"].targets[0].pace is Pace.CONSTANT
    assert [asked("satisfaction", f"2026-{number:02d}").bound for number in range(1, 13)] == [90] * 12


def test_no_kind_of_indicator_has_a_direction_of_its_own() -> None:
    assert Indicator.model_fields["direction"].is_required()
    assert Target.model_fields["operator"].is_required()


def test_the_worst_status_is_the_one_that_asks_for_attention_first() -> None:
    assert worst(Status) is Status.MISSED
    assert worst([Status.MET, Status.NO_DATA, Status.TRACKED]) is Status.NO_DATA
    assert worst([]) is None
