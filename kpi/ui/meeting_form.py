"""The form by which a meeting is prepared: when, by whom, and an agenda that begins as it is proposed.

What was typed stays when it is refused, and when the page is left and opened again. The form remembers the version
that it was opened with; after somebody else saved meanwhile it shows theirs, and saves over it only when asked again.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from kpi.errors import Refused
from kpi.findings import Finding, Rule
from kpi.meetings import AgendaItem, ItemKind, Meeting, MeetingState
from kpi.months import Month
from kpi.services import decisions, meeting_changes, meetings, reporting
from kpi.services.view import View
from kpi.ui import meeting_items, url
from kpi.ui.decisions import MEETING, MEETINGS, PAGE, SECTION
from kpi.ui.markup import component, rendered, show
from kpi.ui.meeting import PRESENT_PAGE, agenda_html, say, tell
from kpi.ui.session import Session
from kpi.wording import decision_words, finding_words, formats, sentences
from kpi.wording import meeting_words as words
from kpi.wording.problems import refusal_sentence

_TURN = "meeting.turn"
_KEYS = "meeting.keys"
_LONGEST_DAY = 30
_FIELDS = ("day", "chair", "participants")

Move = Mapping[str, str]
"""What was done to a row: `row` is its key, `do` is "up", "down", "drop" or "move" and then `to` the place."""


@dataclass(frozen=True, slots=True)
class Row:
    """An item of the agenda while it is prepared: its key stays wherever it moves, its minutes are as typed."""

    key: str
    item: AgendaItem
    minutes: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What is typed of a meeting and not saved; it began as `opened`."""

    opened: Meeting
    day: str
    chair: str
    participants: str
    rows: tuple[Row, ...]

    @property
    def changed(self) -> bool:
        """Whether it is another than it began."""
        began = _texts(self.opened), [(item, str(item.minutes)) for item in self.opened.agenda]
        now = (self.day, self.chair, self.participants), [(row.item, row.minutes) for row in self.rows]
        return began != now


def draw(session: Session, meeting: Meeting | None) -> None:
    """Prepare a new meeting, or one that has not begun; a save draws the page anew."""
    if meeting is None:
        html = rendered("meeting_new.html", words=words, back=url.link(PAGE, {SECTION: MEETINGS}))
        show(session, "new", html)
        tell()
    base = f"meeting.{0 if meeting is None else meeting.number}.{st.session_state.get(_TURN, 0)}"
    month = _choose_month(session, base) if meeting is None else meeting.month
    draft = _typed(base, _begun(session, base, meeting, month))
    st.subheader(words.AGENDA, anchor=False)
    st.caption(words.PROPOSED)
    draft = _agenda(session, base, draft)
    st.session_state[_kept(base, month)] = draft
    agenda = tuple(row.item for row in draft.rows)
    turn = st.session_state.get(_KEYS, 0)
    left_out = meeting_items.left_out(session, base, month, agenda)
    asked_for = meeting_items.asked_for(session, base, month, agenda, turn=turn)
    if left_out or asked_for:
        rows = (*_with(draft.rows, left_out), *map(_new_row, asked_for))
        st.session_state[_kept(base, month)] = replace(draft, rows=rows)
        st.rerun()
    _offer(session, base, draft)


def moved(rows: Sequence[Row], asked: Move) -> tuple[Row, ...]:
    """The rows after one was moved or dropped; what names no row or no place changes nothing."""
    at = next((place for place, row in enumerate(rows) if row.key == asked["row"]), None)
    if at is None:
        return tuple(rows)
    others = [*rows[:at], *rows[at + 1 :]]
    match asked["do"]:
        case "drop":
            return tuple(others)
        case "up":
            to = at - 1
        case "down":
            to = at + 1
        case _:
            to = int(asked["to"]) - 1 if asked["to"].isascii() and asked["to"].isdecimal() else at
    others.insert(min(max(to, 0), len(others)), rows[at])
    return tuple(others)


def _texts(meeting: Meeting) -> tuple[str, str, str]:
    return formats.day(meeting.day), meeting.chair, "\n".join(meeting.participants)


def _kept(base: str, month: Month) -> str:
    return f"{base}.draft.{month}"


def _new_row(item: AgendaItem) -> Row:
    """A row with a key that no other ever had: the browser remembers minutes by it."""
    st.session_state[_KEYS] = st.session_state.get(_KEYS, 0) + 1
    return Row(str(st.session_state[_KEYS]), item, str(item.minutes))


def _with(rows: Sequence[Row], added: Sequence[AgendaItem]) -> tuple[Row, ...]:
    """The rows with new ones below, but above the reports where a meeting ends with them."""
    ends = len(rows) - 1 if rows and rows[-1].item.kind is ItemKind.REPORTING else len(rows)
    return (*rows[:ends], *map(_new_row, added), *rows[ends:])


def _choose_month(session: Session, base: str) -> Month:
    months = reporting.months_on_offer(session.product.plan)
    default = reporting.default_month(session.product, view=View(session.person))
    key, kept = f"{base}.month", f"{base}.month.kept"
    st.session_state.setdefault(key, st.session_state.get(kept, str(default)))
    month_at, _ = st.columns([1, 3])
    chosen = month_at.selectbox(
        words.FIELD_MONTH, [str(one) for one in months], format_func=formats.written_month, key=key
    )
    st.session_state[kept] = chosen
    return Month.parse(chosen)


def _begun(session: Session, base: str, meeting: Meeting | None, month: Month) -> Draft:
    """What was typed before; where that is nothing, the meeting as it is stored or proposed now."""
    fresh = meeting or meetings.proposed_meeting(session.product, session.person, month)
    draft: Draft | None = st.session_state.get(_kept(base, month))
    if draft is not None and (draft.changed or draft.opened == fresh):
        return draft
    begun = Draft(fresh, *_texts(fresh), tuple(_new_row(item) for item in fresh.agenda))
    if meeting is not None:
        st.session_state.update({f"{base}.{field}": getattr(begun, field) for field in _FIELDS})
    return begun


def _typed(base: str, draft: Draft) -> Draft:
    """The fields but for the agenda; gives what is typed in them."""
    for field in _FIELDS:
        st.session_state.setdefault(f"{base}.{field}", getattr(draft, field))
    day_at, chair_at, people_at = st.columns([1, 1.6, 2.4])
    with day_at:
        day = st.text_input(words.FIELD_DAY, key=f"{base}.day", max_chars=_LONGEST_DAY)
    with chair_at:
        chair = st.text_input(
            words.FIELD_CHAIR, key=f"{base}.chair", max_chars=meetings.LONGEST_TEXT, placeholder=words.CHAIR_EXAMPLE
        )
    with people_at:
        people = st.text_area(words.FIELD_PARTICIPANTS, key=f"{base}.participants", height=120)
    return replace(draft, day=day, chair=chair, participants=people)


def _agenda(session: Session, base: str, draft: Draft) -> Draft:
    """The rows of the agenda with what was just typed in them; a row that was moved draws the page anew."""
    key = f"{base}.agenda"
    minutes = (st.session_state.get(key) or {}).get("minutes") or {}
    draft = replace(draft, rows=tuple(replace(row, minutes=minutes.get(row.key, row.minutes)) for row in draft.rows))
    asked = component("agenda", script="agenda.js")(
        key=key,
        data={
            "html": rendered("meeting_edit.html", words=words, view={"rows": _row_views(session, draft)}),
            "minutes": {row.key: row.minutes for row in draft.rows},
            "wrong": [row.key for row in draft.rows if _length(row) is None],
        },
        on_minutes_change=_heard,
        on_act_change=_heard,
    )
    if asked.act:
        st.session_state[_kept(base, draft.opened.month)] = replace(draft, rows=moved(draft.rows, asked.act))
        st.rerun()
    lengths = [_length(row) for row in draft.rows]
    st.markdown(f"**{words.total_of(len(lengths), sum(length for length in lengths if length is not None))}**")
    return draft


def _heard() -> None:
    """A value needs a listener to be delivered; it is read where the agenda is drawn."""


def _length(row: Row) -> int | None:
    try:
        return meetings.read_minutes(row.minutes)
    except Refused:
        return None


def _row_views(session: Session, draft: Draft) -> list[dict[str, Any]]:
    product, plan = session.product, session.product.plan
    asked = replace(draft.opened, agenda=tuple(row.item for row in draft.rows))
    scores = meeting_changes.scores_of_agenda(product, session.person, asked)
    found = meetings.findings_of(product, draft.opened.month, view=View(session.person))
    opened = decisions.open_decisions(product)
    late = [one for one in opened if one.due < product.today]

    def why(item: AgendaItem) -> str:
        about = next((one for one in found if _is_about(one, item)), None)
        if item in scores and (about is None or about.rule is not Rule.SIGNAL):
            return sentences.status_sentence(plan, scores[item])
        if item.kind is ItemKind.DECISIONS:
            return decision_words.counted(len(opened), len(late))
        return "" if about is None else finding_words.finding_sentence(plan, about)

    return [
        {
            "key": row.key,
            "title": words.item_title(plan, row.item),
            "kind": words.KINDS[row.item.kind] if row.item.kind in {ItemKind.INDICATOR, ItemKind.UNIT} else "",
            "why": why(row.item),
        }
        for row in draft.rows
    ]


def _is_about(found: Finding, item: AgendaItem) -> bool:
    """Whether a finding is what an indicator or a unit has to answer for."""
    if item.kind is ItemKind.UNIT:
        behind = found.rule is Rule.UNIT_BEHIND and found.score is not None and found.score.scope == item.subject
        return behind or item.subject in found.units
    about = None if found.score is None else (found.score.indicator, found.score.scope)
    return found.rule is not Rule.UNIT_BEHIND and about == (item.subject, item.scope)


def _offer(session: Session, base: str, draft: Draft) -> None:
    """The buttons that save, start, begin anew and cancel, with what keeps them back."""
    new = draft.opened.number == 0
    opened = decisions.open_decisions(session.product)
    if opened and not any(row.item.kind is ItemKind.DECISIONS for row in draft.rows):
        st.caption(words.decisions_first(len(opened)))
    if draft.changed and not new:
        st.caption(words.UNSAVED)
    save_at, start_at, propose_at, cancel_at = st.columns(4)
    with save_at:
        save = st.button(words.SAVE, type="primary", key=f"{base}.save", width="stretch")
    with start_at, st.popover(words.START, width="stretch"):
        for text in filter(None, (words.START_SURE, words.held_today(_day(draft), session.product.today))):
            st.text(text)
        start = st.button(words.START_NOW, type="primary", key=f"{base}.start")
    with propose_at, st.popover(words.PROPOSE, width="stretch"):
        st.text(words.PROPOSE_SURE)
        propose = st.button(words.PROPOSE_NOW, key=f"{base}.propose")
    if not new:
        with cancel_at:
            _offer_cancel(session, base, draft)
    if propose:
        month = draft.opened.month
        agenda = meetings.proposed_agenda(session.product, month, view=View(session.person))
        st.session_state[_kept(base, month)] = replace(draft, rows=tuple(_new_row(item) for item in agenda))
        st.rerun()
    if save or start:
        _carry_out(session, base, draft, starts=start)


def _day(draft: Draft) -> dt.date | None:
    """The day that is typed, None where it is none."""
    try:
        return meetings.read_meeting_day(draft.day)
    except Refused:
        return None


def _offer_cancel(session: Session, base: str, draft: Draft) -> None:
    with st.popover(words.CANCEL, width="stretch"):
        st.text(words.CANCEL_SURE)
        reason = st.text_input(words.FIELD_REASON, key=f"{base}.reason", max_chars=meetings.LONGEST_TEXT)
        asked = st.button(words.CANCEL_NOW, type="primary", key=f"{base}.cancel")
        if not asked:
            return
        number, version = draft.opened.number, draft.opened.version
        try:
            meetings.cancel(session.product, session.person, number, version=version, reason=reason)
        except Refused as refused:
            st.error(refusal_sentence(refused))
            return
    say(words.CANCELLED)
    st.rerun()


def _carry_out(session: Session, base: str, draft: Draft, *, starts: bool) -> None:
    """Save what is typed, and start the meeting where that is asked; what is refused stays as it was typed."""
    product, person = session.product, session.person
    try:
        saved = meetings.prepare(product, person, _meeting(draft))
        if starts:
            meetings.start(product, person, saved.number, version=saved.version)
    except Refused as refused:
        _refuse(session, base, draft, refused)
        return
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    if starts:
        session.open_page(PRESENT_PAGE, {MEETING: str(saved.number)})
        return
    say(words.SAVED)
    if draft.opened.number:
        st.rerun()
    session.open_page(PAGE, {MEETING: str(saved.number)})


def _meeting(draft: Draft) -> Meeting:
    """What is typed as a meeting; raises Refused."""
    day: dt.date = meetings.read_meeting_day(draft.day)
    agenda = tuple(replace(row.item, minutes=meetings.read_minutes(row.minutes)) for row in draft.rows)
    people = tuple(draft.participants.splitlines())
    return replace(draft.opened, day=day, chair=draft.chair, participants=people, agenda=agenda)


def _refuse(session: Session, base: str, draft: Draft, refused: Refused) -> None:
    """Say why nothing was saved; where somebody else saved, show theirs and let the next save be knowing."""
    st.error(refusal_sentence(refused))
    current = refused.details.get("current")
    if isinstance(current, Meeting) and current.state is MeetingState.PREPARED:
        st.subheader(words.MEANWHILE, anchor=False)
        show(session, f"{base}.theirs", agenda_html(session, current))
        knowing = replace(draft, opened=replace(draft.opened, version=current.version))
        st.session_state[_kept(base, draft.opened.month)] = knowing
