"""The board of tasks: filters that live in the address, a count of each standing, and the tasks area by area."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from kpi.access import Role
from kpi.plan import Plan
from kpi.tasks import Evidence, TaskPart, TaskRow, TaskStanding, leads_of, leaves, partners_of
from kpi.ui import url
from kpi.ui.markup import rendered
from kpi.ui.narrow import EVERY, narrowed
from kpi.ui.session import Session
from kpi.wording import task_words as words

PAGE = "nhiem-vu"
TASK = "nhiem-vu"
AREA = "linh-vuc"
STANDING = "trang-thai"
VIEW = "dang"
PART = "phan-viec"
"""In the address: the unit whose part of the opened task is updated."""

BOARD, TIMELINE = "bang", "dong-thoi-gian"
EVIDENCE = "/tep/"
INDICATOR_PAGE = "chi-tieu"

SLUG = {
    TaskStanding.LATE: "tre-han",
    TaskStanding.DOING: "dang-lam",
    TaskStanding.NOT_STARTED: "chua-bat-dau",
    TaskStanding.ON_EVENT: "theo-su-viec",
    TaskStanding.DONE: "hoan-thanh",
}
_STANDING_OF = {slug: standing for standing, slug in SLUG.items()}
_VIEWS = {BOARD: words.BOARD, TIMELINE: words.TIMELINE}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the tasks are narrowed to: an area, a lead unit and a standing, EVERY for all."""

    area: str = EVERY
    unit: str = EVERY
    standing: str = EVERY


@dataclass(frozen=True, slots=True)
class Seen:
    """A task without rows below it as the filters show it: all its parts together, or one unit's."""

    row: TaskRow
    parts: tuple[TaskPart, ...]
    standing: TaskStanding
    percent: int
    late_days: int


def choose(session: Session) -> tuple[Filters, str]:
    """Let the tasks be narrowed; also the view that was chosen, BOARD or TIMELINE."""
    plan = session.product.plan
    area_at, unit_at, standing_at, view_at = st.columns([1.5, 1.3, 1, 1.1])
    with area_at:
        areas = [one.id for one in plan.areas if any(task.area == one.id for task in plan.tasks)]
        area = _narrowed(words.AREA, AREA, areas, words.EVERY_AREA, {one: words.area(plan, one) for one in areas})
    with unit_at:
        leading = _leading(plan)
        units = {unit.id: unit.name for unit in plan.units if unit.id in leading}
        unit = _narrowed(words.UNIT, url.UNIT, list(units), words.EVERY_UNIT, units)
    with standing_at:
        names = {slug: words.STANDINGS[standing] for slug, standing in _STANDING_OF.items()}
        standing = _narrowed(words.STANDING, STANDING, list(names), words.EVERY_STANDING, names)
    with view_at:
        view = url.switch(words.VIEW, VIEW, list(_VIEWS), BOARD, _VIEWS.__getitem__)
    return Filters(area, unit, standing), view


def filters_of_address() -> Filters:
    """What the address narrows the tasks to, for a link back to them."""
    return Filters(*(st.query_params.get(name, EVERY) for name in (AREA, url.UNIT, STANDING)))


def link(filters: Filters, **more: str) -> str:
    """The address of the page with its filters; `_` in a name stands for its dash."""
    kept = {AREA: filters.area, url.UNIT: filters.unit, STANDING: filters.standing}
    kept |= {name.replace("_", "-"): value for name, value in more.items()}
    return url.link(PAGE, {name: value for name, value in kept.items() if value})


def shown(rows: Sequence[TaskRow], filters: Filters) -> tuple[Seen, ...]:
    """The tasks that the filters let through, in the order of the plan."""
    wanted = _STANDING_OF.get(filters.standing)
    return tuple(one for one in _of_area_and_unit(rows, filters) if wanted in {None, one.standing})


def counts(rows: Sequence[TaskRow], filters: Filters) -> Counter[TaskStanding]:
    """How many tasks of the chosen area and unit stand where."""
    return Counter(one.standing for one in _of_area_and_unit(rows, filters))


def summary_html(session: Session, rows: Sequence[TaskRow], filters: Filters, day: dt.date) -> str:
    """How many tasks stand where, each count a link to them."""
    found, person = counts(rows, filters), session.person
    narrow_to_own = person.role is Role.REPORTER and person.unit is not None and filters.unit != person.unit
    return rendered(
        "tasks_summary.html",
        words=words,
        view={
            "day": words.day_line(day),
            "total": words.count(found.total()),
            "counts": [
                {
                    **standing_view(one),
                    "count": found[one],
                    "here": SLUG[one] == filters.standing,
                    "href": link(replace(filters, standing=SLUG[one])),
                }
                for one in TaskStanding
            ],
            "own": link(Filters(unit=person.unit or EVERY)) if narrow_to_own else "",
            "every": link(Filters()) if filters != Filters() else "",
        },
    )


def board_html(plan: Plan, rows: Sequence[TaskRow], filters: Filters) -> str:
    """The tasks area by area, late ones first; sub-rows under the heading of their group."""
    seen = {one.row.task.id: one for one in shown(rows, filters)}
    areas = [
        {"name": words.area(plan, area.id), "count": words.count(len(own)), "groups": _groups(plan, rows, own, filters)}
        for area in plan.areas
        if (own := {name: one for name, one in seen.items() if one.row.task.area == area.id})
    ]
    return rendered("tasks.html", words=words, view={"areas": areas, **nothing_view(rows)})


def nothing_view(rows: Sequence[TaskRow]) -> dict[str, str]:
    """What to say and where to go where no task is left."""
    if not rows:
        return {"nothing": words.NO_TASKS, "hint": words.NO_TASKS_HINT, "every": ""}
    return {"nothing": words.NOTHING, "hint": words.NOTHING_HINT, "every": link(Filters())}


def standing_view(standing: TaskStanding) -> dict[str, str]:
    """A standing as a mark: its class, its symbol and its word."""
    return {"style": f"t-{standing}", "symbol": words.SYMBOLS[standing], "word": words.STANDINGS[standing]}


def evidence_view(evidence: Evidence | None) -> dict[str, str] | None:
    """A link to the file that proves a part."""
    return None if evidence is None else {"name": evidence.name, "href": f"{EVIDENCE}{evidence.hash}"}


def indicator_views(plan: Plan, indicators: Iterable[str]) -> list[dict[str, str]]:
    """Links to the indicators that a task serves."""
    return [
        {
            "name": plan.indicator_of_id[one].short,
            "title": plan.indicator_of_id[one].name,
            "href": url.link(INDICATOR_PAGE, {url.INDICATOR: one}),
        }
        for one in indicators
        if one in plan.indicator_of_id
    ]


def most_pressing_first(seen: Iterable[Seen]) -> list[Seen]:
    """Late ones first, the latest of them before the others; the rest stays as it was."""
    return sorted(seen, key=_pressing)


def _pressing(one: Seen) -> tuple[bool, int]:
    is_late = one.standing is TaskStanding.LATE
    return not is_late, -one.late_days if is_late else 0


def _of_area_and_unit(rows: Sequence[TaskRow], filters: Filters) -> Iterator[Seen]:
    for row in leaves(rows):
        if filters.area not in {EVERY, row.task.area}:
            continue
        parts = tuple(part for part in row.parts if filters.unit in {EVERY, part.unit.id})
        if len(parts) == 1:
            (part,) = parts
            yield Seen(row, parts, part.standing, part.progress.percent, part.late_days)
        elif filters.unit == EVERY:
            yield Seen(row, parts, row.standing, row.percent, row.late_days)


def _groups(plan: Plan, rows: Sequence[TaskRow], seen: Mapping[str, Seen], filters: Filters) -> list[dict[str, Any]]:
    """What stands in an area one after another: a task, or a heading with the tasks below it."""
    found = []
    for row in rows:
        own = most_pressing_first(seen[one.task.id] for one in leaves([row]) if one.task.id in seen)
        if own:
            found.append((row, own))
    found.sort(key=lambda group: _pressing(group[1][0]))
    return [
        {
            "heading": {"id": row.task.id, "text": row.task.text, "href": link(filters, nhiem_vu=row.task.id)}
            if row.below
            else None,
            "rows": [_row(plan, one, filters) for one in own],
        }
        for row, own in found
    ]


def _row(plan: Plan, one: Seen, filters: Filters) -> dict[str, Any]:
    task = one.row.task
    documents = [text for part in one.parts if (text := words.document(part.progress))]
    files = [part.progress.evidence for part in one.parts if part.progress.evidence is not None]
    return {
        "id": task.id,
        "text": task.text,
        "product": task.product or "",
        "href": link(filters, nhiem_vu=task.id),
        **standing_view(one.standing),
        "late": words.late(one.late_days, one.standing),
        "time": task.time or "",
        "due": words.due(task),
        "percent": one.percent,
        "percent_text": words.percent(one.percent),
        "leads": words.leads(plan, one.row),
        "done_of": words.done_of(one.row),
        "partners": "; ".join(partners_of(plan, task)),
        "document": documents[0] if len(documents) == 1 else "",
        "documents": words.documents(len(documents)) if len(documents) > 1 else "",
        "evidence": evidence_view(files[0]) if len(files) == 1 else None,
        "evidences": words.evidences(len(files)) if len(files) > 1 else "",
        "indicators": indicator_views(plan, task.indicators),
    }


def _leading(plan: Plan) -> frozenset[str]:
    return frozenset(unit.id for task in plan.tasks for unit in leads_of(plan, task))


def _narrowed(label: str, parameter: str, options: Sequence[str], every: str, names: Mapping[str, str]) -> str:
    return narrowed(label, parameter, options, every=every, written=names.__getitem__, page="tasks")
