"""The first screen of an empty store, and the way back to it from demonstration figures."""

import streamlit as st

from kpi.access import Action, may
from kpi.services import demo
from kpi.ui.session import Session
from kpi.wording import screens


def draw(session: Session) -> None:
    """Offer the ways on that the person has: demonstration figures, accounts for others, or entering real figures."""
    st.caption(screens.plan_title(session.product.plan))
    st.header(screens.WELCOME, anchor=False)
    st.write(screens.WELCOME_TEXT)
    left, right, _ = st.columns([1, 1, 2])
    plan, person = session.product.plan, session.person
    has_story = may(plan, person, Action.KEEP_DEMO) and demo.has_story(session.demo_folder, plan)
    if has_story and left.button(screens.TRY_DEMO, type="primary", width="stretch"):
        with st.spinner(screens.FILLING_DEMO):
            demo.fill(
                session.product,
                session.person,
                demo.story_of(session.demo_folder, session.product.plan),
            )
        st.rerun()
    if may(plan, person, Action.KEEP_ACCOUNTS) and right.button(screens.ADD_ACCOUNTS, width="stretch"):
        session.open_page("quan-tri", {})
    if may(plan, person, Action.ENTER, person.unit or plan.root.id) and right.button(
        screens.START_ENTERING, width="stretch"
    ):
        session.open_page("nhap-so-lieu", {})


def offer_removal(session: Session) -> None:
    """Let demonstration figures, where they are shown, be removed after asking once."""
    if not demo.is_shown(session.product) or not may(session.product.plan, session.person, Action.KEEP_DEMO):
        return
    with st.popover(screens.REMOVE_DEMO):
        st.write(screens.REMOVE_DEMO_SURE)
        if st.button(screens.REMOVE_DEMO_YES, type="primary"):
            demo.remove(session.product, session.person)
            st.rerun()
