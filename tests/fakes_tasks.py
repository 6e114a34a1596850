"""Progress of tasks, evidence and notes of a store in memory: a part of `tests.fakes.FakeStore`."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count

from kpi.figures import Stamp
from kpi.notes import Note
from kpi.services.store import StaleTask
from kpi.store import notes as stored_notes
from kpi.store import tasks as stored_tasks
from kpi.store.instants import in_utc
from kpi.tasks import Evidence, EvidenceFile, TaskProgress
from tests.fakes_accounts import HistoryInMemory


class TasksInMemory(HistoryInMemory):
    """`TaskStore` in memory."""

    def __init__(self) -> None:
        super().__init__()
        self._progresses: dict[tuple[str, str, str], TaskProgress] = {}
        self._files: dict[str, EvidenceFile] = {}
        self._notes: dict[int, Note] = {}
        self._note_numbers = count(1)

    def task_progress(self, plan: str) -> Sequence[TaskProgress]:
        return [self._progresses[key] for key in sorted(self._progresses) if key[0] == plan]

    def save_task(self, progress: TaskProgress, stamp: Stamp, *, evidence: EvidenceFile | None = None) -> TaskProgress:
        key = (progress.plan, progress.task, progress.unit)
        stored = self._progresses.get(key, TaskProgress(*key))
        if stored.version != progress.version:
            raise StaleTask(stored)
        saved = replace(
            progress,
            evidence=progress.evidence if evidence is None else evidence.evidence,
            version=progress.version + 1,
            saved_at=in_utc(stamp.at),
            saved_by=stamp.who,
        )
        before, after = stored_tasks.texts(stored, saved)
        if before == after:
            return stored
        if evidence is not None and not evidence.is_whole:
            raise ValueError(f"not the bytes of this file: {evidence.evidence}")
        if evidence is None and saved.evidence is not None and not self._is_kept(saved.evidence):
            raise ValueError(f"a file that nobody brought: {saved.evidence}")
        if evidence is not None:
            self._files.setdefault(evidence.evidence.hash, evidence)
        self._progresses[key] = saved
        self._write("task", stamp, saved.unit, None, saved.task, saved.plan, before, after)
        return saved

    def evidence(self, file_hash: str) -> EvidenceFile | None:
        return self._files.get(file_hash)

    def notes(self, plan: str, *, indicator: str | None = None) -> Sequence[Note]:
        found = [note for note in self._notes.values() if note.plan == plan and indicator in {None, note.indicator}]
        return sorted(found, key=lambda note: (note.month, note.number))

    def note(self, number: int) -> Note | None:
        return self._notes.get(number)

    def add_note(self, note: Note, stamp: Stamp) -> Note:
        kept = self._keep_note(replace(note, who=stamp.who, at=in_utc(stamp.at)))
        self._write("note", stamp, kept.scope, kept.month, kept.indicator, "", None, stored_notes.text(kept))
        return kept

    def withdraw_note(self, number: int, stamp: Stamp) -> None:
        note = self._notes.pop(number)
        self._write("note_withdrawn", stamp, note.scope, note.month, note.indicator, "", stored_notes.text(note), None)

    def _holds_tasks_or_notes(self) -> bool:
        return bool(self._progresses or self._notes)

    def _fill_tasks(self, progresses: Iterable[TaskProgress], notes: Iterable[Note], stamp: Stamp) -> None:
        """Keep those of a demonstration: what they do not say about their saving, the stamp says."""
        for one in progresses:
            self._progresses[one.plan, one.task, one.unit] = replace(
                one,
                version=max(one.version, 1),
                saved_at=one.saved_at or in_utc(stamp.at),
                saved_by=one.saved_by or stamp.who,
            )
        for note in notes:
            self._keep_note(replace(note, who=note.who or stamp.who, at=note.at or in_utc(stamp.at)))

    def _clear_tasks(self) -> None:
        self._progresses.clear()
        self._files.clear()
        self._notes.clear()

    def _keep_note(self, note: Note) -> Note:
        kept = replace(note, number=next(self._note_numbers))
        self._notes[kept.number] = kept
        return kept

    def _is_kept(self, evidence: Evidence) -> bool:
        file = self._files.get(evidence.hash)
        return file is not None and file.evidence.size == evidence.size
