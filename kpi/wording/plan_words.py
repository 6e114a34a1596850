"""The words of the plan as a document: its sheets, its targets in words, its formulas with real figures."""

import math
from collections.abc import Iterable, Mapping, Sequence

from kpi.months import Month, Period
from kpi.plan import WHOLE, Indicator, Kind, Measure, Pace, Plan, Target, Terms, Unit
from kpi.scoring import Score
from kpi.wording import formats, labels, screens, sentences

TITLE = "Kế hoạch"
SECTION = "Phần của kế hoạch"
SEARCH = "Tìm trong kế hoạch"
SEARCH_HINT = "Ví dụ: dung han, bưu chính, III.3"
GENERAL = "Chung và mục lục"
UNITS = "Đơn vị"
MEASURES = "Số liệu gốc"
INDICATORS = "Chỉ tiêu"
TASKS = "Nhiệm vụ"
APPENDIX = "Nhiệm vụ trong Phụ lục"
CONTENTS = "Mục lục"

NUMBER = "Số"
ISSUED = "Ngày ban hành"
AUTHORITY = "Cơ quan ban hành"
PERIOD = "Thời gian thực hiện"
REPORTS_DUE = "Hạn nộp báo cáo"
NEAR = "Mức gần đạt"
HOLDS = "Nội dung"
NO_INDICATORS = "Lĩnh vực này không có chỉ tiêu bằng số."
NO_TASKS = "Phụ lục không có nhiệm vụ nào của lĩnh vực này."
OPENED = "Chỉ tiêu đang xem"
OTHERS = "Các chỉ tiêu khác của lĩnh vực"

DEFINITION = "Định nghĩa"
FORMULA = "Cách tính"
CLAUSE = "Căn cứ"
OF_PLAN = "Mục"
SOURCE = "Nguồn số liệu"
LEAD = "Cơ quan chủ trì"
TARGETS = "Mục tiêu"
TARGETS_HEAD = ("Phạm vi", "Mục tiêu", "Áp dụng", "Tiến độ")
BANDS = "Thang xếp loại"
NOTE = "Cách hiểu"
WHY = "Ý nghĩa"
EXAMPLE = "Ví dụ"
SERVED_BY = "Nhiệm vụ phục vụ"
NO_TARGET = "Kế hoạch không giao con số; chỉ tiêu này chỉ theo dõi."
NO_EXAMPLE = "Chưa có số liệu đã duyệt nào để nêu ví dụ."
NO_SERVING_TASK = "Phụ lục không ghi nhiệm vụ nào phục vụ riêng chỉ tiêu này."
SEE_RESULT = "Xem kết quả của chỉ tiêu"

TASKS_HEAD = ("Số", "Nhiệm vụ", "Sản phẩm", "Thời gian", "Chủ trì", "Phối hợp")
SERVES = "Phục vụ chỉ tiêu"
UNITS_HEAD = ("Tên đơn vị", "Tên gọn", "Mã", "Thời gian tồn tại")
MEASURE = "Số liệu gốc"
MEASURED_IN = "Đơn vị tính"
COLUMN = "Cột"
MONTHS = "Qua các tháng"
REPORTED_BY = "Đơn vị báo cáo"
USED_BY = "Dùng cho chỉ tiêu"
OVER_MONTHS = {"sum": "cộng các tháng", "last": "lấy tháng mới nhất"}
NOT_USED = "không dùng trong công thức"
EVERY_UNIT = "Tất cả các đơn vị"
ALWAYS = "cả thời gian của kế hoạch"

STOP_SEARCH = "Bỏ tìm kiếm"
NOTHING_FOUND_HINT = "Hãy thử ít chữ hơn; không cần gõ dấu, không phân biệt chữ hoa, chữ thường."
FIELD = {
    "short": "Tên gọn",
    "clause": CLAUSE,
    "quote": "Lời kế hoạch",
    "lead": "Chủ trì",
    "why": WHY,
    "note": NOTE,
    "number": "Số",
    "product": "Sản phẩm",
    "time": "Thời gian",
    "code": "Mã",
    "hint": "Cách ghi",
}
"""Where a text was found beside the name of a thing."""

PACE = {
    Pace.CONSTANT: "giữ mức này trong từng tháng",
    Pace.LINEAR: "chia đều cho các tháng trong năm",
    Pace.STEPS: "theo từng mốc",
    Pace.YEAR_END: "đánh giá vào tháng cuối năm; trước đó là chưa đến hạn",
}
PUBLISHED_PACE = "đánh giá theo kết quả công bố của năm"
_KIND = {
    Kind.RATIO: "Tỷ lệ tính bằng {measured_in}: cộng số liệu của các đơn vị và các tháng trong kỳ rồi mới chia",
    Kind.VALUE: "Số đo tính bằng {measured_in}",
    Kind.COUNT: "Số đếm tính bằng {measured_in}",
    Kind.RANK: "Thứ hạng: số càng nhỏ thì thứ bậc càng cao",
    Kind.GRADE: "Xếp loại theo {measured_in}, dựa vào thang ghi bên dưới",
    Kind.GROWTH: "Mức tăng, giảm tính bằng {measured_in} so với cùng kỳ năm trước",
}
_DIRECTION = {"up": "càng cao càng tốt", "down": "càng thấp càng tốt"}


def head(plan: Plan) -> tuple[tuple[str, str], ...]:
    """What stands at the head of the plan: a name and a text in each row."""
    period = f"{formats.month(plan.first_month).capitalize()} đến {formats.month(plan.last_month)}"
    if plan.history_from is not None:
        period += f"; số liệu để so sánh từ {formats.month(plan.history_from)}"
    near = formats.quantity(formats.exact(round(100 * plan.near, 6)), "%")
    return (
        (AUTHORITY, plan.authority),
        (NUMBER, plan.number),
        (ISSUED, formats.day(plan.issued)),
        (PERIOD, period),
        (REPORTS_DUE, f"Báo cáo của mỗi tháng nộp chậm nhất ngày {plan.report_due_day} của tháng sau"),
        (NEAR, f"Từ {near} của mục tiêu đến dưới mục tiêu"),
        (HOLDS, holds(indicators=len(plan.indicators), tasks=len(plan.tasks), units=len(plan.units))),
    )


def holds(*, indicators: int, tasks: int, units: int | None = None) -> str:
    """How much stands in the plan or in one area of it.

    >>> holds(indicators=13, tasks=7), holds(indicators=0, tasks=4)
    ('13 chỉ tiêu, 7 nhiệm vụ', '4 nhiệm vụ')
    """
    counts = {"chỉ tiêu": indicators, "nhiệm vụ": tasks, "đơn vị": units or 0}
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count)


def definition(indicator: Indicator) -> str:
    """What kind of number the indicator is, and which way is better."""
    parts = [_KIND[indicator.kind].format(measured_in=indicator.measured_in)]
    if indicator.kind is not Kind.RANK:
        parts.append(_DIRECTION[indicator.direction])
    if indicator.survey:
        parts.append("tính từ phiếu khảo sát")
    if indicator.published:
        parts.append("kết quả của năm, do cơ quan khác công bố")
    return "; ".join(parts) + "."


def source(plan: Plan, indicator: Indicator) -> str:
    """From which forms and columns the figures come, and who reports them."""
    measures = [plan.measure_of_id[name] for name in dict.fromkeys(term.measure for term in indicator.terms)]
    forms = "; ".join(
        form.name + _columns([one for one in measures if one.form == form.id])
        for form in plan.forms
        if any(one.form == form.id for one in measures)
    )
    return f"{forms}. {REPORTED_BY}: {names(plan, measures[0].reported_by)}."


def _columns(measures: Sequence[Measure]) -> str:
    columns = sorted(one.column for one in measures if one.column is not None)
    return f" (cột {', '.join(map(str, columns))})" if columns else ""


def names(plan: Plan, ids: Iterable[str]) -> str:
    """The names of units and of levels, which stand for all their units."""
    return "; ".join(EVERY_UNIT if one == WHOLE else labels.scope_name(plan, one) for one in ids)


def asked(indicator: Indicator, target: Target) -> str:
    """What a target asks for: "≥ 90 %", "≤ hạng 2", "xếp loại Tốt trở lên"."""
    if isinstance(target.value, str):
        return f"xếp loại {target.value} trở lên"
    return f"{labels.OPERATOR[target.operator]}{formats.NO_BREAK}{_amount(indicator, target.value)}"


def _amount(indicator: Indicator, value: float) -> str:
    text = formats.exact(value)
    return f"hạng {text}" if indicator.kind is Kind.RANK else formats.quantity(text, indicator.measured_in)


def all_asked(indicator: Indicator) -> str:
    """What the targets of an indicator ask for, each once: "≥ 80 % / ≥ 60 %"."""
    return " / ".join(dict.fromkeys(asked(indicator, target) for target in indicator.targets)) or screens.NO_TARGET


def target_rows(plan: Plan, indicator: Indicator) -> tuple[tuple[str, ...], ...]:
    """The targets under `TARGETS_HEAD`."""
    return tuple(
        (
            "; ".join(labels.scope_name(plan, scope) for scope in target.scope),
            asked(indicator, target),
            _in_force(indicator, target),
            pace(indicator, target),
        )
        for target in indicator.targets
    )


def _in_force(indicator: Indicator, target: Target) -> str:
    """From when on, and until when where all its scopes get another target in the same month."""
    ends = {_followed(indicator, target, scope) for scope in target.scope}
    until = f" đến {formats.short_month(end - 1)}" if len(ends) == 1 and (end := ends.pop()) is not None else ""
    return f"từ {formats.short_month(target.valid_from)}{until}"


def _followed(indicator: Indicator, target: Target, scope: str) -> Month | None:
    """The month from which on the scope has its next target."""
    later = (one.valid_from for one in indicator.targets if scope in one.scope and one.valid_from > target.valid_from)
    return min(later, default=None)


def pace(indicator: Indicator, target: Target) -> str:
    """How a target is spread over the year: "theo từng mốc: từ T3/2026 ≥ 30 %, từ T6/2026 ≥ 50 %"."""
    steps = [
        f"từ {formats.short_month(step.month)} {labels.OPERATOR[target.operator]}{formats.NO_BREAK}"
        f"{_amount(indicator, step.value)}"
        for step in target.steps
    ]
    if indicator.published and target.pace is Pace.CONSTANT:
        return PUBLISHED_PACE
    return f"{PACE[target.pace]}: {', '.join(steps)}" if steps else PACE[target.pace]


def example(plan: Plan, score: Score, sums: Mapping[str, float]) -> str:
    """The formula with the figures of one score; `sums` are those of its measures (none for growth).

    "Tháng 10/2024, Cấp xã: 100 × (1.234 + 560) ÷ 1.900 = 94,4 %."
    """
    indicator = plan.indicator_of_id[score.indicator]
    reckoned = _reckoned(indicator, score, sums)
    result = sentences.cell_with_unit(indicator, score)
    if indicator.kind is Kind.GRADE and (band := indicator.band(score.value)) is not None:
        result += f", xếp loại {band.name}"
    equals = f"{reckoned} = {result}" if reckoned else result
    return f"{_when(indicator, score)}, {labels.scope_name(plan, score.scope)}: {equals}."


def verdict(plan: Plan, score: Score) -> str:
    """How the example is judged; "" where no target was in force."""
    return sentences.status_sentence(plan, score) if score.operator else ""


def _when(indicator: Indicator, score: Score) -> str:
    month = Month.from_ordinal(score.month)
    if indicator.published:
        return f"Năm {month.year}"
    return formats.period(month, Period.YEAR_TO_DATE if indicator.year_long else Period.MONTH)


def _reckoned(indicator: Indicator, score: Score, sums: Mapping[str, float]) -> str:
    """The sum that makes the result; "" where there is nothing to reckon."""
    if indicator.kind is Kind.GROWTH:
        return _growth(indicator, score)
    above = _sum(indicator.numerator, sums)
    if indicator.denominator:
        return f"100 × {_bracketed(above)} ÷ {_bracketed(_sum(indicator.denominator, sums))}"
    return above if " " in above else ""


def _growth(indicator: Indicator, score: Score) -> str:
    now, before = _number(score.numerator), _number(score.earlier_numerator)
    if not math.isnan(score.denominator):
        now, before = f"{now} ÷ {_number(score.denominator)}", f"{before} ÷ {_number(score.earlier_denominator)}"
    if indicator.change == "relative":
        return f"100 × ({_bracketed(now)} ÷ {_bracketed(before)} − 1)"
    return f"100 × {now} − 100 × {before}" if indicator.denominator else f"{now} − {before}"


def _sum(terms: Terms, sums: Mapping[str, float]) -> str:
    written = ""
    for term in terms:
        sign = "− " if term.sign < 0 else "+ " if written else ""
        written += f" {sign}{_number(sums[term.measure])}"
    return written.strip()


def _bracketed(text: str) -> str:
    return f"({text})" if " " in text else text


def _number(value: float) -> str:
    return formats.exact(round(value, 6))


def validity(plan: Plan, unit: Unit) -> str:
    """When a unit exists: "từ 01/07/2026", "đến 30/06/2026, nhập vào Xã Ma Nới"."""
    pieces = []
    if unit.valid_from is not None:
        pieces.append(f"từ {formats.day(unit.valid_from)}")
    if unit.valid_until is not None:
        pieces.append(f"đến {formats.day(unit.valid_until)}")
    if unit.merged_into is not None:
        pieces.append(f"nhập vào {plan.unit_of_id[unit.merged_into].name}")
    return ", ".join(pieces) or ALWAYS


def reporters(plan: Plan, measure: Measure) -> str:
    """Who reports a measure, with the short names of units: a level stands for all of them."""
    return "; ".join(
        plan.level_of_id[one].name if one in plan.level_of_id else plan.unit_of_id[one].short
        for one in measure.reported_by
    )


def found(count: int, wanted: str) -> str:
    """How often a text was found: "Tìm thấy 12 mục có “dung han”"."""
    return f"Tìm thấy {count} mục có “{wanted}”." if count else f"Không tìm thấy “{wanted}” trong kế hoạch."
