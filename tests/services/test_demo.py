"""Filling an empty store with the demonstration, and removing it."""

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from kpi.access import Person, Role
from kpi.demofigures import tell
from kpi.demostory import Story
from kpi.demotasks import tell_notes, tell_tasks
from kpi.errors import Refused
from kpi.figures import Change, Figure, FigureKey, Report, Stamp
from kpi.months import Month
from kpi.plan import Plan
from kpi.planfile import load_plan
from kpi.services import demo
from kpi.services.product import Product, product_of
from kpi.tasks import TaskProgress, TaskState
from tests.builders import ward
from tests.fakes import FakeStore

DATA = Path(__file__).resolve().parents[2] / "data"
STORIES = DATA / "demo"
NOW = dt.datetime(2024, 11, 8, 2, 30, tzinfo=dt.UTC)
OCTOBER = Month(2024, 10)

ADMINISTRATOR = Person("Lê Thị Hạnh", Role.ADMINISTRATOR, None, "hanh.le")
OFFICER = Person("Chị Hoa", Role.REPORTER, "22828", "hoa")


@cache
def plan() -> Plan:
    return load_plan(DATA / "plans" / "ninh-son-2024.toml")


@cache
def story() -> Story:
    return demo.story_of(STORIES, plan())


def product(store: FakeStore) -> Product:
    return product_of(plan(), store, lambda: NOW)


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.code


def one_saved_figure(store: FakeStore) -> None:
    key = FigureKey("22828", "resolved", OCTOBER)
    stamp = Stamp("Chị Hoa", NOW, "form")
    store.save_report(
        Report("22828", OCTOBER), changes=[Change(key, None, Figure(key, 180.0))], explanations={}, stamp=stamp
    )


def test_an_empty_store_is_filled_with_the_whole_story() -> None:
    store = FakeStore()
    demo.fill(product(store), ADMINISTRATOR, story())
    told = tell(plan(), story())
    version, rows = store.read_figures()
    assert version == 1
    assert len(list(rows)) == len(told.figures)
    assert store.report("22828", OCTOBER) == next(r for r in told.reports if (r.unit, r.month) == ("22828", OCTOBER))


def test_the_tasks_and_the_notes_of_the_story_come_with_it() -> None:
    store = FakeStore()
    demo.fill(product(store), ADMINISTRATOR, story())
    told = {(one.task, one.unit): one.percent for one in tell_tasks(plan(), story())}
    assert {(one.task, one.unit): one.percent for one in store.task_progress(plan().id)} == told
    assert {note.text for note in store.notes(plan().id)} == {note.text for note in tell_notes(plan(), story())}
    assert store.data_version() == 1


def test_a_store_with_tasks_is_not_filled() -> None:
    store = FakeStore()
    store.save_task(TaskProgress(plan().id, "I.2b", "noi-vu", TaskState.DOING, 40), Stamp("hoa", NOW, "form"))
    with pytest.raises(Refused) as refused:
        demo.fill(product(store), ADMINISTRATOR, story())
    assert code_of(refused) == "store_not_empty"
    assert [one.percent for one in store.task_progress(plan().id)] == [40]


def test_a_filled_store_says_that_it_is_a_demonstration() -> None:
    store = FakeStore()
    assert not store.is_demo()
    demo.fill(product(store), ADMINISTRATOR, story())
    assert store.is_demo()


def test_the_history_keeps_who_filled_and_removed_it_and_when() -> None:
    store = FakeStore()
    demo.fill(product(store), ADMINISTRATOR, story())
    demo.remove(product(store), ADMINISTRATOR)
    removed, filled = store.revisions()
    assert (filled.action, filled.stamp) == ("demo_filled", Stamp("hanh.le", NOW, "demo"))
    assert (removed.action, removed.before) == ("demo_removed", filled.after)


def test_a_store_with_figures_is_not_filled() -> None:
    store = FakeStore()
    one_saved_figure(store)
    with pytest.raises(Refused) as refused:
        demo.fill(product(store), ADMINISTRATOR, story())
    assert code_of(refused) == "store_not_empty"
    assert [figure.value for figure in store.figures_of("22828", [OCTOBER])] == [180.0]
    assert not store.is_demo()


def test_a_demonstration_is_not_filled_twice() -> None:
    store = FakeStore()
    demo.fill(product(store), ADMINISTRATOR, story())
    with pytest.raises(Refused) as refused:
        demo.fill(product(store), ADMINISTRATOR, story())
    assert code_of(refused) == "store_not_empty"


def test_removing_leaves_the_store_empty() -> None:
    store = FakeStore()
    demo.fill(product(store), ADMINISTRATOR, story())
    store.keep_draft("22822", OCTOBER, "Anh Nam", {"resolved": "250"})
    demo.remove(product(store), ADMINISTRATOR)
    assert store.is_empty()
    assert not store.is_demo()
    assert store.draft("22822", OCTOBER, "Anh Nam") == {}
    assert store.report("22828", OCTOBER) == Report("22828", OCTOBER)


def test_a_removed_demonstration_can_be_filled_again() -> None:
    store = FakeStore()
    demo.fill(product(store), ADMINISTRATOR, story())
    demo.remove(product(store), ADMINISTRATOR)
    demo.fill(product(store), ADMINISTRATOR, story())
    assert store.is_demo()


def test_real_figures_are_not_removed_as_a_demonstration() -> None:
    store = FakeStore()
    one_saved_figure(store)
    with pytest.raises(Refused) as refused:
        demo.remove(product(store), ADMINISTRATOR)
    assert code_of(refused) == "no_demo"
    assert not store.is_empty()


def test_there_is_nothing_to_remove_from_an_empty_store() -> None:
    with pytest.raises(Refused) as refused:
        demo.remove(product(FakeStore()), ADMINISTRATOR)
    assert code_of(refused) == "no_demo"


@pytest.mark.parametrize(
    "person",
    [OFFICER, Person("Anh Tâm", Role.COORDINATOR), Person("Chủ tịch", Role.LEADER)],
    ids=["a-reporter", "the-coordinator", "the-chairman"],
)
def test_only_the_administrator_fills_and_removes(person: Person) -> None:
    store = FakeStore()
    with pytest.raises(Refused) as refused:
        demo.fill(product(store), person, story())
    assert code_of(refused) == "may_not_keep_demo"
    assert store.is_empty()
    demo.fill(product(store), ADMINISTRATOR, story())
    with pytest.raises(Refused) as refused:
        demo.remove(product(store), person)
    assert code_of(refused) == "may_not_keep_demo"
    assert store.is_demo()


def test_a_plan_without_a_story_has_nothing_to_show() -> None:
    assert demo.has_story(STORIES, plan())
    assert not demo.has_story(STORIES, ward())
    with pytest.raises(Refused) as refused:
        demo.story_of(STORIES, ward())
    assert code_of(refused) == "no_story"
