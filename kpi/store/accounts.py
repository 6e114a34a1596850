"""Accounts, and what the history tells of their changes: never a password, nor its hash."""

import json
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, insert, select, update

from kpi.access import Role
from kpi.accounts import Account
from kpi.figures import Stamp
from kpi.services.store import LastAdministrator, LoginTaken, NotFirst, StaleAccount
from kpi.store import instants, revisions, tables
from kpi.store.revisions import Entry

_TOLD = ("name", "role", "unit", "must_change", "disabled", "external")
"""What the history tells of an account."""


def every(connection: Connection) -> list[Account]:
    """By login."""
    rows = connection.execute(select(tables.account)).mappings()
    return sorted((_account(row) for row in rows), key=lambda account: account.login)


def of_login(connection: Connection, login: str) -> Account | None:
    row = connection.execute(select(tables.account).where(tables.account.c.login == login)).mappings().first()
    return None if row is None else _account(row)


def of_external(connection: Connection, external: str) -> Account | None:
    """The account of an address; "" is nobody's."""
    here = tables.account.c.external == external  # no account has "": it stands as NULL
    row = connection.execute(select(tables.account).where(here)).mappings().first()
    return None if row is None else _account(row)


def any_stored(connection: Connection) -> bool:
    return connection.execute(select(tables.account.c.login).limit(1)).first() is not None


def add(connection: Connection, account: Account, stamp: Stamp, *, only_first: bool) -> None:
    """Insert an account, created when the stamp says unless it says so itself; see `PeopleStore.add_account`."""
    if only_first and any_stored(connection):
        raise NotFirst
    if of_login(connection, account.login) is not None or of_external(connection, account.external) is not None:
        raise LoginTaken
    created = replace(account, created_at=account.created_at or stamp.at)
    revisions.append(connection, [_entry(None, account)], stamp)
    connection.execute(insert(tables.account), [{"login": account.login, **_row(created)}])


def check_still(connection: Connection, account: Account) -> None:
    """Raises StaleAccount where the stored account of this login is another, or there is none."""
    if of_login(connection, account.login) != account:
        raise StaleAccount


def change(connection: Connection, account: Account, stamp: Stamp, *, before: Account) -> None:
    """Replace an account, but for when it was created, in a transaction of `writing`; see `PeopleStore.change_account`.

    Without a change nothing is written.
    """
    check_still(connection, before)
    other = of_external(connection, account.external)
    if other is not None and other.login != before.login:
        raise LoginTaken
    changed = replace(account, login=before.login, created_at=before.created_at)
    if changed == before:
        return
    if before.administers and not changed.administers and not _others_administer(connection, before.login):
        raise LastAdministrator
    revisions.append(connection, [_entry(before, changed)], stamp)
    here = tables.account.c.login == before.login
    connection.execute(update(tables.account).where(here).values(**_row(changed)))


def texts(before: Account | None, after: Account) -> tuple[str | None, str]:
    """What the history tells of a change, as canonical JSON of what differs; of a new account, `before` None, all."""
    new = _told(before, after)
    if before is None:
        return None, _canonical(new)
    if before.password_hash != after.password_hash:
        new |= {"password": "changed"}
    return _canonical(_told(after, before)), _canonical(new)


def _others_administer(connection: Connection, login: str) -> bool:
    return any(account.administers for account in every(connection) if account.login != login)


def _told(other: Account | None, account: Account) -> dict[str, object]:
    """What the history tells of an account where it differs from another."""
    return {
        name: getattr(account, name)
        for name in _TOLD
        if other is None or getattr(account, name) != getattr(other, name)
    }


def _entry(before: Account | None, after: Account) -> Entry:
    old, new = texts(before, after)
    return Entry(revisions.ACCOUNT, subject=after.login, before=old, after=new)


def _canonical(fields: Mapping[str, object]) -> str:
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _account(row: RowMapping) -> Account:
    return Account(
        login=row["login"],
        name=row["name"],
        role=Role(row["role"]),
        unit=row["unit"],
        password_hash=row["password_hash"],
        must_change=row["must_change"],
        disabled=row["disabled"],
        external=row["external"] or "",
        created_at=instants.instant(row["created_at"]),
    )


def _row(account: Account) -> dict[str, object]:
    return {
        "name": account.name,
        "role": account.role.value,
        "unit": account.unit,
        "password_hash": account.password_hash,
        "must_change": account.must_change,
        "disabled": account.disabled,
        "external": account.external or None,
        "created_at": instants.text_or_none(account.created_at),
    }
