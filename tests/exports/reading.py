"""What stands in a Word file, read back for tests."""

from io import BytesIO

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table


def opened(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


def texts(document: Document) -> list[str]:
    """The paragraphs that say something, those of tables left out; spaces that keep numbers together made plain."""
    return [text for one in document.paragraphs if (text := one.text.replace("\xa0", " "))]


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def repeated_rows(table: Table) -> list[int]:
    """The rows that every page of the table begins with."""
    return [place for place, row in enumerate(table.rows) if row._tr.find(f".//{qn('w:tblHeader')}") is not None]


def headers(document: Document) -> list[list[str]]:
    """What stands above the first page, and above every other."""
    (section,) = document.sections
    return [
        [one.text for one in header.paragraphs if one.text] for header in (section.first_page_header, section.header)
    ]
