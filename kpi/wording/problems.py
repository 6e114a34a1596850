"""What is wrong and what to do, one sentence for each code of `Problem` and `Refused`."""

import datetime as dt
from collections.abc import Callable, Mapping

from kpi.errors import Problem, Refused
from kpi.figures import ReportState
from kpi.meetings import MeetingState
from kpi.months import Month
from kpi.wording import (
    account_words,
    admin_words,
    decision_words,
    formats,
    importing_refused,
    labels,
    meeting_words,
    note_words,
    periodic_refused,
    report_refused,
    task_words,
)

PLAN = {
    "file_unreadable": "Không đọc được tệp: {reason}.",
    "not_utf8": "Tệp không phải mã UTF-8 (byte thứ {byte}); hãy lưu lại với mã UTF-8.",
    "not_toml": "Tệp không đúng cú pháp TOML: {reason}.",
    "unknown_table": "Bảng này không có trong định dạng kế hoạch; hãy bỏ đi hoặc sửa tên.",
    "missing_table": "Thiếu bảng này.",
    "not_an_array_of_tables": "Phải viết thành các bảng [[…]].",
    "unknown_id": "Không có “{written}” trong bảng [[{table}]].",
    "duplicate_id": "Mã này được khai {times} lần; mỗi mã chỉ được dùng một lần.",
    "unit_and_level_share_id": "Một đơn vị và một cấp không được dùng chung mã.",
    "reserved_id": "Mã “all” dành riêng cho toàn cơ quan; hãy chọn mã khác.",
    "ends_before_it_begins": "Kết thúc trước khi bắt đầu.",
    "history_after_first_month": "Tháng bắt đầu lịch sử phải trước tháng đầu của kế hoạch.",
    "merged_without_until": "Đơn vị đã sáp nhập phải có ngày kết thúc (until).",
    "not_one_root": "Phải có đúng một đơn vị không có đơn vị cấp trên; hiện có: {roots}.",
    "circular": "Chuỗi tham chiếu quay về chính nó.",
    "code_used_twice": "Mã hành chính này trùng thời gian với đơn vị {other}.",
    "column_used_twice": "Cột này được khai nhiều lần trong mẫu {form}.",
    "term_twice": "Số liệu “{written}” xuất hiện hai lần trong công thức.",
    "needs_denominator": "Tỷ lệ phải có mẫu số (denominator).",
    "takes_no_denominator": "Loại “{kind}” không có mẫu số.",
    "needs_bands": "Xếp loại phải có thang điểm (bands).",
    "takes_no_bands": "Loại “{kind}” không có thang điểm.",
    "needs_bands_source": "Thang điểm phải ghi căn cứ (bands_source).",
    "band_twice": "Hai mức của thang điểm bắt đầu từ cùng một điểm.",
    "needs_change": "Mức tăng phải ghi cách tính (change): relative hoặc points.",
    "takes_no_change": "Loại “{kind}” không có cách tính mức tăng.",
    "survey_is_a_ratio": "Chỉ tỷ lệ mới là kết quả khảo sát.",
    "fulfilled_of_a_ratio": "Chỉ tỷ lệ mới có phần đạt (fulfilled).",
    "remainder_of_a_ratio": "Chỉ tỷ lệ mới có phần còn lại (remainder).",
    "unknown_band": "Thang điểm không có mức “{written}”; các mức: {bands}.",
    "against_direction": "Dấu so sánh ngược với chiều “{direction}” của chỉ tiêu.",
    "steps_and_pace_differ": "Các bước (steps) đi cùng và chỉ đi cùng tiến độ “steps”.",
    "steps_out_of_order": "Các bước phải theo thứ tự tháng, mỗi tháng một lần.",
    "two_targets_in_force": "Hai mục tiêu cho “{scope}” cùng có hiệu lực từ {month} (mục tiêu {first}).",
    "due_and_timing_differ": "Nhiệm vụ có hạn ngày và chỉ nhiệm vụ đó có trường due.",
    "summed_and_reported_by_the_authority": "Công thức vừa cộng từ các đơn vị vừa lấy số do chính cơ quan báo cáo.",
    "reported_by_different_units": "Các số liệu của công thức phải do cùng những đơn vị báo cáo.",
    "root_is_written_all": "Mục tiêu của chính cơ quan phải ghi phạm vi “all”, không ghi “{root}”.",
    "missing": "Thiếu trường bắt buộc.",
    "extra_forbidden": "Trường này không có trong định dạng; hãy sửa tên hoặc bỏ đi.",
    "literal_error": "“{written}” không thuộc các giá trị được phép: {expected}.",
    "enum": "“{written}” không thuộc các giá trị được phép: {expected}.",
    "string_type": "Phải là chữ trong dấu ngoặc kép.",
    "string_too_short": "Không được để trống.",
    "string_too_long": "Dài quá {max_length} ký tự.",
    "string_pattern_mismatch": "“{written}” chỉ được gồm chữ không dấu, số, dấu chấm, gạch ngang và gạch dưới.",
    "int_type": "Phải là số nguyên.",
    "int_parsing": "“{written}” không phải số nguyên.",
    "int_from_float": "“{written}” không phải số nguyên.",
    "float_type": "Phải là một số.",
    "float_parsing": "“{written}” không phải một số.",
    "finite_number": "Phải là một số hữu hạn.",
    "bool_type": "Phải là true hoặc false.",
    "bool_parsing": "Phải là true hoặc false.",
    "date_type": "Phải là một ngày, viết 2024-03-31.",
    "date_from_datetime_parsing": "“{written}” không phải một ngày; hãy viết 2024-03-31.",
    "date_from_datetime_inexact": "“{written}” không phải một ngày; hãy viết 2024-03-31, không có giờ.",
    "tuple_type": "Phải là danh sách trong ngoặc vuông.",
    "too_short": "Phải có ít nhất {min_length} phần tử.",
    "greater_than": "Phải lớn hơn {gt}.",
    "greater_than_equal": "Phải từ {ge} trở lên.",
    "less_than_equal": "Phải từ {le} trở xuống.",
    "value_error": "“{written}” không đúng cách viết tháng; hãy viết 2024-03.",
    "is_instance_of": 'Không đúng kiểu; tháng viết trong ngoặc kép: "2024-03".',
    "model_type": "Phải là một bảng.",
} | admin_words.PLAN
UNKNOWN_CODE = "Giá trị không hợp lệ ({code})."

STORE = {
    "wrong_url": "Địa chỉ kho số liệu không đúng; hãy xem lại KPI_DATABASE_URL.",
    "not_a_database": "Tệp kho số liệu không phải cơ sở dữ liệu SQLite; hãy chỉ đúng tệp hoặc khôi phục bản sao lưu.",
    "cannot_open": "Không mở được kho số liệu; hãy kiểm tra thư mục có tồn tại và được phép ghi.",
    "read_only": "Kho số liệu chỉ cho đọc; hãy cấp quyền ghi cho tệp và thư mục.",
    "busy": "Kho số liệu đang bận; hãy thử lại sau ít giây.",
    "disk_full": "Ổ đĩa đã đầy; hãy giải phóng dung lượng rồi thử lại.",
    "damaged": "Kho số liệu bị hỏng; hãy khôi phục bản sao lưu gần nhất.",
    "disk_error": "Ổ đĩa gặp lỗi khi đọc hoặc ghi kho số liệu.",
    "unreachable": "Không kết nối được máy chủ cơ sở dữ liệu; hãy kiểm tra địa chỉ và mạng.",
    "newer_schema": "Kho số liệu do phiên bản mới hơn tạo ra; hãy dùng phiên bản đó.",
}

FIELD = {
    "not_a_number": "“{text}” không phải là số; hãy nhập ví dụ {example}.",
    "negative": "“{text}” là số âm; số liệu này không thể âm.",
    "not_whole": "“{text}” có phần lẻ; {measured_in} phải là số nguyên.",
    "grouping": "“{text}” viết sai dấu chấm, phẩy; hãy nhập ví dụ {example}.",
    "too_large": "“{text}” quá lớn; hãy kiểm tra lại.",
    "above_maximum": "“{text}” vượt mức tối đa {maximum}.",
    "needs_source": "Hãy ghi số, ngày văn bản công bố kết quả này.",
    "ambiguous": "“{text}” có thể hiểu khác nhau; hãy chọn:",
}

REFUSED = (
    {
        "may_not_enter": "Bạn không được nhập số liệu của {unit}; hãy chọn đơn vị của mình.",
        "may_not_keep_demo": "Chỉ quản trị mới được nạp hoặc xóa số liệu minh họa.",
        "unit_does_not_report": "{unit} không báo cáo {month}; hãy chọn đơn vị hoặc tháng khác.",
        "month_outside_plan": "Tháng này ngoài kế hoạch; hãy chọn từ {first} đến {last}.",
        "month_not_begun": "Chưa đến {month}; hãy chọn tháng khác.",
        "may_not_decide": "Chỉ người duyệt báo cáo mới được duyệt hoặc trả lại báo cáo của {unit}.",
        "may_not_correct": "Chỉ người duyệt báo cáo mới được điều chỉnh số đã duyệt của {unit}.",
        "may_not_see_unapproved": "Bạn chỉ xem được số đã duyệt của {unit}.",
        "may_not_see_history": "Bạn không xem được lịch sử của {unit}; hãy chọn đơn vị của mình.",
        "may_not_keep_plan": "Chỉ quản trị mới được thay kế hoạch, mẫu báo cáo và sao lưu.",
        "not_approved_yet": "Báo cáo của {unit} chưa được duyệt nên chưa điều chỉnh được; đơn vị tự nhập và nộp.",
        "report_locked": "Báo cáo này ở trạng thái “{state}” nên không sửa được; hãy liên hệ người duyệt báo cáo.",
        "correction_needs_reason": "Chưa lưu: hãy ghi lý do điều chỉnh báo cáo đã duyệt.",
        "correction_empties": (
            "Chưa lưu: báo cáo đã duyệt không để trống “{measure}”; hãy nhập số đúng hoặc “không phát sinh”."
        ),
        "not_ready": "Chưa nộp được báo cáo; hãy làm xong những việc còn lại.",
        "cannot_submit": "Báo cáo này ở trạng thái “{state}” nên không cần nộp lại; hãy liên hệ người duyệt báo cáo.",
        "cannot_approve": "Chỉ báo cáo đã nộp mới duyệt được; báo cáo này ở trạng thái “{state}”.",
        "cannot_return": "Chỉ báo cáo đã nộp mới trả lại được; báo cáo này ở trạng thái “{state}”.",
        "own_report": "Báo cáo của {unit} do chính bạn nộp; người khác phải duyệt hoặc trả lại.",
        "return_needs_reason": "Hãy ghi lý do trả lại để đơn vị biết cần sửa gì.",
        "report_changed_meanwhile": "Báo cáo đã thay đổi ({who}, {at}); hãy xem lại rồi quyết định.",
        "nothing_to_remind": "{unit} không còn nợ báo cáo {month} nên không cần nhắc.",
        "fields_have_problems": "Chưa lưu: còn {count} ô cần sửa, được đánh dấu trong biểu.",
        "checks_unexplained": "Chưa lưu: số liệu chưa khớp ({checks}); hãy sửa hoặc ghi giải trình bên cạnh.",
        "nothing_changed": "Không có gì thay đổi để lưu.",
        "changed_meanwhile": "Chưa lưu: {who} đã lưu báo cáo này lúc {at}. Hãy xem hai bên rồi lưu lại.",
        "store_not_empty": "Kho đã có số liệu; số liệu minh họa chỉ nạp được vào kho trống.",
        "no_demo": "Không có số liệu minh họa để xóa.",
        "no_story": "Chưa có số liệu minh họa cho kế hoạch này.",
    }
    | account_words.REFUSED
    | admin_words.REFUSED
    | task_words.REFUSED
    | note_words.REFUSED
    | meeting_words.REFUSED
    | decision_words.REFUSED
    | periodic_refused.REFUSED
    | report_refused.REFUSED
    | importing_refused.REFUSED
)

_WRITERS: Mapping[type, Callable[..., str]] = {
    Month: formats.month,
    dt.datetime: formats.moment,
    dt.date: formats.day,
    ReportState: labels.STATE.__getitem__,
    MeetingState: meeting_words.state,
}


def _written(details: Mapping[str, object]) -> dict[str, str]:
    return {name: _WRITERS.get(type(value), str)(value) for name, value in details.items()}


def problem_sentence(problem: Problem) -> str:
    """A problem of a plan file with its place: "[[unit]] 22810 → level: Không có “xa” trong bảng [[level]]."."""
    text = PLAN.get(problem.code, UNKNOWN_CODE.format(code=problem.code))
    return f"{problem.where}: {text.format_map(_written(problem.details))}"


def store_sentence(reason: str) -> str:
    """Why the store cannot be used."""
    return STORE[reason]


def refusal_sentence(refused: Refused) -> str:
    """What a refused action says to the person."""
    return REFUSED[refused.code].format_map(_written(refused.details))
