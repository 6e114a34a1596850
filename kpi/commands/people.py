"""Accounts on the command line: `python -m kpi add-user`."""

from typing import TextIO

from argon2 import PasswordHasher

from kpi.access import Person, Role
from kpi.errors import Refused
from kpi.passwords import HASHER
from kpi.services.accounts import add_account, normalised, normalised_external
from kpi.services.product import Product
from kpi.wording import account_words


def add_user(
    product: Product,
    person: Person,
    *,
    login: str,
    name: str,
    role: Role,
    unit: str | None,
    external: str = "",
    out: TextIO,
    err: TextIO,
    hasher: PasswordHasher = HASHER,
) -> int:
    """Add an account and print its one-time password to `out`; 1, with the reason to `err`, where it is refused.

    `external` is the owner's address in the province's single sign-on: such an account has no password.
    """
    try:
        password = add_account(
            product, person, login=login, name=name, role=role, unit=unit, external=external, hasher=hasher
        )
    except Refused as refused:
        print(account_words.refusal(refused), file=err)
        return 1
    if password:
        print(account_words.account_added(normalised(login), password), file=out)
    else:
        print(account_words.account_of_province_added(normalised(login), normalised_external(external)), file=out)
    return 0
