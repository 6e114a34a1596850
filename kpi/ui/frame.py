"""The frame around every page: navigation, the notice over demonstration figures, and errors without tracebacks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st

from kpi.services import demo
from kpi.services.product import Product
from kpi.ui.markup import ASSETS, rendered
from kpi.ui.pagespec import PageSpec
from kpi.ui.session import Session
from kpi.wording import screens


@dataclass(frozen=True, slots=True)
class Frame:
    """What the composition root hands to every session."""

    product: Callable[[], Product]
    pages: Sequence[PageSpec]
    demo_folder: Path


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
    places: dict[str, st.Page] = {}
    session = Session(product, frame.demo_folder, partial(_open, places))
    for spec in frame.pages:
        places[spec.url] = st.Page(
            partial(_page, spec, session),
            title=spec.title,
            url_path=spec.url or None,
            default=not spec.url,
        )
    chosen = st.navigation(list(places.values()), position="top")
    if demo.is_shown(product):
        st.html(rendered("demo.html"))
    chosen.run()


def _page(spec: PageSpec, session: Session) -> None:
    spec.draw(session)


def _open(places: Mapping[str, st.Page], url: str, parameters: Mapping[str, str]) -> None:
    st.switch_page(places[url], query_params=dict(parameters))
