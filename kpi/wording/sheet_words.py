"""Words that stand in the tables of Vietnamese offices, for recognising them; all folded, see `kpi.wording.folding`.

Where several words may stand, the longest is tried first.
"""

import re

COMMITTEE = ("uy ban nhan dan", "u b n d", "ubnd")
"""What may stand before the name of a place without saying another thing."""

KINDS_OF_UNIT = {
    "xa": "commune",
    "x": "commune",
    "thi tran": "town",
    "tt": "town|centre",
    "phuong": "ward",
    "p": "ward|office",
    "phong": "office",
    "huyen": "district",
    "h": "district",
    "quan": "district",
    "thi xa": "district",
    "thanh pho": "city",
    "tp": "city",
    "tinh": "province",
    "van phong": "bureau",
    "vp": "bureau",
    "trung tam": "centre",
    "ban": "board",
    "to": "team",
    "so": "department",
    "chi cuc": "agency",
    "don vi": "",
    "co quan": "",
    "dia phuong": "",
    "linh vuc": "",
}
"""What a name may begin with, and the kinds of organisation that it can mean; a single letter where nothing else."""

TOTALS = frozenset(
    {"tong cong", "tong so", "tong", "cong", "toan huyen", "toan xa", "toan tinh", "tong cong toan huyen", "tong chung"}
)
GROUPS = re.compile(
    r"(cap (xa|huyen|tinh|trung uong)|(cac )?(phong ban|xa|xa thi tran|co quan chuyen mon|don vi)"
    r"|thu tuc hanh chinh.*|tthc .*|linh vuc)"
)
"""Rows that head a group of rows."""

NAMES_OF_UNITS = frozenset(
    [
        "don vi",
        "ten don vi",
        "co quan",
        "ten co quan",
        "co quan don vi",
        "don vi bao cao",
        "dia phuong",
        "ten xa",
        "xa thi tran",
        "xa phuong thi tran",
        "phong ban",
        "ten phong ban",
        "don vi dia phuong",
    ]
)
NAMES_OF_PARTS = frozenset(
    [
        "linh vuc",
        "ten linh vuc",
        "linh vuc giai quyet",
        "linh vuc cong viec giai quyet",
        "linh vuc tthc",
        "linh vuc thu tuc hanh chinh",
        "linh vuc cong viec giai quyet theo cap",
    ]
)
NAMES_OF_MEASURES = frozenset(
    ["chi tieu", "ten chi tieu", "so lieu", "ten so lieu", "noi dung", "so lieu goc", "chi so", "tieu chi"]
)
VALUES = frozenset(
    [
        "so lieu",
        "so luong",
        "gia tri",
        "ket qua",
        "thuc hien",
        "so lieu bao cao",
        "so lieu thang nay",
        "thang nay",
        "ky nay",
        "trong thang",
        "ket qua thuc hien",
        "gia tri bao cao",
        "so thuc hien",
        "sl",
        "tong so",
    ]
)
CODES = frozenset(
    ["ma", "ma so", "ma don vi", "ma dvhc", "ma dia phuong", "ma don vi hanh chinh", "ma so lieu", "ma chi tieu"]
)
IGNORED = frozenset(
    [
        "stt",
        "tt",
        "so tt",
        "so thu tu",
        "ghi chu",
        "chu thich",
        "giai trinh",
        "nguyen nhan",
        "don vi tinh",
        "dvt",
        "huong dan",
        "kiem tra",
        "cap",
        "mau",
        "so ngay van ban",
        "nguon",
        "cot",
        "cot so",
        "so cot",
        "toi da",
    ]
)
"""Heads of columns without figures."""

OTHER_TIMES = frozenset(
    [
        "thang truoc",
        "ky truoc",
        "cung ky",
        "cung ky nam truoc",
        "nam truoc",
        "luy ke",
        "luy ke tu dau nam",
        "thang nay nam truoc",
        "so cung ky",
        "tang giam",
    ]
)
"""Heads of columns with figures of other times."""
OTHER_TIMES_BEGIN = ("luy ke", "cung ky", "so voi", "tang giam")
"""What such heads begin with where more is said."""

UNIT_LABEL = re.compile(
    r"[-*+•\s]*(ten )?(don vi|co quan|dia phuong|ubnd)"
    r"( (bao cao|thuc hien|lap bieu|lap bao cao|gui bao cao|giai quyet))?\s*:\s*(?P<name>.*)"
)
"""A line that says whose figures these are; "Đơn vị tính:" and "Đơn vị nhận báo cáo:" are other lines."""

NOTHING_KNOWN = frozenset({"...", "…", ".", ".."})
"""By the custom of statistical tables: it happened, but the number is not known."""
DASHES = frozenset("-–—−")
"""By the custom of statistical tables: it did not happen."""

MONTH = re.compile(r"\b(?:thang|t)\s*\.?\s*(?P<month>1[0-2]|0?[1-9])\s*(?:[/.\-]|\s*nam\s*)\s*(?P<year>20\d\d)\b")
MONTHS_FROM_TO = re.compile(
    r"\btu\s+thang\s*(?P<first>1[0-2]|0?[1-9])(?:\s*(?:[/.\-]|nam)\s*(?P<first_year>20\d\d))?\s*(?:den|-)\s*(?:het\s+)?"
    r"thang\s*(?P<last>1[0-2]|0?[1-9])\s*(?:[/.\-]|nam)\s*(?P<last_year>20\d\d)"
)
_DAY = r"(?:ngay\s*)?(\d{1,2})\s*(?:[/.\-]|thang)\s*(\d{1,2})\s*(?:[/.\-]|nam)\s*(20\d\d)"
DAYS_FROM_TO = re.compile(rf"\b(?:tu\s*)?{_DAY}\s*(?:den|-|toi)\s*(?:het\s*)?{_DAY}")
LONGER = re.compile(
    r"\b(quy\s*(iv|iii|ii|i|[1-4])\b|(6|sau|9|chin)\s+thang(\s+dau)?\s+nam|ca\s+nam|ky\s+bao\s+cao\s*:?\s*nam)\s*[/.\-]?\s*"
    r"(nam\s*)?20\d\d"
)

OFFICIAL_HEADS = {
    3: "so luong ho so tiep nhan tong so",
    4: "so luong ho so tiep nhan trong ky truc tuyen",
    5: "so luong ho so tiep nhan trong ky truc tiep dich vu buu chinh",
    6: "so luong ho so tiep nhan tu ky truoc",
    7: "so luong ho so da giai quyet tong so",
    8: "so luong ho so da giai quyet truoc han",
    9: "so luong ho so da giai quyet dung han",
    10: "so luong ho so da giai quyet qua han",
    11: "so luong ho so dang giai quyet tong so",
    12: "so luong ho so dang giai quyet trong han",
    13: "so luong ho so dang giai quyet qua han",
}
"""The heads of form II.06a (Thông tư 01/2020/TT-VPCP) over all their levels, by the number of the column."""
