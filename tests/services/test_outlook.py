"""Whether a target will be reached: what is needed, what is likely, and what if, from the figures of a view."""

import datetime as dt
import math

import pytest

from kpi.effort import Effort, Gap, Reach
from kpi.forecast import TooShort
from kpi.months import Month
from kpi.outlook import Course, Outlook, YearEnd
from kpi.plan import WHOLE
from kpi.services.outlook import forecast_of, months_of, outlook_of, year_end_if
from kpi.services.product import Product
from kpi.volume import Basis
from tests.builders import Figures, reports, ward
from tests.office import APPROVED, EVERY_FIGURE, MA_NOI, demonstration, product, put

AT = dt.datetime(2026, 10, 20, 2, 30, tzinfo=dt.UTC)
SEPTEMBER, OCTOBER = Month(2026, 9), Month(2024, 10)


def on_time(months: dict[str, tuple[int, int]], *, unit: str = "van-phong") -> Figures:
    """By month: how many dossiers were resolved, and how many of them late."""
    found: dict[tuple[str, str, str], float | None] = {}
    for month, (resolved, late) in months.items():
        found |= reports(unit, month, resolved=resolved, resolved_late=late)
    return found


NINE_MONTHS = {f"2026-0{at}": (250, 26) for at in range(1, 9)} | {"2026-09": (250, 30)}
"""2 250 dossiers, 238 of them late."""


def office(figures: Figures) -> Product:
    return product(ward(), figures, now=AT)


def seen(made: Product, month: Month = SEPTEMBER, scope: str = "van-phong", indicator: str = "on_time") -> Outlook:
    found = outlook_of(made, indicator, scope, month, view=EVERY_FIGURE)
    assert found is not None
    return found


def test_the_remaining_months_are_expected_to_be_like_the_mean_of_those_so_far() -> None:
    """3 × 250; the year needs 95 % of 3 000, which are 2 850, and has 2 012: 838 of 750 are out of reach."""
    found = seen(office(on_time(NINE_MONTHS)))
    assert found.volume is not None
    assert (found.volume.total, found.volume.basis) == (750, Basis.MEAN_SO_FAR)
    assert isinstance(found.effort, Effort)
    assert (found.effort.needed, found.effort.reach) == (None, Reach.OUT_OF_REACH)
    assert (found.score.numerator, found.score.denominator) == (2012, 2250)


def test_the_year_is_held_against_the_target_of_its_last_month() -> None:
    """90 % until June, 95 % from July."""
    found = seen(office(on_time({"2026-01": (100, 5)})), Month(2026, 1))
    assert found.final is not None
    assert (found.score.bound, found.final.bound) == (90, 95)


def test_a_unit_that_ends_is_held_against_the_target_of_its_own_last_month() -> None:
    """Tổ Nhơn Sơn ends in June: 95 % from July are not asked of it."""
    made = office(on_time({"2026-01": (100, 5)}, unit="to-nhon-son"))
    for month, months in ((Month(2026, 1), 5), (Month(2026, 6), 0)):
        found = seen(made, month, "to-nhon-son")
        assert found.final is not None
        assert (len(found.remaining), found.final.bound) == (months, 90)


def test_the_last_month_of_the_year_leaves_nothing_to_do() -> None:
    quarter = {"2026-10": (100, 0), "2026-11": (100, 0), "2026-12": (100, 0)}
    found = seen(office(on_time(NINE_MONTHS | quarter)), Month(2026, 12))
    assert (found.remaining, found.over) == ((), True)
    assert year_end_if(found, 95) == pytest.approx(100 * 2312 / 2550)


def test_months_gone_by_without_a_report_are_still_to_come() -> None:
    """The same year, whether it is looked at in September or in a December that nobody has reported."""
    september, december = (seen(office(on_time(NINE_MONTHS)), Month(2026, at)) for at in (9, 12))
    assert (december.remaining, december.over) == ((), False)
    assert [one.volume and one.volume.total for one in (september, december)] == [750, 750]
    assert year_end_if(september, 95) == year_end_if(december, 95) == pytest.approx(90.81666667)


def test_what_some_units_owe_of_a_month_is_needed_of_the_rest_of_the_year() -> None:
    """Four communes and departments owe October: it is in the volume, and not in the part of each month."""
    found = outlook_of(demonstration(), "on_time", WHOLE, OCTOBER, view=APPROVED)
    assert found is not None
    assert found.volume is not None
    assert isinstance(found.effort, Effort)
    assert found.volume.unreported == ((OCTOBER, 4),)
    assert found.volume.total == pytest.approx(sum(found.volume.months) + found.volume.owed, abs=1)
    assert found.effort.volume == found.volume.total
    assert found.effort.needed is not None
    assert found.effort.per_month is not None
    ahead = found.volume.total - found.volume.owed
    assert found.effort.per_month == -(-found.effort.needed * ahead // (2 * found.volume.total))


def test_months_before_the_plan_have_no_target() -> None:
    found = seen(office(on_time({"2025-06": (100, 5)})), Month(2025, 6))
    assert (found.final, found.remaining, found.effort) == (None, (), None)


def test_another_rate_from_now_on_gives_another_year() -> None:
    """(2 012 + 0.95 × 750) ÷ 3 000 = 90.82 %."""
    found = seen(office(on_time(NINE_MONTHS)))
    assert [year_end_if(found, rate) for rate in (0, 95, 100)] == [
        pytest.approx(100 * 2012 / 3000), pytest.approx(90.81666667), pytest.approx(100 * 2762 / 3000),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "figures",
    [{}, on_time({"2026-01": (0, 0)}), on_time({"2025-10": (100, 3)})],
    ids=["nothing", "nothing arose", "last year alone"],
)
def test_there_is_no_what_if_without_figures_of_the_year(figures: Figures) -> None:
    assert year_end_if(seen(office(figures)), 95) is None


def test_a_stock_is_told_by_its_gap_and_has_no_what_if() -> None:
    made = office(reports("kinh-te", "2026-09", procedures=80, procedures_online=60))
    found = seen(made, SEPTEMBER, "kinh-te", "online_procedures")
    assert (found.course, found.effort) == (Course.RATIO_OF_STOCKS, Gap(4, 0))
    assert year_end_if(found, 95) is None


def test_unapproved_figures_are_not_reckoned_with() -> None:
    made = office(on_time(NINE_MONTHS))
    found = outlook_of(made, "on_time", "van-phong", SEPTEMBER, view=APPROVED)
    assert found is not None
    assert math.isnan(found.score.numerator)
    assert all(map(math.isnan, months_of(made, "on_time", "van-phong", SEPTEMBER, view=APPROVED).value))


def test_an_outlook_is_made_once_for_each_data_version() -> None:
    made = office(on_time(NINE_MONTHS))
    assert seen(made) is seen(made)
    put(made, reports("van-phong", "2026-09", resolved=350))
    assert seen(made).score.denominator == 2350


def test_short_data_has_no_forecast() -> None:
    assert forecast_of(office(on_time(NINE_MONTHS)), "on_time", "van-phong", SEPTEMBER, view=EVERY_FIGURE) == TooShort(
        9, 15
    )


def test_the_forecast_of_the_demonstration_starts_from_the_year_to_date() -> None:
    made = demonstration()
    found = forecast_of(made, "on_time", MA_NOI, OCTOBER, view=APPROVED)
    assert isinstance(found, YearEnd)
    assert forecast_of(made, "on_time", MA_NOI, OCTOBER, view=APPROVED) is found
    assert len(found.forecast.months) == 2
    so_far = outlook_of(made, "on_time", MA_NOI, OCTOBER, view=APPROVED)
    assert so_far is not None
    worst, best = year_end_if(so_far, 0), year_end_if(so_far, 100)
    assert worst is not None
    assert best is not None
    assert worst < found.value.low <= found.value.middle <= found.value.high < best
    assert found.forecast.error <= found.forecast.baseline_error


def test_the_months_end_with_the_one_looked_at() -> None:
    past = months_of(demonstration(), "on_time", WHOLE, OCTOBER, view=APPROVED)
    assert (past.months[0], past.months[-1], len(past.value)) == (Month(2023, 1), OCTOBER, 22)
