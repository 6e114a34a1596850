"""Keeping accounts: the administrator's work."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from argon2 import PasswordHasher

from kpi.access import Action, Person, Role, check_may
from kpi.accounts import Account, SignIn
from kpi.errors import Refused
from kpi.figures import Stamp
from kpi.passwords import HASHER, hashed, one_time_password
from kpi.plan import Plan
from kpi.services import attempts
from kpi.services.product import Product
from kpi.services.store import LastAdministrator, LoginTaken, NotFirst, StaleAccount

LONGEST_NAME = 100
LONGEST_EXTERNAL = 200
_LOGIN = re.compile(r"[a-z0-9._-]{3,40}")
_TRIES = 2
_Made = TypeVar("_Made")


def normalised(login: str) -> str:
    """A login as it is kept: "Mai.Kator " is "mai.kator"; "" where it cannot be one."""
    written = login.strip().casefold()
    return written if _LOGIN.fullmatch(written) else ""


def normalised_external(address: str) -> str:
    """The address of a person outside as it is kept: "Mai@NinhThuan.gov.vn " is "mai@ninhthuan.gov.vn"."""
    return address.strip().casefold()


def personal_words(plan: Plan, account: Account) -> tuple[str, ...]:
    """What everybody knows of an account's owner, and so no part of a password."""
    unit = plan.unit_of_id.get(account.unit or "")
    of_unit = (unit.id, unit.name, unit.short) if unit is not None else ()
    return account.login, account.name, *account.name.split()[-1:], *of_unit


def reports_under(plan: Plan, unit: str) -> bool:
    """Whether a plan has the unit and asks it for figures."""
    return unit in plan.unit_of_id and bool(plan.measures_of(unit))


def retried(attempt: Callable[[], _Made]) -> _Made:
    """What an attempt gives that reads an account and then writes; made again once where somebody wrote between.

    Raises Refused("account_changed_meanwhile").
    """
    for _ in range(_TRIES):
        with suppress(StaleAccount):
            return attempt()
    raise Refused("account_changed_meanwhile")


def checked_login(written: str) -> str:
    """A login as it is kept; raises Refused("login_malformed")."""
    login = normalised(written)
    if not login:
        raise Refused("login_malformed", written=written)
    return login


def checked_external(product: Product, login: str, written: str) -> str:
    """An address outside as it is kept, "" for none; raises Refused: "external_malformed" or "external_taken"."""
    external = normalised_external(written)
    if len(external) > LONGEST_EXTERNAL or not external.isprintable() or len(external.split()) > 1:
        raise Refused("external_malformed", most=LONGEST_EXTERNAL)
    other = product.store.account_of_external(external)
    if other is not None and other.login != login:
        raise Refused("external_taken", external=external)
    return external


def described(plan: Plan, account: Account, *, name: str, role: Role, unit: str | None) -> Account:
    """The account with another name, role and unit; raises Refused where they do not fit each other or the plan."""
    name = " ".join(name.split())
    if not name:
        raise Refused("name_missing")
    if len(name) > LONGEST_NAME:
        raise Refused("name_long", most=LONGEST_NAME)
    if role is not Role.REPORTER and unit is not None:
        raise Refused("unit_not_for_role")
    if role is Role.REPORTER and unit is None:
        raise Refused("unit_needed")
    _check_unit(plan, unit)
    return replace(account, name=name, role=role, unit=unit)


def enter(product: Product, account: Account, person: Person, *, only_first: bool = False) -> Account:
    """Write a new account and give it as written.

    Raises Refused("login_taken"), and with `only_first` Refused("already_set_up") where there is any account.
    """
    new, stamp = replace(account, created_at=product.clock()), _stamp(product, person)
    try:
        product.store.add_account(new, stamp, only_first=only_first)
    except LoginTaken as error:
        raise Refused("login_taken", login=account.login) from error
    except NotFirst as error:
        raise Refused("already_set_up") from error
    return new


def all_accounts(product: Product, person: Person) -> Sequence[Account]:
    """Every account, by login; raises Refused unless the person keeps accounts."""
    check_may(product.plan, person, Action.KEEP_ACCOUNTS)
    return product.store.accounts()


def all_sessions(product: Product, person: Person) -> Sequence[SignIn]:
    """Every open session, the last seen first; raises Refused unless the person keeps accounts."""
    check_may(product.plan, person, Action.KEEP_ACCOUNTS)
    return product.store.sessions()


def add_account(
    product: Product,
    person: Person,
    *,
    login: str,
    name: str,
    role: Role,
    unit: str | None = None,
    external: str = "",
    hasher: PasswordHasher = HASHER,
) -> str:
    """Add an account and give its one-time password, which is shown once and must be changed at the first sign-in.

    With an address of the province's single sign-on it gives "": such an account has no password, until one is set.
    Raises Refused: "may_not_keep_accounts", "login_malformed", "login_taken", "name_missing", "name_long",
    "unit_needed", "unit_unknown", "unit_not_for_role", "external_malformed" or "external_taken".
    """
    check_may(product.plan, person, Action.KEEP_ACCOUNTS)
    login = checked_login(login)
    account = Account(login, "", role, external=checked_external(product, login, external))
    account = described(product.plan, account, name=name, role=role, unit=unit)
    if account.external:
        enter(product, account, person)
        return ""
    password = one_time_password()
    enter(product, replace(account, password_hash=hashed(password, hasher), must_change=True), person)
    return password


def change_account(
    product: Product,
    person: Person,
    login: str,
    *,
    name: str,
    role: Role,
    unit: str | None = None,
    external: str | None = None,
) -> None:
    """Change what an account says of its owner, from the owner's next click on; `external` None leaves it as it is.

    Raises Refused as `add_account` does, and "no_account", "last_administrator" or "account_changed_meanwhile".
    """

    def change(account: Account) -> Account:
        kept = account.external if external is None else checked_external(product, login, external)
        return replace(described(product.plan, account, name=name, role=role, unit=unit), external=kept)

    _change(product, person, login, change)


def disable_account(product: Product, person: Person, login: str) -> None:
    """Shut an account and end its sessions; raises Refused, among others "not_yourself" and "last_administrator"."""
    if login == person.login:
        raise Refused("not_yourself")
    _change(product, person, login, lambda account: replace(account, disabled=True))
    product.store.close_sessions(login)


def enable_account(product: Product, person: Person, login: str) -> None:
    """Open an account again, with its old password; raises Refused, among others "unit_unknown" to the plan."""

    def change(account: Account) -> Account:
        _check_unit(product.plan, account.unit)
        return replace(account, disabled=False)

    _change(product, person, login, change)


def reset_password(product: Product, person: Person, login: str, *, hasher: PasswordHasher = HASHER) -> str:
    """Give an account a one-time password, end its sessions and forget its failed attempts.

    Raises Refused("password_of_yourself"): one's own is changed with the old one.
    """
    if login == person.login:
        raise Refused("password_of_yourself")
    password = one_time_password()
    kept = hashed(password, hasher)
    _change(product, person, login, lambda account: replace(account, password_hash=kept, must_change=True))
    product.store.close_sessions(login)
    attempts.forget(product, login)
    return password


def end_sessions(product: Product, person: Person, login: str) -> None:
    """Sign an account out everywhere."""
    check_may(product.plan, person, Action.KEEP_ACCOUNTS)
    product.store.close_sessions(login)


def _change(product: Product, person: Person, login: str, change: Callable[[Account], Account]) -> None:
    check_may(product.plan, person, Action.KEEP_ACCOUNTS)

    def attempt() -> None:
        before = product.store.account(login)
        if before is None:
            raise Refused("no_account", login=login)
        after = change(before)
        try:
            product.store.change_account(after, _stamp(product, person), before=before)
        except LoginTaken as error:
            raise Refused("external_taken", external=after.external) from error
        except LastAdministrator as error:
            raise Refused("last_administrator") from error

    retried(attempt)


def _check_unit(plan: Plan, unit: str | None) -> None:
    if unit is not None and not reports_under(plan, unit):
        raise Refused("unit_unknown", written=unit)


def _stamp(product: Product, person: Person) -> Stamp:
    return Stamp(person.login or person.name, product.clock(), "accounts")
