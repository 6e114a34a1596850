"""The first administrator: with the code of the console, with a good password, and only once."""

from dataclasses import replace

import pytest

from kpi.accounts import Account
from kpi.errors import Refused
from kpi.figures import Stamp
from kpi.services import attempts, first, signin
from tests.fakes_accounts import PeopleInMemory
from tests.fakes_people import ADDRESS, HANH, PASSWORD, Office

CODE = "ABCD-EFGH-JKLM"


def set_up(office: Office, *, code: str = CODE, login: str = "hanh.le", password: str = PASSWORD) -> None:
    first.first_administrator(
        office.product,
        code=code,
        expected=CODE,
        address=ADDRESS,
        login=login,
        name="Lê Thị Hạnh",
        password=password,
        hasher=office.hasher,
    )


def test_the_first_administrator_is_made_with_the_code_of_the_console() -> None:
    office = Office()
    assert first.has_no_accounts(office.product)
    set_up(office, code=" abcd efghjklm ")
    token = signin.sign_in(
        office.product, login="hanh.le", password=PASSWORD, address=ADDRESS, agent="", hasher=office.hasher
    )
    assert signin.who_is(office.product, token) == HANH
    assert not first.has_no_accounts(office.product)


def test_a_wrong_code_makes_nobody_and_is_slowed_down() -> None:
    office = Office()
    for _ in range(attempts.FREE_FOR_ADDRESS):
        with pytest.raises(Refused, match="first_code_wrong"):
            set_up(office, code="ABCD-EFGH-JKLX")
    with pytest.raises(Refused, match="sign_in_wait"):
        set_up(office)
    assert office.people.accounts() == []


def test_the_first_administrator_chooses_a_good_password() -> None:
    office = Office()
    with pytest.raises(Refused, match="password_personal"):
        set_up(office, password="hanhle2024!")
    with pytest.raises(Refused, match="password_common"):
        set_up(office, password="matkhau123")
    assert office.people.accounts() == []


def test_the_first_administrator_is_made_only_once() -> None:
    office = Office()
    office.hire(HANH)
    with pytest.raises(Refused, match="already_set_up"):
        set_up(office, login="ha.dao")


def test_of_two_first_administrators_who_both_saw_the_empty_store_one_is_made() -> None:
    class Overtaken(PeopleInMemory):
        def add_account(self, account: Account, stamp: Stamp, *, only_first: bool = False) -> None:
            super().add_account(replace(account, login="ha.dao"), stamp, only_first=only_first)
            super().add_account(account, stamp, only_first=only_first)

    office = Office(people=Overtaken())
    with pytest.raises(Refused, match="already_set_up"):
        set_up(office)
    assert [account.login for account in office.people.accounts()] == ["ha.dao"]


def test_codes_of_the_console_are_new_with_each_start() -> None:
    codes = {first.new_first_code() for _ in range(100)}
    assert len(codes) == 100
    assert all(len(code) == 14 for code in codes)
