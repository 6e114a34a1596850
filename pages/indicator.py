"""Chỉ tiêu: one indicator with the clause behind it: why, since when, who, and will we make it."""

import streamlit as st

from kpi.months import Month, Period
from kpi.services import indicator, reporting
from kpi.ui import url, viewing
from kpi.ui.indicator import sheet_html
from kpi.ui.indicator_sections import draw
from kpi.ui.markup import show
from kpi.ui.pagespec import PageSpec
from kpi.ui.session import Session
from kpi.wording import formats, labels, screens


def page(session: Session) -> None:
    product = session.product
    plan = product.plan
    which_at, scope_at, month_at, figures_at, period_at = st.columns([1.6, 1.3, 1.3, 1.2, 1.95])
    with figures_at:
        view = viewing.choose(session)
    with which_at:
        names = [one.id for one in plan.indicators]
        chosen = url.choice(
            screens.CHOSEN_INDICATOR, url.INDICATOR, names, names[0], lambda at: plan.indicator_of_id[at].name
        )
    with month_at:
        months = [str(month) for month in reporting.months_on_offer(plan)]
        default = str(reporting.default_month(product, view=view))
        month = Month.parse(url.choice(screens.AS_OF, url.MONTH, months, default, formats.written_month))
    with period_at:
        period = Period(url.switch(screens.PERIOD, url.PERIOD, list(Period), Period.YEAR_TO_DATE, labels.period_name))
    with scope_at:
        scopes = indicator.scopes_of_indicator(product, chosen, month, view=view)
        scope = url.choice(screens.SCOPE, url.SCOPE, scopes, scopes[0], lambda at: labels.scope_name(plan, at))
    seen = indicator.indicator_view(product, chosen, scope, month, period, view=view)
    show(session, "sheet", sheet_html(plan, seen))
    draw(session, seen, view)


PAGE = PageSpec("chi-tieu", screens.INDICATOR, page)
