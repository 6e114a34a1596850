"""Progress of tasks and the files that prove it: nothing is lost, and the history tells what changed."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import Engine, func, select

from kpi.figures import Report, Stamp
from kpi.services.store import StaleTask, Store
from kpi.store import tables
from kpi.store.engine import reading
from kpi.store.sqlstore import SqlStore
from kpi.tasks import Evidence, EvidenceFile, TaskProgress, TaskState
from tests.fakes import FakeStore

PLAN = "ninh-son-2024"
BLANK = TaskProgress(PLAN, "I.2a", "noi-vu")
DOING = replace(BLANK, state=TaskState.DOING, percent=40)
SCAN = EvidenceFile.of("Kế hoạch 118.pdf", b"%PDF-1.7 ke hoach kiem tra")
DONE = replace(
    BLANK,
    state=TaskState.DONE,
    percent=100,
    document_number="118/KH-UBND",
    document_date=dt.date(2024, 4, 10),
    evidence=SCAN.evidence,
    note="Gộp nội dung PAR INDEX",
    done_on=dt.date(2024, 4, 12),
)
THREADS = 8
Save = Callable[..., Report]


def test_nothing_was_said_of_any_task_at_first(store: SqlStore) -> None:
    assert store.task_progress(PLAN) == []
    assert store.evidence(SCAN.evidence.hash) is None


def test_a_progress_comes_back_as_it_was_saved_with_its_author_and_the_next_version(
    store: SqlStore, stamp: Stamp
) -> None:
    saved = store.save_task(DONE, stamp, evidence=SCAN)
    assert saved == replace(DONE, version=1, saved_at=stamp.at, saved_by=stamp.who)
    assert store.task_progress(PLAN) == [saved]
    assert store.evidence(SCAN.evidence.hash) == SCAN


def test_the_time_is_kept_in_utc_wherever_the_clock_hangs(store: SqlStore, stamp: Stamp) -> None:
    local = replace(stamp, at=stamp.at.astimezone(dt.timezone(dt.timedelta(hours=7))))
    saved_at = store.save_task(DOING, local).saved_at
    assert saved_at is not None
    assert (saved_at, saved_at.tzinfo) == (stamp.at, dt.UTC)


def test_each_unit_has_its_own_part_and_each_plan_its_own_tasks(store: SqlStore, stamp: Stamp) -> None:
    parts = [("III.1", "22831"), ("III.1", "22810"), ("I.2", "noi-vu")]
    for task, unit in parts:
        store.save_task(TaskProgress(PLAN, task, unit, TaskState.DOING, 10), stamp)
    store.save_task(TaskProgress("ninh-son-2025", "I.2", "noi-vu", TaskState.DOING, 20), stamp)
    assert [(one.task, one.unit) for one in store.task_progress(PLAN)] == sorted(parts)
    assert [one.percent for one in store.task_progress("ninh-son-2025")] == [20]


def test_of_two_who_opened_the_same_part_the_second_learns_what_the_first_saved(store: SqlStore, stamp: Stamp) -> None:
    first = store.save_task(DOING, stamp)
    with pytest.raises(StaleTask) as stale:
        store.save_task(replace(DONE, evidence=None), stamp)
    assert stale.value.current == first
    assert store.task_progress(PLAN) == [first]
    assert store.data_version() == 1
    assert store.save_task(replace(first, percent=60), stamp).version == 2


def test_a_version_that_was_never_saved_is_stale_too(store: SqlStore, stamp: Stamp) -> None:
    with pytest.raises(StaleTask) as stale:
        store.save_task(replace(DOING, version=3), stamp)
    assert stale.value.current == BLANK


def test_a_stale_save_does_not_leave_its_file_behind(store: SqlStore, stamp: Stamp) -> None:
    store.save_task(DOING, stamp)
    with pytest.raises(StaleTask):
        store.save_task(DONE, stamp, evidence=SCAN)
    assert store.evidence(SCAN.evidence.hash) is None


def test_what_changes_nothing_writes_nothing(store: SqlStore, stamp: Stamp) -> None:
    assert store.save_task(BLANK, stamp) == BLANK
    assert (store.task_progress(PLAN), store.data_version()) == ([], 0)
    saved = store.save_task(DONE, stamp, evidence=SCAN)
    later = replace(stamp, who="Chamaléa Hương", at=stamp.at + dt.timedelta(days=1))
    assert store.save_task(saved, later) == saved
    assert store.save_task(replace(saved, evidence=None), later, evidence=SCAN) == saved
    assert (store.task_progress(PLAN), store.data_version()) == ([saved], 1)


def test_a_file_is_the_evidence_whatever_the_progress_says(store: SqlStore, stamp: Stamp) -> None:
    assert store.save_task(DOING, stamp, evidence=SCAN).evidence == SCAN.evidence


def test_the_same_file_is_kept_once_and_each_part_calls_it_by_its_own_name(
    engine: Engine, store: SqlStore, stamp: Stamp
) -> None:
    copy = EvidenceFile.of("ban-sao.pdf", SCAN.content)
    store.save_task(DONE, stamp, evidence=SCAN)
    store.save_task(replace(DONE, unit="tu-phap"), stamp, evidence=copy)
    names = [one.evidence.name for one in store.task_progress(PLAN) if one.evidence is not None]
    assert names == ["Kế hoạch 118.pdf", "ban-sao.pdf"]
    assert store.evidence(copy.evidence.hash) == SCAN
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(tables.evidence)) == 1


def test_a_file_that_was_replaced_can_still_be_read(store: SqlStore, stamp: Stamp) -> None:
    saved = store.save_task(DONE, stamp, evidence=SCAN)
    newer = EvidenceFile.of("Kế hoạch 118 (ký số).pdf", b"%PDF-1.7 da ky so")
    saved = store.save_task(saved, stamp, evidence=newer)
    assert saved.evidence == newer.evidence
    assert store.save_task(replace(saved, evidence=None), stamp).evidence is None
    assert (store.evidence(SCAN.evidence.hash), store.evidence(newer.evidence.hash)) == (SCAN, newer)


def test_a_file_of_any_bytes_comes_back_byte_by_byte(store: SqlStore, stamp: Stamp) -> None:
    content = bytes(range(256)) * 4_000 + b"\x00"
    file = EvidenceFile.of("ảnh chụp.jpg", content)
    store.save_task(DOING, stamp, evidence=file)
    found = store.evidence(file.evidence.hash)
    assert found is not None
    assert (found.content == content, found.evidence.size) == (True, 1_024_001)


@pytest.mark.parametrize(
    "file",
    [
        replace(SCAN, content=b"%PDF-1.7 tep khac"),
        replace(SCAN, evidence=replace(SCAN.evidence, size=3)),
        replace(SCAN, evidence=replace(SCAN.evidence, hash="0" * 64)),
    ],
    ids=["other-bytes", "another-size", "another-hash"],
)
def test_a_file_that_is_not_what_it_says_is_not_kept(store: SqlStore, stamp: Stamp, file: EvidenceFile) -> None:
    with pytest.raises(ValueError, match="not the bytes"):
        store.save_task(DOING, stamp, evidence=file)
    assert (store.task_progress(PLAN), store.data_version()) == ([], 0)
    assert store.evidence(file.evidence.hash) is None


def test_evidence_whose_bytes_nobody_brought_is_no_evidence(store: SqlStore, stamp: Stamp) -> None:
    with pytest.raises(ValueError, match="nobody brought"):
        store.save_task(DONE, stamp)
    assert (store.task_progress(PLAN), store.data_version()) == ([], 0)
    store.save_task(DOING, stamp, evidence=SCAN)
    assert store.save_task(replace(DONE, unit="tu-phap"), stamp).evidence == SCAN.evidence


def test_the_history_tells_the_fields_that_changed_in_one_order(store: SqlStore, stamp: Stamp) -> None:
    saved = store.save_task(DONE, stamp, evidence=SCAN)
    (revision,) = store.revisions()
    assert (revision.action, revision.stamp) == ("task", stamp)
    assert (revision.unit, revision.subject, revision.part, revision.month) == ("noi-vu", "I.2a", PLAN, None)
    assert revision.before == (
        '{"state":"not_started","percent":0,"document_number":"","document_date":null,"evidence":null,"note":"",'
        '"done_on":null}'
    )
    assert revision.after == (
        '{"state":"done","percent":100,"document_number":"118/KH-UBND","document_date":"2024-04-10",'
        f'"evidence":{{"hash":"{SCAN.evidence.hash}","name":"Kế hoạch 118.pdf"}},'
        '"note":"Gộp nội dung PAR INDEX","done_on":"2024-04-12"}'
    )
    store.save_task(replace(saved, note="Đã gộp", document_number="118/KH-UBND-HC"), stamp)
    latest = store.revisions(subjects=["I.2a"], unit="noi-vu")[0]
    assert (latest.before, latest.after) == (
        '{"document_number":"118/KH-UBND","note":"Gộp nội dung PAR INDEX"}',
        '{"document_number":"118/KH-UBND-HC","note":"Đã gộp"}',
    )
    assert store.first_broken_revision() is None


def test_a_task_makes_the_data_version_grow_and_brings_no_figures(store: SqlStore, save: Save, stamp: Stamp) -> None:
    save(store, {"resolved_late": 3})
    store.save_task(DOING, stamp)
    assert store.data_version() == 2
    assert store.changes_since(1) == store.changes_since(1, approved=True) == (2, [], [])
    assert store.is_empty() is False


def test_of_many_who_save_one_part_at_once_one_has_saved_it(
    url: str, store: SqlStore, connect: Callable[[str], Engine], stamp: Stamp
) -> None:
    stores = [store, SqlStore(connect(url))]
    barrier = Barrier(THREADS)

    def save(person: int) -> int:
        barrier.wait()
        try:
            return stores[person % 2].save_task(replace(DOING, percent=person + 1), stamp).percent
        except StaleTask as stale:
            return -stale.current.percent

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(save, range(THREADS)))
    (winner,) = [answer for answer in answers if answer > 0]
    assert sorted(answers) == [-winner] * (THREADS - 1) + [winner]
    assert [one.percent for one in store.task_progress(PLAN)] == [winner]
    assert (store.data_version(), store.first_broken_revision()) == (1, None)


@pytest.mark.parametrize("text", ["'; DROP TABLE task_progress; --", "%", "Xã Ma Nới ở đầu nguồn\n", "x" * 10_000])
def test_whatever_a_unit_writes_stays_data(store: SqlStore, stamp: Stamp, text: str) -> None:
    file = EvidenceFile.of(text, b"%PDF-")
    saved = store.save_task(replace(DOING, unit=text, note=text, document_number=text), stamp, evidence=file)
    assert store.task_progress(PLAN) == [saved]
    assert store.task_progress(text) == []
    assert store.evidence(text) is None


def story(store: Store, stamp: Stamp) -> list[object]:
    """A little of everything, and what each step answers."""
    told: list[object] = []

    def tell(progress: TaskProgress, file: EvidenceFile | None = None) -> None:
        try:
            told.append(store.save_task(progress, stamp, evidence=file))
        except StaleTask as stale:
            told.append(("stale", stale.current))
        except ValueError as wrong:
            told.append(str(wrong))

    tell(BLANK)
    tell(DONE)
    tell(DOING, SCAN)
    tell(DOING)
    tell(replace(DONE, version=1, evidence=replace(SCAN.evidence, size=1)))
    tell(replace(DONE, version=1))
    tell(replace(DONE, version=2), replace(SCAN, content=b"khac"))
    tell(replace(DONE, version=2, note=""), EvidenceFile.of("moi.pdf", SCAN.content))
    tell(replace(DONE, unit="tu-phap", evidence=Evidence("0" * 64, "la.pdf", 1)))
    return [*told, store.task_progress(PLAN), store.evidence(SCAN.evidence.hash), store.revisions()]


def test_the_store_in_memory_keeps_the_same_promises(store: SqlStore, stamp: Stamp) -> None:
    assert story(FakeStore(), stamp) == story(store, stamp)
