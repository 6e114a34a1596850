"""Nhiệm vụ: every task of the plan with its lead and its standing, late ones first; one opened, and updated."""

import streamlit as st

from kpi.services import demo, tasks
from kpi.ui import task_form
from kpi.ui.history import READERS as HISTORY_READERS
from kpi.ui.markup import show
from kpi.ui.pagespec import PageSpec
from kpi.ui.session import Session
from kpi.ui.task_sheet import choose_part, opened, parts_html, sheet_html
from kpi.ui.task_timeline import timeline_html
from kpi.ui.tasks import PAGE as URL
from kpi.ui.tasks import TASK, TIMELINE, board_html, choose, filters_of_address, summary_html
from kpi.wording import task_words


def page(session: Session) -> None:
    plan = session.product.plan
    day = tasks.latest_task_day(session.product, session.person)
    rows = tasks.plan_tasks(session.product, day)
    row = opened(rows, st.query_params.get(TASK, ""))
    if row is not None:
        filters, part = filters_of_address(), choose_part(session, row)
        reads_history = session.person.role in HISTORY_READERS
        show(session, "task", sheet_html(plan, row, filters, reads_history=reads_history))
        task_form.tell()
        if part is not None:
            task_form.draw(session, row, part)
        if row.parts:
            show(session, "parts", parts_html(session, row, filters, chosen=part))
        return
    counted = st.container()
    filters, view = choose(session)
    with counted:
        show(session, "summary", summary_html(session, rows, filters, day))
    if view == TIMELINE:
        show(session, "timeline", timeline_html(plan, rows, filters, day, is_demo=demo.is_shown(session.product)))
    else:
        show(session, "board", board_html(plan, rows, filters))


PAGE = PageSpec(URL, task_words.TITLE, page)
