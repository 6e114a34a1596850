"""Figures that stand out from their unit's own months, and what explains them."""

import pytest

from kpi.jumps import Jump, unexplained_jumps
from kpi.months import Month
from kpi.review import Verdict
from tests.builders import NOT_ARISEN, Figures, cube_of, month, reports, ward

USUAL = (118, 97, 104, 110, 95, 121, 102, 99)
"""A median of 103 dossiers; 3.5 spreads are at least 3.5 × √103 = 35."""
JANUARY, SEPTEMBER = Month(2025, 1), Month(2025, 9)


def resolved(unit: str, values: tuple[float | None, ...], first: Month = JANUARY) -> Figures:
    return {key: one for at, v in enumerate(values) for key, one in reports(unit, str(first + at), resolved=v).items()}


def jumps(
    figures: Figures,
    at: Month = SEPTEMBER,
    *,
    explained: tuple[tuple[str, str], ...] = (),
    noted: tuple[tuple[str, str], ...] = (),
) -> list[Jump]:
    return list(unexplained_jumps(cube_of(ward(), figures), at, explained_checks=explained, noted=noted))


def test_a_figure_far_from_its_own_months_is_a_jump_with_its_basis() -> None:
    (jump,) = jumps(resolved("kinh-te", (*USUAL, 240)))
    assert (jump.unit, jump.measure, jump.month) == ("kinh-te", "resolved", SEPTEMBER)
    assert (jump.mark.verdict, jump.mark.value, jump.mark.n) == (Verdict.OUTLIER, 240, 8)
    assert jump.mark.figures is not None
    assert jump.mark.figures.median == 103


@pytest.mark.parametrize("value", [103, 130, 80])
def test_a_figure_within_its_own_months_is_none(value: int) -> None:
    assert jumps(resolved("kinh-te", (*USUAL, value))) == []


def test_nothing_is_said_of_a_month_without_the_figure() -> None:
    assert jumps(resolved("kinh-te", (*USUAL, 240)), SEPTEMBER + 1) == []


def test_nothing_arising_where_a_hundred_are_usual_is_a_jump() -> None:
    assert [jump.mark.value for jump in jumps(resolved("kinh-te", (*USUAL, NOT_ARISEN)))] == [0.0]


def test_a_month_outside_the_history_has_none() -> None:
    figures = resolved("kinh-te", (*USUAL, 240))
    assert jumps(figures, JANUARY - 1) == []
    assert jumps(figures, month("2027-01")) == []


def test_each_unit_is_held_against_itself() -> None:
    figures = {**resolved("kinh-te", (*USUAL, 104)), **resolved("van-phong", (20, 22, 19, 21, 20, 23, 21, 20, 104))}
    assert [jump.unit for jump in jumps(figures)] == ["van-phong"]


def test_jumps_stand_in_the_order_of_the_plan() -> None:
    figures = {**resolved("kinh-te", (*USUAL, 240)), **resolved("van-phong", (*USUAL, 240))}
    figures |= {key: one for at in range(9) for key, one in _received("van-phong", at).items()}
    assert [(jump.unit, jump.measure) for jump in jumps(figures)] == [
        ("van-phong", "received"), ("van-phong", "resolved"), ("kinh-te", "resolved"),
    ]  # fmt: skip


def _received(unit: str, at: int) -> Figures:
    return reports(unit, str(JANUARY + at), received=(*USUAL, 250)[at])


def test_a_gap_in_the_months_before_is_left_out_and_not_a_zero() -> None:
    figures = {key: one for key, one in resolved("kinh-te", (*USUAL, 240)).items() if key[2] != "2025-03"}
    (jump,) = jumps(figures)
    assert jump.mark.n == 7


@pytest.mark.parametrize(
    ("explained", "noted", "left"),
    [
        ((("kinh-te", "in-equals-out"),), (), 0),
        ((("van-phong", "in-equals-out"),), (), 1),
        ((), (("kinh-te", "on_time"),), 0),
        ((), (("kinh-te", "complaints"),), 1),
        ((), (("van-phong", "on_time"),), 1),
    ],
)
def test_a_written_explanation_or_a_note_of_the_unit_itself_explains_it(
    explained: tuple[tuple[str, str], ...], noted: tuple[tuple[str, str], ...], left: int
) -> None:
    assert len(jumps(resolved("kinh-te", (*USUAL, 240)), explained=explained, noted=noted)) == left
