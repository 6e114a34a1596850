"""The arithmetic checks of a report: shown with their difference, never corrected."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.checks import CheckResult, Values, check_parts, run_checks
from tests.builders import NOT_ARISEN, plan_from, tables, ward

REPORT: Values = {
    "carried_over": 5,
    "received": 40,
    "resolved": 38,
    "resolved_late": 2,
    "pending": 7,
    "procedures": 100,
    "procedures_online": 80,
}


def checked(values: Values, earlier: Mapping[int, Values] | None = None) -> dict[str, CheckResult]:
    return {result.check.id: result for result in run_checks(ward(), "kinh-te", values, earlier or {})}


def test_a_report_that_adds_up_passes_every_check() -> None:
    results = checked(REPORT, {1: {"pending": 5}})
    assert [result.holds for result in results.values()] == [True, True, True, True]


def test_a_failed_check_tells_both_sides_and_the_difference() -> None:
    result = checked({**REPORT, "pending": 9})["in-equals-out"]
    assert (result.left, result.right, result.difference, result.holds) == (45, 47, -2, False)


def test_a_check_with_a_missing_figure_says_nothing() -> None:
    values = {measure: value for measure, value in REPORT.items() if measure != "pending"}
    result = checked(values)["in-equals-out"]
    assert (result.left, result.right, result.difference, result.holds) == (45, None, None, None)


def test_a_zero_is_a_figure_and_not_a_missing_one() -> None:
    result = checked({**REPORT, "resolved": 0, "resolved_late": 0})["late-within-resolved"]
    assert (result.left, result.right, result.holds) == (0, 0, True)


def test_nothing_arising_counts_as_zero_in_a_check() -> None:
    result = checked({**REPORT, "resolved_late": NOT_ARISEN, "resolved": NOT_ARISEN})["late-within-resolved"]
    assert (result.left, result.right, result.holds) == (0, 0, True)


@pytest.mark.parametrize(
    ("check", "changes", "holds"),
    [
        ("late-within-resolved", {"resolved_late": 38}, True),
        ("late-within-resolved", {"resolved_late": 39}, False),
        ("procedures-online", {"procedures_online": 100}, True),
        ("procedures-online", {"procedures_online": 101}, False),
        ("in-equals-out", {"pending": 6}, False),
        ("in-equals-out", {"pending": 8}, False),
    ],
)
def test_equal_at_most_and_at_least_are_exact(check: str, changes: Values, holds: bool) -> None:
    assert checked({**REPORT, **changes})[check].holds is holds


def test_this_months_carried_over_is_last_months_pending() -> None:
    assert checked(REPORT, {1: {"pending": 6}})["carried-over"].difference == -1
    assert checked(REPORT, {2: {"pending": 5}})["carried-over"].holds is None
    assert checked(REPORT)["carried-over"].holds is None


def test_only_the_checks_of_measures_that_a_unit_reports_concern_it() -> None:
    assert len(run_checks(ward(), "kinh-te", {}, {})) == 4
    assert run_checks(ward(), "22738", {}, {}) == ()
    data = tables("valid-ward-2026")
    data["check"][0]["right"] = ["inspections"]  # reported by the ward itself, the left side by its teams
    plan = plan_from(data)
    concerned = {result.check.id for unit in plan.units for result in run_checks(plan, unit.id, {}, {})}
    assert concerned == {"in-equals-out", "carried-over", "procedures-online"}


@given(cents=st.lists(st.integers(0, 10**11), min_size=2, max_size=6))
def test_decimals_that_add_up_on_paper_pass(cents: list[int]) -> None:
    parts = {("spent", f"phần {place}"): cent / 100 for place, cent in enumerate(cents)}
    assert check_parts(ward(), {("spent", ""): sum(cents) / 100, **parts}) == ()


def test_large_decimals_that_add_up_on_paper_pass() -> None:
    parts = {("spent", "dat-dai"): 123456789.1, ("spent", "ho-tich"): 0.2}
    assert check_parts(ward(), {("spent", ""): 123456789.3, **parts}) == ()
    assert len(check_parts(ward(), {("spent", ""): 123456789.31, **parts})) == 1


@given(count=st.integers(1, 10**12))
def test_one_dossier_too_many_fails_however_many_there_are(count: int) -> None:
    result = checked({**REPORT, "resolved": count, "resolved_late": count + 1})["late-within-resolved"]
    assert (result.holds, result.difference) == (False, 1)


def test_a_whole_that_differs_from_its_parts_is_a_failed_check() -> None:
    values = {("resolved", ""): 38.0, ("resolved", "dat-dai"): 20.0, ("resolved", "ho-tich"): 20.0}
    (differ,) = check_parts(ward(), values)
    assert (differ.measure.id, differ.whole, differ.parts) == ("resolved", 38, 40)


def test_nothing_arising_in_a_part_is_zero_and_a_missing_whole_is_no_failure() -> None:
    assert check_parts(ward(), {("resolved", ""): 38.0, ("resolved", "dat-dai"): 38.0, ("resolved", "x"): None}) == ()
    assert check_parts(ward(), {("resolved", "dat-dai"): 38.0}) == ()
    assert check_parts(ward(), {("resolved", ""): 38.0}) == ()


def test_a_whole_in_which_nothing_arose_differs_from_parts_in_which_something_did() -> None:
    (differ,) = check_parts(ward(), {("resolved", ""): NOT_ARISEN, ("resolved", "dat-dai"): 3.0})
    assert (differ.whole, differ.parts) == (0, 3)
