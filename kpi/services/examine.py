"""What the typed texts of a report's form mean: readings, problems, checks, and the changes that saving would make."""

from collections.abc import Mapping
from dataclasses import dataclass

from kpi.checks import CheckResult, Values, run_checks
from kpi.figures import Change, Figure, FigureKey
from kpi.numbers import Ambiguous, NotArisen, Nothing, Number, Reading, Unreadable, read_number
from kpi.services.entry_form import SOURCE, WHY, EntryForm, Field, Texts
from kpi.services.product import Product


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
