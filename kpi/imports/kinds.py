"""What kind of file some bytes are, by the bytes themselves and not by the file's name; what is unsafe is refused."""

import re
import zipfile
from enum import StrEnum
from io import BytesIO

from kpi.imports.refusal import FileRefused

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 150 * 1024 * 1024
MOST_ENTRIES = 2_000
MOST_RATIO = 200
"""How many times its packed size a part of a workbook may be; sheets of one figure over and over reach 100."""
_SMALL_PART = 1024 * 1024
"""A part that is no larger unpacked is harmless whatever its ratio."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENTRY = 128
_OLE_NAMES = {
    "EncryptedPackage": "encrypted",
    "_VBA_PROJECT_CUR": "macros",
    "WordDocument": "document",
    "PowerPoint Document": "slides",
}
_ZIP_PARTS = {
    "word/": "document",
    "ppt/": "slides",
    "visio/": "document",
    "content.xml": "save_as_xlsx",
    "xl/workbook.bin": "save_as_xlsx",
}
_MAGIC = {
    b"%PDF": "pdf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
    b"{\\rtf": "document",
}
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_WEB = re.compile(rb"\s*(<!--.*?-->\s*)*<(!doctype html|html|head|meta|body|table|style|div)\b", re.I | re.S)
_XML = re.compile(rb"\s*<(\?xml|workbook)\b", re.I)
_MAIL = re.compile(rb"\s*MIME-Version:", re.I)
_LOOKED_AT = 4096


class Kind(StrEnum):
    """A kind of file that can be read."""

    XLSX = "xlsx"
    XLS = "xls"
    TEXT = "text"
    WEB = "web"


def kind_of(content: bytes) -> Kind:
    """The kind of a file; raises FileRefused for one that is empty, too large, unsafe or of another kind."""
    if not content.strip(b"\0\t\n\r "):
        raise FileRefused("empty_file")
    if len(content) > MOST_BYTES:
        raise FileRefused("too_large", limit=MOST_BYTES // 1024**2)
    for magic, code in _MAGIC.items():
        if content.startswith(magic):
            raise FileRefused(code)
    if content.startswith(b"PK"):
        return _kind_of_zip(content)
    if content.startswith(_OLE):
        return _kind_of_ole(content)
    return _kind_of_text(content)


def _kind_of_zip(content: bytes) -> Kind:
    if content.count(b"PK\x01\x02") > MOST_ENTRIES:
        raise FileRefused("zip_bomb")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as broken:
        raise FileRefused("broken") from broken
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileRefused("encrypted")
    _check_sizes(entries)
    names = {entry.filename.replace("\\", "/").lower() for entry in entries}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise FileRefused("macros")
    for part, code in _ZIP_PARTS.items():
        if any(name.startswith(part) for name in names):
            raise FileRefused(code)
    if not any(name.lstrip("/").startswith("xl/") for name in names):
        raise FileRefused("archive")
    return Kind.XLSX


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    """Sizes as the directory tells them; what lies about them is stopped where it is unpacked."""
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise FileRefused("zip_bomb")
    for entry in entries:
        if entry.file_size > max(_SMALL_PART, MOST_RATIO * entry.compress_size):
            raise FileRefused("zip_bomb")


def _kind_of_ole(content: bytes) -> Kind:
    for name, code in _OLE_NAMES.items():
        if _has_stream(content, name):
            raise FileRefused(code)
    if _has_stream(content, "Workbook") or _has_stream(content, "Book"):
        return Kind.XLS
    raise FileRefused("unknown_kind")


def _has_stream(content: bytes, name: str) -> bool:
    """Whether an entry of the file's directory has the name; entries stand at multiples of their size."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    place = content.find(wanted)
    while place >= 0 and place % _OLE_ENTRY:
        place = content.find(wanted, place + 1)
    return place >= 0


def _kind_of_text(content: bytes) -> Kind:
    if not content.startswith(_BYTE_ORDER_MARKS[1:]) and b"\0" in content:
        raise FileRefused("unknown_kind")
    for mark in _BYTE_ORDER_MARKS:
        content = content.removeprefix(mark)
    start = content[:_LOOKED_AT].replace(b"\0", b"")
    if _WEB.match(start) or (_XML.match(start) and re.search(rb"<html\b", start, re.I)):
        return Kind.WEB
    if _XML.match(start) or _MAIL.match(start):
        raise FileRefused("save_as_xlsx")
    return Kind.TEXT
