"""Review meetings: the list of them, and one with its agenda, its decisions and what has changed since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from kpi.access import Action, may
from kpi.errors import Refused
from kpi.meetings import AgendaItem, Decision, ItemKind, Meeting, MeetingState, days_late
from kpi.plan import Plan
from kpi.scoring import Score
from kpi.services import decisions, meeting_changes, meetings
from kpi.services.meeting_changes import Changed, Changes
from kpi.ui import url
from kpi.ui.decisions import DECISIONS, MEETING, MEETINGS, PAGE, SECTION, decision_view, item_link, number_of
from kpi.ui.markup import rendered, show
from kpi.ui.session import Session
from kpi.wording import decision_words, formats, labels, sentences
from kpi.wording import meeting_words as words
from kpi.wording.problems import refusal_sentence

NEW = "moi"
"""In the address, in place of a meeting's number: one is prepared."""
PRESENT_PAGE = "trinh-chieu"

_SAID = "meeting.said"
_STYLE = {
    MeetingState.PREPARED: "t-not_started",
    MeetingState.RUNNING: "t-doing",
    MeetingState.CLOSED: "t-done",
    MeetingState.CANCELLED: "t-not_started",
}


def link(number: object) -> str:
    """The address of a meeting."""
    return url.link(PAGE, {MEETING: str(number)})


def present_link(number: int) -> str:
    """The address of a meeting on the shared screen."""
    return url.link(PRESENT_PAGE, {MEETING: str(number)})


def may_hold(session: Session) -> bool:
    """Whether this person may prepare, run and close meetings."""
    return may(session.product.plan, session.person, Action.HOLD_MEETING)


def say(text: str) -> None:
    """Say something when the page is drawn next."""
    st.session_state[_SAID] = text


def tell() -> None:
    """Say once what the action before did."""
    if text := st.session_state.pop(_SAID, ""):
        st.success(text)


def list_html(session: Session) -> str:
    """Every meeting of the plan, the newest first, each with what to do next; cancelled ones fold."""
    product = session.product
    made: dict[int, list[Decision]] = {}
    for one in decisions.every_decision(product):
        made.setdefault(one.meeting, []).append(one)
    found = meetings.meetings_of(product)
    cancelled = [one for one in found if one.state is MeetingState.CANCELLED]
    return rendered(
        "meeting_list.html",
        words=words,
        view={
            "new": link(NEW) if may_hold(session) else "",
            "hint": words.NO_MEETINGS_HINT if may_hold(session) else words.NO_MEETINGS_YET,
            "meetings": [_listed(session, one, made.get(one.number, ())) for one in found if one not in cancelled],
            "cancelled": [_listed(session, one, ()) for one in cancelled],
            "cancelled_line": words.cancelled_folded(len(cancelled)),
        },
    )


def _listed(session: Session, meeting: Meeting, made: Sequence[Decision]) -> Mapping[str, Any]:
    return {
        **_standing(meeting),
        "name": formats.month(meeting.month).capitalize(),
        "href": link(meeting.number),
        "day": formats.day(meeting.day),
        "chair": meeting.chair,
        "decided": _decided(session, made) if meeting.has_begun else "",
        "next": _next(meeting, session, made),
    }


def head_html(session: Session, meeting: Meeting, *, facts: bool = True) -> str:
    """What a meeting is: when, by whom, over which figures, and the ways on from it."""
    made = decisions.decisions_of(session.product, meeting.number)
    closed = meeting.state is MeetingState.CLOSED
    told = (
        (words.DAY, formats.day(meeting.day)),
        (words.CHAIR, meeting.chair),
        (words.PARTICIPANTS, "; ".join(meeting.participants)),
        (words.AGENDA, words.total(meeting.agenda)),
        (words.DECIDED, _decided(session, made) if meeting.has_begun else ""),
    )
    return rendered(
        "meeting_head.html",
        words=words,
        view={
            "back": url.link(PAGE, {SECTION: MEETINGS}),
            "name": words.name(meeting),
            **_standing(meeting),
            "facts": [(name, text) for name, text in told if facts and text],
            "lines": [text for text in (words.frozen(meeting), words.ended(meeting)) if text],
            "enter": meeting.state is MeetingState.RUNNING,
            "present": "" if meeting.state is MeetingState.CANCELLED else present_link(meeting.number),
            "look": words.REPLAY if closed else words.PREVIEW,
            "documents": [
                (words.MINUTES_FILE, f"/bien-ban/{meeting.number}.docx"),
                (words.FOLLOW_UP_FILE, f"/theo-doi/{meeting.number}.docx"),
            ]
            if closed
            else [],
        },
    )


def agenda_html(session: Session, meeting: Meeting) -> str:
    """The agenda as it is, each item with what the meeting saw of it and decided on it."""
    product = session.product
    plan = meetings.looked_at(product, meeting).plan
    scores = meeting_changes.scores_of_agenda(product, session.person, meeting)
    left = list(decisions.decisions_of(product, meeting.number))
    rows = []
    for item in meeting.agenda:
        own = [one for one in left if replace(one.item, minutes=item.minutes) == item]
        left = [one for one in left if one not in own]
        rows.append(_item(session, plan, item, meeting, score=scores.get(item), made=own))
    return rendered(
        "meeting_agenda.html",
        words=words,
        view={
            "total": words.total(meeting.agenda),
            "items": rows,
            "others": [decision_view(product.plan, one, product.today) for one in left],
        },
    )


def changes_html(then_plan: Plan, plan: Plan, seen: Changes | None) -> str:
    """What is another now than the meeting saw it, each side in the words of its plan; None cannot be told."""
    if seen is None:
        return rendered("meeting_changes.html", words=words, view={"said": words.OTHER_PLAN, "rows": [], "reports": ()})
    rows = [
        *([_state_row(seen)] if seen.state_then != seen.state_now else []),
        *(_score_row(then_plan, plan, one) for one in seen.scores),
        *(_gone_row(then_plan, one) for one in seen.gone),
    ]
    reports = [
        words.changed_report(decision_words.unit_name(plan, one.unit), one.month, on=one.on, corrected=one.corrected)
        for one in seen.reports
    ]
    said = "" if rows or reports else words.NOTHING_CHANGED
    return rendered("meeting_changes.html", words=words, view={"said": said, "rows": rows, "reports": reports})


def _state_row(seen: Changes) -> dict[str, str]:
    then, now = (
        words.states((labels.STATUS[status], count) for status, count in state.items() if count)
        for state in (seen.state_then, seen.state_now)
    )
    return {"name": words.STATE_OF_PLAN, "then": then, "now": now, "on": ""}


def _score_row(then_plan: Plan, plan: Plan, one: Changed) -> dict[str, str]:
    return {
        "name": words.score_title(then_plan, one.then),
        "then": sentences.status_sentence(then_plan, one.then),
        "now": sentences.status_sentence(plan, one.now),
        "on": words.changed_on(one.on, corrected=one.corrected),
    }


def _gone_row(then_plan: Plan, then: Score) -> dict[str, str]:
    said = sentences.status_sentence(then_plan, then)
    return {"name": words.score_title(then_plan, then), "then": said, "now": words.GONE, "on": ""}


def opened(session: Session) -> Meeting | None:
    """The meeting that the address names; where there is none it says so, and gives None."""
    if st.query_params.get(MEETING, NEW) == NEW:
        return None
    try:
        return meetings.meeting_of(session.product, number_of(MEETING) or 0)
    except Refused as refused:
        st.error(refusal_sentence(refused))
        return None


def prepares(session: Session, meeting: Meeting | None) -> bool:
    """Whether the form is open: for a new meeting, or for one that has not begun."""
    if not may_hold(session):
        return False
    if meeting is None:
        return st.query_params.get(MEETING) == NEW
    return meeting.state is MeetingState.PREPARED


def choose_section() -> str:
    """The part of the page that is looked at: MEETINGS or DECISIONS."""
    names = {MEETINGS: words.MEETINGS, DECISIONS: words.DECISIONS}
    return url.switch(words.SECTION, SECTION, list(names), MEETINGS, names.__getitem__)


def draw_head(session: Session, meeting: Meeting, *, facts: bool = True) -> None:
    """What a meeting is, and what was just done to it; without `facts` where a form shows them."""
    show(session, "meeting", head_html(session, meeting, facts=facts))
    tell()


def draw(session: Session, meeting: Meeting) -> None:
    """A meeting as everybody may see it, and the way to close it while it runs."""
    product = session.product
    draw_head(session, meeting)
    if meeting.state is MeetingState.RUNNING and may_hold(session):
        _offer_close(session, meeting)
    show(session, "agenda", agenda_html(session, meeting))
    if meeting.has_begun:
        changes = meeting_changes.changes_since(product, session.person, meeting)
        then_plan = meetings.looked_at(product, meeting).plan
        show(session, "changes", changes_html(then_plan, product.plan, changes))


def _offer_close(session: Session, meeting: Meeting) -> None:
    with st.popover(words.CLOSE):
        st.text(words.CLOSE_SURE)
        asked = st.button(words.CLOSE_NOW, type="primary", key=f"meeting.close.{meeting.number}")
    if not asked:
        return
    try:
        meetings.close(session.product, session.person, meeting.number, version=meeting.version)
    except Refused as refused:
        st.error(refusal_sentence(refused))
        return
    say(words.CLOSED)
    st.rerun()


def _standing(meeting: Meeting) -> dict[str, str]:
    return {
        "style": _STYLE[meeting.state],
        "symbol": words.SYMBOLS[meeting.state],
        "state": words.STATES[meeting.state],
    }


def _decided(session: Session, made: Sequence[Decision]) -> str:
    still_open = [one for one in made if one.done_on is None]
    late = [one for one in still_open if days_late(one, session.product.today)]
    return words.decided(len(made), len(still_open), len(late))


def _next(meeting: Meeting, session: Session, made: Iterable[Decision]) -> dict[str, str] | None:
    match meeting.state:
        case MeetingState.PREPARED:
            name = words.GO_ON if may_hold(session) else words.READ_AGENDA
            return {"name": name, "href": link(meeting.number)}
        case MeetingState.RUNNING:
            return {"name": words.ENTER, "href": present_link(meeting.number)}
        case MeetingState.CLOSED if any(one.done_on is None for one in made):
            return {"name": words.READ_DECISIONS, "href": link(meeting.number)}
        case MeetingState.CLOSED | MeetingState.CANCELLED:
            return None


def _item(
    session: Session, plan: Plan, item: AgendaItem, meeting: Meeting, *, score: Score | None, made: Iterable[Decision]
) -> Mapping[str, Any]:
    product = session.product
    return {
        "title": words.item_title(plan, item),
        "kind": words.KINDS[item.kind] if item.kind in {ItemKind.INDICATOR, ItemKind.UNIT} else "",
        "href": item_link(product.plan, item, meeting.month),
        "minutes": words.minutes(item.minutes),
        "sentence": "" if score is None else sentences.status_sentence(plan, score),
        "made": [decision_view(product.plan, one, product.today) for one in made],
    }
