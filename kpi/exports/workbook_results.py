"""The results of an indicator for every scope: sums and values as formulas over the grids below them."""

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from kpi.exports.workbook_book import BODY, CENTRED, HEAD, SECTION, Look, Sheet, lines, of_status
from kpi.exports.workbook_cells import Cell, address, elsewhere, total
from kpi.exports.workbook_grid import FIRST, NAME_WIDTH, NUMBER_WIDTH, Grid, Side, Span, is_whole, sides_of
from kpi.exports.workbook_raw import Places
from kpi.months import Month
from kpi.plan import Indicator, Kind, Plan
from kpi.scoring import Score, scopes_of
from kpi.wording import labels, sentences, status_words
from kpi.wording import workbook_words as words

HEAD_ROWS = 3
"""The title and two rows of heads."""

_NOISE = "IF(ABS({sum})<1000000,ROUND({sum},9),{sum})"
"""What `kpi.formulas.without_noise` does to a sum of decimals."""


@dataclass(frozen=True, slots=True)
class Results:
    """Where the table of results stands: from row `top` (its title) on, a row for each scope."""

    sheet: str
    top: int
    indicator: Indicator
    scopes: tuple[str, ...]
    spans: int

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns of each span: the sums, the value and the status."""
        return (*(side.field for side in sides_of(self.indicator)), "value", "status")

    @property
    def below(self) -> int:
        return self.top + HEAD_ROWS + len(self.scopes) + 1

    @property
    def after(self) -> int:
        """The first column after the spans: the target, what it asks for now, and how complete the figures are."""
        return FIRST + self.spans * len(self.fields)

    def row(self, scope: str) -> int:
        return self.top + HEAD_ROWS + self.scopes.index(scope)

    def cell(self, scope: str, span: int, field: str) -> Cell:
        return Cell(self.row(scope), FIRST + span * len(self.fields) + self.fields.index(field))

    def reference(self, scope: str, span: int, field: str) -> str:
        """The cell in a formula of another sheet, without "="."""
        return elsewhere(self.sheet, self.cell(scope, span, field))


def columns_of(indicator: Indicator, spans: int) -> int:
    """How many columns the table takes."""
    return Results("", 0, indicator, (), spans).after + 3


def value_look(indicator: Indicator, score: Score) -> Look:
    """How a value is written: with the decimals it needs beside its target, and what it is measured in."""
    number = words.number_format(indicator, words.decimals(indicator, score))
    return replace(BODY, number=number, align="right", bold=True)


def write_results(
    sheet: Sheet, plan: Plan, results: Results, spans: Sequence[Span], grids: Sequence[Grid], month: Month
) -> None:
    """The table: a row for each scope, for each span its sums, value and status, then the target."""
    _write_head(sheet, results, spans)
    members = members_of(plan, results.indicator, month)
    places = Places.of(plan)
    for scope in results.scopes:
        row, is_unit = results.row(scope), scope in plan.unit_of_id
        look = replace(BODY, bold=not is_unit)
        if is_unit:
            sheet.number(Cell(row, 0), places.units[scope], CENTRED)
        else:
            sheet.blank(Cell(row, 0))
        sheet.text(Cell(row, 1), labels.scope_name(plan, scope), look)
        scores = [next(one for one in span.scores if one.scope == scope) for span in spans]
        for place, (span, score) in enumerate(zip(spans, scores, strict=True)):
            _write_sums(sheet, plan, results, place, span, score, grids, members[scope])
            _write_value(sheet, results, place, score)
        _write_target(sheet, plan, results, scores[-1])
        sheet.height(row, _tallest(plan, results.indicator, scores))


def members_of(plan: Plan, indicator: Indicator, month: Month) -> Mapping[str, frozenset[str]]:
    """Which units' sums each scope adds up as of a month."""
    scopes = scopes_of(plan, indicator, month)
    return {
        name: frozenset(unit.id for unit, belongs in zip(plan.units, row, strict=True) if belongs)
        for name, row in zip(scopes.names, scopes.members, strict=True)
    }


def sum_of_grids(plan: Plan, indicator: Indicator, side: Side, parts: Iterable[tuple[Set[Cell], Set[Cell]]]) -> str:
    """A sum as a formula, without the noise of decimals where there are any.

    Each part is what of one grid is added up, and all numbers in its columns: no range goes from grid to grid.
    """
    written = "+".join(total(cells, numbers=numbers) for cells, numbers in parts if cells) or "0"
    return written if is_whole(plan, side.terms_of(indicator)) else _NOISE.format(sum=written)


def value_formula(indicator: Indicator, score: Score, cells: Mapping[str, Cell]) -> str | None:
    """A value as a formula over the cells of its sums; None where no formula of theirs tells that there is none."""
    if math.isnan(score.numerator):
        return None
    names = {field: address(cell) for field, cell in cells.items()}
    above, below = names["numerator"], names.get("denominator")
    match indicator.kind:
        case Kind.RATIO:
            return f'IF({below}>0,100*{above}/{below},"{words.NOTHING}")'
        case Kind.GROWTH:
            return _growth_formula(indicator, score, names)
        case _:
            return None if math.isnan(score.value) else above


def _growth_formula(indicator: Indicator, score: Score, names: Mapping[str, str]) -> str | None:
    if math.isnan(score.earlier_numerator) or (indicator.change == "points" and math.isnan(score.value)):
        return None
    above, earlier = names["numerator"], names["earlier_numerator"]
    if "denominator" not in names:
        gained, base, both, sound = f"({above}-{earlier})", earlier, "", f"{earlier}>0"
    else:
        below, below_earlier = names["denominator"], names["earlier_denominator"]
        gained = f"({above}*{below_earlier}-{earlier}*{below})"
        base, both = f"({earlier}*{below})", f"({below}*{below_earlier})"
        sound = f"{earlier}*{below}>0,{below_earlier}>0"
    if indicator.change == "relative":
        return f'IF(AND({sound}),100*{gained}/{base},"{words.NOTHING}")'
    return f'IF({both}>0,100*{gained}/{both},"{words.NOTHING}")' if both else f"{above}-{earlier}"


def _write_head(sheet: Sheet, results: Results, spans: Sequence[Span]) -> None:
    top = results.top
    sheet.text(Cell(top, 0), words.RESULTS, SECTION)
    for row in (top + 1, top + 2):
        sheet.text(Cell(row, 0), words.PLACE if row == top + 1 else "", HEAD)
        sheet.text(Cell(row, 1), words.SCOPE if row == top + 1 else "", HEAD)
    for place, span in enumerate(spans):
        first = FIRST + place * len(results.fields)
        sheet.across(Cell(top + 1, first), first + len(results.fields) - 1, span.name, HEAD)
        heads = [words.number_head(s.name, results.indicator, earlier=s.earlier) for s in sides_of(results.indicator)]
        for column, text in enumerate([*heads, words.VALUE, words.STATUS], first):
            sheet.text(Cell(top + 2, column), text, HEAD)
    sheet.across(Cell(top + 1, results.after), results.after + 2, words.TARGET, HEAD)
    for column, text in enumerate((words.TARGET, words.BOUND, words.COMPLETENESS), results.after):
        sheet.text(Cell(top + 2, column), text, HEAD)
    sheet.height(top + 2, 2)


def _write_sums(
    sheet: Sheet,
    plan: Plan,
    results: Results,
    place: int,
    span: Span,
    score: Score,
    grids: Sequence[Grid],
    members: frozenset[str],
) -> None:
    indicator = results.indicator
    for side in sides_of(indicator):
        cell, value = results.cell(score.scope, place, side.field), float(getattr(score, side.field))
        if math.isnan(value):
            sheet.text(cell, words.NOTHING, CENTRED)
            continue
        counted = side.months_of(span.counted)
        totals = [
            {unit: grid.total(unit, place) for unit, by in counted.items() if by.get(grid.over)}
            for grid in grids
            if grid.side == side
        ]
        parts = [({one[unit] for unit in members & one.keys()}, set(one.values())) for one in totals]
        formula = sum_of_grids(plan, indicator, side, parts)
        sheet.formula(cell, formula, value, sum_look(plan, indicator, side))


def sum_look(plan: Plan, indicator: Indicator, side: Side) -> Look:
    """How a sum is written: a count without decimals."""
    number = words.count_format(whole=is_whole(plan, side.terms_of(indicator)))
    return replace(BODY, number=number, align="right")


def _write_value(sheet: Sheet, results: Results, place: int, score: Score) -> None:
    sums = {side.field: results.cell(score.scope, place, side.field) for side in sides_of(results.indicator)}
    cell = results.cell(score.scope, place, "value")
    formula = value_formula(results.indicator, score, sums)
    look = of_status(value_look(results.indicator, score), score.status)
    if formula is None:
        sheet.text(cell, words.NOTHING, replace(look, align="center"))
    else:
        sheet.formula(cell, formula, words.NOTHING if math.isnan(score.value) else score.value, look)
    status = of_status(CENTRED, score.status)
    sheet.text(results.cell(score.scope, place, "status"), status_words.with_symbol(results.indicator, score), status)


def _write_target(sheet: Sheet, plan: Plan, results: Results, score: Score) -> None:
    row, first = results.row(score.scope), results.after
    sheet.text(Cell(row, first), sentences.target_text(results.indicator, score), CENTRED)
    write_bound(sheet, Cell(row, first + 1), results.indicator, score)
    sheet.text(Cell(row, first + 2), words.completeness(plan, score), CENTRED)


def write_bound(sheet: Sheet, cell: Cell, indicator: Indicator, score: Score) -> None:
    """What the target asks for now; an empty cell where that is nothing."""
    if math.isnan(score.bound):
        sheet.blank(cell)
    else:
        number = words.number_format(indicator, words.decimals_of(score.bound))
        sheet.number(cell, score.bound, replace(BODY, number=number, align="right"))


def _tallest(plan: Plan, indicator: Indicator, scores: Sequence[Score]) -> int:
    """The lines of a row of the table, in columns as wide as `workbook_indicator` makes them."""
    latest = scores[-1]
    narrow = (
        *(status_words.with_symbol(indicator, score) for score in scores),
        sentences.target_text(indicator, latest),
        words.completeness(plan, latest),
    )
    return max(
        lines(labels.scope_name(plan, latest.scope), NAME_WIDTH), *(lines(text, NUMBER_WIDTH) for text in narrow)
    )
