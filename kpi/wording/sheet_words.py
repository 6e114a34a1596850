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
KINDS_OF_PLACE = frozenset({"commune", "town"})
"""The kinds that no field (lĩnh vực) is named after."""

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
NAMES_OF_GROUPS = frozenset({"xa thi tran", "xa phuong thi tran", "phong ban", "noi dung", "so lieu"})
"""Those that may also stand over a group of rows."""
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
OTHER_TIMES_BEGIN = ("luy ke", "cung ky", "so voi", "tang giam", "uoc ", "cong don", "tu dau nam", "du kien")
"""What such heads begin with where more is said."""
OTHER_TIMES_WITHIN = re.compile(
    r"\b(luy ke|cong don|tu dau nam|cung ky|nam truoc|ca nam|quy (iv|iii|ii|i|[1-4])|\d{1,2} thang( dau nam)?)\b"
    r"|^(ke hoach|kh)( (nam|thang|quy|giao|duoc giao|ca nam|de ra)\b.*)?$"
)
"""What says so wherever it stands."""
YEAR_ALONE = re.compile(r"(\bnam )?\b20\d\d\b")
THIS_TIME = frozenset({"thang nay", "trong thang", "ky nay", "trong ky", "thang bao cao", "ky bao cao"})
"""Heads of columns with figures of the month."""
PREVIOUS = frozenset({"ky truoc", "tu ky truoc", "thang truoc"})
"""What a figure of the month itself may be called, when it was carried over."""
NOT_COUNTED = re.compile(r"%|\b(ty le|ti le|phan tram|chenh lech|tang|giam)\b")
"""Heads over figures that are worked out from others."""
WORDS_OF_DATES = re.compile(r"nam|t\d{1,2}|cchc|bieu|tong|hop")
NEUTRAL_HEAD_WORDS = frozenset(
    [
        "trong",
        "do",
        "ky",
        "thang",
        "nay",
        "so",
        "lieu",
        "luong",
        "ho",
        "tthc",
        "thu",
        "tuc",
        "hanh",
        "chinh",
        "bao",
        "cao",
        "thuc",
        "hien",
        "ket",
        "qua",
        "tinh",
        "hinh",
        "giai",
        "quyet",
        "tiep",
        "nhan",
        "cac",
        "va",
        "cua",
        "chi",
        "tieu",
        "don",
        "vi",
        "noi",
        "dung",
    ]
)
"""Words of heads over several columns that leave the heads below them as they are."""

UNIT_LABEL = re.compile(
    r"[-*+•\s]*(ten )?(don vi|co quan|dia phuong|ubnd)"
    r"( (bao cao|thuc hien|lap bieu|lap bao cao|gui bao cao|giai quyet))?\s*:\s*(?P<name>.*)"
)
"""A line that says whose figures these are; "Đơn vị tính:" and "Đơn vị nhận báo cáo:" are other lines."""

ORGANISATION = re.compile(
    r"\b(xa|thi tran|phuong|phong|ubnd|uy ban nhan dan|trung tam|van phong|chi nhanh|chi cuc|ban quan ly|don vi)\b"
)
"""What a line about an organisation says somewhere."""
SIGNS = re.compile(r"[(\s]*(tm|kt|tl|tuq|(pho )?(chu tich|truong phong|giam doc)|chanh van phong|thu truong|nguoi)\b")
"""What a line of the signatures begins with."""

NOT_SENT = re.compile(r"[(\s]*(chua|khong)\b")
"""What is written in place of a figure that nobody has sent."""
TITLE_LINE = re.compile(r"[(\s]*(don vi tinh|dvt|don vi|don vi bao cao|ky bao cao|bieu so|bieu|mau|mau so)\b")
"""What a line over a table begins with that may stand over its columns without heading them."""

NOTHING_KNOWN = frozenset({"...", "…", ".", ".."})
"""By the custom of statistical tables: it happened, but the number is not known."""
MARKS_OF_PARTS = ("-", "–", "+", "•", "*")
"""What a row begins with that is a part of the one above it."""
DASHES = frozenset("-–—−")
"""By the custom of statistical tables: it did not happen."""

COMPARED = re.compile(r"\b(so voi|cung ky|thang truoc|ky truoc|phuong huong|nhiem vu|ke hoach)\b")
"""What stands before a month that is not the one of the figures."""
LONGER = re.compile(
    r"\b(quy\s*(iv|iii|ii|i|[1-4])\b|ca\s+nam|ky\s+bao\s+cao\s*:?\s*nam)\s*[/.\-]?\s*(nam\s*)?20\d\d"
    r"|^(?!ke hoach)(?=.*\b(bao cao|so lieu|ket qua|tinh hinh|thong ke)\b)(?!.*\bthang\b).*\bnam\s*20\d\d"
    r"|^\W*nam\s*20\d\d\W*$"
)
CUMULATIVE = re.compile(
    r"\b(luy ke|cong don|tu dau nam)\b"
    r"|\b(\d{1,2}|hai|ba|bon|nam|sau|bay|tam|chin|muoi( mot| hai)?)\s+thang"
    r"\s*(dau\s+nam|(cua\s+)?nam\s*20\d\d|/\s*20\d\d)"
    r"|\b\d{1,2}\s?t\s?/\s?20\d\d|\blk\s+(den|tu|\d)"
)
"""Of more than a month, whichever month is named beside."""

OF_WHICH = re.compile(r"(?:^\W*|(?<=/ ))trong do\b[\s:;,/-]*")
"""What stands before or over names of parts and says nothing of its own: "Trong đó: …"."""
NUMBER_OF_FORM = re.compile(
    r"\W*(?:bi[eể]u|m[aẫ]u)(?:\s(?:m[aẫ]u|bi[eể]u))?(?:\s+s[oố]|(?=\s+[ivx]+\s?[.\-]))\s*[:.]?\s*"
    r"(?P<number>(?:[ivx]{1,4}\s?[.\-]\s?)?\d{1,3}(?:\.\d{1,2})?[a-zđ]?(?![a-z\d])(?:[/\-][A-ZĐ]{2,8}){0,3})",
    re.IGNORECASE,
)
"""What a line begins with that says the number of a form: "Biểu số II.05a/VPCP/KSTT"."""
NAME_OF_FORM = re.compile(r"(?:bi[eể]u\s)?(?P<number>II[.\-]\d{1,2}[a-z]?)", re.IGNORECASE)
"""The name of a sheet that is such a number."""
FORM_06A = re.compile(r"(?:ii\s?[.\-]?\s?)?0?6\s?a(?:[/\-].*)?")
NATIONAL_FORM = re.compile(r"[ivx]+\s?[.\-]\s?\d{1,2}[a-z]?(?:[/\-].*)?|\d{1,2}[a-z]?/(?:vpcp|bnv|btttt)(?:[/\-].*)?")
"""Numbers of forms that the ministries have set."""
NAME_OF_LONGER = re.compile(
    r"(?:luy ke|lk|cong don)\b.*|(?:bc |bao cao )?quy (?:i{1,3}|iv|[1-4])(?: nam)?(?: 20\d\d)?"
    r"|(?:ca nam|nam)(?: 20\d\d)?|(?:[2-9]|1[0-2]) ?(?:t|thang)(?: dau nam)?(?: nam)?(?: 20\d\d)?"
)
"""The name of a sheet with the figures of a quarter, a year or several months."""

WORDS_OF_EVERY_HEAD = frozenset({"so", "ho", "tthc", "thu", "tuc", "hanh", "chinh"})
"""Words of heads that tell no measure from another."""
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
