"""The periodic report: the numbers of the screens, approved figures alone, and nothing that a person may not read."""

import math

import pytest

from kpi.access import Person
from kpi.cycles import Cycle
from kpi.errors import Refused
from kpi.months import Month, Period
from kpi.plan import WHOLE
from kpi.scoring import Score
from kpi.services.overview import overview
from kpi.services.periodic import Line, periodic_report
from kpi.services.product import Product
from kpi.services.view import View, board_of
from kpi.targets import Status
from tests.builders import reports
from tests.exports.held import FIGURES, HOA_SON, NHON_SON
from tests.exports.periodic import february, of_demonstration
from tests.office import (
    ADMINISTRATOR,
    APPROVED,
    CHAIRMAN,
    COORDINATOR,
    MA_NOI,
    OFFICER,
    demonstration,
    ninh_son,
    product,
    put_approved,
)

FEBRUARY = Month(2024, 2)


def line_of(name: str, lines: tuple[Line, ...]) -> Line:
    return next(line for line in lines if line.indicator.id == name)


def same(one: Score, other: Score) -> bool:
    """Whether two scores are equal, an unknown value equal to itself."""
    return all(a == b or (a != a and b != b) for a, b in zip(one, other, strict=True))


def test_on_time_in_two_months_is_618_of_759() -> None:
    """Ma Nới 53 of 59, Hòa Sơn 185 of 200, Nhơn Sơn 380 of 500; in February alone 317 of 380."""
    line = line_of("on_time", february().lines)
    assert (line.spoken.scope, line.spoken.numerator, line.spoken.denominator) == (WHOLE, 618, 759)
    assert line.of_period is not None
    assert (line.of_period.numerator, line.of_period.denominator) == (317, 380)
    assert [(one.month, one.numerator) for one in line.trend] == [
        (Month(2024, 1).ordinal, 301),
        (FEBRUARY.ordinal, 317),
    ]
    assert line.last_year is None


def test_the_reports_own_period_is_told_beside_the_year_unless_it_is_the_same_or_a_stock() -> None:
    """September's report of the third quarter counts July to September by themselves; a stock has no such number."""
    apart = [line for line in of_demonstration(Cycle.QUARTER, 9).lines if len(line.said) > 1]
    told = {line.indicator.id for line in apart if line.said[1].startswith("Riêng quý III/2024: ")}
    assert {"on_time", "online_dossiers", "postal_growth"} <= told
    assert not told & {"one_stop", "boundary_free", "inspections"}
    for cycle, month in ((Cycle.QUARTER, 3), (Cycle.NINE_MONTHS, 9), (Cycle.YEAR, 12)):
        said = [one for line in of_demonstration(cycle, month).lines for one in line.said]
        assert not [one for one in said if one.startswith("Riêng")]


def test_the_months_behind_each_unit_are_named() -> None:
    line = line_of("on_time", february().lines)
    assert line.counted == {unit: {"sum": (FEBRUARY,)} for unit in (MA_NOI, HOA_SON, NHON_SON)}


def test_a_missed_indicator_says_which_units_miss_it_and_what_it_takes() -> None:
    said = line_of("on_time", february().lines).said
    assert said[0].startswith("Tỷ lệ hồ sơ TTHC giải quyết đúng hạn hoặc trước hạn chưa đạt: 81,4")
    assert said[1].replace("\u00a0", " ") == "Riêng tháng 2/2024: 83,4 % (tạm tính)."
    assert "Nhơn Sơn 76,0" in said[2]
    assert "Để cả năm đạt ≥\u00a090\u00a0%" in said[3]


@pytest.mark.parametrize("cycle", [Cycle.MONTH, Cycle.QUARTER, Cycle.NINE_MONTHS])
def test_every_number_is_that_of_the_screens(cycle: Cycle) -> None:
    report = of_demonstration(cycle, 9)
    board = board_of(demonstration(), APPROVED)
    seen = overview(demonstration(), report.month, Period.YEAR_TO_DATE, WHOLE, view=APPROVED)
    assert report.state == seen.state
    for line in report.lines:
        period = Period.YEAR_TO_DATE if line.indicator.year_long else report.period
        for shown, at in ((line.scores, period), (line.to_date, Period.YEAR_TO_DATE)):
            expected = [one for key, one in board.scores(report.month, at).items() if key[0] == line.indicator.id]
            assert len(shown) == len(expected)
            assert all(same(one, other) for one, other in zip(shown, expected, strict=True))


def test_figures_that_wait_for_approval_are_in_no_report() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-02", resolved=741))
    report = periodic_report(made, OFFICER, Cycle.MONTH, FEBRUARY)
    assert report.figures == ()
    assert all(math.isnan(line.spoken.value) for line in report.lines)
    assert report.state[Status.NO_DATA] > 0


@pytest.mark.parametrize(
    ("person", "reads"), [(CHAIRMAN, True), (COORDINATOR, True), (OFFICER, False), (ADMINISTRATOR, False)]
)
def test_the_history_is_for_who_may_read_it(person: Person, reads: bool) -> None:
    made = product(ninh_son())
    put_approved(made, FIGURES)
    found = periodic_report(made, person, Cycle.MONTH, FEBRUARY).revisions
    assert (found is not None) == reads
    assert not found or {one.month for one in found} == {FEBRUARY}


@pytest.mark.parametrize(
    ("cycle", "month"),
    [
        (Cycle.QUARTER, FEBRUARY),
        (Cycle.YEAR, Month(2024, 11)),
        (Cycle.MONTH, Month(2023, 12)),
        (Cycle.MONTH, Month(2025, 1)),
    ],
)
def test_a_cycle_that_does_not_end_then_has_no_report(cycle: Cycle, month: Month) -> None:
    with pytest.raises(Refused, match="no_such_report"):
        periodic_report(product(ninh_son()), CHAIRMAN, cycle, month)


def test_the_tasks_ahead_are_due_in_the_next_period_and_not_done() -> None:
    report = of_demonstration(Cycle.QUARTER, 9)
    dues = [row.task.due for row in report.ahead]
    assert dues
    assert all(due is not None and Month(2024, 9).last_day < due <= Month(2024, 12).last_day for due in dues)


def test_each_area_has_its_own_indicators_and_tasks_in_the_order_of_the_plan() -> None:
    report = of_demonstration(Cycle.MONTH, 9)
    assert [part.area.id for part in report.areas] == [area.id for area in ninh_son().areas]
    assert [line.indicator.id for line in report.lines] == [
        one.id for area in ninh_son().areas for one in ninh_son().indicators if one.area == area.id
    ]


def test_nobody_sees_more_than_approved_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def recorded(made: Product, view: View) -> object:
        asked.append(view.approved)
        return board_of(made, view)

    monkeypatch.setattr("kpi.services.periodic.board_of", recorded)
    periodic_report(product(ninh_son()), CHAIRMAN, Cycle.MONTH, FEBRUARY)
    assert set(asked) == {True}
