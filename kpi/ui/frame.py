"""The frame around every page: who is here, navigation, and the notice over demonstration figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st

from kpi.access import Person
from kpi.services import demo, signin
from kpi.services.product import Product
from kpi.ui import url
from kpi.ui.markup import ASSETS, SIGN_IN, leave, rendered, show
from kpi.ui.pagespec import PageSpec
from kpi.ui.session import Session
from kpi.wording import labels, screens


@dataclass(frozen=True, slots=True)
class Frame:
    """What the composition root hands to every session."""

    product: Callable[[], Product]
    pages: Sequence[PageSpec]
    demo_folder: Path
    backups: Path
    token_of: Callable[[Mapping[str, str]], str | None]


_frames: list[Frame] = []


def install(frame: Frame) -> None:
    """Make the product known to sessions, once, before the first of them."""
    _frames[:] = [frame]


def draw() -> None:
    """Draw the frame and the page."""
    frame = _frames[0]
    st.set_page_config(page_title=screens.PRODUCT, page_icon=str(ASSETS / "icon.svg"), layout="wide")
    st.html(rendered("frame.html"))
    product = frame.product()
    person = _person(frame)
    if person is None:
        leave(SIGN_IN)
        return
    opened: list[str] = []
    session = Session(
        product,
        person,
        frame.demo_folder,
        frame.backups,
        ended=lambda: _person(frame) != person,
        open_page=partial(_open, opened),
    )
    pages = [
        st.Page(
            partial(_page, spec, session),
            title=spec.title,
            url_path=spec.url or None,
            default=not spec.url,
            visibility="visible" if spec.in_menu else "hidden",
        )
        for spec in frame.pages
        if person.role in spec.roles
    ]
    chosen = st.navigation(pages, position="top")
    show(session, "account", rendered("account.html", person=labels.person(product.plan, person)))
    if demo.is_shown(product):
        st.html(rendered("demo.html"))
    url.begin()
    chosen.run()
    url.complete(chosen.url_path, opens=opened[-1] if opened else "")


def _person(frame: Frame) -> Person | None:
    """Whose session the browser's cookie is, looked up anew: cookies are frozen at the handshake, sessions are not."""
    return signin.who_is(frame.product(), frame.token_of(st.context.cookies))


def _page(spec: PageSpec, session: Session) -> None:
    spec.draw(session)


def _open(opened: list[str], page: str, parameters: Mapping[str, str]) -> None:
    opened.append(url.link(page, parameters))
