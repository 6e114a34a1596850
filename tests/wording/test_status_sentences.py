"""The sentence of every status and kind of indicator, word for word; "_" stands for a space that does not break."""

import math

import pytest

from kpi.plan import WHOLE, Plan
from kpi.scoring import Score
from kpi.targets import Status
from kpi.wording import labels, sentences
from tests.builders import ward
from tests.office import MA_NOI, MARCH, ninh_son

NAN = math.nan
MET, NEAR, MISSED, NOT_DUE = Status.MET, Status.NEAR, Status.MISSED, Status.NOT_DUE


def score(
    indicator: str,
    status: Status,
    value: float = NAN,
    *,
    asks: str = ">= 90",
    by_now: float | None = None,
    counts: tuple[float, float] = (NAN, NAN),
    scope: str = WHOLE,
    reported: tuple[int, int] = (1, 1),
) -> Score:
    """A score; `asks` is the target, "" for none, and `by_now` what its pace expects by the month."""
    operator, target = asks.split() if asks else ("", "nan")
    bound = float(target) if by_now is None else by_now
    return Score(
        indicator, scope, MARCH.ordinal, value, *counts, NAN, NAN, operator, float(target), bound, status, *reported
    )


def sentence(plan: Plan, one: Score) -> str:
    return sentences.status_sentence(plan, one).replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (
            score("on_time", MISSED, 100 * 256 / 297, counts=(256, 297), scope=MA_NOI),
            "Chưa đạt: 86,2_% < 90_% (thiếu 3,8_điểm; 41 hồ sơ trễ hạn trên 297).",
        ),
        (
            score("on_time", NEAR, 89.97, counts=(8997, 10000)),
            "Gần đạt: 89,97_% < 90_% (thiếu 0,03_điểm; 1.003 hồ sơ trễ hạn trên 10.000).",
        ),
        (
            score("on_time", MET, 100 * 270 / 297, counts=(270, 297)),
            "Đạt: 90,9_% ≥ 90_% (27 hồ sơ trễ hạn trên 297).",
        ),
        (
            score("satisfaction", NEAR, 90, asks="> 90", counts=(9, 10)),
            "Gần đạt: 90,0_% ≤ 90_% (1 phiếu chưa hài lòng trên 10 phiếu hợp lệ). "
            "Chưa chắc chắn: số phiếu còn ít, mục tiêu nằm trong khoảng tin cậy.",
        ),
        (
            score("work_files_online", Status.TRACKED, 100 * 1234 / 1989, asks="", counts=(1234, 1989)),
            "Theo dõi: 62,0_% (755 hồ sơ xử lý trên giấy trên 1.989), không có mục tiêu bằng số.",
        ),
        (score("iso_agencies", Status.TRACKED, 3, asks=""), "Theo dõi: 3_cơ quan, không có mục tiêu bằng số."),
        (score("on_time", Status.NO_DATA), "Chưa có số liệu trong kỳ."),
        (score("on_time", Status.NOT_APPLICABLE, counts=(0, 0)), "Không phát sinh trong kỳ."),
        (score("sipas", Status.UNPUBLISHED), "Chưa công bố: kết quả của năm do cơ quan cấp trên công bố."),
        (score("sipas", NEAR, 86.92), "Gần đạt: 86,92_% < 90_% (thiếu 3,08_điểm)."),
        (score("ddci", MET, 2, asks="<= 2"), "Đạt: hạng 2 ≤ hạng 2."),
        (score("ddci", MISSED, 5, asks="<= 2"), "Chưa đạt: hạng 5 > hạng 2."),
        (
            score("par_index", MET, 82.46, asks=">= 80"),
            "Đạt: 82,46_điểm, xếp loại Tốt theo thang giả định, mục tiêu xếp loại Tốt trở lên.",
        ),
        (
            score("par_index", MISSED, 72.4, asks=">= 80"),
            "Chưa đạt: 72,40_điểm, xếp loại Khá theo thang giả định, mục tiêu xếp loại Tốt trở lên.",
        ),
        (score("postal_growth", MET, 12.34, asks=">= 2"), "Đạt: +12,3_% ≥ 2_%."),
        (score("postal_growth", MISSED, -3.4, asks=">= 2"), "Chưa đạt: −3,4_% < 2_% (thiếu 5,4_điểm)."),
        (
            score("postal_growth", Status.NO_DATA, counts=(12, 90)),
            "Chưa có số liệu: chưa có số liệu cùng kỳ năm trước để so sánh.",
        ),
        (score("postal_growth", Status.NO_DATA), "Chưa có số liệu trong kỳ."),
        (
            score("postal_growth", Status.NOT_APPLICABLE, counts=(12, 90)),
            "Không phát sinh: không có số cùng kỳ để so sánh.",
        ),
        (score("papi", MISSED, 0, asks="> 0"), "Chưa đạt: 0,00_điểm ≤ 0_điểm."),
        (
            score("inspections", NOT_DUE, 1, asks=">= 3", by_now=NAN),
            "Chưa đến hạn: hiện 1_cuộc, mục tiêu cả năm ≥ 3_cuộc.",
        ),
        (score("inspections", MET, 3, asks=">= 3", by_now=NAN), "Đạt: 3_cuộc ≥ 3_cuộc của cả năm."),
        (score("inspections", MISSED, 1, asks=">= 3"), "Chưa đạt: 1_cuộc < 3_cuộc (thiếu 2_cuộc)."),
    ],
)
def test_a_status_of_the_plan_of_ninh_son_is_explained_with_its_numbers(one: Score, text: str) -> None:
    assert sentence(ninh_son(), one) == text


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (
            score("late_share", NEAR, 5.01, asks="<= 5", counts=(501, 10000)),
            "Gần đạt: 5,01_% > 5_% (vượt 0,01_điểm; 501 trên 10.000).",
        ),
        (score("no_overdue", MISSED, 3, asks="= 0"), "Chưa đạt: 3_hồ sơ ≠ 0_hồ sơ (vượt 3_hồ sơ)."),
        (score("no_overdue", MET, 0, asks="= 0"), "Đạt: 0_hồ sơ = 0_hồ sơ."),
        (score("complaints", MISSED, 3, asks="< 3"), "Chưa đạt: 3_phản ánh ≥ 3_phản ánh."),
        (score("waiting", NEAR, 15.04, asks="<= 15"), "Gần đạt: 15,04_phút > 15_phút (vượt 0,04_phút)."),
        (
            score("dialogues", MET, 3, asks=">= 12", by_now=3),
            "Đạt: 3_buổi ≥ 3_buổi theo tiến độ (mục tiêu cả năm ≥ 12_buổi).",
        ),
        (
            score("disbursed", MISSED, 27.53, asks=">= 100", by_now=30, counts=(55.06, 200)),
            "Chưa đạt: 27,5_% < 30_% theo tiến độ (mục tiêu cả năm ≥ 100_%) (thiếu 2,5_điểm; 55,06 trên 200).",
        ),
        (
            score("trainings", NOT_DUE, 0, asks=">= 6", by_now=NAN),
            "Chưa đến hạn: hiện 0_lớp, mục tiêu cả năm ≥ 6_lớp.",
        ),
        (
            score("spending", Status.TRACKED, 1234.5, asks=""),
            "Theo dõi: 1.234,50_triệu đồng, không có mục tiêu bằng số.",
        ),
    ],
)
def test_a_status_of_another_plan_is_explained_with_no_change_of_code(one: Score, text: str) -> None:
    assert sentence(ward(), one) == text


@pytest.mark.parametrize(
    ("scope", "reported", "text"),
    [
        ("commune", (7, 8), " Tạm tính: 7/8 xã có đủ số liệu."),
        ("department", (0, 8), " Tạm tính: 0/8 phòng, ban có đủ số liệu."),
        (WHOLE, (7, 16), " Tạm tính: 7/16 đơn vị có đủ số liệu."),
        (MA_NOI, (0, 1), " Tạm tính: chưa đủ số liệu của các tháng trong kỳ."),
        ("commune", (8, 8), ""),
        (MA_NOI, (1, 1), ""),
    ],
)
def test_a_sentence_says_how_complete_its_score_is(scope: str, reported: tuple[int, int], text: str) -> None:
    one = score("on_time", MET, 95, counts=(95, 100), scope=scope, reported=reported)
    assert sentence(ninh_son(), one) == f"Đạt: 95,0_% ≥ 90_% (5 hồ sơ trễ hạn trên 100).{text}"


@pytest.mark.parametrize("status", [Status.NO_DATA, Status.UNPUBLISHED])
def test_what_has_no_number_is_not_called_provisional(status: Status) -> None:
    assert "Tạm tính" not in sentence(ninh_son(), score("sipas", status, reported=(0, 1)))


def test_every_status_has_a_sentence_a_word_and_a_symbol_of_its_own() -> None:
    assert set(labels.STATUS) == set(labels.SYMBOL) == set(Status)
    assert len(set(labels.STATUS.values())) == len(set(labels.SYMBOL.values())) == len(Status)
    for status in Status:
        assert sentence(ninh_son(), score("on_time", status, 86.2)).startswith(labels.STATUS[status])


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (score("on_time", MET, 95), "≥ 90_%"),
        (score("satisfaction", MET, 95, asks="> 90"), "> 90_%"),
        (score("ddci", MET, 1, asks="<= 2"), "≤ hạng 2"),
        (score("par_index", MET, 82, asks=">= 80"), "xếp loại Tốt trở lên"),
        (score("iso_agencies", Status.TRACKED, 3, asks=""), ""),
    ],
)
def test_a_target_is_written_as_the_plan_means_it(one: Score, text: str) -> None:
    indicator = ninh_son().indicator_of_id[one.indicator]
    assert sentences.target_text(indicator, one).replace("\u00a0", "_") == text
