"""Tổng quan: which targets are met, which are slipping, who is behind, who has not reported."""

from functools import partial

import streamlit as st

from kpi.months import Month, Period
from kpi.plan import WHOLE
from kpi.services import overview, reporting
from kpi.ui import url, viewing, welcome
from kpi.ui.markup import rendered, show
from kpi.ui.overview import overview_html
from kpi.ui.pagespec import PageSpec
from kpi.ui.session import Session
from kpi.wording import formats, labels, screens


def page(session: Session) -> None:
    product = session.product
    if reporting.is_empty(product):
        welcome.draw(session)
        return
    st.caption(screens.plan_title(product.plan))
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
    reports = viewing.report_page(session)
    figures = viewing.parameters(session, view)
    write = partial(overview_html, product.plan, indicator_page="chi-tieu", report_page=reports, figures=figures)
    html = overview.overview_once(product, month, period, scope, write, view=view, written_for=reports)
    st.html(rendered("overview_print.html"))
    show(session, "overview", html)
    welcome.offer_removal(session)


PAGE = PageSpec("", screens.OVERVIEW, page)
