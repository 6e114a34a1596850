"""The interval of a share of survey answers, against published values and another implementation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from kpi.intervals import straddles, wilson


@pytest.mark.parametrize(
    ("successes", "answers", "low", "high"),
    [(81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0.0, 16.11), (1, 29, 0.61, 17.18)],
)
def test_the_published_examples_come_out(successes: int, answers: int, low: float, high: float) -> None:
    """R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3."""
    assert wilson(successes, answers) == pytest.approx((low, high), abs=0.005)


@given(st.integers(1, 5000), st.floats(0, 1), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_it_is_the_interval_of_statsmodels(answers: int, share: float, confidence: float) -> None:
    successes = round(share * answers)
    theirs = proportion_confint(successes, answers, alpha=1 - confidence, method="wilson")
    assert wilson(successes, answers, confidence) == pytest.approx([100 * limit for limit in theirs], abs=1e-9)


@given(st.integers(1, 10**9))
def test_nobody_and_everybody_are_the_ends_themselves(answers: int) -> None:
    assert wilson(0, answers)[0] == 0
    assert wilson(answers, answers)[1] == 100


@pytest.mark.parametrize(("successes", "answers"), [(0, 0), (5, 4), (-1, 4)])
def test_what_is_no_share_is_refused(successes: int, answers: int) -> None:
    with pytest.raises(ValueError, match="of"):
        wilson(successes, answers)


@pytest.mark.parametrize(
    ("low", "high", "operator", "unsure"),
    [
        (88.0, 93.0, ">=", True),
        (88.0, 90.0, ">=", True),
        (88.0, 90.0, ">", False),
        (90.0, 93.0, ">=", False),
        (90.0, 93.0, ">", True),
        (88.0, 89.9, ">=", False),
        (90.0, 93.0, "<=", True),
        (90.1, 93.0, "<=", False),
        (88.0, 90.0, "<", True),
        (88.0, 93.0, "=", True),
        (90.1, 93.0, "=", False),
        (90.0, 90.0, "=", False),
    ],
)
def test_a_verdict_is_unsure_where_the_interval_holds_both(
    low: float, high: float, operator: str, unsure: bool
) -> None:
    assert straddles(low, high, operator, 90) is unsure
