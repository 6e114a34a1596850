"""What the services ask of a store; the only description of it that they know."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from kpi.figures import Change, Figure, Report, Revision, Stamp
from kpi.figures import FigureRow as FigureRow
from kpi.months import Month


class StaleReport(Exception):
    """Somebody saved the same report meanwhile; carries the report as it is now."""

    def __init__(self, current: Report) -> None:
        super().__init__(current)
        self.current = current


class NotEmpty(Exception):
    """The store already holds figures or reports, so demonstration figures would mix with them."""


class NotDemo(Exception):
    """The figures in the store are not for demonstration, so they are not removed as such."""


class Store(Protocol):
    """Figures, reports, drafts and history. Every change and its revision commit together or not at all."""

    def data_version(self) -> int:
        """A number that grows with every committed change, in whatever process; cheap to read."""

    def read_figures(self) -> tuple[int, Iterator[FigureRow]]:
        """The data version and every current figure, read in one consistent view."""

    def changes_since(self, version: int) -> tuple[int, Sequence[FigureRow], Sequence[FigureRow]] | None:
        """The data version now, figures set and figures withdrawn since `version`; None when all must be read again."""

    def figures_of(self, unit: str, months: Iterable[Month]) -> Sequence[Figure]:
        """The current figures of one unit in these months, parts too."""

    def figures_for(self, measures: Iterable[str], first: Month, last: Month) -> Sequence[Figure]:
        """The current figures of these measures from `first` to `last`, for all units."""

    def report(self, unit: str, month: Month) -> Report:
        """The report, version 0 when never saved."""

    def reports(self, month: Month) -> Sequence[Report]:
        """The reports saved for one month."""

    def save_report(
        self, report: Report, *, changes: Sequence[Change], explanations: Mapping[str, str], stamp: Stamp
    ) -> Report:
        """Apply the changes and replace the explanations if the stored version is still `report.version`.

        Also forgets the draft of `stamp.who`. Raises StaleReport otherwise, and then changes nothing.
        """

    def draft(self, unit: str, month: Month, person: str) -> Mapping[str, str]:
        """The unsaved words of one person in one report's form: field to text."""

    def keep_draft(self, unit: str, month: Month, person: str, fields: Mapping[str, str]) -> None:
        """Replace that draft; an empty mapping forgets it."""

    def is_empty(self) -> bool:
        """Whether there are no figures and no saved reports."""

    def is_demo(self) -> bool:
        """Whether the figures in the store are for demonstration."""

    def fill_demo(self, figures: Iterable[Figure], reports: Iterable[Report], stamp: Stamp) -> None:
        """Fill an empty store with demonstration figures; raises NotEmpty otherwise."""

    def remove_demo(self, stamp: Stamp) -> None:
        """Remove every figure, report and draft of a demonstration store; the history keeps both events.

        Raises NotDemo otherwise.
        """

    def revisions(
        self, *, unit: str | None = None, month: Month | None = None, subject: str | None = None, limit: int = 200
    ) -> Sequence[Revision]:
        """The newest revisions first."""
