"""What is said of tasks and notes, word for word."""

import datetime as dt
import json
from typing import Any

import pytest

from kpi.figures import Revision, Stamp
from kpi.months import Month
from kpi.notes import Note, NoteKind
from kpi.tasks import Evidence, TaskProgress, TaskStanding, TaskState, leaves, task_rows
from kpi.wording import history_words, note_words, task_revisions, task_words
from tests.office import COORDINATOR, EVERYBODY, MA_NOI, MARCH, OFFICER, ninh_son

AT = dt.datetime(2024, 4, 3, 2, 30, tzinfo=dt.UTC)
NAMES = {person.login: person.name for person in EVERYBODY}
MARCH_28 = dt.date(2024, 3, 28)
PUBLISHING = "III.2 “Công bố thủ tục hành chính và quy trình nội bộ giải quyết thủ tục hành chính các cấp”"


def told(action: str, before: Any, after: Any, **of: Any) -> str:
    """The sentence of a revision by the coordinator, of the task III.2 unless it says otherwise."""
    said: dict[str, Any] = {"unit": "van-phong", "month": None, "subject": "III.2", "part": "ninh-son-2024"} | of
    was, now = (None if fields is None else json.dumps(fields) for fields in (before, after))
    revision = Revision(7, Stamp(COORDINATOR.login, AT, "form"), action, before=was, after=now, **said)
    return history_words.sentence(ninh_son(), revision, NAMES)


def test_a_finished_task_is_told_with_its_day_and_its_document() -> None:
    before = {"state": "doing", "percent": 40, "document_number": "", "done_on": None}
    after = {"state": "done", "percent": 100, "document_number": "45/BC-UBND", "done_on": "2024-03-28"}
    assert told("task", before, after) == (
        f"Văn phòng HĐND và UBND huyện cập nhật nhiệm vụ {PUBLISHING}: "
        "40\u00a0% → 100\u00a0%, hoàn thành ngày 28/03/2024, văn bản 45/BC-UBND."
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({"state": "not_started", "percent": 0}, {"state": "doing", "percent": 40}, "0 % → 40 %, đang thực hiện"),
        ({"state": "not_started"}, {"state": "doing"}, "đang thực hiện"),
        (
            {"state": "done", "percent": 100, "done_on": "2024-03-28"},
            {"state": "not_started", "percent": 0, "done_on": None},
            "100 % → 0 %, chưa bắt đầu",
        ),
        (
            {"document_number": "", "document_date": None},
            {"document_number": "45/BC-UBND", "document_date": "2024-03-28"},
            "văn bản 45/BC-UBND ngày 28/03/2024",
        ),
        ({"document_date": None}, {"document_date": "2024-03-28"}, "ngày văn bản 28/03/2024"),
        ({"document_date": "2024-03-28"}, {"document_date": None}, "bỏ ngày văn bản"),
        ({"document_number": "45/BC-UBND"}, {"document_number": ""}, "bỏ số văn bản 45/BC-UBND"),
        ({"evidence": None}, {"evidence": {"hash": "a", "name": "kế hoạch.pdf"}}, "tệp “kế hoạch.pdf”"),
        ({"evidence": {"hash": "a", "name": "a.pdf"}}, {"evidence": None}, "bỏ tệp “a.pdf”"),
        (
            {"evidence": {"hash": "a", "name": "a.pdf"}},
            {"evidence": {"hash": "b", "name": "b.pdf"}},
            "thay tệp “a.pdf” bằng “b.pdf”",
        ),
        ({"note": ""}, {"note": "Đã trình"}, "ghi chú “Đã trình”"),
        ({"note": "Đã trình"}, {"note": ""}, "bỏ ghi chú “Đã trình”"),
        ({"done_on": "2024-03-27"}, {"done_on": "2024-03-28"}, "hoàn thành ngày 28/03/2024"),
    ],
)
def test_each_change_of_a_task_is_told(before: dict[str, Any], after: dict[str, Any], said: str) -> None:
    assert task_revisions.changes(before, after).replace("\u00a0", " ") == said


def test_a_long_task_is_named_by_its_beginning_and_one_of_another_plan_by_its_number() -> None:
    assert task_revisions.task_name(ninh_son(), "II.1") == (
        "II.1 “Kế hoạch rà soát, hệ thống hóa văn bản quy phạm pháp luật”"
    )
    assert task_revisions.task_name(ninh_son(), "IV.7") == (
        "IV.7 “Tiếp tục triển khai Nghị quyết số 1211/2016/UBTVQH13 ngày 25/5/2016 của Ủy ban Thường vụ…”"
    )
    sentence = told("task", {"percent": 0}, {"percent": 40}, part="ninh-son-2023")
    assert sentence.startswith("Văn phòng HĐND và UBND huyện cập nhật nhiệm vụ III.2: 0")


@pytest.mark.parametrize(
    ("kind", "scope", "noted", "withdrawn"),
    [
        ("remark", "all", "ghi chú", "thu hồi ghi chú"),
        ("event", "commune", "ghi sự kiện", "thu hồi sự kiện"),
        (
            "rebase",
            MA_NOI,
            "đặt mốc tính lại biểu đồ kiểm soát",
            "thu hồi mốc tính lại biểu đồ kiểm soát",
        ),
    ],
)
def test_a_note_is_told_with_where_it_stands(kind: str, scope: str, noted: str, withdrawn: str) -> None:
    of = {"unit": scope, "month": MARCH, "subject": "on_time", "part": ""}
    note = {"number": 3, "kind": kind, "text": "Mất kết nối sáu ngày"}
    name = {"all": "Ủy ban nhân dân huyện Ninh Sơn", "commune": "Cấp xã", MA_NOI: "Xã Ma Nới"}[scope]
    where = f"tháng 3/2024 của chỉ tiêu “Đúng hạn”, {name}: “Mất kết nối sáu ngày”."
    assert told("note", None, note, **of) == f"Nguyễn Văn Tâm {noted} {where}"
    assert told("note_withdrawn", note, None, **of) == f"Nguyễn Văn Tâm {withdrawn} {where}"


def test_every_standing_state_and_kind_has_its_word_and_its_own_symbol() -> None:
    assert set(task_words.STANDINGS) == set(task_words.SYMBOLS) == set(TaskStanding)
    assert len(set(task_words.SYMBOLS.values())) == len(TaskStanding)
    assert set(task_words.STATES) == set(TaskState)
    assert set(note_words.KINDS) == set(note_words.SYMBOLS) == set(NoteKind)


@pytest.mark.parametrize(
    ("days", "standing", "said"),
    [
        (0, TaskStanding.DOING, ""),
        (3, TaskStanding.LATE, "trễ 3 ngày"),
        (3, TaskStanding.DONE, "xong trễ 3 ngày"),
        (0, TaskStanding.DONE, ""),
    ],
)
def test_lateness_is_said_of_what_is_late_and_of_what_was(days: int, standing: TaskStanding, said: str) -> None:
    assert task_words.late(days, standing) == said


@pytest.mark.parametrize(
    ("task", "said", "done"),
    [
        ("V.2", "Phòng Nội vụ", ""),
        ("III.1", "Phòng, ban cấp huyện; Cấp xã", "0/16 đơn vị hoàn thành"),
        ("IV.5", "Phòng Nội vụ; Đơn vị sự nghiệp công lập", "0/2 đơn vị hoàn thành"),
        ("IV.1", "Phòng Nội vụ; Phòng, ban cấp huyện", "0/8 đơn vị hoàn thành"),
    ],
)
def test_leads_are_units_by_name_and_levels_as_a_whole(task: str, said: str, done: str) -> None:
    rows = {row.task.id: row for row in leaves(task_rows(ninh_son(), {}, MARCH_28))}
    assert (task_words.leads(ninh_son(), rows[task]), task_words.done_of(rows[task])) == (said, done)


def test_a_part_is_laid_beside_another_version_of_it_field_by_field() -> None:
    progress = TaskProgress("ninh-son-2024", "III.2", "van-phong", TaskState.DONE, 100, "45/BC-UBND", MARCH_28)
    fields = dict(task_words.fields(progress))
    assert fields == {
        "Trạng thái": "Hoàn thành",
        "Tiến độ": "100\u00a0%",
        "Hoàn thành": "–",
        "Văn bản": "45/BC-UBND ngày 28/03/2024",
        "Ghi chú": "–",
        "Minh chứng": "–",
    }
    proved = TaskProgress("p", "III.2", "van-phong", evidence=Evidence("a", "kế hoạch.pdf", 9))
    assert dict(task_words.fields(proved))["Minh chứng"] == "kế hoạch.pdf"


def test_who_saved_a_part_is_said_by_name_and_by_the_clock_of_vietnam() -> None:
    part = TaskProgress("p", "III.2", "van-phong", version=1, saved_at=AT, saved_by=OFFICER.login)
    assert task_words.saved(part, NAMES) == "09:30 ngày 03/04/2024, Kator Thị Mai"
    assert task_words.saved(TaskProgress("p", "III.2", "van-phong"), NAMES) == "chưa cập nhật lần nào"


def test_a_note_is_signed_and_stands_on_a_list_with_its_month() -> None:
    note = Note("p", "on_time", MA_NOI, Month(2024, 3), NoteKind.EVENT, "Mất kết nối", OFFICER.login, AT, 3)
    assert note_words.line(note) == "T3/2024 · Sự kiện: Mất kết nối"
    assert note_words.signature(note, NAMES) == "Kator Thị Mai, 09:30 ngày 03/04/2024"
