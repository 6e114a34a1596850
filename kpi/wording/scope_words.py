"""Words of Vietnamese tables that say of what part the figures are, or what they are counted in; all folded."""

import re

FEW_VALUES = 8
"""A column of more different values is asked about once."""

BEGINS = re.compile(
    r"\W*(?:(?:\d{1,2}|[ivx]{1,4}|[a-z])[.)/]\s*)?"
    r"(?:(?:ten )?(?:linh vuc|hinh thuc|phuong thuc|thon|to dan pho|khu pho|ap(?! dung)|muc do(?=\s*[\d:])"
    r"|loai(?! (?:bao cao|bieu))|nhom|doi tuong(?! ap dung)|pham vi(?! ap dung)|kenh)"
    r"|(?:ten )?(?:thu tuc(?! hanh chinh)|(?:thu tuc hanh chinh|tthc)(?=\s*:)))\b(?P<name>.*)"
)
"""A line that begins as one which names a field, a procedure, a way of sending or a place smaller than a unit."""
NAMELESS = re.compile(
    r"[\s:.…_\-]*(?:giai quyet|cong viec(?: giai quyet)?|tthc|thu tuc hanh chinh|tiep nhan|nop|thuc hien)?"
    r"[\s:.…_\-]*(?:theo .*)?"
)
"""What stands behind such a beginning where no name does."""
FIELD_WITHIN = re.compile(
    r"(?<!theo )(?<!cac )(?<!tung )(?<!moi )(?<!nhieu )(?<!so )\blinh vuc (?!giai quyet|cong viec|tiep nhan|va )\w"
)
"""A line that names a field somewhere."""
WHOLE = re.compile(
    r"\b(?:(?<!an )toan (?:huyen|xa|tinh|bo|dia ban|thi tran|phuong|thi xa|thanh pho)"
    r"|tat ca|(?:cac|moi) linh vuc)\b"
)
"""What says that nothing is left out."""
TELLING = re.compile(
    r"\b(?:truc tuyen|truc tiep(?! (?:giai quyet|thuc hien))|buu chinh"
    r"|(?:qua|tre|som|truoc|dung|trong) han|toan trinh|mot phan|phi dia gioi"
    r"|(?<!mot cua )lien thong|muc do \d|dich vu cong|khong giay|dien tu)\b"
)
"""What tells figures of the same name apart."""
LAW = re.compile(r"\b(?:luat|nghi dinh|thong tu|quyet dinh|ke hoach)\b")
"""What a line speaks of that names a field for another reason."""
INCLUDES = re.compile(r"\b(?:gom|ke|tinh|ca) ca\b")
"""What says that something else is counted too, which leaves nothing out."""
ONLY = re.compile(
    r"(?<!dia )\bchi (?:tinh|gom|bao gom|la|thong ke|lay|ke|co|rieng|nhap|bao cao|tong hop)\b|\brieng\b"
    r"|\b(?:khong|chua) (?:bao gom|gom|tinh|ke)\b|\b(?:ngoai tru|tru cac|tru ho so|tru linh vuc|loai tru)\b"
)
"""What says that something is left out."""
BESIDE_THE_POINT = re.compile(
    r"\W*(?:ghi chu\s*:?\s*)?(?:nguon|(?:so lieu|du lieu) (?:duoc )?(?:trich|xuat|lay|ket xuat)"
    r"|trich xuat|ket xuat|xuat tu|he thong|phan mem|cong (?:dich vu|thong tin)|trang (?:thong tin|dien tu)|can cu"
    r"|ban hanh kem|kem theo|kinh gui|noi nhan|ly do|nguyen nhan|giai trinh|kien nghi|de xuat|dia chi|website|email)\b"
)
"""A line that begins so tells where the figures are from, or by which law, or why they are as they are."""
OF_THE_FIGURES = re.compile(r"\b(?:so lieu|bang|bieu|bao cao|thong ke|tren|chi)\b")
"""What a line below the figures says where it is about all of them."""
NO_LIMITS = frozenset(
    [
        *("nguoi phu trach", "can bo phu trach", "nguoi lap", "can bo", "ho ten", "ho va ten", "chuc vu", "dien thoai"),
        *("co quan theo doi", "co quan chu tri", "co quan phoi hop", "don vi chu tri", "don vi phoi hop"),
        *("can bo bao cao", "tinh trang gui bao cao", "nguon so lieu", "thuyet minh", "van ban bao cao", "kien nghi"),
        *("don vi theo doi", "nguyen nhan tre han", "so van ban", "ngay bao cao", "ngay gui", "thoi gian gui"),
        *("so dien thoai", "email", "dia chi", "xep loai", "danh gia", "nhan xet", "nguoi bao cao", "can bo dau moi"),
    ]
)
"""Heads of columns that say nothing of the figures."""

MEASURED_HEADS = frozenset(
    ["dvt", "don vi tinh", "don vi do", "don vi do luong", "don vi tinh toan", "dv tinh", "dvtinh", "tinh theo"]
)
MEASURED_LABEL = re.compile(
    r"[\W_]*(?:don vi tinh|dvt|dv tinh|don vi do|don vi do luong|tinh bang)\s*(?:[:.]|\s)\s*(?P<name>.*)|"
    r"[\W_]*(?:don vi tinh|dvt|dv tinh|don vi do|don vi do luong)[\W_]*"
)
"""A line that says what figures are counted in; without a name it stands in the next cell."""
PERCENT = re.compile(r"%|\bphan tram\b|\bty le\b|\bti le\b")
SCALE = re.compile(r"\b(?:nghin|ngan|trieu|(?<!cong )ty)\b|\b10{3}\b|\b1\.000\b")
"""What the figures are certainly not counted in where the measure is not."""
COUNTED_ALIKE = frozenset({"so", "luong", "tthc", "bo", "cac"})
"""Words that leave what is counted as it is: "số hồ sơ TTHC" is "hồ sơ"."""
SHORTENED = {"thu tuc hanh chinh": "tthc", "thu tuc": "tthc", "hs": "ho so", "vb": "van ban"}

RECEIVER = re.compile(
    r"[-*+•\s(]*(?:(?:ten )?(?:don vi|co quan|dia phuong|noi|bo phan) nhan(?: bao cao| bieu| so lieu)?|kinh gui"
    r"|noi gui den|gui den|gui)\s*:\s*(?P<name>.*)"
    r"|[-*+•\s(]*(?:noi nhan|don vi nhan(?: bao cao)?|co quan nhan(?: bao cao)?)\W*"
)
"""A line that says who gets the report."""
ANY_LABEL = re.compile(r"[-*+•\s(]*[a-z][a-z /,]{0,60}:.*")
EVERYBODY = re.compile(
    r"\b(?:toan (?:huyen|thi xa|thanh pho|tinh|dia ban)|tong hop"
    r"|cac (?:xa|don vi|phong|co quan|dia phuong|to|bo phan|linh vuc thuoc))\b"
)
"""What a title says where the figures are of more than the organisation that sends them."""
OF_ALL = re.compile(r"\b(?:toan (?:huyen|thi xa|thanh pho|tinh))\b")
"""What says so whatever label stands beside it."""
OF_COMMUNES = re.compile(r"\b(?:cap xa|cac xa|xa(?:,| va|) thi tran)\b")
"""What a title says of the communes together."""
OF_ANOTHER = re.compile(
    r"\b(?:cua|tai|cho)\s+(?:ubnd\s+|uy ban nhan dan\s+)?"
    r"(?:xa|thi tran|phuong|phong|trung tam|ban quan ly|chi cuc|chi nhanh)\s+(?!hoi\b|thi tran\b|phuong\b|ban\b)\w"
)
"""What a title says where it names the organisation of the figures."""
DAY_LINE = re.compile(r".{0,40},?\s*ngay\b.{0,20}\bthang\b.{0,20}\bnam\b.{0,12}")
"""The place and day of a letter."""
