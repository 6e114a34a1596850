"""Entering a unit's figures for a month: open the form, examine what is typed, keep it as a draft, save it.

What is typed travels as one flat mapping of field to text: a measure's id, "source." + measure for the
decision that published it, "why." + check for the explanation of a check that fails. The same form corrects a
report after its approval, with a reason, and shows a locked one to be read.
"""

from dataclasses import dataclass, replace

from kpi.access import Person
from kpi.errors import Refused
from kpi.figures import Change, FigureKey, Report, Stamp
from kpi.flow import NEEDS_REASON, Step
from kpi.plan import Plan
from kpi.services.entry_form import (
    BASE,
    SOURCE,
    WHY,
    EntryForm,
    Field,
    Section,
    Texts,
    open_form,
    step_of,
    text_of,
    typed,
)
from kpi.services.examine import Examination, examine
from kpi.services.names import name_of
from kpi.services.product import Product
from kpi.services.store import StaleReport

__all__ = [
    "SOURCE",
    "WHY",
    "ChangedMeanwhile",
    "EntryForm",
    "Examination",
    "Field",
    "Saved",
    "Section",
    "Texts",
    "examine",
    "keep_draft",
    "open_form",
    "rebased",
    "save",
    "text_of",
    "typed",
]


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did."""

    report: Report
    changes: tuple[Change, ...]


class ChangedMeanwhile(Refused):
    """Somebody saved the same report first; `theirs` are their figures that differ from what this form began with."""

    def __init__(self, report: Report, who: str, theirs: tuple[Change, ...]) -> None:
        super().__init__("changed_meanwhile", who=who, at=report.saved_at)
        self.theirs = theirs


def keep_draft(product: Product, person: Person, form: EntryForm, texts: Texts) -> None:
    """Keep what differs from the saved figures, so that a reload or a lost connection loses nothing."""
    step_of(product.plan, person, form.report)
    unsaved = {name: text for name, text in texts.items() if text != form.saved.get(name, "")}
    kept = {**unsaved, BASE: str(form.report.version)} if unsaved else {}
    product.store.keep_draft(form.unit.id, form.month, person.login, kept)


def save(product: Product, person: Person, form: EntryForm, texts: Texts, *, reason: str = "") -> Saved:
    """Save the form in one transaction with its revisions; after approval that is a correction and needs a reason.

    Raises Refused while a field cannot be read, a failed check has no explanation, nothing has changed, the
    report is locked, or a correction has no reason or would leave an approved figure empty; ChangedMeanwhile when
    somebody saved first, and then nothing is overwritten.
    """
    stored = product.store.report(form.unit.id, form.month)
    step = step_of(product.plan, person, stored)
    if stored.version != form.report.version:
        raise _meanwhile(product, person, form, stored)
    examined = examine(product, form, texts)
    _check_savable(stored, examined, step)
    if step in NEEDS_REASON and not reason.strip():
        raise Refused("correction_needs_reason")
    if step is Step.CORRECT:
        _check_nothing_empties(product.plan, examined)
        stored = replace(stored, corrected_at=product.clock(), corrected_by=person.login)
    stamp = Stamp(person.login, product.clock(), "form", reason.strip())
    try:
        report = product.store.save_report(
            stored, changes=examined.changes, explanations=examined.explanations, stamp=stamp
        )
    except StaleReport as stale:
        raise _meanwhile(product, person, form, stale.current) from stale
    return Saved(report, examined.changes)


def save_if_changed(product: Product, person: Person, form: EntryForm, texts: Texts) -> Report:
    """Save the form where it differs from what is saved, and give the report as it then is; raises as `save` does."""
    examined = examine(product, form, texts)
    changed = bool(examined.changes or examined.problems or examined.explanations != form.report.explanations)
    return save(product, person, form, texts).report if changed else form.report


def _check_savable(report: Report, examined: Examination, step: Step | None) -> None:
    if step is None:
        raise Refused("report_locked", state=report.state)
    if examined.problems:
        raise Refused("fields_have_problems", count=len(examined.problems))
    if examined.unexplained:
        raise Refused("checks_unexplained", checks=", ".join(r.check.name for r in examined.unexplained))
    if not examined.changes and examined.explanations == report.explanations:
        raise Refused("nothing_changed")


def _check_nothing_empties(plan: Plan, examined: Examination) -> None:
    """An approved report stays whole: what is wrong becomes another number, or "không phát sinh"."""
    for change in examined.changes:
        if change.after is None and change.key.measure not in plan.published_measures:
            raise Refused("correction_empties", measure=plan.measure_of_id[change.key.measure].name)


def _meanwhile(product: Product, person: Person, form: EntryForm, current: Report) -> ChangedMeanwhile:
    return ChangedMeanwhile(current, name_of(product, current.saved_by), _theirs(product, person, form))


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
    product.store.keep_draft(form.unit.id, form.month, person.login, {**own, BASE: str(now.report.version)})
    return now if now.locked else replace(now, draft=own)
