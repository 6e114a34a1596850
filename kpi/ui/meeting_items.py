"""What is added to the agenda of a meeting while it is prepared: an item of any kind, or all that was left out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from kpi.errors import Refused
from kpi.meetings import AgendaItem, ItemKind, repeated
from kpi.months import Month
from kpi.services import indicator, meetings
from kpi.services.view import View
from kpi.ui.session import Session
from kpi.wording import labels
from kpi.wording import meeting_words as words
from kpi.wording.problems import refusal_sentence

Agenda = tuple[AgendaItem, ...]
_ONCE = (ItemKind.DECISIONS, ItemKind.STATE, ItemKind.REPORTING)
_NAMED = (ItemKind.INDICATOR, ItemKind.UNIT, ItemKind.TASK, ItemKind.OTHER)


def left_out(session: Session, base: str, month: Month, agenda: Agenda) -> Agenda:
    """Say how much that has to answer is not on the agenda; gives all of it where that is asked for."""
    indicators, units = meetings.left_out(session.product, month, agenda, view=View(session.person))
    if not indicators and not units:
        return ()
    text_at, button_at = st.columns([3, 1], vertical_alignment="center")
    text_at.caption(words.left_out(len(indicators), len(units)))
    asked = button_at.button(words.ADD_LEFT_OUT, key=f"{base}.left_out", width="stretch")
    return (*indicators, *units) if asked else ()


def asked_for(session: Session, base: str, month: Month, agenda: Agenda, *, turn: int) -> Agenda:
    """Offer an item of any kind; gives it where it is asked for. With another `turn` a new text is begun."""
    with st.expander(words.ADD):
        kind_at, subject_at, scope_at, button_at = st.columns([1.1, 2, 1.4, 1.1], vertical_alignment="bottom")
        there = {item.kind for item in agenda}
        kinds = [*_NAMED, *(kind for kind in _ONCE if kind not in there)]
        with kind_at:
            kind = _chosen(words.KIND, f"{base}.kind", kinds, words.KINDS)
        with subject_at:
            item = _subject(session, base, kind, turn=turn)
        if kind is ItemKind.INDICATOR:
            with scope_at:
                item = replace(item, scope=_scope(session, base, item.subject, month))
        with button_at:
            asked = st.button(words.ADD_NOW, key=f"{base}.add", width="stretch")
        if not asked:
            return ()
        if kind is ItemKind.OTHER and not item.text.strip():
            st.error(refusal_sentence(Refused("agenda_text")))
            return ()
        if repeated((*agenda, item)) == item:
            st.error(refusal_sentence(Refused("agenda_there", item=words.item_title(session.product.plan, item))))
            return ()
        return (item,)


def _chosen(label: str, key: str, options: Sequence[Any], names: Mapping[Any, str]) -> Any:
    """A select box whose options may change while it stands."""
    if st.session_state.get(key) not in options:
        st.session_state[key] = options[0]
    return st.selectbox(label, options, format_func=names.__getitem__, key=key)


def _subject(session: Session, base: str, kind: ItemKind, *, turn: int) -> AgendaItem:
    """What an item to be added is about."""
    plan = session.product.plan
    match kind:
        case ItemKind.INDICATOR:
            names = {one.id: one.name for one in plan.indicators}
        case ItemKind.UNIT:
            names = {one.id: one.name for one in plan.units}
        case ItemKind.TASK:
            headings = {task.parent for task in plan.tasks}
            names = {task.id: f"{task.id}. {task.text}" for task in plan.tasks if task.id not in headings}
        case ItemKind.OTHER:
            return AgendaItem(
                kind, text=st.text_input(words.TEXT, key=f"{base}.text.{turn}", max_chars=meetings.LONGEST_TEXT)
            )
        case _:
            return AgendaItem(kind)
    return AgendaItem(kind, _chosen(words.KINDS[kind], f"{base}.{kind}", list(names), names))


def _scope(session: Session, base: str, about: str, month: Month) -> str:
    plan = session.product.plan
    scopes = indicator.scopes_of_indicator(session.product, about, month, view=View(session.person))
    names = {scope: labels.scope_name(plan, scope) for scope in scopes}
    chosen: str = _chosen(words.SCOPE, f"{base}.scope", scopes, names)
    return chosen
