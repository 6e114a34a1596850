"""The life of a report: every state with every step."""

import itertools

import pytest

from kpi.figures import ReportState
from kpi.flow import NEEDS_REASON, TRANSITIONS, Step, next_state

D, S, A, R = ReportState.DRAFT, ReportState.SUBMITTED, ReportState.APPROVED, ReportState.RETURNED

TABLE = {
    #             draft submitted approved returned
    Step.SAVE:    (D,   None,     None,    R),
    Step.SUBMIT:  (S,   None,     None,    S),
    Step.APPROVE: (None, A,       None,    None),
    Step.RETURN:  (None, R,       None,    None),
    Step.CORRECT: (None, None,    A,       None),
}  # fmt: skip


@pytest.mark.parametrize(("step", "at"), list(itertools.product(Step, enumerate((D, S, A, R)))))
def test_a_step_leads_where_the_table_says(step: Step, at: tuple[int, ReportState]) -> None:
    column, state = at
    assert next_state(state, step) is TABLE[step][column]


def test_an_approved_report_never_becomes_anything_else() -> None:
    assert {to for (state, _), to in TRANSITIONS.items() if state is A} == {A}


def test_every_state_can_be_reached_from_a_draft() -> None:
    reached = {D}
    for _ in ReportState:
        reached |= {to for (state, _), to in TRANSITIONS.items() if state in reached}
    assert reached == set(ReportState)


def test_taking_something_back_needs_a_reason() -> None:
    assert {Step.RETURN, Step.CORRECT} == NEEDS_REASON
