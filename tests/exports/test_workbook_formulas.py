"""The totals of the workbook are formulas over the raw figures: LibreOffice, working them out, finds the same."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kpi.cycles import Cycle
from kpi.exports.workbook import workbook
from kpi.figures import Change, Figure, FigureKey, ReportState, Stamp
from kpi.months import Month
from kpi.services.periodic import PeriodicReport, periodic_report
from kpi.services.product import Product
from tests.builders import CASES, Figures, plan_from, reports, tables, ward
from tests.exports.workbook_numbers import differences, indicator_sheets, with_wrong_answers
from tests.exports.workbook_reading import opened, results, rows, trend, values
from tests.office import CHAIRMAN, COLLEAGUE, MA_NOI, demonstration, ninh_son, product, put_approved
from tests.office_files import converted

JANUARY_TO_JULY = "Lũy kế 7 tháng năm 2026"


def figures_of_case(name: str) -> Figures:
    """The figures of a worked example."""
    case = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    return {
        (unit, measure, at): None if value == "không phát sinh" else value
        for unit, measures in case["figures"].items()
        for measure, months in measures.items()
        for at, value in months.items()
    }


def of_ward(*cases: str) -> Product:
    """The ward with the approved figures of worked examples."""
    made = product(ward())
    for case in cases:
        put_approved(made, figures_of_case(case))
    return made


def report_of(made: Product, cycle: Cycle, month: Month) -> PeriodicReport:
    return periodic_report(made, CHAIRMAN, cycle, month)


def worked_out_again(content: bytes, into: Path) -> Path:
    """The file as LibreOffice works it out, though every formula in it is said to give something else."""
    wrong = into / "sai.xlsx"
    wrong.write_bytes(with_wrong_answers(content))
    return converted(wrong, "xlsx", into / "tinh-lai")


def assert_same(report: PeriodicReport, file: bytes | Path, *, at_least: int) -> None:
    compared, different = differences(report, values(file))
    assert different == []
    assert compared >= at_least


@pytest.mark.parametrize(
    ("made", "cycle", "month", "at_least"),
    [
        pytest.param(demonstration, Cycle.QUARTER, Month(2024, 3), 1500, id="the demonstration, quarter I"),
        pytest.param(
            lambda: of_ward("cac-loai-chi-tieu"),
            Cycle.QUARTER,
            Month(2026, 3),
            200,
            id="every kind",
        ),
        pytest.param(lambda: of_ward("so-voi-cung-ky"), Cycle.MONTH, Month(2026, 2), 200, id="growth"),
        pytest.param(lambda: of_ward("sap-nhap"), Cycle.MONTH, Month(2026, 7), 200, id="a unit that was merged"),
    ],
)
def test_every_number_is_that_of_the_report_as_written_and_as_worked_out_again(
    made: Callable[[], Product], cycle: Cycle, month: Month, at_least: int, tmp_path: Path
) -> None:
    report = report_of(made(), cycle, month)
    content = workbook(report)
    assert_same(report, content, at_least=at_least)
    assert_same(report, worked_out_again(content, tmp_path), at_least=at_least)


def test_wrong_answers_are_told_from_right_ones() -> None:
    report = report_of(of_ward("sap-nhap"), Cycle.MONTH, Month(2026, 7))
    compared, different = differences(report, values(with_wrong_answers(workbook(report))))
    assert len(different) > 20
    assert compared > len(different)


def test_a_merged_units_months_are_added_to_its_successor_and_missing_months_to_nobody() -> None:
    report = report_of(of_ward("sap-nhap"), Cycle.MONTH, Month(2026, 7))
    book = opened(workbook(report))
    sheet = book[indicator_sheets(book)[0]]
    told = results(values(workbook(report))[sheet.title])
    assert told["Trung tâm Phục vụ hành chính công", JANUARY_TO_JULY, "Tử số"] == 490
    assert told["Trung tâm Phục vụ hành chính công", JANUARY_TO_JULY, "Mẫu số"] == 500
    assert told["Tổ một cửa lưu động", JANUARY_TO_JULY, "Tử số"] == "–"


def test_a_whole_with_its_parts_counts_once_and_parts_without_a_whole_are_added_up(tmp_path: Path) -> None:
    made = product(ward())
    put_approved(made, reports("van-phong", "2026-01", resolved=50, resolved_late=2))
    put_approved(made, reports("kinh-te", "2026-01", resolved_late=1))
    parts = [
        *(("van-phong", "resolved", part, value) for part, value in (("dat-dai", 30), ("ho-tich", 20))),
        *(("kinh-te", "resolved", part, value) for part, value in (("dat-dai", 7), ("ho-tich", 4))),
    ]
    for unit, measure, part, value in parts:
        stored = made.store.report(unit, Month(2026, 1))
        figure = Figure(FigureKey(unit, measure, Month(2026, 1), part), value)
        stamp = Stamp(COLLEAGUE.login, made.clock(), "form")
        made.store.save_report(
            replace(stored, state=ReportState.APPROVED),
            changes=[Change(figure.key, None, figure)],
            explanations={},
            stamp=stamp,
        )
    report = report_of(made, Cycle.MONTH, Month(2026, 1))
    content = workbook(report)
    assert_same(report, worked_out_again(content, tmp_path), at_least=100)
    raw = rows(values(content)["Số liệu gốc"], "TT đơn vị")
    heads = ("Mã đơn vị", "Lĩnh vực", "Giá trị", "Trong đó")
    assert [tuple(row[head] for head in heads) for row in raw if row["Số liệu gốc"] == "Hồ sơ đã giải quyết"] == [
        ("van-phong", None, 50, None),
        ("van-phong", "Đất đai", None, 30),
        ("van-phong", "Hộ tịch", None, 20),
        ("kinh-te", "Đất đai", 7, None),
        ("kinh-te", "Hộ tịch", 4, None),
    ]


def test_what_did_not_arise_is_a_text_in_the_raw_figures_and_adds_nothing() -> None:
    report = report_of(of_ward("cac-loai-chi-tieu"), Cycle.QUARTER, Month(2026, 3))
    content = workbook(report)
    raw = rows(values(content)["Số liệu gốc"], "TT đơn vị")
    own = ("van-phong", "Phiếu hài lòng")
    found = [row["Giá trị"] for row in raw if (row["Mã đơn vị"], row["Số liệu gốc"]) == own]
    assert found == [91, 0, "không phát sinh"]


def test_a_month_that_misses_a_figure_of_the_formula_is_left_out_and_said_so() -> None:
    made = product(ninh_son())
    put_approved(made, reports(MA_NOI, "2024-01", resolved_early=10, resolved_on_time=16, resolved_late=3))
    put_approved(made, reports(MA_NOI, "2024-02", resolved_early=10, resolved_on_time=17))
    content = workbook(report_of(made, Cycle.MONTH, Month(2024, 2)))
    name = next(name for name in values(content).sheetnames if name.endswith("Đúng hạn"))
    sheet = values(content)[name]
    (row,) = {
        cell.row for (cell,) in sheet["B1:B200"] if cell.value == "Xã Ma Nới" and sheet.cell(cell.row, 3).value == 26
    }
    assert [sheet.cell(row, column).value for column in range(3, 7)] == [26, "–", "–", 26]
    assert trend(sheet)["2024-02"]["Kết quả"] is None
    formulas = opened(content)[name]
    assert str(formulas.cell(row, 3).value).startswith("=SUMIFS(gia_tri,tt_don_vi,$A")
    assert formulas.cell(row, 6).value == f"=C{row}"


def test_flows_and_stocks_of_one_sum_are_added_without_what_stands_between_their_grids(tmp_path: Path) -> None:
    data = tables("valid-ward-2026")
    (indicator,) = (one for one in data["indicator"] if one["id"] == "no_overdue")
    indicator["numerator"] = ["overdue", "complaints"]
    made = product(plan_from(data))
    for at, overdue, complaints in (("2026-01", 4, 1), ("2026-02", 2, 3)):
        for unit in ("van-phong", "kinh-te"):
            put_approved(made, reports(unit, at, overdue=overdue, complaints=complaints))
    report = report_of(made, Cycle.MONTH, Month(2026, 2))
    content = workbook(report)
    name = next(name for name in indicator_sheets(values(content)) if name.endswith("Quá hạn"))
    told = results(values(content)[name])
    assert told["Phường Đô Vinh", "Tháng 2/2026", "Số liệu"] == 10
    assert told["Phường Đô Vinh", "Lũy kế 2 tháng năm 2026", "Số liệu"] == 12
    assert_same(report, worked_out_again(content, tmp_path), at_least=100)
