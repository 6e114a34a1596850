"""Where tasks stand on a day: worked examples from the appendix of plan 395/KH-UBND."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.plan import Plan, Task
from kpi.tasks import (
    EvidenceFile,
    TaskProgress,
    TaskRow,
    TaskStanding,
    TaskState,
    joint_standing,
    leads_of,
    leaves,
    part_standing,
    partners_of,
    rows_of_indicator,
    rows_of_unit,
    task_rows,
)
from tests.builders import plan_from, tables, ward
from tests.office import ninh_son

DUE = dt.date(2024, 3, 31)
LATE, DOING, NOT_STARTED = TaskStanding.LATE, TaskStanding.DOING, TaskStanding.NOT_STARTED
ON_EVENT, DONE = TaskStanding.ON_EVENT, TaskStanding.DONE
COMMUNES = {"22810", "22813", "22816", "22819", "22822", "22825", "22828", "22831"}
DEPARTMENTS = {
    *("noi-vu", "van-phong", "tu-phap", "tai-chinh-ke-hoach", "van-hoa-thong-tin"),
    *("giao-duc-dao-tao", "kinh-te-ha-tang", "tai-nguyen-moi-truong"),
}

standings = st.lists(st.sampled_from(TaskStanding), min_size=1, max_size=4)


def task(name: str, plan: Plan | None = None) -> Task:
    return next(one for one in (plan or ninh_son()).tasks if one.id == name)


def said(name: str, unit: str, state: TaskState, percent: int = 0, *, done_on: dt.date | None = None) -> TaskProgress:
    return TaskProgress(ninh_son().id, name, unit, state, percent, done_on=done_on, version=1)


def rows_on(day: dt.date, *progresses: TaskProgress, plan: Plan | None = None) -> tuple[TaskRow, ...]:
    return task_rows(plan or ninh_son(), {(one.task, one.unit): one for one in progresses}, day)


def row_of(rows: Sequence[TaskRow], name: str) -> TaskRow:
    return next(row for top in rows for row in (top, *top.below) if row.task.id == name)


def ward_with(**changes: Any) -> Plan:
    """The ward, whose plan of inspections (B.1a, due on 31/03/2026) is changed; None takes a key away."""
    data = tables("valid-ward-2026")
    at = next(place for place, one in enumerate(data["task"]) if one["id"] == "B.1a")
    data["task"][at] = {key: value for key, value in (data["task"][at] | changes).items() if value is not None}
    return plan_from(data)


# ── One part on a day ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "state", "day", "standing"),
    [
        ("I.3", TaskState.NOT_STARTED, DUE, NOT_STARTED),
        ("I.3", TaskState.DOING, DUE, DOING),
        ("I.3", TaskState.NOT_STARTED, dt.date(2024, 4, 1), LATE),
        ("I.3", TaskState.DOING, dt.date(2024, 4, 1), LATE),
        ("III.2", TaskState.NOT_STARTED, dt.date(2024, 12, 31), NOT_STARTED),
        ("III.2", TaskState.DOING, dt.date(2025, 6, 30), DOING),
        ("I.4", TaskState.NOT_STARTED, dt.date(2025, 6, 30), ON_EVENT),
        ("I.4", TaskState.DOING, dt.date(2025, 6, 30), DOING),
    ],
)
def test_a_task_is_late_from_the_day_after_it_is_due_and_one_without_such_a_day_never(
    name: str, state: TaskState, day: dt.date, standing: TaskStanding
) -> None:
    assert part_standing(task(name), said(name, "noi-vu", state, 10), day) is standing


@pytest.mark.parametrize(
    ("name", "day", "standing"),
    [
        ("I.3", dt.date(2024, 3, 20), DOING),
        ("I.3", dt.date(2024, 4, 11), LATE),
        ("I.3", dt.date(2024, 4, 12), DONE),
        ("III.2", dt.date(2024, 4, 11), DOING),
        ("I.4", dt.date(2024, 4, 11), DOING),
        ("I.4", dt.date(2024, 4, 12), DONE),
    ],
)
def test_what_was_finished_after_the_day_was_not_finished_on_it(
    name: str, day: dt.date, standing: TaskStanding
) -> None:
    progress = said(name, "noi-vu", TaskState.DONE, 100, done_on=dt.date(2024, 4, 12))
    assert part_standing(task(name), progress, day) is standing


def test_what_is_done_on_a_day_that_nobody_wrote_down_is_done() -> None:
    assert part_standing(task("I.3"), said("I.3", "noi-vu", TaskState.DONE, 100), dt.date(2023, 1, 1)) is DONE


def test_nothing_said_is_nothing_begun() -> None:
    assert part_standing(task("I.3"), None, DUE) is NOT_STARTED
    assert part_standing(task("I.3"), None, dt.date(2024, 4, 1)) is LATE
    assert part_standing(task("I.4"), None, dt.date(2024, 4, 1)) is ON_EVENT


@pytest.mark.parametrize(
    ("progress", "day", "late_days"),
    [
        (None, DUE, 0),
        (None, dt.date(2024, 4, 1), 1),
        (None, dt.date(2024, 10, 31), 214),
        (dt.date(2024, 3, 31), dt.date(2024, 10, 31), 0),
        (dt.date(2024, 3, 1), dt.date(2024, 10, 31), 0),
        (dt.date(2024, 4, 12), dt.date(2024, 10, 31), 12),
        (dt.date(2024, 4, 12), dt.date(2024, 4, 10), 10),
    ],
)
def test_days_late_count_from_the_day_it_is_due_to_the_day_it_was_done_or_the_day_asked(
    progress: dt.date | None, day: dt.date, late_days: int
) -> None:
    done = [] if progress is None else [said("I.3", "noi-vu", TaskState.DONE, 100, done_on=progress)]
    (part,) = row_of(rows_on(day, *done), "I.3").parts
    assert part.late_days == late_days


def test_a_part_is_whole_when_it_is_done_and_not_before() -> None:
    whole = said("I.3", "noi-vu", TaskState.DONE, 100, done_on=dt.date(2024, 4, 12))
    percents = [row_of(rows_on(day, whole), "I.3").percent for day in (dt.date(2024, 4, 11), dt.date(2024, 4, 12))]
    assert percents == [99, 100]
    assert row_of(rows_on(DUE, replace(whole, percent=40, done_on=DUE)), "I.3").percent == 100


# ── A whole of parts ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([DONE, DONE], DONE),
        ([DONE, LATE, DOING], LATE),
        ([DONE, NOT_STARTED], DOING),
        ([DONE, ON_EVENT], DOING),
        ([NOT_STARTED, ON_EVENT], NOT_STARTED),
        ([DOING, NOT_STARTED], DOING),
        ([ON_EVENT, ON_EVENT], ON_EVENT),
    ],
)
def test_a_whole_is_late_with_one_part_and_done_with_all(parts: Sequence[TaskStanding], whole: TaskStanding) -> None:
    assert joint_standing(parts) is whole


@given(standings, standings)
def test_a_whole_of_wholes_is_the_whole_of_all_their_parts(
    first: list[TaskStanding], second: list[TaskStanding]
) -> None:
    assert joint_standing([joint_standing(first), joint_standing(second)]) is joint_standing(first + second)


def test_a_whole_of_nothing_stands_nowhere() -> None:
    with pytest.raises(ValueError, match="empty"):
        joint_standing([])


def test_a_task_of_many_leads_counts_what_is_done_and_rounds_its_percent_down() -> None:
    done = [said("III.1", unit, TaskState.DONE, 100, done_on=DUE) for unit in sorted(COMMUNES)]
    doing = said("III.1", "noi-vu", TaskState.DOING, 50)
    row = row_of(rows_on(dt.date(2024, 10, 31), *done, doing), "III.1")
    assert (row.standing, row.done, len(row.parts)) == (DOING, 8, 16)
    assert row.percent == 53  # (8 × 100 + 50) ÷ 16 = 53.125
    assert row.late_days == 0


def test_a_heading_is_as_the_rows_below_it_are_and_has_no_parts() -> None:
    own = said("I.2", "noi-vu", TaskState.DONE, 100, done_on=DUE)
    plan_made = said("I.2a", "noi-vu", TaskState.DONE, 100, done_on=DUE)
    doing = said("I.2b", "noi-vu", TaskState.DOING, 67)
    day = dt.date(2024, 4, 10)
    heading = row_of(rows_on(day, own, plan_made, doing), "I.2")
    assert (heading.parts, [row.task.id for row in heading.below]) == ((), ["I.2a", "I.2b"])
    assert (heading.standing, heading.percent, heading.late_days) == (DOING, 83, 0)
    behind = row_of(rows_on(day, own, doing), "I.2")
    assert (behind.standing, behind.percent, behind.late_days) == (LATE, 33, 10)
    assert row_of(rows_on(day), "IV.4").standing is ON_EVENT


def test_every_task_of_the_appendix_has_its_place_once() -> None:
    rows = rows_on(DUE)
    assert [row.task.id for top in rows for row in (top, *top.below)] == [one.id for one in ninh_son().tasks]
    headings = {one.parent for one in ninh_son().tasks}
    assert [row.task.id for row in leaves(rows)] == [one.id for one in ninh_son().tasks if one.id not in headings]


# ── Who answers ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("I.3", {"noi-vu"}),
        ("III.1", COMMUNES | DEPARTMENTS),
        ("IV.1", DEPARTMENTS),
        ("IV.4b", COMMUNES | DEPARTMENTS),
        ("IV.5", {"noi-vu", "trung-tam-vhtt"}),
        ("IV.4", set()),
    ],
)
def test_a_task_is_led_by_the_units_it_names_and_by_all_of_the_levels_it_names_each_once(
    name: str, units: set[str]
) -> None:
    leads = [unit.id for unit in leads_of(ninh_son(), task(name))]
    assert (len(leads), set(leads)) == (len(units), units)


def test_a_task_for_all_is_led_by_every_unit_below_the_authority() -> None:
    plan = ward_with(lead="all")
    assert [unit.id for unit in leads_of(plan, task("B.1a", plan))] == [
        unit.id for unit in plan.units if unit.id != plan.root.id
    ]


def test_partners_are_named_and_all_are_the_levels_below_the_authority() -> None:
    names = {level.id: level.name for level in ward().levels} | {unit.id: unit.name for unit in ward().units}
    assert partners_of(ward(), task("B.1a", ward())) == (names["team"],)
    plan = ward_with(**{"with": ["kinh-te", "all", "team"]})
    assert partners_of(plan, task("B.1a", plan)) == (names["kinh-te"], names["team"])
    assert partners_of(ninh_son(), task("III.1")) == ("Văn phòng HĐND và UBND huyện",)


def test_a_unit_owes_its_part_while_it_exists_and_not_what_was_due_before_it_began() -> None:
    def owing(plan: Plan, name: str, day: dt.date) -> set[str]:
        units = {part.unit.id for part in row_of(rows_on(day, plan=plan), name).parts}
        return units & {"to-nhon-son", "to-luu-dong"}

    dated = ward_with(lead=["team"])
    assert owing(dated, "B.1a", dt.date(2026, 6, 30)) == {"to-nhon-son"}
    assert owing(dated, "B.1a", dt.date(2026, 7, 1)) == set()
    later = ward_with(lead=["team"], due=dt.date(2026, 9, 30))
    assert owing(later, "B.1a", dt.date(2026, 7, 1)) == {"to-luu-dong"}
    all_year = ward_with(lead=["team"], timing="continuous", due=None)
    assert owing(all_year, "B.1a", dt.date(2026, 6, 30)) == {"to-nhon-son"}
    assert owing(all_year, "B.1a", dt.date(2026, 7, 1)) == {"to-luu-dong"}


def test_a_unit_sees_its_own_parts_the_most_pressing_first_and_then_by_day() -> None:
    progresses = [
        said("II.5", "tu-phap", TaskState.DONE, 100, done_on=DUE),
        said("II.2", "tu-phap", TaskState.DOING, 50),
    ]
    own = rows_of_unit(rows_on(dt.date(2024, 10, 31), *progresses), "tu-phap")
    assert [(row.task.id, part.standing) for row, part in own] == [
        ("II.6", LATE),
        ("II.2", DOING),
        ("II.1", NOT_STARTED),
        ("II.3", NOT_STARTED),
        ("II.4", NOT_STARTED),
        ("III.1", NOT_STARTED),
        ("IV.1", NOT_STARTED),
        ("IV.4b", ON_EVENT),
        ("II.5", DONE),
    ]
    assert {part.unit.id for _, part in own} == {"tu-phap"}


def test_an_indicator_shows_the_tasks_that_serve_it_late_ones_first() -> None:
    serving = rows_of_indicator(rows_on(dt.date(2024, 10, 31)), "par_index")
    assert [(row.task.id, row.standing) for row in serving] == [
        ("I.2a", LATE),
        ("III.6", NOT_STARTED),
        ("I.6", ON_EVENT),
    ]
    assert rows_of_indicator(rows_on(DUE), "ddci") == ()


# ── Evidence ──────────────────────────────────────────────────────────────────


def test_a_file_is_known_by_the_hash_of_its_bytes() -> None:
    file = EvidenceFile.of("ke-hoach.pdf", b"abc")
    assert file.evidence.hash == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (file.evidence.name, file.evidence.size, file.is_whole) == ("ke-hoach.pdf", 3, True)


@pytest.mark.parametrize("changes", [{"hash": "0" * 64}, {"size": 4}])
def test_a_file_that_is_not_what_it_says_is_not_whole(changes: Mapping[str, Any]) -> None:
    file = EvidenceFile.of("ke-hoach.pdf", b"abc")
    assert not replace(file, evidence=replace(file.evidence, **changes)).is_whole
    assert replace(file, evidence=replace(file.evidence, name="khac.pdf")).is_whole
