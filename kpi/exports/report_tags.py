"""The tags that a template may hold: names, loops over lists, and conditions; nothing that works anything out.

A template comes from outside, so its tags are looked at before anything is done with them: first in the paragraphs as
they were written (`check_written`), so that docxtpl finds what it looks for, then as the tree that would be run
(`check_part`). Whatever is not on the lists below is refused with its place; what remains can call nothing, and what
it writes is bounded.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from kpi.errors import Refused
from kpi.exports.report_context import NAMES, Shape

_LOOP: Shape = {"index": "", "first": "", "last": "", "length": ""}
_FILTERS = frozenset({"upper", "lower", "capitalize"})
_DEEPEST = 3
_MOST_TAGS = 1_000
_LONGEST_TAG = 200
_LONGEST_PART = 1_000_000
_LONGEST_WRITTEN = 30_000_000
_SUPPOSED_TIMES, _SUPPOSED_TEXT = 20, 100
"""How often a loop is supposed to run, and how long a text to be, where what a template would write is estimated."""
_LONGEST_PLACE = 80

_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_BRACES = re.compile(r"\{[{%#]|[}%#]\}")
_BRACES_OF_XML = re.compile(r"<[^<>]*(?:\{[{%#]|[}%#]\})[^<>]*>")
_INSTEAD_OF_XML = re.compile(r"(?:p|tr|tc|r)\s")
_STATEMENT = re.compile(r"-?\s*(?:(?:p|tr|tc|r)\s)?\s*(?:for|endfor|if|elif|else|endif)\b")

Scope = Mapping[str, Shape]


class _Wrong(Exception):
    """A tag that is not allowed, or a name that is not known."""

    def __init__(self, node: nodes.Node, name: str = "") -> None:
        super().__init__(name)
        self.line, self.name = node.lineno, name


class _Inside(NamedTuple):
    """Where in the loops a tag stands."""

    names: Scope
    depth: int = 0


def environment() -> SandboxedEnvironment:
    """What fills templates in: every text is escaped, and there is nothing to call."""
    made = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in _FILTERS}
    made.tests.clear()
    return made


def check_written(xml: str) -> None:
    """Refuse a part of a template in which a tag is not whole, not known or too long, before docxtpl looks through it.

    Raises Refused("template_too_many_tags"), ("template_syntax"), ("template_tag"), or ("template_not_alone") where
    docxtpl would drop the text beside a tag that stands for its paragraph.
    """
    paragraphs = [re.sub(r"<[^>]*>", "", one) for one in xml.split("</w:p>")]
    if len(xml) > _LONGEST_PART or sum(text.count("{") for text in paragraphs) > 2 * _MOST_TAGS:
        raise Refused("template_too_many_tags")
    if _BRACES_OF_XML.search(xml):
        raise Refused("template_tag", place="")
    for text in paragraphs:
        for opening, inside in _tags(text):
            known = _STATEMENT.match(inside) if opening == "{%" else not _INSTEAD_OF_XML.match(inside)
            if not known or len(inside) > _LONGEST_TAG:
                raise Refused("template_tag", place=_short(text))
            if inside.startswith("p ") and text.strip() != f"{opening}{inside}{_CLOSING[opening]}":
                raise Refused("template_not_alone", place=_short(text))


def _tags(text: str) -> Iterator[tuple[str, str]]:
    """The tags of a paragraph, each with what opens it and what is inside; raises Refused("template_syntax")."""
    opening: re.Match[str] | None = None
    for found in _BRACES.finditer(text):
        if opening is None and found[0] in _CLOSING:
            opening = found
        elif opening is not None and found[0] == _CLOSING[opening[0]]:
            yield opening[0], text[opening.end() : found.start()]
            opening = None
        elif opening is not None:
            raise Refused("template_syntax", place=_short(text))
    if opening is not None:
        raise Refused("template_syntax", place=_short(text))


def check_part(source: str) -> None:
    """Refuse XML whose tags are not allowed, by a part of a template as docxtpl hands it over: a paragraph a line.

    Raises Refused("template_too_many_tags"), or ("template_syntax"), ("template_tag") or ("template_name") with the
    place: the text of the paragraph.
    """
    try:
        written = _block(environment().parse(source).body, _Inside(NAMES))
    except TemplateSyntaxError as error:
        raise Refused("template_syntax", place=_place(source, error.lineno)) from None
    except RecursionError:
        raise Refused("template_too_many_tags") from None
    except _Wrong as wrong:
        place = _place(source, wrong.line)
        if wrong.name:
            raise Refused("template_name", place=place, name=wrong.name) from None
        raise Refused("template_tag", place=place) from None
    if written > _LONGEST_WRITTEN:
        raise Refused("template_too_many_tags")


def fills_in(source: str) -> bool:
    """Whether XML that `check_part` has let pass writes a text of the report anywhere."""
    written = environment().parse(source).find_all(nodes.Output)
    return any(not isinstance(one, nodes.TemplateData) for output in written for one in output.nodes)


def _block(body: Sequence[nodes.Node], inside: _Inside) -> int:
    """How many letters a block is supposed to write."""
    written = 0
    for node in body:
        match node:
            case nodes.Output():
                written += sum(_output(one, inside) for one in node.nodes)
            case nodes.For():
                written += _loop(node, inside)
            case nodes.If():
                _condition(node.test, inside)
                written += sum(_block(part, inside) for part in (node.body, node.elif_, node.else_))
            case _:
                raise _Wrong(node)
    return written


def _output(node: nodes.Node, inside: _Inside) -> int:
    """Only texts can be written."""
    if isinstance(node, nodes.TemplateData):
        return len(node.data)
    if not isinstance(_shape(node, inside), str):
        raise _Wrong(node)
    return _SUPPOSED_TEXT


def _loop(node: nodes.For, inside: _Inside) -> int:
    over = _shape(node.iter, inside)
    plain = isinstance(node.target, nodes.Name) and node.test is None and not node.recursive
    if not plain or isinstance(over, str | Mapping) or inside.depth == _DEEPEST:
        raise _Wrong(node)
    assert isinstance(node.target, nodes.Name)
    each = _block(node.body, _Inside({**inside.names, node.target.name: over[0], "loop": _LOOP}, inside.depth + 1))
    return _SUPPOSED_TIMES * each + _block(node.else_, inside)


def _condition(node: nodes.Node, inside: _Inside) -> None:
    match node:
        case nodes.And() | nodes.Or():
            _condition(node.left, inside)
            _condition(node.right, inside)
        case nodes.Not():
            _condition(node.node, inside)
        case nodes.Compare():
            _condition(node.expr, inside)
            for one in node.ops:
                _condition(one.expr, inside)
        case nodes.Const():
            pass
        case _:
            _shape(node, inside)


def _shape(node: nodes.Node, inside: _Inside) -> Shape:
    """What a name stands for; raises _Wrong."""
    match node:
        case nodes.Name():
            return _named(node, inside.names, node.name)
        case nodes.Getattr():
            return _named(node, _shape(node.node, inside), node.attr)
        case nodes.Filter(node=nodes.Node() as below) if node.name in _FILTERS and not (node.args or node.kwargs):
            return _shape(below, inside)
        case _:
            raise _Wrong(node)


def _named(node: nodes.Node, shape: Shape, name: str) -> Shape:
    if not isinstance(shape, Mapping) or name not in shape:
        raise _Wrong(node, name)
    return shape[name]


def _place(source: str, line: int) -> str:
    """The text of the paragraph that a line holds."""
    lines = source.splitlines()
    return _short(re.sub(r"<[^>]*>", "", lines[line - 1])) if 0 < line <= len(lines) else ""


def _short(text: str) -> str:
    return text.strip()[:_LONGEST_PLACE]
