"""Many writers at once, in threads and in processes: nothing is lost and the history has one line."""

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

from sqlalchemy import Engine

import kpi
from kpi.access import Role
from kpi.accounts import Account, Attempts
from kpi.figures import Change, Figure, FigureKey, Report, ReportState, Stamp
from kpi.months import Month
from kpi.services.store import LoginTaken, StaleReport
from kpi.store.sqlstore import SqlStore

MARCH = Month(2024, 3)
SUBMITTED, APPROVED = ReportState.SUBMITTED, ReportState.APPROVED
THREADS = 8
SAVES = 12
Save = Callable[..., Report]

WRITER = """
import datetime as dt, sys
from kpi.figures import Change, Figure, FigureKey, Report, Stamp
from kpi.months import Month
from kpi.store.sqlstore import open_store

url, unit = sys.argv[1:]
store = open_store(url)
print("ready", flush=True)
sys.stdin.readline()
key = FigureKey(unit, "resolved_late", Month(2024, 3))
report = Report(unit, key.month)
for value in range(20):
    stamp = Stamp("Kator Thị Mai", dt.datetime.now(dt.UTC), "form")
    report = store.save_report(report, changes=[Change(key, None, Figure(key, value))], explanations={}, stamp=stamp)
"""


def test_eight_units_that_save_at_once_lose_nothing(store: SqlStore, save: Save) -> None:
    barrier = Barrier(THREADS)

    def report_all(unit: str) -> None:
        barrier.wait()
        for late in range(SAVES):
            save(store, {"resolved_late": late, f"measure_{late}": late}, unit=unit)

    units = [f"2281{index}" for index in range(THREADS)]
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(report_all, units))
    assert store.data_version() == THREADS * SAVES * 2
    assert store.first_broken_revision() is None
    for unit in units:
        assert store.report(unit, MARCH).version == SAVES
        assert len(store.figures_of(unit, [MARCH])) == SAVES + 1


def test_eight_people_who_count_in_one_report_lose_no_count(store: SqlStore, stamp: Stamp) -> None:
    key = FigureKey("22828", "resolved_late", MARCH)
    barrier = Barrier(THREADS)

    def count_one_more() -> None:
        report = store.report("22828", MARCH)
        figures = store.figures_of("22828", [MARCH])
        value = figures[0].value if figures else 0
        assert value is not None
        change = Change(key, None, Figure(key, value + 1))
        store.save_report(report, changes=[change], explanations={}, stamp=stamp)

    def count(_person: int) -> None:
        barrier.wait()
        done = 0
        while done < 5:
            try:
                count_one_more()
            except StaleReport:
                continue
            done += 1

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(count, range(THREADS)))
    assert store.figures_of("22828", [MARCH]) == [Figure(key, THREADS * 5)]
    assert store.report("22828", MARCH).version == THREADS * 5
    assert store.first_broken_revision() is None


def test_of_many_who_approve_one_report_at_once_one_has_done_it(store: SqlStore, save: Save, stamp: Stamp) -> None:
    draft = save(store, {"resolved_late": 3})
    submitted = store.save_report(replace(draft, state=SUBMITTED), changes=[], explanations={}, stamp=stamp)
    barrier = Barrier(THREADS)

    def approve(person: int) -> str:
        decided = replace(submitted, state=APPROVED, decided_at=stamp.at, decided_by=f"người {person}")
        barrier.wait()
        try:
            by = Stamp(decided.decided_by, stamp.at, "form")
            return store.save_report(decided, changes=[], explanations={}, stamp=by).decided_by
        except StaleReport as stale:
            return "" if stale.current.state is APPROVED else "too late, and still not approved"

    with ThreadPoolExecutor(THREADS) as pool:
        (winner,) = {who for who in pool.map(approve, range(THREADS)) if who}
    report = store.report("22828", MARCH)
    assert (report.version, report.decided_by, report.saved_by) == (3, winner, winner)
    assert [item.after for item in store.revisions() if item.action == "state"] == ["approved", "submitted"]
    assert store.first_broken_revision() is None


def test_failures_that_arrive_at_once_are_all_counted_and_each_sees_another_number(
    url: str, store: SqlStore, connect: Callable[[str], Engine], stamp: Stamp
) -> None:
    stores = [store, SqlStore(connect(url))]
    barrier = Barrier(THREADS)

    def fail(person: int) -> list[int]:
        barrier.wait()
        mine = stores[person % len(stores)]
        quiet = stamp.at - dt.timedelta(hours=1)
        return [mine.note_failure("login:mai.kator", stamp.at, forget_before=quiet).failures for _ in range(SAVES)]

    with ThreadPoolExecutor(THREADS) as pool:
        counted = [number for numbers in pool.map(fail, range(THREADS)) for number in numbers]
    assert sorted(counted) == list(range(1, THREADS * SAVES + 1))
    assert store.attempts("login:mai.kator") == Attempts(THREADS * SAVES, stamp.at)


def test_of_many_who_take_one_login_at_once_one_gets_it(store: SqlStore, stamp: Stamp) -> None:
    barrier = Barrier(THREADS)

    def take(person: int) -> bool:
        barrier.wait()
        try:
            store.add_account(Account("mai.kator", f"Người {person}", Role.LEADER), stamp)
        except LoginTaken:
            return False
        return True

    with ThreadPoolExecutor(THREADS) as pool:
        assert sum(pool.map(take, range(THREADS))) == 1
    assert (len(store.accounts()), store.data_version()) == (1, 1)


def test_a_write_in_one_process_shows_in_another(
    engine: Engine, store: SqlStore, url: str, connect: Callable[[str], Engine], save: Save
) -> None:
    other = SqlStore(connect(url))
    assert other.data_version() == 0
    report = save(store, {"resolved_late": 3})
    assert other.data_version() == 1
    assert other.report("22828", MARCH) == report
    assert other.changes_since(0) == (1, [("22828", "resolved_late", MARCH.ordinal, "", 3.0)], [])
    save(other, {"resolved_late": 4})
    assert store.figures_of("22828", [MARCH])[0].value == 4


def test_processes_that_save_at_once_lose_nothing(url: str, store: SqlStore) -> None:
    units = ["22810", "22813", "22828"]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, url, unit],
            cwd=Path(kpi.__file__).parent.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for unit in units
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert store.data_version() == 60
    assert [store.report(unit, MARCH).version for unit in units] == [20, 20, 20]
    assert store.first_broken_revision() is None
