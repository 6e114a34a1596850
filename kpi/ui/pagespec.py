"""A page: where it stands, what it is called, and the function that draws it."""

from collections.abc import Callable
from dataclasses import dataclass

from kpi.ui.session import Session


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One screen; `url` is its path ("" for the first page)."""

    url: str
    title: str
    draw: Callable[[Session], None]
