"""Duyệt báo cáo: which reports of a month wait, what stands out in one, and the decision about it."""

from functools import partial

import streamlit as st

from kpi.errors import Refused
from kpi.months import Month
from kpi.plan import WHOLE
from kpi.services import reporting, review
from kpi.services.view import view_of
from kpi.ui import decide, url
from kpi.ui.markup import show
from kpi.ui.pagespec import PageSpec
from kpi.ui.review import PAGE as URL
from kpi.ui.review import READERS, month_html
from kpi.ui.session import Session
from kpi.wording import formats, review_words, screens
from kpi.wording.problems import refusal_sentence


def page(session: Session) -> None:
    product, person = session.product, session.person
    month_at, unit_at, _ = st.columns([1, 1.6, 1.6])
    try:
        default = reporting.default_month(product, view=view_of(product, person, unapproved=True))
        with month_at:
            months = [str(month) for month in reporting.months_on_offer(product.plan)]
            month = Month.parse(url.choice(screens.MONTH, url.MONTH, months, str(default), formats.written_month))
        seen = review.month_review(product, person, month)
        with unit_at:
            units = [WHOLE, *(unit.id for unit in seen.reporting.expected)]
            written = partial(review_words.unit_name, product.plan)
            unit = url.choice(screens.UNIT, url.UNIT, units, WHOLE, written)
        report = None if unit == WHOLE else review.report_review(product, person, unit, month)
    except Refused as refused:
        st.info(refusal_sentence(refused))
        return
    list_at, report_at = st.columns([1, 2.1], gap="medium")
    with list_at:
        show(session, "month", month_html(seen, chosen=unit))
    with report_at:
        if report is None:
            decide.draw_month(session, seen)
        else:
            decide.draw_report(session, seen, report)


PAGE = PageSpec(URL, review_words.TITLE, page, READERS)
