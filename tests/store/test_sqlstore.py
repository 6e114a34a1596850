"""The store as the services know it."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import get_type_hints

import pytest
from sqlalchemy import Engine

from kpi.figures import Stamp
from kpi.months import Month
from kpi.services.answers import AnswerStore
from kpi.services.store import FigureStore, MeetingStore, PeopleStore, PlanStore, Store, TaskStore, TemplateStore
from kpi.store import engine as engine_module
from kpi.store.engine import writing
from kpi.store.migrate import migrate
from kpi.store.sqlstore import SqlStore, open_store

PARTS = (FigureStore, PeopleStore, PlanStore, TaskStore, MeetingStore, AnswerStore, TemplateStore)
METHODS = {
    name: method
    for part in PARTS
    for name, method in vars(part).items()
    if inspect.isfunction(method) and name[0] != "_"
}
MARCH = Month(2024, 3)
READERS: dict[str, Callable[[SqlStore], object]] = {
    "data_version": lambda store: store.data_version(),
    "read_figures": lambda store: list(store.read_figures(approved=True)[1]),
    "changes_since": lambda store: store.changes_since(0, approved=True),
    "figures_of": lambda store: store.figures_of("22828", [MARCH]),
    "figures_for": lambda store: store.figures_for(["resolved_late"], MARCH, MARCH),
    "report": lambda store: store.report("22828", MARCH),
    "reports": lambda store: store.reports(MARCH),
    "reports_between": lambda store: store.reports_between(MARCH, MARCH),
    "draft": lambda store: store.draft("22828", MARCH, "Kator Thị Mai"),
    "is_empty": lambda store: store.is_empty(),
    "is_demo": lambda store: store.is_demo(),
    "revisions": lambda store: store.revisions(),
    "first_broken_revision": lambda store: store.first_broken_revision(),
    "accounts": lambda store: store.accounts(),
    "account": lambda store: store.account("mai.kator"),
    "account_of_external": lambda store: store.account_of_external("mai@ninhson.vn"),
    "session": lambda store: store.session("9f86d0"),
    "sessions": lambda store: store.sessions(),
    "attempts": lambda store: store.attempts("login:mai.kator"),
    "active_plan": lambda store: store.active_plan(),
    "used_names": lambda store: store.used_names(),
    "size": lambda store: store.size(),
    "task_progress": lambda store: store.task_progress("ninh-son-2024"),
    "evidence": lambda store: store.evidence("9f86d0"),
    "notes": lambda store: store.notes("ninh-son-2024"),
    "note": lambda store: store.note(1),
    "meetings": lambda store: store.meetings("ninh-son-2024"),
    "meeting": lambda store: store.meeting(1),
    "snapshot": lambda store: store.snapshot(1),
    "decisions": lambda store: store.decisions(meeting=1, unit="22828"),
    "decision": lambda store: store.decision(1),
    "answers": lambda store: store.answers(),
    "report_template": lambda store: store.report_template(),
}


NOT_HISTORY = {
    *("keep_draft", "open_session", "see_session", "close_session", "close_sessions"),
    *("note_failure", "forget_failures", "show_item"),
}
"""What the store keeps for a while only."""


def test_every_method_that_changes_something_takes_a_stamp_unless_it_is_not_history() -> None:
    writers = METHODS.keys() - READERS.keys() - {"backup"}
    without_stamp = {name for name in writers if Stamp not in get_type_hints(METHODS[name]).values()}
    assert without_stamp == NOT_HISTORY


def test_the_parts_are_the_whole_store() -> None:
    assert {name for name, _ in inspect.getmembers(Store, inspect.isfunction) if name[0] != "_"} == METHODS.keys()


def test_no_reader_takes_a_stamp() -> None:
    readers = METHODS.keys() & READERS.keys()
    assert not [name for name in readers if Stamp in get_type_hints(METHODS[name]).values()]


def test_the_store_has_every_method_of_its_description_with_the_same_arguments() -> None:
    for name, method in METHODS.items():
        assert inspect.signature(getattr(SqlStore, name)) == inspect.signature(method), name


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_does_not_wait_for_a_writer(
    url: str, connect: Callable[[str], Engine], monkeypatch: pytest.MonkeyPatch, reader: str
) -> None:
    monkeypatch.setattr(engine_module, "WAIT_SECONDS", 0.05)
    engine, other = connect(url), connect(url)
    migrate(engine)
    with writing(other):
        READERS[reader](SqlStore(engine))


def test_a_store_opens_where_there_was_none_and_again_where_there_is_one(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kpi.sqlite"
    assert open_store(url).is_empty()
    assert open_store(url).is_empty()
