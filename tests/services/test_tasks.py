"""A lead unit says where its part of a task stands: who may, what is refused, and what two editors lose (nothing)."""

import datetime as dt
import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest

from kpi.access import Person, Role
from kpi.errors import Refused
from kpi.months import Month
from kpi.services import tasks
from kpi.services.evidence import LARGEST
from kpi.services.product import Product
from kpi.services.view import View
from kpi.tasks import TaskProgress, TaskStanding, TaskState, leaves
from tests.builders import reports
from tests.office import (
    ADMINISTRATOR,
    APPROVED,
    CHAIRMAN,
    COLLEAGUE,
    COORDINATOR,
    EVERY_FIGURE,
    MA_NOI,
    MY_SON,
    NOW,
    OFFICER,
    demonstration,
    ninh_son,
    product,
    with_accounts,
)

REVIEW_OF_PROCEDURES = "III.1"
"""Every department and commune answers for its part."""
TRAINING_PLAN = "V.2"
"""Phòng Nội vụ alone, due on 31/03/2024."""
HEADING = "I.2"
CLERK = Person("Lưu Thị Ngọc", Role.REPORTER, "noi-vu", "ngoc.luu")
TODAY = dt.date(2024, 4, 3)
PDF = b"%PDF-1.7 ke hoach"


def office() -> Product:
    return with_accounts(product(ninh_son()))


def save(made: Product, person: Person = OFFICER, **said: Any) -> TaskProgress:
    """Save a part of the review of procedures by Ma Nới, being done, unless it says otherwise."""
    first: dict[str, Any] = {
        "task": REVIEW_OF_PROCEDURES,
        "unit": MA_NOI,
        "state": TaskState.DOING,
        "percent": 40,
        "document_number": "",
        "document_date": None,
        "done_on": None,
        "note": "",
        "evidence": None,
        "remove_evidence": False,
        "version": 0,
    }
    return tasks.save_progress(made, person, **(first | said))


def refusal(made: Product, person: Person = OFFICER, **said: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        save(made, person, **said)
    assert made.store.task_progress(made.plan.id) == [] or "version" in said, "a refusal saves nothing"
    return refused.value


def office_file(folder: str) -> bytes:
    """The smallest document that Word or Excel would know as its own."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr(f"{folder}document.xml", "<w/>")
    return content.getvalue()


def test_a_reporter_saves_the_part_of_the_own_unit_and_the_history_tells_it() -> None:
    made = office()
    saved = save(made, note="  Chờ ý kiến Phòng Tư pháp ", document_number=" 45/BC-UBND ")
    assert (saved.version, saved.saved_by, saved.saved_at) == (1, OFFICER.login, NOW)
    assert (saved.note, saved.document_number) == ("Chờ ý kiến Phòng Tư pháp", "45/BC-UBND")
    assert list(made.store.task_progress(made.plan.id)) == [saved]
    (revision,) = made.store.revisions(unit=MA_NOI)
    assert (revision.action, revision.subject, revision.stamp.origin) == ("task", REVIEW_OF_PROCEDURES, "form")


@pytest.mark.parametrize("person", [CHAIRMAN, ADMINISTRATOR, Person("Đạo Thanh Hà", Role.REPORTER, MY_SON, "ha.dao")])
def test_nobody_else_but_the_coordinator_saves_it(person: Person) -> None:
    made = office()
    assert refusal(made, person).code == "may_not_update_task"
    assert save(made, COORDINATOR).saved_by == COORDINATOR.login


def test_who_may_update_is_who_may_save() -> None:
    made = office()
    asked = [(MA_NOI, REVIEW_OF_PROCEDURES), (MY_SON, REVIEW_OF_PROCEDURES), ("noi-vu", HEADING), (MA_NOI, "V.2")]
    of_officer = [tasks.may_update(made, OFFICER, task, unit) for unit, task in asked]
    of_coordinator = [tasks.may_update(made, COORDINATOR, task, unit) for unit, task in asked]
    assert of_officer == [True, False, False, False]
    assert of_coordinator == [True, True, False, False]


@pytest.mark.parametrize(
    ("task", "unit"), [("X.9", MA_NOI), (TRAINING_PLAN, MA_NOI), (HEADING, "noi-vu"), ("III.1", "x")]
)
def test_a_part_that_the_plan_does_not_give_is_refused(task: str, unit: str) -> None:
    assert refusal(office(), COORDINATOR, task=task, unit=unit).code == "task_unknown"


def outcome(state: TaskState, percent: int) -> str:
    """The code of the refusal of a state with a percentage, "" where it is saved."""
    try:
        save(office(), state=state, percent=percent, done_on=TODAY)
    except Refused as refused:
        return refused.code
    return ""


def test_a_state_goes_with_its_own_percentages_and_no_other() -> None:
    outcomes = {(state, percent): outcome(state, percent) for state in TaskState for percent in range(-1, 102)}
    being_done = [(TaskState.DOING, percent) for percent in range(100)]
    allowed = [(TaskState.NOT_STARTED, 0), *being_done, (TaskState.DONE, 100)]
    assert [asked for asked, code in outcomes.items() if not code] == allowed
    outside = {asked: code for asked, code in outcomes.items() if asked[1] in {-1, 101}}
    assert set(outside.values()) == {"task_percent"}
    others = {code for asked, code in outcomes.items() if asked not in outside and asked not in allowed}
    assert others == {"task_percent_done"}


DONE: dict[str, Any] = {"state": TaskState.DONE, "percent": 100, "done_on": TODAY}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (DONE | {"done_on": None}, "task_done_on_missing"),
        (DONE | {"done_on": dt.date(2024, 4, 4)}, "task_done_on_future"),
        ({"document_date": dt.date(2024, 4, 4)}, "task_document_date_future"),
        ({"document_number": "4" * 101}, "task_document_number_long"),
        ({"note": "a" * 501}, "task_note_long"),
        ({"evidence": ("anh.png", b"\x89PNG\r\n\x1a\n" + b"0" * LARGEST)}, "evidence_too_large"),
    ],
)
def test_what_cannot_be_so_is_refused_and_nothing_is_saved(said: dict[str, Any], code: str) -> None:
    assert refusal(office(), **said).code == code


def test_today_is_no_future_and_begins_at_midnight_in_vietnam() -> None:
    made = replace(office(), clock=lambda: dt.datetime(2024, 4, 2, 17, 30, tzinfo=dt.UTC))
    assert save(made, **DONE, document_date=TODAY).done_on == TODAY


def test_the_day_of_completion_goes_when_the_part_is_opened_again() -> None:
    made = office()
    save(made, **DONE)
    assert save(made, percent=90, done_on=TODAY, version=1).done_on is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Kế hoạch 45.pdf", PDF),
        ("Báo cáo.DOCX", office_file("word/")),
        ("Danh sách.xlsx", office_file("xl/")),
        ("ảnh.png", b"\x89PNG\r\n\x1a\n..."),
        ("ảnh.jpg", b"\xff\xd8\xff\xe0..."),
        ("ảnh.jpeg", b"\xff\xd8\xff\xe1..."),
    ],
)
def test_evidence_is_kept_under_its_name_and_read_by_everybody(name: str, content: bytes) -> None:
    made = office()
    evidence = save(made, evidence=(name, content)).evidence
    assert evidence is not None
    assert (evidence.name, evidence.size) == (name, len(content))
    found = tasks.evidence_of(made, CHAIRMAN, evidence.hash)
    assert found is not None
    assert found.content == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Kế hoạch.pdf", b"<html><script>alert(1)</script>"),
        ("Kế hoạch.html", PDF),
        ("Kế hoạch.pdf.exe", b"MZ"),
        (".pdf", PDF),
        ("pdf", PDF),
        ("Kế hoạch.pdf", b""),
        ("Báo cáo.docx", office_file("xl/")),
        ("Báo cáo.docx", b"PK\x03\x04 no archive"),
        ("Báo cáo.xlsx", PDF),
        ("ảnh.png", b"\xff\xd8\xff\xe0"),
        ("ảnh.svg", b"<svg onload='alert(1)'/>"),
    ],
)
def test_a_file_is_taken_only_when_its_name_and_its_bytes_agree(name: str, content: bytes) -> None:
    assert refusal(office(), evidence=(name, content)).code == "evidence_kind"


def test_a_name_keeps_no_folder_no_control_character_and_no_more_than_it_may() -> None:
    made = office()
    evidence = save(made, evidence=("..\\../tài liệu\r\n\u202e" + "a" * 300 + ".pdf", PDF)).evidence
    assert evidence is not None
    assert evidence.name == "tài liệu" + "a" * 108 + ".pdf"
    assert len(evidence.name) == 120


def test_evidence_stays_until_it_is_removed_or_replaced() -> None:
    made = office()
    first = save(made, evidence=("a.pdf", PDF)).evidence
    assert save(made, percent=50, version=1).evidence == first
    second = save(made, evidence=("b.pdf", PDF + b"2"), version=2, percent=50).evidence
    assert second is not None
    assert second.name == "b.pdf"
    assert save(made, percent=50, remove_evidence=True, version=3).evidence is None
    assert first is not None
    assert tasks.evidence_of(made, OFFICER, first.hash) is not None, "the history still refers to it"


@pytest.mark.parametrize("asked", ["", "0" * 64, "../../kpi.sqlite", "A" * 64, "0" * 63 + "\n"])
def test_a_file_that_nobody_brought_is_not_there(asked: str) -> None:
    assert tasks.evidence_of(office(), CHAIRMAN, asked) is None


def test_the_second_of_two_editors_gets_both_and_may_then_save_over_it() -> None:
    made = office()
    theirs = save(made, COLLEAGUE, percent=60, evidence=("a.pdf", PDF))
    stale = refusal(made, percent=80, note="Đã trình", version=0)
    assert stale.code == "task_changed_meanwhile"
    assert stale.details["who"] == COLLEAGUE.name
    assert stale.details["current"] == theirs
    wanted = stale.details["wanted"]
    assert isinstance(wanted, TaskProgress)
    assert (wanted.percent, wanted.note) == (80, "Đã trình")
    again = save(made, percent=80, note="Đã trình", version=theirs.version)
    assert (again.version, again.percent, again.evidence) == (2, 80, theirs.evidence)


def test_what_changes_nothing_is_not_saved_again() -> None:
    made = office()
    first = save(made)
    assert save(made, version=1) == first
    assert len(made.store.revisions(unit=MA_NOI)) == 1


@pytest.mark.parametrize(
    ("made", "view", "month", "day"),
    [
        (product(ninh_son()), APPROVED, Month(2024, 3), TODAY),
        (product(ninh_son(), reports(MA_NOI, "2024-03", postal=7)), EVERY_FIGURE, Month(2024, 3), TODAY),
        (product(ninh_son(), reports(MA_NOI, "2024-03", postal=7)), EVERY_FIGURE, Month(2024, 2), dt.date(2024, 2, 29)),
        (product(ninh_son(), reports(MA_NOI, "2024-03", postal=7)), APPROVED, Month(2024, 2), TODAY),
        (demonstration(), APPROVED, Month(2024, 10), dt.date(2024, 10, 31)),
    ],
)
def test_tasks_are_judged_today_unless_the_month_lies_behind(
    made: Product, view: View, month: Month, day: dt.date
) -> None:
    assert tasks.task_day(made, month, view=view) == day


def test_the_tasks_of_the_plan_carry_what_was_saved() -> None:
    made = office()
    save(made, CLERK, task=TRAINING_PLAN, unit="noi-vu", **DONE)
    rows = {row.task.id: row for row in leaves(tasks.plan_tasks(made, TODAY))}
    assert (rows[TRAINING_PLAN].standing, rows[TRAINING_PLAN].parts[0].late_days) == (TaskStanding.DONE, 3)
    assert (rows["II.6"].standing, rows["II.6"].late_days) == (TaskStanding.LATE, 3)
    the_day_before = {row.task.id: row for row in leaves(tasks.plan_tasks(made, dt.date(2024, 4, 2)))}
    assert the_day_before[TRAINING_PLAN].standing is TaskStanding.LATE


@pytest.mark.parametrize("text", ["31/2/2024", "5/3/24", "hôm qua", "2024-03-05", "5/3/0224", "٥/٣/٢٠٢٤"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        tasks.read_day(text)
    assert (refused.value.code, refused.value.details) == ("day_unreadable", {"text": text})


@pytest.mark.parametrize("text", ["", "40,5", "-1", "bốn mươi", "1000", "4 0"])
def test_what_is_no_whole_percentage_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        tasks.read_percent(text)
    assert refused.value.code == "task_percent"
