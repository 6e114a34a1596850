"""The control chart as the screens get it: which figures, which targets, which beginnings."""

import datetime as dt
from typing import Any

import pytest

from kpi.control import ControlChart, Method, TooFew
from kpi.months import Month
from kpi.notes import NoteKind
from kpi.plan import WHOLE
from kpi.services import notes
from kpi.services.process import process_view
from kpi.services.product import Product
from tests.builders import Figures, reports, ward
from tests.office import APPROVED, COORDINATOR, EVERY_FIGURE, MA_NOI, demonstration, product, put, with_demonstration

AT = dt.datetime(2026, 4, 20, 2, 30, tzinfo=dt.UTC)
MARCH, OCTOBER = Month(2026, 3), Month(2024, 10)


def on_time(rates: list[int]) -> Figures:
    found: dict[tuple[str, str, str], float | None] = {}
    for at, rate in enumerate(rates):
        found |= reports("van-phong", str(Month(2025, 1) + at), resolved=100, resolved_late=100 - rate)
    return found


def office(rates: list[int]) -> Product:
    return product(ward(), on_time(rates), now=AT)


def chart(made: Product, month: Month = MARCH) -> ControlChart:
    seen = process_view(made, "on_time", "van-phong", month, view=EVERY_FIGURE).chart
    assert isinstance(seen, ControlChart)
    return seen


def test_the_chart_holds_single_months_up_to_the_one_looked_at() -> None:
    seen = chart(office([93, 97] * 7 + [90]), Month(2026, 2))
    assert [point.value for point in seen.points] == [93.0, 97.0] * 7


def test_the_months_of_the_demonstration_are_those_of_the_sheet() -> None:
    seen = process_view(demonstration(), "on_time", MA_NOI, OCTOBER, view=APPROVED)
    assert isinstance(seen.chart, ControlChart)
    assert [round(point.value, 1) for point in seen.chart.points[-3:]] == [91.0, 83.8, 78.2]
    assert seen.chart.method is Method.P
    assert seen.asked is not None
    assert (seen.asked.operator, seen.asked.bound) == (">=", 90)
    assert seen.targets == {Month(2024, at): 90.0 for at in range(1, 11)}


@pytest.mark.parametrize("indicator", ["par_index", "ddci", "postal_growth", "sipas"])
def test_yearly_results_ranks_grades_and_growth_have_no_chart(indicator: str) -> None:
    seen = process_view(demonstration(), indicator, WHOLE, OCTOBER, view=APPROVED)
    assert (seen.chart, seen.targets, seen.asked) == (None, {}, None)


def test_eleven_months_are_too_few() -> None:
    seen = process_view(office([95] * 11), "on_time", "van-phong", MARCH, view=EVERY_FIGURE)
    assert seen.chart == TooFew(11, 12)
    assert process_view(office([]), "on_time", "van-phong", MARCH, view=EVERY_FIGURE).chart == TooFew(0, 12)


def test_unapproved_months_are_no_months() -> None:
    seen = process_view(office([95] * 15), "on_time", "van-phong", MARCH, view=APPROVED)
    assert seen.chart == TooFew(0, 12)


def test_months_of_fewer_than_thirty_are_counted() -> None:
    few = {key: 29 if key[1] == "resolved" else 2 for key in on_time([95] * 2)}
    made = product(ward(), {**on_time([95] * 15), **few}, now=AT)
    assert process_view(made, "on_time", "van-phong", MARCH, view=EVERY_FIGURE).small == 2
    assert process_view(office([95] * 15), "on_time", "van-phong", MARCH, view=EVERY_FIGURE).small == 0


def test_a_figure_that_changes_changes_the_chart() -> None:
    made = office([95] * 15)
    before = chart(made)
    assert chart(made) is before
    put(made, reports("van-phong", "2026-03", resolved_late=40))
    assert chart(made).points[-1].value == 60.0


def test_a_rebase_is_heard_at_once_and_in_its_own_scope_alone() -> None:
    made = with_demonstration()
    asked: dict[str, Any] = {"indicator": "on_time", "scope": MA_NOI, "month": Month(2024, 1), "kind": NoteKind.REBASE}
    notes.add_note(made, COORDINATOR, text="Đổi cách đếm hồ sơ liên thông", **asked)
    own = process_view(made, "on_time", MA_NOI, OCTOBER, view=APPROVED).chart
    other = process_view(made, "on_time", "22810", OCTOBER, view=APPROVED).chart
    assert isinstance(own, ControlChart)
    assert isinstance(other, ControlChart)
    assert [(phase.begins, phase.known) for phase in own.phases] == [(Month(2023, 1), 12), (Month(2024, 1), 10)]
    assert len(other.phases) == 1
