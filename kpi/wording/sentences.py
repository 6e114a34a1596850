"""One sentence for a status, with the numbers that explain it."""

import math

from kpi.figures import Change
from kpi.months import Month
from kpi.plan import Indicator, Kind, Plan, Target
from kpi.scoring import Score
from kpi.targets import Status, target_in_force
from kpi.wording import formats, labels, status_words

UNSURE = "Chưa chắc chắn: số phiếu còn ít, mục tiêu nằm trong khoảng tin cậy."


def status_sentence(plan: Plan, score: Score) -> str:
    """Why a score has its status, with its numbers, and how complete it is."""
    indicator = plan.indicator_of_id[score.indicator]
    sentence = f"{labels.STATUS[score.status]}{_explained(indicator, score)}."
    if score.provisional and score.status not in {Status.NO_DATA, Status.UNPUBLISHED}:
        sentence += f" Tạm tính: {completeness(plan, score)}."
    if status_words.is_unsure(indicator, score):
        sentence += f" {UNSURE}"
    return sentence


def completeness(plan: Plan, score: Score) -> str:
    """Of how many units all figures count: "7/8 xã có đủ số liệu". A unit that reported may wait for its approval."""
    level = plan.level_of_id.get(score.scope)
    noun = level.short if level else "đơn vị"
    if score.expected == 1:
        return "chưa đủ số liệu của các tháng trong kỳ" if score.reported == 0 else "đã đủ số liệu"
    return f"{score.reported}/{score.expected} {noun} có đủ số liệu"


def value_text(indicator: Indicator, value: float, *, decimals: int | None = None) -> str:
    """A value with what it is measured in: "92,5 %", "hạng 2", "+1,2 điểm %"."""
    text = formats.number(value, indicator.decimals if decimals is None else decimals)
    return measured(indicator, text, value)


def target_text(indicator: Indicator, score: Score) -> str:
    """The target in force: "≥ 90 %", "Tốt trở lên", "" where there is none."""
    if not score.operator:
        return ""
    if indicator.kind is Kind.GRADE:
        band = indicator.band(score.target)
        return f"xếp loại {band.name if band else ''} trở lên"
    return f"{labels.OPERATOR[score.operator]} {measured(indicator, formats.exact(score.target), 0)}"


def measured(indicator: Indicator, text: str, value: float) -> str:
    if indicator.kind is Kind.RANK:
        return f"hạng {text}"
    sign = "+" if indicator.kind is Kind.GROWTH and value > 0 else ""
    return sign + formats.quantity(text, indicator.measured_in)


def _explained(indicator: Indicator, score: Score) -> str:
    match score.status:
        case Status.NO_DATA if not math.isnan(score.numerator) and indicator.kind is Kind.GROWTH:
            return ": chưa có số liệu cùng kỳ năm trước để so sánh"
        case Status.NO_DATA:
            return " trong kỳ"
        case Status.UNPUBLISHED:
            return ": kết quả của năm do cơ quan cấp trên công bố"
        case Status.NOT_APPLICABLE if indicator.kind is Kind.GROWTH:
            return ": không có số cùng kỳ để so sánh"
        case Status.NOT_APPLICABLE:
            return " trong kỳ"
        case Status.TRACKED:
            return f": {_reached(indicator, score)}{_counts(indicator, score)}, không có mục tiêu bằng số"
        case Status.NOT_DUE:
            asked = target_text(indicator, score)
            return f": hiện {_reached(indicator, score)}, mục tiêu cả năm {asked}"
        case _:
            return _compared(indicator, score)


def _compared(indicator: Indicator, score: Score) -> str:
    gap = "" if indicator.kind is Kind.GRADE else _gap(indicator, score, _bound(score))
    return f": {against_target(indicator, score)}{gap}"


def _bound(score: Score) -> float:
    """What a value is held against: the whole target where it is met before anything is asked."""
    return score.target if score.status is Status.MET and math.isnan(score.bound) else score.bound


def against_target(indicator: Indicator, score: Score) -> str:
    """A value that was judged beside what it had to reach: "47,4 % < 50 %"."""
    if indicator.kind is Kind.GRADE:
        return f"{_reached(indicator, score)}, mục tiêu {target_text(indicator, score)}"
    bound, ahead = _bound(score), math.isnan(score.bound)
    sign = labels.OPERATOR if score.status is Status.MET else labels.OPPOSITE
    value = formats.beside(score.value, indicator.decimals, operator=score.operator, bound=bound)
    reached = measured(indicator, value, score.value)
    asked = measured(indicator, formats.exact(round(bound, 2)), 0)
    pace = ""
    if ahead:
        pace = " của cả năm"
    elif score.bound != score.target:
        pace = f" theo tiến độ (mục tiêu cả năm {target_text(indicator, score)})"
    return f"{reached} {sign[score.operator]} {asked}{pace}"


def _gap(indicator: Indicator, score: Score, bound: float) -> str:
    pieces = []
    if score.status in {Status.NEAR, Status.MISSED}:
        lacking = abs(bound - score.value)
        decimals = indicator.decimals
        while decimals < 6 and lacking and round(lacking, decimals) == 0:
            decimals += 1
        word = "thiếu" if score.value < bound else "vượt"
        unit = "điểm" if indicator.measured_in == "%" else indicator.measured_in
        if indicator.kind is not Kind.RANK and round(lacking, 9):
            pieces.append(f"{word} {formats.quantity(formats.number(lacking, decimals), unit)}")
    counts = _counts(indicator, score, bare=True)
    return f" ({'; '.join([*pieces, counts] if counts else pieces)})" if pieces or counts else ""


def _counts(indicator: Indicator, score: Score, *, bare: bool = False) -> str:
    """The counts behind a ratio: "41 hồ sơ trễ hạn trên 297", or "256 trên 297"."""
    if indicator.kind is not Kind.RATIO or math.isnan(score.denominator) or score.denominator <= 0:
        return ""
    below = formats.exact(score.denominator)
    rest = score.denominator - score.numerator
    if indicator.remainder and rest >= 0:
        text = f"{formats.exact(rest)} {indicator.remainder} trên {below}"
    else:
        text = f"{formats.exact(score.numerator)} trên {below}"
    if indicator.survey:
        text += " phiếu hợp lệ"
    return text if bare else f" ({text})"


def _reached(indicator: Indicator, score: Score) -> str:
    text = value_text(indicator, score.value)
    if indicator.kind is not Kind.GRADE:
        return text
    band = indicator.band(score.value)
    assumed = (indicator.bands_source or "").casefold().startswith("giả định")
    source = " theo thang giả định" if assumed else ""
    return f"{text}, xếp loại {band.name if band else 'dưới mức thấp nhất'}{source}"


def change_text(indicator: Indicator, now: float, before: float) -> str:
    """How a value moved since the period before: "+1,2 điểm", "không đổi"."""
    moved = round(now - before, 10)
    text = formats.number(abs(moved), indicator.decimals)
    if float(text.replace(".", "").replace(",", ".")) == 0:
        return "không đổi"
    unit = "điểm" if indicator.measured_in == "%" else indicator.measured_in
    return f"{'+' if moved > 0 else formats.MINUS}{formats.quantity(text, unit)}"


def change_sentence(plan: Plan, change: Change) -> str:
    """What saving changed in one figure: "Hồ sơ trễ hạn: 12 → 9"."""
    measure = plan.measure_of_id[change.key.measure]
    return f"{measure.name}: {figure_text(change.before)} → {figure_text(change.after)}"


def figure_text(figure: object) -> str:
    """A figure in a sentence: its number, "không phát sinh", or "chưa có" for none."""
    if figure is None:
        return "chưa có"
    value = getattr(figure, "value", None)
    return "không phát sinh" if value is None else formats.exact(value)


def cell_text(indicator: Indicator, score: Score) -> str:
    """A value in a cell of the matrix, with the decimals that it needs beside its target."""
    if math.isnan(score.bound):
        return formats.number(score.value, indicator.decimals)
    return formats.beside(score.value, indicator.decimals, operator=score.operator, bound=score.bound)


def targets_in_force(plan: Plan, indicator: Indicator, month: Month) -> str:
    """The numbers that an indicator's targets ask for in a month, each once: "≥ 80 / 60"."""
    begun = [
        target_in_force(plan, indicator, scope, month)
        for scope in dict.fromkeys(scope for target in indicator.targets for scope in target.scope)
    ]
    written = dict.fromkeys(
        f"{labels.OPERATOR[target.operator]} {_asked(target)}" for target in begun if target is not None
    )
    return " / ".join(written)


def cell_with_unit(indicator: Indicator, score: Score) -> str:
    """A value with the decimals it needs beside its target, and what it is measured in."""
    return measured(indicator, cell_text(indicator, score), score.value)


def _asked(target: Target) -> str:
    return target.value if isinstance(target.value, str) else formats.exact(target.value)
