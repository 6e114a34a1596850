"""The chairman's overview: the state of the plan, headlines with their trend, the matrix, for every scope."""

import dataclasses
import datetime as dt

from kpi.months import Month, Period
from kpi.plan import WHOLE
from kpi.services import overview as service
from kpi.services.overview import Overview
from kpi.targets import Status
from tests.builders import Figures, reports, ward
from tests.office import EVERY_FIGURE, MA_NOI, demonstration, ninh_son, product, put

MARCH = Month(2026, 3)
AT = dt.datetime(2026, 4, 20, 2, 30, tzinfo=dt.UTC)
FIGURES: Figures = {
    **reports("van-phong", "2026-01", resolved=40, resolved_late=2),
    **reports("van-phong", "2026-03", resolved=50, resolved_late=7),
    **reports("kinh-te", "2026-03", resolved=20, resolved_late=1),
}


def seen(scope: str = WHOLE, *, at: Month = MARCH, period: Period = Period.MONTH) -> Overview:
    return service.overview(product(ward(), FIGURES, now=AT), at, period, scope, view=EVERY_FIGURE)


def cell(view: Overview, indicator: str, scope: str) -> tuple[float, Status]:
    score = view.matrix.scores[indicator, scope]
    return score.value, score.status


def test_the_scopes_are_the_authority_its_levels_and_every_unit_that_reports() -> None:
    assert service.scopes_on_offer(product(ninh_son())) == (
        "all", "department", "commune",
        "noi-vu", "van-phong", "tu-phap", "tai-chinh-ke-hoach", "van-hoa-thong-tin", "giao-duc-dao-tao",
        "kinh-te-ha-tang", "tai-nguyen-moi-truong",
        "22810", "22813", "22816", "22819", "22822", "22825", "22828", "22831",
    )  # fmt: skip


def test_the_state_counts_every_indicator_of_the_plan_once() -> None:
    state = service.overview(demonstration(), Month(2024, 9), Period.YEAR_TO_DATE, WHOLE, view=EVERY_FIGURE).state
    assert sum(state.values()) == len(ninh_son().indicators) == 31
    assert list(state) == list(Status)
    assert (state[Status.UNPUBLISHED], state[Status.TRACKED]) == (5, 1)


def test_the_state_of_a_unit_counts_what_the_unit_is_scored_for() -> None:
    state = service.overview(demonstration(), Month(2024, 9), Period.YEAR_TO_DATE, MA_NOI, view=EVERY_FIGURE).state
    assert sum(state.values()) == 15
    assert state[Status.UNPUBLISHED] == 0


def test_an_empty_store_has_no_data_and_nothing_missed() -> None:
    view = service.overview(product(ward(), now=AT), MARCH, Period.MONTH, WHOLE, view=EVERY_FIGURE)
    assert {status for status, count in view.state.items() if count} == {Status.NO_DATA, Status.UNPUBLISHED}


def test_the_whole_sums_its_units_and_each_unit_stands_beside_it() -> None:
    view = seen()
    assert cell(view, "on_time", WHOLE) == (100 * 62 / 70, Status.NEAR)
    assert cell(view, "on_time", "van-phong") == (86, Status.NEAR)
    assert cell(view, "on_time", "kinh-te") == (95, Status.MET)
    assert cell(view, "on_time", "hanh-chinh-cong")[1] is Status.NO_DATA


def test_the_columns_are_the_roll_ups_and_then_each_level_with_its_units() -> None:
    assert seen().matrix.columns == (
        ("", ("all", "team")),
        ("team", ("van-phong", "kinh-te", "hanh-chinh-cong", "to-nhon-son")),
    )


def test_a_unit_has_a_matrix_of_one_column() -> None:
    view = seen("van-phong")
    assert view.matrix.columns == (("team", ("van-phong",)),)
    assert {scope for _, scope in view.matrix.scores} == {"van-phong"}


def test_a_level_has_its_units_and_itself() -> None:
    view = service.overview(demonstration(), Month(2024, 9), Period.MONTH, "commune", view=EVERY_FIGURE)
    assert view.matrix.columns[0] == ("", ("commune",))
    assert view.matrix.columns[1][0] == "commune"
    assert len(view.matrix.columns[1][1]) == 8


def test_a_unit_that_has_ended_leaves_the_matrix_and_a_new_one_enters_it() -> None:
    units = dict(seen(at=Month(2026, 7)).matrix.columns)["team"]
    assert units == ("van-phong", "kinh-te", "hanh-chinh-cong", "to-luu-dong")


def test_the_rows_are_the_indicators_with_a_score_in_the_order_of_the_plan() -> None:
    assert [indicator.id for indicator in seen().matrix.indicators] == [one.id for one in ward().indicators]
    of_a_team = [indicator.id for indicator in seen("van-phong").matrix.indicators]
    assert "dialogues" not in of_a_team
    assert of_a_team[:2] == ["on_time", "late_share"]


def test_a_missing_month_is_a_gap_in_the_trend_and_not_a_zero() -> None:
    (headline,) = seen("van-phong").headlines
    assert headline.indicator.id == "on_time"
    assert headline.trend == (*(None,) * 10, 95.0, None, 86.0)


def test_a_trend_has_at_most_thirteen_months_and_ends_in_the_month_looked_at() -> None:
    (headline,) = seen("van-phong", at=Month(2026, 1)).headlines
    assert (len(headline.trend), headline.trend[-1]) == (13, 95.0)
    (headline,) = seen("van-phong", at=Month(2025, 2)).headlines
    assert headline.trend == (None, None)


def test_a_headline_is_compared_with_the_month_before_where_that_is_known() -> None:
    made = product(ward(), {**FIGURES, **reports("van-phong", "2026-02", resolved=20, resolved_late=1)}, now=AT)
    shown = [
        service.overview(made, Month(2026, at), Period.MONTH, "van-phong", view=EVERY_FIGURE).headlines[0]
        for at in (2, 3, 4)
    ]
    assert [(one.before, one.told) for one in shown] == [(95, True), (95, True), (None, False)]
    assert seen("van-phong").headlines[0].before is None


def test_a_month_of_which_nothing_is_known_has_not_left_the_year_unchanged() -> None:
    (february,) = seen("van-phong", at=Month(2026, 2), period=Period.YEAR_TO_DATE).headlines
    assert (february.score.value, february.before, february.told) == (95, None, False)
    (march,) = seen("van-phong", period=Period.YEAR_TO_DATE).headlines
    assert (march.before, march.told) == (95, True)


def test_april_of_the_quarter_is_compared_with_nothing() -> None:
    made = product(ward(), {**FIGURES, **reports("van-phong", "2026-04", resolved=10, resolved_late=0)}, now=AT)
    april, may = (
        service.overview(made, Month(2026, at), Period.QUARTER, "van-phong", view=EVERY_FIGURE).headlines[0]
        for at in (4, 5)
    )
    assert (april.score.value, april.before, april.told) == (100, None, True)
    assert (may.before, may.told) == (None, False)


def test_january_of_the_year_to_date_is_compared_with_nothing() -> None:
    figures = {**FIGURES, **reports("van-phong", "2025-12", resolved=40, resolved_late=4)}
    made = product(ward(), figures, now=AT)
    january = Month(2026, 1)
    by_year = service.overview(made, january, Period.YEAR_TO_DATE, "van-phong", view=EVERY_FIGURE).headlines[0]
    by_month = service.overview(made, january, Period.MONTH, "van-phong", view=EVERY_FIGURE).headlines[0]
    assert (by_year.before, by_month.before) == (None, 90)


def test_the_first_month_of_all_has_nothing_before_it() -> None:
    assert seen("van-phong", at=Month(2025, 1)).headlines[0].before is None


def test_results_that_are_not_published_stand_after_the_other_headlines() -> None:
    headlines = service.overview(
        demonstration(), Month(2024, 9), Period.YEAR_TO_DATE, WHOLE, view=EVERY_FIGURE
    ).headlines
    assert [headline.indicator.id for headline in headlines] == [
        "work_files_online", "on_time", "online_dossiers", "satisfaction", "par_index", "sipas",
    ]  # fmt: skip


def test_only_overdue_units_of_the_scope_are_found() -> None:
    late = [finding for finding in seen("van-phong", at=Month(2026, 2)).findings if finding.units]
    assert [finding.units for finding in late] == [("van-phong",)]
    everybody = [finding for finding in seen(at=Month(2026, 2)).findings if finding.units]
    assert everybody[0].units == ("22738", "van-phong", "kinh-te", "hanh-chinh-cong", "to-nhon-son")


def test_the_overview_is_written_once_for_each_version_of_the_figures() -> None:
    made = product(ward(), FIGURES, now=AT)
    written: list[Overview] = []

    def write(view: Overview) -> str:
        written.append(view)
        return f"{view.matrix.scores['on_time', 'team'].value:.1f}"

    def text(scope: str = WHOLE) -> str:
        return service.overview_once(made, MARCH, Period.MONTH, scope, write, view=EVERY_FIGURE, written_for="")

    assert (text(), text(), len(written)) == ("88.6", "88.6", 1)
    put(made, reports("kinh-te", "2026-03", resolved_late=5))
    assert (text(), len(written)) == ("82.9", 2)
    text("team")
    assert len(written) == 3


def test_what_is_overdue_is_written_anew_when_the_day_changes() -> None:
    before = product(ward(), FIGURES, now=dt.datetime(2026, 4, 3, 2, 30, tzinfo=dt.UTC))
    after = dataclasses.replace(before, clock=lambda: AT)
    texts = [
        service.overview_once(
            one,
            MARCH,
            Period.MONTH,
            WHOLE,
            lambda view: str(len(view.reporting.overdue)),
            view=EVERY_FIGURE,
            written_for="",
        )
        for one in (before, after)
    ]
    assert texts == ["0", "5"]
