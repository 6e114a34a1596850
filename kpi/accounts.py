"""Accounts, the sessions they open, failed attempts to sign in, and the files by which the product is set up."""

import datetime as dt
from dataclasses import dataclass, field
from hashlib import sha256

from kpi.access import Person, Role


@dataclass(frozen=True, slots=True)
class Account:
    """One person's account. A login never changes nor passes to another person; accounts are disabled, not deleted.

    `password_hash` is argon2's own text, "" where the person signs in through the province alone;
    `external` is the address by which the province's single sign-on knows the person, "" for none.
    """

    login: str
    name: str
    role: Role
    unit: str | None = None
    password_hash: str = ""
    must_change: bool = False
    disabled: bool = False
    external: str = ""
    created_at: dt.datetime | None = None

    @property
    def person(self) -> Person:
        return Person(self.name, self.role, self.unit, self.login)

    @property
    def administers(self) -> bool:
        """Whether its owner may come in and keep accounts."""
        return self.role is Role.ADMINISTRATOR and not self.disabled


@dataclass(frozen=True, slots=True)
class SignIn:
    """An open session: `token_hash` is the SHA-256 of the cookie's token, which itself is stored nowhere."""

    token_hash: str
    login: str
    opened_at: dt.datetime
    seen_at: dt.datetime
    address: str
    agent: str


@dataclass(frozen=True, slots=True)
class Attempts:
    """Failed attempts in a row by one login or one address, and when the last was made."""

    failures: int = 0
    last_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class PlanFile:
    """The text of a plan that was activated: who did it and when is in the history."""

    plan_id: str
    name: str
    text: str
    hash: str
    activated_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ReportTemplate:
    """The Word file by which the periodic report is laid out.

    `who` and `at` (UTC) are those of the stamp by which it was kept.
    """

    name: str
    content: bytes = field(repr=False)
    who: str = ""
    at: dt.datetime | None = None

    @property
    def hash(self) -> str:
        """The SHA-256 of the bytes."""
        return sha256(self.content).hexdigest()
