"""Two boards: approved figures for everybody, every saved figure for those who decide."""

import pytest

from kpi.access import Person
from kpi.errors import Refused
from kpi.figures import ReportState
from kpi.months import Period
from kpi.services import indicator as indicators
from kpi.services import overview as overviews
from kpi.services.product import Product
from kpi.services.view import View, board_of, view_of
from tests.builders import reports
from tests.office import (
    ADMINISTRATOR,
    APPROVED,
    CHAIRMAN,
    COORDINATOR,
    EVERY_FIGURE,
    MA_NOI,
    MARCH,
    MY_SON,
    OFFICER,
    ninh_son,
    product,
    put,
    put_state,
)

OF_MA_NOI = reports(MA_NOI, "2024-03", resolved=50, resolved_early=30, resolved_on_time=15, resolved_late=5)
OF_MY_SON = reports(MY_SON, "2024-03", resolved=50, resolved_early=40, resolved_on_time=10, resolved_late=0)


def office() -> Product:
    """Mỹ Sơn's report is approved, Ma Nới's a draft."""
    made = product(ninh_son(), OF_MA_NOI)
    put_state(made, OF_MY_SON, ReportState.APPROVED, unit=MY_SON)
    return made


def on_time(made: Product, view: View, scope: str = "commune") -> tuple[float, int]:
    score = board_of(made, view).scores(MARCH, Period.MONTH)["on_time", scope]
    return score.value, score.reported


@pytest.mark.parametrize("person", [CHAIRMAN, COORDINATOR])
def test_who_decides_may_switch_to_unapproved_figures(person: Person) -> None:
    assert view_of(office(), person, unapproved=True) == View(person, approved=False)
    assert view_of(office(), person, unapproved=False) == View(person, approved=True)


@pytest.mark.parametrize("person", [OFFICER, ADMINISTRATOR])
def test_others_see_approved_figures_alone(person: Person) -> None:
    assert view_of(office(), person, unapproved=False).approved
    with pytest.raises(Refused) as refused:
        view_of(office(), person, unapproved=True)
    assert refused.value.code == "may_not_see_unapproved"


def test_a_view_made_by_hand_is_refused_all_the_same() -> None:
    made, forged = office(), View(OFFICER, approved=False)
    for look in (
        lambda: board_of(made, forged),
        lambda: overviews.overview(made, MARCH, Period.MONTH, "all", view=forged),
        lambda: indicators.indicator_view(made, "on_time", MA_NOI, MARCH, Period.MONTH, view=forged),
    ):
        with pytest.raises(Refused):
            look()


def test_the_approved_board_leaves_drafts_out_and_is_the_default() -> None:
    made = office()
    assert on_time(made, APPROVED) == (100, 1)
    assert on_time(made, EVERY_FIGURE) == (95, 2)
    assert made.scoreboard.board() is made.scoreboard.board(approved=True)


def test_an_approval_brings_all_figures_of_the_report_to_the_approved_board() -> None:
    made = office()
    assert on_time(made, APPROVED) == (100, 1)
    put_state(made, {}, ReportState.APPROVED)
    assert on_time(made, APPROVED) == (95, 2)


def test_a_draft_that_is_saved_keeps_the_approved_scores_as_they_were_worked_out() -> None:
    made = office()
    before = board_of(made, APPROVED)
    scores = before.scores(MARCH, Period.MONTH)
    put(made, reports(MA_NOI, "2024-03", postal=3))
    after = board_of(made, APPROVED)
    assert after.version > before.version
    assert after.scores(MARCH, Period.MONTH) is scores


def test_an_overview_of_approved_figures_is_written_anew_when_a_report_only_changes_its_state() -> None:
    made = office()

    def states() -> str:
        return overviews.overview_once(
            made,
            MARCH,
            Period.MONTH,
            "all",
            lambda seen: str(len(seen.reporting.absent)),
            view=APPROVED,
            written_for="",
        )

    assert states() == "15"
    put(made, reports("noi-vu", "2024-03", circulated=3))
    assert states() == "14"


def test_the_two_views_do_not_share_what_was_written() -> None:
    made = office()

    def written(view: View) -> str:
        return overviews.overview_once(
            made,
            MARCH,
            Period.MONTH,
            "commune",
            lambda seen: f"{seen.matrix.scores['on_time', 'commune'].value:.0f}",
            view=view,
            written_for="",
        )

    assert [written(view) for view in (EVERY_FIGURE, APPROVED, EVERY_FIGURE)] == ["95", "100", "95"]


def test_the_figures_behind_a_score_are_those_of_the_view() -> None:
    made = office()

    def units(view: View) -> set[str]:
        seen = indicators.indicator_view(made, "on_time", "commune", MARCH, Period.MONTH, view=view)
        return {figure.key.unit for _, figures in seen.figures for figure in figures}

    assert (units(APPROVED), units(EVERY_FIGURE)) == ({MY_SON}, {MA_NOI, MY_SON})
