"""Units that end, begin and merge: flows are summed, stocks are the successor's, nothing is lost or counted twice."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from kpi.months import Period
from kpi.plan import WHOLE, Plan
from tests.builders import NOT_ARISEN, Figures, Score, cube_of, plan_from, reports, scores, tables, ward

YEAR = Period.YEAR_TO_DATE
CENTRE, OLD, NEW = "hanh-chinh-cong", "to-nhon-son", "to-luu-dong"


def resolved(unit: str, at: str, done: float, late: float = 0) -> Figures:
    return reports(unit, at, resolved=done, resolved_late=late)


def year(plan: Plan, figures: Figures, indicator: str, at: str) -> dict[str, Score]:
    return scores(cube_of(plan, figures), indicator, at, YEAR)


def ward_where(*endings: tuple[str, dt.date, str], order: Sequence[str] = ()) -> Plan:
    """The ward's plan with these units merged into others from the day after; `order` puts units last."""
    data: dict[str, Any] = tables("valid-ward-2026")
    for unit in data["unit"]:
        unit.pop("until", None)
        unit.pop("merged_into", None)
        for name, until, into in endings:
            if unit["id"] == name:
                unit |= {"until": until, "merged_into": into, "code": name}
    data["unit"].sort(key=lambda unit: (unit["id"] in order, order.index(unit["id"]) if unit["id"] in order else 0))
    return plan_from(data)


BOTH = {**resolved(OLD, "2026-06", 20, 4), **resolved(CENTRE, "2026-06", 80, 1), **resolved(CENTRE, "2026-07", 100, 0)}


def test_the_flows_of_a_merged_unit_are_added_to_its_successor() -> None:
    july = year(ward(), BOTH, "on_time", "2026-07")[CENTRE]
    assert (july.numerator, july.denominator, july.value) == (195, 200, 97.5)


def test_before_the_merger_both_units_stand_for_themselves() -> None:
    june = year(ward(), BOTH, "on_time", "2026-06")
    assert [june[unit].value for unit in (CENTRE, OLD)] == [98.75, 80]
    assert NEW not in june


def test_after_the_merger_the_old_unit_is_no_scope_but_its_flows_stay_in_every_roll_up() -> None:
    july = year(ward(), BOTH, "on_time", "2026-07")
    assert OLD not in july
    assert july[WHOLE].denominator == july["team"].denominator == 200


def test_a_month_after_the_merger_owes_nothing_of_the_old_unit() -> None:
    july = scores(cube_of(ward(), BOTH), "on_time", "2026-07")[CENTRE]
    assert (july.value, july.completeness) == (100, "1/1")


def test_a_successor_answers_for_the_months_that_the_old_unit_did_not_report() -> None:
    months = [f"2026-{number:02d}" for number in range(1, 8)]
    whole_year = {key: value for at in months for key, value in resolved(CENTRE, at, 100).items()}
    assert year(ward(), whole_year, "on_time", "2026-07")[CENTRE].completeness == "1/2"
    for at in months[:6]:
        whole_year |= resolved(OLD, at, 10)
    assert year(ward(), whole_year, "on_time", "2026-07")[CENTRE].completeness == "2/2"


def test_a_new_unit_owes_only_the_months_since_it_began() -> None:
    figures = {**resolved(NEW, "2026-07", 10), **resolved(NEW, "2026-08", 10)}
    assert year(ward(), figures, "on_time", "2026-08")[NEW].completeness == "1/1"


def test_figures_of_a_unit_outside_its_time_do_not_count() -> None:
    figures = {**resolved(OLD, "2026-07", 50, 50), **resolved(NEW, "2026-06", 50, 50), **resolved(CENTRE, "2026-07", 9)}
    assert year(ward(), figures, "on_time", "2026-07")[WHOLE].denominator == 9


def test_a_unit_with_a_reused_code_takes_nothing_over() -> None:
    july = year(ward(), {**BOTH, **resolved(NEW, "2026-07", 10, 1)}, "on_time", "2026-07")
    assert (july[NEW].denominator, july[NEW].value) == (10, 90)


def test_a_successors_stock_already_holds_what_it_took_over() -> None:
    figures = {
        **reports(OLD, "2026-06", procedures=40, procedures_online=0),
        **reports(CENTRE, "2026-07", procedures=100, procedures_online=90),
    }
    july = year(ward(), figures, "online_procedures", "2026-07")
    assert july[CENTRE].value == july[WHOLE].value == 90
    assert july[CENTRE].completeness == "1/1"


def test_a_stock_that_grew_by_a_merger_is_held_against_both_stocks_of_the_year_before() -> None:
    figures = {
        **reports(OLD, "2025-07", procedures_online=40),
        **reports(CENTRE, "2025-07", procedures_online=60),
        **reports(CENTRE, "2026-07", procedures_online=110),
    }
    july = scores(cube_of(ward(), figures), "procedures_growth", "2026-07")
    assert july[CENTRE].value == july[WHOLE].value == 10


def test_flows_over_stocks_keep_the_flows_of_an_ended_unit() -> None:
    figures = {
        **reports(OLD, "2026-06", spent=30, allotted=50),
        **reports(CENTRE, "2026-06", spent=20, allotted=50),
        **reports(CENTRE, "2026-07", spent=10, allotted=100),
    }
    july = year(ward(), figures, "disbursed", "2026-07")
    assert [july[scope].value for scope in (CENTRE, "team", WHOLE)] == [60, 60, 60]


def test_what_arose_in_an_ended_unit_arose() -> None:
    data = tables("valid-ward-2026")
    left = next(one for one in data["indicator"] if one["id"] == "spending")
    left["numerator"] = ["allotted", "-spent"]
    figures = {
        **reports(OLD, "2026-06", spent=30, allotted=50),
        **reports(CENTRE, "2026-07", spent=NOT_ARISEN, allotted=NOT_ARISEN),
    }
    july = year(plan_from(data), figures, "spending", "2026-07")
    assert (july[CENTRE].value, july[CENTRE].status) == (-30, "tracked")


def test_flows_over_stocks_have_no_data_until_the_successor_gives_its_stock() -> None:
    july = year(ward(), reports(OLD, "2026-06", spent=30, allotted=50), "disbursed", "2026-07")
    assert {july[scope].status for scope in (CENTRE, "team", WHOLE)} == {"no_data"}


def test_growth_of_a_flow_after_a_merger_counts_both_units_in_both_years() -> None:
    figures = {
        **reports(OLD, "2025-08", postal=10, received=100),
        **reports(CENTRE, "2025-08", postal=10, received=100),
        **reports(CENTRE, "2026-08", postal=22, received=200),
    }
    august = scores(cube_of(ward(), figures), "postal_growth", "2026-08")[CENTRE]
    assert (august.value, august.completeness) == (10, "1/1")


def test_a_successor_is_provisional_where_the_old_unit_misses_the_year_before_and_never_below_zero() -> None:
    alone = {
        **reports(CENTRE, "2025-08", postal=10, received=100),
        **reports(CENTRE, "2026-08", postal=11, received=100),
    }
    august = scores(cube_of(ward(), alone), "postal_growth", "2026-08")
    assert august[CENTRE].completeness == "0/1"
    assert august[WHOLE].completeness == "0/4"  # 1 of 4 gave both years, and the old unit is missing as well


@pytest.mark.parametrize("order", [(OLD, CENTRE, "kinh-te"), ("kinh-te", CENTRE, OLD), (CENTRE, OLD, "kinh-te")])
@pytest.mark.parametrize("second_end", [dt.date(2026, 6, 30), dt.date(2026, 7, 31)])
def test_what_was_merged_twice_reaches_the_last_successor(order: Sequence[str], second_end: dt.date) -> None:
    plan = ward_where((OLD, dt.date(2026, 6, 30), CENTRE), (CENTRE, second_end, "kinh-te"), order=order)
    figures = {**resolved(OLD, "2026-05", 20), **resolved(CENTRE, "2026-05", 30), **resolved("kinh-te", "2026-08", 50)}
    august = year(plan, figures, "on_time", "2026-08")
    assert (august["kinh-te"].denominator, august[WHOLE].denominator) == (100, 100)


def test_two_units_merged_into_one_are_both_counted_as_units_that_owe() -> None:
    plan = ward_where((OLD, dt.date(2026, 6, 30), "kinh-te"), (CENTRE, dt.date(2026, 6, 30), "kinh-te"))
    figures = {**resolved(OLD, "2026-06", 20), **resolved(CENTRE, "2026-06", 30), **resolved("kinh-te", "2026-07", 50)}
    july = scores(cube_of(plan, figures), "on_time", "2026-07", Period.QUARTER)["kinh-te"]
    assert (july.denominator, july.completeness) == (50, "1/1")
    july = year(plan, figures, "on_time", "2026-07")["kinh-te"]
    assert (july.denominator, july.completeness) == (100, "0/3")


def test_a_unit_that_ends_without_a_successor_stays_in_the_roll_ups_only() -> None:
    data = tables("valid-ward-2026")
    del next(unit for unit in data["unit"] if unit["id"] == OLD)["merged_into"]
    july = year(plan_from(data), BOTH, "on_time", "2026-07")
    assert (july[CENTRE].denominator, july[WHOLE].denominator) == (180, 200)
