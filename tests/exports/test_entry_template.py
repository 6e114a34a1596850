"""The template of a unit: what can be filled in, what works itself out, and that it is read back as it was meant."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kpi.exports.entry_template import entry_template
from kpi.figures import Figure, FigureKey
from kpi.imports.reader import read_file
from kpi.imports.recognise import recognise
from kpi.months import Month
from tests.imports.sheets import BALANCED, MA_NOI, MEASURES, OCTOBER, codes, texts
from tests.office import ninh_son
from tests.office_files import converted

PLAN = ninh_son()
UNIT_NAMES = {MA_NOI: "Ma Nới", "noi-vu": "Nội vụ", "585": "Huyện Ninh Sơn"}


def saved(
    values: dict[str, float | None], *, unit: str = MA_NOI, month: Month = OCTOBER
) -> dict[tuple[str, str, Month], Figure]:
    return {(unit, measure, month): Figure(FigureKey(unit, measure, month), value) for measure, value in values.items()}


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def row_of(sheet: Worksheet, measure: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 8).value == measure)


def row_of_check(sheet: Worksheet, name: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == name)


def template(*units: str, figures: dict[tuple[str, str, Month], Figure] | None = None) -> bytes:
    return entry_template(PLAN, OCTOBER, units or (MA_NOI,), figures=figures or {}, demo=False)


def test_a_template_of_made_up_figures_says_so_and_is_read_as_any_other() -> None:
    figures = {(MA_NOI, "postal", OCTOBER): Figure(FigureKey(MA_NOI, "postal", OCTOBER), 12.0)}
    content = entry_template(PLAN, OCTOBER, (MA_NOI,), figures=figures, demo=True)
    shown = [cell.value for row in opened(content).worksheets[0].iter_rows() for cell in row]
    assert "SỐ LIỆU MINH HỌA" in shown
    assert read_back(content) == {(MA_NOI, "postal", ""): "12"}


def filled(content: bytes, values: dict[str, float | str], folder: Path) -> bytes:
    """The template filled in and saved by LibreOffice, which works every formula out."""
    book = opened(content)
    sheet = book.worksheets[0]
    for measure, value in values.items():
        sheet.cell(row_of(sheet, measure), 4, value)
    path = folder / "mau.xlsx"
    book.save(path)
    return converted(path, "xlsx", folder / "out").read_bytes()


def read_back(content: bytes) -> dict[tuple[str, str, str], str]:
    what = recognise(PLAN, read_file("mau.xlsx", content), OCTOBER, {})
    assert (what.questions, what.problems, what.notices) == ((), (), ())
    assert what.months == (OCTOBER,)
    return texts(what)


def test_each_unit_has_a_sheet_with_what_it_reports_and_the_figures_before_beside() -> None:
    figures = saved({"received": 12}) | saved({"received": 9, "survey_answers": None}, month=Month(2024, 9))
    figures |= saved({"received": 7}, month=Month(2023, 10))
    book = opened(template(*UNIT_NAMES, figures=figures))
    assert book.sheetnames == list(UNIT_NAMES.values())
    for unit, sheet in zip(UNIT_NAMES, book.worksheets, strict=True):
        shown = [str(code) for row in range(7, sheet.max_row + 1) if (code := sheet.cell(row, 8).value)]
        assert shown == [measure.id for measure in PLAN.measures_of(unit)]
    ours = book.worksheets[0]
    heads = [ours.cell(6, column).value for column in range(1, 9)]
    assert heads == ["Cột", "Số liệu", "Đơn vị tính", "Số tháng này", "T9/2024", "T10/2023", "Cách ghi", "Mã số liệu"]
    row = row_of(ours, "received")
    assert [ours.cell(row, column).value for column in (1, 4, 5, 6)] == ["(3)", 12, 9, 7]
    assert ours.cell(row_of(ours, "survey_answers"), 5).value == "không phát sinh"


def test_only_values_can_be_changed_and_the_page_can_be_printed() -> None:
    sheet = opened(template()).worksheets[0]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {f"D{row_of(sheet, measure.id)}" for measure in PLAN.measures_of(MA_NOI)}
    set_up: tuple[object, ...] = (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.paperSize)
    assert set_up == ("C7", "$6:$6", 9)


def test_a_value_is_whole_or_decimal_from_zero_to_its_maximum() -> None:
    sheet = opened(template("585")).worksheets[0]
    rules = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    rank, score = f"D{row_of(sheet, 'ddci_rank')}", f"D{row_of(sheet, 'papi_score')}"
    assert rules[rank].formula1 == (
        f'IF(ISNUMBER({rank}),AND({rank}>=0,{rank}=INT({rank}),{rank}<=7),LOWER({rank})="không phát sinh")'
    )
    assert f"AND({score}>=0,{score}<=80)" in str(rules[score].formula1)
    assert rules[rank].error == "Ghi số nguyên từ 0 đến 7, hoặc “không phát sinh”."
    assert len(rules) == len(PLAN.measures_of("585"))


def test_what_is_saved_is_read_back_with_totals_that_follow_from_it() -> None:
    parts = {name: value for name, value in zip(MEASURES.values(), BALANCED, strict=True) if name != "received"}
    content = template(MA_NOI, figures=saved({**parts, "survey_answers": None, "work_files": 0}))
    assert read_back(content) == {
        **{(MA_NOI, name, ""): str(value) for name, value in zip(MEASURES.values(), BALANCED, strict=True)},
        (MA_NOI, "survey_answers", ""): "không phát sinh",
        (MA_NOI, "work_files", ""): "0",
    }


def test_an_empty_template_says_nothing() -> None:
    what = recognise(PLAN, read_file("mau.xlsx", template(*UNIT_NAMES)), OCTOBER, {})
    assert what.readings == ()
    assert codes(what) == [("mau.xlsx", "nothing_found")]


def test_totals_stay_empty_until_their_terms_are_there_and_checks_say_what_differs(tmp_path: Path) -> None:
    values: dict[str, float | str] = {
        "received_online": 20,
        "received_direct": 6,
        "carried_over": 5,
        "resolved_early": 10,
        "resolved_on_time": "không phát sinh",
        "resolved_late": 2,
        "pending_in_time": 5,
        "survey_answers": 3,
        "survey_satisfied": 4,
    }
    figures = saved({"pending": 5}, month=Month(2024, 9))
    content = filled(template(MA_NOI, figures=figures), values, tmp_path)
    sheet = openpyxl.load_workbook(BytesIO(content), data_only=True).worksheets[0]
    shown = {name: sheet.cell(row_of(sheet, name), 4).value for name in ("received", "resolved", "pending")}
    assert {name: value or "" for name, value in shown.items()} == {"received": 31, "resolved": 12, "pending": ""}
    states = {
        check.id: sheet.cell(row_of_check(sheet, check.name), 4).value or ""
        for check in PLAN.checks
        if check.id in {"received_total", "received_balance", "carried_over", "survey_part", "pending_total"}
    }
    assert states == {
        "received_total": "đúng",
        "received_balance": "",
        "carried_over": "đúng",
        "survey_part": "lệch 1",
        "pending_total": "",
    }
    assert read_back(content) == {
        (MA_NOI, name, ""): str(value) for name, value in {**values, "received": 31, "resolved": 12}.items()
    }


def test_a_template_of_another_month_plan_or_unit_is_a_problem() -> None:
    grid = read_file("mau.xlsx", template())
    assert [code for _, code in codes(recognise(PLAN, grid, Month(2024, 11), {}))] == ["other_month"]
    other = PLAN.model_copy(update={"id": "ninh-son-2023"})
    assert [code for _, code in codes(recognise(other, grid, OCTOBER, {}))] == ["other_plan"]


@pytest.mark.parametrize(
    ("column", "written", "code"), [(8, "received_onlin", "unknown_code"), (8, None, "row_without_name")]
)
def test_a_code_that_was_changed_is_a_problem(column: int, written: str | None, code: str) -> None:
    book = opened(template(MA_NOI, figures=saved({"received_online": 4})))
    sheet = book.worksheets[0]
    row = row_of(sheet, "received_online")
    sheet.cell(row, column).value = written
    file = BytesIO()
    book.save(file)
    found = recognise(PLAN, read_file("mau.xlsx", file.getvalue()), OCTOBER, {})
    assert (f"Ma Nới!D{row}", code) in codes(found)


def test_a_template_without_its_heads_is_damaged() -> None:
    book = opened(template())
    book.worksheets[0].cell(6, 4).value = "Số"
    file = BytesIO()
    book.save(file)
    assert [code for _, code in codes(recognise(PLAN, read_file("m.xlsx", file.getvalue()), OCTOBER, {}))] == [
        "template_damaged"
    ]


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    unit = PLAN.unit_of_id[MA_NOI].model_copy(update={"name": '=HYPERLINK("http://x")', "short": "=1+1"})
    units = tuple(unit if one.id == MA_NOI else one for one in PLAN.units)
    plan = PLAN.model_copy(update={"units": units})
    vars(plan).pop("unit_of_id", None)
    sheet = opened(entry_template(plan, OCTOBER, (MA_NOI,), figures={}, demo=False)).worksheets[0]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ('=HYPERLINK("http://x")', "s")
