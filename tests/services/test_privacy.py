"""A reporter cannot read another unit's drafts, whichever service is asked."""

import dataclasses
import gzip
import inspect
import pkgutil
from collections.abc import Callable
from importlib import import_module

import numpy as np
import pandas as pd
import pytest

import kpi.services
from kpi.access import Person
from kpi.errors import Refused
from kpi.figures import ReportState
from kpi.meetings import AgendaItem, ItemKind
from kpi.months import Period
from kpi.notes import NoteKind
from kpi.services import (
    attention,
    corrections,
    decisions,
    entry,
    entry_form,
    examine,
    flow,
    history,
    import_templates,
    import_unit,
    importing,
    indicator,
    meeting_changes,
    meetings,
    minutes,
    notes,
    outlook,
    overview,
    plan_document,
    process,
    reporting,
    review,
    slides,
    tasks,
    unit,
)
from kpi.services.history import Filters
from kpi.services.product import Product
from kpi.services.view import View, board_of, view_of
from kpi.tasks import TaskState
from tests.builders import reports
from tests.meeting_room import ON_TIME, new_meeting, running
from tests.office import COORDINATOR, MA_NOI, MARCH, MY_SON, OFFICER, OFFICER_OF_MY_SON, ninh_son, product, put_state
from tests.sheets import of_units

SECRET = 741.0
"""A figure of Mỹ Sơn's draft that appears nowhere else."""
WORDS = "Hai hồ sơ chờ bổ sung"

Ask = Callable[[Product, Person], object]
NOBODY_ELSE = View(OFFICER)
FORGED = View(OFFICER, approved=False)

ASKED: dict[str, Ask] = {
    "entry_form.open_form": lambda p, who: entry.open_form(p, who, MY_SON, MARCH),
    "entry.keep_draft": lambda p, who: entry.keep_draft(p, who, entry.open_form(p, who, MY_SON, MARCH), {}),
    "entry.save": lambda p, who: entry.save(p, who, entry.open_form(p, OFFICER_OF_MY_SON, MY_SON, MARCH), {}),
    "entry.save_if_changed": lambda p, who: entry.save_if_changed(
        p, who, entry.open_form(p, OFFICER_OF_MY_SON, MY_SON, MARCH), {}
    ),
    "entry.rebased": lambda p, who: entry.rebased(p, who, entry.open_form(p, OFFICER_OF_MY_SON, MY_SON, MARCH), {}),
    "entry_form.open_form_for_file": lambda p, who: entry_form.open_form_for_file(p, who, MY_SON, MARCH),
    "import_templates.forms_to_fill": lambda p, who: import_templates.forms_to_fill(p, who, MY_SON, MARCH),
    "import_unit.unit_import": lambda p, who: import_unit.unit_import(p, who, MY_SON, MARCH, readings=(), said={}),
    "flow.readiness": lambda p, who: flow.readiness(p, who, MY_SON, MARCH),
    "flow.submit": lambda p, who: flow.submit(p, who, MY_SON, MARCH, version=1),
    "flow.approve": lambda p, who: flow.approve(p, who, MY_SON, MARCH, version=1),
    "flow.return_report": lambda p, who: flow.return_report(p, who, MY_SON, MARCH, version=1, reason="Sai"),
    "flow.approve_all": lambda p, who: flow.approve_all(p, who, MARCH, seen={MY_SON: 1}),
    "history.history": lambda p, who: history.history(p, who, Filters(unit=MY_SON)),
    "review.month_review": lambda p, who: review.month_review(p, who, MARCH),
    "review.report_review": lambda p, who: review.report_review(p, who, MY_SON, MARCH),
    "review.reminder": lambda p, who: review.reminder(p, who, MY_SON, MARCH),
    "tasks.save_progress": lambda p, who: tasks.save_progress(
        p,
        who,
        task="III.1",
        unit=MY_SON,
        state=TaskState.DOING,
        percent=40,
        document_number="",
        document_date=None,
        done_on=None,
        note="",
        evidence=None,
        remove_evidence=False,
        version=0,
    ),
    "notes.add_note": lambda p, who: notes.add_note(
        p, who, indicator="on_time", scope=MY_SON, month=MARCH, kind=NoteKind.REMARK, text=WORDS
    ),
    "meetings.prepare": lambda p, who: meetings.prepare(p, who, new_meeting()),
    "meetings.start": lambda p, who: meetings.start(p, who, 1, version=1),
    "meetings.show_item": lambda p, who: meetings.show_item(p, who, 1, 0),
    "meetings.close": lambda p, who: meetings.close(p, who, 1, version=1),
    "meetings.cancel": lambda p, who: meetings.cancel(p, who, 1, version=1, reason=WORDS),
    "decisions.decide": lambda p, who: decisions.decide(
        p, who, meeting=1, item=ON_TIME, text=WORDS, unit=MY_SON, due=MARCH.last_day
    ),
    "decisions.correct": lambda p, who: decisions.correct(
        p, who, 1, text=WORDS, unit=MY_SON, due=MARCH.last_day, version=1, reason=WORDS
    ),
    "decisions.finish": lambda p, who: decisions.finish(p, who, 1, done_on=None, version=1),
    "decisions.reopen": lambda p, who: decisions.reopen(p, who, 1, version=1),
    "view.view_of": lambda p, who: view_of(p, who, unapproved=True),
    "view.board_of": lambda p, who: board_of(p, View(who, approved=False)),
}
"""Services that take a person: each refuses."""

SHOWN: dict[str, Callable[[Product, View], object]] = {
    "attention.every_finding": lambda p, view: attention.every_finding(p, MARCH, Period.MONTH, MY_SON, view=view),
    "attention.pressing_findings": lambda p, view: attention.pressing_findings(
        p, MARCH, Period.MONTH, MY_SON, view=view
    ),
    "attention.late_tasks": lambda p, view: attention.late_tasks(p, MARCH, view=view),
    "attention.signals": lambda p, view: attention.signals(p, MARCH, view=view),
    "attention.jumps": lambda p, view: attention.jumps(p, MARCH, view=view),
    "outlook.outlook_of": lambda p, view: outlook.outlook_of(p, "on_time", MY_SON, MARCH, view=view),
    "outlook.forecast_of": lambda p, view: outlook.forecast_of(p, "on_time", MY_SON, MARCH, view=view),
    "outlook.months_of": lambda p, view: outlook.months_of(p, "on_time", MY_SON, MARCH, view=view),
    "unit.unit_view": lambda p, view: unit.unit_view(p, MY_SON, MARCH, Period.MONTH, view=view),
    "process.process_view": lambda p, view: process.process_view(p, "on_time", MY_SON, MARCH, view=view),
    "meetings.findings_of": lambda p, view: meetings.findings_of(p, MARCH, view=view),
    "meetings.findings_about": lambda p, view: meetings.findings_about(p, ON_TIME, MARCH, view=view),
    "meetings.left_out": lambda p, view: meetings.left_out(p, MARCH, (), view=view),
    "meetings.proposed_agenda": lambda p, view: meetings.proposed_agenda(p, MARCH, view=view),
    "corrections.corrections": lambda p, view: corrections.corrections(p, MARCH, MARCH, view=view),
    "corrections.corrections_within": lambda p, view: corrections.corrections_within(
        p, MARCH, Period.MONTH, MY_SON, view=view
    ),
    "indicator.scopes_of_indicator": lambda p, view: indicator.scopes_of_indicator(p, "on_time", MARCH, view=view),
    "indicator.indicator_view": lambda p, view: indicator.indicator_view(
        p, "on_time", MY_SON, MARCH, Period.MONTH, view=view
    ),
    "overview.overview": lambda p, view: overview.overview(p, MARCH, Period.MONTH, MY_SON, view=view),
    "overview.overview_once": lambda p, view: overview.overview_once(
        p, MARCH, Period.MONTH, MY_SON, everything_in, view=view, written_for=""
    ),
    "plan_document.chapter": lambda p, view: plan_document.chapter(p, "III", view=view),
    "reporting.has_figures": lambda p, view: reporting.has_figures(p, view=view),
    "reporting.default_month": lambda p, view: reporting.default_month(p, view=view),
    "tasks.task_day": lambda p, view: tasks.task_day(p, MARCH, view=view),
    "reporting.reporting": lambda p, view: reporting.reporting(p, MARCH, view=view),
}
"""Services that take a view: they tell nothing unapproved, and refuse a view that was made by hand."""

HARMLESS = {
    "attention.rebases", "outlook.year_end_if",
    "plan_document.find", "plan_document.worked", "unit.scores_of_unit", "unit.units_to_look_at",
    "reporting.report_day",
    "demo.fill", "demo.remove", "demo.is_shown", "demo.has_story", "demo.story_of", "demo.story_path",
    "entry_form.step_of", "entry_form.step_from_file", "entry_form.text_of", "entry_form.typed", "examine.examine",
    "history.subjects_of", "lateness.days_late", "lateness.late", "lateness.days_overdue",
    "names.name_of", "names.names", "overview.scopes_on_offer", "product.product_of",
    "basis.basis_of", "evidence.plain_name",
    "evidence.evidence_file", "notes.notes_of", "notes.may_withdraw", "notes.withdraw_note", "notes.kinds_to_write",
    "tasks.plan_tasks", "tasks.latest_task_day", "tasks.may_update", "tasks.evidence_of",
    "tasks.read_day", "tasks.read_percent",
    "reporting.is_empty", "reporting.month_to_report", "reporting.units_to_enter",
    "reporting.months_on_offer", "reporting.units_on_offer", "view.check_view",
}  # fmt: skip
"""Functions of the plan, of what the caller already holds, or of the whole store, that give no unit's figures."""

OF_A_MEETING = {
    "as_stood.carried_into", "as_stood.decided_in", "as_stood.judged_on",
    "decisions.decision_of", "decisions.needs_reason", "decisions.decisions_of", "decisions.every_decision",
    "decisions.follow_up", "decisions.may_finish", "decisions.may_follow_up", "decisions.open_decisions",
    "frozen.freeze", "frozen.thawed",
    "meeting_changes.changed_on", "meeting_changes.changes_since", "meeting_changes.scores_of_agenda",
    "meetings.elapsed", "meetings.looked_at", "meetings.meeting_of", "meetings.meetings_of", "meetings.newest",
    "meetings.proposed_meeting", "meetings.with_open_decisions", "meetings.read_meeting_day", "meetings.read_minutes",
    "minutes.follow_up_of", "minutes.minutes_of",
    "signatures.behind", "signatures.started_by",
    "slides.slide_of", "slides.worst_first",
}  # fmt: skip
"""What everybody may look at: meetings, their decisions, and the approved figures that they froze."""

OF_A_REPORT = {"form_06a.form_06a_of", "periodic.periodic_report"}
"""Reports of approved figures alone, which everybody may have (tests/services/test_periodic, tests/web)."""

OF_A_FILE = {
    "importing.read_upload", "importing.read_paste", "importing.preview", "importing.write",
    "importing.meanings_of", "importing.may_be_skipped", "importing.answer", "importing.answers_given",
    "importing.forget_answer",
}  # fmt: skip
"""What is done with a file: beside its own figures a person sees those of reports that they may import into."""

OF_PEOPLE = {"accounts", "attempts", "first", "signin", "planning", "plans", "report_template", "upkeep", "store"}
"""Modules that know no figures."""


def office() -> Product:
    """Ma Nới's and Mỹ Sơn's drafts, the latter with a number and an explanation of its own."""
    made = product(ninh_son(), reports(MA_NOI, "2024-03", postal=7))
    figures = reports(
        MY_SON, "2024-03", resolved=SECRET, resolved_early=SECRET, resolved_on_time=0, resolved_late=3, postal=0
    )
    put_state(made, figures, ReportState.DRAFT, unit=MY_SON)
    form = entry.open_form(made, OFFICER_OF_MY_SON, MY_SON, MARCH)
    words = {entry.WHY + result.check.id: WORDS for result in examine.examine(made, form, form.saved).unexplained}
    entry.save(made, OFFICER_OF_MY_SON, form, {**form.saved, **words})
    return made


def everything_in(value: object) -> str:
    """All that a value holds, as text."""
    if isinstance(value, pd.DataFrame):
        return value.to_csv()
    if isinstance(value, np.ndarray):
        return everything_in(value.tolist())
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return " ".join(everything_in(getattr(value, field.name)) for field in dataclasses.fields(value))
    if isinstance(value, dict):
        return " ".join(everything_in(one) for pair in value.items() for one in pair)
    if isinstance(value, tuple | list):
        return " ".join(map(everything_in, value))
    return str(value)


def test_the_secret_is_there_for_who_may_see_it() -> None:
    made, view = office(), View(COORDINATOR, approved=False)
    assert str(SECRET) in everything_in(SHOWN["indicator.indicator_view"](made, view))
    assert str(SECRET) in everything_in(SHOWN["overview.overview"](made, view))
    assert str(SECRET) in everything_in(SHOWN["outlook.outlook_of"](made, view))
    assert str(SECRET) in everything_in(SHOWN["outlook.months_of"](made, view))
    assert str(SECRET) in everything_in(SHOWN["unit.unit_view"](made, view))
    assert WORDS in everything_in(review.report_review(made, COORDINATOR, MY_SON, MARCH))
    assert WORDS in everything_in(entry.open_form(made, OFFICER_OF_MY_SON, MY_SON, MARCH))


@pytest.mark.parametrize("name", ASKED)
def test_a_reporter_is_refused_for_another_unit(name: str) -> None:
    made = office()
    before = made.store.data_version()
    with pytest.raises(Refused) as refused:
        ASKED[name](made, OFFICER)
    assert refused.value.code.startswith("may_not_")
    assert made.store.data_version() == before


@pytest.mark.parametrize("name", SHOWN)
def test_what_a_reporter_is_shown_holds_nothing_of_another_units_draft(name: str) -> None:
    made = office()
    text = everything_in(SHOWN[name](made, NOBODY_ELSE))
    assert str(SECRET) not in text
    assert WORDS not in text
    with pytest.raises(Refused) as refused:
        SHOWN[name](made, FORGED)
    assert refused.value.code == "may_not_see_unapproved"


def test_every_public_function_of_the_services_is_accounted_for() -> None:
    found = set()
    for module in pkgutil.iter_modules(kpi.services.__path__):
        if module.name in OF_PEOPLE:
            continue
        code = import_module(f"kpi.services.{module.name}")
        found |= {
            f"{module.name}.{name}"
            for name, value in vars(code).items()
            if inspect.isfunction(value) and not name.startswith("_") and value.__module__ == code.__name__
        }
    assert found == {*ASKED, *SHOWN, *HARMLESS, *OF_A_MEETING, *OF_A_REPORT, *OF_A_FILE}


def test_a_file_with_figures_of_another_unit_shows_nothing_of_its_draft_and_writes_nothing_there() -> None:
    made, file = office(), of_units({"Xã Ma Nới": {"postal": 8}, "Xã Mỹ Sơn": {"resolved": 1, "postal": 2}})
    seen = importing.preview(made, OFFICER, file, MARCH)
    assert "741" not in everything_in((seen.units, seen.notices, seen.problems))
    assert WORDS not in everything_in(seen)
    importing.write(made, OFFICER, file, MARCH, seen=seen.seen, said={MY_SON: {"why.resolved_total": "Không phải"}})
    assert made.store.report(MY_SON, MARCH).saved_by == OFFICER_OF_MY_SON.login


def test_a_meeting_freezes_and_shows_nothing_of_a_draft() -> None:
    made = office()
    agenda = (AgendaItem(ItemKind.STATE), AgendaItem(ItemKind.UNIT, MY_SON), AgendaItem(ItemKind.REPORTING))
    meeting = running(made, COORDINATOR, agenda=agenda)
    shown = [slides.slide_of(made, meeting, place, person=OFFICER) for place in range(len(agenda))]
    told = meeting_changes.scores_of_agenda(made, OFFICER, meeting)
    ended = meetings.close(made, COORDINATOR, meeting.number, version=meeting.version)
    written = minutes.minutes_of(made, OFFICER, ended.number)
    snapshot = made.store.snapshot(meeting.number)
    assert written is not None
    assert snapshot is not None
    text = everything_in((*shown, told, written)) + gzip.decompress(snapshot.content).decode()
    assert "Mỹ Sơn" in text
    assert "741" not in text
    assert WORDS not in text
