"""The history, accounts and plans of a store in memory: what `tests.fakes.FakeStore` is made of besides figures."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from threading import RLock

from kpi.accounts import Account, Attempts, PlanFile, ReportTemplate, SignIn
from kpi.figures import FigureKey, Revision, Stamp
from kpi.months import Month
from kpi.services.store import LastAdministrator, LoginTaken, NotFirst, StaleAccount
from kpi.store import templates
from kpi.store.accounts import texts
from kpi.store.instants import in_utc


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
        stamped = replace(stamp, at=in_utc(stamp.at))
        number = len(self.history) + 1
        self.history.append(Revision(number, stamped, action, unit, month, subject, part, before, after))


class PeopleInMemory(HistoryInMemory):
    """`PeopleStore` in memory. Whatever reads and then writes holds the lock, as a transaction of a database would."""

    def __init__(self) -> None:
        super().__init__()
        self._writing = RLock()
        self._accounts: dict[str, Account] = {}
        self._sessions: dict[str, SignIn] = {}
        self._attempts: dict[str, Attempts] = {}

    def accounts(self) -> Sequence[Account]:
        with self._writing:
            return [self._accounts[login] for login in sorted(self._accounts)]

    def account(self, login: str) -> Account | None:
        return self._accounts.get(login)

    def account_of_external(self, external: str) -> Account | None:
        return next((one for one in self.accounts() if external and one.external == external), None)

    def add_account(self, account: Account, stamp: Stamp, *, only_first: bool = False) -> None:
        with self._writing:
            if only_first and self._accounts:
                raise NotFirst
            if account.login in self._accounts or self.account_of_external(account.external):
                raise LoginTaken
            self._put(None, replace(account, created_at=in_utc(account.created_at or stamp.at)), stamp)

    def change_account(self, account: Account, stamp: Stamp, *, before: Account) -> None:
        with self._writing:
            self._check_still(before)
            other = self.account_of_external(account.external)
            if other is not None and other.login != before.login:
                raise LoginTaken
            changed = replace(account, login=before.login, created_at=before.created_at)
            if changed == before:
                return
            others = [one for one in self.accounts() if one.login != before.login]
            if before.administers and not changed.administers and not any(one.administers for one in others):
                raise LastAdministrator
            self._put(before, changed, stamp)

    def _check_still(self, account: Account) -> None:
        if self._accounts.get(account.login) != account:
            raise StaleAccount

    def _put(self, before: Account | None, account: Account, stamp: Stamp) -> None:
        self._event("account", stamp, account.login, *texts(before, account))
        self._accounts[account.login] = account

    def open_session(self, session: SignIn, *, of: Account) -> None:
        with self._writing:
            self._check_still(of)
            kept = replace(session, opened_at=in_utc(session.opened_at), seen_at=in_utc(session.seen_at))
            self._sessions[session.token_hash] = kept

    def session(self, token_hash: str) -> SignIn | None:
        return self._sessions.get(token_hash)

    def see_session(self, token_hash: str, at: dt.datetime) -> None:
        with self._writing:
            session = self._sessions.get(token_hash)
            if session is not None and session.seen_at < at:
                self._sessions[token_hash] = replace(session, seen_at=in_utc(at))

    def close_session(self, token_hash: str) -> None:
        with self._writing:
            self._sessions.pop(token_hash, None)

    def close_sessions(self, login: str) -> None:
        with self._writing:
            self._sessions = {name: one for name, one in self._sessions.items() if one.login != login}

    def sessions(self) -> Sequence[SignIn]:
        with self._writing:
            in_order = sorted(self._sessions.values(), key=lambda one: one.token_hash)
        return sorted(in_order, key=lambda one: one.seen_at, reverse=True)

    def attempts(self, key: str) -> Attempts:
        return self._attempts.get(key, Attempts())

    def note_failure(self, key: str, at: dt.datetime, *, forget_before: dt.datetime) -> Attempts:
        with self._writing:
            for old in [one for one, kept in self._attempts.items() if kept.last_at and kept.last_at <= forget_before]:
                del self._attempts[old]
            last, now = self.attempts(key), in_utc(at)
            self._attempts[key] = Attempts(last.failures + 1, max(last.last_at or now, now))
            return self._attempts[key]

    def forget_failures(self, key: str) -> None:
        with self._writing:
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
        if before is not None and replace(plan, activated_at=before.activated_at) == before:
            return
        self._plans.append(replace(plan, activated_at=in_utc(plan.activated_at)))
        self._event("plan", stamp, plan.plan_id, None if before is None else before.hash, plan.hash)


class TemplatesInMemory(HistoryInMemory):
    """`TemplateStore` in memory."""

    def __init__(self) -> None:
        super().__init__()
        self._template: ReportTemplate | None = None

    def report_template(self) -> ReportTemplate | None:
        return self._template

    def keep_report_template(self, template: ReportTemplate | None, stamp: Stamp) -> None:
        before, after = templates.text(self._template), templates.text(template)
        if before == after:
            return
        self._event("template", stamp, "", before, after)
        self._template = None if template is None else replace(template, who=stamp.who, at=in_utc(stamp.at))
