"""Administrators and processes at once: each change is made upon what was read, or not at all."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import Engine

from kpi.access import Role
from kpi.accounts import Account, SignIn
from kpi.figures import Stamp
from kpi.services.store import LastAdministrator, NotFirst, StaleAccount
from kpi.store.sqlstore import SqlStore

PEOPLE = 6
ROUNDS = 5
DONE = "done"


@pytest.fixture
def stores(url: str, store: SqlStore, connect: Callable[[str], Engine]) -> list[SqlStore]:
    """One database as two processes hold it."""
    return [store, SqlStore(connect(url))]


def administrator(number: int, stamp: Stamp) -> Account:
    return Account(f"quan.tri.{number}", f"Quản trị {number}", Role.ADMINISTRATOR, created_at=stamp.at)


def at_once(stores: list[SqlStore], act: Callable[[SqlStore, int], None]) -> list[str]:
    """What became of as many at once as there are people, one process beside the other: DONE, or the refusal."""
    barrier = Barrier(PEOPLE)

    def run(person: int) -> str:
        barrier.wait()
        try:
            act(stores[person % len(stores)], person)
        except (StaleAccount, NotFirst, LastAdministrator) as refused:
            return type(refused).__name__
        return DONE

    with ThreadPoolExecutor(PEOPLE) as pool:
        return sorted(pool.map(run, range(PEOPLE)))


def test_of_administrators_who_disable_each_other_in_a_ring_one_stays(stores: list[SqlStore], stamp: Stamp) -> None:
    everybody = [administrator(number, stamp) for number in range(PEOPLE)]
    for account in everybody:
        stores[0].add_account(account, stamp)

    def disable_the_next(store: SqlStore, person: int) -> None:
        theirs = everybody[(person + 1) % PEOPLE]
        store.change_account(replace(theirs, disabled=True), stamp, before=theirs)

    assert at_once(stores, disable_the_next) == ["LastAdministrator", *[DONE] * (PEOPLE - 1)]
    assert sum(account.administers for account in stores[1].accounts()) == 1
    assert stores[1].data_version() == 2 * PEOPLE - 1


def test_of_first_set_ups_at_once_one_is_made(stores: list[SqlStore], stamp: Stamp) -> None:
    outcome = at_once(
        stores, lambda store, person: store.add_account(administrator(person, stamp), stamp, only_first=True)
    )
    assert outcome == [*["NotFirst"] * (PEOPLE - 1), DONE]
    assert (len(stores[1].accounts()), stores[1].data_version()) == (1, 1)


def test_of_changes_upon_the_same_account_as_read_one_is_made(stores: list[SqlStore], stamp: Stamp) -> None:
    stores[0].add_account(administrator(0, stamp), stamp)
    for turn in range(ROUNDS):
        before = stores[turn % 2].accounts()[0]

        def change(store: SqlStore, person: int, *, before: Account = before, turn: int = turn) -> None:
            changed = replace(before, password_hash=f"$argon2id$lan {turn} cua {person}")
            store.change_account(changed, stamp, before=before)

        assert at_once(stores, change) == [*["StaleAccount"] * (PEOPLE - 1), DONE]
    assert stores[0].data_version() == 1 + ROUNDS
    assert stores[0].first_broken_revision() is None


def test_no_session_outlives_the_account_that_is_disabled_while_it_is_opened(
    stores: list[SqlStore], stamp: Stamp
) -> None:
    for number in range(PEOPLE + ROUNDS):
        stores[0].add_account(administrator(number, stamp), stamp)
    for turn in range(ROUNDS):
        account = administrator(turn, stamp)

        def act(store: SqlStore, person: int, *, account: Account = account) -> None:
            if person:
                session = SignIn(f"{account.login} {person}", account.login, stamp.at, stamp.at, "10.0.0.7", "Firefox")
                store.open_session(session, of=account)
            else:
                store.change_account(replace(account, disabled=True), stamp, before=account)
                store.close_sessions(account.login)

        assert DONE in at_once(stores, act)
        assert stores[1].sessions() == []
