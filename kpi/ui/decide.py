"""Deciding about reports on the screen: approve, return with a reason, approve all, remind, and what came of it.

A click carries the versions that were on screen, so that nobody decides about figures they have not seen. It is
carried out before the frame asks who is here, so it asks itself whether the session has ended.
"""

from collections.abc import Callable, Iterable

import streamlit as st

from kpi.access import Action, may
from kpi.errors import Refused
from kpi.figures import ReportState
from kpi.months import Month
from kpi.plan import WHOLE
from kpi.services import flow, names, reporting, review
from kpi.services.flow import Outcome
from kpi.services.product import Product
from kpi.services.review import MonthReview, ReportReview
from kpi.ui.markup import component, rendered, show
from kpi.ui.review import figures_html, report_html, said_html, summary_html
from kpi.ui.session import Session
from kpi.wording import flow_words
from kpi.wording import review_words as words
from kpi.wording.problems import refusal_sentence

_SAID = "review.said"
HISTORY_PAGE = "lich-su"
ENTRY_PAGE = "nhap-so-lieu"


def draw_month(session: Session, seen: MonthReview) -> None:
    """Say what waits, and offer to approve all of it after asking once."""
    if not _said(session, seen, WHOLE):
        show(session, "summary", summary_html(seen))
    if not seen.approvable:
        return
    with st.popover(flow_words.APPROVE_ALL, type="primary"):
        units = [unit for unit in seen.reporting.expected if unit.id in seen.approvable]
        st.text(words.approve_many_sure(seen.month, units))
        asked = (session, seen.month, dict(seen.approvable))
        st.button(words.approve_many(len(units)), type="primary", on_click=_approve_all, args=asked)


def draw_report(session: Session, month: MonthReview, seen: ReportReview) -> None:
    """One report: what to look at, the decision, the reminder where it is still owed, and the other figures."""
    plan, person = session.product.plan, session.person
    corrects = may(plan, person, Action.CORRECT, seen.unit.id)
    known = names.names(session.product)
    pages = {"history_page": HISTORY_PAGE, "entry_page": ENTRY_PAGE if corrects else ""}
    show(session, "report", report_html(plan, seen, known, today=reporting.report_day(session.product), **pages))
    _said(session, month, seen.unit.id)
    _decision(session, seen)
    _reminder(session, seen)
    if any(one.now is not None for one in seen.figures):
        show(session, "figures", figures_html(plan, seen))


def _said(session: Session, seen: MonthReview, chosen: str) -> bool:
    """Say what the last action did, as long as the same report or list is looked at; False where it did nothing."""
    at, style, text, items = st.session_state.get(_SAID, (None, "", "", ()))
    if at != (seen.month, chosen):
        st.session_state.pop(_SAID, None)
        return False
    show(session, "said", said_html(seen, chosen, style=style, text=text, items=items))
    return True


def _decision(session: Session, seen: ReportReview) -> None:
    decides = may(session.product.plan, session.person, Action.DECIDE, seen.unit.id)
    if decides and not seen.may_decide and seen.report.state is ReportState.SUBMITTED:
        st.info(refusal_sentence(Refused("own_report", unit=seen.unit.name)))
    if not seen.may_decide:
        return
    shown = (session, seen)
    approve_at, return_at, _ = st.columns([1, 1, 3])
    approve_at.button(flow_words.APPROVE, type="primary", width="stretch", on_click=_approve, args=shown)
    with (
        return_at.popover(flow_words.RETURN, width="stretch"),
        st.form("return", border=False, enter_to_submit=False),
    ):
        st.text_area(words.RETURN_REASON, key=_reason_key(seen), height=120, width=360)
        st.form_submit_button(flow_words.RETURN, type="primary", on_click=_return, args=shown)


def _reminder(session: Session, seen: ReportReview) -> None:
    if not may(session.product.plan, session.person, Action.DECIDE, seen.unit.id):
        return
    try:
        owed = review.reminder(session.product, session.person, seen.unit.id, seen.month)
    except Refused:
        return
    html = rendered(
        "review_reminder.html",
        words=words,
        subject=words.reminder_subject(seen.unit, seen.month),
        body=words.reminder(
            seen.unit,
            seen.month,
            due=owed.due,
            days_overdue=owed.standing.days_overdue,
            state=owed.standing.state,
            missing=owed.missing,
            returned_because=owed.returned_because,
        ),
    )
    component("copy", script="copy.js")(key="reminder", data={"html": html, "copied": words.COPIED})


def _approve(session: Session, seen: ReportReview) -> None:
    def approve() -> str:
        flow.approve(session.product, session.person, seen.unit.id, seen.month, version=seen.report.version)
        return words.approved(seen.unit, seen.month)

    _tell(session, seen, approve)


def _return(session: Session, seen: ReportReview) -> None:
    def give_back() -> str:
        reason, version = str(st.session_state[_reason_key(seen)]), seen.report.version
        flow.return_report(session.product, session.person, seen.unit.id, seen.month, version=version, reason=reason)
        st.session_state[_reason_key(seen)] = ""
        return words.returned(seen.unit, seen.month)

    _tell(session, seen, give_back)


def _tell(session: Session, seen: ReportReview, act: Callable[[], str]) -> None:
    """Carry out an action and keep what it came to."""
    if session.ended():
        return
    try:
        style, text = "s-met", act()
    except Refused as refused:
        style, text = "s-missed", refusal_sentence(refused)
    st.session_state[_SAID] = (seen.month, seen.unit.id), style, text, ()


def _approve_all(session: Session, month: Month, shown: dict[str, int]) -> None:
    if session.ended():
        return
    try:
        outcomes = flow.approve_all(session.product, session.person, month, seen=shown)
    except Refused as refused:
        st.session_state[_SAID] = (month, WHOLE), "s-missed", refusal_sentence(refused), ()
        return
    done = sum(one.refused is None for one in outcomes)
    style = "s-met" if done == len(outcomes) else "s-near"
    text = words.approved_many(done, len(outcomes))
    st.session_state[_SAID] = (month, WHOLE), style, text, tuple(_outcomes(session.product, outcomes))


def _outcomes(product: Product, outcomes: Iterable[Outcome]) -> Iterable[str]:
    """The refused ones first."""
    for one in sorted(outcomes, key=lambda one: one.refused is None):
        refusal = "" if one.refused is None else refusal_sentence(one.refused)
        yield words.outcome(product.plan.unit_of_id[one.unit], refusal)


def _reason_key(seen: ReportReview) -> str:
    return f"reason|{seen.unit.id}|{seen.month}"
