"""Open sessions and failed attempts: kept as long as needed, and no part of the history."""

import datetime as dt
from dataclasses import replace

import pytest

from kpi.access import Role
from kpi.accounts import Account, Attempts, SignIn
from kpi.figures import Stamp
from kpi.services.store import StaleAccount
from kpi.store.sqlstore import SqlStore

EIGHT = dt.datetime(2024, 4, 3, 1, 0, tzinfo=dt.UTC)
HANOI = dt.timezone(dt.timedelta(hours=7))
MINUTE = dt.timedelta(minutes=1)
MAI = SignIn("9f86d081", "mai.kator", EIGHT, EIGHT, "10.0.0.7", 'Mozilla/5.0 "Ninh Sơn"')
KEY = "login:mai.kator"
ACCOUNT = Account(MAI.login, "Kator Thị Mai", Role.LEADER, created_at=EIGHT)
LONG_AGO = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
ODD = ["'; DROP TABLE session; --", '" OR "1"="1', "%", "_", "?:key %s \\", "Xã Ma Nới", ""]


def open_session(store: SqlStore, session: SignIn) -> None:
    """Open a session for an account that is there, added where it was not."""
    account = replace(ACCOUNT, login=session.login)
    if store.account(session.login) is None:
        store.add_account(account, Stamp("hanh.le", EIGHT, "accounts"))
    store.open_session(session, of=account)


def note_failure(store: SqlStore, key: str, at: dt.datetime) -> Attempts:
    return store.note_failure(key, at, forget_before=LONG_AGO)


def test_a_session_comes_back_as_it_was_opened(store: SqlStore) -> None:
    open_session(store, MAI)
    assert store.session("9f86d081") == MAI
    assert store.sessions() == [MAI]
    assert store.session("9F86D081") is None
    assert store.data_version() == 1, "the account is history, its session is not"


@pytest.mark.parametrize("changed", [{"disabled": True}, {"password_hash": "$argon2id$khac"}, {"role": Role.REPORTER}])
def test_no_session_is_opened_for_an_account_that_changed_since_it_was_read(
    store: SqlStore, changed: dict[str, object]
) -> None:
    stamp = Stamp("hanh.le", EIGHT, "accounts")
    with pytest.raises(StaleAccount):
        store.open_session(MAI, of=ACCOUNT)
    store.add_account(ACCOUNT, stamp)
    store.change_account(replace(ACCOUNT, **changed), stamp, before=ACCOUNT)  # type: ignore[arg-type]
    with pytest.raises(StaleAccount):
        store.open_session(MAI, of=ACCOUNT)
    assert store.sessions() == []


def test_the_instants_of_a_session_come_back_in_utc(store: SqlStore) -> None:
    open_session(store, replace(MAI, opened_at=EIGHT.astimezone(HANOI), seen_at=EIGHT.astimezone(HANOI)))
    found = store.session("9f86d081")
    assert found == MAI
    assert (found.opened_at.tzinfo, found.seen_at.tzinfo) == (dt.UTC, dt.UTC)
    store.see_session("9f86d081", (EIGHT + MINUTE).astimezone(HANOI))
    assert store.sessions() == [replace(MAI, seen_at=EIGHT + MINUTE)]


def test_an_instant_without_a_time_zone_is_refused(store: SqlStore) -> None:
    naive = dt.datetime(2024, 4, 3, 8, 0)
    with pytest.raises(ValueError, match="no time zone"):
        open_session(store, replace(MAI, opened_at=naive))
    with pytest.raises(ValueError, match="no time zone"):
        note_failure(store, KEY, naive)
    assert (store.sessions(), store.attempts(KEY)) == ([], Attempts())


def test_the_session_seen_last_comes_first(store: SqlStore) -> None:
    for token in ("a", "b", "c"):
        open_session(store, replace(MAI, token_hash=token))
    store.see_session("b", EIGHT + MINUTE)
    assert [session.token_hash for session in store.sessions()] == ["b", "a", "c"]


def test_of_two_uses_noted_in_the_wrong_order_the_later_stays(store: SqlStore) -> None:
    open_session(store, MAI)
    store.see_session("9f86d081", EIGHT + 2 * MINUTE)
    store.see_session("9f86d081", EIGHT + MINUTE)
    assert store.sessions() == [replace(MAI, seen_at=EIGHT + 2 * MINUTE)]


def test_a_closed_session_stays_closed(store: SqlStore) -> None:
    open_session(store, MAI)
    store.close_session("9f86d081")
    store.see_session("9f86d081", EIGHT + MINUTE)
    store.close_session("9f86d081")
    assert store.session("9f86d081") is None
    assert store.sessions() == []


def test_all_sessions_of_an_account_close_and_no_others(store: SqlStore) -> None:
    for token, login in (("a", "mai.kator"), ("b", "mai.kator"), ("c", "Mai.Kator")):
        open_session(store, replace(MAI, token_hash=token, login=login))
    store.close_sessions("mai.kator")
    assert [session.token_hash for session in store.sessions()] == ["c"]


@pytest.mark.parametrize("text", ODD)
def test_whatever_a_token_a_login_or_a_browser_contains_it_stays_data(store: SqlStore, text: str) -> None:
    open_session(store, MAI)
    assert store.session(text) is None
    odd = SignIn(text, text, EIGHT, EIGHT, text, text)
    open_session(store, odd)
    assert store.session(text) == odd
    assert note_failure(store, text, EIGHT) == store.attempts(text) == Attempts(1, EIGHT)
    store.forget_failures(text)
    store.close_sessions(text)
    assert store.sessions() == [MAI]


def test_failures_are_counted_for_each_key_until_they_are_forgotten(store: SqlStore) -> None:
    assert store.attempts(KEY) == Attempts()
    assert note_failure(store, KEY, EIGHT) == Attempts(1, EIGHT)
    assert note_failure(store, KEY, (EIGHT + MINUTE).astimezone(HANOI)) == Attempts(2, EIGHT + MINUTE)
    note_failure(store, "address:10.0.0.7", EIGHT)
    assert store.attempts(KEY) == Attempts(2, EIGHT + MINUTE)
    store.forget_failures(KEY)
    assert (store.attempts(KEY), store.attempts("address:10.0.0.7")) == (Attempts(), Attempts(1, EIGHT))
    assert store.data_version() == 0


def test_the_last_failure_is_the_latest_however_they_arrive(store: SqlStore) -> None:
    note_failure(store, KEY, EIGHT + MINUTE)
    assert note_failure(store, KEY, EIGHT) == store.attempts(KEY) == Attempts(2, EIGHT + MINUTE)


def test_counting_forgets_whatever_was_quiet_since_a_given_moment_and_nothing_else(store: SqlStore) -> None:
    for key, minutes in (("login:a", 0), ("login:b", 1), (KEY, 1), ("address:10.0.0.7", 0)):
        note_failure(store, key, EIGHT + minutes * MINUTE)
    local = (EIGHT + MINUTE).astimezone(HANOI) - dt.timedelta(microseconds=1)
    counted = store.note_failure(KEY, EIGHT + 2 * MINUTE, forget_before=local)
    assert counted == Attempts(2, EIGHT + 2 * MINUTE)
    left = {key: store.attempts(key).failures for key in ("login:a", "login:b", KEY, "address:10.0.0.7")}
    assert left == {"login:a": 0, "login:b": 1, KEY: 2, "address:10.0.0.7": 0}
    assert store.note_failure(KEY, EIGHT + 3 * MINUTE, forget_before=EIGHT + 2 * MINUTE).failures == 1
    assert store.attempts("login:b") == Attempts()
