"""Saving a month's report: all of it or nothing, and never over somebody else's."""

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError

from kpi.figures import Change, Figure, FigureKey, Report, ReportState, Stamp
from kpi.months import Month
from kpi.services.store import StaleReport
from kpi.store.engine import reading, writing
from kpi.store.sqlstore import SqlStore
from kpi.store.tables import Base

MARCH = Month(2024, 3)
LATE = FigureKey("22828", "resolved_late", MARCH)
EARLY = FigureKey("22828", "resolved_early", MARCH)
Save = Callable[..., Report]


def everything(engine: Engine) -> dict[str, list[object]]:
    """Every row of every table."""
    with reading(engine) as connection:
        return {table.name: list(connection.execute(select(table)).all()) for table in Base.metadata.sorted_tables}


def test_a_report_never_saved_has_version_0_and_no_author(store: SqlStore) -> None:
    assert store.report("22828", MARCH) == Report("22828", MARCH)
    assert store.reports(MARCH) == []


def test_a_saved_report_says_who_saved_it_when_and_with_which_words(store: SqlStore, stamp: Stamp) -> None:
    words = {"resolved": "Cộng cả hồ sơ chuyển từ tháng trước", "received": "Cổng dịch vụ công gián đoạn"}
    saved = store.save_report(Report("22828", MARCH), changes=[], explanations=words, stamp=stamp)
    assert saved == Report("22828", MARCH, ReportState.DRAFT, 1, stamp.at, "Kator Thị Mai", words)
    assert store.report("22828", MARCH) == saved
    assert store.reports(MARCH) == [saved]
    assert store.reports(Month(2024, 4)) == []


def test_the_reports_of_a_month_come_with_their_own_explanations(store: SqlStore, stamp: Stamp) -> None:
    for unit, words in {"22828": {"a": "1", "b": "2"}, "22810": {}, "22813": {"a": "3"}}.items():
        store.save_report(Report(unit, MARCH), changes=[], explanations=words, stamp=stamp)
    found = {report.unit: report.explanations for report in store.reports(MARCH)}
    assert found == {"22810": {}, "22813": {"a": "3"}, "22828": {"a": "1", "b": "2"}}
    assert list(found) == sorted(found)


def test_a_moment_in_another_time_zone_is_the_same_moment(store: SqlStore, stamp: Stamp) -> None:
    hanoi = dt.timezone(dt.timedelta(hours=7))
    local = Stamp(stamp.who, stamp.at.astimezone(hanoi), stamp.origin)
    saved = store.save_report(Report("22828", MARCH), changes=[], explanations={"resolved": "Đúng"}, stamp=local)
    assert saved.saved_at == stamp.at
    assert store.revisions()[0].stamp == stamp


def test_a_moment_without_a_time_zone_is_refused(store: SqlStore) -> None:
    naive = Stamp("Kator Thị Mai", dt.datetime(2024, 4, 3, 9, 30), "form")
    with pytest.raises(ValueError, match="no time zone"):
        store.save_report(Report("22828", MARCH), changes=[], explanations={"resolved": "Đúng"}, stamp=naive)


def test_explanations_are_replaced_and_each_real_change_is_recorded(store: SqlStore, stamp: Stamp) -> None:
    report = Report("22828", MARCH)
    for words in ({"a": "Một", "b": "Hai"}, {"a": "Một", "b": "Hai", "c": "Ba"}, {"b": "Hai rưỡi", "c": "Ba"}):
        report = store.save_report(report, changes=[], explanations=words, stamp=stamp)
    assert store.report("22828", MARCH).explanations == {"b": "Hai rưỡi", "c": "Ba"}
    recorded = [(item.action, item.subject, item.before, item.after) for item in store.revisions()]
    assert recorded == [
        ("explanation", "b", "Hai", "Hai rưỡi"),
        ("explanation", "a", "Một", None),
        ("explanation", "c", None, "Ba"),
        ("explanation", "b", None, "Hai"),
        ("explanation", "a", None, "Một"),
    ]


def test_a_new_state_is_kept_and_recorded(store: SqlStore, save: Save, stamp: Stamp) -> None:
    report = save(store, {"resolved_late": 3})
    submitted = Report("22828", MARCH, ReportState.SUBMITTED, report.version)
    saved = store.save_report(submitted, changes=[], explanations={}, stamp=stamp)
    assert store.report("22828", MARCH) == saved
    assert (saved.state, saved.version, store.data_version()) == (ReportState.SUBMITTED, 2, 2)
    newest = store.revisions()[0]
    assert (newest.action, newest.before, newest.after) == ("state", "draft", "submitted")


def test_saving_without_a_change_changes_nothing(store: SqlStore, save: Save, stamp: Stamp) -> None:
    report = save(store, {"resolved_late": 3})
    later = Stamp("Chamaléa Hương", stamp.at + dt.timedelta(days=1), "form")
    same = [Change(LATE, None, Figure(LATE, 3.0)), Change(EARLY, Figure(EARLY, 1), None)]
    assert store.save_report(report, changes=same, explanations={}, stamp=later) == report
    assert store.report("22828", MARCH) == report
    assert store.data_version() == 1


def test_a_first_save_without_a_change_makes_version_1(store: SqlStore, stamp: Stamp) -> None:
    saved = store.save_report(Report("22828", MARCH), changes=[], explanations={}, stamp=stamp)
    assert store.report("22828", MARCH) == saved
    assert saved.version == 1
    assert store.data_version() == 0


def test_the_second_of_two_editors_gets_the_report_of_the_first_and_overwrites_nothing(
    engine: Engine, store: SqlStore, save: Save, stamp: Stamp
) -> None:
    seen_by_both = save(store, {"resolved_late": 3})
    newer = save(store, {"resolved_late": 4})
    store.keep_draft("22828", MARCH, stamp.who, {"resolved_late": "5"})
    before = everything(engine)
    change = Change(LATE, Figure(LATE, 3), Figure(LATE, 5))
    with pytest.raises(StaleReport) as refusal:
        store.save_report(seen_by_both, changes=[change], explanations={"resolved": "Đúng"}, stamp=stamp)
    assert refusal.value.current == newer
    assert everything(engine) == before


def test_a_report_that_was_never_saved_cannot_be_at_version_2(store: SqlStore, stamp: Stamp) -> None:
    with pytest.raises(StaleReport) as refusal:
        store.save_report(Report("22828", MARCH, version=2), changes=[], explanations={}, stamp=stamp)
    assert refusal.value.current == Report("22828", MARCH)


def test_the_history_trusts_the_store_for_what_was_before(store: SqlStore, save: Save, stamp: Stamp) -> None:
    report = save(store, {"resolved_late": 3})
    mistaken = Change(LATE, Figure(LATE, 99), Figure(LATE, 5))
    store.save_report(report, changes=[mistaken], explanations={}, stamp=stamp)
    assert (store.revisions()[0].before, store.revisions()[0].after) == ("3", "5")


def test_two_changes_of_one_figure_follow_each_other(store: SqlStore, stamp: Stamp) -> None:
    changes = [Change(LATE, None, Figure(LATE, value)) for value in (3, 4)]
    store.save_report(Report("22828", MARCH), changes=changes, explanations={}, stamp=stamp)
    assert store.figures_of("22828", [MARCH]) == [Figure(LATE, 4)]
    assert [(item.before, item.after) for item in store.revisions()] == [("3", "4"), (None, "3")]


@pytest.mark.parametrize(
    "key", [FigureKey("22810", "resolved_late", MARCH), FigureKey("22828", "resolved_late", MARCH + 1)]
)
def test_a_figure_of_another_report_is_refused(engine: Engine, store: SqlStore, stamp: Stamp, key: FigureKey) -> None:
    changes = [Change(EARLY, None, Figure(EARLY, 40)), Change(key, None, Figure(key, 3))]
    with pytest.raises(ValueError, match="not a figure of this report"):
        store.save_report(Report("22828", MARCH), changes=changes, explanations={}, stamp=stamp)
    assert everything(engine) == {name: [] for name in everything(engine)}


def test_a_change_to_a_figure_with_another_key_is_refused(store: SqlStore, stamp: Stamp) -> None:
    with pytest.raises(ValueError, match="not a figure of this report"):
        store.save_report(
            Report("22828", MARCH), changes=[Change(LATE, None, Figure(EARLY, 3))], explanations={}, stamp=stamp
        )


def break_table(engine: Engine, table: str, event: str) -> None:
    """Make the database itself refuse one kind of write."""
    statements = {
        "sqlite": [f"CREATE TRIGGER fault BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, 'hỏng ổ đĩa'); END"],
        "postgresql": [
            "CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'hỏng ổ đĩa'; END $$",
            f"CREATE TRIGGER fault BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION fault()",
        ],
    }
    with writing(engine) as connection:
        for statement in statements[engine.dialect.name]:
            connection.execute(text(statement))


@pytest.mark.parametrize(
    ("table", "event"),
    [
        ("figure", "DELETE"),
        ("figure", "INSERT"),
        ("revision", "INSERT"),
        ("report", "UPDATE"),
        ("explanation", "DELETE"),
        ("explanation", "INSERT"),
        ("draft", "DELETE"),
    ],
)
def test_a_save_that_fails_anywhere_leaves_everything_as_it_was(
    engine: Engine, store: SqlStore, stamp: Stamp, table: str, event: str
) -> None:
    words = {"resolved": "Đúng"}
    first = Change(LATE, None, Figure(LATE, 3))
    report = store.save_report(Report("22828", MARCH), changes=[first], explanations=words, stamp=stamp)
    store.keep_draft("22828", MARCH, stamp.who, {"resolved_late": "5"})
    before = everything(engine)
    break_table(engine, table, event)
    changes = [Change(EARLY, None, Figure(EARLY, 40)), Change(LATE, None, Figure(LATE, 5))]
    with pytest.raises(DBAPIError, match="hỏng ổ đĩa"):
        store.save_report(report, changes=changes, explanations={"resolved": "Đã kiểm tra"}, stamp=stamp)
    assert everything(engine) == before
    assert store.first_broken_revision() is None
