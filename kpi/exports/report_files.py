"""The files of a periodic report, each with its name and media type.

The libraries that write them are imported when the first file is asked for: no page waits for them.
"""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from kpi.services.periodic import PeriodicReport
from kpi.wording import periodic_words

DEFAULT_TEMPLATE = Path(__file__).with_name("templates") / "bao-cao.docx"
"""The product's own template of the Word file."""
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


class ReportFile(NamedTuple):
    """A file to be saved."""

    name: str
    media_type: str
    content: bytes


def report_file(report: PeriodicReport, kind: FileKind, *, template: bytes | None = None) -> ReportFile:
    """One file of a report; `template` is the Word file that its document is laid out by, None for the product's own.

    Raises Refused where the template cannot be filled in.
    """
    name = f"{periodic_words.file_stem(report.cycle, report.month)}.{kind}"
    return ReportFile(name, MEDIA_TYPE[kind], _content(report, kind, template))


def _content(report: PeriodicReport, kind: FileKind, template: bytes | None) -> bytes:
    match kind:
        case FileKind.DOCUMENT:
            from kpi.exports.report_document import report_document

            return report_document(report, template)
        case FileKind.WORKBOOK:
            from kpi.exports.workbook import workbook

            return workbook(report)
        case FileKind.DECK:
            from kpi.exports.deck import deck

            return deck(report)
        case FileKind.BRIEF:
            from kpi.exports.brief import brief

            return brief(report)
