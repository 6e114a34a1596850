"""Names of statuses, scopes, operators, states and roles."""

from kpi.access import Person, Role
from kpi.figures import ReportState
from kpi.months import Period
from kpi.plan import WHOLE, Plan
from kpi.scoring import SMALL
from kpi.targets import Status

STATUS = {
    Status.MET: "Đạt",
    Status.NEAR: "Gần đạt",
    Status.MISSED: "Chưa đạt",
    Status.NOT_DUE: "Chưa đến hạn",
    Status.NO_DATA: "Chưa có số liệu",
    Status.UNPUBLISHED: "Chưa công bố",
    Status.NOT_APPLICABLE: "Không phát sinh",
    Status.TRACKED: "Theo dõi",
}
SYMBOL = {
    Status.MET: "✓",
    Status.NEAR: "≈",
    Status.MISSED: "✗",
    Status.NOT_DUE: "◷",
    Status.NO_DATA: "–",
    Status.UNPUBLISHED: "…",
    Status.NOT_APPLICABLE: "∅",
    Status.TRACKED: "·",
}
OPERATOR = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "="}
OPPOSITE = {">=": "<", ">": "≤", "<=": ">", "<": "≥", "=": "≠"}
PERIOD = {Period.MONTH: "Tháng", Period.QUARTER: "Quý", Period.YEAR_TO_DATE: "Lũy kế năm"}
STATE = {
    ReportState.DRAFT: "Đang nhập",
    ReportState.SUBMITTED: "Đã nộp",
    ReportState.APPROVED: "Đã duyệt",
    ReportState.RETURNED: "Trả lại",
}
NOT_STARTED = "Chưa bắt đầu"
FEW = "mẫu nhỏ"
FEW_HINT = f"{FEW.capitalize()}: mẫu số dưới {SMALL}, thêm hay bớt một trường hợp cũng làm tỷ lệ đổi hơn 3 điểm."
ROLE = {
    Role.LEADER: "Lãnh đạo",
    Role.COORDINATOR: "Điều phối",
    Role.REPORTER: "Người báo cáo",
    Role.ADMINISTRATOR: "Quản trị",
}


def person(plan: Plan, who: Person) -> str:
    """Somebody with the unit or the role: "Kator Thị Mai, Xã Ma Nới"."""
    unit = plan.unit_of_id.get(who.unit or "")
    return f"{who.name}, {ROLE[who.role] if unit is None else unit.name}"


def scope_name(plan: Plan, scope: str) -> str:
    """A scope in full: a unit's or level's name, or the authority's."""
    if scope == WHOLE:
        return plan.root.name
    if scope in plan.level_of_id:
        return plan.level_of_id[scope].name
    return plan.unit_of_id[scope].name


def scope_short(plan: Plan, scope: str) -> str:
    """A scope as the head of a column."""
    if scope == WHOLE:
        return plan.root.short
    if scope in plan.level_of_id:
        return plan.level_of_id[scope].name
    return plan.unit_of_id[scope].short


def state_name(state: ReportState | None) -> str:
    """The state of a report; None is not started."""
    return NOT_STARTED if state is None else STATE[state]


def period_name(text: str) -> str:
    """The name of a period on a button."""
    return PERIOD[Period(text)]
