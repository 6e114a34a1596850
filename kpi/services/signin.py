"""Signing in and out: sessions that live in the store, behind a random token that only the browser has."""

import datetime as dt
import hashlib
import secrets
from dataclasses import replace

from argon2 import PasswordHasher

from kpi.access import Person
from kpi.accounts import Account, SignIn
from kpi.errors import Refused
from kpi.figures import Stamp
from kpi.passwords import HASHER, hashed, is_outdated, matches, weaknesses
from kpi.services import attempts
from kpi.services.accounts import normalised, normalised_external, personal_words, retried
from kpi.services.product import Product

IDLE = dt.timedelta(minutes=60)
"""A session unused for this long ends: the counter's computer is shared, and a form keeps its draft."""

ABSOLUTE = dt.timedelta(hours=12)
"""Every session ends after a working day and its overtime, so that each morning begins with a password."""

SEEN_EVERY = dt.timedelta(minutes=1)
"""How fresh the moment of last use is kept: one write a minute, not one for every request."""


def sign_in(
    product: Product, *, login: str, password: str, address: str, agent: str, hasher: PasswordHasher = HASHER
) -> str:
    """Open a session and give its token.

    Raises Refused("sign_in_refused"), the same after the same work whether the login is unknown, disabled or
    without a password, and Refused("sign_in_wait", seconds=…) after too many failures.
    """
    login = normalised(login)
    attempts.check_address(product, address)
    if login:
        attempts.begin_attempt(product, login)
    account = product.store.account(login) if login else None
    kept = "" if account is None or account.disabled else account.password_hash
    if not matches(kept, password, hasher) or account is None:
        attempts.count_address(product, address)
        raise Refused("sign_in_refused")
    attempts.forget(product, login)
    if is_outdated(kept, hasher):
        account = _keep_password(product, account, password, hasher, must_change=account.must_change)
    return open_session(product, account, address=address, agent=agent)


def open_session(product: Product, account: Account, *, address: str, agent: str) -> str:
    """Open a session for an account whose owner has proved who he is, here or elsewhere; gives its new token.

    Raises Refused("sign_in_refused") where it was disabled, or its password replaced, since it was read.
    """
    return retried(lambda: _open(product, _check_still(product, account), address, agent))


def sign_in_from_outside(product: Product, *, external: str, address: str, agent: str) -> str:
    """Open a session for whom the province's single sign-on names, and give its token.

    Raises Refused("sign_in_refused") where that is nobody's address, or that of a disabled account.
    """

    def attempt() -> str:
        account = product.store.account_of_external(normalised_external(external))
        if account is None or account.disabled:
            raise Refused("sign_in_refused")
        return _open(product, account, address, agent)

    return retried(attempt)


def account_of(product: Product, token: str | None) -> Account | None:
    """The account whose open session this is; notes that it was used. None when it ran out or was ended."""
    if not token:
        return None
    store, now = product.store, product.clock()
    session = store.session(hash_of(token))
    if session is None:
        return None
    account = store.account(session.login)
    if account is None or account.disabled or _has_ended(session, now):
        store.close_session(session.token_hash)
        return None
    if now - session.seen_at >= SEEN_EVERY:
        store.see_session(session.token_hash, now)
    return account


def who_is(product: Product, token: str | None) -> Person | None:
    """Who is using the product with this token; nobody while the password must be changed first."""
    account = account_of(product, token)
    return None if account is None or account.must_change else account.person


def sign_out(product: Product, token: str | None) -> None:
    """End one session; nothing happens where it has ended."""
    if token:
        product.store.close_session(hash_of(token))


def sign_out_everywhere(product: Product, token: str | None) -> None:
    """End every session of the account whose session this is."""
    account = account_of(product, token)
    if account is not None:
        product.store.close_sessions(account.login)


def change_password(
    product: Product,
    token: str | None,
    *,
    old: str,
    new: str,
    address: str,
    agent: str,
    hasher: PasswordHasher = HASHER,
) -> str:
    """Change one's own password: ends every session of the account and opens a new one, whose token it gives.

    Raises Refused: "signed_out", "sign_in_wait", "password_wrong" (the old one), "password_same", or the first
    weakness of the new one.
    """
    account = account_of(product, token)
    if account is None:
        raise Refused("signed_out")
    attempts.begin_attempt(product, account.login)
    if not matches(account.password_hash, old, hasher):
        raise Refused("password_wrong")
    attempts.forget(product, account.login)
    for problem in weaknesses(new, personal=personal_words(product.plan, account)):
        raise Refused(problem.code, **problem.details)
    if matches(account.password_hash, new, hasher):
        raise Refused("password_same")
    changed = _keep_password(product, account, new, hasher, must_change=False)
    product.store.close_sessions(account.login)
    return open_session(product, changed, address=address, agent=agent)


def hash_of(token: str) -> str:
    """What the store keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _open(product: Product, account: Account, address: str, agent: str) -> str:
    """Open a session if the account still is as it was read, else StaleAccount; forgets sessions that ran out."""
    store, now = product.store, product.clock()
    for session in store.sessions():
        if _has_ended(session, now):
            store.close_session(session.token_hash)
    token = secrets.token_urlsafe(32)
    store.open_session(SignIn(hash_of(token), account.login, now, now, address[:60], agent[:200]), of=account)
    return token


def _has_ended(session: SignIn, now: dt.datetime) -> bool:
    return now - session.seen_at >= IDLE or now - session.opened_at >= ABSOLUTE


def _keep_password(
    product: Product, account: Account, password: str, hasher: PasswordHasher, *, must_change: bool
) -> Account:
    """Replace the password and leave what else was changed meanwhile; raises Refused as `_check_still` does."""
    kept = hashed(password, hasher)

    def attempt() -> Account:
        current = _check_still(product, account)
        changed = replace(current, password_hash=kept, must_change=must_change)
        stamp = Stamp(account.login, product.clock(), "accounts")
        product.store.change_account(changed, stamp, before=current)
        return changed

    return retried(attempt)


def _check_still(product: Product, account: Account) -> Account:
    """The account as it is now; raises Refused("sign_in_refused") where it was disabled or its password replaced."""
    current = product.store.account(account.login)
    if current is None or current.disabled or current.password_hash != account.password_hash:
        raise Refused("sign_in_refused")
    return current
