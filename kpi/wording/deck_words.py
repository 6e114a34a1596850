"""What the slides of a periodic report say beside what the meeting's screen and the report itself say."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence

from kpi.cycles import Cycle
from kpi.figures import ReportState
from kpi.meetings import Decision, ItemKind
from kpi.months import Month, Period, period_start
from kpi.plan import Indicator, Plan
from kpi.punctuality import Punctuality
from kpi.scoring import Score
from kpi.targets import Status
from kpi.tasks import TaskPart, TaskRow, TaskStanding
from kpi.wording import (
    decision_words,
    finding_words,
    formats,
    formulas,
    labels,
    meeting_words,
    minutes_words,
    periodic_words,
    screens,
    sentences,
    slide_words,
    status_words,
    task_words,
    unit_words,
)

STATE = meeting_words.KINDS[ItemKind.STATE]
REPORTING = meeting_words.KINDS[ItemKind.REPORTING]
ATTENTION = finding_words.TITLE
NO_FINDINGS = finding_words.NOTHING
LATE_TASKS = slide_words.LATE_TASKS
NO_LATE_TASKS = slide_words.NO_LATE_TASKS
DECISIONS = slide_words.OPEN_DECISIONS
STATE_CHART = "Số chỉ tiêu theo trạng thái"
COUNT = "Số chỉ tiêu"
UNITS = slide_words.UNITS
VALUE, TARGET = "Kết quả", "Mục tiêu"
SOME_PROVISIONAL = f"Có kết quả tạm tính vì chưa đủ số liệu; danh sách ở trang “{STATE}”."

REPORTING_HEAD = ("Đơn vị", "Báo cáo", "Thời hạn nộp", "Điều chỉnh")
TASKS_HEAD = ("Mã", "Nhiệm vụ", "Thời hạn", "Trễ", "Đơn vị trễ hạn (số ngày)")
DECISIONS_HEAD = ("Nội dung kết luận", "Đơn vị chủ trì", "Thời hạn", "Tình hình")

LAYOUTS = ("Trang đầu", "Tiêu đề và nội dung", "Chỉ có tiêu đề")
PROMPT_TITLE, PROMPT_TEXT = "Bấm để nhập tiêu đề", "Bấm để nhập nội dung"
SHAPE_FIGURE, SHAPE_STATUS, SHAPE_SENTENCES, SHAPE_BELOW = "Kết quả", "Trạng thái", "Diễn giải", "Phạm vi, kỳ"
SHAPE_MARKS, SHAPE_DEMO, SHAPE_TREND, SHAPE_UNITS = (
    "Lưu ý về số liệu",
    "Dấu số liệu minh họa",
    "Diễn biến",
    "Các đơn vị",
)
SHAPE_TABLE, SHAPE_COUNTS, SHAPE_LEGEND, SHAPE_AUTHORITY = "Bảng", "Số chỉ tiêu", "Chú giải", "Cơ quan"
SHAPE_FOOTER, SHAPE_NUMBER, SHAPE_BESIDE = "Chân trang", "Số trang", "Trong kỳ và cùng kỳ"

_MOST_UNITS_NAMED = 6
_LONGEST_LABEL = 28
_IN_NOTES = "xem phần ghi chú của trang chiếu này"
_HANDED_IN = frozenset({ReportState.SUBMITTED, ReportState.APPROVED, ReportState.RETURNED})


def made(plan: Plan, at: str) -> tuple[str, ...]:
    """The plan that is reported on, and when the slides were made."""
    return screens.plan_title(plan), f"Lập lúc {at}"


def source(plan: Plan, month: Month, *, at: str, by: str) -> str:
    """Where the figures of a slide come from, for who speaks to it."""
    first = max(period_start(month, Period.YEAR_TO_DATE), plan.start)
    return (
        f"Nguồn: số liệu đã duyệt trong báo cáo tháng của các đơn vị, từ {formats.month(first)} đến hết "
        f"{formats.month(month)}; {screens.plan_title(plan)}. Lập lúc {at}, {by}."
    )


def footer(plan: Plan, cycle: Cycle, month: Month) -> str:
    """What stands below every slide: "Kế hoạch 395/KH-UBND · Báo cáo tháng 3 năm 2024"."""
    return f"{plan.number} · {periodic_words.KIND.capitalize()} {periodic_words.covered(cycle, month)}"


def part_of(title: str, place: int, count: int) -> str:
    """The title of one of several slides.

    >>> part_of("Việc cần chú ý", 1, 3), part_of("Việc cần chú ý", 1, 1)
    ('Việc cần chú ý (1/3)', 'Việc cần chú ý')
    """
    return f"{title} ({place}/{count})" if count > 1 else title


def more_findings(count: int) -> str:
    """What has no room on the slides: "Còn 36 việc khác: xem phần ghi chú của trang chiếu này."."""
    return f"Còn {formats.number(count)} việc khác: {_IN_NOTES}."


def more_units(count: int) -> str:
    """What has no room in a chart: "và 12 đơn vị khác: xem phần ghi chú của trang chiếu này"."""
    return f"{slide_words.more_units().format(n=formats.number(count))}: {_IN_NOTES}"


def marks(plan: Plan, provisional: Sequence[Score], corrected: Sequence[tuple[str, dt.date]]) -> tuple[str, ...]:
    """The same as the report's marks, with the short names of indicators; () for none."""
    named = "; ".join(
        f"{plan.indicator_of_id[one.indicator].short} ({sentences.completeness(plan, one)})" for one in provisional
    )
    said = (f"Kết quả tạm tính vì chưa đủ số liệu: {named}.",) if named else ()
    return (*said, *minutes_words.marks(plan, (), corrected))


def status_mark(status: Status) -> str:
    """A status with its symbol: "✗ Chưa đạt"."""
    return f"{labels.SYMBOL[status]} {labels.STATUS[status]}"


def state_alt(month: Month, counts: Mapping[Status, int]) -> str:
    """The chart of statuses in words, for who does not see it."""
    return f"{STATE_CHART}. {minutes_words.state(month, Period.YEAR_TO_DATE, counts)}"


def scope_line(plan: Plan, scope: str, month: Month) -> str:
    """Of what a slide tells: "Cấp xã · Lũy kế 3 tháng năm 2024"."""
    return f"{labels.scope_name(plan, scope)} · {formats.period(month, Period.YEAR_TO_DATE)}"


def beside(plan: Plan, cycle: Cycle, month: Month, *, of_period: Score | None, last_year: Score | None) -> str:
    """The report's own period and the same months a year before; "" where neither is known.

    "Riêng tháng 3/2024: 41,6 %; cùng kỳ năm trước: 27,6 %".
    """
    said = [own] if (own := periodic_words.own_period(plan, cycle, month, of_period)) else []
    if last_year is not None:
        indicator = plan.indicator_of_id[last_year.indicator]
        said.append(f"cùng kỳ năm trước: {sentences.value_text(indicator, last_year.value)}")
    text = "; ".join(said)
    return text[:1].upper() + text[1:]


def month_label(month: Month) -> str:
    """A month below a trend of one year: "T3"."""
    return f"T{month.number}"


def value_name(indicator: Indicator) -> str:
    """The head of a column of values: "Kết quả (%)"."""
    return f"{VALUE} ({indicator.measured_in})"


def trend_name(indicator: Indicator) -> str:
    """What the points of a trend are: "Kết quả từng tháng"."""
    return slide_words.chart_title(of_single_months=not indicator.year_long)


def trend_series(indicator: Indicator) -> str:
    """The name of a trend's line, with what it is measured in: "Kết quả từng tháng (%)"."""
    return f"{trend_name(indicator)} ({indicator.measured_in})"


def units_title(indicator: Indicator) -> str:
    """The title of the bars of units: "Các đơn vị (%)"."""
    return f"{UNITS} ({indicator.measured_in})"


def target_series(indicator: Indicator, trend: Sequence[Score]) -> str:
    """The name of the line that a trend is held against: "Mục tiêu ≥ 90 %", "Mục tiêu theo tiến độ"."""
    asked = {(one.operator, one.target) for one in trend if not math.isnan(one.bound)}
    if any(one.bound != one.target for one in trend if not math.isnan(one.bound)):
        return f"{TARGET} theo tiến độ"
    return slide_words.target(indicator, trend[-1]) if len(asked) == 1 else TARGET


def trend_alt(indicator: Indicator, points: Sequence[Score]) -> str:
    """A trend and its target in words, month by month, for who does not see it."""
    name = target_series(indicator, points) if any(not math.isnan(one.bound) for one in points) else ""
    told = slide_words.chart(indicator, points, of_single_months=not indicator.year_long)
    goals = "; ".join(
        f"{formats.short_month(Month.from_ordinal(one.month))} {formats.exact(round(one.bound, 2))}"
        for one in points
        if not math.isnan(one.bound)
    )
    return f"{indicator.name}. {told}." + (f" {name}: {goals}." if name else "")


def unit_label(plan: Plan, score: Score) -> str:
    """A unit beside its bar, with its mark; "*" is provisional: "✗ Ma Nới *"."""
    provisional = " *" if score.provisional and not math.isnan(score.value) else ""
    symbol = status_words.symbol(plan.indicator_of_id[score.indicator], score)
    return f"{symbol} {minutes_words.shortened(labels.scope_short(plan, score.scope), _LONGEST_LABEL)}{provisional}"


def units_legend(indicator: Indicator, scores: Sequence[Score], *, others: int) -> str:
    """What the marks beside the bars mean: "✗ Chưa đạt · ✓ Đạt · ? chưa chắc chắn · * tạm tính"."""
    said = [status_mark(status) for status in dict.fromkeys(one.status for one in scores)]
    if any(status_words.is_unsure(indicator, one) for one in scores):
        said.append(f"{status_words.UNSURE_MARK} {status_words.UNSURE}")
    if any(one.provisional and not math.isnan(one.value) for one in scores):
        said.append(f"* {screens.PROVISIONAL}")
    more = [more_units(others)] if others else []
    return " · ".join([*said, *more])


def units_told(plan: Plan, indicator: Indicator, scores: Iterable[Score]) -> str:
    """Every unit with its value, its counts and its mark, in the order given."""
    return f"{UNITS}: {'; '.join(_unit_told(plan, indicator, one) for one in scores)}."


def _unit_told(plan: Plan, indicator: Indicator, score: Score) -> str:
    counts = unit_words.fraction(score)
    standing = status_words.qualified(indicator, score).lower()
    return (
        f"{labels.scope_name(plan, score.scope)} {slide_words.big(indicator, score)}"
        f"{f' ({counts})' if counts else ''}, {standing}"
    )


def why(plan: Plan, indicator: Indicator) -> tuple[str, ...]:
    """The clause of the plan behind an indicator, and how it is worked out."""
    return clause(indicator), f"{screens.FORMULA}: {formulas.formula_text(plan, indicator)}."


def clause(indicator: Indicator) -> str:
    """The clause in the plan's own words."""
    return f"{screens.CLAUSE}: {indicator.clause}, “{indicator.quote}”"


def handed_in(state: ReportState | None, *, late: int, overdue: int) -> str:
    """What became of a month's report, with its symbol: "✓ đúng hạn", "✗ chưa nộp, quá hạn 7 ngày"."""
    symbols = unit_words.PUNCTUALITY_SYMBOL
    if overdue:
        return f"{symbols[Punctuality.MISSING]} chưa nộp, quá hạn {formats.number(overdue)} ngày"
    if late:
        return f"{symbols[Punctuality.LATE]} trễ {formats.number(late)} ngày"
    on_time = state in _HANDED_IN
    return f"{symbols[Punctuality.ON_TIME]} đúng hạn" if on_time else f"{symbols[Punctuality.OPEN]} chưa đến hạn"


def late_units(parts: Sequence[TaskPart], *, most: int | None = _MOST_UNITS_NAMED) -> str:
    """The units that are late with a task, with their days: "Ma Nới (61), Hòa Sơn (61) và 3 đơn vị khác"."""
    late = [
        f"{part.unit.short} ({formats.number(part.late_days)})" for part in parts if part.standing is TaskStanding.LATE
    ]
    more = 0 if most is None else len(late) - most
    return ", ".join(late[:most]) + (f" {slide_words.more_units().format(n=formats.number(more))}" if more > 0 else "")


def late_days(row: TaskRow) -> str:
    """How late a task is: "61 ngày"."""
    return f"{formats.number(row.late_days)} ngày"


def late_task_told(row: TaskRow) -> str:
    """A late task in full, for who speaks to it."""
    units = late_units(row.parts, most=None)
    text = row.task.text.rstrip(" .")
    return f"{row.task.id}: {text}; {task_words.due(row.task)}, trễ {late_days(row)}. Đơn vị trễ hạn: {units}."


def reported(unit: str, *cells: str) -> str:
    """A row of the table of reports in one line."""
    return f"{unit}: {', '.join(cell for cell in cells if cell != slide_words.NOTHING)}"


def decision_row(plan: Plan, decision: Decision, day: dt.date) -> tuple[str, ...]:
    """A decision that is open under DECISIONS_HEAD, as it stands on a day, with the last that was told of it."""
    last = max(decision.follow_ups, key=lambda one: one.at, default=None)
    standing = f"{decision_words.symbol(decision, day)} {minutes_words.standing(decision, day, last)}"
    return decision.text, decision_words.unit_name(plan, decision.unit), formats.day(decision.due), standing


def due_line(plan: Plan, month: Month) -> str:
    """Which month's reports are told, and until when they were due: "Tháng 3/2024 · hạn 05/04/2024"."""
    return f"{formats.month(month).capitalize()} · {decision_words.DUE.lower()} {formats.day(plan.due_day(month))}"


def state_name(state: ReportState | None) -> str:
    """Where a unit's report has come to."""
    return labels.state_name(state)


def late_task_row(row: TaskRow) -> tuple[str, ...]:
    """A late task under TASKS_HEAD."""
    due = slide_words.NOTHING if row.task.due is None else formats.day(row.task.due)
    return row.task.id, row.task.text, due, late_days(row), late_units(row.parts)


def table_alt(title: str, rows: int, heads: Iterable[str]) -> str:
    """What a table holds: "Nhiệm vụ trễ hạn: bảng 3 dòng, các cột Mã, Nhiệm vụ, Thời hạn"."""
    return f"{title}: bảng {rows} dòng, các cột {', '.join(heads)}"
