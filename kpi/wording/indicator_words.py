"""The words of the indicator screen: its sections, its readings, its units side by side."""

from enum import StrEnum

from kpi.intervals import straddles, wilson
from kpi.months import Period
from kpi.peers import Standing
from kpi.plan import Indicator
from kpi.scoring import Score
from kpi.targets import Status
from kpi.wording import formats, labels, screens

SECTION = "Xem"


class Section(StrEnum):
    """The parts of the screen, by their names in the address."""

    TREND = "dien-bien"
    UNITS = "don-vi"
    OUTLOOK = "trien-vong"
    PROCESS = "bien-dong"
    WORK = "nhiem-vu"


SECTIONS = {
    Section.TREND: "Diễn biến",
    Section.UNITS: "Từng đơn vị",
    Section.OUTLOOK: "Có kịp không",
    Section.PROCESS: "Có thay đổi không",
    Section.WORK: "Nhiệm vụ và ghi chú",
}

LAST_YEAR = "cùng kỳ"
NO_LAST_YEAR = "chưa có số cùng kỳ"
RANK = "Hạng"
SHARE_OF_TOTAL = "Tỷ trọng"
SMALL = "ít số liệu"
SMALL_BELOW = 30
"""A ratio of fewer than this many says little by itself (the usual rule of thumb for a proportion)."""
SMALL_HINT = f"“{SMALL}”: mẫu số dưới {SMALL_BELOW}, tỷ lệ dễ dao động mạnh."
RANKED = "Xếp hạng các đơn vị"
LATE_TASKS = "Nhiệm vụ phục vụ chỉ tiêu này"
NO_TASKS = "Kế hoạch không gắn nhiệm vụ nào với chỉ tiêu này."
UNSURE = "chưa chắc chắn"


def reading_name(period: Period) -> str:
    """The name of a length of time on the sheet."""
    return {Period.MONTH: "Riêng tháng", Period.QUARTER: "Lũy kế quý", Period.YEAR_TO_DATE: "Lũy kế năm"}[period]


def section_name(text: str) -> str:
    """The name of a section on a button."""
    return SECTIONS[Section(text)]


def survey_sentence(indicator: Indicator, score: Score) -> str:
    """How sure a share of survey answers is; "" where there are no answers.

    "Khoảng tin cậy 95 % (Wilson): 82,1 % đến 94,6 %, từ 90 phiếu hợp lệ; chưa chắc chắn đạt hay không."
    """
    if not indicator.survey or not score.denominator > 0 or not 0 <= score.numerator <= score.denominator:
        return ""
    low, high = wilson(score.numerator, score.denominator)
    shown = " đến ".join(formats.quantity(formats.number(limit, 1), "%") for limit in (low, high))
    answers = formats.exact(score.denominator)
    sentence = f"Khoảng tin cậy 95{formats.NO_BREAK}% (Wilson): {shown}, từ {answers} phiếu hợp lệ"
    if score.operator and straddles(low, high, score.operator, score.bound):
        asked = formats.quantity(formats.exact(score.bound), "%")
        return f"{sentence}; {UNSURE} vì mục tiêu {labels.OPERATOR[score.operator]} {asked} nằm trong khoảng này."
    return f"{sentence}."


def counts(score: Score) -> str:
    """The counts behind a ratio, flagged where they are few: "29/31", "5/6 (ít số liệu)"; "" where there are none."""
    if not score.denominator > 0:
        return ""
    flag = f" ({SMALL})" if score.denominator < SMALL_BELOW else ""
    return f"{formats.exact(score.numerator)}/{formats.exact(score.denominator)}{flag}"


def status_text(score: Score) -> str:
    """A status with its symbol, and whether figures are still owed: "✓ Đạt (tạm tính)"."""
    known = score.status not in {Status.NO_DATA, Status.UNPUBLISHED}
    provisional = f" ({screens.PROVISIONAL})" if score.provisional and known else ""
    return f"{labels.SYMBOL[score.status]} {labels.STATUS[score.status]}{provisional}"


def rank_text(place: Standing) -> str:
    """A place among units: "3/8", "đồng hạng 3/8"."""
    return f"{'đồng hạng ' if place.tied else ''}{place.rank}/{place.of}"
