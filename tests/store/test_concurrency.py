"""Many writers at once, in threads and in processes: nothing is lost and the history has one line."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from sqlalchemy import Engine

import kpi
from kpi.figures import Change, Figure, FigureKey, Report, Stamp
from kpi.months import Month
from kpi.services.store import StaleReport
from kpi.store.sqlstore import SqlStore

MARCH = Month(2024, 3)
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
