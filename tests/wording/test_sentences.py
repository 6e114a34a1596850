"""Findings, movements, cells of the matrix and changes in words; "_" stands for a space that does not break."""

import math

import pytest

from kpi.control import Signal
from kpi.figures import Change, Figure, FigureKey
from kpi.findings import Finding, Rule
from kpi.jumps import Jump
from kpi.months import Month, Period
from kpi.plan import WHOLE
from kpi.process import NewSignal
from kpi.review import Basis, Mark, Verdict
from kpi.scoring import Score
from kpi.targets import Status
from kpi.wording import finding_words, formulas, sentences
from tests.builders import month, ward
from tests.office import MA_NOI, MARCH, ninh_son

NAN = math.nan
OF_FEBRUARY = FigureKey(MA_NOI, "resolved_late", MARCH)


def on_time(value: float, status: Status, scope: str = WHOLE, *, operator: str = ">=") -> Score:
    counts = (round(value * 10), 1000.0)
    bound = 90.0 if operator else NAN
    return Score(
        "on_time",
        scope,
        MARCH.ordinal,
        value,
        *counts,
        NAN,
        NAN,
        operator,
        bound,
        bound,
        status,
        reported=1,
        expected=1,
    )


def written(text: str) -> str:
    return text.replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("finding", "text"),
    [
        (
            Finding(Rule.MISSED_AND_WORSE, MARCH, on_time(84.2, Status.MISSED), 86.3, Period.MONTH),
            "Đúng hạn chưa đạt: 84,2_% < 90_% (thiếu 5,8_điểm; 158 hồ sơ trễ hạn trên 1.000). "
            "So với tháng 2/2024: −2,1_điểm.",
        ),
        (
            Finding(Rule.MISSED_AND_WORSE, MARCH, on_time(84.2, Status.MISSED), 86.3, Period.QUARTER),
            "Đúng hạn chưa đạt: 84,2_% < 90_% (thiếu 5,8_điểm; 158 hồ sơ trễ hạn trên 1.000). "
            "So với kết quả trong quý tính đến hết tháng 2/2024: −2,1_điểm.",
        ),
        (
            Finding(Rule.MISSED, MARCH, on_time(84.2, Status.MISSED, "commune")),
            "Đúng hạn – Cấp xã chưa đạt: 84,2_% < 90_% (thiếu 5,8_điểm; 158 hồ sơ trễ hạn trên 1.000).",
        ),
        (
            Finding(Rule.NEAR_AND_WORSE, MARCH, on_time(88, Status.NEAR), 88.04, Period.YEAR_TO_DATE),
            "Đúng hạn gần đạt: 88,0_% < 90_% (thiếu 2,0_điểm; 120 hồ sơ trễ hạn trên 1.000). "
            "So với kết quả tính đến hết tháng 2/2024: không đổi.",
        ),
        (
            Finding(Rule.UNIT_BEHIND, MARCH, on_time(84.2, Status.MISSED, MA_NOI), missed=7, judged=15),
            "Xã Ma Nới chưa đạt 7 trên 15 chỉ tiêu; đáng chú ý: Đúng hạn 84,2_% < 90_%.",
        ),
        (
            Finding(Rule.OVERDUE, MARCH, units=(MA_NOI,)),
            "1 đơn vị chưa có báo cáo tháng 3/2024 (hạn 05/04/2024): Ma Nới.",
        ),
        (
            Finding(Rule.OVERDUE, MARCH, units=("22810", "22813", "22816", "22819", "22822", MA_NOI)),
            "6 đơn vị chưa có báo cáo tháng 3/2024 (hạn 05/04/2024): Tân Sơn, Lâm Sơn, Lương Sơn, Quảng Sơn "
            "và 2 đơn vị khác.",
        ),
        (
            Finding(Rule.MISSED_WITH_LATE_TASKS, MARCH, on_time(84.2, Status.MISSED), late_tasks=("III.4", "III.5")),
            "Đúng hạn chưa đạt: 84,2_% < 90_% (thiếu 5,8_điểm; 158 hồ sơ trễ hạn trên 1.000). "
            "2 nhiệm vụ liên quan trễ hạn: III.4, III.5.",
        ),
        (
            Finding(
                Rule.SIGNAL,
                MARCH,
                on_time(91, Status.MET, MA_NOI),
                signal=NewSignal("on_time", MA_NOI, Signal.SHIFT, Month(2023, 9), 93.24, 88.06),
            ),
            "Đúng hạn – Xã Ma Nới: riêng tháng 3/2024 là 88,1_%, kém mức trung bình 93,2_% liên tục từ tháng 9/2023.",
        ),
        (
            Finding(
                Rule.SIGNAL,
                MARCH,
                on_time(91, Status.MET),
                signal=NewSignal("on_time", "all", Signal.TREND, Month(2023, 9), 93.24, 78.2),
            ),
            "Đúng hạn: riêng tháng 3/2024 là 78,2_%, kém dần liên tục từ tháng 9/2023; trung bình 93,2_%.",
        ),
        (
            Finding(
                Rule.SIGNAL,
                MARCH,
                on_time(91, Status.MET),
                signal=NewSignal("on_time", "all", Signal.OUTSIDE, MARCH, 93.24, 78.2),
            ),
            "Đúng hạn: riêng tháng 3/2024 là 78,2_%, ra ngoài giới hạn kiểm soát về phía xấu; trung bình 93,2_%.",
        ),
        (
            Finding(
                Rule.SIGNAL,
                MARCH,
                on_time(91, Status.MET),
                signal=NewSignal("on_time", "all", Signal.TWO_OF_THREE, MARCH, 93.24, 78.2),
            ),
            "Đúng hạn: riêng tháng 3/2024 là 78,2_%, hai trong ba tháng gần nhất kém hẳn mức trung bình 93,2_%.",
        ),
        (
            Finding(
                Rule.JUMP,
                MARCH,
                jump=Jump(
                    MA_NOI, "resolved_late", MARCH, Mark(Verdict.OUTLIER, 45, 12, figures=Basis(12, 10, 3.2), step=4)
                ),
            ),
            "Xã Ma Nới – Hồ sơ đã giải quyết quá hạn tháng 3/2024: 45_hồ sơ, cao hơn hẳn mức thường có: 0 đến 21 hồ sơ "
            "(trung vị 10 của 12 tháng trước).",
        ),
    ],
    ids=lambda at: at.rule.name.lower() if isinstance(at, Finding) else "",
)
def test_a_finding_is_one_sentence_with_its_numbers(finding: Finding, text: str) -> None:
    assert written(finding_words.finding_sentence(ninh_son(), finding)) == text


def test_beside_a_text_that_tells_the_results_a_finding_says_value_target_and_how_it_moved() -> None:
    name = "Tỷ lệ hồ sơ TTHC giải quyết đúng hạn hoặc trước hạn"
    missed = on_time(84.2, Status.MISSED, "commune")
    moved = Finding(Rule.MISSED_AND_WORSE, MARCH, missed, 86.3, Period.YEAR_TO_DATE, late_tasks=("III.4",))
    said = f"{name} – Cấp xã: 84,2_% < 90_%; −2,1_điểm so với kết quả tính đến hết tháng 2/2024."
    assert written(finding_words.lacking(ninh_son(), moved)) == said
    alone = Finding(Rule.MISSED, MARCH, missed)
    assert written(finding_words.lacking(ninh_son(), alone)) == f"{name} – Cấp xã: 84,2_% < 90_%."
    some = Finding(Rule.MISSED, MARCH, missed._replace(reported=5, expected=8))
    assert written(finding_words.lacking(ninh_son(), some)) == f"{name} – Cấp xã: 84,2_% < 90_% (tạm tính)."
    behind = Finding(Rule.UNIT_BEHIND, MARCH, on_time(84.2, Status.MISSED, MA_NOI), missed=7, judged=15)
    assert finding_words.lacking(ninh_son(), behind).startswith("Xã Ma Nới chưa đạt 7 trên 15 chỉ tiêu;")


def test_every_rule_has_a_name_and_an_explanation() -> None:
    assert list(finding_words.RULE) == list(Rule)
    assert all(name and explained.endswith(".") for name, explained in finding_words.RULE.values())


@pytest.mark.parametrize(
    ("indicator", "now", "before", "text"),
    [
        ("on_time", 92.5, 91.3, "+1,2_điểm"),
        ("on_time", 91.3, 92.5, "−1,2_điểm"),
        ("on_time", 92.51, 92.5, "không đổi"),
        ("on_time", 92.5, 92.5, "không đổi"),
        ("on_time", 0.3, 0.1 + 0.2, "không đổi"),
        ("inspections", 3, 1, "+2_cuộc"),
        ("on_time", 92.55, 92.5, "+0,1_điểm"),
        ("iso_agencies", 1300, 0, "+1.300_cơ quan"),
    ],
)
def test_a_movement_is_written_with_its_sign(indicator: str, now: float, before: float, text: str) -> None:
    chosen = ninh_son().indicator_of_id[indicator]
    assert written(sentences.change_text(chosen, now, before)) == text


@pytest.mark.parametrize(
    ("score", "cell", "with_unit"),
    [
        (on_time(89.97, Status.NEAR), "89,97", "89,97_%"),
        (on_time(92.46, Status.MET), "92,5", "92,5_%"),
        (on_time(92.46, Status.TRACKED, operator=""), "92,5", "92,5_%"),
    ],
)
def test_a_cell_has_the_decimals_it_needs_beside_its_target(score: Score, cell: str, with_unit: str) -> None:
    indicator = ninh_son().indicator_of_id["on_time"]
    assert sentences.cell_text(indicator, score) == cell
    assert written(sentences.cell_with_unit(indicator, score)) == with_unit


@pytest.mark.parametrize(
    ("indicator", "text"),
    [("on_time", "≥ 90"), ("work_files_online", "≥ 80 / ≥ 60"), ("par_index", "≥ Tốt"), ("iso_agencies", "")],
)
def test_the_targets_of_a_row_are_each_written_once(indicator: str, text: str) -> None:
    assert sentences.targets_in_force(ninh_son(), ninh_son().indicator_of_id[indicator], MARCH) == text


@pytest.mark.parametrize(("at", "text"), [("2025-12", ""), ("2026-06", "≥ 90 / ≥ 98"), ("2026-07", "≥ 95 / ≥ 98")])
def test_a_past_month_shows_the_targets_then_in_force(at: str, text: str) -> None:
    assert sentences.targets_in_force(ward(), ward().indicator_of_id["on_time"], month(at)) == text


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (Figure(OF_FEBRUARY, 12), Figure(OF_FEBRUARY, 9), "12 → 9"),
        (None, Figure(OF_FEBRUARY, 0), "chưa có → 0"),
        (Figure(OF_FEBRUARY, 1234), None, "1.234 → chưa có"),
        (Figure(OF_FEBRUARY, 12), Figure(OF_FEBRUARY, None), "12 → không phát sinh"),
    ],
)
def test_a_change_says_from_what_to_what(before: Figure | None, after: Figure | None, text: str) -> None:
    change = Change(OF_FEBRUARY, before, after)
    assert sentences.change_sentence(ninh_son(), change) == f"Hồ sơ đã giải quyết quá hạn: {text}"


@pytest.mark.parametrize(
    ("indicator", "text"),
    [
        (
            "on_time",
            "100 × (Hồ sơ đã giải quyết trước hạn + Hồ sơ đã giải quyết đúng hạn) ÷ (Hồ sơ đã giải quyết trước hạn + "
            "Hồ sơ đã giải quyết đúng hạn + Hồ sơ đã giải quyết quá hạn)",
        ),
        ("ddci", "Hạng DDCI của huyện"),
        ("papi", "Chênh lệch (điểm) của Điểm PAPI của tỉnh so với cùng kỳ năm trước"),
        (
            "postal_growth",
            "Mức tăng (%) của (Hồ sơ tiếp nhận qua dịch vụ bưu chính công ích) ÷ (Hồ sơ tiếp nhận trực tuyến trong kỳ "
            "+ Hồ sơ tiếp nhận trực tiếp, qua dịch vụ bưu chính trong kỳ) so với cùng kỳ năm trước",
        ),
    ],
)
def test_a_formula_is_written_with_the_names_of_its_measures(indicator: str, text: str) -> None:
    assert formulas.formula_text(ninh_son(), ninh_son().indicator_of_id[indicator]) == text


def test_a_measure_that_is_subtracted_has_its_minus() -> None:
    text = formulas.formula_text(ward(), ward().indicator_of_id["on_time"])
    assert text == "100 × (Hồ sơ đã giải quyết − Trong đó: trễ hạn) ÷ (Hồ sơ đã giải quyết)"


def test_bands_are_written_from_the_best_down_with_their_source() -> None:
    text = formulas.bands_text(ward().indicator_of_id["par_index"])
    assert text == "Xuất sắc từ 90; Tốt từ 80; Khá từ 65; Trung bình từ 50 (Giả định)"
    assert formulas.bands_text(ward().indicator_of_id["on_time"]) == ""


def test_a_grade_by_assumed_bands_is_always_marked_as_such() -> None:
    indicator = ward().indicator_of_id["par_index"]
    score = on_time(82, Status.MET)._replace(indicator="par_index", target=80.0, bound=80.0)
    assert indicator.bands_source == "Giả định"
    assert "theo thang giả định" in sentences.status_sentence(ward(), score)


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (None, "–"),
        (Figure(OF_FEBRUARY, None), "KPS"),
        (Figure(OF_FEBRUARY, 0), "0"),
        (Figure(OF_FEBRUARY, 1234), "1.234"),
    ],
)
def test_a_missing_figure_nothing_arising_and_zero_look_different(figure: Figure | None, text: str) -> None:
    assert formulas.figure_cell(figure) == text
