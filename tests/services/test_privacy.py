"""A reporter cannot read another unit's drafts, whichever service is asked."""

import dataclasses
import inspect
import pkgutil
from collections.abc import Callable
from importlib import import_module

import pandas as pd
import pytest

import kpi.services
from kpi.access import Person
from kpi.errors import Refused
from kpi.figures import ReportState
from kpi.months import Period
from kpi.services import corrections, entry, examine, flow, history, indicator, overview, reporting, review
from kpi.services.history import Filters
from kpi.services.product import Product
from kpi.services.view import View, board_of, view_of
from tests.builders import reports
from tests.office import COORDINATOR, MA_NOI, MARCH, MY_SON, OFFICER, OFFICER_OF_MY_SON, ninh_son, product, put_state

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
    "flow.readiness": lambda p, who: flow.readiness(p, who, MY_SON, MARCH),
    "flow.submit": lambda p, who: flow.submit(p, who, MY_SON, MARCH, version=1),
    "flow.approve": lambda p, who: flow.approve(p, who, MY_SON, MARCH, version=1),
    "flow.return_report": lambda p, who: flow.return_report(p, who, MY_SON, MARCH, version=1, reason="Sai"),
    "flow.approve_all": lambda p, who: flow.approve_all(p, who, MARCH, seen={MY_SON: 1}),
    "history.history": lambda p, who: history.history(p, who, Filters(unit=MY_SON)),
    "review.month_review": lambda p, who: review.month_review(p, who, MARCH),
    "review.report_review": lambda p, who: review.report_review(p, who, MY_SON, MARCH),
    "review.reminder": lambda p, who: review.reminder(p, who, MY_SON, MARCH),
    "view.view_of": lambda p, who: view_of(p, who, unapproved=True),
    "view.board_of": lambda p, who: board_of(p, View(who, approved=False)),
}
"""Services that take a person: each refuses."""

SHOWN: dict[str, Callable[[Product, View], object]] = {
    "corrections.corrections": lambda p, view: corrections.corrections(p, MARCH, MARCH, view=view),
    "indicator.scopes_of_indicator": lambda p, view: indicator.scopes_of_indicator(p, "on_time", MARCH, view=view),
    "indicator.indicator_view": lambda p, view: indicator.indicator_view(
        p, "on_time", MY_SON, MARCH, Period.MONTH, view=view
    ),
    "overview.overview": lambda p, view: overview.overview(p, MARCH, Period.MONTH, MY_SON, view=view),
    "overview.overview_once": lambda p, view: overview.overview_once(
        p, MARCH, Period.MONTH, MY_SON, everything_in, view=view, written_for=""
    ),
    "reporting.has_figures": lambda p, view: reporting.has_figures(p, view=view),
    "reporting.default_month": lambda p, view: reporting.default_month(p, view=view),
    "reporting.reporting": lambda p, view: reporting.reporting(p, MARCH, view=view),
}
"""Services that take a view: they tell nothing unapproved, and refuse a view that was made by hand."""

HARMLESS = {
    "demo.fill", "demo.remove", "demo.is_shown", "demo.has_story", "demo.story_of", "demo.story_path",
    "entry_form.step_of", "entry_form.text_of", "entry_form.typed", "examine.examine",
    "history.subjects_of", "lateness.days_late", "lateness.late", "lateness.days_overdue",
    "names.name_of", "names.names", "overview.scopes_on_offer", "product.product_of",
    "reporting.is_empty", "reporting.month_to_report", "reporting.units_to_enter",
    "reporting.months_on_offer", "reporting.units_on_offer", "view.check_view",
}  # fmt: skip
"""Functions of the plan, of what the caller already holds, or of the whole store, that give no unit's figures."""

OF_PEOPLE = {"accounts", "attempts", "first", "signin", "planning", "plans", "upkeep", "store"}
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
    assert found == {*ASKED, *SHOWN, *HARMLESS}
