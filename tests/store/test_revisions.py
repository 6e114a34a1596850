"""The history in the database: complete, unchangeable, and honest when somebody changes it all the same."""

from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import Engine, insert, select, text
from sqlalchemy.exc import DBAPIError

from kpi.figures import Change, Figure, FigureKey, Report, Revision, Stamp
from kpi.months import Month
from kpi.store import revisions, tables
from kpi.store.engine import reading, writing
from kpi.store.sqlstore import SqlStore

MARCH = Month(2024, 3)
LATE = FigureKey("22828", "resolved_late", MARCH)
Save = Callable[..., Report]


def unlock(engine: Engine) -> None:
    """Take the triggers away, as somebody with the database in hands could."""
    names = {
        "sqlite": ["revision_refuses_update", "revision_refuses_delete", "revision_refuses_replace"],
        "postgresql": ["revision_refuses_change ON revision"],
    }
    with writing(engine) as connection:
        for name in names[engine.dialect.name]:
            connection.execute(text(f"DROP TRIGGER {name}"))


def run(engine: Engine, statement: str) -> None:
    with writing(engine) as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revision SET after = '0' WHERE number = 2",
        "UPDATE revision SET number = 7 WHERE number = 2",
        "DELETE FROM revision WHERE number = 3",
        "DELETE FROM revision",
    ],
)
def test_the_history_cannot_be_changed(engine: Engine, store: SqlStore, save: Save, statement: str) -> None:
    for late in (3, 4, 5):
        save(store, {"resolved_late": late})
    before = store.revisions()
    with pytest.raises(DBAPIError, match="append-only"):
        run(engine, statement)
    assert store.revisions() == before


def test_the_history_cannot_be_emptied_or_replaced(engine: Engine, store: SqlStore, save: Save) -> None:
    save(store, {"resolved_late": 3})
    with reading(engine) as connection:
        row = dict(connection.execute(select(tables.revision)).mappings().one())
    if engine.dialect.name == "postgresql":
        with pytest.raises(DBAPIError, match="append-only"):
            run(engine, "TRUNCATE revision")
        return
    for again in ({**row, "after": "0"}, {**row, "number": 9, "after": "0"}):
        with pytest.raises(DBAPIError, match="append-only"), writing(engine) as connection:
            connection.execute(insert(tables.revision).prefix_with("OR REPLACE"), [again])


def test_a_revision_says_who_changed_what_when_from_where_and_why(store: SqlStore, stamp: Stamp) -> None:
    stamp = Stamp(stamp.who, stamp.at, "bieu-06a.xlsx 3f9c", "Nhập nhầm cột")
    change = Change(LATE, None, Figure(LATE, 3))
    store.save_report(Report("22828", MARCH), changes=[change], explanations={}, stamp=stamp)
    (revision,) = store.revisions()
    assert revision.stamp == stamp
    assert (revision.number, revision.action) == (1, "figure")
    assert (revision.unit, revision.month, revision.subject, revision.part) == ("22828", MARCH, "resolved_late", "")
    assert (revision.before, revision.after) == (None, "3")


def test_revisions_come_newest_first_and_by_what_they_are_about(store: SqlStore, save: Save, stamp: Stamp) -> None:
    save(store, {"resolved_late": 3, "resolved_early": 40})
    save(store, {"resolved_late": 5}, unit="22810")
    save(store, {"resolved_late": 4})
    asked = Stamp("Chamaléa Hương", stamp.at, "form")
    store.save_report(store.report("22828", MARCH), changes=[], explanations={"resolved": "Đúng"}, stamp=asked)

    def numbers(revisions: Sequence[Revision]) -> list[int]:
        return [revision.number for revision in revisions]

    assert numbers(store.revisions()) == [5, 4, 3, 2, 1]
    assert numbers(store.revisions(unit="22828")) == [5, 4, 2, 1]
    assert numbers(store.revisions(unit="22828", subjects=["resolved_late"])) == [4, 1]
    assert numbers(store.revisions(subjects=["resolved_early", "resolved"])) == [5, 2]
    assert numbers(store.revisions(subjects=[])) == []
    assert numbers(store.revisions(month=MARCH)) == [5, 4, 3, 2, 1]
    assert numbers(store.revisions(month=Month(2024, 4))) == []
    assert numbers(store.revisions(who="Chamaléa Hương")) == [5]
    assert numbers(store.revisions(who="chamaléa hương")) == []
    assert numbers(store.revisions(who=stamp.who, unit="22810", subjects=["resolved_late"], month=MARCH)) == [3]


def test_the_pages_of_the_history_follow_each_other_whatever_is_added_meanwhile(store: SqlStore, save: Save) -> None:
    for late in range(5):
        save(store, {"resolved_late": late})
    assert [revision.number for revision in store.revisions(limit=2)] == [5, 4]
    save(store, {"resolved_late": 40})
    assert [revision.number for revision in store.revisions(before=4, limit=2)] == [3, 2]
    assert [revision.number for revision in store.revisions(before=2, limit=2)] == [1]
    assert store.revisions(before=1) == []


def test_an_untouched_history_is_whole(store: SqlStore, save: Save) -> None:
    assert store.first_broken_revision() is None
    for late in range(5):
        save(store, {"resolved_late": late, "resolved_early": None})
    assert store.first_broken_revision() is None


def test_an_edited_revision_is_named(engine: Engine, store: SqlStore, save: Save) -> None:
    for late in range(5):
        save(store, {"resolved_late": late})
    unlock(engine)
    run(engine, "UPDATE revision SET after = '0' WHERE number = 3")
    assert store.first_broken_revision() == 3


def test_a_removed_revision_is_named(engine: Engine, store: SqlStore, save: Save) -> None:
    for late in range(5):
        save(store, {"resolved_late": late})
    unlock(engine)
    run(engine, "DELETE FROM revision WHERE number = 2")
    assert store.first_broken_revision() == 2


def test_a_removed_end_of_the_history_is_named(engine: Engine, store: SqlStore, save: Save) -> None:
    for late in range(5):
        save(store, {"resolved_late": late})
    unlock(engine)
    run(engine, "DELETE FROM revision WHERE number >= 4")
    assert store.first_broken_revision() == 4


def test_two_rows_cannot_follow_the_same_one(engine: Engine, store: SqlStore, save: Save) -> None:
    save(store, {"resolved_late": 3})
    with reading(engine) as connection:
        (row,) = revisions.in_order(connection)
    with pytest.raises(DBAPIError), writing(engine) as connection:
        connection.execute(insert(tables.revision), [{**row, "number": 2}])


def test_a_figure_changed_beside_the_history_is_named_by_the_revision_that_it_contradicts(
    engine: Engine, store: SqlStore, save: Save
) -> None:
    save(store, {"resolved_late": 12})
    save(store, {"resolved_early": 30})
    run(engine, "UPDATE figure SET value = 0 WHERE measure = 'resolved_late'")
    assert store.first_broken_revision() == 1
    run(engine, "UPDATE figure SET value = 12 WHERE measure = 'resolved_late'")
    assert store.first_broken_revision() is None
    run(engine, "DELETE FROM figure WHERE measure = 'resolved_early'")
    assert store.first_broken_revision() == 2


def test_a_report_approved_beside_the_history_is_named(engine: Engine, store: SqlStore, save: Save) -> None:
    save(store, {"resolved_late": 12})
    run(engine, "UPDATE report SET state = 'approved'")
    assert store.first_broken_revision() == 1
