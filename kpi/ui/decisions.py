"""The decisions of meetings: the list, one opened with what became of it, and the block that other pages show."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from kpi.errors import Refused
from kpi.meetings import AgendaItem, Decision, ItemKind, days_late, is_open
from kpi.months import Month
from kpi.plan import Plan
from kpi.services import decisions, meetings, names, tasks
from kpi.services.product import Product
from kpi.ui import url
from kpi.ui.markup import rendered, show
from kpi.ui.narrow import EVERY, narrowed
from kpi.ui.session import Session
from kpi.wording import decision_words as words
from kpi.wording import formats, labels, meeting_words
from kpi.wording.problems import refusal_sentence

PAGE = "hop-giao-ban"
SECTION, MEETINGS, DECISIONS = "muc", "cuoc-hop", "ket-luan"
MEETING, DECISION = "cuoc-hop", "ket-luan"
"""In the address: the part of the page, and the number of a meeting or of a decision that is opened."""

_SAID = "decisions.said"
_TURN = "decisions.turn"
_MOST_DIGITS = 9
_LONGEST_DAY = 30
_LATE_UNITS_SHOWN = 3


def link(*, number: object = "", unit: str = "") -> str:
    """The address of the decisions, of those of one unit, or of one of them."""
    asked = {SECTION: DECISIONS, DECISION: str(number), url.UNIT: unit}
    return url.link(PAGE, {name: value for name, value in asked.items() if value})


def number_of(parameter: str) -> int | None:
    """The number that the address names, None where it names none."""
    written = st.query_params.get(parameter, "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= _MOST_DIGITS else None


def decision_view(plan: Plan, one: Decision, day: dt.date) -> dict[str, Any]:
    """A decision as a line: where it stands, what, who and until when."""
    return {
        "style": "s-met" if not is_open(one, day) else "s-missed" if days_late(one, day) else "s-no_data",
        "symbol": words.symbol(one, day),
        "standing": words.standing(one, day),
        "text": one.text,
        "unit": words.unit_name(plan, one.unit),
        "due": words.due(one),
        "href": link(number=one.number),
    }


def item_link(plan: Plan, item: AgendaItem, month: Month) -> str:
    """The address of what an agenda item is about, "" where it has no page of its own."""
    match item.kind:
        case ItemKind.INDICATOR if item.subject in plan.indicator_of_id:
            chosen = {url.INDICATOR: item.subject, url.SCOPE: item.scope, url.MONTH: str(month)}
            return url.link("chi-tieu", chosen)
        case ItemKind.UNIT if item.subject in plan.unit_of_id:
            return url.link("don-vi", {url.UNIT: item.subject, url.MONTH: str(month)})
        case ItemKind.TASK if any(task.id == item.subject for task in plan.tasks):
            return url.link("nhiem-vu", {"nhiem-vu": item.subject})
        case _:
            return ""


def open_view(plan: Plan, found: Sequence[tuple[Decision, int]]) -> dict[str, str] | None:
    """The open decisions in a line, each with its days late, for the overview; None where there are none."""
    if not found:
        return None
    late = [(one.unit, days) for one, days in found if days]
    return {
        "line": words.counted(len(found), len(late)),
        "late": words.late_units(plan, late[:_LATE_UNITS_SHOWN]),
        "href": link(),
    }


def unit_views(plan: Plan, found: Iterable[Decision], day: dt.date) -> list[dict[str, Any]]:
    """A unit's open decisions, late ones first, each with the last that was said of it."""
    return [
        {**decision_view(plan, one, day), "last": one.follow_ups[-1].text if one.follow_ups else ""} for one in found
    ]


def draw(session: Session) -> None:
    """The decision that the address names, or the list of them."""
    number = number_of(DECISION)
    if number is not None:
        try:
            one = decisions.decision_of(session.product, number)
        except Refused as refused:
            st.error(refusal_sentence(refused))
        else:
            _draw_one(session, one)
            return
    plan = session.product.plan
    units = [unit.id for unit in plan.units]
    unit_at, _ = st.columns([1, 2])
    with unit_at:
        unit = narrowed(
            words.UNIT,
            url.UNIT,
            units,
            every=words.EVERY_UNIT,
            written=lambda at: labels.scope_name(plan, at),
            page="decisions",
        )
    show(session, "decisions", list_html(session, None if unit == EVERY else unit))


def list_html(session: Session, unit: str | None) -> str:
    """The decisions of all units or of one: open ones first, the latest of them on top; done ones fold."""
    product = session.product
    found = decisions.every_decision(product, unit)
    still_open = [one for one in found if one.done_on is None]
    late = [one for one in still_open if days_late(one, product.today)]
    rows = _rows(session, found)
    return rendered(
        "decisions.html",
        words=words,
        view={
            "counted": words.counted(len(still_open), len(late)),
            "open": rows[: len(still_open)],
            "done": rows[len(still_open) :],
            "done_line": words.done_folded(len(found) - len(still_open)),
            "nothing": words.NOTHING if unit is None else words.NOTHING_OF_UNIT,
            "hint": words.NOTHING_HINT,
        },
    )


def one_html(session: Session, one: Decision) -> str:
    """A decision with all that was said of it."""
    (row,) = _rows(session, [one])
    return rendered("decisions_one.html", words=words, one=row, back=link())


def _rows(session: Session, found: Sequence[Decision]) -> list[dict[str, Any]]:
    product = session.product
    known = names.names(product)
    return [_row(product, one, known) for one in found]


def _row(product: Product, one: Decision, known: Mapping[str, str]) -> dict[str, Any]:
    held = meetings.meeting_of(product, one.meeting)
    plan = product.plan if held.plan == product.plan.id else meetings.looked_at(product, held).plan
    return {
        **decision_view(product.plan, one, product.today),
        "meeting": meeting_words.name(held),
        "meeting_href": url.link(PAGE, {MEETING: str(one.meeting)}),
        "about": meeting_words.item_title(plan, one.item),
        "about_href": item_link(product.plan, one.item, held.month),
        "follow_ups": [
            {"text": note.text, "signature": words.follow_up(note, known)} for note in reversed(one.follow_ups)
        ],
    }


def _draw_one(session: Session, one: Decision) -> None:
    product, person = session.product, session.person
    show(session, "decision", one_html(session, one))
    if said := st.session_state.pop(_SAID, None):
        done, text = said
        (st.success if done else st.error)(text)
    key = f"decision.{one.number}.{st.session_state.get(_TURN, 0)}"
    if decisions.may_follow_up(product, person, one):
        _follow_up_form(session, one, key)
    if decisions.may_finish(product, person):
        _finish_form(session, one, key)
        _correct_form(session, one, key)
    elif not decisions.may_follow_up(product, person, one):
        st.caption(words.NOT_YOURS)


def _follow_up_form(session: Session, one: Decision, key: str) -> None:
    with st.form(f"{key}.follow", enter_to_submit=False):
        text = st.text_area(
            words.FIELD_FOLLOW_UP,
            key=f"{key}.text",
            placeholder=words.FOLLOW_UP_EXAMPLE,
            max_chars=decisions.LONGEST,
            height=90,
        )
        asked = st.form_submit_button(words.ADD_FOLLOW_UP, type="primary")
    if asked:
        _tell(
            words.FOLLOWED_UP,
            lambda: decisions.follow_up(session.product, session.person, one.number, text),
        )


def _finish_form(session: Session, one: Decision, key: str) -> None:
    """The version is that of the decision as it was drawn first, so that nobody overrules what they have not seen."""
    product, person = session.product, session.person
    version = st.session_state.setdefault(f"{key}.version", one.version)
    if one.done_on is not None:
        if st.button(words.REOPEN, key=f"{key}.reopen"):
            _tell(words.REOPENED, lambda: decisions.reopen(product, person, one.number, version=version))
        return
    st.session_state.setdefault(f"{key}.day", formats.day(product.today))
    with st.form(f"{key}.finish"):
        day_at, button_at, _ = st.columns([1, 1, 2], vertical_alignment="bottom")
        text = day_at.text_input(words.FIELD_DONE_ON, key=f"{key}.day", max_chars=_LONGEST_DAY)
        asked = button_at.form_submit_button(words.FINISH)
    if asked:
        _tell(
            words.FINISHED,
            lambda: decisions.finish(product, person, one.number, done_on=tasks.read_day(text), version=version),
        )


def _correct_form(session: Session, one: Decision, key: str) -> None:
    """What a decision says may be corrected; the version is that of the decision as it was drawn first."""
    product, person, plan = session.product, session.person, session.product.plan
    version = st.session_state.setdefault(f"{key}.version", one.version)
    units = list(dict.fromkeys([one.unit, *(unit.id for unit in plan.units)]))
    fields = {"said": one.text, "unit": one.unit, "due": formats.day(one.due)}
    for name, value in fields.items():
        st.session_state.setdefault(f"{key}.correct.{name}", value)
    with st.expander(words.CORRECT), st.form(f"{key}.correct", border=False, enter_to_submit=False):
        st.caption(words.CORRECT_HINT)
        text = st.text_area(words.FIELD_TEXT, key=f"{key}.correct.said", max_chars=decisions.LONGEST, height=90)
        unit_at, due_at = st.columns([2, 1])
        unit = unit_at.selectbox(
            words.FIELD_UNIT, units, format_func=lambda at: words.unit_name(plan, at), key=f"{key}.correct.unit"
        )
        due = due_at.text_input(words.FIELD_DUE, key=f"{key}.correct.due", max_chars=_LONGEST_DAY)
        reason = ""
        if decisions.needs_reason(product, one):
            reason = st.text_input(words.FIELD_REASON, key=f"{key}.correct.reason", max_chars=decisions.LONGEST)
        asked = st.form_submit_button(words.CORRECT_NOW)
    if asked:
        _tell(
            words.CORRECTED,
            lambda: decisions.correct(
                product,
                person,
                one.number,
                text=text,
                unit=unit,
                due=tasks.read_day(due),
                version=version,
                reason=reason,
            ),
        )


def _tell(done: str, act: Callable[[], Decision]) -> None:
    """Carry out an action and open the forms anew; what was typed stays when it is refused."""
    try:
        act()
    except Refused as refused:
        if refused.code != "decision_changed_meanwhile":
            st.error(refusal_sentence(refused))
            return
        said = False, refusal_sentence(refused)
    else:
        said = True, done
    st.session_state[_SAID] = said
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.rerun()
