"""What a Word file that comes from outside may hold besides text: nothing that runs, opens or fetches anything.

Its parts are read as a stream, without a tree and without a document type: what is not on the lists below is refused
before python-docx sees the file.
"""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.parsers import expat

from kpi.errors import Refused
from kpi.services.report_template import LARGEST, MEGABYTES

_LARGEST_UNPACKED = 20 * 1024 * 1024
_MOST_FILES = 300
_LONGEST_NAMED = 60

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_HYPERLINK = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/hyperlink",
)
_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_CONTENT_TYPE = "http://schemas.openxmlformats.org/package/2006/content-types"
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]+:|[/\\]{2}", re.IGNORECASE)
_MACRO = re.compile(r"vba(?:project|data)|macroenabled", re.IGNORECASE)
_ADDED_ON = re.compile(r"webextension|customui/|/ui/(?:extensibility|usercustomization)$", re.IGNORECASE)
_EMBEDDED = re.compile(r"embeddings/|activex|oleobject|/(?:package|control|afchunk|subdocument)$", re.IGNORECASE)
_EMBEDDING = frozenset({"altChunk", "object", "control", "subDoc"})
_OFFICE, _DRAWING = "urn:schemas-microsoft-com:office:office ", "urn:schemas-microsoft-com:vml "
_OLE = f"{_OFFICE}OLEObject"
_PICTURED = frozenset({"src", "href", "althref"})
"""What names a picture, or what a shape opens, in a drawing of the older kind (VML)."""

_HARMLESS = re.compile(
    "=.*|ADVANCE|AUTHOR|COMMENTS|CREATEDATE|DATE|DOCPROPERTY|EDITTIME|EQ|FILENAME|FORMCHECKBOX|FORMDROPDOWN|FORMTEXT"
    "|HYPERLINK|IF|INDEX|KEYWORDS|LASTSAVEDBY|LISTNUM|NOTEREF|NUMCHARS|NUMPAGES|NUMWORDS|PAGE|PAGEREF|PRINTDATE|QUOTE"
    "|REF|REVNUM|SAVEDATE|SECTION|SECTIONPAGES|SEQ|STYLEREF|SUBJECT|SYMBOL|TC|TIME|TITLE|TOC|XE"
)
"""Fields that work with the document and the clock alone, as formulas do; a link of HYPERLINK waits for a click."""
_NAMELESS = "{ }"


def check_package(content: bytes) -> None:
    """Refuse bytes that are no package of a reasonable size, or one that runs, opens, embeds or fetches something.

    Raises zipfile.BadZipFile and what else zipfile raises for a broken package, and Refused with "template_large",
    "template_not_docx", "template_dtd", "template_macro", "template_added_on", "template_embedded",
    "template_reaches_out" or "template_field".
    """
    if len(content) > LARGEST:
        raise Refused("template_large", megabytes=MEGABYTES)
    with zipfile.ZipFile(BytesIO(content)) as package:
        entries = package.infolist()
        if len(entries) > _MOST_FILES or sum(one.file_size for one in entries) > _LARGEST_UNPACKED:
            raise Refused("template_large", megabytes=MEGABYTES)
        for entry in entries:
            _check_name(entry.filename, entry.filename)
            part = package.read(entry)
            if _is_xml(entry.filename, part):
                check_xml(part)


def check_xml(part: bytes) -> None:
    """Refuse a part that declares entities, embeds or reaches out, or holds a field that is not known as harmless.

    A field counts as Word reads it: its instruction may be torn over many runs and paragraphs.
    """
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_dtd
    parser.StartElementHandler = reading.begin
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    try:
        parser.Parse(part, True)
    except expat.ExpatError:
        raise Refused("template_not_docx") from None
    reading.close()


class _Reading:
    """A part as far as it was read: `_open` are the instructions of the fields that enclose the place, outermost first.

    An instruction is None once the result of its field has begun.
    """

    def __init__(self) -> None:
        self._open: list[str | None] = []
        self._instructing = False

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        _check_drawing(name, attributes)
        if name == _RELATIONSHIP:
            _check_relationship(attributes)
        elif name.startswith(_CONTENT_TYPE):
            _check_name(attributes.get("ContentType", ""), attributes.get("PartName", attributes.get("Extension", "")))
        elif name == _OLE:
            raise Refused("template_embedded", name="OLE")
        elif (word := _of_word(name)) is not None:
            self._begin_word(word, {_of_word(key): value for key, value in attributes.items()})

    def _begin_word(self, name: str, attributes: Mapping[str | None, str]) -> None:
        if name in _EMBEDDING:
            raise Refused("template_embedded", name=name)
        if name == "mailMerge":
            raise Refused("template_reaches_out", target=name)
        if name == "fldSimple":
            _check_field(attributes.get("instr", ""))
        if name == "fldChar":
            self._turn(attributes.get("fldCharType", ""))
        self._instructing = name in {"instrText", "delInstrText"}

    def _turn(self, kind: str) -> None:
        if kind == "begin":
            self._open.append("")
        elif self._open and kind in {"separate", "end"}:
            _check_field(self._open[-1])
            self._open[-1] = None
            if kind == "end":
                self._open.pop()

    def text(self, text: str) -> None:
        """Letters of an instruction; outside of one they are held against the list by themselves."""
        if not self._instructing:
            return
        if self._open and (begun := self._open[-1]) is not None:
            self._open[-1] = begun + text
        elif text.strip():
            _check_field(text)

    def end(self, _name: str) -> None:
        self._instructing = False

    def close(self) -> None:
        for instruction in self._open:
            _check_field(instruction)


def _check_relationship(attributes: Mapping[str, str]) -> None:
    kind, target = attributes.get("Type", ""), attributes.get("Target", "")
    _check_name(kind, target)
    _check_name(target, target)
    outside = attributes.get("TargetMode", "").strip().lower() == "external" or _ELSEWHERE.match(target.strip())
    if outside and kind not in _HYPERLINK:
        raise Refused("template_reaches_out", target=target[:_LONGEST_NAMED])


def _check_drawing(name: str, attributes: Mapping[str, str]) -> None:
    """Refuse a shape whose attribute, that of its own or of Office, names a place elsewhere."""
    for key, target in attributes.items():
        space, _, local = key.rpartition(" ")
        own = not space and name.startswith((_DRAWING, _OFFICE))
        is_pictured = local.lower() in _PICTURED and (own or f"{space} " in {_DRAWING, _OFFICE})
        if is_pictured and _ELSEWHERE.match(target.strip()):
            raise Refused("template_reaches_out", target=target.strip()[:_LONGEST_NAMED])


def _check_name(name: str, shown: str) -> None:
    """Refuse the name of a part, of its type or of a relationship that stands for a program or another file inside."""
    if _MACRO.search(name):
        raise Refused("template_macro")
    if _ADDED_ON.search(name):
        raise Refused("template_added_on")
    if _EMBEDDED.search(name):
        raise Refused("template_embedded", name=shown.rpartition("/")[2][:_LONGEST_NAMED])


def _check_field(instruction: str | None) -> None:
    """Refuse a field by its first word; one whose first word another field would write has none here."""
    if instruction is None:
        return
    first = next(iter(instruction.upper().split()), _NAMELESS)
    if not _HARMLESS.fullmatch(first):
        raise Refused("template_field", field=first[:_LONGEST_NAMED])


def _refuse_dtd(*_declared: object) -> None:
    raise Refused("template_dtd")


def _is_xml(name: str, part: bytes) -> bool:
    """Whether a reader may take a part for XML, whatever its name and in whichever width its letters are written."""
    begins = part[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return name.lower().endswith((".xml", ".rels", ".vml")) or begins.startswith(b"<")


def _of_word(name: str) -> str | None:
    """The local name of an element or attribute of WordprocessingML; None for any other."""
    space, _, local = name.rpartition(" ")
    return local if space in _WORD else None
