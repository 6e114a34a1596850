"""The store in memory that other tests use keeps the promises of the real one: the same steps, the same traces."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.access import Role
from kpi.accounts import Account, PlanFile, ReportTemplate, SignIn
from kpi.figures import Change, Figure, FigureKey, Report, ReportSave, ReportState, Stamp
from kpi.imports.found import SKIPPED, Subject
from kpi.months import Month
from kpi.services.answers import KeptAnswer
from kpi.services.store import (
    LastAdministrator,
    LoginTaken,
    NotDemo,
    NotEmpty,
    NotFirst,
    StaleAccount,
    StaleReport,
    Store,
)
from kpi.store.engine import open_engine
from kpi.store.migrate import migrate
from kpi.store.sqlstore import SqlStore
from tests.fakes import FakeStore

HANOI = dt.timezone(dt.timedelta(hours=7))
AT = dt.datetime(2024, 4, 3, 9, 30, tzinfo=HANOI)
MARCH = Month(2024, 3)
UNITS, MEASURES, PARTS = ("22810", "22828"), ("received", "resolved_late"), ("", "dat-dai")
LOGINS = ("hanh.le", "mai.kator")
REFUSALS = (StaleReport, StaleAccount, LoginTaken, NotFirst, LastAdministrator, NotEmpty, NotDemo)

Step = Callable[[Store, Stamp], object]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty SQLite database, to be copied."""
    file = tmp_path_factory.mktemp("empty") / "kpi.sqlite"
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    return file


@contextmanager
def copy_of(empty: Path) -> Iterator[SqlStore]:
    """The real store on a database of its own."""
    engine = open_engine(f"sqlite:///{shutil.copy(empty, empty.with_name('copy.sqlite'))}")
    try:
        yield SqlStore(engine)
    finally:
        engine.dispose()


keys = st.builds(FigureKey, st.sampled_from(UNITS), st.sampled_from(MEASURES), st.just(MARCH), st.sampled_from(PARTS))
figures = st.one_of(st.none(), st.sampled_from([None, 0.0, -0.0, 3, 4.5]))


@st.composite
def saves(draw: st.DrawFn) -> Step:
    """Save a report: figures set, emptied or left as they are, words, another state, an old version."""
    unit = draw(st.sampled_from(UNITS))
    edits = draw(st.dictionaries(keys.map(lambda key: replace(key, unit=unit)), st.tuples(figures, st.booleans())))
    words = draw(st.dictionaries(st.sampled_from(["resolved", "postal"]), st.sampled_from(["Đúng", "Đã kiểm tra"])))
    state, stale = draw(st.sampled_from(ReportState)), draw(st.integers(0, 9)) == 0
    corrected = draw(st.sampled_from([None, AT]))

    def save(store: Store, stamp: Stamp) -> Report:
        report = store.report(unit, MARCH)
        changes = [
            Change(key, None, None if withdrawn else Figure(key, value)) for key, (value, withdrawn) in edits.items()
        ]
        changed = replace(report, state=state, corrected_at=corrected, version=report.version + stale)
        return store.save_report(changed, changes=changes, explanations=words, stamp=stamp)

    return save


@st.composite
def imports(draw: st.DrawFn) -> Step:
    """Save the reports of some units at once, perhaps one of them in an old version, or one twice."""
    units, stale = draw(st.lists(st.sampled_from(UNITS), max_size=3)), draw(st.sampled_from([None, *UNITS]))
    value, part = draw(st.sampled_from([None, 0.0, 7])), draw(st.sampled_from(PARTS))

    def save(store: Store, stamp: Stamp) -> object:
        saves = []
        for unit in units:
            key, report = FigureKey(unit, "received", MARCH, part), store.report(unit, MARCH)
            report = replace(report, version=report.version + (unit == stale))
            saves.append(ReportSave(report, [Change(key, None, Figure(key, value))], report.explanations))
        return store.save_reports(saves, stamp)

    return save


@st.composite
def answers(draw: st.DrawFn) -> Step:
    """Say what texts stand for, or have one of them asked about again."""
    texts = draw(st.lists(st.sampled_from(["tt tan son", "ma noi"]), unique=True))
    meaning, forgets = draw(st.sampled_from(["22810", "22828", SKIPPED])), draw(st.booleans())

    def say(store: Store, stamp: Stamp) -> None:
        said = [KeptAnswer(Subject.UNIT, text, text.upper(), meaning) for text in texts]
        if not forgets:
            store.keep_answers(said, stamp)
        for one in said if forgets else ():
            store.forget_answer(one, stamp)

    return say


@st.composite
def accounts(draw: st.DrawFn) -> Step:
    """Add an account, or change one as it was read, or as it never was."""
    login, external = draw(st.sampled_from(LOGINS)), draw(st.sampled_from(["", "mai@ninhthuan.gov.vn"]))
    wanted = Account(login, draw(st.sampled_from(["Mai", "Hạnh"])), draw(st.sampled_from(Role)), external=external)
    wanted = replace(wanted, disabled=draw(st.booleans()), password_hash=draw(st.sampled_from(["", "$argon2id$a"])))
    first, stale = draw(st.booleans()), draw(st.integers(0, 9)) == 0

    def keep(store: Store, stamp: Stamp) -> None:
        before = store.account(login)
        if before is None:
            store.add_account(wanted, stamp, only_first=first)
        else:
            store.change_account(wanted, stamp, before=replace(before, must_change=stale))

    return keep


@st.composite
def visits(draw: st.DrawFn) -> Step:
    """Open, use or close a session; fail to sign in; forget failures."""
    login, token = draw(st.sampled_from(LOGINS)), draw(st.sampled_from("ab"))
    act, ago = draw(st.sampled_from(["open", "see", "close", "everywhere", "fail", "forget"])), draw(st.integers(0, 90))

    def visit(store: Store, stamp: Stamp) -> object:
        at = stamp.at - dt.timedelta(minutes=ago)
        account = store.account(login) or Account(login, "Không có ai", Role.LEADER)
        match act:
            case "open":
                if store.session(token) is None:
                    store.open_session(SignIn(token, login, at, at, "10.20.0.7", "Firefox"), of=account)
            case "see":
                store.see_session(token, at)
            case "close":
                store.close_session(token)
            case "everywhere":
                store.close_sessions(login)
            case "fail":
                return store.note_failure(login, at, forget_before=stamp.at - dt.timedelta(minutes=60))
            case _:
                store.forget_failures(login)
        return None

    return visit


@st.composite
def others(draw: st.DrawFn) -> Step:
    """Keep a draft, activate a plan, replace or drop the template, fill in or remove a demonstration."""
    unit, text = draw(st.sampled_from(UNITS)), draw(st.sampled_from(["", "12"]))
    act = draw(st.sampled_from(["draft", "plan", "template", "own", "fill", "remove"]))

    def do(store: Store, stamp: Stamp) -> None:
        key = FigureKey(unit, "received", MARCH)
        match act:
            case "draft":
                store.keep_draft(unit, MARCH, stamp.who, {"received": text} if text else {})
            case "plan":
                store.activate_plan(PlanFile(f"ke-hoach-{unit}", "a.toml", text, f"hash {text}", stamp.at), stamp)
            case "template":
                store.keep_report_template(ReportTemplate(f"{unit}.docx", text.encode()), stamp)
            case "own":
                store.keep_report_template(None, stamp)
            case "fill":
                store.fill_demo([Figure(key, 3)], [Report(unit, MARCH, ReportState.APPROVED)], stamp)
            case _:
                store.remove_demo(stamp)

    return do


def look(store: Store) -> Iterator[object]:
    """Everything that a store tells of itself."""
    yield store.revisions()
    yield store.revisions(unit="22828", month=MARCH, who="mai.kator", before=3, limit=2)
    yield store.is_empty(), store.is_demo(), store.used_names(), store.active_plan(), store.report_template()
    yield store.reports(MARCH), store.reports_between(MARCH - 1, MARCH + 1), list(store.answers())
    yield list(store.accounts()), list(store.sessions()), [store.attempts(login) for login in LOGINS]
    yield store.account_of_external(""), store.account_of_external("mai@ninhthuan.gov.vn")
    for approved in (False, True):
        version, rows = store.read_figures(approved=approved)
        yield version, sorted(rows, key=str)
        for unit in UNITS:
            yield store.figures_of(unit, [MARCH], approved=approved)
            yield store.draft(unit, MARCH, "mai.kator")
        yield store.figures_for(["received"], MARCH, MARCH, approved=approved)
        for since in range(store.data_version() + 2):
            changes = store.changes_since(since, approved=approved)
            yield changes and (changes[0], sorted(changes[1], key=str), sorted(changes[2], key=str))


@settings(max_examples=50, deadline=None, report_multiple_bugs=False)
@given(
    steps=st.lists(
        st.one_of(saves(), imports(), answers(), saves(), accounts(), visits(), others()), min_size=1, max_size=8
    )
)
def test_the_store_in_memory_leaves_the_same_traces_as_the_real_one(empty: Path, steps: list[Step]) -> None:
    fake = FakeStore()
    with copy_of(empty) as real:
        for number, step in enumerate(steps):
            stamp = Stamp(LOGINS[number % 2], AT + dt.timedelta(minutes=number), "form", "vì đếm lại")
            assert outcome(fake, step, stamp) == outcome(real, step, stamp)
        assert list(look(fake)) == list(look(real))


def outcome(store: Store, step: Step, stamp: Stamp) -> object:
    try:
        return step(store, stamp)
    except REFUSALS as refused:
        return type(refused), refused.args
