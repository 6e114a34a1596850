"""Who works with the product in these tests: an account for each role, and a reporter for each commune."""

from dataclasses import replace
from pathlib import Path

from argon2 import PasswordHasher

from kpi.access import Person, Role
from kpi.accounts import Account
from kpi.figures import Stamp
from kpi.passwords import hashed
from kpi.store.engine import open_engine
from kpi.store.migrate import migrate
from kpi.store.sqlstore import SqlStore, utc_now
from tests.browser.steps import COMMUNES, PASSWORD
from tests.office import ADMINISTRATOR, CHAIRMAN, EVERYBODY, MA_NOI, MY_SON, OFFICER, OFFICER_OF_MY_SON

OUTSIDE = {CHAIRMAN.login: "tran.minh.luc@ninhthuan.gov.vn"}
"""The addresses by which the province's single sign-on knows people."""


def reporter_of(unit: str) -> Person:
    """Who enters the figures of a commune."""
    known = {MA_NOI: OFFICER, MY_SON: OFFICER_OF_MY_SON}
    return known.get(unit) or Person(f"Cán bộ {unit}", Role.REPORTER, unit, f"can-bo.{unit}")


def staff(database: Path) -> None:
    """Give everybody an account in a new database; their password is PASSWORD, hashed as cheaply as can be."""
    kept = hashed(PASSWORD, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    engine = open_engine(f"sqlite:///{database}")
    migrate(engine)
    store = SqlStore(engine)
    for person in dict.fromkeys([*EVERYBODY, *map(reporter_of, COMMUNES)]):
        account = Account(person.login, person.name, person.role, person.unit, kept, created_at=utc_now())
        account = replace(account, external=OUTSIDE.get(person.login, ""))
        store.add_account(account, Stamp(ADMINISTRATOR.login, utc_now(), "accounts"))
    engine.dispose()  # closes the file, so that a copy of it is whole
