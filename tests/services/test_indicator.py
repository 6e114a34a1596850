"""One indicator: its scopes, its months, its units, and the figures that its score was made of."""

import datetime as dt
import math

import pytest

from kpi.months import Month, Period
from kpi.notes import NoteKind
from kpi.plan import WHOLE
from kpi.scoring import Score
from kpi.services import indicator as service
from kpi.services.indicator import IndicatorView
from kpi.services.notes import add_note
from tests.builders import Figures, reports, ward
from tests.office import COORDINATOR, EVERY_FIGURE, MA_NOI, demonstration, ninh_son, product

AT = dt.datetime(2026, 9, 20, 2, 30, tzinfo=dt.UTC)
FIGURES: Figures = {
    **reports("van-phong", "2026-01", resolved=40, resolved_late=2),
    **reports("van-phong", "2026-03", resolved=50, resolved_late=7),
    **reports("kinh-te", "2026-03", resolved=20, resolved_late=1),
    **reports("to-nhon-son", "2026-03", resolved=30, resolved_late=3),
    **reports("hanh-chinh-cong", "2026-03", resolved=10, resolved_late=0),
    **reports("hanh-chinh-cong", "2026-08", resolved=60, resolved_late=None),
}


def view(
    indicator: str = "on_time", scope: str = WHOLE, at: str = "2026-03", period: Period = Period.YEAR_TO_DATE
) -> IndicatorView:
    return service.indicator_view(
        product(ward(), FIGURES, now=AT), indicator, scope, Month.parse(at), period, view=EVERY_FIGURE
    )


def shown(seen: IndicatorView) -> dict[str, list[tuple[str, str, float | None]]]:
    return {
        measure.id: [(figure.key.unit, str(figure.key.month), figure.value) for figure in figures]
        for measure, figures in seen.figures
    }


def test_roll_ups_are_offered_before_units() -> None:
    scopes = service.scopes_of_indicator(product(ninh_son()), "legal_documents", Month(2024, 3), view=EVERY_FIGURE)
    assert scopes[:4] == ("all", "department", "commune", "tu-phap")
    assert len(scopes) == 12


def test_what_the_authority_reports_itself_has_one_scope() -> None:
    assert service.scopes_of_indicator(product(ninh_son()), "inspections", Month(2024, 3), view=EVERY_FIGURE) == (
        "all",
    )


def test_a_rank_of_units_has_no_roll_up() -> None:
    scopes = service.scopes_of_indicator(product(ward(), now=AT), "team_place", Month(2026, 3), view=EVERY_FIGURE)
    assert scopes == ("van-phong", "kinh-te", "hanh-chinh-cong", "to-nhon-son")


def test_the_score_is_that_of_the_scope_month_and_period() -> None:
    assert (view().score.numerator, view().score.denominator) == (137, 150)
    of_a_month = view(scope="van-phong", period=Period.MONTH)
    assert (of_a_month.score.value, of_a_month.period) == (86, Period.MONTH)


def test_a_result_of_the_whole_year_is_always_read_over_the_year() -> None:
    seen = service.indicator_view(demonstration(), "par_index", WHOLE, Month(2024, 9), Period.MONTH, view=EVERY_FIGURE)
    assert seen.period is Period.YEAR_TO_DATE


def test_the_history_ends_in_the_month_looked_at() -> None:
    history = view(at="2026-03", period=Period.MONTH, scope="van-phong").history
    assert len(history) == 15
    assert [None if math.isnan(value) else value for value in history["value"].tail(3)] == [95, None, 86]


def test_the_units_of_the_whole_are_all_that_report() -> None:
    assert [score.scope for score in view().units] == ["van-phong", "kinh-te", "hanh-chinh-cong", "to-nhon-son"]


def test_a_level_is_compared_by_its_own_units() -> None:
    seen = service.indicator_view(
        demonstration(), "on_time", "department", Month(2024, 9), Period.MONTH, view=EVERY_FIGURE
    )
    assert {ninh_son().unit_of_id[score.scope].level for score in seen.units} == {"department"}


def test_one_unit_is_compared_with_those_of_its_level() -> None:
    seen = service.indicator_view(demonstration(), "on_time", MA_NOI, Month(2024, 9), Period.MONTH, view=EVERY_FIGURE)
    assert len(seen.units) == 8
    assert {ninh_son().unit_of_id[score.scope].level for score in seen.units} == {"commune"}


def test_an_indicator_of_the_authority_itself_has_no_units_to_compare() -> None:
    assert (
        service.indicator_view(
            demonstration(), "inspections", WHOLE, Month(2024, 9), Period.MONTH, view=EVERY_FIGURE
        ).units
        == ()
    )


def test_the_figures_are_those_of_the_formula_in_the_period() -> None:
    assert shown(view(scope="van-phong")) == {
        "resolved": [("van-phong", "2026-01", 40), ("van-phong", "2026-03", 50)],
        "resolved_late": [("van-phong", "2026-01", 2), ("van-phong", "2026-03", 7)],
    }
    assert shown(view(scope="van-phong", period=Period.MONTH)) == {
        "resolved": [("van-phong", "2026-03", 50)],
        "resolved_late": [("van-phong", "2026-03", 7)],
    }


def test_nothing_arising_is_a_figure() -> None:
    assert shown(view(scope="hanh-chinh-cong", at="2026-08", period=Period.MONTH))["resolved_late"] == [
        ("hanh-chinh-cong", "2026-08", None)
    ]


def test_the_figures_of_a_unit_that_was_merged_stand_with_its_successor() -> None:
    seen = view(scope="hanh-chinh-cong", at="2026-08")
    assert seen.score.denominator == 100
    assert [unit for unit, _, _ in shown(seen)["resolved"]] == ["hanh-chinh-cong", "hanh-chinh-cong", "to-nhon-son"]


@pytest.mark.parametrize("at", ["2026-03", "2026-06", "2026-08"])
def test_the_figures_shown_add_up_to_the_score(at: str) -> None:
    made = product(ward(), FIGURES, now=AT)
    for scope in service.scopes_of_indicator(made, "on_time", Month.parse(at), view=EVERY_FIGURE):
        seen = service.indicator_view(made, "on_time", scope, Month.parse(at), Period.YEAR_TO_DATE, view=EVERY_FIGURE)
        total = sum(value or 0.0 for _, _, value in shown(seen)["resolved"])
        assert total == (0.0 if math.isnan(seen.score.denominator) else seen.score.denominator), scope


def readings(seen: IndicatorView) -> list[tuple[Period, float | None, float | None]]:
    """The length of time, its value and that of the same months a year before; None where there is none."""

    def known(score: Score | None) -> float | None:
        return None if score is None or math.isnan(score.value) else score.value

    return [(one.period, known(one.score), known(one.last_year)) for one in seen.readings]


def test_the_month_and_the_year_to_date_stand_apart_each_beside_the_same_months_of_last_year() -> None:
    """In 2025 18 of 20 in January and 27 of 30 in March: 45 of 50; in 2026 38 of 40 and 43 of 50: 81 of 90."""
    last_year = {
        **reports("van-phong", "2025-01", resolved=20, resolved_late=2),
        **reports("van-phong", "2025-03", resolved=30, resolved_late=3),
    }
    made = product(ward(), {**FIGURES, **last_year}, now=AT)
    seen = service.indicator_view(made, "on_time", "van-phong", Month(2026, 3), Period.QUARTER, view=EVERY_FIGURE)
    assert readings(seen) == [(Period.MONTH, 86.0, 90.0), (Period.YEAR_TO_DATE, 90.0, 90.0)]


def test_where_last_year_has_no_figures_or_lies_before_the_history_there_is_none_of_it() -> None:
    assert readings(view(scope="van-phong")) == [(Period.MONTH, 86.0, None), (Period.YEAR_TO_DATE, 90.0, None)]
    assert [one.last_year for one in view(scope="van-phong", at="2025-12").readings] == [None, None]


def test_what_is_always_read_over_the_year_has_one_reading() -> None:
    assert [one.period for one in view("dialogues").readings] == [Period.YEAR_TO_DATE]


def test_the_notes_are_those_of_the_scope() -> None:
    made = product(ward(), FIGURES, now=AT)
    for scope, text in (("van-phong", "Mất mạng sáu ngày"), ("team", "Tập huấn toàn phường")):
        add_note(
            made, COORDINATOR, indicator="on_time", scope=scope, month=Month(2026, 3), kind=NoteKind.EVENT, text=text
        )
    for scope, texts in (("van-phong", ["Mất mạng sáu ngày"]), ("team", ["Tập huấn toàn phường"]), (WHOLE, [])):
        seen = service.indicator_view(made, "on_time", scope, Month(2026, 3), Period.MONTH, view=EVERY_FIGURE)
        assert [note.text for note in seen.notes] == texts
