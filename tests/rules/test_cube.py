"""Figures arranged by measure, unit and month."""

import numpy as np

from kpi.cube import Cube, build_cube
from kpi.figures import FigureRow
from tests.builders import NOT_ARISEN, cube_of, month, reports, ward

MARCH = month("2026-03").ordinal


def cell(cube: Cube, unit: str, measure: str, at: str) -> tuple[bool, float | None]:
    """Whether a figure is reported, and its value."""
    place = cube.measure_index[measure], cube.unit_index[unit], cube.month_index(month(at))
    value = float(cube.value[place])
    return bool(cube.reported[place]), None if np.isnan(value) else value


def part(measure: str, name: str, value: float | None) -> FigureRow:
    return FigureRow("kinh-te", measure, MARCH, name, value)


def test_a_cube_has_a_place_for_every_measure_unit_and_month_from_the_history_on() -> None:
    cube = cube_of(ward(), {})
    assert cube.value.shape == cube.reported.shape == (22, 6, 24)
    assert cube.month_index(month("2025-01")) == 0
    assert cube.month_index(month("2024-12")) == -1
    assert not cube.reported.any()
    assert np.isnan(cube.value).all()


def test_zero_missing_and_nothing_arose_are_three_different_cells() -> None:
    cube = cube_of(ward(), reports("kinh-te", "2026-03", resolved=0, resolved_late=NOT_ARISEN))
    assert cell(cube, "kinh-te", "resolved", "2026-03") == (True, 0)
    assert cell(cube, "kinh-te", "resolved_late", "2026-03") == (True, None)
    assert cell(cube, "kinh-te", "received", "2026-03") == (False, None)


def test_where_only_parts_are_reported_the_whole_is_their_sum() -> None:
    rows = [part("spent", "dat-dai", 0.1), part("spent", "ho-tich", 0.2), part("spent", "x", NOT_ARISEN)]
    assert cell(build_cube(ward(), rows), "kinh-te", "spent", "2026-03") == (True, 0.1 + 0.2)


def test_parts_in_which_nothing_arose_make_a_whole_in_which_nothing_arose() -> None:
    rows = [part("resolved", "dat-dai", NOT_ARISEN), part("resolved", "ho-tich", NOT_ARISEN)]
    assert cell(build_cube(ward(), rows), "kinh-te", "resolved", "2026-03") == (True, None)


def test_a_reported_whole_stands_though_its_parts_differ() -> None:
    rows = [part("resolved", "dat-dai", 20), part("resolved", "", 38), part("resolved", "ho-tich", 20)]
    assert cell(build_cube(ward(), rows), "kinh-te", "resolved", "2026-03") == (True, 38)
    assert cell(build_cube(ward(), rows[::-1]), "kinh-te", "resolved", "2026-03") == (True, 38)


def test_figures_that_the_plan_does_not_know_stay_out() -> None:
    cube = cube_of(
        ward(),
        {
            ("tu-phap", "resolved", "2026-03"): 1,
            ("kinh-te", "chung-thuc", "2026-03"): 1,
            ("kinh-te", "resolved", "2024-12"): 1,
            ("kinh-te", "resolved", "2027-01"): 1,
        },
    )
    assert not cube.reported.any()


def test_changing_figures_makes_a_copy_and_leaves_the_first_cube_as_it_was() -> None:
    before = cube_of(ward(), reports("kinh-te", "2026-03", resolved=38, received=40))
    after = before.with_rows(put=[part("resolved", "", 39)], withdrawn=[part("received", "", 40)])
    assert cell(after, "kinh-te", "resolved", "2026-03") == (True, 39)
    assert cell(after, "kinh-te", "received", "2026-03") == (False, None)
    assert cell(before, "kinh-te", "resolved", "2026-03") == (True, 38)
    assert cell(before, "kinh-te", "received", "2026-03") == (True, 40)


def test_a_figure_withdrawn_and_put_again_is_reported() -> None:
    row = part("resolved", "", 38)
    cube = build_cube(ward(), [row]).with_rows(put=[row], withdrawn=[row])
    assert cell(cube, "kinh-te", "resolved", "2026-03") == (True, 38)


def test_the_cube_knows_which_units_exist_in_which_month() -> None:
    cube = cube_of(ward(), {})
    existing = {unit: cube.existing[at] for unit, at in cube.unit_index.items()}
    june, july = cube.month_index(month("2026-06")), cube.month_index(month("2026-07"))
    assert existing["to-nhon-son"][[june, july]].tolist() == [True, False]
    assert existing["to-luu-dong"][[june, july]].tolist() == [False, True]
    assert existing["van-phong"].all()
