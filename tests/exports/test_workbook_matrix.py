"""The matrices of the workbook: numbers of the period only where there are any, and marks of what may still change."""

from kpi.cycles import Cycle
from kpi.exports.workbook import workbook
from tests.builders import reports
from tests.exports.periodic import of_demonstration, report_of
from tests.exports.workbook_reading import opened, row_of, rows, values
from tests.office import MA_NOI, ninh_son, product, put_approved


def test_what_is_read_over_the_year_has_no_number_of_the_month() -> None:
    """Two inspections from January to September, none of them in September."""
    report = of_demonstration(Cycle.MONTH, 9)
    content = workbook(report)
    matrix, to_date = opened(content)["Bảng trong kỳ"], values(content)["Bảng lũy kế năm"]
    row = row_of(matrix, "Kiểm tra", 2)
    texts = [cell.value for cell in matrix[row]]
    assert texts[3:5] == ["chỉ tính lũy kế", "–"]
    assert set(texts[5:]) == {"–", None}
    assert 2 in [cell.value for cell in to_date[row_of(to_date, "Kiểm tra", 2)][5:]]
    yearly = [line.indicator.short for line in report.lines if line.of_period is None]
    assert "PAPI" in yearly
    for name in yearly:
        found = matrix[row_of(matrix, name, 2)]
        assert not [cell.coordinate for cell in found if cell.data_type == "f"], name


def test_in_a_report_that_begins_in_january_the_period_is_the_year_to_date() -> None:
    shown = values(workbook(of_demonstration(Cycle.QUARTER, 3)))
    of_period, to_date = shown["Bảng trong kỳ"], shown["Bảng lũy kế năm"]
    assert [[cell.value for cell in row] for row in of_period.iter_rows(min_row=5)] == [
        [cell.value for cell in row] for row in to_date.iter_rows(min_row=5)
    ]
    commune = rows(shown["Cấp xã"], "TT")
    assert not [one for one in commune if "chỉ tính lũy kế" in one.values()]


def test_nothing_arisen_is_marked_while_a_month_is_owed() -> None:
    """Commune Ma Nới had no dossiers in January, and owes February."""
    made = product(ninh_son())
    put_approved(made, reports(MA_NOI, "2024-01", resolved_early=0, resolved_on_time=0, resolved_late=0))
    matrix = opened(workbook(report_of(made)))["Bảng lũy kế năm"]
    column = [cell.value for cell in matrix[4]].index("Ma Nới") + 1
    cell = matrix.cell(row_of(matrix, "Đúng hạn", 2), column)
    assert cell.number_format.endswith(';"∅*"')
