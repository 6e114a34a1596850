"""Months and the periods that end in them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.months import Month, Period, months_between, period_start

MONTHS = st.builds(Month, st.integers(1975, 2100), st.integers(1, 12))


@given(at=MONTHS)
def test_a_month_reads_back_as_it_is_written(at: Month) -> None:
    assert Month.parse(str(at)) == at
    assert Month.from_ordinal(at.ordinal) == at


@given(at=MONTHS, months=st.integers(-500, 500))
def test_adding_months_and_taking_them_away_leads_back(at: Month, months: int) -> None:
    assert at + months - months == at
    assert (at + months).ordinal - at.ordinal == months


@given(first=MONTHS, second=MONTHS)
def test_months_are_ordered_by_time(first: Month, second: Month) -> None:
    assert (first < second) == (first.first_day < second.first_day)


@pytest.mark.parametrize(
    "text", ["2024-13", "2024-00", "2024-1", "24-01", "2024/01", "tháng 1", "", "2024-01-05", " 2024-01", "٢٠٢٤-٠١"]
)
def test_anything_but_year_dash_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        Month.parse(text)


@pytest.mark.parametrize(
    ("text", "last_day"),
    [("2024-02", dt.date(2024, 2, 29)), ("2026-02", dt.date(2026, 2, 28)), ("2025-12", dt.date(2025, 12, 31))],
)
def test_a_month_ends_on_its_last_day(text: str, last_day: dt.date) -> None:
    assert Month.parse(text).last_day == last_day
    assert Month.of(last_day) == Month.parse(text)


@pytest.mark.parametrize(
    ("month", "period", "start"),
    [
        ("2026-01", Period.MONTH, "2026-01"),
        ("2026-01", Period.QUARTER, "2026-01"),
        ("2026-03", Period.QUARTER, "2026-01"),
        ("2026-04", Period.QUARTER, "2026-04"),
        ("2026-09", Period.QUARTER, "2026-07"),
        ("2026-12", Period.QUARTER, "2026-10"),
        ("2026-01", Period.YEAR_TO_DATE, "2026-01"),
        ("2026-12", Period.YEAR_TO_DATE, "2026-01"),
    ],
)
def test_a_period_begins_where_the_calendar_says(month: str, period: Period, start: str) -> None:
    assert str(period_start(Month.parse(month), period)) == start


def test_months_between_includes_both_ends_and_crosses_the_year() -> None:
    between = [str(at) for at in months_between(Month(2025, 11), Month(2026, 2))]
    assert between == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_there_are_no_months_between_when_the_last_is_earlier() -> None:
    assert list(months_between(Month(2026, 2), Month(2026, 1))) == []
