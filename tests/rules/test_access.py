"""Who may do what: the whole truth table of roles."""

import pytest

from kpi.access import Person, Role, check_person_can_enter, check_person_can_keep_demo
from kpi.errors import Refused
from tests.builders import ward
from tests.office import HUYEN, MA_NOI, ninh_son

OTHER = "22822"
MAY_ENTER = {(Role.REPORTER, MA_NOI, MA_NOI), (Role.REPORTER, HUYEN, HUYEN)} | {
    (Role.COORDINATOR, own, HUYEN) for own in (None, HUYEN, MA_NOI)
}


def entering_is_refused(person: Person, unit: str) -> str | None:
    try:
        check_person_can_enter(ninh_son(), person, unit)
    except Refused as refused:
        return refused.code
    return None


@pytest.mark.parametrize("unit", [MA_NOI, OTHER, HUYEN, "noi-vu"])
@pytest.mark.parametrize("own", [None, MA_NOI, HUYEN])
@pytest.mark.parametrize("role", list(Role))
def test_figures_are_entered_by_the_own_reporter_and_those_of_the_authority_by_the_coordinator(
    role: Role, own: str | None, unit: str
) -> None:
    person = Person("Kator Thị Mai", role, own)
    refused = entering_is_refused(person, unit)
    assert refused == (None if (role, own, unit) in MAY_ENTER else "may_not_enter")


def test_a_refusal_names_the_unit() -> None:
    with pytest.raises(Refused) as refused:
        check_person_can_enter(ninh_son(), Person("Kator Thị Mai", Role.REPORTER, MA_NOI), OTHER)
    assert refused.value.details == {"unit": "Xã Mỹ Sơn"}


def test_the_authority_is_the_root_of_the_plan_whatever_its_name() -> None:
    check_person_can_enter(ward(), Person("Nguyễn Văn Tâm", Role.COORDINATOR), "22738")


@pytest.mark.parametrize("role", list(Role))
def test_only_the_administrator_keeps_the_demonstration(role: Role) -> None:
    person = Person("Lê Thị Hạnh", role)
    if role is Role.ADMINISTRATOR:
        check_person_can_keep_demo(person)
        return
    with pytest.raises(Refused) as refused:
        check_person_can_keep_demo(person)
    assert refused.value.code == "may_not_keep_demo"
