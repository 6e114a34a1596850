"""The control chart of an indicator: months by themselves, what is asked of them, and what a month brings anew."""

import math
from collections.abc import Sequence

import numpy as np
import pytest

from kpi.control import Assurance, ControlChart, Method, Signal, TooFew, Variation
from kpi.cube import Cube
from kpi.months import Month
from kpi.plan import WHOLE, Plan
from kpi.process import NewSignal, month_bounds, month_demand, new_signals, process_chart, since
from kpi.series import Series, series_of
from tests.builders import Figures, cube_of, plan_from, reports, tables, ward

JANUARY, DECEMBER = Month(2025, 1), Month(2025, 12)
MARCH = Month(2026, 3)


def each_month(unit: str, measure: str, values: Sequence[float | None], *, first: Month = JANUARY) -> Figures:
    """One figure of a unit in months one after another; None leaves the month out."""
    return {(unit, measure, str(first + at)): value for at, value in enumerate(values) if value is not None}


def on_time(unit: str, rates: Sequence[int | None], *, first: Month = JANUARY, dossiers: int = 100) -> Figures:
    """So many dossiers each month, of which a rate in % was in time; None leaves the month out."""
    found: dict[tuple[str, str, str], float | None] = {}
    for at, rate in enumerate(rates):
        if rate is not None:
            late = dossiers * (100 - rate) // 100
            found |= reports(unit, str(first + at), resolved=dossiers, resolved_late=late)
    return found


def chart_of(
    figures: Figures, indicator: str, scope: str, month: Month, rebases: tuple[Month, ...] = ()
) -> ControlChart | TooFew:
    chosen = ward().indicator_of_id[indicator]
    series = series_of(cube_of(ward(), figures), chosen, month)[scope]
    return process_chart(ward(), chosen, scope, series, rebases=rebases)


def drawn(figures: Figures, indicator: str, scope: str, month: Month, rebases: tuple[Month, ...] = ()) -> ControlChart:
    chart = chart_of(figures, indicator, scope, month, rebases)
    assert isinstance(chart, ControlChart)
    return chart


def limits(chart: ControlChart) -> tuple[float, float, float]:
    last = chart.points[-1]
    assert last.lower is not None
    assert last.upper is not None
    return round(last.lower, 2), round(last.centre, 2), round(last.upper, 2)


def found(figures: Figures, month: Month, scope: str = "van-phong", **rebases: Month) -> list[NewSignal]:
    cube: Cube = cube_of(ward(), figures)
    starts = {(indicator, scope): (begun,) for indicator, begun in rebases.items()}
    return [one for one in new_signals(cube, month, starts) if one.scope == scope and one.indicator == "on_time"]


def test_waiting_times_are_held_against_their_upper_limit() -> None:
    """The mean moving range is 2, so a sigma is 2 ÷ 1.128 = 1.773 and the limits are 15 ± 5.32."""
    chart = drawn(each_month("22738", "waiting", [14, 16] * 7), "waiting", WHOLE, Month(2026, 2))
    assert limits(chart) == (9.68, 15.0, 20.32)
    assert (chart.method, chart.variation, chart.assurance) == (
        Method.XMR, Variation.COMMON, Assurance.HIT_AND_MISS,
    )  # fmt: skip


def test_a_rate_of_flows_is_held_against_the_dossiers_of_each_month() -> None:
    """92 % of 1 000: a sigma of chance is √(92 × 8 ÷ 1 000) = 0.858, so the limits are 92 ± 2.57."""
    chart = drawn(on_time("van-phong", [92] * 15, dossiers=1000), "on_time", "van-phong", MARCH)
    assert limits(chart) == (89.43, 92.0, 94.57)
    assert chart.method is Method.P


def asking(indicator: str, operator: str, value: float) -> Plan:
    """The ward with one number asked of an indicator."""
    data = tables("valid-ward-2026")
    target = {"scope": "all", "operator": operator, "value": value, "from": "2026-01"}
    up = "up" if operator in {">=", ">"} else "down"
    data["indicator"] = [
        row | {"direction": up, "target": [target]} if row["id"] == indicator else row for row in data["indicator"]
    ]
    return plan_from(data)


@pytest.mark.parametrize(
    ("operator", "value", "answer"),
    [
        (">=", 0, Assurance.PASSING),  # nothing is below zero
        (">", 0, Assurance.HIT_AND_MISS),
        ("<", 0, Assurance.FAILING),
        ("<=", 0, Assurance.HIT_AND_MISS),
        ("<=", 9, Assurance.PASSING),
    ],
)
def test_assurance_is_that_of_the_limits_as_they_are_drawn(operator: str, value: float, answer: Assurance) -> None:
    """Waiting times of 1 and 3 minutes: 2 ± 5.32, of which what is below zero cannot be."""
    plan = asking("waiting", operator, value)
    chosen = plan.indicator_of_id["waiting"]
    series = series_of(cube_of(plan, each_month("22738", "waiting", [1, 3] * 7)), chosen, Month(2026, 2))[WHOLE]
    chart = process_chart(plan, chosen, WHOLE, series)
    assert isinstance(chart, ControlChart)
    assert (limits(chart), chart.assurance) == ((0.0, 2.0, 7.32), answer)


@pytest.mark.parametrize(
    ("month", "assurance"), [(Month(2026, 6), Assurance.HIT_AND_MISS), (Month(2026, 7), Assurance.FAILING)]
)
def test_the_target_is_the_one_in_force_in_the_month_looked_at(month: Month, assurance: Assurance) -> None:
    """90 % until June and 95 % from July, which no month of 92 ± 2.57 reaches; July itself is not reported yet."""
    figures = on_time("van-phong", [92] * 18, dossiers=1000)
    assert drawn(figures, "on_time", "van-phong", month).assurance is assurance


def test_a_month_before_the_plan_is_held_against_nothing() -> None:
    assert drawn(on_time("van-phong", [92] * 12), "on_time", "van-phong", DECEMBER).assurance is Assurance.NONE


def test_a_number_for_the_year_says_nothing_of_one_month() -> None:
    """One dialogue a month reaches 12 a year, and no month reaches what is expected of the year to date."""
    chart = drawn(each_month("22738", "dialogues", [1] * 15), "dialogues", WHOLE, MARCH)
    assert chart.assurance is Assurance.NONE
    assert month_bounds(ward(), ward().indicator_of_id["dialogues"], WHOLE, MARCH) == {}


@pytest.mark.parametrize(
    ("indicator", "scope", "month", "asked"),
    [
        ("on_time", "van-phong", Month(2026, 6), (">=", 90)),
        ("on_time", "van-phong", Month(2026, 7), (">=", 95)),
        ("on_time", "hanh-chinh-cong", Month(2026, 7), (">=", 98)),
        ("on_time", "van-phong", DECEMBER, None),
        ("late_share", WHOLE, MARCH, ("<=", 5)),
        ("satisfaction", WHOLE, MARCH, (">", 90)),
        ("dialogues", WHOLE, MARCH, None),
        ("inspections", WHOLE, Month(2026, 12), None),
        ("disbursed", WHOLE, MARCH, None),
        ("spending", WHOLE, MARCH, None),
    ],
)
def test_only_a_target_of_constant_pace_asks_something_of_a_month(
    indicator: str, scope: str, month: Month, asked: tuple[str, float] | None
) -> None:
    found = month_demand(ward(), ward().indicator_of_id[indicator], scope, month)
    assert (None if found is None else (found.operator, found.bound)) == asked


def test_the_line_of_the_target_steps_where_the_target_changes() -> None:
    bounds = month_bounds(ward(), ward().indicator_of_id["on_time"], "van-phong", Month(2026, 8))
    assert bounds == {Month(2026, at): 90.0 if at < 7 else 95.0 for at in range(1, 9)}


def test_limits_stay_within_what_a_share_can_be() -> None:
    """96 and 100 of 100 procedures in turn: 98 ± 10.64 would reach 108.64 %."""
    figures = {
        **each_month("kinh-te", "procedures", [100] * 14),
        **each_month("kinh-te", "procedures_online", [96, 100] * 7),
    }
    assert limits(drawn(figures, "online_procedures", "kinh-te", Month(2026, 2))) == (87.36, 98.0, 100.0)


def test_limits_of_a_count_stay_above_zero() -> None:
    """0 and 2 in turn: 1 ± 5.32."""
    chart = drawn(each_month("kinh-te", "overdue", [0, 2] * 7), "no_overdue", "kinh-te", Month(2026, 2))
    assert limits(chart) == (0.0, 1.0, 6.32)


def test_limits_of_what_was_below_zero_may_be_so_too() -> None:
    values = np.array([-2.0, 2.0] * 6)
    nothing, whole = np.full(12, math.nan), np.full(12, fill_value=True)
    series = Series(tuple(Month(2025, at) for at in range(1, 13)), values, values, nothing, whole)
    chart = process_chart(ward(), ward().indicator_of_id["spending"], WHOLE, series)
    assert isinstance(chart, ControlChart)
    assert limits(chart) == (-10.64, 0.0, 10.64)


def test_a_series_of_eleven_months_has_no_chart() -> None:
    rates: list[int | None] = [92] * 5 + [None] + [92] * 6
    assert chart_of(on_time("van-phong", rates), "on_time", "van-phong", DECEMBER) == TooFew(11, 12)


def test_a_rebase_begins_anew() -> None:
    figures = on_time("van-phong", [80] * 7 + [95] * 8)
    chart = drawn(figures, "on_time", "van-phong", MARCH, (Month(2025, 8),))
    assert [(phase.begins, phase.known) for phase in chart.phases] == [(Month(2025, 1), 7), (Month(2025, 8), 8)]
    assert [round(point.centre, 9) for point in chart.points] == [80.0] * 7 + [95.0] * 8
    assert chart.phases[-1].provisional


def test_a_signal_began_with_its_unbroken_run() -> None:
    chart = drawn(on_time("van-phong", [95] * 8 + [85] * 7), "on_time", "van-phong", MARCH)
    assert (chart.reason, since(chart)) == (Signal.SHIFT, Month(2025, 9))
    falling = drawn(on_time("van-phong", [*range(80, 88), *range(87, 79, -1)]), "on_time", "van-phong", Month(2026, 4))
    assert (falling.reason, since(falling)) == (Signal.TREND, Month(2025, 9))
    quiet = drawn(on_time("van-phong", [94, 96] * 7), "on_time", "van-phong", Month(2026, 2))
    assert (quiet.reason, since(quiet)) == (None, Month(2026, 2))


STEADY: list[int | None] = [94, 96] * 6
"""A centre of 95 % in the twelve months of 2025."""


def test_a_bad_month_is_a_new_signal_with_its_value_and_the_level_before() -> None:
    """(12 × 95 + 80) ÷ 13 = 93.85 %."""
    (signal,) = found(on_time("van-phong", [*STEADY, 80]), Month(2026, 1))
    assert (signal.signal, signal.since, signal.value) == (Signal.OUTSIDE, Month(2026, 1), 80.0)
    assert round(signal.centre, 2) == 93.85


def test_a_good_month_is_no_finding() -> None:
    assert found(on_time("van-phong", [84, 86] * 6 + [100]), Month(2026, 1)) == []


def test_where_less_is_better_a_high_month_is_the_bad_one() -> None:
    cube = cube_of(ward(), on_time("van-phong", [*STEADY, 80]))
    signals = {one.indicator: one.signal for one in new_signals(cube, Month(2026, 1), {}) if one.scope == "van-phong"}
    assert signals == {"on_time": Signal.OUTSIDE, "late_share": Signal.OUTSIDE}


def test_a_signal_that_goes_on_is_not_new_until_a_weightier_one_joins_it() -> None:
    """Three months below the centre, and two of them beyond two sigma: only March makes them two of three."""
    figures = on_time("van-phong", [*STEADY, 80, 79, 78])
    assert [[one.signal for one in found(figures, Month(2026, at))] for at in (1, 2, 3)] == [
        [Signal.OUTSIDE], [], [Signal.TWO_OF_THREE],
    ]  # fmt: skip


def test_a_month_without_figures_brings_nothing() -> None:
    assert found(on_time("van-phong", [*STEADY, 80]), Month(2026, 2)) == []


def test_a_unit_that_has_not_reported_does_not_pass_for_a_change_of_the_whole() -> None:
    everybody = {
        **on_time("van-phong", STEADY), **on_time("kinh-te", [70] * 12),
        **on_time("hanh-chinh-cong", [99] * 12), **on_time("to-nhon-son", [99] * 12),
    }  # fmt: skip
    some = {**everybody, **on_time("kinh-te", [70], first=Month(2026, 1))}
    rest = {
        **on_time("van-phong", [70], first=Month(2026, 1)), **on_time("hanh-chinh-cong", [70], first=Month(2026, 1)),
        **on_time("to-nhon-son", [70], first=Month(2026, 1)),
    }  # fmt: skip
    assert found(some, Month(2026, 1), WHOLE) == []
    assert [one.signal for one in found({**some, **rest}, Month(2026, 1), WHOLE)] == [Signal.OUTSIDE]


def test_what_a_rebase_explains_is_no_signal() -> None:
    figures = on_time("van-phong", [95] * 8 + [85] * 7)
    assert [one.signal for one in found(figures, MARCH)] == [Signal.SHIFT]
    assert found(figures, MARCH, on_time=Month(2025, 9)) == []
