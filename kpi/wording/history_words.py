"""Each revision of the history as one Vietnamese sentence."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping

from kpi.figures import ReportState, Revision
from kpi.plan import WHOLE, Measure, Part, Plan, Unit
from kpi.wording import formats, labels, meeting_revisions, task_revisions

TITLE = "Lịch sử"
NOTHING = "Không có thay đổi nào khớp với lựa chọn."
NOTHING_HINT = "Hãy bỏ bớt điều kiện lọc."
NOTHING_YET = "Chưa có thay đổi nào."
OLDER = "Cũ hơn"
NEWEST = "Mới nhất"
EVERY_UNIT = "Mọi đơn vị"
EVERY_INDICATOR = "Mọi chỉ tiêu"
EVERY_MONTH = "Mọi tháng"
EVERYBODY = "Mọi người"
UNIT = "Đơn vị"
INDICATOR = "Chỉ tiêu"
MONTH = "Tháng báo cáo"
PERSON = "Người thực hiện"
SEE_REPORT = "Xem báo cáo"
SEE_TASK = "Xem nhiệm vụ"
SEE_INDICATOR = "Xem chỉ tiêu"
SEE_MEETING = "Xem cuộc họp"
SEE_DECISION = "Xem kết luận"
EVERYTHING = "Xem toàn bộ lịch sử"

Names = Mapping[str, str]
"""The name of each login; a login without one stands for itself."""


def sentence(plan: Plan, revision: Revision, names: Names) -> str:
    """What a revision did, with its reason: 'Xã Ma Nới sửa “…” tháng 3/2024: 12 → 9, lý do: nhập nhầm.'."""
    writer = _WRITERS.get(revision.action, _other)
    reason = revision.stamp.reason
    return writer(plan, revision, names) + (f", lý do: {reason.rstrip('.')}" if reason else "") + "."


def head(revision: Revision, names: Names) -> str:
    """When it was and who did it: "09:30 ngày 03/04/2024, Kator Thị Mai"."""
    return f"{formats.moment(revision.stamp.at)}, {who(revision, names)}"


def day(at: dt.datetime, today: dt.date) -> str:
    """The head of a day's revisions, by the clock of Vietnam.

    >>> day(dt.datetime(2024, 4, 3, 20, tzinfo=dt.UTC), dt.date(2024, 4, 4))
    'Hôm nay, 04/04/2024'
    """
    on = at.astimezone(formats.VIETNAM).date()
    return f"Hôm nay, {formats.day(on)}" if on == today else f"Ngày {formats.day(on)}"


def time(at: dt.datetime) -> str:
    """The time of day in Vietnam: "09:30"."""
    return f"{at.astimezone(formats.VIETNAM):%H:%M}"


def person(login: str, names: Names) -> str:
    """Somebody on the list to choose from, told from others of the same name: "Kator Thị Mai (mai.kator)"."""
    return f"{names[login]} ({login})" if login in names else login


def origin(text: str) -> str:
    """From where a revision came; a file by its own name and the beginning of its hash.

    >>> origin("06a.xlsx sha256:9f86d081884c7d65")
    'tệp 06a.xlsx (sha256:9f86d081884c7d65)'
    """
    file, _, digest = text.rpartition(" sha256:")
    if file:
        return f"{_ORIGINS.get(file, f'tệp {file}')} (sha256:{digest})"
    return _ORIGINS.get(text, text)


def of_unit(plan: Plan, unit: str) -> str:
    """The head of a history that is one unit's alone."""
    return f"Lịch sử các báo cáo của {plan.unit_of_id[unit].name}"


def of_task(plan: Plan, task: str) -> str:
    """The head of a history that is one task's alone."""
    return f"Lịch sử nhiệm vụ {task_revisions.task_name(plan, task)}"


_ORIGINS = {
    "form": "trên màn hình",
    "demo": "số liệu minh họa",
    "accounts": "quản lý tài khoản",
    "plan": "kế hoạch",
    "template": "mẫu báo cáo",
    "meeting": "họp giao ban",
    "import": "khi nhập từ tệp",
    "pasted": "bảng dán từ Excel",
}


def who(revision: Revision, names: Names) -> str:
    """Who made a revision, by name."""
    login = revision.stamp.who
    return names.get(login, login) or "Hệ thống"


def _unit(plan: Plan, revision: Revision) -> str:
    unit = plan.unit_of_id.get(revision.unit)
    return revision.unit if unit is None else unit.name


def _month(revision: Revision) -> str:
    return "" if revision.month is None else f" {formats.month(revision.month)}"


def _measure(plan: Plan, revision: Revision) -> str:
    measure = plan.measure_of_id.get(revision.subject)
    part = next((part.name for part in plan.parts if part.id == revision.part), revision.part)
    name = revision.subject if measure is None else measure.name
    return f"“{name}{f' – {part}' if part else ''}”"


def _figure(plan: Plan, revision: Revision, _names: Names) -> str:
    unit, what = _unit(plan, revision), _measure(plan, revision)
    if revision.before is None:
        return f"{unit} nhập {what}{_month(revision)}: {_value(revision.after)}"
    if revision.after is None:
        return f"{unit} bỏ {what}{_month(revision)} (trước là {_value(revision.before)})"
    return f"{unit} sửa {what}{_month(revision)}: {_value(revision.before)} → {_value(revision.after)}"


def _correction(plan: Plan, revision: Revision, names: Names) -> str:
    start = f"{who(revision, names)} điều chỉnh"
    of_whom = f"{_month(revision)} của {_unit(plan, revision)} sau khi duyệt"
    if not revision.subject:
        return f"{start} báo cáo{of_whom}"
    change = f"{_value(revision.before)} → {_value(revision.after)}"
    return f"{start} {_measure(plan, revision)}{of_whom}: {change}"


def corrected_figures(plan: Plan, revisions: Iterable[Revision]) -> str:
    """What corrections changed and why, the oldest first; "" where nothing of it may be read.

    "“Hồ sơ trễ hạn” 1 → 2 (lý do: Đối chiếu lại sổ theo dõi)".
    """
    told: dict[str, list[str]] = {}
    for one in revisions:
        if one.action in {"figure", "correction"} and one.subject and one.stamp.reason:
            change = f"{_measure(plan, one)} {_value(one.before)} → {_value(one.after)}"
            told.setdefault(one.stamp.reason, []).insert(0, change)
    return "; ".join(f"{', '.join(changes)} (lý do: {why})" for why, changes in reversed(told.items()))


def _value(text: str | None) -> str:
    """A figure as the history writes it (`kpi.store.history.figure_text`), in words."""
    if text is None:
        return "chưa có"
    if text.startswith("{"):
        both = json.loads(text)
        return f"{_value(both['value'])} ({both['source']})"
    return "không phát sinh" if text == "not_arisen" else formats.exact(float(text))


def _explanation(plan: Plan, revision: Revision, _names: Names) -> str:
    check = plan.check_of_id.get(revision.subject)
    about = f"“{revision.subject if check is None else check.name}”{_month(revision)}"
    unit = _unit(plan, revision)
    if revision.after is None:
        return f"{unit} bỏ giải trình {about} (trước là “{revision.before}”)"
    if revision.before is None:
        return f"{unit} giải trình {about}: “{revision.after}”"
    return f"{unit} sửa giải trình {about}: “{revision.before}” → “{revision.after}”"


def _state(plan: Plan, revision: Revision, names: Names) -> str:
    unit, whom, month = _unit(plan, revision), who(revision, names), _month(revision)
    match revision.before, revision.after:
        case ReportState.RETURNED, ReportState.SUBMITTED:
            return f"{unit} nộp lại báo cáo{month}"
        case _, ReportState.SUBMITTED:
            return f"{unit} nộp báo cáo{month}"
        case _, ReportState.APPROVED:
            return f"{whom} duyệt báo cáo{month} của {unit}"
        case _, ReportState.RETURNED:
            return f"{whom} trả lại báo cáo{month} của {unit}"
        case _:
            return f"{whom} mở lại báo cáo{month} của {unit}"


def _account(_plan: Plan, revision: Revision, names: Names) -> str:
    whose = f"tài khoản {revision.subject}"
    if revision.subject in names and names[revision.subject] != revision.subject:
        whose += f" ({names[revision.subject]})"
    verb = "tạo" if revision.before is None else "sửa"
    change = "" if revision.before is None or revision.after is None else f": {revision.before} → {revision.after}"
    return f"{who(revision, names)} {verb} {whose}{change}"


def _plan(_plan: Plan, revision: Revision, names: Names) -> str:
    return f"{who(revision, names)} áp dụng kế hoạch {revision.subject}"


def _template(_plan: Plan, revision: Revision, names: Names) -> str:
    told, start = json.loads(revision.after or revision.before or "{}"), who(revision, names)
    if revision.after is None:
        return f"{start} thôi dùng mẫu báo cáo Word “{told['name']}”, trở lại mẫu có sẵn"
    return f"{start} dùng mẫu báo cáo Word “{told['name']}”"


def _task(plan: Plan, revision: Revision, _names: Names) -> str:
    changes = task_revisions.changes(json.loads(revision.before or "{}"), json.loads(revision.after or "{}"))
    task = task_revisions.task_name(plan, revision.subject) if revision.part == plan.id else revision.subject
    return f"{_unit(plan, revision)} cập nhật nhiệm vụ {task}: {changes}"


def _note(plan: Plan, revision: Revision, names: Names) -> str:
    note = json.loads(revision.after or "{}")
    return f"{who(revision, names)} {_NOTED[note['kind']]}{_noted_where(plan, revision)}: “{note['text']}”"


def _note_withdrawn(plan: Plan, revision: Revision, names: Names) -> str:
    note = json.loads(revision.before or "{}")
    return f"{who(revision, names)} thu hồi {_WITHDRAWN[note['kind']]}{_noted_where(plan, revision)}: “{note['text']}”"


_NOTED = {
    "remark": "ghi chú",
    "event": "ghi sự kiện",
    "rebase": "đặt mốc tính lại biểu đồ kiểm soát",
}
_WITHDRAWN = {
    "remark": "ghi chú",
    "event": "sự kiện",
    "rebase": "mốc tính lại biểu đồ kiểm soát",
}


def _noted_where(plan: Plan, revision: Revision) -> str:
    indicator = plan.indicator_of_id.get(revision.subject)
    name = revision.subject if indicator is None else indicator.short
    known = revision.unit == WHOLE or revision.unit in plan.level_of_id or revision.unit in plan.unit_of_id
    scope = labels.scope_name(plan, revision.unit) if known else revision.unit
    return f"{_month(revision)} của chỉ tiêu “{name}”, {scope}"


def _meeting(_plan: Plan, revision: Revision, names: Names) -> str:
    return f"{who(revision, names)} {meeting_revisions.meeting(revision)}"


def _decision(plan: Plan, revision: Revision, names: Names) -> str:
    return f"{who(revision, names)} {meeting_revisions.decision(plan, revision)}"


def _follow_up(plan: Plan, revision: Revision, names: Names) -> str:
    return f"{who(revision, names)} {meeting_revisions.follow_up(plan, revision)}"


def _answer(plan: Plan, revision: Revision, names: Names) -> str:
    told = json.loads(revision.after or revision.before or "{}")
    start, name = who(revision, names), f"“{told['written']}” trong tệp"
    if revision.after is None:
        return f"{start} để hỏi lại {name}"
    if not told["meaning"]:
        return f"{start} cho biết bỏ qua {name}"
    if revision.part == "time":
        return f"{start} cho biết {name} không nói về kỳ khác"
    if revision.part == "scope":
        return f"{start} cho biết {name} không giới hạn số liệu"
    return f"{start} cho biết {name} là “{_meant(plan, revision.part, told['meaning'])}”"


def _meant(plan: Plan, subject: str, meaning: str) -> str:
    named: Mapping[str, Iterable[Unit | Measure | Part]] = {
        "unit": plan.units,
        "measure": plan.measures,
        "part": plan.parts,
    }
    return next((one.name for one in named.get(subject, ()) if one.id == meaning), meaning)


def _demo_filled(_plan: Plan, revision: Revision, names: Names) -> str:
    return f"{who(revision, names)} nạp {_count(revision.after)}số liệu minh họa"


def _demo_removed(_plan: Plan, revision: Revision, names: Names) -> str:
    return f"{who(revision, names)} xóa {_count(revision.before)}số liệu minh họa"


def _count(text: str | None) -> str:
    return f"{formats.number(float(text))} " if text is not None and text.isdigit() else ""


def _other(_plan: Plan, revision: Revision, names: Names) -> str:
    return f"{who(revision, names)} ghi “{revision.action}”"


_WRITERS: Mapping[str, Callable[[Plan, Revision, Names], str]] = {
    "figure": _figure,
    "correction": _correction,
    "explanation": _explanation,
    "state": _state,
    "account": _account,
    "plan": _plan,
    "template": _template,
    "task": _task,
    "note": _note,
    "note_withdrawn": _note_withdrawn,
    "meeting": _meeting,
    "decision": _decision,
    "follow_up": _follow_up,
    "answer": _answer,
    "demo_filled": _demo_filled,
    "demo_removed": _demo_removed,
}
