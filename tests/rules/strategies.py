"""Generated plans and figures: every kind of indicator, pace and operator; units that begin, end and merge."""

import datetime as dt
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from kpi.months import Month, months_between
from kpi.plan import Indicator, Plan
from tests.builders import plan_from
from tests.rules.oracle import exact

MISSING = "missing"
PACES = ["constant", "constant", "linear", "steps", "year_end"]
LEVELS = ["xa", "phong"]
REPORTERS = [["xa"], ["phong"], ["xa", "phong"], ["xa-ma-noi", "phong"], ["huyen"]]
WORDS = {"name": "Tên", "short": "Tên"}


@st.composite
def unit_rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """The root, and two to five units; the later ones may begin or end, and merge into an earlier one."""
    rows: list[dict[str, Any]] = [{"id": "ninh-son", "level": "huyen", **WORDS}]
    names = ["xa-ma-noi", "xa-hoa-son", "noi-vu", "van-phong", "xa-lam-son"]
    for place, name in enumerate(names[: draw(st.integers(2, 5))]):
        row: dict[str, Any] = {
            "id": name,
            "level": LEVELS[0] if name.startswith("xa") else LEVELS[1],
            "parent": "ninh-son",
            **WORDS,
        }
        begins, ends = sorted(draw(st.lists(st.integers(0, 40), min_size=2, max_size=2)))
        if draw(st.integers(0, 3)) == 3:
            row["from"] = dt.date(2023 + begins // 12, begins % 12 + 1, draw(st.sampled_from([1, 15])))
        if place and draw(st.integers(0, 2)) == 2:
            row["until"] = dt.date(2023 + ends // 12, ends % 12 + 1, draw(st.sampled_from([15, 28])))
            row["merged_into"] = draw(st.sampled_from(names[:place]))
        rows.append(row)
    return draw(st.permutations(rows))


@st.composite
def measure_rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Four measures of the same units: flows or stocks, counts or decimals."""
    reported_by = draw(st.sampled_from(REPORTERS))
    return [
        {
            "id": name,
            "name": "Số liệu",
            "measured_in": "hồ sơ",
            "number": draw(st.sampled_from(["integer", "integer", "decimal"])),
            "over_months": draw(st.sampled_from(["sum", "sum", "last"])),
            "reported_by": reported_by,
            "form": "mau",
        }
        for name in ("dung-han", "tre-han", "da-giai-quyet", "diem")
    ]


@st.composite
def target_rows(draw: st.DrawFn, *, kind: str, direction: str, months: list[str], units: list[str]) -> Any:
    """Targets for levels, one unit and the whole, some of them changed during the year."""
    found = []
    operators = [">=", ">"] if direction == "up" else ["<=", "<"]
    numbers = st.one_of(st.sampled_from([0, 1, 2, 50, 80, 90, 95, 98.6, 100]), st.integers(0, 60))
    scopes = draw(st.sets(st.sampled_from(["all", *LEVELS, *units])))
    for scope in sorted(scopes | draw(st.sampled_from([{"all", *LEVELS}, {"all", *LEVELS}, set()]))):
        for begins in sorted(draw(st.sets(st.sampled_from([months[0], months[len(months) // 2]]), min_size=1))):
            pace = "constant" if kind == "grade" else draw(st.sampled_from(PACES))
            value = draw(st.sampled_from(["Tốt", "Khá"])) if kind == "grade" else draw(numbers)
            operator = draw(st.sampled_from([*operators, "="]))
            row: dict[str, Any] = {"scope": scope, "operator": operator, "value": value, "from": begins, "pace": pace}
            if pace == "steps":
                listed = sorted(draw(st.sets(st.sampled_from(months), min_size=1, max_size=4)))
                row["steps"] = [{"month": at, "value": draw(numbers)} for at in listed]
            found.append(row)
    return found


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A small plan with one indicator of any kind."""
    first = Month(2024, draw(st.integers(1, 12)))
    last = first + draw(st.integers(0, 14))
    units = draw(unit_rows())
    kind = draw(st.sampled_from(["ratio", "value", "count", "rank", "grade", "growth"]))
    direction = draw(st.sampled_from(["up", "down"]))
    numerators = [["dung-han"], ["dung-han", "tre-han"], ["da-giai-quyet", "-tre-han"], ["diem"]]
    indicator: dict[str, Any] = {
        **dict.fromkeys(("name", "short", "clause", "quote", "measured_in"), "Chữ"),
        "id": "chi-tieu", "area": "III", "kind": kind, "direction": direction, "decimals": 1, "lead": "ninh-son",
        "numerator": draw(st.sampled_from(numerators)),
        "target": draw(
            target_rows(
                kind=kind,
                direction="up" if kind == "grade" else direction,
                months=[str(at) for at in months_between(first, last)],
                units=[unit["id"] for unit in units if "parent" in unit],
            )
        ),
    }  # fmt: skip
    if kind == "ratio" or (kind == "growth" and draw(st.booleans())):
        indicator["denominator"] = draw(st.sampled_from([["da-giai-quyet"], ["dung-han", "tre-han"], ["diem"]]))
    if kind == "grade":
        indicator |= {"direction": "up", "bands_source": "Giả định"}
        indicator["bands"] = [{"name": "Khá", "from": 20}, {"name": "Tốt", "from": 40.5}]
    if kind == "growth":
        indicator["change"] = draw(st.sampled_from(["relative", "points"]))
    if draw(st.integers(0, 7)) == 7:
        indicator["published"] = "yearly"
    head = {"id": "sinh-ra", "number": "1", "title": "Kế hoạch", "authority": "UBND", "issued": dt.date(2023, 12, 8)}
    head |= {"first_month": str(first), "last_month": str(last), "report_due_day": 5}
    head |= {
        "near": draw(st.sampled_from([0.95, 0.5, 0.5, 1])),
        "history_from": str(first - draw(st.sampled_from([0, 6, 12, 15, 24]))),
    }
    return plan_from(
        {
            "plan": head,
            "level": [{"id": level, **WORDS} for level in ("huyen", *LEVELS)],
            "unit": units,
            "area": [{"id": "III", "name": "Thủ tục hành chính"}],
            "form": [{"id": "mau", "name": "Mẫu"}],
            "measure": draw(measure_rows()),
            "indicator": [indicator],
        }
    )


def numbers_of(plan: Plan, measure: str) -> st.SearchStrategy[Fraction | None]:
    """Figures of a measure: often small, sometimes at a limit, "không phát sinh" among them."""
    whole = st.one_of(st.integers(0, 30), st.sampled_from([0, 90, 95, 98, 100, 1000, 10**6, 999_999_937]))
    numbers: st.SearchStrategy[Fraction | None] = whole.map(Fraction)
    if plan.measure_of_id[measure].number == "decimal":
        numbers = st.one_of(numbers, st.integers(0, 9999).map(lambda cents: exact(cents / 100)))
    return st.one_of(st.none(), numbers, numbers, numbers)


@st.composite
def months_asked(draw: st.DrawFn, plan: Plan) -> Month:
    """Mostly a month of the plan; now and then one of its history or before it."""
    in_plan = draw(st.integers(0, 4)) < 4
    first = plan.first_month.ordinal if in_plan else plan.start.ordinal - 2
    return Month.from_ordinal(draw(st.integers(first, plan.last_month.ordinal)))


@st.composite
def figures_of(draw: st.DrawFn, plan: Plan, indicator: Indicator) -> dict[tuple[str, str, Month], Fraction | None]:
    """Figures of one indicator: each unit the same every month, or nothing, and then exceptions."""
    found: dict[tuple[str, str, Month], Fraction | None] = {}
    months = list(months_between(plan.start, plan.last_month))
    measures = list(dict.fromkeys(term.measure for term in indicator.terms))
    units = sorted(plan.reporters[measures[0]])
    for measure in measures:
        for unit in units:
            usual = draw(st.one_of(*[numbers_of(plan, measure)] * 5, st.just(MISSING)))
            found |= {} if isinstance(usual, str) else {(unit, measure, at): usual for at in months}
    if units:
        for _ in range(draw(st.integers(0, 12))):
            key = draw(st.sampled_from(units)), draw(st.sampled_from(measures)), draw(st.sampled_from(months))
            found.pop(key, None)
            if draw(st.booleans()):
                found[key] = draw(numbers_of(plan, key[1]))
    return found
