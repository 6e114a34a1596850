"""Growth: the ratio now against the same months of the year before, from stored history."""

from kpi.months import Period
from kpi.plan import WHOLE
from tests.builders import cube_of, plan_from, reports, scores, tables, ward

TEAMS = ("van-phong", "kinh-te", "hanh-chinh-cong", "to-nhon-son")


def test_growth_is_against_the_same_months_of_the_year_before() -> None:
    figures = {
        **reports("kinh-te", "2025-02", postal=100, received=1000),
        **reports("kinh-te", "2025-03", postal=0, received=1000),
        **reports("kinh-te", "2026-02", postal=99, received=1000),
        **reports("kinh-te", "2026-03", postal=3, received=1000),
    }
    cube = cube_of(ward(), figures)
    quarter = scores(cube, "postal_growth", "2026-03", Period.QUARTER)["kinh-te"]
    assert (quarter.value, quarter.status) == (2, "met")
    assert (quarter.earlier_numerator, quarter.earlier_denominator) == (100, 2000)
    assert quarter.completeness == "0/1"  # January is missing in both years
    march = scores(cube, "postal_growth", "2026-03")["kinh-te"]
    assert (march.value, march.status) == (None, "not_applicable")  # nothing to grow from
    february = scores(cube, "postal_growth", "2026-02")["kinh-te"]
    assert (february.value, february.status) == (-1, "missed")


def test_growth_in_points_subtracts_the_two_ratios() -> None:
    figures = {
        **reports("kinh-te", "2025-03", online=29, received=50),
        **reports("kinh-te", "2026-03", online=60, received=100),
    }
    assert scores(cube_of(ward(), figures), "online_points", "2026-03")["kinh-te"].value == 2


def test_growth_without_history_says_that_it_has_no_data() -> None:
    cube = cube_of(ward(), {**reports("kinh-te", "2026-03", postal=5, received=50)})
    found = scores(cube, "postal_growth", "2026-03")["kinh-te"]
    assert (found.value, found.status, found.numerator, found.earlier_numerator) == (None, "no_data", 5, None)
    assert scores(cube, "postal_growth", "2025-03")["kinh-te"].status == "no_data"  # history begins in 2025


def test_growth_is_provisional_where_a_unit_misses_this_year_or_the_year_before() -> None:
    now = [reports(unit, "2026-03", postal=5, received=50) for unit in TEAMS[1:]]
    before = [reports(unit, "2025-03", postal=5, received=50) for unit in TEAMS[:3]]
    figures = {key: value for rows in (*now, *before) for key, value in rows.items()}
    found = scores(cube_of(ward(), figures), "postal_growth", "2026-03")
    assert found[WHOLE].completeness == "2/4"
    assert [found[unit].completeness for unit in TEAMS] == ["0/1", "1/1", "1/1", "0/1"]


def test_growth_of_a_number_without_a_denominator_is_against_the_number_itself() -> None:
    figures = {
        **reports("kinh-te", "2025-03", procedures_online=80),
        **reports("kinh-te", "2026-03", procedures_online=100),
        **reports("van-phong", "2025-03", procedures_online=0),
        **reports("van-phong", "2026-03", procedures_online=10),
    }
    found = scores(cube_of(ward(), figures), "procedures_growth", "2026-03")
    assert (found["kinh-te"].value, found["kinh-te"].status) == (25, "tracked")
    assert (found["van-phong"].value, found["van-phong"].status) == (None, "not_applicable")
    assert found[WHOLE].value == 37.5


def test_growth_of_a_yearly_result_is_against_december_of_the_year_before() -> None:
    data = tables("valid-ward-2026")
    index = next(one for one in data["indicator"] if one["id"] == "par_index")
    for key in ("bands", "bands_source"):
        del index[key]
    index |= {"kind": "growth", "change": "points"}
    index["target"][0] |= {"operator": ">", "value": 0}
    plan = plan_from(data)
    figures = {**reports("22738", "2025-11", par_score=80.1), **reports("22738", "2026-02", par_score=80.4)}
    found = scores(cube_of(plan, figures), "par_index", "2026-03")[WHOLE]
    assert (found.earlier_numerator, found.status) == (80.1, "met")
    assert found.value is not None
    assert round(found.value, 9) == 0.3
    alone = cube_of(plan, reports("22738", "2026-02", par_score=80.4))
    assert scores(alone, "par_index", "2026-03")[WHOLE].status == "unpublished"


def test_nothing_grows_from_a_number_below_zero() -> None:
    data = tables("valid-ward-2026")
    growth = next(one for one in data["indicator"] if one["id"] == "procedures_growth")
    growth["numerator"] = ["received", "-resolved"]
    figures = {
        **reports("kinh-te", "2025-03", received=40, resolved=50),
        **reports("kinh-te", "2026-03", received=60, resolved=50),
    }
    found = scores(cube_of(plan_from(data), figures), "procedures_growth", "2026-03")["kinh-te"]
    assert (found.numerator, found.earlier_numerator) == (10, -10)
    assert (found.value, found.status) == (None, "not_applicable")
