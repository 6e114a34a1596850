"""The names of people behind the logins that reports and the history record."""

from collections.abc import Mapping

from kpi.services.product import Product


def name_of(product: Product, login: str) -> str:
    """The name of a login's account; the login itself where there is none."""
    account = product.store.account(login)
    return login if account is None else account.name


def names(product: Product) -> Mapping[str, str]:
    """The name of every login; who signs is no secret inside the authority."""
    return {account.login: account.name for account in product.store.accounts()}
