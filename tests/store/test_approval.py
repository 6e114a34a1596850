"""What a report remembers of its way from draft to approval, and of corrections after it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from kpi.figures import Change, Figure, FigureKey, Report, ReportState, Stamp
from kpi.months import Month
from kpi.store.sqlstore import SqlStore

MARCH = Month(2024, 3)
LATE, EARLY = (FigureKey("22828", measure, MARCH) for measure in ("resolved_late", "resolved_early"))
Save = Callable[..., Report]


def stamped(stamp: Stamp, who: str, day: int, reason: str = "") -> Stamp:
    return Stamp(who, stamp.at + dt.timedelta(days=day), "form", reason)


@pytest.fixture
def approved(store: SqlStore, save: Save, stamp: Stamp) -> Report:
    """A report with two figures, approved at its second attempt."""
    report = save(store, {"resolved_late": 3, "resolved_early": 40})
    steps = [
        (stamped(stamp, "mai", 1), {"state": ReportState.SUBMITTED, "submitted_by": "mai"}),
        (
            stamped(stamp, "huong", 2, "Thiếu hồ sơ đất đai"),
            {"state": ReportState.RETURNED, "decided_by": "huong", "returned_because": "Thiếu hồ sơ đất đai"},
        ),
        (stamped(stamp, "mai", 3), {"state": ReportState.SUBMITTED, "submitted_by": "mai"}),
        (
            stamped(stamp, "huong", 4),
            {"state": ReportState.APPROVED, "decided_by": "huong", "returned_because": ""},
        ),
    ]
    for by, fields in steps:
        instant = "submitted_at" if fields["state"] is ReportState.SUBMITTED else "decided_at"
        changed = replace(report, **fields, **{instant: by.at})  # type: ignore[arg-type]
        changed = replace(changed, first_submitted_at=changed.first_submitted_at or by.at)
        report = store.save_report(changed, changes=[], explanations={}, stamp=by)
    return report


def test_a_report_comes_back_with_everything_it_was_given(store: SqlStore, approved: Report, stamp: Stamp) -> None:
    assert store.report("22828", MARCH) == approved
    assert approved == Report(
        *("22828", MARCH, ReportState.APPROVED, 5),
        saved_at=stamp.at + dt.timedelta(days=4),
        saved_by="huong",
        submitted_at=stamp.at + dt.timedelta(days=3),
        submitted_by="mai",
        first_submitted_at=stamp.at + dt.timedelta(days=1),
        decided_at=stamp.at + dt.timedelta(days=4),
        decided_by="huong",
    )


def test_each_step_is_in_the_history_with_its_reason(store: SqlStore, approved: Report) -> None:
    steps = [item for item in reversed(store.revisions()) if item.action == "state"]
    assert [(item.before, item.after, item.stamp.who, item.stamp.reason) for item in steps] == [
        ("draft", "submitted", "mai", ""),
        ("submitted", "returned", "huong", "Thiếu hồ sơ đất đai"),
        ("returned", "submitted", "mai", ""),
        ("submitted", "approved", "huong", ""),
    ]
    assert {(item.unit, item.month, item.subject) for item in steps} == {("22828", MARCH, "")}
    assert store.first_broken_revision() is None


def test_instants_of_a_report_come_back_in_utc(store: SqlStore, save: Save, stamp: Stamp) -> None:
    hanoi = dt.timezone(dt.timedelta(hours=7))
    local = dt.datetime(2024, 4, 4, 0, 30, 0, 123456, tzinfo=hanoi)
    times = dict.fromkeys(("submitted_at", "first_submitted_at", "decided_at", "corrected_at"), local)
    report = replace(save(store, {"resolved_late": 3}), state=ReportState.APPROVED)
    store.save_report(replace(report, **times), changes=[], explanations={}, stamp=stamp)  # type: ignore[arg-type]
    found = store.report("22828", MARCH)
    for name in times:
        at = getattr(found, name)
        assert (at, at.tzinfo) == (local, dt.UTC)


@pytest.mark.parametrize("name", ["submitted_at", "first_submitted_at", "decided_at", "corrected_at"])
def test_an_instant_of_a_report_without_a_time_zone_is_refused(
    store: SqlStore, save: Save, stamp: Stamp, name: str
) -> None:
    report = replace(save(store, {"resolved_late": 3}), state=ReportState.SUBMITTED)
    naive = replace(report, **{name: dt.datetime(2024, 4, 4, 9, 0)})  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no time zone"):
        store.save_report(naive, changes=[], explanations={}, stamp=stamp)
    assert store.data_version() == 1


def test_a_first_save_by_a_clock_without_a_time_zone_is_refused(store: SqlStore) -> None:
    naive = Stamp("mai", dt.datetime(2024, 4, 3, 9, 30), "form")
    with pytest.raises(ValueError, match="no time zone"):
        store.save_report(Report("22828", MARCH), changes=[], explanations={}, stamp=naive)


def test_a_correction_is_its_figures_and_one_line_that_counts_them(
    store: SqlStore, approved: Report, stamp: Stamp
) -> None:
    by = stamped(stamp, "huong", 9, "Nhầm cột")
    changes = [Change(LATE, Figure(LATE, 3), Figure(LATE, 2)), Change(EARLY, Figure(EARLY, 40), Figure(EARLY, 41))]
    corrected = replace(approved, corrected_at=by.at, corrected_by="huong")
    saved = store.save_report(corrected, changes=changes, explanations={}, stamp=by)
    assert store.report("22828", MARCH) == saved
    assert (saved.state, saved.version, saved.corrected_by) == (ReportState.APPROVED, 6, "huong")
    lines = [(item.action, item.subject, item.before, item.after) for item in store.revisions(limit=3)]
    assert lines == [
        ("correction", "", None, "2"),
        ("figure", "resolved_early", "40", "41"),
        ("figure", "resolved_late", "3", "2"),
    ]
    newest = store.revisions(limit=1)[0]
    assert (newest.unit, newest.month, newest.stamp) == ("22828", MARCH, by)
    assert store.first_broken_revision() is None


def test_what_changes_before_or_with_an_approval_is_no_correction(store: SqlStore, save: Save, stamp: Stamp) -> None:
    report = save(store, {"resolved_late": 3})
    change = Change(LATE, Figure(LATE, 3), Figure(LATE, 2))
    store.save_report(replace(report, state=ReportState.APPROVED), changes=[change], explanations={}, stamp=stamp)
    assert {item.action for item in store.revisions()} == {"figure", "state"}


def test_a_correction_that_changes_nothing_leaves_the_report_as_it_was(
    store: SqlStore, approved: Report, stamp: Stamp
) -> None:
    same = Change(LATE, None, Figure(LATE, 3))
    corrected = replace(approved, corrected_at=stamp.at, corrected_by="huong")
    assert store.save_report(corrected, changes=[same], explanations={}, stamp=stamp) == approved
    assert store.report("22828", MARCH) == approved


def test_another_explanation_of_an_approved_report_is_recorded_as_what_it_is(
    store: SqlStore, approved: Report, stamp: Stamp
) -> None:
    corrected = replace(approved, corrected_at=stamp.at, corrected_by="huong")
    store.save_report(corrected, changes=[], explanations={"resolved": "Đúng"}, stamp=stamp)
    assert store.report("22828", MARCH).corrected_by == "huong"
    assert store.revisions(limit=1)[0].action == "explanation"


def test_the_reports_of_some_months_come_by_month_and_unit(store: SqlStore, stamp: Stamp) -> None:
    for unit, month, words in [
        ("22828", MARCH, {"a": "1"}),
        ("22810", MARCH + 1, {}),
        ("22810", MARCH, {"a": "2", "b": "3"}),
        ("22810", MARCH - 1, {}),
        ("22810", MARCH + 2, {}),
    ]:
        store.save_report(Report(unit, month), changes=[], explanations=words, stamp=stamp)
    found = store.reports_between(MARCH, MARCH + 1)
    assert [(report.month, report.unit, report.explanations) for report in found] == [
        (MARCH, "22810", {"a": "2", "b": "3"}),
        (MARCH, "22828", {"a": "1"}),
        (MARCH + 1, "22810", {}),
    ]
    assert store.reports_between(MARCH + 1, MARCH) == []
