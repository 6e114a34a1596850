"""The plan to read: worked examples that come out as the score says, tasks beside indicators, and search."""

import re
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.cube import build_cube
from kpi.errors import Refused
from kpi.figures import FigureRow
from kpi.plan import Plan, Terms
from kpi.services import entry
from kpi.services.plan_document import Chapter, Worked, chapter, find, worked
from kpi.services.product import Product
from kpi.services.view import View
from kpi.wording import plan_words
from tests.builders import Figures, cube_of, lam_dong, reports, ward
from tests.office import (
    APPROVED,
    COORDINATOR,
    EVERY_FIGURE,
    MA_NOI,
    MARCH,
    OFFICER,
    demonstration,
    ninh_son,
    product,
    put_approved,
)
from tests.rules.strategies import figures_of, plans
from tests.rules.test_oracle import SLOW

WARD: Figures = {
    **reports("van-phong", "2026-03", resolved=50, resolved_late=2, received=60, postal=6, online=30),
    **reports("kinh-te", "2026-03", resolved=20, resolved_late=1, spent=12.5, allotted=100, place=1),
    **reports("van-phong", "2025-03", resolved=40, resolved_late=4, received=50, postal=4, online=20),
    **reports("22738", "2026-01", dialogues=1, trainings=0),
    **reports("22738", "2026-03", dialogues=2, trainings=1, par_score=82.25, waiting=12.4),
}


def example(plan: Plan, figures: Figures, indicator: str) -> str:
    """The sentence of an indicator's example."""
    found = worked(cube_of(plan, figures), plan.indicator_of_id[indicator])
    assert found is not None
    return plan_words.example(plan, found.score, found.sums).replace("\u00a0", " ")


def reckoned(sentence: str) -> tuple[Fraction, Fraction, int]:
    """What somebody with a pocket calculator gets of "…: <sum> = <result>.", the result said, and its decimals."""
    left, right = sentence.rsplit(": ", 1)[1].split(" = ")
    left = re.sub(r"[\d.]*\d(,\d+)?", lambda number: f"Fraction('{plain(number[0])}')", left)
    value = eval(left.translate(str.maketrans("×÷−", "*/-")), {"Fraction": Fraction})
    said = re.match(r"([+−]?)([\d.]*\d(,\d+)?)", right)
    assert said is not None
    decimals = len(said[3] or ",") - 1
    return value, Fraction(plain(said[2])) * (-1 if said[1] == "−" else 1), decimals


def plain(number: str) -> str:
    return number.replace(".", "").replace(",", ".")


def chapters(made: Product) -> Iterator[Chapter]:
    return (chapter(made, area.id, view=EVERY_FIGURE) for area in made.plan.areas)


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(demonstration(), id="ninh-son"),
        pytest.param(product(ward(), WARD), id="ward"),
        pytest.param(
            product(
                lam_dong(),
                reports("cac-xa", "2020-02", received=1000, resolved=977, on_time=950, late=27, pending=23),
            ),
            id="lam-dong",
        ),
    ],
)
def test_who_reckons_an_example_again_gets_the_number_it_says(made: Product) -> None:
    sums = 0
    for sheet in (sheet for one in chapters(made) for sheet in one.sheets if sheet.worked is not None):
        assert sheet.worked is not None
        sentence = plan_words.example(made.plan, sheet.worked.score, sheet.worked.sums)
        if " = " in sentence:
            value, said, decimals = reckoned(sentence)
            assert abs(value - said) <= Fraction(1, 2 * 10**decimals), sentence
            assert abs(value - Fraction(sheet.worked.score.value)) < Fraction(1, 10**9), sentence
            sums += 1
    assert sums


@pytest.mark.parametrize(
    ("indicator", "sentence"),
    [
        ("on_time", "Tháng 3/2026, Phường Đô Vinh: 100 × (70 − 3) ÷ 70 = 95,7 %."),
        ("late_share", "Tháng 3/2026, Phường Đô Vinh: 100 × 3 ÷ 70 = 4,29 %."),
        ("postal_growth", "Tháng 3/2026, Phường Đô Vinh: 100 × ((6 ÷ 60) ÷ (4 ÷ 50) − 1) = +25,0 %."),
        ("online_points", "Tháng 3/2026, Phường Đô Vinh: 100 × 30 ÷ 60 − 100 × 20 ÷ 50 = +10,0 điểm %."),
        ("disbursed", "Tháng 3/2026, Phường Đô Vinh: 100 × 12,5 ÷ 100 = 12,5 %."),
        ("dialogues", "Lũy kế 3 tháng năm 2026, Phường Đô Vinh: 3 buổi."),
        ("team_place", "Tháng 3/2026, Phòng Kinh tế, Hạ tầng và Đô thị: hạng 1."),
        ("waiting", "Tháng 3/2026, Phường Đô Vinh: 12,4 phút."),
        ("par_index", "Năm 2026, Phường Đô Vinh: 82,25 điểm, xếp loại Tốt."),
    ],
)
def test_each_kind_of_indicator_is_worked_out_in_its_own_way(indicator: str, sentence: str) -> None:
    assert example(ward(), WARD, indicator) == sentence


def test_the_example_is_of_the_latest_month_that_has_a_value() -> None:
    later = {
        **WARD,
        **reports("van-phong", "2026-04", resolved=10),
        **reports("van-phong", "2026-05", resolved=0, resolved_late=0),
        **reports("van-phong", "2026-06", resolved=None, resolved_late=None),
    }
    assert example(ward(), later, "on_time").startswith("Tháng 3/2026")


def test_half_a_formula_is_in_no_sum() -> None:
    half = {**WARD, **reports("hanh-chinh-cong", "2026-03", resolved=900)}
    assert example(ward(), half, "on_time") == example(ward(), WARD, "on_time")


def test_a_scope_with_a_target_is_shown_before_one_without() -> None:
    figures = reports("to-nhon-son", "2026-03", complaints=4)
    found = worked(cube_of(ward(), figures), ward().indicator_of_id["complaints"])
    assert found is not None
    assert found.score.scope == "team"


def test_an_indicator_without_figures_has_no_example() -> None:
    assert worked(cube_of(ward(), {}), ward().indicator_of_id["on_time"]) is None


@SLOW
@given(st.data())
def test_the_measures_of_a_formula_add_up_to_both_sides_of_the_score(data: st.DataObject) -> None:
    plan = data.draw(plans())
    indicator = plan.indicators[0]
    figures = data.draw(figures_of(plan, indicator))
    rows = [
        FigureRow(unit, measure, at.ordinal, "", None if value is None else float(value))
        for (unit, measure, at), value in figures.items()
    ]
    found = worked(build_cube(plan, rows), indicator)
    if found is not None and found.sums:
        assert _signed(found, indicator.numerator) == pytest.approx(found.score.numerator, rel=1e-9, abs=1e-9)
        if indicator.denominator:
            assert _signed(found, indicator.denominator) == pytest.approx(found.score.denominator, rel=1e-9, abs=1e-9)


def _signed(found: Worked, terms: Terms) -> float:
    return sum(term.sign * found.sums[term.measure] for term in terms)


def test_examples_are_of_approved_figures_alone_unless_more_is_asked_for_by_who_may() -> None:
    made = product(ward(), WARD)
    assert all(sheet.worked is None for sheet in chapter(made, "A", view=APPROVED).sheets)
    assert any(sheet.worked is not None for sheet in chapter(made, "A", view=EVERY_FIGURE).sheets)
    with pytest.raises(Refused, match="may_not_see_unapproved"):
        chapter(made, "A", view=View(OFFICER, approved=False))


def test_an_example_says_whose_approved_figures_were_corrected() -> None:
    made = product(ninh_son())
    put_approved(made, reports(MA_NOI, "2024-03", resolved_early=100, resolved_on_time=60, resolved_late=12))
    form = entry.open_form(made, COORDINATOR, MA_NOI, MARCH)
    entry.save(made, COORDINATOR, form, {**form.saved, "resolved_late": "9"}, reason="Nhập nhầm cột 10")
    (sheet,) = (one for one in chapter(made, "III", view=APPROVED).sheets if one.indicator.id == "on_time")
    assert [one.unit for one in sheet.corrected] == [MA_NOI]
    assert sheet.worked is not None
    assert sheet.worked.sums["resolved_late"] == 9


def test_an_area_has_its_indicators_with_the_tasks_that_serve_them_and_its_own_tasks() -> None:
    seen = chapter(demonstration(), "II", view=APPROVED)
    (sheet,) = seen.sheets
    assert sheet.indicator.id == "legal_documents"
    assert [task.id for task in sheet.tasks] == ["II.1", "II.2", "II.3", "II.4"]
    assert [task.id for task in seen.tasks] == ["II.1", "II.2", "II.3", "II.4", "II.5", "II.6"]


def test_every_indicator_and_task_of_a_plan_stands_in_one_area() -> None:
    for plan in (ninh_son(), ward(), lam_dong()):
        seen = [chapter(product(plan), area.id, view=APPROVED) for area in plan.areas]
        assert sorted(sheet.indicator.id for one in seen for sheet in one.sheets) == sorted(
            one.id for one in plan.indicators
        )
        assert sorted(task.id for one in seen for task in one.tasks) == sorted(task.id for task in plan.tasks)


@pytest.mark.parametrize("wanted", ["dung han", "ĐÚNG HẠN", "đúng hạn"])
def test_a_search_needs_no_marks_and_no_capitals(wanted: str) -> None:
    found = find(ninh_son(), wanted)
    assert [hit.id for hit in found.indicators] == ["on_time"]
    assert [name for name, _ in found.indicators[0].others] == ["short", "quote"]
    assert [hit.id for hit in found.measures] == ["resolved_on_time"]
    assert found.count == 2


def test_a_search_looks_in_indicators_tasks_units_and_measures() -> None:
    found = find(ninh_son(), "van hoa")
    assert [hit.id for hit in found.units] == ["van-hoa-thong-tin", "trung-tam-vhtt"]
    assert "work_files_online" in {hit.id for hit in found.indicators}
    assert "III.3" in {hit.id for hit in found.tasks}
    assert [hit.id for hit in find(ninh_son(), "I.2b").tasks] == ["I.2b"]
    assert [hit.id for hit in find(ward(), "tmc-01").units] == ["to-nhon-son", "to-luu-dong"]


@pytest.mark.parametrize("wanted", ["", " ", "không có chữ này"])
def test_what_is_nowhere_is_not_found(wanted: str) -> None:
    assert find(ninh_son(), wanted).count == 0


def test_every_field_in_which_something_can_be_found_has_its_word() -> None:
    for plan in (ninh_son(), ward()):
        letters = "abcdefghijklmnopqrstuvwxyz0123456789"
        found = [find(plan, letter) for letter in letters]
        hits = [hit for one in found for hit in (*one.indicators, *one.tasks, *one.units, *one.measures)]
        assert {name for hit in hits for name, _ in hit.others} <= set(plan_words.FIELD)
