"""What changed since a version, applied to what was read then, is what a full read gives now."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.figures import Change, Figure, FigureKey, FigureRow, Report, Stamp
from kpi.months import Month
from kpi.store.sqlstore import SqlStore

MARCH = Month(2024, 3)
Save = Callable[..., Report]
Picture = dict[tuple[object, ...], FigureRow]

values = st.none() | st.sampled_from([0.0, 3.0, 86.25])
fields = st.tuples(st.sampled_from(["received", "resolved_late"]), st.sampled_from(["", "dat-dai"]))
edits = st.dictionaries(fields, st.just("withdraw") | values, max_size=4)
words = st.dictionaries(st.sampled_from(["resolved", "received"]), st.sampled_from(["Đúng", "Đã kiểm tra"]))
places = st.tuples(st.sampled_from(["22810", "22828"]), st.sampled_from([MARCH, MARCH + 1]))
saves = st.lists(st.tuples(places, edits, words), max_size=12)


def picture(store: SqlStore) -> tuple[int, Picture]:
    version, rows = store.read_figures()
    return version, {tuple(row[:4]): row for row in rows}


def apply(store: SqlStore, version: int, old: Picture) -> tuple[int, Picture]:
    changed = store.changes_since(version)
    assert changed is not None
    now, put, withdrawn = changed
    new = old | {tuple(row[:4]): row for row in put}
    for row in withdrawn:
        new.pop(tuple(row[:4]), None)
    return now, new


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(saves=saves)
def test_changes_since_any_version_lead_to_the_full_picture(
    new_store: Callable[[], AbstractContextManager[SqlStore]],
    stamp: Stamp,
    saves: list[tuple[tuple[str, Month], dict[tuple[str, str], str | float | None], dict[str, str]]],
) -> None:
    with new_store() as store:
        pictures = [picture(store)]
        for (unit, month), edit, explanations in saves:
            changes = []
            for (measure, part), value in edit.items():
                key = FigureKey(unit, measure, month, part)
                changes.append(Change(key, None, None if isinstance(value, str) else Figure(key, value)))
            report = store.report(unit, month)
            store.save_report(report, changes=changes, explanations=explanations, stamp=stamp)
            pictures.append(picture(store))
        for version, old in pictures:
            assert apply(store, version, old) == pictures[-1]
        assert store.first_broken_revision() is None


def test_nothing_changed_since_now(store: SqlStore, save: Save) -> None:
    save(store, {"resolved_late": 3})
    assert store.changes_since(1) == (1, [], [])


def test_explanations_bring_no_figures(store: SqlStore, stamp: Stamp) -> None:
    store.save_report(Report("22828", MARCH), changes=[], explanations={"resolved": "Đúng"}, stamp=stamp)
    assert store.changes_since(0) == (1, [], [])


def test_a_set_and_a_withdrawn_figure_are_told_apart_from_one_where_nothing_arose(
    store: SqlStore, save: Save, stamp: Stamp
) -> None:
    report = save(store, {"received": 40, "resolved_late": 3})
    late = FigureKey("22828", "resolved_late", MARCH)
    store.save_report(report, changes=[Change(late, None, None)], explanations={}, stamp=stamp)
    save(store, {"received": None})
    row = ("22828", "received", MARCH.ordinal, "", None)
    assert store.changes_since(2) == (4, [row], [("22828", "resolved_late", MARCH.ordinal, "", None)])


def test_a_version_that_the_store_has_not_reached_means_that_another_file_was_put_back(
    store: SqlStore, save: Save
) -> None:
    save(store, {"resolved_late": 3})
    assert store.changes_since(2) is None
