"""The words of the indicator screen: its sections, its readings, its units side by side."""

from enum import StrEnum

from kpi.months import Month, Period
from kpi.peers import Standing
from kpi.plan import Indicator, Plan
from kpi.scoring import Score
from kpi.wording import flow_words, formats, labels, screens, status_words
from kpi.wording.csv_text import About

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
APPROVED_ONLY = "Số đã duyệt"
RANK = "Hạng"
LEVEL = "Cấp"
OF_UNITS = "Trong số"
NUMERATOR = "Tử số"
DENOMINATOR = "Mẫu số"
LAST_YEAR_NUMERATOR = "Tử số cùng kỳ"
LAST_YEAR_DENOMINATOR = "Mẫu số cùng kỳ"
SHARE_OF_TOTAL = "Tỷ trọng"
RANKED = "Xếp hạng các đơn vị"
LATE_TASKS = "Nhiệm vụ phục vụ chỉ tiêu này"
NO_TASKS = "Kế hoạch không gắn nhiệm vụ nào với chỉ tiêu này."


def about(
    plan: Plan, indicator: Indicator, scope: str, month: Month, covered: str, *, approved: bool, demo: bool
) -> About:
    """What a table of the screen is about: the indicator, its scope, the months covered, and which figures."""
    where = labels.scope_name(plan, scope)
    figures = APPROVED_ONLY if approved else flow_words.UNAPPROVED_TOO.capitalize()
    return About(
        f"{indicator.short}, {where}, {formats.short_month(month)}",
        (
            *((screens.DEMO_MARK,) if demo else ()),
            indicator.name,
            f"{where}. {covered}. {figures}.",
            screens.plan_title(plan),
        ),
    )


def each_month(month: Month) -> str:
    """What single months up to one cover."""
    return f"Kết quả riêng từng tháng, đến hết {formats.month(month)}"


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
    limits = status_words.interval(indicator, score)
    if limits is None:
        return ""
    shown = " đến ".join(formats.quantity(formats.number(limit, 1), "%") for limit in limits)
    answers = formats.exact(score.denominator)
    sentence = f"Khoảng tin cậy 95{formats.NO_BREAK}% (Wilson): {shown}, từ {answers} phiếu hợp lệ"
    if status_words.is_unsure(indicator, score):
        asked = f"{labels.OPERATOR[score.operator]} {formats.quantity(formats.exact(score.bound), '%')}"
        return f"{sentence}; {status_words.UNSURE} vì mục tiêu {asked} nằm trong khoảng này."
    return f"{sentence}."


def status_text(indicator: Indicator, score: Score) -> str:
    """A status with its symbol and all that qualifies it: "✓ Đạt (tạm tính; mẫu nhỏ)"."""
    return status_words.with_symbol(indicator, score, *([labels.FEW] if score.small else []))


def rank_text(place: Standing) -> str:
    """A place among units: "3", "đồng hạng 3"."""
    return f"{'đồng hạng ' if place.tied else ''}{place.rank}"
