"""Who sees approved reports alone sees exactly their figures, whichever way they are read."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.figures import Change, Figure, FigureKey, FigureRow, Report, ReportState, Stamp
from kpi.months import Month
from kpi.store.sqlstore import SqlStore

MARCH = Month(2024, 3)
LATE = ("22828", "resolved_late", MARCH.ordinal, "")
DRAFT, SUBMITTED = ReportState.DRAFT, ReportState.SUBMITTED
APPROVED, RETURNED = ReportState.APPROVED, ReportState.RETURNED
Save = Callable[..., Report]
NewStore = Callable[[], AbstractContextManager[SqlStore]]
Picture = dict[tuple[object, ...], FigureRow]
Edit = Mapping[tuple[str, str], str | float | None]

units = st.sampled_from(["22810", "22828"])
months = st.sampled_from([MARCH, MARCH + 1])
fields = st.tuples(st.sampled_from(["received", "resolved_late"]), st.sampled_from(["", "dat-dai"]))
edits = st.dictionaries(fields, st.just("withdraw") | st.none() | st.sampled_from([0.0, 3.0]), max_size=3)
saves = st.lists(st.tuples(units, months, edits, st.sampled_from(ReportState)), max_size=14)


def enter(store: SqlStore, report: Report, edit: Edit, stamp: Stamp) -> Report:
    """Save a report with values, by measure and part; "withdraw" takes a figure away."""
    changes = []
    for (measure, part), value in edit.items():
        key = FigureKey(report.unit, measure, report.month, part)
        changes.append(Change(key, None, None if isinstance(value, str) else Figure(key, value)))
    return store.save_report(report, changes=changes, explanations=report.explanations, stamp=stamp)


def picture(rows: object) -> Picture:
    assert isinstance(rows, list)
    return {tuple(row[:4]): row for row in rows}


def naive(store: SqlStore) -> Picture:
    """Everything, and of that what belongs to an approved report, looked up one by one."""
    rows = list(store.read_figures()[1])
    return picture([row for row in rows if store.report(row.unit, Month.from_ordinal(row.month)).state is APPROVED])


def followed(store: SqlStore, version: int, old: Picture) -> Picture:
    """What an earlier picture becomes with the changes since."""
    found = store.changes_since(version, approved=True)
    assert found is not None
    now, put, withdrawn = found
    assert now == store.data_version()
    assert not picture(list(put)).keys() & picture(list(withdrawn)).keys()
    new = old | picture(list(put))
    for row in withdrawn:
        assert row.value is None
        new.pop(tuple(row[:4]), None)
    return new


def asked(store: SqlStore) -> set[FigureKey]:
    """What the two smaller readings give together; each must give it all."""
    of_units = {f.key for unit in ("22810", "22828") for f in store.figures_of(unit, [MARCH, MARCH + 1], approved=True)}
    of_measures = store.figures_for(["received", "resolved_late"], MARCH, MARCH + 1, approved=True)
    assert {figure.key for figure in of_measures} == of_units
    return of_units


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(saves=saves)
def test_reading_what_is_approved_is_filtering_everything(
    new_store: NewStore, stamp: Stamp, saves: list[tuple[str, Month, Edit, ReportState]]
) -> None:
    with new_store() as store:
        seen = [(0, naive(store))]
        for unit, month, edit, state in saves:
            enter(store, replace(store.report(unit, month), state=state), edit, stamp)
            expected = naive(store)
            assert picture(list(store.read_figures(approved=True)[1])) == expected
            assert {(key.unit, key.measure, key.month.ordinal, key.part) for key in asked(store)} == expected.keys()
            seen.append((store.data_version(), expected))
        for version, old in seen:
            assert followed(store, version, old) == seen[-1][1]
        assert store.first_broken_revision() is None


def test_an_approval_brings_all_figures_of_the_report_and_a_return_takes_them_away(
    store: SqlStore, save: Save, stamp: Stamp
) -> None:
    report = save(store, {"resolved_late": 3, "received": None})
    assert store.changes_since(0, approved=True) == (2, [], [])
    report = enter(store, replace(report, state=APPROVED), {}, stamp)
    found = store.changes_since(2, approved=True)
    assert found is not None
    assert sorted(found[1]) == [("22828", "received", MARCH.ordinal, "", None), (*LATE, 3.0)]
    assert found[2] == []
    enter(store, replace(report, state=RETURNED), {("received", ""): "withdraw"}, stamp)
    gone = store.changes_since(3, approved=True)
    assert gone is not None
    assert gone[1] == []
    assert sorted(gone[2]) == [("22828", "received", MARCH.ordinal, "", None), (*LATE, None)]


def test_a_correction_of_an_approved_report_shows_and_work_on_a_draft_does_not(
    store: SqlStore, save: Save, stamp: Stamp
) -> None:
    enter(store, replace(save(store, {"resolved_late": 3, "received": 40}), state=APPROVED), {}, stamp)
    version = store.data_version()
    save(store, {"resolved_late": 7}, unit="22810")
    assert store.changes_since(version, approved=True) == (version + 1, [], [])
    edit: Edit = {("resolved_late", ""): 4.0, ("received", ""): "withdraw"}
    enter(store, store.report("22828", MARCH), edit, stamp)
    found = store.changes_since(version, approved=True)
    assert found is not None
    assert found[1:] == ([(*LATE, 4.0)], [("22828", "received", MARCH.ordinal, "", None)])


def test_a_figure_without_a_report_is_not_approved(store: SqlStore, stamp: Stamp) -> None:
    key = FigureKey("22828", "resolved_late", MARCH)
    store.fill_demo([Figure(key, 3)], [Report("22810", MARCH, APPROVED)], stamp)
    assert list(store.read_figures(approved=True)[1]) == []
    assert store.figures_of("22828", [MARCH], approved=True) == []
    assert store.figures_for(["resolved_late"], MARCH, MARCH, approved=True) == []


def test_a_report_approved_during_a_bulk_read_is_not_in_it(store: SqlStore, save: Save, stamp: Stamp) -> None:
    report = save(store, {"resolved_late": 3})
    version, rows = store.read_figures(approved=True)
    enter(store, replace(report, state=APPROVED), {}, stamp)
    assert list(rows) == []
    assert store.data_version() == version + 1
