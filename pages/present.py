"""Trình chiếu: a meeting on a screen that all can see, one item of its agenda at a time."""

import streamlit as st

from kpi.errors import Refused
from kpi.ui import present
from kpi.ui.pagespec import PageSpec
from kpi.ui.session import Session
from kpi.wording import present_words
from kpi.wording.problems import refusal_sentence


def page(session: Session) -> None:
    try:
        present.draw(session, present.number_of_address())
    except Refused as refused:
        st.info(refusal_sentence(refused))


PAGE = PageSpec(present.PAGE, present_words.TITLE, page, in_menu=False)
