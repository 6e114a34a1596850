"""Words for times in the tables of Vietnamese offices, for telling what a text says of its period.

Patterns whose names begin with MARKED are for texts in small letters with their marks, all others for folded ones, see
`kpi.wording.folding`. Whatever repeats is bounded, so that no text takes long.
"""

import re

NOT_DECOMPOSED = {ord("đ"): "d"}
"""The letter whose mark is a part of it."""
_GAP = r"[\s.:,_(]{0,20}"
_NUMBER = r"(?P<month>1[0-2]|0?[1-9])(?!\d)"
_YEAR = (
    r"(?:(?:[\s/.,:;_()\-–—]{1,20}(?:nam[\s.:,_]{0,20})?|nam[\s.:,_]{0,20})(?P<year>20\d\d)(?!\d)"
    r"|[/.\-](?P<short>[23]\d)(?!\d|\s?[/.\-]\s?\d))"
)
CLOCK = re.compile(
    r"\b\d{1,2}\s?(?::|h|gio)\s?\d\d(?!\d)(?::\d\d(?!\d))?(?:\.\d{1,6})?(?:\s?(?:am|pm|sa|ch)\b)?|\b\d{1,2}h\b"
)
"""A time of day."""

MONTHS_FROM_TO = re.compile(
    rf"\b(?:tu\s+)?(?:thang|t){_GAP}(?P<first>1[0-2]|0?[1-9])(?!\d)(?:\s?(?:[/.\-]|nam)\s?(?P<first_year>20\d\d))?"
    r"\s{0,5}(?:den|toi|[-–—~])\s{0,5}(?:het\s+)?"
    rf"(?:(?:thang|t){_GAP}(?P<last>1[0-2]|0?[1-9])(?!\d)(?:\s{{0,5}}(?:[/.\-,]|,?\s?nam)\s?(?P<last_year>20\d\d))?"
    r"|(?P<last_alone>1[0-2]|0?[1-9])(?!\d)\s{0,5}(?:[/.\-,]|,?\s?nam)\s?(?P<year_alone>20\d\d))"
)
"""From a month to a month; the second may leave out its word, but then has its year."""

DATE = re.compile(
    r"(?<!\d)(?P<iso_year>20\d\d)(?P<iso>[-/.])(?P<iso_month>\d{1,2})(?P=iso)(?P<iso_day>\d{1,2})(?!\d)"
    r"|(?:\bngay[\s:.]{0,5})?(?<![\d/])(?P<day>\d{1,2})\s?(?P<mark>[/.\-])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?"
    r"(?P<year>20\d\d|[23]\d)(?!\d)"
    r"|(?P<word>\bngay[\s:._]{0,10})?(?<![\d/])(?P<word_day>\d{1,2})[\s._]{0,10}thang[\s._]{0,10}"
    r"(?P<word_month>\d{1,2})(?!\d)(?:[\s._,]{0,10}(?:nam|/|-)[\s._:]{0,10}(?P<word_year>20\d\d)(?!\d))?"
    r"|(?P<bare>\bngay[\s:.]{0,5})?(?<![\d/.,])(?P<bare_day>\d{1,2})\s?(?P<bare_mark>[/.\-])\s?"
    r"(?P<bare_month>\d{1,2})(?!\d|\s?/\s?[a-z]{2}|,\d|(?P=bare_mark)\d)"
)
"""A day: 2024-10-31, 31/10/2024, 31/10/24, 31 tháng 10 năm 2024, 31/10."""
IN_NAMES_OF_FILES = (
    (re.compile(r"(?<=[^\W\d_])(th[áa]ng|qu[ýy])(?=\s?\d)", re.IGNORECASE), r" \1"),
    (re.compile(r"(?<=[a-z])(T)(?=\d)"), r" \1"),
    (re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)"), r"\1-\2-\3"),
    (re.compile(r"(?<!\d)([0-2]\d|3[01])(0[1-9]|1[0-2])(20\d\d)(?!\d)"), r"\1/\2/\3"),
    (re.compile(r"(?<!\d)(20\d\d)[.\- ]?(0[1-9]|1[0-2])(?![\d.\-])"), r"\1-\2"),
    (re.compile(r"(?<![^\W\d_])(t|th[áa]ng)\s?(1[0-2]|0?[1-9])(20\d\d)(?!\d)", re.IGNORECASE), r"\1\2/\3"),
    (re.compile(r"(?<![^\W\d_])(t|th[áa]ng)\s?(1[0-2]|0[1-9])([23]\d)(?!\d)", re.IGNORECASE), r"\1\2/20\3"),
    (re.compile(r"(?<!\d)(1[0-2]|0[1-9])(20\d\d)(?!\d)"), r"\1/\2"),
)
"""How days and months are written in the names of files, and as a text: 20241105, 05112024, 202410, T102024, 102024."""
YEAR_IN_NAME = re.compile(r"\bnam\s?20\d\d(?!\d)")
"""What names a file after a year."""
CONNECTOR = re.compile(r"[\s,;.()]{0,10}(?P<said>den|toi|->|=>|→|[-–—~])\s{0,5}(?:het)?\s{0,5}(?:ngay)?[\s:]{0,5}")
"""What stands between two days that are the ends of a time."""
FROM = re.compile(r"\btu[\s:]{0,5}$")
UNTIL = re.compile(r"\b(?:tinh\s+)?(?:den|toi)\s{0,5}(?:het)?[\s:]{0,5}$")
"""What stands before the last day of the figures, where the first is not said."""
OF_PERIOD = re.compile(r"\b(?:ky|thang)(?:\s(?:bao cao|so lieu|du lieu))?[\s:.\-]{0,5}$")
"""What stands before a day that stands for its month."""
UNTIL_MONTH = re.compile(r"\b(?:den|toi|het)(?:\s{1,3}(?:het|cuoi))?[\s:]{0,5}$")
"""What stands before the last month of the figures, where the first is not said."""
PLANNED_MONTH = re.compile(
    r"\b(?:uoc|du kien)\b[^;\d]{0,40}$"
    r"|(?:^|[;:(\-–—]|\b(?:so lieu|bieu|bang|bao cao))\W{0,5}(?:giao\s)?(?:ke hoach|kh|chi tieu)\W{1,5}$"
)
"""What stands before a month whose figures are only expected or planned."""
PART_OF_MONTH = re.compile(
    r"\btuan(?: thu)?\W{0,3}(?:\d{1,2}(?!\d)|i{1,3}\b|iv\b)|\b(?:thuong|trung|ha) tuan\b"
    r"|\b(?:dot|ky)(?: thu)?\W{0,3}(?:\d{1,2}|i{1,3})\b(?=\W{1,3}thang\W{0,3}\d)"
    r"|\b\d{1,2} ngay (?:dau|giua|cuoi)\b|\bnua (?:(?:dau|cuoi|sau)\b|thang\b)|\b(?:dau|giua) thang\b(?=\W{0,3}\d)"
)
"""Some weeks or days of a month, and not all of it."""
SHORT_PERIOD = re.compile(
    r"\bky(?:\s(?:bao cao|so lieu|du lieu))?[\s:.\-]{1,5}(?P<month>1[0-2]|0?[1-9])\s?[/.\-]\s?(?P<short>[23]\d)"
    r"(?!\d|\s?[/.\-]\s?\d)"
)
"""A month with two figures of its year, which can be no day: "Kỳ báo cáo: 10/24"."""
MARKED_SIGNED = re.compile(r"\bký\W{0,5}$")
OF_MONTH = re.compile(r"\b(?:thang|t)[\s.:]{0,5}$")
OPEN = re.compile(r"\btu\b[^;]{0,40}\d\W{0,5}$")
CLOSE = re.compile(r"\W{0,5}(?:den|toi)\b")
"""Lines of which the second goes on with the time that the first begins."""

MONTH_AND_YEAR = re.compile(rf"\b(?:thang|t){_GAP}{_NUMBER}{_YEAR}")
NUMBERS_ALONE = re.compile(
    r"(?<![\d/.\-])(?P<month>1[0-2]|0?[1-9])\s?[/.\-]\s?(?P<year>20\d\d)(?!\d|[/.\-][a-z\d])"
    r"|(?<![\d/.\-])(?P<year_first>20\d\d)[/\-](?P<month_last>1[0-2]|0[1-9])(?![\d/\-])"
)
"""A month as numbers: 09/2024, 2024-09."""
BARE_MONTH = re.compile(rf"(?<!\d )\b(?:thang|t){_GAP}{_NUMBER}(?!\s{{0,3}}ngay)")
"""A month without its year."""
_MONTHS_IN_WORDS = (
    ("mười một", 11), ("mười hai", 12), ("mười", 10), ("giêng", 1), ("một", 1), ("hai", 2), ("ba", 3), ("tư", 4),
    ("bốn", 4), ("sáu", 6), ("bảy", 7), ("bẩy", 7), ("tám", 8), ("chín", 9), ("chạp", 12),
)  # fmt: skip
MONTH_OF_WORD = dict(_MONTHS_IN_WORDS)
MARKED_MONTH = re.compile(
    rf"\btháng\s{{1,5}}(?P<word>{'|'.join(word for word, _ in _MONTHS_IN_WORDS)})\b(?!\s+lần)"
    r"(?:[\s/.,:;()\-–—]{1,20}(?:năm[\s.:,]{0,20})?(?P<year>20\d\d)(?!\d))?"
)
"""A month in words; "tháng năm" may be May or a label, and is none."""
YEAR = re.compile(r"(?:\bnam|[/.\-])\s{0,5}(20\d\d)(?!\d)")
YEAR_LABEL = re.compile(r"\W*nam\W{0,5}20\d\d\W*")
YEAR_ALONE = re.compile(
    r"(?P<before>\b(?:trong|ca|dau|cuoi|het|toan|tu|den|toi|sau|truoc|thang|quy"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?)\s{1,5})?"
    r"(?:\bnam[\s:.,]{0,20})?(?<![\d/.\-:])(?P<year>20\d\d)(?!\d|[\-/]\d)"
)
QUARTER = re.compile(
    r"\bquy\s{0,5}(?P<quarter>iv|iii|ii|i|[1-4])(?!\w)(?:[\s/.,\-]{0,5}(?:nam[\s.:]{0,5})?(?P<year>20\d\d)(?!\d))?"
)
OF_QUARTER = re.compile(r"\bquy\W{0,5}$")
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

_DAY = (
    r"(?:\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:20)?\d\d"
    r"|\d{1,2}[\s._]{0,5}thang[\s._]{0,5}\d{1,2}[\s._,]{0,5}nam[\s._]{0,5}20\d\d)(?!\d)"
)
_STAGE = r"(?:[^;\d]{0,200}?\bgiai doan 20\d\d\s?[-–—]\s?(?:nam )?20\d\d)?"
_OF_DOCUMENT = (
    rf"(?:[\s,(]{{1,3}}(?:cua [a-z ]{{1,60}}?[\s,]{{1,3}})?(?:ban hanh )?(?:ngay\s{{0,3}}{_DAY}|nam 20\d\d(?!\d)))?"
    + _STAGE
)
DOCUMENT = re.compile(
    r"(?:\b(?:thong tu|nghi dinh|quyet dinh|nghi quyet|ke hoach|cong van|van ban|chi thi|thong bao|to trinh|huong dan"
    r"|chuong trinh|bao cao)\s{1,3})?(?:\bso[\s:]{1,3})?"
    r"(?:\b\d{1,5}[a-z]?(?:/(?:19|20)\d\d)?/(?:qd|nd|nq|tt|ttlt|kh|bc|cv|tb|ct|ctr|hd|ttr|da|vbhn|qh\d{0,2})\b"
    r"(?:[\-/&][a-z\d]+){0,4}"
    r"|\b\d{1,5}[a-z]?/[a-z]{2,8}(?:-[a-z]+){1,3}|\b\d{1,5}-(?:qd|kh|nq|ct|tb|bc|cv|hd|kl)/[a-z]+)"
    + _OF_DOCUMENT
    + r"|\b(?:cong van|van ban|thong bao|to trinh|bao cao|huong dan|giay moi|so)(?:\sso)?[\s:]{1,3}\d{1,5}[a-z]?"
    r"/(?!(?:thang|nam|quy|ngay|ky)\b)[a-z]{2,10}\b"
    + _OF_DOCUMENT
    + r"|\b(?:thong tu|nghi dinh|nghi quyet|quyet dinh|luat|tt|nd|nq|qd)(?:\sso)?[\s:]{1,3}\d{1,5}/20\d\d(?!\d)"
    + _OF_DOCUMENT
)
"""A legal document by its number, with its day or year and the years that it is for."""
STREET = re.compile(
    r"\b(?:duong|hem|ngo|quang truong|so nha)\s{1,3}(?:so\s)?\d{1,3}"
    r"(?:\s?/\s?\d{1,3}(?!\d|\s?/\s?\d)|\sthang\s\d{1,2}(?!\d|\W{1,3}(?:nam\s)?20\d\d))"
)
"""A street that is named after a day, or a house."""
YEAR_OF_PLAN = re.compile(
    r"(?!.*\b(?:ca|het|toan|trong|den|tu|luy ke|quy)\b)"
    r"(?=.*\b(?:cchc|cai cach|ke hoach|chuong trinh|cong tac|nhiem vu)\b).*\bnam\s*20\d\d\W*"
)
"""A title that names the year of the plan which is reported on."""
DAY_ALONE = re.compile(
    r"\W*(?:ngay\b[\s:]{0,5})?\d{1,2}\s?[/.\-]\s?(?P<month>\d{1,2})\s?[/.\-]\s?(?P<year>20\d\d|[23]\d)\W*"
)
"""A day and nothing else."""
DAY_LABEL = re.compile(r"\W*ngay\W*")
TIME_ALONE = re.compile(
    r"(?=.*\b(?:thang|quy|nam|tuan|ky|luy ke|lk|t ?\d{1,2}|q ?[1-4]|\d{1,2} ?t)\b)"
    r"(?=.*(?:\d|\b(?:i{1,3}|iv|nay|luy ke|lk)\b))"
    r"(?:(?:trong|den|tu|het|cuoi|dau|giua|ca|thang|quy|nam|tuan|ky|nay|luy|ke|lk"
    r"|t ?\d{1,2}|q ?[1-4]|\d{1,2} ?t|\d{1,4}|i{1,3}|iv)(?: |$)){1,30}"
)
"""A text without punctuation that is a time and nothing else, so no name of anything: "Tháng 10", "Quý III/2024"."""
CARRIED_OVER = re.compile(
    r"\b(?:ton(?: dong| lai)?|con lai|chuyen(?: tiep| sang)?)(?: (?:\d{1,5} )?ho so)?(?: tu| cua)?"
    r" (?:(?:thang|ky|nam) truoc\b|thang (?:1[0-2]|0?[1-9])(?!\d)(?:/20\d\d)?)"
)
"""A note on work that was carried over into the month."""
MARKED_ACT = re.compile(
    r"(?:\bngày\s{1,3}(?:giờ\s)?(?:báo cáo|nhận|cập nhật)"
    r"|\b(?:trích xuất|kết xuất|xuất|in|lập|ký|gửi|nộp|cập nhật|ban hành|phê duyệt|tạo|tải)\b)"
    r"(?:(?!\b(?:từ|đến|tới|tháng|quý|kỳ|kì|năm|lũy|luỹ)\b)[^\d;]){0,40}?"
    r"\d{1,2}(?:\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:20)?\d\d|\s{1,3}tháng\s{1,3}\d{1,2}\s{1,3}năm\s{1,3}20\d\d)(?!\d)"
)
"""When something was done with the report."""
ACT = re.compile(
    r"\b(?:ngay|thoi (?:gian|diem)) (?:in|xuat|lap|gui|nop|ket xuat|trich xuat|tao|cap nhat|bao cao)(?: bieu| bao cao)?"
    rf"[\s:]{{0,5}}{_DAY}"
)
LETTER = re.compile(
    r"(?:[,;.]|^(?!.{0,60}\b(?:so lieu|bao cao|ket qua|tinh|ky|thang|tu|den|thoi diem|tong hop)\b.{0,60}\bngay)"
    rf"[^\d:;]{{2,40}}?)[\s(]{{0,5}}ngay\s{{0,3}}{_DAY}"
    r"|^\W{0,5}ngay\s{1,3}\d{1,2}\s{1,3}thang\s{1,3}\d{1,2}\s{1,3}nam\s{1,3}20\d\d"
)
"""The place and day of a letter."""
BLANK_LETTER = re.compile(
    r"\bngay[\s._]{0,30}thang[\s._]{0,30}(?:(?P<month>1[0-2]|0?[1-9])(?!\d))?[\s._]{0,30}nam[\s._]{0,30}"
    r"(?P<year>20\d\d(?!\d))?"
)
"""The day of a letter that is left to be filled in by hand."""
BLANK = re.compile(r"\b(?:ngay|thang|quy|nam|ky)[\s:]{0,5}(?:20\d?)?(?:[._]{2,}|…)")
"""What is left to be filled in."""

_ENDS = r"(?=\s{0,5}(?:$|[;,.:)/\-–—](?!\s{0,3}\d)|cua\b))"
_NO_NUMBER = r"(?!\W{0,5}(?:\d|i{1,3}v?\b|iv\b))"
NEUTRAL = re.compile(
    r"\b(?:"
    r"(?:(?:trong|cuoi|den cuoi)\s)?(?:thang|ky)\s(?:nay|bao cao)\b(?!\s(?:truoc|sau|nam truoc))"
    r"|(?<!cung )ky(?: bao cao| so lieu| du lieu)?[\s:.\-]{0,5}(?=;)"
    rf"|(?:trong|cuoi|den cuoi|bao cao|bc|so lieu|ket qua|tong hop)\s(?:thang|ky)\b{_ENDS}"
    rf"|(?:dinh|hoc|thoi|nhiem|bat|chu) ky\b{_NO_NUMBER}|ky (?:thi|hop|han|vong)\b"
    rf"|(?:hang|moi|tung|theo) (?:thang|quy|nam|ky|tuan)\b{_NO_NUMBER}"
    r"|nam (?:hoc|sinh)\b(?!\W{0,3}\d)|thang tuoi\b"
    r"|truoc (?:han|thoi han|ba|do|khi|mat)\b"
    r"|so voi (?:cung )?(?:ky|thang|quy|nam)(?: (?:nam )?(?:truoc|lien ke|20\d\d|nay)){0,3}(?!\w)"
    r"|hoa ky|tam ky|ky anh|ky son|nam can"
    r"|iso(?:/iec)?[\s:\-]{0,3}\d{4,5}(?::\d{4})?"
    r"|(?:ke hoach|chuong trinh|de an|chien luoc|nghi quyet)\b[^;\d]{0,80}giai doan 20\d\d\s?[-–]\s?20\d\d"
    r"|\d{1,3}/\d{1,3} (?:tieu chi|chi tieu|xa|phuong|don vi|co quan|ho so|thu tuc|tthc|diem|nguoi|dich vu|nhiem vu)\b"
    r")"
)
"""Words for times that say nothing of the period of figures, or that it is the month's own."""
MARKED_NEUTRAL = re.compile(
    r"\bquý\s(?:cơ quan|đơn vị|phòng|ban|ông|bà|vị|khách|công dân|ủy ban|uỷ ban|ubnd|sở|lãnh đạo)\b"
    r"|\b(?:đá|kim loại)\squý\b"
)
LABEL = re.compile(
    r"\W*(?:(?:tu|den|theo|den het)\s)?(?:ngay|thang|quy|nam|tuan"
    r"|(?:ky|thang|nam|quy|thoi gian)(?: (?:bao cao|so lieu|du lieu))?)"
    r"(?:\W{1,5}(?:tu |den )?(?:ngay|thang|quy|nam)){0,4}\W*"
)
"""A label without what it labels."""
TIME_HEAD = re.compile(
    r"\W*(?:ky|thang|nam|quy|tuan|thoi gian|thoi diem|giai doan)"
    r"(?:\W{1,3}(?:bao cao|so lieu|du lieu|thang|nam|quy))*\W*"
)
"""The head of a column of times."""
DAY_HEAD = re.compile(r"\W*(?:ngay|thoi (?:gian|diem))\b")
"""The head of a column of days on which something was done."""
BEFORE_NUMBER = re.compile(r"(?:\b(?:thang|nam|quy|ngay|tu|den|toi|ky)(?: bao cao)?|[/\-])\W{0,5}$")
"""What a number in the next cell belongs to."""
NOT_DONE_YET = re.compile(
    r"\W*(?:(?:ke hoach|kh|chi tieu)(?:\s(?:nam|thang|quy|giao|duoc giao|ca nam|de ra)\b.*)?$|(?:uoc|du kien)\b)"
)
"""What begins a row or a cell beside figures that are planned, or of no single time."""
BEGINS_LIKE_PLANNED = re.compile(r"\W*(?:k[eếh]|ch|[uư][oơớ]|d[uưự])", re.IGNORECASE)
LATER_WORK = re.compile(r"\b(phuong huong|nhiem vu|ke hoach)\b")

MARKED_TIME = re.compile(
    r"\b(?:tháng|quý|quí|năm|kỳ|kì|trước|từ đầu|đến nay|bán niên|giai đoạn|tuần (?:trước|này|thứ|\d+)|cộng dồn)\b"
    r"|\b(?:lũy|luỹ|lữy)\s?kế"
)
TIME = re.compile(
    r"\bthang\W{0,3}\d|\d\W?thang\b|\bt\W?(?:1[0-2]|0?[1-9])\b|(?<!\d)(?:1[0-2]|[1-9])t\b"
    r"|\bquy\W{0,3}(?:i{1,3}|iv|[1-4])\b|\bq\W?(?:i{1,3}|iv|[1-4])\b|\bnam\W{0,3}(?:19|20)\d\d|(?<![\d,])20\d\d(?!\d)"
    r"|\bluy ke\b|\bluyke\b|\blk\b|\bcong don\b|\btu dau (?:nam|thang|quy|ky|nhiem ky)\b|\bcung ky\b"
    r"|\b(?:ky|thang|quy|nam) truoc\b"
    r"|\bthang (?:gieng|mot|hai|ba|tu|bon|sau|bay|tam|chin|muoi|chap)\b|\b[yqm]td\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\W{0,3}(?:20)?\d\d(?!\d)"
    r"|(?<!\d)20\d\d(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)"
)
UNMARKED_TIME = re.compile(r"\b(?:ca|dau|cuoi|trong|het) nam\b|\bnam nay\b|\bden nay\b|\b6 thang\b|\bky \d")
"""What speaks of time: words with their marks, and those that need none."""
COULD_SPEAK = re.compile(
    r"th[aá]ng|qu[yýí]|n[aă]m|ng[aà]y|\bk[yỳìi]\b|tr[ưu][ơờớo]c|l[uũữ][yỹ]|\blk\b|đầu|dau|nay|ni[êe]n|giai|tu[âầa]n"
    r"|c[oôộ]ng|gian|[yqm]td|[12]\d\d\d|\d\s?[/.\-–—]\s?\d|\b[tq]\W?[\divx]|\dt\b"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec",
    re.IGNORECASE,
)
"""What any text that speaks of time has somewhere: to pass by all others quickly."""
FIGURE = re.compile(r"[\s+\-(]*(?:\d{1,3}(?:[.,\s]\d{3})+|\d+)(?:,\d+)?\s*%?\)?\s*|[-–—−.…\s]*")
"""A text that is surely a number, or nothing."""
NAME_OF_PERSON = re.compile(
    r"(?:nguyen|tran|le|pham|hoang|huynh|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly|dao|dinh|truong|trinh|doan|mai|cao|luong"
    r"|kator|kato|chamalea|pi nang|pinang|ka to)(?: [a-z]+){1,4}"
)
IN_CAPITALS = re.compile(r"[a-z]+ (?:van|thi|huu|duc|dinh|quoc|minh|ngoc|thanh|xuan|quang|cong) [a-z]+(?: [a-z]+)?")
"""Names of people, written with a first capital each, and in capitals where the second name is a common one."""
