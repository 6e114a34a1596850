"""What changed of a meeting and of its decisions, as the history tells it."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

from kpi.figures import Revision
from kpi.meetings import MeetingState
from kpi.plan import Plan
from kpi.wording import decision_words, formats

Fields = Mapping[str, Any]
"""The fields that differ, as the history keeps them (`kpi.store.meetings.texts`, `kpi.store.decisions.texts`)."""

_LETTERS_OF_HASH = 12


def meeting(revision: Revision) -> str:
    """What was done to a meeting, after the name of who did it."""
    before, after = _fields(revision.before), _fields(revision.after)
    which = "cuộc họp giao ban" + ("" if revision.month is None else f" {formats.month(revision.month)}")
    if revision.before is None:
        return f"chuẩn bị {which}: {', '.join(_prepared(after))}"
    match after.get("state"):
        case MeetingState.RUNNING:
            begun = f"bắt đầu {which}, giữ nguyên số liệu (mã {after.get('snapshot', '')[:_LETTERS_OF_HASH]})"
            return ", ".join([begun, *_changes(before, after)])
        case MeetingState.CLOSED:
            return f"kết thúc {which}"
        case MeetingState.CANCELLED:
            return f"hủy {which}"
        case _:
            return f"sửa {which}: {', '.join(_changes(before, after))}"


def decision(plan: Plan, revision: Revision) -> str:
    """What was done to a decision, after the name of who did it."""
    before, after = _fields(revision.before), _fields(revision.after)
    whose = decision_words.unit_name(plan, revision.unit)
    if revision.before is None:
        return f"ghi kết luận số {revision.subject} giao {whose}, hạn {_day(after['due'])}: “{after['text']}”"
    which = f"kết luận số {revision.subject} của {whose}"
    if "done_on" not in after:
        return f"sửa {which}: {', '.join(_corrected(plan, before, after))}"
    return f"mở lại {which}" if after["done_on"] is None else f"ghi nhận {which} xong ngày {_day(after['done_on'])}"


def follow_up(plan: Plan, revision: Revision) -> str:
    """What somebody wrote of a decision, after the name of who did it."""
    whose = decision_words.unit_name(plan, revision.unit)
    return f"ghi kết quả thực hiện kết luận số {revision.subject} của {whose}: “{revision.after}”"


def _corrected(plan: Plan, before: Fields, after: Fields) -> Iterator[str]:
    if "text" in after:
        yield f"“{before['text']}” → “{after['text']}”"
    if "unit" in after:
        yield " → ".join(decision_words.unit_name(plan, fields["unit"]) for fields in (before, after))
    if "due" in after:
        yield f"hạn {_day(before['due'])} → {_day(after['due'])}"


def _prepared(after: Fields) -> Iterator[str]:
    yield f"ngày {_day(after['day'])}"
    yield f"chủ trì {after['chair']}"
    yield f"{len(after['agenda'])} nội dung"


def _changes(before: Fields, after: Fields) -> Iterator[str]:
    if "day" in after:
        yield f"ngày họp {_day(before['day'])} → {_day(after['day'])}"
    if "chair" in after:
        yield f"chủ trì {before['chair']} → {after['chair']}"
    if "participants" in after:
        yield f"thành phần {len(before['participants'])} → {len(after['participants'])} người"
    if "agenda" in after:
        yield f"chương trình {_length(before['agenda'])} → {_length(after['agenda'])}"


def _length(agenda: list[Fields]) -> str:
    return f"{len(agenda)} nội dung, {sum(item['minutes'] for item in agenda)} phút"


def _fields(text: str | None) -> Fields:
    fields: Fields = json.loads(text or "{}")
    return fields


def _day(text: str) -> str:
    return formats.day(dt.date.fromisoformat(text))
