"""The form of a unit's report for a month: what a person may do with it, and what it shows beside each figure."""

from collections.abc import Mapping
from dataclasses import dataclass

from kpi.access import Action, Person, check_may, may
from kpi.checks import Values
from kpi.errors import Refused
from kpi.figures import Figure, Report
from kpi.flow import Step, next_state
from kpi.months import Month
from kpi.numbers import NOT_ARISEN_WORDS
from kpi.plan import Form, Measure, Plan, Unit
from kpi.services.product import Product
from kpi.wording import formats

Texts = Mapping[str, str]

SOURCE = "source."
WHY = "why."
BASE = "version"
"""In a kept draft: the version of the report that it was typed over."""


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

    A locked form shows only what is saved; unsaved texts are kept until the report is open again.
    `step` is what saving would be: Step.SAVE, Step.CORRECT (after approval, with a reason), or None where the
    report is locked and the form is only read. `outdated_draft` says that somebody saved the report after those
    texts were typed.
    """

    unit: Unit
    month: Month
    report: Report
    step: Step | None
    sections: tuple[Section, ...]
    saved: Texts
    draft: Texts
    outdated_draft: bool
    earlier: Mapping[int, Values]

    @property
    def locked(self) -> bool:
        return self.step is None

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for section in self.sections for field in section.fields)


def open_form(product: Product, person: Person, unit: str, month: Month) -> EntryForm:
    """The form of a report; raises Refused where the person, the unit or the month does not allow it."""
    report = product.store.report(unit, month)
    step = step_of(product.plan, person, report)
    _check_reports(product, unit, month)
    draft = {} if step is None else product.store.draft(unit, month, person.login)
    return _form(product, report, step, draft)


def open_form_for_file(product: Product, person: Person, unit: str, month: Month) -> EntryForm:
    """The form that figures of a file are put into; nobody's unsaved texts are in it. Raises Refused as above."""
    report = product.store.report(unit, month)
    step = step_from_file(product.plan, person, report)
    _check_reports(product, unit, month)
    return _form(product, report, step, {})


def _form(product: Product, report: Report, step: Step | None, kept: Texts) -> EntryForm:
    plan, unit, month = product.plan, report.unit, report.month
    measures = plan.measures_of(unit)
    figures = {
        (figure.key.measure, figure.key.month): figure
        for figure in product.store.figures_of(unit, (month, month - 1, month - 12))
        if not figure.key.part
    }
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
    draft = dict(kept)
    base = draft.pop(BASE, str(report.version))
    earlier = {1: {name: figure.value for (name, at), figure in figures.items() if at == month - 1}}
    saved = _saved_texts(fields, report)
    outdated = base != str(report.version)
    return EntryForm(plan.unit_of_id[unit], month, report, step, sections, saved, draft, outdated, earlier)


def step_of(plan: Plan, person: Person, report: Report) -> Step | None:
    """What saving the report would be for this person, None where it is locked; raises Refused.

    Who corrects other units' reports opens them only once they are approved: until then they are the unit's own.
    """
    unit = report.unit
    if may(plan, person, Action.CORRECT, unit):
        if next_state(report.state, Step.CORRECT) is not None:
            return Step.CORRECT
        if not may(plan, person, Action.ENTER, unit):
            raise Refused("not_approved_yet", unit=plan.unit_of_id[unit].name)
    check_may(plan, person, Action.ENTER, unit)
    return None if next_state(report.state, Step.SAVE) is None else Step.SAVE


def step_from_file(plan: Plan, person: Person, report: Report) -> Step | None:
    """The same for the figures of a file, which who corrects may also put into a unit's report before it is submitted.

    The report stays the unit's, which looks through it and submits it.
    """
    check_may(plan, person, Action.IMPORT, report.unit)
    corrects = may(plan, person, Action.CORRECT, report.unit)
    steps = (Step.CORRECT, Step.SAVE) if corrects else (Step.SAVE,)
    return next((step for step in steps if next_state(report.state, step) is not None), None)


def _check_reports(product: Product, unit: str, month: Month) -> None:
    plan = product.plan
    if not plan.measures_of(unit) or not plan.unit_of_id[unit].exists_in(month):
        raise Refused("unit_does_not_report", unit=plan.unit_of_id[unit].name, month=month)
    if not plan.start <= month <= plan.last_month:
        raise Refused("month_outside_plan", first=plan.start, last=plan.last_month)
    if month.first_day > product.today:
        raise Refused("month_not_begun", month=month)


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
