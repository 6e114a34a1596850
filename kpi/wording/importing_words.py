"""What the screen says that takes figures from a file: what will change, what is asked, what stands against it."""

import datetime as dt
from collections.abc import Iterable, Sequence

from kpi.checks import CheckResult
from kpi.figures import Figure
from kpi.flow import Step
from kpi.months import Month
from kpi.numbers import Ambiguous, read_number
from kpi.plan import Measure, Plan
from kpi.wording import entry_words, formats, screens

TITLE = "Nhập từ tệp Excel"
BACK = "Về biểu nhập số liệu"
WAY = "Cách nhập"
WAYS = {"tep": "Tải tệp lên", "dan": "Dán từ Excel"}
"""The ways by their names in the address."""

FILE = "Tệp số liệu"
FILE_HINT = (
    "Nhận tệp .xlsx, .xls, .csv đến 10 MB: biểu mẫu tải ở đây, mẫu 06a do hệ thống một cửa xuất, hoặc bảng có tên số "
    "liệu ở đầu cột. Tệp được kiểm tra trước; chưa ghi gì cho đến khi bạn bấm “Ghi vào hệ thống”."
)
PASTE = "Dán bảng đã chép từ Excel vào đây"
PASTE_HINT = "Chép cả dòng tên cột và cột tên đơn vị. Chưa ghi gì cho đến khi bạn bấm “Ghi vào hệ thống”."
CHECK = "Kiểm tra"
READING = "Đang đọc tệp…"
CHECKING = "Đang đối chiếu với số liệu đã lưu…"
WRITING = "Đang ghi vào hệ thống…"
ANOTHER = "Bỏ tệp này, chọn tệp khác"
PASTED = "Bảng dán từ Excel"

TEMPLATES = "Biểu mẫu Excel"
TEMPLATES_HINT = "Tên đơn vị, tên số liệu khóa sẵn; có số tháng trước bên cạnh. Điền rồi tải lên lại."
TEMPLATE_OF_ALL = "Tất cả đơn vị"
TEMPLATE_OF_ONE = "Từng đơn vị"
NO_TEMPLATE = "Không có biểu mẫu này; hãy chọn đơn vị và tháng ở trang Nhập từ tệp Excel."

FAULTS_HINT = "Chưa ghi gì. Hãy sửa trong tệp rồi tải lên lại."
NOTICES = "Cần biết về tệp này"
MORE = "Xem tất cả"
QUESTIONS_HINT = (
    "Câu trả lời được nhớ cho mọi người và mọi tệp sau. Chỉ bỏ qua dòng hoặc cột không phải số liệu của báo cáo này."
)
TIMES_HINT = (
    "Dòng nói về thời gian: chỉ trả lời khi số liệu đúng là của tháng đang nhập; nếu là kỳ khác, hãy chọn tháng khác "
    "hoặc tệp khác."
)
OF_THE_MONTH = "Là kỳ của tháng đang nhập, hoặc không đổi kỳ số liệu"
SCOPES_HINT = (
    "Dòng, cột nói về phạm vi: chỉ trả lời khi số liệu vẫn là của cả đơn vị, toàn bộ hồ sơ; nếu chỉ là một phần, hãy "
    "nhập cách khác hoặc bỏ bảng đó khỏi tệp."
)
WITHOUT_LIMIT = "Không giới hạn: số liệu vẫn là của cả đơn vị / toàn bộ hồ sơ"
CHOOSE = "Chọn…"
SKIP = "Bỏ qua, không nhập"
ANSWER = "Trả lời"
ANSWERED_NOTHING = "Chưa chọn câu trả lời nào."

FIGURE, SAVED, IN_FILE, CELL = "Số liệu", "Đang lưu", "Trong tệp", "Ô"
NOT_IN_FILE = "không có trong tệp"
NO_CHANGE = "không có gì thay đổi"
EXPLAIN = "Cần giải trình trước khi ghi"
EXPLAIN_HINT = "Số liệu trong tệp không khớp nhau. Số đúng thì ghi vì sao; số sai thì sửa tệp rồi tải lên lại."
WRITE = "Ghi vào hệ thống"
NO_FIGURES = "Tệp không có số liệu nào của đơn vị mà bạn được nhập."
SEE_FORM = "Xem biểu của {unit}"
SEE_OTHER_MONTH = "Xem với {month}"

ANSWERS = "Tên gọi đã được giải thích"
ANSWERS_HEAD = ("Trong tệp ghi", "Hiểu là", "Người trả lời")
FORGET = "Quên, hỏi lại"
FORGET_WHICH = "Tên gọi cần hỏi lại"
FORGOTTEN = "Đã quên; tệp sau có tên gọi này sẽ được hỏi lại."

_ASKED = {
    "unit": "“{text}” là đơn vị nào?",
    "measure": "“{text}” là số liệu nào?",
    "part": "“{text}” là lĩnh vực nào?",
    "time": "“{text}”: số liệu có đúng là của tháng đang nhập không?",
    "scope": "“{text}”: số liệu có bị giới hạn không?",
}
"""By what a text may stand for, see `kpi.imports.found.Subject`."""
_OTHERWISE = {"time": ". Nếu là kỳ khác thì đừng trả lời: hãy chọn tháng khác hoặc tệp khác."}
"""What to do where none of the answers is right, said with the question."""
_MOST_NAMED = 3


def question(subject: str, text: str, where: str) -> str:
    """What is asked of a text, with its place.

    >>> question("unit", "TT T.Sơn", "Sheet1!A7")
    '“TT T.Sơn” là đơn vị nào? (Sheet1!A7)'
    """
    return f"{_ASKED[subject].format(text=text)} ({where}){_OTHERWISE.get(subject, '')}"


def questions(count: int) -> str:
    return f"Còn {count} tên gọi chưa rõ"


def questions_hint(subjects: Iterable[str]) -> str:
    """What is said over questions of these subjects."""
    kinds = set(subjects)
    hints = (
        (QUESTIONS_HINT, bool(kinds - {"time", "scope"})),
        (TIMES_HINT, "time" in kinds),
        (SCOPES_HINT, "scope" in kinds),
    )
    return " ".join(hint for hint, told in hints if told)


def meaning(plan: Plan, subject: str, chosen: str) -> str:
    """What a text stands for, by its name; "" is to pass it over."""
    if chosen == "":
        return SKIP
    if subject == "time":
        return OF_THE_MONTH
    if subject == "scope":
        return WITHOUT_LIMIT
    if subject == "part":
        return part_name(plan, chosen)
    return plan.unit_of_id[chosen].name if subject == "unit" else plan.measure_of_id[chosen].name


def part_name(plan: Plan, part: str) -> str:
    return next((one.name for one in plan.parts if one.id == part), part)


def template_file(units: str, month: Month) -> str:
    """The name of the file of a template.

    >>> template_file("Xã Ma Nới", Month(2024, 3))
    'Biểu nhập Xã Ma Nới tháng 03-2024.xlsx'
    """
    return f"Biểu nhập {units} tháng {month.number:02d}-{month.year}.xlsx"


def faults(count: int) -> str:
    return f"Tệp có {count} chỗ phải sửa"


def unread(plan: Plan, unit: str, *, measure: Measure, part: str, text: str, code: str, where: str) -> str:
    """A cell that holds no figure, with its place: "Sheet1!C7, Xã Ma Nới: …"."""
    of_part = f" ({part_name(plan, part)})" if part else ""
    return f"{where}, {unit}{of_part}: {_fault(code, measure, text)}"


def _fault(code: str, measure: Measure, text: str) -> str:
    reading = read_number(text, whole=measure.number == "integer")
    if code == "ambiguous" and isinstance(reading, Ambiguous):
        either = " hoặc ".join(formats.exact(value) for value in reading.readings)
        return f"{measure.name}: “{text}” có thể là {either}; hãy viết rõ trong tệp."
    return entry_words.field_problem(code, measure, text)


def file_name(name: str) -> str:
    return name or PASTED


def of_month(name: str, month: Month) -> str:
    """What is looked at.

    >>> of_month("06a.xlsx", Month(2024, 3))
    '06a.xlsx → báo cáo tháng 3/2024'
    """
    return f"{file_name(name)} → báo cáo {formats.month(month)}"


def summary(figures: int, units: Sequence[str], unchanged: int) -> str:
    """What would be written.

    >>> summary(12, ["Xã Ma Nới"], 20)
    'Sẽ ghi 12 số liệu của Xã Ma Nới; 20 số liệu khác trong tệp đã có đúng như vậy.'
    """
    rest = f"; {unchanged} số liệu khác trong tệp đã có đúng như vậy." if unchanged else "."
    return f"Sẽ ghi {figures} số liệu của {_named(units)}{rest}"


def _named(units: Sequence[str]) -> str:
    return ", ".join(units) if len(units) <= _MOST_NAMED else f"{len(units)} đơn vị"


def nothing_changes(unchanged: int) -> str:
    """What is said of a file that is in already."""
    return f"Không có gì thay đổi: cả {unchanged} số liệu trong tệp đã có trong hệ thống."


def unit_line(changed: int, unchanged: int) -> str:
    """What the file does to one unit.

    >>> unit_line(12, 20)
    '12 thay đổi, 20 giữ nguyên'
    """
    return f"{changed} thay đổi, {unchanged} giữ nguyên" if changed else f"{NO_CHANGE}, {unchanged} giữ nguyên"


def step(of: Step | None, *, own: bool) -> str:
    """What writing means for a report: a draft stays with its unit, an approved one is corrected."""
    if of is Step.CORRECT:
        return "điều chỉnh số đã duyệt"
    return "báo cáo đang nhập" if own else "báo cáo đang nhập, đơn vị kiểm tra rồi nộp"


def figure(of: Figure | None) -> str:
    """A figure in a table of changes; "–" where there is none."""
    return entry_words.figure(of)


def figure_name(plan: Plan, measure: str, part: str) -> str:
    """A figure by its measure and field: "Hồ sơ tiếp nhận – Đất đai"."""
    name = plan.measure_of_id[measure].name
    return f"{name} – {part_name(plan, part)}" if part else name


def answers(count: int) -> str:
    return f"{ANSWERS} ({count})"


def signature(who: str, at: dt.datetime | None) -> str:
    """Who said what a text stands for, and when: "Kator Thị Mai, 09:30 ngày 03/04/2024"."""
    return who if at is None else f"{who}, {formats.moment(at)}"


def passed_over(units: Sequence[str]) -> str:
    """Whose figures are in the file and are none of this person's."""
    return f"Bỏ qua số liệu của {', '.join(units)}: bạn chỉ nhập cho đơn vị mình."


def drafted(unit: str) -> str:
    """What becomes of unsaved texts in the form of the same report."""
    return f"Phần bạn gõ dở trong biểu của {unit} vẫn được giữ riêng, không ghi cùng tệp này."


def explanation(unit: str, result: CheckResult) -> str:
    """The label of the field that explains a check: "Xã Ma Nới – Tổng đã giải quyết: 120 ≠ 118 (lệch 2)"."""
    return f"{unit} – {entry_words.check(result)}"


def source(unit: str, measure: Measure) -> str:
    """The label of the field for the document that published a result."""
    return f"{unit} – {measure.name}: {screens.SOURCE.lower()}"


def written(figures: int, units: Sequence[str], name: str, *, corrected: bool) -> str:
    """What was done.

    >>> written(12, ["Xã Ma Nới"], "06a.xlsx", corrected=False)
    'Đã ghi 12 số liệu của Xã Ma Nới từ 06a.xlsx. Báo cáo chưa nộp: hãy kiểm tra rồi nộp.'
    """
    ending = "" if corrected else " Báo cáo chưa nộp: hãy kiểm tra rồi nộp."
    return f"Đã ghi {figures} số liệu của {_named(units)} từ {file_name(name)}.{ending}"


def placed(where: str, sentence: str) -> str:
    """A sentence with the place in the file that it is of: "Sheet1!C7: …"."""
    return f"{where}: {sentence}" if where else sentence


def stored_parts_differ(measure: Measure, whole: float, parts: float) -> str:
    """What is said of a whole figure that no longer is the sum of the fields that are saved beside it."""
    return (
        f"{measure.name} trong tệp là {formats.exact(whole)}, còn các lĩnh vực đang lưu cộng lại là "
        f"{formats.exact(parts)}; hãy nhập cả số theo lĩnh vực."
    )
