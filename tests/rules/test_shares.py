"""Shares that add up: exactly 100, none further than a last digit from what it is."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.shares import rounded_shares

COUNTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=40).filter(any)


def test_eight_communes_whose_single_roundings_would_make_100_1() -> None:
    """3 of 16 are 18,75 %: rounded alone they are 18,8 five times and 6,3, which would make 100,3."""
    assert rounded_shares([3, 3, 3, 3, 3, 1], 1) == (18.8, 18.8, 18.8, 18.7, 18.7, 6.2)


def test_who_has_nothing_has_no_share() -> None:
    assert rounded_shares([0, 5, 0], 1) == (0.0, 100.0, 0.0)


@given(COUNTS, st.integers(0, 2))
def test_shares_add_up_and_none_is_a_whole_last_digit_off(counts: list[int], decimals: int) -> None:
    shares = [Decimal(str(share)) for share in rounded_shares(counts, decimals)]
    assert sum(shares) == 100
    for share, count in zip(shares, counts, strict=True):
        exact = Decimal(100) * count / sum(counts)
        assert abs(share - exact) < Decimal(1) / 10**decimals


@given(COUNTS)
def test_more_never_gets_less(counts: list[int]) -> None:
    shares = rounded_shares(counts, 1)
    pairs = sorted(zip(counts, shares, strict=True))
    assert all(a <= b for (lower, a), (higher, b) in pairwise(pairs) if lower < higher)


def test_nothing_to_share_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        rounded_shares([0.0, 0.0], 1)
