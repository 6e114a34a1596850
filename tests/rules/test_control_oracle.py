"""Control charts against a slow second implementation in decimals, and what must hold of any series."""

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any, Literal, NamedTuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpi.control import ControlChart, MonthValue, Rules, Signal, TooFew, Variation, control_chart
from kpi.months import Month

JANUARY = Month(2022, 1)
ANY = Rules(run=4, trend=4, least=1)
COMMON, IMPROVING, CONCERNING = Variation.COMMON, Variation.IMPROVING, Variation.CONCERNING


class Share(NamedTuple):
    """A month as reported: `part` of `whole` dossiers."""

    part: int
    whole: int

    @property
    def percent(self) -> float:
        return 100 * self.part / self.whole


@st.composite
def share(draw: st.DrawFn) -> Share | None:
    whole = draw(st.sampled_from([None, 0, 1, 4, 5, 20, 300]))
    if whole is None:
        return None
    return Share(draw(st.integers(0, whole)) if draw(st.booleans()) else whole * 3 // 4, whole)


SHARES = st.lists(share(), max_size=24)
LEVELS = st.lists(st.integers(0, 8), min_size=1, max_size=24)
DIRECTIONS: st.SearchStrategy[Literal["up", "down"]] = st.sampled_from(["up", "down"])


def chart_of(rows: list[MonthValue], **changed: Any) -> ControlChart:
    settings = {"proportion": False, "direction": "up", "operator": "", "rules": ANY, **changed}
    found = control_chart(rows, **settings)
    assert isinstance(found, ControlChart)
    return found


def of_shares(shares: list[Share | None]) -> list[MonthValue]:
    return [
        MonthValue(JANUARY + at, None) if row is None else MonthValue(JANUARY + at, _percent(row), row.whole)
        for at, row in enumerate(shares)
    ]


def _percent(row: Share) -> float | None:
    return row.percent if row.whole else None


def of_values(values: list[float]) -> list[MonthValue]:
    return [MonthValue(JANUARY + at, value) for at, value in enumerate(values)]


class Slow(NamedTuple):
    centre: Decimal
    sigma: Decimal | None
    signals: set[Signal]


def slow_chart(shares: list[Share | None], rebases: set[int], rules: Rules, *, proportion: bool) -> list[Slow]:
    """Each rule word for word on every window of months that are known, in decimals of fifty digits."""
    with localcontext() as context:
        context.prec = 50
        known = [(at, row) for at, row in enumerate(shares) if row is not None and (row.whole > 0 or not proportion)]
        phases = [sum(rebase <= at for rebase in rebases) for at, _ in known]
        lines = []
        for place, phase in enumerate(phases):
            members = [row for (_, row), other in zip(known, phases, strict=True) if other == phase]
            lines.append(_line(members, phases[:place].count(phase), proportion=proportion))
        values = [100 * Decimal(row.part) / row.whole if proportion else Decimal(row.part) for _, row in known]
        return [
            Slow(*lines[place], _signals(place, values, lines, phases, rules))
            for place in range(len(known))
        ]  # fmt: skip


Line = tuple[Decimal, Decimal | None]


def _line(members: list[Share], place: int, *, proportion: bool) -> Line:
    if not proportion:
        parts = [Decimal(row.part) for row in members]
        return sum(parts, Decimal()) / len(parts), _mean_range(parts)
    centre = 100 * Decimal(sum(row.part for row in members)) / sum(row.whole for row in members)
    chances = [(centre * (100 - centre) / row.whole).sqrt() for row in members]
    if centre in {0, 100}:
        return centre, Decimal(0)
    scaled = [
        (100 * Decimal(row.part) / row.whole - centre) / chance for row, chance in zip(members, chances, strict=True)
    ]
    return centre, chances[place] * max(Decimal(1), _mean_range(scaled) or Decimal(0))


def _mean_range(values: list[Decimal]) -> Decimal | None:
    if len(values) < 2:
        return None
    ranges = [abs(values[at] - values[at - 1]) for at in range(1, len(values))]
    return sum(ranges, Decimal()) / len(ranges) / Decimal("1.128")


def _signals(place: int, values: list[Decimal], lines: list[Line], phases: list[int], rules: Rules) -> set[Signal]:
    def way(at: int) -> int:
        distance = values[at] - lines[at][0]
        return 0 if abs(distance) < Decimal("1e-10") else 1 if distance > 0 else -1

    def beyond(at: int, sigmas: int) -> bool:
        centre, sigma = lines[at]
        return sigma is not None and abs(values[at] - centre) - sigmas * sigma > Decimal("1e-10")

    def windows(size: int) -> list[range]:
        starts = range(max(0, place - size + 1), min(place, len(values) - size) + 1)
        return [range(start, start + size) for start in starts]

    def one_side(window: range) -> bool:
        return len({phases[at] for at in window}) == 1 and {way(at) for at in window} in ({1}, {-1})

    def one_way(window: range) -> bool:
        steps = [values[at + 1] - values[at] for at in window[:-1]]
        return all(step > 0 for step in steps) or all(step < 0 for step in steps)

    found = set()
    if beyond(place, 3):
        found.add(Signal.OUTSIDE)
    if any(one_side(window) for window in windows(rules.run)):
        found.add(Signal.SHIFT)
    if any(one_way(window) for window in windows(rules.trend)):
        found.add(Signal.TREND)
    near = [window for window in windows(3) if one_side(window) and sum(beyond(at, 2) for at in window) > 1]
    if near and beyond(place, 2):
        found.add(Signal.TWO_OF_THREE)
    return found


@given(SHARES, st.sets(st.integers(0, 24), max_size=2), st.integers(3, 6), st.booleans())
def test_the_chart_is_what_its_rules_say_word_for_word(
    shares: list[Share | None], rebases: set[int], length: int, proportion: bool
) -> None:
    rules = Rules(run=length, trend=length, least=1)
    slow = slow_chart(shares, rebases, rules, proportion=proportion)
    rows = of_shares(shares) if proportion else [
        MonthValue(JANUARY + at, None if row is None else row.part) for at, row in enumerate(shares)
    ]  # fmt: skip
    starts = [JANUARY + at for at in rebases]
    found = control_chart(rows, proportion=proportion, direction="up", operator="", rebases=starts, rules=rules)
    if isinstance(found, TooFew):
        assert slow == []
        return
    assert [set(point.signals) for point in found.points] == [row.signals for row in slow]
    for point, row in zip(found.points, slow, strict=True):
        assert point.centre == pytest.approx(float(row.centre), abs=1e-9)
        bounds = [None, None] if row.sigma is None else [row.centre - 3 * row.sigma, row.centre + 3 * row.sigma]
        for limit, bound in zip((point.lower, point.upper), bounds, strict=True):
            assert (limit is None) == (bound is None)
            if limit is not None and bound is not None:
                clipped = min(Decimal(100), max(Decimal(0), bound)) if proportion else bound
                assert limit == pytest.approx(float(clipped), abs=1e-9)


@given(LEVELS, st.integers(-1000, 1000))
def test_adding_a_constant_moves_centre_and_limits_and_nothing_else(values: list[float], constant: int) -> None:
    before, after = chart_of(of_values(values)), chart_of(of_values([value + constant for value in values]))
    for old, new in zip(before.points, after.points, strict=True):
        assert (new.signals, new.improving) == (old.signals, old.improving)
        assert new.centre == pytest.approx(old.centre + constant, abs=1e-9)
        for old_limit, new_limit in ((old.lower, new.lower), (old.upper, new.upper)):
            assert (old_limit is None and new_limit is None) or new_limit == pytest.approx(
                (old_limit or 0) + constant, abs=1e-9
            )


@given(LEVELS, DIRECTIONS)
def test_mirrored_values_with_the_other_direction_say_the_same(
    values: list[float], direction: Literal["up", "down"]
) -> None:
    other: Literal["up", "down"] = "down" if direction == "up" else "up"
    mirrored = of_values([-value for value in values])
    chart = chart_of(of_values(values), direction=direction)
    turned = chart_of(mirrored, direction=other)
    assert [point.signals for point in turned.points] == [point.signals for point in chart.points]
    assert (turned.variation, turned.reason) == (chart.variation, chart.reason)
    opposite = {COMMON: COMMON, IMPROVING: CONCERNING, CONCERNING: IMPROVING}
    assert chart_of(mirrored, direction=direction).variation is opposite[chart.variation]


@given(SHARES)
def test_the_share_that_is_late_says_the_same_as_the_share_in_time(shares: list[Share | None]) -> None:
    assume(any(row is not None and row.whole for row in shares))
    late = [None if row is None else Share(row.whole - row.part, row.whole) for row in shares]
    chart = chart_of(of_shares(shares), proportion=True)
    turned = chart_of(of_shares(late), proportion=True, direction="down")
    assert [point.signals for point in turned.points] == [point.signals for point in chart.points]
    assert turned.variation is chart.variation


@given(st.fractions(0, 1, max_denominator=60), st.lists(st.integers(1, 90), min_size=1, max_size=24))
def test_equal_shares_of_whatever_counts_raise_no_signal(part: Fraction, times: list[int]) -> None:
    shares: list[Share | None] = [Share(part.numerator * time, part.denominator * time) for time in times]
    assert {point.signals for point in chart_of(of_shares(shares), proportion=True).points} == {frozenset()}


@given(st.floats(-1e9, 1e9), st.integers(1, 30))
def test_equal_values_raise_no_signal(value: float, length: int) -> None:
    assert {point.signals for point in chart_of(of_values([value] * length)).points} == {frozenset()}
