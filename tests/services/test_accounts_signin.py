"""Signing in: the same answer for everybody who may not, growing delays, and sessions that end."""

import inspect
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from kpi import passwords
from kpi.access import Role
from kpi.errors import Refused
from kpi.figures import Stamp
from kpi.passwords import is_outdated
from kpi.services import accounts, attempts, first, signin
from kpi.services.attempts import FREE_FOR_LOGIN
from kpi.services.signin import ABSOLUTE, IDLE
from kpi.wording import account_words
from tests.fakes_people import ADDRESS, HANH, MAI, NEW_PASSWORD, PASSWORD, CountingHasher, Office

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


def change(office: Office, token: str | None, *, old: str = PASSWORD, new: str = NEW_PASSWORD) -> str:
    return signin.change_password(
        office.product, token, old=old, new=new, address=ADDRESS, agent="Firefox", hasher=office.hasher
    )


def test_the_right_password_opens_a_session_whose_token_is_stored_nowhere(office: Office) -> None:
    token = sign_in(office, " Mai.Kator ")
    assert signin.who_is(office.product, token) == MAI
    (session,) = office.people.sessions()
    assert len(token) >= 43
    assert session.token_hash == signin.hash_of(token) != token
    assert re.fullmatch("[0-9a-f]{64}", session.token_hash)
    assert (session.login, session.address, session.agent) == ("mai.kator", ADDRESS, "Firefox")


def test_every_sign_in_has_a_token_of_its_own(office: Office) -> None:
    assert len({sign_in(office) for _ in range(20)}) == 20


@pytest.mark.parametrize("token", [None, "", "x", "không có", "a" * 5000])
def test_a_token_that_was_never_given_is_nobody(office: Office, token: str | None) -> None:
    assert signin.who_is(office.product, token) is None


def test_a_stolen_hash_is_no_token(office: Office) -> None:
    sign_in(office)
    (session,) = office.people.sessions()
    assert signin.who_is(office.product, session.token_hash) is None


def test_unknown_disabled_passwordless_and_wrong_get_the_same_answer_after_the_same_work(office: Office) -> None:
    stamp = Stamp("hanh.le", office.clock.now, "accounts")
    lan = office.hire(replace(MAI, login="lan.pham"))
    office.people.change_account(replace(lan, disabled=True), stamp, before=lan)
    office.people.add_account(replace(lan, login="sso.only", password_hash="", external="sso@ninhthuan.gov.vn"), stamp)
    answers = []
    for login in ("mai.kator", "khong.co.ai", "lan.pham", "sso.only", "không thể có", ""):
        office.hasher.verified.clear()
        refused = refusal(partial(sign_in, office, login, WRONG))
        answers.append((refused.code, dict(refused.details), len(office.hasher.verified)))
    assert set(map(str, answers)) == {str(("sign_in_refused", {}, 1))}


def test_a_disabled_account_is_refused_with_its_right_password_as_well(office: Office) -> None:
    accounts.disable_account(office.product, HANH, "mai.kator")
    office.hasher.verified.clear()
    assert refusal(lambda: sign_in(office)).code == "sign_in_refused"
    assert len(office.hasher.verified) == 1


def test_a_hash_with_old_parameters_is_made_anew_at_the_next_sign_in(office: Office) -> None:
    stronger = CountingHasher(time_cost=2)
    old = office.people.account("mai.kator")
    token = signin.sign_in(
        office.product, login="mai.kator", password=PASSWORD, address=ADDRESS, agent="", hasher=stronger
    )
    new = office.people.account("mai.kator")
    assert old is not None
    assert new is not None
    assert is_outdated(old.password_hash, stronger)
    assert not is_outdated(new.password_hash, stronger)
    assert replace(new, password_hash="") == replace(old, password_hash="")
    assert signin.who_is(office.product, token) == MAI


def test_a_password_reset_while_the_old_one_is_looked_at_opens_no_session(office: Office) -> None:
    class Meanwhile(CountingHasher):
        def verify(self, hash, password):  # type: ignore[no-untyped-def]
            answer = super().verify(hash, password)
            accounts.reset_password(office.product, HANH, "mai.kator", hasher=office.hasher)
            return answer

    office.hasher = Meanwhile()
    assert refusal(lambda: sign_in(office)).code == "sign_in_refused"
    assert office.people.sessions() == []


def test_an_unused_session_ends_after_an_hour(office: Office) -> None:
    token = sign_in(office)
    office.clock.pass_by(seconds=IDLE.total_seconds() - 1)
    assert signin.who_is(office.product, token) == MAI
    office.clock.pass_by(seconds=IDLE.total_seconds())
    assert signin.who_is(office.product, token) is None
    assert office.people.sessions() == []


def test_a_used_session_ends_after_twelve_hours(office: Office) -> None:
    token = sign_in(office)
    opened = office.clock.now
    while office.clock.now + IDLE / 2 < opened + ABSOLUTE:
        office.clock.pass_by(seconds=IDLE.total_seconds() / 2)
        assert signin.who_is(office.product, token) == MAI
    office.clock.now = opened + ABSOLUTE
    assert signin.who_is(office.product, token) is None


def test_the_moment_of_last_use_is_written_once_a_minute(office: Office) -> None:
    token, begun = sign_in(office), office.clock.now
    seen = []
    for _ in range(120):
        office.clock.pass_by(seconds=1)
        signin.who_is(office.product, token)
        seen.append((office.people.sessions()[0].seen_at - begun).total_seconds())
    assert sorted(set(seen)) == [0, 60, 120]


def test_sessions_that_ran_out_are_forgotten_at_the_next_sign_in(office: Office) -> None:
    sign_in(office, "hanh.le")
    office.clock.pass_by(seconds=IDLE.total_seconds())
    sign_in(office)
    assert [session.login for session in office.people.sessions()] == ["mai.kator"]


def test_signing_out_ends_this_session_and_no_other(office: Office) -> None:
    desk, phone = sign_in(office), sign_in(office)
    signin.sign_out(office.product, desk)
    assert signin.who_is(office.product, desk) is None
    assert signin.who_is(office.product, phone) == MAI
    signin.sign_out(office.product, None)


def test_signing_out_everywhere_ends_ones_own_sessions_and_nobody_elses(office: Office) -> None:
    desk, phone, other = sign_in(office), sign_in(office), sign_in(office, "hanh.le")
    signin.sign_out_everywhere(office.product, desk)
    assert signin.who_is(office.product, desk) is signin.who_is(office.product, phone) is None
    assert signin.who_is(office.product, other) == HANH
    signin.sign_out_everywhere(office.product, "không có phiên này")
    assert signin.who_is(office.product, other) == HANH


def test_no_session_is_opened_for_an_account_disabled_or_given_another_password_since_it_was_read(
    office: Office,
) -> None:
    account = office.people.account("mai.kator")
    assert account is not None
    token = signin.open_session(office.product, account, address=ADDRESS, agent="Firefox")
    assert signin.who_is(office.product, token) == MAI
    accounts.disable_account(office.product, HANH, "mai.kator")
    assert refusal(lambda: signin.open_session(office.product, account, address="", agent="")).code == "sign_in_refused"
    accounts.enable_account(office.product, HANH, "mai.kator")
    accounts.reset_password(office.product, HANH, "mai.kator", hasher=office.hasher)
    assert refusal(lambda: signin.open_session(office.product, account, address="", agent="")).code == "sign_in_refused"
    assert office.people.sessions() == []


def test_a_changed_password_ends_all_sessions_but_gives_a_new_one(office: Office) -> None:
    desk, phone = sign_in(office), sign_in(office)
    token = change(office, desk)
    assert token not in {desk, phone}
    assert signin.who_is(office.product, token) == MAI
    assert signin.who_is(office.product, desk) is signin.who_is(office.product, phone) is None
    assert refusal(lambda: sign_in(office)).code == "sign_in_refused"
    assert sign_in(office, "mai.kator", NEW_PASSWORD)


def test_who_changes_a_password_stands_in_the_history(office: Office) -> None:
    change(office, sign_in(office))
    newest = office.people.history[-1]
    assert (newest.subject, newest.stamp.who) == ("mai.kator", "mai.kator")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (WRONG, NEW_PASSWORD, "password_wrong"),
        (PASSWORD, PASSWORD, "password_same"),
        (PASSWORD, "ngắn", "password_short"),
        (PASSWORD, "matkhau123", "password_common"),
        (PASSWORD, "Mai.Kator2024", "password_personal"),
        (PASSWORD, "Xã Ma Nới 24", "password_personal"),
        (PASSWORD, "aaaaaaaaaaaa", "password_pattern"),
    ],
)
def test_a_password_is_changed_with_the_old_one_to_a_good_one(office: Office, old: str, new: str, code: str) -> None:
    token = sign_in(office)
    assert refusal(lambda: change(office, token, old=old, new=new)).code == code
    assert signin.who_is(office.product, token) == MAI
    assert sign_in(office)


def test_the_old_password_cannot_be_guessed_through_a_session_left_open(office: Office) -> None:
    token = sign_in(office)
    for _ in range(FREE_FOR_LOGIN):
        assert refusal(lambda: change(office, token, old=WRONG)).code == "password_wrong"
    assert refusal(lambda: change(office, token)).code == "sign_in_wait"


def test_without_a_session_no_password_is_changed(office: Office) -> None:
    assert refusal(lambda: change(office, "không có phiên này")).code == "signed_out"
    assert refusal(lambda: change(office, None)).code == "signed_out"


def test_a_given_password_lets_in_nobody_until_it_is_changed(office: Office) -> None:
    office.hire(replace(MAI, login="ha.dao", name="Đạo Thanh Hà"), must_change=True)
    token = sign_in(office, "ha.dao")
    account = signin.account_of(office.product, token)
    assert account is not None
    assert account.must_change
    assert signin.who_is(office.product, token) is None
    person = signin.who_is(office.product, change(office, token))
    assert person is not None
    assert (person.login, person.role) == ("ha.dao", Role.REPORTER)


def test_every_refusal_has_its_sentence() -> None:
    raised = re.compile(r'Refused\(\s*"(\w+)"|Problem\("password", "(\w+)"')
    sources = "".join(map(inspect.getsource, (accounts, attempts, first, signin, passwords)))
    codes = {one or other for one, other in raised.findall(sources)} | {"may_not_keep_accounts", "passwords_differ"}
    assert codes == set(account_words.REFUSED)
