"""Đơn vị: one commune or department: its indicators among its peers, its tasks, its reports; one A4 page on paper."""

import streamlit as st

from kpi.months import Month, Period
from kpi.services import reporting, unit
from kpi.ui import url, viewing
from kpi.ui.markup import show
from kpi.ui.pagespec import PageSpec
from kpi.ui.session import Session
from kpi.ui.unit import PAGE as URL
from kpi.ui.unit import offer_print, unit_html
from kpi.wording import formats, labels, screens, unit_words


def page(session: Session) -> None:
    product = session.product
    plan = product.plan
    unit_at, month_at, period_at, figures_at, print_at = st.columns([1.5, 1.2, 1.8, 1.25, 0.9])
    with figures_at:
        view = viewing.choose(session)
    with month_at:
        months = [str(month) for month in reporting.months_on_offer(plan)]
        default = str(reporting.default_month(product, view=view))
        month = Month.parse(url.choice(screens.AS_OF, url.MONTH, months, default, formats.written_month))
    with period_at:
        period = Period(url.switch(screens.PERIOD, url.PERIOD, list(Period), Period.YEAR_TO_DATE, labels.period_name))
    with unit_at:
        units, own = unit.units_to_look_at(plan, month), session.person.unit
        first = own if own in units else units[0]
        chosen = url.choice(screens.UNIT, url.UNIT, units, first, lambda at: labels.scope_name(plan, at))
    with print_at:
        offer_print()
    seen = unit.unit_view(product, chosen, month, period, view=view)
    show(session, "unit", unit_html(session, seen, viewing.parameters(session, view)))


PAGE = PageSpec(URL, unit_words.TITLE, page)
