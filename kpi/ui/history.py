"""The history: filters that live in the address alone, and the revisions as a block of HTML."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import streamlit as st

from kpi.access import Action, Role, may
from kpi.figures import Revision
from kpi.months import Month
from kpi.plan import Plan
from kpi.services import names, reporting
from kpi.services.history import OF_REPORTS, Filters, HistoryPage
from kpi.ui import decisions, meeting, review, url
from kpi.ui.markup import rendered, show
from kpi.ui.narrow import EVERY, narrowed
from kpi.ui.session import Session
from kpi.wording import formats, labels
from kpi.wording import history_words as words

PAGE = "lich-su"
READERS = frozenset({Role.LEADER, Role.COORDINATOR, Role.REPORTER})
TASK, TASKS_PAGE = "nhiem-vu", "nhiem-vu"
PERSON = "nguoi"
BEFORE = "truoc"
"""In the address: the number of the revision that the page begins after."""


def choose(session: Session) -> Filters:
    """Let the history be narrowed; a reporter's is of the own unit, whatever the address says."""
    product, plan = session.product, session.product.plan
    everything = may(plan, session.person, Action.SEE_HISTORY)
    known = names.names(product)
    if not everything and session.person.unit is not None:
        st.caption(words.of_unit(plan, session.person.unit))
    places = st.columns([1.3, 1.7, 1, 1.3] if everything else [1.7, 1, 1.3])
    unit = EVERY
    if everything:
        with places[0]:
            units = reporting.units_on_offer(plan)
            unit = _narrowed(words.UNIT, url.UNIT, units, words.EVERY_UNIT, lambda at: labels.scope_name(plan, at))
    with places[-3]:
        indicators = [one.id for one in plan.indicators]
        indicator = _narrowed(
            words.INDICATOR,
            url.INDICATOR,
            indicators,
            words.EVERY_INDICATOR,
            lambda at: plan.indicator_of_id[at].name,
        )
    with places[-2]:
        months = [str(month) for month in reporting.months_on_offer(plan)]
        month = _narrowed(words.MONTH, url.MONTH, months, words.EVERY_MONTH, formats.written_month)
    with places[-1]:
        people = sorted(known, key=lambda login: (known[login], login))
        person = _narrowed(words.PERSON, PERSON, people, words.EVERYBODY, lambda login: words.person(login, known))
    return Filters(unit or None, indicator or None, Month.parse(month) if month else None, person or None, _task(plan))


def _task(plan: Plan) -> str | None:
    """The task that the address names: it is chosen where tasks are, and only left here."""
    named = st.query_params.get(TASK)
    if named is None or all(task.id != named for task in plan.tasks):
        return None
    st.caption(words.of_task(plan, named))
    return named


def began_before() -> int | None:
    """Where the page of the address begins; None at the newest, and where the address names no number."""
    written = st.query_params.get(BEFORE, "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < _MOST_DIGITS else None


_MOST_DIGITS = 16


def draw(session: Session, seen: HistoryPage, filters: Filters, *, began: int | None) -> None:
    """Show a page of the history; each is a block of its own, so that it is read from its top."""
    key = "history" if began is None else f"history.{began}"
    show(session, key, history_html(session, seen, filters, began=began))


def history_html(session: Session, seen: HistoryPage, filters: Filters, *, began: int | None) -> str:
    """A page of the history, day by day, each revision with a link to the report that it concerns."""
    product = session.product
    known, report_page = names.names(product), _page_of_reports(session)
    days = groupby(seen.revisions, key=lambda one: words.day(one.stamp.at, product.today))
    narrowed = filters != Filters()
    return rendered(
        "history.html",
        words=words,
        view={
            "days": [
                {
                    "name": day,
                    "saves": [_save(product.plan, list(save), known, report_page) for _, save in _saves(revisions)],
                }
                for day, revisions in days
            ],
            "nothing": words.NOTHING if narrowed else words.NOTHING_YET,
            "hint": words.NOTHING_HINT if narrowed else "",
            "older": "" if seen.older is None else _page(filters, seen.older),
            "newest": "" if began is None else _page(filters, None),
            "every": "" if filters.task is None else _page(replace(filters, task=None), None),
        },
    )


def _narrowed(label: str, parameter: str, options: Sequence[str], every: str, written: Callable[[str], str]) -> str:
    """A filter of the history; a change of it begins at the newest again."""
    return narrowed(label, parameter, options, every=every, written=written, page="history", forget=(BEFORE,))


def _page_of_reports(session: Session) -> str:
    """Where this person looks at a report: those who see all look through it, a unit opens its form."""
    return review.PAGE if session.person.role in review.READERS else "nhap-so-lieu"


def _saves(revisions: Iterable[Revision]) -> Iterator[tuple[object, Iterator[Revision]]]:
    """The revisions of one save of one report stand together."""
    return groupby(revisions, key=lambda one: (one.stamp.at, one.stamp.who, one.stamp.origin, one.unit, one.month))


def _save(plan: Plan, revisions: Sequence[Revision], known: words.Names, report_page: str) -> Mapping[str, Any]:
    one = revisions[0]
    return {
        "time": words.time(one.stamp.at),
        "who": words.who(one, known),
        "sentences": [words.sentence(plan, revision, known) for revision in revisions],
        "origin": words.origin(one.stamp.origin),
        "see": _see(plan, one, report_page),
    }


def _see(plan: Plan, one: Revision, report_page: str) -> Mapping[str, str] | None:
    """Where that which a revision changed is looked at, None where there is no such page."""
    if one.action in OF_REPORTS and one.month is not None and one.unit in plan.unit_of_id:
        return {
            "name": words.SEE_REPORT,
            "href": url.link(report_page, {url.UNIT: one.unit, url.MONTH: str(one.month)}),
        }
    if one.action == "task" and one.part == plan.id:
        return {"name": words.SEE_TASK, "href": url.link(TASKS_PAGE, {TASK: one.subject})}
    if one.action in {"note", "note_withdrawn"} and one.subject in plan.indicator_of_id:
        at = {url.INDICATOR: one.subject, url.SCOPE: one.unit, url.MONTH: str(one.month)}
        return {"name": words.SEE_INDICATOR, "href": url.link("chi-tieu", at)}
    if one.action == "meeting":
        return {"name": words.SEE_MEETING, "href": meeting.link(one.subject)}
    if one.action in {"decision", "follow_up"}:
        return {"name": words.SEE_DECISION, "href": decisions.link(number=one.subject)}
    return None


def _page(filters: Filters, before: int | None) -> str:
    wanted = {
        url.UNIT: filters.unit,
        url.INDICATOR: filters.indicator,
        url.MONTH: None if filters.month is None else str(filters.month),
        PERSON: filters.person,
        TASK: filters.task,
        BEFORE: None if before is None else str(before),
    }
    return url.link(PAGE, {name: value for name, value in wanted.items() if value is not None})
