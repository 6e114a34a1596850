"""Who may do what: people, their roles, and the rules of DESIGN §5."""

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
    """Somebody who uses the product; a reporter belongs to a unit."""

    name: str
    role: Role
    unit: str | None = None


def check_person_can_enter(plan: Plan, person: Person, unit: str) -> None:
    """Raises Refused unless the person may enter the figures of a unit.

    A reporter enters for the own unit, a coordinator for the authority itself.
    """
    own = person.role is Role.REPORTER and person.unit == unit
    authority = person.role is Role.COORDINATOR and unit == plan.root.id
    if not own and not authority:
        raise Refused("may_not_enter", unit=plan.unit_of_id[unit].name)


def check_person_can_keep_demo(person: Person) -> None:
    """Raises Refused unless the person may fill the store with demonstration figures and remove them."""
    if person.role is not Role.ADMINISTRATOR:
        raise Refused("may_not_keep_demo")
