"""What is said about files that are taken in, and the words of the templates that the product gives out."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from kpi.errors import Problem, Refused
from kpi.months import Month
from kpi.plan import Measure
from kpi.wording import formats

REFUSED = {
    "empty_file": "Tệp trống, không có gì để đọc; hãy chọn lại tệp.",
    "too_large": "Tệp lớn hơn {limit} MB; hãy chỉ giữ bảng số liệu rồi lưu lại.",
    "pasted_too_long": "Phần dán vào quá dài; hãy lưu thành tệp Excel rồi tải tệp lên.",
    "document": "Đây là tệp văn bản (Word) chứ không phải bảng tính; hãy chép bảng sang Excel và lưu dạng .xlsx.",
    "slides": "Đây là tệp trình chiếu (PowerPoint) chứ không phải bảng tính; hãy tải lên tệp Excel.",
    "pdf": "Đây là tệp PDF nên không đọc được số liệu; hãy xuất lại dạng Excel (.xlsx).",
    "picture": "Đây là tệp ảnh nên không đọc được số liệu; hãy tải lên tệp Excel.",
    "archive": "Đây là tệp nén; hãy giải nén rồi tải lên tệp Excel bên trong.",
    "unknown_kind": "Không nhận ra loại tệp này; hãy mở bằng Excel và lưu lại dạng .xlsx.",
    "unknown_encoding": "Chữ trong tệp không theo mã UTF-8 hay Windows-1258; hãy mở bằng Excel và lưu lại dạng .xlsx.",
    "save_as_xlsx": "Tệp không phải dạng .xlsx; hãy mở bằng Excel, chọn Lưu thành (Save As) dạng .xlsx rồi tải lại.",
    "macros": "Tệp có macro nên không được nhận; hãy lưu lại dạng .xlsx (không macro).",
    "encrypted": "Tệp đặt mật khẩu nên không đọc được; hãy bỏ mật khẩu rồi lưu lại.",
    "zip_bomb": "Tệp bung ra lớn bất thường nên không được mở; hãy chép bảng số liệu sang tệp Excel mới.",
    "unsafe_xml": "Tệp có nội dung không an toàn nên không được mở; hãy chép bảng số liệu sang tệp Excel mới.",
    "broken": "Tệp bị hỏng hoặc tải lên chưa hết; hãy mở bằng Excel, lưu lại dạng .xlsx rồi tải lại.",
    "too_many_cells": (
        "Tệp có quá nhiều ô có dữ liệu (tối đa {rows} dòng, {columns} cột mỗi trang tính); hãy chỉ giữ bảng số liệu."
    ),
    "too_heavy": "Đọc tệp mất quá nhiều thời gian hoặc bộ nhớ nên đã dừng; hãy chép bảng số liệu sang tệp Excel mới.",
}
"""Why a file is not taken in."""

PROBLEMS = {
    "formula_error": "Công thức báo lỗi {shown}; hãy sửa công thức hoặc gõ số.",
    "formula_without_result": "Công thức chưa có kết quả; hãy mở tệp bằng Excel, lưu lại rồi tải lên.",
    "truth_value": "Ô này là đúng/sai (TRUE/FALSE), không phải số.",
    "date": "Ô này là ngày {day}, không phải số; Excel có thể đã tự đổi, hãy gõ lại số.",
    "negative": "Số âm {value}; số liệu này không thể âm.",
    "unit_twice": "{unit} có số liệu ở hai nơi: ở đây và ở {other}; hãy chỉ giữ một.",
    "field_twice": "Lĩnh vực “{text}” có ở hai dòng: ở đây và ở {other}; hãy chỉ giữ một.",
    "total_twice": "Có hai dòng tổng: “{text}” ở đây và dòng ở {other}; hãy chỉ giữ một.",
    "measure_twice": "“{measure}” có ở hai nơi: ở đây và ở {other}; hãy chỉ giữ một.",
    "two_value_columns": "Có hai cột số liệu mà không rõ của đơn vị nào; hãy ghi tên đơn vị ở đầu cột.",
    "not_reported": "{unit} không báo cáo “{measure}”; hãy bỏ số ở ô này.",
    "outside_table": "Có số nằm ngoài các cột của bảng; hãy ghi tên cột hoặc xóa số.",
    "row_without_name": "Dòng có số nhưng không có tên; hãy ghi tên hoặc xóa dòng.",
    "code_and_name_differ": "Mã “{text}” là của {other} nhưng tên trên dòng là {unit}; hãy sửa mã hoặc tên.",
    "head_and_number_differ": (
        "Cột ghi số ({number}) là “{by_number}” nhưng đầu cột “{text}” lại là “{by_head}”; hãy sửa số cột hoặc đầu cột."
    ),
    "column_without_head": "Cột số ({number}) không có tên; hãy ghi tên cột.",
    "second_table": "Có bảng thứ hai trên cùng trang; hãy để mỗi bảng ở một trang riêng.",
    "table_beside": "“{text}” ở bên phải số liệu của tên khác; hãy để mỗi bảng ở một trang riêng.",
    "unit_within": "Dòng “{text}” nằm giữa bảng; hãy để số liệu của mỗi đơn vị ở một trang riêng.",
    "merged_figure": "Ô gộp này là số của nhiều dòng hoặc nhiều cột; hãy bỏ gộp ô và ghi số cho từng ô.",
    "cannot_add": "Không cộng được “{measure}” của {unit} vì có ô lĩnh vực không rõ là số nào; hãy ghi dòng tổng.",
    "other_month": "Tệp ghi {named}, còn đang nhập {month}; hãy chọn đúng tháng hoặc đúng tệp.",
    "longer_than_month": "Tệp là số liệu từ {first} đến {last}, dài hơn một tháng; hãy xuất lại theo từng tháng.",
    "longer_than_period": "Tệp ghi “{text}”, không phải số liệu một tháng; hãy xuất lại theo từng tháng.",
    "other_time_within": "Dòng “{text}” cho biết số liệu bên dưới không phải của tháng; hãy chỉ giữ số liệu của tháng.",
    "cannot_add_skipped": (
        "Không cộng được số chung của {unit} vì đã chọn bỏ qua dòng “{text}”; hãy ghi dòng tổng, hoặc chọn lĩnh vực."
    ),
    "row_of_time": "Dòng “{text}” là thời gian, không phải đơn vị; hãy ghi tên đơn vị hoặc xóa dòng.",
    "other_measured_in": (
        "“{measure}” ở đây tính bằng “{text}” chứ không phải “{measured_in}”; hãy ghi lại số, hoặc bỏ dòng, cột này."
    ),
    "unit_beside": "“{text}” đứng cạnh số đang được hiểu là của {unit}; hãy để mỗi đơn vị ở một trang hoặc một cột.",
    "time_as_name": (
        "“{text}” là thời gian, không phải tên đơn vị, lĩnh vực hay số liệu; hãy ghi đúng tên, "
        "hoặc chỉ để số liệu của một tháng."
    ),
    "other_plan": "Tệp mẫu này của kế hoạch khác (mã {plan}); hãy tải mẫu của kế hoạch đang dùng.",
    "unknown_unit": "Tệp mẫu ghi mã đơn vị “{text}” không có trong tháng này; hãy tải lại mẫu.",
    "unknown_code": "Mã số liệu “{text}” không có trong kế hoạch; hãy tải lại mẫu.",
    "template_damaged": "Tệp mẫu đã mất dòng tiêu đề cột; hãy tải lại mẫu rồi chép số liệu sang.",
    "too_many_questions": "Tệp có hơn {limit} tên không nhận ra; hãy chỉ giữ bảng theo đơn vị hoặc mẫu II.06a.",
    "nothing_found": "Không tìm thấy số liệu nào trong tệp; hãy xem tệp có bảng theo đơn vị hoặc mẫu II.06a không.",
}
"""What keeps a file from being applied."""

NOTICES = {
    "hidden_sheet": "Trang tính bị ẩn nên không đọc.",
    "hidden_rows": "Số liệu ở hàng bị ẩn cũng được đọc: hàng {rows}.",
    "hidden_columns": "Số liệu ở cột bị ẩn cũng được đọc: cột {columns}.",
    "no_month": "Tệp không ghi tháng; hãy chắc chắn đây là số liệu {month}.",
    "other_month_skipped": "Trang tính của {named} nên không đọc; chỉ đọc trang tính của {month}.",
    "no_table": "Không có bảng số liệu nên bỏ qua.",
    "row_skipped": "Bỏ qua dòng “{text}” theo lựa chọn đã ghi.",
    "column_skipped": "Bỏ qua cột “{text}” theo lựa chọn đã ghi.",
    "group_skipped": "Dòng nhóm “{text}” không nhập, chỉ nhập từng đơn vị, lĩnh vực.",
    "unit_does_not_report": "{unit} không báo cáo các số liệu của bảng này nên bỏ qua.",
    "not_reported": "{unit} không báo cáo “{measure}”; số 0 ở đây được bỏ qua.",
    "numbers_ignored": "Số cột ({number}) không khớp với đầu cột “{text}” nên cả bảng được đọc theo đầu cột.",
    "other_form_skipped": "Trang này là biểu {form} nên bỏ qua.",
    "longer_skipped": "Trang này không phải số liệu một tháng (“{text}”) nên bỏ qua.",
    "other_time_skipped": "Cột “{text}” không phải số liệu của tháng nên không nhập.",
    "whole_added": "{unit}: không có dòng tổng, {count} số liệu chung được cộng từ các lĩnh vực.",
    "file_of_other_unit": "Tên tệp ghi {other}, còn số liệu đọc được là của {unit}; hãy xem lại tệp.",
    "time_row_skipped": "Dòng “{text}” không phải số liệu của tháng nên không nhập.",
    "field_added": "{unit}: {count} dòng của lĩnh vực “{text}” được cộng lại.",
    "owner_by_label": "Số liệu được nhập cho {unit} theo dòng “{text}”, không phải cho {other} ở tiêu đề.",
    "total_differs": "Dòng tổng “{measure}” là {total}, các dòng cộng lại là {rows} (lệch {difference}).",
    "dashes": "{count} ô ghi dấu gạch được hiểu là “không phát sinh”.",
}
"""What a person should know before a file is applied."""

CODE = "Mã số liệu"
VALUE = "Số tháng này"
PASTED = "Bảng dán"
NAME_OF_FILE = "tên tệp"

TEMPLATE_PLACE = "Cột"
TEMPLATE_NAME = "Số liệu"
TEMPLATE_MEASURED_IN = "Đơn vị tính"
TEMPLATE_HINT = "Cách ghi"
TEMPLATE_MARKER = "Mã biểu (giữ nguyên): {marker}"
TEMPLATE_GUIDE = (
    "Chỉ ghi vào ô màu vàng của cột “Số tháng này”. Chưa có số thì để trống; không có việc nào thì ghi 0 "
    "hoặc “không phát sinh”. Ô tổng tự cộng khi đủ số, ghi đè được. Lưu tệp rồi tải lên ở màn hình Nhập số liệu."
)
TEMPLATE_SOURCE = "Số, ngày văn bản công bố ghi trên màn hình sau khi tải tệp."
TEMPLATE_CHECKS = "Kiểm tra số liệu"
HOLDS = "đúng"
DIFFERS = "lệch "
VALIDATION_TITLE = "Số chưa đúng"
NOT_ARISEN = "không phát sinh"

FORM_NAME = "Biểu số II.06a/VPCP/KSTT"
FORM_TITLE = "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"
FORM_SHEET = "II.06a"
FORM_MEASURED_IN = "Đơn vị tính: Số hồ sơ TTHC"
FORM_OF = "Đơn vị báo cáo: {name}"
FORM_PLACE = "STT"
FORM_FIELDS = "Lĩnh vực giải quyết"
FORM_UNITS = "Đơn vị"
FORM_TOTAL = "Tổng số"
FORM_DASH = "–"
FORM_RECEIVED = "Số lượng hồ sơ tiếp nhận"
FORM_WITHIN = "Trong kỳ"
FORM_RESOLVED = "Số lượng hồ sơ đã giải quyết"
FORM_PENDING = "Số lượng hồ sơ đang giải quyết"
FORM_COLUMNS = {
    3: "Tổng số",
    4: "Trực tuyến",
    5: "Trực tiếp, dịch vụ bưu chính",
    6: "Từ kỳ trước",
    7: "Tổng số",
    8: "Trước hạn",
    9: "Đúng hạn",
    10: "Quá hạn",
    11: "Tổng số",
    12: "Trong hạn",
    13: "Quá hạn",
}
FORM_SIGNED_ON = "………, ngày …… tháng …… năm ………"
FORM_SIGNERS = ("Người lập biểu", "Thủ trưởng đơn vị")
FORM_SIGNED_HOW = ("(Ký, ghi rõ họ tên)", "(Ký, đóng dấu, ghi rõ họ tên)")

_WRITERS: Mapping[type, Callable[..., str]] = {Month: formats.month, dt.date: formats.day}


def _written(details: Mapping[str, object]) -> dict[str, str]:
    return {name: _WRITERS.get(type(value), str)(value) for name, value in details.items()}


def refused_text(refused: Refused) -> str:
    """Why a file is not taken in, and what to do."""
    return REFUSED[refused.code].format_map(_written(refused.details))


def problem_text(problem: Problem) -> str:
    """A problem or notice of a file, without its place.

    >>> problem_text(Problem("Biểu 06a!C7", "negative", {"value": "−5"}))
    'Số âm −5; số liệu này không thể âm.'
    """
    return PROBLEMS[problem.code].format_map(_written(problem.details))


def notice_text(notice: Problem) -> str:
    """What a person should know, without its place."""
    return NOTICES[notice.code].format_map(_written(notice.details))


def nameless(sheet: str, file: str, *, row: int | None = None) -> str:
    """How a sheet that does not name its unit is asked about; with the row, from 0, of a later table of it.

    >>> nameless("Sheet1", "06a.xlsx 3fa2b1c0")
    'Trang “Sheet1” của 06a.xlsx 3fa2b1c0'
    """
    table = "" if row is None else f"Bảng từ hàng {row + 1}, "
    whole = f"trang “{sheet}” của {file}" if sheet else f"{PASTED.lower()} {file}"
    said = f"{table}{whole}"
    return said[0].upper() + said[1:]


def timed(text: str, month: Month) -> str:
    """How a text that speaks of time is asked about: its answer is for one month only.

    >>> timed("Kết quả 10T/2024", Month(2024, 10))
    'Kết quả 10T/2024 (khi nhập T10/2024)'
    """
    return f"{text} (khi nhập {formats.short_month(month)})"


def qualified(head: str, value: str) -> str:
    """How what stands in a column beside figures is asked about.

    >>> qualified("Hình thức", "Trực tuyến"), qualified("", "Trực tuyến")
    ('Hình thức: Trực tuyến', 'Trực tuyến')
    """
    return f"{head}: {value}" if head else value


def qualified_by_many(head: str, values: Sequence[str], digest: str) -> str:
    """How a column of many values is asked about; the digest tells it from one with others.

    >>> qualified_by_many("Thôn", ["Do", "Gia Hoa", "Là A", "Rồ Ôn"], "3fa2b1c0")
    'Thôn: Do; Gia Hoa; Là A; … (4 giá trị, 3fa2b1c0)'
    """
    return qualified(head, f"{'; '.join([*values[:3], '…'])} ({len(values)} giá trị, {digest})")


def counted_in(text: str, measure: str) -> str:
    """How what figures are said to be counted in is asked about, by the name of the measure.

    >>> counted_in("ĐVT: lượt", "Phiếu hài lòng")
    'ĐVT: lượt – Phiếu hài lòng'
    """
    return f"{text} – {measure}"


def template_title(month: Month) -> str:
    """The title of a unit's sheet of the template."""
    return f"BÁO CÁO SỐ LIỆU {formats.month(month).upper()}"


def form_period(month: Month) -> str:
    """The period of form II.06a.

    >>> form_period(Month(2024, 2))
    'Kỳ báo cáo: Tháng 02 năm 2024 (từ ngày 01/02/2024 đến ngày 29/02/2024)'
    """
    days = f"từ ngày {formats.day(month.first_day)} đến ngày {formats.day(month.last_day)}"
    return f"Kỳ báo cáo: Tháng {month.number:02d} năm {month.year} ({days})"


def validation(measure: Measure) -> str:
    """What a value cell of the template takes.

    >>> validation(Measure.model_construct(number="integer", maximum=7))
    'Ghi số nguyên từ 0 đến 7, hoặc “không phát sinh”.'
    """
    kind = "số nguyên" if measure.number == "integer" else "số"
    most = "trở lên" if measure.maximum is None else f"đến {formats.exact(measure.maximum)}"
    return f"Ghi {kind} từ 0 {most}, hoặc “{NOT_ARISEN}”."
