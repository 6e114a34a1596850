"""What periodic reports say (báo cáo định kỳ): their names, and the sentences on indicators and tasks."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping, Sequence

from kpi.cycles import Cycle, period_of
from kpi.findings import Finding
from kpi.months import Month, Period, period_start
from kpi.outlook import Outlook
from kpi.plan import WHOLE, Plan, Unit
from kpi.punctuality import Approvals
from kpi.scoring import Score
from kpi.targets import Status
from kpi.tasks import TaskRow, TaskStanding
from kpi.wording import finding_words, formats, labels, minutes_words, outlook_words, screens, task_words
from kpi.wording.sentences import cell_with_unit, status_sentence

KIND = "BÁO CÁO"

TITLE = "Báo cáo & xuất"
AS_OF, CYCLE = "Đến hết tháng", "Kỳ báo cáo"
CYCLE_NAMES = {
    Cycle.MONTH: "Tháng",
    Cycle.QUARTER: "Quý",
    Cycle.HALF_YEAR: "6 tháng",
    Cycle.NINE_MONTHS: "9 tháng",
    Cycle.YEAR: "Năm",
}
FILES = "Tải về"
FORM_06A = "Mẫu II.06a"
FORM_06A_HINT = "Theo đơn vị, từng tháng, đúng ô của Thông tư 01/2020/TT-VPCP."
PREVIEW = "Xem trước nội dung báo cáo"
SAME_VALUE = "Mọi tệp và trang này lấy từ cùng một báo cáo, chỉ gồm số đã duyệt."
NO_HISTORY = "Sổ Excel không có trang lịch sử vì vai trò của bạn không xem lịch sử toàn hệ thống."
TAKES_A_MOMENT = "Mỗi tệp mất vài giây để lập."
UNAVAILABLE = "Không có tệp này: hãy mở lại trang Báo cáo & xuất và chọn kỳ."
NONE_APPROVED = "chưa có số liệu nào được duyệt"

_MOST_UNITS = 4

FILE_NAMES = {
    "docx": ("Word", "Báo cáo để trình ký, đúng thể thức Nghị định 30/2020/NĐ-CP"),
    "xlsx": ("Excel", "Bảng tổng hợp, từng chỉ tiêu, số liệu gốc; công thức tính lại được"),
    "pptx": ("PowerPoint", "Trang trình chiếu, biểu đồ sửa được"),
    "pdf": ("PDF", "Tóm tắt một trang cho lãnh đạo"),
}


def covered(cycle: Cycle, month: Month) -> str:
    """The months that a report covers: "tháng 3 năm 2024", "quý I năm 2024", "6 tháng đầu năm 2024", "năm 2024"."""
    match cycle:
        case Cycle.MONTH:
            return f"tháng {month.number} năm {month.year}"
        case Cycle.QUARTER:
            return f"quý {('I', 'II', 'III', 'IV')[(month.number - 1) // 3]} năm {month.year}"
        case Cycle.HALF_YEAR:
            return f"6 tháng đầu năm {month.year}"
        case Cycle.NINE_MONTHS:
            return f"9 tháng năm {month.year}"
        case Cycle.YEAR:
            return f"năm {month.year}"


def cumulative(month: Month) -> str:
    """The months from January on, in a sentence: "lũy kế 9 tháng năm 2024", "cả năm 2024"."""
    if month.number == 1:
        return f"trong tháng 1 năm {month.year}"
    return _lower(formats.period(month, Period.YEAR_TO_DATE))


def alone(cycle: Cycle, month: Month) -> str:
    """The report's own period where it does not begin in January: "tháng 9/2024", "quý III/2024"; else ""."""
    if period_start(month, period_of(cycle)).number == 1:
        return ""
    return covered(cycle, month).replace(" năm ", "/")


def own_period(plan: Plan, cycle: Cycle, month: Month, of_period: Score | None) -> str:
    """A result of the report's own period beside that of the year: "riêng quý III/2024: 54,4 % (tạm tính)".

    "" where the period begins in January, where an indicator is always read over the year or counts no month by itself
    (a stock), and where nothing is known.
    """
    named = alone(cycle, month)
    if not named or of_period is None or math.isnan(of_period.value):
        return ""
    indicator = plan.indicator_of_id[of_period.indicator]
    if all(plan.measure_of_id[term.measure].over_months == "last" for term in indicator.terms):
        return ""
    provisional = f" ({screens.PROVISIONAL})" if of_period.provisional else ""
    return f"riêng {named}: {cell_with_unit(indicator, of_period)}{provisional}"


def own_sentence(plan: Plan, cycle: Cycle, month: Month, of_period: Score | None) -> str:
    """The same as a sentence: "Riêng quý III/2024: 54,4 % (tạm tính).", or ""."""
    said = own_period(plan, cycle, month, of_period)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def approved(approvals: Approvals, month: Month) -> str:
    """Of how many units all figures are approved: "số liệu của 15/17 đơn vị đã duyệt đủ đến hết tháng 9/2024"."""
    if not approvals.some:
        return NONE_APPROVED
    count, total = len(approvals.owing) - len(approvals.incomplete), len(approvals.owing)
    counted = f"{formats.number(count)}/{formats.number(total)}"
    return f"số liệu của {counted} đơn vị đã duyệt đủ đến hết {formats.month(month)}"


def approved_of_whom(approvals: Approvals, month: Month) -> str:
    """The same with the units that are left out: "…; chưa duyệt đủ: Xã Ma Nới, Xã Mỹ Sơn"."""
    named = _named(approvals.incomplete) if approvals.some else ""
    return approved(approvals, month) + (f"; chưa duyệt đủ: {named}" if named else "")


def as_of(approvals: Approvals, month: Month) -> str:
    """The same by itself: "Số liệu của 17/17 đơn vị đã duyệt đủ đến hết tháng 3/2024"."""
    said = approved_of_whom(approvals, month)
    return said[:1].upper() + said[1:]


def waiting(approvals: Approvals) -> tuple[str, ...]:
    """The months whose reports are not all approved, with the units; () where all are."""
    if not approvals.some and approvals.owing:
        return (f"{NONE_APPROVED[:1].upper()}{NONE_APPROVED[1:]}.",)
    months = [f"{formats.month(at)} ({_named(units)})" for at, units in approvals.waiting]
    return (f"Báo cáo chưa được duyệt: {'; '.join(months)}.",) if months else ()


def subject(cycle: Cycle, month: Month) -> str:
    """What the report is about (trích yếu)."""
    return f"Kết quả thực hiện công tác cải cách hành chính {covered(cycle, month)}"


def file_stem(cycle: Cycle, month: Month) -> str:
    """The name of a report's files without their ending."""
    return f"Báo cáo cải cách hành chính {covered(cycle, month)}"


def form_06a_file(unit: Unit, month: Month) -> str:
    """The name of the file of a form."""
    return f"Mẫu II.06a {unit.name} tháng {month.number:02d}-{month.year}.xlsx"


def cycle_name(text: str) -> str:
    """The name of a cycle on a button."""
    return CYCLE_NAMES[Cycle(text)]


def opening(month: Month, counts: Mapping[Status, int], *, approved: int, expected: int) -> tuple[str, ...]:
    """How the plan and the month's reports stand."""
    stands = minutes_words.state(month, Period.YEAR_TO_DATE, counts)
    return stands, f"{screens.reporting_line(month, approved, expected)}."


def finding(plan: Plan, found: Finding) -> str:
    """One thing that needs attention."""
    return finding_words.finding_sentence(plan, found)


def line(
    plan: Plan, spoken: Score, outlook: Outlook | None, *, own: str, missed: Sequence[Score], late: Sequence[str]
) -> tuple[str, ...]:
    """Where an indicator stands, its `own_sentence`, which units miss it, what it would still take, its late tasks."""
    indicator = plan.indicator_of_id[spoken.indicator]
    where = "" if spoken.scope == WHOLE else f" – {labels.scope_name(plan, spoken.scope)}"
    said = [f"{indicator.name}{where} {_lower(status_sentence(plan, spoken))}"]
    if own:
        said.append(own)
    if missed:
        said.append(minutes_words.units_missed(plan, indicator, missed))
    slipping = spoken.status in {Status.MISSED, Status.NEAR}
    if slipping and outlook is not None and (effort := outlook_words.effort_sentence(plan, indicator, outlook)):
        said.append(effort)
    if slipping and late:
        said.append(minutes_words.late_tasks(late))
    return tuple(said)


def tasks(rows: Sequence[TaskRow], day: dt.date) -> tuple[str, ...]:
    """How an area's tasks stand on a day, then each late one.

    "Tính đến ngày 30/09/2024, 7 nhiệm vụ: 3 hoàn thành, 2 trễ hạn, 2 đang thực hiện.".
    """
    if not rows:
        return ()
    counts = Counter(row.standing for row in rows)
    named = {one: task_words.STANDINGS[one].lower() for one in TaskStanding}
    found = ", ".join(f"{formats.number(counts[one])} {named[one]}" for one in TaskStanding if counts[one])
    late = (row for row in rows if row.standing is TaskStanding.LATE)
    return (f"{task_words.day_line(day)}, {task_words.count(len(rows))}: {found}.", *(_late(row) for row in late))


def _named(units: Sequence[Unit]) -> str:
    more = len(units) - _MOST_UNITS
    listed = ", ".join(unit.name for unit in units[:_MOST_UNITS])
    return listed + (f" và {formats.number(more)} đơn vị khác" if more > 0 else "")


def _late(row: TaskRow) -> str:
    units = [(part.unit, part.late_days) for part in row.parts if part.standing is TaskStanding.LATE]
    what = f"{row.task.id} ({task_words.due(row.task)}): {row.task.text.rstrip(' .')}"
    return f"Nhiệm vụ {what}. {minutes_words.task_late(units)}"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
