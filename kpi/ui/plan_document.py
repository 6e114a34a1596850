"""The plan as a document: what is opened or searched lives in the address, and each section is a block of HTML."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import streamlit as st

from kpi.plan import Form, Indicator, Plan, Task
from kpi.services.plan_document import Chapter, Found, Hit, Sheet, chapter
from kpi.services.view import View
from kpi.ui import url
from kpi.ui.markup import rendered
from kpi.ui.session import Session
from kpi.wording import flow_words, formulas, task_words
from kpi.wording import plan_words as words
from kpi.wording.folding import pieces

PAGE = "ke-hoach"
TASK_PAGE, TASK = "nhiem-vu", "nhiem-vu"
SECTION = "muc"
TEXT = "tim"
GENERAL, UNITS, MEASURES = "chung", "don-vi", "so-lieu"
_AREA = "linh-vuc-"
_LONGEST = 100


class Opened(NamedTuple):
    """A section of the document, and the indicator that the address asks for in it."""

    section: str
    area: str | None = None
    indicator: str | None = None


def search_field() -> str:
    """The field to search in; its text stands in the address and nowhere else."""
    st.session_state[_key(TEXT)] = st.query_params.get(TEXT, "")
    text: str = st.text_input(
        words.SEARCH, key=_key(TEXT), placeholder=words.SEARCH_HINT, max_chars=_LONGEST, on_change=_keep_text
    )
    return text.strip()


def choose_section(plan: Plan) -> Opened:
    """The section to read: the one chosen, or that of the indicator which the address asks for."""
    opened = _asked(plan)
    st.session_state[_key(SECTION)] = opened.section
    written = {_AREA + area.id: task_words.area(plan, area.id) for area in plan.areas} | {
        GENERAL: words.GENERAL,
        UNITS: words.UNITS,
        MEASURES: words.MEASURES,
    }
    st.selectbox(
        words.SECTION, _sections(plan), format_func=written.__getitem__, key=_key(SECTION), on_change=_keep_section
    )
    return opened


def _sections(plan: Plan) -> Sequence[str]:
    return (GENERAL, *(_AREA + area.id for area in plan.areas), UNITS, MEASURES)


def _asked(plan: Plan) -> Opened:
    wanted = st.query_params.get(SECTION)
    indicator = plan.indicator_of_id.get(st.query_params.get(url.INDICATOR, ""))
    if indicator is not None and wanted in {None, _AREA + indicator.area}:
        return Opened(_AREA + indicator.area, indicator.area, indicator.id)
    if wanted is None or wanted not in _sections(plan):
        return Opened(GENERAL)
    return Opened(wanted, wanted.removeprefix(_AREA) if wanted.startswith(_AREA) else None)


def _keep_text() -> None:
    text = st.session_state[_key(TEXT)].strip()
    others = {name: value for name, value in st.query_params.items() if name != TEXT}
    st.query_params.from_dict(others | ({TEXT: text} if text else {}))


def _keep_section() -> None:
    st.query_params.from_dict({SECTION: st.session_state[_key(SECTION)]})


def _key(parameter: str) -> str:
    return f"plan.{parameter}"


def to_section(section: str) -> str:
    return url.link(PAGE, {SECTION: section})


def to_sheet(indicator: str) -> str:
    return url.link(PAGE, {url.INDICATOR: indicator})


def to_task(task: str) -> str:
    return url.link(TASK_PAGE, {TASK: task})


def section_html(session: Session, opened: Opened) -> str:
    """The section as a block of HTML; the examples of an area are worked out with approved figures."""
    plan = session.product.plan
    if opened.area is not None:
        seen = chapter(session.product, opened.area, view=View(session.person))
        return area_html(plan, seen, opened.indicator)
    return {GENERAL: general_html, UNITS: units_html, MEASURES: measures_html}[opened.section](plan)


def general_html(plan: Plan) -> str:
    """The head of the plan, and its contents area by area."""
    areas = []
    for area in plan.areas:
        indicators = [one for one in plan.indicators if one.area == area.id]
        tasks = [one for one in plan.tasks if one.area == area.id]
        areas.append(
            {
                "name": task_words.area(plan, area.id),
                "href": to_section(_AREA + area.id),
                "holds": words.holds(indicators=len(indicators), tasks=len(tasks)),
                "indicators": [
                    {"name": one.name, "asked": words.all_asked(one), "href": to_sheet(one.id)} for one in indicators
                ],
            }
        )
    others = [{"name": words.UNITS, "href": to_section(UNITS)}, {"name": words.MEASURES, "href": to_section(MEASURES)}]
    view = {"title": plan.title, "head": words.head(plan), "areas": areas, "others": others}
    return rendered("plan_general.html", words=words, view=view)


def area_html(plan: Plan, seen: Chapter, opened: str | None) -> str:
    """An area: the sheets of its indicators, the one asked for first and open, and its tasks."""
    sheets = sorted(seen.sheets, key=lambda sheet: sheet.indicator.id != opened)
    return rendered(
        "plan_area.html",
        words=words,
        view={
            "name": task_words.area(plan, seen.area.id),
            "opened": opened is not None,
            "sheets": [_sheet(plan, sheet) for sheet in sheets],
            "tasks": [_task(plan, task) for task in seen.tasks],
        },
    )


def _sheet(plan: Plan, sheet: Sheet) -> Mapping[str, Any]:
    one, worked = sheet.indicator, sheet.worked
    return {
        "name": one.name,
        "clause": one.clause,
        "asked": words.all_asked(one),
        "quote": one.quote,
        "definition": words.definition(one),
        "formula": formulas.formula_text(plan, one),
        "source": words.source(plan, one),
        "lead": plan.unit_of_id[one.lead].name,
        "targets": words.target_rows(plan, one),
        "bands": formulas.bands_text(one),
        "note": one.note,
        "why": one.why,
        "example": words.NO_EXAMPLE if worked is None else words.example(plan, worked.score, worked.sums),
        "verdict": "" if worked is None else words.verdict(plan, worked.score),
        "corrected": flow_words.corrected_units(plan, sheet.corrected),
        "tasks": [{"id": task.id, "text": task.text, "href": to_task(task.id)} for task in sheet.tasks],
        "href": url.link("chi-tieu", {url.INDICATOR: one.id}),
    }


def _task(plan: Plan, task: Task) -> Mapping[str, Any]:
    return {
        "id": task.id,
        "href": to_task(task.id),
        "text": task.text,
        "cells": (
            task.product or "",
            task.time or "",
            words.names(plan, task.lead),
            words.names(plan, task.partners),
        ),
        "heading": task.timing == "group",
        "below": task.parent is not None,
        "indicators": [_short(plan.indicator_of_id[name]) for name in task.indicators],
    }


def _short(indicator: Indicator) -> Mapping[str, str]:
    return {"name": indicator.short, "title": indicator.name, "href": to_sheet(indicator.id)}


def units_html(plan: Plan) -> str:
    """The units, level by level, with their codes and when they exist."""
    levels = [(level, [unit for unit in plan.units if unit.level == level.id]) for level in plan.levels]
    return rendered(
        "plan_units.html",
        words=words,
        levels=[
            {
                "name": level.name,
                "rows": [(unit.name, unit.short, unit.official_code, words.validity(plan, unit)) for unit in units],
            }
            for level, units in levels
            if units
        ],
    )


def measures_html(plan: Plan) -> str:
    """The measures, form by form, with who reports them and which indicators use them."""
    return rendered("plan_measures.html", words=words, forms=[_form(plan, form) for form in plan.forms])


def _form(plan: Plan, form: Form) -> Mapping[str, Any]:
    """A form; what all its measures have in common is said once, and a column without an entry is none."""
    measures = [one for one in plan.measures if one.form == form.id]
    reporters = dict.fromkeys(words.reporters(plan, one) for one in measures)
    columns = {
        words.MEASURED_IN: [one.measured_in for one in measures],
        words.COLUMN: ["" if one.column is None else str(one.column) for one in measures],
        words.MONTHS: [words.OVER_MONTHS[one.over_months] for one in measures],
        words.REPORTED_BY: [words.reporters(plan, one) for one in measures] if len(reporters) > 1 else [],
    }
    shown = {name: cells for name, cells in columns.items() if any(cells)}
    return {
        "name": form.name,
        "note": form.note,
        "reporters": "; ".join(reporters) if len(reporters) == 1 else "",
        "columns": list(shown),
        "rows": [
            {
                "name": one.name,
                "hint": one.hint,
                "cells": [(name, cells[at]) for name, cells in shown.items()],
                "indicators": [
                    _short(indicator)
                    for indicator in plan.indicators
                    if any(term.measure == one.id for term in indicator.terms)
                ],
            }
            for at, one in enumerate(measures)
        ],
    }


def found_html(plan: Plan, found: Found, wanted: str) -> str:
    """What was found in the plan, group by group, with the text marked."""
    groups = (
        (words.INDICATORS, found.indicators, to_sheet),
        (words.TASKS, found.tasks, to_task),
        (words.UNITS, found.units, lambda _: to_section(UNITS)),
        (words.MEASURES, found.measures, lambda _: to_section(MEASURES)),
    )
    return rendered(
        "plan_found.html",
        words=words,
        view={
            "line": words.found(found.count, wanted),
            "nothing": found.count == 0,
            "back": to_section(_asked(plan).section),
            "groups": [
                {"name": name, "hits": [_hit(hit, wanted, to(hit.id)) for hit in hits]} for name, hits, to in groups
            ],
        },
    )


def _hit(hit: Hit, wanted: str, href: str) -> Mapping[str, Any]:
    return {
        "href": href,
        "title": pieces(hit.title, wanted),
        "others": [(words.FIELD[name], pieces(text, wanted)) for name, text in hit.others],
    }
