"""What importing a file would do, as a block of HTML: what has to be put right, and old and new figures by unit."""

from collections.abc import Iterable
from typing import Any

from kpi.plan import Plan
from kpi.services.import_unit import ChangedCell, UnitImport
from kpi.services.importing import Preview
from kpi.ui import url
from kpi.ui.markup import rendered
from kpi.wording import formats, import_words
from kpi.wording import importing_words as words
from kpi.wording.problems import refusal_sentence

PAGE = "nhap-tu-tep"
_SHOWN_AT_ONCE = 8
"""Lines of a list before the others are folded."""


def preview_html(plan: Plan, seen: Preview, *, own: str | None) -> str:
    """The whole preview; `own` is the unit of who looks at it."""
    faults = [*_problems(seen), *_unread(plan, seen)]
    notices = [*_notices(seen)]
    return rendered(
        "import_preview.html",
        words=words,
        view={
            "faults": _folded(faults),
            "fault_count": words.faults(len(faults)) if faults else "",
            "months": [
                {"name": words.SEE_OTHER_MONTH.format(month=formats.month(month)), "href": _at(str(month))}
                for month in seen.other_months
            ],
            "refused": [refusal_sentence(unit.refused) for unit in seen.units if unit.refused is not None],
            "summary": _summary(seen) if not faults else "",
            "units": [_unit(plan, unit, own=own, opened=len(seen.units) == 1) for unit in seen.units if unit.changes],
            "notices": _folded(notices),
        },
    )


def _summary(seen: Preview) -> str:
    unchanged = sum(unit.unchanged for unit in seen.units)
    if seen.writing:
        figures = sum(len(unit.changes) for unit in seen.writing)
        return words.summary(figures, [unit.unit.name for unit in seen.writing], unchanged)
    if unchanged:
        return words.nothing_changes(unchanged)
    return "" if seen.questions or seen.units else words.NO_FIGURES


def _problems(seen: Preview) -> Iterable[str]:
    return (words.placed(problem.where, import_words.problem_text(problem)) for problem in seen.problems)


def _unread(plan: Plan, seen: Preview) -> Iterable[str]:
    """Cells that hold no figure, but for those that the reading of the file has named already."""
    named = {problem.where for problem in seen.problems}
    for unit in seen.units:
        for cell in unit.unread:
            if cell.where not in named:
                where = {"part": cell.part, "text": cell.text, "code": cell.code, "where": cell.where}
                yield words.unread(plan, unit.unit.name, measure=cell.measure, **where)


def _notices(seen: Preview) -> Iterable[str]:
    if seen.passed_over:
        yield words.passed_over([unit.name for unit in seen.passed_over])
    for notice in seen.notices:
        yield words.placed(notice.where, import_words.notice_text(notice))
    for unit in seen.units:
        for differ in unit.parts_differ:
            yield f"{unit.unit.name}: {words.stored_parts_differ(differ.measure, differ.whole, differ.parts)}"
        if unit.drafted and unit.writes:
            yield words.drafted(unit.unit.name)


def _folded(lines: list[str]) -> dict[str, list[str]]:
    return {"first": lines[:_SHOWN_AT_ONCE], "rest": lines[_SHOWN_AT_ONCE:]}


def _at(month: str) -> str:
    return url.link(PAGE, {url.MONTH: month})


def _unit(plan: Plan, unit: UnitImport, *, own: str | None, opened: bool) -> dict[str, Any]:
    return {
        "name": unit.unit.name,
        "opened": opened,
        "line": words.unit_line(len(unit.changes), unit.unchanged),
        "step": words.step(unit.step, own=unit.unit.id == own),
        "changes": [_change(plan, cell) for cell in unit.changes],
    }


def _change(plan: Plan, cell: ChangedCell) -> dict[str, str]:
    key, before, after = cell.change.key, cell.change.before, cell.change.after
    return {
        "name": words.figure_name(plan, key.measure, key.part),
        "measured_in": plan.measure_of_id[key.measure].measured_in,
        "before": words.figure(before),
        "after": words.figure(after),
        "where": cell.where or words.NOT_IN_FILE,
        "part": "part" if key.part else "",
    }
