"""Putting the product together from its settings, for the screen and for the command line."""

import datetime as dt
import gc
import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import streamlit as st

from kpi.access import Person, Role
from kpi.errors import PlanRefused
from kpi.planfile import load_plan
from kpi.services.product import Product, product_of
from kpi.store.engine import StoreUnavailable
from kpi.store.sqlstore import open_store
from kpi.wording import screens
from kpi.wording.problems import problem_sentence, store_sentence

DATA = Path(__file__).resolve().parent.parent / "data"
DEMO_FOLDER = DATA / "demo"
DEFAULT_PLAN = DATA / "plans" / "ninh-son-2024.toml"
CONSOLE = Person("Dòng lệnh", Role.ADMINISTRATOR)


def open_product() -> Product:
    """The product as the environment asks for it: KPI_PLAN (a file), KPI_DATABASE_URL (default data/kpi.sqlite).

    Raises PlanRefused and StoreUnavailable.
    """
    plan = load_plan(Path(os.environ.get("KPI_PLAN", DEFAULT_PLAN)))
    store = open_store(os.environ.get("KPI_DATABASE_URL", f"sqlite:///{DATA / 'kpi.sqlite'}"))
    return product_of(plan, store, lambda: dt.datetime.now(dt.UTC))


@cache
def current_product() -> Product:
    """The one product of this process."""
    return open_product()


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Open the product before the first visitor; where that fails, say why in a sentence and stop."""
    try:
        current_product()
    except (PlanRefused, StoreUnavailable) as failure:
        print(*reasons(failure), sep="\n", file=sys.stderr, flush=True)
        os._exit(1)  # any exception here is reported by the server as a traceback
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
