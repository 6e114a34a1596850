"""Which month is looked at, and how far the reports of its units have come."""

import datetime as dt
from dataclasses import replace

import pytest

from kpi.figures import Report, ReportState, Stamp
from kpi.months import Month, Period
from kpi.plan import Plan, Unit
from kpi.services import reporting
from kpi.services.lateness import days_late, late
from kpi.services.product import Product
from kpi.services.unit import unit_view
from tests.builders import Figures, reports, ward
from tests.office import (
    APPROVED,
    EVERY_FIGURE,
    MA_NOI,
    MARCH,
    MY_SON,
    ninh_son,
    product,
    put_state,
    with_demonstration,
)

AT_DO_VINH = Month(2026, 3)
DUE = dt.datetime(2026, 4, 3, 12, 0, tzinfo=dt.UTC)


def complete(plan: Plan, unit: str, at: str) -> Figures:
    """Every figure that a unit owes for a month."""
    owed = (measure.id for measure in plan.measures_of(unit) if measure.id not in plan.published_measures)
    return {(unit, measure, at): 1.0 for measure in owed}


def ids(units: tuple[Unit, ...]) -> list[str]:
    return [unit.id for unit in units]


def who(made: Product, at: Month = AT_DO_VINH) -> reporting.Reporting:
    return reporting.reporting(made, at, view=EVERY_FIGURE)


def test_months_are_offered_from_the_newest_to_the_first_of_the_history() -> None:
    months = reporting.months_on_offer(ninh_son())
    assert (str(months[0]), str(months[-1]), len(months)) == ("2024-12", "2023-01", 24)


def test_every_unit_that_reports_is_offered_and_the_authority_last() -> None:
    units = reporting.units_on_offer(ninh_son())
    assert (units[0], units[-1], len(units)) == ("noi-vu", "585", 17)
    assert "trung-tam-vhtt" not in units


def test_a_product_opens_with_the_latest_month_that_has_figures() -> None:
    assert reporting.default_month(
        product(ninh_son(), reports("22828", "2024-02", postal=7)), view=EVERY_FIGURE
    ) == Month(2024, 2)


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
    assert reporting.default_month(product(ninh_son(), now=today), view=APPROVED) == month


def handed_in(made: Product, unit: str, *, days_after_due: int, at: Month = AT_DO_VINH) -> None:
    """Bring a unit's report to "submitted", so many days after its due day at noon in Vietnam."""
    when = dt.datetime.combine(made.plan.due_day(at), dt.time(5), dt.UTC) + dt.timedelta(days=days_after_due)
    report = replace(made.store.report(unit, at), state=ReportState.SUBMITTED, first_submitted_at=when)
    made.store.save_report(report, changes=(), explanations={}, stamp=Stamp("hong", when, "form"))


def test_the_month_that_the_approved_figures_end_with_opens_where_only_those_are_shown() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7), now=DUE)
    put_state(made, reports(MA_NOI, "2024-02", postal=9), ReportState.APPROVED, at=Month(2024, 2))
    assert reporting.default_month(made, view=APPROVED) == Month(2024, 2)
    assert reporting.default_month(made, view=EVERY_FIGURE) == MARCH


def test_a_unit_has_started_once_anything_is_saved_and_is_complete_with_every_figure_it_owes() -> None:
    figures = {
        **complete(ward(), "van-phong", "2026-03"),
        **reports("kinh-te", "2026-03", resolved=12),
        **complete(ward(), "hanh-chinh-cong", "2026-02"),
    }
    seen = who(product(ward(), figures, now=DUE))
    assert ids(seen.expected) == ["22738", "van-phong", "kinh-te", "hanh-chinh-cong", "to-nhon-son"]
    assert ids(seen.in_state(ReportState.DRAFT)) == ["van-phong", "kinh-te"]
    assert ids(seen.complete or ()) == ["van-phong"]
    assert ids(seen.absent) == ["22738", "hanh-chinh-cong", "to-nhon-son"]


def test_how_complete_unapproved_figures_are_is_not_told_where_only_approved_ones_are_shown() -> None:
    made = product(ward(), complete(ward(), "van-phong", "2026-03"), now=DUE)
    seen = reporting.reporting(made, AT_DO_VINH, view=APPROVED)
    assert seen.complete is None
    assert ids(seen.in_state(ReportState.DRAFT)) == ["van-phong"]


def test_nothing_arising_is_a_figure_of_a_complete_report() -> None:
    figures = dict.fromkeys(complete(ward(), "van-phong", "2026-03"))
    assert ids(who(product(ward(), figures, now=DUE)).complete or ()) == ["van-phong"]


def test_published_results_are_not_owed() -> None:
    figures = complete(ward(), "22738", "2026-03")
    assert ("22738", "par_score", "2026-03") not in figures
    assert ids(who(product(ward(), figures, now=DUE)).complete or ()) == ["22738"]


def test_the_due_day_ends_at_midnight_in_vietnam() -> None:
    last_minute = dt.datetime(2026, 4, 3, 16, 59, tzinfo=dt.UTC)
    assert ward().due_day(Month(2026, 3)) == last_minute.date()
    assert who(product(ward(), now=last_minute)).overdue == ()
    assert len(who(product(ward(), now=last_minute + dt.timedelta(minutes=1))).overdue) == 5


def test_who_has_only_saved_is_overdue_and_who_has_submitted_is_not() -> None:
    figures = {**reports("van-phong", "2026-03", resolved=9), **reports("kinh-te", "2026-03", resolved=12)}
    made = product(ward(), figures, now=DUE + dt.timedelta(days=2))
    handed_in(made, "van-phong", days_after_due=0)
    assert ids(who(made).overdue) == ["22738", "kinh-te", "hanh-chinh-cong", "to-nhon-son"]
    assert {one.days_overdue for one in who(made).standings} == {0, 2}


def test_a_report_that_came_late_stays_late_whatever_happens_to_it() -> None:
    made = product(ward(), reports("van-phong", "2026-03", resolved=9), now=DUE + dt.timedelta(days=40))
    handed_in(made, "van-phong", days_after_due=3)
    for state in (ReportState.RETURNED, ReportState.SUBMITTED, ReportState.APPROVED):
        report = replace(made.store.report("van-phong", AT_DO_VINH), state=state, submitted_at=made.clock())
        made.store.save_report(report, changes=(), explanations={}, stamp=Stamp("tam.nguyen", made.clock(), "form"))
        assert ids(who(made).late) == ["van-phong"]
        assert max(one.days_late for one in who(made).standings) == 3


@pytest.mark.parametrize(
    ("submitted", "days"),
    [
        (dt.datetime(2026, 4, 3, 16, 59, tzinfo=dt.UTC), 0),
        (dt.datetime(2026, 4, 3, 17, 0, tzinfo=dt.UTC), 1),
        (dt.datetime(2026, 4, 4, 16, 59, tzinfo=dt.UTC), 1),
        (dt.datetime(2026, 4, 4, 17, 0, tzinfo=dt.UTC), 2),
        (None, 0),
    ],
)
def test_lateness_counts_days_of_vietnam(submitted: dt.datetime | None, days: int) -> None:
    report = Report("van-phong", AT_DO_VINH, first_submitted_at=submitted)
    assert (days_late(ward(), report), late(ward(), report)) == (days, days > 0)


def test_a_unit_that_has_ended_owes_nothing_more_and_its_successor_does() -> None:
    seen = who(product(ward(), now=DUE), Month(2026, 7))
    assert ids(seen.expected) == ["22738", "van-phong", "kinh-te", "hanh-chinh-cong", "to-luu-dong"]


def test_a_demonstration_stays_where_its_story_ends() -> None:
    """October is the last month of the story, and its reports were due on 05/11/2024."""
    years_later = dt.datetime(2026, 11, 23, 2, 30, tzinfo=dt.UTC)
    made, october = with_demonstration(now=years_later), Month(2024, 10)
    assert reporting.report_day(made) == dt.date(2024, 11, 12)
    assert [one.days_overdue for one in who(made, october).standings if one.days_overdue] == [7]
    (own,) = [
        one for one in unit_view(made, MY_SON, october, Period.MONTH, view=APPROVED).reports if one.month == october
    ]
    assert own.days == 7
    assert reporting.report_day(with_demonstration(now=dt.datetime(2024, 11, 8, tzinfo=dt.UTC))) == dt.date(2024, 11, 8)


def test_what_is_real_is_overdue_to_this_day() -> None:
    made = product(ninh_son(), reports("22828", "2024-02", postal=7), now=dt.datetime(2024, 6, 3, tzinfo=dt.UTC))
    assert reporting.report_day(made) == dt.date(2024, 6, 3)
