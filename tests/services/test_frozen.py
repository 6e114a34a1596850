"""A meeting looks at what it began with: the same figures to the last digit, whatever becomes of them."""

import gzip
from dataclasses import replace

import pytest

from kpi.errors import Refused
from kpi.figures import ReportState, Stamp
from kpi.meetings import Meeting
from kpi.months import Month, Period
from kpi.notes import NoteKind
from kpi.plan import WHOLE
from kpi.services import entry, meetings, notes, report_template
from kpi.services.attention import every_finding
from kpi.services.frozen import freeze, thawed
from kpi.services.indicator import indicator_view
from kpi.services.names import name_of, names
from kpi.services.overview import overview
from kpi.services.product import Product
from kpi.services.unit import unit_view
from kpi.services.view import View
from kpi.tasks import TaskProgress, TaskState
from tests.builders import reports
from tests.meeting_room import (
    ON_TIME,
    closed,
    decide,
    later,
    office,
)
from tests.office import (
    ADMINISTRATOR,
    APPROVED,
    CHAIRMAN,
    COORDINATOR,
    EVERY_FIGURE,
    MA_NOI,
    MARCH,
    MY_SON,
    NOW,
    OFFICER,
    put_approved,
    with_accounts,
    with_demonstration,
)

OCTOBER = Month(2024, 10)
YEAR = Period.YEAR_TO_DATE


def everything(product: Product) -> list[str]:
    """What the screens of a meeting are made of, written so that what is missing is like what is missing."""
    views = [indicator_view(product, "on_time", scope, OCTOBER, YEAR, view=APPROVED) for scope in (WHOLE, MA_NOI)]
    return [
        repr(overview(product, OCTOBER, YEAR, WHOLE, view=APPROVED)),
        repr(every_finding(product, OCTOBER, YEAR, WHOLE, view=APPROVED)),
        repr(unit_view(product, MA_NOI, OCTOBER, YEAR, view=APPROVED)),
        *(view.history.to_csv() for view in views),
        *(repr(replace(view, history=view.history.head(0))) for view in views),
    ]


def correct(made: Product, at: Month, **texts: str) -> None:
    form = entry.open_form(made, COORDINATOR, MA_NOI, at)
    entry.save(made, COORDINATOR, form, {**form.saved, **texts}, reason="Đếm lại hồ sơ giấy")


def test_after_corrections_new_reports_tasks_and_notes_the_meeting_sees_what_it_saw() -> None:
    made = with_accounts(with_demonstration())
    then = everything(made)
    agenda = meetings.proposed_agenda(made, OCTOBER, view=APPROVED)
    meeting = meetings.prepare(
        made, COORDINATOR, Meeting(made.plan.id, OCTOBER, made.today, CHAIRMAN.name, agenda=agenda)
    )
    meeting = meetings.start(made, COORDINATOR, meeting.number, version=meeting.version)
    assert everything(meetings.looked_at(made, meeting)) == then

    after = later(made, days=200)
    figures = {f.key.measure: f.value or 0 for f in made.store.figures_of(MA_NOI, [OCTOBER])}
    late, in_time = int(figures["resolved_late"]) + 5, int(figures["resolved_on_time"]) - 5
    correct(after, OCTOBER, resolved_late=str(late), resolved_on_time=str(in_time))
    put_approved(after, reports(MY_SON, "2024-10", received=300, resolved_late=7))
    put_approved(after, reports(MA_NOI, "2024-11", received=300))
    notes.add_note(
        after, CHAIRMAN, indicator="on_time", scope=MA_NOI, month=OCTOBER, kind=NoteKind.EVENT, text="Mất điện"
    )
    made.store.save_task(TaskProgress(made.plan.id, "III.1", MA_NOI, TaskState.DOING, 40), stamp_of(after))
    decide(after, meeting, due=after.today)

    now = everything(after)
    seen = everything(meetings.looked_at(after, meetings.meeting_of(after, meeting.number)))
    assert seen == then
    assert [at for at, (before, changed) in enumerate(zip(then, now, strict=True)) if before == changed] == []


def stamp_of(made: Product) -> Stamp:
    return Stamp(COORDINATOR.login, made.clock(), "form")


def test_a_meeting_that_has_not_begun_looks_at_todays_figures() -> None:
    made = office()
    meeting = meetings.prepare(made, COORDINATOR, replace(closed(made), number=0, version=0))
    assert meetings.looked_at(made, meeting) is made


def test_the_same_content_gives_the_same_bytes_and_no_secret_is_in_them() -> None:
    made = office()
    account = made.store.account(OFFICER.login)
    assert account is not None
    secret = replace(account, password_hash="$argon2id$v=19$bi-mat", external="mai@ninhthuan.gov.vn")
    made.store.change_account(secret, stamp_of(made), before=account)
    content = freeze(made)
    assert content == freeze(made)
    text = gzip.decompress(content).decode()
    assert "Kator Thị Mai" in text
    assert not any(part in text for part in ("argon2", "mai@ninhthuan.gov.vn"))


def test_people_are_called_by_their_names_in_what_is_frozen() -> None:
    made = office()
    frozen = thawed(freeze(made))
    assert names(frozen) == names(made)
    assert (name_of(frozen, OFFICER.login), name_of(frozen, "ai-do")) == ("Kator Thị Mai", "ai-do")


def test_what_is_frozen_is_read_as_of_its_day_and_never_written() -> None:
    made = office()
    frozen = thawed(freeze(made))
    assert (frozen.plan, frozen.clock(), frozen.today) == (made.plan, NOW, made.today)
    for act in (
        lambda: notes.add_note(
            frozen, CHAIRMAN, indicator="on_time", scope=WHOLE, month=MARCH, kind=NoteKind.EVENT, text="Mất điện"
        ),
        lambda: meetings.prepare(
            frozen, COORDINATOR, Meeting("ninh-son-2024", MARCH, made.today, "Lực", agenda=(ON_TIME,))
        ),
        lambda: report_template.drop_template(frozen, ADMINISTRATOR),
        lambda: overview(frozen, MARCH, YEAR, WHOLE, view=EVERY_FIGURE),
        lambda: overview(frozen, MARCH, YEAR, WHOLE, view=View(COORDINATOR, approved=False)),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "meeting_frozen"


def test_what_changes_while_it_is_read_is_read_again() -> None:
    made = office()
    changes = iter([{"postal": 7.0}])

    class Busy:
        """A store in which somebody's report is approved while another reads."""

        def __getattr__(self, name: str) -> object:
            if name == "task_progress" and (change := next(changes, None)):
                put_approved(made, reports("22831", "2024-03", **change))
            return getattr(made.store, name)

    frozen = thawed(freeze(replace(made, store=Busy())))  # type: ignore[arg-type]
    assert [figure.value for figure in frozen.store.figures_of("22831", [MARCH], approved=True)] == [7]
    assert frozen.store.report("22831", MARCH).state is ReportState.APPROVED
