"""What the entry form says."""

from kpi.checks import CheckResult
from kpi.figures import Change, Figure
from kpi.plan import Measure, Plan
from kpi.wording import formats, labels, screens
from kpi.wording.problems import FIELD
from kpi.wording.sentences import change_sentence, figure_text


def figure(value: Figure | None) -> str:
    """A figure of an earlier month beside its field."""
    if value is None:
        return "–"
    return screens.NOT_ARISEN if value.value is None else formats.exact(value.value)


def field_problem(code: str, measure: Measure, text: str) -> str:
    """What is wrong with a field, by its name for a screen reader and a list of problems."""
    maximum = "" if measure.maximum is None else formats.exact(measure.maximum)
    example = "1.234" if measure.number == "integer" else "23,4"
    sentence = FIELD[code].format(text=text.strip(), maximum=maximum, example=example, measured_in=measure.measured_in)
    return f"{measure.name}: {sentence}"


def reading_choice(value: float) -> dict[str, str]:
    """A button that chooses one reading of an ambiguous number."""
    return {"label": formats.exact(value), "value": formats.plain(value)}


def total_choice(value: float) -> dict[str, str]:
    """A button that fills in a total."""
    return {"label": f"{screens.FILL_TOTAL} {formats.exact(value)}", "value": formats.plain(value)}


def replaced(change: Change) -> str:
    """What saving will replace: "Đang lưu 12, sẽ thành 9"."""
    return f"đã lưu: {figure_text(change.before)} → {figure_text(change.after)}"


def change(plan: Plan, one: Change) -> str:
    """A change that was saved."""
    return change_sentence(plan, one)


def their_change(plan: Plan, one: Change) -> str:
    """A change that somebody else saved first."""
    return f"{screens.THEIRS} {change_sentence(plan, one)}"


def saved(count: int) -> str:
    """What a save did.

    >>> saved(2)
    'Đã lưu 2 thay đổi.'
    """
    return f"Đã lưu {count} thay đổi." if count else "Đã lưu giải trình."


def unsaved(count: int) -> str:
    return screens.changes_unsaved(count)


def draft_notice(*, outdated: bool) -> str:
    return screens.DRAFT_OUTDATED if outdated else screens.DRAFT_RESTORED


def check(result: CheckResult) -> str:
    """A check with both sides: "Tổng đã giải quyết: 120 ≠ 123 (lệch 3)"."""
    name = result.check.name
    if result.left is None or result.right is None or result.difference is None:
        return name
    left, right = formats.exact(result.left), formats.exact(result.right)
    if result.holds:
        return f"{name}: {left} {labels.OPERATOR[result.check.operator]} {right}"
    gap = formats.exact(abs(result.difference))
    return f"{name}: {left} {labels.OPPOSITE[result.check.operator]} {right} (lệch {gap})"
