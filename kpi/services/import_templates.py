"""What a workbook to fill in begins with: the form of one report, or of all that a person may import into."""

from kpi.access import Action, Person, check_may
from kpi.months import Month
from kpi.plan import WHOLE
from kpi.services.entry_form import EntryForm, open_form_for_file
from kpi.services.product import Product


def forms_to_fill(product: Product, person: Person, unit: str, month: Month) -> tuple[EntryForm, ...]:
    """The forms of a month with what is saved and what was reported earlier; `unit` may be WHOLE for all units.

    Raises Refused where the person, the unit or the month does not allow it; an unknown unit has none.
    """
    plan = product.plan
    check_may(plan, person, Action.IMPORT, person.unit)
    if unit == WHOLE:
        check_may(plan, person, Action.IMPORT)
        return tuple(open_form_for_file(product, person, one.id, month) for one in plan.reporting_units(month))
    return (open_form_for_file(product, person, unit, month),) if unit in plan.unit_of_id else ()
