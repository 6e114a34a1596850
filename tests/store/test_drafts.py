"""Drafts: what somebody typed and did not save yet."""

import datetime as dt
from collections.abc import Callable

from sqlalchemy import Engine, select

from kpi.figures import Report, Stamp
from kpi.months import Month
from kpi.store.engine import reading
from kpi.store.sqlstore import SqlStore
from kpi.store.tables import draft

MARCH = Month(2024, 3)
Save = Callable[..., Report]


def test_a_draft_is_kept_as_typed(store: SqlStore) -> None:
    fields = {"resolved_late": "1.2 34,", "reason": 'Máy in "hỏng"\n', "received": ""}
    store.keep_draft("22828", MARCH, "Kator Thị Mai", fields)
    assert store.draft("22828", MARCH, "Kator Thị Mai") == fields
    assert store.data_version() == 0


def test_a_draft_belongs_to_one_person_and_one_report(store: SqlStore) -> None:
    store.keep_draft("22828", MARCH, "Kator Thị Mai", {"resolved_late": "3"})
    assert store.draft("22828", MARCH, "Chamaléa Hương") == {}
    assert store.draft("22828", MARCH + 1, "Kator Thị Mai") == {}
    assert store.draft("22810", MARCH, "Kator Thị Mai") == {}


def test_a_newer_draft_replaces_the_older_and_an_empty_one_forgets_it(store: SqlStore) -> None:
    store.keep_draft("22828", MARCH, "Kator Thị Mai", {"resolved_late": "3", "received": "40"})
    store.keep_draft("22828", MARCH, "Kator Thị Mai", {"resolved_late": "4"})
    assert store.draft("22828", MARCH, "Kator Thị Mai") == {"resolved_late": "4"}
    store.keep_draft("22828", MARCH, "Kator Thị Mai", {})
    assert store.draft("22828", MARCH, "Kator Thị Mai") == {}


def test_a_draft_is_dated(engine: Engine) -> None:
    noon = dt.datetime(2024, 4, 3, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    SqlStore(engine, now=lambda: noon).keep_draft("22828", MARCH, "Kator Thị Mai", {"resolved_late": "3"})
    with reading(engine) as connection:
        assert connection.scalar(select(draft.c.saved_at)) == "2024-04-03T05:00:00.000000+00:00"


def test_saving_forgets_the_draft_of_who_saved_and_of_nobody_else(store: SqlStore, save: Save, stamp: Stamp) -> None:
    for person in (stamp.who, "Chamaléa Hương"):
        store.keep_draft("22828", MARCH, person, {"resolved_late": "3"})
    save(store, {"resolved_late": 3})
    assert store.draft("22828", MARCH, stamp.who) == {}
    assert store.draft("22828", MARCH, "Chamaléa Hương") == {"resolved_late": "3"}


def test_saving_without_a_change_forgets_the_draft_too(store: SqlStore, save: Save, stamp: Stamp) -> None:
    save(store, {"resolved_late": 3})
    store.keep_draft("22828", MARCH, stamp.who, {"resolved_late": "3"})
    save(store, {"resolved_late": 3})
    assert store.draft("22828", MARCH, stamp.who) == {}
