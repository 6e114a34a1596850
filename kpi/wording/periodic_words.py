"""What periodic reports say (báo cáo định kỳ): their names, and the sentences on indicators and tasks."""

from collections import Counter
from collections.abc import Mapping, Sequence

from kpi.cycles import Cycle
from kpi.findings import Finding
from kpi.months import Month, Period
from kpi.outlook import Outlook
from kpi.plan import WHOLE, Plan, Unit
from kpi.scoring import Score
from kpi.targets import Status
from kpi.tasks import TaskRow, TaskStanding
from kpi.wording import finding_words, labels, minutes_words, outlook_words, screens, task_words
from kpi.wording.sentences import status_sentence

KIND = "BÁO CÁO"

CYCLES = {
    Cycle.MONTH: "Báo cáo tháng",
    Cycle.QUARTER: "Báo cáo quý",
    Cycle.HALF_YEAR: "Báo cáo 6 tháng đầu năm",
    Cycle.NINE_MONTHS: "Báo cáo 9 tháng",
    Cycle.YEAR: "Báo cáo năm",
}

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
    plan: Plan, spoken: Score, outlook: Outlook | None, *, missed: Sequence[Score], late: Sequence[str]
) -> tuple[str, ...]:
    """Where an indicator stands, which units miss it, what it would still take, and its late tasks."""
    indicator = plan.indicator_of_id[spoken.indicator]
    where = "" if spoken.scope == WHOLE else f" – {labels.scope_name(plan, spoken.scope)}"
    said = [f"{indicator.name}{where} {_lower(status_sentence(plan, spoken))}"]
    if missed:
        said.append(minutes_words.units_missed(plan, indicator, missed))
    slipping = spoken.status in {Status.MISSED, Status.NEAR}
    if slipping and outlook is not None and (effort := outlook_words.effort_sentence(plan, indicator, outlook)):
        said.append(effort)
    if slipping and late:
        said.append(minutes_words.late_tasks(late))
    return tuple(said)


def tasks(rows: Sequence[TaskRow]) -> tuple[str, ...]:
    """How an area's tasks stand, then each late one: "7 nhiệm vụ: 3 hoàn thành, 2 trễ hạn, 2 đang thực hiện."."""
    if not rows:
        return ()
    counts = Counter(row.standing for row in rows)
    found = ", ".join(f"{counts[one]} {task_words.STANDINGS[one].lower()}" for one in TaskStanding if counts[one])
    late = (row for row in rows if row.standing is TaskStanding.LATE)
    return (f"{task_words.count(len(rows)).capitalize()}: {found}.", *(_late(row) for row in late))


def _late(row: TaskRow) -> str:
    units = [(part.unit, part.late_days) for part in row.parts if part.standing is TaskStanding.LATE]
    what = f"{row.task.id} ({task_words.due(row.task)}): {row.task.text.rstrip(' .')}"
    return f"Nhiệm vụ {what}. {minutes_words.task_late(units)}"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
