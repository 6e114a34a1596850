"""The tasks of the plan on a day, and a lead unit saying where its part stands.

Everybody sees every task; a reporter updates the parts of the own unit, a coordinator those of all.
"""

import datetime as dt
import re
from dataclasses import replace

from kpi.access import Action, Person, check_may, may
from kpi.errors import Refused
from kpi.figures import Stamp
from kpi.months import Month
from kpi.plan import Plan
from kpi.services import demo, reporting
from kpi.services.evidence import evidence_file
from kpi.services.names import name_of
from kpi.services.product import Product
from kpi.services.store import StaleTask
from kpi.services.view import View, board_of
from kpi.tasks import WHOLE_PERCENT, EvidenceFile, TaskProgress, TaskRow, TaskState, leads_of, task_rows

LONGEST_NOTE = 500
LONGEST_NUMBER = 100
_EARLIEST_YEAR = 2000
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_PERCENT = re.compile(r"(\d{1,3})\s*%?", re.ASCII)


def task_day(product: Product, month: Month, *, view: View) -> dt.date:
    """The day on which tasks are judged where a month is looked at: today, unless the month lies behind.

    A month lies behind when figures of a later one are there, or when the figures are for demonstration.
    """
    latest = board_of(product, view).latest_month()
    if demo.is_shown(product) or (latest is not None and month < latest):
        return month.last_day
    return product.today


def latest_task_day(product: Product, person: Person) -> dt.date:
    """The day on which tasks are judged where no month is chosen."""
    view = View(person)
    return task_day(product, reporting.default_month(product, view=view), view=view)


def plan_tasks(product: Product, day: dt.date) -> tuple[TaskRow, ...]:
    """The tasks of the plan with what was saved of them, judged on a day."""
    saved = product.store.task_progress(product.plan.id)
    return task_rows(product.plan, {(one.task, one.unit): one for one in saved}, day)


def may_update(product: Product, person: Person, task_id: str, unit_id: str) -> bool:
    """Whether the person may say where this unit's part of the task stands; False where it has no part."""
    plan = product.plan
    return _has_part(plan, task_id, unit_id) and may(plan, person, Action.UPDATE_TASK, unit_id)


def save_progress(
    product: Product,
    person: Person,
    *,
    task: str,
    unit: str,
    state: TaskState,
    percent: int,
    document_number: str,
    document_date: dt.date | None,
    done_on: dt.date | None,
    note: str,
    evidence: tuple[str, bytes] | None,
    remove_evidence: bool,
    version: int,
) -> TaskProgress:
    """Save where one unit's part of a task stands; gives it as stored, of the same version where nothing changed.

    `evidence` is the name and the bytes of a new file; without one the stored file stays unless `remove_evidence`.
    `done_on` counts only for what is done. Raises Refused, and then saves nothing:
    "task_changed_meanwhile" carries what is stored now as `current` and what would have been as `wanted`.
    """
    plan = product.plan
    if not _has_part(plan, task, unit):
        raise Refused("task_unknown")
    check_may(plan, person, Action.UPDATE_TASK, unit)
    stored = _stored(product, task, unit)
    said = replace(
        stored,
        state=state,
        percent=percent,
        document_number=" ".join(document_number.split()),
        document_date=document_date,
        done_on=done_on if state is TaskState.DONE else None,
        note=note.strip(),
        version=version,
    )
    _check(said, product.today)
    file = None if evidence is None else evidence_file(*evidence)
    if file is not None or remove_evidence:
        said = replace(said, evidence=None if file is None else file.evidence)
    if stored.version != version:
        raise _changed(product, stored, said)
    try:
        return product.store.save_task(said, Stamp(person.login, product.clock(), "form"), evidence=file)
    except StaleTask as stale:
        raise _changed(product, stale.current, said) from stale


def evidence_of(product: Product, _person: Person, file_hash: str) -> EvidenceFile | None:
    """The file of a hash, None where no task ever referred to it; everybody who is signed in may read it."""
    return product.store.evidence(file_hash) if _HASH.fullmatch(file_hash) else None


def read_percent(text: str) -> int:
    """A whole percentage as people type it; raises Refused("task_percent").

    >>> read_percent("40"), read_percent("100 %")
    (40, 100)
    """
    found = _PERCENT.fullmatch(text.strip())
    if found is None:
        raise Refused("task_percent")
    return int(found[1])


def read_day(text: str) -> dt.date | None:
    """A day as people type it, None where nothing is typed; raises Refused("day_unreadable").

    >>> read_day("5/3/2024"), read_day(" ")
    (datetime.date(2024, 3, 5), None)
    """
    if not text.strip():
        return None
    found = _DAY.fullmatch(text.strip())
    try:
        read = None if found is None else dt.date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        read = None
    if read is None or read.year < _EARLIEST_YEAR:
        raise Refused("day_unreadable", text=text.strip())
    return read


def _has_part(plan: Plan, task_id: str, unit_id: str) -> bool:
    """Whether the unit answers for the task itself: a heading has no parts of its own."""
    task = next((one for one in plan.tasks if one.id == task_id), None)
    if task is None or any(one.parent == task_id for one in plan.tasks):
        return False
    return any(unit.id == unit_id for unit in leads_of(plan, task))


def _stored(product: Product, task: str, unit: str) -> TaskProgress:
    saved = product.store.task_progress(product.plan.id)
    found = (one for one in saved if (one.task, one.unit) == (task, unit))
    return next(found, TaskProgress(product.plan.id, task, unit))


def _check(said: TaskProgress, today: dt.date) -> None:
    """Raises Refused for what cannot be so."""
    if not 0 <= said.percent <= WHOLE_PERCENT:
        raise Refused("task_percent")
    begun, whole = said.percent > 0, said.percent == WHOLE_PERCENT
    if whole != (said.state is TaskState.DONE) or (begun and said.state is TaskState.NOT_STARTED):
        raise Refused("task_percent_done")
    if said.state is TaskState.DONE and said.done_on is None:
        raise Refused("task_done_on_missing")
    if said.done_on is not None and said.done_on > today:
        raise Refused("task_done_on_future", day=said.done_on)
    if said.document_date is not None and said.document_date > today:
        raise Refused("task_document_date_future", day=said.document_date)
    if len(said.document_number) > LONGEST_NUMBER:
        raise Refused("task_document_number_long", most=LONGEST_NUMBER)
    if len(said.note) > LONGEST_NOTE:
        raise Refused("task_note_long", most=LONGEST_NOTE)


def _changed(product: Product, current: TaskProgress, wanted: TaskProgress) -> Refused:
    """Both sides; where demonstration figures were removed meanwhile, nobody saved what is stored now."""
    who = name_of(product, current.saved_by) or product.plan.authority
    at = current.saved_at or product.clock()
    return Refused("task_changed_meanwhile", who=who, at=at, current=current, wanted=wanted)
