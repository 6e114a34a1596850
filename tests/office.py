"""A product on a store in memory, with its people and its figures, for tests of services and screens."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kpi.access import Person, Role
from kpi.demofigures import tell
from kpi.figures import Change, Figure, FigureKey, Report, Stamp
from kpi.months import Month
from kpi.plan import Plan
from kpi.planfile import load_plan
from kpi.services import demo
from kpi.services.product import Product, product_of
from kpi.services.store import Store
from kpi.ui.session import Session
from tests.builders import Figures, month
from tests.fakes import FakeStore

DATA = Path(__file__).resolve().parents[1] / "data"
DEMO_FOLDER = DATA / "demo"
NOW = dt.datetime(2024, 4, 3, 2, 30, tzinfo=dt.UTC)
MARCH = Month(2024, 3)
MA_NOI = "22828"
HUYEN = "585"

OFFICER = Person("Kator Thị Mai", Role.REPORTER, MA_NOI)
COLLEAGUE = Person("Chamaléa Thiện", Role.REPORTER, MA_NOI)
COORDINATOR = Person("Nguyễn Văn Tâm", Role.COORDINATOR)
CHAIRMAN = Person("Trần Minh Lực", Role.LEADER)
ADMINISTRATOR = Person("Lê Thị Hạnh", Role.ADMINISTRATOR)


@cache
def ninh_son() -> Plan:
    """Plan 395/KH-UBND of huyện Ninh Sơn, as delivered."""
    return load_plan(DATA / "plans" / "ninh-son-2024.toml")


def product(
    plan: Plan, figures: Figures | None = None, *, now: dt.datetime = NOW, store: Store | None = None
) -> Product:
    """A product whose store holds these figures, each report saved once."""
    kept = FakeStore() if store is None else store
    made = product_of(plan, kept, lambda: now)
    put(made, figures or {})
    return made


def put(made: Product, figures: Figures, *, person: Person = COLLEAGUE) -> None:
    """Save figures as another person would, over whatever is stored."""
    by_report: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for (unit, measure, at), value in figures.items():
        by_report[unit, at].append(Figure(FigureKey(unit, measure, month(at)), value))
    for (unit, at), saved in by_report.items():
        report = made.store.report(unit, month(at))
        changes = [Change(figure.key, None, figure) for figure in saved]
        stamp = Stamp(person.name, made.clock(), "form")
        made.store.save_report(report, changes=changes, explanations=report.explanations, stamp=stamp)


def stored(made: Product, unit: str = MA_NOI, at: Month = MARCH) -> Mapping[str, float | None]:
    """The figures of one report as they are stored, by measure."""
    return {figure.key.measure: figure.value for figure in made.store.figures_of(unit, [at])}


@cache
def _told() -> tuple[tuple[Figure, ...], tuple[Report, ...]]:
    told = tell(ninh_son(), demo.story_of(DEMO_FOLDER, ninh_son()))
    return told.figures, told.reports


def with_demonstration(*, now: dt.datetime = dt.datetime(2024, 11, 8, 2, 30, tzinfo=dt.UTC)) -> Product:
    """The product with the demonstration figures, in a store of its own."""
    made = product(ninh_son(), now=now)
    made.store.fill_demo(*_told(), Stamp(ADMINISTRATOR.name, now, "demo"))
    return made


@cache
def demonstration() -> Product:
    """The product with the demonstration figures, to be looked at and never changed."""
    return with_demonstration()


def session(made: Product, opened: list[tuple[str, Mapping[str, str]]] | None = None) -> Session:
    """A person's session; `opened` collects the pages that it goes to."""
    pages = [] if opened is None else opened
    return Session(made, DEMO_FOLDER, lambda url, parameters: pages.append((url, parameters)))
