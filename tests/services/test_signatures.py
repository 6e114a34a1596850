"""Who signed for what a meeting shows."""

from kpi.figures import ReportState
from kpi.meetings import AgendaItem, ItemKind
from kpi.services import meetings
from kpi.services.meetings import looked_at
from kpi.services.signatures import Signed, behind, started_by
from kpi.services.slides import slide_of
from tests.builders import reports
from tests.meeting_room import AGENDA, closed, decide, later, office, prepared, running
from tests.office import CHAIRMAN, COLLEAGUE, COORDINATOR, MA_NOI, MARCH, MY_SON, OFFICER, put_state

OF_COMMUNES = AgendaItem(ItemKind.INDICATOR, "on_time", "commune")


def test_the_starter_is_who_started_it_and_not_who_prepared_it_or_closed_it() -> None:
    made = office()
    ready = prepared(made, COORDINATOR)
    assert started_by(made, ready) == ""
    begun = meetings.start(made, CHAIRMAN, ready.number, version=ready.version)
    assert started_by(made, begun) == CHAIRMAN.login
    decide(made, begun)
    ended = meetings.close(later(made, 1), COORDINATOR, begun.number, version=begun.version)
    assert started_by(made, ended) == CHAIRMAN.login


def test_each_meeting_of_a_month_has_a_starter_of_its_own() -> None:
    made = office()
    first, second = closed(made), running(made, CHAIRMAN)
    assert [started_by(made, one) for one in (first, second)] == [COORDINATOR.login, CHAIRMAN.login]


def test_behind_an_indicator_stand_the_approved_reports_of_its_units_in_the_order_of_the_plan() -> None:
    made = office()
    put_state(made, reports("22810", "2024-03", resolved=9), ReportState.SUBMITTED, unit="22810")
    put_state(
        made,
        reports(MA_NOI, "2024-02", resolved=80, resolved_early=70, resolved_on_time=9, resolved_late=1),
        ReportState.APPROVED,
        at=MARCH - 1,
    )
    meeting = running(made, agenda=(OF_COMMUNES, *AGENDA))
    looked = looked_at(made, meeting)
    told = behind(looked, slide_of(made, meeting, 0, person=OFFICER))
    assert [(one.unit, str(one.month)) for one in told] == [
        (MY_SON, "2024-03"),
        (MA_NOI, "2024-03"),
        (MA_NOI, "2024-02"),
    ]
    at = made.clock()
    assert told[0] == Signed(MY_SON, MARCH, COLLEAGUE.name, at, COORDINATOR.name, at, "", None)


def test_behind_other_slides_stands_no_report() -> None:
    made = office()
    meeting = running(made)
    looked = looked_at(made, meeting)
    assert [len(behind(looked, slide_of(made, meeting, at, person=OFFICER))) for at in range(4)] == [0, 1, 1, 0]
