"""Scores shared by everybody: always of the newest figures, worked out once, kept up to date by the changes alone."""

import datetime as dt
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kpi.cube import build_cube
from kpi.figures import Change, Figure, FigureKey, FigureRow, Stamp
from kpi.months import Month, Period
from kpi.services.product import Product
from kpi.services.scoreboard import Board
from tests.builders import reports, ward
from tests.fakes import FakeStore
from tests.office import ninh_son, product, put, with_demonstration

MARCH = Month(2026, 3)
AT = dt.datetime(2026, 4, 2, 2, 30, tzinfo=dt.UTC)
TEAMS = ("van-phong", "kinh-te", "hanh-chinh-cong", "to-nhon-son", "to-luu-dong")
MEASURES = ("resolved", "resolved_late", "overdue", "spent", "place")


class CountingStore(FakeStore):
    """A store that counts how often everything is read."""

    def __init__(self) -> None:
        super().__init__()
        self.reads = 0

    def read_figures(self, *, approved: bool = False) -> tuple[int, Iterator[FigureRow]]:
        self.reads += 1
        return super().read_figures(approved=approved)


def counted() -> tuple[Product, CountingStore]:
    store = CountingStore()
    return product(ward(), now=AT, store=store), store


def on_time(board: Board, unit: str = "van-phong") -> float:
    return board.scores(MARCH, Period.MONTH)["on_time", unit].value


def assert_as_fresh(made: Product) -> None:
    """The board holds what a cube built from the store holds."""
    cube = made.scoreboard.board(approved=False).cube
    fresh = build_cube(made.plan, made.store.read_figures()[1])
    np.testing.assert_array_equal(cube.value, fresh.value)
    np.testing.assert_array_equal(cube.reported, fresh.reported)


def test_a_saved_figure_shows_in_the_next_score() -> None:
    made, _ = counted()
    put(made, reports("van-phong", "2026-03", resolved=50, resolved_late=2))
    assert on_time(made.scoreboard.board(approved=False)) == 96
    put(made, reports("van-phong", "2026-03", resolved_late=5))
    assert on_time(made.scoreboard.board(approved=False)) == 90


def test_a_write_shows_without_reading_everything_again() -> None:
    made, store = counted()
    made.scoreboard.board(approved=False)
    put(made, reports("van-phong", "2026-03", resolved=50, resolved_late=2))
    assert on_time(made.scoreboard.board(approved=False)) == 96
    assert store.reads == 1


def test_nothing_is_worked_out_again_while_nothing_changes() -> None:
    made, store = counted()
    board = made.scoreboard.board(approved=False)
    assert made.scoreboard.board(approved=False) is board
    assert board.scores(MARCH, Period.MONTH) is board.scores(MARCH, Period.MONTH)
    indicator = ward().indicator_of_id["on_time"]
    assert board.history(indicator, "all", Period.MONTH) is board.history(indicator, "all", Period.MONTH)
    assert store.reads == 1


def test_a_board_in_use_does_not_change_under_its_reader() -> None:
    made, _ = counted()
    put(made, reports("van-phong", "2026-03", resolved=50, resolved_late=2))
    board = made.scoreboard.board(approved=False)
    put(made, reports("van-phong", "2026-03", resolved_late=5))
    made.scoreboard.board(approved=False)
    assert on_time(board) == 96


def test_a_withdrawn_figure_is_missing_and_not_zero() -> None:
    made, _ = counted()
    put(made, reports("van-phong", "2026-03", resolved=50, resolved_late=2))
    made.scoreboard.board(approved=False)
    save(made, [(FigureKey("van-phong", "resolved_late", MARCH), None)])
    assert np.isnan(on_time(made.scoreboard.board(approved=False)))
    assert_as_fresh(made)


def test_parts_make_the_board_read_everything_again() -> None:
    made, store = counted()
    made.scoreboard.board(approved=False)
    keys = [FigureKey("van-phong", "resolved", MARCH, part) for part in ("dat-dai", "ho-tich")]
    save(made, [(key, Figure(key, 20.0)) for key in keys])
    cube = made.scoreboard.board(approved=False).cube
    place = cube.measure_index["resolved"], cube.unit_index["van-phong"], cube.month_index(MARCH)
    assert (cube.value[place], store.reads) == (40, 2)


def test_removing_the_demonstration_makes_the_board_read_everything_again() -> None:
    made = with_demonstration()
    assert made.scoreboard.board(approved=False).latest_month() == Month(2024, 10)
    made.store.remove_demo(Stamp("Lê Thị Hạnh", AT, "demo"))
    assert made.scoreboard.board(approved=False).latest_month() is None


def test_the_latest_month_is_the_last_with_any_figure_even_when_nothing_arose() -> None:
    made, _ = counted()
    assert made.scoreboard.board(approved=False).latest_month() is None
    put(made, reports("kinh-te", "2026-02", complaints=None))
    assert made.scoreboard.board(approved=False).latest_month() == Month(2026, 2)


def test_a_history_has_every_month_that_can_be_entered() -> None:
    made = product(ninh_son())
    history = made.scoreboard.board(approved=False).history(
        ninh_son().indicator_of_id["on_time"], "22828", Period.MONTH
    )
    assert [str(Month.from_ordinal(at)) for at in history["month"][[0, 23]]] == ["2023-01", "2024-12"]
    assert (len(history), set(history["scope"])) == (24, {"22828"})


def save(made: Product, changed: Sequence[tuple[FigureKey, Figure | None]]) -> None:
    """Save one report with figures set and withdrawn."""
    report = made.store.report(changed[0][0].unit, changed[0][0].month)
    changes = [Change(key, None, figure) for key, figure in changed]
    made.store.save_report(report, changes=changes, explanations={}, stamp=Stamp("Cán bộ", AT, "form"))


figure_of_a_unit = st.tuples(
    st.sampled_from(TEAMS),
    st.integers(1, 12),
    st.lists(
        st.tuples(
            st.sampled_from(MEASURES),
            st.sampled_from(("", "", "", "dat-dai", "ho-tich")),
            st.one_of(st.just("withdrawn"), st.none(), st.integers(0, 200).map(float)),
        ),
        min_size=1,
        max_size=3,
    ),
    st.booleans(),
)


@given(st.lists(figure_of_a_unit, max_size=8))
def test_the_board_kept_up_to_date_by_changes_equals_one_read_anew(
    saves: list[tuple[str, int, list[tuple[str, str, float | str | None]], bool]],
) -> None:
    made, _ = counted()
    for unit, number, figures, looked_at in saves:
        changed: list[tuple[FigureKey, Figure | None]] = []
        for measure, part, value in figures:
            key = FigureKey(unit, measure, Month(2026, number), part)
            changed.append((key, None if isinstance(value, str) else Figure(key, value)))
        save(made, changed)
        if looked_at:
            assert_as_fresh(made)
    assert_as_fresh(made)


def test_many_readers_at_once_read_everything_once() -> None:
    made, store = counted()
    put(made, reports("van-phong", "2026-03", resolved=50, resolved_late=2))
    start = Barrier(8)

    def look(_reader: int) -> float:
        start.wait()
        return on_time(made.scoreboard.board(approved=False))

    with ThreadPoolExecutor(8) as readers:
        assert set(readers.map(look, range(8))) == {96.0}
    assert store.reads == 1


def test_a_reader_sees_its_own_write_while_another_writes() -> None:
    made, _ = counted()
    start = Barrier(2)

    def work(unit: str) -> list[float]:
        start.wait()
        seen = []
        for late in range(20):
            put(made, reports(unit, "2026-03", resolved=50, resolved_late=late))
            seen.append(on_time(made.scoreboard.board(approved=False), unit))
        return seen

    with ThreadPoolExecutor(2) as officers:
        for seen in officers.map(work, ("van-phong", "kinh-te")):
            assert seen == [100 * (50 - late) / 50 for late in range(20)]
    assert_as_fresh(made)
