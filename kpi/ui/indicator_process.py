"""Whether an indicator is changing, as a control chart with its two sentences."""

import streamlit as st

from kpi.charts import Chart
from kpi.control import ControlChart
from kpi.months import Period
from kpi.plan import Plan
from kpi.process_figure import process_figure
from kpi.services.indicator import IndicatorView
from kpi.services.process import ProcessView
from kpi.targets import Demand
from kpi.ui.chart import show_chart
from kpi.ui.markup import rendered, show
from kpi.ui.session import Session
from kpi.wording import control_words, indicator_words, labels, note_words, outlook_words
from kpi.wording.csv_text import About


def draw(session: Session, view: IndicatorView, process: ProcessView, *, about: About, to_notes: str) -> None:
    """Draw the chart, or say why there is none; `to_notes` is the link to where notes and rebases are written."""
    plan, chart = session.product.plan, process.chart
    if isinstance(chart, ControlChart):
        show(session, "process", process_html(plan, view, chart, process.asked, to_notes=to_notes))
        figure = control_figure(plan, view, chart, process)
        show_chart(control_words.TITLE, "process", figure, about=about, nothing="")
        said = control_words.READ, control_words.basis(chart), control_words.small(process.small)
        st.caption(" ".join(sentence for sentence in said if sentence))
        return
    st.subheader(control_words.TITLE, anchor=False)
    st.info(control_words.NOT_CHARTED if chart is None else control_words.too_few(chart))


def control_figure(plan: Plan, view: IndicatorView, chart: ControlChart, process: ProcessView) -> Chart:
    """The chart with the notes of the scope."""
    return process_figure(
        view.indicator,
        chart,
        scope=labels.scope_name(plan, view.scope),
        targets=process.targets,
        asked=process.asked,
        provisional=process.provisional,
        notes={note.month: note_words.of_month(view.notes, note.month) for note in view.notes},
    )


def process_html(
    plan: Plan, view: IndicatorView, chart: ControlChart, asked: Demand | None, *, to_notes: str = ""
) -> str:
    """The two questions with their answers: is it changing, can it be relied on."""
    variation, assurance = control_words.VARIATION[chart.variation], control_words.ASSURANCE[chart.assurance]
    return rendered(
        "process.html",
        answers=[
            {
                "ask": control_words.CHANGING,
                "style": chart.variation,
                "symbol": variation[0],
                "label": variation[1],
                "sentence": control_words.variation_sentence(view.indicator, chart),
                "provisional": _provisional(plan, view, chart),
            },
            {
                "ask": control_words.RELIABLE,
                "style": chart.assurance,
                "symbol": assurance[0],
                "label": assurance[1],
                "sentence": control_words.assurance_sentence(view.indicator, chart, asked),
                "provisional": "",
            },
        ],
        to_notes=to_notes,
        to_notes_name=control_words.to_notes(indicator_words.SECTIONS[indicator_words.Section.WORK]),
    )


def _provisional(plan: Plan, view: IndicatorView, chart: ControlChart) -> str:
    """Of how many units the last point is known, "" where of all."""
    last = chart.points[-1].month
    month = (reading.score for reading in view.readings if reading.period is Period.MONTH and view.month == last)
    return next((outlook_words.of_units(plan, score) for score in month if score.provisional), "")
