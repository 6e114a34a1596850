"""What is still needed for the year's target: whole dossiers, exact against trying every number."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.effort import Effort, Gap, Reach, count_effort, ratio_effort, ratio_gap, what_if
from kpi.targets import holds

COUNTS = st.one_of(st.integers(0, 60), st.sampled_from([999, 10_000, 999_999_937]))
TARGETS = st.one_of(
    st.integers(0, 1000).map(lambda tenths: tenths / 10), st.sampled_from([0.0, 58.0, 90.0, 98.6, 100.0])
)
OPERATORS = st.sampled_from([">=", ">", "<=", "<", "="])


def test_the_least_number_on_time_and_the_most_that_may_be_late() -> None:
    effort = ratio_effort(2012, 2250, operator=">=", target=90, volume=221, months=3)
    assert effort == Effort(3, 221, 212, 9, 71, Reach.REACHABLE)
    assert 100 * (2012 + 212) / (2250 + 221) >= 90 > 100 * (2012 + 211) / (2250 + 221)


def test_a_target_that_all_the_rest_cannot_bring_back_is_out_of_reach() -> None:
    assert ratio_effort(50, 100, operator=">=", target=90, volume=100, months=4) == Effort(
        4, 100, None, None, None, Reach.OUT_OF_REACH
    )  # 150 of 200 at best


def test_a_target_that_holds_though_all_the_rest_fail_is_safe() -> None:
    assert ratio_effort(960, 1000, operator=">=", target=90, volume=60, months=1) == Effort(1, 60, 0, 60, 0, Reach.SAFE)
    assert ratio_effort(954, 1000, operator=">=", target=90, volume=60, months=1).reach is Reach.SAFE  # 90,0 exactly
    assert ratio_effort(953, 1000, operator=">=", target=90, volume=60, months=1).needed == 1


def test_more_than_90_needs_one_more_than_at_least_90() -> None:
    needed = [ratio_effort(80, 100, operator=op, target=90, volume=100, months=2).needed for op in (">=", ">")]
    assert needed == [100, None]  # 180 of 200 is 90 %, and no more can come
    assert ratio_effort(81, 100, operator=">", target=90, volume=100, months=2).needed == 100


def test_under_an_upper_limit_the_number_is_the_most_that_may_be_late_rounded_down_for_each_month() -> None:
    late = ratio_effort(30, 1000, operator="<=", target=5, volume=400, months=3)
    assert late == Effort(3, 400, 40, 360, 13, Reach.REACHABLE)  # 70 of 1 400
    assert ratio_effort(30, 1000, operator="<", target=5, volume=400, months=3).needed == 39
    assert ratio_effort(80, 1000, operator="<=", target=5, volume=400, months=3).reach is Reach.OUT_OF_REACH
    assert ratio_effort(10, 1000, operator="<=", target=5, volume=40, months=3).reach is Reach.SAFE  # 50 of 1 040


def test_exactly_a_number_is_asked_for_as_such_and_never_safe_before_the_end() -> None:
    none_late = ratio_effort(0, 50, operator="=", target=0, volume=20, months=2)
    assert none_late == Effort(2, 20, 0, 20, 0, Reach.REACHABLE)
    assert ratio_effort(1, 50, operator="=", target=0, volume=20, months=2).reach is Reach.OUT_OF_REACH
    assert ratio_effort(50, 50, operator="=", target=100, volume=20, months=2).needed == 20


@pytest.mark.parametrize(("numerator", "reach"), [(9, Reach.SAFE), (8, Reach.OUT_OF_REACH)])
def test_in_the_last_month_it_is_decided(numerator: int, reach: Reach) -> None:
    effort = ratio_effort(numerator, 10, operator=">=", target=90, volume=0, months=0)
    assert (effort.reach, effort.per_month) == (reach, None)


def test_where_nothing_arises_at_all_there_is_nothing_to_divide_by() -> None:
    with pytest.raises(ZeroDivisionError):
        ratio_effort(0, 0, operator=">=", target=90, volume=0, months=3)
    with pytest.raises(ZeroDivisionError):
        what_if(0, 0, rate=95, volume=0)


@given(st.integers(0, 80), COUNTS, OPERATORS, TARGETS, st.integers(0, 60), st.integers(0, 11))
def test_a_ratio_needs_what_trying_every_number_finds(
    late: int, so_far: int, operator: str, target: float, volume: int, months: int
) -> None:
    numerator, denominator = so_far, so_far + late
    if denominator + volume == 0:
        return
    found = [n for n in range(volume + 1) if holds(100 * (numerator + n) / (denominator + volume), operator, target)]
    effort = ratio_effort(numerator, denominator, operator=operator, target=target, volume=volume, months=months)
    expected = (max(found) if operator in {"<=", "<"} else min(found)) if found else None
    assert effort.needed == expected
    assert (effort.reach is Reach.OUT_OF_REACH) == (not found)
    assert (effort.reach is Reach.SAFE) == (len(found) == volume + 1)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 1000), st.integers(1, 300))
def test_the_rounding_of_floats_never_moves_the_number(on_time: int, late: int, tenths: int, volume: int) -> None:
    effort = ratio_effort(on_time, on_time + late, operator=">=", target=tenths / 10, volume=volume, months=1)
    every = Fraction(on_time + late + volume)
    exact = [n for n in range(volume + 1) if (on_time + n) / every >= Fraction(tenths, 1000)]
    assert effort.needed == (exact[0] if exact else None)


def test_a_count_needs_what_is_lacking_spread_over_the_months() -> None:
    assert count_effort(7, operator=">=", target=12, months=3) == Effort(3, None, 5, None, 2, Reach.REACHABLE)
    assert count_effort(12, operator=">=", target=12, months=3).reach is Reach.SAFE
    assert count_effort(12, operator=">", target=12, months=3).needed == 1
    assert count_effort(11, operator=">=", target=12, months=0).reach is Reach.OUT_OF_REACH


def test_a_count_under_an_upper_limit_may_still_be_spoilt_until_the_year_is_over() -> None:
    assert count_effort(7, operator="<=", target=12, months=3) == Effort(3, None, 5, None, 1, Reach.REACHABLE)
    assert count_effort(7, operator="<=", target=12, months=0).reach is Reach.SAFE
    assert count_effort(13, operator="<=", target=12, months=3).reach is Reach.OUT_OF_REACH
    assert count_effort(0, operator="=", target=0, months=3) == Effort(3, None, 0, None, 0, Reach.REACHABLE)
    assert count_effort(1, operator="=", target=0, months=3).reach is Reach.OUT_OF_REACH


@given(COUNTS, OPERATORS, st.one_of(st.integers(0, 80).map(float), TARGETS), st.integers(0, 11))
def test_a_count_needs_what_trying_every_number_finds(value: int, operator: str, target: float, months: int) -> None:
    found = [n for n in range(120 if months else 1) if holds(value + n, operator, target)]
    expected = (max(found) if operator in {"<=", "<"} else min(found)) if found else None
    assert count_effort(value, operator=operator, target=target, months=months).needed == expected


def test_a_stock_needs_those_that_lack_now() -> None:
    assert ratio_gap(60, 80, operator=">=", target=80) == Gap(4, 0)
    assert ratio_gap(66, 80, operator=">=", target=80) == Gap(0, 2)
    assert ratio_gap(5, 80, operator="<=", target=5) == Gap(1, 0)
    assert ratio_gap(3, 80, operator="<=", target=5) == Gap(0, 1)
    assert ratio_gap(79, 80, operator="=", target=100) == Gap(1, 0)
    assert ratio_gap(80, 80, operator=">", target=100) == Gap(None, 0)


@given(st.integers(0, 90), st.integers(0, 90), OPERATORS, TARGETS)
def test_a_stock_needs_what_trying_every_number_finds(
    numerator: int, others: int, operator: str, target: float
) -> None:
    denominator = numerator + others
    if denominator == 0:
        return
    good = [n for n in range(denominator + 1) if holds(100 * n / denominator, operator, target)]
    gap = ratio_gap(numerator, denominator, operator=operator, target=target)
    assert gap.needed == min((abs(n - numerator) for n in good), default=None)
    worse = range(numerator, denominator + 1) if operator in {"<=", "<"} else range(numerator, -1, -1)
    kept = [n for n in worse if n in good]
    assert gap.spare == (len(kept) - 1 if kept and operator != "=" else 0)


def test_what_the_year_comes_to_if_every_month_from_now_reaches_a_rate() -> None:
    assert what_if(800, 1000, rate=95, volume=500) == pytest.approx(85)  # 800 and 475 of 1 500
    assert what_if(0, 0, rate=95, volume=500) == 95
    assert what_if(29, 50, rate=95, volume=0) == 58


@given(st.integers(0, 900), st.integers(0, 100), st.integers(0, 1000), st.integers(1, 500))
def test_what_if_is_the_sum_of_both_parts_divided(on_time: int, late: int, tenths: int, volume: int) -> None:
    every = on_time + late + volume
    exact = 100 * (on_time + Fraction(tenths, 1000) * volume) / every
    assert what_if(on_time, on_time + late, rate=tenths / 10, volume=volume) == pytest.approx(float(exact), abs=1e-9)
