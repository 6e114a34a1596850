"""Changes of accounts at once: each is made upon the account as it then is, or refused in a sentence."""

from collections.abc import Callable
from dataclasses import replace
from threading import Barrier, Thread

import pytest

from kpi.access import Person, Role
from kpi.accounts import Account, SignIn
from kpi.errors import Refused
from kpi.figures import Stamp
from kpi.services import accounts, signin
from kpi.wording import account_words
from tests.fakes_accounts import PeopleInMemory
from tests.fakes_people import ADDRESS, HANH, MAI, NEW_PASSWORD, PASSWORD, Clock, CountingHasher, Office

THEIRS = "chợ phiên sáng thứ bảy"


class Overtaken(PeopleInMemory):
    """A store in which another process changes an account after it was read, so many times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def _overtake(self, account: Account) -> None:
        if self.times:
            self.times -= 1
            theirs = replace(account, name=f"{account.name} {self.times}")
            super().change_account(theirs, Stamp("hanh.le", Clock().now, "accounts"), before=account)

    def change_account(self, account: Account, stamp: Stamp, *, before: Account) -> None:
        self._overtake(before)
        super().change_account(account, stamp, before=before)

    def open_session(self, session: SignIn, *, of: Account) -> None:
        self._overtake(of)
        super().open_session(session, of=of)


def overtaken(times: int) -> Office:
    office = Office(people=Overtaken(times))
    office.hire(HANH)
    office.hire(MAI)
    return office


def mai_of(office: Office) -> Account:
    account = office.people.account("mai.kator")
    assert account is not None
    return account


def sign_in(office: Office, password: str = PASSWORD) -> str:
    return signin.sign_in(
        office.product, login="mai.kator", password=password, address=ADDRESS, agent="Firefox", hasher=office.hasher
    )


def together(*calls: Callable[[], object]) -> list[str]:
    """Runs the calls at once; the codes of those refused."""
    refused: list[str] = []
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> None:
        start.wait(timeout=10)
        try:
            call()
        except Refused as refusal:
            refused.append(refusal.code)

    threads = [Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return refused


def test_of_two_administrators_who_disable_each_other_one_stays() -> None:
    office = Office()
    ha = Person("Đạo Thanh Hà", Role.ADMINISTRATOR, None, "ha.dao")
    office.hire(HANH)
    office.hire(ha)
    refused = together(
        lambda: accounts.disable_account(office.product, HANH, "ha.dao"),
        lambda: accounts.disable_account(office.product, ha, "hanh.le"),
    )
    assert refused == ["last_administrator"]
    assert sum(account.administers for account in office.people.accounts()) == 1


def test_a_change_that_was_overtaken_is_made_upon_the_account_as_it_then_is() -> None:
    office = overtaken(times=1)
    accounts.disable_account(office.product, HANH, "mai.kator")
    assert (mai_of(office).name, mai_of(office).disabled) == ("Kator Thị Mai 0", True)


def test_a_change_that_is_overtaken_again_is_refused_in_words() -> None:
    office = overtaken(times=2)
    with pytest.raises(Refused, match="account_changed_meanwhile") as refused:
        accounts.disable_account(office.product, HANH, "mai.kator")
    assert "vừa được sửa ở nơi khác" in account_words.refusal(refused.value)
    assert not mai_of(office).disabled


def test_an_address_that_another_took_between_is_refused_in_words() -> None:
    class Taken(PeopleInMemory):
        def change_account(self, account: Account, stamp: Stamp, *, before: Account) -> None:
            super().add_account(replace(account, login="ha.dao"), stamp)
            super().change_account(account, stamp, before=before)

    office = Office(people=Taken())
    office.hire(HANH)
    with pytest.raises(Refused, match="external_taken") as refused:
        accounts.change_account(
            office.product, HANH, "hanh.le", name=HANH.name, role=HANH.role, external="hanh@ninhthuan.gov.vn"
        )
    assert "hanh@ninhthuan.gov.vn" in account_words.refusal(refused.value)


def test_who_signs_in_while_somebody_corrects_the_name_is_signed_in() -> None:
    office = overtaken(times=1)
    person = signin.who_is(office.product, sign_in(office))
    assert person == replace(MAI, name="Kator Thị Mai 0")


def test_of_two_changes_of_one_password_the_first_stays_and_the_second_is_refused() -> None:
    office = Office()
    office.hire(MAI)
    here, there = sign_in(office), sign_in(office)

    class Meanwhile(CountingHasher):
        """While the new password is hashed, the same person changes it on another device."""

        def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
            change(office, there, THEIRS, office.hasher)
            return super().hash(password, salt=salt)

    with pytest.raises(Refused, match="sign_in_refused"):
        change(office, here, NEW_PASSWORD, Meanwhile())
    assert signin.who_is(office.product, here) is None
    assert signin.who_is(office.product, sign_in(office, THEIRS)) == MAI


def change(office: Office, token: str, new: str, hasher: CountingHasher) -> str:
    return signin.change_password(
        office.product, token, old=PASSWORD, new=new, address=ADDRESS, agent="Firefox", hasher=hasher
    )
