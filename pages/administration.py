"""Quản trị: accounts, open sessions, the plan and the template of the report in force, the state of the product."""

import streamlit as st

from kpi.errors import Refused
from kpi.ui import administration, administration_people, administration_template
from kpi.ui.pagespec import PageSpec
from kpi.ui.session import Session
from kpi.wording import admin_words
from kpi.wording.problems import refusal_sentence


def page(session: Session) -> None:
    section = administration.section()
    administration.tell()
    try:
        match section:
            case "phien":
                administration_people.sessions_table(session)
                administration_people.end_sessions(session)
            case "ke-hoach":
                administration.plan_in_force(session)
                administration.new_plan(session)
            case "mau-bao-cao":
                administration_template.template_in_force(session)
                administration_template.new_template(session)
            case "he-thong":
                administration.state_of_the_system(session)
                administration.back_up(session)
                administration.verify_history(session)
            case _:
                administration_people.one_time_passwords(session)
                administration_people.accounts_table(session)
                new_at, change_at = st.columns(2, gap="large")
                with new_at:
                    administration_people.new_account(session)
                with change_at:
                    administration_people.change_account(session)
    except Refused as refused:
        st.error(refusal_sentence(refused))


PAGE = PageSpec("quan-tri", admin_words.TITLE, page, administration.ROLES)
