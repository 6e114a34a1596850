"""Who may do what: the whole truth table of roles, for the own unit, another one, the authority, and all at once."""

import pytest

from kpi.access import Action, Person, Role, check_may, may
from kpi.errors import Refused
from tests.builders import ward
from tests.office import HUYEN, MA_NOI, MY_SON, ninh_son

WHERE = {"own": MA_NOI, "other": MY_SON, "authority": HUYEN, "all": None}

NOWHERE = ""
OWN = "own"
AUTHORITY = "authority"
EVERYWHERE = "own other authority all"

TABLE = {
    #                       leader      coordinator  reporter  administrator
    Action.ENTER:          (NOWHERE,    AUTHORITY,   OWN,      NOWHERE),
    Action.IMPORT:         (NOWHERE,    EVERYWHERE,  OWN,      NOWHERE),
    Action.DECIDE:         (NOWHERE,    EVERYWHERE,  NOWHERE,  NOWHERE),
    Action.CORRECT:        (NOWHERE,    EVERYWHERE,  NOWHERE,  NOWHERE),
    Action.SEE_UNAPPROVED: (EVERYWHERE, EVERYWHERE,  OWN,      NOWHERE),
    Action.SEE_HISTORY:    (EVERYWHERE, EVERYWHERE,  OWN,      NOWHERE),
    Action.UPDATE_TASK:    (NOWHERE,    EVERYWHERE,  OWN,      NOWHERE),
    Action.WRITE_NOTE:     (EVERYWHERE, EVERYWHERE,  OWN,      NOWHERE),
    Action.WITHDRAW_NOTE:  (NOWHERE,    EVERYWHERE,  NOWHERE,  NOWHERE),
    Action.REBASE:         (NOWHERE,    EVERYWHERE,  NOWHERE,  NOWHERE),
    Action.HOLD_MEETING:   (EVERYWHERE, EVERYWHERE,  NOWHERE,  NOWHERE),
    Action.FOLLOW_UP:      (EVERYWHERE, EVERYWHERE,  OWN,      NOWHERE),
    Action.KEEP_ACCOUNTS:  (NOWHERE,    NOWHERE,     NOWHERE,  EVERYWHERE),
    Action.KEEP_PLAN:      (NOWHERE,    NOWHERE,     NOWHERE,  EVERYWHERE),
    Action.KEEP_DEMO:      (NOWHERE,    NOWHERE,     NOWHERE,  EVERYWHERE),
}  # fmt: skip
ROLES = (Role.LEADER, Role.COORDINATOR, Role.REPORTER, Role.ADMINISTRATOR)


def test_the_table_names_every_action_and_every_role() -> None:
    assert set(TABLE) == set(Action)
    assert set(ROLES) == set(Role)


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", Action)
def test_a_role_may_do_what_the_table_says_and_nothing_else(action: Action, role: Role, where: str) -> None:
    person = Person("Kator Thị Mai", role, MA_NOI, "mai.kator")
    allowed = where in TABLE[action][ROLES.index(role)].split()
    assert may(ninh_son(), person, action, WHERE[where]) is allowed
    if allowed:
        check_may(ninh_son(), person, action, WHERE[where])
        return
    with pytest.raises(Refused) as refused:
        check_may(ninh_son(), person, action, WHERE[where])
    assert refused.value.code == f"may_not_{action}"


@pytest.mark.parametrize("action", Action)
def test_a_reporter_without_a_unit_may_do_nothing(action: Action) -> None:
    nobody = Person("Kator Thị Mai", Role.REPORTER, None, "mai.kator")
    assert not any(may(ninh_son(), nobody, action, unit) for unit in WHERE.values())


def test_a_reporter_of_the_authority_enters_its_report() -> None:
    assert may(ninh_son(), Person("Lê Văn Bình", Role.REPORTER, HUYEN, "binh.le"), Action.ENTER, HUYEN)


def test_a_refusal_names_the_unit_or_the_authority() -> None:
    person = Person("Kator Thị Mai", Role.REPORTER, MA_NOI, "mai.kator")
    for unit, name in ((MY_SON, "Xã Mỹ Sơn"), (None, "Ủy ban nhân dân huyện Ninh Sơn")):
        with pytest.raises(Refused) as refused:
            check_may(ninh_son(), person, Action.SEE_HISTORY, unit)
        assert refused.value.details == {"unit": name}


def test_the_authority_is_the_root_of_the_plan_whatever_its_name() -> None:
    check_may(ward(), Person("Nguyễn Văn Tâm", Role.COORDINATOR, None, "tam.nguyen"), Action.ENTER, "22738")
