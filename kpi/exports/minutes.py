"""The minutes of a meeting (thông báo kết luận) as a Word file: what was concluded, then figures as an appendix."""

from collections.abc import Sequence

from docx.document import Document

from kpi.exports import documents
from kpi.exports.documents import Column
from kpi.services.minutes import Conclusion, Minutes, MinutesItem
from kpi.wording import formats, screens
from kpi.wording import minutes_words as words

_TABLE_SIZE = 12
_WIDTHS = (10, 91, 40, 24)
_WIDTHS_WITH_STANDING = (10, 62, 32, 24, 37)
_CENTRED = (True, False, False, True, False)


def minutes_document(minutes: Minutes) -> bytes:
    """The minutes as the bytes of a .docx; number, day and name are left to be written in, and what the plan lacks."""
    meeting, plan = minutes.meeting, minutes.plan
    assert meeting.closed_at is not None, "minutes are those of a closed meeting"
    subject = words.subject(meeting)
    made = documents.official_document(
        subject, author=plan.authority, at=meeting.closed_at, mark=screens.DEMO_MARK if minutes.demo else ""
    )
    documents.letterhead(
        made,
        organ=words.organ(plan.authority),
        country=words.COUNTRY,
        motto=words.MOTTO,
        number=words.number(plan),
        dateline=words.dateline(meeting.day, place=plan.place),
    )
    documents.title(made, words.KIND, subject)
    for sentence in (*words.opening(meeting, plan), words.THEREFORE):
        documents.body(made, sentence)
    _sections(made, minutes)
    documents.signed(
        made,
        closing=words.closing(meeting, plan),
        label=words.RECIPIENTS,
        recipients=words.recipients((one.unit for one in minutes.decisions), first=plan.recipients),
        signers=words.signers(plan),
    )
    attached = words.attached_to(plan, meeting.day.year)
    documents.annex(made, name=words.APPENDIX, subject=words.TALKED_ABOUT, attached=attached)
    for place, item in enumerate(minutes.items, 1):
        _item(made, place, item)
    if minutes.on_figures:
        documents.heading(made, words.ON_FIGURES)
    for sentence in minutes.on_figures:
        documents.body(made, sentence)
    return documents.content(made)


def _sections(made: Document, minutes: Minutes) -> None:
    documents.heading(made, f"1. {words.HOW_IT_STANDS}")
    for sentence in (*minutes.state, *minutes.marks):
        documents.body(made, sentence)
    documents.heading(made, f"2. {words.DECIDED}")
    if minutes.decisions:
        rows = [_row(one) for one in minutes.decisions]
        documents.table(made, _columns(words.HEAD, _WIDTHS), rows, size=_TABLE_SIZE)
    else:
        documents.body(made, words.NOTHING_DECIDED)
    if minutes.earlier:
        documents.heading(made, f"3. {words.STILL_OPEN}")
        columns = _columns(words.HEAD_WITH_STANDING, _WIDTHS_WITH_STANDING)
        documents.table(made, columns, [_row_with_standing(one) for one in minutes.earlier], size=_TABLE_SIZE)


def _item(made: Document, place: int, item: MinutesItem) -> None:
    documents.heading(made, f"{place}. {item.title}")
    for sentence in item.said:
        documents.body(made, f"- {sentence}")
    if item.decided:
        documents.body(made, f"- {words.decided(item.decided)}", italic=True)


def _columns(heads: Sequence[str], widths: Sequence[float]) -> list[Column]:
    return [Column(head, width, centred) for head, width, centred in zip(heads, widths, _CENTRED, strict=False)]


def _row(one: Conclusion) -> tuple[str, ...]:
    return str(one.place), one.decision.text, one.unit, formats.day(one.decision.due)


def _row_with_standing(one: Conclusion) -> tuple[str, ...]:
    place, text, *rest = _row(one)
    return place, words.carried(text, one.held_on), *rest, one.standing
