"""The template of the periodic report: the last one is in force, none is forgotten, and each is in the history."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text

from kpi.accounts import ReportTemplate
from kpi.figures import Stamp
from kpi.store import tables
from kpi.store.engine import reading, writing
from kpi.store.sqlstore import SqlStore, open_store

AT = dt.datetime(2024, 4, 3, 2, 30, tzinfo=dt.UTC)
HANH = Stamp("hanh.le", AT, "template")
LATER = Stamp("lan.pham", AT + dt.timedelta(days=30), "template")
OF_DISTRICT = ReportTemplate("Mẫu huyện.docx", b"PK\x03\x04" + bytes(range(256)) * 40)
OF_PROVINCE = ReportTemplate("Mẫu tỉnh.docx", b"PK\x03\x04 '; --")


def kept_by(template: ReportTemplate, stamp: Stamp) -> ReportTemplate:
    return replace(template, who=stamp.who, at=stamp.at)


def contents(engine: Engine) -> list[bytes | None]:
    """What was kept, the oldest first."""
    columns = tables.report_template.c
    with reading(engine) as connection:
        return list(connection.scalars(select(columns.content).order_by(columns.revision)))


def test_at_first_the_products_own_template_is_in_force(store: SqlStore) -> None:
    assert store.report_template() is None


def test_the_template_kept_last_is_in_force_with_who_kept_it_and_when(store: SqlStore) -> None:
    for template, stamp in ((OF_DISTRICT, HANH), (OF_PROVINCE, LATER), (OF_DISTRICT, LATER)):
        store.keep_report_template(template, stamp)
        assert store.report_template() == kept_by(template, stamp)
    assert store.first_broken_revision() is None


def test_the_products_own_template_comes_back_and_the_other_stays_kept(engine: Engine, store: SqlStore) -> None:
    store.keep_report_template(OF_DISTRICT, HANH)
    store.keep_report_template(None, LATER)
    assert store.report_template() is None
    assert contents(engine) == [OF_DISTRICT.content, None]


def test_the_history_tells_each_template_by_its_name_and_its_hash(store: SqlStore) -> None:
    empty = ReportTemplate("Mẫu.docx", b"")
    store.keep_report_template(empty, HANH)
    store.keep_report_template(None, LATER)
    as_told = '{"name":"Mẫu.docx","hash":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}'
    told = [(one.action, one.subject, one.before, one.after, one.stamp) for one in store.revisions()]
    assert told == [("template", "", as_told, None, LATER), ("template", "", None, as_told, HANH)]


@pytest.mark.parametrize("template", [None, OF_DISTRICT], ids=["own", "another"])
def test_what_is_in_force_already_is_not_kept_again(
    engine: Engine, store: SqlStore, template: ReportTemplate | None
) -> None:
    store.keep_report_template(template, HANH)
    before = store.report_template(), store.data_version(), contents(engine)
    store.keep_report_template(template, LATER)
    assert (store.report_template(), store.data_version(), contents(engine)) == before


def test_the_same_file_under_another_name_is_another_template(store: SqlStore) -> None:
    renamed = replace(OF_DISTRICT, name="Mẫu mới.docx")
    store.keep_report_template(OF_DISTRICT, HANH)
    store.keep_report_template(renamed, LATER)
    assert store.report_template() == kept_by(renamed, LATER)


def test_a_template_brings_no_figures_and_stays_when_a_demonstration_goes(store: SqlStore) -> None:
    store.fill_demo([], [], HANH)
    store.keep_report_template(OF_DISTRICT, HANH)
    assert store.changes_since(1) == (2, [], [])
    store.remove_demo(LATER)
    assert store.report_template() == kept_by(OF_DISTRICT, HANH)


def test_a_template_that_was_cut_off_the_history_is_still_in_force_and_is_noticed(
    engine: Engine, store: SqlStore
) -> None:
    store.keep_report_template(OF_DISTRICT, HANH)
    with writing(engine) as connection:
        connection.execute(text("UPDATE report_template SET revision = 4"))
    assert store.report_template() == OF_DISTRICT
    assert store.first_broken_revision() == 2


def test_a_backup_holds_the_template(database_url: str, tmp_path: Path) -> None:
    store = open_store(database_url)
    store.keep_report_template(OF_DISTRICT, HANH)
    store.backup(tmp_path / "sao-luu.sqlite")
    assert open_store(f"sqlite:///{tmp_path}/sao-luu.sqlite").report_template() == kept_by(OF_DISTRICT, HANH)
