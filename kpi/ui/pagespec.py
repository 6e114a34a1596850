"""A page: where it stands, what it is called, who may open it, and the function that draws it."""

from collections.abc import Callable
from dataclasses import dataclass

from kpi.access import Role
from kpi.ui.session import Session

EVERYBODY = frozenset(Role)
WHO_ENTER = frozenset({Role.REPORTER, Role.COORDINATOR})


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One screen; `url` is its path ("" for the first page). `roles` is only what the menu offers: services refuse.

    A page that is not `in_menu` is opened by links alone.
    """

    url: str
    title: str
    draw: Callable[[Session], None]
    roles: frozenset[Role] = EVERYBODY
    in_menu: bool = True
