"""Examining what is typed: how each text is read, what is wrong with it, and whether the figures add up."""

import pytest

from kpi.figures import Change, Figure, FigureKey
from kpi.numbers import Ambiguous, NotArisen, Nothing, Number, Unreadable
from kpi.services import entry
from kpi.services.entry import SOURCE, WHY, Examination
from kpi.services.product import Product
from tests.builders import reports
from tests.office import COORDINATOR, HUYEN, MA_NOI, MARCH, OFFICER, ninh_son, product


def examined(made: Product | None = None, /, **texts: str) -> Examination:
    """What xã Ma Nới's texts mean, over what is saved."""
    at = made or product(ninh_son())
    form = entry.open_form(at, OFFICER, MA_NOI, MARCH)
    return entry.examine(at, form, {**form.saved, **texts})


def published(texts: dict[str, str]) -> Examination:
    made = product(ninh_son())
    form = entry.open_form(made, COORDINATOR, HUYEN, MARCH)
    return entry.examine(made, form, {**form.saved, **texts})


def holds(seen: Examination) -> dict[str, bool]:
    return {result.check.id: result.holds for result in seen.checks if result.holds is not None}


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("1.234", Number(1234.0)),
        ("0", Number(0.0)),
        (" 97 ", Number(97.0)),
        ("kps", NotArisen()),
        ("Không phát sinh", NotArisen()),
        ("", Nothing()),
        ("12,5", Unreadable("not_whole")),
        ("-3", Unreadable("negative")),
        ("mười hai", Unreadable("not_a_number")),
        ("1.23", Unreadable("not_whole")),
        ("12.34.5", Unreadable("grouping")),
        ("9999999999999", Unreadable("too_large")),
        ("2,000", Ambiguous((2000.0, 2.0))),
    ],
    ids=repr,
)
def test_a_count_is_read_as_it_is_written_in_vietnam(text: str, reading: object) -> None:
    assert examined(resolved=text).readings["resolved"] == reading


@pytest.mark.parametrize(
    ("text", "code"),
    [("mười hai", "not_a_number"), ("-3", "negative"), ("12,5", "not_whole"), ("12.34.5", "grouping"),
     ("9999999999999", "too_large"), ("2,000", "ambiguous")],
)  # fmt: skip
def test_a_text_that_is_no_clear_count_is_a_problem_of_its_field(text: str, code: str) -> None:
    seen = examined(resolved=text)
    assert seen.problems == {"resolved": code}
    assert seen.changes == ()


def test_a_decimal_that_could_be_a_grouped_count_is_asked_about() -> None:
    seen = published({"papi_score": "41.234", SOURCE + "papi_score": "QĐ 9/QĐ-UBND"})
    assert seen.readings["papi_score"] == Ambiguous((41234.0, 41.234))
    assert seen.problems == {"papi_score": "ambiguous"}


def test_a_figure_above_what_is_possible_is_a_problem() -> None:
    source = {SOURCE + "par_index_score": "QĐ 12/QĐ-UBND"}
    assert published({"par_index_score": "100,01"} | source).problems == {"par_index_score": "above_maximum"}
    assert published({"par_index_score": "100"} | source).problems == {}


@pytest.mark.parametrize("source", ["", "   "])
def test_a_published_result_needs_its_decision(source: str) -> None:
    assert published({"ddci_rank": "2", SOURCE + "ddci_rank": source}).problems == {"ddci_rank": "needs_source"}


def test_a_published_result_that_is_not_there_needs_no_decision() -> None:
    assert published({"ddci_rank": "", "ict_rank": "kps"}).problems == {}


def test_every_problem_is_named_at_once() -> None:
    seen = examined(resolved="nhiều", resolved_late="-1", pending="12,5")
    assert seen.problems == {"resolved": "not_a_number", "resolved_late": "negative", "pending": "not_whole"}


def test_a_total_that_nobody_has_typed_is_offered() -> None:
    seen = examined(resolved_early="100", resolved_on_time="15", resolved_late="3")
    assert seen.suggestions == {"resolved": 118.0}


def test_a_total_that_is_typed_is_not_offered_even_when_it_is_wrong() -> None:
    parts = {"resolved_early": "100", "resolved_on_time": "15", "resolved_late": "3"}
    assert examined(resolved="120", **parts).suggestions == {}


def test_a_total_that_the_person_has_emptied_is_not_offered_again() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", resolved=120))
    form = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    parts = {"resolved_early": "100", "resolved_on_time": "15", "resolved_late": "3"}
    entry.keep_draft(made, OFFICER, form, {**form.saved, "resolved": ""})
    again = entry.open_form(made, OFFICER, MA_NOI, MARCH)
    assert entry.examine(made, again, {**entry.typed(again), **parts}).suggestions == {}


def test_no_total_is_offered_while_a_part_is_missing() -> None:
    assert examined(resolved_early="100", resolved_on_time="15").suggestions == {}


def test_what_was_carried_over_is_offered_from_last_month() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-02", pending=14))
    assert examined(made).suggestions == {"carried_over": 14.0}


def test_a_check_says_nothing_while_one_of_its_figures_is_missing() -> None:
    assert holds(examined(resolved="120")) == {}


@pytest.mark.parametrize(("total", "answer"), [("118", True), ("120", False)])
def test_a_total_must_be_the_sum_of_its_parts(total: str, answer: bool) -> None:
    seen = examined(resolved=total, resolved_early="100", resolved_on_time="15", resolved_late="3")
    assert holds(seen) == {"resolved_total": answer}


def test_nothing_arising_counts_as_zero_in_a_check() -> None:
    seen = examined(resolved="115", resolved_early="100", resolved_on_time="15", resolved_late="kps")
    assert holds(seen) == {"resolved_total": True}


@pytest.mark.parametrize(("carried_over", "answer"), [("14", True), ("15", False)])
def test_what_was_carried_over_must_be_what_was_pending_last_month(carried_over: str, answer: bool) -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-02", pending=14))
    assert holds(examined(made, carried_over=carried_over)) == {"carried_over": answer}


def test_a_report_says_nothing_about_last_month_while_that_is_missing() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-01", pending=14))
    assert holds(examined(made, carried_over="15")) == {}


def test_a_failed_check_is_unexplained_until_somebody_says_why() -> None:
    parts = {"resolved": "120", "resolved_early": "100", "resolved_on_time": "15", "resolved_late": "3"}
    why = {WHY + "resolved_total": "  Hai hồ sơ rút giữa chừng "}
    assert [result.check.id for result in examined(**parts).unexplained] == ["resolved_total"]
    assert examined(**parts, **why).unexplained == ()
    assert examined(**parts, **why).explanations == {"resolved_total": "Hai hồ sơ rút giữa chừng"}
    assert [result.check.id for result in examined(**parts, **{WHY + "resolved_total": " "}).unexplained] == [
        "resolved_total"
    ]


def test_an_explanation_of_a_check_that_holds_is_dropped() -> None:
    parts = {"resolved": "118", "resolved_early": "100", "resolved_on_time": "15", "resolved_late": "3"}
    assert examined(**parts, **{WHY + "resolved_total": "Hai hồ sơ rút giữa chừng"}).explanations == {}


def test_a_change_is_what_saving_would_do() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", resolved=118, resolved_late=3, pending=14))
    seen = examined(made, resolved="118", resolved_late="", pending="kps", postal="0")
    key = {name: FigureKey(MA_NOI, name, MARCH) for name in ("resolved_late", "pending", "postal")}
    assert seen.changes == (
        Change(key["resolved_late"], Figure(key["resolved_late"], 3), None),
        Change(key["pending"], Figure(key["pending"], 14), Figure(key["pending"], None)),
        Change(key["postal"], None, Figure(key["postal"], 0)),
    )


def test_writing_the_same_number_another_way_changes_nothing() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", resolved=1234, postal=None))
    assert examined(made, resolved="1.234", postal="KPS").changes == ()


def test_another_decision_for_the_same_number_is_a_change() -> None:
    made = product(ninh_son())
    form = entry.open_form(made, COORDINATOR, HUYEN, MARCH)
    entry.save(made, COORDINATOR, form, {**form.saved, "ddci_rank": "2", SOURCE + "ddci_rank": "QĐ 120"})
    again = entry.open_form(made, COORDINATOR, HUYEN, MARCH)
    seen = entry.examine(made, again, {**again.saved, SOURCE + "ddci_rank": "QĐ 121"})
    assert [
        (change.before and change.before.source, change.after and change.after.source) for change in seen.changes
    ] == [("QĐ 120", "QĐ 121")]
