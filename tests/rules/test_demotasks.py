"""The tasks and notes of a demonstration story: how they are read, and what the first plan's story tells."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kpi.demostory import Story, load_story, parse_story
from kpi.demotasks import tell_notes, tell_tasks
from kpi.errors import PlanRefused
from kpi.months import Month
from kpi.notes import Note, NoteKind
from kpi.plan import Plan
from kpi.planfile import load_plan
from kpi.tasks import TaskPart, TaskProgress, TaskRow, TaskStanding, TaskState, leaves, rows_of_unit, task_rows
from kpi.wording.problems import PLAN
from tests.builders import plan_from, toml_of, ward
from tests.builders import tables as plan_tables

DATA = Path(__file__).resolve().parents[2] / "data"
MY_SON = "22822"
END_OF_OCTOBER = dt.date(2024, 10, 31)
EVENING = dt.time(9, 30, tzinfo=dt.UTC)

Table = Mapping[str, Any]


# ── Stories of Phường Đô Vinh ─────────────────────────────────────────────────


def tables(*, tasks: Sequence[Table] = (), notes: Sequence[Table] = ()) -> dict[str, Any]:
    """A story of the ward in which nothing is reported but zeros, with these tasks and notes."""
    return {
        "seed": 7,
        "last_month": "2026-06",
        "saved_by": "Số liệu minh họa",
        "days_after_due": {"ward": 0, "team": 0},
        "series": [{"id": m.id, "values": {"ward": 0, "team": 0}} for m in ward().measures],
        "task": list(tasks),
        "note": list(notes),
    }


def read(plan: Plan | None = None, *, tasks: Sequence[Table] = (), notes: Sequence[Table] = ()) -> Story:
    return parse_story(toml_of(tables(tasks=tasks, notes=notes)), plan or ward(), name="thử.toml")


def problems(*, tasks: Sequence[Table] = (), notes: Sequence[Table] = ()) -> list[tuple[str, str]]:
    """Where and what is wrong, every code with a sentence of its own."""
    with pytest.raises(PlanRefused) as refused:
        read(tasks=tasks, notes=notes)
    found = [(problem.where, problem.code) for problem in refused.value.problems]
    assert {code for _, code in found} <= PLAN.keys()
    return found


def led_by_teams() -> Plan:
    """The ward, with the surprise inspections led by every team."""
    data = plan_tables("valid-ward-2026")
    next(task for task in data["task"] if task["id"] == "B.1b")["lead"] = ["team"]
    return plan_from(data)


DONE: Table = {
    "id": "B.1a",
    "state": "done",
    "document_number": "14/KH-UBND",
    "document_date": dt.date(2026, 3, 2),
    "done_on": dt.date(2026, 3, 3),
}
DOING: Table = {"id": "B.1b", "state": "doing", "percent": 40}
EVENT: Table = {"indicator": "on_time", "scope": "team", "month": "2026-05", "kind": "event", "text": "Mất điện"}


def test_what_is_done_is_whole_and_was_saved_on_its_day() -> None:
    assert tell_tasks(ward(), read(tasks=[DONE])) == (
        TaskProgress(
            ward().id,
            "B.1a",
            "van-phong",
            TaskState.DONE,
            100,
            "14/KH-UBND",
            dt.date(2026, 3, 2),
            done_on=dt.date(2026, 3, 3),
            saved_at=dt.datetime.combine(dt.date(2026, 3, 3), EVENING),
            saved_by="Số liệu minh họa",
        ),
    )


def test_what_is_not_done_was_saved_on_the_last_day_of_the_story() -> None:
    progresses = tell_tasks(ward(), read(tasks=[{**DOING, "note": "Còn một cuộc"}]))
    assert [(one.unit, one.percent, one.note) for one in progresses] == [
        ("van-phong", 40, "Còn một cuộc"),
        ("kinh-te", 40, "Còn một cuộc"),
    ]
    assert {one.saved_at for one in progresses} == {dt.datetime.combine(dt.date(2026, 6, 30), EVENING)}


def test_what_is_told_of_a_unit_stands_before_its_level_and_that_before_all() -> None:
    rows = [
        DOING,
        {**DOING, "unit": "team", "percent": 50},
        {**DOING, "unit": ["kinh-te", "to-nhon-son"], "percent": 60},
    ]
    plan = led_by_teams()
    percents = {one.unit: one.percent for one in tell_tasks(plan, read(plan, tasks=rows))}
    assert percents == {"van-phong": 50, "kinh-te": 60, "hanh-chinh-cong": 50, "to-nhon-son": 60}
    assert {one.percent for one in tell_tasks(plan, read(plan, tasks=rows[:1]))} == {40}


def test_a_unit_that_does_not_exist_yet_says_nothing() -> None:
    plan = led_by_teams()
    assert {unit.id for unit in plan.units} - {one.unit for one in tell_tasks(plan, read(plan, tasks=[DOING]))} == {
        plan.root.id,
        "to-luu-dong",
    }


def test_a_part_that_nobody_tells_of_is_not_there() -> None:
    assert [one.unit for one in tell_tasks(ward(), read(tasks=[{**DOING, "unit": "kinh-te"}]))] == ["kinh-te"]


def test_a_note_was_written_when_the_reports_of_its_month_were_due() -> None:
    at = dt.datetime.combine(ward().due_day(Month(2026, 5)), EVENING)
    assert tell_notes(ward(), read(notes=[EVENT])) == (
        Note(ward().id, "on_time", "team", Month(2026, 5), NoteKind.EVENT, "Mất điện", who="Số liệu minh họa", at=at),
    )


@pytest.mark.parametrize(
    ("row", "where", "code"),
    [
        ({**DOING, "id": "B.9"}, "[[task]] B.9", "unknown_id"),
        ({**DOING, "id": "B.1"}, "[[task]] B.1", "unknown_id"),
        ({**DOING, "unit": "to-nhon-son"}, "[[task]] B.1b → unit", "unknown_id"),
        ({**DOING, "unit": ["kinh-te", "xa-la"]}, "[[task]] B.1b → unit", "unknown_id"),
        ({**DOING, "percent": 100}, "task → 1 → percent", "less_than_equal"),
        ({**DOING, "percent": -1}, "task → 1 → percent", "greater_than_equal"),
        ({**DOING, "state": "late"}, "task → 1 → state", "enum"),
        ({**DOING, "done_on": dt.date(2026, 3, 3)}, "[[task]] B.1b → done_on", "extra_forbidden"),
        ({**DONE, "done_on": dt.date(2026, 7, 1)}, "[[task]] B.1a → done_on", "less_than_equal"),
        ({**DONE, "document_date": dt.date(2026, 7, 1)}, "[[task]] B.1a → document_date", "less_than_equal"),
        ({"id": "B.1a", "state": "done"}, "[[task]] B.1a → done_on", "missing"),
        ({**DONE, "evidence": "a.pdf"}, "task → 1 → evidence", "extra_forbidden"),
    ],
)
def test_a_task_that_cannot_be_told_is_refused(row: Table, where: str, code: str) -> None:
    assert problems(tasks=[row]) == [(where, code)]


def test_a_part_told_twice_is_refused() -> None:
    unit = {**DOING, "unit": ["kinh-te", "van-phong"]}
    assert problems(tasks=[DOING, {**DOING, "percent": 1}, unit, {**unit, "unit": "kinh-te"}]) == [
        ("[[task]] B.1b → all", "duplicate_id"),
        ("[[task]] B.1b → kinh-te", "duplicate_id"),
    ]


@pytest.mark.parametrize(
    ("changes", "where", "code"),
    [
        ({"indicator": "on_tim"}, "[[note]] 1 → indicator", "unknown_id"),
        ({"scope": "xa-la"}, "[[note]] 1 → scope", "unknown_id"),
        ({"scope": "22738"}, "[[note]] 1 → scope", "unknown_id"),
        ({"month": "2026-07"}, "[[note]] 1 → month", "less_than_equal"),
        ({"month": "2024-12"}, "[[note]] 1 → month", "greater_than_equal"),
        ({"kind": "joke"}, "note → 1 → kind", "enum"),
        ({"text": " "}, "note → 1 → text", "string_too_short"),
    ],
)
def test_a_note_that_cannot_be_told_is_refused(changes: Table, where: str, code: str) -> None:
    assert problems(notes=[{**EVENT, **changes}]) == [(where, code)]


def test_every_problem_is_named_at_once() -> None:
    found = problems(tasks=[{**DOING, "id": "B.9"}, {**DOING, "unit": "xa-la"}], notes=[EVENT, {**EVENT, "scope": "x"}])
    assert [where for where, _ in found] == ["[[task]] B.9", "[[task]] B.1b → unit", "[[note]] 2 → scope"]


# ── What the demonstration of huyện Ninh Sơn tells ────────────────────────────


@cache
def plan() -> Plan:
    return load_plan(DATA / "plans" / "ninh-son-2024.toml")


@cache
def story() -> Story:
    return load_story(DATA / "demo" / "ninh-son-2024.toml", plan())


@cache
def rows() -> tuple[TaskRow, ...]:
    progresses = {(one.task, one.unit): one for one in tell_tasks(plan(), story())}
    return task_rows(plan(), progresses, END_OF_OCTOBER)


def of_timing(timing: str) -> list[TaskRow]:
    return [row for row in leaves(rows()) if row.task.timing == timing]


def test_four_of_six_tasks_that_were_due_are_done_and_three_of_them_were_late() -> None:
    due = [row for row in of_timing("date") if row.task.due is not None and row.task.due <= END_OF_OCTOBER]
    done = {row.task.id: row.parts[0].late_days for row in due if row.standing is TaskStanding.DONE}
    assert done == {"I.1": 0, "I.2a": 12, "II.5": 22, "V.2": 36}
    late = {row.task.id: row.parts[0].unit.id for row in due if row.standing is TaskStanding.LATE}
    assert late == {"I.3": "noi-vu", "II.6": "tu-phap"}
    assert len(due) == len(done) + len(late)


def test_what_is_due_in_december_is_being_done_or_not_begun_and_never_late() -> None:
    ahead = [row for row in of_timing("date") if row.task.due is not None and row.task.due > END_OF_OCTOBER]
    assert Counter(row.standing for row in ahead) == {TaskStanding.DOING: 6, TaskStanding.NOT_STARTED: 3}


def test_what_runs_all_year_is_on_its_way_and_most_events_have_not_come() -> None:
    assert {row.standing for row in of_timing("continuous")} == {TaskStanding.DOING}
    assert Counter(row.standing for row in of_timing("event")) == {
        TaskStanding.ON_EVENT: 8,
        TaskStanding.DONE: 2,
        TaskStanding.DOING: 2,
    }


def test_my_son_is_behind_with_all_that_the_communes_lead() -> None:
    def parts(task: str) -> Mapping[str, TaskPart]:
        row = next(row for row in leaves(rows()) if row.task.id == task)
        return {part.unit.id: part for part in row.parts if part.unit.level == "commune"}

    assert {part.standing for part in parts("IV.4b").values() if part.unit.id != MY_SON} == {TaskStanding.DONE}
    assert {part.standing for part in parts("III.1").values() if part.unit.id != MY_SON} == {TaskStanding.DOING}
    assert [(row.task.id, part.standing, part.percent) for row, part in rows_of_unit(rows(), MY_SON)] == [
        ("IV.4b", TaskStanding.DOING, 40),
        ("III.1", TaskStanding.NOT_STARTED, 0),
    ]


def test_a_document_is_signed_before_the_task_counts_as_done() -> None:
    signed = [one for one in tell_tasks(plan(), story()) if one.document_number]
    assert len(signed) == 6
    for one in signed:
        assert one.document_date is not None
        assert one.done_on is not None
        assert one.document_date <= one.done_on <= END_OF_OCTOBER


def test_the_notes_stand_where_the_story_has_its_events() -> None:
    notes = tell_notes(plan(), story())
    assert [(note.indicator, note.scope, str(note.month)) for note in notes if note.kind is NoteKind.EVENT] == [
        ("on_time", "22831", "2024-05"),
        ("legal_documents", "22813", "2024-05"),
        ("on_time", "22828", "2024-08"),
    ]
    told = {(event.unit, month) for event in story().events for month in event.months}
    assert {(note.scope, note.month) for note in notes if note.kind is NoteKind.EVENT} <= told
    assert all("minh họa" in note.text for note in notes)
    assert all(note.who == "Số liệu minh họa" for note in notes)


def test_one_chart_begins_anew_for_a_reason_and_goes_on_long_enough() -> None:
    (rebase,) = [note for note in tell_notes(plan(), story()) if note.kind is NoteKind.REBASE]
    assert (rebase.indicator, rebase.scope, str(rebase.month)) == ("portal_connected", "all", "2023-07")
    assert story().last_month.ordinal - rebase.month.ordinal >= 12
