"""A status with what qualifies it: provisional while figures are owed, not certain while a survey leaves it open."""

import math

from kpi.intervals import straddles, wilson
from kpi.plan import Indicator
from kpi.scoring import Score
from kpi.targets import Status
from kpi.wording import labels, screens

UNSURE, UNSURE_MARK = "chưa chắc chắn", "?"


def interval(indicator: Indicator, score: Score) -> tuple[float, float] | None:
    """The Wilson interval of a share of survey answers, in %; None of anything else, and without answers."""
    if not indicator.survey or not score.denominator > 0 or not 0 <= score.numerator <= score.denominator:
        return None
    return wilson(score.numerator, score.denominator)


def is_unsure(indicator: Indicator, score: Score) -> bool:
    """Whether the answers of a survey are too few to tell on which side of the target the share is."""
    limits = interval(indicator, score)
    if limits is None or not score.operator or math.isnan(score.bound):
        return False
    return straddles(*limits, score.operator, score.bound)


def is_provisional(score: Score) -> bool:
    """Whether a status may still change because units owe figures; one that says so itself does not count."""
    return score.provisional and score.status not in {Status.NO_DATA, Status.UNPUBLISHED}


def qualified(indicator: Indicator, score: Score, *more: str) -> str:
    """A status in words with what qualifies it: "Đạt (tạm tính; chưa chắc chắn)"."""
    provisional = screens.PROVISIONAL if is_provisional(score) else ""
    unsure = UNSURE if is_unsure(indicator, score) else ""
    said = "; ".join(filter(None, (provisional, unsure, *more)))
    return f"{labels.STATUS[score.status]} ({said})" if said else labels.STATUS[score.status]


def certain(indicator: Indicator, score: Score) -> str:
    """A status in words where being provisional is said apart: "Đạt, chưa chắc chắn"."""
    said = labels.STATUS[score.status]
    return f"{said}, {UNSURE}" if is_unsure(indicator, score) else said


def symbol(indicator: Indicator, score: Score) -> str:
    """The symbol of a status where there is no room for words, with a question mark where it is not certain: "✓?"."""
    return f"{labels.SYMBOL[score.status]}{UNSURE_MARK if is_unsure(indicator, score) else ''}"


def with_symbol(indicator: Indicator, score: Score, *more: str) -> str:
    """The same after its symbol: "✓ Đạt (tạm tính)"."""
    return f"{labels.SYMBOL[score.status]} {qualified(indicator, score, *more)}"
