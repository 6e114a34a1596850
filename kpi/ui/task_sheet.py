"""One task opened: all it says in the plan, where each unit's part stands, who said so when, and the way to update."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from kpi.plan import Plan
from kpi.services import names, tasks
from kpi.tasks import TaskPart, TaskRow, leaves, partners_of
from kpi.ui import url
from kpi.ui.markup import rendered
from kpi.ui.session import Session
from kpi.ui.tasks import PART, TASK, Filters, evidence_view, indicator_views, link, standing_view
from kpi.wording import task_words as words

HISTORY_PAGE = "lich-su"


def opened(rows: Sequence[TaskRow], task_id: str) -> TaskRow | None:
    """The task that the address names, a heading or one below it; None where the plan has none of that name."""
    for row in rows:
        found = row if row.task.id == task_id else opened(row.below, task_id)
        if found is not None:
            return found
    return None


def updatable(session: Session, row: TaskRow) -> tuple[TaskPart, ...]:
    """The parts of a task that this person may update."""
    product, person = session.product, session.person
    return tuple(part for part in row.parts if tasks.may_update(product, person, row.task.id, part.unit.id))


def choose_part(session: Session, row: TaskRow) -> TaskPart | None:
    """The part whose form is open: the only one this person may update, or the one that the address names."""
    own = updatable(session, row)
    if len(own) == 1:
        return own[0]
    wanted = st.query_params.get(PART, "")
    return next((part for part in own if part.unit.id == wanted), None)


def sheet_html(plan: Plan, row: TaskRow, filters: Filters, *, reads_history: bool) -> str:
    """All that the plan says of a task, and how far it is as a whole."""
    task = row.task
    parent = next((one for one in plan.tasks if one.id == task.parent), None)
    return rendered(
        "tasks_sheet.html",
        words=words,
        view={
            "back": link(filters),
            "id": task.id,
            "text": task.text,
            **standing_view(row.standing),
            "late": words.late(row.late_days, row.standing),
            "percent": row.percent,
            "percent_text": words.percent(row.percent),
            "done_of": words.done_of(row),
            "facts": _facts(plan, row),
            "parent": None if parent is None else _named(parent.id, parent.text, filters),
            "indicators": indicator_views(plan, task.indicators),
            "history": url.link(HISTORY_PAGE, {TASK: task.id}) if reads_history and row.parts else "",
            "below": [_below(one, filters) for one in leaves(row.below)],
        },
    )


def parts_html(session: Session, row: TaskRow, filters: Filters, *, chosen: TaskPart | None) -> str:
    """Where each unit's part stands, with a way to update those that this person may; `chosen` is being updated."""
    own = {part.unit.id for part in updatable(session, row)}
    known = names.names(session.product)
    return rendered(
        "tasks_each.html",
        words=words,
        view={
            "parts": [_part(part, known, _to_form(row, part, filters, own, chosen)) for part in row.parts],
            "not_yours": words.NOT_YOURS if not own else "",
        },
    )


def _facts(plan: Plan, row: TaskRow) -> list[tuple[str, str]]:
    task = row.task
    found = (
        (words.AREA, words.area(plan, task.area)),
        (words.PRODUCT, task.product or ""),
        (words.TIME, ", ".join(text for text in (task.time or "", words.due(task)) if text)),
        (words.LEAD, words.leads(plan, row)),
        (words.PARTNERS, "; ".join(partners_of(plan, task))),
    )
    return [(name, text) for name, text in found if text]


def _named(task_id: str, text: str, filters: Filters) -> dict[str, str]:
    return {"id": task_id, "text": text, "href": link(filters, nhiem_vu=task_id)}


def _below(row: TaskRow, filters: Filters) -> dict[str, str]:
    return {**_named(row.task.id, row.task.text, filters), **standing_view(row.standing)}


def _to_form(row: TaskRow, part: TaskPart, filters: Filters, own: set[str], chosen: TaskPart | None) -> str:
    """The link that opens the form of a part, "" where it is open or the person may not."""
    if part.unit.id not in own or part is chosen:
        return ""
    return link(filters, **{TASK: row.task.id, PART: part.unit.id})


def _part(part: TaskPart, known: Mapping[str, str], change: str) -> dict[str, Any]:
    progress = part.progress
    return {
        "unit": part.unit.name,
        **standing_view(part.standing),
        "late": words.late(part.late_days, part.standing),
        "done_on": "" if progress.done_on is None else words.done_days([part]),
        "percent": progress.percent,
        "percent_text": words.percent(progress.percent),
        "document": words.document(progress),
        "evidence": evidence_view(progress.evidence),
        "note": progress.note,
        "saved": words.saved(progress, known),
        "change": change,
    }
