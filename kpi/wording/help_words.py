"""What the help page says of statuses, paces, control charts and permissions: one entry for each of them."""

from collections.abc import Iterable

from kpi.access import REACH, Action, Reach, Role
from kpi.control import STANDARD, Signal
from kpi.findings import Rule
from kpi.forecast import NEEDED, RECENT
from kpi.methods import Method
from kpi.plan import Pace
from kpi.review import LEAST_FIGURES, LIMIT, WINDOW
from kpi.targets import Status
from kpi.wording import formats, labels
from kpi.wording.finding_words import RULE
from kpi.wording.outlook_words import METHOD

TITLE = "Trợ giúp"
CONTENTS = "Nội dung"
YOURS = "vai trò của bạn"

STATUS_HEAD = ("Ký hiệu", "Trạng thái", "Nghĩa")
STATUS = {
    Status.MET: "Kết quả đạt mục tiêu, hoặc đạt phần của kỳ theo tiến độ.",
    Status.NEAR: "Chưa đến mục tiêu nhưng còn trong mức gần đạt của kế hoạch. Thứ hạng, xếp loại không có mức này.",
    Status.MISSED: "Kết quả còn cách mục tiêu quá mức gần đạt.",
    Status.NOT_DUE: "Mục tiêu được đánh giá vào một mốc sau này; giá trị hiện tại vẫn hiện.",
    Status.NO_DATA: "Chưa có báo cáo được tính trong kỳ. Không phải là 0 và không phải chưa đạt.",
    Status.UNPUBLISHED: "Kết quả của năm do cơ quan khác công bố và chưa công bố.",
    Status.NOT_APPLICABLE: "Có báo cáo nhưng không có việc nào để tính: không đạt cũng không chưa đạt.",
    Status.TRACKED: "Kế hoạch không giao con số cho phạm vi này: chỉ theo dõi.",
}

PACE_HEAD = ("Tiến độ", "So với từng tháng")
PACE = {
    Pace.CONSTANT: ("Giữ một mức", "Tháng nào cũng so với toàn bộ mục tiêu."),
    Pace.LINEAR: ("Chia đều", "Mỗi tháng thêm một phần bằng nhau, đến tháng cuối là đủ mục tiêu của cả năm."),
    Pace.STEPS: ("Theo mốc", "Từ mỗi tháng ghi trong kế hoạch phải đạt mức của mốc đó; trước mốc đầu là chưa đến hạn."),
    Pace.YEAR_END: ("Cuối năm", "Chỉ so vào tháng cuối của năm; trước đó là chưa đến hạn."),
}

SIGNAL_HEAD = ("Dấu hiệu", "Khi nào")
SIGNAL = {
    Signal.TREND: ("Xu hướng", f"{STANDARD.trend} tháng liền cùng tăng hoặc cùng giảm; hai tháng bằng nhau thì ngắt."),
    Signal.SHIFT: ("Lệch hẳn một phía", f"{STANDARD.run} tháng liền ở cùng một phía của trung bình."),
    Signal.TWO_OF_THREE: (
        "Hai trong ba",
        "Ba tháng liền cùng một phía, trong đó hai tháng cách trung bình hơn hai phần ba khoảng đến giới hạn.",
    ),
    Signal.OUTSIDE: ("Vượt giới hạn", "Một tháng nằm ngoài giới hạn trên hoặc giới hạn dưới."),
}
LEAST_POINTS = (
    f"Cần ít nhất {STANDARD.least} tháng có số liệu; ít hơn thì chỉ có trạng thái và tiến độ, không có biểu đồ."
)

METHOD_HEAD = ("Thứ tự", "Cách tính mỗi tháng còn lại")
LEAST_MONTHS = (
    f"Cần ít nhất {NEEDED} tháng có số liệu, trong đó {RECENT} tháng gần nhất không thiếu tháng nào; "
    "nếu không thì không dự báo và màn hình nêu lý do."
)

STANDS_OUT = (
    f"Số liệu *lệch hẳn* là số cách trung vị của chính đơn vị trong tối đa {WINDOW} tháng trước quá "
    f"{formats.exact(LIMIT)} lần độ phân tán (1,4826 × trung vị của các độ lệch; với số đếm không dưới căn bậc hai của "
    "trung vị, với số thập phân không dưới 5 % trung vị), hoặc tăng, giảm so với tháng trước vượt mức thường thấy theo "
    f"cùng cách tính. Cần ít nhất {LEAST_FIGURES} tháng trước có số liệu; cùng kỳ năm trước cũng như vậy thì coi là "
    "theo mùa và không nêu. Số được coi là đã giải trình khi đơn vị ghi giải trình ở phép đối chiếu, hoặc có ghi chú "
    "của tháng ở chỉ tiêu tính từ số đó."
)

RULE_HEAD = ("Thứ tự", "Quy tắc", "Khi nào")

ACTION_HEAD = "Việc"
ACTION = {
    Action.ENTER: "Nhập và nộp số liệu",
    Action.IMPORT: "Nhập số liệu từ tệp Excel",
    Action.DECIDE: "Duyệt hoặc trả lại báo cáo",
    Action.CORRECT: "Điều chỉnh số đã duyệt",
    Action.SEE_UNAPPROVED: "Xem số chưa duyệt",
    Action.SEE_HISTORY: "Xem lịch sử thay đổi",
    Action.UPDATE_TASK: "Cập nhật nhiệm vụ",
    Action.WRITE_NOTE: "Viết ghi chú, sự kiện cho chỉ tiêu",
    Action.WITHDRAW_NOTE: "Thu hồi ghi chú của người khác",
    Action.HOLD_MEETING: "Mở cuộc họp, ghi kết luận",
    Action.FOLLOW_UP: "Báo kết quả thực hiện kết luận",
    Action.REBASE: "Đặt mốc tính lại biểu đồ kiểm soát",
    Action.KEEP_ACCOUNTS: "Quản lý tài khoản và phiên đăng nhập",
    Action.KEEP_PLAN: "Thay kế hoạch, mẫu báo cáo",
    Action.KEEP_DEMO: "Nạp, xóa số liệu minh họa",
}
REACHED = {
    Reach.NONE: "–",
    Reach.OWN: "của đơn vị mình",
    Reach.AUTHORITY: "số liệu chung của cơ quan",
    Reach.ALL: "tất cả",
}
"""How far a permission reaches; AUTHORITY is what the authority itself reports."""

Rows = tuple[tuple[str, ...], ...]
"""A table with its head as the first row."""


def statuses() -> Rows:
    return (STATUS_HEAD, *((labels.SYMBOL[one], labels.STATUS[one], STATUS[one]) for one in Status))


def paces() -> Rows:
    return (PACE_HEAD, *(PACE[one] for one in Pace))


def methods() -> Rows:
    """The methods of the forecast, the simplest first."""
    return (METHOD_HEAD, *((str(at), METHOD[one].capitalize()) for at, one in enumerate(Method, start=1)))


def signals() -> Rows:
    """The signs of a control chart, the weightiest first."""
    return (SIGNAL_HEAD, *(SIGNAL[one] for one in Signal))


def rules(which: Iterable[Rule] = Rule) -> Rows:
    """The rules of what needs attention, in their order."""
    return (RULE_HEAD, *((str(at), *RULE[one]) for at, one in enumerate(sorted(which), start=1)))


def permissions() -> Rows:
    """What each role may do, and with whose reports."""
    head = (ACTION_HEAD, *(labels.ROLE[role] for role in Role))
    return (
        head,
        *((ACTION[action], *(REACHED[REACH[action].get(role, Reach.NONE)] for role in Role)) for action in Action),
    )
