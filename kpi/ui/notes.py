"""Notes on an indicator in a scope: the list, the form to add one, and taking one back."""

import streamlit as st

from kpi.errors import Refused
from kpi.months import Month
from kpi.notes import Note, NoteKind
from kpi.series import has_series
from kpi.services import names, notes, reporting
from kpi.ui.session import Session
from kpi.wording import formats, note_words
from kpi.wording.problems import refusal_sentence

_SAID = "notes.said"
_ADDED = "notes.added"


def draw(session: Session, indicator: str, scope: str, month: Month) -> None:
    """Draw the notes of the scope, the newest month first."""
    product, person = session.product, session.person
    st.subheader(note_words.TITLE, anchor=False)
    if said := st.session_state.pop(_SAID, ""):
        st.info(said)
    found = [note for note in notes.notes_of(product, indicator) if note.scope == scope]
    if not found:
        st.caption(note_words.NOTHING)
    known = names.names(product)
    for note in reversed(found):
        text_at, button_at = st.columns([6, 1], vertical_alignment="center")
        text_at.text(f"{note_words.SYMBOLS[note.kind]} {note_words.line(note)}\n{note_words.signature(note, known)}")
        if notes.may_withdraw(product, person, note):
            button_at.button(
                note_words.WITHDRAW, key=f"notes.withdraw.{note.number}", on_click=_withdraw, args=(session, note)
            )
    charted = has_series(product.plan.indicator_of_id[indicator])
    kinds = notes.kinds_to_write(product, person, scope)
    if offered := tuple(kind for kind in kinds if charted or kind is not NoteKind.REBASE):
        _form(session, indicator, scope, month, offered)


def _form(session: Session, indicator: str, scope: str, month: Month, kinds: tuple[NoteKind, ...]) -> None:
    """A field that was sent is followed by an empty one; what is typed stays with its indicator and scope."""
    added = st.session_state.get(_ADDED, 0)
    with st.form("notes.form", clear_on_submit=False):
        kind_at, month_at = st.columns(2)
        kind = kind_at.selectbox(note_words.KIND, kinds, format_func=note_words.KINDS.__getitem__, key="notes.kind")
        months = [str(one) for one in reporting.months_on_offer(session.product.plan)]
        at = month_at.selectbox(
            note_words.MONTH, months, index=months.index(str(month)), format_func=formats.written_month
        )
        text = st.text_area(
            note_words.TEXT,
            placeholder=note_words.TEXT_HINT,
            max_chars=notes.LONGEST,
            key=f"notes.text.{indicator}.{scope}.{added}",
        )
        if not st.form_submit_button(note_words.ADD):
            return
    try:
        notes.add_note(
            session.product,
            session.person,
            indicator=indicator,
            scope=scope,
            month=Month.parse(at),
            kind=kind,
            text=text,
        )
    except Refused as refused:
        st.error(refusal_sentence(refused))
        return
    st.session_state[_SAID], st.session_state[_ADDED] = note_words.ADDED, added + 1
    st.rerun()


def _withdraw(session: Session, note: Note) -> None:
    """A click is answered before the frame is drawn, and so before it looks the session up."""
    if session.ended():
        return
    try:
        notes.withdraw_note(session.product, session.person, note.number)
    except Refused as refused:
        st.session_state[_SAID] = refusal_sentence(refused)
    else:
        st.session_state[_SAID] = note_words.WITHDRAWN
