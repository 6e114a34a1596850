"""What meetings decided (kết luận), and what became of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from kpi.access import Action, Person, check_may, may
from kpi.errors import Refused
from kpi.figures import Stamp
from kpi.meetings import AgendaItem, Decision, MeetingState, open_first
from kpi.services.product import Product
from kpi.services.store import StaleDecision
from kpi.wording.formats import VIETNAM

LONGEST = 500


def decisions_of(product: Product, meeting: int) -> Sequence[Decision]:
    """What a meeting decided, in the order in which it was written."""
    return product.store.decisions(meeting=meeting)


def open_decisions(product: Product, unit: str | None = None) -> tuple[Decision, ...]:
    """Every decision that is not done, of all units or of one: late ones first, by how many days.

    Those of meetings about an earlier plan are among them until they are done.
    """
    return tuple(one for one in every_decision(product, unit) if one.done_on is None)


def every_decision(product: Product, unit: str | None = None) -> tuple[Decision, ...]:
    """Every decision of all units or of one, the open ones first; everybody may read them."""
    return open_first(tuple(product.store.decisions(unit=unit)), product.today)


def decision_of(product: Product, number: int) -> Decision:
    """A decision; raises Refused("no_decision")."""
    found = product.store.decision(number)
    if found is None:
        raise Refused("no_decision")
    return found


def decide(
    product: Product,
    person: Person,
    *,
    meeting: int,
    item: AgendaItem,
    text: str,
    unit: str,
    due: dt.date | None,
) -> Decision:
    """Write a decision while the meeting runs; one that is there already, word for word, is given as it is.

    Raises Refused: "may_not_hold_meeting", "no_meeting", "meeting_not_running", "decision_text", "decision_long",
    "decision_unit", "decision_due" without a day or with one that lies before the meeting.
    """
    check_may(product.plan, person, Action.HOLD_MEETING)
    held = product.store.meeting(meeting)
    if held is None or held.plan != product.plan.id:
        raise Refused("no_meeting")
    if held.state is not MeetingState.RUNNING:
        raise Refused("meeting_not_running")
    written = _written(text)
    if unit not in product.plan.unit_of_id:
        raise Refused("decision_unit")
    if due is None or due < held.day:
        raise Refused("decision_due", day=held.day)
    new = Decision(meeting, written, unit, due, item, made_by=person.login, made_at=product.clock())
    same = (one for one in decisions_of(product, meeting) if _said(one) == _said(new))
    return next(same, None) or product.store.save_decision(new, _stamp(product, person))


def _said(decision: Decision) -> tuple[AgendaItem, str, str, dt.date]:
    return decision.item, decision.text, decision.unit, decision.due


def needs_reason(product: Product, decision: Decision) -> bool:
    """Whether a correction must say why: once its meeting no longer runs."""
    held = product.store.meeting(decision.meeting)
    return held is None or held.state is not MeetingState.RUNNING


def correct(
    product: Product,
    person: Person,
    number: int,
    *,
    text: str,
    unit: str,
    due: dt.date | None,
    version: int,
    reason: str = "",
) -> Decision:
    """Correct what a decision says, for whom and until when; the history keeps what it said before.

    The minutes of a meeting that is closed keep it as it was written then. Raises Refused: "may_not_hold_meeting",
    "no_decision", "decision_text", "decision_long", "decision_unit" for a unit that it was not given to and that the
    plan does not have, "decision_due", "decision_reason" where one is needed, "decision_changed_meanwhile".
    """
    check_may(product.plan, person, Action.HOLD_MEETING)
    decision = decision_of(product, number)
    held = product.store.meeting(decision.meeting)
    written = _written(text)
    if unit != decision.unit and unit not in product.plan.unit_of_id:
        raise Refused("decision_unit")
    if due is None or (held is not None and due < held.day):
        raise Refused("decision_due", day=product.today if held is None else held.day)
    why = " ".join(reason.split())
    if needs_reason(product, decision) and not why:
        raise Refused("decision_reason")
    if len(why) > LONGEST:
        raise Refused("decision_long", most=LONGEST)
    corrected = replace(decision, text=written, unit=unit, due=due, version=version)
    return _saved(product, person, corrected, reason=why)


def may_follow_up(product: Product, person: Person, decision: Decision) -> bool:
    """Whether the person may write what became of a decision: those who hold meetings, and the unit itself."""
    return may(product.plan, person, Action.FOLLOW_UP, decision.unit)


def follow_up(product: Product, person: Person, number: int, text: str) -> Decision:
    """Write a dated note on what became of a decision; raises Refused, among others "decision_text"."""
    decision = decision_of(product, number)
    unit = decision.unit if decision.unit in product.plan.unit_of_id else None
    check_may(product.plan, person, Action.FOLLOW_UP, unit)
    return product.store.add_follow_up(number, _written(text), _stamp(product, person))


def may_finish(product: Product, person: Person) -> bool:
    """Whether the person may say that decisions are done, and take it back: those who hold meetings."""
    return may(product.plan, person, Action.HOLD_MEETING)


def finish(product: Product, person: Person, number: int, *, done_on: dt.date | None, version: int) -> Decision:
    """Say that a decision is done, on a day from when it was written until today.

    Raises Refused, among others "decision_done_on" of no such day and "decision_changed_meanwhile".
    """
    check_may(product.plan, person, Action.HOLD_MEETING)
    decision = decision_of(product, number)
    first = product.today if decision.made_at is None else decision.made_at.astimezone(VIETNAM).date()
    if done_on is None or not first <= done_on <= product.today:
        raise Refused("decision_done_on", first=first, last=product.today)
    return _saved(product, person, replace(decision, done_on=done_on, version=version))


def reopen(product: Product, person: Person, number: int, *, version: int) -> Decision:
    """Take back that a decision is done."""
    check_may(product.plan, person, Action.HOLD_MEETING)
    return _saved(product, person, replace(decision_of(product, number), done_on=None, version=version))


def _written(text: str) -> str:
    """A text on one line; raises Refused of none and of one that is too long."""
    written = " ".join(text.split())
    if not written:
        raise Refused("decision_text")
    if len(written) > LONGEST:
        raise Refused("decision_long", most=LONGEST)
    return written


def _saved(product: Product, person: Person, decision: Decision, *, reason: str = "") -> Decision:
    try:
        return product.store.save_decision(decision, _stamp(product, person, reason=reason))
    except StaleDecision as stale:
        raise Refused("decision_changed_meanwhile") from stale


def _stamp(product: Product, person: Person, *, reason: str = "") -> Stamp:
    return Stamp(person.login, product.clock(), "meeting", reason)
