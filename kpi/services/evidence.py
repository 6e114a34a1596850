"""Files that prove the product of a task (minh chứng): which are taken, and how they are kept."""

import io
import unicodedata
import zipfile
from collections.abc import Callable, Mapping

from kpi.errors import Refused
from kpi.tasks import EvidenceFile

MEGABYTES = 10
LARGEST = MEGABYTES * 1024 * 1024
"""Bytes of an evidence: a scanned decision of some pages."""

_LONGEST_NAME = 120


def _begins_with(magic: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(magic)


def _has_folder(folder: str) -> Callable[[bytes], bool]:
    """Whether the content is an Office document; only the list of its parts is read, nothing is unpacked."""

    def is_document(content: bytes) -> bool:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                names = parts.namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            return False
        return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)

    return is_document


_IS_KIND: Mapping[str, Callable[[bytes], bool]] = {
    "pdf": _begins_with(b"%PDF-"),
    "docx": _has_folder("word/"),
    "xlsx": _has_folder("xl/"),
    "png": _begins_with(b"\x89PNG\r\n\x1a\n"),
    "jpg": _begins_with(b"\xff\xd8\xff"),
    "jpeg": _begins_with(b"\xff\xd8\xff"),
}
KINDS = tuple(_IS_KIND)
"""The endings of the names of files that are taken."""


def evidence_file(name: str, content: bytes) -> EvidenceFile:
    """A file as it is kept: by the hash of its bytes, under its own name without folders and control characters.

    Raises Refused("evidence_too_large") above LARGEST, and Refused("evidence_kind") unless its name ends as one of
    KINDS and its bytes are of that kind.
    """
    if len(content) > LARGEST:
        raise Refused("evidence_too_large", megabytes=MEGABYTES)
    kept = plain_name(name)
    stem, _, ending = kept.rpartition(".")
    if not stem or ending.lower() not in _IS_KIND or not _IS_KIND[ending.lower()](content):
        raise Refused("evidence_kind", name=kept)
    return EvidenceFile.of(_shortened(stem, ending), content)


def plain_name(name: str) -> str:
    """The name of an uploaded file without folders and control characters."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if unicodedata.category(letter) not in {"Cc", "Cf", "Cs"}).strip()


def _shortened(stem: str, ending: str) -> str:
    return f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}"
