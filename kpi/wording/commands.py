"""What the command line says."""

import errno
from pathlib import Path

from kpi.cycles import Cycle
from kpi.months import Month
from kpi.plan import Plan
from kpi.wording import formats, periodic_words

DESCRIPTION = "Theo dõi chỉ tiêu cải cách hành chính: công việc trên dòng lệnh."
CHECK_PLAN = "kiểm tra một tệp kế hoạch và liệt kê mọi lỗi"
FILE = "tệp kế hoạch (.toml)"
DEMO = "nạp số liệu minh họa vào kho trống"
REMOVE = "xóa số liệu minh họa"
VERIFY_HISTORY = "kiểm chứng chuỗi lịch sử và nêu dòng hỏng đầu tiên"
BACKUP = "sao lưu kho số liệu SQLite"
BACKUP_FOLDER = "thư mục chứa bản sao (mặc định data/backups)"
REPORT = "lập các tệp của báo cáo định kỳ (dùng được cho tác vụ hẹn giờ)"
REPORT_MONTH = "tháng cuối của kỳ báo cáo, ví dụ 2024-03; last là tháng liền trước tháng này"
REPORT_CYCLE = "kỳ báo cáo: thang, quy, 6-thang, 9-thang, nam (mặc định thang)"
REPORT_FOLDER = "thư mục ghi các tệp"
REPORT_KINDS = "loại tệp: docx, xlsx, pptx, pdf (mặc định lập cả bốn)"
NOT_A_MONTH = "tháng phải viết năm-tháng, ví dụ 2024-03, hoặc last"
DEMO_FILLED = "Đã nạp số liệu minh họa. Xóa bằng: python -m kpi demo --remove"
DEMO_REMOVED = "Đã xóa số liệu minh họa."

_REASONS = {
    errno.ENOTDIR: "đường dẫn đi qua một tệp, không phải thư mục",
    errno.EEXIST: "đã có một tệp mang tên này, không phải thư mục",
    errno.EACCES: "không có quyền ghi",
    errno.EPERM: "không có quyền ghi",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.ENAMETOOLONG: "tên quá dài",
}
"""Why a file cannot be written, by what the system says."""


def making(place: int, count: int, kind: str) -> str:
    """Which file is being made: "[2/4] Đang lập tệp .xlsx …"."""
    return f"[{place}/{count}] Đang lập tệp .{kind} …"


def made(file: Path, size: int) -> str:
    """Where a file was written, and its size in kilobytes."""
    return f"      {file} ({formats.number(size / 1024)} KB)"


def nothing_approved(cycle: Cycle, month: Month) -> str:
    covered = periodic_words.covered(cycle, month)
    return f"Chưa có số liệu nào của {covered} được duyệt nên không lập tệp; hãy duyệt báo cáo của các đơn vị trước."


def cannot_write(folder: Path, failure: OSError) -> str:
    """Where nothing can be written, and why."""
    reason = _REASONS.get(failure.errno or 0, "máy không cho ghi")
    return f"Không ghi được vào {folder}: {reason}; hãy chọn thư mục khác bằng --out."


def problems_found(count: int) -> str:
    return f"Có {count} lỗi trong kế hoạch."


def plan_is_good(plan: Plan) -> str:
    return (
        f"Kế hoạch {plan.number} hợp lệ: {len(plan.units)} đơn vị, {len(plan.measures)} số liệu gốc, "
        f"{len(plan.indicators)} chỉ tiêu, {len(plan.tasks)} nhiệm vụ."
    )
