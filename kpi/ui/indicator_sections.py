"""The sections of the indicator screen: each answers one question, and only the one that is open is drawn."""

from collections.abc import Callable, Mapping

import streamlit as st

from kpi.services import tasks
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
from kpi.wording import indicator_words, screens
from kpi.wording.indicator_words import Section

PARAMETER = "muc"

Draw = Callable[[Session, IndicatorView, View], None]


def draw(session: Session, seen: IndicatorView, view: View) -> None:
    """Offer the sections and draw the chosen one."""
    chosen = url.switch(indicator_words.SECTION, PARAMETER, list(Section), Section.TREND, indicator_words.section_name)
    _DRAW[Section(chosen)](session, seen, view)


def _trend(session: Session, seen: IndicatorView, _view: View) -> None:
    plan = session.product.plan
    left, right = st.columns([1.25, 1])
    with left:
        show_chart(screens.by_month(seen.period), "months", months_of(plan, seen), nothing=screens.NO_HISTORY)
    with right:
        show_chart(screens.BY_UNIT, "units", units_of(plan, seen), nothing=screens.NO_UNITS)
    show_table(screens.FIGURES, figures_table(plan, seen), nothing=screens.NO_FIGURES)


def _units(session: Session, seen: IndicatorView, _view: View) -> None:
    table = ranking_table(session.product.plan, seen)
    show_table(indicator_words.RANKED, table, nothing=screens.NO_UNITS)
    if any(indicator_words.SMALL in cell for row in table for cell in row):
        st.caption(indicator_words.SMALL_HINT)


def _outlook(session: Session, seen: IndicatorView, view: View) -> None:
    indicator_outlook.draw(session, seen, view)


def _process(session: Session, seen: IndicatorView, view: View) -> None:
    process = process_view(session.product, seen.indicator.id, seen.scope, seen.month, view=view)
    indicator_process.draw(session, seen, process)


def _work(session: Session, seen: IndicatorView, view: View) -> None:
    product = session.product
    rows = tasks.plan_tasks(product, tasks.task_day(product, seen.month, view=view))
    show(session, "tasks", tasks_html(product.plan, rows_of_indicator(rows, seen.indicator.id)))
    notes.draw(session, seen.indicator.id, seen.scope, seen.month)


_DRAW: Mapping[Section, Draw] = {
    Section.TREND: _trend,
    Section.UNITS: _units,
    Section.OUTLOOK: _outlook,
    Section.PROCESS: _process,
    Section.WORK: _work,
}
