"""Accounts: found exactly as written, never two of one login, and a history without secrets."""

import datetime as dt
import json
from dataclasses import fields, replace

import pytest

from kpi.access import Role
from kpi.accounts import Account
from kpi.figures import Stamp
from kpi.services.store import LastAdministrator, LoginTaken, NotFirst, StaleAccount
from kpi.store.sqlstore import SqlStore

CREATED = dt.datetime(2024, 1, 2, 1, 0, tzinfo=dt.UTC)
MAI = Account(
    *("mai.kator", "Kator Thị Mai", Role.REPORTER, "22828", "$argon2id$v=19$m=65536$bXXi$0nMật"),
    must_change=True,
    external="mai@ninhthuan.gov.vn",
    created_at=CREATED,
)
HANH = Account("hanh.le", "Lê Thị Hạnh", Role.ADMINISTRATOR, created_at=CREATED)
ANOTHER = Account(
    *("", "Chamaléa Nam", Role.LEADER, "22822", "$argon2id$khac"),
    disabled=True,
    external="nam@ninhthuan.gov.vn",
    created_at=CREATED + dt.timedelta(days=1),
)
"""Nothing of it is as in MAI's account."""
HUONG = Account("huong", "Chamaléa Hương", Role.COORDINATOR, created_at=CREATED)
ODD_LOGINS = ["'; DROP TABLE account; --", '" OR "1"="1', "%", "_", "mai%", "?:login %s \\", "Xã Ma Nới", "x" * 10_000]


def test_an_account_comes_back_as_it_was_added(store: SqlStore, stamp: Stamp) -> None:
    for account in (MAI, HUONG):
        store.add_account(account, stamp)
    assert store.accounts() == [HUONG, MAI]
    assert (store.account("mai.kator"), store.account("huong")) == (MAI, HUONG)
    assert store.account_of_external("mai@ninhthuan.gov.vn") == MAI


def test_a_login_is_found_only_as_it_is_written(store: SqlStore, stamp: Stamp) -> None:
    store.add_account(MAI, stamp)
    for other in ("Mai.Kator", "mai.kator ", "mai_kator", "mai", ""):
        assert store.account(other) is None
    assert store.account_of_external("MAI@ninhthuan.gov.vn") is None


def test_nobody_is_known_by_no_address(store: SqlStore, stamp: Stamp) -> None:
    for login in ("huong", "thuy"):
        store.add_account(replace(HUONG, login=login), stamp)
    assert store.account_of_external("") is None


def test_a_login_and_an_address_belong_to_one_account(store: SqlStore, stamp: Stamp) -> None:
    store.add_account(MAI, stamp)
    with pytest.raises(LoginTaken):
        store.add_account(replace(HUONG, login="mai.kator"), stamp)
    with pytest.raises(LoginTaken):
        store.add_account(replace(HUONG, external=MAI.external), stamp)
    store.add_account(HUONG, stamp)
    with pytest.raises(LoginTaken):
        store.change_account(replace(HUONG, external=MAI.external), stamp, before=HUONG)
    assert store.accounts() == [HUONG, MAI]
    assert store.data_version() == 2


@pytest.mark.parametrize("login", ODD_LOGINS)
def test_whatever_a_login_contains_it_stays_data(store: SqlStore, stamp: Stamp, login: str) -> None:
    store.add_account(MAI, stamp)
    assert store.account(login) is None
    odd = replace(HUONG, login=login, external=login)
    store.add_account(odd, stamp)
    changed = replace(odd, name="Tên khác")
    store.change_account(changed, stamp, before=odd)
    assert store.account(login) == store.account_of_external(login) == changed
    assert store.account("mai.kator") == MAI
    assert {revision.subject for revision in store.revisions(subjects=[login])} == {login}
    assert store.first_broken_revision() is None


def test_an_account_without_a_day_was_created_when_it_was_added(store: SqlStore, stamp: Stamp) -> None:
    hanoi = dt.timezone(dt.timedelta(hours=7))
    local = Stamp(stamp.who, stamp.at.astimezone(hanoi), stamp.origin)
    store.add_account(replace(MAI, created_at=None), local)
    created = store.accounts()[0].created_at
    assert created is not None
    assert (created, created.tzinfo) == (stamp.at, dt.UTC)


def test_a_changed_account_keeps_the_day_it_was_created(store: SqlStore, stamp: Stamp) -> None:
    store.add_account(MAI, stamp)
    store.change_account(replace(MAI, role=Role.LEADER, unit=None, created_at=stamp.at), stamp, before=MAI)
    assert store.account("mai.kator") == replace(MAI, role=Role.LEADER, unit=None)


def test_an_account_that_is_not_there_cannot_be_changed(store: SqlStore, stamp: Stamp) -> None:
    with pytest.raises(StaleAccount):
        store.change_account(replace(MAI, name="Mai"), stamp, before=MAI)
    assert store.accounts() == []


@pytest.mark.parametrize("field", [field.name for field in fields(Account) if field.name != "login"])
def test_an_account_changed_in_any_way_since_it_was_read_is_not_changed_over_it(
    store: SqlStore, stamp: Stamp, field: str
) -> None:
    store.add_account(MAI, stamp)
    other: Account = replace(MAI, **{field: getattr(ANOTHER, field)})
    with pytest.raises(StaleAccount):
        store.change_account(replace(other, name="Mai"), stamp, before=other)
    assert (store.accounts(), store.data_version()) == ([MAI], 1)


def test_the_last_who_keeps_accounts_can_neither_be_disabled_nor_get_another_role(
    store: SqlStore, stamp: Stamp
) -> None:
    store.add_account(HANH, stamp)
    store.add_account(replace(HANH, login="ha.dao", disabled=True), stamp)
    for changed in (replace(HANH, disabled=True), replace(HANH, role=Role.LEADER)):
        with pytest.raises(LastAdministrator):
            store.change_account(changed, stamp, before=HANH)
    assert (store.account("hanh.le"), store.data_version()) == (HANH, 2)
    store.change_account(replace(HANH, name="Lê Hạnh"), stamp, before=HANH)
    store.add_account(replace(HANH, login="lan.vo"), stamp)
    store.change_account(replace(HANH, name="Lê Hạnh", disabled=True), stamp, before=replace(HANH, name="Lê Hạnh"))
    assert [account.login for account in store.accounts() if account.administers] == ["lan.vo"]


def test_an_account_that_must_be_the_first_is_added_to_an_empty_store_only(store: SqlStore, stamp: Stamp) -> None:
    store.add_account(HANH, stamp, only_first=True)
    with pytest.raises(NotFirst):
        store.add_account(MAI, stamp, only_first=True)
    assert (store.accounts(), store.data_version()) == ([HANH], 1)


def test_the_history_tells_of_a_new_account(store: SqlStore, stamp: Stamp) -> None:
    store.add_account(MAI, stamp)
    (revision,) = store.revisions()
    assert (revision.action, revision.subject, revision.stamp) == ("account", "mai.kator", stamp)
    assert (revision.unit, revision.month, revision.before) == ("", None, None)
    assert revision.after == (
        '{"disabled":false,"external":"mai@ninhthuan.gov.vn","must_change":true,"name":"Kator Thị Mai",'
        '"role":"reporter","unit":"22828"}'
    )


def test_the_history_tells_what_changed_and_nothing_else(store: SqlStore, stamp: Stamp) -> None:
    store.add_account(MAI, stamp)
    store.change_account(replace(MAI, role=Role.LEADER, unit=None), stamp, before=MAI)
    revision = store.revisions()[0]
    assert (revision.before, revision.after) == ('{"role":"reporter","unit":"22828"}', '{"role":"leader","unit":null}')


def test_a_new_password_is_recorded_without_the_password_or_its_hash(store: SqlStore, stamp: Stamp) -> None:
    store.add_account(MAI, stamp)
    store.change_account(
        replace(MAI, password_hash="$argon2id$v=19$m=65536$a2hhYw$1nMật", must_change=False), stamp, before=MAI
    )
    revision = store.revisions()[0]
    assert json.loads(revision.before or "") == {"must_change": True}
    assert json.loads(revision.after or "") == {"must_change": False, "password": "changed"}
    for text in (item for line in store.revisions() for item in (line.before, line.after)):
        assert "argon2" not in (text or "")


def test_a_change_of_the_password_alone_has_nothing_before(store: SqlStore, stamp: Stamp) -> None:
    store.add_account(MAI, stamp)
    store.change_account(replace(MAI, password_hash="$argon2id$khac"), stamp, before=MAI)
    revision = store.revisions()[0]
    assert (revision.before, revision.after) == ("{}", '{"password":"changed"}')


def test_an_account_that_stays_the_same_writes_no_history(store: SqlStore, stamp: Stamp) -> None:
    store.add_account(MAI, stamp)
    store.change_account(MAI, stamp, before=MAI)
    assert store.data_version() == 1


def test_accounts_bring_no_figures(store: SqlStore, stamp: Stamp) -> None:
    store.add_account(MAI, stamp)
    assert store.changes_since(0) == store.changes_since(0, approved=True) == (1, [], [])
    assert store.is_empty()
