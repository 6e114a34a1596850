"""Báo cáo & xuất: the periodic report of a cycle to read, and its files to be signed, shown or reckoned with."""

import streamlit as st

from kpi.services.periodic import periodic_report
from kpi.ui.markup import show
from kpi.ui.pagespec import PageSpec
from kpi.ui.report import PAGE as URL
from kpi.ui.report import choose_cycle, choose_month, files_html, preview_html
from kpi.ui.session import Session
from kpi.wording import periodic_words


def page(session: Session) -> None:
    month_at, cycle_at, _ = st.columns([1.2, 2.2, 2])
    with month_at:
        month = choose_month(session)
    with cycle_at:
        cycle = choose_cycle(month)
    report = periodic_report(session.product, session.person, cycle, month)
    show(session, "files", files_html(report))
    show(session, "preview", preview_html(report))


PAGE = PageSpec(URL, periodic_words.TITLE, page)
