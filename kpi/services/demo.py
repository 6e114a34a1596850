"""The demonstration: an empty store filled with a plan's story, and emptied of it again."""

from pathlib import Path

from kpi.access import Action, Person, check_may
from kpi.demofigures import tell
from kpi.demostory import Story, load_story
from kpi.demotasks import tell_notes, tell_tasks
from kpi.errors import Refused
from kpi.figures import Stamp
from kpi.plan import Plan
from kpi.services.product import Product
from kpi.services.store import NotDemo, NotEmpty


def story_path(folder: Path, plan: Plan) -> Path:
    """Where the story of a plan lives, if it has one."""
    return folder / f"{plan.id}.toml"


def has_story(folder: Path, plan: Plan) -> bool:
    """Whether there is a demonstration to offer."""
    return story_path(folder, plan).is_file()


def story_of(folder: Path, plan: Plan) -> Story:
    """The story of a plan; raises Refused where it has none, and PlanRefused where it does not fit the plan."""
    if not has_story(folder, plan):
        raise Refused("no_story")
    return load_story(story_path(folder, plan), plan)


def is_shown(product: Product) -> bool:
    """Whether the figures in the store are for demonstration; every screen says so."""
    return product.store.is_demo()


def fill(product: Product, person: Person, story: Story) -> None:
    """Fill the store with the story; raises Refused unless the store is empty and the person may."""
    check_may(product.plan, person, Action.KEEP_DEMO)
    plan = product.plan
    told = tell(plan, story)
    try:
        product.store.fill_demo(
            told.figures,
            told.reports,
            _stamp(product, person),
            progresses=tell_tasks(plan, story),
            notes=tell_notes(plan, story),
        )
    except NotEmpty as error:
        raise Refused("store_not_empty") from error


def remove(product: Product, person: Person) -> None:
    """Remove all of a demonstration, and what was added to it since; raises Refused where there is none."""
    check_may(product.plan, person, Action.KEEP_DEMO)
    try:
        product.store.remove_demo(_stamp(product, person))
    except NotDemo as error:
        raise Refused("no_demo") from error


def _stamp(product: Product, person: Person) -> Stamp:
    return Stamp(person.login, product.clock(), "demo")
