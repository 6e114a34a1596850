"""The periodic report as a Word file: its texts filled into a template, the product's own or one of the province.

A template is a .docx with tags (`kpi.exports.report_tags`), which the product neither trusts nor changes.
"""

import re
import zlib
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from kpi.errors import Refused
from kpi.exports import documents
from kpi.exports.report_context import NAMES, Shape, context_of
from kpi.exports.report_files import DEFAULT_TEMPLATE
from kpi.exports.report_package import check_package, check_xml
from kpi.exports.report_tags import check_part, check_written, environment, fills_in
from kpi.services.periodic import PeriodicReport
from kpi.wording import screens

_UNREADABLE = (
    BadZipFile,
    PackageNotFoundError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What reading a broken package or broken XML in it raises, here and in python-docx and docxtpl."""


def report_document(report: PeriodicReport, template: bytes | None = None) -> bytes:
    """The report as the bytes of a .docx; number, day and signer are left to be written in.

    Without a template it is the product's own, in the layout of Decree 30/2020/NĐ-CP. Raises Refused("template_…") as
    `check_template` does.
    """
    content = _default() if template is None else template
    if template is not None:
        _check_package(template)
    context = context_of(report)
    made = _filled(content, context)
    if report.demo and not _is_marked(made):
        _mark(made)
    about = made.core_properties
    about.title, about.author = str(context["trich_yeu"])[:255], str(context["co_quan"])[:255]
    about.comments = about.last_modified_by = ""
    about.created = about.modified = report.made_at.replace(tzinfo=None)
    return documents.content(made)


def check_template(content: bytes) -> None:
    """Refuse what cannot be filled in, before it is kept.

    Raises Refused as `check_package`, and with "template_syntax", "template_tag", "template_not_alone",
    "template_name", "template_too_many_tags", "template_torn" or "template_without_tags".
    """
    _check_package(content)
    for lists in (0, 1, 2):
        _filled(content, {name: _repeated(shape, lists) for name, shape in NAMES.items()})


@cache
def _default() -> bytes:
    return DEFAULT_TEMPLATE.read_bytes()


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """A template of docxtpl whose parts are checked before and after they are filled in.

    `fills_in` says whether any part has asked for a text of the report.
    """

    fills_in = False

    def render_xml_part(
        self, src_xml: str, part: object, context: Mapping[str, Shape], jinja_env: SandboxedEnvironment | None = None
    ) -> str:
        check_part(re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml))
        self.fills_in = self.fills_in or fills_in(src_xml)
        written: str = super().render_xml_part(src_xml, part, context, jinja_env)
        try:
            parse_xml(written.encode())
        except SyntaxError:
            raise Refused("template_torn") from None
        check_xml(written.encode())
        return written

    def patch_xml(self, src_xml: str) -> str:
        check_written(src_xml)
        patched: str = super().patch_xml(src_xml)
        return patched

    def render_properties(self, context: Mapping[str, Shape], jinja_env: SandboxedEnvironment | None = None) -> None:
        """Nothing: the properties are set by the product."""


def _filled(content: bytes, context: Mapping[str, Shape]) -> Document:
    template = _Template(BytesIO(content))
    try:
        template.render(context, environment(), autoescape=True)
        made: Document = template.docx
        for cell in made.element.body.iter(qn("w:tc")):
            _complete(cell)
        for table in made.element.body.iter(qn("w:tbl")):
            _match_grid(table)
    except Refused:
        raise
    except _UNREADABLE:
        raise Refused("template_not_docx") from None
    if not template.fills_in:
        raise Refused("template_without_tags")
    return made


def _check_package(content: bytes) -> None:
    """Whether the bytes are those of a Word file that does nothing by itself."""
    try:
        check_package(content)
        docx.Document(BytesIO(content))
    except _UNREADABLE:
        raise Refused("template_not_docx") from None


def _repeated(shape: Shape, times: int) -> Shape:
    """A shape whose lists hold so many of what they hold."""
    match shape:
        case str():
            return shape
        case Mapping():
            return {name: _repeated(one, times) for name, one in shape.items()}
        case _:
            return [_repeated(one, times) for one in shape] * times


def _complete(cell: BaseOxmlElement) -> None:
    """Word opens no file in which a cell ends without a paragraph, as a loop over nothing leaves it."""
    if len(cell) == 0 or cell[-1].tag != qn("w:p"):
        cell.append(OxmlElement("w:p"))


def _match_grid(table: BaseOxmlElement) -> None:
    """Make the columns as wide as the cells of a full row, since a loop over columns leaves them as they were."""
    grid = table.find(qn("w:tblGrid"))
    columns = [] if grid is None else list(grid)
    for row in table.findall(qn("w:tr")):
        widths = [cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}") for cell in row.findall(qn("w:tc"))]
        if len(widths) == len(columns) and all(one is not None and one.get(qn("w:type")) == "dxa" for one in widths):
            for column, width in zip(columns, widths, strict=True):
                column.set(qn("w:w"), width.get(qn("w:w")))
            return


def _is_marked(made: Document) -> bool:
    """Whether the text or what stands above and below it says that the figures are for demonstration."""
    parts = (part for part in made.part.package.iter_parts() if str(part.partname).endswith(".xml"))
    return any(screens.DEMO_MARK.encode() in part.blob for part in parts)


def _mark(made: Document) -> None:
    """Say above the text that the figures are for demonstration, where a template leaves it out."""
    paragraph = made.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(screens.DEMO_MARK).bold = True
    made.element.body.insert(0, paragraph._p)
