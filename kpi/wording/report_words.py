"""What the periodic report says as a Word file (báo cáo định kỳ) and on the leader's page (bản tóm tắt).

The layout of the Word file is that of Decree 30/2020/NĐ-CP, annex I.
"""

import datetime as dt
import math
from collections.abc import Mapping, Sequence

from kpi.cycles import Cycle
from kpi.findings import Finding
from kpi.meetings import Decision, days_late
from kpi.months import Month, Period
from kpi.plan import WHOLE, Indicator, Kind, Plan
from kpi.punctuality import Approvals
from kpi.scoring import Score
from kpi.targets import Status
from kpi.tasks import TaskRow
from kpi.wording import (
    decision_words,
    flow_words,
    formats,
    labels,
    minutes_words,
    periodic_words,
    screens,
    status_words,
    task_words,
)
from kpi.wording.sentences import cell_text, cell_with_unit, change_text, measured, target_text

SIGN = "BC"
SIGNED_BY = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
RECIPIENTS = "Nơi nhận:"

RESULTS = "A. KẾT QUẢ THỰC HIỆN THEO TỪNG LĨNH VỰC"
JUDGED = "B. ĐÁNH GIÁ CHUNG"
STANDS = "1. Kết quả chung"
LACKING = "2. Tồn tại, hạn chế"
AHEAD = "C. NHIỆM VỤ TRỌNG TÂM KỲ TỚI"
TASKS_AHEAD = "1. Nhiệm vụ đến hạn trong kỳ tới"
STILL_OPEN = "2. Kết luận họp giao ban chưa thực hiện xong"
NOTHING_LACKING = "Không phát hiện tồn tại, hạn chế theo các quy tắc theo dõi của kế hoạch."
NOTHING_JUDGED = "Chưa có số liệu đã duyệt để đánh giá."
NOTHING_AHEAD = "Không có nhiệm vụ nào đến hạn trong kỳ tới."

INDICATOR_HEAD = ("Chỉ tiêu", "Mục tiêu", "Trong kỳ", "Lũy kế từ đầu năm", "Trong kỳ so cùng kỳ năm trước", "Đánh giá")
WORK_HEAD = ("TT", "Nội dung", "Đơn vị chủ trì", "Thời hạn", "Tình hình")
APPENDIX = "Phụ lục"
UNIT_HEAD = "Đơn vị"
TARGET_HEAD = "Mục tiêu"
NOTHING = "–"

BRIEF = "TÓM TẮT KẾT QUẢ CẢI CÁCH HÀNH CHÍNH"
HEADLINES = "Chỉ tiêu chính"
HEADLINE_HEAD = ("Chỉ tiêu", "Lũy kế", "Mục tiêu", "Từng tháng trong năm", "Đánh giá")
LEGEND = "Đường liền: kết quả từng tháng; đường đứt: mức phải đạt. Chỗ ngắt là tháng không có kết quả."
ATTENTION = "Việc cần chú ý"
UNITS_BEHIND = "Đơn vị chưa đạt nhiều chỉ tiêu"
UNITS_HEAD = ("Đơn vị", "Chưa đạt", "Đáng chú ý")
REPORTS = "Báo cáo của các đơn vị"
DECISIONS = "Kết luận họp"
NO_FINDING = "Không có việc cần chú ý."
NO_UNIT_BEHIND = "Không có đơn vị nào chưa đạt nhiều chỉ tiêu."
PROVISIONAL_MARK = "*"
OTHERS = "và {count} mục khác"
OTHER_INDICATORS = "và {count} chỉ tiêu khác"
OTHER_UNITS = "và {count} đơn vị khác"

_MOST_FINDINGS = 20
_SHORT_BLANK = formats.NO_BREAK * 5


def grounds(plan: Plan, cycle: Cycle, month: Month, approvals: Approvals) -> str:
    """On which plan the report stands, with its number and day, whose figures are approved, and over which months."""
    named = periodic_words.alone(cycle, month)
    apart = f", trừ chỗ ghi riêng {named}" if named else ""
    return (
        f"Thực hiện {plan.title} (Kế hoạch số {plan.number} ngày {formats.day(plan.issued)}), {plan.authority} báo cáo "
        f"kết quả thực hiện công tác cải cách hành chính {periodic_words.covered(cycle, month)} "
        f"({periodic_words.approved_of_whom(approvals, month)}; kết quả từng chỉ tiêu tính "
        f"{periodic_words.cumulative(month)}{apart}) như sau:"
    )


def closing(plan: Plan, cycle: Cycle, month: Month) -> str:
    """The last sentence, with the sign that ends an official text."""
    return (
        f"Trên đây là báo cáo kết quả thực hiện công tác cải cách hành chính {periodic_words.covered(cycle, month)} "
        f"của {plan.authority}; kết quả của từng đơn vị tại Phụ lục kèm theo./."
    )


def recipients(plan: Plan) -> tuple[str, ...]:
    """To whom the report goes, those that the plan names among them."""
    named = (f"- {one};" for one in plan.recipients)
    return "- Cơ quan cấp trên (để báo cáo);", *named, "- Các đơn vị trong kế hoạch;", "- Lưu: VT."


def indicator_name(plan: Plan, spoken: Score) -> str:
    """An indicator in full, with the scope that speaks for it unless that is the whole authority."""
    return plan.indicator_of_id[spoken.indicator].name + _of_scope(plan, spoken)


def indicator_short(plan: Plan, spoken: Score) -> str:
    """The same in short: "Hồ sơ trên mạng – Cấp xã"."""
    return plan.indicator_of_id[spoken.indicator].short + _of_scope(plan, spoken)


def target(indicator: Indicator, score: Score) -> str:
    """What the plan asks for: "≥ 90 %", "không giao số"."""
    return target_text(indicator, score) or screens.NO_TARGET


def result(indicator: Indicator, score: Score | None) -> str:
    """A result in a cell, with what it is measured in: "92,5 %", "92,5 % (tạm tính)", "–" where there is none."""
    if score is None or math.isnan(score.value):
        return NOTHING
    return cell_with_unit(indicator, score) + (f" ({screens.PROVISIONAL})" if score.provisional else "")


def since_last_year(indicator: Indicator, score: Score | None, last_year: Score | None) -> str:
    """How a result differs from that of the same months a year before: "+1,2 điểm", "–" where one is not known."""
    if score is None or last_year is None or math.isnan(score.value) or math.isnan(last_year.value):
        return NOTHING
    return change_text(indicator, score.value, last_year.value)


def judged(indicator: Indicator, score: Score) -> str:
    """A status with its symbol: "✗ Chưa đạt", "✓ Đạt, chưa chắc chắn".

    That it is provisional is said by the result; where there is none, here: "∅ Không phát sinh (tạm tính)".
    """
    if math.isnan(score.value):
        return status_words.with_symbol(indicator, score)
    return f"{labels.SYMBOL[score.status]} {status_words.certain(indicator, score)}"


def several(sentences: Sequence[str]) -> tuple[str, ...]:
    """Sentences of one kind of finding; where there are many, the first of them and how many are left out."""
    left = len(sentences) - _MOST_FINDINGS
    if left <= 0:
        return tuple(sentences)
    return (*sentences[:_MOST_FINDINGS], f"Và {formats.number(left)} mục khác cùng loại.")


def nothing_lacking(state: Mapping[Status, int], otherwise: str = NOTHING_LACKING) -> str:
    """What is said where nothing was found: that all is well, unless nothing could be judged."""
    judged = sum(state.get(status, 0) for status in (Status.MET, Status.NEAR, Status.MISSED))
    return otherwise if judged else NOTHING_JUDGED


def task_row(plan: Plan, place: int, row: TaskRow) -> tuple[str, ...]:
    """A task that falls due, under WORK_HEAD."""
    due = NOTHING if row.task.due is None else formats.day(row.task.due)
    standing = f"{task_words.STANDINGS[row.standing]}, tiến độ {task_words.percent(row.percent)}"
    return str(place), f"{row.task.text.rstrip(' .')} ({row.task.id})", task_words.leads(plan, row), due, standing


def decision_row(plan: Plan, place: int, decision: Decision, day: dt.date) -> tuple[str, ...]:
    """A decision that is open, under WORK_HEAD, as it stands on a day."""
    last = max(decision.follow_ups, key=lambda one: one.at, default=None)
    standing = minutes_words.standing(decision, day, last)
    standing = f"{task_words.day_line(day)}: {standing[:1].lower()}{standing[1:]}"
    unit = decision_words.unit_name(plan, decision.unit)
    return str(place), decision.text, unit, formats.day(decision.due), standing


def appendix_title(month: Month) -> str:
    return f"KẾT QUẢ CỦA TỪNG ĐƠN VỊ, {formats.period(month, Period.YEAR_TO_DATE).upper()}"


def attached_to(plan: Plan, year: int) -> str:
    """To which report the appendix belongs; number and day are to be written in."""
    number = minutes_words.number(plan, SIGN).removeprefix("Số:")
    return f"(Kèm theo Báo cáo số{number} ngày{_SHORT_BLANK}tháng{_SHORT_BLANK}năm {year} của {plan.authority})"


def appendix_legend() -> str:
    """What the signs in the cells mean."""
    signs = "; ".join(f"{labels.SYMBOL[status]} {labels.STATUS[status].lower()}" for status in Status)
    marks = f"{PROVISIONAL_MARK} {screens.PROVISIONAL}; {status_words.UNSURE_MARK} {status_words.UNSURE}"
    return f"Ghi chú: {signs}; {marks}. Ô trống: không tính cho đơn vị."


def column(indicator: Indicator) -> str:
    """The head of an indicator's column: "Đúng hạn (%)"."""
    return f"{indicator.short} ({indicator.measured_in})"


def cell(indicator: Indicator, score: Score | None) -> str:
    """A unit's result in the appendix: "92,5 ✓", "92,5 ✓*" while provisional, "∅*" without one, "" where none is due.

    Growth has its sign and what it is measured in: "+2,1 % ✓".
    """
    if score is None:
        return ""
    symbol = status_words.symbol(indicator, score)
    mark = PROVISIONAL_MARK if status_words.is_provisional(score) else ""
    if math.isnan(score.value):
        return f"{symbol}{mark}"
    text = cell_with_unit(indicator, score) if indicator.kind is Kind.GROWTH else cell_text(indicator, score)
    return f"{text}{formats.NO_BREAK}{symbol}{mark}"


def unit_behind(plan: Plan, found: Finding) -> tuple[str, str, str]:
    """A unit that is behind, under UNITS_HEAD: "Xã Ma Nới", "7/15", "Hồ sơ trực tuyến 28,6 % < 50 %"."""
    assert found.score is not None, "a unit is behind by its scores"
    score, indicator = found.score, plan.indicator_of_id[found.score.indicator]
    asked = measured(indicator, formats.exact(round(score.bound, 2)), 0)
    worst = f"{indicator.short} {cell_with_unit(indicator, score)} {labels.OPPOSITE[score.operator]} {asked}"
    return labels.scope_name(plan, score.scope), f"{found.missed}/{found.judged}", worst


def decisions(open_ones: Sequence[Decision], day: dt.date) -> str:
    """How many decisions are open on a day, and how many of them are late."""
    if not open_ones:
        return decision_words.NOTHING_OPEN
    return f"{decision_words.counted(len(open_ones), sum(days_late(one, day) > 0 for one in open_ones))}."


def late_decision(plan: Plan, decision: Decision, day: dt.date) -> str:
    """A decision that is late: "Xã Ma Nới, trễ 12 ngày: Công khai hồ sơ trễ hạn"."""
    late = formats.number(days_late(decision, day))
    return f"{decision_words.unit_name(plan, decision.unit)}, trễ {late} ngày: {decision.text}"


def trend(indicator: Indicator, scores: Sequence[Score]) -> str:
    """A line of months in words, for who does not see it: "T1/2024 92,1 %; T2/2024 –"."""
    months = (f"{formats.short_month(Month.from_ordinal(one.month))} {result(indicator, one)}" for one in scores)
    return "; ".join(months) or NOTHING


def brief_period(cycle: Cycle, month: Month) -> str:
    """The months that the page covers, as in its heading."""
    return periodic_words.covered(cycle, month)


def brief_title(cycle: Cycle, month: Month) -> str:
    return f"Tóm tắt kết quả cải cách hành chính {periodic_words.covered(cycle, month)}"


def made(at: dt.datetime, month: Month, approvals: Approvals) -> str:
    """The last line of the page: when it was made, and of whose figures."""
    return f"Lập lúc {formats.moment(at)}; {periodic_words.approved(approvals, month)}; đầy đủ tại Báo cáo."


def marks(plan: Plan, provisional: Sequence[Score], corrected: Sequence[tuple[str, dt.date]]) -> tuple[str, ...]:
    """Which results may still change, by their short names, and which figures were corrected after approval."""
    said = []
    if provisional:
        named = "; ".join(plan.indicator_of_id[one.indicator].short for one in provisional)
        said.append(f"{formats.number(len(provisional))} chỉ tiêu {screens.PROVISIONAL} vì chưa đủ số liệu: {named}.")
    if corrected:
        said.append(f"{screens.CORRECTED}: {flow_words.corrected_units(plan, corrected)}.")
    return tuple(said)


def _of_scope(plan: Plan, score: Score) -> str:
    return "" if score.scope == WHOLE else f" – {labels.scope_name(plan, score.scope)}"
