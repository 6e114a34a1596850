"""Accounts, and what the history tells of their changes: never a password, nor its hash."""

import json
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, insert, select, update

from kpi.access import Role
from kpi.accounts import Account
from kpi.figures import Stamp
from kpi.services.store import LoginTaken
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


def add(connection: Connection, account: Account, stamp: Stamp) -> None:
    """Insert an account, created when the stamp says unless it says so itself; raises LoginTaken."""
    if of_login(connection, account.login) is not None or of_external(connection, account.external) is not None:
        raise LoginTaken
    created = replace(account, created_at=account.created_at or stamp.at)
    revisions.append(connection, [_entry(account, before=None, after=_told(None, account))], stamp)
    connection.execute(insert(tables.account), [{"login": account.login, **_row(created)}])


def change(connection: Connection, account: Account, stamp: Stamp) -> None:
    """Replace an account, but for when it was created; without a change nothing is written.

    Raises LookupError when there is none of this login, LoginTaken when the address is another's.
    """
    stored = of_login(connection, account.login)
    if stored is None:
        raise LookupError(account.login)
    other = of_external(connection, account.external)
    if other is not None and other.login != account.login:
        raise LoginTaken
    changed = replace(account, created_at=stored.created_at)
    if changed == stored:
        return
    before, after = _told(changed, stored), _told(stored, changed)
    after |= {} if changed.password_hash == stored.password_hash else {"password": "changed"}
    revisions.append(connection, [_entry(account, before=before, after=after)], stamp)
    here = tables.account.c.login == account.login
    connection.execute(update(tables.account).where(here).values(**_row(changed)))


def _told(other: Account | None, account: Account) -> dict[str, object]:
    """What the history tells of an account where it differs from another."""
    return {
        name: getattr(account, name)
        for name in _TOLD
        if other is None or getattr(account, name) != getattr(other, name)
    }


def _entry(account: Account, *, before: Mapping[str, object] | None, after: Mapping[str, object]) -> Entry:
    """Both as canonical JSON; `before` None says that the account is new."""
    old = None if before is None else _canonical(before)
    return Entry(revisions.ACCOUNT, subject=account.login, before=old, after=_canonical(after))


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
