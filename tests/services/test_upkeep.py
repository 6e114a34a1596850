"""Upkeep: the state of the product, backups that can be opened, and sessions that are still let in."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from kpi import __version__
from kpi.access import Person
from kpi.accounts import Account, SignIn
from kpi.errors import Refused
from kpi.figures import Stamp
from kpi.services import upkeep
from kpi.services.product import Product
from kpi.services.upkeep import Upkeep
from kpi.store.sqlstore import open_store
from kpi.wording.problems import refusal_sentence
from tests.builders import reports, ward
from tests.office import ADMINISTRATOR, CHAIRMAN, COORDINATOR, NOW, OFFICER, product, put

IN_VIETNAM = "kpi-20240403-093000.sqlite"
EVERYBODY_ELSE = pytest.mark.parametrize("person", [OFFICER, COORDINATOR, CHAIRMAN], ids=lambda person: person.role)


@pytest.fixture
def made(database_url: str) -> Product:
    """Phường Đô Vinh on a database: three figures in two reports, two accounts, one of them disabled."""
    made = product(ward(), store=open_store(database_url))
    put(
        made, {**reports("van-phong", "2026-03", resolved=50, resolved_late=0), **reports("kinh-te", "2026-03", x=None)}
    )
    for account in (
        Account(ADMINISTRATOR.login, ADMINISTRATOR.name, ADMINISTRATOR.role),
        Account("lan.pham", "Phạm Thị Lan", COORDINATOR.role, disabled=True),
    ):
        made.store.add_account(account, Stamp(ADMINISTRATOR.login, NOW, "accounts"))
    return made


def test_the_state_is_told_in_full(made: Product, tmp_path: Path) -> None:
    assert upkeep.state_of(made, ADMINISTRATOR, tmp_path / "backups") == Upkeep(
        version=__version__,
        database_bytes=made.store.size(),
        last_backup=None,
        figures=3,
        reports=2,
        accounts=2,
        disabled_accounts=1,
    )
    assert made.store.size() > 10_000


def test_another_figure_is_counted_at_once(made: Product, tmp_path: Path) -> None:
    assert upkeep.state_of(made, ADMINISTRATOR, tmp_path).figures == 3
    put(made, reports("kinh-te", "2026-03", resolved=1))
    assert upkeep.state_of(made, ADMINISTRATOR, tmp_path).figures == 4


def test_a_backup_is_named_by_the_clock_of_vietnam_and_holds_everything(made: Product, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    file = upkeep.back_up(made, ADMINISTRATOR, folder)
    assert file == folder / IN_VIETNAM
    copy = open_store(f"sqlite:///{file}")
    assert copy.used_names() == made.store.used_names()
    assert copy.first_broken_revision() is None
    assert upkeep.state_of(made, ADMINISTRATOR, folder).last_backup == NOW


def test_the_last_backup_is_the_newest_by_name_and_only_a_finished_one(tmp_path: Path) -> None:
    assert upkeep.last_backup(tmp_path / "khong-co") is None
    for name in ("kpi-20240101-080000.sqlite", "kpi-20240301-220000.sqlite", "kpi-hong.sqlite", "kpi-cu.sqlite"):
        (tmp_path / name).write_bytes(b"SQLite")
    (tmp_path / IN_VIETNAM).touch()
    assert upkeep.last_backup(tmp_path) == dt.datetime(2024, 3, 1, 15, tzinfo=dt.UTC)


def test_two_backups_in_one_second_are_one(made: Product, tmp_path: Path) -> None:
    first = upkeep.back_up(made, ADMINISTRATOR, tmp_path)
    kept = first.read_bytes()
    with pytest.raises(Refused, match="backup_just_made"):
        upkeep.back_up(made, ADMINISTRATOR, tmp_path)
    assert first.read_bytes() == kept


def test_a_folder_that_cannot_be_one_is_refused_in_a_sentence(made: Product, tmp_path: Path) -> None:
    taken = tmp_path / "tep.txt"
    taken.touch()
    for folder in (taken, taken / "duoi"):
        with pytest.raises(Refused, match="backup_not_written") as refused:
            upkeep.back_up(made, ADMINISTRATOR, folder)
        assert str(folder) in refusal_sentence(refused.value)


def test_a_store_that_is_a_server_s_own_is_backed_up_there(tmp_path: Path) -> None:
    in_memory = product(ward())
    with pytest.raises(Refused, match="backup_not_here") as refused:
        upkeep.back_up(in_memory, ADMINISTRATOR, tmp_path)
    assert "máy chủ" in refusal_sentence(refused.value)
    assert list(tmp_path.glob("kpi-2*")) == []


@EVERYBODY_ELSE
def test_only_the_administrator_keeps_the_product(person: Person, made: Product, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="may_not_keep_accounts"):
        upkeep.state_of(made, person, tmp_path)
    with pytest.raises(Refused, match="may_not_keep_accounts"):
        upkeep.open_sessions(made, person)
    with pytest.raises(Refused, match="may_not_keep_accounts"):
        upkeep.broken_revision(made, person)
    with pytest.raises(Refused, match="may_not_keep_plan"):
        upkeep.back_up(made, person, tmp_path / "backups")
    assert not (tmp_path / "backups").exists()


def test_the_history_of_an_untouched_database_is_whole(made: Product) -> None:
    assert upkeep.broken_revision(made, ADMINISTRATOR) is None


def test_sessions_that_ran_out_are_not_open(made: Product) -> None:
    hour, minute = dt.timedelta(hours=1), dt.timedelta(minutes=1)
    now = SignIn("a", ADMINISTRATOR.login, NOW - hour, NOW - minute, "10.20.0.7", "Firefox")
    idle = replace(now, token_hash="b", seen_at=NOW - hour)
    long = replace(now, token_hash="c", opened_at=NOW - 12 * hour)
    account = made.store.account(ADMINISTRATOR.login)
    assert account is not None
    for session in (now, idle, long):
        made.store.open_session(session, of=account)
    assert list(upkeep.open_sessions(made, ADMINISTRATOR)) == [now]
