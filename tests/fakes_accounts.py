"""The history, accounts and plans of a store in memory: what `tests.fakes.FakeStore` is made of besides figures."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, replace

from kpi.accounts import Account, Attempts, PlanFile, SignIn
from kpi.figures import FigureKey, Revision, Stamp
from kpi.months import Month
from kpi.services.store import LoginTaken


class HistoryInMemory:
    """Revisions, the oldest first."""

    def __init__(self) -> None:
        super().__init__()
        self.history: list[Revision] = []

    def _append(self, action: str, stamp: Stamp, key: FigureKey | None, before: str | None, after: str | None) -> None:
        unit, subject, part = ("", "", "") if key is None else (key.unit, key.measure, key.part)
        self._write(action, stamp, unit, None if key is None else key.month, subject, part, before, after)

    def _event(self, action: str, stamp: Stamp, subject: str, before: str | None, after: str | None) -> None:
        self._write(action, stamp, "", None, subject, "", before, after)

    def _write(
        self,
        action: str,
        stamp: Stamp,
        unit: str,
        month: Month | None,
        subject: str,
        part: str,
        before: str | None,
        after: str | None,
    ) -> None:
        stamped = replace(stamp, at=stamp.at.astimezone(dt.UTC))
        number = len(self.history) + 1
        self.history.append(Revision(number, stamped, action, unit, month, subject, part, before, after))


class PeopleInMemory(HistoryInMemory):
    """`PeopleStore` in memory."""

    def __init__(self) -> None:
        super().__init__()
        self._accounts: dict[str, Account] = {}
        self._sessions: dict[str, SignIn] = {}
        self._attempts: dict[str, Attempts] = {}

    def accounts(self) -> Sequence[Account]:
        return [self._accounts[login] for login in sorted(self._accounts)]

    def account(self, login: str) -> Account | None:
        return self._accounts.get(login)

    def account_of_external(self, external: str) -> Account | None:
        return next((one for one in self.accounts() if external and one.external == external), None)

    def add_account(self, account: Account, stamp: Stamp) -> None:
        if account.login in self._accounts or self.account_of_external(account.external):
            raise LoginTaken
        self._accounts[account.login] = account
        self._event("account", stamp, account.login, None, _told(account))

    def change_account(self, account: Account, stamp: Stamp) -> None:
        other = self.account_of_external(account.external)
        if other is not None and other.login != account.login:
            raise LoginTaken
        before = self._accounts[account.login]
        self._accounts[account.login] = account
        self._event("account", stamp, account.login, _told(before), _told(account))

    def open_session(self, session: SignIn) -> None:
        self._sessions[session.token_hash] = session

    def session(self, token_hash: str) -> SignIn | None:
        return self._sessions.get(token_hash)

    def see_session(self, token_hash: str, at: dt.datetime) -> None:
        if token_hash in self._sessions:
            self._sessions[token_hash] = replace(self._sessions[token_hash], seen_at=at)

    def close_session(self, token_hash: str) -> None:
        self._sessions.pop(token_hash, None)

    def close_sessions(self, login: str) -> None:
        self._sessions = {name: one for name, one in self._sessions.items() if one.login != login}

    def sessions(self) -> Sequence[SignIn]:
        return sorted(self._sessions.values(), key=lambda one: one.seen_at, reverse=True)

    def attempts(self, key: str) -> Attempts:
        return self._attempts.get(key, Attempts())

    def note_failure(self, key: str, at: dt.datetime) -> Attempts:
        self._attempts[key] = Attempts(self.attempts(key).failures + 1, at)
        return self._attempts[key]

    def forget_failures(self, key: str) -> None:
        self._attempts.pop(key, None)


class PlansInMemory(HistoryInMemory):
    """The activated plans of a `PlanStore` in memory."""

    def __init__(self) -> None:
        super().__init__()
        self._plans: list[PlanFile] = []

    def active_plan(self) -> PlanFile | None:
        return self._plans[-1] if self._plans else None

    def activate_plan(self, plan: PlanFile, stamp: Stamp) -> None:
        before = self.active_plan()
        self._plans.append(plan)
        self._event("plan", stamp, plan.plan_id, None if before is None else before.hash, plan.hash)


def _told(account: Account) -> str:
    """An account as the history tells it: never its password."""
    told = {name: value for name, value in asdict(account).items() if name not in {"password_hash", "created_at"}}
    return json.dumps(told, ensure_ascii=False)
