"""What was corrected after approval is said wherever a score stands on it."""

from dataclasses import replace

from kpi.figures import Change, Figure, FigureKey, Stamp
from kpi.months import Month, Period
from kpi.plan import WHOLE
from kpi.services.corrections import corrections_within
from kpi.services.product import Product
from kpi.services.view import View
from tests.builders import reports
from tests.office import CHAIRMAN, COORDINATOR, MA_NOI, NOW, ninh_son, product, put_approved

HUYEN = "585"
JANUARY, MARCH = Month(2024, 1), Month(2024, 3)


def corrected_in_january(unit: str, measure: str) -> Product:
    """A product in which a unit's approved report for January was corrected."""
    made = product(ninh_son())
    put_approved(made, reports(unit, "2024-01", **{measure: 1.0}))
    approved = made.store.report(unit, JANUARY)
    corrected = replace(approved, corrected_at=NOW, corrected_by=COORDINATOR.login)
    key = FigureKey(unit, measure, JANUARY)
    change = Change(key, Figure(key, 1.0), Figure(key, 2.0))
    made.store.save_report(corrected, changes=[change], explanations={}, stamp=Stamp(COORDINATOR.login, NOW, "form"))
    return made


def named(made: Product, period: Period) -> list[str]:
    return [one.unit for one in corrections_within(made, MARCH, period, WHOLE, view=View(CHAIRMAN))]


def test_a_month_does_not_name_what_was_corrected_in_another() -> None:
    made = corrected_in_january(MA_NOI, "postal")
    assert named(made, Period.MONTH) == []
    assert named(made, Period.QUARTER) == [MA_NOI]


def test_a_month_names_an_earlier_correction_of_what_is_read_over_the_year() -> None:
    assert named(corrected_in_january(HUYEN, "inspections"), Period.MONTH) == [HUYEN]
