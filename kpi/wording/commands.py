"""What the command line says."""

from kpi.plan import Plan

DESCRIPTION = "Theo dõi chỉ tiêu cải cách hành chính: công việc trên dòng lệnh."
CHECK_PLAN = "kiểm tra một tệp kế hoạch và liệt kê mọi lỗi"
FILE = "tệp kế hoạch (.toml)"
DEMO = "nạp số liệu minh họa vào kho trống"
REMOVE = "xóa số liệu minh họa"
VERIFY_HISTORY = "kiểm chứng chuỗi lịch sử và nêu dòng hỏng đầu tiên"
BACKUP = "sao lưu kho số liệu SQLite"
BACKUP_FOLDER = "thư mục chứa bản sao (mặc định data/backups)"
DEMO_FILLED = "Đã nạp số liệu minh họa. Xóa bằng: python -m kpi demo --remove"
DEMO_REMOVED = "Đã xóa số liệu minh họa."


def problems_found(count: int) -> str:
    return f"Có {count} lỗi trong kế hoạch."


def plan_is_good(plan: Plan) -> str:
    return (
        f"Kế hoạch {plan.number} hợp lệ: {len(plan.units)} đơn vị, {len(plan.measures)} số liệu gốc, "
        f"{len(plan.indicators)} chỉ tiêu, {len(plan.tasks)} nhiệm vụ."
    )
