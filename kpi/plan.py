"""The plan: units, measures, indicators with their targets, and tasks, as frozen values.

`data/plans/README.md` documents every field; `kpi.planfile` reads a file into these values.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, InstanceOf, PlainSerializer, StringConstraints

from kpi.months import Month, months_between

WHOLE = "all"
"""The scope of the whole authority: the sum over all that report, or what the root unit reports itself."""

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=60)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _month(value: Any) -> Any:
    return Month.parse(value) if isinstance(value, str) else value


def _many(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


PlanMonth = Annotated[InstanceOf[Month], BeforeValidator(_month), PlainSerializer(str)]


class Term(NamedTuple):
    """A measure with its sign in a sum: "-resolved_late" is Term("resolved_late", -1)."""

    measure: str
    sign: int


def _term(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return Term(value[1:], -1) if value.startswith("-") else Term(value, 1)


Terms = tuple[Annotated[Term, BeforeValidator(_term)], ...]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_many)]


class Row(BaseModel):
    """A table of the plan file: immutable, and a key it does not know is a problem."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True, allow_inf_nan=False
    )


class Level(Row):
    """A kind of unit; `short` is the noun of counts: "7/8 xã"."""

    id: Id
    name: Text
    short: Text


class Unit(Row):
    """An organisation, valid from a day until a day; `code` is the official code where `id` is not."""

    id: Id
    name: Text
    short: Text
    level: Id
    parent: Id | None = None
    code: Text | None = None
    valid_from: dt.date | None = Field(default=None, alias="from")
    valid_until: dt.date | None = Field(default=None, alias="until")
    merged_into: Id | None = None

    @property
    def official_code(self) -> str:
        return self.code or self.id

    def exists_in(self, month: Month) -> bool:
        """Whether the unit is valid on any day of the month."""
        return (self.valid_from is None or self.valid_from <= month.last_day) and (
            self.valid_until is None or self.valid_until >= month.first_day
        )


class Area(Row):
    """An area of the reform (lĩnh vực I to VII of the plan)."""

    id: Id
    name: Text


class Form(Row):
    """A section of the entry form."""

    id: Id
    name: Text
    note: Text | None = None


class Part(Row):
    """A field (lĩnh vực) of form 06a by which a figure can be broken down."""

    id: Id
    name: Text


class Measure(Row):
    """A raw number that units report. `over_months`: "sum" for a flow, "last" for a stock, a score or a rank."""

    id: Id
    name: Text
    measured_in: Text
    number: Literal["integer", "decimal"]
    over_months: Literal["sum", "last"]
    reported_by: Annotated[tuple[Id, ...], Field(min_length=1)]
    form: Id
    column: int | None = None
    hint: Text | None = None
    maximum: float | None = None


class Check(Row):
    """An arithmetic relation between figures of one report.

    The right side is taken `right_months_back` months before the left: 1 in "next month's 6 = this month's 11".
    """

    id: Id
    name: Text
    left: Annotated[tuple[Id, ...], Field(min_length=1)]
    operator: Literal["=", "<=", ">="]
    right: Annotated[tuple[Id, ...], Field(min_length=1)]
    right_months_back: Annotated[int, Field(ge=0, le=12)] = 0


class Pace(StrEnum):
    """How a target is spread over the year (DESIGN §2)."""

    CONSTANT = "constant"
    LINEAR = "linear"
    STEPS = "steps"
    YEAR_END = "year_end"


class Step(Row):
    """The number to have reached from a month on."""

    month: PlanMonth
    value: float


class Target(Row):
    """The number an indicator must reach, for each scope (a level, a unit or "all"), in force from a month.

    For a grade `value` is the name of the band to reach.
    """

    scope: Annotated[Ids, Field(min_length=1)]
    operator: Literal[">=", ">", "<=", "<", "="]
    value: float | str
    valid_from: PlanMonth = Field(alias="from")
    pace: Pace = Pace.CONSTANT
    steps: tuple[Step, ...] = ()


class Band(Row):
    """A grade and the lowest value that earns it."""

    name: Text
    lowest: float = Field(alias="from")


class Kind(StrEnum):
    """How an indicator turns figures into a value."""

    RATIO = "ratio"
    VALUE = "value"
    COUNT = "count"
    RANK = "rank"
    GRADE = "grade"
    GROWTH = "growth"


class Indicator(Row):
    """A formula over measures, with its targets and the clause of the plan they come from.

    A ratio is 100 × Σ numerator ÷ Σ denominator. `fulfilled` says what is true of the numerator ("đúng hạn") and
    `remainder` names what is left ("hồ sơ trễ hạn"); `note` says how the plan was read where it needs reading.
    """

    id: Id
    name: Text
    short: Text
    clause: Text
    quote: Text
    area: Id
    kind: Kind
    numerator: Annotated[Terms, Field(min_length=1)]
    denominator: Terms = ()
    measured_in: Text
    direction: Literal["up", "down"]
    decimals: Annotated[int, Field(ge=0, le=4)]
    lead: Id
    headline: bool = False
    published: Literal["yearly"] | None = None
    survey: bool = False
    bands: tuple[Band, ...] = ()
    bands_source: Text | None = None
    change: Literal["relative", "points"] | None = None
    why: Text | None = None
    note: Text | None = None
    fulfilled: Text | None = None
    remainder: Text | None = None
    targets: tuple[Target, ...] = Field(default=(), alias="target")

    @property
    def terms(self) -> tuple[Term, ...]:
        return self.numerator + self.denominator

    @property
    def year_long(self) -> bool:
        """Whether it is always read over the year to date: yearly results, and counts towards a yearly number."""
        paced = any(target.pace is not Pace.CONSTANT for target in self.targets)
        return self.published is not None or (self.kind is Kind.COUNT and paced)

    def threshold(self, value: float | str) -> float:
        """A target's value as a number: for a grade, the lowest value of the band of that name."""
        if isinstance(value, str):
            return next(band.lowest for band in self.bands if band.name == value)
        return value

    def band(self, value: float) -> Band | None:
        """The band that `value` falls into, None below the lowest."""
        return max((band for band in self.bands if band.lowest <= value), key=lambda band: band.lowest, default=None)


class Task(Row):
    """A row of the appendix. `timing`: a date, all year, on an event, or the heading of a group of sub-rows."""

    id: Id
    parent: Id | None = None
    area: Id
    text: Text
    product: Text | None = None
    time: Text | None = None
    timing: Literal["date", "continuous", "event", "group"]
    due: dt.date | None = None
    lead: Ids = ()
    partners: Ids = Field(default=(), alias="with")
    indicators: tuple[Id, ...] = ()


class PlanHead(Row):
    """The table [plan]: whose plan it is, which months it covers, and the rules all its reports share.

    `place`, `signers` (line by line) and `recipients` are those of minutes; what is not there is written in by hand.
    """

    id: Id
    number: Text
    title: Text
    authority: Text
    issued: dt.date
    first_month: PlanMonth
    last_month: PlanMonth
    history_from: PlanMonth | None = None
    report_due_day: Annotated[int, Field(ge=1, le=28)]
    near: Annotated[float, Field(gt=0, le=1)]
    place: Text | None = None
    signers: tuple[Text, ...] = ()
    recipients: tuple[Text, ...] = ()


class Plan(PlanHead):
    """One plan file, whole and without problems."""

    levels: tuple[Level, ...]
    units: tuple[Unit, ...]
    areas: tuple[Area, ...]
    forms: tuple[Form, ...]
    parts: tuple[Part, ...]
    measures: tuple[Measure, ...]
    checks: tuple[Check, ...]
    indicators: tuple[Indicator, ...]
    tasks: tuple[Task, ...]

    @cached_property
    def level_of_id(self) -> Mapping[str, Level]:
        return {level.id: level for level in self.levels}

    @cached_property
    def unit_of_id(self) -> Mapping[str, Unit]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def measure_of_id(self) -> Mapping[str, Measure]:
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def indicator_of_id(self) -> Mapping[str, Indicator]:
        return {indicator.id: indicator for indicator in self.indicators}

    @cached_property
    def area_of_id(self) -> Mapping[str, Area]:
        return {area.id: area for area in self.areas}

    @cached_property
    def check_of_id(self) -> Mapping[str, Check]:
        return {check.id: check for check in self.checks}

    @cached_property
    def root(self) -> Unit:
        """The authority itself: the one unit without a parent."""
        return next(unit for unit in self.units if unit.parent is None)

    @cached_property
    def reporters(self) -> Mapping[str, frozenset[str]]:
        """The ids of the units that report each measure."""
        of_level: dict[str, set[str]] = defaultdict(set)
        for unit in self.units:
            of_level[unit.level].add(unit.id)
        return {
            measure.id: frozenset().union(*(of_level.get(name, {name}) for name in measure.reported_by))
            for measure in self.measures
        }

    @property
    def start(self) -> Month:
        """The first month that figures can be entered for."""
        return self.history_from or self.first_month

    @property
    def months(self) -> tuple[Month, ...]:
        """Every month of the plan, oldest first, without its history."""
        return tuple(months_between(self.first_month, self.last_month))

    def measures_of(self, unit: str) -> tuple[Measure, ...]:
        """What a unit reports, in the order of the plan."""
        return tuple(measure for measure in self.measures if unit in self.reporters[measure.id])

    def reporting_units(self, month: Month) -> tuple[Unit, ...]:
        """The units that owe a report for the month, in the order of the plan."""
        return tuple(
            unit
            for unit in self.units
            if unit.exists_in(month) and any(unit.id in reporters for reporters in self.reporters.values())
        )

    def due_day(self, month: Month) -> dt.date:
        """The day by which the report of a month must be in: `report_due_day` of the next month."""
        return (month + 1).first_day.replace(day=self.report_due_day)

    @cached_property
    def published_measures(self) -> frozenset[str]:
        """Measures that come from a published result and are entered with its decision number."""
        return frozenset(
            term.measure for indicator in self.indicators if indicator.published for term in indicator.terms
        )
