"""What is expected to arise in the months that are not known yet, and from which figures that follows."""

from collections.abc import Mapping
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.months import Month
from kpi.volume import Basis, Volume, expected_volume, remaining_months
from tests.builders import Figures, cube_of, month, plan_from, reports, tables, ward

SAME, MEAN = Basis.SAME_MONTHS_LAST_YEAR, Basis.MEAN_SO_FAR
TEAMS = ("van-phong", "kinh-te", "hanh-chinh-cong", "to-nhon-son")


def resolved(unit: str, year: int, by_month: Mapping[int, float]) -> Figures:
    return {
        key: value
        for number, done in by_month.items()
        for key, value in reports(unit, f"{year}-{number:02d}", resolved=done, resolved_late=0).items()
    }


def volume(figures: Figures, at: str, scope: str = "kinh-te") -> Volume | None:
    plan = ward()
    return expected_volume(cube_of(plan, figures), plan.indicator_of_id["on_time"], scope, month(at))


def year(first: float, rest: float) -> dict[int, float]:
    """A year of which January to March differ from the rest."""
    return {number: first if number <= 3 else rest for number in range(1, 13)}


def test_the_same_months_of_last_year_times_how_this_year_compares() -> None:
    figures = {**resolved("kinh-te", 2025, year(100, 50)), **resolved("kinh-te", 2026, {1: 110, 2: 100, 3: 120})}
    assert volume(figures, "2026-03") == Volume(495, (55.0,) * 9, SAME, complete=True)  # 9 × 50 × 330 ÷ 300


def test_only_months_known_in_both_years_are_compared() -> None:
    before = {at: done for at, done in year(100, 50).items() if at != 2}
    figures = {**resolved("kinh-te", 2025, before), **resolved("kinh-te", 2026, {1: 110, 2: 999, 3: 100})}
    found = volume(figures, "2026-03")
    assert found is not None
    assert (found.total, found.basis) == (473, SAME)  # 9 × 50 × 210 ÷ 200 = 472.5, whatever February was


def test_without_a_month_to_compare_last_year_stands_as_it_was() -> None:
    assert volume(resolved("kinh-te", 2025, year(100, 50)), "2026-01") == Volume(
        750, (100.0, 100.0, *(50.0,) * 9), SAME, complete=True, owed=100, unreported=((Month(2026, 1), 1),)
    )


def test_where_neither_year_had_anything_by_now_last_year_stands_as_it_was() -> None:
    figures = {**resolved("kinh-te", 2025, year(0, 50)), **resolved("kinh-te", 2026, {1: 0, 2: 0, 3: 0})}
    assert volume(figures, "2026-03") == Volume(450, (50.0,) * 9, SAME, complete=True)


@pytest.mark.parametrize(
    "before",
    [
        {},
        dict.fromkeys(range(1, 12), 100.0),  # December is missing
        year(0, 50),  # nothing by March to compare with
    ],
)
def test_where_last_year_says_nothing_the_mean_of_this_year_goes_on(before: dict[int, float]) -> None:
    figures = {**resolved("kinh-te", 2025, before), **resolved("kinh-te", 2026, {1: 10, 2: 15, 3: 20})}
    assert volume(figures, "2026-03") == Volume(135, (15.0,) * 9, MEAN, complete=True)


def test_a_half_is_rounded_up() -> None:
    figures = {**resolved("kinh-te", 2026, dict.fromkeys(range(1, 6), 3) | dict.fromkeys(range(6, 11), 4) | {11: 3.5})}
    assert volume(figures, "2026-11") == Volume(4, (3.5,), MEAN, complete=True)


def test_a_month_gone_by_that_nobody_reported_is_awaited_like_one_that_remains() -> None:
    figures = {**resolved("kinh-te", 2025, year(100, 50)), **resolved("kinh-te", 2026, {1: 110, 3: 110})}
    in_march = Volume(605, (55.0,) * 9, SAME, complete=True, owed=110, unreported=((Month(2026, 2), 1),))
    assert volume(figures, "2026-03") == in_march  # and 100 × 220 ÷ 200 of February
    known = resolved("kinh-te", 2026, dict.fromkeys(range(1, 11), 100.0))
    october, december = volume(known, "2026-10"), volume(known, "2026-12")
    assert october is not None
    assert december == Volume(
        200, (), MEAN, complete=True, owed=200, unreported=((Month(2026, 11), 1), (Month(2026, 12), 1))
    )
    assert october.total == december.total


def test_a_month_that_some_units_owe_brings_what_they_brought_before() -> None:
    """Văn phòng does 110 where it did 100 last year, and owes a March that was 40; the others have no last year."""
    figures = {
        **resolved("van-phong", 2025, dict.fromkeys(range(1, 13), 100.0) | {3: 40}),
        **resolved("van-phong", 2026, {1: 110, 2: 110}),
        **resolved("kinh-te", 2026, {1: 30, 2: 50, 3: 60}),
        **resolved("hanh-chinh-cong", 2026, {1: 10, 2: 20}),
        **resolved("to-nhon-son", 2026, {1: 0, 2: 0, 3: 0}),
    }
    found = volume(figures, "2026-03", "team")
    # January and February, which all reported: 150 and 180; March awaits 40 × 220 ÷ 200 = 44 and (10 + 20) ÷ 2 = 15
    assert found == Volume(9 * 165 + 59, (165.0,) * 9, MEAN, complete=True, owed=59, unreported=((Month(2026, 3), 2),))


def test_a_unit_of_which_nothing_is_known_brings_nothing_and_that_is_said() -> None:
    figures = {key: done for unit in TEAMS[:3] for key, done in resolved(unit, 2026, {1: 10, 2: 10}).items()}
    found = volume(figures, "2026-02", "all")
    assert found == Volume(300, (30.0,) * 10, MEAN, complete=False)


def test_where_nothing_is_known_nothing_is_expected() -> None:
    assert volume({}, "2026-03") is None
    assert volume(resolved("kinh-te", 2025, {1: 100}), "2026-03") is None


def test_in_the_last_month_nothing_more_is_expected() -> None:
    figures = resolved("kinh-te", 2026, dict.fromkeys(range(1, 13), 100))
    assert volume(figures, "2026-12") == Volume(0, (), SAME, complete=True)


def test_months_that_every_unit_reported_go_before_others() -> None:
    january = {key: done for unit in TEAMS for key, done in resolved(unit, 2026, {1: 10}).items()}
    february = resolved("kinh-te", 2026, {2: 500})
    owed = ((Month(2026, 2), 3),)
    assert volume({**january, **february}, "2026-02", "all") == Volume(
        430, (40.0,) * 10, MEAN, complete=True, owed=30, unreported=owed
    )
    assert volume(february, "2026-02", "all") == Volume(
        5500, (500.0,) * 10, MEAN, complete=False, owed=500, unreported=((Month(2026, 1), 4),)
    )


def test_a_unit_that_took_another_over_is_held_against_both() -> None:
    before = {**resolved("to-nhon-son", 2025, year(20, 20)), **resolved("hanh-chinh-cong", 2025, year(80, 80))}
    now = {
        **resolved("to-nhon-son", 2026, dict.fromkeys(range(1, 7), 20)),
        **resolved("hanh-chinh-cong", 2026, dict.fromkeys(range(1, 7), 80) | {7: 100}),
    }
    assert volume({**before, **now}, "2026-07", "hanh-chinh-cong") == Volume(500, (100.0,) * 5, SAME, complete=True)


def test_a_unit_is_expected_to_bring_something_only_while_it_exists() -> None:
    figures = resolved("to-nhon-son", 2026, {1: 10, 2: 10, 3: 10, 4: 10})
    assert remaining_months(ward(), "to-nhon-son", month("2026-04")) == (Month(2026, 5), Month(2026, 6))
    assert volume(figures, "2026-04", "to-nhon-son") == Volume(20, (10.0, 10.0), MEAN, complete=True)


def test_the_months_that_remain_are_those_of_the_same_year() -> None:
    data = tables("valid-ward-2026")
    data["plan"] |= {"last_month": "2027-06"}
    plan = plan_from(data)
    assert remaining_months(plan, "all", month("2026-10")) == (Month(2026, 11), Month(2026, 12))
    assert len(remaining_months(plan, "all", month("2027-01"))) == 5
    assert remaining_months(plan, "all", month("2025-10")) == ()


Known = dict[tuple[int, int], int]
"""What a unit, or some together, did by year and month."""


@st.composite
def known_months(draw: st.DrawFn) -> Known:
    """Two years of a unit, most of them whole."""
    usual = draw(st.integers(0, 40))
    every = {(year, at): usual + draw(st.integers(0, 9)) for year in (2025, 2026) for at in range(1, 13)}
    gaps = draw(st.one_of(st.just(set[int]()), st.sets(st.integers(0, 23), max_size=24)))
    return {key: done for at, (key, done) in enumerate(every.items()) if at not in gaps}


def expect(known: Known, wanted: list[int], last: int) -> tuple[Basis, list[Fraction]] | None:
    """The rule once more, in fractions."""
    both = [at for at in range(1, last + 1) if (2025, at) in known and (2026, at) in known]
    gone, here = (sum(known[year, at] for at in both) for year in (2025, 2026))
    if all((2025, at) in known for at in wanted) and (gone or not here):
        return SAME, [known[2025, at] * (Fraction(here, gone) if gone else Fraction(1)) for at in wanted]
    so_far = [known[2026, at] for at in range(1, last + 1) if (2026, at) in known]
    return (MEAN, [Fraction(sum(so_far), len(so_far))] * len(wanted)) if so_far else None


def expect_of_all(units: dict[str, Known], last: int) -> tuple[Basis, Fraction, Fraction, bool] | None:
    """The basis, the total, what of it is owed, and whether that is all, worked out unit by unit."""
    plan = ward()
    owing = {
        (year, at): [unit for unit in units if plan.unit_of_id[unit].exists_in(Month(year, at))]
        for year in (2025, 2026)
        for at in range(1, 13)
    }
    told = {key: [unit for unit in owing[key] if key in units[unit]] for key in owing}
    silent = [at for at in range(1, last + 1) if not told[2026, at]]
    for whole in (True, False):
        months = [key for key in owing if told[key] and (not whole or told[key] == owing[key])]
        known = {key: sum(units[unit][key] for unit in told[key]) for key in months if key <= (2026, last)}
        found = expect(known, [*silent, *range(last + 1, 13)], last)
        if found is None:
            continue
        missing = [
            expect({key: done for key, done in units[unit].items() if key <= (2026, last)}, [at], last)
            for at in range(1, last + 1)
            for unit in owing[2026, at]
            if at not in silent and unit not in told[2026, at]
        ]
        owed = sum(found[1][: len(silent)], Fraction()) + sum((one[1][0] for one in missing if one), Fraction())
        return found[0], owed + sum(found[1][len(silent) :]), owed, whole and None not in missing
    return None


@settings(deadline=None, max_examples=200)
@given(st.tuples(*[known_months()] * 3), st.integers(1, 12))
def test_the_volume_is_the_one_worked_out_in_fractions(of_units: tuple[Known, ...], last: int) -> None:
    units = dict(zip(("kinh-te", "van-phong", "hanh-chinh-cong"), of_units, strict=True))
    zeros = {
        unit: {(year, at): 0 for year in (2025, 2026) for at in range(1, 13) if exists(unit, year, at)}
        for unit in ("to-nhon-son", "to-luu-dong")
    }
    figures = {
        key: done
        for unit, known in {**units, **zeros}.items()
        for (year, at), number in known.items()
        if (year, at) <= (2026, last)
        for key, done in resolved(unit, year, {at: number}).items()
    }
    for scope, members in (("kinh-te", {"kinh-te": units["kinh-te"]}), ("team", {**units, **zeros})):
        found, expected = volume(figures, f"2026-{last:02d}", scope), expect_of_all(members, last)
        if expected is None:
            assert found is None
        else:
            assert found is not None
            basis, total, owed, complete = expected
            half = Fraction(1, 2)
            assert found[:1] + found[2:5] == (floor(total + half), basis, complete, floor(owed + half))


def exists(unit: str, year: int, at: int) -> bool:
    return ward().unit_of_id[unit].exists_in(Month(year, at))
