"""Which figures a person looks at: those of approved reports, or every saved one ("gồm cả số chưa duyệt")."""

from dataclasses import dataclass

from kpi.access import Action, Person, check_may
from kpi.services.product import Product
from kpi.services.scoreboard import Board


@dataclass(frozen=True, slots=True)
class View:
    """Somebody's choice of figures; `approved` is what everybody sees by default."""

    person: Person
    approved: bool = True


def view_of(product: Product, person: Person, *, unapproved: bool) -> View:
    """The view that a person asks for; raises Refused("may_not_see_unapproved")."""
    view = View(person, not unapproved)
    check_view(product, view)
    return view


def check_view(product: Product, view: View) -> None:
    """Raises Refused unless the person may look at these figures, however the view was made."""
    if not view.approved:
        check_may(product.plan, view.person, Action.SEE_UNAPPROVED)


def board_of(product: Product, view: View) -> Board:
    """The newest scores of the figures that the view shows; raises Refused where the person may not."""
    check_view(product, view)
    return product.scoreboard.board(approved=view.approved)
