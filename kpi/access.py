"""Who may do what: people, their roles, and the rules of DESIGN §5."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kpi.errors import Refused
from kpi.plan import Plan


class Role(StrEnum):
    """What a person is in the product."""

    LEADER = "leader"
    COORDINATOR = "coordinator"
    REPORTER = "reporter"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who uses the product; a reporter belongs to a unit. `login` is what the history records."""

    name: str
    role: Role
    unit: str | None = None
    login: str = ""


class Reach(StrEnum):
    """Whose reports a permission reaches."""

    NONE = "none"
    OWN = "own"
    AUTHORITY = "authority"
    ALL = "all"


class Action(StrEnum):
    """What the rules speak of."""

    ENTER = "enter"
    IMPORT = "import"
    DECIDE = "decide"
    CORRECT = "correct"
    SEE_UNAPPROVED = "see_unapproved"
    SEE_HISTORY = "see_history"
    UPDATE_TASK = "update_task"
    WRITE_NOTE = "write_note"
    WITHDRAW_NOTE = "withdraw_note"
    HOLD_MEETING = "hold_meeting"
    FOLLOW_UP = "follow_up"
    REBASE = "rebase"
    KEEP_ACCOUNTS = "keep_accounts"
    KEEP_PLAN = "keep_plan"
    KEEP_DEMO = "keep_demo"


REACH: Mapping[Action, Mapping[Role, Reach]] = {
    Action.ENTER: {Role.REPORTER: Reach.OWN, Role.COORDINATOR: Reach.AUTHORITY},
    Action.IMPORT: {Role.REPORTER: Reach.OWN, Role.COORDINATOR: Reach.ALL},
    Action.DECIDE: {Role.COORDINATOR: Reach.ALL},
    Action.CORRECT: {Role.COORDINATOR: Reach.ALL},
    Action.SEE_UNAPPROVED: {Role.LEADER: Reach.ALL, Role.COORDINATOR: Reach.ALL, Role.REPORTER: Reach.OWN},
    Action.SEE_HISTORY: {Role.LEADER: Reach.ALL, Role.COORDINATOR: Reach.ALL, Role.REPORTER: Reach.OWN},
    Action.UPDATE_TASK: {Role.COORDINATOR: Reach.ALL, Role.REPORTER: Reach.OWN},
    Action.WRITE_NOTE: {Role.LEADER: Reach.ALL, Role.COORDINATOR: Reach.ALL, Role.REPORTER: Reach.OWN},
    Action.WITHDRAW_NOTE: {Role.COORDINATOR: Reach.ALL},
    Action.HOLD_MEETING: {Role.LEADER: Reach.ALL, Role.COORDINATOR: Reach.ALL},
    Action.FOLLOW_UP: {Role.LEADER: Reach.ALL, Role.COORDINATOR: Reach.ALL, Role.REPORTER: Reach.OWN},
    Action.REBASE: {Role.COORDINATOR: Reach.ALL},
    Action.KEEP_ACCOUNTS: {Role.ADMINISTRATOR: Reach.ALL},
    Action.KEEP_PLAN: {Role.ADMINISTRATOR: Reach.ALL},
    Action.KEEP_DEMO: {Role.ADMINISTRATOR: Reach.ALL},
}
"""The permission table; a role that an action does not name may not. Approved figures everybody may see.

A note its author may withdraw as well (`kpi.services.notes`)."""


def may(plan: Plan, person: Person, action: Action, unit: str | None = None) -> bool:
    """Whether the person may do something to a unit's reports, or, without a unit, to all of them."""
    match REACH[action].get(person.role, Reach.NONE):
        case Reach.ALL:
            return True
        case Reach.AUTHORITY:
            return unit == plan.root.id
        case Reach.OWN:
            return unit is not None and unit == person.unit
        case Reach.NONE:
            return False


def check_may(plan: Plan, person: Person, action: Action, unit: str | None = None) -> None:
    """Raises Refused("may_not_<action>") unless the person may."""
    if not may(plan, person, action, unit):
        raise Refused(f"may_not_{action}", unit=plan.root.name if unit is None else plan.unit_of_id[unit].name)
