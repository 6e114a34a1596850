"""What qualifies a status: figures that are owed, and surveys that leave it open."""

import math

import pytest

from kpi.months import Month
from kpi.scoring import Score
from kpi.targets import Status
from kpi.wording import status_words
from kpi.wording.sentences import status_sentence
from tests.office import ninh_son

NAN = math.nan
SATISFACTION = ninh_son().indicator_of_id["satisfaction"]


def score(numerator: float, denominator: float, *, reported: int = 1, operator: str = ">") -> Score:
    """A share of answers that reaches 90 %."""
    value = 100 * numerator / denominator if denominator else NAN
    march, sums = Month(2024, 3).ordinal, (numerator, denominator, NAN, NAN)
    return Score("satisfaction", "22828", march, value, *sums, operator, 90.0, 90.0, Status.MET, reported, 1)


@pytest.mark.parametrize(
    ("numerator", "denominator", "operator", "text"),
    [
        (308, 332, ">", "Đạt (chưa chắc chắn)"),
        (325, 332, ">", "Đạt"),
        (308, 332, "", "Đạt"),
        (0, 0, ">", "Đạt"),
        (math.nan, math.nan, ">", "Đạt"),
    ],
)
def test_a_survey_says_when_its_interval_holds_the_target(
    numerator: float, denominator: float, operator: str, text: str
) -> None:
    """308 of 332 are 92,8 %, by Wilson 89,5 to 95,1 %; 325 of 332 are 97,9 %, 95,7 to 99,0 %."""
    one = score(numerator, denominator, operator=operator)
    assert status_words.qualified(SATISFACTION, one) == text


def test_a_ratio_that_is_no_survey_is_certain() -> None:
    one = score(308, 332)
    assert status_words.qualified(ninh_son().indicator_of_id["on_time"], one) == "Đạt"


def test_all_that_qualifies_a_status_stands_in_one_bracket() -> None:
    one = score(26, 28, reported=0)
    assert status_words.with_symbol(SATISFACTION, one, "mẫu nhỏ") == "✓ Đạt (tạm tính; chưa chắc chắn; mẫu nhỏ)"
    assert status_words.certain(SATISFACTION, one) == "Đạt, chưa chắc chắn"
    assert status_words.symbol(SATISFACTION, one) == "✓?"


def test_the_sentence_of_a_status_says_so_too() -> None:
    said = status_sentence(ninh_son(), score(308, 332))
    assert said.startswith("Đạt: 92,8")
    assert said.endswith("mục tiêu nằm trong khoảng tin cậy.")
