"""Patience with failed attempts to sign in: a growing delay for each login, and for each address."""

import datetime as dt
import ipaddress
import math

from kpi.accounts import Attempts
from kpi.errors import Refused
from kpi.services.product import Product

FREE_FOR_LOGIN = 5
"""Failures in a row before the first delay: enough for a forgotten shift key, hopeless for guessing."""

FREE_FOR_ADDRESS = 20
"""The same for an address, which may be a whole office's: one person's mistakes must not shut out the floor."""

LONGEST_WAIT = dt.timedelta(minutes=15)
"""Delays double from two seconds up to this; from then on a login is as good as locked."""

QUIET = dt.timedelta(hours=1)
"""After this long without a failure the count begins anew; the longest delay allows four guesses in it anyway."""


def delay_after(failures: int, free: int) -> dt.timedelta:
    """How long to wait after so many failures.

    >>> [delay_after(failures, 5).seconds for failures in (4, 5, 6, 13, 14, 10_000)]
    [0, 2, 4, 512, 900, 900]
    """
    if failures < free:
        return dt.timedelta()
    return min(dt.timedelta(seconds=2 ** min(failures - free + 1, 20)), LONGEST_WAIT)


def login_key(login: str) -> str:
    return f"login:{login}"


def address_key(address: str) -> str:
    """The key of an address; of IPv6 the network, since a household has more addresses than one can count."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return f"address:{address[:60]}"
    network = 64 if parsed.version == 6 else 32
    return f"address:{ipaddress.ip_network(f'{address}/{network}', strict=False).network_address}"


def check_address(product: Product, address: str) -> None:
    """Raises Refused("sign_in_wait", seconds=…) while the address must wait."""
    _check(product, address_key(address), FREE_FOR_ADDRESS)


def count_address(product: Product, address: str) -> None:
    """Count a failure of the address. A success does not undo it, or one's own account would buy guesses at others."""
    _note(product, address_key(address))


def begin_attempt(product: Product, login: str) -> None:
    """Count an attempt at a login before it is looked at, so that a hundred at once are not all the first.

    Raises Refused("sign_in_wait", seconds=…) while the login must wait; that is not counted. Success undoes it with
    `forget`.
    """
    key = login_key(login)
    before = _check(product, key, FREE_FOR_LOGIN)
    counted = _note(product, key).failures
    if counted != before.failures + 1 and (wait := delay_after(counted - 1, FREE_FOR_LOGIN)):
        raise Refused("sign_in_wait", seconds=math.ceil(wait.total_seconds()))


def forget(product: Product, login: str) -> None:
    """Begin to count a login's failures anew."""
    product.store.forget_failures(login_key(login))


def _note(product: Product, key: str) -> Attempts:
    """Count a failure; whatever delays nobody any more is forgotten by the way, so that the store does not fill up."""
    now = product.clock()
    return product.store.note_failure(key, now, forget_before=now - QUIET)


def _check(product: Product, key: str, free: int) -> Attempts:
    now = product.clock()
    attempts = product.store.attempts(key)
    if attempts.last_at is None or now - attempts.last_at >= QUIET:
        return Attempts()
    left = attempts.last_at + delay_after(attempts.failures, free) - now
    if left > dt.timedelta():
        raise Refused("sign_in_wait", seconds=math.ceil(left.total_seconds()))
    return attempts
