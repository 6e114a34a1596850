"""Control charts in words: what the last month says, since when, and whether the target can be relied on."""

from collections.abc import Sequence

import pytest

from kpi.control import Assurance, ControlChart, MonthValue, Signal, TooFew, Variation, control_chart
from kpi.months import Month
from kpi.plan import Indicator
from kpi.targets import Demand
from kpi.wording import control_words
from tests.builders import ward
from tests.office import ninh_son

FIRST = Month(2025, 1)
ON_TIME, WAITING, INSPECTIONS = (ward().indicator_of_id[name] for name in ("on_time", "waiting", "inspections"))
AT_LEAST, AT_MOST = Demand(">=", 90, 90, 85.5), Demand("<=", 15, 15, 15.79)


def chart(
    values: Sequence[float],
    *,
    indicator: Indicator = ON_TIME,
    target: float | None = 90,
    rebases: tuple[Month, ...] = (),
) -> ControlChart:
    """The chart of months from January 2025, shares of 100 dossiers unless it is another indicator."""
    months = [MonthValue(FIRST + at, value, 100, target) for at, value in enumerate(values)]
    made = control_chart(
        months,
        proportion=indicator is ON_TIME,
        direction=indicator.direction,
        operator="<=" if indicator is WAITING else ">=",
        rebases=rebases,
    )
    assert isinstance(made, ControlChart)
    return made


def written(text: str) -> str:
    return text.replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([93, 97] * 6, "Tháng 12/2025 là 97,0_%, không khác rõ mức trung bình 95,0_%."),
        (
            [93, 97] * 6 + [76],
            "Tháng 1/2026 là 76,0_%, trung bình 93,5_%: vượt giới hạn.",
        ),
        (
            [95] * 7 + [85] * 7,
            "Tháng 2/2026 là 85,0_%, trung bình 90,0_%: từ 7 tháng liền trở lên ở một phía của trung bình, "
            "có dấu hiệu từ tháng 8/2025.",
        ),
        (
            [93, 97] * 3 + [97, 96, 95, 94, 93, 92, 91],
            "Tháng 1/2026 là 91,0_%, trung bình 94,5_%: từ 7 tháng liền trở lên cùng tăng hoặc cùng giảm, "
            "có dấu hiệu từ tháng 7/2025.",
        ),
    ],
    ids=["common", "outside", "shift", "trend"],
)
def test_the_last_month_stands_beside_the_mean_with_its_grounds_and_their_beginning(
    values: list[float], text: str
) -> None:
    assert written(control_words.variation_sentence(ON_TIME, chart(values))) == text


def test_the_mean_of_counts_keeps_a_decimal() -> None:
    """Three inspections in twelve months."""
    seen = chart([0, 0, 0, 1] * 3, indicator=INSPECTIONS)
    assert written(control_words.variation_sentence(INSPECTIONS, seen)) == (
        "Tháng 12/2025 là 1_cuộc, không khác rõ mức trung bình 0,3_cuộc."
    )


@pytest.mark.parametrize(
    ("seen", "indicator", "asked", "text"),
    [
        (
            chart([14, 16] * 6, indicator=WAITING, target=15), WAITING, AT_MOST,
            "Cứ như hiện nay, kết quả từng tháng sẽ trong khoảng 9,7_phút đến 20,3_phút; mục tiêu ≤_15_phút.",
        ),
        (
            chart([100] * 12), ON_TIME, AT_LEAST,
            "Cứ như hiện nay, kết quả từng tháng sẽ ở mức 100,0_%; mục tiêu ≥_90_%.",
        ),
        (
            chart([93, 97] * 6 + [76]), ON_TIME, AT_LEAST,
            "Theo các tháng đã qua, kết quả từng tháng trong khoảng 79,1_% đến 100,0_%; mục tiêu ≥_90_%. "
            "Kết quả đang thay đổi nên nhận định này chỉ để tham khảo.",
        ),
        (chart([93, 97] * 6), ON_TIME, None, "Không có mục tiêu cho riêng từng tháng."),
        (
            chart([14, 16] * 6, indicator=WAITING, target=15, rebases=(Month(2025, 12),)), WAITING, AT_MOST,
            "Mới có một tháng kể từ mốc tính lại nên chưa có giới hạn.",
        ),
    ],
    ids=["range", "one level", "changing", "no target", "one month"],
)  # fmt: skip
def test_the_range_of_the_months_to_come_stands_beside_the_target(
    seen: ControlChart, indicator: Indicator, asked: Demand | None, text: str
) -> None:
    assert written(control_words.assurance_sentence(indicator, seen, asked)) == text


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        (chart([95] * 12), "Phương pháp p: tỷ lệ với mẫu số thay đổi; 12 tháng."),
        (chart([80, 97] * 6), "Phương pháp p′ (Laney): tỷ lệ dao động nhiều hơn ngẫu nhiên; 12 tháng."),
        (
            chart([14, 16] * 12, indicator=WAITING, rebases=(Month(2025, 7),)),
            "Phương pháp XmR: giá trị từng tháng và biên độ dao động; 18 tháng, tính lại từ T7/2025.",
        ),
        (
            chart([14, 16] * 6, indicator=WAITING, rebases=(Month(2025, 7),)),
            "Phương pháp XmR: giá trị từng tháng và biên độ dao động; 6 tháng, tính lại từ T7/2025; "
            "giới hạn tạm tính vì còn ít tháng.",
        ),
    ],
    ids=["p", "p-prime", "rebased", "provisional"],
)
def test_the_method_is_told_with_the_months_that_it_rests_on(seen: ControlChart, text: str) -> None:
    assert control_words.basis(seen) == text


@pytest.mark.parametrize(
    ("known", "begins"), [(11, "Mới có 11 tháng có số liệu;"), (0, "Chưa có tháng nào có số liệu;")]
)
def test_too_few_months_are_told_with_how_many_it_takes(known: int, begins: str) -> None:
    assert control_words.too_few(TooFew(known, 12)) == (
        f"{begins} cần ít nhất 12 tháng để lập biểu đồ kiểm soát. Trước mắt hãy xem trạng thái và tiến độ."
    )


@pytest.mark.parametrize(
    ("signals", "improving", "text"),
    [
        (set(), None, ""),
        ({Signal.OUTSIDE}, False, "▼ Đang xấu đi: vượt giới hạn"),
        (
            {Signal.TREND, Signal.OUTSIDE}, True,
            "▲ Đang tốt lên: vượt giới hạn, từ 7 tháng liền trở lên cùng tăng hoặc cùng giảm",
        ),
    ],
)  # fmt: skip
def test_the_signs_of_a_point_have_a_symbol_and_words(signals: set[Signal], improving: bool | None, text: str) -> None:
    assert control_words.signs(frozenset(signals), improving=improving) == text


def test_every_answer_has_a_symbol_and_words_of_its_own() -> None:
    for names, answers in ((control_words.VARIATION, Variation), (control_words.ASSURANCE, Assurance)):
        assert list(names) == list(answers)
        assert (
            len({symbol for symbol, _ in names.values()}) == len({words for _, words in names.values()}) == len(names)
        )


def test_the_target_of_a_month_is_written_as_on_the_sheet() -> None:
    assert written(
        control_words.target_text(ninh_son().indicator_of_id["satisfaction"], Demand(">", 90, 90, 85.5))
    ) == (">_90_%")


def test_months_of_few_are_told_under_the_chart() -> None:
    assert control_words.small(0) == ""
    assert control_words.small(3) == (
        "3 tháng có mẫu số dưới 30 (mẫu nhỏ): giới hạn của những tháng đó rộng, "
        "một trường hợp cũng làm kết quả lệch nhiều."
    )
