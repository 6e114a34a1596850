"""The slides of a deck: titles, texts, footers, numbers, and what a speaker reads beside them.

Lengths are in inches, sizes of letters in points. Every text is only text, in Vietnamese for a reader's speller, and
letters that XML refuses are left out.
"""

import copy
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.shapes.autoshape import CT_Shape
from pptx.presentation import Presentation
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Inches, Pt

from kpi.exports.deck_design import (
    BELOW,
    BODY,
    DEMO,
    FIRST_BELOW,
    FIRST_TITLE,
    INK,
    LANGUAGE,
    MARKS,
    NAVY,
    SIDES,
    SMALLEST,
    SOFT,
    SUBTITLE_SIZE,
    TITLE,
    TITLE_SIZE,
    Box,
    colour_of,
    designed,
    element,
)
from kpi.exports.deck_text import BOLD, cut_to, fitted
from kpi.exports.documents import plain
from kpi.wording import deck_words as words

_DEMO_FILL, _DEMO_INK = "FFF1CC", "5B3D00"
_INDENT = 36
_TITLE_LINES = 2
_LONGEST_PROPERTY = 255


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck that slides are added to; `footer` stands below each, and `mark` ("" for none) beside it."""

    file: Presentation
    footer: str
    mark: str


def new_deck(*, title: str, author: str, at: dt.datetime, footer: str, mark: str) -> Deck:
    """A deck without slides; `at` (UTC) is when it is said to be made."""
    file = designed()
    about = file.core_properties
    about.title, about.author = plain(title)[:_LONGEST_PROPERTY], plain(author)[:_LONGEST_PROPERTY]
    about.language = LANGUAGE
    about.comments = about.last_modified_by = ""
    about.created = about.modified = at.astimezone(dt.UTC).replace(tzinfo=None)
    return Deck(file, footer, mark)


def first_slide(deck: Deck, title: str, below: Sequence[str]) -> Slide:
    """The slide that says what the deck is."""
    slide = _added(deck, 0)
    found = fitted([title], width=FIRST_TITLE.text_width, height=FIRST_TITLE.height * 72, largest=40, smallest=28)
    _write_title(slide, *found.texts, size=found.size)
    told = fitted(below, width=FIRST_BELOW.text_width, height=FIRST_BELOW.height * 72, largest=20, smallest=SMALLEST)
    write(slide.placeholders[1].text_frame, told.texts, size=told.size, colour=SOFT)
    return slide


def text_slide(deck: Deck, title: str, texts: Sequence[str], *, first: int, below: str) -> Slide:
    """A slide of paragraphs numbered from `first` on, as large as they fit."""
    slide = _added(deck, 1)
    write_title(slide, title)
    add_text(slide, words.SHAPE_BELOW, BELOW, [below], largest=SUBTITLE_SIZE, colour=SOFT)
    found = fitted(
        texts, width=BODY.text_width - _INDENT, height=BODY.height * 72 - 8, largest=22, smallest=SMALLEST, between=8
    )
    frame = slide.placeholders[1].text_frame
    write(frame, found.texts, size=found.size, between=8)
    for paragraph in frame.paragraphs:
        layout = paragraph._p.get_or_add_pPr()
        layout.set("marL", str(Pt(_INDENT)))
        layout.set("indent", str(-Pt(_INDENT)))
        layout.append(element("a:buFont", typeface="+mj-lt"))
        layout.append(element("a:buAutoNum", type="arabicPeriod", startAt=str(first)))
    return slide


def plain_slide(deck: Deck, title: str, *, otherwise: str = "", below: str = "") -> Slide:
    """A slide that has only its title so far; a title that is too long gives way to `otherwise`."""
    slide = _added(deck, 2)
    fits = _on_lines(title) == title
    write_title(slide, title if fits or not otherwise else otherwise)
    if below:
        add_text(slide, words.SHAPE_BELOW, BELOW, [below], largest=SUBTITLE_SIZE, colour=SOFT)
    return slide


def write_title(slide: Slide, title: str) -> None:
    """The title of a slide, shortened where there is no room for it."""
    _write_title(slide, _on_lines(title), size=TITLE_SIZE)


def _on_lines(title: str) -> str:
    return cut_to(title, size=TITLE_SIZE * BOLD, width=TITLE.text_width, lines=_TITLE_LINES)


def title_of(slide: Slide) -> str:
    """The title that a slide has been given."""
    shape = slide.shapes.title
    assert shape is not None, "every layout has a title"
    return str(shape.text_frame.text)


def add_text(
    slide: Slide,
    name: str,
    box: Box,
    texts: Sequence[str],
    *,
    largest: int,
    smallest: int | None = None,
    colour: str = INK,
    fill: str = "",
    bold: bool = False,
    between: int = 4,
    align: PP_ALIGN = PP_ALIGN.LEFT,
    anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
) -> Shape:
    """A box of paragraphs at the largest size at which they fit, shortened where none does; a `fill` is rounded."""
    shape = (
        slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *box.emu) if fill else slide.shapes.add_textbox(*box.emu)
    )
    shape.name = name
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour_of(fill)
        shape.line.fill.background()
        shape.element.remove(shape.element.find(qn("p:style")))
        shape.adjustments[0] = 0.1
    found = fitted(
        texts,
        width=box.text_width / (BOLD if bold else 1),
        height=box.height * 72,
        largest=largest,
        smallest=largest if smallest is None else smallest,
        between=between,
    )
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = Inches(SIDES)
    frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap, frame.vertical_anchor = True, anchor
    write(frame, found.texts, size=found.size, colour=colour, bold=bold, between=between, align=align)
    return shape


def add_figure(slide: Slide, box: Box, figure: str, label: str, *, fill: str, colour: str) -> None:
    """A large number over what it counts."""
    shape = add_text(
        slide, label, box, [figure, label], largest=20, smallest=SMALLEST, fill=fill, anchor=MSO_ANCHOR.MIDDLE
    )
    for paragraph, size in zip(shape.text_frame.paragraphs, (44, 18), strict=True):
        paragraph.space_before = Pt(0)
        paragraph.alignment = PP_ALIGN.CENTER
        for run in paragraph.runs:
            run.font.size, run.font.bold = Pt(size), True
            run.font.color.rgb = colour_of(colour)


def write(
    frame: TextFrame,
    texts: Sequence[str],
    *,
    size: int,
    colour: str = INK,
    bold: bool = False,
    between: int = 0,
    align: PP_ALIGN | None = None,
) -> None:
    """Paragraphs in place of what a frame says."""
    frame.clear()  # type: ignore[no-untyped-call]  # pptx has no types
    for place, text in enumerate(texts):
        paragraph = frame.add_paragraph() if place else frame.paragraphs[0]  # type: ignore[no-untyped-call]  # pptx has no types
        paragraph.space_before = Pt(between if place else 0)
        if align is not None:
            paragraph.alignment = align
        run = paragraph.add_run()
        run.text = plain(text)
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = colour_of(colour)
        run.font.language_id = MSO_LANGUAGE_ID.VIETNAMESE


def add_marks(slide: Slide, marks: Sequence[str]) -> None:
    """What must be known of the figures of a slide, below them: what is provisional, what was corrected."""
    if marks:
        said = [f"⚠ {mark}" for mark in marks]
        add_text(slide, words.SHAPE_MARKS, MARKS, said, largest=SMALLEST, colour=SOFT, bold=True, between=0)


def describe(shape: BaseShape, text: str) -> None:
    """What a shape shows, in words, for who does not see it."""
    shape.element.xpath(".//p:cNvPr")[0].set("descr", plain(text))


def note(slide: Slide, texts: Sequence[str]) -> None:
    """What a speaker reads beside the slide."""
    notes = slide.notes_slide
    frame = notes.notes_text_frame
    assert frame is not None, "the notes of the built-in design have a text"
    frame.text = "\n".join(plain(text) for text in texts)
    for number in notes.element.xpath(".//p:sp[p:nvSpPr/p:nvPr/p:ph/@type='sldNum']"):
        _write_number(number)


def content(deck: Deck) -> bytes:
    """The bytes of the file, with footer, mark and number on every slide."""
    for slide in deck.file.slides:
        _sign(deck, slide)
    file = BytesIO()
    deck.file.save(file)
    return file.getvalue()


def _added(deck: Deck, layout: int) -> Slide:
    made: Slide = deck.file.slides.add_slide(deck.file.slide_layouts[layout])
    return made


def _write_title(slide: Slide, title: str, *, size: int) -> None:
    shape = slide.shapes.title
    assert shape is not None, "every layout has a title"
    write(shape.text_frame, [title], size=size, colour=NAVY, bold=True)


def _sign(deck: Deck, slide: Slide) -> None:
    """Footer, mark and number, read after all the rest."""
    if deck.mark:
        add_text(
            slide,
            words.SHAPE_DEMO,
            DEMO,
            [deck.mark],
            largest=SMALLEST,
            colour=_DEMO_INK,
            fill=_DEMO_FILL,
            bold=True,
            align=PP_ALIGN.CENTER,
            anchor=MSO_ANCHOR.MIDDLE,
        )
    for kind, name in (("ftr", words.SHAPE_FOOTER), ("sldNum", words.SHAPE_NUMBER)):
        (original,) = slide.slide_layout.element.xpath(f".//p:sp[p:nvSpPr/p:nvPr/p:ph/@type='{kind}']")
        shape = copy.deepcopy(original)
        taken = (int(one) for one in slide.element.xpath(".//p:cNvPr/@id"))
        (about,) = shape.xpath("./p:nvSpPr/p:cNvPr")
        about.set("id", str(max(taken) + 1))
        about.set("name", name)
        slide.shapes._spTree.append(shape)
        if kind == "ftr":
            write(Shape(shape, slide.shapes).text_frame, [deck.footer], size=12, colour=SOFT)


def _write_number(shape: CT_Shape) -> None:
    """The page's own number as the text of a shape."""
    (paragraph,) = shape.get_or_add_txBody().xpath("./a:p")
    for one in list(paragraph):
        paragraph.remove(one)
    field = element("a:fld", id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}", type="slidenum")
    shown = element("a:t")
    shown.text = "‹#›"
    field.append(element("a:rPr", lang=LANGUAGE))
    field.append(shown)
    paragraph.append(field)
