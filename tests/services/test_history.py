"""The history as far as a person may read it, filtered and page by page."""

import pytest

from kpi.access import Person
from kpi.accounts import Account
from kpi.errors import Refused
from kpi.figures import ReportState, Stamp
from kpi.months import Month
from kpi.notes import Note, NoteKind
from kpi.services.history import Filters, history, subjects_of
from kpi.services.names import name_of, names
from kpi.services.product import Product
from kpi.tasks import TaskProgress, TaskState
from tests.builders import reports
from tests.office import (
    ADMINISTRATOR,
    CHAIRMAN,
    COLLEAGUE,
    COORDINATOR,
    MA_NOI,
    MARCH,
    MY_SON,
    NOW,
    OFFICER,
    OFFICER_OF_MY_SON,
    ninh_son,
    product,
    put,
    put_state,
    with_accounts,
)


def office() -> Product:
    """Both communes have saved figures, and Ma Nới's March is approved."""
    made = product(ninh_son())
    put(made, reports(MY_SON, "2024-03", resolved=50), person=OFFICER_OF_MY_SON)
    put(made, reports(MA_NOI, "2024-02", resolved_late=2), person=OFFICER)
    put_state(made, reports(MA_NOI, "2024-03", resolved_late=12, postal=7), ReportState.APPROVED)
    made.store.add_account(Account("moi", "Người mới", COLLEAGUE.role, MA_NOI), Stamp(ADMINISTRATOR.login, NOW, "form"))
    return made


def told(made: Product, person: Person, filters: Filters | None = None) -> list[tuple[str, str, str]]:
    page = history(made, person, filters or Filters())
    return [(revision.unit, revision.action, revision.subject) for revision in page.revisions]


@pytest.mark.parametrize("person", [CHAIRMAN, COORDINATOR])
def test_leaders_and_coordinators_read_everything_the_newest_first(person: Person) -> None:
    assert told(office(), person) == [
        ("", "account", "moi"),
        (MA_NOI, "state", ""),
        (MA_NOI, "figure", "postal"),
        (MA_NOI, "figure", "resolved_late"),
        (MA_NOI, "figure", "resolved_late"),
        (MY_SON, "figure", "resolved"),
    ]


def test_a_reporter_reads_what_happened_to_the_own_unit_alone() -> None:
    assert {unit for unit, _, _ in told(office(), OFFICER)} == {MA_NOI}
    assert told(office(), OFFICER) == told(office(), OFFICER, Filters(unit=MA_NOI))
    with pytest.raises(Refused) as refused:
        history(office(), OFFICER, Filters(unit=MY_SON))
    assert refused.value.code == "may_not_see_history"


@pytest.mark.parametrize("filters", [Filters(indicator="on_time"), Filters(person="ha.dao"), Filters(month=MARCH)])
def test_no_filter_shows_a_reporter_another_unit(filters: Filters) -> None:
    assert {unit for unit, _, _ in told(office(), OFFICER, filters)} <= {MA_NOI}


def test_an_administrator_does_not_read_the_history_of_figures() -> None:
    for filters in (Filters(), Filters(unit=MA_NOI)):
        with pytest.raises(Refused) as refused:
            history(office(), ADMINISTRATOR, filters)
        assert refused.value.code == "may_not_see_history"


def test_an_indicator_stands_for_its_measures_and_their_checks() -> None:
    subjects = subjects_of(ninh_son(), "on_time")
    assert {"resolved_early", "resolved_on_time", "resolved_late", "resolved_total"} <= set(subjects)
    assert "postal" not in subjects
    seen = told(office(), COORDINATOR, Filters(indicator="on_time"))
    assert {subject for _, _, subject in seen} == {"resolved_late"}


def test_a_reporter_reads_of_the_own_tasks_and_notes_and_of_no_others() -> None:
    made = office()
    for unit, who in ((MA_NOI, COORDINATOR), (MY_SON, OFFICER_OF_MY_SON)):
        begun = TaskProgress(made.plan.id, "III.1", unit, TaskState.DOING, 40)
        made.store.save_task(begun, Stamp(who.login, NOW, "form"))
        note = Note(made.plan.id, "on_time", unit, MARCH, NoteKind.REMARK, "Mất điện")
        made.store.withdraw_note(
            made.store.add_note(note, Stamp(who.login, NOW, "form")).number, Stamp("", NOW, "form")
        )
    seen = told(made, OFFICER)
    assert seen[:3] == [(MA_NOI, "note_withdrawn", "on_time"), (MA_NOI, "note", "on_time"), (MA_NOI, "task", "III.1")]
    assert {unit for unit, _, _ in seen} == {MA_NOI}
    assert told(made, CHAIRMAN, Filters(task="III.1")) == [(MY_SON, "task", "III.1"), (MA_NOI, "task", "III.1")]
    assert told(made, OFFICER, Filters(task="III.1")) == [(MA_NOI, "task", "III.1")]
    assert (MY_SON, "note", "on_time") in told(made, CHAIRMAN, Filters(indicator="on_time"))


def test_the_history_is_narrowed_to_a_month_and_a_person() -> None:
    of_february = history(office(), COORDINATOR, Filters(month=Month(2024, 2))).revisions
    assert [(r.month, r.stamp.who) for r in of_february] == [(Month(2024, 2), OFFICER.login)]
    of_one = history(office(), COORDINATOR, Filters(person=OFFICER_OF_MY_SON.login)).revisions
    assert [r.unit for r in of_one] == [MY_SON]


def test_pages_follow_each_other_without_a_gap_and_the_last_says_so() -> None:
    made = office()
    numbers: list[int] = []
    before: int | None = None
    for _ in range(3):
        page = history(made, COORDINATOR, before=before, most=2)
        numbers += [revision.number for revision in page.revisions]
        before = page.older
    assert numbers == [6, 5, 4, 3, 2, 1]
    assert before is None


def test_a_login_has_the_name_of_its_account_or_stands_for_itself() -> None:
    made = with_accounts(product(ninh_son()))
    assert name_of(made, OFFICER.login) == names(made)[OFFICER.login] == "Kator Thị Mai"
    assert name_of(made, "da-nghi") == "da-nghi"
