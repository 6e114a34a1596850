"""The first administrator of an empty store, made by whoever can read the console."""

import secrets
from dataclasses import replace

from argon2 import PasswordHasher

from kpi.access import Role
from kpi.accounts import Account
from kpi.errors import Refused
from kpi.passwords import HASHER, hashed, weaknesses
from kpi.services import attempts
from kpi.services.accounts import checked_login, described, enter, personal_words
from kpi.services.product import Product

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def has_no_accounts(product: Product) -> bool:
    """Whether nobody can sign in yet, so that the first administrator is to be made."""
    return not product.store.accounts()


def new_first_code() -> str:
    """The code that the console shows and the first administrator types: sixty bits, new with each start."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))


def first_administrator(
    product: Product,
    *,
    code: str,
    expected: str,
    address: str,
    login: str,
    name: str,
    password: str,
    hasher: PasswordHasher = HASHER,
) -> Account:
    """Add the administrator of a store without accounts; `expected` is the code that only the console showed.

    Raises Refused: "already_set_up" once there is any account, "sign_in_wait", "first_code_wrong", "login_malformed",
    "name_missing", "name_long", or the first weakness of the password. Of two at once the second is refused.
    """
    _check_is_first(product)
    attempts.check_address(product, address)
    if not secrets.compare_digest(_bare(code), _bare(expected)):
        attempts.count_address(product, address)
        raise Refused("first_code_wrong")
    role = Role.ADMINISTRATOR
    account = described(product.plan, Account(checked_login(login), "", role), name=name, role=role, unit=None)
    for problem in weaknesses(password, personal=personal_words(product.plan, account)):
        raise Refused(problem.code, **problem.details)
    account = replace(account, password_hash=hashed(password, hasher))
    return enter(product, account, account.person, only_first=True)


def _check_is_first(product: Product) -> None:
    if not has_no_accounts(product):
        raise Refused("already_set_up")


def _bare(code: str) -> bytes:
    return "".join(code.split()).replace("-", "").upper().encode()
