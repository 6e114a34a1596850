"""Putting the product together from its settings, for the screen and for the command line."""

import datetime as dt
import gc
import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import streamlit as st

from kpi.access import Person, Role
from kpi.errors import PlanRefused
from kpi.plan import Plan
from kpi.planfile import load_plan, parse_plan
from kpi.services.first import has_no_accounts, new_first_code
from kpi.services.product import Product, product_of
from kpi.services.store import Store
from kpi.store.engine import StoreUnavailable
from kpi.store.sqlstore import open_store
from kpi.wording import account_words, screens
from kpi.wording.problems import problem_sentence, store_sentence

DATA = Path(__file__).resolve().parent.parent / "data"
DEMO_FOLDER = DATA / "demo"
BACKUPS = DATA / "backups"
DEFAULT_PLAN = DATA / "plans" / "ninh-son-2024.toml"
CONSOLE = Person("Dòng lệnh", Role.ADMINISTRATOR, login="dong-lenh")
READER = replace(CONSOLE, role=Role.LEADER)
"""Who makes reports on the command line: whoever runs it has the whole store, the history too."""
FIRST_CODE = new_first_code()
BEHIND_TLS = os.environ.get("KPI_BEHIND_TLS") == "1"


def open_product() -> Product:
    """The product as the environment asks for it: KPI_PLAN (a file), KPI_DATABASE_URL (default data/kpi.sqlite).

    A plan that was activated in the store stands before the file. Raises PlanRefused and StoreUnavailable.
    """
    store = open_store(os.environ.get("KPI_DATABASE_URL", f"sqlite:///{DATA / 'kpi.sqlite'}"))
    return product_of(_plan_of(store), store, lambda: dt.datetime.now(dt.UTC))


def _plan_of(store: Store) -> Plan:
    active = store.active_plan()
    if active is not None:
        return parse_plan(active.text, name=active.name)
    return load_plan(Path(os.environ.get("KPI_PLAN", DEFAULT_PLAN)))


@cache
def _first_product() -> tuple[Product, str | None]:
    product = open_product()
    active = product.store.active_plan()
    return product, None if active is None else active.hash


@cache
def _product_of_plan(_plan_hash: str) -> Product:
    product, _ = _first_product()
    return product_of(_plan_of(product.store), product.store, product.clock)


def current_product() -> Product:
    """The one product of this process, for the plan that is active now."""
    product, began_with = _first_product()
    active = product.store.active_plan()
    if active is None or active.hash == began_with:
        return product
    return _product_of_plan(active.hash)


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Open the product before the first visitor; where that fails, say why in a sentence and stop."""
    try:
        current_product()
    except (PlanRefused, StoreUnavailable) as failure:
        print(*reasons(failure), sep="\n", file=sys.stderr, flush=True)
        os._exit(1)  # any exception here is reported by the server as a traceback
    if has_no_accounts(current_product()):
        print(account_words.first_code(FIRST_CODE), flush=True)
    gc.freeze()
    yield


def reasons(failure: PlanRefused | StoreUnavailable) -> tuple[str, ...]:
    """Why the product cannot be opened, one sentence for each problem."""
    if isinstance(failure, PlanRefused):
        return tuple(map(problem_sentence, failure.problems))
    return (store_sentence(failure.reason),)


def on_script_error(error: Exception) -> bool:
    """Log an unexpected error and show one sentence in place of it."""
    logging.getLogger("kpi").error("a page failed", exc_info=error)
    st.error(screens.UNAVAILABLE)
    return True
