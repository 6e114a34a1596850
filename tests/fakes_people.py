"""An office of people in memory: a clock that tests turn, a cheap hasher, and a product of them."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, cast

from argon2 import PasswordHasher

from kpi.access import Person, Role
from kpi.accounts import Account
from kpi.figures import Stamp
from kpi.passwords import hashed
from kpi.plan import Plan
from kpi.planfile import load_plan
from kpi.services.product import Product, product_of
from kpi.services.store import PeopleStore, Store
from tests.fakes_accounts import PeopleInMemory

PLAN = Path(__file__).resolve().parents[1] / "data" / "plans" / "ninh-son-2024.toml"
MA_NOI = "22828"
HANH = Person("Lê Thị Hạnh", Role.ADMINISTRATOR, None, "hanh.le")
MAI = Person("Kator Thị Mai", Role.REPORTER, MA_NOI, "mai.kator")
PASSWORD = "bưởi da xanh tháng mười"
NEW_PASSWORD = "con suối cạn mùa khô"
ADDRESS = "10.20.0.7"


class CountingHasher(PasswordHasher):
    """A real hasher with the cheapest parameters, that remembers which hashes it was asked to verify."""

    def __init__(self, *, time_cost: int = 1) -> None:
        super().__init__(time_cost=time_cost, memory_cost=8, parallelism=1)
        self.verified: list[str] = []

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        self.verified.append(hash if isinstance(hash, str) else hash.decode())
        return super().verify(hash, password)


@dataclass
class Clock:
    """The time it is in a test."""

    now: dt.datetime = dt.datetime(2024, 4, 3, 2, 30, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        self.now += dt.timedelta(**span)


@dataclass
class Office:
    """A product with people in it."""

    people: PeopleInMemory = field(default_factory=PeopleInMemory)
    clock: Clock = field(default_factory=Clock)
    hasher: CountingHasher = field(default_factory=CountingHasher)

    @property
    def product(self) -> Product:
        store: PeopleStore = self.people
        return product_of(plan(), cast(Store, store), self.clock)  # services of people ask for nothing else

    def hire(self, person: Person, *, password: str = PASSWORD, must_change: bool = False) -> Account:
        """Give somebody an account."""
        kept = hashed(password, self.hasher)
        now = self.clock.now
        account = Account(person.login, person.name, person.role, person.unit, kept, must_change, created_at=now)
        self.people.add_account(account, Stamp("hanh.le", now, "accounts"))
        return account


@cache
def plan() -> Plan:
    return load_plan(PLAN)
