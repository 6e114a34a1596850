"""Everything that needs attention: drawn from scores, tasks, control charts and reports, by the written rules."""

import datetime as dt
from typing import Any

import pytest

from kpi.control import Signal
from kpi.figures import ReportState, Stamp
from kpi.findings import Finding, Rule
from kpi.months import Month, Period
from kpi.notes import NoteKind
from kpi.plan import WHOLE
from kpi.services import notes
from kpi.services.attention import comparable, every_finding, jumps, late_tasks, pressing_findings, rebases, signals
from kpi.services.product import Product
from kpi.services.view import View
from kpi.tasks import TaskProgress, TaskState
from tests.builders import Figures, reports, ward
from tests.office import (
    APPROVED,
    CHAIRMAN,
    COORDINATOR,
    EVERY_FIGURE,
    demonstration,
    ninh_son,
    product,
    put,
    put_approved,
    put_state,
    with_demonstration,
)

AT = dt.datetime(2026, 2, 20, 2, 30, tzinfo=dt.UTC)
JANUARY = Month(2026, 1)
OCTOBER = Month(2024, 10)
LATE_TASK, SERVED = "I.2a", "par_index"
EVERYBODY = View(CHAIRMAN, approved=False)


def on_time(rates: list[int], *, unit: str = "van-phong") -> Figures:
    """A hundred dossiers each month from January 2025 on, of which a rate in % was in time."""
    found: dict[tuple[str, str, str], float | None] = {}
    for at, rate in enumerate(rates):
        found |= reports(unit, str(Month(2025, 1) + at), resolved=100, resolved_late=100 - rate)
    return found


def office(figures: Figures) -> Product:
    return product(ward(), figures, now=AT)


def rules(found: tuple[Finding, ...]) -> list[Rule]:
    return sorted({finding.rule for finding in found})


BAD_JANUARY = on_time([*[93, 97] * 6, 76])


def test_the_findings_of_the_demonstration_stand_by_rule() -> None:
    found = every_finding(demonstration(), OCTOBER, Period.YEAR_TO_DATE, WHOLE, view=EVERYBODY)
    assert [finding.rule for finding in found] == sorted(finding.rule for finding in found)
    assert {Rule.MISSED, Rule.UNIT_BEHIND, Rule.SIGNAL, Rule.OVERDUE, Rule.JUMP} <= set(rules(found))
    (overdue,) = [finding for finding in found if finding.rule is Rule.OVERDUE]
    assert overdue.units == ("22822",)


def test_the_month_that_fell_in_ma_noi_is_a_new_signal_of_its_own_chart() -> None:
    found = signals(demonstration(), OCTOBER, view=APPROVED)
    assert [(one.indicator, one.scope, one.signal) for one in found] == [
        ("on_time", "22828", Signal.TWO_OF_THREE),
    ]
    assert round(found[0].value, 1) == 78.2


def test_the_overview_chooses_from_all_but_signals_and_jumps() -> None:
    made = demonstration()
    every = every_finding(made, OCTOBER, Period.YEAR_TO_DATE, WHOLE, view=EVERYBODY)
    pressing = pressing_findings(made, OCTOBER, Period.YEAR_TO_DATE, WHOLE, view=EVERYBODY)
    assert pressing == tuple(one for one in every if one.rule not in {Rule.SIGNAL, Rule.JUMP})


def test_a_unit_is_told_of_its_own_alone() -> None:
    found = every_finding(demonstration(), OCTOBER, Period.YEAR_TO_DATE, "22828", view=EVERYBODY)
    about = {finding.score.scope for finding in found if finding.score} | {one.jump.unit for one in found if one.jump}
    assert about == {"22828"}
    assert Rule.UNIT_BEHIND not in rules(found)


def test_unapproved_figures_bring_no_signal_and_no_jump_to_who_looks_at_approved_ones() -> None:
    made = office({})
    put_approved(made, on_time([93, 97] * 6))
    january = reports("van-phong", "2026-01", resolved=400, resolved_late=100)
    put_state(made, january, ReportState.SUBMITTED, unit="van-phong", at=JANUARY)
    assert (signals(made, JANUARY, view=APPROVED), jumps(made, JANUARY, view=APPROVED)) == ((), ())
    seen = [one.scope for one in signals(made, JANUARY, view=EVERY_FIGURE) if one.indicator == "on_time"]
    assert seen == ["van-phong"]
    assert {one.measure for one in jumps(made, JANUARY, view=EVERY_FIGURE)} == {"resolved", "resolved_late"}


def test_a_rebase_with_its_reason_takes_the_signal_away_and_a_withdrawn_one_brings_it_back() -> None:
    made = office(on_time([95] * 8 + [85] * 5))
    put(made, {**reports("van-phong", "2026-02", resolved=100, resolved_late=15)})
    put(made, {**reports("van-phong", "2026-03", resolved=100, resolved_late=15)})
    march = Month(2026, 3)

    def found() -> list[str]:
        return [one.indicator for one in signals(made, march, view=EVERY_FIGURE) if one.scope == "van-phong"]

    assert "on_time" in found()
    begun, why = Month(2025, 9), "Từ tháng 9 tính cả hồ sơ liên thông"
    asked: dict[str, Any] = {"indicator": "on_time", "scope": "van-phong", "month": begun}
    note = notes.add_note(made, COORDINATOR, kind=NoteKind.REBASE, text=why, **asked)
    assert rebases(made) == {("on_time", "van-phong"): [begun]}
    assert "on_time" not in found()
    notes.withdraw_note(made, COORDINATOR, note.number)
    assert rebases(made) == {}
    assert "on_time" in found()


@pytest.mark.parametrize("kind", [NoteKind.REMARK, NoteKind.EVENT])
def test_a_note_of_another_kind_begins_no_chart_anew(kind: NoteKind) -> None:
    made = office(BAD_JANUARY)
    notes.add_note(
        made, COORDINATOR, indicator="on_time", scope="van-phong", month=JANUARY, kind=kind, text="Mất mạng sáu ngày"
    )
    assert rebases(made) == {}


def test_a_jump_is_explained_by_a_note_on_its_month_and_not_on_another() -> None:
    made = office(BAD_JANUARY)
    assert [one.measure for one in jumps(made, JANUARY, view=EVERY_FIGURE)] == ["resolved_late"]
    written: dict[str, Any] = {
        "indicator": "on_time",
        "scope": "van-phong",
        "kind": NoteKind.EVENT,
        "text": "Mất mạng sáu ngày",
    }
    notes.add_note(made, COORDINATOR, month=Month(2025, 12), **written)
    assert len(jumps(made, JANUARY, view=EVERY_FIGURE)) == 1
    notes.add_note(made, COORDINATOR, month=JANUARY, **written)
    assert jumps(made, JANUARY, view=EVERY_FIGURE) == ()


def test_a_jump_is_explained_by_what_the_unit_wrote_beside_the_check() -> None:
    made = office(BAD_JANUARY)
    report = made.store.report("van-phong", JANUARY)
    why = {"late-within-resolved": "Tồn từ tháng trước"}
    made.store.save_report(report, changes=[], explanations=why, stamp=Stamp("mai.kator", AT, "form"))
    assert jumps(made, JANUARY, view=EVERY_FIGURE) == ()


def test_a_late_task_is_told_with_each_indicator_that_it_serves_until_it_is_done() -> None:
    made = with_demonstration()
    assert LATE_TASK in late_tasks(made, OCTOBER, view=APPROVED)[SERVED]
    assert LATE_TASK not in late_tasks(made, Month(2024, 1), view=APPROVED).get(SERVED, ())
    (lead,) = next(task.lead for task in ninh_son().tasks if task.id == LATE_TASK)
    done = TaskProgress(ninh_son().id, LATE_TASK, lead, TaskState.DONE, 100, done_on=dt.date(2024, 3, 1))
    made.store.save_task(done, Stamp(COORDINATOR.login, AT, "form"))
    assert LATE_TASK not in late_tasks(made, OCTOBER, view=APPROVED).get(SERVED, ())


@pytest.mark.parametrize(
    ("month", "period", "answer"),
    [
        (Month(2025, 1), Period.MONTH, False),
        (Month(2026, 1), Period.MONTH, True),
        (Month(2026, 1), Period.QUARTER, True),
        (Month(2026, 1), Period.YEAR_TO_DATE, False),
        (Month(2026, 2), Period.YEAR_TO_DATE, True),
    ],
)
def test_january_of_the_year_to_date_and_the_first_month_of_all_have_nothing_before_them(
    month: Month, period: Period, *, answer: bool
) -> None:
    assert comparable(office({}), month, period) is answer


def test_signals_are_looked_for_once_for_each_data_version() -> None:
    made = office(BAD_JANUARY)
    before = signals(made, JANUARY, view=EVERY_FIGURE)
    assert signals(made, JANUARY, view=EVERY_FIGURE) is before
    put(made, reports("kinh-te", "2026-01", resolved=10))
    assert signals(made, JANUARY, view=EVERY_FIGURE) is not before
