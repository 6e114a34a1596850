"""What the product says of the decisions of meetings: how late they are, what became of them."""

import datetime as dt
from collections.abc import Iterable, Mapping

from kpi.meetings import Decision, FollowUp, days_late, is_open
from kpi.plan import Plan
from kpi.wording import formats

OF_UNIT = "Kết luận họp giao cho đơn vị"
EVERYTHING = "Xem các kết luận"
BACK = "Tất cả kết luận"
UNIT, EVERY_UNIT = "Đơn vị thực hiện", "Mọi đơn vị"
NOTHING = "Chưa có kết luận nào."
NOTHING_HINT = "Kết luận được ghi trong lúc họp, trên màn hình trình chiếu."
NOTHING_OPEN = "Không còn kết luận nào chưa xong."
NOTHING_OF_UNIT = "Đơn vị này không có kết luận nào phải thực hiện."

DUE = "Hạn"
FROM = "Tại"
ABOUT = "Về"
FOLLOW_UPS = "Kết quả thực hiện"
NO_FOLLOW_UPS = "Chưa có thông tin về kết quả thực hiện."

FIELD_FOLLOW_UP = "Kết quả thực hiện đến hôm nay"
FOLLOW_UP_EXAMPLE = "Đã trình Chủ tịch ký Tờ trình số 45/TTr-UBND"
ADD_FOLLOW_UP = "Ghi kết quả"
FOLLOWED_UP = "Đã ghi kết quả thực hiện."
FIELD_DONE_ON = "Ngày làm xong"
FINISH = "Đánh dấu đã xong"
FINISHED = "Đã đánh dấu xong."
REOPEN = "Mở lại kết luận"
REOPENED = "Đã mở lại kết luận."
CORRECT = "Sửa kết luận"
CORRECT_HINT = (
    "Sửa nội dung, đơn vị hoặc hạn ghi nhầm; lịch sử giữ bản cũ, Thông báo kết luận của cuộc họp đã kết thúc giữ "
    "nguyên như lúc kết thúc."
)
FIELD_TEXT = "Nội dung kết luận"
FIELD_UNIT = "Giao cho đơn vị"
FIELD_DUE = "Hạn (ngày/tháng/năm)"
FIELD_REASON = "Lý do sửa"
CORRECT_NOW = "Lưu nội dung sửa"
CORRECTED = "Đã sửa kết luận."
NOT_YOURS = "Đơn vị thực hiện, lãnh đạo và người điều phối ghi kết quả; lãnh đạo và người điều phối đánh dấu xong."

REFUSED = {
    "may_not_follow_up": "Chỉ {unit}, lãnh đạo và người điều phối mới ghi được kết quả thực hiện kết luận này.",
    "no_decision": "Không có kết luận này; hãy mở lại từ danh sách kết luận.",
    "meeting_not_running": "Chưa lưu: chỉ ghi được kết luận trong lúc họp.",
    "decision_text": "Chưa lưu: hãy viết nội dung.",
    "decision_long": "Chưa lưu: nội dung dài quá {most} ký tự; hãy viết ngắn lại.",
    "decision_unit": "Chưa lưu: hãy chọn đơn vị thực hiện.",
    "decision_due": "Chưa lưu: hãy ghi hạn từ ngày họp {day} trở đi.",
    "decision_reason": "Chưa lưu: cuộc họp không còn họp nên phải ghi lý do sửa.",
    "decision_done_on": "Chưa lưu: ngày làm xong phải từ {first} (ngày ra kết luận) đến hôm nay {last}.",
    "decision_changed_meanwhile": "Chưa lưu: người khác vừa cập nhật kết luận này; hãy xem lại rồi làm tiếp.",
}


def unit_name(plan: Plan, unit: str) -> str:
    """The unit that carries a decision out; one that the plan has no more by its id."""
    known = plan.unit_of_id.get(unit)
    return unit if known is None else known.name


def symbol(decision: Decision, day: dt.date) -> str:
    if not is_open(decision, day):
        return "✓"
    return "✗" if days_late(decision, day) else "○"


def standing(decision: Decision, day: dt.date) -> str:
    """Where a decision stands on a day: "Trễ 12 ngày", "Còn 5 ngày", "Xong 02/05/2024, trễ 2 ngày"."""
    late = days_late(decision, day)
    if decision.done_on is not None and not is_open(decision, day):
        return f"Xong {formats.day(decision.done_on)}" + (f", trễ {formats.number(late)} ngày" if late else "")
    if late:
        return f"Trễ {formats.number(late)} ngày"
    left = (decision.due - day).days
    return f"Còn {formats.number(left)} ngày" if left else "Đến hạn hôm nay"


def due(decision: Decision) -> str:
    """The day on which it should be done: "hạn 30/11/2024"."""
    return f"{DUE.lower()} {formats.day(decision.due)}"


def counted(still_open: int, late: int) -> str:
    """How many decisions are open: "5 kết luận còn mở, 2 trễ hạn"."""
    text = f"{formats.number(still_open)} kết luận còn mở"
    return f"{text}, {formats.number(late)} trễ hạn" if late else f"{text}, không có kết luận nào trễ hạn"


def late_units(plan: Plan, late: Iterable[tuple[str, int]]) -> str:
    """Which units are late by how many days: "Xã Ma Nới trễ 12 ngày; Phòng Nội vụ trễ 3 ngày"."""
    return "; ".join(f"{unit_name(plan, unit)} trễ {formats.number(days)} ngày" for unit, days in late)


def follow_up(note: FollowUp, names: Mapping[str, str]) -> str:
    """Who wrote a note and when: "Kator Thị Mai, 09:30 ngày 03/04/2024"."""
    return f"{names.get(note.who, note.who)}, {formats.moment(note.at)}"


def done_folded(count: int) -> str:
    """What unfolds to the decisions that are done: "3 kết luận đã xong"."""
    return f"{formats.number(count)} kết luận đã xong"
