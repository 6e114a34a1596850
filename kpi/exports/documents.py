"""Official documents on A4 as Word files, in the layout of Decree 30/2020/NĐ-CP, annex I.

Lengths are in millimetres, sizes of letters in points. Every text is only text: nothing in it is read as a formula or
a field, and letters that XML refuses are left out.
"""

import datetime as dt
import re
from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
SIZE = 14
PAGE = (210, 297)
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
WIDTH = PAGE[0] - LEFT - RIGHT
HEIGHT = PAGE[1] - TOP - BOTTOM
LANDSCAPE_SIDE = 20
LANDSCAPE_WIDTH = PAGE[1] - 2 * LANDSCAPE_SIDE
CELL_SIDES = 3.8
"""What a cell keeps free to the left and to the right of its text."""

_INDENT = 12.7
_HEADER_FROM_EDGE = 8
_ORGAN_WIDTH = 62
_MOTTO_RULE = 60
_SUBJECT_RULE = 50
_ORGAN_RULE_BY_LETTER = 1.1
"""The rule below the organ's name is two fifths as long as the name, whose capitals are 2.9 wide on average."""
_SIGNATURE_LINES = 4
_LANGUAGE = "vi-VN"
_LONGEST_PROPERTY = 255
FORMULA_SIGNS = ("=", "+", "-", "@")
"""What a formula begins with in a table."""
_REFUSED_BY_XML = re.compile(r"[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Column(NamedTuple):
    """A column of a table: its head, its width, and whether its cells are centred."""

    head: str
    width: float
    centred: bool = False


def plain(text: str) -> str:
    """A text as a document can hold it; a tab becomes a space.

    >>> plain("=1+1\\x00\\tXã Ma Nới")
    '=1+1 Xã Ma Nới'
    """
    return _REFUSED_BY_XML.sub("", text.replace("\t", " "))


def official_document(title: str, *, author: str, at: dt.datetime, mark: str) -> Document:
    """An empty document; pages from the second on are numbered, and `mark` ("" for none) stands above every page.

    `at` (UTC) is when it is said to be written.
    """
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = Mm(_HEADER_FROM_EDGE)
    section.different_first_page_header_footer = True
    _set_letters(made)
    numbered = section.header.paragraphs[0]
    numbered.alignment = WD_ALIGN_PARAGRAPH.CENTER
    numbered._p.append(_element("w:fldSimple", instr="PAGE"))
    if mark:
        _centred(section.header.add_paragraph(), mark, size=12)
        _centred(section.first_page_header.paragraphs[0], mark, size=12)
    about = made.core_properties
    about.title, about.author = plain(title)[:_LONGEST_PROPERTY], plain(author)[:_LONGEST_PROPERTY]
    about.language = _LANGUAGE
    about.comments = about.last_modified_by = ""
    about.created = about.modified = at.astimezone(dt.UTC).replace(tzinfo=None)
    return made


def letterhead(
    document: Document, *, organ: Sequence[str], country: str, motto: str, number: str = "", dateline: str = ""
) -> None:
    """The organ's name to the left, country and motto to the right, each with its rule; below, number and dateline."""
    country_width = WIDTH - _ORGAN_WIDTH
    head = _bare_table(document, rows=2 if number or dateline else 1, widths=(_ORGAN_WIDTH, country_width))
    left, right = head.rows[0].cells
    for paragraph, line in zip(_paragraphs(left, len(organ)), organ, strict=True):
        _centred(paragraph, line, size=13)
    _rule(left.add_paragraph(), _ORGAN_RULE_BY_LETTER * len(organ[-1]), within=_ORGAN_WIDTH - CELL_SIDES)
    first, second = _paragraphs(right, 2)
    _centred(first, country, size=13)
    _centred(second, motto, size=14)
    _rule(right.add_paragraph(), _MOTTO_RULE, within=country_width - CELL_SIDES)
    if number or dateline:
        left, right = head.rows[1].cells
        _centred(left.paragraphs[0], number, size=13, bold=False)
        _centred(right.paragraphs[0], dateline, size=14, bold=False, italic=True)


def title(document: Document, kind: str, subject: str) -> None:
    """The kind of the document and what it is about, with the rule below."""
    above = _centred(document.add_paragraph(), kind, size=SIZE)
    above.paragraph_format.space_before = Pt(14)
    _centred(document.add_paragraph(), subject, size=SIZE)
    rule = _rule(document.add_paragraph(), _SUBJECT_RULE, within=WIDTH)
    rule.paragraph_format.space_after = Pt(10)


def heading(document: Document, text: str) -> None:
    """The heading of a section, which stays with what follows it and which a reader can jump to."""
    written = body(document, text, bold=True)
    written.paragraph_format.space_before = Pt(6)
    written.paragraph_format.keep_with_next = True
    written._p.get_or_add_pPr().append(_element("w:outlineLvl", val="0"))


def body(document: Document, text: str, *, bold: bool = False, italic: bool = False, size: int = SIZE) -> Paragraph:
    """A paragraph of the text: justified, its first line indented."""
    written = document.add_paragraph()
    written.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    written.paragraph_format.first_line_indent = Mm(_INDENT)
    _write(written, text, size=size, bold=bold, italic=italic)
    return written


def table(
    document: Document, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, size: int, heads: int = 1
) -> None:
    """A table whose head is repeated on every page with the first rows that belong to it, and whose rows stay whole."""
    made = document.add_table(rows=0, cols=len(columns), style="Table Grid")
    made.autofit = False
    head = _row(made, [column.width for column in columns])
    for column, cell in zip(columns, head.cells, strict=True):
        _centred(cell.paragraphs[0], column.head, size=size)
    for texts in rows:
        cells = _row(made, [column.width for column in columns]).cells
        for column, cell, text in zip(columns, cells, texts, strict=True):
            _write(cell.paragraphs[0], text, size=size)
            _sized(cell.paragraphs[0], size)
            if column.centred:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for row in made.rows[:heads]:
        row._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    _thin(document.add_paragraph()).paragraph_format.space_after = Pt(6)


def signed(document: Document, *, closing: str, label: str, recipients: Sequence[str], signers: Sequence[str]) -> None:
    """The last sentence and, on the same page, who receives the document and who signs it, with room to sign."""
    body(document, closing).paragraph_format.keep_with_next = True
    block = _bare_table(document, rows=1, widths=(WIDTH / 2, WIDTH / 2))
    left, right = block.rows[0].cells
    _write(left.paragraphs[0], label, size=12, bold=True, italic=True)
    for line in recipients:
        _write(left.add_paragraph(), line, size=11)
    for paragraph, line in zip(_paragraphs(right, len(signers)), signers, strict=True):
        _centred(paragraph, line, size=SIZE)
    for _ in range(_SIGNATURE_LINES):
        right.add_paragraph()
    for paragraph in (*left.paragraphs, *right.paragraphs):
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.keep_with_next = True
    _thin(document.add_paragraph())


def appendix(document: Document, *, name: str, subject: str, attached: str) -> None:
    """Landscape pages with numbers of their own, begun by their name, what they are about and what they belong to."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_height, section.page_width = Mm(PAGE[0]), Mm(PAGE[1])
    section.left_margin = section.right_margin = Mm(LANDSCAPE_SIDE)
    section._sectPr.append(_element("w:pgNumType", start="1"))
    _centred(document.add_paragraph(), name, size=SIZE)
    _centred(document.add_paragraph(), subject, size=SIZE)
    below = _centred(document.add_paragraph(), attached, size=13, bold=False, italic=True)
    below.paragraph_format.space_after = Pt(8)


def annex(document: Document, *, name: str, subject: str, attached: str) -> None:
    """The head of an appendix on the next page of the same document: its name, its subject, what it belongs to."""
    above = _centred(document.add_paragraph(), name, size=SIZE)
    above.paragraph_format.page_break_before = True
    _centred(document.add_paragraph(), subject, size=SIZE)
    below = _centred(document.add_paragraph(), attached, size=13, bold=False, italic=True)
    below.paragraph_format.space_after = Pt(8)


def content(document: Document) -> bytes:
    """The bytes of the file."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _set_letters(document: Document) -> None:
    """One font for every script, in the language of the text, so that a reader's speller knows it."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(SIZE)
    letters = normal.element.get_or_add_rPr()
    for script in ("eastAsia", "cs"):
        letters.rFonts.set(qn(f"w:{script}"), FONT)
    letters.append(_element("w:lang", val=_LANGUAGE))
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    made = OxmlElement(name)
    for attribute, written in attributes.items():
        made.set(qn(f"w:{attribute}"), written)
    return made


def _write(paragraph: Paragraph, text: str, *, size: int, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(plain(text))
    run.font.size, run.bold, run.italic = Pt(size), bold, italic


def _centred(paragraph: Paragraph, text: str, *, size: int, bold: bool = True, italic: bool = False) -> Paragraph:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    _write(paragraph, text, size=size, bold=bold, italic=italic)
    return paragraph


def _rule(paragraph: Paragraph, length: float, *, within: float) -> Paragraph:
    """A line of a length in the middle of what is so wide: the upper border of a paragraph without text."""
    border = _element("w:pBdr")
    border.append(_element("w:top", val="single", sz="6", space="1", color="auto"))
    paragraph._p.get_or_add_pPr().append(border)
    aside = Mm(max(0.0, (within - length) / 2))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = aside
    paragraph.paragraph_format.space_before = Pt(3)
    return _thin(paragraph)


def _sized(paragraph: Paragraph, size: int) -> None:
    """Keep a line as high as its letters where it has none."""
    mark = _element("w:rPr")
    mark.append(_element("w:sz", val=str(2 * size)))
    paragraph._p.get_or_add_pPr().append(mark)


def _thin(paragraph: Paragraph) -> Paragraph:
    """A paragraph that takes hardly any height."""
    shape = paragraph.paragraph_format
    shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(2)
    return paragraph


def _bare_table(document: Document, *, rows: int, widths: Sequence[float]) -> Table:
    """A table without lines, to set texts side by side."""
    made: Table = document.add_table(rows=0, cols=len(widths))
    made.autofit = False
    for _ in range(rows):
        _row(made, widths)
    return made


def _row(added_to: Table, widths: Sequence[float]) -> _Row:
    """One more row, which is never broken over two pages."""
    row: _Row = added_to.add_row()  # type: ignore[no-untyped-call]  # docx has no types here
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    for cell, column, width in zip(row.cells, added_to.columns, widths, strict=True):
        cell.width = column.width = Mm(width)
        cell.paragraphs[0].paragraph_format.space_after = Pt(0)
    return row


def _paragraphs(cell: _Cell, count: int) -> list[Paragraph]:
    """The first paragraphs of a new cell, which has one from the beginning."""
    return [*cell.paragraphs, *(cell.add_paragraph() for _ in range(count - 1))]
