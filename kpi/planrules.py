"""What must hold between the tables of a plan file; each broken rule is a problem with its place."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, cast

from kpi.errors import Problem
from kpi.plan import WHOLE, Check, Indicator, Kind, Measure, Pace, PlanHead, Row, Target, Task, Unit

Ids = Mapping[str, Sequence[str]]
Rows = Mapping[str, Sequence[Row]]


def problems(head: PlanHead | None, rows: Rows, ids: Ids) -> list[Problem]:
    """Every broken rule. `rows` holds the rows that parsed, `ids` every id that is written in the file."""
    units = cast(Sequence[Unit], rows["unit"])
    measures = cast(Sequence[Measure], rows["measure"])
    indicators = cast(Sequence[Indicator], rows["indicator"])
    tasks = cast(Sequence[Task], rows["task"])
    found = [
        *_duplicates(ids),
        *_months(head),
        *_units(units, ids),
        *_measures(measures, ids),
        *(problem for check in cast(Sequence[Check], rows["check"]) for problem in _check(check, ids)),
        *(problem for indicator in indicators for problem in _indicator(indicator, ids)),
        *(problem for task in tasks for problem in _task(task, ids)),
        *_chains("task", {task.id: task.parent for task in tasks}, key="parent"),
    ]
    return [*found, *_reporting(units, measures, indicators)]


def _unknown(where: str, written: Iterable[str], *, known: Iterable[str], table: str) -> Iterator[Problem]:
    names = set(known)
    for name in written:
        if name not in names:
            yield Problem(where, "unknown_id", {"written": name, "table": table})


def _duplicates(ids: Ids) -> Iterator[Problem]:
    for table, written in ids.items():
        for name, times in Counter(written).items():
            if times > 1:
                yield Problem(f"[[{table}]] {name}", "duplicate_id", {"times": times})
    for name in sorted(set(ids["level"]) & set(ids["unit"])):
        yield Problem(f"[[unit]] {name}", "unit_and_level_share_id")
    for table in ("level", "unit"):
        if WHOLE in ids[table]:
            yield Problem(f"[[{table}]] {WHOLE}", "reserved_id")


def _months(head: PlanHead | None) -> Iterator[Problem]:
    if head is None:
        return
    if head.last_month < head.first_month:
        yield Problem("[plan] → last_month", "ends_before_it_begins")
    if head.history_from is not None and head.history_from > head.first_month:
        yield Problem("[plan] → history_from", "history_after_first_month")


def _units(units: Sequence[Unit], ids: Ids) -> Iterator[Problem]:
    for unit in units:
        where = f"[[unit]] {unit.id}"
        yield from _unknown(f"{where} → level", [unit.level], known=ids["level"], table="level")
        for key in ("parent", "merged_into"):
            name = getattr(unit, key)
            if name is not None:
                yield from _unknown(f"{where} → {key}", [name], known=ids["unit"], table="unit")
        if unit.valid_from and unit.valid_until and unit.valid_until < unit.valid_from:
            yield Problem(f"{where} → until", "ends_before_it_begins")
        if unit.merged_into is not None and unit.valid_until is None:
            yield Problem(f"{where} → merged_into", "merged_without_until")
    yield from _chains("unit", {unit.id: unit.parent for unit in units}, key="parent")
    yield from _chains("unit", {unit.id: unit.merged_into for unit in units}, key="merged_into")
    if len(ids["unit"]) == len(units):
        roots = [unit.id for unit in units if unit.parent is None]
        if len(roots) != 1:
            yield Problem("[[unit]] → parent", "not_one_root", {"roots": ", ".join(roots)})
    for first, second in combinations(units, 2):
        if first.id != second.id and first.official_code == second.official_code and _overlap(first, second):
            yield Problem(f"[[unit]] {second.id} → code", "code_used_twice", {"other": first.id})


def _overlap(first: Unit, second: Unit) -> bool:
    def begins_after_end(one: Unit, other: Unit) -> bool:
        return one.valid_from is not None and other.valid_until is not None and one.valid_from > other.valid_until

    return not begins_after_end(first, second) and not begins_after_end(second, first)


def _chains(table: str, step: Mapping[str, str | None], *, key: str) -> Iterator[Problem]:
    for start in step:
        seen, at = {start}, step[start]
        while at is not None and at not in seen:
            seen.add(at)
            at = step.get(at)
        if at == start:
            yield Problem(f"[[{table}]] {start} → {key}", "circular")


def _measures(measures: Sequence[Measure], ids: Ids) -> Iterator[Problem]:
    organisations = [*ids["level"], *ids["unit"]]
    for measure in measures:
        where = f"[[measure]] {measure.id}"
        yield from _unknown(f"{where} → reported_by", measure.reported_by, known=organisations, table="unit")
        yield from _unknown(f"{where} → form", [measure.form], known=ids["form"], table="form")
    columns = Counter((measure.form, measure.column) for measure in measures if measure.column is not None)
    for (form, column), times in columns.items():
        if times > 1:
            yield Problem(f"[[measure]] → column {column}", "column_used_twice", {"form": form})


def _check(check: Check, ids: Ids) -> Iterator[Problem]:
    for side in ("left", "right"):
        where = f"[[check]] {check.id} → {side}"
        yield from _unknown(where, getattr(check, side), known=ids["measure"], table="measure")


def _indicator(indicator: Indicator, ids: Ids) -> Iterator[Problem]:
    where = f"[[indicator]] {indicator.id}"
    for side in ("numerator", "denominator"):
        written = [term.measure for term in getattr(indicator, side)]
        yield from _unknown(f"{where} → {side}", written, known=ids["measure"], table="measure")
        for name, times in Counter(written).items():
            if times > 1:
                yield Problem(f"{where} → {side}", "term_twice", {"written": name})
    yield from _unknown(f"{where} → area", [indicator.area], known=ids["area"], table="area")
    yield from _unknown(f"{where} → lead", [indicator.lead], known=ids["unit"], table="unit")
    yield from _fitting_keys(where, indicator)
    for number, target in enumerate(indicator.targets, start=1):
        yield from _target(f"{where} → target {number}", indicator, target, ids)
    yield from _one_target_in_force(where, indicator)


_FITTING: Sequence[tuple[str, str, Callable[[Indicator], bool]]] = (
    ("denominator", "needs_denominator", lambda i: i.kind is Kind.RATIO and not i.denominator),
    (
        "denominator",
        "takes_no_denominator",
        lambda i: i.kind not in {Kind.RATIO, Kind.GROWTH} and bool(i.denominator),
    ),
    ("bands", "needs_bands", lambda i: i.kind is Kind.GRADE and not i.bands),
    ("bands", "takes_no_bands", lambda i: i.kind is not Kind.GRADE and bool(i.bands)),
    ("bands_source", "needs_bands_source", lambda i: bool(i.bands) and i.bands_source is None),
    ("bands", "band_twice", lambda i: len({band.lowest for band in i.bands}) < len(i.bands)),
    ("change", "needs_change", lambda i: i.kind is Kind.GROWTH and i.change is None),
    ("change", "takes_no_change", lambda i: i.kind is not Kind.GROWTH and i.change is not None),
    ("survey", "survey_is_a_ratio", lambda i: i.survey and i.kind is not Kind.RATIO),
    ("fulfilled", "fulfilled_of_a_ratio", lambda i: i.fulfilled is not None and i.kind is not Kind.RATIO),
    ("remainder", "remainder_of_a_ratio", lambda i: i.remainder is not None and i.kind is not Kind.RATIO),
)


def _fitting_keys(where: str, indicator: Indicator) -> Iterator[Problem]:
    for key, code, broken in _FITTING:
        if broken(indicator):
            yield Problem(f"{where} → {key}", code, {"kind": indicator.kind})


def _target(where: str, indicator: Indicator, target: Target, ids: Ids) -> Iterator[Problem]:
    scopes = [*ids["level"], *ids["unit"], WHOLE]
    yield from _unknown(f"{where} → scope", target.scope, known=scopes, table="unit")
    if indicator.kind is Kind.GRADE:
        bands = [band.name for band in indicator.bands]
        if target.value not in bands:
            yield Problem(f"{where} → value", "unknown_band", {"written": target.value, "bands": ", ".join(bands)})
    elif isinstance(target.value, str):
        yield Problem(f"{where} → value", "float_type", {"written": target.value})
    if (target.operator in {">=", ">"} and indicator.direction == "down") or (
        target.operator in {"<=", "<"} and indicator.direction == "up"
    ):
        yield Problem(f"{where} → operator", "against_direction", {"direction": indicator.direction})
    if (target.pace is Pace.STEPS) != bool(target.steps):
        yield Problem(f"{where} → steps", "steps_and_pace_differ")
    months = [step.month for step in target.steps]
    if months != sorted(set(months)):
        yield Problem(f"{where} → steps", "steps_out_of_order")


def _one_target_in_force(where: str, indicator: Indicator) -> Iterator[Problem]:
    numbers: dict[tuple[str, Any], list[int]] = defaultdict(list)
    for number, target in enumerate(indicator.targets, start=1):
        for scope in target.scope:
            numbers[scope, target.valid_from].append(number)
    for (scope, month), clashing in numbers.items():
        if len(clashing) > 1:
            details = {"scope": scope, "month": month, "first": clashing[0]}
            yield Problem(f"{where} → target {clashing[1]}", "two_targets_in_force", details)


def _task(task: Task, ids: Ids) -> Iterator[Problem]:
    where = f"[[task]] {task.id}"
    yield from _unknown(f"{where} → area", [task.area], known=ids["area"], table="area")
    if task.parent is not None:
        yield from _unknown(f"{where} → parent", [task.parent], known=ids["task"], table="task")
    organisations = [*ids["level"], *ids["unit"], WHOLE]
    yield from _unknown(f"{where} → lead", task.lead, known=organisations, table="unit")
    yield from _unknown(f"{where} → with", task.partners, known=organisations, table="unit")
    yield from _unknown(f"{where} → indicators", task.indicators, known=ids["indicator"], table="indicator")
    if (task.timing == "date") != (task.due is not None):
        yield Problem(f"{where} → due", "due_and_timing_differ")
    if task.timing != "group" and not task.lead:
        yield Problem(f"{where} → lead", "missing")


def _reporting(
    units: Sequence[Unit], measures: Sequence[Measure], indicators: Sequence[Indicator]
) -> Iterator[Problem]:
    """An authority's figure is either the sum over its units or reported by itself, never both in one formula."""
    root = next((unit for unit in units if unit.parent is None), None)
    if root is None:
        return
    own_names = {root.id, root.level}
    reporters = {
        measure.id: {unit.id for unit in units if {unit.id, unit.level} & set(measure.reported_by)}
        for measure in measures
    }
    for indicator in indicators:
        where = f"[[indicator]] {indicator.id}"
        reporting = {frozenset(reporters[term.measure]) for term in indicator.terms if term.measure in reporters}
        if any(root.id in who for who in reporting) and any(who - {root.id} for who in reporting):
            yield Problem(f"{where} → numerator", "summed_and_reported_by_the_authority")
        elif len(reporting) > 1:
            yield Problem(f"{where} → numerator", "reported_by_different_units")
        for number, target in enumerate(indicator.targets, start=1):
            if own_names & set(target.scope):
                yield Problem(f"{where} → target {number} → scope", "root_is_written_all", {"root": root.id})
