"""What a plan says about its units, its months and who reports."""

import datetime as dt

import pytest

from kpi.plan import Term
from tests.builders import lam_dong, month, plan_from, tables, ward


@pytest.mark.parametrize(
    ("unit", "at", "exists"),
    [
        ("to-nhon-son", "2026-06", True),
        ("to-nhon-son", "2026-07", False),
        ("to-luu-dong", "2026-06", False),
        ("to-luu-dong", "2026-07", True),
        ("van-phong", "2025-01", True),
    ],
)
def test_a_unit_exists_from_its_first_day_to_its_last(unit: str, at: str, exists: bool) -> None:
    assert ward().unit_of_id[unit].exists_in(month(at)) is exists


def test_a_unit_that_begins_or_ends_within_a_month_exists_in_that_month() -> None:
    data = tables("valid-ward-2026")
    next(unit for unit in data["unit"] if unit["id"] == "to-nhon-son")["until"] = dt.date(2026, 6, 1)
    next(unit for unit in data["unit"] if unit["id"] == "to-luu-dong")["from"] = dt.date(2026, 6, 30)
    old, new = (plan_from(data).unit_of_id[unit] for unit in ("to-nhon-son", "to-luu-dong"))
    assert [old.exists_in(month(at)) for at in ("2026-05", "2026-06", "2026-07")] == [True, True, False]
    assert [new.exists_in(month(at)) for at in ("2026-05", "2026-06", "2026-07")] == [False, True, True]


def test_two_units_share_a_code_at_different_times() -> None:
    codes = {unit.id: unit.official_code for unit in ward().units}
    assert codes["to-nhon-son"] == codes["to-luu-dong"] == "TMC-01"
    assert codes["van-phong"] == "van-phong"


def test_a_minus_sign_subtracts_a_measure() -> None:
    assert ward().indicator_of_id["on_time"].terms == (
        Term("resolved", 1),
        Term("resolved_late", -1),
        Term("resolved", 1),
    )


def test_a_measure_is_reported_by_every_unit_of_its_levels_or_by_the_named_units() -> None:
    plan = ward()
    assert plan.reporters["resolved"] == {"van-phong", "kinh-te", "hanh-chinh-cong", "to-nhon-son", "to-luu-dong"}
    assert plan.reporters["dialogues"] == plan.reporters["inspections"] == {"22738"}
    assert [measure.id for measure in lam_dong().measures_of("cac-xa")] == [
        "received", "resolved", "on_time", "late", "pending", "not_due", "overdue",
    ]  # fmt: skip


def test_the_units_that_owe_a_report_change_with_the_months() -> None:
    owing = {at: [unit.id for unit in ward().reporting_units(month(at))] for at in ("2026-06", "2026-07")}
    assert owing["2026-06"] == ["22738", "van-phong", "kinh-te", "hanh-chinh-cong", "to-nhon-son"]
    assert owing["2026-07"] == ["22738", "van-phong", "kinh-te", "hanh-chinh-cong", "to-luu-dong"]


def test_a_report_is_due_on_the_plans_day_of_the_next_month() -> None:
    assert ward().due_day(month("2026-12")) == dt.date(2027, 1, 3)
    assert lam_dong().due_day(month("2020-01")) == dt.date(2020, 2, 18)


def test_the_months_of_a_plan_leave_its_history_out() -> None:
    plan = ward()
    assert str(plan.start) == "2025-01"
    assert [str(at) for at in (plan.months[0], plan.months[-1])] == ["2026-01", "2026-12"]
    assert [str(at) for at in lam_dong().months] == ["2019-12", "2020-01", "2020-02"]
    assert lam_dong().start == lam_dong().first_month


@pytest.mark.parametrize(
    ("score", "band"),
    [(100, "Xuất sắc"), (90, "Xuất sắc"), (89.99, "Tốt"), (80, "Tốt"), (65, "Khá"), (50, "Trung bình"), (49.9, None)],
)
def test_a_score_falls_into_the_highest_band_it_reaches(score: float, band: str | None) -> None:
    found = ward().indicator_of_id["par_index"].band(score)
    assert (found.name if found else None) == band


def test_a_target_of_a_grade_is_the_lowest_value_of_its_band() -> None:
    assert ward().indicator_of_id["par_index"].threshold("Tốt") == 80


def test_yearly_results_and_counts_towards_a_yearly_number_are_read_over_the_year() -> None:
    year_long = [indicator.id for indicator in ward().indicators if indicator.year_long]
    assert year_long == ["dialogues", "trainings", "inspections", "ddci", "par_index"]


def test_published_measures_are_those_of_yearly_results() -> None:
    assert ward().published_measures == {"ddci_rank", "par_score"}
