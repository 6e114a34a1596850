"""Accounts, sessions and failed attempts, on a database."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Engine

from kpi.accounts import Account, Attempts, SignIn
from kpi.figures import Stamp
from kpi.store import accounts, signins
from kpi.store.engine import reading, writing


class SqlPeople:
    """`kpi.services.store.PeopleStore` on SQLite or PostgreSQL. A login or address is found exactly as written."""

    _engine: Engine

    def accounts(self) -> Sequence[Account]:
        with reading(self._engine) as connection:
            return accounts.every(connection)

    def account(self, login: str) -> Account | None:
        with reading(self._engine) as connection:
            return accounts.of_login(connection, login)

    def account_of_external(self, external: str) -> Account | None:
        with reading(self._engine) as connection:
            return accounts.of_external(connection, external)

    def add_account(self, account: Account, stamp: Stamp, *, only_first: bool = False) -> None:
        with writing(self._engine) as connection:
            accounts.add(connection, account, stamp, only_first=only_first)

    def change_account(self, account: Account, stamp: Stamp, *, before: Account) -> None:
        with writing(self._engine) as connection:
            accounts.change(connection, account, stamp, before=before)

    def open_session(self, session: SignIn, *, of: Account) -> None:
        with writing(self._engine) as connection:
            accounts.check_still(connection, of)
            signins.open_session(connection, session)

    def session(self, token_hash: str) -> SignIn | None:
        with reading(self._engine) as connection:
            return signins.session(connection, token_hash)

    def see_session(self, token_hash: str, at: dt.datetime) -> None:
        with writing(self._engine) as connection:
            signins.see_session(connection, token_hash, at)

    def close_session(self, token_hash: str) -> None:
        with writing(self._engine) as connection:
            signins.close_session(connection, token_hash)

    def close_sessions(self, login: str) -> None:
        with writing(self._engine) as connection:
            signins.close_sessions(connection, login)

    def sessions(self) -> Sequence[SignIn]:
        with reading(self._engine) as connection:
            return signins.every_session(connection)

    def attempts(self, key: str) -> Attempts:
        with reading(self._engine) as connection:
            return signins.attempts(connection, key)

    def note_failure(self, key: str, at: dt.datetime, *, forget_before: dt.datetime) -> Attempts:
        with writing(self._engine) as connection:
            signins.forget_old_failures(connection, forget_before)
            return signins.note_failure(connection, key, at)

    def forget_failures(self, key: str) -> None:
        with writing(self._engine) as connection:
            signins.forget_failures(connection, key)
