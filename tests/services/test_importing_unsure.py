"""What keeps a file from being written: names that nobody knows, cells that are no figures, checks without a word."""

from collections.abc import Mapping

import pytest

from kpi.errors import Refused
from kpi.figures import Change, Figure, FigureKey, ReportSave, Stamp
from kpi.imports.found import OF_THE_MONTH, SKIPPED, WITHOUT_LIMIT, Question, Subject
from kpi.imports.grid import Cell, CellError, Grid
from kpi.months import Month
from kpi.services import importing
from kpi.services.entry import SOURCE, WHY
from kpi.services.product import Product
from tests.builders import reports
from tests.office import (
    COORDINATOR,
    HUYEN,
    MA_NOI,
    MARCH,
    NOW,
    OFFICER,
    SECOND_COORDINATOR,
    ninh_son,
    product,
    stored,
)
from tests.sheets import RESOLVED, grid, of_fields, of_units

UNKNOWN = of_units({"Ma Nới (điểm 2)": RESOLVED})
UNEVEN = of_units({"Xã Ma Nới": {**RESOLVED, "resolved": 120}})
BECAUSE = {MA_NOI: {WHY + "resolved_total": "Hai hồ sơ công dân rút"}}


def write(made: Product, file: Grid, said: importing.Said | None = None, month: Month = MARCH) -> importing.Written:
    seen = importing.preview(made, OFFICER, file, month).seen
    return importing.write(made, OFFICER, file, month, seen=seen, said=said or {})


def refused_code(made: Product, file: Grid, said: importing.Said | None = None) -> str:
    before = made.store.data_version()
    with pytest.raises(Refused) as raised:
        write(made, file, said)
    assert made.store.data_version() == before
    return raised.value.code


def test_a_name_that_nobody_knows_is_asked_and_its_row_not_written() -> None:
    made = product(ninh_son())
    seen = importing.preview(made, OFFICER, UNKNOWN, MARCH)
    (question,) = seen.questions
    assert (question.subject, question.text, question.where) == (Subject.UNIT, "Ma Nới (điểm 2)", "Biểu!A3")
    assert importing.meanings_of(ninh_son(), question)[0] == MA_NOI
    assert (seen.units, seen.savable) == ((), False)
    assert refused_code(made, UNKNOWN) == "import_has_questions"


def test_everything_of_its_kind_may_be_what_a_text_stands_for() -> None:
    question = Question(Subject.PART, "Đất", "Biểu!A3", ("dat-dai",))
    assert importing.meanings_of(ninh_son(), question) == tuple(part.id for part in ninh_son().parts)
    measures = importing.meanings_of(ninh_son(), Question(Subject.MEASURE, "Cột 8", "Biểu!C2", ("postal",)))
    assert measures[0] == "postal"
    assert sorted(measures) == sorted(measure.id for measure in ninh_son().measures)


def test_an_answer_is_remembered_for_everybody_however_the_text_is_written() -> None:
    made = product(ninh_son())
    (question,) = importing.preview(made, OFFICER, UNKNOWN, MARCH).questions
    importing.answer(made, OFFICER, {question: MA_NOI})
    assert write(made, UNKNOWN).figures == 4
    assert stored(made) == RESOLVED
    again = of_units({"MA NOI  (Điểm 2)": RESOLVED})
    assert importing.preview(made, COORDINATOR, again, MARCH).questions == ()
    (given,) = importing.answers_given(made, COORDINATOR)
    assert (given.written, given.meaning, given.who, given.at) == ("Ma Nới (điểm 2)", MA_NOI, OFFICER.login, NOW)


def test_what_is_passed_over_is_not_asked_again_and_said() -> None:
    made = product(ninh_son())
    file = of_units({"Xã Ma Nới": RESOLVED, "Bộ phận một cửa lưu động": RESOLVED})
    (question,) = importing.preview(made, OFFICER, file, MARCH).questions
    importing.answer(made, OFFICER, {question: SKIPPED})
    seen = importing.preview(made, OFFICER, file, MARCH)
    assert (seen.questions, seen.savable) == ((), True)
    assert [(notice.code, notice.where) for notice in seen.notices] == [("row_skipped", "Biểu!A4")]


def test_a_forgotten_answer_is_asked_for_again() -> None:
    made = product(ninh_son())
    (question,) = importing.preview(made, OFFICER, UNKNOWN, MARCH).questions
    importing.answer(made, OFFICER, {question: MA_NOI})
    (given,) = importing.answers_given(made, SECOND_COORDINATOR)
    importing.forget_answer(made, SECOND_COORDINATOR, given)
    assert importing.answers_given(made, OFFICER) == ()
    assert importing.preview(made, OFFICER, UNKNOWN, MARCH).questions == (question,)


def test_an_answer_that_the_plan_does_not_know_is_refused() -> None:
    made = product(ninh_son())
    (question,) = importing.preview(made, OFFICER, UNKNOWN, MARCH).questions
    for meaning in ("99999", "resolved"):
        with pytest.raises(Refused) as raised:
            importing.answer(made, OFFICER, {question: meaning})
        assert raised.value.code == "answer_unknown"
    assert made.store.answers() == []


def test_a_time_that_is_not_sure_is_answered_for_its_month_only_and_cannot_be_passed_over() -> None:
    made = product(ninh_son())
    file = of_units({"Xã Ma Nới": RESOLVED}, title="Kết quả 3T")
    (question,) = importing.preview(made, OFFICER, file, MARCH).questions
    assert (question.subject, question.text, question.where) == (
        Subject.TIME,
        "Kết quả 3T (khi nhập T3/2024)",
        "Biểu!A1",
    )
    assert refused_code(made, file) == "import_has_questions"
    assert (importing.meanings_of(ninh_son(), question), importing.may_be_skipped(question)) == ((OF_THE_MONTH,), False)
    with pytest.raises(Refused) as raised:
        importing.answer(made, OFFICER, {question: SKIPPED})
    assert raised.value.code == "answer_unknown"
    importing.answer(made, OFFICER, {question: OF_THE_MONTH})
    assert importing.preview(made, OFFICER, file, MARCH).savable
    assert [one.meaning for one in importing.answers_given(made, COORDINATOR)] == [OF_THE_MONTH]
    (again,) = importing.preview(made, OFFICER, file, MARCH + 1).questions
    assert again.text == "Kết quả 3T (khi nhập T4/2024)"


def test_what_limits_the_figures_is_answered_for_every_month_and_cannot_be_passed_over() -> None:
    made = product(ninh_son())
    file = of_units({"Xã Ma Nới": RESOLVED}, title="Lĩnh vực: Đất đai")
    (question,) = importing.preview(made, OFFICER, file, MARCH).questions
    assert (question.subject, question.text) == (Subject.SCOPE, "Lĩnh vực: Đất đai")
    assert refused_code(made, file) == "import_has_questions"
    assert importing.meanings_of(ninh_son(), question) == (WITHOUT_LIMIT,)
    with pytest.raises(Refused) as raised:
        importing.answer(made, OFFICER, {question: SKIPPED})
    assert raised.value.code == "answer_unknown"
    importing.answer(made, OFFICER, {question: WITHOUT_LIMIT})
    assert importing.preview(made, OFFICER, file, MARCH).savable
    assert importing.preview(made, OFFICER, file, MARCH + 1).questions == ()
    assert [one.meaning for one in importing.answers_given(made, COORDINATOR)] == [WITHOUT_LIMIT]


def test_an_answer_that_changes_what_is_read_after_it_was_shown_keeps_it_from_being_written() -> None:
    made = product(ninh_son())
    known = [ninh_son().measure_of_id[measure].name for measure in ("resolved_early", "resolved_late")]
    file = grid(["Số liệu tháng 3/2024"], ["Đơn vị", *known, "Qua BCCI (lượt)"], ["Xã Ma Nới", 8, 1, 9])
    (question,) = importing.preview(made, OFFICER, file, MARCH).questions
    importing.answer(made, OFFICER, {question: "postal"})
    seen = importing.preview(made, OFFICER, file, MARCH).seen
    importing.answer(made, COORDINATOR, {question: "circulated"})
    with pytest.raises(Refused) as raised:
        importing.write(made, OFFICER, file, MARCH, seen=seen, said={})
    assert raised.value.code == "import_reads_otherwise"
    assert stored(made) == {}


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (CellError("#REF!"), "formula_error"),
        (CellError(""), "formula_without_result"),
        (-5, "negative"),
        (True, "truth_value"),
    ],
)
def test_a_cell_that_is_no_figure_is_said_with_its_place_and_nothing_is_written(cell: Cell, fault: str) -> None:
    made = product(ninh_son())
    file = of_units({"Xã Ma Nới": {**RESOLVED, "postal": cell}})
    seen = importing.preview(made, OFFICER, file, MARCH)
    assert [(problem.code, problem.where) for problem in seen.problems] == [(fault, "Biểu!F3")]
    assert refused_code(made, file) == "import_has_faults"


@pytest.mark.parametrize(
    ("measure", "cell", "code"),
    [("postal", "12,5", "not_whole"), ("postal", "1,234", "ambiguous"), ("postal", 1e15, "too_large")],
)
def test_a_text_that_the_form_would_not_take_is_a_fault_of_its_cell(measure: str, cell: Cell, code: str) -> None:
    made = product(ninh_son())
    file = of_units({"Xã Ma Nới": {**RESOLVED, measure: cell}})
    (unread,) = importing.preview(made, OFFICER, file, MARCH).units[0].unread
    assert (unread.measure.id, unread.code, unread.where) == (measure, code, "Biểu!F3")
    assert refused_code(made, file) == "import_has_faults"


def test_a_file_of_another_month_is_not_written_and_its_month_is_named() -> None:
    made = product(ninh_son())
    file = of_units({"Xã Ma Nới": RESOLVED}, title="Số liệu tháng 2/2024")
    assert importing.preview(made, OFFICER, file, MARCH).other_months == (Month(2024, 2),)
    assert refused_code(made, file) == "import_has_faults"
    assert importing.preview(made, OFFICER, file, Month(2024, 2)).other_months == ()
    assert write(made, file, month=Month(2024, 2)).figures == 4


def test_a_check_that_fails_is_shown_with_its_difference_and_waits_for_an_explanation() -> None:
    made = product(ninh_son())
    (unit,) = importing.preview(made, OFFICER, UNEVEN, MARCH).units
    assert [(one.check.id, one.left, one.right) for one in unit.failing] == [("resolved_total", 120, 118)]
    assert refused_code(made, UNEVEN) == "import_unexplained"
    assert refused_code(made, UNEVEN, {MA_NOI: {WHY + "resolved_total": "  "}}) == "import_unexplained"
    (report,) = write(made, UNEVEN, BECAUSE).reports
    assert report.explanations == {"resolved_total": "Hai hồ sơ công dân rút"}


def test_an_explanation_that_is_saved_already_need_not_be_given_again() -> None:
    made = product(ninh_son())
    write(made, UNEVEN, BECAUSE)
    more = of_units({"Xã Ma Nới": {**RESOLVED, "resolved": 120, "postal": 9}})
    (report,) = write(made, more).reports
    assert report.explanations == {"resolved_total": "Hai hồ sơ công dân rút"}


def test_what_is_typed_beside_a_file_changes_no_figure() -> None:
    made = product(ninh_son())
    write(made, of_units({"Xã Ma Nới": RESOLVED}), {MA_NOI: {"postal": "999", "resolved": "1"}})
    assert stored(made) == RESOLVED


def test_a_published_result_is_written_with_its_document() -> None:
    made = product(ninh_son())
    file = of_units({"UBND huyện Ninh Sơn": {"ddci_rank": 3, "inspections": 2}})
    seen = importing.preview(made, COORDINATOR, file, MARCH)
    assert [measure.id for measure in seen.units[0].unsourced] == ["ddci_rank"]
    said: Mapping[str, str] = {SOURCE + "ddci_rank": "QĐ 12/QĐ-UBND ngày 05/03/2024"}
    with pytest.raises(Refused) as raised:
        importing.write(made, COORDINATOR, file, MARCH, seen=seen.seen, said={})
    assert raised.value.code == "import_unsourced"
    importing.write(made, COORDINATOR, file, MARCH, seen=seen.seen, said={HUYEN: said})
    kept = {figure.key.measure: figure.source for figure in made.store.figures_of(HUYEN, [MARCH])}
    assert kept == {"ddci_rank": "QĐ 12/QĐ-UBND ngày 05/03/2024", "inspections": ""}


BY_FIELD = of_fields(
    "Xã Ma Nới", {"Đất đai": {"resolved": 18}, "Hộ tịch": {"resolved": 100}, "Tổng số": {"resolved": 118}}
)


def parts(made: Product) -> dict[str, float | None]:
    """The stored breakdown of "resolved", the whole under ""."""
    return {figure.key.part: figure.value for figure in made.store.figures_of(MA_NOI, [MARCH])}


def test_a_breakdown_by_field_is_written_beside_its_whole() -> None:
    made = product(ninh_son())
    assert write(made, BY_FIELD).figures == 3
    assert parts(made) == {"": 118, "dat-dai": 18, "ho-tich": 100}
    assert importing.preview(made, OFFICER, BY_FIELD, MARCH).units[0].unchanged == 3


def test_the_files_breakdown_takes_the_place_of_the_stored_one_as_a_whole() -> None:
    made = product(ninh_son())
    write(made, BY_FIELD)
    new = of_fields(
        "Xã Ma Nới", {"Đất đai": {"resolved": 20}, "Xây dựng": {"resolved": 98}, "Tổng số": {"resolved": 118}}
    )
    (unit,) = importing.preview(made, OFFICER, new, MARCH).units
    told = {cell.change.key.part: (cell.change.after and cell.change.after.value, cell.where) for cell in unit.changes}
    assert told == {"ho-tich": (None, ""), "dat-dai": (20, "Biểu!B4"), "xay-dung": (98, "Biểu!B5")}
    write(made, new)
    assert parts(made) == {"": 118, "dat-dai": 20, "xay-dung": 98}


def test_a_whole_that_no_longer_is_the_sum_of_its_stored_fields_is_said() -> None:
    made = product(ninh_son())
    write(made, BY_FIELD)
    file = of_units({"Xã Ma Nới": {"resolved": 120, "postal": 9}})
    (differ,) = importing.preview(made, OFFICER, file, MARCH).units[0].parts_differ
    assert (differ.measure.id, differ.whole, differ.parts) == ("resolved", 120, 118)
    assert importing.preview(made, OFFICER, BY_FIELD, MARCH).units[0].parts_differ == ()


def test_a_field_that_is_no_figure_is_a_fault_of_its_cell() -> None:
    made = product(ninh_son())
    file = of_fields("Xã Ma Nới", {"Đất đai": {"resolved": "18,5"}, "Tổng số": {"resolved": 118}})
    (unread,) = importing.preview(made, OFFICER, file, MARCH).units[0].unread
    assert (unread.part, unread.code, unread.text) == ("dat-dai", "not_whole", "18,5")
    assert refused_code(made, file) == "import_has_faults"


def test_a_breakdown_of_another_measure_stays() -> None:
    made = product(ninh_son(), reports(MA_NOI, "2024-03", received=210))
    key = FigureKey(MA_NOI, "received", MARCH, "dat-dai")
    report = made.store.report(MA_NOI, MARCH)
    made.store.save_reports(
        [ReportSave(report, [Change(key, None, Figure(key, 210))], {})], Stamp(OFFICER.login, NOW, "form")
    )
    write(made, BY_FIELD)
    assert key in {figure.key for figure in made.store.figures_of(MA_NOI, [MARCH])}
