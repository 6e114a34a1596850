"""Notes on the points of an indicator (ghi chú): remarks, events, and new beginnings of its control chart."""

from kpi.access import Action, Person, check_may, may
from kpi.errors import Refused
from kpi.figures import Stamp
from kpi.months import Month
from kpi.notes import Note, NoteKind
from kpi.services.product import Product

LONGEST = 500


def notes_of(product: Product, indicator: str) -> tuple[Note, ...]:
    """The notes on an indicator in every scope, by month; everybody may read them."""
    return tuple(product.store.notes(product.plan.id, indicator=indicator))


def add_note(
    product: Product, person: Person, *, indicator: str, scope: str, month: Month, kind: NoteKind, text: str
) -> Note:
    """Keep a note on an indicator of the plan in a scope and a month; gives it with its number.

    A reporter writes about the own unit, and only a coordinator begins a control chart anew. Raises Refused, and
    KeyError for an indicator that the plan does not have.
    """
    plan = product.plan
    action = Action.REBASE if kind is NoteKind.REBASE else Action.WRITE_NOTE
    check_may(plan, person, action, scope if scope in plan.unit_of_id else None)
    written = " ".join(text.split())
    if not written:
        raise Refused("note_empty")
    if len(written) > LONGEST:
        raise Refused("note_long", most=LONGEST)
    if not plan.start <= month <= plan.last_month:
        raise Refused("month_outside_plan", first=plan.start, last=plan.last_month)
    note = Note(plan.id, plan.indicator_of_id[indicator].id, scope, month, kind, written)
    return product.store.add_note(note, _stamp(product, person))


def kinds_to_write(product: Product, person: Person, scope: str) -> tuple[NoteKind, ...]:
    """The kinds of note that the person may write in a scope; () for none."""
    unit = scope if scope in product.plan.unit_of_id else None
    actions = dict.fromkeys(NoteKind, Action.WRITE_NOTE) | {NoteKind.REBASE: Action.REBASE}
    return tuple(kind for kind, action in actions.items() if may(product.plan, person, action, unit))


def may_withdraw(product: Product, person: Person, note: Note) -> bool:
    """Whether the person may take the note back: its author and the coordinator."""
    return note.who == person.login or may(product.plan, person, Action.WITHDRAW_NOTE)


def withdraw_note(product: Product, person: Person, number: int) -> None:
    """Take a note off every screen; the history keeps it. Raises Refused, "note_gone" where it is off already."""
    note = product.store.note(number)
    if note is None:
        raise Refused("note_gone")
    if note.who != person.login:
        check_may(product.plan, person, Action.WITHDRAW_NOTE)
    try:
        product.store.withdraw_note(number, _stamp(product, person))
    except LookupError as gone:
        raise Refused("note_gone") from gone


def _stamp(product: Product, person: Person) -> Stamp:
    return Stamp(person.login, product.clock(), "form")
