"""Scores, worked out once for each data version and shared by everybody in the process."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TypeVar, cast

import numpy as np
import pandas as pd

from kpi import scoring
from kpi.cube import Cube, build_cube
from kpi.earlier import held_against, scopes_told
from kpi.months import Month, Period
from kpi.plan import Indicator, Plan
from kpi.scoring import Scores
from kpi.services.store import Store

Made = TypeVar("Made")


@dataclass(frozen=True)
class Board:
    """All scores of one data version, each worked out when first asked for.

    A version that changes no figure of the board keeps the scores, but nothing that was `shared`: reports may differ.
    """

    version: int
    cube: Cube
    _scores: dict[tuple[Month, Period], Scores] = field(default_factory=dict)
    _histories: dict[tuple[str, str, Period], pd.DataFrame] = field(default_factory=dict)
    _shared: dict[Hashable, object] = field(default_factory=dict)

    def scores(self, month: Month, period: Period) -> Scores:
        """Every score as of a month."""
        key = month, period
        if key not in self._scores:
            self._scores[key] = scoring.scores_of(scoring.score(self.cube, month, period))
        return self._scores[key]

    def before(self, month: Month, period: Period) -> Scores:
        """The scores of a month earlier, of all that can be held against one (`kpi.earlier`)."""
        if month <= self.cube.plan.start:
            return {}
        key = "before", month, period
        return self.shared(key, lambda: held_against(self.cube, month, period, earlier=self.scores(month - 1, period)))

    def told(self, indicator: Indicator, month: Month) -> frozenset[str]:
        """The scopes of which some unit reported the month itself (`kpi.earlier`)."""
        return self.shared(("told", indicator.id, month), lambda: scopes_told(self.cube, indicator, month))

    def history(self, indicator: Indicator, scope: str, period: Period) -> pd.DataFrame:
        """One indicator for one scope in every month that can be entered, oldest first (`scoring.COLUMNS`)."""
        key = indicator.id, scope, period
        if key not in self._histories:
            plan = self.cube.plan
            months = tuple(plan.start + at for at in range(self.cube.value.shape[2]))
            self._histories[key] = scoring.history(self.cube, indicator, months, period, (scope,))
        return self._histories[key]

    def shared(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Something made from this data version alone, made once for everybody; the key says what."""
        if key not in self._shared:
            self._shared[key] = make()
        return cast(Made, self._shared[key])

    def latest_month(self) -> Month | None:
        """The last month with any figure, None where there is none."""
        used = np.flatnonzero(self.cube.reported.any(axis=(0, 1)))
        return self.cube.plan.start + int(used[-1]) if len(used) else None


class Scoreboard:
    """The boards of the newest data version, of approved figures and of all; safe to share between threads."""

    def __init__(self, plan: Plan, store: Store) -> None:
        self._plan = plan
        self._store = store
        self._locks = {approved: Lock() for approved in (True, False)}
        self._boards: dict[bool, Board] = {}

    def board(self, *, approved: bool = True) -> Board:
        """The board as of the newest committed change, in whatever process it was made."""
        version = self._store.data_version()
        with self._locks[approved]:
            board = self._boards.get(approved)
            if board is None or board.version != version:
                board = self._boards[approved] = self._newer(board, approved=approved)
            return board

    def _newer(self, board: Board | None, *, approved: bool) -> Board:
        changes = None if board is None else self._store.changes_since(board.version, approved=approved)
        if board is None or changes is None:
            return self._read_again(approved=approved)
        version, put, withdrawn = changes
        if not put and not withdrawn:
            return replace(board, version=version, _shared={})
        if any(row.part for row in (*put, *withdrawn)):
            return self._read_again(approved=approved)
        return Board(version, board.cube.with_rows(put=put, withdrawn=withdrawn))

    def _read_again(self, *, approved: bool) -> Board:
        version, rows = self._store.read_figures(approved=approved)
        return Board(version, build_cube(self._plan, rows))
