"""Control charts: the published vectors of "Making Data Count", examples worked by hand, and the rules between them."""

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from kpi.control import (
    Assurance,
    ControlChart,
    Method,
    MonthValue,
    Phase,
    Rules,
    Signal,
    TooFew,
    Variation,
    control_chart,
)
from kpi.months import Month
from tests.builders import CASES

JANUARY = Month(2023, 1)
STEADY = [90, 92, 88, 91, 93, 89, 90, 92, 88, 91, 93, 89]
"""On-time rates of a year: mean 90.5; moving ranges 2 4 3 2 4 1 2 4 3 2 4, together 31, mean 31/11."""
PUBLISHED = tomllib.loads((CASES / "control" / "making-data-count.toml").read_text(encoding="utf-8"))
SIX = Rules(run=PUBLISHED["run"], trend=PUBLISHED["trend"])


def months(
    values: Sequence[float | None], *, counts: Sequence[float | None] = (), target: float | None = None
) -> list[MonthValue]:
    counts = counts or [None] * len(values)
    return [
        MonthValue(JANUARY + at, value, count, target)
        for at, (value, count) in enumerate(zip(values, counts, strict=True))
    ]


def chart_of(values: Sequence[float | None] | Sequence[MonthValue], **changed: Any) -> ControlChart:
    rows = [row if isinstance(row, MonthValue) else MonthValue(JANUARY + at, row) for at, row in enumerate(values)]
    found = control_chart(rows, **{"proportion": False, "direction": "up", "operator": ">=", **changed})
    assert isinstance(found, ControlChart)
    return found


def published(row: Mapping[str, Any], **changed: Any) -> ControlChart:
    rebases = [JANUARY + row["rebase"] - 1] if "rebase" in row else []
    return chart_of(row["values"], **{"rules": SIX, "rebases": rebases, **changed})


def signals(chart: ControlChart, at: int) -> set[Signal]:
    return set(chart.points[at].signals)


def named(rows: list[Mapping[str, Any]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows, ids=[row["name"] for row in rows])


@named(PUBLISHED["chart"])
def test_the_published_charts_show_the_same_points_for_better_and_for_worse(row: Mapping[str, Any]) -> None:
    chart = published(row, direction=row["direction"])
    assert [at for at, point in enumerate(chart.points, 1) if point.improving] == row["better"]
    assert [at for at, point in enumerate(chart.points, 1) if point.improving is False] == row["worse"]
    assert chart.variation == row.get("variation", chart.variation)


@named(PUBLISHED["limits"])
def test_the_published_limits_come_out(row: Mapping[str, Any]) -> None:
    point = published(row).points[-1]
    found = [point.centre, point.lower, point.upper]
    assert [round(limit, row["decimals"]) for limit in found if limit is not None] == [
        row["centre"],
        row["lower"],
        row["upper"],
    ]


@named(PUBLISHED["assurance"])
def test_the_published_targets_are_passed_failed_or_hit_and_missed(row: Mapping[str, Any]) -> None:
    for direction, operator in (("up", ">="), ("down", "<=")):
        found = [
            chart_of(months(row["values"], target=target), direction=direction, operator=operator).assurance
            for target in row["targets"]
        ]
        assert found == row[direction]


def test_the_rules_of_the_published_conflict_fire_where_its_text_says() -> None:
    row = next(row for row in PUBLISHED["chart"] if row["name"].startswith("conflict"))
    chart = published(row)
    where = {signal: [at for at, point in enumerate(chart.points, 1) if signal in point.signals] for signal in Signal}
    assert where[Signal.TREND] == list(range(1, 15))
    assert where[Signal.SHIFT] == list(range(6, 12))
    assert where[Signal.OUTSIDE] == [1, 2]
    assert set(where[Signal.TWO_OF_THREE]) >= {3, 4}


def test_a_year_by_hand() -> None:
    chart = chart_of(months(STEADY, target=80))
    point = chart.points[-1]
    assert point.centre == 90.5
    assert (point.lower, point.upper) == pytest.approx((90.5 - 3 * 31 / 11 / 1.128, 90.5 + 3 * 31 / 11 / 1.128))
    assert (chart.method, chart.variation, chart.reason) == (Method.XMR, Variation.COMMON, None)
    assert chart.assurance is Assurance.PASSING
    assert chart.phases == (Phase(JANUARY, 12, Method.XMR, 1.0, provisional=False),)


def test_the_setting_is_seven_seven_twelve() -> None:
    assert Rules() == Rules(run=7, trend=7, least=12)


def test_under_twelve_known_months_there_is_no_chart() -> None:
    few = months([*STEADY[:11], None, float("nan")])
    found = control_chart(few, proportion=False, direction="up", operator=">=")
    assert found == TooFew(known=11, needed=12)
    assert chart_of(STEADY).points[-1].month == Month(2023, 12)


def test_months_come_in_any_order() -> None:
    assert chart_of(list(reversed(months(STEADY)))) == chart_of(months(STEADY))


def test_a_missing_month_is_a_gap_that_ranges_and_runs_pass_over() -> None:
    values: list[float | None] = [*STEADY, 94, 95, 94, 95, 94, 95, 94]
    gap = [*values[:15], None, None, *values[15:]]
    whole, gapped = chart_of(values), chart_of(gap)
    assert [point.month for point in gapped.points[14:16]] == [JANUARY + 14, JANUARY + 17]
    assert gapped.points[-1].upper == whole.points[-1].upper
    assert [point.signals for point in gapped.points] == [point.signals for point in whole.points]
    assert gapped.reason is Signal.SHIFT


def test_a_share_of_nothing_is_a_gap_and_zero_per_cent_is_not() -> None:
    values = [90, 92, 0, 91, 93, 89, 90, 92, 88, 91, 93, 89, 90, 91]
    counts = [50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 0, None]
    chart = chart_of(months(values, counts=counts), proportion=True)
    assert [point.month for point in chart.points] == [JANUARY + at for at in range(12)]
    assert (chart.points[2].value, signals(chart, 2)) == (0, {Signal.OUTSIDE})


def test_shares_have_limits_by_their_own_counts_and_the_centre_is_summed_then_divided() -> None:
    chart = chart_of(months([84, 82] * 6, counts=[100, 300] * 6), proportion=True)
    assert chart.points[0].centre == 82.5
    narrow, wide = chart.points[1], chart.points[0]
    assert wide.upper is not None
    assert narrow.upper is not None
    assert wide.upper - 82.5 == pytest.approx((narrow.upper - 82.5) * 3**0.5)


def test_shares_that_vary_more_than_by_chance_are_charted_by_laney() -> None:
    calm = chart_of(months([49, 51] * 6, counts=[100] * 12), proportion=True)
    wild = chart_of(months([40, 60] * 6, counts=[100] * 12), proportion=True)
    assert (calm.method, calm.phases[0].sigma_z) == (Method.P, 1)
    assert wild.method is Method.P_PRIME
    assert wild.phases[0].sigma_z == pytest.approx(4 / 1.128)
    assert wild.variation is Variation.COMMON


def test_a_share_above_one_hundred_is_none_and_gets_the_chart_of_values() -> None:
    chart = chart_of(months([95, 104] * 6, counts=[100] * 12), proportion=True)
    assert chart.method is Method.XMR
    assert chart.points[0].centre == 99.5


def test_a_rebase_begins_a_phase_with_its_own_limits_provisional_while_short() -> None:
    chart = chart_of([*STEADY, 60, 62, 58], rebases=[JANUARY + 12])
    assert [(phase.begins, phase.known, phase.provisional) for phase in chart.phases] == [
        (JANUARY, 12, False),
        (JANUARY + 12, 3, True),
    ]
    assert {point.centre for point in chart.points[:12]} == {90.5}
    assert chart.points[-1].centre == 60
    assert chart.points[-1].upper == pytest.approx(60 + 3 * 3 / 1.128)
    assert [point.phase for point in chart.points] == [0] * 12 + [1] * 3


def test_a_phase_of_one_value_has_no_limits_and_says_nothing() -> None:
    chart = chart_of(months([*STEADY, 60], target=80), rebases=[JANUARY + 12])
    last = chart.points[-1]
    assert (last.centre, last.lower, last.upper, last.signals) == (60, None, None, frozenset())
    assert (chart.variation, chart.assurance) == (Variation.COMMON, Assurance.NONE)


def test_rebases_without_months_of_their_own_make_no_phase() -> None:
    chart = chart_of(STEADY, rebases=[JANUARY + 40, JANUARY + 8, JANUARY + 4, JANUARY + 4, JANUARY - 3])
    assert [phase.begins for phase in chart.phases] == [JANUARY, JANUARY + 4, JANUARY + 8]


def test_the_target_in_force_in_the_last_known_month_counts_and_no_target_changes_the_limits() -> None:
    before = months(STEADY, target=95)[:11]
    stepped = chart_of([*before, MonthValue(JANUARY + 11, 89, target=80), MonthValue(JANUARY + 12, None, target=99)])
    assert stepped.assurance is Assurance.PASSING
    assert stepped.points == chart_of(STEADY).points
    assert chart_of(STEADY).assurance is Assurance.NONE
    assert chart_of(months(STEADY, target=80), operator="").assurance is Assurance.NONE


@pytest.mark.parametrize(
    ("target", "operator", "assurance"),
    [
        (100, ">=", Assurance.HIT_AND_MISS),
        (100, ">", Assurance.FAILING),
        (80, ">=", Assurance.PASSING),
        (80, ">", Assurance.HIT_AND_MISS),
        (100, "<=", Assurance.PASSING),
        (80, "<", Assurance.FAILING),
        (90, "=", Assurance.HIT_AND_MISS),
        (101, "=", Assurance.FAILING),
    ],
)
def test_of_a_target_on_a_limit_its_operator_decides(target: float, operator: str, assurance: Assurance) -> None:
    shares = months([90] * 12, counts=[81] * 12, target=target)
    chart = chart_of(shares, proportion=True, operator=operator)
    assert (chart.points[-1].lower, chart.points[-1].upper) == pytest.approx((80, 100))
    assert chart.assurance is assurance


def test_limits_of_shares_end_at_all_and_nothing() -> None:
    high = chart_of(months([99, 100] * 6, counts=[100] * 12, target=100), proportion=True)
    assert (high.points[-1].upper, high.assurance) == (100, Assurance.HIT_AND_MISS)
    low = chart_of(months([0, 1] * 6, counts=[100] * 12, target=0), proportion=True, direction="down", operator="<=")
    assert (low.points[-1].lower, low.assurance) == (0, Assurance.HIT_AND_MISS)


def test_equal_months_lie_on_their_limits_without_a_signal() -> None:
    for share in (0, 58, 100):
        chart = chart_of(months([share] * 12, counts=[50] * 12, target=share), proportion=True)
        assert chart.variation is Variation.COMMON
    level = chart_of(months([0.1] * 12, target=0.1))
    assert (level.variation, level.assurance) == (Variation.COMMON, Assurance.PASSING)


def test_a_trend_outweighs_the_side_on_which_the_last_point_lies() -> None:
    falling = [50, 50, 51, 50, 51, 50, 100, 95, 90, 85, 80, 75, 74]
    chart = chart_of(falling)
    assert chart.points[-1].value > chart.points[-1].centre
    assert signals(chart, -1) == {Signal.TREND, Signal.SHIFT}
    assert (chart.reason, chart.variation) == (Signal.TREND, Variation.CONCERNING)
    assert chart_of(falling, direction="down").variation is Variation.IMPROVING


def test_the_reason_is_the_weightiest_signal_of_the_last_point() -> None:
    assert list(Signal) == [Signal.TREND, Signal.SHIFT, Signal.TWO_OF_THREE, Signal.OUTSIDE]
    outside = chart_of([*STEADY, 120])
    assert (signals(outside, -1), outside.reason) == ({Signal.OUTSIDE}, Signal.OUTSIDE)
    far = chart_of([*STEADY, *STEADY, 92, 101, 101])
    assert (signals(far, -1), far.reason) == ({Signal.OUTSIDE, Signal.TWO_OF_THREE}, Signal.TWO_OF_THREE)
