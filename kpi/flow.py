"""The life of a report: which step leads from which state to which (DESIGN §1, báo cáo tháng)."""

from collections.abc import Mapping
from enum import StrEnum

from kpi.figures import ReportState


class Step(StrEnum):
    """What can be done to a report."""

    SAVE = "save"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    CORRECT = "correct"


TRANSITIONS: Mapping[tuple[ReportState, Step], ReportState] = {
    (ReportState.DRAFT, Step.SAVE): ReportState.DRAFT,
    (ReportState.RETURNED, Step.SAVE): ReportState.RETURNED,
    (ReportState.DRAFT, Step.SUBMIT): ReportState.SUBMITTED,
    (ReportState.RETURNED, Step.SUBMIT): ReportState.SUBMITTED,
    (ReportState.SUBMITTED, Step.APPROVE): ReportState.APPROVED,
    (ReportState.SUBMITTED, Step.RETURN): ReportState.RETURNED,
    (ReportState.APPROVED, Step.CORRECT): ReportState.APPROVED,
}
"""Every step that is allowed; all others are refused."""

NEEDS_REASON = frozenset({Step.RETURN, Step.CORRECT})
"""Steps that are refused without a written reason."""


def next_state(state: ReportState, step: Step) -> ReportState | None:
    """Where a step leads, None where it is not allowed."""
    return TRANSITIONS.get((state, step))
