"""The words of the administration: accounts, sessions, plan, template of the report, and state of the product."""

from pathlib import Path

from kpi.accounts import Account
from kpi.plan import Plan
from kpi.wording import formats, labels

TITLE = "Quản trị"
SECTION = "Phần"
SECTIONS = {
    "tai-khoan": "Tài khoản",
    "phien": "Phiên",
    "ke-hoach": "Kế hoạch",
    "mau-bao-cao": "Mẫu báo cáo Word",
    "he-thong": "Hệ thống",
}
"""The sections of the screen by their name in its address."""

ACCOUNTS = "Tài khoản"
ACCOUNTS_HEAD = ("Tên đăng nhập", "Họ và tên", "Vai trò", "Đơn vị", "Tình trạng", "Tạo lúc")
ACTIVE = "Hoạt động"
DISABLED = "Đã khóa"
MUST_CHANGE = "Chờ đổi mật khẩu"
UNIT_GONE = "{unit} (không có trong kế hoạch)"

NEW_ACCOUNT = "Thêm tài khoản"
LOGIN = "Tên đăng nhập"
LOGIN_HINT = "Chữ không dấu, số, dấu chấm; không đổi được về sau. Ví dụ: mai.kator"
NAME = "Họ và tên"
ROLE = "Vai trò"
UNIT = "Đơn vị"
CHOOSE_UNIT = "Chọn đơn vị"
CREATE = "Tạo tài khoản"

CHANGE_ACCOUNT = "Sửa tài khoản"
ACCOUNT = "Tài khoản cần sửa"
CHOOSE_ACCOUNT = "Chọn tài khoản"
CHOOSE_FIRST = "Chọn một tài khoản để sửa tên, vai trò, đơn vị, khóa, mở lại hoặc cấp lại mật khẩu."
SAVE = "Lưu thay đổi"
DISABLE = "Khóa tài khoản"
DISABLE_SURE = "Khóa {login}? Người này bị đăng xuất ngay và không đăng nhập được nữa; số liệu đã nhập vẫn giữ nguyên."
DISABLE_YES = "Khóa"
ENABLE = "Mở lại tài khoản"
RESET = "Cấp lại mật khẩu"
RESET_SURE = "Cấp mật khẩu mới cho {login}? Mật khẩu cũ hết hiệu lực và mọi phiên đăng nhập của người này kết thúc."
RESET_YES = "Cấp mật khẩu mới"

ONE_TIME_PASSWORD = "Mật khẩu dùng một lần"
ONE_TIME_HINT = (
    "Mật khẩu chỉ hiện ở đây, một lần. Hãy ghi lại và đưa tận tay người dùng; "
    "khi đăng nhập lần đầu, người đó phải đặt mật khẩu riêng."
)
NOTED = "Đã ghi lại, ẩn đi"

SESSIONS = "Phiên đăng nhập đang mở"
SESSIONS_HEAD = ("Người dùng", "Đăng nhập lúc", "Hoạt động gần nhất", "Địa chỉ")
SESSIONS_OF = "Kết thúc mọi phiên của"
END = "Kết thúc phiên"
END_SURE = "Đăng xuất {login} khỏi mọi thiết bị? Phần đang nhập dở vẫn được giữ."
END_YES = "Đăng xuất"

PLAN_NOW = "Kế hoạch đang áp dụng"
PLAN_TITLE = "Kế hoạch"
PLAN_SIZE = "Nội dung"
PLAN_FILE = "Tệp"
PLAN_SINCE = "Áp dụng từ"
PLAN_HASH = "Mã băm SHA-256"
PLAN_OF_START = "Kế hoạch có sẵn khi khởi động; chưa kế hoạch nào được áp dụng từ màn hình này"
NEW_PLAN = "Thay kế hoạch"
NEW_PLAN_HINT = "Tệp được kiểm tra trước; kế hoạch đang dùng chỉ thay đổi khi bạn bấm “Áp dụng kế hoạch này”."
UPLOAD = "Tệp kế hoạch mới (.toml)"
CHOOSE_FILE = "Chọn tệp"
DROP_FILE = "Thả tệp vào đây"
FILE_REFUSED = "Không nhận được tệp này vì quá lớn hoặc có nhiều tệp; hãy chọn một tệp khác."
PLAN_GOOD = "Kế hoạch hợp lệ, áp dụng được"
REMOVE_DEMO_FIRST = "Đang có số liệu minh họa; hãy xóa ở màn hình Tổng quan rồi tải kế hoạch lên lại."
ACTIVATE = "Áp dụng kế hoạch này"
ACTIVATE_SURE = (
    "Thay kế hoạch đang dùng bằng {number}? Mọi màn hình dùng kế hoạch mới từ lần bấm sau; kế hoạch cũ vẫn được lưu."
)
ACTIVATE_YES = "Áp dụng"

TEMPLATE_NOW = "Mẫu báo cáo đang dùng"
TEMPLATE_FILE = "Tệp"
TEMPLATE_OF_PRODUCT = "Mẫu có sẵn, trình bày theo Nghị định 30/2020/NĐ-CP"
TEMPLATE_SINCE = "Dùng từ"
TEMPLATE_BY = "Người nạp"
OWN_TEMPLATE_FILE = "Mẫu báo cáo.docx"
DOWNLOAD_TEMPLATE = "Tải mẫu đang dùng"
NEW_TEMPLATE = "Thay mẫu báo cáo"
NEW_TEMPLATE_HINT = (
    "Tải mẫu đang dùng về, sửa bằng Word, lưu kiểu .docx rồi nạp lên; các thẻ dùng được ở trang Trợ giúp, mục Mẫu báo "
    "cáo. Tệp được kiểm tra trước; mẫu đang dùng chỉ thay đổi khi bạn bấm “Dùng mẫu này”."
)
UPLOAD_TEMPLATE = "Tệp mẫu mới (.docx)"
TEMPLATE_GOOD = "Mẫu hợp lệ, điền được báo cáo"
TEMPLATE_BAD = "Chưa dùng được mẫu này"
USE_TEMPLATE = "Dùng mẫu này"
USE_TEMPLATE_SURE = "Thay mẫu đang dùng bằng tệp vừa chọn? Báo cáo Word tải về từ nay theo mẫu mới."
USE_TEMPLATE_YES = "Thay mẫu"
DROP_TEMPLATE = "Trở lại mẫu có sẵn"
DROP_TEMPLATE_SURE = (
    "Thôi dùng mẫu riêng? Báo cáo Word tải về từ nay theo mẫu có sẵn; nên tải mẫu đang dùng về trước, "
    "vì muốn dùng lại thì phải nạp lên lần nữa."
)
DROP_TEMPLATE_YES = "Trở lại"
TEMPLATE_KEPT = "Đã thay mẫu báo cáo Word."
TEMPLATE_DROPPED = "Đã trở lại mẫu báo cáo có sẵn."

SYSTEM = "Tình trạng hệ thống"
VERSION = "Phiên bản"
SIZE = "Dung lượng kho số liệu"
LAST_BACKUP = "Sao lưu gần nhất"
NO_BACKUP = "Chưa có bản sao lưu nào"
FIGURES = "Số liệu đang lưu"
REPORTS = "Báo cáo đang lưu"
ACCOUNTS_COUNT = "Số tài khoản"
BACK_UP = "Sao lưu ngay"
BACKING_UP = "Đang sao lưu…"
VERIFY = "Kiểm tra lịch sử"
VERIFYING = "Đang kiểm tra từng dòng lịch sử…"
HISTORY_WHOLE = "Lịch sử nguyên vẹn: không dòng nào bị sửa hoặc thiếu."

REFUSED = {
    "plan_has_problems": "Chưa áp dụng: kế hoạch có {count} lỗi; hãy sửa tệp rồi tải lên lại.",
    "plan_orphans_figures": (
        "Chưa áp dụng: kế hoạch mới thiếu {count} mục mà số liệu hoặc tài khoản hiện có thuộc về; hãy bổ sung vào tệp."
    ),
    "plan_active_already": "Kế hoạch {number} đang được áp dụng với đúng nội dung này; không có gì để thay.",
    "backup_not_here": "Kho số liệu nằm trên máy chủ cơ sở dữ liệu; hãy sao lưu bằng công cụ của máy chủ đó (pg_dump).",
    "backup_just_made": "Vừa có một bản sao lưu trong cùng giây này; hãy thử lại sau ít giây.",
    "backup_not_written": "Không ghi được vào thư mục sao lưu {folder}; hãy kiểm tra quyền ghi và chỗ trống của ổ đĩa.",
}
"""The sentences of `Refused` about plans and backups, to stand among those of `kpi.wording.problems`."""

PLAN = {
    "orphaned_unit": "Kế hoạch mới không có đơn vị “{name}”, trong khi {count} số liệu đang lưu là của đơn vị này.",
    "orphaned_measure": "Kế hoạch mới không có “{name}”, trong khi đang lưu {count} số liệu này.",
    "orphaned_part": "Kế hoạch mới không có lĩnh vực “{name}”, trong khi {count} số liệu đang lưu thuộc lĩnh vực này.",
    "account_without_unit": (
        "Kế hoạch mới không có đơn vị “{unit}” của tài khoản {login} ({owner}); hãy khóa tài khoản này trước, "
        "áp dụng xong thì chuyển sang đơn vị mới rồi mở lại."
    ),
    "account_without_work": (
        "Trong kế hoạch mới, “{unit}” của tài khoản {login} ({owner}) không báo cáo số liệu nào; "
        "hãy khóa tài khoản này trước, áp dụng xong thì chuyển sang đơn vị khác rồi mở lại."
    ),
}
"""The sentences of `Problem` about figures and accounts that a new plan would leave without a place."""

_MEGABYTE = 1024 * 1024


def added(login: str) -> str:
    return f"Đã tạo tài khoản {login}."


def changed(login: str) -> str:
    return f"Đã lưu tài khoản {login}."


def disabled(login: str) -> str:
    return f"Đã khóa tài khoản {login}."


def enabled(login: str) -> str:
    return f"Đã mở lại tài khoản {login}, với mật khẩu cũ."


def reset(login: str) -> str:
    return f"Đã cấp lại mật khẩu cho {login}."


def ended(login: str) -> str:
    return f"Đã đăng xuất {login} khỏi mọi thiết bị."


def activated(plan: Plan) -> str:
    return f"Đã áp dụng kế hoạch {plan.number}."


def backed_up(file: Path) -> str:
    return f"Đã sao lưu vào {file}."


def history_broken(number: int) -> str:
    what = "bị sửa, bị thiếu hoặc không khớp số đang lưu"
    return f"Lịch sử không còn nguyên vẹn: dòng số {number} là dòng đầu tiên {what}."


def plan_problems(count: int) -> str:
    return f"Kế hoạch có {count} lỗi"


def plan_orphans(count: int) -> str:
    return f"Kế hoạch đúng cách viết nhưng thiếu {count} mục mà số liệu hoặc tài khoản hiện có thuộc về"


def plan_size(plan: Plan) -> str:
    """What a plan holds, in one line."""
    return (
        f"{len(plan.units)} đơn vị, {len(plan.measures)} số liệu gốc, {len(plan.indicators)} chỉ tiêu, "
        f"{len(plan.tasks)} nhiệm vụ, {formats.month(plan.first_month)} đến {formats.month(plan.last_month)}"
    )


def account_name(account: Account) -> str:
    """An account on a list: "Kator Thị Mai (mai.kator)"."""
    return f"{account.name} ({account.login})"


def account_state(account: Account) -> str:
    return DISABLED if account.disabled else MUST_CHANGE if account.must_change else ACTIVE


def account_row(plan: Plan, account: Account) -> tuple[str, ...]:
    """An account under `ACCOUNTS_HEAD`."""
    unit = plan.unit_of_id.get(account.unit or "")
    of_unit = unit.name if unit is not None else UNIT_GONE.format(unit=account.unit) if account.unit else "–"
    made = "–" if account.created_at is None else formats.moment(account.created_at)
    return account.login, account.name, labels.ROLE[account.role], of_unit, account_state(account), made


def accounts_count(count: int, disabled_accounts: int) -> str:
    return f"{count}, trong đó {disabled_accounts} đã khóa" if disabled_accounts else str(count)


def size_text(count: int) -> str:
    """A number of bytes.

    >>> size_text(0) == "0\\u00a0kB", size_text(2048) == "2\\u00a0kB", size_text(7_654_321) == "7,3\\u00a0MB"
    (True, True, True)
    """
    if count < _MEGABYTE:
        return formats.quantity(formats.number(count / 1024), "kB")
    return formats.quantity(formats.number(count / _MEGABYTE, 1), "MB")
