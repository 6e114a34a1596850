"""The controls around the slides of a meeting: moving, following, looking alone, and writing a decision."""

import datetime as dt

from kpi.meetings import Decision
from kpi.months import Month
from kpi.plan import Plan
from kpi.wording import decision_words, formats, meeting_words, slide_words

TITLE = "Trình chiếu cuộc họp"

PREVIOUS, NEXT = "◀", "▶"
PREVIOUS_TITLE, NEXT_TITLE = "Mục trước (phím ← hoặc PageUp)", "Mục sau (phím → hoặc PageDown)"
ITEMS, ITEMS_TITLE = "☰ Mục", "Danh sách mục (phím M)"
FIGURES = "Số liệu"
FIGURES_TITLE = slide_words.FIGURES_TITLE
DAY_NIGHT, DAY_NIGHT_TITLE = "◐", "Đổi nền sáng, nền tối (phím D)"
FULL, FULL_TITLE = "⛶", "Toàn màn hình (phím F)"
LEAVE, LEAVE_TITLE = "✕", "Thoát trình chiếu, về trang cuộc họp"
CLOSE, CLOSE_TITLE = "✕ Đóng", "Đóng (phím Esc)"
AGENDA = "Các mục của cuộc họp"
POSITION = "Mục"
OVER = "▲ quá giờ"

PRESENT, FOLLOW, ALONE = "Điều khiển trình chiếu", "Theo người trình chiếu", "Tự xem"
PRESENTING, FOLLOWING, LOOKING = "▶ Trình chiếu", "● Đang theo", "○ Tự xem"

DECIDE = "Kết luận"
DECIDE_HINT = "Viết kết luận (phím K), Enter để lưu"
DECIDE_UNIT = "Đơn vị thực hiện"
CHOOSE_UNIT = "Chọn đơn vị…"
DECIDE_DUE = "Hạn (ngày/tháng/năm)"
SAVE = "Lưu"
OFFLINE = "Chưa lưu: mất kết nối với máy chủ. Nội dung vẫn còn đây; khi nối lại, hãy bấm Lưu."
SAVED_ALREADY = "Kết luận này đã được lưu."

END, END_TITLE = "Kết thúc họp", "Kết thúc cuộc họp (hỏi lại trước khi kết thúc)"
END_SURE, END_NOW = meeting_words.CLOSE_SURE, meeting_words.CLOSE_NOW
HALF_WRITTEN = "Còn kết luận viết dở, chưa lưu:"
GO_ON_WRITING = "Quay lại viết tiếp"
END_AND_DROP = "Bỏ phần viết dở và kết thúc"
ENDED = "Cuộc họp đã kết thúc"
TO_MEETING = "Mở trang cuộc họp: kết luận, biên bản"
LOOK_BACK = "Xem lại các mục"
UNSAVED = "Kết luận viết dở, không lưu được vì cuộc họp đã kết thúc:"
DROP = "Bỏ"

DISCONNECTED_TEXT = (
    "Màn hình đứng ở mục đang chiếu, đồng hồ dừng. Trang sẽ tự nối lại. Kết luận viết dở trước đó vẫn còn; "
    "phím gõ trong lúc này không được ghi."
)


def position(place: int, count: int) -> str:
    """Where a slide stands.

    >>> position(2, 9)
    '3/9'
    """
    return f"{place + 1}/{count}"


def minutes(planned: int) -> str:
    """The time that an item was given."""
    return f"{planned} phút"


def presenter_at(place: int, count: int) -> str:
    """Where the others are, for who looks by themself."""
    return f"Đang chiếu {position(place, count)}"


def due(day: dt.date) -> str:
    """When a decision is due unless something else is written: a month after the meeting.

    >>> due(dt.date(2024, 1, 31)), due(dt.date(2024, 11, 12))
    ('29/02/2024', '12/12/2024')
    """
    later = Month.of(day) + 1
    return formats.day(later.first_day.replace(day=min(day.day, later.last_day.day)))


def saved(plan: Plan, decision: Decision) -> str:
    """What saving a decision says."""
    return f"Đã lưu kết luận cho {decision_words.unit_name(plan, decision.unit)}, {decision_words.due(decision)}."


def deciding_on(place: int, count: int) -> str:
    """Which item a decision being written belongs to, once another one is on the screen."""
    return f"Kết luận cho mục {position(place, count)}"
