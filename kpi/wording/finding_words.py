"""What needs attention, each thing in one sentence with its numbers; and the rules by which it is found."""

from kpi.control import Signal
from kpi.findings import BEHIND_LEAST, BEHIND_ONE_IN, Finding, Rule
from kpi.jumps import Jump
from kpi.months import Month, Period
from kpi.plan import WHOLE, Plan
from kpi.process import NewSignal
from kpi.scoring import Score
from kpi.wording import formats, labels, review_words, screens
from kpi.wording.sentences import against_target, cell_with_unit, change_text, measured, status_sentence, value_text

TITLE = "Việc cần chú ý"
NOTHING = "Không có việc cần chú ý trong kỳ này."
HOW = "Các quy tắc và thứ tự ưu tiên"
RULES_HINT = "Danh sách được lập theo quy tắc cố định, xếp từ việc cần xử lý trước."

RULE = {
    Rule.MISSED_AND_WORSE: (
        "Chưa đạt và đang kém đi",
        "Chưa đạt mục tiêu và kém hơn tháng trước, khi số đơn vị có đủ số liệu như tháng trước.",
    ),
    Rule.MISSED_WITH_LATE_TASKS: (
        "Chưa đạt và có nhiệm vụ trễ hạn",
        "Chưa đạt mục tiêu, đồng thời nhiệm vụ phục vụ chỉ tiêu đó đã quá hạn.",
    ),
    Rule.MISSED: ("Chưa đạt mục tiêu", "Chưa đạt mục tiêu đang có hiệu lực của kỳ."),
    Rule.UNIT_BEHIND: (
        "Đơn vị chưa đạt nhiều chỉ tiêu",
        f"Đơn vị chưa đạt từ {BEHIND_LEAST} chỉ tiêu trở lên và ít nhất 1/{BEHIND_ONE_IN} số chỉ tiêu được đánh giá "
        "của mình (đạt, gần đạt, chưa đạt); xếp theo số chỉ tiêu chưa đạt.",
    ),
    Rule.SIGNAL: (
        "Dấu hiệu thay đổi xấu mới xuất hiện",
        "Biểu đồ kiểm soát theo tháng có dấu hiệu xấu mà tháng trước chưa có.",
    ),
    Rule.OVERDUE: ("Báo cáo quá hạn", "Đơn vị chưa nộp báo cáo tháng khi đã quá hạn."),
    Rule.JUMP: (
        "Số liệu khác thường chưa giải trình",
        "Số liệu lệch hẳn so với chính đơn vị trong các tháng trước, chưa có giải trình hoặc ghi chú.",
    ),
    Rule.NEAR_AND_WORSE: (
        "Gần đạt nhưng đang kém đi",
        "Gần đạt mục tiêu nhưng kém hơn tháng trước, khi số đơn vị có đủ số liệu như tháng trước.",
    ),
}
"""The name of each rule, and when something falls under it."""

_SLIPPING = frozenset({Rule.MISSED_AND_WORSE, Rule.MISSED_WITH_LATE_TASKS, Rule.MISSED, Rule.NEAR_AND_WORSE})

SIGNAL = {
    Signal.TREND: "kém dần liên tục từ {since}; trung bình {centre}",
    Signal.SHIFT: "kém mức trung bình {centre} liên tục từ {since}",
    Signal.TWO_OF_THREE: "hai trong ba tháng gần nhất kém hẳn mức trung bình {centre}",
    Signal.OUTSIDE: "ra ngoài giới hạn kiểm soát về phía xấu; trung bình {centre}",
}
"""What makes a month stand out, with the month in which that began."""


def finding_sentence(plan: Plan, finding: Finding, *, in_full: bool = False) -> str:
    """A thing that needs attention, with its numbers; `in_full` with the full names, for official documents."""
    if finding.jump is not None:
        return _jump(plan, finding.jump)
    score = finding.score
    if score is None:
        return _overdue(plan, finding, in_full=in_full)
    if finding.signal is not None:
        return f"{_of_whom(plan, score, in_full=in_full)}: {_lower(_signal(plan, finding.signal, score))}"
    if finding.rule is Rule.UNIT_BEHIND:
        return _behind(plan, finding, score, in_full=in_full)
    return _slipping(plan, finding, score, in_full=in_full)


def lacking(plan: Plan, finding: Finding) -> str:
    """The same in full beside a text that tells where each indicator stands: its value and target, not what is missing.

    "Tỷ lệ hồ sơ trực tuyến – Cấp xã: 47,4 % < 50 %; +1,2 điểm so với kết quả tính đến hết tháng 8/2024."
    """
    score = finding.score
    if finding.rule not in _SLIPPING or score is None:
        return finding_sentence(plan, finding, in_full=True)
    provisional = f" ({screens.PROVISIONAL})" if score.provisional else ""
    moved = f"; {_moved(plan, score, finding.before)} so với {_since(finding)}" if finding.before is not None else ""
    stands = against_target(plan.indicator_of_id[score.indicator], score)
    return f"{_of_whom(plan, score, in_full=True)}: {stands}{provisional}{moved}."


def why(plan: Plan, finding: Finding) -> str:
    """Why an indicator is pressing, beside its score: "Cần chú ý: chưa đạt và đang kém đi."."""
    said = f"{RULE[finding.rule][0]}."
    if finding.signal is not None and finding.score is not None:
        said = _signal(plan, finding.signal, finding.score)
    return f"Cần chú ý: {_lower(said)}"


def _slipping(plan: Plan, finding: Finding, score: Score, *, in_full: bool) -> str:
    sentence = f"{_of_whom(plan, score, in_full=in_full)} {_lower(status_sentence(plan, score))}"
    if finding.before is not None:
        sentence += f" So với {_since(finding)}: {_moved(plan, score, finding.before)}."
    if finding.late_tasks:
        sentence += (
            f" {formats.number(len(finding.late_tasks))} nhiệm vụ liên quan trễ hạn: {', '.join(finding.late_tasks)}."
        )
    return sentence


def _moved(plan: Plan, score: Score, before: float) -> str:
    return change_text(plan.indicator_of_id[score.indicator], score.value, before)


def _since(finding: Finding) -> str:
    """What the value before is: that of the month before, or of the same stretch of time up to its end."""
    earlier = formats.month(finding.month - 1)
    match finding.period:
        case Period.YEAR_TO_DATE:
            return f"kết quả tính đến hết {earlier}"
        case Period.QUARTER:
            return f"kết quả trong quý tính đến hết {earlier}"
        case _:
            return earlier


def _behind(plan: Plan, finding: Finding, score: Score, *, in_full: bool) -> str:
    indicator = plan.indicator_of_id[score.indicator]
    name = indicator.name if in_full else indicator.short
    value, asked = cell_with_unit(indicator, score), formats.exact(round(score.bound, 2))
    return (
        f"{labels.scope_name(plan, score.scope)} chưa đạt {finding.missed} trên {finding.judged} chỉ tiêu; đáng chú ý: "
        f"{name} {value} {labels.OPPOSITE[score.operator]} {measured(indicator, asked, 0)}."
    )


def _signal(plan: Plan, signal: NewSignal, score: Score) -> str:
    indicator, month = plan.indicator_of_id[signal.indicator], formats.month(Month.from_ordinal(score.month))
    centre = value_text(indicator, signal.centre, decimals=max(indicator.decimals, 1))
    why = SIGNAL[signal.signal].format(since=formats.month(signal.since), centre=centre)
    return f"Riêng {month} là {value_text(indicator, signal.value)}, {why}."


def _jump(plan: Plan, jump: Jump) -> str:
    measure = plan.measure_of_id[jump.measure]
    value = formats.quantity(formats.exact(jump.mark.value), measure.measured_in)
    basis = _lower(review_words.mark(measure, jump.mark))
    return f"{plan.unit_of_id[jump.unit].name} – {measure.name} {formats.month(jump.month)}: {value}, {basis}"


def _overdue(plan: Plan, finding: Finding, *, in_full: bool) -> str:
    units = [plan.unit_of_id[unit] for unit in finding.units]
    names = [unit.name if in_full else unit.short for unit in units]
    due = formats.day(plan.due_day(finding.month))
    more = formats.number(len(names) - 4)
    listed = ", ".join(names[:4]) + (f" và {more} đơn vị khác" if len(names) > 4 else "")
    return f"{formats.number(len(names))} đơn vị chưa có báo cáo {formats.month(finding.month)} (hạn {due}): {listed}."


def _of_whom(plan: Plan, score: Score, *, in_full: bool) -> str:
    indicator = plan.indicator_of_id[score.indicator]
    name = indicator.name if in_full else indicator.short
    return name + ("" if score.scope == WHOLE else f" – {labels.scope_name(plan, score.scope)}")


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def counted(total: int) -> str:
    """How many there are: "12 việc cần chú ý"."""
    return f"{formats.number(total)} việc cần chú ý"
