"""What the lead units say of their parts of the tasks, and the files that prove it."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, insert, select

from kpi.figures import Stamp
from kpi.services.store import StaleTask
from kpi.store import instants, revisions, tables
from kpi.store.revisions import Entry
from kpi.tasks import Evidence, EvidenceFile, TaskProgress, TaskState


def of_plan(connection: Connection, plan: str) -> list[TaskProgress]:
    """By task and unit."""
    found = _progresses(connection, tables.task_progress.c.plan == plan)
    return sorted(found, key=lambda progress: (progress.task, progress.unit))


def any_stored(connection: Connection) -> bool:
    return connection.execute(select(tables.task_progress.c.plan).limit(1)).first() is not None


def save(connection: Connection, progress: TaskProgress, stamp: Stamp, *, file: EvidenceFile | None) -> TaskProgress:
    """Save one part of a task in a transaction of `writing`; see `kpi.services.store.TaskStore.save_task`.

    A file is the evidence, whatever the progress says. Raises ValueError where a file is not what it says, and where
    nobody ever brought the bytes of the evidence.
    """
    stored = _read(connection, progress)
    if stored.version != progress.version:
        raise StaleTask(stored)
    saved = _saved(progress, stamp, file)
    before, after = texts(stored, saved)
    if before == after:
        return stored
    if file is not None:
        _keep(connection, file)
    if saved.evidence is not None and not _is_kept(connection, saved.evidence):
        raise ValueError(f"a file that nobody brought: {saved.evidence}")
    entry = Entry(revisions.TASK, saved.unit, subject=saved.task, part=saved.plan, before=before, after=after)
    revisions.append(connection, [entry], stamp)
    connection.execute(delete(tables.task_progress).where(*_here(saved)))
    add(connection, [saved])
    return saved


def add(connection: Connection, progresses: Iterable[TaskProgress]) -> None:
    """Insert parts of tasks that are not stored yet."""
    rows = [_row(progress) for progress in progresses]
    if rows:
        connection.execute(insert(tables.task_progress), rows)


def file_of(connection: Connection, file_hash: str) -> EvidenceFile | None:
    """A file by its hash, under the name that it came with first."""
    columns = tables.evidence.c
    row = connection.execute(select(tables.evidence).where(columns.hash == file_hash)).mappings().first()
    return None if row is None else EvidenceFile(Evidence(row["hash"], row["name"], row["size"]), row["content"])


def texts(before: TaskProgress, after: TaskProgress) -> tuple[str, str]:
    """What the history tells of a change: a JSON object of the fields that differ, before and after.

    >>> first = TaskProgress("ninh-son-2024", "I.2", "noi-vu")
    >>> texts(first, replace(first, state=TaskState.DOING, percent=40))
    ('{"state":"not_started","percent":0}', '{"state":"doing","percent":40}')
    """
    old, new = _told(before), _told(after)
    differing = [name for name in old if old[name] != new[name]]
    return _json({name: old[name] for name in differing}), _json({name: new[name] for name in differing})


def _told(progress: TaskProgress) -> dict[str, object]:
    evidence = progress.evidence
    return {
        "state": progress.state.value,
        "percent": progress.percent,
        "document_number": progress.document_number,
        "document_date": _day_text(progress.document_date),
        "evidence": None if evidence is None else {"hash": evidence.hash, "name": evidence.name},
        "note": progress.note,
        "done_on": _day_text(progress.done_on),
    }


def _json(fields: Mapping[str, object]) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _saved(progress: TaskProgress, stamp: Stamp, file: EvidenceFile | None) -> TaskProgress:
    """The progress as it will be read back."""
    return replace(
        progress,
        evidence=progress.evidence if file is None else file.evidence,
        version=progress.version + 1,
        saved_at=instants.in_utc(stamp.at),
        saved_by=stamp.who,
    )


def _keep(connection: Connection, file: EvidenceFile) -> None:
    """Keep the bytes, once however often they come."""
    if not file.is_whole:
        raise ValueError(f"not the bytes of this file: {file.evidence}")
    evidence = file.evidence
    if not _is_kept(connection, evidence):
        row = {"hash": evidence.hash, "name": evidence.name, "size": evidence.size, "content": file.content}
        connection.execute(insert(tables.evidence), [row])


def _is_kept(connection: Connection, evidence: Evidence) -> bool:
    columns = tables.evidence.c
    same = (columns.hash == evidence.hash, columns.size == evidence.size)
    return connection.execute(select(columns.hash).where(*same)).first() is not None


def _here(progress: TaskProgress) -> tuple[ColumnElement[bool], ...]:
    columns = tables.task_progress.c
    return columns.plan == progress.plan, columns.task == progress.task, columns.unit == progress.unit


def _read(connection: Connection, progress: TaskProgress) -> TaskProgress:
    """The same part as it is stored, version 0 when nothing was said of it."""
    found = _progresses(connection, *_here(progress))
    return found[0] if found else TaskProgress(progress.plan, progress.task, progress.unit)


def _progresses(connection: Connection, *conditions: ColumnElement[bool]) -> list[TaskProgress]:
    joined = tables.task_progress.outerjoin(tables.evidence)
    query = select(tables.task_progress, tables.evidence.c.size).select_from(joined).where(*conditions)
    return [_progress(row) for row in connection.execute(query).mappings()]


def _progress(row: RowMapping) -> TaskProgress:
    file_hash = row["evidence_hash"]
    return TaskProgress(
        plan=row["plan"],
        task=row["task"],
        unit=row["unit"],
        state=TaskState(row["state"]),
        percent=row["percent"],
        document_number=row["document_number"],
        document_date=_day(row["document_date"]),
        evidence=None if file_hash is None else Evidence(file_hash, row["evidence_name"], row["size"]),
        note=row["note"],
        done_on=_day(row["done_on"]),
        version=row["version"],
        saved_at=instants.instant(row["saved_at"]),
        saved_by=row["saved_by"],
    )


def _row(progress: TaskProgress) -> dict[str, object]:
    assert progress.saved_at is not None, "a stored progress was saved at some time"
    evidence = progress.evidence
    return {
        "plan": progress.plan,
        "task": progress.task,
        "unit": progress.unit,
        "state": progress.state.value,
        "percent": progress.percent,
        "document_number": progress.document_number,
        "document_date": _day_text(progress.document_date),
        "evidence_hash": None if evidence is None else evidence.hash,
        "evidence_name": "" if evidence is None else evidence.name,
        "note": progress.note,
        "done_on": _day_text(progress.done_on),
        "version": progress.version,
        "saved_at": instants.instant_text(progress.saved_at),
        "saved_by": progress.saved_by,
    }


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _day_text(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
