"""Whatever figures a plan has, form II.06a and lists of units are read back exactly, however they are laid out."""

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.imports.grid import Cell, Sheet
from kpi.plan import Measure, Unit
from kpi.wording.folding import folded
from kpi.wording.formats import number
from tests.imports.sheets import HEADS, MEASURES, NUMBERS, SIGNED, TITLE, form, found, table, texts
from tests.office import ninh_son

PLAN = ninh_son()
REPORTERS = [unit for unit in PLAN.units if unit.id in PLAN.reporters["received"]]
WAYS_OF_NAMING: Sequence[Callable[[Unit], str]] = (
    lambda unit: unit.name,
    lambda unit: unit.short,
    lambda unit: unit.official_code,
    lambda unit: folded(unit.name),
    lambda unit: unit.name.upper(),
    lambda unit: f"UBND {unit.name}" if unit.level == "commune" else unit.name,
    lambda unit: f"{unit.name} huyện Ninh Sơn" if unit.level == "department" else unit.name,
    lambda unit: unit.name.replace("Thị trấn", "TT").replace("Xã", "X.").replace("Phòng", "P."),
    lambda unit: f"3. {unit.name}",
)
WAYS_BESIDE_FIELDS = (WAYS_OF_NAMING[0], *WAYS_OF_NAMING[2:])
"""Without the short name, which may be a field's too ("Nội vụ")."""
WAYS_OF_NUMBERING: Sequence[Sequence[Cell] | None] = (NUMBERS, tuple(range(1, 14)), (None, None, *range(3, 14)), None)

counts = st.one_of(st.integers(0, 40), st.integers(0, 10**9))
rows_of_counts = st.lists(counts, min_size=11, max_size=11)


def written(count: int, way: int) -> Cell:
    """A count as a number, as the float that Excel keeps, as text, and as text with dots."""
    return (count, float(count), str(count), number(count))[way]


def read(cell: Cell) -> str:
    return cell if isinstance(cell, str) else str(int(cell))  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_units_in_rows_are_read_back(data: st.DataObject) -> None:
    units = data.draw(st.lists(st.sampled_from(REPORTERS), min_size=1, max_size=6, unique_by=lambda unit: unit.id))
    way = data.draw(st.integers(0, 3))
    cells = {unit.id: [written(one, way) for one in data.draw(rows_of_counts)] for unit in units}
    rows: list[Sequence[Cell]] = [
        (place, data.draw(st.sampled_from(WAYS_BESIDE_FIELDS))(unit), *cells[unit.id])
        for place, unit in enumerate(units, start=1)
    ]
    if data.draw(st.booleans()):
        rows.insert(data.draw(st.sampled_from([0, len(rows)])), ("Tổng cộng", None, *[5] * 11))
    what = found(form(*rows, **layout(data)))
    assert texts(what) == {
        (unit, measure, ""): read(cell)
        for unit, row in cells.items()
        for measure, cell in zip(MEASURES.values(), row, strict=True)
    }
    assert (what.questions, what.problems) == ((), ())


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_fields_in_rows_are_read_back_with_their_sum(data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from(REPORTERS))
    parts = data.draw(st.lists(st.sampled_from(PLAN.parts), min_size=1, max_size=9, unique_by=lambda part: part.id))
    way = data.draw(st.integers(0, 3))
    figures = {part.id: data.draw(rows_of_counts) for part in parts}
    rows: list[Sequence[Cell]] = [
        (place, part.name, *(written(one, way) for one in figures[part.id]))
        for place, part in enumerate(parts, start=1)
    ]
    name = data.draw(st.sampled_from(WAYS_OF_NAMING))(unit)
    shape = layout(data)
    shape["title"] = [*shape["title"], (f"Đơn vị báo cáo: {name}",)]
    what = found(form(*rows, **shape))
    expected = {
        (unit.id, measure, part): read(written(one, way))
        for part, row in figures.items()
        for measure, one in zip(MEASURES.values(), row, strict=True)
    }
    expected |= {
        (unit.id, measure, ""): str(sum(row[place] for row in figures.values()))
        for place, measure in enumerate(MEASURES.values())
    }
    assert texts(what) == expected
    assert (what.questions, what.problems) == ((), ())


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_measures_are_read_back_across_and_down(data: st.DataObject) -> None:
    units = data.draw(st.lists(st.sampled_from(PLAN.units), min_size=2, max_size=5, unique_by=lambda unit: unit.id))
    measures = data.draw(st.lists(st.sampled_from(PLAN.measures), min_size=2, max_size=8, unique_by=lambda one: one.id))
    cells: dict[tuple[str, str], Cell] = {
        (unit.id, measure.id): data.draw(figure(measure))
        for unit in units
        for measure in measures
        if unit.id in PLAN.reporters[measure.id]
    }
    heads = [data.draw(st.sampled_from([one.name, one.id, folded(one.name)])) for one in measures]
    names = [data.draw(st.sampled_from(WAYS_OF_NAMING))(unit) for unit in units]
    across: list[tuple[Cell, ...]] = [("Đơn vị", *heads)]
    across += [
        (name, *(cells.get((unit.id, one.id)) for one in measures)) for name, unit in zip(names, units, strict=True)
    ]
    down: list[tuple[Cell, ...]] = [("Số liệu", *names)]
    down += [
        (head, *(cells.get((unit.id, one.id)) for unit in units)) for head, one in zip(heads, measures, strict=True)
    ]
    for rows in (across, down):
        what = found(table(*rows))
        assert texts(what) == {(*key, ""): str(cell).replace(".", ",") for key, cell in cells.items()}
        assert what.questions == ()
        assert {one.code for one in what.problems} <= ({"nothing_found"} if not cells else set())


def figure(measure: Measure) -> st.SearchStrategy[Cell]:
    if measure.number == "integer":
        return st.integers(0, 10**6)
    return st.integers(1, 99_999).map(lambda cents: cents / 100 if cents % 100 else cents // 100)


def layout(data: st.DataObject) -> dict[str, Any]:
    """A way to set the form: lines of title, numbers of columns, merged heads or not, what stands below."""
    return {
        "title": TITLE[: data.draw(st.integers(0, 3))],
        "heads": HEADS,
        "numbers": data.draw(st.sampled_from(WAYS_OF_NUMBERING)),
        "merged": data.draw(st.booleans()),
        "after": data.draw(st.sampled_from([SIGNED, ()])),
    }


def test_the_layouts_are_not_all_the_same_sheet() -> None:
    assert isinstance(form(), Sheet)
    assert len({repr(way(unit)) for way in WAYS_OF_NAMING for unit in REPORTERS}) > 5 * len(REPORTERS)
