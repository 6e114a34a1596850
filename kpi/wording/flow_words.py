"""What is said about the life of a report: its state, its lock, its lateness, its corrections, what it still lacks."""

import datetime as dt
from collections.abc import Iterable, Mapping

from kpi.checks import CheckResult
from kpi.figures import Report, ReportState
from kpi.flow import Step
from kpi.plan import Measure, Plan
from kpi.wording import entry_words, formats

Names = Mapping[str, str]
"""The name of each login; a login without one stands for itself."""

UNAPPROVED_TOO = "gồm cả số chưa duyệt"
APPROVED_ONLY = "chỉ số đã duyệt"
SUBMIT = "Nộp báo cáo"
APPROVE = "Duyệt"
APPROVE_ALL = "Duyệt tất cả báo cáo đã nộp"
RETURN = "Trả lại"
SUBMITTED = "Đã nộp báo cáo, đang chờ duyệt."
REASON = "Lý do"
CORRECTION_REASON = "Lý do điều chỉnh (bắt buộc)"
SAVE_CORRECTION = "Lưu điều chỉnh"
HOW_TO_CORRECT = "Muốn sửa số đã duyệt, hãy gửi người duyệt số đúng kèm lý do; bản điều chỉnh được ghi vào lịch sử."
CORRECT_HERE = "Sửa số ngay trong biểu và ghi lý do; báo cáo vẫn là đã duyệt, bản điều chỉnh được ghi vào lịch sử."
HOW_TO_REOPEN = "Muốn sửa, hãy đề nghị người duyệt trả lại báo cáo."


def corrected(on: dt.date) -> str:
    """The mark of what was corrected after approval.

    >>> corrected(dt.date(2024, 4, 12))
    'đã điều chỉnh ngày 12/04/2024'
    """
    return f"đã điều chỉnh ngày {formats.day(on)}"


def corrected_units(plan: Plan, corrections: Iterable[tuple[str, dt.date]]) -> str:
    """Which units' approved figures were corrected: "Xã Ma Nới đã điều chỉnh ngày 12/04/2024"; "" for none."""
    return "; ".join(f"{plan.unit_of_id[unit].name} {corrected(on)}" for unit, on in corrections)


def lateness(days_late: int, days_overdue: int) -> str:
    """How late a report came, or how long it has been due.

    >>> lateness(3, 0), lateness(0, 2), lateness(0, 0)
    ('nộp trễ 3 ngày', 'quá hạn 2 ngày', '')
    """
    if days_late:
        return f"nộp trễ {formats.number(days_late)} ngày"
    return f"quá hạn {formats.number(days_overdue)} ngày" if days_overdue else ""


def standing(report: Report, names: Names, *, step: Step | None = None) -> str:
    """Where a report stands: by whom, when, why it came back, and how to have a locked one changed; "" in a draft.

    `step` is what saving would be for the reader: who may correct is not told to ask somebody who may.
    """
    match report.state:
        case ReportState.DRAFT:
            return ""
        case ReportState.SUBMITTED:
            return f"Đã nộp{_by(report.submitted_by, report.submitted_at, names)}, đang chờ duyệt. {HOW_TO_REOPEN}"
        case ReportState.RETURNED:
            return f"Bị trả lại{_by(report.decided_by, report.decided_at, names)}. Lý do: {report.returned_because}"
        case ReportState.APPROVED:
            text = f"Đã duyệt{_by(report.decided_by, report.decided_at, names)}. "
            if report.corrected_at is not None:
                text += f"Đã điều chỉnh{_by(report.corrected_by, report.corrected_at, names)}. "
            return text + (CORRECT_HERE if step is Step.CORRECT else HOW_TO_CORRECT)


def _by(login: str, at: dt.datetime | None, names: Names) -> str:
    when = "" if at is None else f" lúc {formats.moment(at)}"
    return f"{when}, {names.get(login, login)}" if login else when


def to_do(
    missing: Iterable[Measure], unexplained: Iterable[CheckResult], unread: Iterable[tuple[Measure, str]], unsaved: int
) -> tuple[str, ...]:
    """What to do before a report can be submitted, one line for each thing."""
    lines = [f"Chưa có số liệu: {measure.name}" for measure in missing]
    lines += [f"Chưa giải trình: {entry_words.check(result)}" for result in unexplained]
    lines += [f"Cần sửa ô: {measure.name}" for measure, _ in unread]
    return (*lines, f"Còn {unsaved} thay đổi chưa lưu") if unsaved else tuple(lines)
