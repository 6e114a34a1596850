"""Kế hoạch: the plan to read, area by area with each indicator's sheet, and to search."""

import streamlit as st

from kpi.services.plan_document import find
from kpi.ui.markup import show
from kpi.ui.pagespec import PageSpec
from kpi.ui.plan_document import PAGE as URL
from kpi.ui.plan_document import choose_section, found_html, search_field, section_html
from kpi.ui.session import Session
from kpi.wording import plan_words


def page(session: Session) -> None:
    plan = session.product.plan
    search_at, section_at = st.columns([1.2, 1])
    with search_at:
        wanted = search_field()
    if wanted:
        show(session, "plan.found", found_html(plan, find(plan, wanted), wanted))
        return
    with section_at:
        opened = choose_section(plan)
    show(session, "plan", section_html(session, opened))


PAGE = PageSpec(URL, plan_words.TITLE, page)
