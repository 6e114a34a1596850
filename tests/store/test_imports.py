"""What an import asks of the store: many reports at once, all or none, and what texts stand for."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError

from kpi.figures import Change, Figure, FigureKey, Report, ReportSave, Stamp
from kpi.imports.found import SKIPPED, Subject
from kpi.months import Month
from kpi.services.answers import KeptAnswer
from kpi.services.store import StaleReport
from kpi.store.engine import reading, writing
from kpi.store.sqlstore import SqlStore
from kpi.store.tables import Base

MARCH = Month(2024, 3)
MA_NOI, MY_SON = "22828", "22822"
FILE = Stamp("tam.nguyen", dt.datetime(2024, 4, 3, 2, 30, tzinfo=dt.UTC), "06a.xlsx sha256:9f86d081884c7d65")
LATER = replace(FILE, who="lan.pham", at=FILE.at + dt.timedelta(hours=1))
Save = Callable[..., Report]


def everything(engine: Engine) -> dict[str, list[object]]:
    """Every row of every table."""
    with reading(engine) as connection:
        return {table.name: list(connection.execute(select(table)).all()) for table in Base.metadata.sorted_tables}


def resolved(report: Report, value: float, *, part: str = "") -> ReportSave:
    key = FigureKey(report.unit, "resolved", report.month, part)
    return ReportSave(report, [Change(key, None, Figure(key, value))], report.explanations)


def test_many_reports_are_saved_in_one_history_with_the_file_as_their_origin(store: SqlStore, save: Save) -> None:
    old = save(store, {"resolved": 100}, unit=MY_SON)
    saved = store.save_reports([resolved(Report(MA_NOI, MARCH), 118), resolved(old, 90)], FILE)
    assert [(one.unit, one.version, one.saved_by) for one in saved] == [(MA_NOI, 1, FILE.who), (MY_SON, 2, FILE.who)]
    assert [store.report(one.unit, MARCH) for one in saved] == saved
    told = [(one.unit, one.before, one.after, one.stamp) for one in store.revisions(limit=2)]
    assert told == [(MY_SON, "100", "90", FILE), (MA_NOI, None, "118", FILE)]
    assert store.first_broken_revision() is None


def test_of_two_reports_the_second_of_which_somebody_saved_meanwhile_neither_is_saved(
    engine: Engine, store: SqlStore, save: Save
) -> None:
    seen = save(store, {"resolved": 100}, unit=MY_SON)
    newer = save(store, {"resolved": 101}, unit=MY_SON)
    before = everything(engine)
    with pytest.raises(StaleReport) as stale:
        store.save_reports([resolved(Report(MA_NOI, MARCH), 118), resolved(seen, 90)], FILE)
    assert stale.value.current == newer
    assert everything(engine) == before
    assert store.report(MA_NOI, MARCH).version == 0


def test_one_report_cannot_be_saved_twice_at_once(engine: Engine, store: SqlStore) -> None:
    before = everything(engine)
    with pytest.raises(StaleReport):
        store.save_reports([resolved(Report(MA_NOI, MARCH), 118), resolved(Report(MA_NOI, MARCH), 90)], FILE)
    assert everything(engine) == before


def test_a_failure_of_the_database_in_the_last_report_leaves_the_first_as_it_was(
    engine: Engine, store: SqlStore
) -> None:
    with writing(engine) as connection:
        unique = text(f"CREATE UNIQUE INDEX fault ON revision (action) WHERE unit IN ('{MA_NOI}', '{MY_SON}')")
        connection.execute(unique)
    before = everything(engine)
    with pytest.raises(DBAPIError):
        store.save_reports([resolved(Report(MA_NOI, MARCH), 118), resolved(Report(MY_SON, MARCH), 90)], FILE)
    assert everything(engine) == before


def test_what_is_saved_already_is_not_saved_again(store: SqlStore, save: Save) -> None:
    report = save(store, {"resolved": 118}, unit=MA_NOI)
    assert store.save_reports([resolved(report, 118)], FILE) == [report]
    assert store.data_version() == 1
    assert store.save_reports([], FILE) == []


def test_a_breakdown_is_saved_beside_the_whole(store: SqlStore) -> None:
    report = Report(MA_NOI, MARCH)
    changes = [*resolved(report, 118).changes, *resolved(report, 18, part="dat-dai").changes]
    store.save_reports([ReportSave(report, changes, {})], FILE)
    assert [(one.key.part, one.value) for one in store.figures_of(MA_NOI, [MARCH])] == [("", 118), ("dat-dai", 18)]


def test_an_import_leaves_what_the_same_person_has_not_saved_in_a_form(store: SqlStore) -> None:
    store.keep_draft(MA_NOI, MARCH, FILE.who, {"postal": "9"})
    store.save_reports([resolved(Report(MA_NOI, MARCH), 118)], FILE)
    assert store.draft(MA_NOI, MARCH, FILE.who) == {"postal": "9"}


TAN_SON = KeptAnswer(Subject.UNIT, "tt tan son", "TT Tân Sơn", "22810")
POSTAL = KeptAnswer(Subject.MEASURE, "qua bcci", "Qua BCCI", "postal")


def test_answers_are_kept_with_who_gave_them_and_when(store: SqlStore) -> None:
    store.keep_answers([TAN_SON, POSTAL], FILE)
    signed = [one._replace(who=FILE.who, at=FILE.at) for one in (POSTAL, TAN_SON)]
    assert store.answers() == signed
    told = [(one.action, one.subject, one.part, one.before, one.after) for one in store.revisions()]
    assert told == [
        ("answer", "qua bcci", "measure", None, '{"written":"Qua BCCI","meaning":"postal"}'),
        ("answer", "tt tan son", "unit", None, '{"written":"TT Tân Sơn","meaning":"22810"}'),
    ]


def test_another_answer_takes_the_place_of_the_first_and_the_same_one_is_not_written(store: SqlStore) -> None:
    store.keep_answers([TAN_SON], FILE)
    store.keep_answers([TAN_SON._replace(written="tt tân sơn")], LATER)
    assert [(one.who, one.written) for one in store.answers()] == [(FILE.who, "TT Tân Sơn")]
    store.keep_answers([TAN_SON._replace(meaning=SKIPPED)], LATER)
    assert [(one.who, one.at, one.meaning) for one in store.answers()] == [(LATER.who, LATER.at, SKIPPED)]
    assert (store.data_version(), store.first_broken_revision()) == (2, None)


def test_the_same_text_may_stand_for_a_unit_and_for_a_measure(store: SqlStore) -> None:
    store.keep_answers([TAN_SON, POSTAL._replace(text=TAN_SON.text)], FILE)
    assert [(one.subject, one.meaning) for one in store.answers()] == [("measure", "postal"), ("unit", "22810")]


def test_a_text_cannot_mean_two_things_at_once(engine: Engine, store: SqlStore) -> None:
    before = everything(engine)
    with pytest.raises(ValueError, match="answered twice"):
        store.keep_answers([POSTAL, TAN_SON, TAN_SON._replace(meaning="22813")], FILE)
    assert everything(engine) == before


def test_an_answer_is_forgotten_once(store: SqlStore) -> None:
    store.keep_answers([TAN_SON, POSTAL], FILE)
    for _ in range(2):
        store.forget_answer(TAN_SON, LATER)
    assert [one.text for one in store.answers()] == ["qua bcci"]
    newest = store.revisions(limit=1)[0]
    assert (newest.number, newest.stamp, newest.after) == (3, LATER, None)
    assert newest.before == '{"written":"TT Tân Sơn","meaning":"22810"}'


def test_an_answer_changes_no_figure(store: SqlStore, save: Save) -> None:
    save(store, {"resolved": 118}, unit=MA_NOI)
    store.keep_answers([TAN_SON], FILE)
    assert store.changes_since(1) == (2, [], [])
