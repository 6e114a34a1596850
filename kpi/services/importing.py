"""Figures from a file or a pasted table: what they would change, what is unsure, and writing all of it or nothing.

Whatever was shown before, the file is read against the plan, the answers and the figures of this very moment, and only
what was shown is written.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kpi.access import Action, Person, check_may, may
from kpi.errors import Problem, Refused
from kpi.figures import Figure, Report, ReportSave, Stamp
from kpi.flow import NEEDS_REASON, Step
from kpi.imports.found import OF_THE_MONTH, SKIPPED, WITHOUT_LIMIT, Answers, CellReading, Question, Subject
from kpi.imports.grid import Grid
from kpi.imports.reader import read_file, read_pasted
from kpi.imports.recognise import recognise
from kpi.months import Month
from kpi.plan import Plan, Unit
from kpi.services.answers import KeptAnswer
from kpi.services.entry_form import Texts
from kpi.services.evidence import plain_name
from kpi.services.import_unit import UnitImport, unit_import
from kpi.services.names import name_of
from kpi.services.product import Product
from kpi.services.store import StaleReport
from kpi.wording.folding import folded

PASTED = "pasted"
"""What a pasted table is called in the origin of a revision, where a file has its name."""

Said = Mapping[str, Texts]
"""By unit what was typed beside its figures, in fields as `kpi.services.entry` names them: "why.…" and "source.…"."""

_DIGITS_OF_HASH = 16


class Seen(NamedTuple):
    """What was on the screen: the version of each report to be written, and a digest of all changes."""

    versions: Mapping[str, int]
    digest: str


class Written(NamedTuple):
    """What an import wrote: the reports as they are now, and how many figures changed."""

    reports: Sequence[Report]
    figures: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing a file would do.

    `passed_over` are units whose figures the file has and the person may not import. `other_months` are those that
    the file names, where the chosen one is not among them.
    """

    month: Month
    units: tuple[UnitImport, ...]
    passed_over: tuple[Unit, ...]
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    other_months: tuple[Month, ...]

    @property
    def writing(self) -> tuple[UnitImport, ...]:
        """The units whose reports would be written."""
        return tuple(unit for unit in self.units if unit.writes)

    @property
    def faults(self) -> int:
        """How many things of the file have to be put right before anything can be written."""
        return len(self.problems) + sum(len(unit.unread) for unit in self.units)

    @property
    def savable(self) -> bool:
        """Whether it can be written once what is asked for beside the figures is filled in."""
        return bool(self.writing) and not self.faults and not self.questions

    @property
    def needs_reason(self) -> bool:
        return any(unit.step in NEEDS_REASON for unit in self.writing)

    @property
    def seen(self) -> Seen:
        """What is compared when it comes to writing."""
        changes = [
            (cell.change.key, *map(_value, (cell.change.before, cell.change.after)))
            for unit in self.writing
            for cell in unit.changes
        ]
        versions = {unit.unit.id: unit.report.version for unit in self.writing}
        return Seen(versions, hashlib.sha256(repr(changes).encode()).hexdigest())


def read_upload(product: Product, person: Person, name: str, content: bytes) -> Grid:
    """The sheets of an uploaded file; raises FileRefused, and Refused for who may not import."""
    _check_may_import(product, person)
    return read_file(plain_name(name), content)


def read_paste(product: Product, person: Person, text: str) -> Grid:
    """A table pasted from Excel; raises as `read_upload` does."""
    _check_may_import(product, person)
    return read_pasted(text)


def preview(product: Product, person: Person, grid: Grid, month: Month, *, said: Said | None = None) -> Preview:
    """What importing the sheets into the reports of a month would do, and what stands against it.

    Raises Refused for who may not import; what a single unit may not is told in its `UnitImport`.
    """
    _check_may_import(product, person)
    plan = product.plan
    found = recognise(plan, grid, month, _meanings(product))
    readings = _by_unit(found.readings)
    allowed = {unit for unit in readings if may(plan, person, Action.IMPORT, unit)}
    return Preview(
        month,
        tuple(
            unit_import(product, person, unit.id, month, readings=readings[unit.id], said=(said or {}).get(unit.id, {}))
            for unit in plan.units
            if unit.id in allowed
        ),
        tuple(unit for unit in plan.units if unit.id in readings.keys() - allowed),
        found.questions,
        found.problems,
        found.notices,
        () if month in found.months else found.months,
    )


def write(
    product: Product,
    person: Person,
    grid: Grid,
    month: Month,
    *,
    seen: Seen,
    said: Said,
    reason: str = "",
) -> Written:
    """Write what was `seen`, all of it in one transaction, with the file in the origin of every revision.

    The reports keep their state: a unit looks through its draft and submits it, an approved report is corrected with
    the reason. Raises Refused, and then writes nothing: where the file has faults or open questions or changes nothing,
    where an explanation, a document or the reason is missing, or where something else would be changed than was seen.
    """
    now = preview(product, person, grid, month, said=said)
    _check_can_be_written(product, now, seen)
    _check_all_is_said(now, reason)
    at = product.clock()
    why = reason.strip() if now.needs_reason else ""
    stamp = Stamp(person.login, at, f"{grid.name or PASTED} sha256:{grid.file_hash[:_DIGITS_OF_HASH]}", why)
    try:
        reports = product.store.save_reports([_save(unit, stamp) for unit in now.writing], stamp)
    except StaleReport as stale:
        raise _meanwhile(product, stale.current) from stale
    return Written(reports, sum(len(unit.changes) for unit in now.writing))


def meanings_of(plan: Plan, question: Question) -> tuple[str, ...]:
    """Everything that a text may stand for, what comes closest first; see `may_be_skipped` for SKIPPED."""
    return tuple(dict.fromkeys((*question.candidates, *_ids(plan, question.subject))))


def may_be_skipped(question: Question) -> bool:
    """Whether SKIPPED is an answer: a row or column can be passed over, what figures are of cannot."""
    return question.subject not in {Subject.TIME, Subject.SCOPE}


def answer(product: Product, person: Person, answers: Mapping[Question, str]) -> None:
    """Remember for everybody what texts stand for; raises Refused("answer_unknown") for what the plan does not know."""
    _check_may_import(product, person)
    for question, meaning in answers.items():
        skipped = meaning == SKIPPED and may_be_skipped(question)
        if not skipped and meaning not in _ids(product.plan, question.subject):
            raise Refused("answer_unknown", text=question.text)
    kept = {
        (question.subject, folded(question.text)): KeptAnswer(
            question.subject, folded(question.text), question.text, meaning
        )
        for question, meaning in answers.items()
    }
    product.store.keep_answers(tuple(kept.values()), Stamp(person.login, product.clock(), "import"))


def answers_given(product: Product, person: Person) -> tuple[KeptAnswer, ...]:
    """What people have said so far; answers that name nothing of this plan are asked for again, and not told."""
    _check_may_import(product, person)
    return tuple(
        one
        for one in product.store.answers()
        if one.meaning == SKIPPED or one.meaning in _ids(product.plan, one.subject)
    )


def forget_answer(product: Product, person: Person, given: KeptAnswer) -> None:
    """Have a text asked about again, of everybody."""
    _check_may_import(product, person)
    product.store.forget_answer(given, Stamp(person.login, product.clock(), "import"))


def _check_may_import(product: Product, person: Person) -> None:
    check_may(product.plan, person, Action.IMPORT, person.unit)


def _meanings(product: Product) -> Answers:
    return {(one.subject, one.text): one.meaning for one in product.store.answers()}


def _ids(plan: Plan, subject: Subject) -> tuple[str, ...]:
    match subject:
        case Subject.UNIT:
            return tuple(unit.id for unit in plan.units)
        case Subject.MEASURE:
            return tuple(measure.id for measure in plan.measures)
        case Subject.PART:
            return tuple(part.id for part in plan.parts)
        case Subject.TIME:
            return (OF_THE_MONTH,)
        case Subject.SCOPE:
            return (WITHOUT_LIMIT,)


def _by_unit(readings: Iterable[CellReading]) -> Mapping[str, Sequence[CellReading]]:
    by_unit: dict[str, list[CellReading]] = defaultdict(list)
    for reading in readings:
        by_unit[reading.unit].append(reading)
    return by_unit


def _value(figure: Figure | None) -> tuple[float | None] | None:
    """What a figure says, without the document that may be typed beside it later."""
    return None if figure is None else (figure.value,)


def _check_can_be_written(product: Product, now: Preview, seen: Seen) -> None:
    if now.faults:
        raise Refused("import_has_faults", count=now.faults)
    if now.questions:
        raise Refused("import_has_questions", count=len(now.questions))
    for unit, version in seen.versions.items():
        report = product.store.report(unit, now.month)
        if report.version != version:
            raise _meanwhile(product, report)
    if not now.writing:
        raise Refused("nothing_changed")
    if now.seen != seen:
        raise Refused("import_reads_otherwise")


def _check_all_is_said(now: Preview, reason: str) -> None:
    lacking = {unit.unit.name: unit.unexplained for unit in now.writing if unit.unexplained}
    if lacking:
        raise Refused("import_unexplained", count=sum(map(len, lacking.values())), units=", ".join(lacking))
    unsourced = [measure.name for unit in now.writing for measure in unit.unsourced]
    if unsourced:
        raise Refused("import_unsourced", measures=", ".join(unsourced))
    if now.needs_reason and not reason.strip():
        raise Refused("correction_needs_reason")


def _save(unit: UnitImport, stamp: Stamp) -> ReportSave:
    report = unit.report
    if unit.step is Step.CORRECT:
        report = replace(report, corrected_at=stamp.at, corrected_by=stamp.who)
    return ReportSave(report, [cell.change for cell in unit.changes], unit.explanations)


def _meanwhile(product: Product, report: Report) -> Refused:
    unit = product.plan.unit_of_id[report.unit].name
    return Refused("import_changed_meanwhile", unit=unit, who=name_of(product, report.saved_by), at=report.saved_at)
