"""What the screen of tasks says: standings, days late, the form of a part, and why something was not saved."""

import datetime as dt
from collections.abc import Mapping, Sequence

from kpi.plan import Plan, Task, Unit
from kpi.tasks import TaskPart, TaskProgress, TaskRow, TaskStanding, TaskState
from kpi.wording import formats, screens
from kpi.wording.csv_text import About

TITLE = "Nhiệm vụ"
AREA = "Lĩnh vực"
UNIT = "Đơn vị chủ trì"
STANDING = "Trạng thái"
VIEW = "Cách xem"
EVERY_AREA = "Mọi lĩnh vực"
EVERY_UNIT = "Mọi đơn vị"
EVERY_STANDING = "Mọi trạng thái"
BOARD, TIMELINE = "Bảng", "Dòng thời gian"
SUMMARY = "Tình hình nhiệm vụ"
OWN = "Chỉ nhiệm vụ của đơn vị tôi"
EVERYTHING = "Xem tất cả nhiệm vụ"

STANDINGS = {
    TaskStanding.LATE: "Trễ hạn",
    TaskStanding.DOING: "Đang thực hiện",
    TaskStanding.NOT_STARTED: "Chưa bắt đầu",
    TaskStanding.ON_EVENT: "Theo sự việc",
    TaskStanding.DONE: "Hoàn thành",
}
SYMBOLS = {
    TaskStanding.LATE: "✗",
    TaskStanding.DOING: "◐",
    TaskStanding.NOT_STARTED: "○",
    TaskStanding.ON_EVENT: "◇",
    TaskStanding.DONE: "✓",
}
STATES = {
    TaskState.NOT_STARTED: "Chưa bắt đầu",
    TaskState.DOING: "Đang thực hiện",
    TaskState.DONE: "Hoàn thành",
}

NO_TASKS = "Kế hoạch này không có nhiệm vụ nào."
NO_TASKS_HINT = "Nhiệm vụ được ghi trong tệp kế hoạch, do quản trị nạp ở trang Quản trị."
NOTHING = "Không có nhiệm vụ nào khớp với lựa chọn."
NOTHING_HINT = "Hãy bỏ bớt điều kiện lọc."

PRODUCT = "Sản phẩm"
LEAD = "Chủ trì"
PARTNERS = "Phối hợp"
TIME = "Thời gian"
DUE = "Hạn"
DOCUMENT = "Văn bản"
EVIDENCE = "Minh chứng"
SERVES = "Chỉ tiêu phục vụ"
PART_OF = "Thuộc"
BELOW = "Gồm các việc"
PARTS = "Phần việc của các đơn vị"
PERCENT = "Tiến độ"
DONE_ON = "Hoàn thành"
NOTE = "Ghi chú"
CHANGE = "Cập nhật"
BACK = "Tất cả nhiệm vụ"
TO_HISTORY = "Lịch sử của nhiệm vụ"
NEVER_SAVED = "chưa cập nhật lần nào"
NOT_YOURS = "Phần việc này do đơn vị chủ trì và người điều phối cập nhật."

CHART = "Dòng thời gian các nhiệm vụ"
CHART_TASK = "Nhiệm vụ"
LEGEND_DUE = "hạn"
LEGEND_DONE = "hoàn thành"
LEGEND_LATE = "quá hạn chưa xong"
LEGEND_ALL_YEAR = "làm trong năm"
TIMELINE_HEAD = (CHART_TASK, STANDING, TIME, DUE, DONE_ON)
CHART_AS_TABLE = "Bảng dữ liệu của dòng thời gian"

FORM = "Cập nhật phần việc"
FIELD_STATE = "Trạng thái"
FIELD_PERCENT = "Tiến độ khi đang thực hiện (%)"
FIELD_DONE_ON = "Ngày hoàn thành (khi đã hoàn thành)"
FIELD_NUMBER = "Số văn bản"
FIELD_NUMBER_EXAMPLE = "45/BC-UBND"
FIELD_DATE = "Ngày văn bản"
FIELD_NOTE = "Ghi chú (kết quả, vướng mắc)"
FIELD_EVIDENCE = "Tệp minh chứng (pdf, docx, xlsx, png, jpg; tối đa 10 MB)"
REMOVE_EVIDENCE = "Bỏ tệp đang có: {name}"
SAVE = "Lưu cập nhật"
NOTHING_CHANGED = "Không có gì thay đổi để lưu."
BOTH_CAPTION = "Hai bên đang khác nhau"
THEIRS, YOURS = "Đã lưu", "Bạn vừa nhập"
BOTH_FIELD = "Mục"
NOTHING_WRITTEN = "–"
EVIDENCE_UNAVAILABLE = "Không có tệp này."

REFUSED = {
    "may_not_update_task": "Bạn không cập nhật được phần việc của {unit}; đơn vị đó và người điều phối cập nhật.",
    "task_unknown": "Kế hoạch không giao phần việc này cho đơn vị; hãy mở lại từ trang Nhiệm vụ.",
    "task_percent": "Chưa lưu: tiến độ là số nguyên từ 0 đến 100, ví dụ 40.",
    "task_percent_done": (
        "Chưa lưu: “Hoàn thành” là 100 %, “Chưa bắt đầu” là 0 %, “Đang thực hiện” từ 0 đến 99 %; "
        "hãy sửa trạng thái hoặc tiến độ."
    ),
    "task_done_on_missing": "Chưa lưu: hãy ghi ngày hoàn thành.",
    "task_done_on_future": "Chưa lưu: ngày hoàn thành {day} chưa đến; hãy sửa ngày hoặc chọn “Đang thực hiện”.",
    "task_document_date_future": "Chưa lưu: ngày văn bản {day} chưa đến; hãy kiểm tra lại.",
    "task_document_number_long": "Chưa lưu: số văn bản dài quá {most} ký tự; hãy chỉ ghi số và ký hiệu.",
    "task_note_long": "Chưa lưu: ghi chú dài quá {most} ký tự; hãy viết ngắn lại.",
    "day_unreadable": "Chưa lưu: “{text}” không phải một ngày; hãy viết ngày/tháng/năm, ví dụ 05/03/2024.",
    "evidence_too_large": "Chưa lưu: tệp minh chứng lớn quá {megabytes} MB; hãy giảm dung lượng hoặc tách tệp.",
    "evidence_kind": "Chưa lưu: “{name}” không phải tệp pdf, docx, xlsx, png hoặc jpg; hãy chọn tệp khác.",
    "task_changed_meanwhile": (
        "Chưa lưu: {who} đã cập nhật phần việc này lúc {at}. Hãy xem hai bên bên dưới rồi lưu lại."
    ),
}


def day_line(day: dt.date) -> str:
    """The day that standings are judged on."""
    return f"Tính đến ngày {formats.day(day)}"


def about(plan: Plan, day: dt.date, *, demo: bool) -> About:
    """What the table of tasks is about."""
    mark = (screens.DEMO_MARK,) if demo else ()
    return About(day_line(day), (*mark, screens.plan_title(plan), f"{day_line(day)}."))


def area(plan: Plan, area_id: str) -> str:
    """An area with its number: "III. Cải cách thủ tục hành chính"."""
    return f"{area_id}. {plan.area_of_id[area_id].name}"


def count(number: int) -> str:
    return f"{formats.number(number)} nhiệm vụ"


def late(days: int, standing: TaskStanding) -> str:
    """How late a part or a task is, or was when it was done; "" where it is not."""
    if not days:
        return ""
    text = f"trễ {formats.number(days)} ngày"
    return f"xong {text}" if standing is TaskStanding.DONE else text


def percent(value: int) -> str:
    return formats.quantity(formats.number(value), "%")


def leads(plan: Plan, row: TaskRow) -> str:
    """Who answers for a task, as the plan names them: units first, then whole levels."""
    units = [unit.name for unit in plan.units if unit.id in row.task.lead]
    levels = [level.name for level in plan.levels if level.id in row.task.lead]
    return "; ".join([*units, *levels])


def done_of(row: TaskRow) -> str:
    """How many of several leads have finished: "12/18 đơn vị"; "" where one unit answers."""
    return f"{row.done}/{len(row.parts)} đơn vị hoàn thành" if len(row.parts) > 1 else ""


def due(task: Task) -> str:
    """The day a task is due: "hạn 31/03/2024"; "" where it has none."""
    return "" if task.due is None else f"hạn {formats.day(task.due)}"


def document(progress: TaskProgress) -> str:
    """The product's document: "45/BC-UBND ngày 28/03/2024"."""
    if progress.document_date is None:
        return progress.document_number
    return f"{progress.document_number} ngày {formats.day(progress.document_date)}".strip()


def documents(number: int) -> str:
    """How many documents the units have named."""
    return f"{formats.number(number)} văn bản"


def evidences(number: int) -> str:
    """How many files prove a task."""
    return f"{formats.number(number)} tệp minh chứng"


def saved(progress: TaskProgress, names: Mapping[str, str]) -> str:
    """Who last saved a part and when: "09:30 ngày 03/04/2024, Kator Thị Mai"."""
    if progress.saved_at is None:
        return NEVER_SAVED
    return f"{formats.moment(progress.saved_at)}, {names.get(progress.saved_by, progress.saved_by)}"


def form_of(unit: Unit) -> str:
    """The heading of the form."""
    return f"{FORM}: {unit.name}"


def saved_now(unit: Unit) -> str:
    """What a save says."""
    return f"Đã lưu phần việc của {unit.name}."


def fields(progress: TaskProgress) -> Sequence[tuple[str, str]]:
    """What a part says, field by field, to be laid beside another version of it."""
    day = "" if progress.done_on is None else formats.day(progress.done_on)
    return (
        (FIELD_STATE, STATES[progress.state]),
        (PERCENT, percent(progress.percent)),
        (DONE_ON, day or NOTHING_WRITTEN),
        (DOCUMENT, document(progress) or NOTHING_WRITTEN),
        (NOTE, progress.note or NOTHING_WRITTEN),
        (EVIDENCE, NOTHING_WRITTEN if progress.evidence is None else progress.evidence.name),
    )


def chart_line(row: TaskRow, standing: TaskStanding, late_days: int) -> str:
    """A task on the timeline in words: "trễ hạn, hạn 31/03/2024, trễ 30 ngày, 12/18 đơn vị hoàn thành"."""
    said = (
        STANDINGS[standing].lower(),
        due(row.task) or (row.task.time or ""),
        late(late_days, standing),
        done_of(row),
    )
    return ", ".join(text for text in said if text)


def chart_alt(day: dt.date, counts: Mapping[TaskStanding, int]) -> str:
    """The timeline in one sentence, for who does not see it."""
    said = ", ".join(f"{counts[one]} {STANDINGS[one].lower()}" for one in TaskStanding)
    return f"{CHART}, {day_line(day).lower()}: {said}."


def done_days(parts: Sequence[TaskPart]) -> str:
    """When the parts of a task were finished, first to last: "28/03/2024" or "02/03/2024 – 28/03/2024"."""
    days = sorted(part.progress.done_on for part in parts if part.progress.done_on is not None)
    if not days:
        return NOTHING_WRITTEN
    return formats.day(days[0]) if days[0] == days[-1] else f"{formats.day(days[0])} – {formats.day(days[-1])}"


def timeline_row(row: TaskRow, parts: Sequence[TaskPart], standing: TaskStanding, late_days: int) -> tuple[str, ...]:
    """A task of the timeline as cells under TIMELINE_HEAD."""
    task = row.task
    return (
        f"{task.id} {task.text}",
        ", ".join(text for text in (f"{SYMBOLS[standing]} {STANDINGS[standing]}", late(late_days, standing)) if text),
        task.time or NOTHING_WRITTEN,
        NOTHING_WRITTEN if task.due is None else formats.day(task.due),
        done_days(parts),
    )
