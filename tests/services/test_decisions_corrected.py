"""What a decision says may be corrected: by whom, when with a reason, and what is refused."""

import datetime as dt
import json
from typing import Any

import pytest

from kpi.access import Person
from kpi.errors import Refused
from kpi.meetings import Decision
from kpi.services import decisions
from kpi.services.product import Product, product_of
from tests.meeting_room import TEXT, closed, decide, office, running
from tests.office import CHAIRMAN, COORDINATOR, MA_NOI, MY_SON, OFFICER, ninh_son


def correct(made: Product, one: Decision, person: Person = COORDINATOR, **said: Any) -> Decision:
    """Correct what a decision says where something is said otherwise."""
    first: dict[str, Any] = {"text": one.text, "unit": one.unit, "due": one.due, "version": one.version}
    return decisions.correct(made, person, one.number, **(first | said))


def test_a_decision_is_corrected_while_its_meeting_runs_and_the_history_keeps_what_it_said() -> None:
    made = office()
    one = decide(made, running(made))
    corrected = correct(made, one, CHAIRMAN, text=" Tập huấn  ký số ", unit=MY_SON, due=dt.date(2024, 4, 20))
    assert (corrected.text, corrected.unit, corrected.due, corrected.version) == (
        "Tập huấn ký số",
        MY_SON,
        dt.date(2024, 4, 20),
        2,
    )
    assert (corrected.item, corrected.made_by, corrected.made_at) == (one.item, one.made_by, one.made_at)
    (revision,) = made.store.revisions(limit=1)
    assert json.loads(revision.before or "") == {"text": TEXT, "unit": MA_NOI, "due": "2024-04-10"}


def test_after_its_meeting_a_decision_is_corrected_with_a_reason() -> None:
    made = office()
    closed(made)
    one = decisions.decision_of(made, 1)
    assert decisions.needs_reason(made, one)
    with pytest.raises(Refused) as refused:
        correct(made, one, due=dt.date(2024, 4, 30), reason="  ")
    assert refused.value.code == "decision_reason"
    correct(made, one, due=dt.date(2024, 4, 30), reason="Ghi nhầm  hạn")
    (revision,) = made.store.revisions(limit=1)
    assert (revision.action, revision.stamp.reason) == ("decision", "Ghi nhầm hạn")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"person": OFFICER}, "may_not_hold_meeting"),
        ({"text": " "}, "decision_text"),
        ({"unit": "x"}, "decision_unit"),
        ({"due": None}, "decision_due"),
        ({"due": dt.date(2024, 4, 2)}, "decision_due"),
        ({"reason": "a" * 501}, "decision_long"),
        ({"version": 7, "text": "Báo cáo"}, "decision_changed_meanwhile"),
    ],
)
def test_what_is_no_correction_is_refused(said: dict[str, Any], code: str) -> None:
    made = office()
    one = decide(made, running(made))
    with pytest.raises(Refused) as refused:
        correct(made, one, **said)
    assert refused.value.code == code
    assert decisions.decision_of(made, one.number) == one


def test_a_decision_for_a_unit_that_the_plan_has_no_more_keeps_it_when_it_is_corrected() -> None:
    made = office()
    closed(made)
    units = tuple(unit for unit in ninh_son().units if unit.id != MA_NOI)
    fewer = ninh_son().model_copy(update={"id": "ninh-son-2025", "units": units})
    next_year = product_of(fewer, made.store, made.clock)
    corrected = correct(next_year, decisions.decision_of(made, 1), text="Báo cáo", reason="Viết rõ")
    assert (corrected.text, corrected.unit) == ("Báo cáo", MA_NOI)
