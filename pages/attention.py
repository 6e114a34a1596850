"""Việc cần chú ý: everything that needs attention, by written rules, worst first."""

import streamlit as st

from kpi.months import Month, Period
from kpi.plan import WHOLE
from kpi.services import attention, overview, reporting
from kpi.services.corrections import corrections_within
from kpi.ui import url, viewing
from kpi.ui.attention import findings_html
from kpi.ui.markup import show
from kpi.ui.pagespec import PageSpec
from kpi.ui.session import Session
from kpi.wording import finding_words, formats, labels, screens


def page(session: Session) -> None:
    product = session.product
    month_at, scope_at, figures_at, period_at = st.columns([1, 1.7, 1, 1.3])
    with figures_at:
        view = viewing.choose(session)
    with month_at:
        months = [str(month) for month in reporting.months_on_offer(product.plan)]
        default = str(reporting.default_month(product, view=view))
        month = Month.parse(url.choice(screens.AS_OF, url.MONTH, months, default, formats.written_month))
    with period_at:
        period = Period(url.switch(screens.PERIOD, url.PERIOD, list(Period), Period.YEAR_TO_DATE, labels.period_name))
    with scope_at:
        scopes = overview.scopes_on_offer(product)
        scope = url.choice(screens.SCOPE, url.SCOPE, scopes, WHOLE, lambda at: labels.scope_name(product.plan, at))
    if not reporting.has_figures(product, view=view):
        st.info(screens.NOTHING_APPROVED)
        return
    found = attention.every_finding(product, month, period, scope, view=view)
    reports, figures = viewing.report_page(session), viewing.parameters(session, view)
    corrected = corrections_within(product, month, period, scope, view=view)
    html = findings_html(
        product.plan, found, month, period, scope, report_page=reports, figures=figures, corrected=corrected
    )
    show(session, "findings", html)


PAGE = PageSpec("viec-can-chu-y", finding_words.TITLE, page)
