"""A product on a store in memory, with its people and its figures, for tests of services and screens."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from kpi.access import Person, Role
from kpi.accounts import Account
from kpi.demofigures import tell
from kpi.figures import Change, Figure, FigureKey, Report, ReportState, Stamp
from kpi.months import Month
from kpi.plan import Plan
from kpi.planfile import load_plan
from kpi.services import demo
from kpi.services.product import Product, product_of
from kpi.services.store import Store
from kpi.services.view import View
from kpi.ui.session import Session
from tests.builders import Figures, month
from tests.fakes import FakeStore

DATA = Path(__file__).resolve().parents[1] / "data"
DEMO_FOLDER = DATA / "demo"
BACKUPS = Path("/khong-co/backups")
NOW = dt.datetime(2024, 4, 3, 2, 30, tzinfo=dt.UTC)
MARCH = Month(2024, 3)
MA_NOI = "22828"
HUYEN = "585"

MY_SON = "22822"

OFFICER = Person("Kator Thị Mai", Role.REPORTER, MA_NOI, "mai.kator")
COLLEAGUE = Person("Chamaléa Thiện", Role.REPORTER, MA_NOI, "thien.chamalea")
OFFICER_OF_MY_SON = Person("Đạo Thanh Hà", Role.REPORTER, MY_SON, "ha.dao")
COORDINATOR = Person("Nguyễn Văn Tâm", Role.COORDINATOR, None, "tam.nguyen")
SECOND_COORDINATOR = Person("Phạm Thị Lan", Role.COORDINATOR, None, "lan.pham")
CHAIRMAN = Person("Trần Minh Lực", Role.LEADER, None, "luc.tran")
ADMINISTRATOR = Person("Lê Thị Hạnh", Role.ADMINISTRATOR, None, "hanh.le")
EVERYBODY = (OFFICER, COLLEAGUE, OFFICER_OF_MY_SON, COORDINATOR, SECOND_COORDINATOR, CHAIRMAN, ADMINISTRATOR)

EVERY_FIGURE = View(CHAIRMAN, approved=False)
"""The chairman's view that shows unapproved figures too."""
APPROVED = View(OFFICER)
"""What everybody sees."""


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
        stamp = Stamp(person.login, made.clock(), "form")
        made.store.save_report(report, changes=changes, explanations=report.explanations, stamp=stamp)


def put_state(
    made: Product,
    figures: Figures,
    state: ReportState,
    *,
    unit: str = MA_NOI,
    at: Month = MARCH,
    because: str = "",
) -> None:
    """Save figures as a colleague would, and bring their report to a state without asking the rules."""
    put(made, figures)
    report = made.store.report(unit, at)
    assert all((key[0], key[2]) == (unit, str(at)) for key in figures), "figures of another report"
    moved = replace(
        report,
        state=state,
        submitted_by=COLLEAGUE.login,
        submitted_at=made.clock(),
        first_submitted_at=made.clock(),
        decided_by=COORDINATOR.login,
        decided_at=made.clock(),
        returned_because=because,
    )
    stamp = Stamp(COORDINATOR.login, made.clock(), "form")
    made.store.save_report(moved, changes=(), explanations=report.explanations, stamp=stamp)


def put_approved(made: Product, figures: Figures) -> None:
    """Save figures of any reports as a colleague would, and approve each of them without asking the rules."""
    for unit, at in dict.fromkeys((unit, at) for unit, _, at in figures):
        own = {key: value for key, value in figures.items() if (key[0], key[2]) == (unit, at)}
        put_state(made, own, ReportState.APPROVED, unit=unit, at=month(at))


def with_accounts(made: Product) -> Product:
    """The product in which everybody of the office has an account."""
    for person in EVERYBODY:
        account = Account(person.login, person.name, person.role, person.unit)
        made.store.add_account(account, Stamp(ADMINISTRATOR.login, made.clock(), "form"))
    return made


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
    made.store.fill_demo(*_told(), Stamp(ADMINISTRATOR.login, now, "demo"))
    return made


@cache
def demonstration() -> Product:
    """The product with the demonstration figures, to be looked at and never changed."""
    return with_demonstration()


def session(
    made: Product,
    opened: list[tuple[str, Mapping[str, str]]] | None = None,
    *,
    person: Person = CHAIRMAN,
    ended: bool = False,
) -> Session:
    """A person's session; `opened` collects the pages that it goes to, `ended` says that it ran out meanwhile."""
    pages = [] if opened is None else opened
    return Session(
        product=made,
        person=person,
        demo_folder=DEMO_FOLDER,
        backups=BACKUPS,
        ended=lambda: ended,
        open_page=lambda url, parameters: pages.append((url, parameters)),
    )
