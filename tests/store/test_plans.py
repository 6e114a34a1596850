"""The plans that were activated, and what the figures refer to."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Engine, func, select, text

from kpi.accounts import PlanFile
from kpi.figures import Change, Figure, FigureKey, Report, Stamp
from kpi.months import Month
from kpi.store import tables
from kpi.store.engine import reading, writing
from kpi.store.sqlstore import SqlStore

MARCH = Month(2024, 3)
AT = dt.datetime(2024, 1, 2, 1, 0, tzinfo=dt.UTC)
FIRST = PlanFile("ninh-son-2024", "Kế hoạch 395/KH-UBND", "[plan]\n# 'ghi chú'; \\ %s\n" * 2_000, "ab12", AT)
SECOND = replace(FIRST, text="[plan]\nnear = 0.9\n", hash="cd34", activated_at=AT + dt.timedelta(days=30))
Save = Callable[..., Report]


def test_there_is_no_plan_before_one_is_activated(store: SqlStore) -> None:
    assert store.active_plan() is None


def test_the_plan_activated_last_is_the_active_one(store: SqlStore, stamp: Stamp) -> None:
    for plan in (FIRST, SECOND, FIRST):
        store.activate_plan(plan, stamp)
        assert store.active_plan() == plan
    told = [(item.action, item.subject, item.before, item.after) for item in store.revisions()]
    assert told == [
        ("plan", "ninh-son-2024", "cd34", "ab12"),
        ("plan", "ninh-son-2024", "ab12", "cd34"),
        ("plan", "ninh-son-2024", None, "ab12"),
    ]
    assert {item.stamp for item in store.revisions()} == {stamp}
    assert store.first_broken_revision() is None


def test_every_text_ever_activated_is_kept(engine: Engine, store: SqlStore, stamp: Stamp) -> None:
    for plan in (FIRST, SECOND):
        store.activate_plan(plan, stamp)
    with reading(engine) as connection:
        texts = connection.scalars(select(tables.plan_file.c.text).order_by(tables.plan_file.c.revision)).all()
    assert texts == [FIRST.text, SECOND.text]


def test_activating_the_active_plan_again_writes_nothing(engine: Engine, store: SqlStore, stamp: Stamp) -> None:
    store.activate_plan(FIRST, stamp)
    store.activate_plan(replace(FIRST, activated_at=stamp.at), stamp)
    assert store.active_plan() == FIRST
    assert store.data_version() == 1
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(tables.plan_file)) == 1


def test_the_instant_of_an_activation_comes_back_in_utc(store: SqlStore, stamp: Stamp) -> None:
    store.activate_plan(replace(FIRST, activated_at=AT.astimezone(dt.timezone(dt.timedelta(hours=7)))), stamp)
    plan = store.active_plan()
    assert plan == FIRST
    assert plan.activated_at.tzinfo is dt.UTC


def test_a_plan_brings_no_figures(store: SqlStore, stamp: Stamp) -> None:
    store.activate_plan(FIRST, stamp)
    assert store.changes_since(0) == store.changes_since(0, approved=True) == (1, [], [])
    assert store.is_empty()


def test_a_plan_whose_activation_was_cut_off_the_history_is_noticed(
    engine: Engine, store: SqlStore, stamp: Stamp
) -> None:
    store.activate_plan(FIRST, stamp)
    with writing(engine) as connection:
        connection.execute(text("UPDATE plan_file SET revision = 4"))
    assert store.first_broken_revision() == 2


def test_the_names_in_use_are_those_of_current_figures(store: SqlStore, save: Save, stamp: Stamp) -> None:
    assert store.used_names() == (frozenset(), frozenset(), frozenset())
    save(store, {"resolved_late": 3, "received": None})
    save(store, {"resolved_late": 5}, unit="22810")
    save(store, {"Đúng hạn": 5, "": 1}, unit="'; --")
    save(store, {}, unit="22813")
    units, measures, parts = store.used_names()
    assert units == {"22828", "22810", "'; --"}
    assert measures == {"resolved_late", "received", "Đúng hạn", ""}
    assert parts == set()
    received = FigureKey("22828", "received", MARCH)
    store.save_report(
        store.report("22828", MARCH), changes=[Change(received, None, None)], explanations={}, stamp=stamp
    )
    assert store.used_names()[1] == {"resolved_late", "Đúng hạn", ""}


def test_the_parts_in_use_are_those_of_current_figures(store: SqlStore, save: Save, stamp: Stamp) -> None:
    report = save(store, {"received": 5})
    keys = [FigureKey("22828", "received", MARCH, part) for part in ("dat-dai", "ho-tich")]
    changes = [Change(key, None, Figure(key, 2)) for key in keys]
    report = store.save_report(report, changes=changes, explanations={}, stamp=stamp)
    assert store.used_names()[2] == {"dat-dai", "ho-tich"}
    store.save_report(report, changes=[Change(keys[0], None, None)], explanations={}, stamp=stamp)
    assert store.used_names()[2] == {"ho-tich"}


def test_the_size_grows_with_what_is_stored(store: SqlStore, stamp: Stamp) -> None:
    before = store.size()
    assert before > 0
    store.activate_plan(replace(FIRST, text="".join(chr(0x1E00 + index % 256) for index in range(500_000))), stamp)
    assert store.size() > before + 50_000
