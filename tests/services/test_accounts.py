"""Keeping accounts: who may, what an account needs, and that there is always an administrator."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from kpi.access import Person, Role
from kpi.accounts import Account
from kpi.commands.people import add_user
from kpi.errors import Refused
from kpi.figures import Stamp
from kpi.passwords import matches
from kpi.services import accounts, attempts, signin
from kpi.wording import account_words
from tests.fakes_people import ADDRESS, HANH, MA_NOI, MAI, PASSWORD, Office


@pytest.fixture
def office() -> Office:
    """An administrator and an officer of xã Ma Nới."""
    office = Office()
    office.hire(HANH)
    office.hire(MAI)
    return office


def add(office: Office, login: str = "ha.dao", *, role: Role = Role.REPORTER, unit: str | None = MA_NOI) -> str:
    return accounts.add_account(
        office.product, HANH, login=login, name="Đạo Thanh Hà", role=role, unit=unit, hasher=office.hasher
    )


def sign_in(office: Office, login: str, password: str = PASSWORD) -> str:
    return signin.sign_in(
        office.product, login=login, password=password, address=ADDRESS, agent="Firefox", hasher=office.hasher
    )


def test_a_new_account_has_a_one_time_password_that_must_be_changed(office: Office) -> None:
    password = add(office)
    account = office.people.account("ha.dao")
    assert account is not None
    assert account.must_change
    assert account.created_at == office.clock.now
    assert matches(account.password_hash, password, office.hasher)
    assert signin.account_of(office.product, sign_in(office, "ha.dao", password)) == account


def test_who_made_an_account_stands_in_its_history(office: Office) -> None:
    add(office)
    made = office.people.history[-1]
    assert (made.action, made.subject) == ("account", "ha.dao")
    assert made.stamp == Stamp("hanh.le", office.clock.now, "accounts")


def test_a_login_is_kept_in_small_letters_and_taken_only_once(office: Office) -> None:
    add(office, " Ha.Dao ")
    with pytest.raises(Refused, match="login_taken"):
        add(office, "HA.DAO")


@pytest.mark.parametrize("login", ["", "ha", "hà.đạo", "ha dao", "x" * 41, "ha/dao", "ha\ndao", "ha.dao\n; x"])
def test_a_login_that_cannot_be_one_is_refused(office: Office, login: str) -> None:
    with pytest.raises(Refused, match="login_malformed"):
        add(office, login)


@pytest.mark.parametrize(
    ("role", "unit", "code"),
    [
        (Role.REPORTER, None, "unit_needed"),
        (Role.REPORTER, "99999", "unit_unknown"),
        (Role.LEADER, MA_NOI, "unit_not_for_role"),
        (Role.ADMINISTRATOR, MA_NOI, "unit_not_for_role"),
    ],
)
def test_a_reporter_has_a_unit_that_reports_and_nobody_else_has_one(
    office: Office, role: Role, unit: str | None, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        add(office, role=role, unit=unit)
    assert len(office.people.accounts()) == 2


@pytest.mark.parametrize(("name", "code"), [("  ", "name_missing"), ("Hà " * 50, "name_long")])
def test_an_account_has_the_name_of_a_person(office: Office, name: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        accounts.add_account(office.product, HANH, login="ha.dao", name=name, role=Role.LEADER)


def _ways(office: Office, person: Person) -> dict[str, Callable[[], object]]:
    product, role = office.product, Role.LEADER
    return {
        "add": lambda: accounts.add_account(product, person, login="ha.dao", name="Đạo Thanh Hà", role=role),
        "change": lambda: accounts.change_account(product, person, "hanh.le", name="Hạnh", role=role),
        "disable": lambda: accounts.disable_account(product, person, "hanh.le"),
        "enable": lambda: accounts.enable_account(product, person, "hanh.le"),
        "reset": lambda: accounts.reset_password(product, person, "hanh.le", hasher=office.hasher),
        "end": lambda: accounts.end_sessions(product, person, "hanh.le"),
        "accounts": lambda: accounts.all_accounts(product, person),
        "sessions": lambda: accounts.all_sessions(product, person),
    }


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_but_an_administrator_keeps_accounts(office: Office, role: Role) -> None:
    before = office.people.accounts()
    for way in _ways(office, replace(MAI, role=role)).values():
        with pytest.raises(Refused, match="may_not_keep_accounts"):
            way()
    assert office.people.accounts() == before


def test_a_changed_role_counts_from_the_next_click_on(office: Office) -> None:
    token = sign_in(office, "mai.kator")
    accounts.change_account(office.product, HANH, "mai.kator", name="Kator Thị Mai", role=Role.LEADER)
    assert signin.who_is(office.product, token) == Person("Kator Thị Mai", Role.LEADER, None, "mai.kator")


def test_a_change_that_changes_nothing_leaves_no_trace(office: Office) -> None:
    before = len(office.people.history)
    accounts.change_account(office.product, HANH, MAI.login, name=MAI.name, role=MAI.role, unit=MAI.unit)
    assert len(office.people.history) == before


def test_a_disabled_account_ends_at_once_and_opens_again_with_its_password(office: Office) -> None:
    token = sign_in(office, "mai.kator")
    accounts.disable_account(office.product, HANH, "mai.kator")
    assert signin.who_is(office.product, token) is None
    with pytest.raises(Refused, match="sign_in_refused"):
        sign_in(office, "mai.kator")
    accounts.enable_account(office.product, HANH, "mai.kator")
    assert signin.who_is(office.product, token) is None
    assert signin.who_is(office.product, sign_in(office, "mai.kator")) == MAI


def test_an_account_disabled_behind_our_back_ends_at_once_too(office: Office) -> None:
    token = sign_in(office, "mai.kator")
    account = office.people.account("mai.kator")
    assert account is not None
    stamp = Stamp("hanh.le", office.clock.now, "accounts")
    office.people.change_account(replace(account, disabled=True), stamp, before=account)
    assert signin.who_is(office.product, token) is None


def test_a_reset_password_ends_sessions_and_must_be_changed(office: Office) -> None:
    token = sign_in(office, "mai.kator")
    password = accounts.reset_password(office.product, HANH, "mai.kator", hasher=office.hasher)
    assert signin.who_is(office.product, token) is None
    with pytest.raises(Refused, match="sign_in_refused"):
        sign_in(office, "mai.kator")
    account = signin.account_of(office.product, sign_in(office, "mai.kator", password))
    assert account is not None
    assert account.must_change


def test_a_reset_password_also_ends_the_wait_of_a_locked_login(office: Office) -> None:
    for _ in range(attempts.FREE_FOR_LOGIN):
        with pytest.raises(Refused, match="sign_in_refused"):
            sign_in(office, "mai.kator", "sai rồi lại sai")
    with pytest.raises(Refused, match="sign_in_wait"):
        sign_in(office, "mai.kator")
    password = accounts.reset_password(office.product, HANH, "mai.kator", hasher=office.hasher)
    assert sign_in(office, "mai.kator", password)


def test_an_administrator_ends_the_sessions_of_another(office: Office) -> None:
    own = sign_in(office, "hanh.le")
    office.clock.pass_by(minutes=1)
    token = sign_in(office, "mai.kator")
    assert [session.login for session in accounts.all_sessions(office.product, HANH)] == ["mai.kator", "hanh.le"]
    accounts.end_sessions(office.product, HANH, "mai.kator")
    assert signin.who_is(office.product, token) is None
    assert signin.who_is(office.product, own) == HANH


def test_an_administrator_can_neither_disable_nor_reset_himself(office: Office) -> None:
    with pytest.raises(Refused, match="not_yourself"):
        accounts.disable_account(office.product, HANH, "hanh.le")
    with pytest.raises(Refused, match="password_of_yourself"):
        accounts.reset_password(office.product, HANH, "hanh.le")


def test_the_last_administrator_stays(office: Office) -> None:
    console = Person("Dòng lệnh", Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="last_administrator"):
        accounts.disable_account(office.product, console, "hanh.le")
    with pytest.raises(Refused, match="last_administrator"):
        accounts.change_account(office.product, HANH, "hanh.le", name="Lê Thị Hạnh", role=Role.LEADER)
    add(office, role=Role.ADMINISTRATOR, unit=None)
    accounts.disable_account(office.product, HANH, "ha.dao")
    with pytest.raises(Refused, match="last_administrator"):
        accounts.change_account(office.product, HANH, "hanh.le", name="Lê Thị Hạnh", role=Role.LEADER)
    accounts.enable_account(office.product, HANH, "ha.dao")
    accounts.change_account(office.product, HANH, "hanh.le", name="Lê Thị Hạnh", role=Role.LEADER)


def test_an_account_of_a_unit_that_the_plan_has_lost_is_not_opened_again(office: Office) -> None:
    lost = Account("nam.chamalea", "Chamaléa Nam", Role.REPORTER, "99999", disabled=True)
    office.people.add_account(lost, Stamp("hanh.le", office.clock.now, "accounts"))
    with pytest.raises(Refused, match="unit_unknown"):
        accounts.enable_account(office.product, HANH, "nam.chamalea")
    accounts.change_account(office.product, HANH, "nam.chamalea", name="Chamaléa Nam", role=MAI.role, unit=MA_NOI)
    accounts.enable_account(office.product, HANH, "nam.chamalea")
    assert [account.login for account in office.people.accounts() if account.disabled] == []


def test_an_account_that_is_not_there_is_refused_in_words(office: Office) -> None:
    with pytest.raises(Refused, match="no_account"):
        accounts.enable_account(office.product, HANH, "ha.dao")


def test_the_command_prints_the_one_time_password_once(office: Office) -> None:
    out, err = io.StringIO(), io.StringIO()
    role = Role.REPORTER
    code = add_user(
        office.product, HANH, login="Ha.Dao", name="Hà", role=role, unit=MA_NOI, out=out, err=err, hasher=office.hasher
    )
    account = office.people.account("ha.dao")
    assert code == 0
    assert account is not None
    assert err.getvalue() == ""
    (password,) = [line.split(": ")[1] for line in out.getvalue().splitlines() if "một lần: " in line]
    assert matches(account.password_hash, password, office.hasher)


def test_the_command_says_why_it_was_refused(office: Office) -> None:
    out, err = io.StringIO(), io.StringIO()
    code = add_user(office.product, HANH, login="ha.dao", name="Hà", role=Role.REPORTER, unit=None, out=out, err=err)
    assert (code, out.getvalue()) == (1, "")
    assert err.getvalue().strip() == account_words.REFUSED["unit_needed"]
