"""What the review of reports says: figures that stand out with their basis, and reminders to copy."""

import datetime as dt
import math
from collections.abc import Iterable

from kpi.figures import Report, ReportState
from kpi.months import Month
from kpi.plan import WHOLE, Measure, Plan, Unit
from kpi.review import Basis, Mark, Verdict
from kpi.wording import flow_words, formats, labels

TITLE = "Duyệt báo cáo"
FAILED = "Đối chiếu không khớp"
UNEXPLAINED = "chưa giải trình"
EXPLANATION = "Giải trình"
EVERY_UNIT = "Tất cả đơn vị"
UNITS = "Báo cáo của các đơn vị"
FIGURE = "Số liệu"
THIS_MONTH = "Tháng này"
HISTORY = "So với lịch sử của đơn vị"
SOURCE = "Văn bản công bố"
MISSING = "chưa có"
STANDING_OUT = "Số liệu cần xem kỹ"
OTHERS = "Các số liệu khác"
EVERY_FIGURE = "Số liệu của báo cáo"
NOTHING_STANDS_OUT = "Không có số liệu nào khác thường so với lịch sử của đơn vị."
NOTHING_FAILED = "Các đối chiếu số liệu đều khớp."
NOTHING_ENTERED = "Đơn vị chưa nhập số liệu nào."
TO_HISTORY = "Lịch sử của báo cáo"
TO_CORRECT = "Điều chỉnh số đã duyệt"
RETURN_REASON = "Lý do trả lại (đơn vị sẽ đọc)"
NOTHING_TO_DECIDE = "Không còn báo cáo nào chờ bạn duyệt."
NEXT = "Báo cáo cần duyệt tiếp theo"
CHOOSE = "Bấm vào một đơn vị để xem báo cáo."
REMIND = "Nhắc đơn vị nộp báo cáo"
SUBJECT, BODY = "Tiêu đề", "Nội dung"
COPY, COPIED = "Chép", "Đã chép."
SYMBOL = {
    None: "○",
    ReportState.DRAFT: "…",
    ReportState.SUBMITTED: "◷",
    ReportState.RETURNED: "↩",
    ReportState.APPROVED: "✓",
}
_MOST_NAMED = 5


def unit_name(plan: Plan, unit: str) -> str:
    """A unit in the list to choose from; "all" is none of them."""
    return EVERY_UNIT if unit == WHOLE else labels.scope_name(plan, unit)


def state(of: ReportState | None) -> str:
    """The state of a report as who decides reads it."""
    return "Đã nộp, chờ duyệt" if of is ReportState.SUBMITTED else labels.state_name(of)


def standing(report: Report, names: flow_words.Names) -> str:
    """Where a report stands, without the advice to the unit how to have it changed."""
    said = flow_words.standing(report, names)
    text = said.removesuffix(flow_words.HOW_TO_REOPEN).removesuffix(flow_words.HOW_TO_CORRECT).strip()
    return text or f"{labels.state_name(report.state if report.version else None)}, chưa nộp."


def month_line(month: Month, due: dt.date) -> str:
    """The head of the list of units: "Tháng 3/2024, hạn nộp 05/04/2024"."""
    return f"{formats.month(month).capitalize()}, hạn nộp {formats.day(due)}"


def waiting(count: int) -> str:
    """How many reports wait for this person."""
    return f"Có {count} báo cáo đang chờ bạn duyệt." if count else NOTHING_TO_DECIDE


def approve_many(count: int) -> str:
    """The button that approves many reports after asking."""
    return f"Duyệt {count} báo cáo"


def approve_many_sure(month: Month, units: Iterable[Unit]) -> str:
    """What is asked before many reports are approved."""
    names = ", ".join(unit.name for unit in units)
    return f"Duyệt báo cáo {formats.month(month)} của: {names}? Số liệu được tính vào kết quả và bị khóa."


def approved(unit: Unit, month: Month) -> str:
    """What was done, after one approval or among many."""
    return f"Đã duyệt báo cáo {formats.month(month)} của {unit.name}."


def returned(unit: Unit, month: Month) -> str:
    """What was done, after a return."""
    return f"Đã trả lại báo cáo {formats.month(month)} cho {unit.name}; đơn vị đọc được lý do."


def approved_many(done: int, asked: int) -> str:
    """What became of many reports: all approved, or how many of them."""
    return f"Đã duyệt {done} báo cáo." if done == asked else f"Đã duyệt {done} trong {asked} báo cáo."


def outcome(unit: Unit, refusal: str) -> str:
    """What became of one report among many; `refusal` "" where it was approved."""
    return f"{unit.name}: {refusal or 'đã duyệt.'}"


def flag(seen: Mark) -> tuple[str, str]:
    """The symbol and the word of a verdict."""
    match seen.verdict:
        case Verdict.OUTLIER if seen.figures is not None and seen.value < seen.figures.median:
            return "▼", "Thấp khác thường"
        case Verdict.OUTLIER:
            return "▲", "Cao khác thường"
        case Verdict.JUMP if seen.step is not None and seen.step < 1:
            return "▼", "Giảm đột ngột"
        case Verdict.JUMP:
            return "▲", "Tăng đột ngột"
        case Verdict.SEASONAL:
            return "~", "Theo mùa"
        case Verdict.TOO_FEW:
            return "–", "Chưa đủ dữ liệu"
        case Verdict.USUAL:
            return "·", "Bình thường"


def mark(measure: Measure, seen: Mark) -> str:
    """What a figure's own history says about it, and on what basis."""
    match seen.verdict:
        case Verdict.TOO_FEW:
            return f"Chưa đủ dữ liệu để so sánh ({seen.n} tháng trước có số liệu)."
        case Verdict.JUMP | Verdict.USUAL if (
            seen.step is not None and seen.steps is not None and (seen.verdict is Verdict.JUMP or seen.figures is None)
        ):
            return f"{_stepped(seen.step, seen.verdict)} {_steps(seen.steps)}."
        case Verdict.SEASONAL if seen.last_year is not None and (
            seen.figures is None or seen.figures.holds(seen.value)
        ):
            near = formats.exact(seen.last_year)
            return f"Thay đổi đột ngột so với tháng trước, nhưng cùng kỳ năm trước cũng vậy ({near})."
        case Verdict.SEASONAL if seen.last_year is not None:
            near = formats.exact(seen.last_year)
            return f"Khác mức thường có nhưng gần cùng kỳ năm trước ({near}){_figures(measure, seen.figures)}."
        case Verdict.OUTLIER if seen.figures is not None:
            word = "Cao" if seen.value > seen.figures.median else "Thấp"
            return f"{word} hơn hẳn mức thường có{_figures(measure, seen.figures)}."
        case _:
            return f"Trong mức thường có{_figures(measure, seen.figures)}."


def _figures(measure: Measure, basis: Basis | None) -> str:
    return "" if basis is None else f": {basis_text(measure, basis)}"


def basis_text(measure: Measure, basis: Basis) -> str:
    """The figures that count as usual, with their median: "0 đến 4 hồ sơ (trung vị 2 của 9 tháng trước)"."""
    whole = measure.number == "integer"
    low, high = _within(basis) if whole else (basis.low, basis.high)
    decimals = 0 if whole and low.is_integer() else 2
    span = " đến ".join(formats.number(value, decimals) for value in (low, high))
    middle = formats.number(basis.median, 0 if whole else 2)
    return f"{span} {measure.measured_in} (trung vị {middle} của {basis.n} tháng trước)"


def _within(basis: Basis) -> tuple[float, float]:
    """The least and the greatest count that are usual; the limits themselves where no whole number lies between."""
    low, high = float(math.ceil(basis.low)), float(math.floor(basis.high))
    return (low, high) if low <= high else (basis.low, basis.high)


def _stepped(step: float, verdict: Verdict) -> str:
    times = f"bằng {formats.number(step, 1)} lần tháng trước"
    return f"Thay đổi đột ngột: {times};" if verdict is Verdict.JUMP else f"Không khác thường: {times};"


def _steps(basis: Basis) -> str:
    low, high, middle = (formats.number(value, 1) for value in (basis.low, basis.high, basis.median))
    return f"thường từ {low} đến {high} lần (trung vị {middle} của {basis.n} lần so với tháng trước)"


def reminder_subject(unit: Unit, month: Month) -> str:
    """The subject of an e-mail that reminds a unit."""
    return f"Nhắc nộp báo cáo {formats.month(month)} – {unit.name}"


def reminder(
    unit: Unit,
    month: Month,
    *,
    due: dt.date,
    days_overdue: int,
    state: ReportState | None,
    missing: Iterable[Measure],
    returned_because: str,
) -> str:
    """The text that reminds a unit of its report, to copy into Zalo or an e-mail."""
    when = f"hạn {formats.day(due)}" + (f", đã quá hạn {formats.number(days_overdue)} ngày" if days_overdue else "")
    lines = [f"Kính gửi {unit.name},", f"Báo cáo {formats.month(month)} {_how_far(state)} ({when})."]
    if returned_because:
        lines.append(f"Lý do trả lại: {returned_because}")
    if names := [measure.name for measure in missing]:
        more = f" và {len(names) - _MOST_NAMED} số liệu khác" if len(names) > _MOST_NAMED else ""
        lines.append(f"Còn thiếu {len(names)} số liệu: {'; '.join(names[:_MOST_NAMED])}{more}.")
    return "\n".join([*lines, "Đề nghị đơn vị hoàn thành và nộp báo cáo trên hệ thống. Trân trọng."])


def _how_far(state: ReportState | None) -> str:
    match state:
        case None:
            return "chưa được nhập"
        case ReportState.RETURNED:
            return "đã được trả lại để sửa và chưa nộp lại"
        case _:
            return "đang nhập, chưa nộp"
