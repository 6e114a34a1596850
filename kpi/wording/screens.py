"""The texts of the screens."""

from collections.abc import Mapping

from kpi.figures import Report
from kpi.months import Month, Period
from kpi.plan import Plan
from kpi.wording import formats

PRODUCT = "Theo dõi cải cách hành chính"
CHANGE_PASSWORD = "Đổi mật khẩu"
SIGN_OUT = "Đăng xuất"
OVERVIEW = "Tổng quan"
INDICATOR = "Chỉ tiêu"
ENTRY = "Nhập số liệu"

DEMO_MARK = "SỐ LIỆU MINH HỌA"
DEMO_NOTICE = "– không phải số liệu thật của đơn vị nào."

AS_OF = "Tính đến"
PERIOD = "Kỳ"
SCOPE = "Phạm vi"
UNIT = "Đơn vị"
MONTH = "Tháng báo cáo"
CHOSEN_INDICATOR = "Chỉ tiêu"
NOTES = "Ghi chú"

STATE = "Tình hình thực hiện"
INDICATORS = "chỉ tiêu"
ATTENTION = "Cần chú ý"
NOTHING_TO_ATTEND = "Không có việc cần chú ý trong kỳ này."
ALL_FINDINGS = "Tất cả việc cần chú ý"
OPEN_DECISIONS = "Kết luận họp còn mở"
HEADLINES = "Chỉ tiêu chính"
MATRIX = "Từng chỉ tiêu, từng đơn vị"
MATRIX_HINT = "Bấm vào một ô để xem chỉ tiêu của đơn vị đó."
MATRIX_CORNER = "Chỉ tiêu (mục tiêu)"
WHOLE_GROUP = "Tổng hợp"
REPORTING = "Báo cáo của các đơn vị"
WHICH_FIGURES = "Số liệu"
NOTHING_APPROVED = "Chưa có báo cáo nào được duyệt nên chưa có kết quả để xem."
CORRECTED = "Số liệu đã điều chỉnh sau khi duyệt"
NOBODY = "không có"
NO_TARGET = "không giao số"
PROVISIONAL = "tạm tính"
UNSURE_HINT = "chưa chắc chắn: mục tiêu nằm trong khoảng tin cậy của khảo sát"
TREND = "13 tháng gần nhất"
SINCE_LAST_MONTH = "so với tháng trước"
TARGET = "Mục tiêu"
NO_EARLIER = "chưa có tháng trước để so sánh"

WELCOME = "Chưa có số liệu nào"
WELCOME_TEXT = (
    "Kế hoạch đã sẵn sàng. Hãy bắt đầu nhập số liệu tháng của một đơn vị, "
    "hoặc xem thử với số liệu minh họa (xóa được bất cứ lúc nào)."
)
TRY_DEMO = "Xem thử với số liệu minh họa"
ADD_ACCOUNTS = "Tạo tài khoản cho các đơn vị"
START_ENTERING = "Bắt đầu nhập số liệu"
REMOVE_DEMO = "Xóa số liệu minh họa"
REMOVE_DEMO_SURE = "Xóa toàn bộ số liệu minh họa, kể cả số đã nhập thử?"
REMOVE_DEMO_YES = "Xóa và bắt đầu với kho trống"
FILLING_DEMO = "Đang nạp số liệu minh họa…"

SAVED_FIGURES = "Số liệu"
LAST_MONTH = "Tháng trước"
LAST_YEAR = "Cùng kỳ"
COLUMN = "Cột"
CHECKS = "Đối chiếu số liệu"
SAVE = "Lưu số liệu"
SAVE_HINT = "Enter: ô sau · Shift+Enter: ô trước · Ctrl+S: lưu · gõ kps: không phát sinh"
NOT_ARISEN = "KPS"
NOT_ARISEN_TITLE = "Không phát sinh"
SECTION_NOT_ARISEN = "Các ô trống: không phát sinh"
SECTION_AS_BEFORE = "Các ô trống: như tháng trước"
FILL_TOTAL = "Điền"
EXPLANATION = "Giải trình vì sao số liệu đúng dù không khớp"
SOURCE = "Số, ngày văn bản công bố"
DRAFT_RESTORED = "Đã khôi phục phần bạn nhập dở, chưa lưu."
DRAFT_OUTDATED = "Báo cáo đã được lưu lại sau khi bạn nhập dở; hãy xem kỹ các ô được đánh dấu trước khi lưu."
DISCARD = "Bỏ phần nhập dở"
NEVER_SAVED = "Chưa lưu lần nào"
THEIRS = "Người kia đã sửa"
EMPTY_MEANS = "Ô trống là chưa có số liệu, khác với số 0."

CLAUSE = "Căn cứ trong kế hoạch"
FORMULA = "Cách tính"
WHY = "Ý nghĩa"
READING = "Cách hiểu"
LEAD = "Cơ quan chủ trì"
BANDS = "Thang xếp loại"
BY_MONTH = "Diễn biến theo tháng"
BY_UNIT = "So sánh các đơn vị"
FIGURES = "Số liệu tạo nên kết quả"
AS_CSV = "Tải bảng này (CSV)"
AS_TABLE = "Bảng số liệu của biểu đồ"
NO_HISTORY = "Chưa có số liệu để vẽ biểu đồ."
NO_UNITS = "Chỉ tiêu này tính cho toàn huyện, không chia theo đơn vị."
NO_FIGURES = "Chưa có số liệu nào trong kỳ."
VALUE = "Kết quả"
MONTH_HEAD = "Tháng"
STATUS = "Trạng thái"
COUNTS = "Tử số / mẫu số"
TOTAL = "Cộng"
LATEST = "Mới nhất"

NO_MATCH = "Không có mục nào khớp"
TO_CONTENT = "Đến nội dung chính"
NO_PAGE = "Không có trang này"
NO_PAGE_TEXT = "Trang không tồn tại hoặc không dành cho vai trò của bạn; đang mở trang Tổng quan."
DISCONNECTED = "Mất kết nối với máy chủ"
DISCONNECTED_TEXT = "Phần đang nhập được giữ trên máy này. Trang sẽ tự nối lại; có thể đóng thông báo này và nhập tiếp."
UNAVAILABLE = "Hệ thống gặp sự cố khi hiển thị trang này. Số đã lưu không bị ảnh hưởng; hãy tải lại trang."
FILE_FAILED = (
    "Chưa lập được tệp này do sự cố của hệ thống, số liệu không bị ảnh hưởng; hãy quay lại trang trước để thử lại hoặc "
    "tải tệp khác, nếu vẫn lỗi thì báo người quản trị."
)
FILE_LATE = "Hệ thống đang bận nên chưa lập xong tệp này; hãy quay lại trang trước và thử lại sau ít phút."


def by_month(period: Period) -> str:
    """The heading of the monthly chart, with what each of its points adds up."""
    return BY_MONTH + {Period.MONTH: "", Period.QUARTER: " (lũy kế quý)", Period.YEAR_TO_DATE: " (lũy kế năm)"}[period]


def not_told(month: Month) -> str:
    """Why nothing is said of a change since the month before: "chưa có số liệu tháng 10"."""
    return f"chưa có số liệu tháng {month.number}"


def plan_title(plan: Plan) -> str:
    return f"{plan.title} ({plan.number})"


def entry_title(unit: str, month: Month) -> str:
    return f"{unit} – {formats.month(month)}"


def report_line(report: Report, names: Mapping[str, str]) -> str:
    """When and by whom a report was last saved."""
    if report.saved_at is None:
        return NEVER_SAVED
    who = names.get(report.saved_by, report.saved_by)
    return f"Lưu lần cuối: {formats.moment(report.saved_at)}, {who} (lần {report.version})"


def changes_unsaved(count: int) -> str:
    return f"{count} thay đổi chưa lưu" if count else "Không có thay đổi chưa lưu"


def reporting_line(month: Month, approved: int, expected: int) -> str:
    return f"{formats.month(month).capitalize()}: {approved}/{expected} báo cáo đã duyệt"
