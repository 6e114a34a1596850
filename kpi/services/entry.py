"""Entering a unit's figures for a month: open the form, examine what is typed, keep it as a draft, save it.

What is typed travels as one flat mapping of field to text: a measure's id, "source." + measure for the
decision that published it, "why." + check for the explanation of a check that fails.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kpi.access import Person, check_person_can_enter
from kpi.checks import CheckResult, Values, run_checks
from kpi.errors import Refused
from kpi.figures import Change, Figure, FigureKey, Report, ReportState, Stamp
from kpi.months import Month
from kpi.numbers import NOT_ARISEN_WORDS, Ambiguous, NotArisen, Nothing, Number, Reading, Unreadable, read_number
from kpi.plan import Form, Measure, Unit
from kpi.services.product import Product
from kpi.services.store import StaleReport
from kpi.wording import formats

Texts = Mapping[str, str]

SOURCE = "source."
WHY = "why."
_BASE = "version"
_EDITABLE = frozenset({ReportState.DRAFT, ReportState.RETURNED})


@dataclass(frozen=True, slots=True)
class Field:
    """One figure to enter, beside the same figure a month and a year earlier."""

    measure: Measure
    saved: Figure | None
    last_month: Figure | None
    last_year: Figure | None
    needs_source: bool


@dataclass(frozen=True, slots=True)
class Section:
    """The fields of one section of the form."""

    form: Form
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class EntryForm:
    """The form of one report: its sections, what is saved as text, and the texts that one person left unsaved.

    `outdated_draft` says that somebody saved the report after those texts were typed.
    """

    unit: Unit
    month: Month
    report: Report
    sections: tuple[Section, ...]
    saved: Texts
    draft: Texts
    outdated_draft: bool
    earlier: Mapping[int, Values]

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for section in self.sections for field in section.fields)


@dataclass(frozen=True, slots=True)
class Examination:
    """What the typed texts mean: a reading of each figure, problems by field, checks, totals that could be filled in.

    `problems` maps a field to its code; `unexplained` are failed checks without an explanation.
    """

    readings: Mapping[str, Reading]
    problems: Mapping[str, str]
    checks: tuple[CheckResult, ...]
    suggestions: Mapping[str, float]
    changes: tuple[Change, ...]
    explanations: Mapping[str, str]

    @property
    def unexplained(self) -> tuple[CheckResult, ...]:
        return tuple(r for r in self.checks if r.holds is False and r.check.id not in self.explanations)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did."""

    report: Report
    changes: tuple[Change, ...]


class ChangedMeanwhile(Refused):
    """Somebody saved the same report first; `theirs` are their figures that differ from what this form began with."""

    def __init__(self, report: Report, theirs: tuple[Change, ...]) -> None:
        super().__init__("changed_meanwhile", who=report.saved_by, at=report.saved_at)
        self.theirs = theirs


def open_form(product: Product, person: Person, unit: str, month: Month) -> EntryForm:
    """The form of a report; raises Refused where the person, the unit or the month does not allow it."""
    plan = product.plan
    check_person_can_enter(plan, person, unit)
    measures = plan.measures_of(unit)
    if not measures or not plan.unit_of_id[unit].exists_in(month):
        raise Refused("unit_does_not_report", unit=plan.unit_of_id[unit].name, month=month)
    if not plan.start <= month <= plan.last_month:
        raise Refused("month_outside_plan", first=plan.start, last=plan.last_month)
    if month.first_day > product.today:
        raise Refused("month_not_begun", month=month)
    figures = {
        (figure.key.measure, figure.key.month): figure
        for figure in product.store.figures_of(unit, (month, month - 1, month - 12))
        if not figure.key.part
    }
    report = product.store.report(unit, month)
    fields = [
        Field(
            measure,
            figures.get((measure.id, month)),
            figures.get((measure.id, month - 1)),
            figures.get((measure.id, month - 12)),
            measure.id in plan.published_measures,
        )
        for measure in measures
    ]
    sections = tuple(
        Section(form, tuple(field for field in fields if field.measure.form == form.id))
        for form in plan.forms
        if any(field.measure.form == form.id for field in fields)
    )
    draft = dict(product.store.draft(unit, month, person.name))
    base = draft.pop(_BASE, str(report.version))
    earlier = {1: {name: figure.value for (name, at), figure in figures.items() if at == month - 1}}
    saved = _saved_texts(fields, report)
    return EntryForm(plan.unit_of_id[unit], month, report, sections, saved, draft, base != str(report.version), earlier)


def _saved_texts(fields: list[Field], report: Report) -> Texts:
    texts = {field.measure.id: text_of(field.saved) for field in fields}
    texts |= {SOURCE + field.measure.id: field.saved.source if field.saved else "" for field in fields}
    return texts | {WHY + check: text for check, text in report.explanations.items()}


def text_of(figure: Figure | None) -> str:
    """A figure as a person would type it; "" where there is none."""
    if figure is None:
        return ""
    return NOT_ARISEN_WORDS[0] if figure.value is None else formats.plain(figure.value)


def typed(form: EntryForm) -> Texts:
    """What the form shows: what is saved, overlaid with what was left unsaved."""
    return {**form.saved, **form.draft}


def examine(product: Product, form: EntryForm, texts: Texts) -> Examination:
    """What the texts mean, field by field, and whether they add up."""
    readings = {
        field.measure.id: read_number(texts.get(field.measure.id, ""), whole=field.measure.number == "integer")
        for field in form.fields
    }
    values = _values(readings)
    checks = run_checks(product.plan, form.unit.id, values, form.earlier)
    explanations = {
        result.check.id: text
        for result in checks
        if result.holds is False and (text := texts.get(WHY + result.check.id, "").strip())
    }
    return Examination(
        readings,
        {field.measure.id: code for field in form.fields if (code := _problem(field, readings, texts)) is not None},
        checks,
        _suggestions(form, checks, readings),
        tuple(change for field in form.fields if (change := _change(form, field, readings, texts)) is not None),
        explanations,
    )


def _values(readings: Mapping[str, Reading]) -> Values:
    values: dict[str, float | None] = {}
    for measure, reading in readings.items():
        if isinstance(reading, Number):
            values[measure] = reading.value
        elif isinstance(reading, NotArisen):
            values[measure] = None
    return values


def _problem(field: Field, readings: Mapping[str, Reading], texts: Texts) -> str | None:
    match readings[field.measure.id]:
        case Unreadable(code):
            return code
        case Ambiguous():
            return "ambiguous"
        case Number(value) if field.measure.maximum is not None and value > field.measure.maximum:
            return "above_maximum"
        case Number() if field.needs_source and not texts.get(SOURCE + field.measure.id, "").strip():
            return "needs_source"
        case _:
            return None


def _suggestions(
    form: EntryForm, checks: tuple[CheckResult, ...], readings: Mapping[str, Reading]
) -> Mapping[str, float]:
    """Totals that a check determines and nobody has typed yet."""
    return {
        result.check.left[0]: result.right
        for result in checks
        if result.check.operator == "="
        and len(result.check.left) == 1
        and result.right is not None
        and isinstance(readings[result.check.left[0]], Nothing)
        and result.check.left[0] not in form.draft
    }


def _change(form: EntryForm, field: Field, readings: Mapping[str, Reading], texts: Texts) -> Change | None:
    """The change that saving would make to a figure; None where the text says what is saved, or says nothing clear."""
    key = FigureKey(form.unit.id, field.measure.id, form.month)
    source = texts.get(SOURCE + field.measure.id, "").strip() if field.needs_source else ""
    match readings[field.measure.id]:
        case Number(value):
            after: Figure | None = Figure(key, value, source)
        case NotArisen():
            after = Figure(key, None, source)
        case Nothing():
            after = None
        case _:
            return None
    return None if after == field.saved else Change(key, field.saved, after)


def keep_draft(product: Product, person: Person, form: EntryForm, texts: Texts) -> None:
    """Keep what differs from the saved figures, so that a reload or a lost connection loses nothing."""
    check_person_can_enter(product.plan, person, form.unit.id)
    unsaved = {name: text for name, text in texts.items() if text != form.saved.get(name, "")}
    kept = {**unsaved, _BASE: str(form.report.version)} if unsaved else {}
    product.store.keep_draft(form.unit.id, form.month, person.name, kept)


def save(product: Product, person: Person, form: EntryForm, texts: Texts) -> Saved:
    """Save the form in one transaction with its revisions.

    Raises Refused while a field cannot be read, a failed check has no explanation, nothing has changed or the
    report is no longer open; ChangedMeanwhile when somebody saved first, and then nothing is overwritten.
    """
    check_person_can_enter(product.plan, person, form.unit.id)
    examined = examine(product, form, texts)
    if form.report.state not in _EDITABLE:
        raise Refused("report_locked", state=form.report.state)
    if examined.problems:
        raise Refused("fields_have_problems", count=len(examined.problems))
    if examined.unexplained:
        raise Refused("checks_unexplained", checks=", ".join(r.check.name for r in examined.unexplained))
    if not examined.changes and examined.explanations == form.report.explanations:
        raise Refused("nothing_changed")
    stamp = Stamp(person.name, product.clock(), "form")
    try:
        report = product.store.save_report(
            form.report, changes=examined.changes, explanations=examined.explanations, stamp=stamp
        )
    except StaleReport as stale:
        raise ChangedMeanwhile(stale.current, _theirs(product, person, form)) from stale
    return Saved(report, examined.changes)


def _theirs(product: Product, person: Person, form: EntryForm) -> tuple[Change, ...]:
    before = {field.measure.id: field for field in form.fields}
    now = open_form(product, person, form.unit.id, form.month)
    return tuple(
        Change(FigureKey(form.unit.id, field.measure.id, form.month), before[field.measure.id].saved, field.saved)
        for field in now.fields
        if field.saved != before[field.measure.id].saved
    )


def rebased(product: Product, person: Person, form: EntryForm, texts: Texts) -> EntryForm:
    """The form as it is now, with this person's texts kept as unsaved: saving next is a choice."""
    now = open_form(product, person, form.unit.id, form.month)
    own = {name: text for name, text in texts.items() if text != form.saved.get(name, "")}
    product.store.keep_draft(form.unit.id, form.month, person.name, {**own, _BASE: str(now.report.version)})
    return replace(now, draft=own)
