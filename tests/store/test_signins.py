"""Open sessions and failed attempts: kept as long as needed, and no part of the history."""

import datetime as dt
from dataclasses import replace

import pytest

from kpi.accounts import Attempts, SignIn
from kpi.store.sqlstore import SqlStore

EIGHT = dt.datetime(2024, 4, 3, 1, 0, tzinfo=dt.UTC)
HANOI = dt.timezone(dt.timedelta(hours=7))
MINUTE = dt.timedelta(minutes=1)
MAI = SignIn("9f86d081", "mai.kator", EIGHT, EIGHT, "10.0.0.7", 'Mozilla/5.0 "Ninh Sơn"')
KEY = "login:mai.kator"
ODD = ["'; DROP TABLE session; --", '" OR "1"="1', "%", "_", "?:key %s \\", "Xã Ma Nới", ""]


def test_a_session_comes_back_as_it_was_opened(store: SqlStore) -> None:
    store.open_session(MAI)
    assert store.session("9f86d081") == MAI
    assert store.sessions() == [MAI]
    assert store.session("9F86D081") is None
    assert store.data_version() == 0


def test_the_instants_of_a_session_come_back_in_utc(store: SqlStore) -> None:
    store.open_session(replace(MAI, opened_at=EIGHT.astimezone(HANOI), seen_at=EIGHT.astimezone(HANOI)))
    found = store.session("9f86d081")
    assert found == MAI
    assert (found.opened_at.tzinfo, found.seen_at.tzinfo) == (dt.UTC, dt.UTC)
    store.see_session("9f86d081", (EIGHT + MINUTE).astimezone(HANOI))
    assert store.sessions() == [replace(MAI, seen_at=EIGHT + MINUTE)]


def test_an_instant_without_a_time_zone_is_refused(store: SqlStore) -> None:
    naive = dt.datetime(2024, 4, 3, 8, 0)
    with pytest.raises(ValueError, match="no time zone"):
        store.open_session(replace(MAI, opened_at=naive))
    with pytest.raises(ValueError, match="no time zone"):
        store.note_failure(KEY, naive)
    assert (store.sessions(), store.attempts(KEY)) == ([], Attempts())


def test_the_session_seen_last_comes_first(store: SqlStore) -> None:
    for token in ("a", "b", "c"):
        store.open_session(replace(MAI, token_hash=token))
    store.see_session("b", EIGHT + MINUTE)
    assert [session.token_hash for session in store.sessions()] == ["b", "a", "c"]


def test_of_two_uses_noted_in_the_wrong_order_the_later_stays(store: SqlStore) -> None:
    store.open_session(MAI)
    store.see_session("9f86d081", EIGHT + 2 * MINUTE)
    store.see_session("9f86d081", EIGHT + MINUTE)
    assert store.sessions() == [replace(MAI, seen_at=EIGHT + 2 * MINUTE)]


def test_a_closed_session_stays_closed(store: SqlStore) -> None:
    store.open_session(MAI)
    store.close_session("9f86d081")
    store.see_session("9f86d081", EIGHT + MINUTE)
    store.close_session("9f86d081")
    assert store.session("9f86d081") is None
    assert store.sessions() == []


def test_all_sessions_of_an_account_close_and_no_others(store: SqlStore) -> None:
    for token, login in (("a", "mai.kator"), ("b", "mai.kator"), ("c", "Mai.Kator")):
        store.open_session(replace(MAI, token_hash=token, login=login))
    store.close_sessions("mai.kator")
    assert [session.token_hash for session in store.sessions()] == ["c"]


@pytest.mark.parametrize("text", ODD)
def test_whatever_a_token_a_login_or_a_browser_contains_it_stays_data(store: SqlStore, text: str) -> None:
    store.open_session(MAI)
    assert store.session(text) is None
    odd = SignIn(text, text, EIGHT, EIGHT, text, text)
    store.open_session(odd)
    assert store.session(text) == odd
    assert store.note_failure(text, EIGHT) == store.attempts(text) == Attempts(1, EIGHT)
    store.forget_failures(text)
    store.close_sessions(text)
    assert store.sessions() == [MAI]


def test_failures_are_counted_for_each_key_until_they_are_forgotten(store: SqlStore) -> None:
    assert store.attempts(KEY) == Attempts()
    assert store.note_failure(KEY, EIGHT) == Attempts(1, EIGHT)
    assert store.note_failure(KEY, (EIGHT + MINUTE).astimezone(HANOI)) == Attempts(2, EIGHT + MINUTE)
    store.note_failure("address:10.0.0.7", EIGHT)
    assert store.attempts(KEY) == Attempts(2, EIGHT + MINUTE)
    store.forget_failures(KEY)
    assert (store.attempts(KEY), store.attempts("address:10.0.0.7")) == (Attempts(), Attempts(1, EIGHT))
    assert store.data_version() == 0


def test_the_last_failure_is_the_latest_however_they_arrive(store: SqlStore) -> None:
    store.note_failure(KEY, EIGHT + MINUTE)
    assert store.note_failure(KEY, EIGHT) == store.attempts(KEY) == Attempts(2, EIGHT + MINUTE)
