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
from kpi.services.attention import every_finding, jumps, late_tasks, pressing_findings, rebases, signals
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


@pytest.mark.parametrize("period", Period)
def test_findings_say_over_what_time_they_are_but_yearly_counts_are_always_of_the_year(period: Period) -> None:
    """Inspections count towards a yearly number, which is judged, and missed, in December."""
    found = every_finding(demonstration(), Month(2024, 9), period, WHOLE, view=APPROVED)
    assert {one.period for one in found if one.before is not None} == {period}
    in_december = every_finding(demonstration(), Month(2024, 12), period, WHOLE, view=APPROVED)
    of_year = [one.period for one in in_december if one.score is not None and one.score.indicator == "inspections"]
    assert of_year == [Period.YEAR_TO_DATE]


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


def test_a_red_headline_of_the_demonstration_shows_a_late_task() -> None:
    found = every_finding(with_demonstration(), OCTOBER, Period.YEAR_TO_DATE, "commune", view=APPROVED)
    (online,) = [one for one in found if one.score and one.score[:2] == ("online_dossiers", "commune")]
    assert ninh_son().indicator_of_id["online_dossiers"].headline
    assert (online.rule, online.late_tasks) == (Rule.MISSED_WITH_LATE_TASKS, ("I.3",))


def test_a_late_task_is_told_with_each_indicator_that_it_serves_until_it_is_done() -> None:
    made = with_demonstration()
    assert LATE_TASK in late_tasks(made, OCTOBER, view=APPROVED)[SERVED]
    assert LATE_TASK not in late_tasks(made, Month(2024, 1), view=APPROVED).get(SERVED, ())
    (lead,) = next(task.lead for task in ninh_son().tasks if task.id == LATE_TASK)
    done = TaskProgress(ninh_son().id, LATE_TASK, lead, TaskState.DONE, 100, done_on=dt.date(2024, 3, 1))
    made.store.save_task(done, Stamp(COORDINATOR.login, AT, "form"))
    assert LATE_TASK not in late_tasks(made, OCTOBER, view=APPROVED).get(SERVED, ())


def test_the_first_month_of_a_quarter_is_not_held_against_the_quarter_before() -> None:
    made = office(on_time([95] * 15 + [70, 60]))
    first, second = (
        next(
            one
            for one in every_finding(made, at, Period.QUARTER, "van-phong", view=EVERY_FIGURE)
            if one.score is not None and one.score.indicator == "on_time" and one.signal is None
        )
        for at in (Month(2026, 4), Month(2026, 5))
    )
    assert (first.rule, first.before) == (Rule.MISSED, None)
    assert (second.rule, second.before) == (Rule.MISSED_AND_WORSE, 70)


def test_what_is_missed_is_not_worse_for_a_unit_that_is_missing_this_month() -> None:
    """Kinh tế is in time with 100 of 100 each month; by missing in March it takes the whole from 75 % to 70 %."""
    months = [str(Month(2026, at)) for at in (1, 2, 3)]
    weak = {
        key: done for at in months for key, done in reports("van-phong", at, resolved=100, resolved_late=50).items()
    }
    strong = {key: done for at in months for key, done in reports("kinh-te", at, resolved=100, resolved_late=0).items()}

    def worse(figures: Figures) -> list[tuple[Rule, float | None]]:
        found = every_finding(office(figures), Month(2026, 3), Period.YEAR_TO_DATE, WHOLE, view=EVERY_FIGURE)
        return [(one.rule, one.before) for one in found if one.score and one.score[:2] == ("on_time", WHOLE)]

    without_march = {key: done for key, done in strong.items() if key[2] != "2026-03"}
    assert worse({**weak, **without_march}) == [(Rule.MISSED, 75)]
    lower = reports("van-phong", "2026-03", resolved=100, resolved_late=60)
    assert worse({**weak, **strong, **lower}) == [(Rule.MISSED_AND_WORSE, 75)]


def test_signals_are_looked_for_once_for_each_data_version() -> None:
    made = office(BAD_JANUARY)
    before = signals(made, JANUARY, view=EVERY_FIGURE)
    assert signals(made, JANUARY, view=EVERY_FIGURE) is before
    put(made, reports("kinh-te", "2026-01", resolved=10))
    assert signals(made, JANUARY, view=EVERY_FIGURE) is not before
