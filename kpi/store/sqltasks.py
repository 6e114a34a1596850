"""Progress of tasks, the files that prove it, and notes, on a database."""

from collections.abc import Sequence

from sqlalchemy import Engine

from kpi.figures import Stamp
from kpi.notes import Note
from kpi.store import notes, tasks
from kpi.store.engine import reading, writing
from kpi.tasks import EvidenceFile, TaskProgress


class SqlTasks:
    """`kpi.services.store.TaskStore` on SQLite or PostgreSQL."""

    _engine: Engine

    def task_progress(self, plan: str) -> Sequence[TaskProgress]:
        with reading(self._engine) as connection:
            return tasks.of_plan(connection, plan)

    def save_task(self, progress: TaskProgress, stamp: Stamp, *, evidence: EvidenceFile | None = None) -> TaskProgress:
        with writing(self._engine) as connection:
            return tasks.save(connection, progress, stamp, file=evidence)

    def evidence(self, file_hash: str) -> EvidenceFile | None:
        with reading(self._engine) as connection:
            return tasks.file_of(connection, file_hash)

    def notes(self, plan: str, *, indicator: str | None = None) -> Sequence[Note]:
        with reading(self._engine) as connection:
            return notes.of_plan(connection, plan, indicator=indicator)

    def note(self, number: int) -> Note | None:
        with reading(self._engine) as connection:
            return notes.of_number(connection, number)

    def add_note(self, note: Note, stamp: Stamp) -> Note:
        with writing(self._engine) as connection:
            return notes.keep(connection, note, stamp)

    def withdraw_note(self, number: int, stamp: Stamp) -> None:
        with writing(self._engine) as connection:
            notes.withdraw(connection, number, stamp)
