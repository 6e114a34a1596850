"""Which figures stand out from the unit's own history: worked examples to check by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.review import LEAST_FIGURES, LIMIT, Earlier, Mark, Verdict, mark
from tests.office import ninh_son

RESOLVED = ninh_son().measure_of_id["resolved"]
PENDING = ninh_son().measure_of_id["pending"]
SCORE = ninh_son().measure_of_id["sipas_score"]
STEADY = {1: 118, 2: 97, 3: 104, 4: 110, 5: 95, 6: 121}


def seen(value: float | None, earlier: Earlier) -> Mark:
    found = mark(RESOLVED, value, earlier)
    assert found is not None
    return found


def test_the_median_and_its_spread_are_those_of_paper_and_pencil() -> None:
    basis = seen(110, dict(STEADY)).figures
    assert basis is not None
    assert (basis.n, basis.median) == (6, 107)
    assert basis.spread == pytest.approx(1.4826 * 10.5)
    assert (basis.low, basis.high) == pytest.approx((107 - 3.5 * 15.5673, 107 + 3.5 * 15.5673))


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (161, Verdict.USUAL),
        (162, Verdict.OUTLIER),
        (53, Verdict.USUAL),
        (52, Verdict.OUTLIER),
        (0, Verdict.OUTLIER),
        (None, Verdict.OUTLIER),
    ],
)
def test_a_figure_more_than_three_and_a_half_spreads_away_stands_out(value: float | None, verdict: Verdict) -> None:
    assert seen(value, dict(STEADY)).verdict is verdict


def test_one_wild_month_does_not_hide_the_next() -> None:
    assert seen(240, {**STEADY, 7: 2400}).verdict is Verdict.OUTLIER


def test_equal_months_leave_the_spread_of_a_count_by_chance() -> None:
    basis = seen(100, dict.fromkeys(range(1, 13), 100.0)).figures
    assert basis is not None
    assert basis.spread == 10
    assert seen(135, dict.fromkeys(range(1, 13), 100.0)).verdict is Verdict.USUAL
    assert seen(136, dict.fromkeys(range(1, 13), 100.0)).verdict is Verdict.OUTLIER


def test_months_of_zero_let_three_more_pass_and_no_four() -> None:
    zeros = dict.fromkeys(range(1, 13), 0.0)
    assert [seen(value, dict(zeros)).verdict for value in (3, 4)] == [Verdict.USUAL, Verdict.OUTLIER]


def test_what_comes_every_year_is_seasonal_and_not_flagged() -> None:
    found = seen(240, {**STEADY, 12: 231})
    assert (found.verdict, found.last_year, found.stands_out) == (Verdict.SEASONAL, 231, False)
    assert seen(330, {**STEADY, 12: 231}).verdict is Verdict.OUTLIER


def test_with_few_months_the_step_from_last_month_is_judged_among_the_earlier_steps() -> None:
    found = seen(300, {1: 100, 2: 110, 3: 100})
    assert (found.verdict, found.step, found.figures) == (Verdict.JUMP, 3, None)
    assert found.steps is not None
    assert found.steps.n == 2
    assert found.steps.median == pytest.approx((100 / 110 + 110 / 100) / 2)
    assert found.steps.spread == 0.2
    assert seen(120, {1: 100, 2: 110, 3: 100}).verdict is Verdict.USUAL


def test_small_counts_may_double_without_being_a_jump() -> None:
    assert seen(8, {1: 4, 2: 5, 3: 4}).verdict is Verdict.USUAL
    assert seen(20, {1: 4, 2: 5, 3: 4}).verdict is Verdict.JUMP


@pytest.mark.parametrize(
    "earlier", [{}, {1: 100}, {1: 100, 2: 110}, {2: 100, 3: 110, 4: 105}, {1: 0, 2: 0, 3: 0}], ids=str
)
def test_with_too_little_history_nothing_is_said(earlier: Earlier) -> None:
    assert seen(900, earlier).verdict is Verdict.TOO_FEW


def test_a_sudden_step_within_the_usual_range_is_a_jump() -> None:
    rising = {back: 250.0 - 10 * back for back in range(1, 25)}
    assert seen(60, rising).figures is not None
    assert seen(60, rising).verdict is Verdict.JUMP
    assert seen(250, rising).verdict is Verdict.USUAL


def test_a_step_that_was_made_last_year_too_is_seasonal() -> None:
    rising = {back: 250.0 - 10 * back for back in range(1, 25)}
    assert seen(60, {**rising, 12: 60, 13: 240}).verdict is Verdict.SEASONAL


def test_nothing_arising_is_a_zero_in_a_flow_and_no_figure_in_a_stock() -> None:
    none = dict.fromkeys(range(1, 9))
    assert seen(50, dict(none)).verdict is Verdict.OUTLIER
    assert mark(PENDING, None, dict(STEADY)) is None
    found = mark(PENDING, 50, dict(none))
    assert found is not None
    assert (found.verdict, found.n) == (Verdict.TOO_FEW, 0)


def test_a_decimal_may_stray_by_a_share_of_its_median() -> None:
    earlier = dict.fromkeys(range(1, 9), 80.0)
    verdicts = [found.verdict for value in (93.9, 94.1) if (found := mark(SCORE, value, earlier))]
    assert verdicts == [Verdict.USUAL, Verdict.OUTLIER]


def test_the_history_ends_after_two_years() -> None:
    assert seen(100, dict.fromkeys(range(20, 40), 100.0)).n == 5


figures = st.integers(0, 10_000).map(float)


@given(st.lists(figures, min_size=LEAST_FIGURES, max_size=24), figures)
def test_a_figure_within_its_basis_is_never_an_outlier(history: list[float], value: float) -> None:
    found = seen(value, dict(enumerate(history, start=1)))
    assert found.figures is not None
    outside = abs(value - found.figures.median) > LIMIT * found.figures.spread
    assert (found.verdict in {Verdict.OUTLIER, Verdict.SEASONAL}) >= outside
    assert outside or found.verdict is not Verdict.OUTLIER


@given(st.lists(figures, max_size=24), figures, st.randoms())
def test_the_order_of_the_months_does_not_change_what_is_usual(
    history: list[float], value: float, random: object
) -> None:
    turned = list(reversed(history))
    one, other = (seen(value, dict(enumerate(months, start=1))).figures for months in (history, turned))
    assert one == other
