"""Guessing passwords: growing delays for a login and for an address, and nothing kept longer than it delays."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from kpi.errors import Refused
from kpi.services import attempts, signin
from kpi.services.attempts import FREE_FOR_ADDRESS, FREE_FOR_LOGIN, LONGEST_WAIT, QUIET
from tests.fakes_people import ADDRESS, HANH, MAI, PASSWORD, Office

WRONG = "mật khẩu nào đó sai"


@pytest.fixture
def office() -> Office:
    """An administrator and an officer of xã Ma Nới."""
    office = Office()
    office.hire(HANH)
    office.hire(MAI)
    return office


def sign_in(office: Office, login: str = "mai.kator", password: str = PASSWORD, *, address: str = ADDRESS) -> str:
    return signin.sign_in(
        office.product, login=login, password=password, address=address, agent="Firefox", hasher=office.hasher
    )


def refusal(call: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value


def fail(office: Office, login: str = "mai.kator", *, times: int = 1, address: str = ADDRESS) -> None:
    """Fail, and wait as long as asked between the failures."""
    for _ in range(times):
        while (refused := refusal(lambda: sign_in(office, login, WRONG, address=address))).code == "sign_in_wait":
            office.clock.pass_by(seconds=int(str(refused.details["seconds"])))


def test_an_unknown_login_waits_like_a_known_one(office: Office) -> None:
    waits = []
    for login in ("mai.kator", "khong.co.ai"):
        for _ in range(FREE_FOR_LOGIN):
            refusal(partial(sign_in, office, login, WRONG))
        refused = refusal(partial(sign_in, office, login))
        waits.append((refused.code, dict(refused.details)))
    assert waits == [("sign_in_wait", {"seconds": 2})] * 2


def test_the_delay_doubles_with_each_failure_up_to_a_quarter_of_an_hour(office: Office) -> None:
    waits = []
    fail(office, times=FREE_FOR_LOGIN)
    for _ in range(11):
        refused = refusal(lambda: sign_in(office, "mai.kator", WRONG))
        waits.append(refused.details["seconds"])
        fail(office)
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]


def test_while_waiting_no_password_is_looked_at_and_the_wait_does_not_grow(office: Office) -> None:
    fail(office, times=FREE_FOR_LOGIN + 3)
    office.hasher.verified.clear()
    for _ in range(50):
        assert refusal(lambda: sign_in(office)).details == {"seconds": 16}
    assert office.hasher.verified == []
    office.clock.pass_by(seconds=16)
    assert sign_in(office)


def test_five_mistakes_are_forgiven_and_a_success_begins_anew(office: Office) -> None:
    for _ in range(3):
        fail(office, times=FREE_FOR_LOGIN - 1)
        assert sign_in(office)


def test_a_quiet_hour_begins_anew(office: Office) -> None:
    fail(office, times=FREE_FOR_LOGIN - 1)
    office.clock.pass_by(seconds=QUIET.total_seconds())
    fail(office)
    assert sign_in(office)
    assert QUIET > LONGEST_WAIT


def test_one_login_is_slowed_down_from_whatever_address(office: Office) -> None:
    for number in range(FREE_FOR_LOGIN):
        fail(office, address=f"10.0.0.{number}")
    assert refusal(lambda: sign_in(office, address="10.0.0.99")).code == "sign_in_wait"


def test_one_address_is_slowed_down_whatever_login_it_tries(office: Office) -> None:
    for number in range(FREE_FOR_ADDRESS):
        assert refusal(partial(sign_in, office, f"ai.do.{number}", WRONG)).code == "sign_in_refused"
    assert refusal(lambda: sign_in(office)).code == "sign_in_wait"
    assert sign_in(office, address="10.20.0.8")


def test_ones_own_account_does_not_buy_an_address_more_guesses(office: Office) -> None:
    for number in range(FREE_FOR_ADDRESS):
        refusal(partial(sign_in, office, f"ai.do.{number}", WRONG))
        if number < FREE_FOR_ADDRESS - 1:
            assert sign_in(office)
    assert refusal(lambda: sign_in(office)).code == "sign_in_wait"


def test_addresses_of_one_ipv6_network_count_as_one() -> None:
    assert attempts.address_key("2001:db8:1:2::7") == attempts.address_key("2001:db8:1:2:ffff::9")
    assert attempts.address_key("2001:db8:1:2::7") != attempts.address_key("2001:db8:1:3::7")
    assert attempts.address_key("10.20.0.7") != attempts.address_key("10.20.0.8")
    assert attempts.address_key("testclient") == "address:testclient"


def test_a_login_that_looks_like_an_address_does_not_share_its_count() -> None:
    assert attempts.login_key("10.20.0.7") != attempts.address_key("10.20.0.7")


def test_of_many_guesses_at_once_only_the_free_ones_are_looked_at(office: Office) -> None:
    def guess(number: int) -> str:
        return refusal(lambda: sign_in(office, "mai.kator", WRONG, address=f"10.1.0.{number}")).code

    with ThreadPoolExecutor(max_workers=32) as pool:
        codes = list(pool.map(guess, range(64)))
    assert 1 <= codes.count("sign_in_refused") <= FREE_FOR_LOGIN
    assert len(office.hasher.verified) == codes.count("sign_in_refused")


def test_what_delays_nobody_any_more_is_forgotten_at_the_next_failure_of_anybody(office: Office) -> None:
    for number in range(3):
        fail(office, f"ai.do.{number}", address=f"10.1.0.{number}")
    office.clock.pass_by(seconds=QUIET.total_seconds() - 1)
    fail(office)
    assert office.people.attempts("login:ai.do.0").failures == 1
    office.clock.pass_by(seconds=1)
    fail(office, "hanh.le", address="10.1.0.9")
    kept = ["login:mai.kator", f"address:{ADDRESS}", "login:hanh.le", "address:10.1.0.9"]
    gone = [f"{kind}{number}" for kind in ("login:ai.do.", "address:10.1.0.") for number in range(3)]
    assert [office.people.attempts(key).failures for key in kept] == [1] * 4
    assert [office.people.attempts(key).failures for key in gone] == [0] * 6
