"""Numbers as people type and paste them: read in one way, or asked about, never guessed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.numbers import LARGEST, Ambiguous, NotArisen, Nothing, Number, Unreadable, read_number
from tests.builders import shown

COUNTS = st.integers(0, LARGEST)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("1234", 1234),
        ("1.234", 1234),
        ("1.234.567", 1234567),
        ("1 234", 1234),
        ("1\u00a0234\u202f567", 1234567),
        (" 12 ", 12),
        ("007", 7),
        ("12,0", 12),
        ("1.234,00", 1234),
        ("1,234,567", 1234567),
        ("1000000000000", 10**12),
    ],
)
def test_a_count_is_read_as_it_is_written_in_vietnam(text: str, value: int) -> None:
    assert read_number(text, whole=True) == Number(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("1234", 1234),
        ("23,4", 23.4),
        ("0,05", 0.05),
        ("1,234", 1.234),
        ("1.234,5", 1234.5),
        ("1 234,5", 1234.5),
        ("1.234.567", 1234567),
        ("1.234.567,25", 1234567.25),
        ("12.5", 12.5),
        ("0.123", 0.123),
        ("1234.567", 1234.567),
        ("1,234.5", 1234.5),
    ],
)
def test_a_decimal_is_read_as_it_is_written_in_vietnam(text: str, value: float) -> None:
    assert read_number(text, whole=False) == Number(value)


@pytest.mark.parametrize(
    ("text", "whole", "readings"),
    [
        ("1.234", False, (1234.0, 1.234)),
        ("12.000", False, (12000.0, 12.0)),
        ("1,234", True, (1234.0,)),
        ("12,000", True, (12000.0, 12.0)),
    ],
)
def test_a_text_with_two_readings_is_asked_about(text: str, whole: bool, readings: tuple[float, ...]) -> None:
    assert read_number(text, whole=whole) == Ambiguous(readings)


@pytest.mark.parametrize(
    ("text", "whole", "code"),
    [
        ("12,5", True, "not_whole"),
        ("1.234,5", True, "not_whole"),
        ("12.5", True, "not_whole"),
        ("abc", True, "not_a_number"),
        ("12 hồ sơ", True, "not_a_number"),
        ("1e9", True, "not_a_number"),
        ("1e9", False, "not_a_number"),
        ("٣", True, "not_a_number"),
        ("nan", False, "not_a_number"),
        ("inf", False, "not_a_number"),
        ("=A1", True, "not_a_number"),
        ("-5", True, "negative"),
        ("−5", True, "negative"),
        ("– 5", True, "negative"),
        ("-1 234", True, "negative"),
        ("-2,5", False, "negative"),
        ("1.23.456", True, "grouping"),
        ("12.34,5", False, "grouping"),
        ("1.2345.678", False, "grouping"),
        ("1,2,3", True, "grouping"),
        (",5", False, "grouping"),
        ("1000000000001", True, "too_large"),
        ("9" * 400, True, "too_large"),
        ("999.999.999.999.999", False, "too_large"),
    ],
)
def test_what_is_not_a_number_says_why(text: str, whole: bool, code: str) -> None:
    assert read_number(text, whole=whole) == Unreadable(code)


@pytest.mark.parametrize("text", ["1234 567", "12 34", "2024 123 4", "0 123", "1.234 567", "1,234 567"])
def test_two_numbers_in_one_cell_are_not_joined_into_one(text: str) -> None:
    assert isinstance(read_number(text, whole=True), Unreadable)
    assert isinstance(read_number(text, whole=False), Unreadable)


@pytest.mark.parametrize("text", ["không phát sinh", "Không Phát Sinh", "KPS", " kps ", "kho\u0302ng pha\u0301t sinh"])
def test_nothing_arose_is_read_whichever_way_its_letters_are_composed(text: str) -> None:
    assert read_number(text, whole=True) == NotArisen()
    assert read_number(text, whole=False) == NotArisen()


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u00a0"])
def test_an_empty_text_is_a_missing_figure_and_not_a_zero(text: str) -> None:
    assert read_number(text, whole=True) == Nothing()
    assert read_number(text, whole=False) == Nothing()


@given(count=COUNTS)
def test_every_count_reads_back_from_the_way_it_is_shown(count: int) -> None:
    assert read_number(shown(float(count), 0), whole=True) == Number(count)
    assert read_number(shown(float(count), 0).replace(".", " "), whole=True) == Number(count)
    assert read_number(str(count), whole=True) == Number(count)


@given(digits=COUNTS, decimals=st.integers(1, 3))
def test_every_decimal_reads_back_from_the_way_it_is_shown(digits: int, decimals: int) -> None:
    value = digits / 10**decimals
    assert read_number(shown(value, decimals), whole=False) == Number(value)


@given(text=st.text(alphabet="0123456789.,- \u00a0e", max_size=12), whole=st.booleans())
def test_a_text_is_read_in_one_way_only_where_its_digits_leave_no_other(text: str, whole: bool) -> None:
    reading = read_number(text, whole=whole)
    digits = re.sub(r"[^0-9]", "", text)
    match reading:
        case Number(value):
            assert value in {int(digits) / 10**places for places in range(len(digits) + 1)}
            assert not whole or value == int(value)
        case Ambiguous(readings):
            assert len(set(readings)) == len(readings) > 0
            assert all(one in {int(digits) / 10**places for places in range(len(digits) + 1)} for one in readings)
        case _:
            assert reading in {Nothing(), *map(Unreadable, ("negative", "grouping", "not_a_number", "not_whole"))}


@given(text=st.text(max_size=30), whole=st.booleans())
def test_no_text_at_all_breaks_the_reader(text: str, whole: bool) -> None:
    assert isinstance(read_number(text, whole=whole), Number | NotArisen | Nothing | Ambiguous | Unreadable)
