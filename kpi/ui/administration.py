"""The administration screen: the plan and the state of the product, and how its actions ask, act and tell."""

from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from kpi.access import Role
from kpi.errors import Refused
from kpi.services import demo, plans, upkeep
from kpi.services.plans import CheckedPlan
from kpi.ui import url
from kpi.ui.markup import rendered, show
from kpi.ui.session import Session
from kpi.ui.upload import file_field
from kpi.wording import admin_words as words
from kpi.wording import formats, screens
from kpi.wording.problems import problem_sentence, refusal_sentence

ROLES = frozenset({Role.ADMINISTRATOR})
SECTION = "muc"
_SAID = "administration.said"
_TURN = "administration.turn"
_LARGEST_PLAN_MEGABYTES = 2


def section() -> str:
    """The section of the screen, kept in the address."""
    names = list(words.SECTIONS)
    return url.switch(words.SECTION, SECTION, names, names[0], words.SECTIONS.__getitem__)


def tell() -> None:
    """Say once what the action before did."""
    said = st.session_state.pop(_SAID, None)
    if said is not None:
        st.success(said)


def attempt(action: Callable[[], str]) -> None:
    """Act and draw the screen anew with the sentence that `action` gives; a refusal is said where the button is."""
    try:
        said = action()
    except Refused as refused:
        st.error(refusal_sentence(refused))
        return
    st.session_state[_SAID] = said
    st.session_state[_TURN] = turn() + 1
    st.rerun()


def turn() -> int:
    """How many actions were done; a key with it gives a field that is empty again after each."""
    return int(st.session_state.get(_TURN, 0))


def asked(label: str, question: str, yes: str, *, key: str) -> bool:
    """A button that asks once; true when the answer was yes."""
    with st.popover(label, key=f"{key}.{turn()}", on_change="rerun"):
        st.write(question)
        return st.button(yes, type="primary", key=f"{key}.yes")


def show_rows(session: Session, caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, key: str) -> None:
    """A table of words under its heading."""
    st.subheader(caption, anchor=False)
    show(session, key, rendered("administration_table.html", caption=caption, head=head, rows=list(rows)))


def plan_in_force(session: Session) -> None:
    """The plan in use: where it comes from, since when, what it holds."""
    st.subheader(words.PLAN_NOW, anchor=False)
    plan, file = session.product.plan, plans.active(session.product)
    facts = [(words.PLAN_TITLE, screens.plan_title(plan)), (words.PLAN_SIZE, words.plan_size(plan))]
    if file is None:
        facts += [(words.PLAN_FILE, words.PLAN_OF_START)]
    else:
        facts += [
            (words.PLAN_FILE, file.name),
            (words.PLAN_SINCE, formats.moment(file.activated_at)),
            (words.PLAN_HASH, file.hash),
        ]
    show(session, "plan", rendered("administration_facts.html", facts=facts))


def new_plan(session: Session) -> None:
    """Upload a plan file, see everything that is wrong with it, and activate it when nothing is."""
    st.subheader(words.NEW_PLAN, anchor=False)
    st.caption(words.NEW_PLAN_HINT)
    file = file_field(words.UPLOAD, key=f"plan.file.{turn()}", megabytes=_LARGEST_PLAN_MEGABYTES)
    if file is None:
        return
    checked = plans.check_plan_file(session.product, session.person, file.getvalue(), file.name)
    show(session, "checked", checked_html(checked))
    if checked.orphans and demo.is_shown(session.product):
        st.info(words.REMOVE_DEMO_FIRST)
    if checked.plan is None or checked.orphans:
        return
    question = words.ACTIVATE_SURE.format(number=checked.plan.number)
    if asked(words.ACTIVATE, question, words.ACTIVATE_YES, key="activate"):
        attempt(lambda: words.activated(plans.activate(session.product, session.person, checked.text, checked.name)))


def checked_html(checked: CheckedPlan) -> str:
    """What a check found: every problem with its place, or what the plan holds."""
    found = checked.problems or checked.orphans
    heading = words.plan_problems if checked.problems else words.plan_orphans
    return rendered(
        "administration_checked.html",
        heading=heading(len(found)) if found else words.PLAN_GOOD,
        lines=[problem_sentence(problem) for problem in found],
        summary="" if checked.plan is None else f"{screens.plan_title(checked.plan)}: {words.plan_size(checked.plan)}",
    )


def state_of_the_system(session: Session) -> None:
    """What the product knows of itself."""
    st.subheader(words.SYSTEM, anchor=False)
    state = upkeep.state_of(session.product, session.person, session.backups)
    facts = [
        (words.VERSION, state.version),
        (words.SIZE, words.size_text(state.database_bytes)),
        (words.LAST_BACKUP, words.NO_BACKUP if state.last_backup is None else formats.moment(state.last_backup)),
        (words.FIGURES, formats.number(state.figures)),
        (words.REPORTS, formats.number(state.reports)),
        (words.ACCOUNTS_COUNT, words.accounts_count(state.accounts, state.disabled_accounts)),
    ]
    show(session, "state", rendered("administration_facts.html", facts=facts))


def back_up(session: Session) -> None:
    """Make a backup now."""
    if st.button(words.BACK_UP, type="primary", key="back_up"):
        with st.spinner(words.BACKING_UP):
            attempt(lambda: words.backed_up(upkeep.back_up(session.product, session.person, session.backups)))


def verify_history(session: Session) -> None:
    """Prove the history, row by row, and say what came of it."""
    if st.button(words.VERIFY, key="verify"):
        with st.spinner(words.VERIFYING):
            broken = upkeep.broken_revision(session.product, session.person)
        if broken is None:
            st.success(words.HISTORY_WHOLE)
        else:
            st.error(words.history_broken(broken))
