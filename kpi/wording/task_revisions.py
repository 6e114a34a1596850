"""What changed of a task, as the history tells it: "40 % → 100 %, hoàn thành ngày 28/03/2024, văn bản 45/BC-UBND"."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from kpi.plan import Plan
from kpi.tasks import TaskState
from kpi.wording import formats, task_words

_LONGEST_TEXT = 90

Fields = Mapping[str, Any]
"""The fields that differ, as the history keeps them (`kpi.store.tasks.texts`)."""


def task_name(plan: Plan, task_id: str) -> str:
    """A task by its number and the beginning of its text: "III.2 “Công bố thủ tục hành chính…”"."""
    text = next((task.text for task in plan.tasks if task.id == task_id), "")
    if len(text) > _LONGEST_TEXT:
        text = text[:_LONGEST_TEXT].rpartition(" ")[0] + "…"
    return f"{task_id} “{text}”" if text else task_id


def changes(before: Fields, after: Fields) -> str:
    """Every field that differs, in one line."""
    return ", ".join(_changes(before, after))


def _changes(before: Fields, after: Fields) -> Iterator[str]:
    if "percent" in after:
        yield f"{task_words.percent(before['percent'])} → {task_words.percent(after['percent'])}"
    state = after.get("state")
    if state is not None and state != TaskState.DONE:
        yield task_words.STATES[TaskState(state)].lower()
    if after.get("done_on") is not None:
        yield f"hoàn thành ngày {_day(after['done_on'])}"
    yield from _document(before, after)
    if "evidence" in after:
        yield _evidence(before["evidence"], after["evidence"])
    if "note" in after:
        yield f"ghi chú “{after['note']}”" if after["note"] else f"bỏ ghi chú “{before['note']}”"


def _document(before: Fields, after: Fields) -> Iterator[str]:
    number, day = after.get("document_number"), after.get("document_date")
    if number == "":
        yield f"bỏ số văn bản {before['document_number']}"
    elif number is not None:
        yield f"văn bản {number}" + (f" ngày {_day(day)}" if day is not None else "")
    if "document_date" in after and not (number and day):
        yield "bỏ ngày văn bản" if day is None else f"ngày văn bản {_day(day)}"


def _evidence(before: Fields | None, after: Fields | None) -> str:
    if after is None:
        return f"bỏ tệp “{before['name']}”" if before is not None else ""
    return f"tệp “{after['name']}”" if before is None else f"thay tệp “{before['name']}” bằng “{after['name']}”"


def _day(text: str) -> str:
    return formats.day(dt.date.fromisoformat(text))
