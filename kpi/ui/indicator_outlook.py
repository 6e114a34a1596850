"""Will we make it: pace, effort, forecast, and what if."""

import math

import streamlit as st

from kpi.charts import Chart
from kpi.outlook import Outlook, YearEnd
from kpi.outlook_figure import outlook_figure
from kpi.plan import Plan
from kpi.process import month_demand
from kpi.series import Series
from kpi.services import outlook
from kpi.services.indicator import IndicatorView
from kpi.services.view import View
from kpi.ui.chart import show_chart
from kpi.ui.markup import rendered, show
from kpi.ui.session import Session
from kpi.wording import labels, outlook_words
from kpi.wording.csv_text import About


def draw(session: Session, view: IndicatorView, figures: View, *, about: About) -> None:
    """Draw what it takes and what is likely; before the plan begins there is nothing to reach."""
    product, plan = session.product, session.product.plan
    asked = view.indicator.id, view.scope, view.month
    seen = outlook.outlook_of(product, *asked, view=figures) if view.month >= plan.first_month else None
    if seen is None:
        st.info(outlook_words.BEFORE_PLAN)
        return
    with st.spinner(outlook_words.FORECASTING, show_time=False):
        ahead = outlook.forecast_of(product, *asked, view=figures)
    show(session, "outlook", outlook_html(plan, view, seen, ahead))
    _what_if(view, seen)
    if isinstance(ahead, YearEnd):
        past = outlook.months_of(product, *asked, view=figures)
        chart = forecast_chart(plan, view, seen, ahead, past)
        show_chart(outlook_words.CHART, "outlook", chart, about=about, nothing="")
        st.caption(outlook_words.READ)


def outlook_html(plan: Plan, view: IndicatorView, seen: Outlook, ahead: outlook.Ahead) -> str:
    """The two questions with their answers: what does it take, what is likely."""
    indicator = view.indicator
    verdict = outlook_words.verdict(seen)
    volume = (
        outlook_words.volume_sentence(plan, indicator, seen, seen.volume)
        if seen.volume is not None and not seen.over
        else ""
    )
    lines = outlook_words.pace_sentence(indicator, seen), volume, outlook_words.provisional(plan, seen)
    forecast = (
        outlook_words.forecast_sentence(indicator, seen, ahead)
        if isinstance(ahead, YearEnd)
        else outlook_words.no_forecast(seen, ahead, view.month)
    )
    return rendered(
        "outlook.html",
        words=outlook_words,
        verdict=verdict,
        style="none" if verdict is None else verdict.reach,
        needed=outlook_words.effort_sentence(plan, indicator, seen) or outlook_words.missing_effort(seen),
        lines=[line for line in lines if line],
        forecast=forecast,
        method=outlook_words.method_sentence(indicator, ahead.forecast) if isinstance(ahead, YearEnd) else "",
    )


def _what_if(view: IndicatorView, seen: Outlook) -> None:
    if seen.over or outlook.year_end_if(seen, 0) is None:
        return
    rate = st.slider(outlook_words.WHAT_IF, 0, 100, first_rate(seen), key=f"what_if.{view.indicator.id}")
    value = outlook.year_end_if(seen, rate)
    if value is not None:
        st.markdown(outlook_words.what_if_sentence(view.indicator, rate, value, seen.final))


def first_rate(seen: Outlook) -> int:
    """The whole number next to the target on the side where it is reached: 90 for "≥ 90 %", 91 for "> 90 %"."""
    if seen.final is None:
        return 100
    target = seen.final.final
    match seen.final.operator:
        case ">":
            nearest = math.floor(target) + 1
        case "<":
            nearest = math.ceil(target) - 1
        case "<=":
            nearest = math.floor(target)
        case _:
            nearest = math.ceil(target)
    return min(max(nearest, 0), 100)


def forecast_chart(plan: Plan, view: IndicatorView, seen: Outlook, ahead: YearEnd, past: Series) -> Chart:
    """The months that were and those to come, with what is asked of each month by itself."""
    return outlook_figure(
        view.indicator,
        past,
        list(zip(seen.remaining, ahead.forecast.months, strict=True)),
        scope=labels.scope_name(plan, view.scope),
        asked=month_demand(plan, view.indicator, view.scope, seen.remaining[-1]),
    )
