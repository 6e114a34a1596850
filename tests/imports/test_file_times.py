"""The name of a file is a witness of its time: another one is asked about, and never passed over."""

import pytest

from kpi.imports.found import OF_THE_MONTH, Found, Subject
from kpi.imports.grid import Cell, Sheet
from kpi.wording.folding import folded
from tests.imports.sheets import codes, found, noticed, table

HEAD: tuple[Cell, ...] = ("Đơn vị", "Tổng số hồ sơ tiếp nhận", "Tổng số hồ sơ đã giải quyết")
ROW: tuple[Cell, ...] = ("Xã Ma Nới", 10, 5)
WITHOUT = table(HEAD, ROW)
WITH = table(("Tháng 10/2024",), HEAD, ROW)


def asked(what: Found) -> list[str]:
    assert {one.subject for one in what.questions} <= {Subject.TIME}
    return [one.text for one in what.questions]


@pytest.mark.parametrize("sheet", [WITHOUT, WITH], ids=["without a month", "with the month"])
@pytest.mark.parametrize(
    "name",
    [
        "Lũy kế T10.xlsx",
        "Lu\u0303y ke\u0302\u0301 T10.xlsx",
        "luy-ke-t10.xlsx",
        "bao-cao-thang-9.csv",
        "LK 10T.xlsx",
        "BC 6 thang 2024.xlsx",
        "BC quý III.2024.xlsx",
        "Bao cao Quy 4.xlsx",
        "BC 9T 2024.csv",
        "9 thang dau nam.xlsx",
        "Tuần 40.xlsx",
        "202409.xlsx",
        "baocaothang9.xlsx",
        "BaoCaoT9.xlsx",
        "092024.xlsx",
        "T92024.xlsx",
        "T0924.xls",
        "BC 2024-09.xlsx",
        "06a tháng 9.xlsx",
        "BC thang 9-10.xlsx",
        "06a 01.01.2024-31.10.2024.xlsx",
        "06a_20240915.xlsx",
        "Ước T10.xlsx",
    ],
)
def test_a_name_of_another_time_is_asked_about_whatever_the_sheets_say(name: str, sheet: Sheet) -> None:
    what = found(sheet, name=name)
    assert (asked(what), what.problems, what.notices) == ([f"{name} (khi nhập T10/2024)"], (), ())
    answers = {(Subject.TIME, folded(what.questions[0].text)): OF_THE_MONTH}
    assert found(sheet, name=name, answers=answers).questions == ()


@pytest.mark.parametrize(
    "name",
    [
        "202410.xlsx",
        "T102024.xlsx",
        "T1024.xlsx",
        "102024.xlsx",
        "thang-10.csv",
        "bao-cao-thang-10-2024.xlsx",
        "T-10.xlsx",
        "BC T10.2024 (1).xlsx",
        "bao_cao_thang_10_2024_v2.xlsx",
        "BC 2024.10.xlsx",
        "06a từ 01.10.2024 đến 31.10.2024.xlsx",
    ],
)
def test_a_name_of_the_month_says_it_where_no_sheet_does(name: str) -> None:
    for sheet in (WITHOUT, WITH):
        what = found(sheet, name=name)
        assert (what.questions, what.problems, what.notices) == ((), (), ())


@pytest.mark.parametrize(
    "name",
    [
        "BC tháng.xlsx",
        "Biểu 06a.xlsx",
        "06a_20241105_0830.xlsx",
        "06a 31102024.xlsx",
        "BC 05.11.2024.xlsx",
        "export17307792.xlsx",
    ],
)
def test_a_name_without_a_month_or_with_the_day_of_its_making_says_nothing(name: str) -> None:
    assert (asked(found(WITHOUT, name=name)), noticed(found(WITHOUT, name=name))) == ([], ["no_month"])
    assert (asked(found(WITH, name=name)), noticed(found(WITH, name=name))) == ([], [])


def test_a_day_long_after_is_of_an_export_only_where_the_sheets_name_the_month() -> None:
    assert asked(found(WITHOUT, name="06a 15.06.2025.xlsx")) == ["06a 15.06.2025.xlsx (khi nhập T10/2024)"]
    assert asked(found(WITH, name="06a 15.06.2025.xlsx")) == []


def test_a_name_of_the_year_is_asked_about_where_nothing_names_the_month() -> None:
    assert asked(found(WITHOUT, name="BC năm 2024.xlsx")) == ["BC năm 2024.xlsx (khi nhập T10/2024)"]
    assert asked(found(WITH, name="BC CCHC năm 2024.xlsx")) == []
    assert asked(found(WITHOUT, name="BC tháng 10 năm 2024.xlsx")) == []


def test_a_file_with_a_sheet_for_each_month_may_be_named_after_all_of_them() -> None:
    sheets = [table((f"Tháng {number}/2024",), HEAD, ROW, name=f"T{number}") for number in (9, 10)]
    what = found(*sheets, name="10 tháng 2024.xlsx")
    assert (what.questions, what.problems, noticed(what)) == ((), (), ["other_month_skipped"])


def test_a_title_of_another_month_is_said_once_and_not_of_the_name_too() -> None:
    what = found(table(("Tháng 9/2024",), HEAD, ROW), name="T9.xlsx")
    assert (codes(what), what.questions) == ([("Số liệu!A1", "other_month")], ())
