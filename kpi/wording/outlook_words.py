"""Will we make it, and what would it take: pace, effort and forecast in words."""

import math
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from kpi.effort import AT_MOST, Effort, Gap, Reach, what_if
from kpi.forecast import Forecast, Range, RecentGap, TooShort
from kpi.methods import Method
from kpi.months import Month
from kpi.outlook import Course, Outlook, YearEnd
from kpi.plan import Indicator, Kind, Pace, Plan
from kpi.scoring import Score
from kpi.targets import Demand, holds
from kpi.volume import Basis, Volume
from kpi.wording import formats, labels
from kpi.wording.sentences import completeness, measured, value_text

NEEDED = "Cần làm gì để đạt?"
FORECAST = "Khả năng cuối năm"
WHAT_IF = "Nếu từ nay kết quả mỗi tháng là (%)"
CHART = "Từng tháng đã qua và dự báo"
READ = (
    "Nét liền là kết quả riêng từng tháng đã qua, nét chấm là dự báo, "
    f"vùng mờ chứa 80{formats.NO_BREAK}% số lần mô phỏng."
)
AHEAD = "Dự báo"
FORECASTING = "Đang tính dự báo…"
BEFORE_PLAN = "Tháng đang xem trước kỳ kế hoạch, chưa có mục tiêu; hãy chọn một tháng trong kỳ kế hoạch."
NOT_FORECAST = (
    "Chỉ tiêu này không dự báo được: là thứ hạng, xếp loại, mức tăng, kết quả công bố hoặc tính trên số hiện có."
)
YEAR_OVER = "Không còn tháng nào của năm kế hoạch; kết quả lũy kế là kết quả cả năm."
NOT_ALL = "Không còn tháng nào của năm kế hoạch nhưng chưa đủ số liệu cả năm."
NO_TARGET = "Không có mục tiêu bằng số cho phạm vi này nên không tính được mức cần đạt."
NO_FIGURES = "Chưa có số liệu của năm nay nên chưa tính được mức cần đạt."
NOT_RECKONED = "Với loại chỉ tiêu này không quy được ra số lượng còn phải làm; hãy xem trạng thái và diễn biến."
NOTHING_EXPECTED = "Chưa có số liệu để ước lượng khối lượng những tháng còn lại."


class Verdict(NamedTuple):
    """Whether the target will be reached, as a symbol with its words; `reach` lends its colour."""

    reach: Reach
    symbol: str
    label: str


NO_LONGER = Verdict(Reach.OUT_OF_REACH, "✗", "Không còn khả năng đạt")
STILL = Verdict(Reach.REACHABLE, "◷", "Còn khả năng đạt")
EXPECTED = Verdict(Reach.SAFE, "✓", "Sẽ đạt với khối lượng dự kiến")
REACHED = Verdict(Reach.SAFE, "✓", "Đã đạt")
NOW = Verdict(Reach.SAFE, "✓", "Đang đạt")
FAILED = Verdict(Reach.OUT_OF_REACH, "✗", "Không đạt")
SO_FAR = Verdict(Reach.REACHABLE, "◷", "Chưa đủ số liệu cả năm")

METHOD = {
    Method.SEASONAL_NAIVE: "lấy bằng cùng tháng năm trước",
    Method.LAST_VALUE: "lấy bằng tháng gần nhất",
    Method.MEAN: "lấy trung bình 12 tháng gần nhất",
    Method.SMOOTHING: "san bằng hàm mũ",
    Method.DAMPED_TREND: "san bằng hàm mũ có xu hướng tắt dần",
}

_BASIS = {
    Basis.SAME_MONTHS_LAST_YEAR: "theo cùng kỳ năm trước, điều chỉnh theo mức tăng, giảm của năm nay",
    Basis.MEAN_SO_FAR: "theo trung bình các tháng đã có của năm",
}


def pace_sentence(indicator: Indicator, seen: Outlook) -> str:
    """What the plan expects by now of what it asks for in the year; "" without a target."""
    if seen.final is None:
        return ""
    asked = _asked(indicator, seen.final)
    if indicator.published is not None:
        return f"Mục tiêu cả năm {asked}; kết quả do cơ quan cấp trên công bố."
    if not seen.score.operator:
        return f"Mục tiêu chưa áp dụng trong tháng này; cuối năm là {asked}."
    if math.isnan(seen.score.bound):
        return f"Chưa đến hạn; mục tiêu cả năm {asked}."
    if any(target.pace is not Pace.CONSTANT for target in indicator.targets):
        expected = measured(indicator, formats.exact(round(seen.score.bound, 2)), seen.score.bound)
        return f"Theo tiến độ, đến nay cần {labels.OPERATOR[seen.score.operator]} {expected}; mục tiêu cả năm {asked}."
    if seen.score.target != seen.final.final:
        now = _asked(indicator, replace(seen.final, final=seen.score.target, operator=seen.score.operator))
        return f"Mục tiêu hiện nay {now}, cuối năm {asked}."
    return f"Mục tiêu {asked}, như nhau trong các tháng của năm."


def volume_sentence(plan: Plan, indicator: Indicator, seen: Outlook, volume: Volume) -> str:
    """What is expected to arise in the months that are not known yet, and on what grounds.

    "Còn 2 tháng (T11–T12/2024), dự kiến 6.540 hồ sơ, gồm cả tháng 10 của 4 đơn vị chưa có số liệu (theo …)."
    """
    what = plan.measure_of_id[indicator.denominator[0].measure].measured_in
    awaited = _awaited(plan, seen, volume)
    verb = "dự kiến" if awaited else "dự kiến phát sinh"
    expected = f"{verb} {formats.quantity(formats.exact(volume.total), what)}"
    if seen.remaining:
        of_which = f", gồm cả {awaited} chưa có số liệu" if awaited else ""
        said = f"{_remaining(seen)}, {expected}{of_which}"
    else:
        said = f"{NOT_ALL[:-1]}: {expected} của {awaited}"
    provisional = "" if volume.complete else "; tạm tính vì còn đơn vị chưa báo cáo"
    return f"{said} ({_BASIS[volume.basis]}{provisional})."


def _awaited(plan: Plan, seen: Outlook, volume: Volume) -> str:
    """The months gone by that are awaited, with how many units: "tháng 10 của 4 đơn vị, các tháng 11, 12 của 8 xã"."""
    level = plan.level_of_id.get(seen.score.scope)
    noun = level.short if level else "đơn vị"
    said = []
    for count, group in groupby(volume.unreported, key=lambda one: one[1]):
        numbers = [str(month.number) for month, _ in group]
        months = f"{'tháng' if len(numbers) == 1 else 'các tháng'} {', '.join(numbers)}"
        said.append(months if seen.score.scope in plan.unit_of_id else f"{months} của {count} {noun}")
    return ", ".join(said)


def verdict(seen: Outlook) -> Verdict | None:
    """Whether the target can still be reached, None where that cannot be told."""
    if seen.final is None or seen.final.bound is None or seen.effort is None:
        return None
    if not seen.remaining and seen.score.provisional and (seen.over or isinstance(seen.effort, Gap)):
        return SO_FAR
    if seen.over:
        return REACHED if holds(seen.score.value, seen.final.operator, seen.final.bound) else FAILED
    if isinstance(seen.effort, Gap):
        return NO_LONGER if seen.effort.needed is None else STILL if seen.effort.needed else NOW
    safe = REACHED if seen.volume is None else EXPECTED
    return {Reach.SAFE: safe, Reach.REACHABLE: STILL, Reach.OUT_OF_REACH: NO_LONGER}[seen.effort.reach]


def effort_sentence(plan: Plan, indicator: Indicator, seen: Outlook) -> str:
    """What it takes to reach the year's target, in whole numbers; "" where that cannot be told."""
    if seen.final is None or seen.final.bound is None or seen.effort is None:
        return ""
    asked = _asked(indicator, seen.final)
    if seen.over:
        reached = "đạt" if holds(seen.score.value, seen.final.operator, seen.final.bound) else "không đạt"
        come = f"{NOT_ALL[:-1]}; kết quả đến nay" if seen.score.provisional else YEAR_OVER[:-1]
        return f"{come}: {_beside(indicator, seen.score.value, seen.final)}, {reached} mục tiêu {asked}."
    if isinstance(seen.effort, Gap):
        return _gap(plan, indicator, seen, seen.effort, seen.final)
    if seen.volume is None:
        return _count(indicator, seen, seen.effort, seen.final, asked)
    return _ratio(plan, indicator, seen, seen.effort, seen.volume, seen.final)


def missing_effort(seen: Outlook) -> str:
    """Why nothing can be said of what it takes."""
    if seen.final is None:
        return NO_TARGET
    if not seen.remaining:
        return NOT_ALL if seen.score.provisional else YEAR_OVER
    if seen.course is not Course.OTHER and math.isnan(seen.score.numerator):
        return NO_FIGURES
    if seen.course is Course.RATIO_OF_FLOWS and seen.volume is None:
        return NOTHING_EXPECTED
    return NOT_RECKONED


def _ratio(plan: Plan, indicator: Indicator, seen: Outlook, effort: Effort, volume: Volume, final: Demand) -> str:
    asked, upper = _asked(indicator, final), final.operator in AT_MOST
    noun = plan.measure_of_id[indicator.denominator[0].measure].measured_in
    if volume.total == 0:
        reached = "đạt" if effort.reach is Reach.SAFE else "không đạt"
        now = _beside(indicator, seen.score.value, final)
        return f"Dự kiến không phát sinh thêm {noun} nào; kết quả đến nay {now}, {reached} {asked}."
    whole = formats.quantity(formats.exact(volume.total), noun)
    if effort.reach is Reach.SAFE:
        return f"Với {whole} dự kiến còn lại, cả năm sẽ đạt {asked} dù các tháng còn lại thế nào."
    if effort.needed is None:
        return _out_of_reach(plan, indicator, seen, volume, final, whole)
    needed, monthly = formats.exact(effort.needed), _monthly(effort)
    if upper:
        counted = _counted(plan, indicator)
        return f"Để cả năm đạt {asked}: trong {whole} còn lại chỉ được để tối đa {needed} {counted}{monthly}."
    done = _done(indicator)
    rest = indicator.remainder or f"{noun} không đạt yêu cầu"
    if not effort.spare:
        return f"Để cả năm đạt {asked}: cả {whole} còn lại phải {done}, không được để thêm {rest} nào."
    least, spare = "cần đúng" if final.operator == "=" else "cần ít nhất", formats.exact(effort.spare)
    return (
        f"Để cả năm đạt {asked}: {least} {needed} trong {whole} còn lại {done}{monthly}; "
        f"chỉ được để tối đa {spare} {rest}."
    )


def _done(indicator: Indicator) -> str:
    """What one that counts is: "đúng hạn", "hài lòng"."""
    return indicator.fulfilled or "đạt yêu cầu"


def _counted(plan: Plan, indicator: Indicator) -> str:
    """What the numerator counts, by its measures: "thuộc “Hồ sơ trễ hạn”"."""
    measures = (plan.measure_of_id[term.measure] for term in indicator.numerator if term.sign > 0)
    return f"thuộc {', '.join(f'“{measure.name}”' for measure in measures)}"


def _out_of_reach(plan: Plan, indicator: Indicator, seen: Outlook, volume: Volume, final: Demand, whole: str) -> str:
    asked, upper = _asked(indicator, final), final.operator in AT_MOST
    if final.operator == "=":
        return f"Dù {whole} còn lại thế nào, cả năm cũng không thể đạt {asked}."
    best = what_if(seen.score.numerator, seen.score.denominator, rate=0 if upper else 100, volume=volume.total)
    limit = _beside(indicator, best, final)
    if upper:
        counted = _counted(plan, indicator)
        return f"Dù trong {whole} còn lại không có gì {counted}, cả năm vẫn là {limit}, không đạt {asked}."
    return f"Dù cả {whole} còn lại đều {_done(indicator)}, cả năm cũng chỉ tới {limit}, không đạt {asked}."


def _count(indicator: Indicator, seen: Outlook, effort: Effort, final: Demand, asked: str) -> str:
    so_far = f"Đã có {value_text(indicator, seen.score.value)}"
    if effort.reach is Reach.SAFE:
        return f"{so_far}, đạt mục tiêu cả năm {asked}."
    if effort.needed is None:
        return f"{so_far}, không còn khả năng đạt mục tiêu cả năm {asked}."
    needed = measured(indicator, formats.exact(effort.needed), 0)
    months = f"trong {effort.months} tháng còn lại{_monthly(effort)}"
    if final.operator in AT_MOST:
        return f"{so_far}; để cả năm đạt {asked}, chỉ được có thêm tối đa {needed} {months}."
    least = "đúng" if final.operator == "=" else "ít nhất"
    return f"{so_far}; để cả năm đạt {asked}, cần thêm {least} {needed} {months}."


def _monthly(effort: Effort) -> str:
    """What that is each month, where it is at least one."""
    if effort.per_month is None or effort.needed is None or not 1 < effort.months <= effort.needed:
        return ""
    return f" (bình quân mỗi tháng {formats.exact(effort.per_month)})"


def _gap(plan: Plan, indicator: Indicator, seen: Outlook, gap: Gap, final: Demand) -> str:
    noun, asked = plan.measure_of_id[indicator.denominator[0].measure].measured_in, _asked(indicator, final)
    now = f"Hiện {formats.exact(seen.score.numerator)}/{formats.quantity(formats.exact(seen.score.denominator), noun)}"
    if gap.needed is None:
        return f"{now}; với tổng số này không thể đạt {asked}."
    if gap.needed:
        missing = formats.quantity(formats.exact(gap.needed), noun)
        if holds(seen.score.value, ">", final.final):
            return f"{now}; để đạt {asked} cần bớt {missing} {_counted(plan, indicator)}."
        return f"{now}; để đạt {asked} cần thêm {missing} {_done(indicator)}."
    if gap.spare:
        return f"{now}, đạt {asked}; còn dư {formats.quantity(formats.exact(gap.spare), noun)} so với mức phải đạt."
    return f"{now}, vừa đủ để đạt {asked}."


def forecast_sentence(indicator: Indicator, seen: Outlook, found: YearEnd) -> str:
    """The year's end with its range, beside the target."""
    low, middle, high = (value_text(indicator, value) for value in found.value)
    when = "Cuối năm" if seen.course is Course.STOCK else "Cả năm"
    span = "cho đúng kết quả này" if low == high else f"nằm từ {low} đến {high}"
    return (
        f"{when} vào khoảng {middle} (80{formats.NO_BREAK}% số lần mô phỏng {span})"
        f"{_likely(indicator, found.value, seen.final)}."
    )


def method_sentence(indicator: Indicator, made: Forecast) -> str:
    """How the forecast is made, and how far that was off in the past."""
    points = "điểm" if indicator.measured_in == "%" else indicator.measured_in
    error, baseline = (
        formats.quantity(formats.number(value, max(indicator.decimals, 1)), points)
        for value in (made.error, made.baseline_error)
    )
    beside = "" if made.method is Method.SEASONAL_NAIVE else f" (nếu chỉ lấy cùng kỳ năm trước: {baseline})"
    return (
        f"Cách tính: {METHOD[made.method]}; thử lại trên {made.tested} tháng đã qua, "
        f"sai trung bình {error} mỗi tháng{beside}."
    )


def _likely(indicator: Indicator, value: Range, final: Demand | None) -> str:
    """What the range says of the target: both its ends reach it, neither does, or one."""
    if final is None:
        return ""
    reached = {holds(limit, final.operator, final.final) for limit in (value.low, value.high)}
    words = (
        "chưa chắc đạt" if len(reached) > 1 else "nhiều khả năng đạt" if True in reached else "nhiều khả năng không đạt"
    )
    return f", {words} mục tiêu {_asked(indicator, final)}"


def no_forecast(seen: Outlook, found: TooShort | RecentGap | None, month: Month) -> str:
    """Why there is no forecast."""
    match found:
        case TooShort():
            return f"Chưa dự báo: mới có {found.known} tháng có số liệu, cần ít nhất {found.needed} tháng."
        case RecentGap():
            return f"Chưa dự báo: thiếu số liệu {formats.month(month - found.months_back)}, quá gần để bỏ qua."
        case None if not seen.remaining:
            return NOT_ALL if seen.score.provisional else YEAR_OVER
        case None:
            return NOTHING_EXPECTED if seen.course is Course.RATIO_OF_FLOWS else NOT_FORECAST


def what_if_sentence(indicator: Indicator, rate: float, value: float, final: Demand | None) -> str:
    """What the year would come to at a rate, and whether that reaches its target."""
    given = f"Nếu từ nay kết quả mỗi tháng là {formats.quantity(formats.exact(rate), '%')} thì cả năm là"
    if final is None:
        return f"{given} {value_text(indicator, value)}."
    reached = "đạt" if holds(value, final.operator, final.final) else "không đạt"
    return f"{given} {_beside(indicator, value, final)}, {reached} mục tiêu {_asked(indicator, final)}."


def provisional(plan: Plan, seen: Outlook) -> str:
    """Of how many units the year to date is known, "" where of all."""
    return of_units(plan, seen.score) if seen.score.provisional and not math.isnan(seen.score.numerator) else ""


def of_units(plan: Plan, score: Score) -> str:
    """Of how many units a provisional score is known: "Tạm tính: 7/8 xã có đủ số liệu."."""
    return f"Tạm tính: {completeness(plan, score)}."


def _remaining(seen: Outlook) -> str:
    first, last = seen.remaining[0], seen.remaining[-1]
    months = formats.short_month(first) if first == last else f"T{first.number}–{formats.short_month(last)}"
    return f"Còn {len(seen.remaining)} tháng ({months})"


def _beside(indicator: Indicator, value: float, final: Demand) -> str:
    """A value with the decimals that it takes to stand on its own side of the target."""
    return measured(
        indicator, formats.beside(value, indicator.decimals, operator=final.operator, bound=final.final), value
    )


def _asked(indicator: Indicator, final: Demand) -> str:
    if indicator.kind is Kind.GRADE:
        band = indicator.band(final.final)
        return f"xếp loại {band.name if band else ''} trở lên"
    return f"{labels.OPERATOR[final.operator]}{formats.NO_BREAK}{measured(indicator, formats.exact(final.final), 0)}"
