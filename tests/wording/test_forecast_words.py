"""The forecast in words: the end of the year with its range, its method and its error, or why there is none."""

import numpy as np
import pytest

from kpi.forecast import Forecast, Range, RecentGap, TooShort
from kpi.methods import Method
from kpi.outlook import Course, Outlook, YearEnd
from kpi.targets import Demand
from kpi.wording import outlook_words
from tests.wording.outlooks import (
    AT_LEAST_90,
    DIALOGUES,
    GRADE,
    ON_TIME,
    SEPTEMBER,
    TWELVE,
    of_counts,
    of_flows,
    of_nothing,
)


def made(method: Method = Method.MEAN, error: float = 1.44, baseline: float = 2.05) -> Forecast:
    return Forecast(method, error, baseline, 10, np.zeros(3), np.zeros((2, 3)))


def said(value: Range, seen: Outlook) -> str:
    indicator = DIALOGUES if seen.score.indicator == "dialogues" else ON_TIME
    return outlook_words.forecast_sentence(indicator, seen, YearEnd(value, made())).replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Range(90.9, 92.44, 93.9), "Cả năm vào khoảng 92,4_% (80_% số lần mô phỏng nằm từ 90,9_% đến 93,9_%), "
         "nhiều khả năng đạt mục tiêu ≥_90_%."),
        (Range(86.0, 88.0, 89.9), "Cả năm vào khoảng 88,0_% (80_% số lần mô phỏng nằm từ 86,0_% đến 89,9_%), "
         "nhiều khả năng không đạt mục tiêu ≥_90_%."),
        (Range(88.0, 91.0, 93.0), "Cả năm vào khoảng 91,0_% (80_% số lần mô phỏng nằm từ 88,0_% đến 93,0_%), "
         "chưa chắc đạt mục tiêu ≥_90_%."),
        (Range(92.0, 92.0, 92.0), "Cả năm vào khoảng 92,0_% (80_% số lần mô phỏng cho đúng kết quả này), "
         "nhiều khả năng đạt mục tiêu ≥_90_%."),
    ],
    ids=["above", "below", "across", "one value"],
)  # fmt: skip
def test_the_end_of_the_year_has_a_range_beside_the_target(value: Range, text: str) -> None:
    assert said(value, of_flows((9, 10), AT_LEAST_90, volume=10)) == text


def test_without_a_target_the_range_stands_alone() -> None:
    assert said(Range(90.9, 92.44, 93.9), of_flows((9, 10), None, volume=10)) == (
        "Cả năm vào khoảng 92,4_% (80_% số lần mô phỏng nằm từ 90,9_% đến 93,9_%)."
    )


def test_a_count_is_told_in_what_it_is_measured_in_and_a_stock_at_the_end_of_the_year() -> None:
    seen = of_counts(7, TWELVE)
    assert said(Range(9.8, 10.6, 12.2), seen) == (
        "Cả năm vào khoảng 11_buổi (80_% số lần mô phỏng nằm từ 10_buổi đến 12_buổi), chưa chắc đạt mục tiêu ≥_12_buổi."
    )
    stock = of_nothing(DIALOGUES, Demand("<=", 5, 5, None), course=Course.STOCK)
    assert said(Range(1, 2, 3), stock).startswith("Cuối năm vào khoảng 2_buổi")


def test_the_method_is_told_with_its_error_and_that_of_last_year_s_month() -> None:
    assert outlook_words.method_sentence(ON_TIME, made()).replace("\u00a0", "_") == (
        "Cách tính: lấy trung bình 12 tháng gần nhất; thử lại trên 10 tháng đã qua, sai trung bình 1,4_điểm mỗi tháng "
        "(nếu chỉ lấy cùng kỳ năm trước: 2,1_điểm)."
    )
    assert outlook_words.method_sentence(DIALOGUES, made(Method.SEASONAL_NAIVE, 0.52, 0.52)).replace("\u00a0", "_") == (
        "Cách tính: lấy bằng cùng tháng năm trước; thử lại trên 10 tháng đã qua, sai trung bình 0,5_buổi mỗi tháng."
    )


def test_every_method_has_words() -> None:
    assert list(outlook_words.METHOD) == list(Method)


def test_a_damped_trend_dies_away_and_does_not_fall() -> None:
    assert outlook_words.METHOD[Method.DAMPED_TREND] == "san bằng hàm mũ có xu hướng tắt dần"


@pytest.mark.parametrize(
    ("found", "seen", "text"),
    [
        (
            TooShort(13, 15), of_flows((9, 10), volume=10),
            "Chưa dự báo: mới có 13 tháng có số liệu, cần ít nhất 15 tháng.",
        ),
        (
            RecentGap(1), of_flows((9, 10), volume=10),
            "Chưa dự báo: thiếu số liệu tháng 8/2024, quá gần để bỏ qua.",
        ),
        (None, of_flows((9, 10), volume=None), outlook_words.NOTHING_EXPECTED),
        (None, of_flows((9, 10), volume=0, months=0), outlook_words.YEAR_OVER),
        (None, of_flows((9, 10), volume=0, months=0, reported=0), outlook_words.NOT_ALL),
        (None, of_nothing(GRADE, None, months=0, reported=0), outlook_words.NOT_ALL),
        (None, of_nothing(GRADE, None), outlook_words.NOT_FORECAST),
    ],
)  # fmt: skip
def test_why_there_is_no_forecast(found: TooShort | RecentGap | None, seen: Outlook, text: str) -> None:
    assert outlook_words.no_forecast(seen, found, SEPTEMBER) == text
