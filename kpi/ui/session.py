"""What a page gets: the product, and who is using it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kpi.access import Person, Role
from kpi.services.product import Product

WORKPLACE = "Máy tại chỗ"
"""Who changes figures while the product runs without sign-in: whoever sits at this machine."""


@dataclass(frozen=True, slots=True)
class Session:
    """One person's use of the product. `demo_folder` holds
    the stories of demonstration figures; `open_page` goes to the page of a url with its parameters."""

    product: Product
    demo_folder: Path
    open_page: Callable[[str, Mapping[str, str]], None]

    def reporter(self, unit: str) -> Person:
        """The person entering figures of a unit."""
        role = Role.COORDINATOR if unit == self.product.plan.root.id else Role.REPORTER
        return Person(WORKPLACE, role, unit)

    def administrator(self) -> Person:
        """The person looking after the store."""
        return Person(WORKPLACE, Role.ADMINISTRATOR)
