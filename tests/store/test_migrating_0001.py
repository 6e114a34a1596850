"""A database of the first version keeps its figures, reports, words, drafts and history."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from kpi.figures import Figure, FigureKey, Report, ReportState, Stamp
from kpi.months import Month
from kpi.notes import Note, NoteKind
from kpi.store.engine import writing
from kpi.store.history import GENESIS, row_hash
from kpi.store.migrate import migrate
from kpi.store.sqlstore import SqlStore
from kpi.tasks import EvidenceFile, TaskProgress, TaskState

MARCH = Month(2024, 3)
SAVED = dt.datetime(2024, 4, 3, 2, 30, tzinfo=dt.UTC)
LATE = FigureKey("22828", "resolved_late", MARCH)
REVISION: dict[str, object] = {
    **{"number": 1, "at": "2024-04-03T02:30:00.000000+00:00", "who": "mai", "origin": "form", "reason": ""},
    **{"action": "figure", "unit": "22828", "month": MARCH.ordinal, "subject": "resolved_late"},
    **{"part": "", "before": None, "after": "3"},
}
APPROVAL: dict[str, object] = {
    **{"number": 2, "at": "2024-04-03T02:30:00.000000+00:00", "who": "mai", "origin": "form", "reason": ""},
    **{"action": "state", "unit": "22810", "month": MARCH.ordinal, "subject": ""},
    **{"part": "", "before": "draft", "after": "approved"},
}
INSERTS = [
    "INSERT INTO report VALUES ('22828', 24290, 'draft', 1, '2024-04-03T02:30:00.000000+00:00', 'mai')",
    "INSERT INTO report VALUES ('22810', 24290, 'approved', 2, '2024-04-03T02:30:00.000000+00:00', 'mai')",
    "INSERT INTO explanation VALUES ('22828', 24290, 'resolved', 'Đúng')",
    "INSERT INTO figure VALUES ('22828', 'resolved_late', 24290, '', 3, '', 1)",
    """INSERT INTO draft VALUES ('22828', 24290, 'mai', '{"resolved_late": "4"}', '2024-04-03T02:30:00+00:00')""",
]


@pytest.fixture
def store(url: str, connect: Callable[[str], Engine]) -> SqlStore:
    """The database after its migration."""
    engine = connect(url)
    config = Config()
    config.set_main_option("script_location", "kpi.store:migrations")
    config.set_main_option("path_separator", "os")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in INSERTS:
            connection.exec_driver_sql(statement)
        previous = GENESIS
        for revision in (REVISION, APPROVAL):
            row = {**revision, "previous_hash": previous, "hash": row_hash(previous, revision)}
            places = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO revision ({', '.join(row)}) VALUES ({places})"), row)
            previous = str(row["hash"])
    migrate(engine)
    return SqlStore(engine)


def test_everything_is_still_there(store: SqlStore) -> None:
    assert store.report("22828", MARCH) == Report(
        "22828", MARCH, version=1, saved_at=SAVED, saved_by="mai", explanations={"resolved": "Đúng"}
    )
    assert store.figures_of("22828", [MARCH]) == [Figure(LATE, 3)]
    assert store.draft("22828", MARCH, "mai") == {"resolved_late": "4"}
    assert store.data_version() == 2
    assert store.first_broken_revision() is None


def test_what_was_approved_stays_so_and_nobody_is_said_to_have_decided_it(store: SqlStore) -> None:
    approved = Report("22810", MARCH, ReportState.APPROVED, 2, SAVED, "mai")
    assert store.reports(MARCH)[0] == approved


def test_the_report_lives_on(store: SqlStore) -> None:
    stamp = Stamp("mai", SAVED, "form")
    report = replace(store.report("22828", MARCH), state=ReportState.SUBMITTED, submitted_at=SAVED, submitted_by="mai")
    saved = store.save_report(report, changes=[], explanations=report.explanations, stamp=stamp)
    assert store.report("22828", MARCH) == saved
    assert store.first_broken_revision() is None


def test_tasks_evidence_and_notes_have_their_place_in_it(store: SqlStore) -> None:
    stamp = Stamp("mai", SAVED, "form")
    file = EvidenceFile.of("ke-hoach.pdf", b"%PDF-1.7")
    part = TaskProgress("ninh-son-2024", "III.1", "22828", TaskState.DOING, 40)
    saved = store.save_task(part, stamp, evidence=file)
    note = store.add_note(Note("ninh-son-2024", "on_time", "22828", MARCH, NoteKind.EVENT, "Mất điện"), stamp)
    assert (store.task_progress("ninh-son-2024"), store.evidence(file.evidence.hash)) == ([saved], file)
    assert store.notes("ninh-son-2024") == [note]
    assert (store.data_version(), store.first_broken_revision()) == (4, None)


def test_its_history_still_cannot_be_changed(store: SqlStore) -> None:
    with pytest.raises(Exception, match="append-only"), writing(store._engine) as connection:
        connection.execute(text("UPDATE revision SET after = '0'"))
