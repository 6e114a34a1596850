"""The screen of one unit as a block of HTML that fits one A4 page, and the button that prints it."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from kpi.access import Action, may
from kpi.months import Month
from kpi.plan import Plan
from kpi.punctuality import MonthReport, Punctuality
from kpi.scoring import Score
from kpi.services.history import Filters
from kpi.services.history import history as history_of
from kpi.services.names import names
from kpi.services.unit import Comparison, UnitIndicator, UnitView
from kpi.targets import Status
from kpi.tasks import TaskPart, TaskRow, TaskStanding
from kpi.ui import decisions, history, tasks, url, viewing
from kpi.ui.markup import component, rendered
from kpi.ui.session import Session
from kpi.ui.sparkline import sparkline
from kpi.wording import decision_words, history_words, labels, note_words, screens, sentences, status_words, task_words
from kpi.wording import unit_words as words

PAGE = "don-vi"
_INDICATOR_PAGE = "chi-tieu"
_ENTRY_PAGE = "nhap-so-lieu"
_TASKS_SHOWN = 10
"""Tasks that stand open; the rest folds, and stays folded on paper."""
_NOTES_ON_PAPER = 4
_MOST_REVISIONS = 200
"""Of a month's revisions, how many are searched for corrections, the newest first."""
_FIXED_LINES = 17

_HEADED = (Status.MISSED, Status.NEAR, Status.MET)
_STYLE = {
    Punctuality.ON_TIME: "s-met",
    Punctuality.LATE: "s-near",
    Punctuality.MISSING: "s-missed",
    Punctuality.RETURNED: "s-missed",
    Punctuality.OPEN: "s-no_data",
    Punctuality.NOT_OWED: "none",
}


def offer_print() -> None:
    """A button that prints the page; its rules for paper go with it."""
    st.html(rendered("unit_print.html"))
    component("print", script="print.js")(key="print", data={"label": words.PRINT, "hint": words.PRINT_HINT})


def unit_html(session: Session, seen: UnitView, figures: Mapping[str, str]) -> str:
    """The unit filled in; `figures` is the choice of figures that its links carry on."""
    plan, person = session.product.plan, session.person
    chosen = {url.MONTH: str(seen.month), url.PERIOD: str(seen.period), **figures}
    reports = _report_page(session, seen.unit.id)
    reads_history = may(plan, person, Action.SEE_HISTORY, seen.unit.id)
    late = sum(part.standing is TaskStanding.LATE for _, part in seen.tasks)
    return rendered(
        "unit.html",
        words=words,
        view={
            "name": seen.unit.name,
            "place": words.place(plan, seen.unit),
            "looked_at": words.looked_at(seen.month, seen.period, approved=seen.approved),
            "printed": words.printed(plan, session.product.today),
            "lines": _lines(seen),
            "total": words.total(len(seen.indicators)),
            "counts": _counts(seen),
            "others": words.others(seen.counts),
            "rank_hint": words.rank_hint(plan, seen.unit),
            "indicators": [_indicator(plan, one, chosen) for one in seen.indicators],
            "few": labels.FEW,
            "few_title": labels.FEW_HINT,
            "comparison": None if seen.comparison is None else _comparison(plan, seen.comparison, chosen),
            "decisions_title": decision_words.OF_UNIT,
            "decisions": decisions.unit_views(plan, seen.decisions, session.product.today),
            "to_decisions": decisions.link(unit=seen.unit.id),
            "to_decisions_name": decision_words.EVERYTHING,
            "tasks_line": words.tasks_line(seen.day, late, len(seen.tasks)),
            "tasks": [_task(row, part) for row, part in seen.tasks[:_TASKS_SHOWN]],
            "more_tasks": [_task(row, part) for row, part in seen.tasks[_TASKS_SHOWN:]],
            "no_tasks": words.NO_TASKS if seen.month >= plan.first_month else words.NO_TASKS_YET,
            "more_tasks_line": words.more_tasks(len(seen.tasks) - _TASKS_SHOWN, max(0, late - _TASKS_SHOWN)),
            "reports": _strip(seen, reports),
            "share": words.discipline(seen.month.year, seen.reports_of_the_year),
            "state": words.state_of_month(seen.reports[-1]) if seen.reports else "",
            "report": _to_report(reports, seen.unit.id, str(seen.month)),
            "corrections": _corrections(session, seen),
            "notes": _notes(session, seen),
            "history": url.link(history.PAGE, {url.UNIT: seen.unit.id}) if reads_history else "",
        },
    )


def _lines(seen: UnitView) -> int:
    """About how many lines the page has on paper, for the size of its letters."""
    beside = 0 if seen.comparison is None else 4 + 2 * len(seen.comparison.rows)
    corrected = sum(one.corrected_on is not None for one in seen.reports)
    told = 12 + corrected // 2 + 2 * min(len(seen.notes), _NOTES_ON_PAPER)
    decided = 1 + 2 * len(seen.decisions) if seen.decisions else 0
    return _FIXED_LINES + len(seen.indicators) + max(beside, told) + decided + 2 * min(len(seen.tasks), _TASKS_SHOWN)


def _report_page(session: Session, unit: str) -> str:
    """Where this person looks at the unit's reports: leaders and coordinators at all, a unit at its own form."""
    if may(session.product.plan, session.person, Action.ENTER, unit):
        return viewing.report_page(session) or _ENTRY_PAGE
    return viewing.report_page(session)


def _to_report(page: str, unit: str, month: str) -> str:
    return url.link(page, {url.UNIT: unit, url.MONTH: month}) if page else ""


def _counts(seen: UnitView) -> list[dict[str, Any]]:
    """Missed, near and met, and all others together."""
    found = [
        {"style": f"s-{one}", "symbol": labels.SYMBOL[one], "label": labels.STATUS[one], "count": seen.counts[one]}
        for one in _HEADED
    ]
    rest = sum(count for status, count in seen.counts.items() if status not in _HEADED)
    return [*found, {"style": "s-no_data", "symbol": words.OTHER_SYMBOL, "label": words.OTHER, "count": rest}]


def _indicator(plan: Plan, one: UnitIndicator, chosen: Mapping[str, str]) -> dict[str, Any]:
    indicator, score = one.indicator, one.score
    known = not math.isnan(score.value)
    goal = None if math.isnan(score.bound) or indicator.year_long else score.bound
    return {
        **_value(plan, score),
        "symbol": labels.SYMBOL[score.status],
        "name": indicator.short,
        "title": indicator.name,
        "href": _to_indicator(score, chosen),
        "target": sentences.target_text(indicator, score),
        "label": status_words.certain(indicator, score),
        "small": score.small,
        "provisional": known and score.provisional,
        "change": _change(one),
        "trend": sparkline(one.trend, goal=goal, description=words.trend(one.trend, indicator.decimals)),
        "rank": words.NOTHING if one.standing is None else words.rank(one.standing),
        "rank_title": "" if one.standing is None else words.rank_title(one.standing),
        "percentile": "" if one.standing is None else words.percentile(one.standing),
    }


def _change(one: UnitIndicator) -> str:
    """How it moved since the month before, or why that cannot be said; "" for yearly results and without a value."""
    if one.indicator.published or math.isnan(one.score.value):
        return ""
    if not one.told:
        return screens.not_told(Month.from_ordinal(one.score.month))
    return "" if one.before is None else words.change(one.indicator, one.score.value, one.before)


def _value(plan: Plan, score: Score) -> dict[str, str]:
    """A score with its mark, its counts and its sentence."""
    indicator = plan.indicator_of_id[score.indicator]
    known = not math.isnan(score.value)
    return {
        "status": score.status,
        "symbol": status_words.symbol(indicator, score),
        "value": sentences.cell_with_unit(indicator, score) if known else words.NOTHING,
        "counts": words.counts_of(plan, indicator, score),
        "fraction": words.fraction(score),
        "sentence": sentences.status_sentence(plan, score),
    }


def _to_indicator(score: Score, chosen: Mapping[str, str]) -> str:
    return url.link(_INDICATOR_PAGE, {url.INDICATOR: score.indicator, url.SCOPE: score.scope, **chosen})


def _comparison(plan: Plan, seen: Comparison, chosen: Mapping[str, str]) -> dict[str, Any]:
    return {
        "line": words.similar_units(plan, seen.ratio, seen.volumes),
        "units": [
            {
                "name": plan.unit_of_id[unit].short,
                "title": plan.unit_of_id[unit].name,
                "href": url.link(PAGE, {url.UNIT: unit, **chosen}) if at else "",
            }
            for at, unit in enumerate(seen.volumes)
        ],
        "rows": [
            {
                "name": indicator.short,
                "title": indicator.name,
                "cells": [None if score is None else _value(plan, score) for score in scores],
            }
            for indicator, scores in seen.rows
        ],
    }


def _task(row: TaskRow, part: TaskPart) -> dict[str, Any]:
    return {
        **tasks.standing_view(part.standing),
        "id": row.task.id,
        "text": row.task.text,
        "href": url.link(tasks.PAGE, {tasks.TASK: row.task.id}),
        "due": task_words.due(row.task) or row.task.time or "",
        "late": task_words.late(part.late_days, part.standing),
        "percent": task_words.percent(part.percent),
        "document": task_words.document(part.progress),
    }


def _strip(seen: UnitView, page: str) -> list[dict[str, str]]:
    months = words.strip_months([one.month for one in seen.reports])
    return [
        {"month": month, **_report(one, seen.unit.id, page)} for month, one in zip(months, seen.reports, strict=True)
    ]


def _report(one: MonthReport, unit: str, page: str) -> dict[str, str]:
    return {
        "style": _STYLE[one.punctuality],
        "symbol": words.PUNCTUALITY_SYMBOL[one.punctuality],
        "word": words.punctuality(one),
        "title": words.report_title(one),
        "href": "" if one.punctuality is Punctuality.NOT_OWED else _to_report(page, unit, str(one.month)),
    }


def _corrections(session: Session, seen: UnitView) -> list[str]:
    """The months that were corrected; which figures and why, for those who may read the unit's history."""
    product, person = session.product, session.person
    reads = may(product.plan, person, Action.SEE_HISTORY, seen.unit.id)
    told = []
    for one in seen.reports:
        if one.corrected_on is not None:
            asked = Filters(unit=seen.unit.id, month=one.month)
            revisions = history_of(product, person, asked, most=_MOST_REVISIONS).revisions if reads else ()
            told.append(words.correction(one, history_words.corrected_figures(product.plan, revisions)))
    return told


def _notes(session: Session, seen: UnitView) -> Sequence[Mapping[str, str]]:
    if not seen.notes:
        return ()
    known = names(session.product)
    return [
        {
            "symbol": note_words.SYMBOLS[note.kind],
            "text": words.note(session.product.plan, note),
            "signature": note_words.signature(note, known),
        }
        for note in seen.notes
    ]
