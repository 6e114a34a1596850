"""Blocks of HTML from templates: text that is ready at once, with links that open other pages."""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kpi.ui.session import Session
from kpi.wording import flow_words, labels, screens

_HERE = Path(__file__).parent
ASSETS = _HERE / "assets"
SIGN_IN = "/dang-nhap"
"""Where to go without a session."""

_templates = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.globals.update(text=screens, labels=labels, flow=flow_words)


def rendered(template: str, **values: Any) -> str:
    """A template filled in; every value is escaped."""
    return _templates.get_template(template).render(**values)


@cache
def component(name: str, *, script: str, style: str = "style.css") -> Any:
    """A component of this product: a script of the assets folder, and the style of all blocks unless it has its own."""
    return st.components.v2.component(
        f"kpi.{name}",
        css=(ASSETS / style).read_text(encoding="utf-8"),
        js=(ASSETS / script).read_text(encoding="utf-8"),
    )


def leave(address: str) -> None:
    """Go to a page outside Streamlit, such as SIGN_IN."""
    component("leave", script="leave.js")(key="leave", data={"address": address})


def show(session: Session, key: str, html: str) -> None:
    """Show a block; a click on one of its links opens the page it names."""
    clicked = component("markup", script="markup.js")(key=key, data={"html": html}, on_link_change=_ignore)
    if clicked.link:
        follow(session, clicked.link)


def follow(session: Session, href: str) -> None:
    """Open the page that a link of `kpi.ui.url.link` names."""
    parts = urlsplit(href)
    session.open_page(parts.path.removeprefix("./"), dict(parse_qsl(parts.query)))


def _ignore() -> None:
    """A trigger needs a listener to be delivered; the value is read where the block is shown."""
