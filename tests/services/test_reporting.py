"""Which month is looked at, and who has reported it."""

import datetime as dt

import pytest

from kpi.months import Month
from kpi.plan import Plan, Unit
from kpi.services import reporting
from kpi.services.product import Product
from tests.builders import Figures, reports, ward
from tests.office import MARCH, ninh_son, product

AT_DO_VINH = Month(2026, 3)
DUE = dt.datetime(2026, 4, 3, 12, 0, tzinfo=dt.UTC)


def complete(plan: Plan, unit: str, at: str) -> Figures:
    """Every figure that a unit owes for a month."""
    owed = (measure.id for measure in plan.measures_of(unit) if measure.id not in plan.published_measures)
    return {(unit, measure, at): 1.0 for measure in owed}


def ids(units: tuple[Unit, ...]) -> list[str]:
    return [unit.id for unit in units]


def who(made: Product, at: Month = AT_DO_VINH) -> reporting.Reporting:
    return reporting.reporting(made, at)


def test_months_are_offered_from_the_newest_to_the_first_of_the_history() -> None:
    months = reporting.months_on_offer(ninh_son())
    assert (str(months[0]), str(months[-1]), len(months)) == ("2024-12", "2023-01", 24)


def test_every_unit_that_reports_is_offered_and_the_authority_last() -> None:
    units = reporting.units_on_offer(ninh_son())
    assert (units[0], units[-1], len(units)) == ("noi-vu", "585", 17)
    assert "trung-tam-vhtt" not in units


def test_a_product_opens_with_the_latest_month_that_has_figures() -> None:
    assert reporting.default_month(product(ninh_son(), reports("22828", "2024-02", postal=7))) == Month(2024, 2)


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (dt.datetime(2024, 4, 3, tzinfo=dt.UTC), MARCH),
        (dt.datetime(2023, 6, 1, tzinfo=dt.UTC), Month(2024, 1)),
        (dt.datetime(2025, 9, 1, tzinfo=dt.UTC), Month(2024, 12)),
    ],
    ids=["during-the-year", "before-it", "after-it"],
)
def test_an_empty_product_opens_with_the_month_being_reported(today: dt.datetime, month: Month) -> None:
    assert reporting.default_month(product(ninh_son(), now=today)) == month


def test_a_unit_is_complete_with_every_figure_it_owes_and_started_with_some() -> None:
    figures = {
        **complete(ward(), "van-phong", "2026-03"),
        **reports("kinh-te", "2026-03", resolved=12),
        **complete(ward(), "hanh-chinh-cong", "2026-02"),
    }
    seen = who(product(ward(), figures, now=DUE))
    assert ids(seen.expected) == ["22738", "van-phong", "kinh-te", "hanh-chinh-cong", "to-nhon-son"]
    assert (ids(seen.complete), ids(seen.started)) == (["van-phong"], ["kinh-te"])
    assert ids(seen.absent) == ["22738", "hanh-chinh-cong", "to-nhon-son"]


def test_nothing_arising_is_a_report() -> None:
    figures = dict.fromkeys(complete(ward(), "van-phong", "2026-03"))
    assert ids(who(product(ward(), figures, now=DUE)).complete) == ["van-phong"]


def test_published_results_are_not_owed() -> None:
    figures = complete(ward(), "22738", "2026-03")
    assert ("22738", "par_score", "2026-03") not in figures
    assert ids(who(product(ward(), figures, now=DUE)).complete) == ["22738"]


def test_a_published_result_alone_is_no_report() -> None:
    seen = who(product(ward(), reports("22738", "2026-03", ddci_rank=2), now=DUE))
    assert "22738" in ids(seen.absent)


def test_nobody_is_overdue_on_the_due_day_itself() -> None:
    assert ward().due_day(Month(2026, 3)) == DUE.date()
    assert who(product(ward(), now=DUE)).overdue == ()


def test_who_has_given_nothing_is_overdue_the_day_after() -> None:
    figures = {**complete(ward(), "van-phong", "2026-03"), **reports("kinh-te", "2026-03", resolved=12)}
    seen = who(product(ward(), figures, now=DUE + dt.timedelta(days=1)))
    assert ids(seen.overdue) == ["22738", "hanh-chinh-cong", "to-nhon-son"]


def test_the_due_day_ends_at_midnight_in_vietnam() -> None:
    last_minute = dt.datetime(2026, 4, 3, 16, 59, tzinfo=dt.UTC)
    assert who(product(ward(), now=last_minute)).overdue == ()
    assert who(product(ward(), now=last_minute + dt.timedelta(minutes=1))).overdue != ()


def test_a_unit_that_has_ended_owes_nothing_more_and_its_successor_does() -> None:
    seen = who(product(ward(), now=DUE), Month(2026, 7))
    assert ids(seen.expected) == ["22738", "van-phong", "kinh-te", "hanh-chinh-cong", "to-luu-dong"]
