"""Will we make it, in sentences with numbers that an official can work out by hand."""

import pytest

from kpi.months import Month
from kpi.outlook import Course, Outlook
from kpi.plan import Indicator, Plan
from kpi.targets import Demand
from kpi.volume import Basis, Volume
from kpi.wording import outlook_words
from tests.builders import ward
from tests.office import ninh_son
from tests.wording.outlooks import (
    AT_LEAST_90,
    AT_MOST_5,
    DIALOGUES,
    GRADE,
    LATE,
    NAN,
    ON_TIME,
    ONLINE,
    SURVEY,
    TWELVE,
    of_counts,
    of_flows,
    of_nothing,
    of_stocks,
)

EIGHTY = Demand(">=", 80, 80, 76)
OVER = "Không còn tháng nào của năm kế hoạch; kết quả lũy kế là kết quả cả năm"


def plan_of(indicator: Indicator) -> Plan:
    return ward() if indicator in ward().indicators else ninh_son()


def effort(seen: Outlook, indicator: Indicator = ON_TIME) -> str:
    said = outlook_words.effort_sentence(plan_of(indicator), indicator, seen)
    return (said or outlook_words.missing_effort(seen)).replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        (  # 90 % of 2 471 are 2 223.9: 2 012 + 212 = 2 224
            of_flows((2012, 2250), volume=221),
            "Để cả năm đạt ≥_90_%: cần ít nhất 212 trong 221_hồ sơ còn lại đúng hạn (bình quân mỗi tháng 71); "
            "chỉ được để tối đa 9 hồ sơ trễ hạn.",
        ),
        (  # 179 + 10 of 210 are exactly 90 %
            of_flows((179, 200), volume=10),
            "Để cả năm đạt ≥_90_%: cả 10_hồ sơ còn lại phải đúng hạn, không được để thêm hồ sơ trễ hạn nào.",
        ),
        (  # one month is left: what each of them needs is what all need
            of_flows((2012, 2250), volume=221, months=1),
            "Để cả năm đạt ≥_90_%: cần ít nhất 212 trong 221_hồ sơ còn lại đúng hạn; "
            "chỉ được để tối đa 9 hồ sơ trễ hạn.",
        ),
        (  # (2 000 + 221) ÷ 2 471 = 89.88 %
            of_flows((2000, 2250), volume=221),
            "Dù cả 221_hồ sơ còn lại đều đúng hạn, cả năm cũng chỉ tới 89,9_%, không đạt ≥_90_%.",
        ),
        (  # (8 995 + 1) ÷ 10 000 = 89.96 %, which is not 90,0 %
            of_flows((8995, 9999), volume=1),
            "Dù cả 1_hồ sơ còn lại đều đúng hạn, cả năm cũng chỉ tới 89,96_%, không đạt ≥_90_%.",
        ),
        (  # 2 000 ÷ 2 150 = 93.02 %
            of_flows((2000, 2050), volume=100),
            "Với 100_hồ sơ dự kiến còn lại, cả năm sẽ đạt ≥_90_% dù các tháng còn lại thế nào.",
        ),
        (
            of_flows((179, 200), volume=0),
            "Dự kiến không phát sinh thêm hồ sơ nào; kết quả đến nay 89,5_%, không đạt ≥_90_%.",
        ),
        (
            of_flows((180, 200), volume=0),
            "Dự kiến không phát sinh thêm hồ sơ nào; kết quả đến nay 90,0_%, đạt ≥_90_%.",
        ),
        (of_flows((2012, 2250), volume=221, months=0), f"{OVER}: 89,4_%, không đạt mục tiêu ≥_90_%."),
        (of_flows((2250, 2500), volume=0, months=0), f"{OVER}: 90,0_%, đạt mục tiêu ≥_90_%."),
        (
            of_flows((2250, 2500), volume=0, months=0, reported=0),
            "Không còn tháng nào của năm kế hoạch nhưng chưa đủ số liệu cả năm; "
            "kết quả đến nay: 90,0_%, đạt mục tiêu ≥_90_%.",
        ),
        (of_flows((0, 0), volume=None), "Chưa có số liệu để ước lượng khối lượng những tháng còn lại."),
        (of_flows((2012, 2250), None, volume=221), outlook_words.NO_TARGET),
        (
            of_flows((0, 0), volume=None, numerator=NAN, denominator=NAN),
            "Chưa có số liệu của năm nay nên chưa tính được mức cần đạt.",
        ),
    ],
)
def test_what_a_ratio_of_dossiers_takes(seen: Outlook, text: str) -> None:
    assert effort(seen) == text


@pytest.mark.parametrize(
    ("so_far", "text"),
    [
        (  # 5 % of 2 400 are 120
            (90, 2000),
            "Để cả năm đạt ≤_5_%: trong 400_hồ sơ còn lại chỉ được để tối đa 30 thuộc “Trong đó: trễ hạn” "
            "(bình quân mỗi tháng 10).",
        ),
        (  # 150 ÷ 2 400
            (150, 2000),
            "Dù trong 400_hồ sơ còn lại không có gì thuộc “Trong đó: trễ hạn”, cả năm vẫn là 6,25_%, không đạt ≤_5_%.",
        ),
    ],
)
def test_what_an_upper_limit_leaves(so_far: tuple[int, int], text: str) -> None:
    assert effort(of_flows(so_far, AT_MOST_5, volume=400, indicator=LATE), LATE) == text


def test_what_counts_is_told_in_the_words_of_the_plan() -> None:
    assert "còn lại hài lòng (" in effort(of_flows((200, 230), volume=90, indicator=SURVEY), SURVEY)
    plain = ON_TIME.model_copy(update={"fulfilled": None})
    assert "còn lại đạt yêu cầu (" in effort(of_flows((2012, 2250), volume=221), plain)


def test_in_december_what_is_awaited_is_still_needed() -> None:
    assert effort(of_flows((2012, 2250), volume=221, months=0, owed=221, reported=0)) == (
        "Để cả năm đạt ≥_90_%: cần ít nhất 212 trong 221_hồ sơ còn lại đúng hạn; chỉ được để tối đa 9 hồ sơ trễ hạn."
    )


def test_what_exactly_a_number_takes() -> None:
    """45 + 45 of 100, and 96 of 100 can no longer become 90."""
    half = Demand("=", 90, 90, None)
    assert effort(of_flows((45, 50), half, volume=50)) == (
        "Để cả năm đạt =_90_%: cần đúng 45 trong 50_hồ sơ còn lại đúng hạn (bình quân mỗi tháng 15); "
        "chỉ được để tối đa 5 hồ sơ trễ hạn."
    )
    assert effort(of_flows((96, 96), half, volume=4)) == "Dù 4_hồ sơ còn lại thế nào, cả năm cũng không thể đạt =_90_%."


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        (
            of_counts(7),
            "Đã có 7_buổi; để cả năm đạt ≥_12_buổi, cần thêm ít nhất 5_buổi trong 3 tháng còn lại "
            "(bình quân mỗi tháng 2).",
        ),
        (of_counts(10), "Đã có 10_buổi; để cả năm đạt ≥_12_buổi, cần thêm ít nhất 2_buổi trong 3 tháng còn lại."),
        (of_counts(12), "Đã có 12_buổi, đạt mục tiêu cả năm ≥_12_buổi."),
        (of_counts(11, months=0), f"{OVER}: 11_buổi, không đạt mục tiêu ≥_12_buổi."),
        (of_counts(12, months=0), f"{OVER}: 12_buổi, đạt mục tiêu ≥_12_buổi."),
        (
            of_counts(4, Demand("<=", 10, 10, None)),
            "Đã có 4_buổi; để cả năm đạt ≤_10_buổi, chỉ được có thêm tối đa 6_buổi trong 3 tháng còn lại "
            "(bình quân mỗi tháng 2).",
        ),
        (of_counts(11, Demand("<=", 10, 10, None)), "Đã có 11_buổi, không còn khả năng đạt mục tiêu cả năm ≤_10_buổi."),
        (
            of_counts(7, Demand("=", 12, 12, None)),
            "Đã có 7_buổi; để cả năm đạt =_12_buổi, cần thêm đúng 5_buổi trong 3 tháng còn lại "
            "(bình quân mỗi tháng 2).",
        ),
    ],
)
def test_what_a_number_for_the_year_takes(seen: Outlook, text: str) -> None:
    assert effort(seen, DIALOGUES) == text


@pytest.mark.parametrize(
    ("now", "final", "text"),
    [
        ((60, 80), EIGHTY, "Hiện 60/80_thủ tục; để đạt ≥_80_% cần thêm 4_thủ tục đạt yêu cầu."),
        ((66, 80), EIGHTY, "Hiện 66/80_thủ tục, đạt ≥_80_%; còn dư 2_thủ tục so với mức phải đạt."),
        ((64, 80), EIGHTY, "Hiện 64/80_thủ tục, vừa đủ để đạt ≥_80_%."),
        ((6, 80), AT_MOST_5, "Hiện 6/80_thủ tục; để đạt ≤_5_% cần bớt 2_thủ tục thuộc “Thủ tục đã làm trực tuyến”."),
        ((1, 3), Demand("=", 50, 50, None), "Hiện 1/3_thủ tục; với tổng số này không thể đạt =_50_%."),
    ],
)
def test_what_a_ratio_of_what_there_is_takes(now: tuple[int, int], final: Demand, text: str) -> None:
    assert effort(of_stocks(now, final), ONLINE) == text


@pytest.mark.parametrize(
    ("seen", "verdict"),
    [
        (of_flows((2012, 2250), volume=221), outlook_words.STILL),
        (of_flows((2000, 2250), volume=221), outlook_words.NO_LONGER),
        (of_flows((2000, 2050), volume=100), outlook_words.EXPECTED),
        (of_flows((2012, 2250), volume=0, months=0), outlook_words.FAILED),
        (of_flows((2250, 2500), volume=0, months=0), outlook_words.REACHED),
        (of_flows((2250, 2500), volume=0, months=0, reported=0), outlook_words.SO_FAR),
        (of_flows((2012, 2250), volume=221, months=0, owed=221, reported=0), outlook_words.STILL),
        (of_counts(12), outlook_words.REACHED),
        (of_counts(7), outlook_words.STILL),
        (of_counts(12, months=0, reported=0), outlook_words.SO_FAR),
        (of_stocks((66, 80), EIGHTY), outlook_words.NOW),
        (of_stocks((60, 80), EIGHTY), outlook_words.STILL),
        (of_stocks((1, 3), Demand("=", 50, 50, None)), outlook_words.NO_LONGER),
        (of_flows((2012, 2250), None, volume=221), None),
        (of_nothing(GRADE, EIGHTY), None),
    ],
)
def test_the_verdict_says_no_more_than_is_sure(seen: Outlook, verdict: outlook_words.Verdict | None) -> None:
    assert outlook_words.verdict(seen) == verdict


@pytest.mark.parametrize(
    ("seen", "indicator", "text"),
    [
        (of_flows((9, 10), volume=10), ON_TIME, "Mục tiêu ≥_90_%, như nhau trong các tháng của năm."),
        (of_flows((9, 10), None, volume=10), ON_TIME, ""),
        (
            of_flows((9, 10), Demand(">=", 95, 95, 90.25), volume=10, target=90.0, bound=90.0), ON_TIME,
            "Mục tiêu hiện nay ≥_90_%, cuối năm ≥_95_%.",
        ),
        (
            of_flows((9, 10), volume=10, operator="", target=NAN, bound=NAN), ON_TIME,
            "Mục tiêu chưa áp dụng trong tháng này; cuối năm là ≥_90_%.",
        ),
        (of_counts(7, bound=9.0), DIALOGUES, "Theo tiến độ, đến nay cần ≥ 9_buổi; mục tiêu cả năm ≥_12_buổi."),
        (of_counts(7, bound=NAN), DIALOGUES, "Chưa đến hạn; mục tiêu cả năm ≥_12_buổi."),
        (
            of_nothing(GRADE, EIGHTY), GRADE,
            "Mục tiêu cả năm xếp loại Tốt trở lên; kết quả do cơ quan cấp trên công bố.",
        ),
    ],
)  # fmt: skip
def test_what_is_expected_by_now(seen: Outlook, indicator: Indicator, text: str) -> None:
    assert outlook_words.pace_sentence(indicator, seen).replace("\u00a0", "_") == text


@pytest.mark.parametrize(
    ("volume", "months", "text"),
    [
        (
            Volume(1221, (), Basis.SAME_MONTHS_LAST_YEAR, complete=True), 3,
            "Còn 3 tháng (T10–T12/2024), dự kiến phát sinh 1.221_hồ sơ "
            "(theo cùng kỳ năm trước, điều chỉnh theo mức tăng, giảm của năm nay).",
        ),
        (
            Volume(
                6540, (), Basis.SAME_MONTHS_LAST_YEAR, complete=True, owed=690, unreported=((Month(2024, 10), 4),)
            ), 2,
            "Còn 2 tháng (T11–T12/2024), dự kiến 6.540_hồ sơ, gồm cả tháng 10 của 4 đơn vị chưa có số liệu "
            "(theo cùng kỳ năm trước, điều chỉnh theo mức tăng, giảm của năm nay).",
        ),
        (
            Volume(
                900, (), Basis.MEAN_SO_FAR, complete=True, owed=900,
                unreported=((Month(2024, 10), 4), (Month(2024, 11), 15), (Month(2024, 12), 15)),
            ), 0,
            "Không còn tháng nào của năm kế hoạch nhưng chưa đủ số liệu cả năm: dự kiến 900_hồ sơ "
            "của tháng 10 của 4 đơn vị, các tháng 11, 12 của 15 đơn vị (theo trung bình các tháng đã có của năm).",
        ),
        (
            Volume(80, (), Basis.MEAN_SO_FAR, complete=False), 1,
            "Còn 1 tháng (T12/2024), dự kiến phát sinh 80_hồ sơ "
            "(theo trung bình các tháng đã có của năm; tạm tính vì còn đơn vị chưa báo cáo).",
        ),
    ],
)  # fmt: skip
def test_the_expected_volume_is_told_with_its_grounds(volume: Volume, months: int, text: str) -> None:
    seen = of_flows((9, 10), volume=volume.total, months=months)
    assert outlook_words.volume_sentence(ninh_son(), ON_TIME, seen, volume).replace("\u00a0", "_") == text


def test_a_year_to_date_that_some_unit_still_owes_is_provisional() -> None:
    assert outlook_words.provisional(ninh_son(), of_flows((9, 10), volume=10)) == ""
    some = of_flows((9, 10), volume=10, scope="commune", reported=7, expected=8)
    assert outlook_words.provisional(ninh_son(), some) == "Tạm tính: 7/8 xã có đủ số liệu."
    none = of_flows((9, 10), volume=10, reported=0, numerator=NAN)
    assert outlook_words.provisional(ninh_son(), none) == ""


def test_what_each_month_would_have_to_be_is_told_for_another_rate() -> None:
    """(2 012 + 0.95 × 250) ÷ 2 500 = 89.98 %."""
    said = [
        outlook_words.what_if_sentence(ON_TIME, rate, value, AT_LEAST_90) for rate, value in ((95, 89.98), (96, 90.08))
    ]
    assert [text.replace("\u00a0", "_") for text in said] == [
        "Nếu từ nay kết quả mỗi tháng là 95_% thì cả năm là 89,98_%, không đạt mục tiêu ≥_90_%.",
        "Nếu từ nay kết quả mỗi tháng là 96_% thì cả năm là 90,1_%, đạt mục tiêu ≥_90_%.",
    ]
    assert outlook_words.what_if_sentence(SURVEY, 50, 71.44, None).endswith("cả năm là 71,4\u00a0%.")


def test_other_kinds_are_told_that_nothing_can_be_reckoned() -> None:
    assert effort(of_nothing(GRADE, EIGHTY), GRADE) == outlook_words.NOT_RECKONED
    assert effort(of_nothing(GRADE, EIGHTY, months=0), GRADE) == outlook_words.YEAR_OVER
    assert effort(of_nothing(GRADE, EIGHTY, months=0, reported=0), GRADE) == outlook_words.NOT_ALL
    assert effort(of_nothing(DIALOGUES, TWELVE, course=Course.TOTAL), DIALOGUES) == outlook_words.NOT_RECKONED
