"""What a file says of one unit's month, beside what is saved: changes with their places, what stands against them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kpi.access import Person
from kpi.checks import CheckResult, PartsDiffer, check_parts
from kpi.errors import Refused
from kpi.figures import Change, Figure, FigureKey, Report
from kpi.flow import Step
from kpi.imports.found import CellReading
from kpi.months import Month
from kpi.numbers import Ambiguous, NotArisen, Nothing, Number, Reading, Unreadable, read_number
from kpi.plan import Measure, Unit
from kpi.services.entry_form import SOURCE, WHY, EntryForm, Texts, open_form_for_file
from kpi.services.examine import Examination, examine
from kpi.services.product import Product

_NEEDS_SOURCE = "needs_source"
"""Not a fault of the file: the document is asked for beside the figure."""


class ChangedCell(NamedTuple):
    """A figure that the file changes; `where` is its cell, "" for a stored part that the file's breakdown lacks."""

    change: Change
    where: str


class UnreadCell(NamedTuple):
    """A cell that holds no figure of its measure: its text, and a code of `kpi.wording.problems.FIELD`."""

    measure: Measure
    part: str
    text: str
    code: str
    where: str


@dataclass(frozen=True, slots=True)
class UnitImport:
    """What importing does to the report of one unit; with `refused` it does nothing.

    `step` is what it would be, see `EntryForm`. `unchanged` counts the figures that are saved already. `parts_differ`
    are whole figures that would no longer be the sums of their stored parts; `sources` the published results that
    change, with the document of each as it is known; `failing` the checks that do not hold then, `explanations` what is
    written of them. `drafted` says that the person has unsaved texts in the unit's form, which stay there.
    """

    unit: Unit
    report: Report
    step: Step | None = None
    refused: Refused | None = None
    changes: tuple[ChangedCell, ...] = ()
    unchanged: int = 0
    unread: tuple[UnreadCell, ...] = ()
    parts_differ: tuple[PartsDiffer, ...] = ()
    sources: tuple[tuple[Measure, str], ...] = ()
    failing: tuple[CheckResult, ...] = ()
    explanations: Mapping[str, str] = field(default_factory=dict)
    drafted: bool = False

    @property
    def writes(self) -> bool:
        """Whether there is anything of this unit to be written."""
        return bool(self.changes) and self.refused is None

    @property
    def unexplained(self) -> tuple[CheckResult, ...]:
        return tuple(result for result in self.failing if result.check.id not in self.explanations)

    @property
    def unsourced(self) -> tuple[Measure, ...]:
        return tuple(measure for measure, source in self.sources if not source)


Wholes = Mapping[str, CellReading]
"""The readings of whole figures, by measure."""

Parts = Mapping[str, Mapping[str, CellReading]]
"""The readings of a breakdown, by measure and part."""


def unit_import(
    product: Product, person: Person, unit: str, month: Month, *, readings: Sequence[CellReading], said: Texts
) -> UnitImport:
    """What these readings of a unit do to its report; `said` has the explanations and documents typed for it.

    Raises Refused where the person may not import for the unit; any other reason is in the value.
    """
    try:
        form = open_form_for_file(product, person, unit, month)
    except Refused as refused:
        if refused.code == "may_not_import":
            raise
        return UnitImport(product.plan.unit_of_id[unit], Report(unit, month), refused=refused)
    known = {one.measure.id: one.measure for one in form.fields}
    given = {(one.measure, one.part): one for one in readings if one.text.strip()}
    wholes = {measure: one for (measure, part), one in given.items() if not part}
    parts = _parts(given.values())
    examined = examine(product, form, _texts(form, wholes, said))
    cells = _in_order(form, (*_whole_cells(examined, wholes), *_part_cells(product, form, known, parts)))
    if form.locked and cells:
        locked = Refused("import_locked", unit=form.unit.name, state=form.report.state)
        return UnitImport(form.unit, form.report, refused=locked)
    unread = (*_unread_wholes(form, examined, wholes), *_unread_parts(known, parts))
    touched = {(cell.change.key.measure, cell.change.key.part) for cell in cells}
    touched |= {(cell.measure.id, cell.part) for cell in unread}
    return UnitImport(
        form.unit,
        form.report,
        form.step,
        None,
        cells,
        len(given.keys() - touched),
        unread,
        _parts_that_differ(product, form, cells, parts),
        tuple(_sources(form, cells, said)),
        tuple(result for result in examined.checks if result.holds is False) if cells else (),
        examined.explanations,
        bool(product.store.draft(unit, month, person.login)),
    )


def _parts(readings: Iterable[CellReading]) -> Parts:
    parts: dict[str, dict[str, CellReading]] = defaultdict(dict)
    for one in readings:
        if one.part:
            parts[one.measure][one.part] = one
    return parts


def _read(measure: Measure, cell: CellReading) -> Reading:
    return read_number(cell.text, whole=measure.number == "integer")


def _texts(form: EntryForm, wholes: Wholes, said: Texts) -> Texts:
    """What the form would hold: what is saved, over it the file, over it the words typed for checks and documents."""
    fields = {SOURCE + measure for measure in wholes} | {name for name in said if name.startswith(WHY)}
    words = {name: text for name, text in said.items() if name in fields}
    return {**form.saved, **{measure: whole.text for measure, whole in wholes.items()}, **words}


def _whole_cells(examined: Examination, wholes: Wholes) -> Iterable[ChangedCell]:
    for change in examined.changes:
        whole = wholes.get(change.key.measure)
        if whole is not None:
            yield ChangedCell(change, whole.where)


def _part_cells(product: Product, form: EntryForm, known: Mapping[str, Measure], parts: Parts) -> Iterable[ChangedCell]:
    """The changes that put the file's breakdown of a measure in place of the stored one."""
    stored = _stored_parts(product, form)
    for measure, of_measure in parts.items():
        for key, figure in stored.items():
            if key.measure == measure and key.part not in of_measure:
                yield ChangedCell(Change(key, figure, None), "")
        for part, cell in of_measure.items():
            key, reading = FigureKey(form.unit.id, measure, form.month, part), _read(known[measure], cell)
            if isinstance(reading, Number | NotArisen):
                after = Figure(key, reading.value if isinstance(reading, Number) else None)
                if after != stored.get(key):
                    yield ChangedCell(Change(key, stored.get(key), after), cell.where)


def _in_order(form: EntryForm, cells: Iterable[ChangedCell]) -> tuple[ChangedCell, ...]:
    """As in the form, each whole figure before its parts."""
    places = {one.measure.id: place for place, one in enumerate(form.fields)}
    return tuple(sorted(cells, key=lambda cell: (places[cell.change.key.measure], cell.change.key.part != "")))


def _stored_parts(product: Product, form: EntryForm) -> Mapping[FigureKey, Figure]:
    figures = product.store.figures_of(form.unit.id, [form.month])
    return {figure.key: figure for figure in figures if figure.key.part}


def _unread_wholes(form: EntryForm, examined: Examination, wholes: Wholes) -> Iterable[UnreadCell]:
    for measure in (one.measure for one in form.fields):
        code, whole = examined.problems.get(measure.id), wholes.get(measure.id)
        if whole is not None and code is not None and code != _NEEDS_SOURCE:
            yield UnreadCell(measure, "", whole.text, code, whole.where)


def _unread_parts(known: Mapping[str, Measure], parts: Parts) -> Iterable[UnreadCell]:
    for measure, of_measure in parts.items():
        for part, cell in of_measure.items():
            if (code := _fault(known[measure], cell)) is not None:
                yield UnreadCell(known[measure], part, cell.text, code, cell.where)


def _fault(measure: Measure, cell: CellReading) -> str | None:
    match _read(measure, cell):
        case Unreadable(code):
            return code
        case Ambiguous():
            return "ambiguous"
        case Number(value) if measure.maximum is not None and value > measure.maximum:
            return "above_maximum"
        case Number() | NotArisen() | Nothing():
            return None


def _parts_that_differ(
    product: Product, form: EntryForm, cells: Iterable[ChangedCell], parts: Parts
) -> tuple[PartsDiffer, ...]:
    """Wholes that the file changes and that then are not the sum of a stored breakdown, which the file lacks."""
    after = {key: figure for key, figure in _stored_parts(product, form).items() if key.measure not in parts}
    after |= {cell.change.key: cell.change.after for cell in cells if cell.change.after is not None}
    values = {(key.measure, key.part): figure.value for key, figure in after.items() if key.measure not in parts}
    return check_parts(product.plan, values)


def _sources(form: EntryForm, cells: Iterable[ChangedCell], said: Texts) -> Iterable[tuple[Measure, str]]:
    changed = {cell.change.key.measure for cell in cells}
    for one in form.fields:
        if one.needs_source and one.measure.id in changed:
            name = SOURCE + one.measure.id
            yield one.measure, said.get(name, form.saved.get(name, "")).strip()
