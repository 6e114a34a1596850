"""Figures go in and come out as they were."""

from collections.abc import Callable

import pytest

from kpi.figures import Change, Figure, FigureKey, FigureRow, Report, Stamp
from kpi.months import Month
from kpi.store.sqlstore import SqlStore

MARCH = Month(2024, 3)
LATE = FigureKey("22828", "resolved_late", MARCH)
Save = Callable[..., Report]
ODD_NAMES = [
    "22828'; DROP TABLE figure; --",
    '"; DELETE FROM figure WHERE "1"="1',
    "%s %(unit)s :unit ? {0} \\",
    "Xã Ma Nới",
    "Xa\u0303 Ma No\u031b\u0301i",  # the same name in separate letters and marks
    "",
]


def read(store: SqlStore) -> set[FigureRow]:
    return set(store.read_figures()[1])


@pytest.mark.parametrize("value", [0, 1, -3, 0.1, 86.25, 1e-300, 1.7976931348623157e308, 2**53, -(2**53), None])
def test_a_value_comes_back_exactly(store: SqlStore, save: Save, value: float | None) -> None:
    save(store, {"resolved_late": value})
    assert store.figures_of("22828", [MARCH]) == [Figure(LATE, value)]
    assert read(store) == {FigureRow("22828", "resolved_late", MARCH.ordinal, "", value)}


def test_missing_and_zero_and_not_arisen_are_three_different_things(store: SqlStore, save: Save) -> None:
    save(store, {"resolved_late": 0, "resolved_early": None})
    values = {figure.key.measure: figure.value for figure in store.figures_of("22828", [MARCH])}
    assert values == {"resolved_late": 0, "resolved_early": None}
    assert "resolved_on_time" not in values


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 2**53 + 1])
def test_what_a_float64_cannot_hold_is_refused(store: SqlStore, save: Save, value: float) -> None:
    with pytest.raises(ValueError, match="not a number that can be stored"):
        save(store, {"resolved_early": 40, "resolved_late": value})
    assert read(store) == set()
    assert store.data_version() == 0


def test_a_negative_zero_is_a_zero(store: SqlStore, save: Save) -> None:
    save(store, {"resolved_late": -0.0})
    assert str(store.figures_of("22828", [MARCH])[0].value) == "0.0"
    assert store.revisions()[0].after == "0"


def test_a_figure_saved_three_times_is_one_figure_and_three_revisions(store: SqlStore, save: Save) -> None:
    for late in (3, 4, 5):
        save(store, {"resolved_late": late})
    assert read(store) == {FigureRow("22828", "resolved_late", MARCH.ordinal, "", 5.0)}
    texts = [(revision.before, revision.after) for revision in store.revisions()]
    assert texts == [("4", "5"), ("3", "4"), (None, "3")]


def test_a_withdrawn_figure_is_missing_again(store: SqlStore, save: Save, stamp: Stamp) -> None:
    report = save(store, {"resolved_late": 3, "resolved_early": 40})
    withdrawal = Change(LATE, Figure(LATE, 3), None)
    store.save_report(report, changes=[withdrawal], explanations={}, stamp=stamp)
    assert [figure.key.measure for figure in store.figures_of("22828", [MARCH])] == ["resolved_early"]
    assert (store.revisions()[0].before, store.revisions()[0].after) == ("3", None)


def test_parts_stand_beside_the_whole(store: SqlStore, stamp: Stamp) -> None:
    keys = [
        LATE,
        FigureKey("22828", "resolved_late", MARCH, "dat-dai"),
        FigureKey("22828", "resolved_late", MARCH, "ho-tich"),
    ]
    changes = [Change(key, None, Figure(key, late)) for key, late in zip(keys, (5, 4, 1), strict=True)]
    store.save_report(Report("22828", MARCH), changes=changes, explanations={}, stamp=stamp)
    assert store.figures_of("22828", [MARCH]) == [change.after for change in changes]


def test_the_decision_that_published_a_number_is_kept_and_recorded(store: SqlStore, stamp: Stamp) -> None:
    key = FigureKey("585", "par_index_score", Month(2024, 12))
    report = Report("585", key.month)
    for figure in (Figure(key, 86.25), Figure(key, 86.25, "12/QĐ-UBND")):
        change = Change(key, None, figure)
        report = store.save_report(report, changes=[change], explanations={}, stamp=stamp)
    assert store.figures_of("585", [key.month]) == [Figure(key, 86.25, "12/QĐ-UBND")]
    assert (store.revisions()[0].before, store.revisions()[0].after) == (
        "86.25",
        '{"source": "12/QĐ-UBND", "value": "86.25"}',
    )


def test_figures_are_found_by_unit_and_months_or_by_measure_and_period(store: SqlStore, stamp: Stamp) -> None:
    for unit in ("22810", "22828"):
        for month in (Month(2023, 12), Month(2024, 1), Month(2024, 2)):
            keys = [FigureKey(unit, measure, month) for measure in ("received", "resolved_late")]
            changes = [Change(key, None, Figure(key, 7)) for key in keys]
            store.save_report(Report(unit, month), changes=changes, explanations={}, stamp=stamp)
    of_unit = store.figures_of("22828", [Month(2023, 12), Month(2024, 2)])
    assert {(figure.key.unit, str(figure.key.month)) for figure in of_unit} == {
        ("22828", "2023-12"),
        ("22828", "2024-02"),
    }
    assert len(of_unit) == 4
    late = store.figures_for(["resolved_late"], Month(2024, 1), Month(2024, 2))
    assert [(figure.key.unit, str(figure.key.month)) for figure in late] == [
        ("22810", "2024-01"),
        ("22810", "2024-02"),
        ("22828", "2024-01"),
        ("22828", "2024-02"),
    ]
    assert store.figures_of("22828", []) == []
    assert store.figures_for([], Month(2023, 1), Month(2025, 1)) == []


@pytest.mark.parametrize("name", ODD_NAMES)
def test_whatever_a_name_contains_it_stays_data(store: SqlStore, stamp: Stamp, name: str) -> None:
    key = FigureKey(name, name, MARCH, name)
    figure = Figure(key, 3, name)
    stamp = Stamp(name, stamp.at, name, name)
    store.keep_draft(name, MARCH, "Kator Thị Mai", {name: name})
    saved = store.save_report(
        Report(name, MARCH), changes=[Change(key, None, figure)], explanations={name: name}, stamp=stamp
    )
    assert store.figures_of(name, [MARCH]) == store.figures_for([name], MARCH, MARCH) == [figure]
    assert store.report(name, MARCH) == saved
    assert store.draft(name, MARCH, "Kator Thị Mai") == {name: name}
    assert {revision.stamp for revision in store.revisions(unit=name, subjects=[name])} == {stamp}
    assert store.first_broken_revision() is None


def many(count: int) -> list[Figure]:
    keys = [FigureKey(f"{22000 + index // 100}", f"measure_{index % 100:02d}", MARCH) for index in range(count)]
    return [Figure(key, float(index)) for index, key in enumerate(keys)]


def test_figures_saved_during_a_bulk_read_are_not_in_it(store: SqlStore, save: Save, stamp: Stamp) -> None:
    store.fill_demo(many(25_000), [], stamp)
    version, rows = store.read_figures()
    first = next(rows)
    save(store, {"measure_00": 5}, unit="99999")
    assert version == 1
    assert len({first, *rows}) == 25_000
    assert store.data_version() == 2


def test_a_bulk_read_gives_its_connection_back_when_read_dropped_or_never_begun(store: SqlStore, stamp: Stamp) -> None:
    store.fill_demo(many(25_000), [], stamp)
    for _ in range(30):  # more than the pool has to lend
        next(store.read_figures()[1])
    for _ in range(30):
        _, rows = store.read_figures()
    assert len(list(rows)) == 25_000
    store.remove_demo(stamp)
    assert list(store.read_figures()[1]) == []
