"""What a page gets: the product, and who is using it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kpi.access import Person
from kpi.services.product import Product


@dataclass(frozen=True, slots=True)
class Session:
    """One person's use of the product.

    `demo_folder` holds the stories of demonstration figures, `backups` the copies of the database; `open_page` goes to
    the page of a url with its parameters. `ended` asks the store whether the session still is what it was when the page
    was drawn: a fragment asks before it does anything, because it runs without the frame.
    """

    product: Product
    person: Person
    demo_folder: Path
    backups: Path
    ended: Callable[[], bool]
    open_page: Callable[[str, Mapping[str, str]], None]
