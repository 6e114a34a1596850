"""Numbers, months and days exactly as they are written in Vietnam."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kpi.months import Month, Period
from kpi.numbers import LARGEST, Number, read_number
from kpi.targets import holds
from kpi.wording import formats

OPERATORS = (">=", ">", "<=", "<", "=")


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (1234, 0, "1.234"),
        (1234567, 0, "1.234.567"),
        (92.5, 1, "92,5"),
        (1234.25, 1, "1.234,3"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (2.675, 2, "2,68"),
        (1.005, 2, "1,01"),
        (89.95, 1, "90,0"),
        (-3.45, 1, "−3,5"),
        (-0.04, 1, "0,0"),
        (-0.0, 0, "0"),
        (12, 2, "12,00"),
        (999.95, 1, "1.000,0"),
    ],
)
def test_a_number_has_a_decimal_comma_grouping_dots_and_is_rounded_half_up(
    value: float, decimals: int, text: str
) -> None:
    assert formats.number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "typed", "shown"),
    [
        (1234, "1234", "1.234"),
        (0, "0", "0"),
        (23.4, "23,4", "23,4"),
        (1234.5, "1234,5", "1.234,5"),
        (0.0000001, "0,0000001", "0,0000001"),
        (1e12, "1000000000000", "1.000.000.000.000"),
    ],
)
def test_a_figure_keeps_only_the_decimals_it_has(value: float, typed: str, shown: str) -> None:
    assert (formats.plain(value), formats.exact(value)) == (typed, shown)


@given(st.integers(0, LARGEST).map(float))
def test_what_is_filled_into_a_form_for_a_count_is_read_back_as_that_count(value: float) -> None:
    assert read_number(formats.plain(value), whole=True) == Number(value)


@given(st.one_of(st.integers(0, LARGEST).map(float), st.floats(0, LARGEST, allow_nan=False)))
@example(1e-7)
@example(1234.567)
def test_what_is_filled_into_a_form_for_a_decimal_is_read_back_as_that_decimal(value: float) -> None:
    assert read_number(formats.plain(value), whole=False) == Number(value)


def test_a_value_just_below_its_target_is_not_written_as_the_target() -> None:
    assert formats.beside(89.97, 1, operator=">=", bound=90) == "89,97"
    assert formats.beside(89.5, 0, operator=">=", bound=90) == "89,5"
    assert formats.beside(90.004, 1, operator=">", bound=90) == "90,004"
    assert formats.beside(5.04, 1, operator="<=", bound=5) == "5,04"


def test_a_value_on_its_side_of_the_target_has_no_more_decimals_than_asked_for() -> None:
    assert formats.beside(92.4567, 1, operator=">=", bound=90) == "92,5"
    assert formats.beside(90, 1, operator=">", bound=90) == "90,0"


@given(
    st.integers(1, 1_000_000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))),
    st.integers(0, 2),
    st.sampled_from(OPERATORS),
    st.sampled_from([2.5, 50.0, 58.0, 80.0, 90.0, 95.0, 100.0]),
)
@example((8997, 10000), 1, ">=", 90.0)
@example((999_999, 1_000_000), 1, ">=", 100.0)
@example((90, 100), 1, ">", 90.0)
def test_what_is_written_beside_a_target_stands_on_the_side_of_the_value(
    counts: tuple[int, int], decimals: int, operator: str, bound: float
) -> None:
    value = 100 * counts[0] / counts[1]
    written = formats.beside(value, decimals, operator=operator, bound=bound)
    shown = float(written.replace(".", "").replace(",", "."))
    assert holds(shown, operator, bound) == holds(value, operator, bound)


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_rounding_is_never_off_by_more_than_half_a_unit(value: float, decimals: int) -> None:
    written = formats.number(value, decimals).replace(".", "").replace(",", ".").replace(formats.MINUS, "-")
    assert abs(Decimal(written) - Decimal(repr(value))) <= Decimal("0.5").scaleb(-decimals)


def test_a_quantity_does_not_break_between_number_and_unit() -> None:
    assert formats.quantity("92,5", "%") == "92,5\u00a0%"
    assert formats.quantity("12", "hồ sơ") == "12\u00a0hồ sơ"


def test_months_are_written_as_people_say_them() -> None:
    assert formats.month(Month(2024, 3)) == "tháng 3/2024"
    assert formats.short_month(Month(2024, 12)) == "T12/2024"
    assert formats.written_month("2024-03") == "Tháng 3/2024"


@pytest.mark.parametrize(
    ("month", "period", "text"),
    [
        (Month(2024, 3), Period.MONTH, "Tháng 3/2024"),
        (Month(2024, 3), Period.QUARTER, "Quý I/2024, đến hết tháng 3"),
        (Month(2024, 5), Period.QUARTER, "Quý II/2024, đến hết tháng 5"),
        (Month(2024, 12), Period.QUARTER, "Quý IV/2024, đến hết tháng 12"),
        (Month(2024, 9), Period.YEAR_TO_DATE, "Lũy kế 9 tháng năm 2024"),
        (Month(2024, 12), Period.YEAR_TO_DATE, "Cả năm 2024"),
    ],
)
def test_a_period_says_how_far_it_goes(month: Month, period: Period, text: str) -> None:
    assert formats.period(month, period) == text


def test_days_and_moments_are_those_of_vietnam() -> None:
    assert formats.day(dt.date(2024, 3, 5)) == "05/03/2024"
    assert formats.moment(dt.datetime(2024, 3, 4, 18, 5, tzinfo=dt.UTC)) == "01:05 ngày 05/03/2024"
