"""The files of a periodic report, each with its name and media type."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from kpi.exports.brief import brief
from kpi.exports.deck import deck
from kpi.exports.report_document import report_document
from kpi.exports.workbook import workbook
from kpi.services.periodic import PeriodicReport
from kpi.wording import periodic_words

_OFFICE = "application/vnd.openxmlformats-officedocument"


class FileKind(StrEnum):
    """What a report can be had as, by the ending of its name."""

    DOCUMENT = "docx"
    WORKBOOK = "xlsx"
    DECK = "pptx"
    BRIEF = "pdf"


MEDIA_TYPE: Mapping[FileKind, str] = {
    FileKind.DOCUMENT: f"{_OFFICE}.wordprocessingml.document",
    FileKind.WORKBOOK: f"{_OFFICE}.spreadsheetml.sheet",
    FileKind.DECK: f"{_OFFICE}.presentationml.presentation",
    FileKind.BRIEF: "application/pdf",
}

_MAKE: Mapping[FileKind, Callable[[PeriodicReport], bytes]] = {
    FileKind.WORKBOOK: workbook,
    FileKind.DECK: deck,
    FileKind.BRIEF: brief,
}


class ReportFile(NamedTuple):
    """A file to be saved."""

    name: str
    media_type: str
    content: bytes


def report_file(report: PeriodicReport, kind: FileKind, *, template: bytes | None = None) -> ReportFile:
    """One file of a report; `template` is the Word file that its document is laid out by, None for the product's own.

    Raises Refused where the template cannot be filled in.
    """
    content = report_document(report, template) if kind is FileKind.DOCUMENT else _MAKE[kind](report)
    return ReportFile(f"{periodic_words.file_stem(report.cycle, report.month)}.{kind}", MEDIA_TYPE[kind], content)
