"""The sections of the indicator screen: each answers one question, and only the one that is open is drawn."""

from collections.abc import Callable, Mapping

import streamlit as st

from kpi.services import demo, tasks
from kpi.services.indicator import IndicatorView
from kpi.services.process import process_view
from kpi.services.view import View
from kpi.tasks import rows_of_indicator
from kpi.ui import indicator_outlook, indicator_process, notes, url
from kpi.ui.chart import show_chart, show_table
from kpi.ui.indicator import figures_table, months_of, units_of
from kpi.ui.indicator_tasks import tasks_html
from kpi.ui.indicator_units import ranking_table
from kpi.ui.markup import show
from kpi.ui.session import Session
from kpi.wording import formats, indicator_words, labels, screens
from kpi.wording.csv_text import About
from kpi.wording.indicator_words import Section

PARAMETER = "muc"
_PAGE = "chi-tieu"

Draw = Callable[[Session, IndicatorView, View], None]


def draw(session: Session, seen: IndicatorView, view: View) -> None:
    """Offer the sections and draw the chosen one."""
    chosen = url.switch(indicator_words.SECTION, PARAMETER, list(Section), Section.TREND, indicator_words.section_name)
    _DRAW[Section(chosen)](session, seen, view)


def _trend(session: Session, seen: IndicatorView, view: View) -> None:
    plan, about = session.product.plan, about_indicator(session, seen, view)
    left, right = st.columns([1.25, 1])
    with left:
        heading = screens.by_month(seen.period)
        show_chart(heading, "months", months_of(plan, seen), about=about, nothing=screens.NO_HISTORY)
    with right:
        show_chart(screens.BY_UNIT, "units", units_of(plan, seen), about=about, nothing=screens.NO_UNITS)
    show_table(screens.FIGURES, figures_table(plan, seen), about=about, nothing=screens.NO_FIGURES)


def _units(session: Session, seen: IndicatorView, view: View) -> None:
    table = ranking_table(session.product.plan, seen)
    about = about_indicator(session, seen, view)
    show_table(indicator_words.RANKED, table, about=about, nothing=screens.NO_UNITS)
    if any(labels.FEW in cell for row in table for cell in row):
        st.caption(labels.FEW_HINT)


def _outlook(session: Session, seen: IndicatorView, view: View) -> None:
    indicator_outlook.draw(session, seen, view, about=_about_months(session, seen, view))


def _process(session: Session, seen: IndicatorView, view: View) -> None:
    process = process_view(session.product, seen.indicator.id, seen.scope, seen.month, view=view)
    to_notes = url.link(_PAGE, {**url.shown(), PARAMETER: Section.WORK})
    indicator_process.draw(session, seen, process, about=_about_months(session, seen, view), to_notes=to_notes)


def _work(session: Session, seen: IndicatorView, view: View) -> None:
    product = session.product
    rows = tasks.plan_tasks(product, tasks.task_day(product, seen.month, view=view))
    show(session, "tasks", tasks_html(product.plan, rows_of_indicator(rows, seen.indicator.id)))
    notes.draw(session, seen.indicator.id, seen.scope, seen.month)


def about_indicator(session: Session, seen: IndicatorView, view: View) -> About:
    """What the tables are about that follow the chosen period."""
    return _about(session, seen, view, formats.period(seen.month, seen.period))


def _about_months(session: Session, seen: IndicatorView, view: View) -> About:
    """What the tables are about that hold single months, whatever period was chosen."""
    return _about(session, seen, view, indicator_words.each_month(seen.month))


def _about(session: Session, seen: IndicatorView, view: View, covered: str) -> About:
    plan, is_demo = session.product.plan, demo.is_shown(session.product)
    return indicator_words.about(
        plan, seen.indicator, seen.scope, seen.month, covered, approved=view.approved, demo=is_demo
    )


_DRAW: Mapping[Section, Draw] = {
    Section.TREND: _trend,
    Section.UNITS: _units,
    Section.OUTLOOK: _outlook,
    Section.PROCESS: _process,
    Section.WORK: _work,
}
