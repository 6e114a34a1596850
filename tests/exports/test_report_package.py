"""Templates that would run, open, embed or fetch something: each is refused in a sentence that says what to do."""

import re
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kpi.errors import Refused
from kpi.exports.report_document import check_template, report_document
from kpi.wording.problems import refusal_sentence
from tests.exports.periodic import february
from tests.exports.templates import saved, template_of, with_file

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
GOOD = template_of("{{ co_quan }}")
ATTACK = r"DDEAUTO c:\\windows\\system32\\cmd.exe /k"
BEGIN, SEPARATE, END = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))


def refusal(content: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        check_template(content)
    assert refusal_sentence(caught.value).endswith(".")
    return caught.value


def part(content: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(content)) as package:
        return package.read(name)


def replaced(name: str, old: str, new: str) -> bytes:
    """The good template with a piece of one part put in place of another."""
    inside = part(GOOD, name)
    assert old.encode() in inside
    return with_file(GOOD, name, inside.replace(old.encode(), new.encode(), 1))


def linked(kind: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    """The good template with one more relationship of its document."""
    one = f'<Relationship Id="rId99" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    return replaced("word/_rels/document.xml.rels", "</Relationships>", one)


def instruction(text: str) -> str:
    return f"<w:instrText>{text}</w:instrText>"


def with_runs(*runs: str) -> bytes:
    """A template whose second paragraph has these runs."""
    made = docx.Document()
    made.add_paragraph("{{ co_quan }}")
    inside = "".join(f"<w:r>{run}</w:r>" for run in runs)
    made.element.body.insert(1, parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"))
    return saved(made)


def with_element(xml: str) -> bytes:
    """A template with one more element in its text."""
    made = docx.Document()
    made.add_paragraph("{{ co_quan }}")
    made.element.body.insert(1, parse_xml(xml))
    return saved(made)


@pytest.mark.parametrize(
    "content",
    [
        with_file(GOOD, "word/vbaProject.bin", b"\xd0\xcf\x11\xe0"),
        linked("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "a.bin", ""),
        replaced(
            "[Content_Types].xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
    ],
    ids=["part", "relationship", "renamed .docm"],
)
def test_a_template_with_macros_is_refused(content: bytes) -> None:
    assert refusal(content).code == "template_macro"


@pytest.mark.parametrize(
    "content",
    [
        with_file(GOOD, "word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0"),
        with_file(GOOD, "word/activeX/activeX1.bin", b"\x01"),
        linked(f"{OFFICE}/oleObject", "a.bin", ""),
        linked(f"{OFFICE}/package", "a.xlsx", ""),
        linked(f"{OFFICE}/control", "a.xml", ""),
        linked(f"{OFFICE}/aFChunk", "a.htm", ""),
        with_element(f"<w:altChunk {nsdecls('w')}/>"),
        with_runs("<w:object/>"),
        with_runs('<w:pict><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/></w:pict>'),
    ],
    ids=["embedding", "activeX", "ole", "package", "control", "chunk", "altChunk", "object", "OLEObject"],
)
def test_a_template_with_something_embedded_is_refused(content: bytes) -> None:
    assert refusal(content).code == "template_embedded"


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "frame", "subDocument2", "hyperlinks"])
def test_a_template_that_opens_something_elsewhere_by_itself_is_refused_with_the_place(kind: str) -> None:
    refused = refusal(linked(f"{OFFICE}/{kind}", "http://xau.vn/a"))
    assert (refused.code, refused.details["target"]) == ("template_reaches_out", "http://xau.vn/a")


@pytest.mark.parametrize(
    "content",
    [
        linked("http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes", "a.xml", ""),
        with_file(GOOD, "word/webextensions/taskpanes.xml", b"<a/>"),
        replaced(
            "[Content_Types].xml",
            "</Types>",
            '<Override PartName="/a.xml" ContentType="application/vnd.ms-office.webextension+xml"/></Types>',
        ),
        linked("http://schemas.microsoft.com/office/2006/relationships/ui/extensibility", "a.xml", ""),
        linked("http://schemas.microsoft.com/office/2007/relationships/ui/extensibility", "a.xml", ""),
        with_file(GOOD, "customUI/customUI14.xml", b"<a/>"),
    ],
    ids=["task pane", "its part", "its type", "buttons", "newer buttons", "their part"],
)
def test_a_template_that_brings_panes_or_buttons_of_its_own_is_refused(content: bytes) -> None:
    assert refusal(content).code == "template_added_on"


@pytest.mark.parametrize(
    "shape",
    [
        '<v:imagedata src="http://xau.vn/a"/>',
        '<v:fill src=" file:///c:/a.png"/>',
        '<v:shape href="https://xau.vn/a"/>',
        r'<v:imagedata o:href="\\10.0.0.7\a"/>',
        '<v:imagedata o:althref="ftp://xau.vn/a"/>',
        '<w:p o:href="http://xau.vn/a"/>',
    ],
)
@pytest.mark.parametrize("name", ["word/document.xml", "word/vmlDrawing1.vml", "docProps/a.bin"])
def test_a_shape_that_shows_or_opens_something_elsewhere_is_refused(name: str, shape: str) -> None:
    drawing = f'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="{"urn:schemas-microsoft-com:office:office"}"'
    inside = f"<w:pict {nsdecls('w')} {drawing}>{shape}</w:pict>"
    assert refusal(with_file(GOOD, name, inside.encode())).code == "template_reaches_out"


def test_a_shape_of_the_file_itself_is_kept() -> None:
    shape = '<v:shape id="a" href="#muc"><v:imagedata src="anh.png" o:title="http://a.vn: ảnh"/></v:shape>'
    drawing = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    check_template(with_element(f"<w:p {nsdecls('w')} {drawing}><w:r><w:pict>{shape}</w:pict></w:r></w:p>"))


@pytest.mark.parametrize("target", ["file:///c:/a.dotm", r"\\10.0.0.7\a.dotm", "http://xau.vn/a"])
def test_a_place_elsewhere_is_known_without_its_mode(target: str) -> None:
    assert refusal(linked(f"{OFFICE}/attachedTemplate", target, "")).code == "template_reaches_out"


def test_links_in_letters_of_two_bytes_are_read_too() -> None:
    wide = part(linked(f"{OFFICE}/image", "http://xau.vn/a"), "word/_rels/document.xml.rels").decode()
    wide = re.sub(r"<\?xml[^>]*>", "", wide)
    assert (
        refusal(with_file(GOOD, "word/_rels/document.xml.rels", wide.encode("utf-16"))).code == "template_reaches_out"
    )


def test_a_link_to_click_is_kept() -> None:
    check_template(linked(f"{OFFICE}/hyperlink", "https://ninhthuan.gov.vn"))


def test_a_source_of_a_mail_merge_is_refused() -> None:
    source = '<w:mailMerge><w:connectString w:val="DSN=a"/></w:mailMerge></w:settings>'
    assert refusal(replaced("word/settings.xml", "</w:settings>", source)).code == "template_reaches_out"


@pytest.mark.parametrize("name", ["DDE", "DDEAUTO", "INCLUDETEXT", "IncludePicture", "LINK", "MACROBUTTON", "EMBED"])
def test_a_field_that_fetches_or_runs_is_refused_by_its_name(name: str) -> None:
    whole = with_runs(BEGIN, instruction(f" {name} c:/a.exe"), SEPARATE, "<w:t>1</w:t>", END)
    simple = with_runs(f'<w:fldSimple w:instr="{name} http://xau.vn/a"/>')
    for content in (whole, simple):
        refused = refusal(content)
        assert (refused.code, refused.details["field"]) == ("template_field", name.upper())


@pytest.mark.parametrize(
    "runs",
    [
        (BEGIN, instruction("DD"), instruction("EAU"), "<w:t>x</w:t>", instruction("TO c:/a.exe"), SEPARATE, END),
        (BEGIN, instruction("LI"), instruction("NK Excel.Sheet")),
        (BEGIN, instruction("IF 1=1 "), BEGIN, instruction(ATTACK), END, END),
        (BEGIN, BEGIN, instruction("QUOTE 68 68 69"), SEPARATE, END, instruction(" c:/a.exe"), END),
        (BEGIN, instruction("PAGE"), SEPARATE, BEGIN, instruction(ATTACK), END, END),
        (BEGIN, instruction("PAGE"), SEPARATE, instruction(ATTACK), END),
        (instruction(ATTACK),),
        (BEGIN, f"<w:delInstrText>{ATTACK}</w:delInstrText>", END),
        (BEGIN, END),
    ],
    ids=["torn", "open", "inside", "written by another", "in a result", "behind", "alone", "deleted", "nameless"],
)
def test_a_field_is_found_however_it_is_written(runs: tuple[str, ...]) -> None:
    assert refusal(with_runs(*runs)).code == "template_field"


def test_a_field_torn_over_paragraphs_of_the_footer_is_found() -> None:
    made = docx.Document()
    made.add_paragraph("{{ co_quan }}")
    footer = made.sections[0].footer
    for run in (BEGIN + instruction("INCLUDE"), instruction("TEXT http://xau.vn/a") + END):
        footer._element.append(parse_xml(f"<w:p {nsdecls('w')}><w:r>{run}</w:r></w:p>"))
    assert refusal(saved(made)).details["field"] == "INCLUDETEXT"


def test_a_field_that_a_tag_would_lay_bare_is_refused() -> None:
    """Where the condition fails, what it keeps is gone and the rest of the instruction is left."""
    content = with_runs(
        BEGIN, "<w:t>{% if minh_hoa %}</w:t>", instruction("PAGE "), "<w:t>{% endif %}</w:t>", instruction(ATTACK), END
    )
    assert refusal(content).code == "template_field"
    with pytest.raises(Refused, match="template_field"):
        report_document(february(), content)


@pytest.mark.parametrize(
    "text", ["PAGE", r" page \\* MERGEFORMAT ", "NUMPAGES", "=1+1", "= SUM(ABOVE)", "TOC \\o", "HYPERLINK http://a.vn"]
)
def test_fields_of_pages_and_days_are_kept(text: str) -> None:
    check_template(with_runs(BEGIN, instruction(text), SEPARATE, "<w:t>1</w:t>", END))


@pytest.mark.parametrize("name", ["word/document.xml", "word/settings.xml", "customXml/item9.xml", "word/anh.svg"])
def test_a_part_with_a_document_type_is_refused_before_it_is_read(name: str) -> None:
    declared = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    assert refusal(with_file(GOOD, name, declared.encode())).code == "template_dtd"


def test_a_part_that_is_no_xml_is_refused() -> None:
    assert refusal(with_file(GOOD, "word/settings.xml", b"<w:settings>")).code == "template_not_docx"
