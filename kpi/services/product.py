"""What every service needs: the plan, the store, the clock, and the scores they share."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from kpi.plan import Plan
from kpi.services.scoreboard import Scoreboard
from kpi.services.store import Store
from kpi.wording.formats import VIETNAM


@dataclass(frozen=True, slots=True)
class Product:
    """One plan with its store; `clock` gives the moment now, in UTC."""

    plan: Plan
    store: Store
    clock: Callable[[], dt.datetime]
    scoreboard: Scoreboard

    @property
    def today(self) -> dt.date:
        """The day it is now in Vietnam: by UTC it would begin at seven in the morning."""
        return self.clock().astimezone(VIETNAM).date()


def product_of(plan: Plan, store: Store, clock: Callable[[], dt.datetime]) -> Product:
    return Product(plan, store, clock, Scoreboard(plan, store))
