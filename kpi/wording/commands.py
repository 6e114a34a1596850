"""What the command line says."""

from pathlib import Path

from kpi.plan import Plan
from kpi.wording import formats

DESCRIPTION = "Theo dõi chỉ tiêu cải cách hành chính: công việc trên dòng lệnh."
CHECK_PLAN = "kiểm tra một tệp kế hoạch và liệt kê mọi lỗi"
FILE = "tệp kế hoạch (.toml)"
DEMO = "nạp số liệu minh họa vào kho trống"
REMOVE = "xóa số liệu minh họa"
VERIFY_HISTORY = "kiểm chứng chuỗi lịch sử và nêu dòng hỏng đầu tiên"
BACKUP = "sao lưu kho số liệu SQLite"
BACKUP_FOLDER = "thư mục chứa bản sao (mặc định data/backups)"
REPORT = "lập các tệp của báo cáo định kỳ (dùng được cho tác vụ hẹn giờ)"
REPORT_MONTH = "tháng cuối của kỳ báo cáo, ví dụ 2024-03"
REPORT_CYCLE = "kỳ báo cáo: thang, quy, 6-thang, 9-thang, nam (mặc định thang)"
REPORT_FOLDER = "thư mục ghi các tệp"
REPORT_KINDS = "loại tệp: docx, xlsx, pptx, pdf (mặc định lập cả bốn)"
NOT_A_MONTH = "tháng phải viết năm-tháng, ví dụ 2024-03"
DEMO_FILLED = "Đã nạp số liệu minh họa. Xóa bằng: python -m kpi demo --remove"
DEMO_REMOVED = "Đã xóa số liệu minh họa."


def making(place: int, count: int, kind: str) -> str:
    """Which file is being made: "[2/4] Đang lập tệp .xlsx …"."""
    return f"[{place}/{count}] Đang lập tệp .{kind} …"


def made(file: Path, size: int) -> str:
    """Where a file was written, and its size in kilobytes."""
    return f"      {file} ({formats.number(size / 1024)} KB)"


def cannot_write(folder: Path, reason: str) -> str:
    return f"Không ghi được vào {folder}: {reason}; hãy chọn thư mục khác bằng --out."


def problems_found(count: int) -> str:
    return f"Có {count} lỗi trong kế hoạch."


def plan_is_good(plan: Plan) -> str:
    return (
        f"Kế hoạch {plan.number} hợp lệ: {len(plan.units)} đơn vị, {len(plan.measures)} số liệu gốc, "
        f"{len(plan.indicators)} chỉ tiêu, {len(plan.tasks)} nhiệm vụ."
    )
