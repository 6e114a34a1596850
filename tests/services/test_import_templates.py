"""The forms that a workbook to fill in is made of: whose, with which figures beside."""

import pytest

from kpi.access import Person
from kpi.errors import Refused
from kpi.figures import ReportState
from kpi.plan import WHOLE
from kpi.services import entry
from kpi.services.import_templates import forms_to_fill
from tests.builders import reports
from tests.office import (
    ADMINISTRATOR,
    CHAIRMAN,
    COORDINATOR,
    HUYEN,
    MA_NOI,
    MARCH,
    MY_SON,
    OFFICER,
    ninh_son,
    product,
    put_state,
)


def test_a_reporter_gets_the_own_form_with_the_month_before_and_without_what_is_unsaved() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-02", postal=7) | reports(MA_NOI, "2024-03", resolved=118))
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    entry.keep_draft(made, OFFICER, form, {**form.saved, "postal": "9"})
    (mine,) = forms_to_fill(made, OFFICER, MA_NOI, MARCH)
    postal = next(field for field in mine.fields if field.measure.id == "postal")
    assert (mine.saved["resolved"], mine.saved["postal"], mine.draft) == ("118", "", {})
    assert postal.last_month is not None
    assert postal.last_month.value == 7


def test_a_coordinator_gets_those_of_all_units_whatever_their_state() -> None:
    made = product(ninh_son())
    put_state(made, reports(MA_NOI, "2024-03", postal=7), ReportState.SUBMITTED)
    forms = forms_to_fill(made, COORDINATOR, WHOLE, MARCH)
    assert [form.unit for form in forms] == list(ninh_son().reporting_units(MARCH))
    assert {MA_NOI, MY_SON, HUYEN} <= {form.unit.id for form in forms}


@pytest.mark.parametrize(
    ("person", "unit"),
    [(OFFICER, MY_SON), (OFFICER, WHOLE), (CHAIRMAN, WHOLE), (ADMINISTRATOR, MA_NOI), (CHAIRMAN, "khong-co")],
)
def test_nobody_gets_a_form_that_they_may_not_import_into(person: Person, unit: str) -> None:
    with pytest.raises(Refused) as refused:
        forms_to_fill(product(ninh_son()), person, unit, MARCH)
    assert refused.value.code == "may_not_import"


def test_an_unknown_unit_has_no_form() -> None:
    assert forms_to_fill(product(ninh_son()), COORDINATOR, "khong-co", MARCH) == ()
