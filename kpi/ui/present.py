"""A meeting on the screen: one item of its agenda at a time, moved by who presents and followed by all who watch.

What is shown is a component that fills the window. Who presents moves the place that the store keeps; who follows looks
at that place, which a small fragment reads every other second; who looks by themself keeps a place of their own.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple

import streamlit as st

from kpi.access import Action, may
from kpi.errors import Refused
from kpi.meetings import Meeting, MeetingState
from kpi.plan import Plan
from kpi.services import decisions, meetings, slides, tasks
from kpi.services.product import Product
from kpi.services.signatures import behind, started_by
from kpi.services.slides import Slide
from kpi.ui import url
from kpi.ui.decisions import MEETING, number_of
from kpi.ui.decisions import PAGE as MEETINGS_PAGE
from kpi.ui.markup import SIGN_IN, component, leave, rendered
from kpi.ui.session import Session
from kpi.ui.slide import slide_html
from kpi.ui.slide_detail import detail_html
from kpi.wording import minutes_words, slide_words
from kpi.wording import present_words as words
from kpi.wording.problems import refusal_sentence

PAGE = "trinh-chieu"
ITEM = "muc"
"""In the address: the item that is looked at without following, counted from 1."""
FIGURES, OPENED = "mo", "so-lieu"
"""In the address: the figures behind the slide are open over it."""

POLL_SECONDS = 2.0


class Mode(StrEnum):
    """How somebody takes part while the meeting runs."""

    PRESENT = "present"
    FOLLOW = "follow"
    ALONE = "alone"


_MODES = {
    Mode.PRESENT: (words.PRESENT, words.PRESENTING),
    Mode.FOLLOW: (words.FOLLOW, words.FOLLOWING),
    Mode.ALONE: (words.ALONE, words.LOOKING),
}
"""The button of each, and what it says while it is so."""


class Seen(NamedTuple):
    """What must be the same for a slide on the screen to be the newest."""

    version: int
    place: int
    data_version: int


def number_of_address() -> int:
    """The meeting that the address names; 0, which none has, for anything else."""
    return number_of(MEETING) or 0


def draw(session: Session, number: int) -> None:
    """Show a meeting and stay with it; raises Refused("no_meeting")."""
    if session.ended():
        leave(SIGN_IN)
        return
    meeting = meetings.meeting_of(session.product, number)
    _begin(session, meeting)
    st.html(rendered("present_page.html", words=words))
    _show(session, number)
    if meeting.state is not MeetingState.CLOSED:
        _watch(session, number)


def _begin(session: Session, meeting: Meeting) -> None:
    """Take part as the address says; else who started the meeting presents it, and everybody else follows."""
    mode, place = _key("mode", meeting.number), _key("place", meeting.number)
    alone = False
    if place not in st.session_state:
        asked = (number_of(ITEM) or 0) - 1
        alone = 0 <= asked < len(meeting.agenda)
        st.session_state[place] = asked if alone else 0
    if mode not in st.session_state and meeting.state is MeetingState.RUNNING:
        own = _holds(session) and started_by(session.product, meeting) == session.person.login
        st.session_state[mode] = Mode.ALONE if alone else Mode.PRESENT if own else Mode.FOLLOW


@st.fragment
def _show(session: Session, number: int) -> None:
    """Draw the slide and the controls around it, and carry out what they ask for."""
    if session.ended():
        leave(SIGN_IN)
        return
    product = session.product
    meeting, data_version = meetings.newest(product, number)
    st.session_state[_key("seen", number)] = _seen(meeting, data_version)
    place = _place(meeting)
    st.session_state[_key("place", number)] = place
    slide = slides.slide_of(product, meeting, place, person=session.person)
    acts = {name: partial(_act, session, number, name, act) for name, act in _ACTS.items()}
    component("present", script="present.js", style="present.css")(
        key=_component_key(number),
        data=_data(session, slide),
        on_move_change=acts["move"],
        on_mode_change=acts["mode"],
        on_decide_change=acts["decide"],
        on_end_change=acts["end"],
    )


@st.fragment(run_every=POLL_SECONDS)
def _watch(session: Session, number: int) -> None:
    """Draw the page again once there is something new to see or nobody to see it; until then nothing is sent.

    Who watches a meeting uses the product: a session does not run out for sitting still while it lasts.
    """
    seen = st.session_state.get(_key("seen", number))
    if session.ended() or _seen(*meetings.newest(session.product, number)) != seen:
        st.rerun()


def _seen(meeting: Meeting, data_version: int) -> Seen:
    return Seen(meeting.version, meeting.place, data_version)


def _mode(meeting: Meeting) -> Mode:
    return Mode(st.session_state.get(_key("mode", meeting.number), Mode.FOLLOW))


def _shares(meeting: Meeting) -> bool:
    """Whether the place of the meeting is the one that is shown."""
    return meeting.state is MeetingState.RUNNING and _mode(meeting) is not Mode.ALONE


def _place(meeting: Meeting) -> int:
    own = meeting.place if _shares(meeting) else st.session_state[_key("place", meeting.number)]
    return int(min(own, len(meeting.agenda) - 1))


def _holds(session: Session) -> bool:
    return may(session.product.plan, session.person, Action.HOLD_MEETING)


def _key(name: str, number: int) -> str:
    return f"present.{name}|{number}"


def _component_key(number: int) -> str:
    return _key("slide", number)


def _act(session: Session, number: int, name: str, act: Callable[[Session, Meeting, Any], None]) -> None:
    """Carry out what a control asked for, before anything is drawn."""
    asked = (st.session_state.get(_component_key(number)) or {}).get(name)
    if asked is None or session.ended():
        return
    act(session, meetings.meeting_of(session.product, number), asked)


def _move(session: Session, meeting: Meeting, asked: Any) -> None:
    """Go to an item: with everybody who presents, alone who follows."""
    if not isinstance(asked, int) or not 0 <= asked < len(meeting.agenda):
        return
    if _shares(meeting) and _mode(meeting) is Mode.PRESENT and _holds(session):
        meetings.show_item(session.product, session.person, meeting.number, asked)
        return
    if meeting.state is MeetingState.RUNNING:
        st.session_state[_key("mode", meeting.number)] = Mode.ALONE
    st.session_state[_key("place", meeting.number)] = asked


def _change_mode(session: Session, meeting: Meeting, asked: Any) -> None:
    if asked in _modes(session):
        st.session_state[_key("mode", meeting.number)] = Mode(asked)


def _modes(session: Session) -> Sequence[Mode]:
    return tuple(Mode) if _holds(session) else (Mode.FOLLOW, Mode.ALONE)


def _decide(session: Session, meeting: Meeting, asked: Any) -> None:
    """Write a decision on the item that it was begun on, once however often it is sent, and keep what is to be said.

    What is kept is taken out before anything is written: a run that is broken off there has written nothing.
    """
    said, saved = _said(meeting), st.session_state.setdefault(_key("saved", meeting.number), set())
    nonce = str(asked["nonce"])
    if nonce in saved:
        said.update(round=said["round"] + 1, style="s-met", text=words.SAVED_ALREADY, nonce=nonce)
        return
    try:
        told = "s-met", _decided(session, meeting, asked)
        saved.add(nonce)
    except Refused as refused:
        told = "s-missed", refusal_sentence(refused)
    said.update(round=said["round"] + 1, style=told[0], text=told[1], nonce=nonce)


def _said(meeting: Meeting) -> dict[str, Any]:
    """What the last action came to; the script says it once for each round."""
    kept: dict[str, Any] = st.session_state.setdefault(_key("said", meeting.number), {"round": 0})
    return kept


def _decided(session: Session, meeting: Meeting, asked: Mapping[str, Any]) -> str:
    product = session.product
    place = int(asked["place"])
    if not 0 <= place < len(meeting.agenda):
        raise Refused("no_meeting")
    written = decisions.decide(
        product,
        session.person,
        meeting=meeting.number,
        item=meeting.agenda[place],
        text=str(asked["text"]),
        unit=str(asked["unit"]),
        due=tasks.read_day(str(asked["due"])),
    )
    return words.saved(product.plan, written)


def _end(session: Session, meeting: Meeting, _asked: Any) -> None:
    """Close the meeting for everybody."""
    said = _said(meeting)
    try:
        meetings.close(session.product, session.person, meeting.number, version=meeting.version)
    except Refused as refused:
        said.update(round=said["round"] + 1, style="s-missed", text=refusal_sentence(refused), nonce="")


_ACTS: Mapping[str, Callable[[Session, Meeting, Any], None]] = {
    "move": _move,
    "mode": _change_mode,
    "decide": _decide,
    "end": _end,
}
"""By the name of the trigger."""


def _data(session: Session, slide: Slide) -> dict[str, Any]:
    product, meeting = session.product, slide.meeting
    looked = meetings.looked_at(product, meeting)
    plan, runs = looked.plan, meeting.state is MeetingState.RUNNING
    shared = _shares(meeting)
    decides = runs and _holds(session)
    said = _said(meeting)
    return {
        "identity": f"{meeting.number}|{meeting.version}|{decides}",
        "storage": f"kpi|{session.person.login}|{PAGE}|{meeting.number}",
        "frame": _frame(product.plan, plan, meeting, decides=decides),
        "slide": slide_html(plan, slide),
        "detail": detail_html(plan, slide, behind(looked, slide)),
        "place": slide.place,
        "count": len(meeting.agenda),
        "position": words.position(slide.place, len(meeting.agenda)),
        "running": _running(meeting) if runs else None,
        "clock": _clock(product, meeting, slide) if runs and slide.place == meeting.place else None,
        "planned": words.minutes(slide.item.minutes) if shared or not runs else "",
        "modes": _mode_buttons(session, meeting) if runs else [],
        "now": _MODES[_mode(meeting)][1] if runs else "",
        "elsewhere": "" if shared or not runs else words.presenter_at(meeting.place, len(meeting.agenda)),
        "preset": {"unit": slide.lead if slide.lead in product.plan.unit_of_id else "", "due": words.due(meeting.day)},
        "deciding": [words.DECIDE, words.deciding_on(slide.place, len(meeting.agenda))],
        "said": dict(said) if said["round"] else None,
        "presents": decides and _mode(meeting) is Mode.PRESENT,
        "ended": _ended(meeting),
        "item": {"name": ITEM, "value": "" if shared else str(slide.place + 1)},
        "figures": {"name": FIGURES, "value": OPENED},
        "page": PAGE,
    }


def _ended(meeting: Meeting) -> bool:
    """Whether the meeting ran while this session looked at it, and does no more."""
    ran = _key("ran", meeting.number)
    if meeting.state is MeetingState.RUNNING:
        st.session_state[ran] = True
    return meeting.state is MeetingState.CLOSED and ran in st.session_state


def _frame(today: Plan, looked_at: Plan, meeting: Meeting, *, decides: bool) -> str:
    """What stays while slides change: the controls, the list of items and, for who decides, the form.

    A decision is for a unit of today's plan, and the items are about what the plan was when the meeting began.
    """
    units = [unit for unit in today.units if unit.exists_in(meeting.month)] if decides else []
    return rendered(
        "present.html",
        words=words,
        line=slide_words.meeting_line(meeting),
        leave=url.link(MEETINGS_PAGE, {MEETING: str(meeting.number)}),
        units=[{"id": unit.id, "name": unit.name} for unit in units],
        items=[
            {"title": minutes_words.item_title(looked_at, item), "minutes": words.minutes(item.minutes)}
            for item in meeting.agenda
        ],
    )


def _running(meeting: Meeting) -> dict[str, Any]:
    """Which item is on the screen, and since when: seconds that a browser adds up where an item comes up again."""
    return {"place": meeting.place, "since": 0.0 if meeting.shown_at is None else meeting.shown_at.timestamp()}


def _clock(product: Product, meeting: Meeting, slide: Slide) -> dict[str, Any]:
    """Seconds that the item has been on the screen since it came up, and those it was given."""
    elapsed: dt.timedelta = meetings.elapsed(meeting, product.clock())
    return {"elapsed": elapsed.total_seconds(), "planned": slide.item.minutes * 60, "over": words.OVER}


def _mode_buttons(session: Session, meeting: Meeting) -> list[dict[str, str]]:
    """What somebody may change to; who presents goes on alone first, then follows."""
    now = _mode(meeting)
    offered = [mode for mode in _modes(session) if mode is not now]
    if now is Mode.PRESENT:
        offered = [Mode.ALONE]
    return [{"mode": mode, "text": _MODES[mode][0]} for mode in offered]
