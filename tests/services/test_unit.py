"""One unit on one screen: worst first, ranks with ties, peers of its volume, its tasks, reports, corrections, notes."""

import datetime as dt
from dataclasses import replace

import pytest

from kpi.errors import Refused
from kpi.figures import Change, Figure, FigureKey, ReportState, Stamp
from kpi.months import Month, Period
from kpi.notes import NoteKind
from kpi.peers import Standing
from kpi.punctuality import Punctuality
from kpi.services.notes import add_note
from kpi.services.product import Product
from kpi.services.tasks import save_progress
from kpi.services.unit import UnitIndicator, UnitView, unit_view, units_to_look_at
from kpi.services.view import View
from kpi.targets import Status
from kpi.tasks import TaskStanding, TaskState
from tests.builders import Figures, reports, ward
from tests.fakes import FakeStore
from tests.office import (
    APPROVED,
    CHAIRMAN,
    COLLEAGUE,
    COORDINATOR,
    EVERY_FIGURE,
    HUYEN,
    MA_NOI,
    MARCH,
    MY_SON,
    OFFICER,
    demonstration,
    ninh_son,
    product,
    put,
    put_state,
)

HOA_SON, NHON_SON, LAM_SON = "22825", "22831", "22813"
TODAY = dt.datetime(2024, 5, 20, 2, 30, tzinfo=dt.UTC)


def resolved(unit: str, early: int, on_time: int, late: int, at: str = "2024-03") -> Figures:
    """What makes the on-time rate of a unit."""
    return reports(unit, at, resolved_early=early, resolved_on_time=on_time, resolved_late=late)


COMMUNES: Figures = {
    **resolved(MA_NOI, 10, 16, 3),
    **resolved(HOA_SON, 50, 45, 5),
    **resolved(MY_SON, 20, 18, 2),
    **resolved(NHON_SON, 100, 80, 70),
    **resolved(LAM_SON, 10, 17, 3),
}
"""On time: Ma Nới 26/29, Hòa Sơn 95/100, Mỹ Sơn 38/40, Nhơn Sơn 180/250, Lâm Sơn 27/30."""


def seen(
    made: Product,
    unit: str = MA_NOI,
    at: Month = MARCH,
    period: Period = Period.YEAR_TO_DATE,
    *,
    view: View = EVERY_FIGURE,
) -> UnitView:
    return unit_view(made, unit, at, period, view=view)


def on_time(view: UnitView) -> UnitIndicator:
    return next(one for one in view.indicators if one.indicator.id == "on_time")


def test_what_is_missed_stands_first_by_the_share_that_is_lacking() -> None:
    view = seen(demonstration(), at=Month(2024, 10))
    shown = [(one.score.status, one.indicator.id) for one in view.indicators]
    assert [status for status, _ in shown] == [Status.MISSED] * 7 + [Status.NEAR] * 4 + [Status.MET] * 4
    assert [name for _, name in shown[:3]] == ["online_dossiers", "postal_growth", "work_files_online"]
    assert {status: count for status, count in view.counts.items() if count} == {
        Status.MET: 4,
        Status.NEAR: 4,
        Status.MISSED: 7,
    }


def test_equals_share_a_rank_and_the_next_is_counted_on() -> None:
    made = product(ninh_son(), COMMUNES)
    places = {unit: on_time(seen(made, unit)).standing for unit in (HOA_SON, MY_SON, LAM_SON, MA_NOI, NHON_SON)}
    assert places == {
        HOA_SON: Standing(1, 5, 1, 100.0),
        MY_SON: Standing(1, 5, 1, 100.0),
        LAM_SON: Standing(3, 5, 0, 50.0),
        MA_NOI: Standing(4, 5, 0, 25.0),
        NHON_SON: Standing(5, 5, 0, 0.0),
    }


def test_units_of_another_level_are_no_peers() -> None:
    made = product(ninh_son(), {**COMMUNES, **resolved("tu-phap", 1, 0, 9)})
    assert on_time(seen(made)).standing == Standing(4, 5, 0, 25.0)
    assert on_time(seen(made, "tu-phap")).standing == Standing(1, 1, 0, None)


def test_a_unit_without_figures_has_no_place() -> None:
    without = on_time(seen(product(ninh_son(), resolved(HOA_SON, 5, 5, 0))))
    assert (without.score.status, without.standing) == (Status.NO_DATA, None)


def test_a_percentage_of_fewer_than_thirty_is_flagged() -> None:
    made = product(ninh_son(), COMMUNES)
    assert (on_time(seen(made)).score.denominator, on_time(seen(made)).score.small) == (29, True)
    assert (on_time(seen(made, LAM_SON)).score.denominator, on_time(seen(made, LAM_SON)).score.small) == (30, False)


def test_the_change_is_against_the_same_stretch_of_time_a_month_earlier() -> None:
    figures = {**COMMUNES, **resolved(MA_NOI, 1, 1, 0, "2024-02"), **resolved(MA_NOI, 3, 0, 1, "2023-12")}
    made = product(ninh_son(), {**figures, **resolved(MA_NOI, 1, 2, 1, "2024-01")})
    january, february, april = Month(2024, 1), Month(2024, 2), Month(2024, 4)
    assert on_time(seen(made, at=february)).before == 75
    assert on_time(seen(made)).before == 100 * 5 / 6
    assert on_time(seen(made, period=Period.MONTH)).before == 100
    assert on_time(seen(made, at=january, period=Period.MONTH)).before == 75
    assert on_time(seen(made, at=january)).before is None
    assert on_time(seen(made, at=april, period=Period.QUARTER)).before is None
    assert (on_time(seen(made, at=april)).before, on_time(seen(made, at=april)).told) == (None, False)


def test_the_trend_is_of_single_months_with_gaps_where_nothing_was_reported() -> None:
    figures = {**resolved(MA_NOI, 1, 0, 1, "2023-03"), **resolved(MA_NOI, 1, 0, 3, "2024-01")}
    view = seen(product(ninh_son(), {**COMMUNES, **figures}))
    assert on_time(view).trend == (50, *[None] * 9, 25, None, 100 * 26 / 29)


def test_what_grows_has_a_trend_against_the_year_before() -> None:
    def posted(at: str, number: int) -> Figures:
        return reports(MA_NOI, at, postal=number, received_online=50, received_direct=50)

    made = product(ninh_son(), {**posted("2023-02", 10), **posted("2023-03", 10), **posted("2024-03", 12)})
    growth = next(one for one in seen(made).indicators if one.indicator.id == "postal_growth")
    assert growth.trend == (*[None] * 12, 20)


def test_peers_are_the_nearest_in_the_largest_headline_volume() -> None:
    comparison = seen(product(ninh_son(), COMMUNES)).comparison
    assert comparison is not None
    assert comparison.ratio.id == "on_time"
    assert comparison.volumes == {MA_NOI: 29, LAM_SON: 30, MY_SON: 40, HOA_SON: 100}
    rows = {
        indicator.id: [None if one is None else one.numerator for one in scores]
        for indicator, scores in comparison.rows
    }
    assert rows["on_time"] == [26, 27, 38, 95]
    assert set(rows) == {"on_time", "online_dossiers", "satisfaction", "work_files_online"}


def test_another_volume_decides_where_it_is_larger() -> None:
    received = {
        key: value
        for unit, number in ((MA_NOI, 900), (NHON_SON, 1000), (HOA_SON, 300))
        for key, value in reports(unit, "2024-03", received_online=number // 2, received_direct=number // 2).items()
    }
    comparison = seen(product(ninh_son(), {**COMMUNES, **received})).comparison
    assert comparison is not None
    assert (comparison.ratio.id, list(comparison.volumes)) == ("online_dossiers", [MA_NOI, NHON_SON, HOA_SON])


def test_without_volume_there_is_nobody_to_compare_with() -> None:
    assert seen(product(ninh_son(), resolved(HOA_SON, 5, 5, 0))).comparison is None
    assert seen(product(ninh_son(), COMMUNES), HUYEN).comparison is None


def test_figures_that_are_not_approved_are_in_no_number_of_the_approved_view() -> None:
    made = product(ninh_son(), resolved(HOA_SON, 50, 45, 5))
    put_state(made, resolved(MA_NOI, 10, 16, 3), ReportState.APPROVED)
    theirs = on_time(seen(made, HOA_SON, view=APPROVED))
    assert (theirs.score.status, theirs.standing) == (Status.NO_DATA, None)
    assert on_time(seen(made, view=APPROVED)).standing == Standing(1, 1, 0, None)


def test_a_view_that_somebody_may_not_have_is_refused() -> None:
    with pytest.raises(Refused):
        seen(product(ninh_son(), COMMUNES), view=View(OFFICER, approved=False))


def test_the_authority_has_what_it_reports_itself_and_no_rank() -> None:
    view = seen(demonstration(), HUYEN, Month(2024, 10))
    assert len(view.indicators) == 15
    assert "inspections" in {one.indicator.id for one in view.indicators}
    assert "on_time" not in {one.indicator.id for one in view.indicators}
    assert {one.standing for one in view.indicators} == {None}


def test_a_yearly_result_has_neither_change_nor_trend() -> None:
    index = next(
        one for one in seen(demonstration(), HUYEN, Month(2024, 10)).indicators if one.indicator.id == "par_index"
    )
    assert (index.before, index.trend) == (None, ())


def test_the_units_are_those_that_exist_and_report_or_lead_the_authority_last() -> None:
    assert units_to_look_at(ninh_son(), MARCH)[-1] == HUYEN
    assert "trung-tam-vhtt" in units_to_look_at(ninh_son(), MARCH)
    assert {"to-nhon-son", "to-luu-dong"} & set(units_to_look_at(ward(), Month(2026, 6))) == {"to-nhon-son"}
    assert {"to-nhon-son", "to-luu-dong"} & set(units_to_look_at(ward(), Month(2026, 7))) == {"to-luu-dong"}


def test_late_tasks_stand_first_on_the_day_of_the_month() -> None:
    made = product(ninh_son(), now=TODAY)
    save_progress(
        made,
        COORDINATOR,
        task="V.2",
        unit="noi-vu",
        state=TaskState.DOING,
        percent=60,
        document_number="12/KH-UBND",
        document_date=None,
        done_on=None,
        note="",
        evidence=None,
        remove_evidence=False,
        version=0,
    )
    view = seen(made, "noi-vu", Month(2024, 4))
    assert view.day == dt.date(2024, 5, 20)
    standings = [part.standing for _, part in view.tasks]
    assert standings == sorted(standings, key=list(TaskStanding).index)
    late = {row.task.id: part for row, part in view.tasks if part.standing is TaskStanding.LATE}
    assert (late["V.2"].late_days, late["V.2"].percent, late["V.2"].progress.document_number) == (50, 60, "12/KH-UBND")


def hand_in(
    store: FakeStore, at: Month, on: dt.date, state: ReportState = ReportState.APPROVED, unit: str = MA_NOI
) -> None:
    """A report of the unit that was first handed in on a day."""
    moment = dt.datetime.combine(on, dt.time(3), dt.UTC)
    put_state(product(ninh_son(), store=store, now=moment), resolved(unit, 9, 0, 1, str(at)), state, unit=unit, at=at)


def test_twelve_months_of_reports_are_in_time_late_missing_given_back_or_open() -> None:
    store = FakeStore()
    hand_in(store, Month(2023, 12), dt.date(2024, 2, 20))
    hand_in(store, Month(2024, 1), dt.date(2024, 2, 5))
    hand_in(store, Month(2024, 2), dt.date(2024, 3, 8))
    hand_in(store, MARCH, dt.date(2024, 4, 2), ReportState.RETURNED)
    view = seen(product(ninh_son(), store=store, now=TODAY), at=Month(2024, 5))
    assert [(str(one.month), one.punctuality, one.days) for one in view.reports[-7:]] == [
        ("2023-11", Punctuality.NOT_OWED, 167),
        ("2023-12", Punctuality.NOT_OWED, 46),
        ("2024-01", Punctuality.ON_TIME, 0),
        ("2024-02", Punctuality.LATE, 3),
        ("2024-03", Punctuality.RETURNED, 0),
        ("2024-04", Punctuality.MISSING, 15),
        ("2024-05", Punctuality.OPEN, 0),
    ]
    assert len(view.reports) == 12
    assert [str(one.month) for one in view.reports_of_the_year] == ["2024-01", "2024-02", "2024-03", "2024-04"]
    assert [one.was_on_time for one in view.reports_of_the_year] == [True, False, True, False]


def test_a_unit_that_reports_nothing_has_no_reports() -> None:
    assert seen(product(ninh_son()), "trung-tam-vhtt").reports == ()


def test_a_month_that_was_corrected_says_when() -> None:
    store = FakeStore()
    hand_in(store, Month(2024, 2), dt.date(2024, 3, 4))
    hand_in(store, MARCH, dt.date(2024, 4, 2))
    made = product(ninh_son(), store=store, now=TODAY)
    corrected = replace(store.report(MA_NOI, MARCH), corrected_at=TODAY, corrected_by=COORDINATOR.login)
    late = FigureKey(MA_NOI, "resolved_late", MARCH)
    change = Change(late, Figure(late, 1), Figure(late, 2))
    stamp = Stamp(COORDINATOR.login, TODAY, "form", "Đối chiếu lại sổ theo dõi")
    store.save_report(corrected, changes=[change], explanations={}, stamp=stamp)
    marked = {str(one.month): one.corrected_on for one in seen(made).reports if one.corrected_on is not None}
    assert marked == {"2024-03": dt.date(2024, 5, 20)}


def test_notes_are_those_on_the_unit_in_twelve_months_the_newest_first() -> None:
    made = product(ninh_son(), now=TODAY)
    for scope, at, text in (
        (MA_NOI, Month(2023, 3), "hơn mười hai tháng trước"),
        (MA_NOI, Month(2023, 4), "mất điện"),
        (MA_NOI, MARCH, "chuyển trụ sở"),
        (MY_SON, MARCH, "của xã khác"),
        (MA_NOI, Month(2024, 4), "sau tháng đang xem"),
    ):
        add_note(made, CHAIRMAN, indicator="on_time", scope=scope, month=at, kind=NoteKind.EVENT, text=text)
    assert [note.text for note in seen(made).notes] == ["chuyển trụ sở", "mất điện"]


def test_what_is_saved_later_shows_at_once() -> None:
    made = product(ninh_son(), COMMUNES)
    assert on_time(seen(made)).standing == Standing(4, 5, 0, 25.0)
    put(made, resolved(MA_NOI, 20, 9, 0), person=COLLEAGUE)
    assert on_time(seen(made)).standing == Standing(1, 5, 0, 100.0)
    assert on_time(seen(made)).trend[-1] == 100
