"""Accounts, sessions and attempts in memory, a clock that tests turn, and a product of them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Literal, cast

from argon2 import PasswordHasher

from kpi.access import Person, Role
from kpi.accounts import Account, Attempts, SignIn
from kpi.figures import Stamp
from kpi.passwords import hashed
from kpi.plan import Plan
from kpi.planfile import load_plan
from kpi.services.product import Product, product_of
from kpi.services.store import LoginTaken, PeopleStore, Store

PLAN = Path(__file__).resolve().parents[1] / "data" / "plans" / "ninh-son-2024.toml"
MA_NOI = "22828"
HANH = Person("Lê Thị Hạnh", Role.ADMINISTRATOR, None, "hanh.le")
MAI = Person("Kator Thị Mai", Role.REPORTER, MA_NOI, "mai.kator")
PASSWORD = "bưởi da xanh tháng mười"
NEW_PASSWORD = "con suối cạn mùa khô"
ADDRESS = "10.20.0.7"


class FakePeople:
    """`PeopleStore` in memory; `history` holds what was written of accounts, the oldest first."""

    def __init__(self) -> None:
        self.history: list[tuple[Account, Stamp]] = []
        self.seen = 0
        self._accounts: dict[str, Account] = {}
        self._sessions: dict[str, SignIn] = {}
        self._attempts: dict[str, Attempts] = {}
        self._lock = Lock()

    def accounts(self) -> Sequence[Account]:
        return [self._accounts[login] for login in sorted(self._accounts)]

    def account(self, login: str) -> Account | None:
        return self._accounts.get(login)

    def account_of_external(self, external: str) -> Account | None:
        found = (account for account in self._accounts.values() if account.external and account.external == external)
        return next(found, None)

    def add_account(self, account: Account, stamp: Stamp) -> None:
        with self._lock:
            if account.login in self._accounts or self.account_of_external(account.external):
                raise LoginTaken
            self._write(account, stamp)

    def change_account(self, account: Account, stamp: Stamp) -> None:
        with self._lock:
            if account.login not in self._accounts:
                raise KeyError(account.login)
            other = self.account_of_external(account.external)
            if other is not None and other.login != account.login:
                raise LoginTaken
            self._write(account, stamp)

    def _write(self, account: Account, stamp: Stamp) -> None:
        self._accounts[account.login] = account
        self.history.append((account, stamp))

    def open_session(self, session: SignIn) -> None:
        self._sessions[session.token_hash] = session

    def session(self, token_hash: str) -> SignIn | None:
        return self._sessions.get(token_hash)

    def see_session(self, token_hash: str, at: dt.datetime) -> None:
        if token_hash in self._sessions:
            self.seen += 1
            self._sessions[token_hash] = replace(self._sessions[token_hash], seen_at=at)

    def close_session(self, token_hash: str) -> None:
        self._sessions.pop(token_hash, None)

    def close_sessions(self, login: str) -> None:
        self._sessions = {key: session for key, session in self._sessions.items() if session.login != login}

    def sessions(self) -> Sequence[SignIn]:
        return sorted(self._sessions.values(), key=lambda session: session.seen_at, reverse=True)

    def attempts(self, key: str) -> Attempts:
        return self._attempts.get(key, Attempts())

    def note_failure(self, key: str, at: dt.datetime) -> Attempts:
        with self._lock:
            self._attempts[key] = Attempts(self.attempts(key).failures + 1, at)
            return self._attempts[key]

    def forget_failures(self, key: str) -> None:
        with self._lock:
            self._attempts.pop(key, None)


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

    people: FakePeople = field(default_factory=FakePeople)
    clock: Clock = field(default_factory=Clock)
    hasher: CountingHasher = field(default_factory=CountingHasher)

    @property
    def product(self) -> Product:
        store: PeopleStore = self.people
        return product_of(plan(), cast(Store, store), self.clock)  # services of people ask for nothing else

    def hire(self, person: Person, *, password: str = PASSWORD, must_change: bool = False) -> Account:
        """Give somebody an account."""
        kept = hashed(password, self.hasher)
        account = Account(person.login, person.name, person.role, person.unit, kept, must_change)
        self.people.add_account(account, Stamp("hanh.le", self.clock.now, "accounts"))
        return account


@cache
def plan() -> Plan:
    return load_plan(PLAN)
