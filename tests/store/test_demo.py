"""Demonstration figures: into an empty store, out of a demonstration store, never mixed up with real ones."""

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy.exc import IntegrityError

from kpi.access import Role
from kpi.accounts import Account, PlanFile, SignIn
from kpi.figures import Figure, FigureKey, FigureRow, Report, ReportState, Stamp
from kpi.months import Month
from kpi.notes import Note, NoteKind
from kpi.services.store import NotDemo, NotEmpty
from kpi.store.sqlstore import SqlStore
from kpi.tasks import EvidenceFile, TaskProgress, TaskState
from tests.fakes import FakeStore

MARCH = Month(2024, 3)
PLAN = "ninh-son-2024"
PART = TaskProgress(PLAN, "III.1", "22828", TaskState.DOING, 40)
NOTE = Note(PLAN, "on_time", "22828", MARCH, NoteKind.EVENT, "Mất điện")
FIGURES = [
    Figure(FigureKey("22828", "resolved_late", MARCH), 3),
    Figure(FigureKey("22810", "resolved_late", MARCH), None),
]
REPORTS = [Report("22828", MARCH, ReportState.APPROVED, explanations={"resolved": "Đúng"}), Report("22810", MARCH)]
Save = Callable[..., Report]


@pytest.fixture
def demo(stamp: Stamp) -> Stamp:
    return Stamp("Quản trị", stamp.at, "demo")


def test_a_new_store_is_empty_and_not_for_demonstration(store: SqlStore) -> None:
    assert store.is_empty()
    assert not store.is_demo()


def test_demonstration_figures_come_with_their_reports_and_one_revision(store: SqlStore, demo: Stamp) -> None:
    store.fill_demo(iter(FIGURES), iter(REPORTS), demo)
    assert store.is_demo()
    assert not store.is_empty()
    version, rows = store.read_figures()
    assert (version, len(list(rows))) == (1, 2)
    report = store.report("22828", MARCH)
    assert report == Report("22828", MARCH, ReportState.APPROVED, 1, demo.at, "Quản trị", {"resolved": "Đúng"})
    (revision,) = store.revisions()
    assert (revision.action, revision.before, revision.after, revision.month) == ("demo_filled", None, "2", None)


def test_removing_them_leaves_only_the_history(store: SqlStore, demo: Stamp) -> None:
    store.fill_demo(FIGURES, REPORTS, demo)
    store.keep_draft("22828", MARCH, "Kator Thị Mai", {"resolved_late": "4"})
    store.remove_demo(demo)
    assert store.is_empty()
    assert not store.is_demo()
    assert store.report("22828", MARCH) == Report("22828", MARCH)
    assert store.draft("22828", MARCH, "Kator Thị Mai") == {}
    assert [(item.action, item.before, item.after) for item in store.revisions()] == [
        ("demo_removed", "2", None),
        ("demo_filled", None, "2"),
    ]
    assert store.first_broken_revision() is None


def test_they_can_be_filled_in_again(store: SqlStore, demo: Stamp) -> None:
    for _ in range(2):
        store.fill_demo(FIGURES, REPORTS, demo)
        assert store.is_demo()
        store.remove_demo(demo)
    assert store.data_version() == 4


def test_real_figures_do_not_get_demonstration_figures_beside_them(store: SqlStore, save: Save, demo: Stamp) -> None:
    save(store, {"resolved_late": 5})
    with pytest.raises(NotEmpty):
        store.fill_demo(FIGURES, REPORTS, demo)
    rows = store.read_figures()[1]
    assert list(rows) == [FigureRow("22828", "resolved_late", MARCH.ordinal, "", 5.0)]


def test_a_report_without_figures_is_not_empty_either(store: SqlStore, save: Save, demo: Stamp) -> None:
    save(store, {})
    with pytest.raises(NotEmpty):
        store.fill_demo(FIGURES, REPORTS, demo)


def test_real_figures_are_not_removed_as_demonstration_figures(store: SqlStore, save: Save, demo: Stamp) -> None:
    save(store, {"resolved_late": 5})
    with pytest.raises(NotDemo):
        store.remove_demo(demo)
    assert not store.is_empty()


def test_a_demonstration_that_names_a_figure_twice_is_not_filled_in_at_all(store: SqlStore, demo: Stamp) -> None:
    with pytest.raises(IntegrityError):
        store.fill_demo([*FIGURES, FIGURES[0]], REPORTS, demo)
    assert store.is_empty()
    assert store.data_version() == 0


def test_a_filled_or_removed_demonstration_must_be_read_again_as_a_whole(
    store: SqlStore, save: Save, demo: Stamp
) -> None:
    store.fill_demo(FIGURES, REPORTS, demo)
    assert store.changes_since(0) is None
    assert store.changes_since(1) == (1, [], [])
    save(store, {"resolved_late": 4})
    assert store.changes_since(1) is not None
    store.remove_demo(demo)
    assert store.changes_since(2) is None


def test_accounts_sessions_and_plans_outlive_a_demonstration(store: SqlStore, demo: Stamp) -> None:
    mai = Account("mai.kator", "Kator Thị Mai", Role.ADMINISTRATOR, created_at=demo.at)
    session = SignIn("9f86d0", mai.login, demo.at, demo.at, "10.0.0.7", "Firefox")
    plan = PlanFile("ninh-son-2024", "Kế hoạch 395", 'id = "ninh-son-2024"', "ab12", demo.at)
    store.add_account(mai, demo)
    store.open_session(session, of=mai)
    store.note_failure("login:mai.kator", demo.at, forget_before=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    store.activate_plan(plan, demo)
    assert store.is_empty()
    store.fill_demo(FIGURES, REPORTS, demo)
    store.remove_demo(demo)
    assert (store.accounts(), store.sessions(), store.active_plan()) == ([mai], [session], plan)
    assert store.attempts("login:mai.kator").failures == 1
    assert store.first_broken_revision() is None


def test_only_the_approved_reports_of_a_demonstration_count_as_approved(store: SqlStore, demo: Stamp) -> None:
    store.fill_demo(FIGURES, REPORTS, demo)
    version, rows = store.read_figures(approved=True)
    assert (version, [row.unit for row in rows]) == (1, ["22828"])
    assert store.changes_since(0, approved=True) is None
    assert store.changes_since(1, approved=True) == (1, [], [])
    assert store.used_names() == (frozenset({"22810", "22828"}), frozenset({"resolved_late"}), frozenset())
    store.remove_demo(demo)
    assert store.used_names() == (frozenset(), frozenset(), frozenset())


def test_tasks_and_notes_come_with_it_in_the_same_revision(store: SqlStore, demo: Stamp) -> None:
    written = dt.datetime(2024, 4, 5, 1, 0, tzinfo=dt.UTC)
    told = Note(PLAN, "on_time", "all", MARCH, NoteKind.REMARK, "Tết", "Số liệu minh họa", written)
    filled = FakeStore()
    for one in (store, filled):
        one.fill_demo(FIGURES, REPORTS, demo, progresses=iter([PART]), notes=iter([NOTE, told]))
        (part,) = one.task_progress(PLAN)
        assert (part.version, part.saved_at, part.saved_by) == (1, demo.at, "Quản trị")
        assert (part.task, part.unit, part.percent) == ("III.1", "22828", 40)
        assert [(note.who, note.at) for note in one.notes(PLAN)] == [
            ("Quản trị", demo.at),
            ("Số liệu minh họa", written),
        ]
        assert [(item.action, item.after) for item in one.revisions()] == [("demo_filled", "2")]
    assert store.first_broken_revision() is None


def test_what_people_added_to_it_goes_with_it(store: SqlStore, demo: Stamp) -> None:
    file = EvidenceFile.of("ke-hoach.pdf", b"%PDF-1.7")
    for one in (store, FakeStore()):
        one.fill_demo(FIGURES, REPORTS, demo, progresses=[PART], notes=[NOTE])
        one.save_task(one.task_progress(PLAN)[0], demo, evidence=file)
        kept = one.add_note(NOTE, demo)
        one.withdraw_note(kept.number, demo)
        one.remove_demo(demo)
        assert (one.task_progress(PLAN), one.notes(PLAN), one.evidence(file.evidence.hash)) == ([], [], None)
        assert one.is_empty()
        one.fill_demo(FIGURES, REPORTS, demo, progresses=[PART], notes=[NOTE])
        assert len(one.notes(PLAN)) == len(one.task_progress(PLAN)) == 1


def test_what_units_said_of_their_tasks_gets_no_demonstration_beside_it(store: SqlStore, demo: Stamp) -> None:
    for one in (store, FakeStore()):
        saved = one.save_task(PART, demo)
        assert one.is_empty()
        with pytest.raises(NotEmpty):
            one.fill_demo(FIGURES, REPORTS, demo, progresses=[PART])
        assert (one.task_progress(PLAN), one.data_version(), one.is_demo()) == ([saved], 1, False)


def test_notes_get_no_demonstration_beside_them_until_they_are_withdrawn(store: SqlStore, demo: Stamp) -> None:
    for one in (store, FakeStore()):
        kept = one.add_note(NOTE, demo)
        with pytest.raises(NotEmpty):
            one.fill_demo(FIGURES, REPORTS, demo)
        one.withdraw_note(kept.number, demo)
        one.fill_demo(FIGURES, REPORTS, demo)
        assert one.is_demo()
