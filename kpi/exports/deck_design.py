"""The design of a deck: an empty 16:9 file with one font, the colours of the product's marks, and three layouts.

Lengths are in inches, sizes of letters in points.
"""

from typing import NamedTuple

import pptx
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement, OxmlElement
from pptx.presentation import Presentation
from pptx.shapes.autoshape import Shape
from pptx.util import Emu, Inches

from kpi.targets import Status
from kpi.wording import deck_words as words

LANGUAGE = "vi-VN"
TITLE_SIZE, SUBTITLE_SIZE, SMALLEST = 28, 16, 14
INK, SOFT, NAVY, PAPER = "0F172A", "334155", "1E3A8A", "FFFFFF"
FILLS = {Status.MISSED: ("FEE2E2", "991B1B"), Status.NEAR: ("FFE4C4", "7C2D12"), Status.MET: ("DBEAFE", "1E3A8A")}
OTHER_FILL = ("E2E8F0", "1E293B")
"""Behind a status and for its letters: what the screens show."""
SIDES = 0.1
"""What a box keeps free to the left and to the right of its text."""

_FONT = "Arial"
_WIDTH, _HEIGHT = 12_192_000, 6_858_000
"""13 1/3 by 7 1/2 inches, in English Metric Units."""
_ACCENTS = ("1D4ED8", "991B1B", "C2410C", "64748B", "0F766E", "7C2D12")
_USED = (0, 1, 5)
"""Of the layouts of the built-in design: the first page, a title with text, a title alone."""


class Box(NamedTuple):
    """Where something stands on a slide."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Inches, Inches, Inches, Inches]:
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)

    @property
    def text_width(self) -> float:
        """How wide a line of text in it may be, in points."""
        return (self.width - 2 * SIDES) * 72


TITLE = Box(0.5, 0.25, 12.33, 0.98)
BELOW = Box(0.5, 1.23, 12.33, 0.36)
BODY = Box(0.5, 1.7, 12.33, 4.75)
MARKS = Box(0.5, 6.48, 12.33, 0.52)
_FOOTER = Box(0.5, 7.05, 7.6, 0.34)
DEMO = Box(8.3, 7.04, 3.2, 0.36)
_NUMBER = Box(11.83, 7.05, 1.0, 0.34)
FIRST_TITLE = Box(0.9, 2.0, 11.5, 1.9)
FIRST_BELOW = Box(0.9, 4.05, 11.5, 2.4)
_PLACES = {
    "title": TITLE,
    "ctrTitle": FIRST_TITLE,
    "subTitle": FIRST_BELOW,
    "body": BODY,
    "ftr": _FOOTER,
    "sldNum": _NUMBER,
}
"""Where the placeholders of every kind stand; others are taken out of the design."""


def designed() -> Presentation:
    """A file without slides."""
    file = pptx.Presentation()
    file.slide_width, file.slide_height = Emu(_WIDTH), Emu(_HEIGHT)
    file.element.find(qn("p:sldSz")).attrib.pop("type", None)
    _keep_layouts(file)
    _set_theme(file)
    _set_master(file)
    _leave_off_strangers(file)
    return file


def colour_of(text: str) -> RGBColor:
    """A colour by its six digits: "1E3A8A"."""
    return RGBColor(*bytes.fromhex(text))  # type: ignore[no-untyped-call]  # pptx has no types


def element(name: str, **attributes: str) -> BaseOxmlElement:
    """An element of a file with its attributes."""
    made = OxmlElement(name)
    for attribute, written in attributes.items():
        made.set(attribute, written)
    return made


def _keep_layouts(file: Presentation) -> None:
    """The three layouts that are used, named for who adds slides to the deck."""
    kept = [file.slide_layouts[place] for place in _USED]
    for layout in list(file.slide_layouts):
        if layout not in kept:
            file.slide_layouts.remove(layout)
    for layout, name in zip(kept, words.LAYOUTS, strict=True):
        layout.element.cSld.set("name", name)


def _set_theme(file: Presentation) -> None:
    """One font for every script, and the colours of the product's marks for charts that a reader adds."""
    theme = file.slide_master.part.part_related_by(RT.THEME)
    tree = parse_xml(theme.blob)
    for font in tree.iter(qn("a:latin"), qn("a:font")):
        if font.get("script") in {None, "Viet"}:
            font.set("typeface", _FONT)
    for place, colour in enumerate(_ACCENTS, 1):
        (accent,) = tree.iter(qn(f"a:accent{place}"))
        accent[0].set("val", colour)
    theme.blob = serialize_part_xml(tree)


def _set_master(file: Presentation) -> None:
    master = file.slide_master
    (style,) = master.element.xpath("./p:txStyles/p:titleStyle/a:lvl1pPr")
    style.set("algn", "l")
    style.find(qn("a:defRPr")).set("sz", str(TITLE_SIZE * 100))
    style.find(qn("a:defRPr")).set("b", "1")
    for place, level in enumerate(master.element.xpath("./p:txStyles/p:bodyStyle/*/a:defRPr")):
        level.set("sz", str(2000 if place == 0 else 1600))
    for page in (master, *file.slide_layouts):
        for shape in list(page.placeholders):
            _set_placeholder(shape)


def _set_placeholder(shape: Shape) -> None:
    """Where a placeholder of the master or of a layout stands, and what it says before it is filled in."""
    kind, *_ = shape.element.xpath(".//p:ph/@type") or ["body"]
    if kind not in _PLACES:
        shape.element.getparent().remove(shape.element)
        return
    shape.left, shape.top, shape.width, shape.height = _PLACES[kind].emu
    for letters in shape.element.xpath(".//a:rPr | .//a:endParaRPr | .//a:defRPr"):
        letters.set("lang", LANGUAGE)
    if kind in {"title", "ctrTitle"}:
        shape.text_frame.text = words.PROMPT_TITLE
        shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    elif kind in {"subTitle", "body"}:
        shape.text_frame.text = words.PROMPT_TEXT
        for layout in shape.element.xpath(".//a:lstStyle/*[@algn]"):
            layout.set("algn", "l")
    elif kind == "ftr":
        for layout in shape.element.xpath(".//a:lstStyle/*"):
            layout.set("algn", "l")


def _leave_off_strangers(file: Presentation) -> None:
    """Without the picture, the printer and the program of who made the built-in design."""
    for owner, kinds in (
        (file.part.package, (RT.THUMBNAIL, RT.EXTENDED_PROPERTIES)),
        (file.part, (RT.PRINTER_SETTINGS,)),
    ):
        for name, relation in list(owner._rels.items()):
            if relation.reltype in kinds:
                owner._rels.pop(name)
