"""The words of the workbook of a periodic report: its sheets, its heads, its notes, and the formats of its numbers."""

import datetime as dt

from kpi.cycles import Cycle
from kpi.months import Month, Period
from kpi.plan import WHOLE, Indicator, Kind, Level, Plan
from kpi.scoring import Score
from kpi.targets import Status
from kpi.tasks import TaskRow
from kpi.wording import formats, labels, periodic_words, plan_words, screens, sentences, task_words
from kpi.wording.formulas import bands_text, formula_text

_DIGITS = "#,##0"
_VIETNAMESE = "[$-42A]"
"""At the beginning of a format: programs that heed it write 1.234,5 wherever they run."""

COVER = "Bìa"
OF_PERIOD = "Bảng trong kỳ"
TO_DATE = "Bảng lũy kế năm"
RAW = "Số liệu gốc"
TASKS = "Nhiệm vụ"
DECISIONS = "Kết luận họp"
FINDINGS = "Việc cần chú ý"
HISTORY = "Lịch sử"
UNNAMED = "Bảng"

NAME_VALUE = "gia_tri"
NAME_UNIT = "tt_don_vi"
NAME_MEASURE = "tt_so_lieu"
NAME_MONTH = "thang"
"""What formulas call the columns of the raw figures; letters without marks, as names of ranges are."""

PLACE = "TT"
NOTHING = labels.SYMBOL[Status.NO_DATA]
"""What stands in a cell that has no number."""

PAGES = "Trang &P/&N"
MONTH_FORMAT = '"T"m/yyyy'
DAY_FORMAT = "dd/mm/yyyy"
MOMENT_FORMAT = "dd/mm/yyyy hh:mm"

PLAN = "Kế hoạch"
COVERED = "Kỳ báo cáo"
MADE = "Lập báo cáo"
FIGURES = "Số liệu"
STATE = "Trạng thái các chỉ tiêu, lũy kế năm"
COUNT = "Số chỉ tiêu"
REMARKS = "Lưu ý"
CONTENTS = "Mục lục"
CONTENTS_HEAD = (PLACE, "Bảng", "Nội dung", "Trạng thái")
BACK = "← Về mục lục"
HOLDS_RAW = "Số liệu đã duyệt từng tháng của từng đơn vị, nguồn của mọi phép tính"
HOLDS_TASKS = "Tình hình từng nhiệm vụ trong Phụ lục"
HOLDS_DECISIONS = "Kết luận các cuộc họp giao ban chưa hoàn thành"
HOLDS_FINDINGS = "Việc cần chú ý theo quy tắc, việc gấp đứng trước"
HOLDS_HISTORY = "Ai đã nhập, sửa, duyệt báo cáo của kỳ, khi nào và vì sao"
HOW_TO_READ = (
    "Tổng và kết quả trong tệp là công thức, tính từ trang “Số liệu gốc”; sửa một số ở trang đó thì tổng và kết quả "
    "tính lại theo. Mục tiêu, trạng thái, câu nhận xét và danh sách tháng được cộng là của báo cáo lúc lập."
)

MATRIX_TARGET = "Mục tiêu"
MATRIX_STATUS = "Trạng thái chung"
MATRIX_COMPLETE = "Số liệu"
PROVISIONAL_SIGN = "*"
LEGEND = (
    "Ký hiệu: {symbols}. Dấu * là kết quả tạm tính vì còn đơn vị chưa có đủ số liệu; dấu ? là chưa chắc chắn vì "
    "mục tiêu nằm trong khoảng tin cậy của khảo sát."
)
COMPLETE = "đủ"

UNIT = "Đơn vị"
INDICATOR = "Chỉ tiêu"
TARGET = "Mục tiêu"
LEVEL_HEAD = (
    PLACE,
    UNIT,
    INDICATOR,
    TARGET,
    "Kết quả",
    "Trạng thái",
    "Tử số hoặc số liệu",
    "Mẫu số",
    "Kết quả",
    "Trạng thái",
    "Mức đủ số liệu",
)
READ_TO_DATE = "chỉ tính lũy kế"
BOUND = "Mức phải đạt"
NUMERATOR, DENOMINATOR = "Tử số", "Mẫu số"
ONLY = "Số liệu"
EARLIER = "cùng kỳ"
VALUE = "Kết quả"
STATUS = "Trạng thái"
COMPLETENESS = "Mức đủ số liệu"
SCOPE = "Phạm vi"
MONTH = "Tháng"

CLAUSE = "Căn cứ"
FORMULA = "Cách tính"
TARGETS = "Mục tiêu"
LEAD = "Cơ quan chủ trì"
BANDS = "Thang xếp loại"
READING = "Cách hiểu"
SAID = "Nhận xét"
MEASURES = "Số liệu gốc trong công thức"
MEASURE = "Số liệu gốc"
SIGN = "Dấu"
MEASURED_IN = "Đơn vị tính"
OVER_MONTHS = "Qua các tháng"
RESULTS = "Kết quả theo phạm vi"
TREND = "Diễn biến theo tháng"
TREND_EACH = "Từng tháng riêng lẻ"
TREND_TO_DATE = "Lũy kế từ đầu năm đến từng tháng"
BY_UNIT = "So sánh các đơn vị"
TOTAL_OF_PERIOD = "Tính cho kỳ"
TOTAL_TO_DATE = "Tính cho lũy kế"
NO_FIGURES = "Chưa có số liệu nào của công thức này trong năm."
GRID_NOTE = (
    "Dấu “–”: tháng chưa có đủ số liệu của công thức nên không được cộng. KPS: không phát sinh. "
    "Số in nghiêng: không thuộc tổng lũy kế (số liệu lấy tháng mới nhất), chỉ dùng cho diễn biến."
)

RAW_HEAD = (
    "TT đơn vị",
    "Mã đơn vị",
    "Đơn vị",
    "TT số liệu",
    "Số liệu gốc",
    "Đơn vị tính",
    "Tháng",
    "Lĩnh vực",
    "Giá trị",
    "Trong đó",
    "Nguồn",
)
NOT_ARISEN = "không phát sinh"
NOTHING_CHANGED = "Không có thay đổi nào trong kỳ."

TASKS_HEAD = (
    "Số",
    "Lĩnh vực",
    "Nhiệm vụ",
    "Sản phẩm",
    "Chủ trì",
    "Thời gian",
    "Hạn",
    "Trạng thái",
    "Tiến độ (%)",
    "Trễ (ngày)",
    "Đơn vị hoàn thành",
    "Kỳ sau",
)
DUE_NEXT = "đến hạn"
DECISIONS_HEAD = (PLACE, "Nội dung kết luận", "Đơn vị chủ trì", "Thời hạn", "Tình hình")
FINDINGS_HEAD = (PLACE, "Quy tắc", "Nội dung")
HISTORY_HEAD = (PLACE, "Thời điểm", "Người thực hiện", "Đơn vị", "Tháng", "Nội dung", "Lý do", "Nguồn")


def covered(cycle: Cycle, month: Month) -> str:
    """The report's months: "Quý III năm 2024"."""
    text = periodic_words.covered(cycle, month)
    return text[:1].upper() + text[1:]


def made(at: dt.datetime, by: str) -> str:
    """When the report was made and by whom: "14:05 ngày 05/10/2024, Nguyễn Văn Tâm"."""
    return f"{formats.moment(at)}, {by}"


def matrix_sheet(period: Period) -> str:
    """The name that a matrix asks for."""
    return TO_DATE if period is Period.YEAR_TO_DATE else OF_PERIOD


def holds_matrix(period: Period) -> str:
    """What a matrix holds."""
    length = "lũy kế năm" if period is Period.YEAR_TO_DATE else "trong kỳ"
    return f"Kết quả {length} của mọi chỉ tiêu, mọi đơn vị"


def holds_level(level: Level) -> str:
    """What the sheet of a level holds."""
    return f"Kết quả của từng đơn vị: {level.name}"


def legend() -> str:
    """What the symbols of statuses mean."""
    symbols = "; ".join(f"{labels.SYMBOL[one]} {labels.STATUS[one].lower()}" for one in Status)
    return LEGEND.format(symbols=symbols)


def indicator_sheet(place: int, indicator: Indicator) -> str:
    """The name that the sheet of an indicator asks for: "10 Đúng hạn"."""
    return f"{place:02d} {indicator.short}"


def clause(indicator: Indicator) -> str:
    """Where the plan sets the indicator, in its own words."""
    return f"{plan_words.OF_PLAN} {indicator.clause}: “{indicator.quote}”"


def formula(plan: Plan, indicator: Indicator) -> str:
    """How the indicator is worked out, in the names of its measures."""
    return f"{formula_text(plan, indicator)}. {plan_words.definition(indicator)}"


def targets(plan: Plan, indicator: Indicator) -> str:
    """Every target with its scope, its months and its pace, one in a line."""
    rows = plan_words.target_rows(plan, indicator)
    return "\n".join(f"{scope}: {asked}, {force}; {pace}" for scope, asked, force, pace in rows) or plan_words.NO_TARGET


def asked(indicator: Indicator, score: Score) -> str:
    """The target in the matrix: what it asks of the scope that speaks, else that there is none."""
    return sentences.target_text(indicator, score) or screens.NO_TARGET


def bands(indicator: Indicator) -> str:
    """The bands of a grade with their source."""
    return bands_text(indicator)


def measures_head(indicator: Indicator) -> tuple[str, ...]:
    """The heads of the table of measures; what is not divided has one column of signs."""
    signs = (NUMERATOR, DENOMINATOR) if indicator.denominator else (SIGN,)
    return (PLACE, MEASURE, *signs, MEASURED_IN, OVER_MONTHS)


def sign(of: int | None) -> str:
    """The sign of a measure in a sum; "" where it is not in it."""
    return "" if of is None else "−" if of < 0 else "+"


def over_months(text: str) -> str:
    """How a measure goes over months, in words."""
    return plan_words.OVER_MONTHS[text]


def number_head(side: str, indicator: Indicator, *, earlier: bool) -> str:
    """The head of a column of sums: "Tử số", "Mẫu số cùng kỳ"; what is not divided has one sum only."""
    name = (NUMERATOR if side == "numerator" else DENOMINATOR) if indicator.denominator else ONLY
    return of_year(name, earlier=earlier)


def of_year(head: str, *, earlier: bool) -> str:
    """The head of a column of this year, or of the same months of the year before."""
    return f"{head} {EARLIER}" if earlier else head


def grid_title(plan: Plan, indicator: Indicator, side: str, over: str, *, earlier: bool) -> str:
    """The title of a grid: "Tử số: Hồ sơ trước hạn + Hồ sơ đúng hạn (cộng các tháng)"."""
    written = ""
    for term in getattr(indicator, side):
        measure = plan.measure_of_id[term.measure]
        if measure.over_months == over:
            sign = " − " if term.sign < 0 else " + "
            written += (sign if written or term.sign < 0 else "") + measure.name
    return f"{number_head(side, indicator, earlier=earlier)}: {written.strip()} ({over_months(over)})"


def completeness(plan: Plan, score: Score) -> str:
    """Of how many units all figures count; that they all do where they do."""
    if score.status in {Status.NO_DATA, Status.UNPUBLISHED}:
        return NOTHING
    return sentences.completeness(plan, score) if score.provisional else COMPLETE


def scope_known(plan: Plan, scope: str) -> str:
    """Where something happened; what the plan does not know any more by its id."""
    known = scope == WHOLE or scope in plan.level_of_id or scope in plan.unit_of_id
    return labels.scope_name(plan, scope) if known else scope


def scope_and_status(plan: Plan, score: Score, status: str) -> str:
    """A status with the scope it speaks for, where that is not the authority."""
    return status if score.scope == WHOLE else f"{status} – {labels.scope_name(plan, score.scope)}"


def task_status(row: TaskRow) -> str:
    """Where a task stands, with its symbol."""
    return f"{task_words.SYMBOLS[row.standing]} {task_words.STANDINGS[row.standing]}"


def decimals(indicator: Indicator, score: Score) -> int:
    """How many decimals a value needs beside its target."""
    return len(sentences.cell_text(indicator, score).partition(",")[2])


def decimals_of(value: float) -> int:
    """How many decimals a number has that is asked for, at most two.

    >>> decimals_of(90.0), decimals_of(52.5), decimals_of(100 / 3)
    (0, 1, 2)
    """
    return len(formats.exact(round(value, 2)).partition(",")[2])


def number_format(indicator: Indicator, places: int, *, text: str = "@") -> str:
    """The Excel format of an indicator's values; `text` is the section for what is no number.

    "+1,2 %" for growth, "hạng 2" for a rank.
    """
    if indicator.kind is Kind.RANK:
        return bare_format(indicator, places, before="hạng ", text=text)
    return bare_format(indicator, places, after=formats.NO_BREAK + indicator.measured_in, text=text)


def bare_format(indicator: Indicator, places: int, *, before: str = "", after: str = "", text: str = "@") -> str:
    """The same without what the indicator is measured in; `before` and `after` are written around the number."""
    digits = _DIGITS + (f".{'0' * places}" if places else "")
    sign = "+" if indicator.kind is Kind.GROWTH else ""
    sections = (f"{_VIETNAMESE}{_literal(before)}{mark}{digits}{_literal(after)}" for mark in (sign, "-", ""))
    return ";".join([*sections, text])


def count_format(*, whole: bool, not_arisen: bool = False) -> str:
    """The Excel format of a figure or a sum of figures; `not_arisen` writes a zero that is none as "KPS"."""
    digits = _VIETNAMESE + (_DIGITS if whole else f"{_DIGITS}.######")
    return f'{digits};{digits};"{screens.NOT_ARISEN}"' if not_arisen else digits


def shown(text: str) -> str:
    """The section of an Excel format that shows a text whatever the cell says.

    >>> shown("∅")
    '"∅"'
    """
    return _literal(text)


def _literal(text: str) -> str:
    """Text as it stands in a number format, at a length that every program reads."""
    return '"' + text.replace('"', "”")[:60] + '"' if text else ""
