"""What the product says of review meetings: their states, their agendas, and how they are prepared and closed."""

import datetime as dt
from collections.abc import Iterable, Sequence

from kpi.meetings import AgendaItem, ItemKind, Meeting, MeetingState
from kpi.months import Month
from kpi.plan import WHOLE, Plan
from kpi.scoring import Score
from kpi.wording import formats, labels

TITLE = "Họp giao ban"
SECTION = "Xem"
MEETINGS, DECISIONS = "Cuộc họp", "Kết luận"
NEW = "Chuẩn bị cuộc họp"
BACK = "Tất cả cuộc họp"
NO_MEETINGS = "Chưa có cuộc họp nào."
NO_MEETINGS_HINT = "Bấm “Chuẩn bị cuộc họp”: chương trình được đề xuất sẵn từ những việc cần chú ý của tháng."
NO_MEETINGS_YET = "Khi lãnh đạo hoặc người điều phối chuẩn bị xong, cuộc họp hiện ở đây."

MONTH, DAY, STATE, CHAIR, NEXT = "Kỳ họp", "Ngày họp", "Trạng thái", "Chủ trì", "Việc tiếp theo"
PARTICIPANTS = "Thành phần"
STATES = {
    MeetingState.PREPARED: "Đã chuẩn bị",
    MeetingState.RUNNING: "Đang họp",
    MeetingState.CLOSED: "Đã kết thúc",
    MeetingState.CANCELLED: "Đã hủy",
}
SYMBOLS = {
    MeetingState.PREPARED: "○",
    MeetingState.RUNNING: "▶",
    MeetingState.CLOSED: "✓",
    MeetingState.CANCELLED: "✕",
}

ENTER = "Vào cuộc họp"
REPLAY = "Xem lại bản trình chiếu"
PREVIEW = "Xem trước bản trình chiếu"
GO_ON = "Xem chương trình, bắt đầu họp"
READ_AGENDA = "Xem chương trình"
READ_DECISIONS = "Xem kết luận"

AGENDA = "Chương trình họp"
PLACE = "Thứ tự"
MINUTES = "Phút"
MINUTE_UNIT = "phút"
UP, DOWN, DROP = "Lên", "Xuống", "Bỏ"
NO_AGENDA = "Chương trình chưa có nội dung nào; hãy thêm ở dưới hoặc lấy lại đề xuất."
ADD = "Thêm nội dung"
ADD_NOW = "Thêm vào chương trình"
KIND, SCOPE, TEXT = "Loại nội dung", "Phạm vi", "Nội dung"
KINDS = {
    ItemKind.INDICATOR: "Chỉ tiêu",
    ItemKind.UNIT: "Đơn vị",
    ItemKind.TASK: "Nhiệm vụ",
    ItemKind.OTHER: "Nội dung khác",
    ItemKind.DECISIONS: "Kết luận các cuộc họp trước",
    ItemKind.STATE: "Tình hình thực hiện kế hoạch",
    ItemKind.REPORTING: "Kỷ luật báo cáo",
}
"""The kinds of item; the last three are items by themselves."""

PREPARE = "Chuẩn bị cuộc họp"
FIELD_MONTH = "Số liệu đến hết tháng"
FIELD_DAY = "Ngày họp"
FIELD_CHAIR = "Người chủ trì"
CHAIR_EXAMPLE = "Đồng chí …, Phó Chủ tịch UBND huyện"
FIELD_PARTICIPANTS = "Thành phần dự họp (mỗi người một dòng)"
SAVE = "Lưu cuộc họp"
PROPOSE = "Lấy lại đề xuất"
PROPOSE_SURE = (
    "Bỏ chương trình đang soạn và lấy lại chương trình đề xuất từ việc cần chú ý? "
    "Ngày họp, người chủ trì, thành phần giữ nguyên; chương trình đã lưu chỉ đổi khi bấm “Lưu cuộc họp”."
)
PROPOSE_NOW = "Thay bằng chương trình đề xuất"
ADD_LEFT_OUT = "Thêm tất cả"
PROPOSED = "Chương trình được đề xuất từ việc cần chú ý của tháng, việc cần xử lý trước đứng trên."
UNSAVED = "Có thay đổi chưa lưu."
SAVED = "Đã lưu cuộc họp."
MEANWHILE = "Chương trình người khác vừa lưu"
START = "Bắt đầu họp"
START_SURE = (
    "Từ lúc bắt đầu, cuộc họp giữ nguyên số liệu đã duyệt của hôm nay; sau này có điều chỉnh cũng không đổi. "
    "Chương trình không sửa được nữa."
)
START_NOW = "Bắt đầu và mở trình chiếu"
CANCEL = "Hủy cuộc họp"
CANCEL_SURE = "Cuộc họp này sẽ không họp nữa và không mở lại được; lịch sử giữ chương trình đã soạn và lý do."
FIELD_REASON = "Lý do"
CANCEL_NOW = "Hủy cuộc họp này"
CANCELLED = "Đã hủy cuộc họp."
CLOSE = "Kết thúc họp"
CLOSE_SURE = "Kết thúc cuộc họp? Sau đó không ghi thêm kết luận được; kết luận đã ghi được theo dõi đến khi xong."
CLOSE_NOW = "Kết thúc cuộc họp"
CLOSED = "Đã kết thúc cuộc họp."

DOCUMENTS = "Văn bản của cuộc họp"
MINUTES_FILE = "Thông báo kết luận (.docx)"
FOLLOW_UP_FILE = "Bảng theo dõi kết luận (.docx)"
DECIDED = "Kết luận"
NOTHING_DECIDED = "không có kết luận"

SINCE = "Từ đó đến nay đã thay đổi"
NOTHING_CHANGED = "Số liệu mà cuộc họp đã xem đến nay không thay đổi."
OTHER_PLAN = "Cuộc họp theo kế hoạch khác với kế hoạch hiện hành nên không so sánh được với số liệu hôm nay."
WHAT, THEN, NOW = "Nội dung", "Khi họp", "Hiện nay"
STATE_OF_PLAN = "Số chỉ tiêu của kế hoạch"
REPORTS_SINCE = "Báo cáo thay đổi sau cuộc họp"
GONE = "không còn trong kế hoạch"

REFUSED = {
    "may_not_hold_meeting": "Chỉ lãnh đạo và người điều phối mới chuẩn bị, điều hành cuộc họp và ghi kết luận.",
    "no_meeting": "Không có cuộc họp này; hãy mở lại từ danh sách cuộc họp.",
    "meeting_step": "Cuộc họp này {state} nên không làm được việc đó nữa; hãy mở lại từ danh sách cuộc họp.",
    "meeting_changed_meanwhile": (
        "Chưa lưu: người khác vừa sửa cuộc họp này. Hãy xem bản của họ bên dưới; lưu lại thì bản của bạn thay bản đó."
    ),
    "meeting_day": "Chưa lưu: hãy ghi ngày họp, ví dụ 05/03/2024.",
    "chair_missing": "Chưa lưu: hãy ghi người chủ trì.",
    "text_long": "Chưa lưu: có dòng dài quá {most} ký tự; hãy viết ngắn lại.",
    "participants_many": "Chưa lưu: thành phần dự họp quá {most} dòng; hãy gộp lại theo đơn vị.",
    "agenda_empty": "Chưa lưu: chương trình chưa có nội dung nào.",
    "agenda_long": "Chưa lưu: chương trình quá {most} nội dung; hãy bỏ bớt.",
    "agenda_item": "Chưa lưu: kế hoạch không có “{item}” trong kỳ này; hãy bỏ nội dung đó khỏi chương trình.",
    "agenda_twice": "Chưa lưu: “{item}” có hai lần trong chương trình; hãy bỏ bớt một.",
    "agenda_there": "Chưa thêm: chương trình đã có “{item}”.",
    "agenda_text": "Chưa thêm: hãy viết nội dung.",
    "cancel_reason": "Chưa hủy: hãy ghi lý do.",
    "minutes_range": "Chưa lưu: số phút là số nguyên từ 1 đến {most}.",
    "meeting_frozen": "Số liệu của cuộc họp đã được giữ nguyên nên không sửa được.",
}


def name(meeting: Meeting) -> str:
    """A meeting by its day: "Họp giao ban ngày 12/11/2024, số liệu tháng 10/2024"."""
    return f"{TITLE} ngày {formats.day(meeting.day)}, số liệu {formats.month(meeting.month)}"


def state(of: MeetingState) -> str:
    """A state inside a sentence: "đang họp"."""
    return STATES[of].lower()


def item_title(plan: Plan, item: AgendaItem, *, in_full: bool = False) -> str:
    """What an agenda item is about, `in_full` with an indicator's full name; what the plan has no more by its id."""
    match item.kind:
        case ItemKind.INDICATOR:
            return _of_scope(plan, item.subject, item.scope, in_full=in_full)
        case ItemKind.UNIT:
            return _scope(plan, item.subject)
        case ItemKind.TASK:
            text = next((task.text for task in plan.tasks if task.id == item.subject), "")
            return f"{KINDS[item.kind]} {item.subject}" + (f": {text}" if text else "")
        case ItemKind.OTHER:
            return item.text
        case _:
            return KINDS[item.kind]


def score_title(plan: Plan, score: Score) -> str:
    """Whose score of what it is: "Đúng hạn – Xã Ma Nới"."""
    return _of_scope(plan, score.indicator, score.scope, in_full=False)


def _of_scope(plan: Plan, subject: str, scope: str, *, in_full: bool) -> str:
    indicator = plan.indicator_of_id.get(subject)
    name = subject if indicator is None else indicator.name if in_full else indicator.short
    return name if scope == WHOLE else f"{name} – {_scope(plan, scope)}"


def _scope(plan: Plan, scope: str) -> str:
    known = scope == WHOLE or scope in plan.level_of_id or scope in plan.unit_of_id
    return labels.scope_name(plan, scope) if known else scope


def minutes(count: int) -> str:
    """A length of time: "5 phút"."""
    return formats.quantity(formats.number(count), MINUTE_UNIT)


def total(agenda: Sequence[AgendaItem]) -> str:
    """How long an agenda takes: "12 nội dung, 65 phút"."""
    return total_of(len(agenda), sum(item.minutes for item in agenda))


def total_of(items: int, length: int) -> str:
    """How many items take how many minutes; above an hour also in hours: "12 nội dung, 65 phút (1 giờ 05 phút)"."""
    hours = f" ({length // 60} giờ {length % 60:02d} phút)" if length >= 60 else ""
    return f"{formats.number(items)} nội dung, {minutes(length)}{hours}"


def frozen(meeting: Meeting) -> str:
    """Which figures a meeting looks at: "Số liệu giữ nguyên như lúc 09:30 ngày 08/11/2024"; "" before it begins."""
    return "" if meeting.started_at is None else f"Số liệu giữ nguyên như lúc {formats.moment(meeting.started_at)}"


def ended(meeting: Meeting) -> str:
    """When it was closed: "Kết thúc lúc 11:05 ngày 08/11/2024", "" before."""
    return "" if meeting.closed_at is None else f"Kết thúc lúc {formats.moment(meeting.closed_at)}"


def decided(made: int, still_open: int, late: int) -> str:
    """What became of a meeting's decisions: "5 kết luận, 2 còn mở, 1 trễ hạn"."""
    if not made:
        return NOTHING_DECIDED
    pieces = [f"{made} kết luận"]
    pieces.append(f"{still_open} còn mở" if still_open else "đã xong hết")
    return ", ".join([*pieces, f"{late} trễ hạn"] if late else pieces)


def states(counted: Iterable[tuple[str, int]]) -> str:
    """How many indicators have which status: "9 đạt, 3 gần đạt, 5 chưa đạt"."""
    return ", ".join(f"{count} {word.lower()}" for word, count in counted)


def changed_on(day: dt.date | None, *, corrected: bool) -> str:
    """When and how a score changed: "điều chỉnh ngày 12/04/2024", "duyệt thêm ngày …"; "" where neither explains it."""
    return "" if day is None else f"{'điều chỉnh' if corrected else 'duyệt thêm'} ngày {formats.day(day)}"


def changed_report(unit: str, month: Month, *, on: dt.date | None, corrected: bool) -> str:
    """A report that changed after the meeting: "Xã Ma Nới: điều chỉnh báo cáo tháng 10/2024 ngày 12/11/2024"."""
    day = "" if on is None else f" ngày {formats.day(on)}"
    return f"{unit}: {'điều chỉnh' if corrected else 'duyệt'} báo cáo {formats.month(month)}{day}"


def held_today(written: dt.date | None, today: dt.date) -> str:
    """What starting does to the day that was written; "" where it is today."""
    if written == today:
        return ""
    was = "" if written is None else f" (đang ghi {formats.day(written)})"
    return f"Ngày họp{was} sẽ là hôm nay, {formats.day(today)}."


def decisions_first(still_open: int) -> str:
    """What starting puts at the head of an agenda that has it not."""
    item = KINDS[ItemKind.DECISIONS]
    return f"Có {still_open} kết luận còn mở: khi bắt đầu, mục “{item}” được đưa lên đầu chương trình."


def left_out(indicators: int, units: int) -> str:
    """How much that has to answer is not on the agenda: "Còn 5 chỉ tiêu và 4 đơn vị khác … chưa đưa vào …."."""
    counts = ((indicators, "chỉ tiêu"), (units, "đơn vị"))
    said = " và ".join(f"{count} {noun}" for count, noun in counts if count)
    return f"Còn {said} khác phải giải trình chưa đưa vào chương trình."


def cancelled_folded(count: int) -> str:
    """What unfolds to the meetings that were cancelled: "2 cuộc họp đã hủy"."""
    return f"{formats.number(count)} cuộc họp đã hủy"
