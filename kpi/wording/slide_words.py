"""What the slides of a meeting say: short, because they are read across a room."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence

from kpi.findings import Finding
from kpi.meetings import AgendaItem, Decision, ItemKind, Meeting, days_late, is_open
from kpi.months import Month, Period
from kpi.notes import Note
from kpi.plan import WHOLE, Indicator, Plan, Unit
from kpi.punctuality import MonthReport, Punctuality
from kpi.scoring import Score
from kpi.targets import Status
from kpi.tasks import TaskPart, TaskRow
from kpi.wording import (
    decision_words,
    finding_words,
    formats,
    labels,
    meeting_words,
    note_words,
    task_words,
    unit_words,
)
from kpi.wording.minutes_words import item_title
from kpi.wording.sentences import cell_with_unit, target_text, value_text

FIGURES_TITLE = "Mở số liệu của mục này (phím O)"
PREVIEW = "Xem trước, chưa chốt số"
NO_CONTENT = "Kế hoạch hoặc tháng này không có số liệu cho mục này."
UNITS = "Từng đơn vị, kém nhất trước"
WHY, EXPLANATION, CHECK = "Đơn vị giải trình", "Giải trình", "Đối chiếu"
NO_WHY = "Chưa có giải trình hoặc ghi chú của tháng này."
LATE_TASKS = "Nhiệm vụ trễ hạn"
AHEAD = "Để đạt mục tiêu cả năm"
HOW_MUCH = "Cần làm"
ATTENTION = "Cần chú ý nhất"
YEAR = "Lũy kế"
MISSED_BY_UNIT = "Chưa đạt, gần đạt"
NOTHING_MISSED = "Đơn vị đạt mọi chỉ tiêu có kết quả."
NO_LATE_TASKS = "Không có nhiệm vụ trễ hạn."
OPEN_DECISIONS = "Kết luận của các cuộc họp trước"
REPORTING = "Báo cáo"
PARTS = "Phần việc của các đơn vị"
EVERYBODY_ON_TIME = "Mọi đơn vị nộp đúng hạn."
DECIDED_HERE = "Kết luận tại mục này"

FIGURES_OF = "Số liệu đã dùng"
RANKED = "Xếp hạng các đơn vị"
EVERY_INDICATOR = "Mọi chỉ tiêu"
EVERY_TASK = "Mọi nhiệm vụ"
EVERY_REPORT = "Báo cáo của từng đơn vị"
AT_LAST_MEETING = "Cuộc họp trước"
TASK, DUE, STANDING, LATE = "Nhiệm vụ", "Hạn", "Tình hình", "Trễ"
INDICATOR, VALUE, COUNTS, TARGET, STATUS = "Chỉ tiêu", "Kết quả", "Tử số / mẫu số", "Mục tiêu", "Trạng thái"
UNIT, DECISION, FOLLOW_UPS = "Đơn vị", "Kết luận", "Diễn biến"
PERCENT, DOCUMENT = "Tiến độ", "Văn bản"
OF_MONTH = "Trong tháng"
SIGNED = "Ai nộp, ai duyệt số liệu này"
OF_REPORT, SUBMITTED, APPROVED, CORRECTED = "Báo cáo", "Người nộp", "Người duyệt", "Điều chỉnh sau duyệt"
PUBLISHED = "Văn bản công bố"
UPDATED = "Cập nhật"
NOTHING = "–"


def heading(plan: Plan, item: AgendaItem) -> str:
    """The one thought of a slide."""
    match item.kind:
        case ItemKind.INDICATOR if item.subject in plan.indicator_of_id:
            return plan.indicator_of_id[item.subject].name
        case ItemKind.TASK:
            return next((task.text for task in plan.tasks if task.id == item.subject), item.subject)
        case _:
            return item_title(plan, item)


def below(plan: Plan, meeting: Meeting, item: AgendaItem) -> str:
    """Of what a slide tells: "Cấp xã · Lũy kế 10 tháng năm 2024"."""
    match item.kind:
        case ItemKind.DECISIONS | ItemKind.OTHER:
            return meeting_line(meeting)
        case ItemKind.REPORTING:
            return formats.month(meeting.month).capitalize()
        case ItemKind.INDICATOR if _has(plan, item.scope):
            return f"{labels.scope_name(plan, item.scope)} · {formats.period(meeting.month, Period.YEAR_TO_DATE)}"
        case ItemKind.TASK:
            return f"{meeting_words.KINDS[item.kind]} {item.subject}"
        case _:
            return formats.period(meeting.month, Period.YEAR_TO_DATE)


def _has(plan: Plan, scope: str) -> bool:
    return scope == WHOLE or scope in plan.level_of_id or scope in plan.unit_of_id


def meeting_line(meeting: Meeting) -> str:
    """Which meeting is shown: "Họp giao ban ngày 12/11/2024, số liệu tháng 10/2024"."""
    return meeting_words.name(meeting)


def frozen(at: dt.datetime | None) -> str:
    """When the figures were frozen, or that they are not: "Số liệu chốt lúc 08:00 ngày 12/11/2024"."""
    return PREVIEW if at is None else f"Số liệu chốt lúc {formats.moment(at)}"


def changed(
    indicator: Indicator, *, then: Score, now: Score, on: dt.date | None, corrected: bool, short: bool = False
) -> str:
    """How a score moved since it was frozen: "Từ đó đến nay đã thay đổi: 84,2 % → 85,0 % (điều chỉnh ngày …)"."""
    before, after = _value(indicator, then), _value(indicator, now)
    if before == after:
        before, after = f"{before} ({_counts(then)})", f"{after} ({_counts(now)})"
    why = "" if on is None else f" ({'điều chỉnh' if corrected else 'duyệt thêm'} ngày {formats.day(on)})"
    begun = f"{indicator.short} " if short else "Từ đó đến nay đã thay đổi: "
    return f"{begun}{before} → {after}{why}"


def changed_many(count: int, first: str) -> str:
    """How many scores moved since they were frozen, and the first of them."""
    return f"Từ đó đến nay {count} kết quả đã thay đổi: {first}" + ("…" if count > 1 else "")


def _value(indicator: Indicator, score: Score) -> str:
    return labels.STATUS[score.status].lower() if math.isnan(score.value) else cell_with_unit(indicator, score)


def _counts(score: Score) -> str:
    return unit_words.fraction(score) or NOTHING


def big(indicator: Indicator, score: Score) -> str:
    """The figure of a slide; "–" where there is none."""
    return NOTHING if math.isnan(score.value) else cell_with_unit(indicator, score)


def target(indicator: Indicator, score: Score) -> str:
    """What is asked: "Mục tiêu ≥ 90 %", "Không giao số"."""
    asked = target_text(indicator, score)
    return f"Mục tiêu {asked}" if asked else "Không giao số"


def counts(score: Score) -> str:
    """The counts behind a ratio: "256/297"; "" where it has none."""
    return unit_words.fraction(score)


def fraction(score: Score) -> str:
    """A score of one month in a table: the counts behind it, or its value where it has none."""
    if math.isnan(score.value):
        return labels.SYMBOL[score.status]
    return unit_words.fraction(score) or formats.exact(score.value)


def counts_caption(indicator: Indicator) -> str:
    """What a table of counts holds."""
    what = "Tử số / mẫu số" if indicator.denominator else VALUE
    return f"{what} theo đơn vị, {'lũy kế đến từng tháng' if indicator.year_long else 'từng tháng'}"


def more_units() -> str:
    """What is left off a list of units; {n} is how many, put in where the list is cut."""
    return "và {n} đơn vị khác"


def more(what: str) -> str:
    """What is left off another list.

    >>> more(TASK)
    'và {n} nhiệm vụ khác'
    """
    return f"và {{n}} {what.lower()} khác"


def explanation(unit: Unit, text: str) -> str:
    """What a unit wrote beside figures that do not add up: "Ma Nới: “hồ sơ liên thông”"."""
    return f"{unit.short}: “{text}”"


def note(plan: Plan, written: Note) -> str:
    """What was noted on a scope: "⚑ Ma Nới: Mất kết nối hệ thống một cửa 6 ngày"."""
    return f"{note_words.SYMBOLS[written.kind]} {labels.scope_short(plan, written.scope)}: {written.text}"


def task_line(row: TaskRow) -> str:
    """A late task of an indicator: "IV.4b: Rà soát… (trễ 61 ngày)"."""
    return f"{row.task.id}: {row.task.text} ({task_words.late(row.late_days, row.standing)})"


def tasks_line(count: int, late: int) -> str:
    """How many tasks serve an indicator, and how many of them are late; "" where none does."""
    if not count:
        return ""
    return f"{count} nhiệm vụ phục vụ chỉ tiêu này, " + (f"{late} trễ hạn" if late else "không có nhiệm vụ trễ hạn")


def late_by(part: TaskPart) -> str:
    """How late a unit is with its part; "" where it is not."""
    return task_words.late(part.late_days, part.standing)


def finding(plan: Plan, found: Finding) -> str:
    """What needs attention, in one sentence."""
    return finding_words.finding_sentence(plan, found)


def since_last(earlier: Meeting) -> str:
    """Which meeting the state is held against."""
    return f"So với cuộc họp ngày {formats.day(earlier.day)} (số liệu {formats.month(earlier.month)})"


def moved(now: int, before: int) -> str:
    """How a count moved since the meeting before.

    >>> moved(14, 12), moved(12, 14).replace(formats.MINUS, "-"), moved(3, 3)
    ('+2', '-2', 'không đổi')
    """
    if now == before:
        return "không đổi"
    return f"{'+' if now > before else formats.MINUS}{formats.number(abs(now - before))}"


def gained(plan: Plan, indicators: Iterable[str]) -> str:
    """The indicators that reach their target by now; "" for none."""
    named = _named(plan, indicators)
    return f"Thêm đạt: {named}." if named else ""


def lost(plan: Plan, indicators: Iterable[str]) -> str:
    """The indicators that reach their target no longer; "" for none."""
    named = _named(plan, indicators)
    return f"Không còn đạt: {named}." if named else ""


def _named(plan: Plan, indicators: Iterable[str]) -> str:
    return ", ".join(plan.indicator_of_id[one].short for one in indicators if one in plan.indicator_of_id)


def other_statuses(found: Mapping[Status, int]) -> str:
    """What is neither met nor near nor missed."""
    return unit_words.others(found)


def decisions_line(carried: Sequence[Decision], day: dt.date) -> str:
    """How much is still to be done: "5 kết luận còn mở, 2 trễ hạn"."""
    still_open = [one for one in carried if is_open(one, day)]
    if not still_open:
        return decision_words.NOTHING_OPEN
    return decision_words.counted(len(still_open), sum(days_late(one, day) > 0 for one in still_open))


def responsible(plan: Plan, decision: Decision) -> str:
    """Who does it until when: "Xã Ma Nới · hạn 15/12/2024"."""
    return f"{decision_words.unit_name(plan, decision.unit)} · {decision_words.due(decision)}"


def follow_up(decision: Decision) -> str:
    """The last that was told of a decision: "15/11/2024: đã bố trí cán bộ"; "" where nothing was."""
    return follow_ups(decision)[-1] if decision.follow_ups else ""


def follow_ups(decision: Decision) -> list[str]:
    """All that was told of a decision, the oldest first."""
    return [f"{formats.day(one.at.astimezone(formats.VIETNAM).date())}: {one.text}" for one in decision.follow_ups]


def decided(plan: Plan, decision: Decision) -> str:
    """A decision on one line: "Xã Ma Nới, hạn 15/12/2024: Bố trí thêm cán bộ một cửa"."""
    return f"{decision_words.unit_name(plan, decision.unit)}, {decision_words.due(decision)}: {decision.text}"


def decided_here(count: int) -> str:
    """How many decisions were made on an item, before the last of them: "Kết luận (2)"."""
    return f"{DECISION} ({count})"


def on_time(reports: Sequence[MonthReport]) -> str:
    """How many of the reports that were due came in time: "17/21"; "–" while none was."""
    due = [one for one in reports if one.was_due]
    return f"{sum(one.was_on_time for one in due)}/{len(due)}" if due else NOTHING


def on_time_words(month: Month) -> str:
    """What that fraction is of."""
    return f"báo cáo {formats.month(month)} đúng hạn"


def year_share(month: Month, due: Sequence[MonthReport]) -> str:
    """The reports of the year in time: "Năm 2024: 150/170 báo cáo đúng hạn (88 %), 15 trễ, 5 thiếu."."""
    return unit_words.on_time_share(month.year, due)


def report(told: MonthReport) -> tuple[str, str]:
    """A symbol and words for what became of a report: "quá hạn 7 ngày", "trễ 3 ngày", "nộp đúng hạn, bị trả lại"."""
    symbol = unit_words.PUNCTUALITY_SYMBOL[told.punctuality]
    if told.punctuality is Punctuality.MISSING:
        return symbol, f"chưa nộp, quá hạn {told.days} ngày"
    if told.punctuality is Punctuality.RETURNED:
        return symbol, f"nộp {f'trễ {told.days} ngày' if told.days else 'đúng hạn'}, bị trả lại"
    return symbol, unit_words.punctuality(told)


def report_of(told: MonthReport) -> str:
    """The same of one unit, with the month: "Báo cáo tháng 10/2024: trễ 3 ngày"."""
    symbol, said = report(told)
    return f"{symbol} {REPORTING} {formats.month(told.month)}: {said}"


def chart(indicator: Indicator, points: Sequence[Score], *, of_single_months: bool) -> str:
    """A trend in one sentence, for who does not see it: each month with its value."""
    told = "; ".join(
        f"{formats.short_month(Month.from_ordinal(one.month))} "
        + (NOTHING if math.isnan(one.value) else value_text(indicator, one.value))
        for one in points
    )
    return f"{chart_title(of_single_months=of_single_months)}: {told}"


def chart_title(*, of_single_months: bool) -> str:
    """What the points of a trend are."""
    return "Kết quả từng tháng" if of_single_months else "Lũy kế đến từng tháng"


def signature(who: str, at: dt.datetime | None) -> str:
    """Who signed and when: "Nguyễn Văn Tâm, 09:30 ngày 03/04/2024"; "–" where nobody did."""
    return ", ".join(part for part in (who, "" if at is None else formats.moment(at)) if part) or NOTHING


def quoted(text: str) -> str:
    """Words of the plan as they stand there.

    >>> quoted("…90% số lượng hồ sơ")
    '“…90% số lượng hồ sơ”'
    """
    return f"“{text}”"


def chart_goal(asked: str) -> str:
    """What the dashed line of a chart is, where there is no room for it at the line."""
    return f"nét đứt: mục tiêu {asked}"
