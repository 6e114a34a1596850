"""The administration screen: accounts and the sessions that they opened."""

import streamlit as st

from kpi.access import Role
from kpi.accounts import Account
from kpi.services import accounts, names, upkeep
from kpi.ui.administration import asked, attempt, show_rows, turn
from kpi.ui.markup import rendered, show
from kpi.ui.session import Session
from kpi.wording import admin_words as words
from kpi.wording import formats, labels

_PASSWORDS = "administration.passwords"
_ROLES = (Role.REPORTER, Role.COORDINATOR, Role.LEADER, Role.ADMINISTRATOR)


def one_time_passwords(session: Session) -> None:
    """The passwords just given, until the administrator has noted them; they are kept nowhere else."""
    given = st.session_state.get(_PASSWORDS, {})
    if given:
        show(session, "passwords", rendered("administration_passwords.html", passwords=given.items(), words=words))
        st.button(words.NOTED, key="noted", on_click=given.clear)


def accounts_table(session: Session) -> None:
    """Every account, by login."""
    found = accounts.all_accounts(session.product, session.person)
    rows = [words.account_row(session.product.plan, account) for account in found]
    show_rows(session, words.ACCOUNTS, words.ACCOUNTS_HEAD, rows, key="accounts")


def new_account(session: Session) -> None:
    """Add an account."""
    st.subheader(words.NEW_ACCOUNT, anchor=False)
    login = st.text_input(words.LOGIN, help=None, placeholder="mai.kator", key=f"new.login.{turn()}", max_chars=40)
    st.caption(words.LOGIN_HINT)
    name, role, unit = _description(session, Account("", "", Role.REPORTER), key=f"new.{turn()}")
    if st.button(words.CREATE, type="primary", key="new.create"):
        attempt(lambda: _add(session, login, name=name, role=role, unit=unit))


def change_account(session: Session) -> None:
    """Change, disable, open or give a new password to one account."""
    st.subheader(words.CHANGE_ACCOUNT, anchor=False)
    by_login = {account.login: account for account in accounts.all_accounts(session.product, session.person)}
    login = st.selectbox(
        words.ACCOUNT,
        list(by_login),
        index=None,
        format_func=lambda at: words.account_name(by_login[at]),
        placeholder=words.CHOOSE_ACCOUNT,
        key="change.login",
    )
    if login is None:
        st.caption(words.CHOOSE_FIRST)
        return
    account = by_login[login]
    name, role, unit = _description(session, account, key=f"change.{login}")
    if st.button(words.SAVE, type="primary", key="change.save"):
        attempt(lambda: _change(session, login, name=name, role=role, unit=unit))
    left, right = st.columns(2)
    with left:
        _disable_or_enable(session, account)
    with right:
        if asked(words.RESET, words.RESET_SURE.format(login=login), words.RESET_YES, key="reset"):
            attempt(lambda: _reset(session, login))


def sessions_table(session: Session) -> None:
    """Who is signed in, since when, last seen when, and from where."""
    name_of = names.names(session.product)
    rows = [
        (
            f"{name_of.get(one.login, one.login)} ({one.login})",
            formats.moment(one.opened_at),
            formats.moment(one.seen_at),
            one.address or "–",
        )
        for one in upkeep.open_sessions(session.product, session.person)
    ]
    show_rows(session, words.SESSIONS, words.SESSIONS_HEAD, rows, key="sessions")


def end_sessions(session: Session) -> None:
    """Sign an account out everywhere."""
    logins = list(dict.fromkeys(one.login for one in upkeep.open_sessions(session.product, session.person)))
    login = st.selectbox(words.SESSIONS_OF, logins, index=None, placeholder=words.CHOOSE_ACCOUNT, key="end.login")
    if login is not None and asked(words.END, words.END_SURE.format(login=login), words.END_YES, key="end"):
        attempt(lambda: _end(session, login))


def _description(session: Session, account: Account, *, key: str) -> tuple[str, Role, str | None]:
    """The fields of a name, a role and, for a reporter, a unit."""
    plan = session.product.plan
    name = st.text_input(words.NAME, account.name, key=f"{key}.name", max_chars=accounts.LONGEST_NAME)
    role = st.selectbox(
        words.ROLE,
        _ROLES,
        index=_ROLES.index(account.role),
        format_func=labels.ROLE.__getitem__,
        placeholder=words.ROLE,
        key=f"{key}.role",
    )
    if role is not Role.REPORTER:
        return name, role, None
    units = [unit.id for unit in plan.units if plan.measures_of(unit.id)]
    unit = st.selectbox(
        words.UNIT,
        units,
        index=units.index(account.unit) if account.unit in units else None,
        format_func=lambda at: plan.unit_of_id[at].name,
        placeholder=words.CHOOSE_UNIT,
        key=f"{key}.unit",
    )
    return name, role, unit


def _disable_or_enable(session: Session, account: Account) -> None:
    login = account.login
    if account.disabled:
        if st.button(words.ENABLE, key="enable"):
            attempt(lambda: _enable(session, login))
    elif asked(words.DISABLE, words.DISABLE_SURE.format(login=login), words.DISABLE_YES, key="disable"):
        attempt(lambda: _disable(session, login))


def _add(session: Session, login: str, *, name: str, role: Role, unit: str | None) -> str:
    password = accounts.add_account(session.product, session.person, login=login, name=name, role=role, unit=unit)
    kept = accounts.normalised(login)
    _give(kept, password)
    return words.added(kept)


def _change(session: Session, login: str, *, name: str, role: Role, unit: str | None) -> str:
    accounts.change_account(session.product, session.person, login, name=name, role=role, unit=unit)
    return words.changed(login)


def _disable(session: Session, login: str) -> str:
    accounts.disable_account(session.product, session.person, login)
    return words.disabled(login)


def _enable(session: Session, login: str) -> str:
    accounts.enable_account(session.product, session.person, login)
    return words.enabled(login)


def _reset(session: Session, login: str) -> str:
    _give(login, accounts.reset_password(session.product, session.person, login))
    return words.reset(login)


def _end(session: Session, login: str) -> str:
    accounts.end_sessions(session.product, session.person, login)
    return words.ended(login)


def _give(login: str, password: str) -> None:
    st.session_state.setdefault(_PASSWORDS, {})[login] = password
