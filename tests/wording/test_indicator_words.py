"""The words of the indicator screen: sureness of surveys, counts and places, a table that a spreadsheet can open."""

import math
from typing import Any

import pytest

from kpi.months import Month, Period
from kpi.peers import Standing
from kpi.scoring import Score
from kpi.targets import Status
from kpi.wording import formats, indicator_words
from kpi.wording.csv_text import About, csv_of, file_name
from kpi.wording.labels import FEW
from tests.office import ninh_son

NAN = math.nan
MARCH = Month(2024, 3).ordinal


def score(numerator: float = 81, denominator: float = 90, *, indicator: str = "satisfaction", **said: Any) -> Score:
    value = 100 * numerator / denominator if denominator else NAN
    row = Score(
        indicator, "22828", MARCH, value, numerator, denominator, NAN, NAN, ">", 90.0, 90.0, Status.MISSED, 1, 1
    )
    return row._replace(**said)


def survey(one: Score) -> str:
    return indicator_words.survey_sentence(ninh_son().indicator_of_id[one.indicator], one).replace("\u00a0", "_")


def test_the_interval_of_a_survey_is_told_with_its_answers_and_its_doubt() -> None:
    """81 of 90: Wilson's interval is 82,1 % to 94,6 %, on both sides of 90 %."""
    assert survey(score()) == (
        "Khoảng tin cậy 95_% (Wilson): 82,1_% đến 94,6_%, từ 90 phiếu hợp lệ; "
        "chưa chắc chắn vì mục tiêu > 90_% nằm trong khoảng này."
    )


@pytest.mark.parametrize(
    "sure",
    [
        score(990, 1000, status=Status.MET),
        score(500, 1000),
        score(operator="", target=NAN, bound=NAN, status=Status.TRACKED),
        score(bound=NAN, status=Status.NOT_DUE),
    ],
    ids=["above", "below", "no target", "not due"],
)
def test_there_is_no_doubt_where_the_target_lies_outside_or_there_is_none(sure: Score) -> None:
    assert survey(sure).endswith("phiếu hợp lệ.")


@pytest.mark.parametrize(
    "unsaid",
    [score(0, 0), score(NAN, NAN), score(91, 90), score(indicator="on_time")],
    ids=["no answers", "nothing reported", "more satisfied than answers", "no survey"],
)
def test_nothing_is_said_without_answers_or_of_what_is_no_survey(unsaid: Score) -> None:
    assert survey(unsaid) == ""


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [(29, 31, "✓ Đạt"), (29, 30, "✓ Đạt"), (28, 29, f"✓ Đạt ({FEW})"), (0, 0, "✓ Đạt"), (NAN, NAN, "✓ Đạt")],
)
def test_a_status_says_when_its_ratio_is_of_few(numerator: float, denominator: float, text: str) -> None:
    assert (
        indicator_words.status_text(
            ninh_son().indicator_of_id["on_time"], score(numerator, denominator, status=Status.MET)
        )
        == text
    )


@pytest.mark.parametrize(("tied", "text"), [(0, "3"), (2, "đồng hạng 3")])
def test_a_place_says_when_it_is_shared(tied: int, text: str) -> None:
    assert indicator_words.rank_text(Standing(3, 8, tied, 71.4)) == text


@pytest.mark.parametrize(
    ("status", "reported", "text"),
    [
        (Status.MET, 1, "✓ Đạt"),
        (Status.MET, 0, "✓ Đạt (tạm tính)"),
        (Status.NO_DATA, 0, "– Chưa có số liệu"),
        (Status.UNPUBLISHED, 0, "… Chưa công bố"),
    ],
)
def test_a_status_in_the_table_says_when_figures_are_owed(status: Status, reported: int, text: str) -> None:
    owed = score(status=status, reported=reported)
    assert indicator_words.status_text(ninh_son().indicator_of_id["on_time"], owed) == text


def test_every_section_and_length_of_time_has_a_name() -> None:
    assert [indicator_words.section_name(one) for one in indicator_words.Section] == [
        "Diễn biến", "Từng đơn vị", "Có kịp không", "Có thay đổi không", "Nhiệm vụ và ghi chú",
    ]  # fmt: skip
    assert [indicator_words.reading_name(one) for one in Period] == ["Riêng tháng", "Lũy kế quý", "Lũy kế năm"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("92,5\u00a0%", "92,5\u00a0%"),
        ("+1,2\u00a0%", "+1,2\u00a0%"),
        ("-3", "-3"),
        ("−0,3\u00a0điểm", "−0,3\u00a0điểm"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("+1+1", "'+1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("5/6", "'5/6"),
        ("12/2024", "'12/2024"),
        ("T3/2024", "T3/2024"),
        ("\t=1", "'\t=1"),
        ("Xã Ma Nới; Mỹ Sơn", '"Xã Ma Nới; Mỹ Sơn"'),
    ],
)
def test_a_spreadsheet_reads_a_cell_as_it_is_written_and_never_as_a_formula(cell: str, text: str) -> None:
    assert csv_of([(cell, "1")], About("", (cell,))) == f"\ufeff{text}\r\n\r\n{text};1\r\n"


def test_the_name_of_a_file_has_no_letter_that_a_folder_refuses() -> None:
    assert file_name('Xếp hạng: "=A/B"', About("Đúng hạn, T3/2024", ())) == "Xếp hạng- -=A-B- – Đúng hạn, T3-2024.csv"


def test_a_file_says_what_it_is_about_which_figures_it_holds_and_that_they_are_made_up() -> None:
    plan = ninh_son()
    about = indicator_words.about(
        plan,
        plan.indicator_of_id["on_time"],
        "commune",
        Month(2024, 10),
        formats.period(Month(2024, 10), Period.YEAR_TO_DATE),
        approved=False,
        demo=True,
    )
    assert about.subject == "Đúng hạn, Cấp xã, T10/2024"
    assert about.lines[:3] == (
        "SỐ LIỆU MINH HỌA",
        "Tỷ lệ hồ sơ TTHC giải quyết đúng hạn hoặc trước hạn",
        "Cấp xã. Lũy kế 10 tháng năm 2024. Gồm cả số chưa duyệt.",
    )


def test_single_months_are_never_said_to_be_cumulative() -> None:
    assert indicator_words.each_month(Month(2024, 10)) == "Kết quả riêng từng tháng, đến hết tháng 10/2024"
