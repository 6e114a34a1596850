"""Decisions as they stood while a meeting lasted: what was recorded of them later is none of its business.

What a closed meeting decided, and what it found open of earlier ones, is told by its slides and its minutes as it was
when the meeting ended: later corrections, marks and follow-ups are taken back by the history.
"""

import datetime as dt
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kpi.figures import Revision
from kpi.meetings import Decision, Meeting, MeetingState, is_open, open_first
from kpi.services.product import Product
from kpi.wording.formats import VIETNAM


def judged_on(product: Product, meeting: Meeting) -> dt.date:
    """The day on which decisions are late or not for a meeting: the day it was held, today before; never to come."""
    if meeting.started_at is None:
        return product.today
    return min(meeting.day, meeting.started_at.astimezone(VIETNAM).date())


def decided_in(product: Product, meeting: Meeting) -> tuple[Decision, ...]:
    """What a meeting decided, in the order in which it was written, as it stood when the meeting ended, or now."""
    found = _as_of(product, product.store.decisions(meeting=meeting.number), meeting.closed_at)
    return tuple(found.values())


def carried_into(product: Product, meeting: Meeting, unit: str | None = None) -> tuple[Decision, ...]:
    """What was decided before a meeting began, in whatever plan, and was open on its day: late ones first.

    Each as it stood when the meeting ended. One that was recorded as done while it lasted is among them and is done,
    and so is one that was done on the very day. `unit` is that of the decision as it stood.
    """
    if meeting.state is MeetingState.CANCELLED:
        return ()
    day, others = judged_on(product, meeting), product.store.decisions()
    earlier = [one for one in others if one.meeting != meeting.number and _before(one.made_at, meeting.started_at)]
    first = _as_of(product, earlier, meeting.started_at)
    last = _as_of(product, earlier, meeting.closed_at)
    carried = [
        one
        for number, one in last.items()
        if unit in {None, one.unit} and (_is_left(first[number], day) or _is_left(one, day))
    ]
    return open_first(carried, day)


def _is_left(decision: Decision, day: dt.date) -> bool:
    return is_open(decision, day) or decision.done_on == day


def _as_of(product: Product, decisions: Sequence[Decision], moment: dt.datetime | None) -> Mapping[int, Decision]:
    """Decisions by number as the history tells them at a moment; as they are for None."""
    if moment is None:
        return {one.number: one for one in decisions}
    later: dict[str, list[Revision]] = {str(one.number): [] for one in decisions if one.version > 1}
    changes = product.store.revisions(subjects=tuple(later), limit=sys.maxsize) if later else ()
    for revision in changes:
        if revision.action == "decision" and revision.stamp.at > moment:
            later[revision.subject].append(revision)
    return {one.number: _taken_back(one, later.get(str(one.number), ()), moment) for one in decisions}


def _taken_back(decision: Decision, changes: Iterable[Revision], moment: dt.datetime) -> Decision:
    """A decision before changes, which are told the newest first, with what was written of it until a moment."""
    for change in changes:
        decision = replace(decision, version=decision.version - 1, **_fields(change.before))
    return replace(decision, follow_ups=tuple(told for told in decision.follow_ups if told.at <= moment))


def _fields(text: str | None) -> Mapping[str, Any]:
    """What a revision says that was different before; see `kpi.services.store.MeetingStore.save_decision`."""
    told: dict[str, Any] = json.loads(text or "{}")
    for name in ("due", "done_on"):
        if told.get(name) is not None:
            told[name] = dt.date.fromisoformat(told[name])
    return {name: told[name] for name in ("text", "unit", "due", "done_on") if name in told}


def _before(moment: dt.datetime | None, end: dt.datetime | None) -> bool:
    """Whether a moment is not after the end; None is unknown, or an end that has not come."""
    return moment is None or end is None or moment <= end
