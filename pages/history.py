"""Lịch sử: who changed what, when and why, the newest first."""

import streamlit as st

from kpi.errors import Refused
from kpi.services.history import history
from kpi.ui.history import PAGE as URL
from kpi.ui.history import READERS, began_before, choose, draw
from kpi.ui.pagespec import PageSpec
from kpi.ui.session import Session
from kpi.wording import history_words
from kpi.wording.problems import refusal_sentence


def page(session: Session) -> None:
    filters, began = choose(session), began_before()
    try:
        seen = history(session.product, session.person, filters, before=began)
    except Refused as refused:
        st.info(refusal_sentence(refused))
        return
    draw(session, seen, filters, began=began)


PAGE = PageSpec(URL, history_words.TITLE, page, READERS)
