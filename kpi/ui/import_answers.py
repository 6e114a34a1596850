"""What texts in files stand for: asked of who brings the file, remembered for everybody, and asked again on request."""

import re
from collections.abc import Sequence
from functools import partial

import streamlit as st

from kpi.errors import Refused
from kpi.imports.found import SKIPPED, Question
from kpi.services import importing, names
from kpi.services.answers import KeptAnswer
from kpi.ui.markup import rendered, show
from kpi.ui.session import Session
from kpi.wording import importing_words as words
from kpi.wording.problems import refusal_sentence

_SAID = "import.answers.said"
_MARKS = re.compile(r"[\\`*_\[\]<>$~]")
_WIDTH = 800
"""Pixels of the form of questions."""


def ask(session: Session, questions: Sequence[Question]) -> None:
    """A field for each text that nobody has explained yet; those that were answered are not asked again."""
    plan = session.product.plan
    st.subheader(words.questions(len(questions)), anchor=False)
    st.caption(words.questions_hint(question.subject for question in questions))
    with st.form("import.questions", enter_to_submit=False, width=_WIDTH):
        chosen: dict[Question, str | None] = {
            question: st.selectbox(
                _literal(words.question(question.subject, question.text, question.where)),
                _options(session, question),
                index=None,
                placeholder=words.CHOOSE,
                format_func=partial(words.meaning, plan, question.subject),
                key=f"import.question.{question.subject}.{question.text}",
            )
            for question in questions
        }
        asked = st.form_submit_button(words.ANSWER, type="primary")
    if not asked:
        return
    answers = {question: meaning for question, meaning in chosen.items() if meaning is not None}
    if not answers:
        st.error(words.ANSWERED_NOTHING)
        return
    try:
        importing.answer(session.product, session.person, answers)
    except Refused as refused:
        st.error(refusal_sentence(refused))
    else:
        st.rerun()


def _literal(text: str) -> str:
    """A text from a file in a label, where Streamlit reads Markdown."""
    return _MARKS.sub(r"\\\g<0>", text)


def _options(session: Session, question: Question) -> list[str]:
    """What comes closest first, then that it is for none where it may be, then everything else."""
    meanings = importing.meanings_of(session.product.plan, question)
    close = len(question.candidates)
    skipped = [SKIPPED] if importing.may_be_skipped(question) else []
    return [*meanings[:close], *skipped, *meanings[close:]]


def given(session: Session) -> Sequence[KeptAnswer]:
    """What was answered so far; raises Refused for who may not import."""
    return importing.answers_given(session.product, session.person)


def draw(session: Session, given: Sequence[KeptAnswer]) -> None:
    """The texts that were explained, by whom, and a button to have one asked about again."""
    if said := st.session_state.pop(_SAID, ""):
        st.success(said)
    if not given:
        return
    with st.expander(words.answers(len(given))):
        show(session, "import.answers", _table_html(session, given))
        one = st.selectbox(
            words.FORGET_WHICH,
            given,
            index=None,
            placeholder=words.CHOOSE,
            format_func=lambda answer: answer.written,
            key=f"import.forget.{len(given)}",
        )
        st.button(words.FORGET, disabled=one is None, on_click=_forget, args=(session, one))


def _table_html(session: Session, given: Sequence[KeptAnswer]) -> str:
    plan, known = session.product.plan, names.names(session.product)
    rows = [
        (
            one.written,
            words.meaning(plan, one.subject, one.meaning),
            words.signature(known.get(one.who, one.who), one.at),
        )
        for one in given
    ]
    return rendered("help_table.html", caption=words.ANSWERS, head=words.ANSWERS_HEAD, rows=rows)


def _forget(session: Session, one: KeptAnswer) -> None:
    """A click is answered before the frame is drawn, and so before it looks the session up."""
    if session.ended():
        return
    try:
        importing.forget_answer(session.product, session.person, one)
    except Refused as refused:
        st.session_state[_SAID] = refusal_sentence(refused)
    else:
        st.session_state[_SAID] = words.FORGOTTEN
