"""What the screen of a unit says: its counts, its places among its peers, its reports month by month."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence

from kpi.figures import ReportState
from kpi.months import Month, Period
from kpi.notes import Note
from kpi.peers import Standing
from kpi.plan import Indicator, Kind, Plan, Unit
from kpi.punctuality import MonthReport, Punctuality
from kpi.scoring import Score
from kpi.targets import Status
from kpi.wording import flow_words, formats, labels, note_words, sentences

TITLE = "Đơn vị"
PRINT = "In trang này"
PRINT_HINT = "In trên một trang A4 dọc"

OTHER, OTHER_SYMBOL = "Khác", "○"
INDICATORS = "Các chỉ tiêu của đơn vị"
NO_INDICATORS = "Kế hoạch không giao chỉ tiêu nào tính riêng cho đơn vị này."
INDICATOR, VALUE, TARGET, STATUS = "Chỉ tiêu", "Kết quả", "Mục tiêu", "Trạng thái"
CHANGE, TREND, RANK = "So với tháng trước", "13 tháng gần nhất", "Thứ hạng"
PROVISIONAL = "tạm tính"
NOTHING = "–"

SIMILAR = "So với các đơn vị có khối lượng gần nhất"
NO_SIMILAR = "Chưa có khối lượng hồ sơ để tìm đơn vị tương đương."

TASKS = "Nhiệm vụ của đơn vị"
NO_TASKS = "Đơn vị không chủ trì nhiệm vụ nào của kế hoạch."
NO_TASKS_YET = "Tháng đang xem trước kỳ kế hoạch, chưa có nhiệm vụ."

REPORTS = "Kỷ luật báo cáo"
NO_REPORTS = "Đơn vị không phải nộp báo cáo tháng."
TO_REPORT = "Xem báo cáo"

CHANGES = "Điều chỉnh và ghi chú"
NO_CORRECTIONS = "Không có số liệu nào được điều chỉnh sau khi duyệt trong 12 tháng."
NO_NOTES = "Không có ghi chú nào về đơn vị trong 12 tháng."
TO_HISTORY = "Lịch sử thay đổi của đơn vị"

PUNCTUALITY_SYMBOL = {
    Punctuality.ON_TIME: "✓",
    Punctuality.LATE: "◔",
    Punctuality.MISSING: "✗",
    Punctuality.RETURNED: "↩",
    Punctuality.OPEN: "◷",
    Punctuality.NOT_OWED: "·",
}
_PUNCTUALITY = {
    Punctuality.ON_TIME: "đúng hạn",
    Punctuality.MISSING: "thiếu",
    Punctuality.RETURNED: "bị trả lại",
    Punctuality.OPEN: "chưa đến hạn",
    Punctuality.NOT_OWED: "không tính hạn",
}


def place(plan: Plan, unit: Unit) -> str:
    """Where the unit stands in the authority: "Cấp xã, trực thuộc Ủy ban nhân dân huyện Ninh Sơn"."""
    level = plan.level_of_id[unit.level].name
    return level if unit.parent is None else f"{level}, trực thuộc {plan.unit_of_id[unit.parent].name}"


def looked_at(month: Month, period: Period, *, approved: bool) -> str:
    """The period, and which figures: "Lũy kế 10 tháng năm 2024, chỉ số đã duyệt"."""
    return f"{formats.period(month, period)}, {flow_words.APPROVED_ONLY if approved else flow_words.UNAPPROVED_TOO}"


def others(counts: Mapping[Status, int]) -> str:
    """What the indicators that are neither met nor near nor missed are: "2 chưa có số liệu, 1 không phát sinh"."""
    rest = [status for status in Status if status not in {Status.MET, Status.NEAR, Status.MISSED} and counts[status]]
    return ", ".join(f"{counts[status]} {labels.STATUS[status].lower()}" for status in rest)


def total(count: int) -> str:
    return f"{count} chỉ tiêu"


def rank_hint(plan: Plan, unit: Unit) -> str:
    """What the ranks are among."""
    noun = plan.level_of_id[unit.level].name
    return (
        f"Xếp từ chỉ tiêu kém nhất. Thứ hạng là giữa các đơn vị cùng cấp ({noun}) có kết quả trong kỳ; hạng 1 tốt nhất."
    )


def counts_of(plan: Plan, indicator: Indicator, score: Score) -> str:
    """The counts behind a percentage: "256/297 hồ sơ", of growth with those of the year before; "" where it has none.

    Of growth: "31/120 hồ sơ, cùng kỳ 20/110".
    """
    now = fraction(score)
    if not now:
        return ""
    noun = plan.measure_of_id[indicator.denominator[0].measure].measured_in
    if indicator.kind is not Kind.GROWTH or math.isnan(score.earlier_denominator):
        return f"{now} {noun}"
    return f"{now} {noun}, cùng kỳ {formats.exact(score.earlier_numerator)}/{formats.exact(score.earlier_denominator)}"


def fraction(score: Score) -> str:
    """The counts behind a percentage alone: "256/297"; "" where it has none."""
    if math.isnan(score.denominator):
        return ""
    return f"{formats.exact(score.numerator)}/{formats.exact(score.denominator)}"


def change(indicator: Indicator, now: float, before: float) -> str:
    """How a value moved and whether for the better: "+1,2 điểm, tốt lên", "không đổi"."""
    text = sentences.change_text(indicator, now, before)
    if not text.startswith(("+", formats.MINUS)):
        return text
    better = (now > before) == (indicator.direction == "up")
    return f"{text}, {'tốt lên' if better else 'kém đi'}"


def rank(at: Standing) -> str:
    """A place among peers.

    >>> rank(Standing(3, 8, 1, 71.4)), rank(Standing(1, 8, 0, 100.0)), rank(Standing(1, 1, 0, None))
    ('đồng hạng 3/8', '1/8', '–')
    """
    if at.of == 1:
        return NOTHING
    return f"{'đồng hạng ' if at.tied else ''}{at.rank}/{at.of}"


def percentile(at: Standing) -> str:
    """Of the other units, than how many it is at least as good; "" where there are none.

    >>> percentile(Standing(3, 8, 1, 71.4)), percentile(Standing(8, 8, 0, 0.0)), percentile(Standing(1, 1, 0, None))
    ('bằng hoặc hơn 5/7 đơn vị', 'bằng hoặc hơn 0/7 đơn vị', '')
    """
    return "" if at.of == 1 else f"bằng hoặc hơn {at.of - at.rank}/{at.of - 1} đơn vị"


def rank_title(at: Standing) -> str:
    """A place as a sentence.

    >>> rank_title(Standing(3, 8, 1, 71.4)).replace(chr(160), " ")
    'Đồng hạng 3/8 với 1 đơn vị; bằng hoặc hơn 5/7 đơn vị khác cùng cấp (71 %).'
    >>> rank_title(Standing(1, 1, 0, None))
    'Không có đơn vị cùng cấp nào khác có kết quả để xếp hạng.'
    """
    if at.percentile is None:
        return "Không có đơn vị cùng cấp nào khác có kết quả để xếp hạng."
    place = f"Đồng hạng {at.rank}/{at.of} với {at.tied} đơn vị" if at.tied else f"Hạng {at.rank}/{at.of}"
    return f"{place}; {percentile(at)} khác cùng cấp ({_percent(at.percentile)})."


def _percent(share: float) -> str:
    return formats.quantity(formats.number(share), "%")


def similar_units(plan: Plan, ratio: Indicator, volumes: Mapping[str, float]) -> str:
    """Which units are nearest to the first in volume, and by what that is counted.

    "Đơn vị có khối lượng hồ sơ gần nhất: Lâm Sơn (310), …; đơn vị này 297 (mẫu số của “Đúng hạn”)."
    """
    noun = plan.measure_of_id[ratio.denominator[0].measure].measured_in
    own, *others = ((unit, formats.exact(count)) for unit, count in volumes.items())
    named = ", ".join(f"{plan.unit_of_id[unit].short} ({count})" for unit, count in others)
    return f"Đơn vị có khối lượng {noun} gần nhất: {named}; đơn vị này {own[1]} (mẫu số của “{ratio.short}”)."


def tasks_line(day: dt.date, late: int, count: int) -> str:
    """How many tasks are late on the day."""
    found = f"{late} trong {count} nhiệm vụ trễ hạn" if late else f"không có nhiệm vụ trễ hạn trong {count} nhiệm vụ"
    return f"Tính đến ngày {formats.day(day)}: {found}."


def more_tasks(count: int, late: int) -> str:
    """What is folded: "Còn 16 nhiệm vụ khác, 2 trễ hạn"."""
    return f"Còn {count} nhiệm vụ khác" + (f", {late} trễ hạn" if late else "")


def punctuality(report: MonthReport) -> str:
    """What became of a month's report, in the few words of its box: "đúng hạn", "trễ 3 ngày"."""
    if report.punctuality is Punctuality.LATE:
        return f"trễ {report.days} ngày"
    return _PUNCTUALITY[report.punctuality]


def report_title(report: MonthReport) -> str:
    """What became of a month's report, as a sentence."""
    corrected = "" if report.corrected_on is None else flow_words.corrected(report.corrected_on)
    said = dict.fromkeys([punctuality(report), _days(report), _state(report.state), corrected])
    return f"Báo cáo {formats.month(report.month)}: {', '.join(part for part in said if part)}."


def _days(report: MonthReport) -> str:
    match report.punctuality:
        case Punctuality.MISSING:
            return f"quá hạn {report.days} ngày"
        case Punctuality.RETURNED if report.days:
            return f"nộp lần đầu trễ {report.days} ngày"
        case _:
            return ""


def state_of_month(report: MonthReport) -> str:
    """Where the report of the month looked at has come to: "Báo cáo tháng 10/2024: đã duyệt, nộp trễ 3 ngày"."""
    said = [f"Báo cáo {formats.month(report.month)}: {_state(report.state)}"]
    if report.punctuality is Punctuality.MISSING:
        said.append(flow_words.lateness(0, report.days))
    elif report.was_due and report.days:
        said.append(flow_words.lateness(report.days, 0))
    return ", ".join(said)


def _state(state: ReportState | None) -> str:
    match state:
        case ReportState.SUBMITTED:
            return "đã nộp, chờ duyệt"
        case ReportState.RETURNED:
            return "bị trả lại"
        case _:
            return labels.state_name(state).lower()


def on_time_share(year: int, due: Sequence[MonthReport]) -> str:
    """How many reports of the year came in time: "Năm 2024: 9/10 báo cáo đúng hạn (90 %), 1 trễ"."""
    return f"Năm {year}: {_in_time(due, 'báo cáo đúng hạn')}." if due else _nothing_due(year)


def discipline(year: int, due: Sequence[MonthReport]) -> str:
    """How many reports of the year are complete, and how many came in time.

    "Năm 2024: 9/10 báo cáo đã nộp đủ; 8/10 đúng hạn (80 %), 1 trễ, 1 thiếu."
    """
    complete = f"{sum(one.was_complete for one in due)}/{len(due)} báo cáo đã nộp đủ"
    return f"Năm {year}: {complete}; {_in_time(due, 'đúng hạn')}." if due else _nothing_due(year)


def _nothing_due(year: int) -> str:
    return f"Năm {year}: chưa có báo cáo nào đến hạn."


def _in_time(due: Sequence[MonthReport], name: str) -> str:
    on_time = sum(one.was_on_time for one in due)
    missing = sum(one.punctuality is Punctuality.MISSING for one in due)
    share = _percent(100 * on_time / len(due))
    rest = [(len(due) - on_time - missing, "trễ"), (missing, "thiếu")]
    said = "".join(f", {count} {word}" for count, word in rest if count)
    return f"{on_time}/{len(due)} {name} ({share}){said}"


def correction(report: MonthReport, figures: str) -> str:
    """A month whose approved figures were corrected, with what and why as far as that may be read; "" for others.

    "T3/2024 đã điều chỉnh ngày 12/04/2024: “Hồ sơ trễ hạn” 1 → 2 (lý do: Đối chiếu lại sổ theo dõi)".
    """
    if report.corrected_on is None:
        return ""
    said = f"{formats.short_month(report.month)} {flow_words.corrected(report.corrected_on)}"
    return f"{said}: {figures}" if figures else said


def note(plan: Plan, at: Note) -> str:
    """A note with its indicator: "T3/2024 · Sự kiện: Mất kết nối hệ thống một cửa (Đúng hạn)"."""
    indicator = plan.indicator_of_id.get(at.indicator)
    return note_words.line(at) + ("" if indicator is None else f" ({indicator.short})")


def printed(plan: Plan, day: dt.date) -> str:
    """The last line on paper: the plan, and when it was printed."""
    return f"{plan.title} ({plan.number}) · In ngày {formats.day(day)}"


def trend(values: Sequence[float | None], decimals: int) -> str:
    """A trend line in words."""
    written = (NOTHING if value is None else formats.number(value, decimals) for value in values)
    return f"{TREND}: {'; '.join(written)}"


def strip_months(months: Sequence[Month]) -> list[str]:
    """The months over their boxes, with the year where it begins.

    >>> strip_months([Month(2023, 12), Month(2024, 1), Month(2024, 2)])
    ['T12/2023', 'T1/2024', 'T2']
    """
    years = [None, *(at.year for at in months)]
    return [
        formats.short_month(at) if at.year != before else f"T{at.number}"
        for at, before in zip(months, years, strict=False)
    ]
