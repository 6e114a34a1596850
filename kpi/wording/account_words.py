"""The words of signing in, of passwords and of accounts."""

from kpi.errors import Refused

SIGN_IN = "Đăng nhập"
LOGIN = "Tên đăng nhập"
PASSWORD = "Mật khẩu"
FORGOTTEN = "Quên mật khẩu? Liên hệ quản trị hệ thống của cơ quan để được cấp lại."

SIGN_IN_PROVINCE = "Đăng nhập bằng tài khoản của tỉnh"
FROM_PROVINCE = {
    "failed": "Đăng nhập bằng tài khoản của tỉnh không thành công; hãy thử lại hoặc dùng mật khẩu.",
    "unverified": "Tỉnh chưa xác minh địa chỉ thư của tài khoản này nên chưa thể đăng nhập.",
    "unknown": "Tài khoản của tỉnh chưa gắn với tài khoản nào đang hoạt động ở đây; hãy liên hệ quản trị hệ thống.",
}
"""Why somebody came back from the province's single sign-on without a session."""

CHANGE = "Đổi mật khẩu"
MUST_CHANGE = "Mật khẩu này do quản trị cấp. Hãy đặt mật khẩu của riêng bạn để tiếp tục."
CHANGE_ENDS_OTHERS = "Sau khi đổi, mọi thiết bị khác đang đăng nhập bằng tài khoản này đều bị đăng xuất."
OLD_PASSWORD = "Mật khẩu hiện tại"
NEW_PASSWORD = "Mật khẩu mới"
AGAIN = "Nhập lại mật khẩu mới"
AGAIN_FIRST = "Nhập lại mật khẩu"
RULES = (
    "Ít nhất 10 ký tự. Một câu ngắn dễ nhớ, có dấu cách, là tốt nhất; "
    "không dùng tên đăng nhập, họ tên, tên đơn vị hay dãy quen thuộc."
)
BACK = "Quay lại"

SIGN_OUT = "Đăng xuất"
SIGN_OUT_SURE = "Đăng xuất khỏi hệ thống trên thiết bị này?"
SIGN_OUT_EVERYWHERE = "Đăng xuất khỏi mọi thiết bị"

FIRST = "Thiết lập lần đầu"
FIRST_TEXT = "Chưa có tài khoản nào. Hãy tạo tài khoản quản trị để bắt đầu; chỉ cần làm một lần."
CODE = "Mã thiết lập"
CODE_HINT = "Mã hiện trên màn hình dòng lệnh nơi khởi động hệ thống, dạng ABCD-EFGH-JKLM."
NAME = "Họ và tên"
LOGIN_HINT = "3 đến 40 ký tự: chữ không dấu, số, dấu chấm, gạch ngang, gạch dưới. Không đổi được về sau."
CREATE = "Tạo tài khoản và đăng nhập"

FORM_OUTDATED = "Trang này đã mở quá lâu hoặc trình duyệt đang chặn cookie. Hãy bấm lại một lần nữa."
FIELD_EMPTY = "Hãy điền ô này."

REFUSED_BY_GATE = {
    401: "Bạn chưa đăng nhập hoặc phiên làm việc đã hết. Hãy đăng nhập lại.",
    403: "Hãy đổi mật khẩu được cấp trước khi tiếp tục.",
    405: "Trang này không nhận kiểu yêu cầu đó.",
}
REFUSED_FORM = {
    400: "Không đọc được biểu mẫu gửi lên; hãy mở lại trang rồi thử lại.",
    403: "Yêu cầu không đến từ trang của hệ thống nên đã bị từ chối; hãy mở lại trang rồi thử lại.",
    413: "Biểu mẫu gửi lên quá lớn; hãy nhập ngắn hơn rồi thử lại.",
    415: "Kiểu dữ liệu gửi lên không được chấp nhận; hãy mở lại trang rồi thử lại.",
}

REFUSED = {
    "may_not_keep_accounts": "Chỉ quản trị mới được quản lý tài khoản.",
    "sign_in_refused": "Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đã bị khóa.",
    "sign_in_wait": "Đã thử sai nhiều lần. Hãy chờ {seconds} giây rồi thử lại.",
    "signed_out": "Phiên làm việc đã hết. Hãy đăng nhập lại.",
    "password_wrong": "Mật khẩu hiện tại không đúng.",
    "password_same": "Mật khẩu mới phải khác mật khẩu hiện tại.",
    "passwords_differ": "Hai lần nhập không giống nhau.",
    "password_short": "Mật khẩu phải có ít nhất {least} ký tự.",
    "password_long": "Mật khẩu dài quá {most} ký tự.",
    "password_personal": "Mật khẩu gần như chỉ gồm tên đăng nhập, họ tên hoặc tên đơn vị; hãy chọn mật khẩu khác.",
    "password_common": "Mật khẩu này nhiều người dùng nên dễ đoán; hãy chọn mật khẩu khác.",
    "password_pattern": "Mật khẩu chỉ là ký tự lặp lại hoặc một dãy liên tiếp; hãy chọn mật khẩu khác.",
    "login_malformed": "Tên đăng nhập gồm 3 đến 40 ký tự: chữ không dấu, số, dấu chấm, gạch ngang, gạch dưới.",
    "login_taken": "Đã có tài khoản “{login}”; hãy chọn tên đăng nhập khác.",
    "name_missing": "Hãy ghi họ và tên.",
    "name_long": "Họ và tên dài quá {most} ký tự.",
    "unit_needed": "Tài khoản của người báo cáo phải thuộc một đơn vị.",
    "unit_unknown": "Không có đơn vị “{written}” phải báo cáo trong kế hoạch.",
    "unit_not_for_role": "Chỉ người báo cáo mới thuộc một đơn vị; hãy bỏ trống đơn vị.",
    "account_changed_meanwhile": "Tài khoản này vừa được sửa ở nơi khác nên chưa lưu; hãy xem lại rồi thử lại.",
    "no_account": "Không có tài khoản “{login}”.",
    "external_malformed": "Tài khoản của tỉnh phải là một địa chỉ liền nhau, không quá {most} ký tự.",
    "external_taken": "Tài khoản của tỉnh “{external}” đã gắn với một tài khoản khác.",
    "not_yourself": "Bạn không thể tự khóa tài khoản của mình; hãy nhờ một quản trị khác.",
    "password_of_yourself": "Để đổi mật khẩu của chính mình, hãy dùng trang Đổi mật khẩu.",
    "last_administrator": "Đây là quản trị duy nhất còn hoạt động; hãy thêm một quản trị khác trước.",
    "already_set_up": "Hệ thống đã có tài khoản; hãy đăng nhập.",
    "first_code_wrong": "Mã thiết lập không đúng; hãy xem lại trên màn hình dòng lệnh.",
}
"""The sentences of `Refused` about accounts, to stand among those of `kpi.wording.problems`."""

FIELD_OF = {
    "passwords_differ": "again",
    "password_wrong": "old",
    "login_malformed": "login",
    "login_taken": "login",
    "name_missing": "name",
    "name_long": "name",
    "external_malformed": "external",
    "external_taken": "external",
    "first_code_wrong": "code",
}
"""The field of a form beside which a refusal stands; what is not here concerns the whole form, or the new password."""

ADD_USER = "thêm một tài khoản và in ra mật khẩu dùng một lần"
ADD_LOGIN = "tên đăng nhập"
ADD_NAME = "họ và tên"
ADD_ROLE = "vai trò: leader (lãnh đạo), coordinator (Phòng Nội vụ), reporter (đơn vị), administrator (quản trị)"
ADD_UNIT = "mã đơn vị, chỉ với reporter"
ADD_EXTERNAL = "tài khoản của tỉnh (địa chỉ thư) để đăng nhập một lần; tài khoản này không có mật khẩu"


def refusal(refused: Refused) -> str:
    """What a refusal says; of a long wait it says the minutes."""
    if refused.code == "sign_in_wait":
        return f"Đã thử sai nhiều lần. Hãy chờ {_span(int(str(refused.details['seconds'])))} rồi thử lại."
    return REFUSED[refused.code].format_map(refused.details)


def field_of(refused: Refused, *, password: str) -> str:
    """Beside which field a refusal stands, "" for none; `password` is the field of the new password."""
    if refused.code in FIELD_OF:
        return FIELD_OF[refused.code]
    return password if refused.code.startswith("password_") else ""


def account_added(login: str, password: str) -> str:
    """What the console says of a new account."""
    return (
        f"Đã thêm tài khoản {login}.\n"
        f"Mật khẩu dùng một lần: {password}\n"
        "Mật khẩu chỉ hiện lần này; người dùng phải đổi khi đăng nhập lần đầu."
    )


def account_of_province_added(login: str, external: str) -> str:
    """What the console says of a new account without a password."""
    return f"Đã thêm tài khoản {login}, không có mật khẩu: đăng nhập bằng tài khoản của tỉnh {external}."


def first_code(code: str) -> str:
    """What the console says while there is no account."""
    return (
        "Chưa có tài khoản nào. Hãy mở hệ thống bằng trình duyệt và nhập mã này để tạo tài khoản quản trị:\n"
        f"\n    {code}\n\n"
        "Mã chỉ dùng được một lần, cho đến khi hệ thống khởi động lại."
    )


def _span(seconds: int) -> str:
    """A time to wait.

    >>> _span(45), _span(900), _span(130)
    ('45 giây', '15 phút', '3 phút')
    """
    return f"{seconds} giây" if seconds < 120 else f"{-(-seconds // 60)} phút"
